//! A backup of the present schema, filled: it restores with all that it held. With `TRAVAUX_FIXTURE=2026-11-26` it is kept as the
//! fixture of a release, in `tests/fixtures`, for every later schema to upgrade.

use std::io::Write as _;

use actix_web::test::TestRequest;
use diesel::prelude::*;
use serde_json::{Value, json};
use travaux::error::AppError;
use travaux::platform::clock::Timestamp;
use travaux::schema::{register_leaves, register_openings};
use travaux::{demo, each_backend};

use crate::support::app::today;
use crate::support::db::{fresh, postgres_is_here};
use crate::support::participants::{FIRST, SECOND, THIRD, code_on};
use crate::support::{Engine, TestApp};
use crate::upgrades::{as_it_was, declared, digest, opens, travaux};

const KEY: &str = "the key under which fixtures of released schemas are sealed";

/// The demonstration, and what participants did in another consultation; returns their codes.
async fn fill(app: &TestApp) -> Value {
    demo::build(&app.state).await.unwrap();
    let slug = app.open_consultation("fixture").await;
    let office = app.office().await;
    let (sent, _) = app.comment(&slug, FIRST, &[("body", "Kept by the fixture"), ("level", "group_only")]).await;
    let known = app.comment_ids(&slug).await;
    let (withheld, _) = app.comment(&slug, SECOND, &[("body", "Held back by the fixture")]).await;
    let held = app.comment_ids(&slug).await.into_iter().find(|id| !known.contains(id)).unwrap();
    let page = format!("/en/staff/consultations/{slug}/comments/{held}");
    office.0.submit(&page, "/moderation", &[("hold_reason", "spam"), ("hold_note", "")]).await.expect(303);
    let mut gone = Vec::new();
    for (words, action, typed) in
        [("Erased by the fixture", "/answers/erasure", vec![("sure", "yes")]), ("Withdrawn by the fixture", "/answers/withdrawal", vec![])]
    {
        let (code, _) = app.comment(&slug, THIRD, &[("body", words)]).await;
        let own = app.answers(&code).await.expect(200);
        app.submit(&own, action, &typed).await.expect(200);
        gone.push(code);
    }
    let form = app.comment_form(&slug, "paragraph", FIRST).await;
    let unsent = app.submit(&form, "/submissions/preview", &[("body", "Typed by the fixture"), ("consent", "yes")]).await.expect(200);
    json!({
        "sent": {"code": sent, "text": "Kept by the fixture"},
        "withheld": {"code": withheld, "text": "Held back by the fixture"},
        "erased": {"code": gone[0], "text": "Erased by the fixture"},
        "withdrawn": {"code": gone[1], "text": "Withdrawn by the fixture"},
        "unsent": {"code": code_on(&unsent), "text": "Typed by the fixture"},
        "demo": {"code": demo::CODE, "text": ""},
        "demo_unsent": {"code": demo::UNSENT, "text": ""},
    })
}

/// What is in a database: rows of each table, leaves and what opens them.
async fn counted(app: &TestApp) -> Value {
    let mut tables: Vec<String> = declared().into_iter().map(|(table, ..)| table).collect();
    tables.dedup();
    let read = app.state.database.read(move |conn| {
        #[derive(QueryableByName)]
        struct Count {
            #[diesel(sql_type = diesel::sql_types::BigInt)]
            count: i64,
        }
        let mut rows = serde_json::Map::new();
        for table in tables {
            let query = diesel::sql_query(format!("SELECT COUNT(*) AS count FROM {table}"));
            let found: Count = each_backend!(conn, |c| query.get_result(c))?;
            rows.insert(table, found.count.into());
        }
        let leaves: Vec<(String, String)> =
            each_backend!(conn, |c| register_leaves::table.select((register_leaves::id, register_leaves::leaf)).load(c))?;
        let openings: Vec<(String, String)> =
            each_backend!(conn, |c| register_openings::table.select((register_openings::leaf_id, register_openings::openings)).load(c))?;
        Ok::<_, AppError>(json!({
            "rows": rows, "leaves": leaves.len(), "leaves_sha256": digest(leaves), "openings": openings.len(), "openings_sha256": digest(openings),
        }))
    });
    read.await.unwrap()
}

async fn restores(engine: Engine) {
    let folder = tempfile::tempdir().unwrap();
    let name = if engine == Engine::Sqlite { "sqlite" } else { "postgres" };
    let kept = std::env::var_os("TRAVAUX_FIXTURE").map(|name| std::path::Path::new("tests/fixtures").join(name));
    let now = if kept.is_some() { noon() } else { today() };
    let app = TestApp::on(fresh(engine), KEY, now).await;
    let codes = fill(&app).await;
    let mut own = counted(&app).await;
    own["codes"] = codes;
    let file = folder.path().join("backup");
    travaux(&app.fresh, KEY, folder.path(), &["backup", file.to_str().unwrap()]);
    let other = fresh(engine);
    travaux(&other, KEY, folder.path(), &["restore", file.to_str().unwrap(), "--accept-gaps"]);
    let restored = TestApp::on(other, KEY, now).await;
    as_it_was(&restored, &own).await;
    opens(&restored, &own["codes"], &own["rows"]).await;
    restored.call(TestRequest::get().uri("/en/consultations/hrdd/drafts/3")).await.expect(200);
    if let Some(kept) = kept {
        std::fs::create_dir_all(&kept).unwrap();
        let bytes = std::fs::read(&file).unwrap();
        if engine == Engine::Sqlite {
            let packed = std::fs::File::create(kept.join("sqlite.backup.gz")).unwrap();
            let mut packed = flate2::write::GzEncoder::new(packed, flate2::Compression::best());
            packed.write_all(&bytes).unwrap();
            packed.finish().unwrap();
        } else {
            std::fs::write(kept.join("postgres.backup"), bytes).unwrap();
        }
        let manifest = kept.join("manifest.json");
        let known = std::fs::read_to_string(&manifest).unwrap_or_else(|_| "{}".into());
        let mut known: Value = serde_json::from_str(&known).unwrap();
        known["written"] = now.to_jiff().strftime("%Y-%m-%d").to_string().into();
        known["key"] = KEY.into();
        known[name] = own;
        std::fs::write(manifest, format!("{known:#}\n")).unwrap();
    }
}

/// Noon of the day on which a fixture is written.
fn noon() -> Timestamp {
    Timestamp(travaux::platform::clock::Clock::system().now().day().start().0 + 12 * 3_600 * 1_000_000)
}

#[actix_web::test]
async fn a_backup_of_today_restores_on_sqlite() {
    restores(Engine::Sqlite).await;
}

#[actix_web::test]
async fn a_backup_of_today_restores_on_postgres() {
    if postgres_is_here() {
        restores(Engine::Postgres).await;
    }
}
