//! Tables that came by mail, from the form in which they are handed in to the comments that they become.

use travaux::accounts::model::Role;

use crate::on_both;
use crate::support::actors::{File, Staff};
use crate::support::app::Answer;
use crate::support::{TestApp, html, samples};

/// Opens a consultation, hands a table in, and returns the address of its page.
async fn hand_in(staff: &Staff<'_>, slug: &str, bytes: &[u8], fields: &[(&str, &str)]) -> String {
    let mut typed = vec![("sender", "Permanent Mission of Somewhere"), ("received_on", "2026-11-22")];
    typed.extend(fields);
    let page = format!("/en/staff/consultations/{slug}/tables");
    let answer = staff.upload(&page, "/tables", &typed, File { name: "table", bytes }).await.expect(303);
    answer.header("location").unwrap().to_owned()
}

async fn import(staff: &Staff<'_>, page: &str) -> Answer {
    staff.submit_to(page, "/choices", &format!("{page}/taking-over"), &[]).await
}

/// The values under the headings of the list of figures on a page.
fn figures(page: &Answer) -> Vec<String> {
    let text = page.text();
    let document = scraper::Html::parse_document(&text);
    let list = document.select(&html::selector("dl.facts-list")).next().unwrap();
    list.select(&html::selector("dd")).map(|value| value.text().collect()).collect()
}

const TABLE: &str = "Organisation,Section,Paragraph,Type,Comment,Proposed change,Decision,Observations\n\
Kenya,I. Scope,1,te,The first paragraph should name the field offices.,,Accepted in principle,The field is named.\n\
Riverbank Union,I. Scope,2,ed,Plain language helps nobody who cannot read it.,,,\n\
Riverbank Union,Annexes,,ge,The annexes repeat the text.,,,\n\
Riverbank Union,General,,ge,A glossary would help.,,TG 3: done,\n";

