//! `travaux check`: the configuration with secrets masked, and what is missing for production.

use std::path::{Path, PathBuf};

use secrecy::ExposeSecret;

use super::configure;
use super::maintain::sqlite_file;
use super::output::line;
use crate::config::{VARIABLES, masked};
use crate::error::{AppError, AppResult};
use crate::extract::{self, Extractor};
use crate::platform::admission::Asker;
use crate::platform::db::{self, Database};
use crate::platform::mail;
use crate::platform::sandbox::Program;
use crate::platform::secret::Key;
use crate::text::read::Options;

/// Reads a file as strangers' files are read.
fn files_are_read_apart() -> AppResult<String> {
    let extractor = Extractor::apart(Program::own(extract::ARGUMENT), extract::LIMITS);
    extract::wait(async move { Ok(extractor.document(b"# Text", Options::default(), Asker::Staff).await?) })?;
    Ok("strangers' files are read in a process of their own".to_owned())
}

/// The databases that restoring a backup kept beside the present one.
fn kept_from_restores(options: &db::Options) -> Vec<PathBuf> {
    let file = sqlite_file(options);
    let folder = file.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let stem = file.file_stem().map(|stem| format!("{}.before-restore-", stem.to_string_lossy())).unwrap_or_default();
    let mut found: Vec<PathBuf> = std::fs::read_dir(folder)
        .into_iter()
        .flatten()
        .flatten()
        .filter(|entry| !options.is_postgres() && entry.file_name().to_string_lossy().starts_with(&stem))
        .map(|entry| entry.path())
        .collect();
    found.sort();
    found
}

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
    report("reader", files_are_read_apart());
    let disk = db::maintain(&config.database_options(), db::pending).and_then(|_| {
        let database = Database::open(&config.database_options())?;
        extract::wait(async move { database.takes_more().await }).map(|()| "of the database takes more".to_owned())
    });
    report("disk", disk);
    for kept in kept_from_restores(&config.database_options()) {
        line(&format!(
            "kept from before a restore: {}; it holds what was erased since, delete it when you need it no longer",
            kept.display()
        ));
    }
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
