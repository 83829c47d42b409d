//! Removes what has expired: sign-ins, links and failures, keys of forms, the working copies of rounds that are over, and lines of
//! the journal that no backup needs any more.

use serde::{Deserialize, Serialize};

use super::Worker;
use crate::accounts;
use crate::error::{AppError, AppResult};
use crate::platform::agreement;
use crate::platform::db::Tx;
use crate::platform::jobs::Job;
use crate::platform::once;
use crate::submissions;

/// Removes what has expired.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub struct ForgetExpired {}

impl Job for ForgetExpired {
    const NAME: &'static str = "forget_expired";
}

pub(super) async fn perform(worker: &Worker) -> AppResult<()> {
    let now = worker.clock.now();
    let forget = move |tx: &mut Tx| {
        let agreed = agreement::compare(tx, now)?;
        accounts::forget_expired(tx, agreed)?;
        once::forget_used(tx, agreed)?;
        submissions::forget_copies(tx, agreed)?;
        Ok::<_, AppError>(agreed)
    };
    let agreed = worker.database.write(forget).await?;
    let Some(journal) = worker.database.journal().cloned() else { return Ok(()) };
    // A day more than the oldest backup.
    let kept = agreed.day().plus(-worker.backup_days - 1);
    tokio::task::spawn_blocking(move || journal.forget_before(kept)).await.map_err(AppError::internal)?
}
