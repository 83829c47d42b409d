//! Nobody is exposed: what an author did not publish is on no page and in no export, and of her connection nothing is kept.

use diesel::prelude::*;
use travaux::drafts::model::{Audience, NewRound, Publication};
use travaux::error::AppError;

use crate::on_both;
use crate::support::app::Answer;
use crate::support::canaries::{find, is_in};
use crate::support::http::{self, Program};
use crate::support::participants::{FIRST, SECOND, THIRD};
use crate::support::{Engine, TestApp, html};

/// Everything that is stored, as one text.
pub async fn dump(app: &TestApp) -> String {
    #[derive(QueryableByName)]
    struct Name {
        #[diesel(sql_type = diesel::sql_types::Text)]
        name: String,
    }
    #[derive(QueryableByName)]
    struct Row {
        #[diesel(sql_type = diesel::sql_types::Text)]
        row: String,
    }
    app.state
        .database
        .read(|conn| {
            let postgres = conn.is_postgres();
            let tables = if postgres {
                "SELECT table_name::text AS name FROM information_schema.tables WHERE table_schema = 'public'"
            } else {
                "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
            };
            let tables: Vec<Name> = travaux::each_backend!(conn, |c| diesel::sql_query(tables).load(c))?;
            let mut text = String::new();
            for table in tables {
                let query = if postgres {
                    format!("SELECT COALESCE(string_agg(t::text, ' '), '') AS row FROM \"{}\" t", table.name)
                } else {
                    let columns: Vec<Name> = travaux::each_backend!(conn, |c| diesel::sql_query(format!(
                        "SELECT name FROM pragma_table_info('{}')",
                        table.name
                    ))
                    .load(c))?;
                    let cells: Vec<String> = columns.iter().map(|column| format!("quote(\"{}\")", column.name)).collect();
                    format!("SELECT COALESCE(group_concat({}, ' '), '') AS row FROM \"{}\"", cells.join(" || ' ' || "), table.name)
                };
                let rows: Vec<Row> = travaux::each_backend!(conn, |c| diesel::sql_query(query).load(c))?;
                rows.iter().for_each(|row| text.push_str(&row.row));
            }
            Ok::<_, AppError>(text)
        })
        .await
        .unwrap()
}

/// Every public page that can be reached from the home page, and every export.
async fn sweep(app: &TestApp, slug: &str) -> Vec<(String, Answer)> {
    let mut waiting = vec![
        "/en/".to_owned(),
        format!("/en/consultations/{slug}/log.csv"),
        format!("/en/consultations/{slug}/log.json"),
        format!("/api/v1/consultations/{slug}/comments"),
        format!("/api/v1/consultations/{slug}/comments?page[size]=200&language=fr"),
        format!("/fr/consultations/{slug}/log"),
        "/metrics".to_owned(),
    ];
    for filter in [
        "q=canary",
        "group=affected_community",
        "region=africa",
        "theme=remedy",
        "decision=noted",
        "decision=none",
        "draft=1",
        "draft=1&paragraph=4",
    ] {
        waiting.push(format!("/en/consultations/{slug}/log?{filter}"));
        waiting.push(format!("/api/v1/consultations/{slug}/log?{filter}"));
    }
    let mut seen: Vec<(String, Answer)> = Vec::new();
    while let Some(path) = waiting.pop() {
        if seen.iter().any(|(known, _)| *known == path) || path.contains("/staff") || path.contains("comments/new") {
            continue;
        }
        let answer = app.get(&path).await;
        for link in html::links(&answer.text()) {
            let link = link.split('#').next().unwrap().to_owned();
            let link = if link.starts_with('?') { format!("{}{link}", path.split('?').next().unwrap()) } else { link };
            if link.starts_with("/en/") {
                waiting.push(link);
            }
        }
        seen.push((path, answer));
    }
    seen
}

