//! People have data: of every schema that was released a filled database is kept, of both engines. Old backups restore with this
//! program, old codes open what was sent and what was not, and staged leaves are byte for byte the same.

use std::io::Read as _;
use std::path::{Path, PathBuf};
use std::process::Command;

use diesel::prelude::*;
use serde_json::Value;
use travaux::each_backend;
use travaux::error::AppError;
use travaux::platform::clock::Timestamp;
use travaux::platform::secret::sha256_hex;
use travaux::schema::{register_leaves, register_openings, sealed_copies, submissions, working_copies};

use crate::on_both;
use crate::support::app::Answer;
use crate::support::db::{Fresh, fresh, postgres_is_here};
use crate::support::{Engine, TestApp, html};

fn releases() -> Vec<PathBuf> {
    let mut found: Vec<PathBuf> = std::fs::read_dir("tests/fixtures").unwrap().map(|entry| entry.unwrap().path()).collect();
    found.sort();
    assert!(!found.is_empty());
    found
}

/// The backup of a release as a file.
fn backup(release: &Path, engine: Engine, folder: &Path) -> PathBuf {
    match engine {
        Engine::Postgres => std::fs::canonicalize(release.join("postgres.backup")).unwrap(),
        Engine::Sqlite => {
            let packed = std::fs::File::open(release.join("sqlite.backup.gz")).unwrap();
            let mut bytes = Vec::new();
            flate2::read::GzDecoder::new(packed).read_to_end(&mut bytes).unwrap();
            let path = folder.join("sqlite.backup");
            std::fs::write(&path, bytes).unwrap();
            path
        }
    }
}

/// Runs the program on a database; it must succeed.
pub fn travaux(fresh: &Fresh, key: &str, folder: &Path, arguments: &[&str]) -> String {
    let (succeeded, said) = run(fresh, key, folder, arguments);
    assert!(succeeded, "{arguments:?}: {said}");
    said
}

/// Runs the program on a database; returns whether it succeeded, and what it said.
fn run(fresh: &Fresh, key: &str, folder: &Path, arguments: &[&str]) -> (bool, String) {
    let output = Command::new(env!("CARGO_BIN_EXE_travaux"))
        .args(arguments)
        .env("DATABASE_URL", &fresh.options.url)
        .env("TRAVAUX_DATABASE_ACCEPT_UNSAFE", "yes")
        .env("TRAVAUX_SECRET_KEY", key)
        .env("TRAVAUX_JOURNAL", folder.join("removals.journal"))
        .current_dir(folder)
        .output()
        .unwrap();
    let said = format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    (output.status.success(), said)
}

/// The digest over all rows that a query gives as texts.
pub fn digest(mut rows: Vec<(String, String)>) -> String {
    rows.sort();
    sha256_hex(rows.iter().map(|(id, text)| format!("{id} {text}\n")).collect::<String>().as_bytes())
}

async fn upgrades(engine: Engine) {
    for release in releases() {
        let folder = tempfile::tempdir().unwrap();
        let manifest: Value = serde_json::from_str(&std::fs::read_to_string(release.join("manifest.json")).unwrap()).unwrap();
        let key = manifest["key"].as_str().unwrap();
        let database = fresh(engine);
        let file = backup(&release, engine, folder.path());
        // The journal of what was taken back stands beside a backup; none is kept with these.
        travaux(&database, key, folder.path(), &["restore", file.to_str().unwrap(), "--accept-gaps"]);
        assert!(travaux(&database, key, folder.path(), &["migrate"]).contains("up to date"));
        let written: jiff::civil::Date = manifest["written"].as_str().unwrap().parse().unwrap();
        let now = Timestamp::from(written.at(12, 0, 0, 0).to_zoned(jiff::tz::TimeZone::UTC).unwrap().timestamp());
        let app = TestApp::on(database, key, now).await;
        let own = &manifest[if engine == Engine::Sqlite { "sqlite" } else { "postgres" }];
        as_it_was(&app, own).await;
        opens(&app, &own["codes"], &own["rows"]).await;
        for path in [
            "/en/",
            "/ar/consultations/hrdd",
            "/en/consultations/hrdd/drafts/3",
            "/en/consultations/hrdd/compare/2...3",
            "/fr/consultations/hrdd/log",
        ] {
            app.get(path).await.expect(200);
        }
    }
}

