//! Who may open a contribution: what is kept is sealed under a key of its own, which is wrapped to each code.

use std::sync::Arc;

use diesel::prelude::*;
use travaux::contributors::model::Level;
use travaux::each_backend;
use travaux::error::{AppError, AppResult, Conflict};
use travaux::ids::{Ordinal, RoundId, SubmissionId};
use travaux::publications::model::{Target, TargetKind, Words};
use travaux::record::{self, TakeBack};
use travaux::schema::{credentials, rounds, sealed_copies};
use travaux::submissions::copy::{Item, WorkingCopy};
use travaux::submissions::credentials::{Credential, Role, admit};
use travaux::submissions::model::Channel;
use travaux::submissions::{self, Arrival, Receiving, Removal, Source};

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

/// Sends what is kept, or (as the JSON interface does) a comment that is kept nowhere.
async fn send(app: &TestApp, credential: &Arc<Credential>, round: RoundId, kept: bool) -> AppResult<submissions::Receipt> {
    let found = submissions::open(&app.state.database, credential).await?;
    let is_known = found.is_some();
    let (from, copy) = match found {
        Some(found) if kept => (Source::Kept(found.version()), WorkingCopy { consent: true, ..found.copy }),
        _ => (Source::Elsewhere { is_known }, WorkingCopy { items: vec![item("sent at once")], consent: true, ..WorkingCopy::default() }),
    };
    let (own, now) = (Arc::clone(credential), app.state.clock.now());
    let outgoing = app.state.database.read(move |conn| submissions::prepare(conn, &own, from, round, &copy, now)).await?;
    app.state.database.write(move |tx| submissions::submit(tx, &outgoing)).await
}

async fn copies(app: &TestApp) -> i64 {
    let read = app.state.database.read(|conn| Ok::<_, AppError>(each_backend!(conn, |c| sealed_copies::table.count().get_result(c))?));
    read.await.unwrap()
}

/// A submission that came by mail, and a code for its author.
async fn entered_by_office(app: &TestApp, round: RoundId) -> (SubmissionId, Arc<Credential>) {
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
    let entered = app.state.database.write(move |tx| {
        let submission = Receiving::begin(tx, &arrival)?.submission().id.clone();
        let code = submissions::issue_code(tx, &key, &submission, today)?;
        Ok::<_, AppError>((submission, code))
    });
    entered.await.unwrap()
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
        let (submission, first) = entered_by_office(app, round).await;
        let (key, id) = (Arc::clone(&app.state.key), submission.clone());
        let second = app
            .state
            .database
            .write(move |tx| {
                let second = Credential::random(&key)?;
                assert!(admit(tx, &second, &id, Role::Deputy, &[])?);
                assert!(!admit(tx, &second, &id, Role::Member, &[])?, "a code is one credential");
                Ok::<_, AppError>(second)
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

    async fn what_is_gone_takes_nothing_that_was_opened_before(app) {
        app.open_consultation("gone").await;
        let round = round(app).await;
        for what in [TakeBack::Withdraw, TakeBack::Erase] {
            // Sent by the form, so that there is a data key; and over the JSON interface, so that there is none.
            for typed_here in [true, false] {
                let credential = Credential::random(&app.state.key).unwrap();
                if typed_here {
                    keep(app, &credential, round, "words to be sent").await;
                }
                let sent = send(app, &credential, round, typed_here).await.unwrap().submission;
                let stale = submissions::open(&app.state.database, &credential).await.unwrap().unwrap();
                app.state.database.write(move |tx| record::take_back(tx, &sent, None, what)).await.unwrap();
                let kept = submissions::keep(&app.state.database, &credential, Some(&stale), round, |copy| {
                    copy.put(item("words too late"));
                    Ok(())
                });
                assert!(matches!(kept.await, Err(AppError::Conflict(Conflict::ContributionGone))), "{what:?} {typed_here}");
                let now = submissions::open(&app.state.database, &credential).await.unwrap().unwrap();
                assert!(!now.unsent && now.copy.items.is_empty(), "{what:?} {typed_here}");
            }
        }
        assert_eq!(copies(app).await, 0);
    }

    async fn a_void_code_neither_keeps_nor_sends(app) {
        app.open_consultation("void").await;
        let (round, today) = (round(app).await, app.state.clock.now().day());
        let (submission, old) = entered_by_office(app, round).await;
        keep(app, &old, round, "words of the old code").await;
        let stale = submissions::open(&app.state.database, &old).await.unwrap().unwrap();
        let from = Source::Kept(stale.version());
        let (copy, now) = (WorkingCopy { consent: true, ..stale.copy.clone() }, app.state.clock.now());
        let prepared = { let old = Arc::clone(&old); app.state.database.read(move |conn| submissions::prepare(conn, &old, from, round, &copy, now)) };
        let outgoing = prepared.await.unwrap();
        let (key, id) = (Arc::clone(&app.state.key), submission.clone());
        let new = app.state.database.write(move |tx| submissions::issue_code(tx, &key, &id, today)).await.unwrap();
        let gone = |error: &AppError| matches!(error, AppError::Conflict(Conflict::ContributionGone));
        let sent = app.state.database.write(move |tx| submissions::submit(tx, &outgoing)).await;
        assert!(gone(&sent.unwrap_err()));
        let kept = submissions::keep(&app.state.database, &old, Some(&stale), round, |copy| {
            copy.put(item("words of a void code"));
            Ok(())
        });
        assert!(gone(&kept.await.unwrap_err()));
        assert_eq!((bodies(app, &old).await, bodies(app, &new).await), (None, Some(Vec::new())));
        // A backup from before is restored: the journal voids the code again.
        app.state.database.write(move |tx| record::take_back_again(tx, &Removal::CodesVoided(submission))).await.unwrap();
        assert_eq!(bodies(app, &new).await, None);
    }

    async fn sending_takes_what_was_looked_at_and_nothing_else(app) {
        app.open_consultation("tab").await;
        let round = round(app).await;
        let credential = Credential::random(&app.state.key).unwrap();
        keep(app, &credential, round, "looked at").await;
        let seen = submissions::open(&app.state.database, &credential).await.unwrap().unwrap();
        submissions::keep(&app.state.database, &credential, Some(&seen), round, |copy| {
            copy.put(Item { key: "CBA9876543210".into(), ..item("typed in another tab") });
            Ok(())
        })
        .await
        .unwrap();
        let from = Source::Kept(seen.version());
        let (copy, now) = (WorkingCopy { consent: true, ..seen.copy.clone() }, app.state.clock.now());
        let of = Arc::clone(&credential);
        let outgoing = app.state.database.read(move |conn| submissions::prepare(conn, &of, from, round, &copy, now)).await.unwrap();
        let sent = app.state.database.write(move |tx| submissions::submit(tx, &outgoing)).await;
        assert!(matches!(sent, Err(AppError::Conflict(Conflict::ChangedSincePreview))));
        assert_eq!(bodies(app, &credential).await.unwrap().len(), 2, "neither is lost");
        // What comes with the request itself leaves what is kept alone.
        send(app, &credential, round, false).await.unwrap();
        assert_eq!(bodies(app, &credential).await.unwrap().len(), 2);
        send(app, &credential, round, true).await.unwrap();
        assert_eq!(copies(app).await, 0);
    }
}
