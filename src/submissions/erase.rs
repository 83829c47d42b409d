//! The author has everything erased: words, names, attributes, what opens the register's leaves. What stays is that there
//! was a comment, what was decided, and that its author had it erased.

use diesel::prelude::*;

use super::lower::stage_redaction;
use super::model::{Status, Submission};
use super::removals::Removal;
use super::withdraw::place;
use crate::comments::model::{CommentId, State, Stub};
use crate::comments::published;
use crate::consultations;
use crate::contributors::model::{Group, Region};
use crate::each_backend;
use crate::error::{AppError, AppResult};
use crate::platform::db::Tx;
use crate::platform::id::random_id;
use crate::register;
use crate::register::format::{FIELDS, Kind, Leaf};
use crate::schema::{comments, earlier_versions, moderations, office_questions, reactions, review_requests, submissions};

/// Erases a submission.
///
/// # Errors
/// [`AppError::Conflict`] if it is erased already; those of the database.
pub fn erase(tx: &mut Tx, submission: &Submission) -> AppResult<()> {
    if submission.status == Status::Erased {
        return Err(AppError::Conflict("conflict-contribution-gone"));
    }
    let (consultation, slug) = place(tx, submission)?;
    consultations::take_turns(tx, consultation)?;
    // Of two erasures at the same moment the second finds nothing to erase.
    if super::read::by_id(tx, &submission.id)?.status == Status::Erased {
        return Err(AppError::Conflict("conflict-contribution-gone"));
    }
    let sent = super::read::comments_of(tx, &submission.id)?;
    let ids: Vec<CommentId> = sent.iter().map(|comment| comment.id.clone()).collect();
    published::leave_stub(tx, &ids, Stub::Erased)?;
    for id in &ids {
        stage_redaction(tx, consultation, &slug, id, &FIELDS)?;
    }
    published::stage_publication(tx, consultation, &slug, &ids, "withdrawn", "erased")?;
    each_backend!(tx, |c| diesel::update(comments::table.filter(comments::id.eq_any(&ids)))
        .set((
            comments::state.eq(State::Erased),
            comments::quote.eq(""),
            comments::body.eq(""),
            comments::proposed.eq(""),
            comments::reason.eq(""),
            comments::themes.eq(""),
            comments::kind.eq(None::<&str>),
        ))
        .execute(c))?;
    each_backend!(tx, |c| diesel::update(office_questions::table.filter(office_questions::comment_id.eq_any(&ids)))
        .set((office_questions::reply.eq(""), office_questions::question.eq("")))
        .execute(c))?;
    each_backend!(tx, |c| diesel::update(moderations::table.filter(moderations::comment_id.eq_any(&ids)))
        .set((moderations::contest.eq(""), moderations::note.eq("")))
        .execute(c))?;
    each_backend!(tx, |c| diesel::update(review_requests::table.filter(review_requests::comment_id.eq_any(&ids)))
        .set(review_requests::reason.eq(""))
        .execute(c))?;
    each_backend!(tx, |c| diesel::delete(reactions::table.filter(reactions::comment_id.eq_any(&ids))).execute(c))?;
    each_backend!(tx, |c| diesel::update(submissions::table.filter(submissions::id.eq(&submission.id)))
        .set((
            submissions::status.eq(Status::Erased),
            submissions::stakeholder_group.eq(Group::Undisclosed),
            submissions::region.eq(Region::Undisclosed),
            submissions::country.eq(""),
            submissions::organisation.eq(""),
            submissions::person.eq(""),
            submissions::client.eq(""),
            submissions::confirmed_how.eq(""),
            // A keyed proof of words that are gone tells nothing any more.
            submissions::content_proof.eq(Vec::<u8>::new()),
        ))
        .execute(c))?;
    super::keep::forget_copy(tx, &submission.id)?;
    super::letters::erase(tx, &submission.id)?;
    Removal::Erased(submission.id.clone()).note(tx)?;
    published::recount(tx, consultation)?;
    consultations::announce(tx, &slug)
}

/// Destroys what a public comment said before it was amended.
///
/// # Errors
/// Those of the database.
pub fn forget_earlier(tx: &mut Tx, submission: &Submission, comment: &CommentId) -> AppResult<()> {
    let sent = super::read::comments_of(tx, &submission.id)?;
    let known = sent.iter().find(|known| known.id == *comment).ok_or(AppError::NotFound)?;
    let kept: i64 = each_backend!(tx, |c| earlier_versions::table.filter(earlier_versions::comment_id.eq(comment)).count().get_result(c))?;
    if kept == 0 {
        return Ok(());
    }
    let (consultation, slug) = place(tx, submission)?;
    published::forget_earlier(tx, std::slice::from_ref(comment))?;
    // The newest version opens what is public now; while an amendment waits, the one before it does too.
    let mut leaves = register::versions_of(tx, &comment.0)?;
    let needed = if known.state == State::Published { 1 } else { 2 };
    leaves.truncate(leaves.len().saturating_sub(needed));
    register::destroy_openings(tx, &leaves)?;
    let mut lines = vec![("comment", comment.0.clone()), ("by", "author".to_owned())];
    lines.extend(["body", "proposed", "reason", "quote"].map(|field| ("destroyed", field.to_owned())));
    let leaf = Leaf::new(Kind::Redaction, &slug, &random_id()?, lines).map_err(AppError::internal)?;
    register::stage(tx, consultation, &leaf)?;
    Removal::EarlierForgotten(submission.id.clone(), comment.clone()).note(tx)?;
    consultations::announce(tx, &slug)
}