on_both! {
    async fn a_table_becomes_comments(app) {
        let staff = app.staff(Role::Analyst).await;
        let slug = app.open_consultation("tables").await;
        let page = hand_in(&staff, &slug, TABLE.as_bytes(), &[]).await;
        let shown = staff.get(&page).await.expect(200).says("Annexes").says("The draft has no such place").says("Kenya");
        assert_eq!(figures(&shown), ["4", "0", "0", "1"]);
        let taken = import(&staff, &page).await.expect(303);
        let result = staff.get(taken.header("location").unwrap()).await.expect(200).says("The annexes repeat the text").says("Answers proposed");
        assert_eq!(figures(&result), ["4", "0", "0", "2"]);
        assert_eq!(app.comment_ids(&slug).await.len(), 3);
        // What has no place is no comment, and is asked about on the desk; a person places it.
        let wrong = staff.submit(&page, "/places", &[("place_other_0", "77")]).await.expect(409).says("no place printed like that");
        drop(wrong);
        staff.submit(&page, "/places", &[("place_0", "draft")]).await.expect(303);
        assert_eq!(app.comment_ids(&slug).await.len(), 4);
        staff.get(&page).await.expect(200).says_not("The annexes repeat");
        // The table once more: nothing is new, wherever a person has placed it.
        let again = hand_in(&staff, &slug, TABLE.as_bytes(), &[]).await;
        assert_eq!(figures(&staff.get(&again).await.expect(200)), ["0", "0", "4", "0"]);
        import(&staff, &again).await.expect(303);
        assert_eq!(app.comment_ids(&slug).await.len(), 4);
        // A later state: one text is edited, one row gone, one new, one decided, one open again. Numbers do not count.
        let later = TABLE
            .replace("helps nobody who cannot read it", "helps nobody who cannot read it aloud")
            .replace("Accepted in principle,The field is named.", "Pending,")
            .replace("A glossary would help.,,TG 3: done,\n", "An index would be better than any list of words.,,,\n");
        let third = hand_in(&staff, &slug, later.as_bytes(), &[]).await;
        assert_eq!(figures(&staff.get(&third).await.expect(200)), ["1", "2", "1", "1", "1", "0"]);
        import(&staff, &third).await.expect(303).header("location").unwrap();
        staff.get(&third).await.expect(200).says("No longer in the table").says("open again");
        assert_eq!(app.comment_ids(&slug).await.len(), 5);
        // Sent twice, it is taken over once.
        staff.post(&format!("{third}/taking-over"), vec![]).await.expect(403);
    }

    async fn a_column_without_a_heading_is_named_in_the_language_of_the_page(app) {
        let staff = app.staff(Role::Analyst).await;
        let slug = app.open_consultation("unnamed").await;
        let table = "Section,,Comment\nGeneral,Kenya,A glossary would help.\n";
        let page = hand_in(&staff, &slug, table.as_bytes(), &[]).await;
        staff.get(&page.replace("/en/", "/ar/")).await.expect(200).says("العمود 2").says_not(">column 2<");
        // What a person says of it is kept for the next look.
        staff.submit(&page, "/choices", &[("role_2", "organisation")]).await.expect(303);
        let shown = staff.get(&page).await.expect(200).says("Column 2");
        let organisation = "value=\"organisation\" selected";
        assert!(shown.text().contains(organisation) && shown.text().contains("name=\"source_name_0\" value=\"Kenya\""));
    }

    async fn what_an_author_took_back_does_not_come_again(app) {
        let staff = app.staff(Role::Analyst).await;
        let slug = app.open_consultation("gone").await;
        let one = "Organisation,Section,Comment\nKenya,General,Kenyan canary of a comment.\n";
        let page = hand_in(&staff, &slug, one.as_bytes(), &[]).await;
        import(&staff, &page).await.expect(303);
        let code = crate::support::participants::code_on(&staff.submit(&page, "/code", &[]).await.expect(200));
        let own = app.answers(&code).await.expect(200);
        app.submit(&own, "/answers/erasure", &[("sure", "yes")]).await.expect(200);
        assert!(!crate::privacy::dump(app).await.contains("canary"));
        // The same table again brings nothing back; a new row of the same source is a contribution of its own.
        let again = hand_in(&staff, &slug, one.as_bytes(), &[]).await;
        import(&staff, &again).await.expect(303);
        assert!(!crate::privacy::dump(app).await.contains("canary"));
        let more = format!("{one}Kenya,General,Another word from Nairobi.\n");
        let third = hand_in(&staff, &slug, more.as_bytes(), &[]).await;
        import(&staff, &third).await.expect(303);
        let stored = crate::privacy::dump(app).await;
        assert!(stored.contains("Another word from Nairobi") && !stored.contains("canary"));
    }

    async fn what_an_author_changed_is_hers(app) {
        let staff = app.staff(Role::Analyst).await;
        let slug = app.open_consultation("hers").await;
        let one = "Organisation,Section,Comment\nKenya,General,A glossary would help everybody.\n";
        let page = hand_in(&staff, &slug, one.as_bytes(), &[]).await;
        import(&staff, &page).await.expect(303);
        let code = crate::support::participants::code_on(&staff.submit(&page, "/code", &[]).await.expect(200));
        // She changes her words by code, and meanwhile the office adds a row of hers.
        let preview = app.submit(&app.answers(&code).await.expect(200), "/submissions/preview", &[]).await.expect(200);
        let form = app.submit(&preview, "/submissions/comments", &[]).await.expect(200);
        let preview = app.submit(&form, "/submissions/preview", &[("body", "An index would help everybody."), ("consent", "yes")]).await.expect(200);
        let added = format!("{one}Kenya,General,Another word from Nairobi.\n");
        let second = hand_in(&staff, &slug, added.as_bytes(), &[]).await;
        import(&staff, &second).await.expect(303);
        app.submit(&preview, "/submissions/receipt", &[]).await.expect(200);
        let own = app.answers(&code).await.expect(200).says("An index would help").says("Another word from Nairobi");
        drop(own);
        // A later state of the table with a slip put right does not overwrite her words.
        let third = hand_in(&staff, &slug, added.replace("would help everybody", "would help everyone").as_bytes(), &[]).await;
        import(&staff, &third).await.expect(303);
        staff.get(&third).await.expect(200).says("Left as they are");
        app.answers(&code).await.expect(200).says("An index would help everybody.").says_not("everyone");
    }

    async fn the_desk_costs_the_same_however_much_came(app) {
        let staff = app.staff(Role::Analyst).await;
        let mut costs = Vec::new();
        for (slug, organisations) in [("few", 1), ("many", 6)] {
            let slug = app.open_consultation(slug).await;
            let row = |number: usize| format!("Organisation {number},General,Comment {number} on all of it.\nOrganisation {number},Annex {number},Another.\n");
            let table = format!("Organisation,Section,Comment\n{}", (0..organisations).map(row).collect::<String>());
            let page = hand_in(&staff, &slug, table.as_bytes(), &[]).await;
            import(&staff, &page).await.expect(303);
            if organisations > 1 {
                let other = hand_in(&staff, &slug, TABLE.as_bytes(), &[]).await;
                import(&staff, &other).await.expect(303);
            }
            let before = app.state.database.statements().total();
            let result = staff.get(&page).await.expect(200).text();
            assert_eq!(result.matches("/code\"").count(), organisations);
            let list = app.state.database.statements().total();
            staff.get(&format!("/en/staff/consultations/{slug}/tables")).await.expect(200);
            costs.push((list - before, app.state.database.statements().total() - list));
        }
        assert_eq!(costs[0], costs[1], "statements with one organisation and with six, with one table and with two");
    }

    async fn whoever_wrote_by_mail_gets_a_code(app) {
        let staff = app.staff(Role::Analyst).await;
        let slug = app.open_consultation("codes").await;
        let page = hand_in(&staff, &slug, TABLE.as_bytes(), &[]).await;
        import(&staff, &page).await.expect(303);
        let sheet = staff.submit(&page, "/code", &[]).await.expect(200).says("Print this page now");
        let first = crate::support::participants::code_on(&sheet);
        app.answers(&first).await.expect(200).says("The office made a code");
        // Another code makes the first one void.
        let second = crate::support::participants::code_on(&staff.submit(&page, "/code", &[]).await.expect(200));
        app.answers(&first).await.expect(422);
        let own = app.answers(&second).await.expect(200);
        // Its author takes it back; then nothing is updated any more, and no code is made.
        app.submit(&own, "/answers/withdrawal", &[("one", "")]).await.expect(200);
        staff.post(&html::form_starting(&staff.get(&page).await.text(), "/code"), vec![]).await.expect(403);
    }
}

on_both! {
    async fn the_consolidated_table_is_placed_as_counted(app) {
        let Some(bytes) = samples::read("uspki-certificate-policy/comments-consolidated-2017-11-13.xlsx") else { return };
        let text = samples::read("uspki-certificate-policy/certificate-policy_v0.1.md").unwrap();
        let staff = app.staff(Role::Analyst).await;
        let slug = app.consultation("uspki").await;
        app.draft(&slug, "1", &text).await;
        app.publish(&slug, "1").await;
        let now = app.state.clock.now();
        app.round(&slug, "1", now.plus_days(-1), now.plus_days(1)).await;
        let page = hand_in(&staff, &slug, &bytes, &[]).await;
        assert_eq!(figures(&staff.get(&page).await.expect(200)), ["469", "0", "0", "44"]);
        import(&staff, &page).await.expect(303);
        staff.get(&page).await.expect(200).says("Profiles").says("practice note");
        assert_eq!(app.comment_ids(&slug).await.len(), 469 - 44);
        let again = hand_in(&staff, &slug, &bytes, &[]).await;
        assert_eq!(figures(&staff.get(&again).await.expect(200)), ["0", "0", "469", "44"]);
    }
}
