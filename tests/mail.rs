//! Mail over a real SMTP server: aiosmtpd, a process of its own.

use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};

use travaux::platform::mail::{Letter, Transport};

/// Prints its port, then one line for each mail: the subject and the recipient, decoded.
const SERVER: &str = r#"
import sys, time, email, socket
from email import policy
from aiosmtpd.controller import Controller
class Handler:
    async def handle_DATA(self, server, session, envelope):
        message = email.message_from_bytes(envelope.content, policy=policy.default)
        print("MAIL", envelope.rcpt_tos[0], message["subject"], message["message-id"], "text/html" in envelope.content.decode(), flush=True)
        return "250 OK"
probe = socket.socket(); probe.bind(("127.0.0.1", 0)); port = probe.getsockname()[1]; probe.close()
controller = Controller(Handler(), hostname="127.0.0.1", port=port); controller.start()
print("PORT", port, flush=True)
time.sleep(60)
"#;

struct Server {
    child: Child,
    lines: std::io::Lines<BufReader<std::process::ChildStdout>>,
    port: String,
}

impl Drop for Server {
    fn drop(&mut self) {
        _ = self.child.kill();
        _ = self.child.wait();
    }
}

/// Starts the server; `None`, said aloud, where Python or aiosmtpd is missing. In CI that is a failure.
fn start() -> Option<Server> {
    let mut child = Command::new("python3").args(["-c", SERVER]).stdout(Stdio::piped()).stderr(Stdio::null()).spawn().ok()?;
    let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
    let first = lines.next().and_then(Result::ok);
    let Some(port) = first.and_then(|line| line.strip_prefix("PORT ").map(str::to_owned)) else {
        assert!(std::env::var("CI").is_err(), "aiosmtpd does not start: run scripts/test, which installs it");
        eprintln!("SKIPPED: aiosmtpd is not installed (scripts/test installs it)");
        return None;
    };
    Some(Server { child, lines, port })
}

fn letter(subject: &str) -> Letter {
    Letter {
        message_id: "<0123@travaux>".into(),
        recipient: "Amina <amina@example.org>".into(),
        subject: subject.into(),
        text: "نص الرسالة".into(),
        html: "<p dir=\"rtl\">نص الرسالة</p>".into(),
    }
}

#[actix_web::test]
async fn arabic_mail_reaches_a_real_server() {
    let Some(mut server) = start() else { return };
    let transport = Transport::open(&format!("smtp://127.0.0.1:{}", server.port)).unwrap();
    transport.send("Travaux <noreply@example.org>", &letter("دعوة إلى المنصة")).await.unwrap();
    let line = server.lines.next().unwrap().unwrap();
    assert!(line.starts_with("MAIL amina@example.org دعوة إلى المنصة <0123@travaux> True"), "{line}");
    // A subject cannot bring headers of its own.
    transport.send("Travaux <noreply@example.org>", &letter("Hello\r\nBcc: all@example.org")).await.unwrap();
    let line = server.lines.next().unwrap().unwrap();
    assert!(line.starts_with("MAIL amina@example.org Hello  Bcc: all@example.org"), "{line}");
}

#[actix_web::test]
async fn a_server_that_is_away_is_an_error_to_be_tried_again() {
    let transport = Transport::open("smtp://127.0.0.1:9").unwrap();
    assert!(transport.send("Travaux <noreply@example.org>", &letter("x")).await.is_err());
}

#[actix_web::test]
async fn a_folder_takes_mail_too() {
    let folder = tempfile::tempdir().unwrap();
    let transport = Transport::open(&format!("file:{}", folder.path().display())).unwrap();
    transport.send("Travaux <noreply@example.org>", &letter("x")).await.unwrap();
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1);
}

/// A mail holds an address and often a link that lets somebody in: its owner alone reads it.
#[actix_web::test]
async fn a_folder_of_mails_is_for_its_owner() {
    use std::os::unix::fs::PermissionsExt as _;
    let folder = tempfile::tempdir().unwrap();
    let mails = folder.path().join("mail");
    let transport = Transport::open(&format!("file:{}", mails.display())).unwrap();
    transport.send("Travaux <noreply@example.org>", &letter("One")).await.unwrap();
    let mode = |path: &std::path::Path| std::fs::metadata(path).unwrap().permissions().mode() & 0o777;
    assert_eq!(mode(&mails), 0o700);
    let files: Vec<_> = std::fs::read_dir(&mails).unwrap().map(|entry| entry.unwrap().path()).collect();
    assert_eq!(files.len(), 1);
    assert_eq!(mode(&files[0]), 0o600);
}
