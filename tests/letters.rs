//! Letters: kept whole, their points made into comments, shown as far as their senders agreed, answered.

use travaux::accounts::model::Role;

use crate::on_both;
use crate::support::TestApp;
use crate::support::actors::{File, Staff};
use crate::support::app::Answer;
use crate::support::participants::code_on;

const LETTER: &str = "Subject: Draft 1\nFrom: Ana Ndege <ana@riverbank.example>\n\nDear colleagues,\n\nParagraph 1 does not say who assesses the impact.\nWe suggest that the entity does.\n\nPlain language in paragraph 2 helps everybody.\n\nCall me on +254 20 123 4567.\n\nAna Ndege, Riverbank Union\n";

/// Takes a letter in and returns the address of its page.
async fn take_in(staff: &Staff<'_>, slug: &str, fields: &[(&str, &str)], bytes: &[u8]) -> Answer {
    let mut typed = vec![("sender", "Riverbank Union, Ana Ndege"), ("received_on", "2026-11-22"), ("group", "civil_society")];
    typed.extend(fields);
    staff.upload(&format!("/en/staff/consultations/{slug}/letters"), "/letters", &typed, File { name: "letter.eml", bytes }).await
}

/// A PDF of two lines, with its table of places computed.
fn pdf(content: &str) -> Vec<u8> {
    let objects = [
        "<< /Type /Catalog /Pages 2 0 R >>".to_owned(),
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>".to_owned(),
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F 5 0 R >> /XObject << /X 6 0 R >> >> >>".to_owned(),
        format!("<< /Length {} >>\nstream\n{content}\nendstream", content.len()),
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>".to_owned(),
        "<< /Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /X 6 0 R >> >> /Length 5 >>\nstream\n/X Do\nendstream".to_owned(),
    ];
    let mut out = b"%PDF-1.4\n".to_vec();
    let mut places = Vec::new();
    let harmless = !content.contains("Do");
    for (index, object) in objects.iter().enumerate() {
        let object = if harmless { object.replace("/XObject << /X 6 0 R >>", "").replace("/X Do", "     ") } else { object.clone() };
        places.push(out.len());
        out.extend(format!("{} 0 obj\n{object}\nendobj\n", index + 1).into_bytes());
    }
    let table = out.len();
    out.extend(format!("xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1).into_bytes());
    for place in places {
        out.extend(format!("{place:010} 00000 n \n").into_bytes());
    }
    out.extend(format!("trailer << /Size {} /Root 1 0 R >>\nstartxref\n{table}\n%%EOF", objects.len() + 1).into_bytes());
    out
}

impl TestApp {
    /// Everything in the database file or the dump, to look for words that must not stand there.
    async fn stored(&self, words: &str) -> bool {
        let rows = crate::privacy::dump(self).await;
        rows.contains(words)
    }
}

on_both! {
    async fn a_letter_becomes_comments_and_is_answered(app) {
        let (analyst, approver) = app.office().await;
        let slug = app.open_consultation("letters").await;
        let taken = take_in(&analyst, &slug, &[], LETTER.as_bytes()).await.expect(303);
        let page = taken.header("location").unwrap().to_owned();
        let shown = analyst.get(&page).await.expect(200).says("We suggest that the entity does").says("Riverbank Union, Ana Ndege").says("Draft 1");
        assert!(!shown.text().contains("ana@riverbank.example"), "addresses stay in the original");
        let original = analyst.get(&format!("{page}/original")).await.expect(200);
        assert_eq!(original.bytes, LETTER.as_bytes());
        // Neither the sender nor the original can be read in the database.
        assert!(!app.stored("ana@riverbank.example").await);
        assert!(!app.stored("Riverbank Union, Ana").await);
        assert!(!app.stored("20 123 4567").await, "before it is cleaned, its text cannot be read there either");
        // Its points, in its own words.
        analyst.submit(&page, "/points", &[("place", "3")]).await.expect(422).says("Tick the paragraphs");
        analyst.submit(&page, "/points", &[("p_1", "yes"), ("p_3", "yes"), ("place", "3")]).await.expect(422).says("follow one another");
        let refused = analyst.submit(&page, "/points", &[("p_2", "yes"), ("words", "The entity must"), ("place", "3")]).await.expect(422);
        assert!(refused.says("do not stand in the ticked").text().contains("The entity must"));
        analyst.submit(&page, "/points", &[("p_2", "yes"), ("place", "3"), ("kind", "substantive")]).await.expect(303);
        analyst.submit(&page, "/points", &[("p_3", "yes"), ("place", "4")]).await.expect(303);
        analyst.get(&page).await.expect(200).says("Points: 2").says("Point 2");
        let ids = app.comment_ids(&slug).await;
        assert_eq!(ids.len(), 2);
        // The text is cleaned; whoever has an old page does not overwrite it.
        let form = crate::support::html::form(&analyst.get(&page).await.text(), "/text").fields;
        analyst.submit(&page, "/text", &[("text_4", ""), ("text_5", "Riverbank Union")]).await.expect(303);
        analyst.post(&format!("{page}/text"), form).await.expect(409).says("changed the text");
        // It is shown only when its points are public.
        analyst.submit(&page, "/release", &[]).await.expect(409).says("once its round has closed");
        app.close_round();
        app.publish_comments(&slug).await;
        analyst.submit(&page, "/release", &[]).await.expect(303);
        let list = app.get(&format!("/en/consultations/{slug}/contributions")).await.expect(200).says("Not named").says_not("Ana Ndege").says_not("4567");
        let link = crate::support::html::links(&list.text()).into_iter().find(|link| link.contains("/contributions/")).unwrap();
        app.get(&link).await.expect(200).says("We suggest that the entity does").says_not("4567").says("not answered yet");
        app.get(&format!("/ar/consultations/{slug}")).await.expect(200).says("المساهمات الواردة");
        // Answered by two people, the answer goes out as a file and as a mail.
        for id in &ids {
            let comment = format!("/en/staff/consultations/{slug}/comments/{id}");
            analyst.submit(&comment, "/resolution", &[("decision", "accepted"), ("reason_en", "The text says so now.")]).await.expect(303);
            approver.submit(&comment, "/approval", &[]).await.expect(303);
        }
        approver.submit(&format!("/en/staff/consultations/{slug}/comments"), "/answers", &[]).await.expect(303);
        app.get(&link).await.expect(200).says("Accepted");
        analyst.get(&page).await.expect(200).says("Answered so far: 2 of 2");
        let answer = analyst.get(&format!("{page}/answer.docx")).await.expect(200);
        let read = travaux::text::prose::read(&answer.bytes).unwrap().paragraphs.join("\n");
        assert!(read.contains("The text says so now.") && read.contains("We suggest that the entity does") && read.contains("Riverbank Union"));
        analyst.submit(&page, "/mails", &[("address", "nobody")]).await.expect(422).says("not a mail address");
        analyst.submit(&page, "/mails", &[("address", "ana@riverbank.example")]).await.expect(303);
        app.worker().work_off().await.unwrap();
        let mails = app.mails.lock().unwrap().clone();
        assert!(mails[0].text.contains("The text says so now.") && mails[0].text.contains("Accepted"));
        assert!(!app.stored("ana@riverbank.example").await, "the address is gone with the mail");
        // Its author comes back with her code and has everything erased: the letter too.
        let code = code_on(&analyst.submit(&page, "/code", &[]).await.expect(200));
        let own = app.answers(&code).await.expect(200).says("The text says so now");
        app.submit(&own, "/answers/erasure", &[("sure", "yes")]).await.expect(200);
        app.get(&link).await.expect(404);
        app.get(&format!("/en/consultations/{slug}/contributions")).await.expect(200).says("No letter may be shown");
        analyst.get(&format!("{page}/original")).await.expect(404);
        assert!(!app.stored("We suggest that the entity does").await);
    }

    async fn what_its_sender_lowers_is_shown_no_longer(app) {
        let (analyst, _) = app.office().await;
        let slug = app.open_consultation("lowered").await;
        let named = [("organisation", "Riverbank Union"), ("level", "organisation_only"), ("confirmed_how", "official mail"), ("letter", "Paragraph 1 is vague.\n\nParagraph 2 is not.")];
        let page = take_in(&analyst, &slug, &named, b"").await.expect(303).header("location").unwrap().to_owned();
        analyst.submit(&page, "/points", &[("p_0", "yes"), ("place", "3")]).await.expect(303);
        // A mark that was made by mistake is taken away again.
        analyst.submit(&page, "/removal", &[]).await.expect(303);
        analyst.submit(&page, "/points", &[("p_0", "yes"), ("place", "3")]).await.expect(303);
        app.close_round();
        app.publish_comments(&slug).await;
        analyst.submit(&page, "/release", &[]).await.expect(303);
        let list = format!("/en/consultations/{slug}/contributions");
        app.get(&list).await.expect(200).says("Riverbank Union");
        let code = code_on(&analyst.submit(&page, "/code", &[]).await.expect(200));
        let own = app.answers(&code).await.expect(200);
        app.submit(&own, "/answers/level", &[("new_level", "group_only"), ("one", "")]).await.expect(200);
        app.get(&list).await.expect(200).says_not("Riverbank Union").says_not("vague");
        // Released anew it has no name; of who wants nothing published, nothing is.
        analyst.submit(&page, "/release", &[]).await.expect(303);
        app.get(&list).await.expect(200).says("vague").says_not("Riverbank Union");
        let own = app.answers(&code).await.expect(200);
        app.submit(&own, "/answers/level", &[("new_level", "not_published"), ("one", "")]).await.expect(200);
        app.get(&list).await.expect(200).says_not("vague");
        analyst.get(&page).await.expect(200).says("wants nothing of it published");
    }

    async fn what_is_no_letter_is_refused(app) {
        let (analyst, _) = app.office().await;
        let slug = app.open_consultation("refused").await;
        take_in(&analyst, &slug, &[], b"").await.expect(422).says("Choose a file, or paste");
        take_in(&analyst, &slug, &[], &[0; 64]).await.expect(422).says("not a letter that can be read");
        take_in(&analyst, &slug, &[("received_on", "2027-01-01"), ("letter", "FormData and kept.")], b"").await.expect(422).says("still to come").says("FormData and kept");
        take_in(&analyst, &slug, &[("received_on", "2025-01-01"), ("letter", "Words.")], b"").await.expect(422).says("had not opened");
        let page = take_in(&analyst, &slug, &[], &pdf("BT /F 12 Tf 72 720 Td (Paragraph 1 needs a date.) Tj ET")).await.expect(303);
        analyst.get(page.header("location").unwrap()).await.expect(200).says("Paragraph 1 needs a date.");
        take_in(&analyst, &slug, &[], &pdf("/X Do")).await.expect(422).says("that no document is");
        app.staff(Role::Auditor).await.get(page.header("location").unwrap()).await.expect(200).says_not("Make it a comment");
        app.get(page.header("location").unwrap()).await.expect(303);
    }

    async fn the_desk_and_the_record_cost_the_same_however_many_letters(app) {
        let (analyst, _) = app.office().await;
        let mut pages: Vec<(String, Vec<String>)> = Vec::new();
        for (slug, letters) in [("few", 1), ("many", 5)] {
            let slug = app.open_consultation(slug).await;
            let mut own = Vec::new();
            for number in 0..letters {
                let words = format!("Letter {number} on paragraph 1.");
                let page = take_in(&analyst, &slug, &[("letter", &words)], b"").await.expect(303).header("location").unwrap().to_owned();
                analyst.submit(&page, "/points", &[("p_0", "yes"), ("place", "3")]).await.expect(303);
                own.push(page);
            }
            pages.push((slug, own));
        }
        app.close_round();
        let mut costs = Vec::new();
        for (slug, own) in &pages {
            app.publish_comments(slug).await;
            for page in own {
                analyst.submit(page, "/release", &[]).await.expect(303);
            }
            let before = app.state.database.statements().total();
            analyst.get(&format!("/en/staff/consultations/{slug}/letters")).await.expect(200).says("Points: 1");
            let desk = app.state.database.statements().total();
            let list = app.get(&format!("/en/consultations/{slug}/contributions")).await.expect(200).text();
            assert_eq!(list.matches("on paragraph 1.").count(), own.len());
            costs.push((desk - before, app.state.database.statements().total() - desk));
        }
        assert_eq!(costs[0], costs[1], "statements with one letter and with five");
    }
}
