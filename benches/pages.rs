//! What a public page costs: `cargo bench --bench pages`.
//!
//! Starts the program on SQLite with the demonstration, and beside it bare actix serving the same bytes, each in a process of its own;
//! the same client asks both. Prints requests per second, p50, p99 and the server's CPU per request: cold (pages that nobody has
//! asked for yet, one after the other) and warm (one page, 32 connections). `--quick` is a smoke run.

#![expect(
    clippy::print_stdout,
    clippy::unwrap_used,
    dead_code,
    clippy::disallowed_methods,
    reason = "a bench prints, and stops where something is wrong"
)]

mod client;

use std::time::{Duration, Instant};

use actix_web::{App, HttpResponse, HttpServer, web};
use client::{BODY, Client, Figures, ROLE, Server};

const APP: &str = "127.0.0.1:18471";
const BARE: &str = "127.0.0.1:18472";
const PAGE: &str = "/en/consultations/hrdd/drafts/3";

fn main() {
    match std::env::var(ROLE).as_deref() {
        Ok("app") => serve_app(),
        Ok("bare") => serve_bare(),
        _ => measure(),
    }
}

fn serve_app() {
    client::serve(APP, async |state| travaux::demo::build(state).await.unwrap());
}

fn serve_bare() {
    let body = web::Bytes::from(std::fs::read(std::env::var(BODY).unwrap()).unwrap());
    actix_web::rt::System::new().block_on(async {
        let serve = move || {
            let body = body.clone();
            App::new().default_service(web::to(move || std::future::ready(HttpResponse::Ok().content_type("text/html").body(body.clone()))))
        };
        HttpServer::new(serve).bind(BARE).unwrap().run().await.unwrap();
    });
}

/// One page asked for over 32 connections for some seconds.
fn hammer(server: &Server, address: &'static str, path: &'static str, seconds: u64) -> Figures {
    let cpu = server.cpu();
    let started = Instant::now();
    let until = started + Duration::from_secs(seconds);
    let threads: Vec<_> = (0..32)
        .map(|_| {
            std::thread::spawn(move || {
                let mut client = Client::connect(address);
                let mut times = Vec::new();
                while Instant::now() < until {
                    let asked = Instant::now();
                    client.get(path);
                    times.push(asked.elapsed());
                }
                times
            })
        })
        .collect();
    let times: Vec<Duration> = threads.into_iter().flat_map(|thread| thread.join().unwrap()).collect();
    Figures::new(times, started.elapsed(), server.cpu() - cpu)
}

/// Pages that nobody has asked for, one after the other.
fn cold(server: &Server, paragraphs: usize) -> Figures {
    let mut client = Client::connect(APP);
    let cpu = server.cpu();
    let started = Instant::now();
    let mut times = Vec::new();
    for language in ["fr", "es", "ar", "zh", "ru"] {
        for paragraph in 1..=paragraphs {
            let asked = Instant::now();
            client.get(&format!("/{language}/consultations/hrdd/drafts/3/paragraphs/{paragraph}"));
            times.push(asked.elapsed());
        }
        for path in [
            "/",
            "/consultations/hrdd",
            "/consultations/hrdd/drafts/3",
            "/consultations/hrdd/compare/2...3",
            "/consultations/hrdd/compare/1...3",
        ] {
            let asked = Instant::now();
            client.get(&format!("/{language}{path}"));
            times.push(asked.elapsed());
        }
    }
    Figures::new(times, started.elapsed(), server.cpu() - cpu)
}

fn measure() {
    let quick = std::env::args().any(|argument| argument == "--quick");
    let (seconds, paragraphs) = if quick { (1, 5) } else { (6, 70) };
    let app = Server::start("app", APP, "");
    let body = Client::connect(APP).get(PAGE).to_vec();
    let file = std::env::temp_dir().join(format!("travaux-bench-{}", std::process::id()));
    std::fs::write(&file, &body).unwrap();
    let bare = Server::start("bare", BARE, &file.display().to_string());
    println!("{PAGE}: {} bytes on the wire", body.len());
    cold(&app, paragraphs).print("cold, one by one");
    // In turn, so that a change of the machine's mood touches both.
    let mut ratios = Vec::new();
    for _ in 0..if quick { 1 } else { 3 } {
        let ours = hammer(&app, APP, PAGE, seconds);
        ours.print("warm");
        let theirs = hammer(&bare, BARE, "/", seconds);
        theirs.print("bare actix, same bytes");
        ratios.push(ours.per_second / theirs.per_second);
    }
    ratios.sort_by(f64::total_cmp);
    println!("warm / bare: {:.2} (median of {})", ratios[ratios.len() / 2], ratios.len());
    _ = std::fs::remove_file(file);
}
