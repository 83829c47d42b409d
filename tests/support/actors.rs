//! People: each loads a page, fills in its real form and sends it.

use actix_web::cookie::Cookie;
use actix_web::test::TestRequest;
use secrecy::SecretString;
use travaux::accounts;
use travaux::accounts::model::{Email, NewAccount, Role};
use travaux::language::Language;

use super::app::{Answer, TestApp};
use super::html;

pub const PASSWORD: &str = "a password for tests";

/// A member of staff with a sign-in.
pub struct Staff<'a> {
    app: &'a TestApp,
    cookie: Cookie<'static>,
}

/// A file to be sent with a form.
pub struct File<'a> {
    pub name: &'a str,
    pub bytes: &'a [u8],
}

impl TestApp {
    /// An account with a role everywhere, without a sign-in.
    pub async fn account(&self, email: &str, role: Role) {
        let hash = self.state.passwords.hash(SecretString::from(PASSWORD)).await.unwrap();
        let (email, now) = (Email::parse(email).unwrap(), self.state.clock.now());
        self.state
            .database
            .write(move |tx| {
                let new = NewAccount { email, name: "Somebody".into(), unit: "Unit".into(), language: Language::English };
                let id = accounts::create(tx, &new, now)?;
                accounts::grant(tx, id, role, None)?;
                let link = accounts::link_for(tx, id, now)?;
                accounts::set_password(tx, link.expose(), &hash, None, now)
            })
            .await
            .unwrap();
    }

    /// Somebody who has signed in through the form.
    pub async fn staff(&self, role: Role) -> Staff<'_> {
        let email = format!("{}@staff.example.org", role.as_str());
        self.account(&email, role).await;
        let answer = self.send_form("/en/staff/sign-in", "/staff/sign-in", &[("email", &email), ("password", PASSWORD)]).await.expect(303);
        let cookie = answer.header("set-cookie").unwrap().to_owned();
        Staff { app: self, cookie: Cookie::parse(cookie).unwrap().into_owned() }
    }

    /// Fills in and sends a form without being signed in.
    pub async fn send_form(&self, page: &str, action: &str, fields: &[(&str, &str)]) -> Answer {
        let shown = self.get(page).await.expect(200);
        let form = filled(&shown.text(), action, fields);
        let mut request = TestRequest::post().uri(&form.action).set_form(form.fields);
        if let Some(cookie) = shown.header("set-cookie") {
            request = request.cookie(Cookie::parse(cookie.to_owned()).unwrap());
        }
        self.call(request).await
    }
}

#[track_caller]
fn filled(html: &str, action: &str, fields: &[(&str, &str)]) -> html::Form {
    let mut form = html::form(html, action);
    for (name, value) in fields {
        form.fields.retain(|(known, _)| known != name);
        form.fields.push(((*name).to_owned(), (*value).to_owned()));
    }
    form
}

impl Staff<'_> {
    pub async fn get(&self, path: &str) -> Answer {
        self.app.call(TestRequest::get().uri(path).cookie(self.cookie.clone())).await
    }

    pub async fn submit(&self, page: &str, action: &str, fields: &[(&str, &str)]) -> Answer {
        let html = self.get(page).await.text();
        let form = filled(&html, action, fields);
        self.post(&form.action, form.fields).await
    }

    /// Fills in a form and sends it where another of its buttons leads.
    pub async fn submit_to(&self, page: &str, action: &str, to: &str, fields: &[(&str, &str)]) -> Answer {
        let html = self.get(page).await.text();
        assert!(html.contains(&format!("formaction=\"{to}\"")), "no button to {to}");
        let form = filled(&html, action, fields);
        self.post(to, form.fields).await
    }

    pub async fn post(&self, action: &str, fields: Vec<(String, String)>) -> Answer {
        self.app.call(TestRequest::post().uri(action).set_form(fields).cookie(self.cookie.clone())).await
    }

    /// Sends a form with a file.
    pub async fn upload(&self, page: &str, action: &str, fields: &[(&str, &str)], file: File<'_>) -> Answer {
        let html = self.get(page).await.text();
        let form = filled(&html, action, fields);
        assert!(form.multipart);
        let boundary = "a-boundary-for-tests";
        let mut body = Vec::new();
        for (name, value) in &form.fields {
            body.extend(format!("--{boundary}\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n").into_bytes());
        }
        body.extend(
            format!("--{boundary}\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{}\"\r\nContent-Type: application/octet-stream\r\n\r\n", file.name)
                .into_bytes(),
        );
        body.extend(file.bytes);
        body.extend(format!("\r\n--{boundary}--\r\n").into_bytes());
        let request = TestRequest::post()
            .uri(&form.action)
            .insert_header(("content-type", format!("multipart/form-data; boundary={boundary}")))
            .cookie(self.cookie.clone())
            .set_payload(body);
        self.app.call(request).await
    }
}
