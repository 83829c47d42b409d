//! SQLite: one writer that commits in groups, a few readers that cannot write, and one thread that checkpoints the write-ahead log (WAL).

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::time::Duration;

use crossbeam_channel::{Receiver, RecvTimeoutError, Sender, TrySendError, bounded};
use diesel::connection::{Instrumentation, InstrumentationEvent, SimpleConnection};
use diesel::{Connection, SqliteConnection};

use super::threads::{Pool, Worker};
use super::{Conn, Options, Outcome, Statements, Work, removals::journalled};
use crate::error::{AppError, AppResult, Shortage};
use crate::platform::journal::Journal;

/// After so much quiet the WAL is checkpointed and emptied.
const QUIET: Duration = Duration::from_secs(1);
/// So many writes at most share a commit.
const GROUP: usize = 256;
/// A longer WAL is checkpointed, in bytes: a page written often meanwhile is copied once.
const LONGEST_WAL: u64 = 32 * 1024 * 1024;

/// Keys are random, so writes go all over the file: the writer holds 64 MiB of its pages. Checkpointing is the
/// work of another thread, so that nobody who sends waits for it; the writer does it at 256 MiB, should that one lag behind.
const WRITER: &str = "PRAGMA cache_size = -65536; PRAGMA wal_autocheckpoint = 65536";

/// Opens the writer, the readers, and the thread that checkpoints the write-ahead log.
pub(super) fn open(options: &Options, statements: &Statements, removals: Option<Journal>) -> AppResult<(Pool, Pool)> {
    let path = path(&options.url);
    let mut writer = connect(path, statements)?;
    writer.batch_execute(WRITER)?;
    let wal = Wal { conn: Conn::Sqlite(connect(path, &Statements::default())?), file: PathBuf::from(format!("{path}-wal")) };
    let writer: Worker = Box::new(move |queue| {
        let (wrote, written) = bounded(1);
        let keeper = std::thread::Builder::new().name("checkpoint".into()).spawn(move || wal.checkpoint(&written));
        write(Conn::Sqlite(writer), &queue, &wrote, removals.as_ref());
        drop(wrote);
        _ = keeper.map(std::thread::JoinHandle::join);
    });
    let mut readers: Vec<Worker> = Vec::new();
    for _ in 0..options.readers.max(1) {
        let mut reader = connect(path, statements)?;
        reader.batch_execute("PRAGMA query_only = ON")?;
        readers.push(Box::new(move |queue| read(Conn::Sqlite(reader), &queue)));
    }
    Ok((Pool::start("read", readers)?, Pool::start("write", vec![writer])?))
}

/// The path of the file that a URL means.
pub(super) fn path(url: &str) -> &str {
    url.trim_start_matches("sqlite:").trim_start_matches("//")
}

/// The folder of the file.
pub(super) fn folder(url: &str) -> PathBuf {
    Path::new(path(url)).parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new(".")).to_owned()
}

/// Whether the disk of a folder takes something more.
pub(super) fn takes_more(folder: &Path) -> AppResult<()> {
    /// What a busy hour writes.
    const ROOM: u64 = 32 * 1024 * 1024;
    let space = rustix::fs::statvfs(folder).map_err(AppError::internal)?;
    if space.f_bavail.saturating_mul(space.f_frsize) < ROOM {
        return Err(AppError::Unavailable(Shortage::Disk));
    }
    let mut file = tempfile::tempfile_in(folder).map_err(AppError::internal)?;
    std::io::Write::write_all(&mut file, &[0; 4096]).map_err(AppError::internal)
}

/// A connection with the settings that make an acknowledged row durable, what is deleted gone, and leave nothing in temporary
/// files.
pub(super) fn connect(path: &str, statements: &Statements) -> AppResult<SqliteConnection> {
    if let Some(folder) = Path::new(path).parent() {
        std::fs::create_dir_all(folder).map_err(AppError::internal)?;
    }
    if !Path::new(path).exists() {
        // Its owner alone may read it; the files that SQLite puts beside it take over the mode.
        use std::os::unix::fs::OpenOptionsExt as _;
        _ = std::fs::OpenOptions::new().write(true).create_new(true).mode(0o600).open(path);
    }
    let mut connection = SqliteConnection::establish(path).map_err(|error| AppError::Internal(format!("{path}: {error}")))?;
    connection
        .batch_execute("PRAGMA busy_timeout = 10000; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; PRAGMA secure_delete = ON; PRAGMA temp_store = MEMORY;")?;
    connection.set_instrumentation(counting(statements));
    Ok(connection)
}

/// Counts the statements of a connection.
pub(super) fn counting(statements: &Statements) -> impl Instrumentation + 'static {
    let statements = statements.clone();
    move |event: InstrumentationEvent<'_>| {
        if matches!(event, InstrumentationEvent::StartQuery { .. }) {
            statements.count_one();
        }
    }
}

fn read(mut conn: Conn, queue: &Receiver<Work>) {
    for work in queue {
        if let Ok(outcome) = catch_unwind(AssertUnwindSafe(|| work(&mut conn))) {
            (outcome.answer)(Ok(()));
        }
    }
}

