//! `travaux check`: the configuration with secrets masked, and what is missing for production.

use secrecy::ExposeSecret;

use super::configure;
use super::output::line;
use crate::config::{VARIABLES, masked};
use crate::error::{AppError, AppResult};
use crate::platform::db;
use crate::platform::mail;
use crate::platform::secret::Key;

/// Prints and checks; fails if something would keep the program from serving.
pub fn run(lookup: &impl Fn(&str) -> Option<String>) -> AppResult<()> {
    for (name, meaning) in VARIABLES {
        match lookup(name) {
            Some(value) => line(&format!("{name} = {}", masked(name, &value))),
            None => line(&format!("{name} not set ({meaning})")),
        }
    }
    let config = configure(lookup)?;
    let mut failed = Vec::new();
    let mut report = |what: &str, outcome: AppResult<String>| match outcome {
        Ok(text) => line(&format!("{what}: {text}")),
        Err(error) => {
            failed.push(what.to_owned());
            line(&format!("{what}: {error}"));
        }
    };
    let database = db::maintain(&config.database_options(), db::pending).map(|pending| match pending {
        0 => "answers, up to date".to_owned(),
        count => format!("answers, {count} migrations to apply (travaux migrate)"),
    });
    report("database", database);
    let key = match &config.server.key {
        Some(key) => Key::from_text(key.expose_secret()).map(|_| "given".to_owned()).ok_or_else(|| AppError::internal("too short")),
        None => Key::from_file(&config.server.key_file)
            .map(|_| format!("in {}; back it up apart from the database", config.server.key_file.display())),
    };
    report("key", key);
    report("mail", mail::check(config.mail.url.expose_secret()).map(|()| "address is well formed".to_owned()));
    report("disk", tempfile::tempfile().map(|_| "takes files".to_owned()).map_err(AppError::internal));
    let missing: [(&str, bool); 3] = [
        ("TRAVAUX_BASE_URL does not begin with https://: cookies would travel in the open", !config.is_https()),
        ("TRAVAUX_SECRET_KEY is not given: the key lies in a file of this machine", config.server.key.is_none()),
        ("TRAVAUX_MAIL_URL is a folder: nobody gets mail", config.mail.url.expose_secret().starts_with("file:")),
    ];
    for (reason, _) in missing.iter().filter(|(_, missing)| *missing) {
        line(&format!("for production: {reason}"));
    }
    if failed.is_empty() { Ok(()) } else { Err(AppError::Internal(format!("failed: {}", failed.join(", ")))) }
}
