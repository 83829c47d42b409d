//! The office's side: looking, asking back, four eyes, publication, the change in the next draft, the author's verdict.

use diesel::prelude::*;
use travaux::accounts::model::Role;
use travaux::each_backend;
use travaux::error::AppError;
use travaux::schema::{implementations, resolutions};

use crate::on_both;
use crate::support::TestApp;
use crate::support::actors::Staff;
use crate::support::app::Answer;
use crate::support::html;
use crate::support::participants::{FIRST, NEXT, SECOND, THIRD, code_on};

const BODY: &str = "Plain language is what people need.";
const PROPOSED: &str = "Findings are published in plain language, in a form that those affected can understand.";
const REASON: &str = "The text now asks for plain language.";

fn desk(slug: &str, id: &str) -> String {
    format!("/en/staff/consultations/{slug}/comments/{id}")
}

/// Proposes an answer on the page of a comment.
async fn propose(staff: &Staff<'_>, slug: &str, id: &str, decision: &str, reason: &str) -> Answer {
    staff.submit(&desk(slug, id), "/resolution", &[("decision", decision), ("reason_en", reason)]).await
}

/// A comment that is public and has an approved answer; returns its code and id.
async fn answered(app: &TestApp, office: &(Staff<'_>, Staff<'_>), slug: &str, at: i32, typed: &[(&str, &str)]) -> (String, String) {
    let before = app.comment_ids(slug).await;
    let (code, _) = app.comment(slug, at, typed).await;
    let id = app.comment_ids(slug).await.into_iter().find(|id| !before.contains(id)).unwrap();
    propose(&office.0, slug, &id, "accepted", REASON).await.expect(303);
    office.1.submit(&desk(slug, &id), "/approval", &[]).await.expect(303);
    (code, id)
}

