//! The database: SQLite inside the process or PostgreSQL, chosen by the scheme of the URL.
//!
//! [`Database`] owns its threads; each thread owns its connection; work comes to them as closures over bounded
//! queues. `read` gets a [`Conn`] that cannot write; `write` gets a [`Tx`], which only `write` can make, so what
//! writes is in a transaction. On SQLite one thread writes and commits in groups; on PostgreSQL several do.

mod conn;
mod migrate;
mod postgres;
pub mod removals;
mod sqlite;
mod threads;

use std::ops::{Deref, DerefMut};
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

pub use conn::Conn;
pub use migrate::{migrate, pending, unknown};
pub use sqlite::backup;

use tokio::sync::Notify;

use super::journal::Journal;
use crate::error::{AppError, AppResult, Shortage};

/// Where the data is and how many connections there are to it.
#[derive(Clone, Debug)]
pub struct Options {
    /// `postgres://…`, or the path of a SQLite file (with or without `sqlite:`).
    pub url: String,
    /// A replica for reading public pages, PostgreSQL only.
    pub read_url: Option<String>,
    /// A certificate authority for PostgreSQL over TLS, besides the public ones.
    pub certificate_authority: Option<PathBuf>,
    /// Threads that read.
    pub readers: usize,
    /// Threads that write, PostgreSQL only.
    pub writers: usize,
    /// Whether PostgreSQL without fsync is accepted, as tests have it.
    pub accept_unsafe: bool,
    /// The journal of what is taken back for good; without one nothing outside of the database knows of it.
    pub journal: Option<PathBuf>,
    /// The schema in which the tables are, PostgreSQL only; the usual one if it is not said.
    pub schema: Option<&'static str>,
}

impl Options {
    /// The usual number of threads for a URL.
    #[must_use]
    pub fn new(url: &str) -> Self {
        Self {
            url: url.to_owned(),
            read_url: None,
            certificate_authority: None,
            readers: 3,
            writers: 8,
            accept_unsafe: false,
            journal: None,
            schema: None,
        }
    }

    /// Whether the URL means PostgreSQL.
    #[must_use]
    pub fn is_postgres(&self) -> bool {
        self.url.starts_with("postgres://") || self.url.starts_with("postgresql://")
    }
}

/// Counts statements, for metrics and for tests that prove what a page costs.
#[derive(Clone, Debug, Default)]
pub struct Statements(Arc<AtomicU64>);

impl Statements {
    fn count_one(&self) {
        self.0.fetch_add(1, Ordering::Relaxed);
    }

    /// How many statements have been sent since the start, those that begin and end transactions included.
    #[must_use]
    pub fn total(&self) -> u64 {
        self.0.load(Ordering::Relaxed)
    }
}

/// A transaction. Only [`Database::write`] makes one.
pub struct Tx<'a> {
    conn: &'a mut Conn,
    /// What goes into the journal before it is committed.
    removals: Vec<String>,
    /// What was begun and not ended yet.
    obligations: usize,
    /// What is done once it is committed.
    after_commit: Vec<AfterCommit>,
    /// Wakes who works the jobs off.
    worker: &'a Arc<Notify>,
}

type AfterCommit = Box<dyn FnOnce() + Send>;

impl Tx<'_> {
    /// Begins something that has to be ended in this transaction: it is not committed before.
    pub const fn begin_obligation(&mut self) {
        self.obligations += 1;
    }

    /// Ends what was begun last.
    pub const fn end_obligation(&mut self) {
        self.obligations -= 1;
    }

    /// Does something once the transaction is durable, such as waking those who wait for it. It must be quick and may not block:
    /// it runs on the thread of the database. It is not done if the transaction fails, or the process ends.
    pub fn after_commit(&mut self, then: impl FnOnce() + Send + 'static) {
        self.after_commit.push(Box::new(then));
    }

    /// Wakes the worker of this node once the transaction is durable: there is something to do.
    pub fn wake_worker(&mut self) {
        let worker = Arc::clone(self.worker);
        self.after_commit(move || worker.notify_one());
    }

    /// Notes that something was taken back for good: a restored backup does it again.
    pub fn note_removal(&mut self, entry: String) {
        self.removals.push(entry);
    }
}

