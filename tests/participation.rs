//! Taking part: the form, preview, sending, coming back, amending, withdrawing; deadlines; bad input.

use actix_web::test::TestRequest;
use diesel::prelude::*;
use travaux::drafts::model::{Audience, NewRound, Publication};
use travaux::each_backend;
use travaux::error::AppError;
use travaux::schema::{comments, submissions};

use crate::on_both;
use crate::support::TestApp;
use crate::support::app::Node;
use crate::support::html;
use crate::support::participants::{FIRST, SECOND, THIRD, code_on};

/// How many submissions and comments there are.
async fn counts(app: &TestApp) -> (i64, i64) {
    app.state
        .database
        .read(|conn| {
            let sent = each_backend!(conn, |c| submissions::table.count().get_result(c))?;
            let comments = each_backend!(conn, |c| comments::table.count().get_result(c))?;
            Ok::<_, AppError>((sent, comments))
        })
        .await
        .unwrap()
}

const BODY: &str = "The text should say when the assessment is to be repeated.";

on_both! {
    async fn two_comments_are_kept_previewed_sent_and_amended(app) {
        let slug = app.open_consultation("whole").await;
        let form = app.comment_form(&slug, "paragraph", SECOND).await;
        assert_eq!(form.header("cache-control"), Some("no-store"));
        assert_eq!(form.header("set-cookie"), None);
        let form = form.says("Paragraph 2").says("Findings are published").says("This is not a vote");
        let code = code_on(&form);
        let typed = [("body", BODY), ("comment_reason", "Things change."), ("theme_remedy", "yes"), ("group", "civil_society"), ("region", "africa")];
        let kept = app.submit_to(&form, "/submissions/preview", "/en/submissions", &typed).await.expect(200).says("One comment is kept");
        assert_eq!(code_on(&kept), code);
        // Another comment under the same code, from the page of what is kept: on the gap after paragraph 3.
        let fields = html::form(&kept.text(), "/submissions/comments").fields;
        let of = |name: &str| fields.iter().find(|(known, _)| known == name).unwrap().1.clone();
        let hidden = [("code", of("code")), ("token", of("token")), ("round", of("round")), ("target", "gap".into()), ("at", THIRD.to_string())];
        let second = app.call(TestRequest::post().uri("/en/submissions/comments").set_form(hidden)).await.expect(200);
        let second = second.says("Something is missing after paragraph 3");
        assert_eq!(code_on(&second), code);
        let typed = [("body", "A paragraph on children is missing."), ("consent", "yes")];
        let preview = app.submit(&second, "/submissions/preview", &typed).await.expect(200);
        let preview = preview.says(BODY).says("Things change.").says("A paragraph on children").says("Civil society organisation").says("Access to remedy");
        assert_eq!(counts(app).await, (0, 0), "nothing is sent by a preview");
        let receipt = app.submit(&preview, "/submissions/receipt", &[]).await.expect(200);
        let receipt = receipt.says("with 2 comments has been received and stored");
        assert_eq!(code_on(&receipt), code);
        assert_eq!(counts(app).await, (1, 2));
        // The reply was cut, the page refreshed, the form sent again from another node: one submission.
        app.submit(&preview, "/submissions/receipt", &[]).await.expect(200).says("received and stored");
        let node = app.second_node().await;
        let (action, fields) = crate::support::http::filled(&preview.text(), "/submissions/receipt", &[]);
        node.call(TestRequest::post().uri(&action).set_form(fields)).await.expect(200).says("received and stored");
        assert_eq!(counts(app).await, (1, 2));
        assert_eq!(app.leaves("comment").await.len(), 2);
        // Back by the code, however it is written; amended: one comment changed, one taken out, one added.
        let arabic: String = code.chars().map(|c| c.to_digit(10).map_or(c, |d| char::from_u32(0x660 + d).unwrap())).collect();
        let own = app.answers(&arabic).await.expect(200).says("Your contribution has been received").says(BODY);
        let preview = app.submit(&own, "/submissions/preview", &[]).await.expect(200).says("You have sent a contribution under this code before");
        let form = app.submit(&preview, "/submissions/comments", &[]).await.expect(200).says("Paragraph 2");
        let preview = app.submit(&form, "/submissions/preview", &[("body", "It should say so twice.")]).await.expect(200);
        app.answers(&code).await.expect(200).says("that you have not sent").says(BODY);
        app.submit(&preview, "/submissions/receipt", &[]).await.expect(200).says("Your changed contribution with 2 comments");
        app.answers(&code).await.expect(200).says("It should say so twice.").says_not("when the assessment is to be repeated");
        assert_eq!(counts(app).await, (1, 2));
        assert_eq!(app.leaves("amendment").await.len(), 1);
        // Leaves and facts agree.
        assert_eq!(app.leaves("comment").await.len(), 2);
    }

    async fn a_code_of_another_form_takes_the_comment(app) {
        let slug = app.open_consultation("joined").await;
        let first = app.comment_form(&slug, "paragraph", FIRST).await;
        let code = code_on(&first);
        app.submit_to(&first, "/submissions/preview", "/en/submissions", &[("body", BODY)]).await.expect(200);
        let second = app.comment_form(&slug, "draft", 0).await;
        let typed = [("body", "In general I agree."), ("own_code", code.as_str())];
        for _ in 0..2 {
            // Sent twice it is there once.
            let kept = app.submit_to(&second, "/submissions/preview", "/en/submissions", &typed).await.expect(200);
            assert_eq!(code_on(&kept.says("2 comments are kept")), code);
        }
        // It may show less than the comments that are there; of those it changes nothing.
        let third = app.comment_form(&slug, "paragraph", SECOND).await;
        let typed = [("body", "Not for everybody."), ("own_code", code.as_str()), ("level", "not_published"), ("consent", "yes")];
        let preview = app.submit(&third, "/submissions/preview", &typed).await.expect(200);
        let preview = preview.says(BODY).says("In general I agree.").says_not("Not for everybody.");
        assert_eq!(preview.text().matches("does not publish its text").count(), 1);
        // To show more than was agreed to is agreed to anew.
        let form = app.submit(&preview, "/submissions/comments", &[]).await.expect(200);
        let typed = [("level", "organisation_only"), ("organisation", "Lamplight Network"), ("consent", "")];
        app.submit(&form, "/submissions/preview", &typed).await.expect(422).says("Tick the box if you agree");
        let unknown = [("body", "A lost text."), ("own_code", "1234 5678 1234 5678 1234 5678")];
        let refused = app.submit_to(&second, "/submissions/preview", "/en/submissions", &unknown).await.expect(422);
        refused.says("no contribution with this code").says("A lost text.");
    }

    async fn a_preview_shows_the_change_and_what_tells_who_wrote_it(app) {
        let slug = app.open_consultation("preview").await;
        let form = app.comment_form(&slug, "paragraph", SECOND).await;
        let proposed = "Findings are published within ninety days in a form that those affected can understand.";
        let typed = [("proposed", proposed), ("body", "Write to ada@example.org."), ("consent", "yes"), ("level", "group_only")];
        let preview = app.submit(&form, "/submissions/preview", &typed).await.expect(200).says("There is a mail address in the text");
        assert!(preview.text().contains("<ins><span class=\"spoken\">"), "a redline");
        // The words as they stand are no proposal.
        let form = app.comment_form(&slug, "paragraph", SECOND).await;
        let preview = app.submit(&form, "/submissions/preview", &[("body", "Good."), ("consent", "yes")]).await.expect(200);
        preview.says_not("Proposed wording");
        // A name that is not published is not stored.
        let hidden = [("organisation", "Lamplight Network"), ("person", "Ada Nwosu"), ("level", "organisation_only")];
        let (_, receipt) = app.comment(&slug, FIRST, &[&[("body", BODY)][..], &hidden].concat()).await;
        receipt.says("received and stored");
        let stored: Vec<(String, String)> = app.state.database.read(|conn| {
            Ok::<_, AppError>(each_backend!(conn, |c| submissions::table.select((submissions::organisation, submissions::person)).load(c))?)
        }).await.unwrap();
        assert_eq!(stored, [("Lamplight Network".to_owned(), String::new())]);
    }

    async fn what_is_wrong_is_said_and_the_text_kept(app) {
        let slug = app.open_consultation("wrong").await;
        let form = app.comment_form(&slug, "paragraph", FIRST).await;
        let long = "a".repeat(20_001);
        let million = "ش".repeat(1_000_000);
        for (typed, status, says) in [
            (vec![("body", ""), ("proposed", "")], 422, "Write what you want to say"),
            (vec![("body", long.as_str())], 422, "longer than 20,000 characters"),
            (vec![("body", million.as_str())], 422, "longer than 20,000 characters"),
            (vec![("body", "A lost \u{fffd} character")], 422, "Some characters could not be read"),
            (vec![("body", BODY), ("organisation", "\u{202e}gnorw"), ("consent", "yes")], 422, "invisible marks"),
            (vec![("body", BODY), ("level", "named"), ("consent", "yes")], 422, "You have chosen to show your name"),
            (vec![("body", BODY), ("level", "organisation_only"), ("consent", "yes")], 422, "chosen to show your organisation"),
            (vec![("body", BODY)], 422, "Tick the box if you agree"),
            (vec![("body", BODY), ("country", "XXX"), ("consent", "yes")], 422, "Choose a country from the list"),
            (vec![("body", BODY), ("token", "0123456789abcdef0123456789abcdef"), ("consent", "yes")], 409, "kept below under a new code"),
            (vec![("body", BODY), ("code", "1111 2222 3333 4444 5555 6666"), ("consent", "yes")], 409, "kept below under a new code"),
            (vec![("body", BODY), ("at", "99"), ("consent", "yes")], 404, ""),
        ] {
            let answer = app.submit(&form, "/submissions/preview", &typed).await.expect(status);
            let text = answer.text();
            answer.says(says);
            if status != 404 {
                let body = typed.iter().find(|(name, _)| *name == "body").unwrap().1;
                assert!(text.contains(body), "{says}: the text is kept");
            }
        }
        assert_eq!(counts(app).await, (0, 0));
        // Bytes that are no UTF-8.
        let (action, mut fields) = crate::support::http::filled(&form.text(), "/submissions/preview", &[]);
        fields.retain(|(name, _)| name != "body");
        let body = format!("{}&body=caf%E9+corner", serde_urlencoded::to_string(fields).unwrap());
        let request = TestRequest::post().uri(&action).insert_header(("content-type", "application/x-www-form-urlencoded")).set_payload(body);
        app.call(request).await.expect(422).says("Some characters could not be read").says("corner");
        // More than any form: a page that says so.
        let (action, fields) = crate::support::http::filled(&form.text(), "/submissions/preview", &[("body", &"a".repeat(17 * 1024 * 1024))]);
        app.call(TestRequest::post().uri(&action).set_form(fields)).await.expect(413).says("This is too large");
        // Codes that are none.
        for wrong in ["", "12", "1234 5678 1234 5678 1234 5678", "1234567812345678123456789", "abcd"] {
            app.answers(wrong).await.expect(422);
        }
    }

    async fn the_deadline_is_an_instant_with_its_grace(app) {
        let slug = app.open_consultation("deadline").await;
        let closes = app.state.clock.now().plus_seconds(2 * 3_600);
        let at = |seconds: i64| closes.plus_seconds(seconds);
        let form = app.comment_form(&slug, "paragraph", FIRST).await;
        let preview = app.submit(&form, "/submissions/preview", &[("body", BODY), ("consent", "yes")]).await.expect(200);
        // A second late, within the published grace.
        app.state.clock.set(at(1));
        app.comment(&slug, SECOND, &[("body", "In the grace.")]).await.1.says("received and stored").says_not("came late");
        app.state.clock.set(at(15 * 60 - 1));
        app.comment(&slug, SECOND, &[("body", "At the end of the grace.")]).await.1.says("received and stored");
        // After the grace: the text stays on the page.
        app.state.clock.set(at(15 * 60));
        app.submit(&preview, "/submissions/receipt", &[]).await.expect(409).says("The round has closed").says(BODY);
        app.submit(&form, "/submissions/preview", &[("body", "A day late"), ("consent", "yes")]).await.expect(409).says("The round has closed").says("A day late");
        app.get(&format!("/en/consultations/{slug}/comments/new?draft=1&target=draft")).await.expect(409).says("The round has closed");
        assert_eq!(counts(app).await, (2, 2));
        // What was sent is still acknowledged.
        let own = app.answers(&code_on(&preview)).await.expect(200);
        own.says("has not been sent");
    }

    async fn late_contributions_follow_one_rule_and_carry_a_mark(app) {
        let slug = app.consultation("late").await;
        app.draft(&slug, "1", crate::support::participants::TEXT).await;
        app.publish(&slug, "1").await;
        let now = app.state.clock.now();
        let new = NewRound { opens_at: now.plus_days(-9), closes_at: now.plus_days(-1), audience: Audience::Public, publication: Publication::AfterClosing, late_days: 5, questions: Vec::new() };
        app.open_round(&slug, "1", new).await;
        let (code, receipt) = app.comment(&slug, FIRST, &[("body", BODY)]).await;
        receipt.says("came late");
        app.answers(&code).await.expect(200).says("came late");
        // Alone it would tell when it came in: it waits until nothing can come any more.
        let log = format!("/en/consultations/{slug}/log");
        app.publish_comments(&slug).await;
        app.get(&log).await.expect(200).says_not(BODY);
        app.state.clock.set(now.plus_days(5));
        app.publish_comments(&slug).await;
        app.get(&log).await.expect(200).says(BODY).says("came late");
        app.get(&format!("/en/consultations/{slug}/comments/new?draft=1&target=draft")).await.expect(409);
    }

    async fn five_at_the_same_moment_are_one(app) {
        let slug = app.open_consultation("parallel").await;
        let form = app.comment_form(&slug, "paragraph", FIRST).await;
        let preview = app.submit(&form, "/submissions/preview", &[("body", BODY), ("consent", "yes")]).await.expect(200);
        let (action, fields) = crate::support::http::filled(&preview.text(), "/submissions/receipt", &[]);
        let (first, node) = (app.node(), app.second_node().await);
        let send = |node: &Node| {
            let node = node.clone();
            let request = TestRequest::post().uri(&action).set_form(fields.clone());
            async move { node.call(request).await.expect(200).says("received and stored") }
        };
        futures_util::future::join_all([send(&first), send(&node), send(&first), send(&node), send(&first)]).await;
        assert_eq!(counts(app).await, (1, 1));
    }

    async fn three_hundred_from_one_address_all_get_in(app) {
        let slug = app.open_consultation("many").await;
        let issue = format!("/api/v1/consultations/{slug}/receipt-codes");
        for number in 0..300 {
            let issued = app.call(TestRequest::post().uri(&issue).set_json(serde_json::json!({"draft": "1"}))).await.expect(201);
            let issued: serde_json::Value = serde_json::from_slice(&issued.bytes).unwrap();
            let sent = serde_json::json!({
                "round": issued["round"], "token": issued["token"], "consent": true, "group": "individual",
                "comments": [{"target": "paragraph", "at": FIRST, "body": format!("Number {number}")}],
            });
            let path = format!("/api/v1/consultations/{slug}/submissions");
            let request = TestRequest::post().uri(&path).insert_header(("idempotency-key", issued["code"].as_str().unwrap())).set_json(&sent);
            app.call(request).await.expect(201);
        }
        assert_eq!(counts(app).await, (300, 300));
    }

    async fn the_json_interface_is_the_same_submission(app) {
        app.open_consultation("api").await;
        let issued = app.call(TestRequest::post().uri("/api/v1/consultations/api/receipt-codes").set_json(serde_json::json!({"draft": "1"}))).await.expect(201);
        let issued: serde_json::Value = serde_json::from_slice(&issued.bytes).unwrap();
        let code = issued["code"].as_str().unwrap().to_owned();
        let body = |text: &str| serde_json::json!({
            "round": issued["round"], "token": issued["token"], "consent": true, "group": "civil_society", "region": "africa",
            "comments": [{"target": "paragraph", "at": SECOND, "body": text, "themes": ["remedy"]}, {"target": "draft", "body": "In general, yes."}],
        });
        let send = |code: &str, sent: serde_json::Value| {
            TestRequest::post().uri("/api/v1/consultations/api/submissions").insert_header(("idempotency-key", code)).set_json(sent)
        };
        let first = app.call(send(&code, body(BODY))).await.expect(201);
        let again = app.call(send(&code, body(BODY))).await.expect(200);
        let reference = |answer: &crate::support::app::Answer| serde_json::from_slice::<serde_json::Value>(&answer.bytes).unwrap()["reference"].clone();
        assert_eq!(reference(&first), reference(&again));
        app.call(send(&code, body("Other words."))).await.expect(201).says("");
        assert_eq!(counts(app).await, (1, 2));
        app.answers(&code).await.expect(200).says("Other words.").says("In general, yes.");
        for (code, sent, status) in [
            ("12", body(BODY), 422),
            ("1234 5678 1234 5678 1234 5678", body(BODY), 409),
            (code.as_str(), serde_json::json!({"round": issued["round"], "token": "", "consent": true, "comments": [{"target": "paragraph", "at": 99, "body": "x"}]}), 409),
            (code.as_str(), serde_json::json!({"round": issued["round"], "token": "", "comments": [{"target": "draft", "body": "x"}]}), 422),
            (code.as_str(), serde_json::json!({"round": issued["round"], "token": "", "consent": true, "comments": []}), 422),
            // A misspelt level would publish more than was meant.
            (code.as_str(), serde_json::json!({"round": issued["round"], "token": "", "consent": true, "comments": [{"target": "draft", "body": "x", "comment_levl": "not_published"}]}), 422),
            (code.as_str(), serde_json::json!({"round": issued["round"], "token": "", "consent": true, "level": 1, "comments": [{"target": "draft", "body": "x"}]}), 422),
            (code.as_str(), serde_json::json!({"round": "one"}), 400),
        ] {
            let answer = app.call(send(code, sent)).await.expect(status);
            assert_eq!(answer.header("content-type"), Some("application/problem+json"), "{}", answer.text());
        }
        // Two comments need two keys; a character that no database keeps is none; themes are those of the consultation.
        let twice = |key: &str| serde_json::json!({"target": "draft", "body": BODY, "item": key});
        let with = |comments: serde_json::Value| serde_json::json!({"round": issued["round"], "token": "", "consent": true, "comments": comments});
        let key = "0123456789abc";
        for (comments, says) in [
            (serde_json::json!([twice(key), twice(key)]), "Two comments carry the same key"),
            (serde_json::json!([{"target": "draft", "body": "nul \u{0}"}]), "Some characters could not be read"),
            (serde_json::json!([{"target": "draft", "body": "x", "themes": ["gendr"]}]), "has no theme with this code"),
        ] {
            let answer = app.call(send(&code, with(comments))).await.expect(422).text();
            assert!(answer.contains(says), "{answer}");
        }
        app.get("/api/v1/consultations/api/log?q=%00").await.expect(404);
        app.get("/en/consultations/api%00/log").await.expect(404);
        let unknown = app.get("/api/v1/nothing").await.expect(404);
        assert_eq!(unknown.header("content-type"), Some("application/problem+json"));
        // In another order it is the same, and leaving one out removes that one.
        let mut turned = body("Other words.");
        turned["comments"].as_array_mut().unwrap().reverse();
        app.call(send(&code, turned)).await.expect(200);
        let mut fewer = body("Other words.");
        fewer["comments"].as_array_mut().unwrap().remove(0);
        app.call(send(&code, fewer)).await.expect(201);
        app.answers(&code).await.expect(200).says("In general, yes.").says("withdrawn");
        // What was withdrawn can be sent again: it is another comment.
        app.call(send(&code, body("Other words."))).await.expect(201);
        assert_eq!(counts(app).await, (1, 3));
        let own = app.answers(&code).await.expect(200).text();
        assert_eq!(own.matches("Other words.").count(), 2, "the one that was withdrawn, and the new one");
    }

    async fn a_draft_by_invitation_is_commented_by_the_invited_alone(app) {
        let slug = app.consultation("closed-circle").await;
        let draft = app.draft(&slug, "1", crate::support::participants::TEXT).await;
        let now = app.state.clock.now();
        let token = app.state.database.write(move |tx| {
            each_backend!(tx, |c| diesel::update(travaux::schema::drafts::table.filter(travaux::schema::drafts::id.eq(draft)))
                .set(travaux::schema::drafts::audience.eq("invited")).execute(c))?;
            travaux::drafts::invite(tx, draft, "somebody", now)
        }).await.unwrap();
        app.publish(&slug, "1").await;
        let new = NewRound { opens_at: now.plus_days(-1), closes_at: now.plus_days(9), audience: Audience::Invited, publication: Publication::AfterClosing, late_days: 0, questions: Vec::new() };
        app.open_round(&slug, "1", new).await;
        let path = format!("/consultations/{slug}/comments/new?draft=1&target=draft");
        app.get(&format!("/en{path}")).await.expect(404);
        let invited = format!("/en/invited/{}", token.expose());
        let form = app.get(&format!("{invited}{path}")).await.expect(200);
        let preview = app.submit(&form, "/submissions/preview", &[("body", BODY), ("consent", "yes")]).await.expect(200);
        assert!(preview.text().contains(&format!("{invited}/consultations/{slug}/drafts/1")), "links stay under the invitation");
        // Whoever knows no invitation learns nothing from a form that names the round.
        let other = app.open_consultation("open-circle").await;
        let open = app.comment_form(&other, "paragraph", SECOND).await;
        let round = html::form(&form.text(), "/submissions/preview").fields.into_iter().find(|(name, _)| name == "round").unwrap().1;
        for action in ["/en/submissions", "/en/submissions/preview", "/en/submissions/comments"] {
            let typed = [("round", round.as_str()), ("body", BODY), ("quote", "Findings")];
            app.submit_to(&open, "/submissions/preview", action, &typed).await.says_not("Findings are published").says_not("Version 1");
        }
        // Nor does the code of another round, whatever is kept under it, send into this one.
        let kept = app.submit(&open, "/submissions/preview", &[("body", BODY), ("consent", "yes")]).await.expect(200);
        let number: i64 = html::form(&preview.text(), "/submissions/receipt").fields.into_iter().find(|(name, _)| name == "round").unwrap().1.parse().unwrap();
        for token in ["", "0123456789abcdef0123456789abcdef"] {
            let sent = serde_json::json!({"round": number, "token": token, "consent": true, "comments": [{"target": "draft", "body": "An outsider's words"}]});
            let path = format!("/api/v1/consultations/{slug}/submissions");
            app.call(TestRequest::post().uri(&path).insert_header(("idempotency-key", code_on(&kept))).set_json(&sent)).await.expect(409);
        }
        app.submit(&preview, "/submissions/receipt", &[]).await.expect(200);
        app.state.clock.set(now.plus_days(20));
        app.publish_comments(&slug).await;
        for public in [format!("/en/consultations/{slug}/log"), format!("/en/consultations/{slug}/log.csv"), format!("/api/v1/consultations/{slug}/comments"), format!("/en/consultations/{slug}")] {
            app.get(&public).await.says_not(BODY);
        }
        app.get(&format!("{invited}/consultations/{slug}/log")).await.expect(200).says(BODY);
    }
}