/// Rows, leaves and what opens them.
pub async fn as_it_was(app: &TestApp, own: &Value) {
    let rows: Vec<(String, i64)> =
        own["rows"].as_object().unwrap().iter().map(|(table, count)| (table.clone(), count.as_i64().unwrap())).collect();
    let (leaves, openings) = app
        .state
        .database
        .read(move |conn| {
            #[derive(QueryableByName)]
            struct Count {
                #[diesel(sql_type = diesel::sql_types::BigInt)]
                count: i64,
            }
            // Jobs come and go.
            for (table, count) in rows.into_iter().filter(|(table, _)| table != "jobs") {
                let query = diesel::sql_query(format!("SELECT COUNT(*) AS count FROM {table}"));
                let found: Count = each_backend!(conn, |c| query.get_result(c))?;
                assert_eq!(found.count, count, "rows of {table}");
            }
            let leaves = each_backend!(conn, |c| register_leaves::table.select((register_leaves::id, register_leaves::leaf)).load(c))?;
            let openings = each_backend!(conn, |c| register_openings::table
                .select((register_openings::leaf_id, register_openings::openings))
                .load(c))?;
            Ok::<_, AppError>((leaves, openings))
        })
        .await
        .unwrap();
    assert_eq!(leaves.len() as u64, own["leaves"].as_u64().unwrap());
    assert_eq!(digest(leaves), own["leaves_sha256"].as_str().unwrap(), "leaves byte for byte");
    assert_eq!(digest(openings), own["openings_sha256"].as_str().unwrap(), "openings byte for byte");
}

/// What each code opens: what was sent, what was withdrawn or erased, what was typed and not sent.
pub async fn opens(app: &TestApp, codes: &Value, rows: &Value) {
    let answers = async |name: &str| -> Answer { app.answers(codes[name]["code"].as_str().unwrap()).await.expect(200) };
    let text = |name: &str| codes[name]["text"].as_str().unwrap().to_owned();
    for name in ["sent", "withheld", "withdrawn"] {
        answers(name).await.says(&text(name));
    }
    answers("erased").await.says("has been erased").says_not(&text("erased"));
    answers("demo").await.says("Your contribution");
    for name in ["unsent", "demo_unsent"] {
        let page = answers(name).await.says("that you have not sent");
        let preview = app.submit(&page, "/submissions/preview", &[]).await;
        let shown = html::main_text(&preview.text());
        assert!(shown.contains(&text(name)) && preview.status < 500, "{name}: {shown}");
    }
    // What was opened is sealed under a key of its own from now on, and opens again.
    for name in ["unsent", "demo_unsent"] {
        answers(name).await.says("that you have not sent");
    }
    let (old, new): (i64, i64) = app
        .state
        .database
        .read(|conn| {
            let old = each_backend!(conn, |c| working_copies::table.count().get_result(c))?;
            Ok::<_, AppError>((old, each_backend!(conn, |c| sealed_copies::table.count().get_result(c))?))
        })
        .await
        .unwrap();
    assert_eq!(old + new, rows["working_copies"].as_i64().unwrap() + rows["sealed_copies"].as_i64().unwrap_or_default());
    assert!(new >= 2, "{old} {new}");
}

#[actix_web::test]
async fn every_release_upgrades_on_sqlite() {
    upgrades(Engine::Sqlite).await;
}

#[actix_web::test]
async fn every_release_upgrades_on_postgres() {
    if postgres_is_here() {
        upgrades(Engine::Postgres).await;
    }
}

