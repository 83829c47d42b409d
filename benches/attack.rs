//! What hostile files do to the server and to those who read pages meanwhile: `cargo bench --bench attack`.
//!
//! The demonstration world, served by the program itself. Four files at once, until each of them has been sent: tables and
//! documents by anybody, letters by a member of staff. Beside them two readers of pages. It prints how each file was answered and
//! after how long, the most memory that the server and its readers of files held, and how long pages took, before and meanwhile.
//! With names as arguments, only the files whose names contain one of them.

#![expect(clippy::print_stdout, clippy::unwrap_used, reason = "a bench prints, and stops where something is wrong")]

#[path = "../tests/support/docx.rs"]
mod docx;
#[path = "../tests/support/hostile.rs"]
mod hostile;

use std::io::{Read as _, Write as _};
use std::net::TcpStream;
use std::process::{Child, Command, Stdio};
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::{Duration, Instant};

use hostile::{Hostile, Pretends};

const PORT: u16 = 18_475;
const AT_ONCE: usize = 4;
const PAGES: [&str; 3] = ["/en/consultations/hrdd/drafts/3", "/ar/consultations/hrdd/log", "/fr/consultations/hrdd/compare/2...3"];

/// The program, which ends with the bench.
struct Demo(Child);

impl Drop for Demo {
    fn drop(&mut self) {
        _ = self.0.kill();
        _ = self.0.wait();
    }
}

/// Sends a request; returns status, head and body, and how long it took.
fn send(request: &[u8]) -> (u16, String, String, Duration) {
    let begun = Instant::now();
    let mut stream = TcpStream::connect(("127.0.0.1", PORT)).unwrap();
    stream.set_read_timeout(Some(Duration::from_mins(3))).unwrap();
    _ = stream.write_all(request);
    let mut answer = Vec::new();
    _ = stream.read_to_end(&mut answer);
    let text = String::from_utf8_lossy(&answer).into_owned();
    let (head, body) = text.split_once("\r\n\r\n").unwrap_or((&text, ""));
    let status = head.split(' ').nth(1).and_then(|status| status.parse().ok()).unwrap_or(0);
    (status, head.to_owned(), body.to_owned(), begun.elapsed())
}

fn request(line: &str, headers: &str, body: &[u8]) -> Vec<u8> {
    let head = format!("{line} HTTP/1.1\r\nhost: 127.0.0.1:{PORT}\r\nconnection: close\r\n{headers}content-length: {}\r\n\r\n", body.len());
    [head.as_bytes(), body].concat()
}

fn between<'a>(text: &'a str, before: &str, after: &str) -> &'a str {
    text.split_once(before).and_then(|(_, rest)| rest.split_once(after)).map_or("", |(found, _)| found)
}

/// Signs in as an analyst of the demonstration; returns the cookie and the token of forms.
fn sign_in() -> (String, String) {
    let (_, head, page, _) = send(&request("GET /en/staff/sign-in", "", b""));
    let token = between(&page, "name=\"form_token\" value=\"", "\"");
    let cookie = between(&head, "set-cookie: ", ";");
    let fields = [("email", "analyst@example.org"), ("password", travaux::demo::PASSWORD), ("form_token", token)];
    let body = serde_urlencoded::to_string(fields).unwrap();
    let headers = format!("content-type: application/x-www-form-urlencoded\r\ncookie: {cookie}\r\n");
    let (status, head, ..) = send(&request("POST /en/staff/sign-in", &headers, body.as_bytes()));
    assert_eq!(status, 303, "{head}");
    let cookie = between(&head, "set-cookie: ", ";").to_owned();
    let (_, _, page, _) = send(&request("GET /en/staff/consultations/hrdd/letters", &format!("cookie: {cookie}\r\n"), b""));
    (cookie, between(&page, "name=\"form_token\" value=\"", "\"").to_owned())
}

/// The request that sends a file to where it is read.
fn attack(file: &Hostile, (cookie, token): &(String, String)) -> Vec<u8> {
    match file.pretends {
        Pretends::Table | Pretends::Document => request("POST /api/v1/consultations/hrdd/drafts/3/table", "", &file.bytes),
        Pretends::Letter => {
            let part = |name: &str, more: &str| {
                format!("--a-boundary-of-the-bench\r\nContent-Disposition: form-data; name=\"{name}\"{more}\r\n\r\n")
            };
            let mut body = format!("{}{token}\r\n{}", part("form_token", ""), part("file", "; filename=\"letter\"")).into_bytes();
            body.extend(&file.bytes);
            body.extend(b"\r\n--a-boundary-of-the-bench--\r\n");
            let headers = format!("content-type: multipart/form-data; boundary=a-boundary-of-the-bench\r\ncookie: {cookie}\r\n");
            request("POST /en/staff/consultations/hrdd/letters", &headers, &body)
        }
    }
}

