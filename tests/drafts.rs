//! The draft desk: import, lineage, causes, publication, rounds, invitations.

use diesel::prelude::*;
use travaux::accounts::model::Role;
use travaux::error::AppResult;
use travaux::language::Language;
use travaux::schema::{blocks, drafts as drafts_table};

use crate::on_both;
use crate::support::actors::File;
use crate::support::samples;

const ONE: &str = "# Guidance\n\n## I. Scope\n\n1. Entities should assess the impact of every technology before they use it.\n\n2. Findings are published in a form that those affected can understand.\n\n3. Remedy should be available to everybody whom a decision may harm.\n";
/// The second is edited, one is new and near to none, the third is gone.
const TWO: &str = "# Guidance\n\n## I. Scope\n\n1. Entities should assess the impact of every technology before they use it.\n\n2. Findings are published in plain language that those affected can understand.\n\n3. Suppliers disclose what an entity needs.\n";

const NEW_DRAFT: [(&str, &str); 4] = [("number", "2"), ("name_en", "Second draft"), ("name_fr", "Deuxième projet"), ("audience", "public")];

on_both! {
    async fn a_draft_goes_from_the_form_to_the_public(app) {
        let editor = app.staff(Role::Editor).await;
        let slug = app.consultation("whole-way").await;
        app.draft(&slug, "1", ONE.as_bytes()).await;
        app.publish(&slug, "1").await;
        let new = format!("/en/staff/consultations/{slug}/drafts/new");
        let made = editor.submit(&new, "/drafts", &NEW_DRAFT).await.expect(303);
        let desk = made.header("location").unwrap().to_owned();
        editor.get(&desk).await.expect(200).says("not done yet");
        editor.submit(&format!("{desk}/publication"), "/sign-out", &[]).await.expect(303);
    }

    async fn import_lineage_causes_preview_publication(app) {
        let editor = app.staff(Role::Editor).await;
        let slug = app.consultation("steps").await;
        app.draft(&slug, "1", ONE.as_bytes()).await;
        app.publish(&slug, "1").await;
        editor.submit("/en/staff/consultations/steps/drafts/new", "/drafts", &NEW_DRAFT).await.expect(303);
        let desk = "/en/staff/consultations/steps/drafts/2";
        let file = File { name: "two.md", bytes: TWO.as_bytes() };
        editor.upload(desk, "/text", &[("language", "en")], file).await.expect(303);
        editor.get(desk).await.expect(200).says("imported").says("1 edited").says("1 removed").says("1 new");
        // The public sees nothing of it yet; the preview shows it.
        app.get("/en/consultations/steps/drafts/2").await.expect(404);
        app.get("/en/consultations/steps").await.expect(200).says_not("Second draft");
        editor.get(&format!("{desk}/preview")).await.expect(200).says("Preview").says("plain language");
        // Name a cause; sent twice it is named once.
        let causes = format!("{desk}/causes");
        let html = editor.get(&causes).await.expect(200).text();
        let mut form = crate::support::html::form(&html, "/causes").fields;
        for (name, value) in [("cause", "legal_review"), ("reason", "Because it reads better."), ("language", "en")] {
            form.retain(|(known, _)| known != name);
            form.push((name.into(), value.into()));
        }
        for _ in 0..2 {
            editor.post(&causes, form.clone()).await.expect(303);
        }
        let named = editor.get(&causes).await.expect(200).text();
        assert_eq!(named.matches("Because it reads better.").count(), 1);
        editor.submit(&causes, "/causes", &[("reason", "")]).await.expect(422).says("has to be filled in");
        editor.submit(&format!("{desk}/publication"), "/publication", &[]).await.expect(303);
        app.get("/en/consultations/steps/drafts/2").await.expect(200).says("Second draft").says("1 edited");
        app.get("/fr/consultations/steps/drafts/2").await.expect(200).says("Deuxième projet");
        app.get("/en/consultations/steps/compare/1...2?only=changes").await.expect(200).says("Because it reads better.");
    }

    async fn publishing_twice_is_refused_and_nothing_changes(app) {
        let editor = app.staff(Role::Editor).await;
        let slug = app.consultation("twice").await;
        app.draft(&slug, "1", ONE.as_bytes()).await;
        let page = "/en/staff/consultations/twice/drafts/1/publication";
        let html = editor.get(page).await.expect(200).text();
        let form = crate::support::html::form(&html, "/publication").fields;
        editor.post(page, form.clone()).await.expect(303);
        editor.post(page, form).await.expect(409).says("is published and never changes");
        let file = File { name: "again.md", bytes: TWO.as_bytes() };
        let answer = editor.upload("/en/staff/consultations/twice/drafts/1", "/text", &[("language", "en")], file).await.expect(409);
        answer.says("is published and never changes");
        app.get("/en/consultations/twice/drafts/1").await.expect(200).says("Remedy should be available");
    }

    async fn raw_sql_cannot_change_what_is_published(app) {
        let slug = app.consultation("frozen").await;
        app.draft(&slug, "1", ONE.as_bytes()).await;
        let edit = || app.state.database.write(|tx| -> AppResult<usize> {
            Ok(travaux::each_backend!(tx, |c| diesel::update(blocks::table).set(blocks::plain.eq("other words")).execute(c))?)
        });
        let delete = || app.state.database.write(|tx| -> AppResult<()> { tx.batch("DELETE FROM paragraphs") });
        assert!(edit().await.is_ok());
        app.publish(&slug, "1").await;
        assert!(edit().await.is_err());
        assert!(delete().await.is_err());
    }

    async fn files_that_cannot_be_read_are_refused_with_their_reason(app) {
        let editor = app.staff(Role::Editor).await;
        let slug = app.consultation("files").await;
        app.draft(&slug, "1", ONE.as_bytes()).await;
        let desk = "/ar/staff/consultations/files/drafts/1";
        let mut cut = b"PK\x03\x04 this zip was cut off".to_vec();
        cut.resize(400, 7);
        let ole = [&[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1][..], &[0; 600]].concat();
        for (name, bytes, words) in [
            ("empty.md", b" \n".as_slice(), "الملف فارغ"),
            ("broken.docx", &cut, "تالف"),
            ("old.doc", &ole, "doc"),
            ("picture.png", b"\x89PNG\r\n\x1a\n0000", "Markdown"),
        ] {
            let answer = editor.upload(desk, "/text", &[("language", "en")], File { name, bytes }).await.expect(422);
            answer.says(words);
        }
        let file = File { name: "x.md", bytes: b"text" };
        editor.upload(desk, "/text", &[("language", "de")], file).await.expect(422);
        // Nothing was half done: the text is the one that was there.
        editor.get(&format!("{desk}/preview")).await.expect(200).says("Remedy should be available");
    }

    async fn taken_numbers_and_malformed_addresses_are_told(app) {
        let editor = app.staff(Role::Administrator).await;
        let slug = app.consultation("numbers").await;
        app.draft(&slug, "2", ONE.as_bytes()).await;
        let new = "/en/staff/consultations/numbers/drafts/new";
        editor.submit(new, "/drafts", &NEW_DRAFT).await.expect(422).says("already a draft with this number");
        app.publish(&slug, "2").await;
        let earlier = [("number", "1"), ("name_en", "Earlier"), ("audience", "public")];
        editor.submit(new, "/drafts", &earlier).await.expect(422).says("Choose a higher number");
        let malformed = [("number", "three"), ("name_en", ""), ("audience", "public")];
        let answer = editor.submit(new, "/drafts", &malformed).await.expect(422).says("such as 3").says("has to be filled in");
        assert!(answer.text().contains("value=\"three\""), "what was typed is kept");
        let taken = [("slug", "numbers"), ("title_en", "T"), ("summary_en", "S"), ("promise_en", "P"), ("host_en", "H")];
        editor.submit("/en/staff/consultations/new", "/consultations", &taken).await.expect(422).says("already a consultation with this name");
        let wrong = [("slug", "No Slug!"), ("time_zone", "Mars/Olympus")];
        editor.submit("/en/staff/consultations/new", "/consultations", &wrong).await.expect(422).says("small letters").says("time zone is not known");
        for path in ["/en/consultations/numbers/drafts/02", "/en/consultations/numbers/drafts/2.0", "/en/consultations/numbers/drafts/x", "/en/consultations/numbers/compare/2", "/en/consultations/numbers/drafts/2/paragraphs/0", "/en/consultations/numbers/drafts/2/paragraphs/99", "/en/consultations/numbers/drafts/2?section=x", "/de/consultations/numbers"] {
            app.get(path).await.expect(404);
        }
    }

    async fn who_may_only_look_cannot_change(app) {
        let auditor = app.staff(Role::Auditor).await;
        let slug = app.consultation("rights").await;
        app.draft(&slug, "1", ONE.as_bytes()).await;
        let desk = "/en/staff/consultations/rights/drafts/1";
        auditor.get(desk).await.expect(200).says_not("Import a text");
        auditor.post(&format!("{desk}/publication"), vec![]).await.expect(403);
        auditor.post(&format!("{desk}/rounds"), vec![]).await.expect(403);
        auditor.post(&format!("{desk}/lineage/1"), vec![]).await.expect(403);
        let count: AppResult<i64> = app.state.database.read(|conn| {
            Ok(travaux::each_backend!(conn, |c| drafts_table::table.filter(drafts_table::published_at.is_not_null()).count().get_result(c))?)
        }).await;
        assert_eq!(count.unwrap(), 0);
    }

    async fn rounds_open_and_are_extended_with_a_reason(app) {
        let editor = app.staff(Role::Editor).await;
        let slug = app.consultation("rounds").await;
        app.draft(&slug, "1", ONE.as_bytes()).await;
        app.publish(&slug, "1").await;
        let desk = "/en/staff/consultations/rounds/drafts/1";
        let wrong = [("opens_at", "2026-12-01T18:00"), ("closes_at", "2026-11-01T18:00")];
        editor.submit(desk, "/rounds", &wrong).await.expect(422).says("close after it opens");
        editor.submit(desk, "/rounds", &[("opens_at", "tomorrow"), ("closes_at", "")]).await.expect(422).says("Write date and time as");
        let right = [("opens_at", "2026-11-20T09:00"), ("closes_at", "2027-03-28T18:00")];
        editor.submit(desk, "/rounds", &right).await.expect(303);
        // The closing lies behind the change to summer time: 18:00 in Zurich is 16:00 UTC.
        app.get("/en/consultations/rounds").await.expect(200).says("until 28 March 2027, 18:00").says("28 March 2027, 16:00 UTC");
        let earlier = [("new_closes_at", "2027-03-01T18:00"), ("extension_reason", "")];
        editor.submit(desk, "/extensions", &earlier).await.expect(422).says("later than the present one").says("has to be filled in");
        let html = editor.get(desk).await.text();
        let mut form = crate::support::html::form(&html, "/extensions");
        form.fields.retain(|(name, _)| name == "form_token" || name == "expected");
        form.fields.extend([("new_closes_at".into(), "2027-04-15T18:00".into()), ("extension_reason".into(), "Translations were late.".into())]);
        editor.post(&form.action, form.fields.clone()).await.expect(303);
        // The same form again would extend what was extended.
        editor.post(&form.action, form.fields).await.expect(409).says("has been extended meanwhile");
        app.get("/en/consultations/rounds").await.says("until 15 April 2027, 18:00").says("it was to close on 28 March 2027, 18:00").says("Translations were late.");
    }

    async fn invited_readers_see_what_the_public_does_not(app) {
        let editor = app.staff(Role::Editor).await;
        let slug = app.consultation("invited").await;
        let fields = [("number", "1"), ("name_en", "For States"), ("audience", "invited")];
        editor.submit("/en/staff/consultations/invited/drafts/new", "/drafts", &fields).await.expect(303);
        let desk = "/en/staff/consultations/invited/drafts/1";
        editor.upload(desk, "/text", &[("language", "en")], File { name: "one.md", bytes: ONE.as_bytes() }).await.expect(303);
        let made = editor.submit(desk, "/invitations", &[("note", "Geneva missions")]).await.expect(200).text();
        let start = made.find("/en/invited/").unwrap();
        let address = made[start..].split('<').next().unwrap().to_owned();
        // Before publication the invited see the consultation without the draft.
        app.get(&address).await.expect(200).says_not("For States");
        app.publish(&slug, "1").await;
        app.get("/en/consultations/invited").await.expect(200).says_not("For States");
        app.get("/en/consultations/invited/drafts/1").await.expect(404);
        let seen = app.get(&address).await.expect(200).says("For States");
        assert_eq!(seen.header("cache-control"), Some("no-store"));
        let draft = app.get(&format!("{address}/drafts/1")).await.expect(200).says("Remedy");
        assert!(crate::support::html::links(&draft.text()).iter().filter(|link| link.contains("/consultations/")).all(|link| link.contains("/invited/")));
        app.get(&format!("{address}/drafts/1/paragraphs/3")).await.expect(200);
        app.get("/en/invited/0000/consultations/invited").await.expect(404);
        editor.submit(desk, "/revocation", &[]).await.expect(303);
        app.get(&address).await.expect(404);
        editor.submit(desk, "/audience", &[]).await.expect(303);
        app.get("/en/consultations/invited/drafts/1").await.expect(200).says("Remedy");
    }

    async fn a_translation_follows_its_text_and_may_come_later(app) {
        let editor = app.staff(Role::Editor).await;
        let slug = app.consultation("tongues").await;
        editor.submit("/en/staff/consultations/tongues/drafts/new", "/drafts", &[("number", "1"), ("name_en", "One"), ("audience", "public")]).await.expect(303);
        let desk = "/en/staff/consultations/tongues/drafts/1";
        let french = ONE.replace("Scope", "Portée").replace("Remedy should be available to everybody whom a decision may harm.", "Un recours doit être ouvert.");
        let early = editor.upload(desk, "/text", &[("language", "fr")], File { name: "un.md", bytes: french.as_bytes() }).await.expect(409);
        early.says("needs the authoritative text first");
        editor.upload(desk, "/text", &[("language", "en")], File { name: "one.md", bytes: ONE.as_bytes() }).await.expect(303);
        app.publish(&slug, "1").await;
        editor.upload(desk, "/text", &[("language", "fr")], File { name: "un.md", bytes: french.as_bytes() }).await.expect(303);
        app.get("/fr/consultations/tongues/drafts/1").await.expect(200).says("Remedy");
        editor.submit(desk, "/publication/fr", &[]).await.expect(303);
        app.get("/fr/consultations/tongues/drafts/1").await.expect(200).says("Un recours");
        app.get("/fr/consultations/tongues/drafts/1?language=en").await.expect(200).says("Remedy");
        app.get("/fr/consultations/tongues/drafts/1/paragraphs/5").await.expect(200).says("Un recours");
    }

    async fn word_files_are_imported_with_their_warnings(app) {
        let Some(bytes) = samples::read("openchain-spec-docx/OpenChainSpec-1.2.docx") else { return };
        let editor = app.staff(Role::Editor).await;
        app.consultation("word").await;
        editor.submit("/en/staff/consultations/word/drafts/new", "/drafts", &[("number", "1"), ("name_en", "One"), ("audience", "public")]).await.expect(303);
        let desk = "/en/staff/consultations/word/drafts/1";
        editor.upload(desk, "/text", &[("language", "en")], File { name: "x.docx", bytes: &bytes }).await.expect(303);
        editor.get(desk).await.expect(200).says("The file has tracked changes").says("table of contents was left out");
    }

    async fn what_is_said_of_a_draft_can_be_edited_until_it_is_published(app) {
        let editor = app.staff(Role::Editor).await;
        app.consultation("said").await;
        app.draft("said", "1", ONE.as_bytes()).await;
        let page = "/en/staff/consultations/said/drafts/1/edit";
        editor.submit(page, "/edit", &[("name_en", "")]).await.expect(422).says("has to be filled in");
        editor.submit(page, "/edit", &[("name_en", "Zero draft"), ("name_ar", "المسودة الأولية")]).await.expect(303);
        editor.get("/ar/staff/consultations/said/drafts/1").await.expect(200).says("المسودة الأولية");
        let html = editor.get(page).await.expect(200).text();
        app.publish("said", "1").await;
        let form = crate::support::html::form(&html, "/edit");
        editor.post(&form.action, form.fields).await.expect(409);
    }

    async fn every_page_of_the_desk_opens_in_both_directions_and_only_for_staff(app) {
        travaux::demo::build(&app.state).await.unwrap();
        app.draft("data-access", "1", ONE.as_bytes()).await;
        let administrator = app.staff(Role::Administrator).await;
        for language in ["en", "ar"] {
            for path in [
                "", "/people", "/consultations/new", "/consultations/hrdd", "/consultations/hrdd/edit", "/consultations/hrdd/drafts/new",
                "/consultations/hrdd/drafts/3", "/consultations/hrdd/drafts/3/edit", "/consultations/hrdd/drafts/3/lineage",
                "/consultations/hrdd/drafts/3/lineage?show=all", "/consultations/hrdd/drafts/3/causes", "/consultations/hrdd/drafts/3/preview",
                "/consultations/hrdd/drafts/3/publication", "/consultations/data-access/drafts/1", "/consultations/data-access/drafts/1/lineage",
                "/consultations/data-access/drafts/1/causes", "/consultations/data-access/drafts/1/preview?section=all", "/consultations/data-access/drafts/1/publication",
            ] {
                let path = format!("/{language}/staff{path}");
                administrator.get(&path).await.expect(200);
                let answer = app.get(&path).await.expect(303);
                assert!(answer.header("location").unwrap().ends_with("/staff/sign-in"), "{path}");
            }
        }
    }

    async fn the_same_form_counts_once_and_another_one_again(app) {
        let editor = app.staff(Role::Editor).await;
        app.consultation("once").await;
        editor.submit("/en/staff/consultations/once/drafts/new", "/drafts", &[("number", "1"), ("name_en", "One"), ("audience", "invited")]).await.expect(303);
        let desk = "/en/staff/consultations/once/drafts/1";
        let form = crate::support::html::form(&editor.get(desk).await.text(), "/invitations");
        let with = |note: &str| {
            let mut fields = form.fields.clone();
            fields.retain(|(name, _)| name != "note");
            fields.push(("note".into(), note.into()));
            fields
        };
        editor.post(&form.action, with("Alice")).await.expect(200).says("shown only now");
        editor.post(&form.action, with("Alice")).await.expect(303);
        editor.post(&form.action, with("Bob")).await.expect(200).says("shown only now");
        let page = editor.get(desk).await.text();
        assert_eq!((page.matches("<bdi>Alice</bdi>").count(), page.matches("<bdi>Bob</bdi>").count()), (1, 1));
    }

    async fn deadlines_are_instants_or_refused(app) {
        let editor = app.staff(Role::Editor).await;
        app.consultation("hours").await;
        app.draft("hours", "1", ONE.as_bytes()).await;
        let desk = "/en/staff/consultations/hours/drafts/1";
        for (closes, words) in [
            ("2026-11-30", "Write date and time as"),
            ("2026-12-30T18:00-11:00", "Write date and time as"),
            ("2027-03-28T02:30", "The clocks change at this hour"),
            ("2027-10-31T02:30", "The clocks change at this hour"),
        ] {
            let fields = [("opens_at", "2026-11-23 09:00"), ("closes_at", closes)];
            editor.submit(desk, "/rounds", &fields).await.expect(422).says(words);
        }
    }
}
