//! The public pages: what they say, what they cost, what they do not give away.

use travaux::demo;

use crate::on_both;
use crate::support::html::links;

/// A text of so many numbered paragraphs under headings, with something changed in every seventh for draft 2.
fn long_text(paragraphs: usize, draft: usize) -> String {
    let mut text = String::from("# A long text\n\n");
    for number in 1..=paragraphs {
        if number % 20 == 1 {
            text.push_str(&format!("## Part {}\n\n", number / 20 + 1));
        }
        let change = if draft == 2 && number % 7 == 0 { " and publish what they find" } else { "" };
        text.push_str(&format!(
            "{number}. In case {number} entities should assess the impact of technology {number}{change} before they use it.\n\n"
        ));
    }
    text
}

on_both! {
    async fn the_demonstration_is_whole_in_all_languages(app) {
        demo::build(&app.state).await.unwrap();
        for language in ["en", "fr", "es", "ar", "zh", "ru"] {
            for path in ["/", "/about", "/privacy", "/accessibility", "/consultations/hrdd", "/consultations/data-access", "/consultations/hrdd/drafts/1", "/consultations/hrdd/drafts/3", "/consultations/hrdd/drafts/3?section=all", "/consultations/hrdd/drafts/3/paragraphs/30", "/consultations/hrdd/compare/1...3", "/consultations/hrdd/compare/2...3?view=side&only=changes"] {
                let answer = app.get(&format!("/{language}{path}")).await.expect(200);
                assert!(answer.header("set-cookie").is_none(), "{path}");
                assert!(!answer.text().contains("<script"), "{path}");
            }
        }
    }

    async fn every_link_of_the_public_pages_leads_somewhere(app) {
        demo::build(&app.state).await.unwrap();
        let mut seen: Vec<String> = vec!["/ar/".into()];
        let mut next = 0;
        while let Some(path) = seen.get(next).cloned() {
            next += 1;
            let answer = app.get(&path).await;
            assert!(matches!(answer.status, 200 | 302 | 303), "{path}: {}", answer.status);
            // One language is walked whole; the others are looked into from it.
            if !path.starts_with("/ar/") || path.contains("download") {
                continue;
            }
            for link in links(&answer.text()) {
                let link = link.split('#').next().unwrap_or_default().replace("&amp;", "&");
                let full = if link.starts_with('?') { format!("{}{link}", path.split('?').next().unwrap()) } else { link };
                if full.starts_with('/') && !seen.contains(&full) && seen.len() < 400 {
                    seen.push(full);
                }
            }
        }
        assert!(seen.len() > 150, "{}", seen.len());
    }

    async fn changes_carry_their_causes_and_lives_their_drafts(app) {
        demo::build(&app.state).await.unwrap();
        app.get("/en/consultations/hrdd/compare/2...3?only=changes").await.expect(200).says("Why did this change?").says("Moved and edited").says("Merged").says("1 removed");
        app.get("/en/consultations/hrdd/compare/3...2").await.expect(302);
        app.get("/en/consultations/hrdd/compare/1...3?only=changes").await.expect(200).says("Draft 1 compared with draft 3");
        app.get("/en/consultations/hrdd/drafts/3/paragraphs/30").await.expect(200).says("Zero draft").says("Second revised draft");
        // The search of a number that stands twice: the French page shows the French text.
        app.get("/fr/consultations/hrdd/drafts/3").await.expect(200).says("fait foi");
        app.get("/en/consultations/hrdd/drafts/3/download.md?language=fr").await.expect(200);
        app.get("/en/consultations/hrdd/drafts/3/download.exe").await.expect(404);
        app.get("/en/").await.expect(200).says("Open now").says("Forthcoming");
    }

    async fn a_page_costs_the_same_however_long_the_draft(app) {
        let mut costs: Vec<Vec<u64>> = Vec::new();
        for (slug, paragraphs) in [("short", 45), ("long", 1_400)] {
            app.consultation(slug).await;
            for draft in [1, 2] {
                app.draft(slug, &draft.to_string(), long_text(paragraphs, draft).as_bytes()).await;
                app.publish(slug, &draft.to_string()).await;
            }
            let mut own = Vec::new();
            for path in ["", "/drafts/2", "/drafts/2?section=all", "/drafts/2/paragraphs/9", "/compare/1...2?only=changes"] {
                let path = format!("/en/consultations/{slug}{path}");
                let before = app.state.database.statements().total();
                app.get(&path).await.expect(200);
                let cold = app.state.database.statements().total();
                app.get(&path).await.expect(200);
                let warm = app.state.database.statements().total();
                assert!(warm - cold <= 1, "{path} warm: {}", warm - cold);
                own.push(cold - before);
            }
            costs.push(own);
        }
        assert_eq!(costs[0], costs[1], "statements at 45 and at 1,400 paragraphs");
        assert!(costs[0].iter().all(|cost| *cost <= 16), "{costs:?}");
    }

    async fn the_log_costs_the_same_however_many_comments(app) {
        use travaux::demo::generate::{Plan, consultation};
        let mut costs = Vec::new();
        for (slug, comments) in [("few", 60), ("many", 900)] {
            consultation(&app.state, slug, &Plan { drafts: 2, comments, seed: 3 }).await.unwrap();
            let mut own = Vec::new();
            for query in ["", "?draft=1", "?q=remedy", "?decision=noted&group=academia"] {
                let before = app.state.database.statements().total();
                app.get(&format!("/en/consultations/{slug}/log{query}")).await.expect(200);
                own.push(app.state.database.statements().total() - before);
            }
            costs.push(own);
            // Every page of the log, once each, is the whole log.
            let mut path = format!("/en/consultations/{slug}/log");
            let mut references = std::collections::BTreeSet::new();
            loop {
                let html = app.get(&path).await.expect(200).text();
                let links = crate::support::html::links(&html);
                references.extend(links.iter().filter(|link| link.contains("/log/D")).cloned());
                let Some(next) = links.iter().find(|link| link.contains("page=")) else { break };
                path = format!("/en/consultations/{slug}/log{next}");
            }
            assert_eq!(references.len(), comments);
            let csv = app.get(&format!("/en/consultations/{slug}/log.csv")).await.expect(200).text();
            assert_eq!(csv.lines().count(), comments + 1);
            let json: serde_json::Value = serde_json::from_slice(&app.get(&format!("/en/consultations/{slug}/log.json")).await.expect(200).bytes).unwrap();
            assert_eq!(json.as_array().unwrap().len(), comments);
        }
        assert_eq!(costs[0], costs[1]);
        // A draft that was chosen adds its places to choose from.
        assert_eq!(costs[0], [3, 4, 2, 3]);
    }

    async fn a_long_draft_is_served_by_pages_that_are_light(app) {
        app.consultation("long").await;
        app.draft("long", "1", long_text(1_400, 1).as_bytes()).await;
        app.publish("long", "1").await;
        let first = app.get("/en/consultations/long/drafts/1").await.expect(200).says("The whole text on one page").says("Next page");
        assert!(!first.text().contains("In case 1400 "));
        let brotli = actix_web::test::TestRequest::get().uri("/en/consultations/long/drafts/1").insert_header(("accept-encoding", "br"));
        assert!(app.call(brotli).await.expect(200).bytes.len() < 30_000);
        app.get("/en/consultations/long/drafts/1?section=all").await.expect(200).says("In case 1400 ");
        app.get("/en/consultations/long/drafts/1?section=1300").await.expect(200);
    }

    async fn what_is_not_published_is_nowhere(app) {
        app.consultation("secret").await;
        app.draft("secret", "1", b"# Canary\n\n1. The canary sings in the mine.\n").await;
        for path in ["/en/", "/en/consultations/secret"] {
            app.get(path).await.expect(200).says_not("canary");
        }
        for path in ["/en/consultations/secret/drafts/1", "/en/consultations/secret/drafts/1/paragraphs/2", "/en/consultations/secret/drafts/1/download.md", "/en/consultations/secret/compare/1...1"] {
            app.get(path).await.expect(404).says_not("canary");
        }
    }

    async fn a_comment_on_a_section_is_seen_at_its_heading_and_found_by_its_place(app) {
        let slug = app.open_consultation("places").await;
        let form = app.comment_form(&slug, "section", 2).await;
        let preview = app.submit(&form, "/submissions/preview", &[("body", "On the whole scope."), ("consent", "yes")]).await.expect(200);
        app.submit(&preview, "/submissions/receipt", &[]).await.expect(200);
        app.comment(&slug, 4, &[("body", "Of another place.")]).await;
        app.close_round();
        app.publish_comments(&slug).await;
        let html = app.get(&format!("/en/consultations/{slug}/drafts/1")).await.expect(200).text();
        let (_, heading) = html.split_once("Scope</h").unwrap();
        assert!(heading.split_once("</div>").unwrap().0.contains("\u{2068}1\u{2069} comment"), "{heading}");
        // The log offers the places of the draft that was chosen, and finds what was said there.
        let log = format!("/en/consultations/{slug}/log");
        app.get(&log).await.expect(200).says_not("Section I. Scope</option>");
        let chosen = app.get(&format!("{log}?draft=1&paragraph=2")).await.expect(200).says("On the whole scope.").says_not("Of another place.");
        assert!(chosen.text().contains("<option value=\"2\" selected"));
        app.get(&format!("{log}?paragraph=2")).await.expect(404);
        // Whoever reads in Arabic reads the text in the language of the comment, and says which.
        let entry = crate::support::html::links(&chosen.text()).into_iter().find(|link| link.contains("/log/D1-")).unwrap().replace("/en/", "/ar/");
        let arabic = app.get(&entry).await.expect(200).text();
        assert!(arabic.contains("<html lang=\"ar\" dir=\"rtl\"") && arabic.contains("class=\"panel quoted\" lang=\"en\" dir=\"ltr\""), "{arabic}");
    }

    async fn hostile_words_stay_words(app) {
        app.consultation("hostile").await;
        app.draft("hostile", "1", "# <b>x</b>\n\n1. <img src=x onerror=alert(1)> and {{t}} & [x](javascript:alert(1)) \u{202e}txet\n".as_bytes()).await;
        app.publish("hostile", "1").await;
        let page = app.get("/en/consultations/hostile/drafts/1?section=1%22%3E%3Cscript%3E").await.expect(404);
        assert!(!page.text().contains("<script"));
        let page = app.get("/en/consultations/hostile/drafts/1").await.expect(200).text();
        assert!(!page.contains("<img") && !page.contains("javascript:"));
    }

    async fn odd_requests_get_a_page_in_the_language_of_the_address(app) {
        app.consultation("odd").await;
        app.draft("odd", "1", b"# T\n\n1. One.\n").await;
        app.publish("odd", "1").await;
        for (path, status) in [
            ("/fr/consultations/a%0d%0ab/compare/3...2", 404),
            ("/fr/consultations/odd/drafts/1?section=1&section=2", 400),
            ("/fr/consultations/odd/drafts/1/paragraphs/2147483648", 404),
            ("/fr/consultations/odd/drafts/1/paragraphs/-1", 404),
        ] {
            let answer = app.get(path).await.expect(status);
            assert!(answer.text().contains("<html lang=\"fr\""), "{path}");
        }
        let head = app.call(actix_web::test::TestRequest::default().method(actix_web::http::Method::HEAD).uri("/fr/consultations/odd/drafts/1")).await;
        assert_eq!(head.status, 200);
        let back = app.get("/fr/consultations/odd/compare/3...2?only=changes&view=side").await.expect(302);
        assert_eq!(back.header("location"), Some("/fr/consultations/odd/compare/2...3?only=changes&view=side"));
    }
}
