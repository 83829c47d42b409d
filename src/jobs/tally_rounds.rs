//! Counts what had come in when a round closed.

use super::Worker;
use crate::error::AppResult;
use crate::platform::agreement;
use crate::platform::db::Tx;
use crate::triage;

pub(super) async fn perform(worker: &Worker) -> AppResult<()> {
    let now = worker.clock.now();
    let tally = move |tx: &mut Tx| {
        let agreed = agreement::agreed(tx, now)?;
        triage::tally_closed(tx, agreed)
    };
    worker.database.write(tally).await
}
