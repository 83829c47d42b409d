//! `travaux restore`: a backup takes the place of the database, and what was taken back since is taken back again.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use diesel::prelude::*;

use super::maintain::{only_for_the_owner, sqlite_file, verify};
use super::output::line;
use crate::config::Config;
use crate::each_backend;
use crate::error::{AppError, AppResult};
use crate::platform::db::removals;
use crate::platform::db::{self, Conn, Database, Options, Tx};
use crate::platform::journal::Journal;
use crate::record;
use crate::submissions::Removal;

/// Puts a backup in the place of the database, after checking it; brings it to this program's schema, and takes back again what
/// was erased, withdrawn or lowered since it was made. All of it happens to a copy (a file, or a schema of PostgreSQL), which takes
/// the place of the database in the end: nobody ever reads what was taken back. Of SQLite the present database is kept beside it.
pub fn run(config: &Config, file: &Path, journals: &[PathBuf], accept_gaps: bool) -> AppResult<()> {
    if !file.exists() {
        return Err(AppError::Internal(format!("{} does not exist", file.display())));
    }
    let own = [config.database.journal.clone()];
    let journals = if journals.is_empty() { &own } else { journals };
    let options = Options { journal: None, ..config.database_options() };
    let journal = Removals { lines: journalled(journals)?, present: present(&options), accept_gaps };
    if options.is_postgres() {
        in_postgres(&options, file)?;
        let copy = Options { schema: Some("restoring"), ..options.clone() };
        db::maintain(&copy, db::migrate)?;
        take_back_again(&copy, &journal)?;
        db::maintain(&options, |conn| {
            conn.batch(
                "BEGIN; DROP SCHEMA public CASCADE; ALTER SCHEMA restoring RENAME TO public; GRANT USAGE ON SCHEMA public TO PUBLIC; COMMIT",
            )
        })?;
    } else {
        let staged = sqlite_file(&options).with_extension("restoring");
        let prepared = stage(&options, file, &staged, &journal);
        if prepared.is_err() {
            remove_with_wal(&staged);
        }
        prepared?;
        replace(&options, &staged)?;
    }
    line(&format!("restored from {}", file.display()));
    Ok(())
}

/// What is known of removals besides the backup.
struct Removals {
    /// The journal, in the order of its numbers; nothing where there is no journal.
    lines: Option<Vec<(i64, Removal)>>,
    /// How many the present database knows of, if it can be asked.
    present: Option<i64>,
    /// Whether to go on where some are missing.
    accept_gaps: bool,
}

/// The lines of all journals that can be read: one that was cut off or damaged is missing.
fn journalled(journals: &[PathBuf]) -> AppResult<Option<Vec<(i64, Removal)>>> {
    let mut lines: Vec<(i64, Removal)> = Vec::new();
    for path in journals {
        let whole = Journal::new(path).lines()?.into_iter();
        lines.extend(whole.filter_map(|line| Some((line.number, serde_json::from_str(&line.entry).ok()?))));
    }
    lines.sort_by_key(|(number, _)| *number);
    Ok(journals.iter().all(|path| path.exists()).then_some(lines))
}

/// How many removals the database knows of that is to be replaced.
fn present(options: &Options) -> Option<i64> {
    if !options.is_postgres() && !sqlite_file(options).exists() {
        return None;
    }
    db::maintain(options, position).ok()
}

fn position(conn: &mut Conn) -> AppResult<i64> {
    Ok(removals::counters(conn)?.position)
}

/// Copies a SQLite backup, checks the copy, migrates it, takes back again.
fn stage(options: &Options, file: &Path, staged: &Path, journal: &Removals) -> AppResult<()> {
    if let Some(folder) = staged.parent() {
        std::fs::create_dir_all(folder).map_err(AppError::internal)?;
    }
    remove_with_wal(staged);
    std::fs::copy(file, staged).map_err(AppError::internal)?;
    only_for_the_owner(staged)?;
    let options = Options { url: staged.display().to_string(), ..options.clone() };
    verify(&options.url)?;
    db::maintain(&options, db::migrate)?;
    take_back_again(&options, journal)?;
    // One file again, which can be moved.
    db::maintain(&options, |conn| conn.batch("PRAGMA wal_checkpoint(TRUNCATE); PRAGMA journal_mode = DELETE"))
}

fn remove_with_wal(file: &Path) {
    for suffix in ["", "-wal", "-shm"] {
        _ = std::fs::remove_file(format!("{}{suffix}", file.display()));
    }
}

/// Carries out again what the journal has beyond the point that the backup knows of. Numbers have no gaps: where one is missing,
/// something that was taken back would be read again.
fn take_back_again(options: &Options, journal: &Removals) -> AppResult<()> {
    let known = db::maintain(options, position)?;
    let later: Vec<_> = journal.lines.iter().flatten().filter(|(number, _)| *number > known).cloned().collect();
    let last = later.last().map_or(known, |(number, _)| *number).max(journal.present.unwrap_or(0));
    let missing = missing(known, &later, last);
    let said = match &journal.lines {
        // Where the present database knows of no more than the backup, nothing was taken back since.
        None if journal.present != Some(known) => Some(
            "there is no journal, so nobody knows what was erased, withdrawn or lowered since the backup: name it with --journal"
                .to_owned(),
        ),
        Some(_) if !missing.is_empty() => {
            Some(format!("the journal has no removals {missing}: name the journals of all nodes with --journal"))
        }
        _ => None,
    };
    if let Some(said) = said {
        if !journal.accept_gaps {
            return Err(AppError::Internal(format!("{said}; if there is none, or it is lost, restore with --accept-gaps")));
        }
        line(&said);
    }
    line(&format!("the backup knows of {known} removals, the journal reaches to number {last}"));
    let (options, count) = (options.clone(), later.len());
    let done = crate::extract::wait(async move {
        let database = Database::open(&options)?;
        let mut done = 0;
        for (_, removal) in later {
            match database.write(move |tx| record::take_back_again(tx, &removal)).await {
                Ok(()) => done += 1,
                // It was so already, or came after the backup.
                Err(AppError::NotFound | AppError::Conflict(_) | AppError::Invalid(_)) => {}
                Err(error) => return Err(error),
            }
        }
        let position = move |tx: &mut Tx| removals::set_position(tx, last);
        database.write(position).await?;
        Ok(done)
    })?;
    line(&format!(
        "of {count} removals since the backup {done} were carried out again; the others were so already, or are of later contributions"
    ));
    Ok(())
}

