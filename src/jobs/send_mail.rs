//! Sends a mail of the outbox, and keeps nothing of it.

use super::Worker;
use crate::error::AppResult;
use crate::platform::mail::{self, SendMail};

pub(super) async fn perform(worker: &Worker, job: SendMail) -> AppResult<()> {
    let id = job.mail;
    let Some(waiting) = worker.database.read(move |conn| mail::waiting(conn, id)).await? else { return Ok(()) };
    let letter = worker.renderer.mail(&waiting)?;
    worker.transport.send(&worker.from, &letter).await?;
    worker.database.write(move |tx| mail::remove(tx, id)).await
}
