//! Database, cache, configuration of the machine.

use actix_web::test::TestRequest;
use diesel::prelude::*;
use travaux::each_backend;
use travaux::error::{AppError, AppResult, Shortage};
use travaux::jobs::ForgetExpired;
use travaux::platform::files::{FileId, Files};
use travaux::platform::jobs::Job;
use travaux::platform::{cache, db, jobs, once};
use travaux::schema::{revisions, sealed_copies, sign_ins};
use travaux::triage::TallyRounds;

use crate::on_both;
use crate::support::{Engine, TestApp};

const TEXT: &[u8] = b"# Title\n\n## I. Scope\n\n1. First paragraph of the text.\n\n2. Second paragraph of the text.\n";

/// A job that nobody does.
#[derive(serde::Serialize, serde::Deserialize)]
struct Nobodys {}

impl Job for Nobodys {
    const NAME: &'static str = "nobodys";
}

on_both! {
    async fn writes_at_the_same_time_all_happen(app) {
        let writes = (0..100).map(|_| app.state.database.write(|tx| cache::invalidate(tx, "everywhere")));
        let done = futures_util::future::join_all(writes).await;
        assert!(done.iter().all(Result::is_ok));
        let revision: AppResult<i64> = app
            .state
            .database
            .read(|conn| Ok(each_backend!(conn, |c| revisions::table.find("everywhere").select(revisions::revision).first(c))?))
            .await;
        assert_eq!(revision.unwrap(), 100);
    }

    async fn what_fails_or_panics_is_undone_and_disturbs_nobody(app) {
        let database = &app.state.database;
        let fails = database.write(|tx| -> AppResult<()> {
            cache::invalidate(tx, "undone")?;
            Err(AppError::NotFound)
        });
        let panics = database.write(|tx| -> AppResult<()> {
            cache::invalidate(tx, "undone")?;
            panic!("on purpose")
        });
        let good = database.write(|tx| cache::invalidate(tx, "done"));
        let (failed, panicked, good) = futures_util::join!(fails, panics, good);
        assert!(matches!(failed, Err(AppError::NotFound)));
        assert!(matches!(panicked, Err(AppError::Unavailable(Shortage::Database))));
        assert!(good.is_ok());
        let scopes: AppResult<Vec<String>> =
            database.read(|conn| Ok(each_backend!(conn, |c| revisions::table.select(revisions::scope).load(c))?)).await;
        assert_eq!(scopes.unwrap(), ["done"]);
    }

    async fn readers_cannot_write_on_sqlite(app) {
        let outcome: AppResult<()> = app.state.database.read(|conn| conn.batch("DELETE FROM revisions")).await;
        assert_eq!(outcome.is_err(), app.fresh.engine == Engine::Sqlite);
    }

    /// A clock that jumps a year ahead closes rounds on pages, but deletes nothing: not before it has said the same for a day.
    async fn a_clock_that_jumps_destroys_nothing(app) {
        let slug = app.open_consultation("jumps").await;
        let form = app.comment_form(&slug, "draft", 0).await;
        app.submit_to(&form, "/submissions/preview", "/en/submissions", &[("body", "Not sent yet.")]).await.expect(200);
        let staff = app.staff(travaux::accounts::model::Role::Editor).await;
        staff.get("/en/staff").await.expect(200);
        let hourly = async |hours: i64| {
            for _ in 0..hours {
                let now = app.state.clock.now();
                app.state.database.write(move |tx| {
                    jobs::enqueue(tx, &ForgetExpired {}, now)?;
                    jobs::enqueue(tx, &TallyRounds {}, now)
                }).await.unwrap();
                app.finish().await;
                app.state.clock.set(now.plus_seconds(3_600));
            }
        };
        let left = async || -> (i64, i64, usize) {
            let counts = app.state.database.read(|conn| {
                let copies = each_backend!(conn, |c| sealed_copies::table.count().get_result(c))?;
                let sign_ins = each_backend!(conn, |c| sign_ins::table.count().get_result(c))?;
                Ok::<_, AppError>((copies, sign_ins))
            });
            let (copies, sign_ins) = counts.await.unwrap();
            (copies, sign_ins, app.leaves("tally").await.len())
        };
        hourly(1).await;
        app.state.clock.set(app.state.clock.now().plus_days(365));
        hourly(24).await;
        assert_eq!(left().await, (1, 1, 0), "within the day nothing goes");
        hourly(2).await;
        assert_eq!(left().await, (0, 0, 1), "a clock that stays is believed");
        // Back again, and the days pass as they do: nothing waits for longer than it has to.
        hourly(30).await;
        assert_eq!(left().await, (0, 0, 1));
    }

    async fn a_form_key_works_once(app) {
        let now = app.state.clock.now();
        let once = |key: &'static str| app.state.database.write(move |tx| once::first_time(tx, key, now));
        assert!(once("a").await.unwrap());
        assert!(!once("a").await.unwrap());
        assert!(once("b").await.unwrap());
    }

    async fn a_job_waits_once_and_is_put_off_when_it_fails(app) {
        let now = app.state.clock.now();
        let database = &app.state.database;
        for _ in 0..2 {
            database.write(move |tx| jobs::enqueue(tx, &Nobodys {}, now)).await.unwrap();
        }
        assert_eq!(database.read(jobs::counts).await.unwrap(), (1, 0));
        assert_eq!(app.worker().work_off().await.unwrap(), 0);
        assert!(database.write(move |tx| jobs::claim(tx, now)).await.unwrap().is_none());
        let later = now.plus_seconds(3_600);
        let claimed = database.write(move |tx| jobs::claim(tx, later)).await.unwrap().unwrap();
        assert_eq!(claimed.attempts, 2);
        assert!(database.write(move |tx| jobs::claim(tx, later)).await.unwrap().is_none());
        database.write(move |tx| jobs::finish(tx, claimed.id)).await.unwrap();
    }

    async fn the_worker_is_woken_by_a_new_job_and_by_no_other(app) {
        let now = app.state.clock.now();
        let database = &app.state.database;
        let enqueue = || database.write(move |tx| jobs::enqueue(tx, &Nobodys {}, now));
        let is_woken = async || tokio::time::timeout(std::time::Duration::from_millis(200), database.job_waits()).await.is_ok();
        enqueue().await.unwrap();
        assert!(is_woken().await);
        enqueue().await.unwrap();
        assert!(!is_woken().await, "a job that waits already wakes nobody: the timetable puts the same ones again and again");
        let claimed = database.write(move |tx| jobs::claim(tx, now)).await.unwrap().unwrap();
        database.write(move |tx| jobs::finish(tx, claimed.id)).await.unwrap();
    }

    async fn pages_are_right_on_every_node(app) {
        let slug = app.consultation("nodes").await;
        let other = app.second_node().await;
        let path = format!("/en/consultations/{slug}");
        let get = || TestRequest::get().uri(&path);
        other.call(get()).await.expect(200).says("No draft has been published");
        app.draft(&slug, "1", TEXT).await;
        app.publish(&slug, "1").await;
        other.call(get()).await.expect(200).says("Version 1");
        app.get(&path).await.expect(200).says("Version 1");
    }

    async fn a_page_that_is_known_is_not_sent_again(app) {
        app.consultation("known").await;
        let first = app.get("/fr/consultations/known").await.expect(200);
        let tag = first.header("etag").unwrap().to_owned();
        assert_eq!(first.header("vary"), Some("accept-encoding"));
        let again = TestRequest::get().uri("/fr/consultations/known").insert_header(("if-none-match", tag.as_str()));
        let again = app.call(again).await.expect(304);
        assert!(again.bytes.is_empty());
        let gzip = TestRequest::get().uri("/fr/consultations/known").insert_header(("accept-encoding", "gzip, br;q=0"));
        let gzip = app.call(gzip).await.expect(200);
        assert_eq!(gzip.header("content-encoding"), Some("gzip"));
        assert!(gzip.bytes.len() < first.bytes.len());
    }

    async fn a_page_ends_when_a_round_does(app) {
        let slug = app.consultation("edges").await;
        app.draft(&slug, "1", TEXT).await;
        app.publish(&slug, "1").await;
        let (opens, closes) = (app.state.clock.now().plus_days(1), app.state.clock.now().plus_days(2));
        app.round(&slug, "1", opens, closes).await;
        let path = format!("/en/consultations/{slug}");
        app.get(&path).await.says("Opens for comments on 23 November 2026, 13:00");
        app.state.clock.set(opens.plus_seconds(-1));
        app.get(&path).await.says("Opens for comments on");
        app.state.clock.set(opens);
        app.get(&path).await.says("Open for comments until 24 November 2026, 13:00");
        app.state.clock.set(closes);
        app.get(&path).await.says("closed on 24 November 2026");
        app.get("/en/").await.says("Being answered");
    }

    async fn migrating_twice_is_migrating_once(app) {
        let options = app.fresh.options.clone();
        let applied = tokio::task::spawn_blocking(move || db::maintain(&options, db::migrate)).await.unwrap().unwrap();
        assert!(applied.is_empty());
    }

    async fn the_machine_side_answers(app) {
        app.get("/healthz").await.expect(200);
        assert_eq!(app.get("/readyz").await.expect(200).text(), "database ok\ndisk ok\nclock ok\n");
        app.get("/metrics").await.expect(404);
        for (token, status) in [("a token for tests", 200), ("another", 404)] {
            let asked = TestRequest::get().uri("/metrics").insert_header(("authorization", format!("Bearer {token}")));
            app.call(asked).await.expect(status);
        }
        let security = app.get("/.well-known/security.txt").await.expect(200).text();
        assert!(security.contains("Contact: mailto:security@example.org\nExpires: 2027-02-20T00:00:00Z\n"), "{security}");
        assert!(app.get("/").await.expect(302).header("location").unwrap() == "/en/");
        let arabic = TestRequest::get().uri("/").insert_header(("accept-language", "ar-EG,ar;q=0.9,en;q=0.5"));
        assert_eq!(app.call(arabic).await.expect(302).header("location"), Some("/ar/"));
    }

    async fn every_answer_has_the_headers(app) {
        for (path, status) in [("/en/", 200), ("/en/nothing", 404), ("/assets/none.css", 404), ("/en/staff", 303)] {
            let answer = app.get(path).await.expect(status);
            assert!(answer.header("content-security-policy").unwrap().starts_with("default-src 'none'"), "{path}");
            assert_eq!(answer.header("x-content-type-options"), Some("nosniff"));
            assert_eq!(answer.header("referrer-policy"), Some("same-origin"));
            assert!(answer.header("set-cookie").is_none(), "{path}");
        }
    }
}

