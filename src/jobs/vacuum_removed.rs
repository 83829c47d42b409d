//! Writes the tables anew from which something was taken back for good.

use super::Worker;
use crate::error::AppResult;
use crate::platform::db::removals;

/// The tables that hold words or names of participants.
const OF_PARTICIPANTS: [&str; 20] = [
    "comments",
    "published_comments",
    "earlier_versions",
    "submissions",
    "working_copies",
    "sealed_copies",
    "credentials",
    "files",
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

pub(super) async fn perform(worker: &Worker) -> AppResult<()> {
    let counters = worker.database.read(removals::counters).await?;
    if counters.position == counters.vacuumed {
        return Ok(());
    }
    worker.database.vacuum(&OF_PARTICIPANTS).await?;
    worker.database.write(move |tx| removals::mark_vacuumed(tx, counters.position)).await
}
