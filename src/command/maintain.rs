//! `travaux migrate`, `backup`.

use std::path::Path;
use std::process::Command;

use diesel::prelude::*;
use secrecy::ExposeSecret;

use super::output::line;
use crate::config::Config;
use crate::each_backend;
use crate::error::{AppError, AppResult};
use crate::platform::db::{self, Conn, Options};

/// Applies migrations.
pub fn migrate(config: &Config) -> AppResult<()> {
    let applied = db::maintain(&config.database_options(), db::migrate)?;
    if applied.is_empty() {
        line("The database is up to date.");
    }
    applied.iter().for_each(|name| line(&format!("applied {name}")));
    Ok(())
}

/// Copies the database into a file while it is used: SQLite by itself, PostgreSQL with `pg_dump`.
pub fn backup(config: &Config, file: &Path) -> AppResult<()> {
    if file.exists() {
        return Err(AppError::Internal(format!("{} exists already; name a new file", file.display())));
    }
    let options = config.database_options();
    if options.is_postgres() {
        // It is made for its owner alone before anything is in it.
        std::fs::OpenOptions::new().write(true).create_new(true).open(file).map_err(AppError::internal)?;
        only_for_the_owner(file)?;
        let made = tool("pg_dump", &["--format=custom", "--no-owner", "--file"], file, config.database.url.expose_secret());
        if let Err(error) = made {
            _ = std::fs::remove_file(file);
            return Err(error);
        }
    } else {
        if !sqlite_file(&options).exists() {
            return Err(AppError::Internal(format!("there is no database at {}", sqlite_file(&options).display())));
        }
        let to = file.to_owned();
        let made = db::maintain(&options, move |conn| db::backup(conn, &to)).and_then(|()| verify(&file.display().to_string()));
        if let Err(error) = made {
            _ = std::fs::remove_file(file);
            return Err(error);
        }
        only_for_the_owner(file)?;
    }
    line(&format!("backed up into {}", file.display()));
    Ok(())
}

/// The path of the SQLite file.
pub(super) fn sqlite_file(options: &Options) -> &Path {
    Path::new(options.url.trim_start_matches("sqlite:").trim_start_matches("//"))
}

/// Drafts that are not published and hashes of passwords are in it.
pub(super) fn only_for_the_owner(file: &Path) -> AppResult<()> {
    use std::os::unix::fs::PermissionsExt as _;
    std::fs::set_permissions(file, std::fs::Permissions::from_mode(0o600)).map_err(AppError::internal)
}

/// Checks that a file is a whole SQLite database of this program, of this version or an earlier one, and says what is in it.
pub(super) fn verify(path: &str) -> AppResult<()> {
    #[derive(diesel::QueryableByName)]
    struct Word {
        #[diesel(sql_type = diesel::sql_types::Text)]
        integrity_check: String,
    }
    let broken = || AppError::Internal(format!("{path} is not a whole backup"));
    let (word, newer, drafts) = db::maintain(&Options::new(path), |conn: &mut Conn| {
        let word: Word = each_backend!(conn, |c| diesel::sql_query("PRAGMA integrity_check").get_result(c))?;
        let newer = db::unknown(conn)?;
        let drafts: i64 = each_backend!(conn, |c| crate::schema::drafts::table.count().get_result(c))?;
        Ok((word.integrity_check, newer, drafts))
    })
    .map_err(|_| broken())?;
    if word != "ok" {
        return Err(broken());
    }
    if newer > 0 {
        return Err(AppError::Internal(format!("{path} was made by a newer version of this program")));
    }
    line(&format!("{path}: whole, {drafts} drafts"));
    Ok(())
}

/// Runs one of PostgreSQL's own tools, which know how to dump consistently while others write.
fn tool(program: &str, arguments: &[&str], file: &Path, last: &str) -> AppResult<()> {
    let mut command = Command::new(program);
    command.args(arguments).arg(file);
    if !last.is_empty() {
        command.arg(last);
    }
    let output = command.output().map_err(|error| AppError::Internal(format!("{program}: {error}; install PostgreSQL's client")))?;
    if output.status.success() {
        return Ok(());
    }
    Err(AppError::Internal(format!("{program}: {}", String::from_utf8_lossy(&output.stderr).trim())))
}
