//! Signing in, links, people, rights.

use actix_web::test::TestRequest;
use travaux::accounts;
use travaux::accounts::model::Role;

use crate::on_both;
use crate::support::actors::PASSWORD;

on_both! {
    async fn staff_sign_in_and_out(app) {
        let staff = app.staff(Role::Editor).await;
        staff.get("/en/staff").await.expect(200).says("Desk");
        let answer = staff.submit("/en/staff", "/staff/sign-out", &[]).await.expect(303);
        assert!(answer.header("set-cookie").unwrap().contains("Max-Age=0"));
        // The sign-in has ended on the server: the old cookie opens nothing.
        staff.get("/en/staff").await.expect(303);
    }

    async fn wrong_passwords_and_unknown_addresses_get_the_same_answer(app) {
        app.account("known@example.org", Role::Editor).await;
        let mut answers = Vec::new();
        for email in ["known@example.org", "unknown@example.org", "no address"] {
            let fields = [("email", email), ("password", "something else")];
            let answer = app.send_form("/en/staff/sign-in", "/staff/sign-in", &fields).await.expect(422);
            assert!(answer.header("set-cookie").unwrap().starts_with("travaux-form="), "only the cookie of the form");
            let text = answer.text();
            let token = text.split("name=\"form_token\" value=\"").nth(1).unwrap().split('"').next().unwrap();
            answers.push(text.replace(email, "").replace(token, ""));
        }
        assert_eq!(answers[0], answers[1]);
        assert_eq!(answers[0], answers[2]);
    }

    async fn after_many_failures_even_the_right_password_waits(app) {
        app.account("known@example.org", Role::Editor).await;
        for _ in 0..8 {
            app.send_form("/fr/staff/sign-in", "/staff/sign-in", &[("email", "known@example.org"), ("password", "wrong")]).await.expect(422);
        }
        let right = [("email", "known@example.org"), ("password", PASSWORD)];
        app.send_form("/fr/staff/sign-in", "/staff/sign-in", &right).await.expect(429);
        app.state.clock.set(app.state.clock.now().plus_seconds(16 * 60));
        app.send_form("/fr/staff/sign-in", "/staff/sign-in", &right).await.expect(303);
    }

    async fn the_first_administrator_comes_by_a_link_that_works_once(app) {
        let now = app.state.clock.now();
        let token = app.state.database.write(move |tx| accounts::first_link(tx, now)).await.unwrap().unwrap();
        let page = format!("/ar/staff/links/{}", token.expose());
        let short = [("email", "first@example.org"), ("name", "أمينة"), ("unit", "Unit"), ("password", "short")];
        app.send_form(&page, token.expose(), &short).await.expect(422);
        let good = [("email", "first@example.org"), ("name", "أمينة"), ("unit", "Unit"), ("password", PASSWORD)];
        app.send_form(&page, token.expose(), &good).await.expect(303);
        app.get(&page).await.expect(404);
        app.send_form("/ar/staff/sign-in", "/staff/sign-in", &[("email", "first@example.org"), ("password", PASSWORD)]).await.expect(303);
        assert!(app.state.database.write(move |tx| accounts::first_link(tx, now)).await.unwrap().is_none());
    }

    async fn an_invited_person_gets_a_mail_with_a_link(app) {
        let administrator = app.staff(Role::Administrator).await;
        let fields = [("email", "new@example.org"), ("name", "Ana"), ("unit", "Legal"), ("role", "approver")];
        administrator.submit("/en/staff/people", "/staff/people", &fields).await.expect(303);
        administrator.submit("/en/staff/people", "/staff/people", &fields).await.expect(422).says("already an account");
        app.worker().work_off().await.unwrap();
        let mails = app.mails.lock().unwrap().clone();
        assert_eq!(mails.len(), 1);
        assert_eq!(mails[0].recipient, "new@example.org");
        let link = mails[0].text.split_whitespace().find(|word| word.contains("/staff/links/")).unwrap();
        let path = link.trim_start_matches("http://127.0.0.1:8080");
        app.get(path).await.expect(200).says("Set your password");
        administrator.get("/en/staff/people").await.expect(200).says("Ana");
    }

    async fn ended_accounts_are_signed_out_everywhere(app) {
        let staff = app.staff(Role::Editor).await;
        let now = app.state.clock.now();
        app.state.database.write(move |tx| accounts::disable(tx, "EDITOR@staff.example.org", now)).await.unwrap();
        staff.get("/en/staff").await.expect(303);
        app.send_form("/en/staff/sign-in", "/staff/sign-in", &[("email", "editor@staff.example.org"), ("password", PASSWORD)]).await.expect(422);
    }

    async fn who_may_not_is_told_so_and_nothing_happens(app) {
        let auditor = app.staff(Role::Auditor).await;
        auditor.get("/en/staff").await.expect(200).says_not("New consultation");
        auditor.get("/en/staff/people").await.expect(403).says("You may not do this");
        auditor.get("/ar/staff/consultations/new").await.expect(403);
        app.get("/en/staff/people").await.expect(303);
        // A form without the token of the sign-in, or from another site, is refused.
        let editor = app.staff(Role::Administrator).await;
        let fields = vec![("email".to_owned(), "x@example.org".to_owned())];
        editor.post("/en/staff/people", fields).await.expect(403);
        let foreign = TestRequest::post().uri("/en/staff/sign-in").insert_header(("origin", "https://elsewhere.example")).set_form([("email", "x")]);
        app.call(foreign).await.expect(403);
        // Nor one whose origin the browser hides, unless it is a participant's, which carries a proof of its own.
        let hidden = |path: &str| TestRequest::post().uri(path).insert_header(("origin", "null")).set_form([("email", "x")]);
        app.call(hidden("/en/staff/sign-in")).await.expect(403);
        app.call(hidden("/en/staff/consultations")).await.expect(403);
        app.call(hidden("/en/answers")).await.expect(422);
    }

    async fn a_sign_in_comes_from_the_form_that_this_browser_was_shown(app) {
        app.account("known@example.org", Role::Editor).await;
        let shown = app.get("/en/staff/sign-in").await.expect(200);
        let (action, fields) = crate::support::http::filled(&shown.text(), "/staff/sign-in", &[("email", "known@example.org"), ("password", PASSWORD)]);
        // Somebody else's form, posted from another browser: its cookie is missing, or another one.
        let other = app.get("/en/staff/sign-in").await;
        for cookie in [None, other.header("set-cookie")] {
            let mut request = TestRequest::post().uri(&action).set_form(fields.clone());
            if let Some(cookie) = cookie {
                request = request.cookie(actix_web::cookie::Cookie::parse(cookie.to_owned()).unwrap());
            }
            app.call(request).await.expect(409).says("allow cookies for this site").says_not(PASSWORD);
        }
        let own = actix_web::cookie::Cookie::parse(shown.header("set-cookie").unwrap().to_owned()).unwrap();
        app.call(TestRequest::post().uri(&action).set_form(fields).cookie(own)).await.expect(303);
    }
}
