//! Does what can be done later: one timetable, one loop that any node may run, a file for each job. What a job is, is said where it
//! is needed ([`crate::platform::jobs::Job`]).

mod forget_expired;
mod send_mail;
mod tally_rounds;
mod vacuum_removed;

use std::time::Duration;

pub use forget_expired::ForgetExpired;

use crate::error::{AppError, AppResult};
use crate::platform::clock::{Clock, Timestamp};
use crate::platform::db::removals::VacuumRemoved;
use crate::platform::db::{Database, Tx};
use crate::platform::jobs::{self, Claimed, Job};
use crate::platform::mail::{SendMail, Transport};
use crate::render::Renderer;
use crate::triage::TallyRounds;

/// How long an idle node waits before it looks again: other nodes put jobs into the queue too.
const PAUSE: Duration = Duration::from_secs(2);

/// What the jobs need.
#[derive(Clone)]
pub struct Worker {
    /// The database.
    pub database: Database,
    /// The words of mails.
    pub renderer: Renderer,
    /// The way out of the house.
    pub transport: Transport,
    /// The sender of mails.
    pub from: String,
    /// How many days backups are kept.
    pub backup_days: i32,
    /// The time.
    pub clock: Clock,
}

/// Puts what runs by the clock into the queue for its next full period, in seconds: the same row for all nodes.
fn keep_timetable(tx: &mut Tx, now: Timestamp) -> AppResult<()> {
    let next = |seconds: i64| Timestamp((now.0 / (seconds * 1_000_000) + 1) * seconds * 1_000_000);
    jobs::enqueue(tx, &ForgetExpired {}, next(3_600))?;
    jobs::enqueue(tx, &TallyRounds {}, next(900))?;
    jobs::enqueue(tx, &VacuumRemoved {}, next(3_600))
}

impl Worker {
    /// Works until the task is dropped.
    pub async fn run(self) {
        loop {
            let now = self.clock.now();
            if let Err(error) = self.database.write(move |tx| keep_timetable(tx, now)).await {
                tracing::warn!(error = %error, "The timetable was not kept");
            }
            if let Err(error) = self.work_off().await {
                tracing::warn!(error = %error, "The jobs could not be read");
            }
            _ = tokio::time::timeout(PAUSE, self.database.job_waits()).await;
        }
    }

    /// Does every job that is due now. Returns how many were done.
    ///
    /// # Errors
    /// Those of the database; a job that fails is put off and is no error here.
    pub async fn work_off(&self) -> AppResult<usize> {
        let mut done = 0;
        loop {
            let now = self.clock.now();
            let Some(claimed) = self.database.write(move |tx| jobs::claim(tx, now)).await? else { return Ok(done) };
            match self.perform(&claimed).await {
                Ok(()) => {
                    done += 1;
                    let id = claimed.id;
                    self.database.write(move |tx| jobs::finish(tx, id)).await?;
                }
                Err(error) => {
                    tracing::warn!(job = claimed.id, attempts = claimed.attempts, error = %error, "A job failed and will be tried again");
                    self.database.write(move |tx| jobs::put_off(tx, &claimed, now)).await?;
                }
            }
        }
    }

    async fn perform(&self, claimed: &Claimed) -> AppResult<()> {
        match claimed.name()?.as_str() {
            SendMail::NAME => send_mail::perform(self, claimed.job()?).await,
            ForgetExpired::NAME => forget_expired::perform(self).await,
            TallyRounds::NAME => tally_rounds::perform(self).await,
            VacuumRemoved::NAME => vacuum_removed::perform(self).await,
            other => Err(AppError::Internal(format!("nobody does {other}"))),
        }
    }
}