/// Takes all that waits, runs each in a savepoint of one transaction, commits once, and only then answers them all.
fn write(mut conn: Conn, queue: &Receiver<Work>, wrote: &Sender<()>, journal: Option<&Journal>) {
    for first in queue {
        if let Err(error) = conn.batch("BEGIN IMMEDIATE") {
            refuse(first, &error);
            continue;
        }
        let mut waiting = Vec::new();
        let mut lost = false;
        let mut next = Some(first);
        while let Some(work) = next {
            match in_savepoint(&mut conn, work) {
                Settled::Waits(outcome) => waiting.push(outcome),
                Settled::Answered => {}
                Settled::TransactionLost => lost = true,
            }
            next = if lost || waiting.len() >= GROUP { None } else { queue.try_recv().ok() };
        }
        let removals: Vec<_> = waiting.iter().flat_map(|outcome: &Outcome| outcome.removals.iter().cloned()).collect();
        let committed = if lost {
            Err(AppError::Unavailable(Shortage::Disk))
        } else {
            journalled(&mut conn, journal, &removals).and_then(|()| conn.batch("COMMIT"))
        };
        if committed.is_err() {
            _ = conn.batch("ROLLBACK");
        }
        for outcome in waiting {
            (outcome.answer)(committed.clone());
        }
        if let Err(TrySendError::Disconnected(())) = wrote.try_send(()) {
            tracing::error!("Nobody checkpoints the write-ahead log");
        }
    }
}

/// The write-ahead log (`-wal`), and a connection that checkpoints it.
struct Wal {
    conn: Conn,
    file: PathBuf,
}

impl Wal {
    /// Checkpoints and empties the WAL when it is long, and after some quiet, so that what was erased does not stay in it.
    fn checkpoint(mut self, written: &Receiver<()>) {
        let mut used = false;
        loop {
            let told = if used { written.recv_timeout(QUIET) } else { written.recv().map_err(|_| RecvTimeoutError::Disconnected) };
            match told {
                Ok(()) => {
                    used = true;
                    if self.length() > LONGEST_WAL {
                        // First beside the writer, which goes on; then what was written meanwhile; the writer waits only
                        // for the last few pages.
                        _ = self
                            .conn
                            .batch("PRAGMA wal_checkpoint(PASSIVE); PRAGMA wal_checkpoint(PASSIVE); PRAGMA wal_checkpoint(TRUNCATE)");
                    }
                }
                Err(RecvTimeoutError::Timeout) => {
                    _ = self.conn.batch("PRAGMA wal_checkpoint(TRUNCATE)");
                    used = self.length() > 0;
                }
                Err(RecvTimeoutError::Disconnected) => return,
            }
        }
    }

    /// In bytes; a reader at work may keep it from being emptied.
    fn length(&self) -> u64 {
        std::fs::metadata(&self.file).map_or(0, |file| file.len())
    }
}

/// Where a piece of work stands after its savepoint.
enum Settled {
    /// It is answered when the group is committed.
    Waits(Outcome),
    /// It failed, was undone, and is answered.
    Answered,
    /// The database rolled the whole transaction back, as it does when the disk is full.
    TransactionLost,
}

/// Runs one piece of work; what it did is undone if it failed or panicked. A panic is answered by silence, which its
/// caller reads as "not now".
fn in_savepoint(conn: &mut Conn, work: Work) -> Settled {
    if conn.batch("SAVEPOINT work").is_err() {
        return Settled::TransactionLost;
    }
    let outcome = catch_unwind(AssertUnwindSafe(|| work(conn)));
    let failed = outcome.as_ref().map_or(true, |outcome| outcome.failed);
    let settled = if failed { conn.batch("ROLLBACK TO work; RELEASE work") } else { conn.batch("RELEASE work") };
    match (outcome, failed, settled) {
        (Ok(outcome), false, Ok(())) => Settled::Waits(outcome),
        (Ok(outcome), false, Err(error)) => {
            (outcome.answer)(Err(error));
            Settled::TransactionLost
        }
        (outcome, _, settled) => {
            // The closure's own error is the answer.
            if let Ok(outcome) = outcome {
                (outcome.answer)(Ok(()));
            }
            if settled.is_ok() { Settled::Answered } else { Settled::TransactionLost }
        }
    }
}

fn refuse(work: Work, error: &AppError) {
    // The closure never runs: dropping it answers its caller "not now".
    drop(work);
    tracing::error!(error = %error, "The database refused to begin a transaction");
}

/// Copies the database into a file while it is used.
///
/// # Errors
/// If the file exists or cannot be written.
pub fn backup(conn: &mut Conn, to: &Path) -> AppResult<()> {
    let Conn::Sqlite(connection) = conn else { return Err(AppError::Internal("not a SQLite database".into())) };
    let quoted = to.display().to_string().replace('\'', "''");
    connection.batch_execute(&format!("VACUUM INTO '{quoted}'"))?;
    Ok(())
}
