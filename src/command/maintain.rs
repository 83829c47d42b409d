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
        replace(&options, file)?;
    }
    line(&format!("restored from {}", file.display()));
    Ok(())
}

/// The path of the SQLite file.
fn sqlite_file(options: &Options) -> &Path {
    Path::new(options.url.trim_start_matches("sqlite:").trim_start_matches("//"))
}

/// Puts a checked copy in the place of the database, which is kept beside it under a name of its own.
fn replace(options: &Options, file: &Path) -> AppResult<()> {
    let target = sqlite_file(options).to_owned();
    let staged = target.with_extension("restoring");
    std::fs::copy(file, &staged).map_err(AppError::internal)?;
    only_for_the_owner(&staged)?;
    if target.exists() {
        // Leaving the write-ahead log is only possible where nobody else has the file open: a server would go on
        // writing into the file that is moved away.
        let alone = db::maintain(options, |conn| conn.batch("PRAGMA busy_timeout = 500; PRAGMA journal_mode = DELETE"));
        if alone.is_err() {
            _ = std::fs::remove_file(&staged);
            return Err(AppError::Internal("the database is in use; stop the server, then restore".into()));
        }
        let kept = (1..10_000).map(|number| target.with_extension(format!("before-restore-{number}"))).find(|path| !path.exists());
        let kept = kept.ok_or_else(|| AppError::internal("too many copies before earlier restores; remove some"))?;
        std::fs::rename(&target, &kept).map_err(AppError::internal)?;
        line(&format!("the database as it was is kept in {}", kept.display()));
    }
    std::fs::rename(&staged, &target).map_err(AppError::internal)
}

/// Drafts that are not published and hashes of passwords are in it.
fn only_for_the_owner(file: &Path) -> AppResult<()> {
    use std::os::unix::fs::PermissionsExt as _;
    std::fs::set_permissions(file, std::fs::Permissions::from_mode(0o600)).map_err(AppError::internal)
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
