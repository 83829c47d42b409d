//! Holds a comment back, and lets it go again.

use crate::comments;
use crate::publications;
use diesel::prelude::*;

use crate::comments::model::{CommentState, HoldReason};
use crate::each_backend;
use crate::error::{AppError, AppResult, Conflict};
use crate::ids::{AccountId, CommentId, ConsultationId};
use crate::platform::clock::Day;
use crate::platform::db::Tx;
use crate::publications::RecordChange;
use crate::schema::moderations;

/// A comment to be held back, and why.
#[derive(Clone, Debug)]
pub struct Hold {
    /// The comment.
    pub comment: CommentId,
    /// The listed reason, which is public.
    pub reason: HoldReason,
    /// A note for colleagues.
    pub note: String,
    /// Who holds it back.
    pub by: AccountId,
}

/// Holds a comment back. The public sees a stub with the reason: at once if it was public, else with the next batch.
///
/// # Errors
/// [`AppError::Conflict`] if it is held back or gone already; those of the database.
pub fn hold(change: &mut RecordChange, hold: &Hold, today: Day) -> AppResult<()> {
    let consultation = change.consultation();
    let Hold { comment, reason, note, by } = hold;
    let open = [CommentState::Waiting, CommentState::Cleared, CommentState::Published];
    let held = comments::move_state(change, consultation, std::slice::from_ref(comment), &open, CommentState::Withheld)?;
    if held == 0 {
        return Err(AppError::Conflict(Conflict::CommentMoved));
    }
    each_backend!(change, |c| diesel::insert_into(moderations::table)
        .values((
            moderations::comment_id.eq(comment),
            moderations::reason.eq(*reason),
            moderations::note.eq(note),
            moderations::held_by.eq(*by),
            moderations::held_on.eq(today),
            moderations::contest.eq(""),
        ))
        .execute(c))?;
    change.leave_stub(std::slice::from_ref(comment), (*reason).into(), Some(today))?;
    change.stage_publication(comment, "withheld", reason.as_str(), None)
}

/// Lets a comment go that was held back, in the version that was looked at: it waits for the next batch.
///
/// # Errors
/// [`AppError::Conflict`] if it is not held back, or says something else by now; those of the database.
pub fn lift(tx: &mut Tx, consultation: ConsultationId, (comment, version): &(CommentId, i32), by: AccountId, today: Day) -> AppResult<()> {
    publications::lock(tx, consultation)?;
    let lifted = if comments::read::version(tx, comment)? == *version {
        comments::move_state(tx, consultation, std::slice::from_ref(comment), &[CommentState::Withheld], CommentState::Cleared)?
    } else {
        0
    };
    if lifted == 0 {
        return Err(AppError::Conflict(Conflict::CommentMoved));
    }
    each_backend!(tx, |c| diesel::update(moderations::table)
        .filter(moderations::comment_id.eq(comment).and(moderations::lifted_on.is_null()))
        .set((moderations::lifted_by.eq(by), moderations::lifted_on.eq(today)))
        .execute(c))?;
    Ok(())
}

/// The author says why her comment should not be held back.
///
/// # Errors
/// `contest` empty; [`AppError::Conflict`] if it is not held back, or contested already.
pub fn contest(tx: &mut Tx, comment: &CommentId, words: &str, today: Day) -> AppResult<()> {
    if words.is_empty() {
        return Err(AppError::field("contest", "form-required"));
    }
    let contested = each_backend!(tx, |c| diesel::update(moderations::table)
        .filter(moderations::comment_id.eq(comment).and(moderations::lifted_on.is_null()).and(moderations::contested_on.is_null()))
        .set((moderations::contest.eq(words), moderations::contested_on.eq(today)))
        .execute(c))?;
    if contested == 0 { Err(AppError::Conflict(Conflict::NotHeld)) } else { Ok(()) }
}

/// Erases what was said of comments that are erased.
///
/// # Errors
/// Those of the database.
pub fn erase(tx: &mut Tx, ids: &[CommentId]) -> AppResult<()> {
    each_backend!(tx, |c| diesel::update(moderations::table.filter(moderations::comment_id.eq_any(ids)))
        .set((moderations::contest.eq(""), moderations::note.eq("")))
        .execute(c))?;
    Ok(())
}
