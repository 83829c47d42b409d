//! The author lets the public see less: at once on every page, in every index and export, and nothing that is no longer
//! published stays stored.

use super::mailed::hide_letter;
use super::model::{Submission, SubmissionStatus};
use super::removals::Removal;
use super::{contents, read, write};
use crate::comments;
use crate::comments::model::CommentState;
use crate::contributors::model::Level;
use crate::error::{AppError, AppResult, Conflict};
use crate::ids::CommentId;
use crate::publications::RecordChange;

/// Lowers one comment, or (with `None`) everything that was sent. Returns the comments that the public no longer reads,
/// whose published reasons have to be looked at.
///
/// # Errors
/// `level` not lower; [`AppError::Conflict`] if the submission is gone.
pub fn lower(change: &mut RecordChange, submission: &Submission, one: Option<&CommentId>, level: Level) -> AppResult<Vec<CommentId>> {
    if submission.status != SubmissionStatus::Submitted {
        return Err(AppError::Conflict(Conflict::ContributionGone));
    }
    let sent = read::comments_of(change, &submission.id)?;
    let touched: Vec<_> = sent
        .iter()
        .filter(|comment| !matches!(comment.state, CommentState::Withdrawn | CommentState::Erased))
        .filter(|comment| one.is_none_or(|one| *one == comment.id) && comment.level > level)
        .collect();
    if touched.is_empty() {
        return Err(AppError::field("new_level", "form-level-not-lower"));
    }
    let mut hidden = Vec::new();
    for comment in &touched {
        comments::set_level(change, &comment.id, level)?;
        change.lower(&comment.id, level)?;
        contents::redact(change, &comment.id, &contents::lowered_fields(level))?;
        if level == Level::NotPublished {
            hidden.push(comment.id.clone());
        }
    }
    // Names stay stored only while some comment publishes them.
    let alive = sent.iter().filter(|comment| !matches!(comment.state, CommentState::Withdrawn | CommentState::Erased));
    let most = alive.map(|comment| if touched.iter().any(|known| known.id == comment.id) { level } else { comment.level }).max();
    let most = most.unwrap_or(level);
    if most < submission.level {
        let kept = submission.speaker.kept_at(most);
        write::lower(change, &submission.id, most, &kept)?;
    }
    write::forget_content(change, &submission.id)?;
    hide_letter(change, &submission.id)?;
    Removal::Lowered(submission.id.clone(), one.cloned(), level).note(change)?;
    for id in &hidden {
        change.stage_publication(id, "withheld", "not_published", None)?;
    }
    Ok(hidden)
}
