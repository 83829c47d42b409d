//! The author takes a comment, or everything, back. And the office confirms who speaks.

use diesel::prelude::*;

use super::keep::forget_copy;
use super::mailed::hide_letter;
use super::model::{Submission, SubmissionStatus};
use super::removals::Removal;
use super::{contents, read, rows, write};
use crate::comments::model::CommentState;
use crate::contributors::model::{Confirmation, Level, Named};
use crate::drafts;
use crate::each_backend;
use crate::error::{AppError, AppResult, Conflict};
use crate::ids::{AccountId, CommentId, ConsultationId};
use crate::platform::clock::Day;
use crate::platform::db::{Conn, Tx};
use crate::publications::RecordChange;
use crate::schema::{comments as sent, published_comments, submissions};

/// Takes one comment of a submission back, or (with `None`) all of it.
///
/// # Errors
/// [`AppError::NotFound`] if it has no such comment; [`AppError::Conflict`] if it is gone already.
pub fn withdraw(change: &mut RecordChange, submission: &Submission, one: Option<&CommentId>) -> AppResult<()> {
    if submission.status != SubmissionStatus::Submitted {
        return Err(AppError::Conflict(Conflict::ContributionGone));
    }
    let sent = read::comments_of(change, &submission.id)?;
    let alive = sent.iter().filter(|comment| !matches!(comment.state, CommentState::Withdrawn | CommentState::Erased));
    let ids: Vec<CommentId> = alive.filter(|comment| one.is_none_or(|one| *one == comment.id)).map(|c| c.id.clone()).collect();
    // Who takes everything back may have taken each comment back before.
    if ids.is_empty() && one.is_some() {
        return Err(AppError::Conflict(Conflict::ContributionGone));
    }
    contents::withdraw(change, &ids)?;
    hide_letter(change, &submission.id)?;
    if one.is_none() {
        rows::forget(change, &submission.id)?;
        // What was being written to take its place is no longer wanted.
        forget_copy(change, &submission.id)?;
        write::withdraw(change, &submission.id)?;
        Removal::Withdrawn(submission.id.clone()).note(change)?;
    }
    write::forget_content(change, &submission.id)
}

/// The consultation of a submission.
///
/// # Errors
/// Those of the database.
pub fn consultation_of(conn: &mut Conn, submission: &Submission) -> AppResult<ConsultationId> {
    Ok(drafts::read::round(conn, submission.round)?.consultation)
}

/// Confirms who speaks, by somebody of the office, with how it was made sure of. From then on the names that the chosen
/// level publishes are shown. `seen` is the version of the submission whose names were shown to her.
///
/// # Errors
/// `how` empty; [`AppError::Conflict`] if nothing is named, or other names may stand there by now.
pub fn confirm_speaker(tx: &mut Tx, submission: &Submission, seen: i32, by: AccountId, how: &str, today: Day) -> AppResult<()> {
    if how.is_empty() {
        return Err(AppError::field("how", "form-required"));
    }
    if submission.version != seen || submission.status != SubmissionStatus::Submitted {
        return Err(AppError::Conflict(Conflict::CommentMoved));
    }
    if !submission.speaker.is_named() {
        return Err(AppError::Conflict(Conflict::NobodyNamed));
    }
    let consultation = consultation_of(tx, submission)?;
    let mut change = RecordChange::begin(tx, consultation)?;
    let confirmed = each_backend!(change, |c| diesel::update(submissions::table)
        .filter(submissions::id.eq(&submission.id).and(submissions::version.eq(seen)))
        .set((submissions::confirmation.eq(Confirmation::Confirmed), submissions::confirmed_how.eq(how), submissions::confirmed_by.eq(by),))
        .execute(c))?;
    if confirmed == 0 {
        return Err(AppError::Conflict(Conflict::CommentMoved));
    }
    let rows: Vec<(CommentId, Level)> = each_backend!(change, |c| published_comments::table
        .inner_join(sent::table)
        .filter(sent::submission_id.eq(&submission.id).and(published_comments::stub.is_null()))
        .filter(published_comments::level.ne(Level::NotPublished))
        .select((published_comments::comment_id, published_comments::level))
        .load(c))?;
    let speaker = &submission.speaker;
    for (id, level) in rows {
        let named = Named::of(speaker, level, Confirmation::Confirmed);
        if named.is_named() {
            change.name_speaker(&id, &named, speaker.group, speaker.region, today)?;
        }
    }
    change.finish()
}