on_both! {
    async fn what_is_not_published_is_nowhere(app) {
        let office = app.office().await;
        let slug = app.open_consultation("hidden").await;
        let secret = "The canarybody of our clinic was raided after the register leaked.";
        let typed = [("body", secret), ("comment_reason", "canaryreason"), ("proposed", "canaryproposal"), ("quote", "canaryquote"), ("group", "affected_community"), ("region", "africa"), ("theme_remedy", "yes"), ("kind", "technical"), ("level", "not_published")];
        let (code, _) = app.comment(&slug, SECOND, &typed).await;
        let id = app.comment_ids(&slug).await.remove(0);
        let page = format!("/en/staff/consultations/{slug}/comments/{id}");
        // The office reads it and answers; a reason that repeats five words of it is refused.
        let gives_away = "We are sorry that the register leaked: the clinic was raided after the register leaked.";
        office.0.submit(&page, "/resolution", &[("decision", "noted"), ("reason_en", gives_away)]).await.expect(422).says("repeats words of a comment that is not published");
        let reasons = [("decision", "noted"), ("reason_en", "The text on leaks was made stronger."), ("private_en", "canaryprivate: because your clinic was raided")];
        office.0.submit(&page, "/resolution", &reasons).await.expect(303);
        office.1.submit(&page, "/approval", &[]).await.expect(303);
        app.close_round();
        app.publish_comments(&slug).await;
        office.1.submit(&format!("/en/staff/consultations/{slug}/comments"), "/answers", &[]).await.expect(303);
        let own = app.answers(&code).await.expect(200).says("canarybody").says("canaryprivate");
        app.submit(&own, "/answers/verdict", &[("verdict", "not_satisfied"), ("why", "canarywhy"), ("verdict_public", "yes")]).await.expect(200);
        let pages = sweep(app, &slug).await;
        assert!(pages.len() > 30, "{}", pages.len());
        let mut told = 0;
        for (path, answer) in &pages {
            let text = answer.text();
            // A page that was asked for the canary may repeat the question, in its field and its own links.
            let text = if path.contains("q=canary") { text.replace("q=canary", "").replace("q&#x3D;canary", "").replace("value=\"canary\"", "") } else { text };
            let at = text.find("canary").map(|at| text[..at].chars().rev().take(80).collect::<String>().chars().rev().collect::<String>());
            assert!(at.is_none(), "{path}: {at:?}");
            told += usize::from(text.contains("does not publish its text") && text.contains("was made stronger"));
        }
        assert!(told >= 2, "that there is a comment, and what was decided, is public");
        // It counts for no attribute.
        for filter in ["group=affected_community", "region=africa", "theme=remedy", "q=canarybody"] {
            app.get(&format!("/en/consultations/{slug}/log?{filter}")).await.expect(200).says("No comment fits");
        }
    }

    async fn lowering_hides_a_reason_that_quotes(app) {
        let office = app.office().await;
        let slug = app.open_consultation("lowered").await;
        let (code, _) = app.comment(&slug, SECOND, &[("body", "Our clinic was raided after the register leaked.")]).await;
        let id = app.comment_ids(&slug).await.remove(0);
        let page = format!("/en/staff/consultations/{slug}/comments/{id}");
        office.0.submit(&page, "/resolution", &[("decision", "noted"), ("reason_en", "That a clinic was raided after the register leaked is why the text changed.")]).await.expect(303);
        office.1.submit(&page, "/approval", &[]).await.expect(303);
        app.close_round();
        app.publish_comments(&slug).await;
        office.1.submit(&format!("/en/staff/consultations/{slug}/comments"), "/answers", &[]).await.expect(303);
        let log = format!("/en/consultations/{slug}/log");
        app.get(&log).await.says("is why the text changed");
        let own = app.answers(&code).await;
        app.submit(&own, "/answers/level", &[("new_level", "not_published")]).await.expect(200).says("is why the text changed");
        app.get(&log).await.expect(200).says_not("raided").says_not("is why the text changed").says("would give the comment away");
        for (path, answer) in sweep(app, &slug).await {
            assert!(!answer.text().contains("raided"), "{path}");
        }
    }

    async fn why_nothing_changed_gives_nothing_away(app) {
        let office = app.office().await;
        let slug = app.open_consultation("unchanged").await;
        let (hidden, _) = app.comment(&slug, SECOND, &[("body", "Our clinic was raided after the register leaked."), ("level", "not_published")]).await;
        let (public, _) = app.comment(&slug, THIRD, &[("body", "Every remedy has to come without any delay.")]).await;
        let ids = app.comment_ids(&slug).await;
        for id in &ids {
            let page = format!("/en/staff/consultations/{slug}/comments/{id}");
            office.0.submit(&page, "/resolution", &[("decision", "accepted"), ("reason_en", "The text follows.")]).await.expect(303);
            office.1.submit(&page, "/approval", &[]).await.expect(303);
        }
        app.close_round();
        app.publish_comments(&slug).await;
        office.1.submit(&format!("/en/staff/consultations/{slug}/comments"), "/answers", &[]).await.expect(303);
        app.draft(&slug, "2", crate::support::participants::NEXT).await;
        let page = format!("/en/staff/consultations/{slug}/drafts/2/implementation");
        let html = office.0.get(&page).await.expect(200).text();
        let points: Vec<String> = html.match_indices("/implementation/").map(|(at, _)| format!("/implementation/{}", html[at + 16..].split(['"', '/']).next().unwrap())).collect();
        let (first, second) = (points.first().unwrap().clone(), points.last().unwrap().clone());
        let gives_away = "That a clinic was raided after the register leaked is no matter of this text.";
        office.0.submit(&page, &first, &[("not_applied", gives_away)]).await.expect(422).says("repeats words of a comment that is not published").says(gives_away);
        office.0.submit(&page, &first, &[("not_applied", "It is no matter of this text.")]).await.expect(303);
        // What quotes a public comment goes when the comment does.
        let quoting = "That every remedy has to come without any delay is law already.";
        office.0.submit(&page, &second, &[("not_applied", quoting)]).await.expect(303);
        app.publish(&slug, "2").await;
        let log = format!("/en/consultations/{slug}/log");
        app.get(&log).await.expect(200).says(quoting).says("no matter of this text");
        let own = app.answers(&public).await;
        app.submit(&own, "/answers/level", &[("new_level", "not_published")]).await.expect(200);
        app.get(&log).await.expect(200).says_not(quoting).says("no matter of this text");
        app.answers(&hidden).await.expect(200).says("no matter of this text");
    }

    async fn what_is_erased_is_gone_and_its_leaves_stay(app) {
        let office = app.office().await;
        let slug = app.open_consultation("erased").await;
        let typed = [("body", "canarybody of what somebody wrote"), ("proposed", "canaryproposal"), ("organisation", "Canaryorg"), ("level", "organisation_only"), ("client", "Canaryclient"), ("comment_reason", "because canary four canary five canary")];
        let (code, _) = app.comment(&slug, SECOND, &typed).await;
        let id = app.comment_ids(&slug).await.remove(0);
        let page = format!("/en/staff/consultations/{slug}/comments/{id}");
        office.0.submit(&page, "/questions", &[("question", "Who?"), ("question_language", "en")]).await.expect(303);
        let own = app.answers(&code).await;
        app.submit(&own, "/answers/reply", &[("reply", "canaryreply")]).await.expect(200);
        office.0.submit(&page, "/resolution", &[("decision", "noted"), ("reason_en", "Read. Canaryorg wrote a canarybody of what somebody wrote."), ("private_en", "canaryprivate")]).await.expect(303);
        office.1.submit(&page, "/approval", &[]).await.expect(303);
        app.close_round();
        app.publish_comments(&slug).await;
        office.1.submit(&format!("/en/staff/consultations/{slug}/comments"), "/answers", &[]).await.expect(303);
        app.get(&format!("/en/consultations/{slug}/log")).await.expect(200).says("canarybody");
        let own = app.answers(&code).await;
        app.submit(&own, "/answers/verdict", &[("verdict", "not_satisfied"), ("why", "canarywhy"), ("verdict_public", "yes")]).await.expect(200);
        app.submit(&own, "/answers/review", &[("review_reason", "canaryreview")]).await.expect(200);
        app.get(&format!("/en/consultations/{slug}/log")).await.expect(200).says("not satisfied");
        assert!(dump(app).await.to_lowercase().contains("canary"));
        app.submit(&own, "/answers/erasure", &[]).await.expect(422).says("Tick the box if you are sure");
        app.submit(&own, "/answers/erasure", &[("sure", "yes")]).await.expect(200).says("Everything has been erased");
        let stored = dump(app).await.to_lowercase();
        for canary in ["canarybody", "canary four", "canaryproposal", "canaryorg", "canaryclient", "canaryreply", "canarywhy", "canaryreview", "canaryprivate"] {
            assert!(!stored.contains(canary), "{canary} is still stored");
        }
        app.get(&format!("/en/consultations/{slug}/log")).await.expect(200).says("Erased by its author").says_not("not satisfied");
        assert_eq!((app.leaves("comment").await.len(), app.leaves("redaction").await.len()), (1, 1));
        app.answers(&code).await.expect(200).says("has been erased").says_not("canary");
    }

    async fn an_amended_public_comment_keeps_its_trace_until_its_author_destroys_it(app) {
        let slug = app.consultation("amended").await;
        app.draft(&slug, "1", crate::support::participants::TEXT).await;
        app.publish(&slug, "1").await;
        let now = app.state.clock.now();
        let new = NewRound { opens_at: now.plus_days(-1), closes_at: now.plus_days(30), audience: Audience::Public, publication: Publication::InBatches, late_days: 0, questions: Vec::new() };
        let round = app.open_round(&slug, "1", new).await;
        let mut codes = Vec::new();
        for number in 0..4 {
            codes.push(app.comment(&slug, [FIRST, SECOND, THIRD, FIRST][number], &[("body", &format!("firstwords of {number}"))]).await.0);
        }
        // Four contributions are too few for a batch.
        app.publish_comments(&slug).await;
        let ready = app.state.database.read({ let now = app.state.clock.now(); move |conn| { let round = travaux::drafts::read::round(conn, round)?; travaux::comments::next_batch(conn, &round, now) } }).await.unwrap();
        assert_eq!(ready.refusal, Some(travaux::error::Conflict::BatchSmall));
        codes.push(app.comment(&slug, FIRST, &[("body", "firstwords of 4")]).await.0);
        app.publish_comments(&slug).await;
        app.get("/en/consultations/amended/log").await.expect(200).says("firstwords of 0").says("firstwords of 4");
        // All five amend; until a person has looked the first words stand.
        for code in &codes {
            let own = app.answers(code).await;
            let preview = app.submit(&own, "/submissions/preview", &[]).await.expect(200);
            let form = app.submit(&preview, "/submissions/comments", &[]).await.expect(200);
            let preview = app.submit(&form, "/submissions/preview", &[("body", "otherwords")]).await.expect(200);
            app.submit(&preview, "/submissions/receipt", &[]).await.expect(200).says("Your changed contribution");
        }
        app.get("/en/consultations/amended/log").await.expect(200).says("firstwords of 0").says_not("otherwords");
        // At most one batch a day.
        app.publish_comments(&slug).await;
        app.get("/en/consultations/amended/log").await.expect(200).says_not("otherwords");
        app.state.clock.set(now.plus_days(1));
        app.publish_comments(&slug).await;
        let log = app.get("/en/consultations/amended/log").await.expect(200).says("otherwords").says("amended on").says_not("firstwords");
        let entries: Vec<String> = html::links(&log.text()).into_iter().filter(|link| link.contains("/log/D1-")).collect();
        app.get(&entries[0]).await.expect(200).says("What it said before it was amended").says("firstwords");
        for code in &codes {
            let own = app.answers(code).await;
            app.submit(&own, "/answers/earlier", &[]).await.expect(200).says("The earlier words have been destroyed");
        }
        app.get(&entries[0]).await.expect(200).says_not("firstwords");
        assert!(!dump(app).await.contains("firstwords"));
    }

    async fn small_groups_are_not_shown(app) {
        let slug = app.open_consultation("threshold").await;
        for number in 0..10 {
            let region = if number < 9 { "africa" } else { "asia_pacific" };
            app.comment(&slug, FIRST, &[("body", &format!("Of many {number}")), ("group", "individual"), ("region", region)]).await;
        }
        app.comment(&slug, SECOND, &[("body", "Of few"), ("group", "indigenous_people"), ("region", "africa")]).await;
        app.comment(&slug, THIRD, &[("body", "Of a State"), ("group", "member_state"), ("region", "africa")]).await;
        app.close_round();
        app.publish_comments(&slug).await;
        // Ten share the group, but not the region; nobody shares the other group; a State is no person.
        app.get("/en/consultations/threshold/log?group=individual").await.expect(200).says("Of many 0").says("Individual").says_not("Individual · Africa");
        app.get("/en/consultations/threshold/log?group=indigenous_people").await.expect(200).says("No comment fits");
        app.get("/en/consultations/threshold/log?region=africa").await.expect(200).says("Of a State").says_not("Of many").says_not("Of few");
        app.get("/en/consultations/threshold/log.csv").await.expect(200).says_not("indigenous_people");
    }
}

