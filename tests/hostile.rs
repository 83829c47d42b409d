//! Nobody brings it down: files, bodies and connections made to stop or starve the server are answered in words, and it lives on.

use std::io::{Read as _, Write as _};
use std::net::TcpStream;
use std::time::Duration;

use travaux::error::AppError;
use travaux::extract::{Extractor, LIMITS, NotRead};
use travaux::platform::admission::Asker;
use travaux::platform::sandbox::{self, Limits};
use travaux::text::read::{Options, ReadError};

use crate::support::app::program;
use crate::support::hostile::{self, Hostile, Pretends};
use crate::support::http::{self, Program};
use crate::support::{Engine, TestApp};

/// What came of a file.
async fn read(extractor: &Extractor, file: &Hostile) -> Result<(), NotRead> {
    match file.pretends {
        Pretends::Table => extractor.tables(&file.bytes, Asker::Staff).await.map(|_| ()),
        Pretends::Document => extractor.document(&file.bytes, Options::default(), Asker::Staff).await.map(|_| ()),
        Pretends::Letter => extractor.letter(&file.bytes, Asker::Staff).await.map(|_| ()),
    }
}

/// Each file is read, refused by name, or stopped at a limit: never a fault of ours. Tighter limits than the server's, so that
/// what loops costs little here.
#[actix_web::test]
async fn every_hostile_file_is_answered() {
    let limits = Limits { processor: Duration::from_secs(2), wall: Duration::from_mins(1), ..LIMITS };
    let extractor = Extractor::apart(program(), limits);
    let files = hostile::all();
    assert!(files.len() >= 64, "{}", files.len());
    let mut stopped = Vec::new();
    // Two at a time, as the server does.
    for pair in files.chunks(2) {
        let answers = futures_util::future::join_all(pair.iter().map(|file| read(&extractor, file))).await;
        for (file, answer) in pair.iter().zip(answers) {
            match answer {
                Err(NotRead::Refused(ReadError::Exhausting)) => stopped.push(file.name),
                Ok(()) | Err(NotRead::Refused(_)) => {}
                Err(NotRead::Failed(error)) => panic!("{}: {error}", file.name),
            }
        }
    }
    // Else the limits were not tried at all.
    assert!(stopped.len() >= 3, "only {stopped:?} were stopped at a limit");
}

/// The wall holds: a child that is told to take more than it may is stopped, whatever it does.
#[actix_web::test]
async fn memory_time_and_output_are_limited() {
    let file = |name: &str| hostile::all().into_iter().find(|file| file.name.contains(name)).unwrap();
    let few = Limits { memory: 24 * 1024 * 1024, ..LIMITS };
    let long = file("one line of eight million");
    for (limits, stops) in [(LIMITS, false), (few, true), (Limits { output: 1_000, ..LIMITS }, true)] {
        let answer = read(&Extractor::apart(program(), limits), &long).await;
        assert_eq!(matches!(answer, Err(NotRead::Refused(ReadError::Exhausting))), stops, "{limits:?}: {answer:?}");
    }
    // It takes more than a second here.
    let slow = Hostile { name: "slow", pretends: Pretends::Document, bytes: b"[a](<b".repeat(200_000) };
    let ample = Limits { memory: 4 << 30, processor: Duration::from_mins(2), wall: Duration::from_mins(5), ..LIMITS };
    let (second, moment) = (Duration::from_secs(1), Duration::from_millis(200));
    for (limits, stops) in [(ample, false), (Limits { processor: second, ..ample }, true), (Limits { wall: moment, ..ample }, true)] {
        let answer = read(&Extractor::apart(program(), limits), &slow).await;
        assert_eq!(matches!(answer, Err(NotRead::Refused(ReadError::Exhausting))), stops, "{limits:?}: {answer:?}");
    }
}

/// A program that is not ours, or none, is a fault of ours and not of the file.
#[actix_web::test]
async fn what_does_not_start_is_a_fault_of_ours() {
    for path in ["/nonexistent/travaux", "/bin/cat"] {
        let extractor =
            Extractor::apart(sandbox::Program { path: path.into(), argument: "reader" }, Limits { wall: Duration::from_secs(5), ..LIMITS });
        let answer = extractor.document(b"# Text", Options::default(), Asker::Staff).await.map(|_| ());
        assert!(matches!(answer, Err(NotRead::Failed(AppError::Internal(_)))), "{path}: {answer:?}");
    }
}