/// What was erased, lowered and withdrawn after the backup is so again when it is restored, also when the database itself is lost.
#[expect(clippy::too_many_lines, reason = "one journey, told in its order")]
async fn removals_survive(engine: Engine) {
    let folder = tempfile::tempdir().unwrap();
    let key = "a key that only the tests of this project use";
    let mut database = fresh(engine);
    database.options.journal = Some(folder.path().join("removals.journal"));
    let app = TestApp::on(database, key, crate::support::app::today()).await;
    let slug = app.open_consultation("restored").await;
    let mut codes = Vec::new();
    for (at, words) in
        [(3, "erasedwords"), (4, "loweredwords"), (5, "withdrawnwords"), (3, "untouchedwords"), (4, "amendedwords"), (5, "beforewords")]
    {
        let (code, _) = app.comment(&slug, at, &[("body", words), ("level", "group_only")]).await;
        codes.push(code);
    }
    // Erased before the backup: it is in it already.
    take_back(&app, &codes[5], "/answers/erasure", &[("sure", "yes")]).await;
    travaux(&app.fresh, key, folder.path(), &["backup", "made.backup"]);
    take_back(&app, &codes[0], "/answers/erasure", &[("sure", "yes")]).await;
    take_back(&app, &codes[1], "/answers/level", &[("new_level", "not_published")]).await;
    take_back(&app, &codes[2], "/answers/withdrawal", &[("comment", "")]).await;
    let lost = app.comment(&slug, 3, &[("body", "afterwords")]).await.0;
    take_back(&app, &lost, "/answers/erasure", &[("sure", "yes")]).await;
    let journal = std::fs::read_to_string(folder.path().join("removals.journal")).unwrap();
    assert!(!journal.contains("words"), "{journal}");
    let TestApp { state, fresh, node, mails } = app;
    drop((state, node, mails));
    // A journal with a gap, as where one node's is missing, is not taken for whole; nothing is restored then.
    let lines: Vec<&str> = journal.lines().collect();
    std::fs::write(folder.path().join("gap"), [&lines[..1], &lines[2..]].concat().join("\n")).unwrap();
    let refused = run(&fresh, key, folder.path(), &["restore", "made.backup", "--journal", "gap"]);
    assert!(!refused.0 && refused.1.contains("the journal has no removals 2"), "{refused:?}");
    // Nor one that ends too early (the present database knows better), has a line that cannot be read, or is not there.
    let torn = journal.trim_end().rsplit_once(' ').unwrap().0;
    for (name, text, said) in [
        ("short", lines[..lines.len() - 1].join("\n"), "has no removals 6"),
        ("torn", torn.to_owned(), "has no removals 6"),
        ("damaged", journal.replacen("lowered", "towered", 1), "has no removals 3"),
    ] {
        std::fs::write(folder.path().join(name), text).unwrap();
        let refused = run(&fresh, key, folder.path(), &["restore", "made.backup", "--journal", name]);
        assert!(!refused.0 && refused.1.contains(said), "{name}: {refused:?}");
    }
    let refused = run(&fresh, key, folder.path(), &["restore", "made.backup", "--journal", "nowhere"]);
    assert!(!refused.0 && refused.1.contains("there is no journal"), "{refused:?}");
    let said = travaux(&fresh, key, folder.path(), &["restore", "made.backup"]);
    assert!(said.contains("4 were carried out again"), "{said}");
    if engine == Engine::Sqlite {
        assert!(said.contains("before-restore-1"), "{said}");
        let checked = Command::new(env!("CARGO_BIN_EXE_travaux"))
            .arg("check")
            .env("DATABASE_URL", &fresh.options.url)
            .current_dir(folder.path())
            .output()
            .unwrap();
        assert!(String::from_utf8_lossy(&checked.stdout).contains("kept from before a restore"));
        std::fs::remove_file(fresh.options.url.replace(".sqlite3", ".before-restore-1")).unwrap();
    }
    let app = TestApp::on(fresh, key, crate::support::app::today()).await;
    let stored = crate::privacy::dump(&app).await;
    for (words, there) in [
        ("erasedwords", false),
        ("loweredwords", true),
        ("withdrawnwords", true),
        ("untouchedwords", true),
        ("amendedwords", true),
        ("beforewords", false),
    ] {
        assert_eq!(stored.contains(words), there, "{words}");
    }
    app.answers(&codes[1]).await.expect(200).says("Nothing but that there is a comment");
    app.answers(&codes[2]).await.expect(200).says("withdrawn");
    app.answers(&lost).await.expect(422);
    let withdrawn: i64 = app
        .state
        .database
        .read(|conn| {
            let whole = submissions::table.filter(submissions::status.eq(travaux::submissions::model::SubmissionStatus::Withdrawn));
            Ok::<_, AppError>(each_backend!(conn, |c| whole.count().get_result(c))?)
        })
        .await
        .unwrap();
    assert_eq!(withdrawn, 1, "what was withdrawn whole takes nothing more");
    // The next removal has a number of its own.
    take_back(&app, &codes[3], "/answers/erasure", &[("sure", "yes")]).await;
    let numbers: Vec<i64> = std::fs::read_to_string(folder.path().join("removals.journal"))
        .unwrap()
        .lines()
        .map(|line| line.split(' ').next().unwrap().parse().unwrap())
        .collect();
    assert!(numbers.is_sorted_by(|one, next| one < next), "{numbers:?}");
}

