//! What taking part costs: `cargo bench --bench participation`.
//!
//! Durable submissions on SQLite with everything in the path (code, sealed copy, checks, rows, register leaves, COMMIT with
//! fsync, the receipt page), at 8 connections, into an empty database and into one of 55,000 comments; and the first page of
//! the log at 5,000 and 50,000 comments, cold. `--quick` is a smoke run.

#![expect(
    clippy::print_stdout,
    clippy::unwrap_used,
    clippy::disallowed_methods,
    reason = "a bench prints, and stops where something is wrong"
)]

mod client;

use std::time::{Duration, Instant};

use client::{BODY, Client, Figures, ROLE, Server};
use travaux::demo::generate::{self, Plan};
use travaux::drafts;
use travaux::drafts::model::{Audience, DraftNumber, NewRound, Publication};

const APP: &str = "127.0.0.1:18473";
const CONNECTIONS: usize = 8;

fn main() {
    match std::env::var(ROLE).as_deref() {
        Ok("app") => serve(),
        _ => measure(),
    }
}

/// Two consultations with a tenth and all of the comments, and one with an open round.
fn serve() {
    let comments: usize = std::env::var(BODY).unwrap().parse().unwrap();
    client::serve(APP, async |state| {
        for (slug, comments) in [("small", comments / 10), ("large", comments), ("open", 10)].into_iter().filter(|(_, count)| *count > 0) {
            generate::consultation(state, slug, &Plan { drafts: 2, comments, seed: 7 }).await.unwrap();
        }
        generate::analyze(state).await.unwrap();
        let now = state.clock.now();
        state
            .database
            .write(move |tx| {
                let (_, draft) = drafts::read::at(tx, "open", DraftNumber { major: 2, minor: 0 })?;
                let new = NewRound {
                    opens_at: now.plus_days(-1),
                    closes_at: now.plus_days(1),
                    audience: Audience::Public,
                    publication: Publication::AfterClosing,
                    late_days: 0,
                    questions: Vec::new(),
                };
                drafts::open_round(tx, draft.id, &new, now)
            })
            .await
            .unwrap();
    });
}

/// What stands between two marks of a page.
fn between<'a>(page: &'a str, before: &str, after: &str) -> &'a str {
    page.split(before).nth(1).and_then(|rest| rest.split(after).next()).unwrap()
}

const FORM: &str = "content-type: application/x-www-form-urlencoded\r\n";
const WORDS: &str = "The+text+should+say+when+the+assessment+is+to+be+repeated+and+who+is+told+of+its+result+in+time.";

/// The fields that carry a code on, of a page.
fn carried(page: &str) -> String {
    let of = |name: &str| between(page, &format!("name=\"{name}\" value=\""), "\"").replace(' ', "+");
    format!("code={}&token={}&round={}&invited=", of("code"), of("token"), of("round"))
}

/// The form, filled in and previewed; returns what the button on the preview sends.
fn previewed(client: &mut Client, paragraph: usize) -> String {
    let at = 2 + paragraph % 100;
    let form = {
        let page = client.ask_plain(&format!("/en/consultations/open/comments/new?draft=2&target=paragraph&at={at}"));
        let item = between(&page, "name=\"item\" value=\"", "\"").to_owned();
        format!(
            "{}&item={item}&target=paragraph&at={at}&body={WORDS}&group=civil_society&region=africa&level=group_only&consent=yes",
            carried(&page)
        )
    };
    let preview = String::from_utf8_lossy(client.post("/en/submissions/preview", FORM, &form)).into_owned();
    format!("{}&version={}", carried(&preview), between(&preview, "name=\"version\" value=\"", "\""))
}

/// Runs something on so many connections until the time is over; returns the times of its requests.
fn hammer(server: &Server, seconds: u64, run: impl Fn(&mut Client, usize) -> Duration + Sync) -> Figures {
    let cpu = server.cpu();
    let started = Instant::now();
    let until = started + Duration::from_secs(seconds);
    let times: Vec<Duration> = std::thread::scope(|scope| {
        let threads: Vec<_> = (0..CONNECTIONS)
            .map(|connection| {
                let run = &run;
                scope.spawn(move || {
                    let mut client = Client::connect(APP);
                    let mut times = Vec::new();
                    let mut number = connection * 1_000_000;
                    while Instant::now() < until {
                        times.push(run(&mut client, number));
                        number += 1;
                    }
                    times
                })
            })
            .collect();
        threads.into_iter().flat_map(|thread| thread.join().unwrap()).collect()
    });
    Figures::new(times, started.elapsed(), server.cpu() - cpu)
}