/// The real program, and what is sent to it.
struct Attacked {
    program: Program,
    _folder: tempfile::TempDir,
    app: TestApp,
}

/// The program with so many files at most.
async fn attacked(files: u32) -> Attacked {
    let folder = tempfile::tempdir().unwrap();
    let app = TestApp::new(Engine::Sqlite).await;
    app.open_consultation_now("attacked").await;
    let program = Program::start_with_files(files, &app.fresh, folder.path(), http::free_port());
    Attacked { program, _folder: folder, app }
}

/// Sends a body and returns the status of the answer; an error if there is none.
fn send(address: &str, head: &str, body: &[u8]) -> std::io::Result<u16> {
    let mut stream = TcpStream::connect(address)?;
    stream.set_read_timeout(Some(Duration::from_mins(2)))?;
    write!(stream, "{head}\r\nhost: {address}\r\nconnection: close\r\ncontent-length: {}\r\n\r\n", body.len())?;
    // Whoever is refused by what the head says need not take the body.
    _ = stream.write_all(body);
    let mut answer = Vec::new();
    _ = stream.read_to_end(&mut answer);
    let text = String::from_utf8_lossy(&answer);
    let status = text.split(' ').nth(1).and_then(|status| status.parse().ok());
    status.ok_or_else(|| std::io::Error::other("no answer"))
}

const TABLE: &str = "POST /api/v1/consultations/attacked/drafts/1/table HTTP/1.1\r\ncontent-type: application/octet-stream";

/// Hostile files sent by anybody, four at once: each is answered, the server lives on and stays small.
#[test]
fn the_server_outlives_what_strangers_send() {
    let attacked = actix_web::rt::System::new().block_on(attacked(1_024));
    let address = &attacked.program.address;
    let wanted = [
        "a count of shared texts that",
        "a shared text of a hundred thousand runs",
        "a sheet that unpacks",
        "cells repeated over everything",
        "nothing but separators",
        "sixty thousand merged",
        "noise behind the mark",
        "entities in entities",
    ];
    let files: Vec<Hostile> = hostile::all().into_iter().filter(|file| wanted.iter().any(|name| file.name.contains(name))).collect();
    assert_eq!(files.len(), wanted.len());
    for four in files.chunks(4) {
        std::thread::scope(|scope| {
            let sent: Vec<_> = four.iter().map(|file| (file.name, scope.spawn(|| send(address, TABLE, &file.bytes)))).collect();
            for (name, answer) in sent {
                let status = answer.join().unwrap().unwrap_or_else(|error| panic!("{name}: {error}"));
                assert!(matches!(status, 200 | 422 | 503), "{name}: {status}");
            }
        });
        assert_eq!(http::get(address, "/healthz").unwrap().0, 200);
    }
    #[cfg(target_os = "linux")]
    {
        let held = crate::command::held(attacked.program.id());
        assert!(held <= 400 * 1024, "the server held {} MB", held / 1024);
    }
    drop(attacked.app);
}

