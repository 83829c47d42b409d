//! Mail: an outbox in the database, and the ways out of the house (SMTP, files, memory for tests).

use super::jobs::{self, Job};
use serde::{Deserialize, Serialize};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use diesel::prelude::*;
use lettre::message::{Mailbox, MultiPart};
use lettre::{AsyncSmtpTransport, AsyncTransport, Message, Tokio1Executor};

use super::clock::Timestamp;
use super::db::{Conn, Tx};
use super::secret::Token;
use crate::each_backend;
use crate::error::{AppError, AppResult};
use crate::schema::outbox;

/// A mail as it waits: what to say and to whom; the words are found when it is sent.
#[derive(Debug, Queryable)]
pub struct Waiting {
    /// Its row.
    pub id: i64,
    /// The identifier that makes a second delivery recognisable.
    pub message_id: String,
    /// Whom it goes to.
    pub recipient: String,
    /// The reader's language.
    pub language: String,
    /// The folder of its templates below `templates/mail`.
    pub template: String,
    /// What the templates are filled with, as JSON.
    pub variables: String,
}

/// A mail in words, ready to go.
#[derive(Clone, Debug)]
pub struct Letter {
    /// The identifier.
    pub message_id: String,
    /// Whom it goes to.
    pub recipient: String,
    /// The subject, one line.
    pub subject: String,
    /// The plain text.
    pub text: String,
    /// The same as HTML.
    pub html: String,
}

/// Sends a mail of the outbox.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub struct SendMail {
    /// Its row.
    pub mail: i64,
}

impl Job for SendMail {
    const NAME: &'static str = "send_mail";

    fn key(&self) -> String {
        format!("send-mail-{}", self.mail)
    }
}

/// Puts a mail into the outbox, in the transaction of what it tells, to be sent at once.
///
/// # Errors
/// Those of the database.
pub fn enqueue(
    tx: &mut Tx,
    recipient: &str,
    language: &str,
    template: &str,
    variables: &serde_json::Value,
    now: Timestamp,
) -> AppResult<()> {
    let message_id = format!("<{}@travaux>", &Token::random()?.expose()[..32]);
    let variables = variables.to_string();
    let mail = each_backend!(tx, |c| diesel::insert_into(outbox::table)
        .values((
            outbox::message_id.eq(&message_id),
            outbox::recipient.eq(recipient),
            outbox::language.eq(language),
            outbox::template.eq(template),
            outbox::variables.eq(&variables),
            outbox::queued_at.eq(now),
        ))
        .returning(outbox::id)
        .get_result(c))?;
    jobs::enqueue(tx, &SendMail { mail }, now)
}

/// A mail that waits; `None` if it has gone.
///
/// # Errors
/// Those of the database.
pub fn waiting(conn: &mut Conn, id: i64) -> AppResult<Option<Waiting>> {
    Ok(each_backend!(conn, |c| outbox::table
        .filter(outbox::id.eq(id))
        .select((outbox::id, outbox::message_id, outbox::recipient, outbox::language, outbox::template, outbox::variables))
        .first(c)
        .optional())?)
}

/// Removes a mail that has gone: nothing of it is kept.
///
/// # Errors
/// Those of the database.
pub fn remove(tx: &mut Tx, id: i64) -> AppResult<()> {
    each_backend!(tx, |c| diesel::delete(outbox::table.filter(outbox::id.eq(id))).execute(c))?;
    Ok(())
}

/// The way out of the house.
#[derive(Clone)]
pub enum Transport {
    /// A mail server.
    Smtp(AsyncSmtpTransport<Tokio1Executor>),
    /// A folder, one file a mail.
    Folder(PathBuf),
    /// A list, for tests.
    Memory(Arc<Mutex<Vec<Letter>>>),
}

/// Checks that a URL names a way out, without opening it (which needs a running program).
///
/// # Errors
/// If the URL is none of those of [`Transport::open`].
pub fn check(url: &str) -> AppResult<()> {
    if url.starts_with("file:") || url == "memory:" {
        return Ok(());
    }
    AsyncSmtpTransport::<Tokio1Executor>::from_url(url)
        .map(|_| ())
        .map_err(|error| AppError::Internal(format!("the address of the mail server: {error}")))
}

impl Transport {
    /// Opens the way that a URL names: `smtp://` (plain, for a relay on this machine), `smtp://…?tls=required`
    /// (STARTTLS), `smtps://` (TLS), `file:FOLDER`, `memory:`.
    ///
    /// # Errors
    /// If the URL is none of these.
    pub fn open(url: &str) -> AppResult<Self> {
        if let Some(folder) = url.strip_prefix("file:") {
            return Ok(Self::Folder(PathBuf::from(folder.trim_start_matches("//"))));
        }
        if url == "memory:" {
            return Ok(Self::Memory(Arc::default()));
        }
        let builder = AsyncSmtpTransport::<Tokio1Executor>::from_url(url)
            .map_err(|error| AppError::Internal(format!("the address of the mail server: {error}")))?;
        Ok(Self::Smtp(builder.timeout(Some(Duration::from_secs(20))).build()))
    }

    /// Sends a mail.
    ///
    /// # Errors
    /// If an address is wrong or the server does not take it.
    pub async fn send(&self, from: &str, letter: &Letter) -> AppResult<()> {
        match self {
            Self::Memory(list) => {
                list.lock().unwrap_or_else(PoisonError::into_inner).push(letter.clone());
                Ok(())
            }
            Self::Folder(folder) => write(folder, &message(from, letter)?, &letter.message_id),
            Self::Smtp(transport) => {
                transport.send(message(from, letter)?).await.map_err(AppError::internal)?;
                Ok(())
            }
        }
    }
}

fn message(from: &str, letter: &Letter) -> AppResult<Message> {
    let mailbox = |address: &str| address.parse::<Mailbox>().map_err(|error| AppError::Internal(format!("mail address: {error}")));
    Message::builder()
        .from(mailbox(from)?)
        .to(mailbox(&letter.recipient)?)
        .subject(letter.subject.replace(['\r', '\n'], " "))
        .message_id(Some(letter.message_id.clone()))
        .multipart(MultiPart::alternative_plain_html(letter.text.clone(), letter.html.clone()))
        .map_err(AppError::internal)
}

fn write(folder: &Path, message: &Message, message_id: &str) -> AppResult<()> {
    use std::io::Write as _;
    use std::os::unix::fs::{DirBuilderExt as _, OpenOptionsExt as _};
    // A mail holds an address and often a link that lets somebody in.
    std::fs::DirBuilder::new().recursive(true).mode(0o700).create(folder).map_err(AppError::internal)?;
    let name: String = message_id.chars().filter(char::is_ascii_alphanumeric).collect();
    let path = folder.join(format!("{name}.eml"));
    let file = std::fs::OpenOptions::new().write(true).create(true).truncate(true).mode(0o600).open(path);
    file.and_then(|mut file| file.write_all(&message.formatted())).map_err(AppError::internal)
}