/// The real program, canaries in every header and a code, then a search of everything that was written.
#[expect(clippy::too_many_lines, reason = "one journey, told in its order")]
fn canaries_leave_no_trace(engine: Engine) {
    let folder = tempfile::tempdir().unwrap();
    let app = actix_web::rt::System::new().block_on(async {
        let app = TestApp::new(engine).await;
        app.open_consultation_now("canaries").await;
        app
    });
    let program = Program::start(&app.fresh, folder.path(), http::free_port(), "trace");
    let mark = "zqcanary";
    let canaries: Vec<String> =
        ["agent", "referrer", "language", "cookie", "contact", "forwarded"].iter().map(|name| format!("{mark}{name}")).collect();
    let headers = format!(
        "\r\nuser-agent: {mark}agent\r\nreferer: http://{mark}referrer.example.org/\r\naccept-language: {mark}language\r\ncookie: travaux={mark}cookie; other={mark}cookie\r\nx-forwarded-for: 203.0.113.77, {mark}forwarded\r\nforwarded: for=203.0.113.77\r\nx-real-ip: 203.0.113.77"
    );
    let head = |line: &str| format!("{line} HTTP/1.1{headers}");
    let form = http::request(&program.address, &head("GET /en/consultations/canaries/comments/new?draft=1&target=draft"), "").unwrap();
    assert_eq!(form.0, 200, "{}", form.1);
    let (_, fields) = http::filled(
        &form.1,
        "/submissions/preview",
        &[("body", "visiblewords"), ("consent", "yes"), ("contact", &format!("{mark}contact"))],
    );
    let code = fields.iter().find(|(name, _)| name == "code").unwrap().1.clone();
    let preview = http::post(&program.address, "/en/submissions/preview", &fields, &headers).unwrap();
    let (_, fields) = http::filled(&preview.1, "/submissions/receipt", &[]);
    let receipt = http::post(&program.address, "/en/submissions/receipt", &fields, &headers).unwrap();
    assert_eq!(receipt.0, 200, "{}", receipt.1);
    // Errors: a page that is not there, a malformed body, a wrong code, a form of another site.
    let mut pages = vec![receipt.1];
    pages.push(http::request(&program.address, &head(&format!("GET /en/{mark}contact")), "").unwrap().1);
    pages.push(http::post(&program.address, "/en/answers", &[("code".into(), format!("{code}9"))], &headers).unwrap().1);
    pages.push(http::post(&program.address, "/en/answers", &[("code".into(), code.clone())], &headers).unwrap().1);
    pages.push(
        http::request(&program.address, &format!("POST /en/submissions HTTP/1.1\r\ncontent-type: application/json{headers}"), "{}")
            .unwrap()
            .1,
    );
    pages.push(
        http::post(&program.address, "/en/submissions", &[], &format!("{headers}\r\norigin: http://{mark}referrer.example.org")).unwrap().1,
    );
    let metrics = http::request(&program.address, "GET /metrics HTTP/1.1\r\nauthorization: Bearer a token for tests", "").unwrap();
    assert_eq!(metrics.0, 200);
    let metrics = metrics.1;
    let digits: String = code.chars().filter(char::is_ascii_digit).collect();
    let mut searched = canaries.clone();
    searched.extend([code.clone(), digits, "203.0.113.77".to_owned(), mark.to_owned()]);
    for canary in &searched {
        assert!(!metrics.contains(canary), "{canary} in the metrics");
        // The page of My answers shows its code to whoever gave it; no error page does.
        for page in &pages[1..3] {
            assert!(!page.contains(canary.as_str()) || canary == &code || canary.len() == 24, "{canary} on an error page");
        }
    }
    let data = match engine {
        Engine::Sqlite => std::path::PathBuf::from(&app.fresh.options.url).parent().unwrap().to_owned(),
        Engine::Postgres => app.fresh.checkpoint(),
    };
    let mut found = Vec::new();
    let count = find(folder.path(), &searched, &mut found);
    assert!(count > 0, "the log is there");
    let log = std::fs::read_to_string(folder.path().join("log")).unwrap();
    assert!(log.contains("Serving"), "{log}");
    // The log holds no words of participants either.
    assert!(!is_in(log.as_bytes(), "visiblewords"), "words of a comment are in the log");
    // That the search finds what is there is shown by the words of the comment.
    searched.push("visiblewords".to_owned());
    let mut in_data = Vec::new();
    if engine == Engine::Sqlite {
        for suffix in ["", "-wal", "-shm"] {
            if let Ok(bytes) = std::fs::read(format!("{}{suffix}", app.fresh.options.url)) {
                for canary in &searched {
                    if memchr::memmem::find(&bytes, canary.as_bytes()).is_some() {
                        in_data.push(canary.clone());
                    }
                }
            }
        }
    } else {
        let mut places = Vec::new();
        for part in [app.fresh.heap(), "pg_wal".to_owned()] {
            find(&data.join(part), &searched, &mut places);
        }
        in_data = places.into_iter().map(|place| place.split(" in ").next().unwrap().to_owned()).collect();
    }
    in_data.sort();
    in_data.dedup();
    assert_eq!(in_data, ["visiblewords"], "in the database and its journal");
    assert!(found.is_empty(), "{found:?}");
}

