//! The power goes off, again and again, while many people send: what was acknowledged is there, once, with its leaves.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use diesel::prelude::*;
use travaux::each_backend;
use travaux::error::AppError;
use travaux::schema::{comments, register_leaves, sealed_copies, submissions};

use crate::support::http::{self, Program};
use crate::support::{Engine, TestApp};

const CLIENTS: usize = 16;
const ROUNDS: u64 = 20;

/// What a client sent: by its text the code, and whether it was acknowledged.
type Sent = Arc<Mutex<BTreeMap<String, bool>>>;

/// Sends until told to stop; what was not answered is sent again in the next round with the same form.
fn client(address: &str, name: &str, sent: &Sent, stop: &AtomicBool, unanswered: &Mutex<Vec<(String, Vec<(String, String)>)>>) {
    let mut number = 0;
    while !stop.load(Ordering::Relaxed) {
        // First what was cut off: a person presses the button again.
        let again = unanswered.lock().unwrap().pop();
        let (text, fields) = if let Some(known) = again {
            known
        } else {
            number += 1;
            let text = format!("{name}-{number}");
            let Ok((200, form)) = http::get(address, "/en/consultations/kill/comments/new?draft=1&target=draft") else { continue };
            let (_, fields) = http::filled(&form, "/submissions/preview", &[("body", &text), ("consent", "yes")]);
            let Ok((200, preview)) = http::post(address, "/en/submissions/preview", &fields, "") else { continue };
            let (_, fields) = http::filled(&preview, "/submissions/receipt", &[]);
            (text, fields)
        };
        sent.lock().unwrap().entry(text.clone()).or_insert(false);
        match http::post(address, "/en/submissions/receipt", &fields, "") {
            Ok((200, page)) if page.contains("has been received and stored") => _ = sent.lock().unwrap().insert(text, true),
            _ => unanswered.lock().unwrap().push((text, fields)),
        }
    }
}

fn kill_loop(engine: Engine) {
    let folder = tempfile::tempdir().unwrap();
    let app = actix_web::rt::System::new().block_on(async {
        let app = TestApp::new(engine).await;
        app.open_consultation_now("kill").await;
        app
    });
    let sent: Sent = Arc::default();
    let unanswered: Arc<Mutex<Vec<(String, Vec<(String, String)>)>>> = Arc::default();
    for round in 0..ROUNDS {
        let mut program = Program::start(&app.fresh, folder.path(), http::free_port(), "warn");
        let stop = Arc::new(AtomicBool::new(false));
        let clients: Vec<_> = (0..CLIENTS)
            .map(|client_number| {
                let (address, sent, stop, unanswered) =
                    (program.address.clone(), Arc::clone(&sent), Arc::clone(&stop), Arc::clone(&unanswered));
                std::thread::spawn(move || client(&address, &format!("r{round}c{client_number}"), &sent, &stop, &unanswered))
            })
            .collect();
        // Not always at the same point: somewhere in the next second.
        std::thread::sleep(Duration::from_millis(400 + round * 137 % 600));
        program.kill();
        stop.store(true, Ordering::Relaxed);
        clients.into_iter().for_each(|client| client.join().unwrap());
    }
    let acknowledged: Vec<String> =
        sent.lock().unwrap().iter().filter(|(_, acknowledged)| **acknowledged).map(|(text, _)| text.clone()).collect();
    let (bodies, submissions, leaves, copies) = actix_web::rt::System::new().block_on(async {
        app.state
            .database
            .read(|conn| {
                let bodies: Vec<String> = each_backend!(conn, |c| comments::table.select(comments::body).load(c))?;
                let submissions: i64 = each_backend!(conn, |c| submissions::table.count().get_result(c))?;
                let leaves: i64 =
                    each_backend!(conn, |c| register_leaves::table.filter(register_leaves::kind.eq("comment")).count().get_result(c))?;
                let copies: i64 = each_backend!(conn, |c| sealed_copies::table.count().get_result(c))?;
                Ok::<_, AppError>((bodies, submissions, leaves, copies))
            })
            .await
            .unwrap()
    });
    let lost = acknowledged.iter().filter(|text| !bodies.contains(text)).count();
    let mut distinct = bodies.clone();
    distinct.sort();
    distinct.dedup();
    let twice = bodies.len() - distinct.len();
    let found = acknowledged.len() - lost;
    println!("{engine:?}: {} acknowledged, {found} found, {lost} lost, {twice} twice, {copies} copies not sent", acknowledged.len());
    assert!(acknowledged.len() > 20, "too few to mean anything: {}", acknowledged.len());
    assert_eq!((lost, twice), (0, 0));
    assert_eq!(i64::try_from(bodies.len()).unwrap(), submissions, "a submission without its comment");
    assert_eq!(submissions, leaves, "staged leaves equal facts");
}

#[test]
fn nothing_acknowledged_is_lost_on_sqlite() {
    kill_loop(Engine::Sqlite);
}

#[test]
fn nothing_acknowledged_is_lost_on_postgres() {
    if crate::support::db::postgres_is_here() {
        kill_loop(Engine::Postgres);
    }
}
