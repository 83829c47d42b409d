//! The configuration: one struct per concern, read from a look-up function, so that where a value comes from (flag,
//! environment, file) is decided once. Every fault names its variable.

use std::collections::HashMap;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};

use secrecy::{ExposeSecret, SecretString};

use crate::platform::db;

/// Everything that can be set.
#[derive(Debug)]
pub struct Config {
    /// Where pages are served.
    pub server: Server,
    /// Where the data is.
    pub database: Data,
    /// How mail leaves the house.
    pub mail: Mail,
    /// What the log holds.
    pub log: String,
    /// The folders where fonts are, for PDF.
    pub fonts: Vec<PathBuf>,
}

/// Where pages are served.
#[derive(Debug)]
pub struct Server {
    /// The address to listen on.
    pub bind: SocketAddr,
    /// How the outside world reaches the pages; begins with `https://` in production.
    pub base_url: String,
    /// An onion service with the same pages, told by the header `Onion-Location`.
    pub onion: Option<String>,
    /// The name of the site on every page.
    pub site_name: String,
    /// The key of the installation, if given; else it is kept in [`Server::key_file`].
    pub key: Option<SecretString>,
    /// The file that keeps the key, made at the first start.
    pub key_file: PathBuf,
    /// The header in which a proxy says whom it asks for, if there is one.
    pub proxy_header: Option<String>,
    /// Who may read `/metrics`.
    pub metrics_token: Option<SecretString>,
    /// A socket of its own for `/metrics`, without a token.
    pub metrics_bind: Option<SocketAddr>,
    /// Whom to tell of a weakness: `mailto:…` or `https:…`.
    pub security_contact: String,
}

/// Where the data is.
#[derive(Debug)]
pub struct Data {
    /// `postgres://…`, or the path of a SQLite file.
    pub url: SecretString,
    /// A replica for reading public pages.
    pub read_url: Option<SecretString>,
    /// A certificate authority for PostgreSQL.
    pub certificate_authority: Option<PathBuf>,
    /// Whether PostgreSQL without fsync is accepted.
    pub accept_unsafe: bool,
    /// The journal of what is taken back for good, outside of the database and its backups.
    pub journal: PathBuf,
    /// How many days backups are kept, and so the journal.
    pub backup_days: i32,
}

/// How mail leaves the house.
#[derive(Debug)]
pub struct Mail {
    /// `smtp://…`, `smtps://…`, `file:FOLDER`, `memory:`.
    pub url: SecretString,
    /// The sender.
    pub from: String,
}

/// A value that cannot be used, with the variable it came from.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
#[error("{variable}: {reason}")]
pub struct Fault {
    /// The environment variable (or the same key in the file).
    pub variable: &'static str,
    /// What is wrong and what would be right.
    pub reason: String,
}

/// All variables with what they mean, in the order in which `travaux check` prints them.
pub const VARIABLES: [(&str, &str); 20] = [
    ("TRAVAUX_BIND", "the address to listen on, such as 127.0.0.1:8080"),
    ("TRAVAUX_BASE_URL", "how the outside world reaches the pages"),
    ("TRAVAUX_ONION", "the address of the onion service, if there is one"),
    ("TRAVAUX_SITE_NAME", "the name of the site"),
    ("TRAVAUX_SECRET_KEY", "the key of the installation, at least 32 characters"),
    ("TRAVAUX_SECRET_KEY_FILE", "the file that keeps the key where it is not given"),
    ("TRAVAUX_PROXY_HEADER", "the header in which your proxy says whom it asks for, such as x-forwarded-for"),
    ("TRAVAUX_METRICS_TOKEN", "who may read /metrics"),
    ("TRAVAUX_METRICS_BIND", "an address of its own for /metrics, which needs no token there"),
    ("TRAVAUX_SECURITY_CONTACT", "whom to tell of a weakness, instead of the sender of mail: mailto:… or https:…"),
    ("DATABASE_URL", "postgres://… or the path of a SQLite file"),
    ("DATABASE_READ_URL", "a replica for reading public pages"),
    ("TRAVAUX_DATABASE_CA", "a certificate authority for PostgreSQL"),
    ("TRAVAUX_DATABASE_ACCEPT_UNSAFE", "yes: accept PostgreSQL without fsync (tests)"),
    ("TRAVAUX_JOURNAL", "the file that keeps, apart from the database, what was erased, withdrawn or lowered"),
    ("TRAVAUX_BACKUP_DAYS", "how many days you keep backups; the privacy page says so, and the journal is kept as long"),
    ("TRAVAUX_MAIL_URL", "smtp://…, smtps://…, file:FOLDER"),
    ("TRAVAUX_MAIL_FROM", "the sender of mail"),
    ("TRAVAUX_FONTS", "folders with fonts for PDF, with colons between them"),
    ("TRAVAUX_LOG", "what is logged, such as info or travaux=debug"),
];

