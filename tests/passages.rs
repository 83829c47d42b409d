//! Quoted passages found again in the next draft, and comments that lose their place, said before and after publication.

use travaux::accounts::model::Role;

use crate::on_both;
use crate::support::html;
use crate::support::participants::{FIRST, NEXT, SECOND, THIRD};

/// The third paragraph is gone, a passage of the second says something else.
const SHORTER: &[u8] = b"# Guidance\n\n## I. Scope\n\n1. Entities should assess the impact of every technology before they use it.\n\n2. Findings are published in plain words which everybody can understand.\n";

on_both! {
    async fn a_quoted_passage_is_found_again_or_said_to_be_gone(app) {
        let office = app.office().await;
        let slug = app.open_consultation("passages").await;
        for (at, quote) in [
            (FIRST, "the IMPACT of every technology"),
            (SECOND, "in a form that those affected can understand"),
            (THIRD, "everybody"),
            (FIRST, "words that stand nowhere"),
        ] {
            app.comment(&slug, at, &[("body", "About this passage."), ("quote", quote)]).await;
        }
        app.close_round();
        app.publish_comments(&slug).await;
        app.draft(&slug, "2", SHORTER).await;
        let publication = format!("/en/staff/consultations/{slug}/drafts/2/publication");
        let page = office.0.get(&publication).await.expect(200).says("One comment on the draft before loses its place.").says("its paragraph is removed");
        let lost = html::links(&page.text()).into_iter().find(|link| link.contains("/comments/")).unwrap();
        office.0.get(&lost).await.expect(200).says("everybody");
        // Before publication the public learns nothing of the next draft.
        let entries = html::links(&app.get(&format!("/en/consultations/{slug}/log")).await.text());
        let mut entries: Vec<String> = entries.into_iter().filter(|link| link.contains("/log/D1-") && !link.contains('#')).collect();
        entries.sort();
        entries.dedup();
        assert_eq!(entries.len(), 4);
        for entry in &entries {
            app.get(entry).await.expect(200).says_not("The passage quoted");
        }
        app.staff(Role::Editor).await.submit(&publication, "/publication", &[("acknowledged_open", "4"), ("acknowledged", "9")]).await.expect(303);
        let mut seen = Vec::new();
        for entry in &entries {
            let text = app.get(entry).await.expect(200).text();
            let fate = [
                ("\"passage\">the impact", "It stands there word for word."),
                ("\"passage\">in a form", "It was changed:"),
                ("\"passage\">everybody", "It is no longer there."),
                ("\"passage\">words that stand", ""),
            ];
            let (words, said) = fate.into_iter().find(|(words, _)| text.to_lowercase().contains(words)).unwrap();
            assert_eq!(text.contains("The passage quoted"), !said.is_empty(), "{words}");
            assert!(text.contains(said), "{words}: {text}");
            seen.push(words);
        }
        seen.sort_unstable();
        seen.dedup();
        assert_eq!(seen.len(), 4);
    }

    async fn the_wording_that_was_proposed_is_shown_first_where_it_came_to_stand(app) {
        let office = app.office().await;
        let slug = app.open_consultation("adoption").await;
        // Proposed at the first paragraph, taken up in the third.
        let proposed = "Entities should assess the impact of every technology without delay and before they use it.";
        app.comment(&slug, FIRST, &[("body", "Say when."), ("proposed", proposed)]).await;
        let id = app.comment_ids(&slug).await.remove(0);
        let desk = format!("/en/staff/consultations/{slug}/comments/{id}");
        office.0.submit(&desk, "/resolution", &[("decision", "accepted"), ("reason_en", "The text follows.")]).await.expect(303);
        office.1.submit(&desk, "/approval", &[]).await.expect(303);
        app.close_round();
        app.publish_comments(&slug).await;
        office.1.submit(&format!("/en/staff/consultations/{slug}/comments"), "/answers", &[]).await.expect(303);
        app.draft(&slug, "2", NEXT).await;
        let page = office.0.get(&format!("/en/staff/consultations/{slug}/drafts/2/implementation")).await.expect(200).text();
        let (_, choices) = page.split_once("<legend>").unwrap();
        let (first, rest) = choices.split_once("</label>").unwrap();
        assert!(first.contains(&format!("value=\"n{THIRD}\"")) && first.contains("per cent of the proposed words now stand here"), "{first}");
        assert!(!rest.contains("of the proposed words"));
    }
}