/// Bodies that are packed, too large, of too many fields, or framed otherwise than HTTP says are refused, most of them unread.
#[test]
fn bodies_are_bounded() {
    let attacked = actix_web::rt::System::new().block_on(attacked(1_024));
    let address = &attacked.program.address;
    let form = "content-type: application/x-www-form-urlencoded";
    let to = |path: &str, more: &str| format!("POST {path} HTTP/1.1\r\n{form}{more}");
    let fields = "a&".repeat(100_000);
    for (head, body, status) in [
        (to("/en/submissions", "\r\ncontent-encoding: br"), b"\x1b\xff\xff\xff\xa2\x83".to_vec(), 415),
        (format!("{TABLE}\r\ncontent-encoding: gzip"), b"\x1f\x8b\x08".to_vec(), 415),
        (to("/en/submissions", ""), fields.clone().into_bytes(), 413),
        (to("/en/answers", ""), fields.into_bytes(), 413),
        (to("/en/staff/sign-in", ""), format!("password={}", "a".repeat(2_000_000)).into_bytes(), 413),
        (to("/en/submissions", ""), vec![b'a'; 11 * 1024 * 1024], 413),
        (TABLE.to_owned(), vec![b'a'; 37 * 1024 * 1024], 413),
        (
            "POST /api/v1/consultations/attacked/receipt-codes HTTP/1.1\r\ncontent-type: application/json".to_owned(),
            vec![b' '; 40_000],
            413,
        ),
    ] {
        assert_eq!(send(address, &head, &body).unwrap(), status, "{head}");
    }
    // What the head says to be too large is answered before the body comes.
    let mut stream = TcpStream::connect(address).unwrap();
    stream.set_read_timeout(Some(Duration::from_secs(20))).unwrap();
    write!(stream, "{}\r\nhost: {address}\r\ncontent-length: 2000000000\r\n\r\n", to("/en/submissions", "")).unwrap();
    let mut answer = [0; 12];
    stream.read_exact(&mut answer).unwrap();
    assert_eq!(&answer, b"HTTP/1.1 413");
    // A body without a length is cut at the limit.
    let mut stream = TcpStream::connect(address).unwrap();
    stream.set_read_timeout(Some(Duration::from_mins(1))).unwrap();
    write!(stream, "{}\r\nhost: {address}\r\ntransfer-encoding: chunked\r\n\r\n", to("/en/staff/sign-in", "")).unwrap();
    let chunk = format!("10000\r\n{}\r\n", "a".repeat(65_536));
    (0..4).for_each(|_| _ = stream.write_all(chunk.as_bytes()));
    let mut answer = [0; 12];
    stream.read_exact(&mut answer).unwrap();
    assert_eq!(&answer, b"HTTP/1.1 413");
    assert_eq!(http::get(address, "/healthz").unwrap().0, 200);
    // A line feed alone ends no line of a head; in a body it may stand.
    for (head, refused) in [
        ("GET /healthz HTTP/1.1\nhost: a\r\n\r\n", true),
        ("GET /healthz HTTP/1.1\r\nhost: a\n\r\n", true),
        ("GET /healthz HTTP/1.1\r\nhost: a\r\n\r\n", false),
    ] {
        let mut stream = TcpStream::connect(address).unwrap();
        stream.write_all(head.as_bytes()).unwrap();
        let mut answer = [0; 12];
        stream.read_exact(&mut answer).unwrap();
        assert_eq!(&answer == b"HTTP/1.1 400", refused, "{head:?}");
    }
    drop(attacked.app);
}

/// Hundreds of connections that say nothing, or a little of a body now and then: whoever comes later is served.
#[test]
fn idle_connections_make_room() {
    let attacked = actix_web::rt::System::new().block_on(attacked(512));
    let address = &attacked.program.address;
    let slow = "POST /en/submissions HTTP/1.1\r\nhost: a\r\ncontent-type: application/x-www-form-urlencoded\r\ncontent-length: 100000\r\n\r\nbody=";
    let mut held = Vec::new();
    for number in 0..700 {
        let mut stream = TcpStream::connect(address).unwrap();
        let begun = if number % 2 == 0 { slow } else { "GET /en/ HTT" };
        _ = stream.write_all(begun.as_bytes());
        held.push(stream);
    }
    for stream in held.iter_mut().step_by(2) {
        _ = stream.write_all(b"a");
    }
    // While hundreds are told to close at the same moment one that comes may be turned away; a moment later she is served.
    let settled = (0..100).any(|_| {
        let is_served = http::get(address, "/healthz").is_ok_and(|answer| answer.0 == 200);
        if !is_served {
            std::thread::sleep(std::time::Duration::from_millis(50));
        }
        is_served
    });
    assert!(settled);
    for path in ["/healthz", "/en/", "/en/consultations/attacked/drafts/1"] {
        assert_eq!(http::get(address, path).unwrap().0, 200, "{path}");
    }
    drop(attacked.app);
}
