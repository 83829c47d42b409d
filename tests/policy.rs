//! Calls every route as everybody and compares with `policy.tsv`, the one table of who may call what.

use std::collections::{BTreeMap, BTreeSet};

use actix_web::cookie::Cookie;
use actix_web::test::TestRequest;
use diesel::prelude::*;
use travaux::accounts;
use travaux::accounts::model::{Email, NewAccount, Role};
use travaux::accounts::policy::{Act, POLICY};
use travaux::drafts;
use travaux::ids::ConsultationId;
use travaux::language::{Language, LocalText};
use travaux::platform::secret::Token;
use travaux::schema::sign_ins;

use crate::on_both;
use crate::support::TestApp;
use crate::support::app::Answer;

const TABLE: &str = include_str!("policy.tsv");

/// A line of the table.
struct Route {
    method: &'static str,
    path: &'static str,
    who: &'static str,
    handler: &'static str,
}

fn table() -> Vec<Route> {
    let line = |line: &'static str| {
        let cells: Vec<&str> = line.split('\t').collect();
        let [method, path, who, handler] = cells[..] else { panic!("four cells: {line}") };
        Route { method, path, who, handler }
    };
    TABLE.lines().filter(|line| !line.starts_with('#')).map(line).collect()
}

fn act(who: &str) -> Option<Act> {
    match who {
        "see" => Some(Act::See),
        "edit" => Some(Act::Edit),
        "triage" => Some(Act::Triage),
        "approve" => Some(Act::Approve),
        "administer" => Some(Act::Administer),
        _ => None,
    }
}

#[test]
fn every_handler_is_in_the_table() {
    let mut found = BTreeSet::new();
    let mut folders = vec![std::path::PathBuf::from("src")];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let part = path.strip_prefix("src").unwrap().components().next().unwrap().as_os_str().to_string_lossy().into_owned();
            let text = std::fs::read_to_string(&path).unwrap();
            for method in ["get", "post", "put", "delete", "patch", "head"] {
                for rest in text.split(&format!("web::{method}().to(")).skip(1) {
                    let handler = rest.split(')').next().unwrap();
                    found.insert((method.to_uppercase(), part.trim_end_matches(".rs").to_owned(), handler.to_owned()));
                }
            }
        }
    }
    let listed: BTreeSet<_> = table()
        .iter()
        .map(|route| {
            let (part, handler) = route.handler.split_once(' ').unwrap();
            (route.method.to_owned(), part.split('/').next().unwrap().to_owned(), handler.to_owned())
        })
        .collect();
    assert_eq!(found, listed);
}

/// Somebody who calls routes.
struct Caller {
    name: String,
    cookie: Option<Cookie<'static>>,
    token: String,
}

/// An account with a sign-in, made without the form.
async fn caller(app: &TestApp, name: &str, role: Role, scope: Option<ConsultationId>) -> Caller {
    let email = Email::parse(&format!("{name}@policy.example.org")).unwrap();
    let (now, expected) = (app.state.clock.now(), role);
    let token = app
        .state
        .database
        .write(move |tx| {
            let new = NewAccount { email, name: "Somebody".into(), unit: "Unit".into(), language: Language::English };
            let id = accounts::create(tx, &new, now)?;
            accounts::grant(tx, id, expected, scope)?;
            let token = Token::random()?;
            travaux::each_backend!(tx, |c| diesel::insert_into(sign_ins::table)
                .values((
                    sign_ins::token_digest.eq(token.digest()),
                    sign_ins::account_id.eq(id),
                    sign_ins::assurance.eq("password"),
                    sign_ins::created_at.eq(now),
                    sign_ins::expires_at.eq(now.plus_days(1)),
                ))
                .execute(c))?;
            Ok::<_, travaux::error::AppError>(token.expose().to_owned())
        })
        .await
        .unwrap();
    let form = app.state.key.proof("form", token.as_bytes());
    Caller { name: name.to_owned(), cookie: Some(Cookie::new("travaux", token)), token: form }
}

impl Caller {
    async fn call(&self, app: &TestApp, route: &Route, path: &str) -> Answer {
        let mut request = match route.method {
            "GET" => TestRequest::get(),
            _ if route.handler.ends_with("import::create") || route.handler.ends_with("index::create") => {
                let body = format!("--b\r\nContent-Disposition: form-data; name=\"form_token\"\r\n\r\n{}\r\n--b--\r\n", self.token);
                TestRequest::post().insert_header(("content-type", "multipart/form-data; boundary=b")).set_payload(body)
            }
            _ => TestRequest::post().set_form([("form_token", self.token.as_str())]),
        };
        if let Some(cookie) = &self.cookie {
            request = request.cookie(cookie.clone());
        }
        app.call(request.uri(path)).await
    }
}

fn leads_to_sign_in(answer: &Answer) -> bool {
    answer.status == 303 && answer.header("location").is_some_and(|to| to.ends_with("/staff/sign-in"))
}

