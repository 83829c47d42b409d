//! Rounds and their extensions.

use diesel::prelude::*;

use crate::drafts::model::{Draft, DraftNumber, Question, Round};
use crate::each_backend;
use crate::error::{AppError, AppResult};
use crate::ids::{DraftId, RoundId};
use crate::language::LocalText;
use crate::platform::clock::Timestamp;
use crate::platform::db::Conn;
use crate::schema::{round_extensions, round_questions, rounds};

/// The rounds of some drafts, the earliest first.
///
/// # Errors
/// Those of the database.
pub fn rounds(conn: &mut Conn, of: &[DraftId]) -> AppResult<Vec<Round>> {
    Ok(each_backend!(conn, |c| rounds::table
        .filter(rounds::draft_id.eq_any(of))
        .order((rounds::opens_at, rounds::id))
        .select(Round::as_select())
        .load(c))?)
}

/// A round by its row.
///
/// # Errors
/// [`crate::error::AppError::NotFound`]; those of the database.
pub fn round(conn: &mut Conn, id: RoundId) -> AppResult<Round> {
    Ok(each_backend!(conn, |c| rounds::table.filter(rounds::id.eq(id)).select(Round::as_select()).first(c))?)
}

/// The draft that a round is on.
///
/// # Errors
/// [`AppError::NotFound`] if it is on questions alone; those of the database.
pub fn draft_of(conn: &mut Conn, round: &Round) -> AppResult<Draft> {
    super::by_id(conn, round.draft.ok_or(AppError::NotFound)?)
}

/// The number of the draft that a round is on; none if it is on questions alone.
///
/// # Errors
/// Those of the database.
pub fn number_of(conn: &mut Conn, round: &Round) -> AppResult<Option<DraftNumber>> {
    round.draft.map(|draft| super::by_id(conn, draft).map(|draft| draft.number)).transpose()
}

/// How many guiding questions a round asks.
///
/// # Errors
/// Those of the database.
pub fn count_questions(conn: &mut Conn, round: RoundId) -> AppResult<i64> {
    Ok(each_backend!(conn, |c| round_questions::table.filter(round_questions::round_id.eq(round)).count().get_result(c))?)
}

/// The guiding questions of the rounds on some drafts, in their order.
///
/// # Errors
/// Those of the database.
pub fn questions(conn: &mut Conn, of: &[DraftId]) -> AppResult<Vec<Question>> {
    Ok(each_backend!(conn, |c| round_questions::table
        .filter(round_questions::draft_id.eq_any(of))
        .order((round_questions::draft_id, round_questions::number))
        .select((round_questions::round_id, round_questions::number, round_questions::question, round_questions::recommendation))
        .load(c))?)
}

/// An extension of a round.
#[derive(Clone, Debug, Queryable)]
pub struct Extension {
    /// The round.
    pub round: RoundId,
    /// The closing it replaced.
    pub old_closes_at: Timestamp,
    /// The closing it set.
    pub new_closes_at: Timestamp,
    /// Why.
    pub reason: LocalText,
}

/// The extensions of some rounds, in the order in which they were made.
///
/// # Errors
/// Those of the database.
pub fn extensions(conn: &mut Conn, of: &[RoundId]) -> AppResult<Vec<Extension>> {
    Ok(each_backend!(conn, |c| round_extensions::table
        .filter(round_extensions::round_id.eq_any(of))
        .order(round_extensions::id)
        .select((round_extensions::round_id, round_extensions::old_closes_at, round_extensions::new_closes_at, round_extensions::reason))
        .load(c))?)
}