/// Sends prepared submissions over all connections at once.
fn send(server: &Server, prepared: Vec<String>) -> Figures {
    let chunks: Vec<Vec<String>> = prepared.chunks(prepared.len().div_ceil(CONNECTIONS)).map(<[String]>::to_vec).collect();
    let cpu = server.cpu();
    let started = Instant::now();
    let threads: Vec<_> = chunks
        .into_iter()
        .map(|chunk| {
            std::thread::spawn(move || {
                let mut client = Client::connect(APP);
                let mut times = Vec::new();
                for body in chunk {
                    let asked = Instant::now();
                    client.post("/en/submissions/receipt", FORM, &body);
                    times.push(asked.elapsed());
                }
                times
            })
        })
        .collect();
    let times: Vec<Duration> = threads.into_iter().flat_map(|thread| thread.join().unwrap()).collect();
    Figures::new(times, started.elapsed(), server.cpu() - cpu)
}

/// Over JSON: a code, then the submission with it; one submission is two requests.
fn over_json(client: &mut Client, number: usize) -> Duration {
    let asked = Instant::now();
    let json = "content-type: application/json\r\n";
    let issued = String::from_utf8_lossy(client.post("/api/v1/consultations/open/receipt-codes", json, "{\"draft\":\"2\"}")).into_owned();
    let issued: serde_json::Value = serde_json::from_str(&issued).unwrap();
    let words = WORDS.replace('+', " ");
    let at = 2 + number % 100;
    let sent = serde_json::json!({
        "round": issued["round"], "token": issued["token"], "consent": true, "group": "civil_society", "region": "africa",
        "comments": [{ "target": "paragraph", "at": at, "body": words }],
    });
    let headers = format!("{json}idempotency-key: {}\r\n", issued["code"].as_str().unwrap());
    client.post("/api/v1/consultations/open/submissions", &headers, &sent.to_string());
    asked.elapsed()
}

/// The first page of a log in each language, made anew: the cold price of a page.
fn log_pages(slug: &str, rounds: usize) -> Duration {
    let mut client = Client::connect(APP);
    let mut times = Vec::new();
    for round in 0..rounds {
        for language in ["en", "fr", "es", "ar", "zh", "ru"] {
            let asked = Instant::now();
            // A key before all others: the first page, under an address that nobody has asked for.
            client.get(&format!("/{language}/consultations/{slug}/log?page=0.{round}"));
            times.push(asked.elapsed());
        }
    }
    times.sort_unstable();
    times[times.len() / 2]
}

/// Submissions: sent after their preview, over JSON, and with all three pages.
fn submissions(app: &Server, seconds: u64, count: usize) {
    let prepare = |from: usize| {
        let threads: Vec<_> = (0..2)
            .map(|half| {
                std::thread::spawn(move || {
                    let mut client = Client::connect(APP);
                    (0..count / 2).map(|number| previewed(&mut client, from + half * count + number)).collect::<Vec<_>>()
                })
            })
            .collect();
        threads.into_iter().flat_map(|thread| thread.join().unwrap()).collect::<Vec<String>>()
    };
    send(app, prepare(0)).print("send (previewed before)");
    hammer(app, seconds, over_json).print("JSON: code + submission");
    let whole = |client: &mut Client, number: usize| {
        let asked = Instant::now();
        let body = previewed(client, number);
        client.post("/en/submissions/receipt", FORM, &body);
        asked.elapsed()
    };
    hammer(app, seconds, whole).print("form + preview + send");
}

fn measure() {
    let quick = std::env::args().any(|argument| argument == "--quick");
    let (seconds, count, comments) = if quick { (1, 400, 500) } else { (8, 16_000, 50_000) };
    println!("SQLite, {CONNECTIONS} connections; adhocracy+ reached 25 submissions/s on this machine");
    {
        println!("into an empty database");
        submissions(&Server::start("app", APP, "0"), seconds, count);
    }
    let app = Server::start("app", APP, &comments.to_string());
    println!("into a database of {} comments", comments + comments / 10);
    submissions(&app, seconds, count);
    let rounds = if quick { 1 } else { 30 };
    let (small, large) = (log_pages("small", rounds), log_pages("large", rounds));
    let growth = large.as_secs_f64() / small.as_secs_f64();
    println!("log, first page, cold: {small:.1?} at {}, {large:.1?} at {comments} comments: {growth:.2} times", comments / 10);
}
