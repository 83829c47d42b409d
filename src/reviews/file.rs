//! Files a request. Requests on one answer are one review.

use diesel::prelude::*;

use crate::each_backend;
use crate::error::{AppError, AppResult, Conflict};
use crate::ids::{CommentId, ConsultationId};
use crate::platform::clock::{Day, Timestamp};
use crate::platform::db::Tx;
use crate::platform::id::random_id;
use crate::publications::{Fact, RecordChange};
use crate::register::format::LeafKind;
use crate::resolutions;
use crate::schema::{resolutions as resolutions_table, review_requests, reviews};

/// So many days after an answer was published a review can be requested.
pub const REQUEST_DAYS: i32 = 30;
/// So many days later the review is to be answered.
pub const ANSWER_DAYS: i32 = 30;

/// Files a request for the answer to a comment. Filing it again in the same words is no second request.
///
/// # Errors
/// `review_reason` empty; [`AppError::Conflict`] if there is no published answer, the time for it is over, or she has filed one
/// in other words.
pub fn file(tx: &mut Tx, consultation: ConsultationId, comment: &CommentId, reason: &str, today: Day) -> AppResult<()> {
    if reason.is_empty() {
        return Err(AppError::field("review_reason", "form-required"));
    }
    let mut change = RecordChange::begin(tx, consultation)?;
    let answers = resolutions::read::published_answers(&mut change, std::slice::from_ref(comment))?;
    let Some((_, resolution, Some(published_on))) = answers.last().cloned() else {
        return Err(AppError::Conflict(Conflict::NoAnswer));
    };
    if today > published_on.plus(REQUEST_DAYS) {
        return Err(AppError::Conflict(Conflict::ReviewLate));
    }
    let id = random_id()?;
    let due = today.plus(ANSWER_DAYS);
    each_backend!(change, |c| diesel::insert_into(reviews::table)
        .values((
            reviews::id.eq(&id),
            reviews::resolution_id.eq(resolution),
            reviews::status.eq("filed"),
            reviews::filed_on.eq(today),
            reviews::due_on.eq(due),
        ))
        .on_conflict(reviews::resolution_id)
        .do_nothing()
        .execute(c))?;
    let (review, due): (String, Day) = each_backend!(change, |c| reviews::table
        .filter(reviews::resolution_id.eq(resolution))
        .select((reviews::id, reviews::due_on))
        .first(c))?;
    let filed = each_backend!(change, |c| diesel::insert_into(review_requests::table)
        .values((review_requests::review_id.eq(&review), review_requests::comment_id.eq(comment), review_requests::reason.eq(reason)))
        .on_conflict_do_nothing()
        .execute(c))?;
    if filed == 0 {
        let same: i64 = each_backend!(change, |c| review_requests::table
            .filter(review_requests::comment_id.eq(comment).and(review_requests::review_id.eq(&review)))
            .filter(review_requests::reason.eq(reason))
            .count()
            .get_result(c))?;
        return if same > 0 { change.finish() } else { Err(AppError::Conflict(Conflict::ReviewFiled)) };
    }
    let register_id: String = each_backend!(change, |c| resolutions_table::table
        .filter(resolutions_table::id.eq(resolution))
        .select(resolutions_table::register_id)
        .first(c))?;
    let lines = vec![("resolution", register_id), ("comment", comment.0.clone()), ("due", date(due.start()))];
    change.stage(LeafKind::Review, lines)?;
    change.emit(Fact::ReviewRequested, comment.0.clone(), today);
    change.finish()
}

/// Erases the reasons of requests on comments that are erased.
///
/// # Errors
/// Those of the database.
pub fn erase(tx: &mut Tx, ids: &[CommentId]) -> AppResult<()> {
    each_backend!(tx, |c| diesel::update(review_requests::table.filter(review_requests::comment_id.eq_any(ids)))
        .set(review_requests::reason.eq(""))
        .execute(c))?;
    Ok(())
}

fn date(at: Timestamp) -> String {
    at.to_jiff().strftime("%Y-%m-%d").to_string()
}