/// Where systems keep their fonts.
pub const SYSTEM_FONTS: &str = "/usr/share/fonts:/usr/local/share/fonts";

/// Variables whose values are never printed.
const SECRET: [&str; 5] = ["TRAVAUX_SECRET_KEY", "TRAVAUX_METRICS_TOKEN", "DATABASE_URL", "DATABASE_READ_URL", "TRAVAUX_MAIL_URL"];

impl Mail {
    fn from_lookup(text: impl Fn(&str, &str) -> String, faults: &mut Vec<Fault>) -> Self {
        let from = text("TRAVAUX_MAIL_FROM", "Travaux <noreply@localhost>");
        if from.parse::<lettre::message::Mailbox>().is_err() {
            let reason = format!("“{from}” is no sender; write Name <name@example.org>");
            faults.push(Fault { variable: "TRAVAUX_MAIL_FROM", reason });
        }
        let url = text("TRAVAUX_MAIL_URL", "file:var/mail");
        if let Err(error) = crate::platform::mail::check(&url) {
            faults.push(Fault { variable: "TRAVAUX_MAIL_URL", reason: error.to_string() });
        }
        Self { url: SecretString::from(url), from }
    }
}

impl Config {
    /// Reads the configuration from a look-up function.
    ///
    /// # Errors
    /// A [`Fault`] for each value that cannot be used.
    pub fn from_lookup(lookup: impl Fn(&str) -> Option<String>) -> Result<Self, Vec<Fault>> {
        let mut faults = Vec::new();
        let given = |name: &str| lookup(name).filter(|value| !value.trim().is_empty());
        let text = |name: &str, default: &str| given(name).unwrap_or_else(|| default.to_owned());
        let bind = text("TRAVAUX_BIND", "127.0.0.1:8080");
        let bind = bind.parse::<SocketAddr>().map_err(|_| {
            faults.push(Fault { variable: "TRAVAUX_BIND", reason: format!("“{bind}” is no address; write 127.0.0.1:8080") });
        });
        let here = bind.map_or_else(|()| String::new(), |bind| format!("http://{bind}"));
        let base_url = text("TRAVAUX_BASE_URL", &here).trim_end_matches('/').to_owned();
        if bind.is_ok() && !base_url.starts_with("http://") && !base_url.starts_with("https://") {
            faults.push(Fault { variable: "TRAVAUX_BASE_URL", reason: "must begin with http:// or https://".into() });
        }
        let key = given("TRAVAUX_SECRET_KEY");
        if key.as_ref().is_some_and(|key| key.trim().len() < 32) {
            faults.push(Fault { variable: "TRAVAUX_SECRET_KEY", reason: "must have at least 32 characters".into() });
        }
        let mail = Mail::from_lookup(text, &mut faults);
        let proxy_header = given("TRAVAUX_PROXY_HEADER").map(|name| name.trim().to_ascii_lowercase());
        if proxy_header.as_ref().is_some_and(|name| !name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')) {
            faults.push(Fault { variable: "TRAVAUX_PROXY_HEADER", reason: "must be the name of a header, such as x-forwarded-for".into() });
        }
        let metrics_bind = given("TRAVAUX_METRICS_BIND").and_then(|text| {
            let parsed = text.parse().ok();
            if parsed.is_none() {
                faults
                    .push(Fault { variable: "TRAVAUX_METRICS_BIND", reason: format!("“{text}” is no address; write 127.0.0.1:9100") });
            }
            parsed
        });
        let backup_days = text("TRAVAUX_BACKUP_DAYS", "90");
        let backup_days = backup_days.parse::<i32>().ok().filter(|days| (0..=3_650).contains(days)).unwrap_or_else(|| {
            let reason = format!("“{backup_days}” is no number of days from 0 to 3650");
            faults.push(Fault { variable: "TRAVAUX_BACKUP_DAYS", reason });
            0
        });
        let key_file = PathBuf::from(text("TRAVAUX_SECRET_KEY_FILE", "var/secret.key"));
        // Beside the key, which is backed up apart from the database too.
        let journal = given("TRAVAUX_JOURNAL").map_or_else(|| key_file.with_file_name("removals.journal"), PathBuf::from);
        let sender = mail.from.parse::<lettre::message::Mailbox>().map(|mailbox| mailbox.email.to_string()).unwrap_or_default();
        let security_contact = text("TRAVAUX_SECURITY_CONTACT", &format!("mailto:{sender}"));
        if !["mailto:", "https:"].iter().any(|scheme| security_contact.starts_with(scheme))
            || security_contact.contains(char::is_whitespace)
        {
            faults.push(Fault { variable: "TRAVAUX_SECURITY_CONTACT", reason: "must begin with mailto: or https:".into() });
        }
        let Ok(bind) = bind else { return Err(faults) };
        if !faults.is_empty() {
            return Err(faults);
        }
        let secret = |name: &str| given(name).map(SecretString::from);
        Ok(Self {
            server: Server {
                bind,
                base_url,
                onion: given("TRAVAUX_ONION"),
                site_name: text("TRAVAUX_SITE_NAME", "Travaux"),
                key: key.map(SecretString::from),
                key_file,
                proxy_header,
                metrics_token: secret("TRAVAUX_METRICS_TOKEN"),
                metrics_bind,
                security_contact,
            },
            database: Data {
                url: SecretString::from(text("DATABASE_URL", "var/travaux.sqlite3")),
                read_url: secret("DATABASE_READ_URL"),
                certificate_authority: given("TRAVAUX_DATABASE_CA").map(PathBuf::from),
                accept_unsafe: given("TRAVAUX_DATABASE_ACCEPT_UNSAFE").is_some_and(|value| value == "yes"),
                journal,
                backup_days,
            },
            mail,
            log: text("TRAVAUX_LOG", "info"),
            fonts: text("TRAVAUX_FONTS", SYSTEM_FONTS).split(':').map(PathBuf::from).collect(),
        })
    }

