//! The counter of what was taken back for good: each removal has a number, in the database and in the journal outside of it.

use diesel::prelude::*;
use serde::{Deserialize, Serialize};

use super::{Conn, Tx};
use crate::each_backend;
use crate::error::{AppError, AppResult, Shortage};
use crate::platform::clock::{Day, Timestamp};
use crate::platform::jobs::Job;
use crate::platform::journal::Journal;
use crate::schema::{clock_agreement, removal_journal};

/// Writes the tables anew from which something was taken back for good.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub struct VacuumRemoved {}

impl Job for VacuumRemoved {
    const NAME: &'static str = "vacuum_removed";
}

/// How far removals are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Queryable)]
pub struct Counters {
    /// The number of the last one.
    pub position: i64,
    /// Up to which number their words are out of the files of the database.
    pub vacuumed: i64,
}

/// How far removals are.
///
/// # Errors
/// Those of the database.
pub fn counters(conn: &mut Conn) -> AppResult<Counters> {
    Ok(each_backend!(conn, |c| removal_journal::table.select((removal_journal::position, removal_journal::vacuumed)).first(c))?)
}

/// Notes that the words of removals are out of the files, up to a number.
///
/// # Errors
/// Those of the database.
pub fn mark_vacuumed(tx: &mut Tx, position: i64) -> AppResult<()> {
    each_backend!(tx, |c| diesel::update(removal_journal::table).set(removal_journal::vacuumed.eq(position)).execute(c))?;
    Ok(())
}

/// Goes on counting from a number: a restored backup has taken back again what the journal has up to there.
///
/// # Errors
/// Those of the database.
pub fn set_position(tx: &mut Tx, position: i64) -> AppResult<()> {
    each_backend!(tx, |c| diesel::update(removal_journal::table).set(removal_journal::position.eq(position)).execute(c))?;
    Ok(())
}

/// Numbers what transactions take back for good and writes it into the journal: the last thing before they are committed, so that
/// nobody who holds the counter waits for anybody else. If it fails, they must not be committed.
pub(super) fn journalled(conn: &mut Conn, journal: Option<&Journal>, removals: &[String]) -> AppResult<()> {
    let Ok(count @ 1..) = i64::try_from(removals.len()) else { return Ok(()) };
    let counted = removal_journal::position.eq(removal_journal::position + count);
    let position: i64 =
        each_backend!(conn, |c| diesel::update(removal_journal::table).set(counted).returning(removal_journal::position).get_result(c))?;
    let latest: Option<Timestamp> = each_backend!(conn, |c| clock_agreement::table.select(clock_agreement::latest).first(c).optional())?;
    let at_least = latest.map_or(Day(0), Timestamp::day);
    let written = journal.map_or(Ok(()), |journal| journal.append(position - count + 1, at_least, removals));
    written.map_err(|error| {
        tracing::error!(error = %error, "The journal takes nothing: what is taken back cannot be committed");
        AppError::Unavailable(Shortage::Disk)
    })
}
