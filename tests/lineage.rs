//! Where paragraphs come from: doubts, corrections, re-imports, and what readers may know of it.

use travaux::accounts::model::Role;
use travaux::drafts::model::ChangedParagraph;
use travaux::drafts::model::{Audience, Cause, DraftNumber};
use travaux::drafts::{self, Correction, NewCause, read};
use travaux::error::AppError;
use travaux::ids::DraftId;
use travaux::ids::Ordinal;
use travaux::language::{Language, LocalText};

use crate::on_both;
use crate::support::TestApp;
use crate::support::app::today;

const ONE: &str = "# Guidance\n\n## I. Scope\n\n1. Entities should assess the impact of every technology before they use it.\n\n2. Findings are published in a form that those affected can understand.\n\n3. Remedy should be available to everybody whom a decision may harm.\n";

/// The pairs of old and new paragraphs with their relations, as the database has them.
async fn links(app: &TestApp, draft: DraftId) -> Vec<(Option<i32>, Option<i32>, &'static str)> {
    let links = app.state.database.read(move |conn| read::links(conn, draft)).await.unwrap();
    links.iter().map(|link| (link.old_ordinal.map(|o| o.0), link.new_ordinal.map(|o| o.0), link.relation.as_str())).collect()
}

async fn correct(app: &TestApp, draft: DraftId, new: i32, old: &[i32]) {
    let correction = Correction { new: Ordinal(new), old: old.iter().copied().map(Ordinal).collect() };
    app.state.database.write(move |tx| drafts::correct_link(tx, draft, &correction, today().day())).await.unwrap();
}

/// Makes a draft that only the invited may read.
async fn invited_only(app: &TestApp, slug: &str, number: &str) {
    let (slug, number) = (slug.to_owned(), DraftNumber::parse(number).unwrap());
    app.state
        .database
        .write(move |tx| {
            let consultation = travaux::consultations::read::by_slug(tx, &slug)?;
            let draft = read::by_number(tx, consultation.id, number)?;
            let said = drafts::model::NewDraft {
                number,
                name: LocalText::one(Language::English, "Hidden draft"),
                note: LocalText::default(),
                is_final: false,
                comments_only: true,
                audience: Audience::Invited,
            };
            drafts::edit(tx, draft.id, &said)
        })
        .await
        .unwrap();
}