impl Deref for Tx<'_> {
    type Target = Conn;

    fn deref(&self) -> &Conn {
        self.conn
    }
}

impl DerefMut for Tx<'_> {
    fn deref_mut(&mut self) -> &mut Conn {
        self.conn
    }
}

/// The open database; cheap to clone.
#[derive(Clone)]
pub struct Database {
    readers: threads::Pool,
    writers: threads::Pool,
    statements: Statements,
    /// Where the file of SQLite is; nothing on PostgreSQL.
    folder: Option<Arc<PathBuf>>,
    journal: Option<Journal>,
    options: Arc<Options>,
    /// Wakes who works the jobs off.
    worker: Arc<Notify>,
    /// When it was last tried whether the disk takes more, and what came of it.
    tried: Arc<tokio::sync::Mutex<Option<(Instant, AppResult<()>)>>>,
}

impl Database {
    /// Opens the connections. Does not migrate.
    ///
    /// # Errors
    /// If the database cannot be reached, or PostgreSQL may lose what it acknowledged (`fsync` off).
    pub fn open(options: &Options) -> AppResult<Self> {
        let statements = Statements::default();
        let postgres = options.is_postgres();
        let journal = options.journal.as_deref().map(Journal::new);
        let (readers, writers) = if postgres {
            postgres::open(options, &statements, journal.as_ref())?
        } else {
            sqlite::open(options, &statements, journal.clone())?
        };
        let folder = (!postgres).then(|| Arc::new(sqlite::folder(&options.url)));
        Ok(Self {
            readers,
            writers,
            statements,
            folder,
            journal,
            options: Arc::new(options.clone()),
            worker: Arc::default(),
            tried: Arc::default(),
        })
    }

    /// Whether it is PostgreSQL.
    #[must_use]
    pub const fn is_postgres(&self) -> bool {
        self.folder.is_none()
    }

    /// The count of statements.
    #[must_use]
    pub const fn statements(&self) -> &Statements {
        &self.statements
    }

    /// Waits until a job was put into the queue on this node.
    pub async fn job_waits(&self) {
        self.worker.notified().await;
    }

    /// The journal of what was taken back for good, if there is one.
    #[must_use]
    pub const fn journal(&self) -> Option<&Journal> {
        self.journal.as_ref()
    }