on_both! {
    async fn a_comment_goes_round_the_whole_loop(app) {
        let office = app.office().await;
        let editor = app.staff(Role::Editor).await;
        let slug = app.open_consultation("loop").await;
        let typed = [("body", BODY), ("proposed", PROPOSED), ("group", "member_state"), ("region", "africa")];
        let (code, receipt) = app.comment(&slug, SECOND, &typed).await;
        receipt.says("received and stored");
        let id = app.comment_ids(&slug).await.remove(0);
        // Nobody sees it yet but its author.
        app.get("/en/consultations/loop/log").await.expect(200).says("No comment is public yet");
        app.get(&format!("/en/consultations/loop/drafts/1/paragraphs/{SECOND}")).await.expect(200).says_not(BODY);
        app.answers(&code).await.expect(200).says(BODY).says("not public yet");
        // A person looks, and asks the author something; she replies by her code.
        office.0.get("/en/staff/consultations/loop/comments?step=new").await.expect(200).says("Paragraph 2").says("Plain language");
        office.0.submit(&desk(&slug, &id), "/clearance", &[]).await.expect(303);
        office.0.submit(&desk(&slug, &id), "/questions", &[("question", "Which people do you mean?"), ("question_language", "en")]).await.expect(303);
        let own = app.answers(&code).await.expect(200).says("Which people do you mean?");
        app.submit(&own, "/answers/reply", &[("reply", "")]).await.expect(422).says("has to be filled in");
        app.submit(&own, "/answers/reply", &[("reply", "Those who were harmed.")]).await.expect(200).says("Your reply has been received");
        office.0.get(&desk(&slug, &id)).await.expect(200).says("Those who were harmed.");
        // While the round is open nothing is published; after it, everything that was looked at.
        office.0.get("/en/staff/consultations/loop/comments").await.expect(200).says("become public after it has closed");
        app.close_round();
        office.0.submit("/en/staff/consultations/loop/comments", "/batches", &[]).await.expect(303);
        let log = app.get("/en/consultations/loop/log").await.expect(200).says(BODY).says("Member State · Africa");
        let reference = html::links(&log.text()).into_iter().find(|link| link.contains("/log/D1-")).unwrap();
        app.get(&format!("/en/consultations/loop/drafts/1/paragraphs/{SECOND}")).await.expect(200).says(BODY);
        app.get("/en/consultations/loop/drafts/1").await.expect(200).says("1 comment");
        // Proposed by one, approved by another.
        propose(&office.0, &slug, &id, "accepted", "").await.expect(422).says("has to be filled in");
        propose(&office.0, &slug, &id, "accepted", REASON).await.expect(303);
        app.get(&reference).await.expect(200).says_not(REASON);
        office.1.submit(&desk(&slug, &id), "/approval", &[]).await.expect(303);
        app.get(&reference).await.expect(200).says_not(REASON);
        // The next draft is prepared: the accepted comment beside the changed words, linked, checked by another.
        app.draft(&slug, "2", NEXT).await;
        let implementation = "/en/staff/consultations/loop/drafts/2/implementation";
        let page = office.0.get(implementation).await.expect(200).says("One accepted point is not linked").says(PROPOSED);
        let action = html::form_starting(&page.text(), "/implementation/");
        let point = action.rsplit('/').next().unwrap().to_owned();
        office.0.submit(implementation, &format!("/implementation/{point}"), &[("paragraph", "n99")]).await.expect(422).says("did not change in this draft");
        office.0.submit(implementation, &format!("/implementation/{point}"), &[("paragraph", &format!("n{FIRST}"))]).await.expect(422);
        office.0.submit(implementation, &format!("/implementation/{point}"), &[("paragraph", &format!("n{SECOND}"))]).await.expect(303);
        office.0.get(implementation).await.expect(200).says("You linked this");
        office.1.submit(implementation, "/verification", &[]).await.expect(303);
        // Publishing with open comments is chosen; the answers go out.
        let publication = "/en/staff/consultations/loop/drafts/2/publication";
        editor.submit(publication, "/publication", &[]).await.expect(409).says("no published answer");
        office.1.submit("/en/staff/consultations/loop/comments", "/answers", &[]).await.expect(303);
        editor.submit(publication, "/publication", &[]).await.expect(303);
        // The public sees it all: the answer, the words, the cause, the totals.
        app.get(&reference).await.expect(200).says("Accepted").says(REASON).says("checked by a second staff member").says("plain language,");
        let compare = app.get("/en/consultations/loop/compare/1...2?only=changes").await.expect(200).says("Comments D1-");
        assert!(compare.text().contains(reference.rsplit('/').next().unwrap()));
        app.get(&format!("/en/consultations/loop/drafts/2/paragraphs/{SECOND}")).await.expect(200).says("Comments D1-");
        app.get("/en/consultations/loop").await.expect(200).says("From comment to change").says("1 of 1");
        // The author's verdict and her request for a review.
        let own = app.answers(&code).await.expect(200).says(REASON).says("plain language,");
        app.submit(&own, "/answers/verdict", &[("verdict", "not_satisfied"), ("why", "")]).await.expect(422).says("has to be filled in");
        app.submit(&own, "/answers/verdict", &[("verdict", "not_satisfied"), ("why", "It says nothing of languages."), ("verdict_public", "yes")]).await.expect(200).says("Your verdict has been saved");
        app.get(&reference).await.expect(200).says("not satisfied").says_not("nothing of languages");
        let id = app.comment_ids("loop").await.remove(0);
        office.0.get(&desk("loop", &id)).await.expect(200).says("It says nothing of languages.");
        app.submit(&own, "/answers/review", &[("review_reason", "Languages are missing.")]).await.expect(200).says("is to be answered by");
        app.submit(&own, "/answers/review", &[("review_reason", "Languages are missing.")]).await.expect(200);
        app.submit(&own, "/answers/review", &[("review_reason", "Regions are missing.")]).await.expect(409).says("in other words").says("Regions are missing.");
        app.get(&reference).await.expect(200).says("A review of this response has been requested. It is to be answered by");
        let long = "a".repeat(20_001);
        app.submit(&own, "/answers/verdict", &[("verdict", "not_satisfied"), ("why", &long)]).await.expect(422).says("longer than 20,000 characters").says(&long);
        app.submit(&own, "/answers/verdict", &[("verdict", "satisfied")]).await.expect(200);
        app.get(&reference).await.expect(200).says_not("nothing of languages");
        // Every fact has its leaf.
        for (kind, count) in [("draft", 2), ("round", 1), ("comment", 1), ("publication", 1), ("resolution", 1), ("implementation", 1), ("review", 1)] {
            assert_eq!(app.leaves(kind).await.len(), count, "{kind}");
        }
        app.state.database.write({ let now = app.state.clock.now(); move |tx| travaux::triage::tally_closed(tx, now) }).await.unwrap();
        let tally = app.leaves("tally").await;
        assert!(tally[0].contains("submissions 1\ncomments 1\n"), "{tally:?}");
    }

    async fn nobody_approves_or_checks_her_own(app) {
        let approver = app.staff(Role::Approver).await;
        let other = app.staff(Role::Analyst).await;
        let slug = app.open_consultation("eyes").await;
        app.comment(&slug, SECOND, &[("body", BODY)]).await;
        let id = app.comment_ids(&slug).await.remove(0);
        propose(&approver, &slug, &id, "accepted", REASON).await.expect(303);
        // The page offers it to others only; forging the form does not help.
        let page = approver.get(&desk(&slug, &id)).await.expect(200).says("Somebody else has to approve it").text();
        let mut fields = html::form(&page, "/questions").fields;
        fields.retain(|(name, _)| name == "form_token");
        let resolution = app.state.database.read(|conn| {
            Ok::<_, AppError>(each_backend!(conn, |c| resolutions::table.select((resolutions::id, resolutions::proposer_id)).first::<(i64, i64)>(c))?)
        }).await.unwrap();
        fields.push(("resolution".into(), resolution.0.to_string()));
        approver.post(&format!("{}/approval", desk(&slug, &id)), fields).await.expect(409).says("The same person cannot do both");
        // An analyst may not approve at all.
        let page = other.get(&desk(&slug, &id)).await.expect(200).text();
        let mut fields = html::form(&page, "/questions").fields;
        fields.retain(|(name, _)| name == "form_token");
        fields.push(("resolution".into(), resolution.0.to_string()));
        other.post(&format!("{}/approval", desk(&slug, &id)), fields).await.expect(403);
        // The operation refuses, and so does the database.
        let consultation = app.state.database.read(|conn| travaux::consultations::read::by_slug(conn, "eyes")).await.unwrap().id;
        let by = travaux::ids::AccountId(resolution.1);
        let today = app.state.clock.now().day();
        let refused = app.state.database.write(move |tx| travaux::resolutions::approve(tx, consultation, travaux::ids::ResolutionId(resolution.0), by, today)).await;
        assert!(matches!(refused, Err(AppError::Conflict(travaux::error::Conflict::FourEyes))), "{refused:?}");
        let raw = app.state.database.write(move |tx| {
            Ok::<_, AppError>(each_backend!(tx, |c| diesel::update(resolutions::table).set((resolutions::status.eq("approved"), resolutions::approver_id.eq(resolution.1))).execute(c))?)
        }).await;
        assert!(raw.is_err(), "raw SQL may not either");
        let raw = app.state.database.write(move |tx| {
            Ok::<_, AppError>(each_backend!(tx, |c| diesel::update(resolutions::table).set(resolutions::status.eq("published")).execute(c))?)
        }).await;
        assert!(raw.is_err(), "nothing is published without an approver");
        // The same for the change.
        let second = app.state.database.read(|conn| travaux::accounts::read::id_of(conn, "analyst@staff.example.org")).await.unwrap();
        app.state.database.write(move |tx| travaux::resolutions::approve(tx, consultation, travaux::ids::ResolutionId(resolution.0), second, today)).await.unwrap();
        app.draft(&slug, "2", NEXT).await;
        let page = "/en/staff/consultations/eyes/drafts/2/implementation";
        approver.submit(page, &html::form_starting(&approver.get(page).await.text(), "/implementation/"), &[("paragraph", &format!("n{SECOND}"))]).await.expect(303);
        let verified = app.state.database.write(move |tx| {
            let id: i64 = each_backend!(tx, |c| implementations::table.select(implementations::id).first(c))?;
            let draft = travaux::drafts::read::of_slug(tx, "eyes")?.1.pop().unwrap().id;
            let seen = travaux::resolutions::words_to_check(tx, draft, travaux::ids::ImplementationId(id))?;
            travaux::resolutions::verify(tx, consultation, travaux::ids::ImplementationId(id), &seen, by, today)
        }).await;
        assert!(matches!(verified, Err(AppError::Conflict(travaux::error::Conflict::FourEyes))), "{verified:?}");
        let raw = app.state.database.write(move |tx| {
            Ok::<_, AppError>(each_backend!(tx, |c| diesel::update(implementations::table).set((implementations::status.eq("verified"), implementations::verified_by.eq(resolution.1))).execute(c))?)
        }).await;
        assert!(raw.is_err());
    }

    async fn two_decisions_at_the_same_moment_are_one(app) {
        let office = app.office().await;
        let slug = app.open_consultation("moment").await;
        app.comment(&slug, SECOND, &[("body", BODY)]).await;
        let id = app.comment_ids(&slug).await.remove(0);
        let page = office.0.get(&desk(&slug, &id)).await.text();
        let other = office.1.get(&desk(&slug, &id)).await.text();
        let fill = |page: &str, reason: &str| {
            let (_, fields) = crate::support::http::filled(page, "/resolution", &[("decision", "noted"), ("reason_en", reason)]);
            fields
        };
        let action = format!("{}/resolution", desk(&slug, &id));
        office.0.post(&action, fill(&page, "The first.")).await.expect(303);
        office.1.post(&action, fill(&other, "The second, whose text is kept.")).await.expect(409).says("proposed an answer to this comment at the same time").says("whose text is kept");
        // A comment with an answer in the making cannot be amended; it can be withdrawn.
        let (code, _) = app.comment(&slug, FIRST, &[("body", "Another")]).await;
        let own = app.answers(&code).await;
        app.submit(&own, "/answers/withdrawal", &[]).await.expect(200).says("You have withdrawn");
        app.submit(&own, "/answers/withdrawal", &[]).await.expect(409).says("withdrawn or erased");
    }

    async fn one_answer_for_many_and_another_in_its_place(app) {
        let office = app.office().await;
        let slug = app.open_consultation("campaign").await;
        for number in 0..6 {
            app.comment(&slug, SECOND, &[("body", &format!("Letter {number} of the campaign")), ("group", "individual")]).await;
        }
        app.close_round();
        app.publish_comments(&slug).await;
        let log = app.get("/en/consultations/campaign/log").await.expect(200).text();
        let mut references: Vec<String> = html::links(&log).into_iter().filter_map(|link| link.split("/log/D1-").nth(1).map(|rest| format!("D1-{rest}"))).collect();
        references.sort();
        references.dedup();
        assert_eq!(references.len(), 6);
        let first = app.comment_ids(&slug).await.remove(0);
        let page = desk(&slug, &first);
        let fields = [("decision", "noted"), ("reason_en", "Read with care."), ("also", "D1-0000")];
        office.0.submit(&page, "/resolution", &fields).await.expect(422).says("no comment with this number").says("Read with care.");
        let all = references.join(" ");
        office.0.submit(&page, "/resolution", &[("decision", "noted"), ("reason_en", "Read with care."), ("reason_fr", "Lu avec soin."), ("also", &all)]).await.expect(303);
        office.1.submit(&page, "/approval", &[]).await.expect(303);
        let queue = "/en/staff/consultations/campaign/comments";
        office.1.submit(queue, "/answers", &[]).await.expect(303);
        for reference in &references {
            app.get(&format!("/fr/consultations/campaign/log/{reference}")).await.expect(200).says("Lu avec soin.");
        }
        // A comment repeats another one, not itself; and a reason is words.
        let itself = [("decision", "duplicate"), ("reason_en", "The same."), ("duplicate_of", references[0].as_str()), ("also", "")];
        let mut refused = 0;
        for id in app.comment_ids(&slug).await {
            let answer = office.0.submit(&desk(&slug, &id), "/resolution", &itself).await;
            if answer.status == 422 {
                answer.says("A comment is no duplicate of itself").says("The same.");
                refused += 1;
            }
        }
        assert_eq!(refused, 1);
        let invisible = [("decision", "noted"), ("reason_en", "\u{200b}\u{2060}\u{200d}"), ("reason_fr", ""), ("also", "")];
        office.0.submit(&page, "/resolution", &invisible).await.expect(422).says("has to be filled in");
        // A published answer is superseded, never edited.
        office.0.submit(&page, "/resolution", &[("decision", "not_accepted"), ("reason_en", "On second thoughts no."), ("also", "")]).await.expect(303);
        app.get("/en/consultations/campaign/log").await.expect(200).says_not("On second thoughts");
        office.1.submit(&page, "/approval", &[]).await.expect(303);
        office.1.submit(queue, "/answers", &[]).await.expect(303);
        let log = app.get("/en/consultations/campaign/log").await.expect(200).text();
        assert_eq!((log.matches("On second thoughts no.").count(), log.matches("Read with care.").count()), (1, 5), "the others keep theirs");
        assert!(app.leaves("resolution").await.iter().any(|leaf| leaf.contains("supersedes ")));
    }

    async fn nobody_decides_on_words_she_has_not_seen(app) {
        let office = app.office().await;
        let slug = app.open_consultation("seen").await;
        let (code, _) = app.comment(&slug, SECOND, &[("body", "The first words.")]).await;
        let id = app.comment_ids(&slug).await.remove(0);
        let queue = format!("/en/staff/consultations/{slug}/comments");
        let before = office.0.get(&desk(&slug, &id)).await.expect(200).text();
        let list = office.0.get(&format!("{queue}?step=new")).await.expect(200).says("The first words.").text();
        let own = app.answers(&code).await;
        let preview = app.submit(&own, "/submissions/preview", &[]).await.expect(200);
        let form = app.submit(&preview, "/submissions/comments", &[]).await.expect(200);
        let preview = app.submit(&form, "/submissions/preview", &[("body", "The second words.")]).await.expect(200);
        app.submit(&preview, "/submissions/receipt", &[]).await.expect(200);
        let send = async |page: &str, action: &str, typed: &[(&str, &str)]| {
            let (action, fields) = crate::support::http::filled(page, action, typed);
            office.0.post(&action, fields).await
        };
        send(&list, "/clearance", &[("comment", &format!("{id}.1"))]).await.expect(303);
        office.0.get(&format!("{queue}?step=new")).await.expect(200).says("The second words.");
        send(&before, "/clearance", &[]).await.expect(409).says("has changed meanwhile");
        send(&before, "/resolution", &[("decision", "noted"), ("reason_en", "A careful reason.")]).await.expect(409).says("A careful reason.");
        office.0.submit(&desk(&slug, &id), "/clearance", &[]).await.expect(303);
    }

    async fn what_is_held_back_leaves_a_stub_and_can_be_contested(app) {
        let office = app.office().await;
        let slug = app.open_consultation("held").await;
        let (code, _) = app.comment(&slug, SECOND, &[("body", "My neighbour Otto Canary did it.")]).await;
        let id = app.comment_ids(&slug).await.remove(0);
        office.0.submit(&desk(&slug, &id), "/moderation", &[]).await.expect(422).says("has to be filled in");
        office.0.submit(&desk(&slug, &id), "/moderation", &[("hold_reason", "personal_data"), ("hold_note", "A name")]).await.expect(303);
        // When it came in is not told: its stub waits for the batch, like every comment.
        app.get("/en/consultations/held/log").await.expect(200).says_not("personal data of others").says_not("Otto Canary");
        let own = app.answers(&code).await.expect(200).says("personal data of others");
        app.submit(&own, "/answers/contest", &[("contest", "He agrees to be named.")]).await.expect(200).says("look at it again");
        office.0.get("/en/staff/consultations/held/comments?step=contested").await.expect(200).says("Otto Canary");
        office.0.get(&desk(&slug, &id)).await.expect(200).says("He agrees to be named.");
        app.close_round();
        app.publish_comments(&slug).await;
        app.get("/en/consultations/held/log").await.expect(200).says("personal data of others").says_not("Otto Canary");
        office.0.submit(&desk(&slug, &id), "/lifting", &[]).await.expect(303);
        app.state.clock.set(app.state.clock.now().plus_days(1));
        app.publish_comments(&slug).await;
        app.get("/en/consultations/held/log").await.expect(200).says("Otto Canary");
        assert_eq!(app.leaves("publication").await.len(), 2);
    }

    async fn names_appear_only_once_confirmed(app) {
        let office = app.office().await;
        let slug = app.open_consultation("names").await;
        let typed = [("body", BODY), ("group", "civil_society"), ("region", "africa"), ("organisation", "Lamplight Network"), ("person", "Ada Nwosu"), ("level", "named")];
        let (code, _) = app.comment(&slug, SECOND, &typed).await;
        app.close_round();
        app.publish_comments(&slug).await;
        let log = "/en/consultations/names/log";
        app.get(log).await.expect(200).says("has not confirmed yet").says_not("Lamplight").says_not("Ada Nwosu").says("fewer than ten contributors");
        let id = app.comment_ids(&slug).await.remove(0);
        office.0.submit(&desk(&slug, &id), "/confirmation", &[("how", "")]).await.expect(422);
        office.0.submit(&desk(&slug, &id), "/confirmation", &[("how", "Official mail of 20 November 2026")]).await.expect(303);
        app.get(log).await.expect(200).says("Lamplight Network").says("Ada Nwosu").says("Civil society organisation · Africa").says_not("Official mail");
        app.get("/en/consultations/names/log?q=lamplight").await.expect(200).says("Lamplight Network");
        // The author shows less: at once, everywhere, and what is not shown is not stored.
        let own = app.answers(&code).await.expect(200);
        app.submit(&own, "/answers/level", &[("new_level", "group_only")]).await.expect(200).says("The public now sees less");
        app.get(log).await.expect(200).says(BODY).says_not("Lamplight").says_not("Ada Nwosu");
        app.get("/en/consultations/names/log?q=lamplight").await.expect(200).says("No comment fits");
        let dump = crate::privacy::dump(app).await;
        assert!(!dump.contains("Ada Nwosu") && !dump.contains("Lamplight"), "names stay stored");
        assert!(app.leaves("redaction").await[0].contains("destroyed person"));
        let own = app.answers(&code).await.expect(200);
        app.submit(&own, "/answers/level", &[]).await.expect(422);
    }

    async fn a_corrected_link_corrects_the_loop_the_life_and_the_causes(app) {
        let office = app.office().await;
        let editor = app.staff(Role::Editor).await;
        let slug = app.open_consultation("corrected").await;
        let (code, _) = answered(app, &office, &slug, THIRD, &[("body", "Remedy without delay.")]).await;
        app.close_round();
        app.publish_comments(&slug).await;
        app.draft(&slug, "2", NEXT).await;
        let implementation = "/en/staff/consultations/corrected/drafts/2/implementation";
        let action = html::form_starting(&office.0.get(implementation).await.text(), "/implementation/");
        office.0.submit(implementation, &action, &[("paragraph", &format!("n{THIRD}"))]).await.expect(303);
        // A person says that paragraph 3 is new; the causes and the loop follow.
        let lineage = "/en/staff/consultations/corrected/drafts/2/lineage?show=all";
        editor.submit(lineage, &format!("/lineage/{THIRD}"), &[("from", "new")]).await.expect(303);
        office.1.submit("/en/staff/consultations/corrected/comments", "/answers", &[]).await.expect(303);
        editor.submit("/en/staff/consultations/corrected/drafts/2/publication", "/publication", &[]).await.expect(303);
        let own = app.answers(&code).await.expect(200).text();
        assert!(own.contains("relation-added") && !own.contains("<del>"), "everything in it is new");
        app.get(&format!("/en/consultations/corrected/drafts/2/paragraphs/{THIRD}")).await.expect(200).says("It stands in one draft");
        app.get("/en/consultations/corrected/compare/1...2?only=changes").await.expect(200).says("1 new").says("Comments D1-");
    }

    async fn a_reimport_keeps_what_was_linked(app) {
        let office = app.office().await;
        let slug = app.open_consultation("again").await;
        answered(app, &office, &slug, THIRD, &[("body", "Remedy without delay.")]).await;
        let draft = app.draft(&slug, "2", NEXT).await;
        let page = "/en/staff/consultations/again/drafts/2/implementation";
        let action = html::form_starting(&office.0.get(page).await.text(), "/implementation/");
        office.0.submit(page, &action, &[("paragraph", &format!("n{THIRD}"))]).await.expect(303);
        let text = String::from_utf8(NEXT.to_vec()).unwrap().replace("## I. Scope\n", "## I. Scope\n\nA new opening that nobody has read before.\n");
        app.text(draft, travaux::language::Language::English, text.as_bytes()).await;
        let html = office.0.get(page).await.expect(200).text();
        assert!(html.contains(&format!("value=\"n{}\" checked", THIRD + 1)), "the link moved with its paragraph");
    }
}

/// Which pages of the desk a role may see, and what it may send.
#[actix_web::test]
async fn an_auditor_reads_and_changes_nothing() {
    let app = TestApp::new(crate::support::Engine::Sqlite).await;
    let slug = app.open_consultation("auditor").await;
    let form = app.comment_form(&slug, "draft", 0).await;
    let preview = app.submit(&form, "/submissions/preview", &[("body", BODY), ("consent", "yes")]).await;
    let _ = code_on(&preview);
    app.submit(&preview, "/submissions/receipt", &[]).await.expect(200);
    let id = app.comment_ids(&slug).await.remove(0);
    let auditor = app.staff(Role::Auditor).await;
    auditor.get(&desk(&slug, &id)).await.expect(200).says(BODY).says_not("Hold back");
    for action in ["clearance", "moderation", "lifting", "questions", "confirmation", "resolution", "approval", "return"] {
        auditor.post(&format!("{}/{action}", desk(&slug, &id)), Vec::new()).await.expect(403);
    }
    app.get(&desk(&slug, &id)).await.expect(303);
}