/// A disk that takes no more: SQLite is told that its file may not grow.
#[actix_web::test]
async fn a_full_disk_is_told_in_the_language_of_the_page_and_leaves_nothing() {
    use crate::support::actors::File;
    use travaux::accounts::model::Role;
    let app = TestApp::new(Engine::Sqlite).await;
    let slug = app.consultation("full").await;
    app.draft(&slug, "1", TEXT).await;
    let editor = app.staff(Role::Editor).await;
    let large: String =
        (1..4_000).map(|number| format!("{number}. A paragraph of a text that is longer than the room that is left.\n\n")).collect();
    let page = "/fr/staff/consultations/full/drafts/1";
    app.state.database.write(|tx| tx.batch("PRAGMA max_page_count = 1")).await.unwrap();
    let file = File { name: "long.md", bytes: large.as_bytes() };
    let answer = editor.upload(page, "/text", &[("language", "en")], file).await.expect(503);
    answer.says("Il n’y a plus de place");
    app.state.database.write(|tx| tx.batch("PRAGMA max_page_count = 1073741823")).await.unwrap();
    // The text that was there is still there, whole.
    editor.get("/fr/staff/consultations/full/drafts/1/preview").await.expect(200).says("Second paragraph");
    app.finish().await;
}

/// PostgreSQL cuts connections when it shuts down: that is "not now", and the next connection serves.
#[actix_web::test]
async fn a_server_that_shuts_down_is_no_fault_of_ours() {
    if !crate::support::db::postgres_is_here() {
        return;
    }
    let app = TestApp::new(Engine::Postgres).await;
    let slug = app.open_consultation("cut").await;
    let page = format!("/en/consultations/{slug}/comments/new?draft=1&target=draft");
    let mut seen = std::collections::BTreeSet::new();
    for _ in 0..20 {
        app.fresh.cut_connections();
        let form = app.get(&page).await;
        if form.status == 200 {
            app.fresh.cut_connections();
            seen.insert(app.submit_to(&form, "/submissions/preview", "/en/submissions", &[("body", "Words.")]).await.status);
        }
        assert!(form.status != 503 || form.header("retry-after").is_some());
        seen.insert(form.status);
    }
    assert!(seen.contains(&503) && seen.iter().all(|status| matches!(status, 200 | 503)), "{seen:?}");
    // Each thread of the database connects anew when it is asked next.
    for _ in 0..10 {
        app.get(&page).await;
    }
    app.get(&page).await.expect(200);
}