    /// Writes tables anew, so that what was erased is not in their files any more. On SQLite it never is: what is deleted is
    /// overwritten there.
    ///
    /// # Errors
    /// Those of the database; [`AppError::Unavailable`] if a table is used for longer than can be waited.
    pub async fn vacuum(&self, tables: &'static [&'static str]) -> AppResult<()> {
        if !self.is_postgres() {
            return Ok(());
        }
        let options = Arc::clone(&self.options);
        let work = move || {
            maintain(&options, |conn| {
                conn.batch("SET lock_timeout = '5s'")?;
                // The rows stay in the file after a plain VACUUM, as free space.
                tables.iter().try_for_each(|table| conn.batch(&format!("VACUUM (FULL, ANALYZE) {table}")))
            })
        };
        tokio::task::spawn_blocking(work).await.map_err(AppError::internal)?
    }

    /// Whether the disk of the database takes something more: on SQLite a file beside it is written and there is room left; on
    /// PostgreSQL a page goes into the write-ahead log and is committed. Asked often, it is tried every few seconds.
    ///
    /// # Errors
    /// If it does not.
    pub async fn takes_more(&self) -> AppResult<()> {
        const FRESH: Duration = Duration::from_secs(3);
        let mut tried = self.tried.lock().await;
        if let Some((at, outcome)) = &*tried
            && at.elapsed() < FRESH
        {
            return outcome.clone();
        }
        let outcome = self.try_to_write().await;
        *tried = Some((Instant::now(), outcome.clone()));
        outcome
    }

    async fn try_to_write(&self) -> AppResult<()> {
        match self.folder.clone() {
            Some(folder) => tokio::task::spawn_blocking(move || sqlite::takes_more(&folder)).await.map_err(AppError::internal)?,
            None => self.write(|tx| tx.batch("SELECT pg_logical_emit_message(true, 'travaux', repeat(' ', 4096))")).await,
        }
    }

    /// Reads.
    ///
    /// # Errors
    /// Those of the closure; [`AppError::Unavailable`] if the queue is full.
    pub async fn read<T, E, F>(&self, read: F) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<AppError> + Send + 'static,
        F: FnOnce(&mut Conn) -> Result<T, E> + Send + 'static,
    {
        let (answer, answered) = tokio::sync::oneshot::channel();
        self.readers.send(Box::new(move |conn| {
            let result = read(conn);
            let failed = result.is_err();
            Outcome { failed, removals: Vec::new(), answer: Box::new(move |settled| _ = answer.send(settled.map_err(E::from).and(result))) }
        }))?;
        answered.await.unwrap_or_else(|_| Err(lost().into()))
    }

    /// Writes: the closure runs in a transaction, which is durable when this returns `Ok` and undone when it
    /// returns `Err`.
    ///
    /// # Errors
    /// Those of the closure; [`AppError::Unavailable`] if the queue is full or the commit failed.
    pub async fn write<T, E, F>(&self, write: F) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<AppError> + Send + 'static,
        F: FnOnce(&mut Tx) -> Result<T, E> + Send + 'static,
    {
        let (answer, answered) = tokio::sync::oneshot::channel();
        let worker = Arc::clone(&self.worker);
        self.writers.send(Box::new(move |conn| {
            let mut tx = Tx { conn, removals: Vec::new(), obligations: 0, after_commit: Vec::new(), worker: &worker };
            let mut result = write(&mut tx);
            let Tx { removals, obligations, after_commit, .. } = tx;
            if obligations > 0 && result.is_ok() {
                result = Err(AppError::internal("a change was begun and not finished").into());
            }
            let failed = result.is_err();
            let settle = move |committed: AppResult<()>| {
                if committed.is_ok() && !failed {
                    after_commit.into_iter().for_each(|then| then());
                }
                _ = answer.send(committed.map_err(E::from).and(result));
            };
            Outcome { failed, removals, answer: Box::new(settle) }
        }))?;
        answered.await.unwrap_or_else(|_| Err(lost().into()))
    }
}

/// Runs maintenance (migrations, backup) on a connection of its own, outside any transaction, and waits for it. Not for
/// the threads that serve.
///
/// # Errors
/// If the database cannot be reached, and those of the closure.
pub fn maintain<T, F>(options: &Options, maintenance: F) -> AppResult<T>
where
    T: Send + 'static,
    F: FnOnce(&mut Conn) -> AppResult<T> + Send + 'static,
{
    let options = options.clone();
    let thread = std::thread::spawn(move || {
        let statements = Statements::default();
        let mut conn = if options.is_postgres() {
            postgres::connect(&options, &statements)?
        } else {
            Conn::Sqlite(sqlite::connect(sqlite::path(&options.url), &statements)?)
        };
        maintenance(&mut conn)
    });
    thread.join().map_err(|_| AppError::Internal("the maintenance thread panicked".into()))?
}

/// The thread ended or the closure panicked before it answered.
fn lost() -> AppError {
    AppError::Unavailable(Shortage::Database)
}

/// What a closure leaves behind: whether it failed, and how to answer once the transaction is settled.
pub(crate) struct Outcome {
    failed: bool,
    /// What has to be in the journal before it is committed.
    removals: Vec<String>,
    answer: Answer,
}

type Answer = Box<dyn FnOnce(Result<(), AppError>) + Send>;
pub(crate) type Work = Box<dyn FnOnce(&mut Conn) -> Outcome + Send>;
