//! What can be done later: one enum, one timetable, one loop that any node may run.

use std::time::Duration;

use serde::{Deserialize, Serialize};

use crate::accounts;
use crate::error::{AppError, AppResult};
use crate::platform::agreement;
use crate::platform::clock::{Clock, Timestamp};
use crate::platform::db::{Database, Tx, removals};
use crate::platform::jobs::{self, Claimed};
use crate::platform::mail::{self, Transport};
use crate::platform::once;
use crate::render::Renderer;
use crate::submissions;
use crate::triage;

/// Work to be done later. Doing it twice does no harm.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "job", rename_all = "snake_case")]
pub enum Job {
    /// Sends a mail of the outbox.
    SendMail {
        /// Its row.
        mail: i64,
    },
    /// Removes expired sign-ins, links and failures, and the working copies of rounds that are over.
    ForgetExpired,
    /// Counts what had come in when a round closed.
    TallyRounds,
    /// Writes the tables anew from which something was taken back for good.
    VacuumRemoved,
}

/// What runs by the clock: the job, and every how many seconds.
const TIMETABLE: [(Job, i64); 3] = [(Job::ForgetExpired, 3_600), (Job::TallyRounds, 900), (Job::VacuumRemoved, 3_600)];

/// The tables that hold words or names of participants.
const OF_PARTICIPANTS: [&str; 17] = [
    "comments",
    "published_comments",
    "earlier_versions",
    "submissions",
    "working_copies",
    "office_questions",
    "moderations",
    "reactions",
    "review_requests",
    "resolutions",
    "resolution_parts",
    "implementations",
    "deliveries",
    "letters",
    "letter_points",
    "register_openings",
    "table_rows",
];

/// How long an idle node waits before it looks again.
const PAUSE: Duration = Duration::from_secs(2);

impl Job {
    /// Two jobs of the same key are one.
    fn key(self) -> String {
        match self {
            Self::SendMail { mail } => format!("send-mail-{mail}"),
            Self::ForgetExpired => "forget-expired".to_owned(),
            Self::TallyRounds => "tally-rounds".to_owned(),
            Self::VacuumRemoved => "vacuum-removed".to_owned(),
        }
    }
}

/// Puts a job into the transaction of the fact it follows from.
///
/// # Errors
/// Those of the database.
pub fn enqueue(tx: &mut Tx, job: &Job, run_at: Timestamp) -> AppResult<()> {
    jobs::enqueue(tx, &job.key(), job, run_at)
}

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

impl Worker {
    /// Works until the task is dropped.
    pub async fn run(self) {
        loop {
            if let Err(error) = self.keep_timetable().await {
                tracing::warn!(error = %error, "The timetable was not kept");
            }
            if let Err(error) = self.work_off().await {
                tracing::warn!(error = %error, "The jobs could not be read");
            }
            tokio::time::sleep(PAUSE).await;
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

    async fn keep_timetable(&self) -> AppResult<()> {
        let now = self.clock.now();
        self.database
            .write(move |tx| {
                for (job, seconds) in TIMETABLE {
                    // The next full period: the same row for all nodes.
                    let period = seconds * 1_000_000;
                    enqueue(tx, &job, Timestamp((now.0 / period + 1) * period))?;
                }
                Ok(())
            })
            .await
    }

    async fn perform(&self, claimed: &Claimed) -> AppResult<()> {
        match serde_json::from_str(&claimed.payload).map_err(AppError::internal)? {
            Job::SendMail { mail } => self.send(mail).await,
            Job::ForgetExpired => {
                let now = self.clock.now();
                let forget = move |tx: &mut Tx| {
                    let agreed = agreement::compare(tx, now)?;
                    accounts::forget_expired(tx, agreed)?;
                    once::forget_used(tx, agreed)?;
                    submissions::forget_copies(tx, agreed)?;
                    Ok::<_, AppError>(agreed)
                };
                let agreed = self.database.write(forget).await?;
                let Some(journal) = self.database.journal().cloned() else { return Ok(()) };
                // A day more than the oldest backup.
                let kept = agreed.day().plus(-self.backup_days - 1);
                tokio::task::spawn_blocking(move || journal.forget_before(kept)).await.map_err(AppError::internal)?
            }
            Job::TallyRounds => {
                let now = self.clock.now();
                let tally = move |tx: &mut Tx| {
                    let agreed = agreement::agreed(tx, now)?;
                    triage::tally_closed(tx, agreed)
                };
                self.database.write(tally).await
            }
            Job::VacuumRemoved => {
                let counters = self.database.read(removals::counters).await?;
                if counters.position == counters.vacuumed {
                    return Ok(());
                }
                self.database.vacuum(&OF_PARTICIPANTS).await?;
                self.database.write(move |tx| removals::mark_vacuumed(tx, counters.position)).await
            }
        }
    }

    async fn send(&self, id: i64) -> AppResult<()> {
        let Some(waiting) = self.database.read(move |conn| mail::waiting(conn, id)).await? else { return Ok(()) };
        let letter = self.renderer.mail(&waiting)?;
        self.transport.send(&self.from, &letter).await?;
        self.database.write(move |tx| mail::remove(tx, id)).await
    }
}
