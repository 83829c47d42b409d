//! Rounds and their extensions.

use diesel::prelude::*;

use crate::drafts::model::{DraftId, Round, RoundId};
use crate::each_backend;
use crate::error::AppResult;
use crate::language::LocalText;
use crate::platform::clock::Timestamp;
use crate::platform::db::Conn;
use crate::schema::{round_extensions, rounds};

/// The rounds of some drafts, the earliest first.
///
/// # Errors
/// Those of the database.
pub fn rounds(conn: &mut Conn, of: &[DraftId]) -> AppResult<Vec<Round>> {
    Ok(each_backend!(conn, |c| rounds::table
        .filter(rounds::draft_id.eq_any(of))
        .order((rounds::opens_at, rounds::id))
        .select((rounds::id, rounds::draft_id, rounds::opens_at, rounds::closes_at, rounds::audience))
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