/// Reads pages until told to stop; returns how long each took.
fn read_pages(stop: &AtomicBool) -> Vec<Duration> {
    let mut times = Vec::new();
    while !stop.load(Ordering::Relaxed) {
        let (status, _, _, took) = send(&request(&format!("GET {}", PAGES[times.len() % PAGES.len()]), "", b""));
        assert_eq!(status, 200, "a page while files are read");
        times.push(took);
        std::thread::sleep(Duration::from_millis(5));
    }
    times
}

fn print_times(name: &str, mut times: Vec<Duration>) {
    times.sort_unstable();
    let at = |share: usize| times[(times.len() * share / 1_000).min(times.len() - 1)];
    println!("{name:<40} {:>6} pages   p50 {:>8.1?}   p99 {:>8.1?}   longest {:>8.1?}", times.len(), at(500), at(990), at(999));
}

/// The most memory that a process has held, in kilobytes; and its children.
fn held(process: u32) -> (u64, Vec<u32>) {
    let status = std::fs::read_to_string(format!("/proc/{process}/status")).unwrap_or_default();
    let held = between(&status, "VmHWM:", "kB").trim().parse().unwrap_or(0);
    let tasks = std::fs::read_dir(format!("/proc/{process}/task")).into_iter().flatten().flatten();
    let lists = tasks.map(|task| std::fs::read_to_string(task.path().join("children")).unwrap_or_default());
    (held, lists.flat_map(|list| list.split_whitespace().filter_map(|id| id.parse().ok()).collect::<Vec<_>>()).collect())
}

fn main() {
    let wanted: Vec<String> = std::env::args().skip(1).filter(|name| !name.starts_with("--")).collect();
    let is_wanted = |name: &str| wanted.is_empty() || wanted.iter().any(|part| name.contains(part.as_str()));
    let folder = tempfile::tempdir().unwrap();
    let demo = Command::new(env!("CARGO_BIN_EXE_travaux"))
        .args(["demo", "--port", &PORT.to_string()])
        .current_dir(folder.path())
        .stdout(Stdio::null())
        .spawn()
        .unwrap();
    let demo = Demo(demo);
    let until = Instant::now() + Duration::from_mins(2);
    while TcpStream::connect(("127.0.0.1", PORT)).is_err() {
        assert!(Instant::now() < until, "the demonstration does not start");
        std::thread::sleep(Duration::from_millis(50));
    }
    let staff = sign_in();
    let files: Vec<Hostile> = hostile::all().into_iter().filter(|file| is_wanted(file.name)).collect();
    println!("{} files, {AT_ONCE} at once", files.len());
    let stop = AtomicBool::new(false);
    let quiet = std::thread::scope(|scope| {
        let readers = [scope.spawn(|| read_pages(&stop)), scope.spawn(|| read_pages(&stop))];
        std::thread::sleep(Duration::from_secs(3));
        stop.store(true, Ordering::Relaxed);
        readers.map(|reader| reader.join().unwrap()).concat()
    });
    stop.store(false, Ordering::Relaxed);
    let queue = Mutex::new(files.iter());
    let answers = Mutex::new(Vec::new());
    let largest = AtomicU64::new(0);
    let process = demo.0.id();
    let meanwhile = std::thread::scope(|scope| {
        let readers = [scope.spawn(|| read_pages(&stop)), scope.spawn(|| read_pages(&stop))];
        let watcher = scope.spawn(|| {
            while !stop.load(Ordering::Relaxed) {
                held(process).1.into_iter().for_each(|child| _ = largest.fetch_max(held(child).0, Ordering::Relaxed));
                std::thread::sleep(Duration::from_millis(1));
            }
        });
        let senders: Vec<_> = (0..AT_ONCE)
            .map(|_| {
                scope.spawn(|| {
                    loop {
                        let Some(file) = queue.lock().unwrap().next() else { return };
                        let (status, _, _, took) = send(&attack(file, &staff));
                        answers.lock().unwrap().push((took, status, file.name));
                    }
                })
            })
            .collect();
        senders.into_iter().for_each(|sender| sender.join().unwrap());
        stop.store(true, Ordering::Relaxed);
        watcher.join().unwrap();
        readers.map(|reader| reader.join().unwrap()).concat()
    });
    let mut answers = answers.into_inner().unwrap();
    answers.sort_unstable_by(|one, other| other.cmp(one));
    answers.iter().for_each(|(took, status, name)| println!("{took:>9.1?}  {status}  {name}"));
    print_times("pages, nobody attacks", quiet);
    print_times("pages, four hostile files at once", meanwhile);
    println!("the server held {} MB, a reader of files {} MB", held(process).0 / 1024, largest.into_inner() / 1024);
    assert!(answers.iter().all(|(_, status, _)| *status != 0), "a file without an answer");
    assert_eq!(send(&request("GET /healthz", "", b"")).0, 200);
}
