//! What the benches share: the server in a process of its own, a client, figures.

use std::io::{Read, Write};
use std::net::TcpStream;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use travaux::config::Config;
use travaux::extract::{self, Extractor};
use travaux::platform::clock::Clock;
use travaux::platform::db;
use travaux::platform::pace::Pace;
use travaux::platform::sandbox::Program;
use travaux::web::state::State;

/// As in the program.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// The variable that tells a process which part it plays.
pub const ROLE: &str = "TRAVAUX_BENCH_ROLE";
/// The variable with a file for that part.
pub const BODY: &str = "TRAVAUX_BENCH_BODY";

/// The variable with the folder for its data.
const FOLDER: &str = "TRAVAUX_BENCH_FOLDER";

/// Serves the app on SQLite, in the folder that [`Server::start`] made, after building its data.
pub fn serve(address: &str, build: impl AsyncFnOnce(&State)) {
    let folder = std::path::PathBuf::from(std::env::var(FOLDER).unwrap());
    let path = |name: &str| folder.join(name).display().to_string();
    let config = Config::from_lookup(|name| match name {
        "DATABASE_URL" => Some(path("bench.sqlite3")),
        "TRAVAUX_SECRET_KEY_FILE" => Some(path("key")),
        "TRAVAUX_MAIL_URL" => Some("memory:".into()),
        "TRAVAUX_BIND" => Some(address.to_owned()),
        _ => None,
    })
    .unwrap();
    db::maintain(&config.database_options(), db::migrate).unwrap();
    actix_web::rt::System::new().block_on(async {
        let mut state = travaux::app::state(&config, Clock::system()).unwrap();
        // This process is the bench, so files are read by the program itself; and all clients come from one address.
        state.extractor =
            Extractor::apart(Program { path: env!("CARGO_BIN_EXE_travaux").into(), argument: extract::ARGUMENT }, extract::LIMITS);
        state.pace = Pace::new(Duration::from_nanos(1));
        build(&state).await;
        travaux::app::serve(&config, state).await.unwrap();
    });
}

/// A server in a process of its own, and its data, which go with it.
pub struct Server(Child, #[expect(dead_code, reason = "removed when it is dropped")] tempfile::TempDir);

impl Server {
    /// Starts this program again in a role.
    pub fn start(role: &str, address: &str, body: &str) -> Self {
        let program = std::env::current_exe().unwrap();
        let folder = tempfile::tempdir().unwrap();
        let child = Command::new(program).env(ROLE, role).env(BODY, body).env(FOLDER, folder.path()).stdout(Stdio::null()).spawn().unwrap();
        let until = Instant::now() + Duration::from_mins(15);
        while TcpStream::connect(address).is_err() {
            assert!(Instant::now() < until, "{role} does not start");
            std::thread::sleep(Duration::from_millis(50));
        }
        Self(child, folder)
    }

    /// User and system time of the process in seconds (Linux: /proc/PID/stat, fields 14 and 15, in hundredths).
    pub fn cpu(&self) -> f64 {
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
pub struct Client {
    stream: TcpStream,
    buffer: Vec<u8>,
}

impl Client {
    /// Connects.
    pub fn connect(address: &str) -> Self {
        let stream = TcpStream::connect(address).unwrap();
        stream.set_nodelay(true).unwrap();
        Self { stream, buffer: vec![0; 1024 * 1024] }
    }

    /// Asks for a page; returns its body as it went over the wire.
    pub fn get(&mut self, path: &str) -> &[u8] {
        self.ask(&format!("GET {path} HTTP/1.1\r\nhost: bench\r\naccept-encoding: br\r\n\r\n"), path)
    }

    /// Asks for a page without compression.
    pub fn ask_plain(&mut self, path: &str) -> String {
        let request = format!("GET {path} HTTP/1.1\r\nhost: bench\r\n\r\n");
        String::from_utf8_lossy(self.ask(&request, path)).into_owned()
    }

    /// Sends a form or JSON; returns the body.
    pub fn post(&mut self, path: &str, headers: &str, body: &str) -> &[u8] {
        let length = body.len();
        self.ask(&format!("POST {path} HTTP/1.1\r\nhost: bench\r\n{headers}content-length: {length}\r\n\r\n{body}"), path)
    }

    fn ask(&mut self, request: &str, path: &str) -> &[u8] {
        self.stream.write_all(request.as_bytes()).unwrap();
        let mut filled = 0;
        loop {
            let read = self.stream.read(&mut self.buffer[filled..]).unwrap();
            assert!(read > 0, "the server closed the connection");
            filled += read;
            let Some(head) = self.buffer[..filled].windows(4).position(|window| window == b"\r\n\r\n") else { continue };
            let text = String::from_utf8_lossy(&self.buffer[..head]).to_ascii_lowercase();
            assert!(text.starts_with("http/1.1 20"), "{path}: {text} {}", String::from_utf8_lossy(&self.buffer[head..filled]));
            let length: usize = text.split("content-length: ").nth(1).and_then(|rest| rest.lines().next()).unwrap().parse().unwrap();
            if filled >= head + 4 + length {
                return &self.buffer[head + 4..head + 4 + length];
            }
        }
    }
}

/// What was measured.
pub struct Figures {
    /// Requests a second.
    pub per_second: f64,
    p50: Duration,
    p99: Duration,
    cpu: f64,
}

impl Figures {
    /// From the times of all requests, the time they took together, and the server's CPU seconds.
    pub fn new(mut times: Vec<Duration>, elapsed: Duration, cpu: f64) -> Self {
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

    /// A line.
    pub fn print(&self, name: &str) {
        println!(
            "{name:<24} {:>9.0} /s   p50 {:>8.0?}   p99 {:>8.0?}   {:>7.1} µs CPU/request",
            self.per_second, self.p50, self.p99, self.cpu
        );
    }
}
