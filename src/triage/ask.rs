//! Asks the author of a comment something before deciding; the author replies by her code.

use diesel::prelude::*;

use crate::comments::model::CommentState;
use crate::each_backend;
use crate::error::{AppError, AppResult, Conflict};
use crate::ids::{AccountId, CommentId};
use crate::language::Language;
use crate::platform::clock::Day;
use crate::platform::db::Tx;
use crate::schema::{comments, office_questions};

/// Asks.
///
/// # Errors
/// `question` empty; [`AppError::Conflict`] if a question waits for its reply already.
pub fn ask(tx: &mut Tx, comment: &CommentId, language: Language, question: &str, by: AccountId, today: Day) -> AppResult<()> {
    if question.is_empty() {
        return Err(AppError::field("question", "form-required"));
    }
    must_be_alive(tx, comment)?;
    let waiting: i64 = each_backend!(tx, |c| office_questions::table
        .filter(office_questions::comment_id.eq(comment).and(office_questions::replied_on.is_null()))
        .count()
        .get_result(c))?;
    if waiting > 0 {
        return Err(AppError::Conflict(Conflict::QuestionWaits));
    }
    each_backend!(tx, |c| diesel::insert_into(office_questions::table)
        .values((
            office_questions::comment_id.eq(comment),
            office_questions::language.eq(language),
            office_questions::question.eq(question),
            office_questions::asked_by.eq(by),
            office_questions::asked_on.eq(today),
            office_questions::reply.eq(""),
        ))
        .execute(c))?;
    Ok(())
}

/// Nobody asks, or is asked, about what was taken back.
fn must_be_alive(tx: &mut Tx, comment: &CommentId) -> AppResult<()> {
    let state: CommentState = each_backend!(tx, |c| comments::table.filter(comments::id.eq(comment)).select(comments::state).first(c))?;
    if matches!(state, CommentState::Withdrawn | CommentState::Erased) { Err(AppError::Conflict(Conflict::CommentMoved)) } else { Ok(()) }
}

/// Replies to the question that waits. Replying again in the same words is no second reply.
///
/// # Errors
/// `reply` empty; [`AppError::Conflict`] if no question waits.
pub fn reply(tx: &mut Tx, comment: &CommentId, words: &str, today: Day) -> AppResult<()> {
    if words.is_empty() {
        return Err(AppError::field("reply", "form-required"));
    }
    must_be_alive(tx, comment)?;
    let replied = each_backend!(tx, |c| diesel::update(office_questions::table)
        .filter(office_questions::comment_id.eq(comment).and(office_questions::replied_on.is_null()))
        .set((office_questions::reply.eq(words), office_questions::replied_on.eq(today)))
        .execute(c))?;
    if replied > 0 {
        return Ok(());
    }
    let same: i64 = each_backend!(tx, |c| office_questions::table
        .filter(office_questions::comment_id.eq(comment).and(office_questions::reply.eq(words)))
        .count()
        .get_result(c))?;
    if same > 0 { Ok(()) } else { Err(AppError::Conflict(Conflict::NoQuestion)) }
}

/// Erases what was asked and said of comments that are erased.
///
/// # Errors
/// Those of the database.
pub fn erase(tx: &mut Tx, ids: &[CommentId]) -> AppResult<()> {
    each_backend!(tx, |c| diesel::update(office_questions::table.filter(office_questions::comment_id.eq_any(ids)))
        .set((office_questions::reply.eq(""), office_questions::question.eq("")))
        .execute(c))?;
    Ok(())
}