#[test]
fn canaries_leave_no_trace_on_sqlite() {
    canaries_leave_no_trace(Engine::Sqlite);
}

#[test]
fn canaries_leave_no_trace_on_postgres() {
    if crate::support::db::postgres_is_here() {
        canaries_leave_no_trace(Engine::Postgres);
    }
}

/// What is erased is gone from the files of the database: at once on SQLite, after its job on PostgreSQL.
async fn erased_words_are_in_no_file(engine: Engine) {
    let app = TestApp::new(engine).await;
    let slug = app.open_consultation("files").await;
    let words = "zqerasedwords of somebody who changed her mind";
    let (code, _) = app
        .comment(
            &slug,
            SECOND,
            &[("body", words), ("person", "Ana Zqerasedwords"), ("organisation", "Zqerasedwords union"), ("level", "named")],
        )
        .await;
    app.close_round();
    app.publish_comments(&slug).await;
    let in_files = || -> bool {
        let folder = match engine {
            Engine::Sqlite => None,
            Engine::Postgres => Some(app.fresh.checkpoint().join(app.fresh.heap())),
        };
        let files: Vec<std::path::PathBuf> = match folder {
            None => ["", "-wal"].iter().map(|suffix| format!("{}{suffix}", app.fresh.options.url).into()).collect(),
            Some(folder) => std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect(),
        };
        files.iter().filter_map(|file| std::fs::read(file).ok()).any(|bytes| is_in(&bytes, "zqerasedwords"))
    };
    assert!(in_files(), "else it was not searched where it stands");
    let own = app.answers(&code).await.expect(200);
    app.submit(&own, "/answers/erasure", &[("sure", "yes")]).await.expect(200).says("has been erased");
    if engine == Engine::Postgres {
        assert!(in_files(), "PostgreSQL keeps it until its files are written anew");
    }
    let now = app.state.clock.now();
    app.state
        .database
        .write(move |tx| travaux::platform::jobs::enqueue(tx, &travaux::platform::db::removals::VacuumRemoved {}, now))
        .await
        .unwrap();
    app.finish().await;
    let until = std::time::Instant::now() + std::time::Duration::from_secs(20);
    // The write-ahead log of SQLite is emptied after a second of quiet.
    while in_files() {
        assert!(std::time::Instant::now() < until, "still in the files");
        std::thread::sleep(std::time::Duration::from_millis(100));
    }
}

#[actix_web::test]
async fn erased_words_are_in_no_file_on_sqlite() {
    erased_words_are_in_no_file(Engine::Sqlite).await;
}

#[actix_web::test]
async fn erased_words_are_in_no_file_on_postgres() {
    if crate::support::db::postgres_is_here() {
        erased_words_are_in_no_file(Engine::Postgres).await;
    }
}