on_both! {
    async fn files_are_whole_or_not_there(app) {
        let folder = tempfile::tempdir().unwrap();
        let below = folder.path().join("not/there/yet");
        for files in [Files::Folder(below.clone()), Files::Database(app.state.database.clone())] {
            assert_eq!(files.list().await.unwrap(), []);
            let one = files.put(b"one".to_vec()).await.unwrap();
            let large = files.put(vec![7; 3 * 1024 * 1024]).await.unwrap();
            let same = files.put(b"one".to_vec()).await.unwrap();
            assert_ne!(one, same, "an id says nothing of the content");
            assert_eq!(files.get(&one).await.unwrap(), b"one");
            assert_eq!(files.get(&large).await.unwrap().len(), 3 * 1024 * 1024);
            let mut all = files.list().await.unwrap();
            all.sort();
            let mut known = vec![one.clone(), large.clone(), same.clone()];
            known.sort();
            assert_eq!(all, known);
            // Twice is as once.
            files.remove(vec![one.clone(), large]).await.unwrap();
            files.remove(vec![one.clone()]).await.unwrap();
            assert!(matches!(files.get(&one).await, Err(AppError::NotFound)));
            assert_eq!(files.list().await.unwrap(), [same]);
            for name in ["../../etc/passwd", "", "x", "0123456789ABCDEFGHJKMNPQ/.", "ÄÄÄÄÄÄÄÄÄÄÄÄÄ"] {
                assert!(matches!(files.get(&FileId(name.into())).await, Err(AppError::NotFound)), "{name}");
            }
        }
    }
}

/// What cannot be written leaves nothing behind, and says so.
#[actix_web::test]
async fn a_file_that_cannot_be_written_leaves_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let blocked = folder.path().join("blocked");
    std::fs::write(&blocked, "a file where the folder should be").unwrap();
    assert!(Files::Folder(blocked).put(b"words".to_vec()).await.is_err());
    // A folder where the file should be: it is not named, and its part is gone.
    let files = Files::Folder(folder.path().join("kept"));
    let first = files.put(b"first".to_vec()).await.unwrap();
    let shard = folder.path().join("kept").join(&first.0[..2]);
    std::fs::remove_dir_all(&shard).unwrap();
    std::fs::write(&shard, "a file where the folder should be").unwrap();
    assert!(files.get(&first).await.is_err());
}