/// The numbers that are missing between what a backup knows and the last one, as ranges; empty if there are none.
fn missing(known: i64, later: &[(i64, Removal)], last: i64) -> String {
    let mut next = known + 1;
    let mut gaps = Vec::new();
    for number in later.iter().map(|(number, _)| *number).chain([last + 1]) {
        if number > next {
            gaps.push(if number == next + 1 { next.to_string() } else { format!("{next} to {}", number - 1) });
        }
        next = next.max(number + 1);
    }
    gaps.join(", ")
}

/// Puts a PostgreSQL backup into a schema of its own, in one transaction. The schema has to be the role's own, as it is where the
/// role owns the database (on PostgreSQL 14 and older: `ALTER SCHEMA public OWNER TO …`).
fn in_postgres(options: &Options, file: &Path) -> AppResult<()> {
    let others = db::maintain(options, |conn| {
        let query = "SELECT COUNT(*) AS others FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid() AND backend_type = 'client backend'";
        let row: Others = each_backend!(conn, |c| diesel::sql_query(query).get_result(c))?;
        Ok(row.others)
    })?;
    if others > 0 {
        return Err(AppError::Internal("the database is in use; stop the server, then restore".into()));
    }
    let missing = |program: &str, error: std::io::Error| AppError::Internal(format!("{program}: {error}; install PostgreSQL's client"));
    let mut reader = Command::new("pg_restore")
        .args(["--no-owner", "--exit-on-error", "--file=-"])
        .arg(file)
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .map_err(|error| missing("pg_restore", error))?;
    let mut writer = Command::new("psql")
        .args(["--no-psqlrc", "--quiet", "--single-transaction", "--set=ON_ERROR_STOP=1", "--dbname", &options.url])
        .args(["--command", "DROP SCHEMA IF EXISTS restoring CASCADE; ALTER SCHEMA public RENAME TO before_restore; CREATE SCHEMA public"])
        .arg("--file=-")
        .args(["--command", "ALTER SCHEMA public RENAME TO restoring; ALTER SCHEMA before_restore RENAME TO public"])
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .map_err(|error| missing("psql", error))?;
    let (Some(mut from), Some(mut to)) = (reader.stdout.take(), writer.stdin.take()) else { return Err(AppError::internal("no pipe")) };
    let copied = std::io::copy(&mut from, &mut to);
    let read = reader.wait_with_output().map_err(AppError::internal)?;
    if !read.status.success() || copied.is_err() {
        // Before it is told that the script has ended: what it did is undone.
        _ = writer.kill();
    }
    drop(to);
    let written = writer.wait_with_output().map_err(AppError::internal)?;
    if read.status.success() && written.status.success() {
        return Ok(());
    }
    let said = [read.stderr, written.stderr].concat();
    Err(AppError::Internal(format!("nothing was restored: {}", String::from_utf8_lossy(&said).trim())))
}

#[derive(QueryableByName)]
struct Others {
    #[diesel(sql_type = diesel::sql_types::BigInt)]
    others: i64,
}

/// Puts a checked copy in the place of the database, which is kept beside it under a name of its own.
fn replace(options: &Options, staged: &Path) -> AppResult<()> {
    let target = sqlite_file(options).to_owned();
    if target.exists() {
        // Leaving the write-ahead log is only possible where nobody else has the file open: a server would go on
        // writing into the file that is moved away. A file that is damaged is used by nobody.
        let alone = db::maintain(options, |conn| conn.batch("PRAGMA busy_timeout = 500; PRAGMA journal_mode = DELETE"));
        if alone.is_err_and(|error| error.to_string().contains("locked")) {
            remove_with_wal(staged);
            return Err(AppError::Internal("the database is in use; stop the server, then restore".into()));
        }
        let kept = (1..10_000).map(|number| target.with_extension(format!("before-restore-{number}"))).find(|path| !path.exists());
        let kept = kept.ok_or_else(|| AppError::internal("too many copies before earlier restores; remove some"))?;
        std::fs::rename(&target, &kept).map_err(AppError::internal)?;
        line(&format!(
            "the database as it was is kept in {}; it holds what the backup does not, also what was erased: delete it when you need it no longer",
            kept.display()
        ));
    }
    // A write-ahead log that was left behind belongs to another database: SQLite would play it into this one.
    for suffix in ["-wal", "-shm"] {
        _ = std::fs::remove_file(format!("{}{suffix}", target.display()));
    }
    std::fs::rename(staged, &target).map_err(AppError::internal)
}