on_both! {
    async fn doubtful_links_stop_publication_until_confirmed_or_accepted(app) {
        let editor = app.staff(Role::Editor).await;
        let slug = app.consultation("doubts").await;
        app.draft(&slug, "1", ONE.as_bytes()).await;
        app.publish(&slug, "1").await;
        // Two old paragraphs are equally near to the new one.
        let near = "# Guidance\n\n## I. Scope\n\n1. Entities should assess the harm that a decision may do before they use remedy for everybody.\n";
        let draft = app.draft(&slug, "2", near.as_bytes()).await;
        let links = app.state.database.read(move |conn| read::links(conn, draft)).await.unwrap();
        let doubtful = links.iter().filter(|link| link.is_doubtful()).count();
        assert!(doubtful > 0, "{links:?}");
        let page = "/ar/staff/consultations/doubts/drafts/2/publication";
        editor.submit(page, "/publication", &[]).await.expect(409).says("صلات");
        let lineage = "/en/staff/consultations/doubts/drafts/2/lineage";
        let html = editor.get(lineage).await.expect(200).says("doubtful").text();
        let action = crate::support::html::form(&html, "/lineage/3").action;
        // A number that the draft before does not have.
        let wrong = [("from", "several"), ("others", "1, 77")];
        editor.submit(lineage, &action, &wrong).await.expect(422).says("has no such paragraph");
        // Two paragraphs became this one: the server says that it is a merge.
        editor.submit(lineage, &action, &[("from", "several"), ("others", "1, 3")]).await.expect(303);
        let links = app.state.database.read(move |conn| read::links(conn, draft)).await.unwrap();
        let merged: Vec<i32> = links.iter().filter(|link| link.new_ordinal == Some(Ordinal(3))).filter_map(|link| link.old_ordinal.map(|o| o.0)).collect();
        assert_eq!(merged, [3, 5]);
        assert!(links.iter().filter(|link| link.new_ordinal == Some(Ordinal(3))).all(|link| link.relation.as_str() == "merged"));
        // The correction survives a re-import with other words before it.
        let again = near.replace("## I. Scope\n\n", "## I. Scope\n\n> A key message that is new.\n\n");
        app.text(draft, Language::English, again.as_bytes()).await;
        let links = app.state.database.read(move |conn| read::links(conn, draft)).await.unwrap();
        let merged: Vec<i32> = links.iter().filter(|link| link.new_ordinal == Some(Ordinal(4))).filter_map(|link| link.old_ordinal.map(|o| o.0)).collect();
        assert_eq!(merged, [3, 5]);
        editor.submit(page, "/publication", &[]).await.expect(303);
    }

    async fn publishing_with_doubts_is_chosen_and_shown(app) {
        let editor = app.staff(Role::Editor).await;
        let slug = app.consultation("chosen").await;
        app.draft(&slug, "1", ONE.as_bytes()).await;
        app.publish(&slug, "1").await;
        let near = "# Guidance\n\n## I. Scope\n\n1. Entities should assess the harm that a decision may do before they use remedy for everybody.\n";
        app.draft(&slug, "2", near.as_bytes()).await;
        let page = "/en/staff/consultations/chosen/drafts/2/publication";
        editor.submit(page, "/publication", &[("acknowledged", "1")]).await.expect(303);
        app.get("/en/consultations/chosen/drafts/2").await.expect(200).says("Published with one doubtful link");
    }

    async fn corrections_one_after_another_lose_nothing(app) {
        app.consultation("chain").await;
        app.draft("chain", "1", ONE.as_bytes()).await;
        app.publish("chain", "1").await;
        let two = ONE.replace("every technology", "any technology").replace("a form", "a clear form").replace("everybody", "everyone");
        let draft = app.draft("chain", "2", two.as_bytes()).await;
        correct(app, draft, 4, &[3, 4]).await;
        correct(app, draft, 5, &[4]).await;
        let links = links(app, draft).await;
        for ordinal in 1..=5 {
            assert!(links.iter().any(|(old, _, _)| *old == Some(ordinal)), "old {ordinal}: {links:?}");
            assert!(links.iter().any(|(_, new, _)| *new == Some(ordinal)), "new {ordinal}: {links:?}");
        }
        app.publish("chain", "2").await;
        app.get("/en/consultations/chain/compare/1...2").await.expect(200).says("any technology");
    }

    async fn a_correction_leaves_the_doubts_of_others(app) {
        app.consultation("doubt").await;
        app.draft("doubt", "1", ONE.as_bytes()).await;
        app.publish("doubt", "1").await;
        let near = "# Guidance\n\n## I. Scope\n\n1. Entities should assess the harm that a decision may do before they use remedy for everybody.\n\n2. Findings are published in a form that those affected can understand.\n";
        let draft = app.draft("doubt", "2", near.as_bytes()).await;
        let of_three = || async {
            let links = app.state.database.read(move |conn| read::links(conn, draft)).await.unwrap();
            let link = links.into_iter().find(|link| link.new_ordinal == Some(Ordinal(3))).unwrap();
            (link.confidence.to_string(), link.candidates.len(), link.status)
        };
        let before = of_three().await;
        assert!(before.1 > 0 && before.0 != "1");
        correct(app, draft, 4, &[3, 4]).await;
        assert_eq!(of_three().await, before);
    }

    async fn a_draft_that_comes_between_is_noticed(app) {
        app.consultation("between").await;
        app.draft("between", "1", ONE.as_bytes()).await;
        app.publish("between", "1").await;
        let third = app.draft("between", "3", ONE.as_bytes()).await;
        correct(app, third, 5, &[5]).await;
        let short = "# Guidance\n\n## I. Scope\n\n1. Remedy should be available to everybody whom a decision may harm.\n";
        app.draft("between", "2", short.as_bytes()).await;
        app.publish("between", "2").await;
        let editor = app.staff(Role::Editor).await;
        let page = "/en/staff/consultations/between/drafts/3/publication";
        editor.submit(page, "/publication", &[("acknowledged", "9")]).await.expect(409).says("Import the text again");
        let report = app.text(third, Language::English, ONE.as_bytes()).await;
        assert_eq!(report.lost, 1, "what was confirmed speaks of another draft");
        editor.submit(page, "/publication", &[("acknowledged", "9")]).await.expect(303);
        app.get("/en/consultations/between/compare/2...3?only=changes").await.expect(200);
    }

    async fn an_earlier_draft_cannot_be_published_late(app) {
        app.consultation("late").await;
        app.draft("late", "1", ONE.as_bytes()).await;
        app.draft("late", "2", ONE.as_bytes()).await;
        app.publish("late", "2").await;
        let editor = app.staff(Role::Editor).await;
        let answer = editor.submit("/en/staff/consultations/late/drafts/1/publication", "/publication", &[]).await.expect(409);
        answer.says("A draft with a higher number has been published");
    }

    async fn what_a_reader_may_not_see_says_nothing_of_itself(app) {
        app.consultation("hidden").await;
        app.draft("hidden", "1", ONE.as_bytes()).await;
        app.publish("hidden", "1").await;
        let two = ONE.replace("every technology", "any canary");
        let hidden = app.draft("hidden", "2", two.as_bytes()).await;
        invited_only(app, "hidden", "2").await;
        let cause = NewCause {
            paragraph: ChangedParagraph::New(Ordinal(3)),
            cause: Cause::SeniorDecision,
            reasons: LocalText::one(Language::English, "A canary of a reason."),
        };
        app.state.database.write(move |tx| drafts::name_cause(tx, hidden, &cause, today().day())).await.unwrap();
        app.publish("hidden", "2").await;
        app.draft("hidden", "3", ONE.as_bytes()).await;
        app.publish("hidden", "3").await;
        // Drafts 1 and 3 are the same: that the draft between was not is nobody's business.
        for path in ["", "/drafts/3", "/drafts/3/paragraphs/3", "/compare/1...3", "/compare/1...3?only=changes"] {
            let answer = app.get(&format!("/en/consultations/hidden{path}")).await.expect(200);
            let answer = answer.says_not("canary").says_not("Hidden draft");
            assert!(!answer.text().contains("relation-edited"), "{path}");
        }
        app.get("/en/consultations/hidden/compare/1...3").await.says("Nothing changed between these drafts");
        app.get("/en/consultations/hidden/compare/1...2").await.expect(404);
    }

    async fn a_draft_in_preparation_does_not_show_in_the_life_of_paragraphs(app) {
        app.consultation("life").await;
        app.draft("life", "1", ONE.as_bytes()).await;
        app.publish("life", "1").await;
        let merged = "# Guidance\n\n## I. Scope\n\n1. Entities should assess the impact of every technology before they use it. Findings are published in a form that those affected can understand.\n";
        let draft = app.draft("life", "2", merged.as_bytes()).await;
        assert!(links(app, draft).await.iter().any(|(_, _, relation)| *relation == "merged"));
        app.get("/fr/consultations/life/drafts/1/paragraphs/3").await.expect(200).says_not("Findings are published");
    }

    async fn a_refused_correction_comes_back_as_it_was_typed(app) {
        app.consultation("typed").await;
        app.draft("typed", "1", ONE.as_bytes()).await;
        app.publish("typed", "1").await;
        let draft = app.draft("typed", "2", ONE.as_bytes()).await;
        let editor = app.staff(Role::Editor).await;
        let page = "/en/staff/consultations/typed/drafts/2/lineage";
        // Not a doubtful one, and not among those that the page shows: it is shown with its error all the same.
        let token = crate::support::html::form(&editor.get(page).await.text(), "/sign-out").fields[0].1.clone();
        let fields = vec![("form_token".into(), token), ("from".into(), "several".into()), ("others".into(), "1, 77".into())];
        let answer = editor.post(&format!("{page}/4"), fields).await.expect(422).says("has no such paragraph");
        assert!(answer.text().contains("value=\"1, 77\"") && answer.text().contains("id=\"field-others\""));
        let done: Result<(), AppError> = app.state.database.write(move |tx| drafts::correct_link(tx, draft, &Correction { new: Ordinal(99), old: vec![] }, today().day())).await;
        assert!(matches!(done, Err(AppError::NotFound)));
    }
}
