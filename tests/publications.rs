//! The one door to the public record: what it does, and what happens to a change that is not finished.

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use travaux::error::AppError;
use travaux::publications::{Fact, RecordChange};

use crate::on_both;

on_both! {
    async fn a_change_that_is_not_finished_is_not_committed(app) {
        app.consultation("open-door").await;
        let begun: Result<(), AppError> = app
            .state
            .database
            .write(move |tx| {
                let id = travaux::consultations::read::by_slug(tx, "open-door")?.id;
                let mut change = RecordChange::begin(tx, id)?;
                change.emit(Fact::DraftReleased, "1", crate::support::app::today().day());
                // Forgotten: change.finish()
                Ok(())
            })
            .await;
        assert!(matches!(begun, Err(AppError::Internal(_))), "{begun:?}");
    }

    async fn what_follows_a_commit_happens_after_it_and_only_then(app) {
        let done = Arc::new(AtomicU32::new(0));
        for (fails, expected) in [(false, 1), (true, 1), (false, 2)] {
            let count = Arc::clone(&done);
            let written = app
                .state
                .database
                .write(move |tx| {
                    tx.after_commit(move || _ = count.fetch_add(1, Ordering::Relaxed));
                    if fails { Err(AppError::NotFound) } else { Ok(()) }
                })
                .await;
            assert_eq!(written.is_err(), fails);
            assert_eq!(done.load(Ordering::Relaxed), expected);
        }
    }
}
