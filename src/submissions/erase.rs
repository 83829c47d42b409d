//! The author has everything erased: words, names, attributes, what opens the register's leaves. What stays is that there
//! was a comment, what was decided, and that its author had it erased.

use super::keep::forget_copy;
use super::model::{Submission, SubmissionStatus};
use super::removals::Removal;
use super::{contents, mailed, read, write};
use crate::comments;
use crate::comments::model::CommentState;
use crate::error::{AppError, AppResult, Conflict};
use crate::ids::CommentId;
use crate::publications::model::Stub;
use crate::publications::{self, RecordChange};
use crate::register;
use crate::register::format::{FIELDS, LeafKind};

/// Erases a submission.
///
/// # Errors
/// [`AppError::Conflict`] if it is erased already; those of the database.
pub fn erase(change: &mut RecordChange, submission: &Submission) -> AppResult<()> {
    if submission.status == SubmissionStatus::Erased {
        return Err(AppError::Conflict(Conflict::ContributionGone));
    }
    // Of two erasures at the same moment the second finds nothing to erase.
    if read::by_id(change, &submission.id)?.status == SubmissionStatus::Erased {
        return Err(AppError::Conflict(Conflict::ContributionGone));
    }
    let sent = read::comments_of(change, &submission.id)?;
    let ids: Vec<CommentId> = sent.iter().map(|comment| comment.id.clone()).collect();
    change.leave_stub(&ids, Stub::Erased, None)?;
    for id in &ids {
        contents::redact(change, id, &FIELDS)?;
        change.stage_publication(id, "withdrawn", "erased", None)?;
    }
    comments::erase(change, &ids)?;
    forget_copy(change, &submission.id)?;
    write::erase(change, &submission.id)?;
    mailed::erase(change, &submission.id)?;
    Removal::Erased(submission.id.clone()).note(change)?;
    Ok(())
}

/// Destroys what a public comment said before it was amended.
///
/// # Errors
/// Those of the database.
pub fn forget_earlier(change: &mut RecordChange, submission: &Submission, comment: &CommentId) -> AppResult<()> {
    let sent = read::comments_of(change, &submission.id)?;
    let known = sent.iter().find(|known| known.id == *comment).ok_or(AppError::NotFound)?;
    if !publications::read::has_earlier(change, comment)? {
        return Ok(());
    }
    change.destroy_earlier(comment)?;
    // The newest version opens what is public now; while an amendment waits, the one before it does too.
    let mut leaves = register::versions_of(change, &comment.0)?;
    let needed = if known.state == CommentState::Published { 1 } else { 2 };
    leaves.truncate(leaves.len().saturating_sub(needed));
    register::destroy_openings(change, &leaves)?;
    let mut lines = vec![("comment", comment.0.clone()), ("by", "author".to_owned())];
    lines.extend(["body", "proposed", "reason", "quote"].map(|field| ("destroyed", field.to_owned())));
    change.stage(LeafKind::Redaction, lines)?;
    Removal::EarlierForgotten(submission.id.clone(), comment.clone()).note(change)
}
