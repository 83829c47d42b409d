//! A translation beside its authoritative text: what does not agree is listed, a person says what belongs where, and a comment on
//! the translation is a comment on the paragraph.

use travaux::accounts::model::Role;
use travaux::drafts;
use travaux::language::Language;

use crate::on_both;
use crate::support::participants::{FIRST, SECOND, THIRD};

/// The second paragraph stands twice, the third is not there.
const FRENCH: &str = "# Orientations\n\n## I. Portée\n\n1. Les entités devraient évaluer les effets de chaque technologie avant de l’utiliser.\n\n2. Les conclusions sont publiées sous une forme compréhensible.\n\nElles le sont pour les personnes concernées.\n";

on_both! {
    async fn what_does_not_agree_is_listed_and_corrected(app) {
        let editor = app.staff(Role::Editor).await;
        app.consultation("pairs").await;
        let draft = app.draft("pairs", "1", b"# Guidance\n\n## I. Scope\n\n1. Entities should assess the impact of every technology before they use it.\n\n2. Findings are published in a form that those affected can understand.\n\n3. Remedy should be available to everybody.\n").await;
        app.text(draft, Language::French, FRENCH.as_bytes()).await;
        let page = "/en/staff/consultations/pairs/drafts/1/versions/fr";
        editor.get("/en/staff/consultations/pairs/drafts/1").await.expect(200).says("Beside the authoritative text");
        editor.get(page).await.expect(200).says("Its number or level is another").says("Elles le sont").says("Remedy should be");
        // What she types is kept where it is refused.
        let wrong = editor.submit(page, "/versions/fr/5", &[("first", "77")]).await.expect(422).says("This draft has no such paragraph");
        assert!(wrong.text().contains("value=\"77\""));
        editor.submit(page, "/versions/fr/5", &[("first", "x")]).await.expect(422);
        // The last passage of the translation belongs to the second paragraph too.
        editor.submit(page, "/versions/fr/5", &[("first", &SECOND.to_string()), ("last", "")]).await.expect(303);
        editor.get(page).await.expect(200).says_not("Elles le sont").says("Remedy should be").says("This paragraph has no translation");
        editor.get(&format!("{page}?show=all")).await.expect(200).says("Confirmed by a person");
        // It stays so when the translation, or the authoritative text, is imported again.
        app.text(draft, Language::French, FRENCH.replace("compréhensible", "que chacun comprend").as_bytes()).await;
        app.text(draft, Language::English, b"# Guidance\n\n## I. Scope\n\nA new passage that is not yet translated into any language.\n\n1. Entities should assess the impact of every technology before they use it.\n\n2. Findings are published in a form that those affected can understand.\n\n3. Remedy should be available to everybody.\n").await;
        let pairing = app.state.database.read(move |conn| drafts::pairing(conn, draft, Language::French)).await.unwrap();
        assert_eq!(pairing.blocks[4].owner, Some((travaux::ids::Ordinal(SECOND + 1), travaux::ids::Ordinal(SECOND + 1))));
        app.publish("pairs", "1").await;
        editor.get(page).await.expect(200).says_not("It belongs there");
        app.staff(Role::Auditor).await.get(page).await.expect(200);
        app.get(page).await.expect(303);
    }

    async fn a_comment_on_a_translation_is_one_on_the_paragraph(app) {
        let editor = app.staff(Role::Editor).await;
        let slug = app.open_consultation("bilingual").await;
        let french = FRENCH.replace("\n\nElles le sont pour les personnes concernées.", "\n\n3. Les voies de recours devraient être ouvertes à tous.");
        let draft = app.state.database.read(|conn| drafts::read::at(conn, "bilingual", drafts::model::DraftNumber::parse("1").unwrap())).await.unwrap().1;
        app.text(draft.id, Language::French, french.as_bytes()).await;
        editor.submit("/en/staff/consultations/bilingual/drafts/1", "/publication/fr", &[]).await.expect(303);
        let page = app.get(&format!("/fr/consultations/{slug}/drafts/1/paragraphs/{THIRD}")).await.expect(200).says("voies de recours");
        let form = app.get(&crate::support::html::links(&page.text()).into_iter().find(|link| link.contains("target=paragraph")).unwrap()).await.expect(200).says("voies de recours");
        let preview = app.submit(&form, "/submissions/preview", &[("body", "Lesquelles ?"), ("quote", "voies de recours"), ("consent", "yes")]).await.expect(200);
        app.submit(&preview, "/submissions/receipt", &[]).await.expect(200);
        app.close_round();
        app.publish_comments(&slug).await;
        app.get(&format!("/en/consultations/{slug}/drafts/1/paragraphs/{THIRD}")).await.expect(200).says("Lesquelles").says("Remedy");
        app.get(&format!("/en/consultations/{slug}/drafts/1/paragraphs/{FIRST}")).await.expect(200).says_not("Lesquelles");
    }
}
