//! A plain HTTP client and the real program, for what only a real process shows: kills, cut replies, logs.

use std::io::{Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use super::db::Fresh;
use super::html;

/// The program, serving a database on a port of its own.
pub struct Program {
    child: Child,
    pub address: String,
}

impl Program {
    /// Starts it in a folder, which holds its key, log and temporary files.
    pub fn start(fresh: &Fresh, folder: &Path, port: u16, log: &str) -> Self {
        Self::started(Command::new(env!("CARGO_BIN_EXE_travaux")).args(["serve", "--port", &port.to_string()]), fresh, folder, port, log)
    }

    /// The same with so many files at most.
    pub fn start_with_files(files: u32, fresh: &Fresh, folder: &Path, port: u16) -> Self {
        let script = format!("ulimit -n {files}; exec \"$0\" serve --port {port}");
        Self::started(Command::new("sh").args(["-c", &script, env!("CARGO_BIN_EXE_travaux")]), fresh, folder, port, "warn")
    }

    fn started(command: &mut Command, fresh: &Fresh, folder: &Path, port: u16, log: &str) -> Self {
        std::fs::create_dir_all(folder.join("tmp")).unwrap();
        let errors = std::fs::OpenOptions::new().create(true).append(true).open(folder.join("log")).unwrap();
        let child = command
            .env("DATABASE_URL", &fresh.options.url)
            .env("TRAVAUX_DATABASE_ACCEPT_UNSAFE", "yes")
            .env("TRAVAUX_SECRET_KEY", "a key that only the tests of this project use")
            .env("TRAVAUX_METRICS_TOKEN", "a token for tests")
            .env("TRAVAUX_MAIL_URL", "memory:")
            .env("TRAVAUX_LOG", log)
            .env("TMPDIR", folder.join("tmp"))
            .env("RUST_BACKTRACE", "0")
            .current_dir(folder)
            .stdin(Stdio::null())
            .stdout(errors.try_clone().unwrap())
            .stderr(errors)
            .spawn()
            .unwrap();
        let program = Self { child, address: format!("127.0.0.1:{port}") };
        let until = Instant::now() + Duration::from_mins(1);
        while TcpStream::connect(&program.address).is_err() {
            let log = || std::fs::read_to_string(folder.join("log")).unwrap_or_default();
            assert!(Instant::now() < until, "the program does not serve: {}", log());
            std::thread::sleep(Duration::from_millis(10));
        }
        program
    }

    /// Its number.
    pub fn id(&self) -> u32 {
        self.child.id()
    }

    /// Kills it as a power cut would: no signal handler runs.
    pub fn kill(&mut self) {
        _ = self.child.kill();
        _ = self.child.wait();
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        self.kill();
    }
}

/// A port that nobody listens on now.
pub fn free_port() -> u16 {
    std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port()
}

/// Sends a request and reads the answer: status and body. An error means that there was no whole answer.
pub fn request(address: &str, head: &str, body: &str) -> std::io::Result<(u16, String)> {
    let mut stream = TcpStream::connect(address)?;
    stream.set_read_timeout(Some(Duration::from_secs(20)))?;
    write!(stream, "{head}\r\nhost: {address}\r\nconnection: close\r\ncontent-length: {}\r\n\r\n{body}", body.len())?;
    let mut bytes = Vec::new();
    stream.read_to_end(&mut bytes)?;
    let cut = || std::io::Error::other("the answer was cut");
    let text = String::from_utf8_lossy(&bytes).into_owned();
    let (head, body) = text.split_once("\r\n\r\n").ok_or_else(cut)?;
    let status = head.split(' ').nth(1).and_then(|status| status.parse().ok()).ok_or_else(cut)?;
    let length =
        head.to_ascii_lowercase().split("content-length: ").nth(1).and_then(|rest| rest.lines().next()?.trim().parse::<usize>().ok());
    if length.is_some_and(|length| body.len() < length) {
        return Err(cut());
    }
    Ok((status, body.to_owned()))
}

pub fn get(address: &str, path: &str) -> std::io::Result<(u16, String)> {
    request(address, &format!("GET {path} HTTP/1.1"), "")
}

/// Sends a form as a browser does; `headers` are further lines of the head.
pub fn post(address: &str, path: &str, fields: &[(String, String)], headers: &str) -> std::io::Result<(u16, String)> {
    let body = serde_urlencoded::to_string(fields).unwrap();
    let head = format!("POST {path} HTTP/1.1\r\ncontent-type: application/x-www-form-urlencoded{headers}");
    request(address, &head, &body)
}

/// The fields of a page's form, with some typed in.
pub fn filled(page: &str, action: &str, typed: &[(&str, &str)]) -> (String, Vec<(String, String)>) {
    let mut form = html::form(page, action);
    for (name, value) in typed {
        form.fields.retain(|(known, _)| known != name);
        form.fields.push(((*name).to_owned(), (*value).to_owned()));
    }
    (form.action, form.fields)
}
