//! The author lets the public see less: at once on every page, in every index and export, and nothing that is no longer
//! published stays stored.

use crate::comments;
use diesel::prelude::*;

use super::model::{Status, Submission};
use super::removals::Removal;
use crate::comments::model::State;
use crate::contributors::model::Level;
use crate::each_backend;
use crate::error::{AppError, AppResult};
use crate::ids::CommentId;
use crate::publications::RecordChange;
use crate::register;
use crate::register::format::Kind as LeafKind;
use crate::schema::submissions;

/// Lowers one comment, or (with `None`) everything that was sent. Returns the comments that the public no longer reads,
/// whose published reasons have to be looked at.
///
/// # Errors
/// `level` not lower; [`AppError::Conflict`] if the submission is gone.
pub fn lower(change: &mut RecordChange, submission: &Submission, one: Option<&CommentId>, level: Level) -> AppResult<Vec<CommentId>> {
    if submission.status != Status::Submitted {
        return Err(AppError::Conflict("conflict-contribution-gone"));
    }
    let sent = super::read::comments_of(change, &submission.id)?;
    let touched: Vec<_> = sent
        .iter()
        .filter(|comment| !matches!(comment.state, State::Withdrawn | State::Erased))
        .filter(|comment| one.is_none_or(|one| *one == comment.id) && comment.level > level)
        .collect();
    if touched.is_empty() {
        return Err(AppError::field("new_level", "form-level-not-lower"));
    }
    let mut hidden = Vec::new();
    for comment in &touched {
        comments::set_level(change, &comment.id, level)?;
        change.lower(&comment.id, level)?;
        stage_redaction(change, &comment.id, &lowered_fields(level))?;
        if level == Level::NotPublished {
            hidden.push(comment.id.clone());
        }
    }
    // Names stay stored only while some comment publishes them.
    let alive = sent.iter().filter(|comment| !matches!(comment.state, State::Withdrawn | State::Erased));
    let most = alive.map(|comment| if touched.iter().any(|known| known.id == comment.id) { level } else { comment.level }).max();
    let most = most.unwrap_or(level);
    if most < submission.level {
        let kept = submission.speaker.kept_at(most);
        each_backend!(change, |c| diesel::update(submissions::table.filter(submissions::id.eq(&submission.id)))
            .set((
                submissions::level.eq(most),
                submissions::country.eq(&kept.country),
                submissions::organisation.eq(&kept.organisation),
                submissions::person.eq(&kept.person),
                submissions::client.eq(&kept.client),
            ))
            .execute(c))?;
        if !kept.is_named() {
            each_backend!(change, |c| diesel::update(submissions::table.filter(submissions::id.eq(&submission.id)))
                .set((
                    submissions::confirmation.eq("claimed"),
                    submissions::confirmed_how.eq(""),
                    submissions::confirmed_by.eq(None::<i64>)
                ))
                .execute(c))?;
        }
    }
    // What is sent again from now on is something else, even in the same words.
    each_backend!(change, |c| diesel::update(submissions::table.filter(submissions::id.eq(&submission.id)))
        .set(submissions::content_proof.eq(Vec::<u8>::new()))
        .execute(c))?;
    super::letters::hide(change, &submission.id)?;
    Removal::Lowered(submission.id.clone(), one.cloned(), level).note(change)?;
    for id in &hidden {
        change.stage_publication(id, "withheld", "not_published", None)?;
    }
    Ok(hidden)
}

/// The fields that a level no longer opens.
pub(super) fn lowered_fields(level: Level) -> Vec<&'static str> {
    if level < Level::OrganisationOnly { vec!["person", "organisation", "country"] } else { vec!["person"] }
}

/// Destroys what opens some fields of a comment's leaves, and says so in the register.
pub(super) fn stage_redaction(change: &mut RecordChange, comment: &CommentId, fields: &[&str]) -> AppResult<()> {
    let mut lines = vec![("comment", comment.0.clone()), ("by", "author".to_owned())];
    lines.extend(fields.iter().map(|field| ("destroyed", (*field).to_owned())));
    change.stage(LeafKind::Redaction, lines)?;
    let leaves = register::versions_of(change, &comment.0)?;
    register::destroy_fields(change, &leaves, fields)
}