async fn take_back(app: &TestApp, code: &str, action: &str, typed: &[(&str, &str)]) {
    let page = app.answers(code).await.expect(200);
    app.submit(&page, action, typed).await.expect(200);
}

#[actix_web::test]
async fn what_was_taken_back_stays_so_on_sqlite() {
    removals_survive(Engine::Sqlite).await;
}

#[actix_web::test]
async fn what_was_taken_back_stays_so_on_postgres() {
    if postgres_is_here() {
        removals_survive(Engine::Postgres).await;
    }
}

/// The columns of each table as `schema.rs` has them, and whether they may be empty.
pub fn declared() -> Vec<(String, String, bool)> {
    let source = std::fs::read_to_string("src/schema.rs").unwrap();
    let mut found = Vec::new();
    for table in source.split("table! {").skip(1) {
        let body = table.split("\n}").next().unwrap();
        let (name, body) = body.split_once(") {").unwrap();
        let name = name.split_once('(').unwrap().0.lines().last().unwrap().trim().to_owned();
        for line in body.lines() {
            if let Some((column, kind)) = line.split_once("->") {
                found.push((name.clone(), column.trim().to_owned(), kind.contains("Nullable")));
            }
        }
    }
    found
}

on_both! {
    async fn the_tables_are_those_that_the_program_declares(app) {
        #[derive(QueryableByName)]
        struct Column {
            #[diesel(sql_type = diesel::sql_types::Text)]
            holder: String,
            #[diesel(sql_type = diesel::sql_types::Text)]
            name: String,
            #[diesel(sql_type = diesel::sql_types::Bool)]
            nullable: bool,
        }
        let found = app.state.database.read(|conn| {
            let columns: Vec<Column> = match conn {
                travaux::platform::db::Conn::Sqlite(c) => diesel::sql_query(
                    "SELECT t.name AS holder, c.name AS name, c.\"notnull\" = 0 AS nullable FROM sqlite_master t \
                     JOIN pragma_table_info(t.name) c WHERE t.type = 'table' AND t.name NOT LIKE 'sqlite%'",
                )
                .load(c)?,
                travaux::platform::db::Conn::Pg(c) => diesel::sql_query(
                    "SELECT table_name::text AS holder, column_name::text AS name, is_nullable = 'YES' AS nullable \
                     FROM information_schema.columns WHERE table_schema = 'public'",
                )
                .load(c)?,
            };
            Ok::<_, AppError>(columns)
        });
        let found: Vec<_> = found
            .await
            .unwrap()
            .into_iter()
            .filter(|column| column.holder != "__diesel_schema_migrations")
            .map(|column| (column.holder, column.name, column.nullable))
            .collect();
        let declared = declared();
        let odd: Vec<_> = found.iter().filter(|one| !declared.contains(one)).chain(declared.iter().filter(|one| !found.contains(one))).collect();
        assert!(odd.is_empty(), "{odd:?}");
    }
}
