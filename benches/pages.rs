//! What a public page costs: `cargo bench --bench pages`.
//!
//! Starts the program on SQLite with the demonstration, and beside it bare actix serving the same bytes, each in a process of its own;
//! the same client asks both. Prints requests per second, p50, p99 and the server's CPU per request: cold (pages that nobody has
//! asked for yet, one after the other) and warm (one page, 32 connections). `--quick` is a smoke run.

#![expect(
    clippy::print_stdout,
    clippy::unwrap_used,
    clippy::disallowed_methods,
    reason = "a bench prints, and stops where something is wrong"
)]

use std::io::{Read, Write};
use std::net::TcpStream;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use actix_web::{App, HttpResponse, HttpServer, web};
use travaux::config::Config;
use travaux::platform::clock::Clock;
use travaux::platform::db;

const ROLE: &str = "TRAVAUX_BENCH_ROLE";
const BODY: &str = "TRAVAUX_BENCH_BODY";
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
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name).display().to_string();
    let config = Config::from_lookup(|name| match name {
        "DATABASE_URL" => Some(path("bench.sqlite3")),
        "TRAVAUX_SECRET_KEY_FILE" => Some(path("key")),
        "TRAVAUX_MAIL_URL" => Some("memory:".into()),
        "TRAVAUX_BIND" => Some(APP.into()),
        _ => None,
    })
    .unwrap();
    db::maintain(&config.database_options(), db::migrate).unwrap();
    actix_web::rt::System::new().block_on(async {
        let state = travaux::app::state(&config, Clock::system()).unwrap();
        travaux::demo::build(&state).await.unwrap();
        travaux::app::serve(&config, state).await.unwrap();
    });
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

struct Server(Child);

impl Server {
    fn start(role: &str, address: &str, body: &str) -> Self {
        let program = std::env::current_exe().unwrap();
        let child = Command::new(program).env(ROLE, role).env(BODY, body).stdout(Stdio::null()).spawn().unwrap();
        let until = Instant::now() + Duration::from_mins(1);
        while TcpStream::connect(address).is_err() {
            assert!(Instant::now() < until, "{role} does not start");
            std::thread::sleep(Duration::from_millis(50));
        }
        Self(child)
    }

    /// User and system time of the process in seconds (Linux: /proc/PID/stat, fields 14 and 15, in hundredths).
    fn cpu(&self) -> f64 {
        let stat = std::fs::read_to_string(format!("/proc/{}/stat", self.0.id())).unwrap_or_default();
        let fields: Vec<&str> = stat.rsplit(") ").next().unwrap_or_default().split(' ').collect();
        let ticks = |index: usize| fields.get(index).and_then(|field| field.parse::<f64>().ok()).unwrap_or_default();
        (ticks(11) + ticks(12)) / 100.0
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        _ = self.0.kill();
        _ = self.0.wait();
    }
}

/// A connection that stays open.
struct Client {
    stream: TcpStream,
    buffer: Vec<u8>,
}

impl Client {
    fn connect(address: &str) -> Self {
        let stream = TcpStream::connect(address).unwrap();
        stream.set_nodelay(true).unwrap();
        Self { stream, buffer: vec![0; 256 * 1024] }
    }

    /// Asks for a page; returns its body as it went over the wire.
    fn get(&mut self, path: &str) -> &[u8] {
        write!(self.stream, "GET {path} HTTP/1.1\r\nhost: bench\r\naccept-encoding: br\r\n\r\n").unwrap();
        let mut filled = 0;
        loop {
            let read = self.stream.read(&mut self.buffer[filled..]).unwrap();
            assert!(read > 0, "the server closed the connection");
            filled += read;
            let Some(head) = self.buffer[..filled].windows(4).position(|window| window == b"\r\n\r\n") else { continue };
            let text = String::from_utf8_lossy(&self.buffer[..head]).to_ascii_lowercase();
            assert!(text.starts_with("http/1.1 200"), "{path}: {text}");
            let length: usize = text.split("content-length: ").nth(1).and_then(|rest| rest.lines().next()).unwrap().parse().unwrap();
            if filled >= head + 4 + length {
                return &self.buffer[head + 4..head + 4 + length];
            }
        }
    }
}

struct Figures {
    per_second: f64,
    p50: Duration,
    p99: Duration,
    cpu: f64,
}

impl Figures {
    fn new(mut times: Vec<Duration>, elapsed: Duration, cpu: f64) -> Self {
        times.sort_unstable();
        #[expect(clippy::cast_precision_loss, reason = "counts of requests")]
        let count = times.len() as f64;
        Self {
            per_second: count / elapsed.as_secs_f64(),
            p50: times[times.len() / 2],
            p99: times[times.len() * 99 / 100],
            cpu: cpu / count * 1e6,
        }
    }

    fn print(&self, name: &str) {
        println!(
            "{name:<24} {:>9.0} /s   p50 {:>8.0?}   p99 {:>8.0?}   {:>7.1} µs CPU/request",
            self.per_second, self.p50, self.p99, self.cpu
        );
    }
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