    /// What the database layer needs to know.
    #[must_use]
    pub fn database_options(&self) -> db::Options {
        db::Options {
            read_url: self.database.read_url.as_ref().map(|url| url.expose_secret().to_owned()),
            certificate_authority: self.database.certificate_authority.clone(),
            accept_unsafe: self.database.accept_unsafe,
            journal: Some(self.database.journal.clone()),
            ..db::Options::new(self.database.url.expose_secret())
        }
    }

    /// Whether pages are reached over TLS, so that cookies may be sent over nothing else.
    #[must_use]
    pub fn is_https(&self) -> bool {
        self.server.base_url.starts_with("https://")
    }
}

/// The values of the file `travaux.toml`: a flat table whose keys are the variables.
///
/// # Errors
/// If the file cannot be read or is no such table.
pub fn read_file(path: &Path) -> Result<HashMap<String, String>, Fault> {
    let fault = |reason: String| Fault { variable: "travaux.toml", reason };
    if !path.exists() {
        return Ok(HashMap::new());
    }
    let text = std::fs::read_to_string(path).map_err(|error| fault(error.to_string()))?;
    let table: HashMap<String, String> = toml::from_str(&text).map_err(|error| fault(error.message().to_owned()))?;
    match table.keys().find(|key| !VARIABLES.iter().any(|(name, _)| name == key)) {
        Some(unknown) => Err(fault(format!("there is no setting “{unknown}”"))),
        None => Ok(table),
    }
}

/// A value from the environment.
#[must_use]
#[expect(clippy::disallowed_methods, reason = "this is the one place that reads the environment")]
pub fn environment(name: &str) -> Option<String> {
    std::env::var(name).ok()
}

/// A value as `travaux check` prints it.
#[must_use]
pub fn masked(variable: &str, value: &str) -> String {
    if SECRET.contains(&variable) && value.contains("://") {
        // Only scheme and host stay: a password may stand before the host or in the query.
        let (scheme, rest) = value.split_once("://").unwrap_or_default();
        let host = rest.split(['?', '/']).next().unwrap_or_default().rsplit_once('@').map(|(_, host)| host);
        match host {
            Some(host) => format!("{scheme}://…@{host}/…"),
            None => format!("{scheme}://…"),
        }
    } else if SECRET.contains(&variable) && !variable.ends_with("_URL") {
        "…".to_owned()
    } else {
        value.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_fault_names_its_variable() {
        let faults = Config::from_lookup(|name| match name {
            "TRAVAUX_BIND" => Some("nowhere".into()),
            "TRAVAUX_SECRET_KEY" => Some("short".into()),
            "TRAVAUX_MAIL_URL" => Some("pigeon://".into()),
            _ => None,
        })
        .map(|_| ())
        .unwrap_err();
        let variables: Vec<_> = faults.iter().map(|fault| fault.variable).collect();
        assert_eq!(variables, ["TRAVAUX_BIND", "TRAVAUX_SECRET_KEY", "TRAVAUX_MAIL_URL"]);
    }

    #[test]
    fn nothing_given_is_a_configuration_for_this_machine() {
        let config = Config::from_lookup(|_| None).unwrap();
        assert!(config.server.bind.ip().is_loopback());
        assert!(!config.is_https());
    }

    #[test]
    fn a_mail_server_is_a_configuration() {
        let config = Config::from_lookup(|name| (name == "TRAVAUX_MAIL_URL").then(|| "smtp://127.0.0.1:2525".into()));
        assert!(config.is_ok());
    }

    #[test]
    fn secrets_are_masked() {
        assert_eq!(masked("DATABASE_URL", "postgres:///db?host=h&password=hunter2"), "postgres://…");

        assert_eq!(masked("DATABASE_URL", "postgres://app:secret@db/travaux"), "postgres://…@db/…");
        assert_eq!(masked("TRAVAUX_SECRET_KEY", "abc"), "…");
    }
}
