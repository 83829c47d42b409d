//! Who may open a contribution: what is kept is sealed under a key of its own, which is wrapped to each code.

use std::sync::Arc;

use diesel::prelude::*;
use travaux::contributors::model::Level;
use travaux::each_backend;
use travaux::error::AppError;
use travaux::ids::{Ordinal, RoundId};
use travaux::publications::model::{Target, TargetKind, Words};
use travaux::schema::{credentials, rounds, sealed_copies};
use travaux::submissions::copy::{Item, WorkingCopy};
use travaux::submissions::credentials::{Credential, Role, admit};
use travaux::submissions::model::Channel;
use travaux::submissions::{self, Arrival, Receiving};

use crate::on_both;
use crate::support::TestApp;

async fn round(app: &TestApp) -> RoundId {
    let read = app.state.database.read(|conn| Ok::<_, AppError>(each_backend!(conn, |c| rounds::table.select(rounds::id).first(c))?));
    read.await.unwrap()
}

fn item(body: &str) -> Item {
    Item {
        key: "0123456789ABC".into(),
        target: Target { kind: TargetKind::Draft, ordinal: Ordinal::default() },
        kind: None,
        themes: Vec::new(),
        language: travaux::language::Language::English,
        level: None,
        words: Words { body: body.into(), ..Words::default() },
    }
}

/// What a code opens of what is kept.
async fn bodies(app: &TestApp, credential: &Arc<Credential>) -> Option<Vec<String>> {
    let kept = submissions::open(&app.state.database, credential).await.unwrap()?;
    Some(kept.copy.items.into_iter().map(|item| item.words.body).collect())
}

async fn keep(app: &TestApp, credential: &Arc<Credential>, round: RoundId, body: &str) {
    let kept = submissions::open(&app.state.database, credential).await.unwrap();
    submissions::keep(&app.state.database, credential, kept.as_ref(), round, |copy| {
        copy.put(item(body));
        Ok(())
    })
    .await
    .unwrap();
}

/// All that is stored of credentials and copies.
async fn stored(app: &TestApp) -> Vec<Vec<u8>> {
    let read = app.state.database.read(|conn| {
        let keys: Vec<(Vec<u8>, Vec<u8>, Vec<u8>)> = each_backend!(conn, |c| credentials::table
            .select((credentials::code_proof, credentials::public_key, credentials::wrapped_key))
            .load(c))?;
        let copies: Vec<Vec<u8>> = each_backend!(conn, |c| sealed_copies::table.select(sealed_copies::sealed).load(c))?;
        Ok::<_, AppError>(keys.into_iter().flat_map(|(proof, public, wrapped)| [proof, public, wrapped]).chain(copies).collect())
    });
    read.await.unwrap()
}

on_both! {
    async fn a_contribution_is_opened_by_each_of_its_codes_and_no_other(app) {
        app.open_consultation("joint").await;
        let round = round(app).await;
        let today = app.state.clock.now().day();
        let arrival = Arrival {
            round,
            channel: Channel::Letter,
            received_on: today,
            speaker: WorkingCopy::default().speaker,
            level: Level::GroupOnly,
            confirmed_how: String::new(),
            by: None,
        };
        let key = Arc::clone(&app.state.key);
        let (submission, first, second) = app
            .state
            .database
            .write(move |tx| {
                let submission = Receiving::begin(tx, &arrival)?.submission().id.clone();
                let first = submissions::issue_code(tx, &key, &submission, today)?;
                let second = Credential::random(&key)?;
                assert!(admit(tx, &second, &submission, Role::Deputy, None)?);
                assert!(!admit(tx, &second, &submission, Role::Member, None)?, "a code is one credential");
                Ok::<_, AppError>((submission, first, second))
            })
            .await
            .unwrap();
        keep(app, &first, round, "words of both").await;
        for credential in [&first, &second] {
            assert_eq!(bodies(app, credential).await.unwrap(), ["words of both"]);
        }
        keep(app, &second, round, "other words of both").await;
        assert_eq!(bodies(app, &first).await.unwrap(), ["other words of both"]);
        let stranger = Credential::random(&app.state.key).unwrap();
        assert_eq!(bodies(app, &stranger).await, None);
        for bytes in stored(app).await {
            assert!(!bytes.windows(5).any(|window| window == b"words"), "what is kept lies sealed");
        }
        // Another code of the office voids all that were there, and what was kept under them.
        let key = Arc::clone(&app.state.key);
        let third = app.state.database.write(move |tx| submissions::issue_code(tx, &key, &submission, today)).await.unwrap();
        assert_eq!((bodies(app, &first).await, bodies(app, &second).await), (None, None));
        assert_eq!(bodies(app, &third).await.unwrap(), Vec::<String>::new());
        keep(app, &third, round, "new words").await;
        assert_eq!(bodies(app, &third).await.unwrap(), ["new words"]);
    }

    async fn two_first_copies_of_one_code_are_one_contribution(app) {
        app.open_consultation("tabs").await;
        let round = round(app).await;
        let credential = Credential::random(&app.state.key).unwrap();
        let tab = |number: usize| {
            let credential = Arc::clone(&credential);
            async move {
                submissions::keep(&app.state.database, &credential, None, round, |copy| {
                    copy.put(Item { key: format!("{number:013}"), ..item("from a tab") });
                    Ok(())
                })
                .await
            }
        };
        let kept = futures_util::future::join_all((0..4).map(tab)).await;
        assert!(kept.iter().all(Result::is_ok));
        assert_eq!(bodies(app, &credential).await.unwrap().len(), 4);
        assert_eq!(stored(app).await.len(), 4, "one credential, one copy");
        // What was never sent goes when the round is over, its credential too.
        let later = app.state.clock.now().plus_days(400);
        app.state.database.write(move |tx| submissions::forget_copies(tx, later)).await.unwrap();
        assert_eq!(stored(app).await.len(), 0);
    }
}
