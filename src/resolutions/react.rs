//! The author's verdict on an answer.

use diesel::prelude::*;

use super::read;
use crate::comments::model::CommentState;
use crate::each_backend;
use crate::error::{AppError, AppResult, Conflict};
use crate::ids::{CommentId, ConsultationId};
use crate::platform::clock::Day;
use crate::platform::db::Tx;
use crate::publications::RecordChange;
use crate::publications::model::Verdict;
use crate::schema::{comments, reactions};

/// Records the verdict, in the place of an earlier one. It is public only if the author says so; the words beside it are read
/// by the office alone.
///
/// # Errors
/// `why` empty for somebody who is not satisfied; [`AppError::Conflict`] if there is no published answer, or the comment is not public.
pub fn react(
    tx: &mut Tx,
    consultation: ConsultationId,
    comment: &CommentId,
    verdict: Verdict,
    why: &str,
    is_public: bool,
    today: Day,
) -> AppResult<()> {
    let mut change = RecordChange::begin(tx, consultation)?;
    if verdict == Verdict::NotSatisfied && why.is_empty() {
        return Err(AppError::field("why", "form-required"));
    }
    if read::published_of(&mut change, std::slice::from_ref(comment))?.is_empty() {
        return Err(AppError::Conflict(Conflict::NoAnswer));
    }
    let state: CommentState = each_backend!(change, |c| comments::table.filter(comments::id.eq(comment)).select(comments::state).first(c))?;
    if state != CommentState::Published {
        return Err(AppError::Conflict(Conflict::CommentMoved));
    }
    each_backend!(change, |c| diesel::insert_into(reactions::table)
        .values((
            reactions::comment_id.eq(comment),
            reactions::verdict.eq(verdict),
            reactions::why.eq(why),
            reactions::is_public.eq(is_public),
            reactions::reacted_on.eq(today),
        ))
        .on_conflict(reactions::comment_id)
        .do_update()
        .set((reactions::verdict.eq(verdict), reactions::why.eq(why), reactions::is_public.eq(is_public), reactions::reacted_on.eq(today),))
        .execute(c))?;
    // Her reason is for the office: nobody has looked at these words.
    if is_public {
        change.verdict(comment, verdict, today)?;
    } else {
        change.remove_verdict(comment)?;
    }
    change.finish()
}

/// Removes the verdicts on comments that are erased.
///
/// # Errors
/// Those of the database.
pub fn erase_verdicts(tx: &mut Tx, ids: &[CommentId]) -> AppResult<()> {
    each_backend!(tx, |c| diesel::delete(reactions::table.filter(reactions::comment_id.eq_any(ids))).execute(c))?;
    Ok(())
}
