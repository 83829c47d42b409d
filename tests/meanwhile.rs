//! What changes while somebody looks at a page: she decides on what she has seen, or is told to look again.

use actix_web::rt::spawn;
use travaux::accounts::model::Role;
use travaux::error::AppError;

use crate::on_both;
use crate::support::TestApp;
use crate::support::actors::Staff;
use crate::support::app::Answer;
use crate::support::html;
use crate::support::http::filled;
use crate::support::participants::{FIRST, NEXT, SECOND, THIRD};

const BODY: &str = "Plain language is what people need.";

fn desk(slug: &str, id: &str) -> String {
    format!("/en/staff/consultations/{slug}/comments/{id}")
}

/// Sends a form of a page that was read before.
async fn send(staff: &Staff<'_>, page: &str, action: &str, typed: &[(&str, &str)]) -> Answer {
    let (action, fields) = filled(page, action, typed);
    staff.post(&action, fields).await
}

/// Sends a contribution again with other words.
async fn amend(app: &TestApp, code: &str, typed: &[(&str, &str)]) {
    let own = app.answers(code).await;
    let preview = app.submit(&own, "/submissions/preview", &[]).await.expect(200);
    let form = app.submit(&preview, "/submissions/comments", &[]).await.expect(200);
    let preview = app.submit(&form, "/submissions/preview", typed).await.expect(200);
    app.submit(&preview, "/submissions/receipt", &[]).await.expect(200).says("Your changed contribution");
}

/// A comment on the third paragraph with an approved answer, and the next draft in preparation, linked by the first of the office.
async fn linked(app: &TestApp, office: &(Staff<'_>, Staff<'_>), slug: &str) -> String {
    app.open_consultation(slug).await;
    app.comment(slug, THIRD, &[("body", "Remedy without delay.")]).await;
    let id = app.comment_ids(slug).await.remove(0);
    office.0.submit(&desk(slug, &id), "/resolution", &[("decision", "accepted"), ("reason_en", "The text follows.")]).await.expect(303);
    office.1.submit(&desk(slug, &id), "/approval", &[]).await.expect(303);
    app.close_round();
    app.publish_comments(slug).await;
    office.1.submit(&format!("/en/staff/consultations/{slug}/comments"), "/answers", &[]).await.expect(303);
    app.draft(slug, "2", NEXT).await;
    let page = format!("/en/staff/consultations/{slug}/drafts/2/implementation");
    let action = html::form_starting(&office.0.get(&page).await.text(), "/implementation/");
    office.0.submit(&page, &action, &[("paragraph", &format!("n{THIRD}"))]).await.expect(303);
    page
}

