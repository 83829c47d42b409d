//! Work to be done later: rows that any node may claim, retried until done. A job is a type that belongs to whoever needs it done;
//! `crate::jobs` does them.

use diesel::prelude::*;
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::clock::Timestamp;
use super::db::{Conn, Tx};
use crate::each_backend;
use crate::error::{AppError, AppResult};
use crate::schema::jobs;

/// A claimed job that is not finished by then may be claimed by another node.
const CLAIM_SECONDS: i64 = 300;
/// After so many attempts a job is left for a person to look at.
pub const MOST_ATTEMPTS: i32 = 12;

/// Something to be done later. Doing it twice does no harm.
pub trait Job: Serialize + DeserializeOwned {
    /// Its name, as the row has it.
    const NAME: &'static str;

    /// Two jobs of the same key are one while the first waits.
    fn key(&self) -> String {
        Self::NAME.replace('_', "-")
    }
}

/// A job claimed by this node.
#[derive(Debug, Queryable)]
pub struct Claimed {
    /// Its row.
    pub id: i64,
    /// What it is, as JSON.
    payload: String,
    /// How often it has been tried, this time included.
    pub attempts: i32,
}

impl Claimed {
    /// The name of the job.
    ///
    /// # Errors
    /// If the row holds no job.
    pub fn name(&self) -> AppResult<String> {
        let value: serde_json::Value = serde_json::from_str(&self.payload).map_err(AppError::internal)?;
        let name = value.get("job").and_then(serde_json::Value::as_str);
        name.map(str::to_owned).ok_or_else(|| AppError::internal("a row that is no job"))
    }

    /// The job.
    ///
    /// # Errors
    /// If the row holds another one.
    pub fn job<J: Job>(&self) -> AppResult<J> {
        serde_json::from_str(&self.payload).map_err(AppError::internal)
    }
}

/// Puts a job into the transaction of the fact it follows from; once that is committed, the worker of this node is woken. A job
/// whose key waits already is not put twice.
///
/// # Errors
/// Those of the database.
pub fn enqueue<J: Job>(tx: &mut Tx, job: &J, run_at: Timestamp) -> AppResult<()> {
    let mut payload = serde_json::to_value(job).map_err(AppError::internal)?;
    if let Some(fields) = payload.as_object_mut() {
        fields.insert("job".to_owned(), J::NAME.into());
    }
    let new = each_backend!(tx, |c| diesel::insert_into(jobs::table)
        .values((jobs::key.eq(job.key()), jobs::payload.eq(payload.to_string()), jobs::run_at.eq(run_at), jobs::attempts.eq(0)))
        .on_conflict(jobs::key)
        .do_nothing()
        .execute(c))?;
    // The worker keeps its timetable through here: what waits already must not wake it, or it would never rest.
    if new > 0 {
        tx.wake_worker();
    }
    Ok(())
}

/// Claims the next job that is due, by compare-and-set.
///
/// # Errors
/// Those of the database.
pub fn claim(tx: &mut Tx, now: Timestamp) -> AppResult<Option<Claimed>> {
    let due: Option<(i64, i32)> = each_backend!(tx, |c| jobs::table
        .filter(jobs::run_at.le(now).and(jobs::attempts.lt(MOST_ATTEMPTS)))
        .filter(jobs::claimed_until.is_null().or(jobs::claimed_until.lt(now)))
        .order((jobs::run_at, jobs::id))
        .select((jobs::id, jobs::attempts))
        .first(c)
        .optional())?;
    let Some((id, attempts)) = due else { return Ok(None) };
    let claimed = each_backend!(tx, |c| diesel::update(jobs::table)
        .filter(jobs::id.eq(id).and(jobs::attempts.eq(attempts)))
        .set((jobs::attempts.eq(attempts + 1), jobs::claimed_until.eq(now.plus_seconds(CLAIM_SECONDS))))
        .execute(c))?;
    if claimed == 0 {
        return Ok(None);
    }
    let job =
        each_backend!(tx, |c| jobs::table.filter(jobs::id.eq(id)).select((jobs::id, jobs::payload, jobs::attempts)).first(c).optional())?;
    Ok(job)
}

/// Removes a job that is done.
///
/// # Errors
/// Those of the database.
pub fn finish(tx: &mut Tx, id: i64) -> AppResult<()> {
    each_backend!(tx, |c| diesel::delete(jobs::table.filter(jobs::id.eq(id))).execute(c))?;
    Ok(())
}

/// Puts a job that failed off: a minute after the first attempt, twice as long after each further one, a day at most.
///
/// # Errors
/// Those of the database.
pub fn put_off(tx: &mut Tx, job: &Claimed, now: Timestamp) -> AppResult<()> {
    let seconds = 60_i64.saturating_mul(1 << job.attempts.clamp(1, 20).saturating_sub(1)).min(86_400);
    let again = now.plus_seconds(seconds);
    each_backend!(tx, |c| diesel::update(jobs::table.filter(jobs::id.eq(job.id)))
        .set((jobs::run_at.eq(again), jobs::claimed_until.eq(None::<Timestamp>)))
        .execute(c))?;
    Ok(())
}

/// How many jobs wait, and how many were given up.
///
/// # Errors
/// Those of the database.
pub fn counts(conn: &mut Conn) -> AppResult<(i64, i64)> {
    let waiting = each_backend!(conn, |c| jobs::table.filter(jobs::attempts.lt(MOST_ATTEMPTS)).count().get_result(c))?;
    let given_up = each_backend!(conn, |c| jobs::table.filter(jobs::attempts.ge(MOST_ATTEMPTS)).count().get_result(c))?;
    Ok((waiting, given_up))
}
