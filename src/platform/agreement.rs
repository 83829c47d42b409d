//! A clock that jumps destroys nothing. What deletes for good goes by the time on which the machine's clock and the database
//! agree: the database keeps the latest time that was believed, and a clock that says a day more or less, or still more or less,
//! is believed only after it has been asked, hour by hour, for a day.

use diesel::prelude::*;

use super::clock::Timestamp;
use super::db::{Conn, Tx};
use crate::each_backend;
use crate::error::AppResult;
use crate::schema::clock_agreement;

/// A clock that is further away than this is doubted, in days.
const BELIEVED_DAYS: i64 = 1;
/// A doubted clock has to agree with itself so many times, an hour apart.
const HOURS: i32 = 24;

type Row = (Timestamp, Option<Timestamp>, i32);

fn row(conn: &mut Conn) -> AppResult<Option<Row>> {
    Ok(each_backend!(conn, |c| clock_agreement::table
        .select((clock_agreement::latest, clock_agreement::doubted, clock_agreement::hours))
        .first(c)
        .optional())?)
}

/// The time that is agreed upon: the earlier one of `now` and, where it is far ahead, the latest that was believed.
///
/// # Errors
/// Those of the database.
pub fn agreed(conn: &mut Conn, now: Timestamp) -> AppResult<Timestamp> {
    Ok(match row(conn)? {
        Some((latest, ..)) if now > latest.plus_days(BELIEVED_DAYS) => latest,
        _ => now,
    })
}

/// Compares the clock with the latest time that was believed; to be called every hour. Returns the time that is agreed upon.
///
/// # Errors
/// Those of the database.
pub fn compare(tx: &mut Tx, now: Timestamp) -> AppResult<Timestamp> {
    let Some((latest, doubted, hours)) = row(tx)? else {
        let first = (clock_agreement::id.eq(1), clock_agreement::latest.eq(now), clock_agreement::hours.eq(0));
        each_backend!(tx, |c| diesel::insert_into(clock_agreement::table).values(first).on_conflict_do_nothing().execute(c))?;
        return Ok(now);
    };
    let next: Row = if now <= latest.plus_days(BELIEVED_DAYS) && now >= latest.plus_days(-BELIEVED_DAYS) {
        (latest.max(now), None, 0)
    } else {
        // The same clock an hour later, give or take: it is not jumping any more.
        let goes_on = doubted.is_some_and(|doubted| now >= doubted.plus_seconds(1_800) && now <= doubted.plus_seconds(2 * 86_400));
        let hours = if goes_on { hours + 1 } else { 0 };
        if hours == 0 {
            tracing::warn!("The clock is more than a day away from what the database knows: it is believed when a day has agreed with it");
        }
        if hours >= HOURS { (now, None, 0) } else { (latest, Some(now), hours) }
    };
    each_backend!(tx, |c| diesel::update(clock_agreement::table)
        .set((clock_agreement::latest.eq(next.0), clock_agreement::doubted.eq(next.1), clock_agreement::hours.eq(next.2)))
        .execute(c))?;
    Ok(if next.1.is_some() { next.0.min(now) } else { now })
}