on_both! {
    async fn names_are_confirmed_as_they_were_seen(app) {
        let office = app.office().await;
        let slug = app.open_consultation("renamed").await;
        let typed = [("body", BODY), ("group", "civil_society"), ("organisation", "Lamplight Network"), ("level", "organisation_only")];
        let (code, _) = app.comment(&slug, SECOND, &typed).await;
        let id = app.comment_ids(&slug).await.remove(0);
        let before = office.0.get(&desk(&slug, &id)).await.expect(200).says("Lamplight Network").text();
        amend(app, &code, &[("organisation", "Ministry of Canaries"), ("consent", "yes")]).await;
        let refused = send(&office.0, &before, "/confirmation", &[("how", "A letter")]).await.expect(409).says("has changed meanwhile").text();
        assert!(refused.contains("value=\"A letter\""), "what was typed is kept");
        office.0.submit(&desk(&slug, &id), "/confirmation", &[("how", "A letter")]).await.expect(303);
    }

    async fn what_is_held_back_is_let_go_as_it_was_seen(app) {
        let office = app.office().await;
        let slug = app.open_consultation("let-go").await;
        let (code, _) = app.comment(&slug, SECOND, &[("body", BODY)]).await;
        let id = app.comment_ids(&slug).await.remove(0);
        office.0.submit(&desk(&slug, &id), "/moderation", &[("hold_reason", "spam")]).await.expect(303);
        let before = office.0.get(&desk(&slug, &id)).await.expect(200).text();
        amend(app, &code, &[("body", "Nobody has looked at this yet."), ("consent", "yes")]).await;
        send(&office.0, &before, "/lifting", &[]).await.expect(409).says("has changed meanwhile");
        office.0.submit(&desk(&slug, &id), "/lifting", &[]).await.expect(303);
    }

    async fn a_change_is_checked_in_the_words_that_are_published(app) {
        let office = app.office().await;
        let editor = app.staff(Role::Editor).await;
        let page = linked(app, &office, "checked").await;
        let before = office.1.get(&page).await.expect(200).text();
        let draft = app.state.database.read(|conn| Ok::<_, AppError>(travaux::drafts::read::of_slug(conn, "checked")?.1.pop().unwrap().id)).await.unwrap();
        let other = String::from_utf8(NEXT.to_vec()).unwrap().replace("without delay", "in due course");
        let text = async |words: &str| { app.text(draft, travaux::language::Language::English, words.as_bytes()).await; };
        // The text was imported again while she looked: she has not seen these words.
        text(&other).await;
        send(&office.1, &before, "/verification", &[]).await.expect(409).says("Look at what is shown now");
        office.1.submit(&page, "/verification", &[]).await.expect(303);
        office.0.get(&page).await.expect(200).says("checked by a second staff member");
        // Checked, then changed: somebody has to look anew, and until then the record does not say it was checked.
        text(&other.replace("in due course", "when it suits")).await;
        office.0.get(&page).await.expect(200).says("has not checked them yet");
        let publication = "/en/staff/consultations/checked/drafts/2/publication";
        editor.submit(publication, "/publication", &[]).await.expect(303);
        let log = app.get("/en/consultations/checked/log").await.expect(200).says("The text follows.").says_not("checked by a second staff member");
        let reference = html::links(&log.text()).into_iter().find(|link| link.contains("/log/D1-")).unwrap();
        app.get(&reference).await.expect(200).says("when it suits").says_not("checked by a second staff member");
        // It can still be checked when the draft is public.
        office.1.submit(&page, "/verification", &[]).await.expect(303);
        app.get(&reference).await.expect(200).says("checked by a second staff member");
    }

    async fn a_point_whose_passage_is_gone_waits_again(app) {
        let office = app.office().await;
        let editor = app.staff(Role::Editor).await;
        let page = linked(app, &office, "passage").await;
        office.1.submit(&page, "/verification", &[]).await.expect(303);
        let draft = app.state.database.read(|conn| Ok::<_, AppError>(travaux::drafts::read::of_slug(conn, "passage")?.1.pop().unwrap().id)).await.unwrap();
        // The change was taken back.
        app.text(draft, travaux::language::Language::English, crate::support::participants::TEXT).await;
        office.0.get(&page).await.expect(200).says("One accepted point is not linked");
        let publication = "/en/staff/consultations/passage/drafts/2/publication";
        editor.submit(publication, "/publication", &[]).await.expect(303);
        app.get("/en/consultations/passage/log").await.expect(200).says("The text follows.").says("The change will come with a later draft").says_not("second staff member");
    }

    async fn a_point_is_linked_or_explained_but_not_both(app) {
        let office = app.office().await;
        let page = linked(app, &office, "both").await;
        let action = html::form_starting(&office.0.get(&page).await.text(), "/implementation/");
        let typed = [("paragraph", format!("n{THIRD}")), ("not_applied", "It was dropped.".to_owned())];
        let typed: Vec<(&str, &str)> = typed.iter().map(|(name, value)| (*name, value.as_str())).collect();
        office.0.submit(&page, &action, &typed).await.expect(422).says("Keep one of the two").says("It was dropped.");
    }

    async fn who_takes_something_back_while_it_is_published_finds_it_gone(app) {
        // The batch, the answers and the authors' own acts meet; whatever the order, what was taken back is not public.
        let office = app.office().await;
        let slug = app.open_consultation("turns").await;
        let mut codes = Vec::new();
        for number in 0..8 {
            codes.push(app.comment(&slug, [FIRST, SECOND][number % 2], &[("body", &format!("canarywords of {number}"))]).await.0);
        }
        let ids = app.comment_ids(&slug).await;
        for id in &ids {
            office.0.submit(&desk(&slug, id), "/resolution", &[("decision", "noted"), ("reason_en", "It was read.")]).await.expect(303);
            office.1.submit(&desk(&slug, id), "/approval", &[]).await.expect(303);
        }
        app.close_round();
        let pages: Vec<Answer> = {
            let mut pages = Vec::new();
            for code in &codes {
                pages.push(app.answers(code).await);
            }
            pages
        };
        let node = std::rc::Rc::new(app.second_node().await);
        let withdrawals: Vec<_> = pages.iter().map(|page| {
            let (action, fields) = filled(&page.text(), "/answers/withdrawal", &[]);
            let node = std::rc::Rc::clone(&node);
            spawn(async move { node.call(actix_web::test::TestRequest::post().uri(&action).set_form(fields)).await.expect(200) })
        }).collect();
        app.publish_comments(&slug).await;
        for withdrawal in withdrawals {
            withdrawal.await.unwrap();
        }
        let queue = office.1.get(&format!("/en/staff/consultations/{slug}/comments")).await.expect(200).text();
        assert!(!queue.contains("/comments/answers\""), "nothing is left to be answered in public");
        app.get(&format!("/en/consultations/{slug}/log")).await.expect(200).says_not("canarywords");
        app.get(&format!("/en/consultations/{slug}/log.csv")).await.expect(200).says_not("canarywords");
    }
}
