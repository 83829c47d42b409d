//! The author takes a comment, or everything, back. And the office confirms who speaks.

use diesel::prelude::*;

use super::model::{Status, Submission};
use super::removals::Removal;
use crate::accounts::model::{AccountId, ConsultationId};
use crate::comments::model::{CommentId, State, Stub, Words};
use crate::comments::published;
use crate::consultations;
use crate::contributors::model::{Confirmation, Level, Named};
use crate::each_backend;
use crate::error::{AppError, AppResult};
use crate::platform::db::Tx;
use crate::schema::{comments, published_comments, submissions};

/// Takes comments back: those that are public leave a stub.
///
/// # Errors
/// Those of the database.
pub(super) fn withdraw_comments(tx: &mut Tx, consultation: ConsultationId, slug: &str, ids: &[CommentId]) -> AppResult<()> {
    if ids.is_empty() {
        return Ok(());
    }
    published::set_state(tx, ids, State::Withdrawn)?;
    published::leave_stub(tx, ids, Stub::Withdrawn)?;
    published::stage_publication(tx, consultation, slug, ids, "withdrawn", "withdrawn")?;
    published::recount(tx, consultation)?;
    for id in ids {
        Removal::CommentWithdrawn(id.clone()).note(tx)?;
    }
    consultations::announce(tx, slug)
}

/// Takes one comment of a submission back, or (with `None`) all of it.
///
/// # Errors
/// [`AppError::NotFound`] if it has no such comment; [`AppError::Conflict`] if it is gone already.
pub fn withdraw(tx: &mut Tx, submission: &Submission, one: Option<&CommentId>) -> AppResult<()> {
    if submission.status != Status::Submitted {
        return Err(AppError::Conflict("conflict-contribution-gone"));
    }
    let (consultation, slug) = place(tx, submission)?;
    consultations::take_turns(tx, consultation)?;
    let sent = super::read::comments_of(tx, &submission.id)?;
    let alive = sent.iter().filter(|comment| !matches!(comment.state, State::Withdrawn | State::Erased));
    let ids: Vec<CommentId> = alive.filter(|comment| one.is_none_or(|one| *one == comment.id)).map(|c| c.id.clone()).collect();
    // Who takes everything back may have taken each comment back before.
    if ids.is_empty() && one.is_some() {
        return Err(AppError::Conflict("conflict-contribution-gone"));
    }
    withdraw_comments(tx, consultation, &slug, &ids)?;
    super::letters::hide(tx, &submission.id)?;
    if one.is_none() {
        super::letters::forget_rows(tx, &submission.id)?;
        each_backend!(tx, |c| diesel::update(submissions::table.filter(submissions::id.eq(&submission.id)))
            .set(submissions::status.eq(Status::Withdrawn))
            .execute(c))?;
    }
    each_backend!(tx, |c| diesel::update(submissions::table.filter(submissions::id.eq(&submission.id)))
        .set(submissions::content_proof.eq(Vec::<u8>::new()))
        .execute(c))?;
    if one.is_none() {
        // What was being written to take its place is no longer wanted.
        super::keep::forget_copy(tx, &submission.id)?;
        Removal::Withdrawn(submission.id.clone()).note(tx)?;
    }
    Ok(())
}

/// The consultation of a submission.
pub(super) fn place(tx: &mut Tx, submission: &Submission) -> AppResult<(ConsultationId, String)> {
    let round = crate::drafts::read::round(tx, submission.round)?;
    let draft = crate::drafts::read::by_id(tx, round.draft)?;
    Ok((draft.consultation, consultations::read::slug(tx, draft.consultation)?))
}

/// Confirms who speaks, by somebody of the office, with how it was made sure of. From then on the names that the chosen
/// level publishes are shown. `seen` is the version of the submission whose names were shown to her.
///
/// # Errors
/// `how` empty; [`AppError::Conflict`] if nothing is named, or other names may stand there by now.
pub fn confirm_speaker(tx: &mut Tx, submission: &Submission, seen: i32, by: AccountId, how: &str) -> AppResult<()> {
    if how.is_empty() {
        return Err(AppError::field("how", "form-required"));
    }
    if submission.version != seen || submission.status != Status::Submitted {
        return Err(AppError::Conflict("conflict-comment-moved"));
    }
    if !submission.speaker.is_named() {
        return Err(AppError::Conflict("conflict-nobody-named"));
    }
    let confirmed = each_backend!(tx, |c| diesel::update(submissions::table)
        .filter(submissions::id.eq(&submission.id).and(submissions::version.eq(seen)))
        .set((submissions::confirmation.eq(Confirmation::Confirmed), submissions::confirmed_how.eq(how), submissions::confirmed_by.eq(by),))
        .execute(c))?;
    if confirmed == 0 {
        return Err(AppError::Conflict("conflict-comment-moved"));
    }
    let rows: Vec<(CommentId, Level, String, String, String, String)> = each_backend!(tx, |c| published_comments::table
        .inner_join(comments::table)
        .filter(comments::submission_id.eq(&submission.id).and(published_comments::stub.is_null()))
        .filter(published_comments::level.ne(Level::NotPublished))
        .select((
            published_comments::comment_id,
            published_comments::level,
            published_comments::quote,
            published_comments::body,
            published_comments::proposed,
            published_comments::reason
        ))
        .load(c))?;
    for (id, level, quote, body, proposed, reason) in rows {
        let words = Words { quote, body, proposed, reason };
        let named = Named::of(&submission.speaker, level, Confirmation::Confirmed);
        if named.is_named() {
            each_backend!(tx, |c| diesel::update(published_comments::table.filter(published_comments::comment_id.eq(&id)))
                .set((
                    published_comments::speaker.eq(serde_json::json!(named).to_string()),
                    published_comments::stakeholder_group.eq(submission.speaker.group),
                    published_comments::region.eq(submission.speaker.region),
                    published_comments::search_text.eq(published::search_text(&words, &named)),
                ))
                .execute(c))?;
        }
    }
    let (_, slug) = place(tx, submission)?;
    consultations::announce(tx, &slug)
}
