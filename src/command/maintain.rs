//! `travaux migrate`, `backup`, `restore`.

use std::path::Path;
use std::process::Command;

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
        tool("pg_dump", &["--format=custom", "--no-owner", "--file"], file, config.database.url.expose_secret())?;
    } else {
        let to = file.to_owned();
        db::maintain(&options, move |conn| db::backup(conn, &to))?;
        verify(&file.display().to_string())?;
    }
    line(&format!("backed up into {}", file.display()));
    Ok(())
}

/// Puts a backup in the place of the database. A SQLite backup is checked first and the present database kept beside it;
/// a PostgreSQL backup is restored in one transaction.
pub fn restore(config: &Config, file: &Path) -> AppResult<()> {
    if !file.exists() {
        return Err(AppError::Internal(format!("{} does not exist", file.display())));
    }
    let options = config.database_options();
    if options.is_postgres() {
        let url = config.database.url.expose_secret();
        tool(
            "pg_restore",
            &["--clean", "--if-exists", "--no-owner", "--single-transaction", "--exit-on-error", "--dbname", url],
            file,
            "",
        )?;
    } else {
        let backup = file.display().to_string();
        verify(&backup)?;
        let target = Path::new(options.url.trim_start_matches("sqlite:").trim_start_matches("//"));
        let staged = target.with_extension("restoring");
        std::fs::copy(file, &staged).map_err(AppError::internal)?;
        if target.exists() {
            // A server that is running would go on writing into the file that is moved away.
            db::maintain(&options, |conn| conn.batch("PRAGMA wal_checkpoint(TRUNCATE)"))?;
            let kept = target.with_extension("before-restore");
            std::fs::rename(target, &kept).map_err(AppError::internal)?;
            for suffix in ["-wal", "-shm"] {
                _ = std::fs::remove_file(format!("{}{suffix}", target.display()));
            }
            line(&format!("the database as it was is kept in {}", kept.display()));
        }
        std::fs::rename(&staged, target).map_err(AppError::internal)?;
    }
    line(&format!("restored from {}", file.display()));
    Ok(())
}

/// Checks that a file is a whole SQLite database of this program's schema, and says what is in it.
fn verify(path: &str) -> AppResult<()> {
    #[derive(diesel::QueryableByName)]
    struct Word {
        #[diesel(sql_type = diesel::sql_types::Text)]
        integrity_check: String,
    }
    let broken = || AppError::Internal(format!("{path} is not a whole backup"));
    let (word, pending, drafts) = db::maintain(&Options::new(path), |conn: &mut Conn| {
        let word: Word = each_backend!(conn, |c| diesel::RunQueryDsl::get_result(diesel::sql_query("PRAGMA integrity_check"), c))?;
        let pending = db::pending(conn)?;
        let drafts: i64 =
            each_backend!(conn, |c| diesel::RunQueryDsl::get_result(diesel::QueryDsl::count(crate::schema::drafts::table), c))?;
        Ok((word.integrity_check, pending, drafts))
    })
    .map_err(|_| broken())?;
    if word != "ok" || pending > 0 {
        return Err(broken());
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