on_both! {
    async fn every_route_is_for_whom_the_table_says(app) {
        app.open_consultation("policy").await;
        app.comment("policy", 2, &[("body", "Say when this is repeated.")]).await;
        app.close_round();
        app.draft("policy", "2", b"# Guidance\n\n1. Another text.\n").await;
        app.consultation("elsewhere").await;
        let (here, other, comment) = app
            .state
            .database
            .read(|conn| {
                let here = travaux::consultations::read::by_slug(conn, "policy")?.id;
                let other = travaux::consultations::read::by_slug(conn, "elsewhere")?.id;
                let queue = travaux::triage::read::queue(conn, here, &travaux::triage::read::QueueFilter::default(), None, 1)?;
                Ok::<_, travaux::error::AppError>((here, other, queue[0].0.id.0.clone()))
            })
            .await
            .unwrap();
        let fill = |path: &str| {
            let values = BTreeMap::from([
                ("{slug}", "policy"), ("{number}", "2"), ("{comment}", comment.as_str()), ("{paragraph}", "2"), ("{drafts}", "1...2"),
                ("{extension}", "html"), ("{version}", "fr"), ("{language_version}", "fr"), ("{reference}", "D1-0000"), ("{name}", "none.css"),
                ("{token}", "none"), ("{contribution}", "none"), ("{submission}", "none"),
            ]);
            let mut path = path.to_owned();
            for (name, value) in values {
                path = path.replace(name, value);
            }
            for name in ["{block}", "{cause}", "{round}", "{invitation}", "{implementation}", "{id}"] {
                path = path.replace(name, "999999");
            }
            assert!(!path.contains('{'), "{path}");
            path
        };
        let nobody = Caller { name: "nobody".into(), cookie: None, token: String::new() };
        let gone = caller(app, "gone", Role::Administrator, None).await;
        let now = app.state.clock.now();
        app.state.database.write(move |tx| accounts::disable(tx, "gone@policy.example.org", now)).await.unwrap();
        let stranger = caller(app, "stranger", Role::Administrator, Some(other)).await;
        let mut colleagues = Vec::new();
        for role in Role::ALL {
            colleagues.push((*role, false, caller(app, role.as_str(), *role, None).await));
            colleagues.push((*role, true, caller(app, &format!("{}-here", role.as_str()), *role, Some(here)).await));
        }
        let mut wrong = Vec::new();
        for route in table().iter().filter(|route| route.who != "apart" && route.who != "herself") {
            let path = fill(route.path);
            let mut expect = |caller: &Caller, answer: &Answer, expected: &str, right: bool| {
                if !right || answer.status >= 500 {
                    wrong.push(format!("{} {path} as {}: {} where the table says {expected}", route.method, caller.name, answer.status));
                }
            };
            let staff_only = route.who != "everybody";
            for caller in [&nobody, &gone] {
                let answer = caller.call(app, route, &path).await;
                expect(caller, &answer, route.who, leads_to_sign_in(&answer) == staff_only);
            }
            let answer = stranger.call(app, route, &path).await;
            let right = match act(route.who) {
                None => answer.status != 403 && !leads_to_sign_in(&answer),
                Some(Act::Administer) => answer.status == 403,
                Some(_) => answer.status == 404,
            };
            expect(&stranger, &answer, route.who, right);
            let Some(act) = act(route.who) else { continue };
            let roles = POLICY.iter().find(|(known, _)| *known == act).unwrap().1;
            for (role, only_here, caller) in &colleagues {
                let answer = caller.call(app, route, &path).await;
                let may = roles.contains(role) && !(act == Act::Administer && *only_here);
                let allowed = answer.status != 403 && !leads_to_sign_in(&answer);
                expect(caller, &answer, route.who, allowed == may);
            }
        }
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    }

    async fn who_is_invited_sees_one_consultation_more_and_no_desk(app) {
        let slug = app.consultation("secret").await;
        let draft = app.draft(&slug, "1", b"# Guidance\n\n1. For those who are invited.\n").await;
        app.state.database.write(move |tx| {
            let said = drafts::model::NewDraft {
                number: drafts::model::DraftNumber { major: 1, minor: 0 },
                name: LocalText::one(Language::English, "First"),
                note: LocalText::default(),
                is_final: false,
                comments_only: false,
                audience: drafts::model::Audience::Invited,
            };
            drafts::edit(tx, draft, &said)
        }).await.unwrap();
        app.publish(&slug, "1").await;
        let now = app.state.clock.now();
        let token = app.state.database.write(move |tx| drafts::invite(tx, draft, "A reader", now)).await.unwrap();
        let path = "/consultations/secret/drafts/1";
        app.get(&format!("/en{path}")).await.expect(404);
        app.get(&format!("/en/invited/{}{path}", token.expose())).await.expect(200);
        app.get(&format!("/en/invited/{}/staff/consultations/secret", token.expose())).await.expect(404);
        app.get(&format!("/en/invited/{}x{path}", token.expose())).await.expect(404);
    }
}
