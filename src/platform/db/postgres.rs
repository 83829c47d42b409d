//! PostgreSQL: the pure-Rust driver with TLS, used synchronously on threads of our own.

use std::cell::OnceCell;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::rc::Rc;
use std::sync::Arc;

use crossbeam_channel::Receiver;
use diesel::Connection;
use diesel::connection::SimpleConnection;
use diesel_async::AsyncPgConnection;
use diesel_async::async_connection_wrapper::{AsyncConnectionWrapper, BlockOn};
use rustls::RootCertStore;
use rustls_pki_types::CertificateDer;
use rustls_pki_types::pem::PemObject;
use tokio::runtime::Runtime;
use tokio_postgres_rustls::MakeRustlsConnect;

use super::sqlite::counting;
use super::threads::{Pool, Worker};
use super::{Conn, Options, Statements, Work, removals::journalled};
use crate::error::{AppError, AppResult, Shortage};
use crate::platform::journal::Journal;

thread_local! {
    /// The runtime of this database thread; its connection's socket lives on it.
    static RUNTIME: OnceCell<Rc<Runtime>> = const { OnceCell::new() };
}

/// Runs the driver's futures on the runtime of the thread that owns the connection.
#[derive(Clone, Copy, Debug)]
pub struct LocalRuntime;

impl BlockOn for LocalRuntime {
    fn block_on<F: Future>(&self, future: F) -> F::Output {
        runtime().block_on(future)
    }

    fn get_runtime() -> Self {
        Self
    }
}

fn runtime() -> Rc<Runtime> {
    RUNTIME.with(|cell| {
        Rc::clone(cell.get_or_init(|| {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
            Rc::new(runtime.unwrap_or_else(|error| panic!("no runtime for a database thread: {error}")))
        }))
    })
}

/// How to connect, and again after a connection was lost.
#[derive(Clone)]
struct Connector {
    config: tokio_postgres::Config,
    tls: MakeRustlsConnect,
    statements: Statements,
    schema: Option<&'static str>,
}

/// Opens writers to the primary and readers to the replica, or to the primary where there is none.
pub(super) fn open(options: &Options, statements: &Statements, journal: Option<&Journal>) -> AppResult<(Pool, Pool)> {
    let primary = Connector::new(&options.url, options, statements)?;
    let reading = match &options.read_url {
        Some(url) => Connector::new(url, options, statements)?,
        None => primary.clone(),
    };
    check(&primary, options.accept_unsafe)?;
    let writer = || {
        let journal = journal.cloned();
        worker(primary.clone(), move |conn, work| write(conn, work, journal.as_ref()))
    };
    let writers = (0..options.writers.max(1)).map(|_| writer()).collect();
    let readers = (0..options.readers.max(1)).map(|_| worker(reading.clone(), read)).collect();
    Ok((Pool::start("read", readers)?, Pool::start("write", writers)?))
}

fn tls(options: &Options) -> AppResult<rustls::ClientConfig> {
    let mut roots = RootCertStore { roots: webpki_roots::TLS_SERVER_ROOTS.to_vec() };
    if let Some(path) = &options.certificate_authority {
        let certificates = CertificateDer::pem_file_iter(path).map_err(AppError::internal)?;
        for certificate in certificates {
            roots.add(certificate.map_err(AppError::internal)?).map_err(AppError::internal)?;
        }
    }
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let config = rustls::ClientConfig::builder_with_provider(provider).with_safe_default_protocol_versions().map_err(AppError::internal)?;
    Ok(config.with_root_certificates(roots).with_no_client_auth())
}

/// One connection to the primary, on the runtime of the current thread.
pub(super) fn connect(options: &Options, statements: &Statements) -> AppResult<Conn> {
    Connector::new(&options.url, options, statements)?.connect()
}

impl Connector {
    fn new(url: &str, options: &Options, statements: &Statements) -> AppResult<Self> {
        let config = url.parse().map_err(|error| AppError::Internal(format!("the address of the database: {error}")))?;
        Ok(Self { config, tls: MakeRustlsConnect::new(tls(options)?), statements: statements.clone(), schema: options.schema })
    }

    /// Connects on the runtime of the current thread.
    fn connect(&self) -> AppResult<Conn> {
        let connect = async {
            let (client, connection) = self.config.connect(self.tls.clone()).await?;
            Ok::<_, tokio_postgres::Error>((client, connection))
        };
        let unreachable = |error: &dyn std::fmt::Display| {
            tracing::warn!(error = %error, "PostgreSQL does not answer");
            AppError::Unavailable(Shortage::Database)
        };
        let (client, connection) = runtime().block_on(connect).map_err(|error| unreachable(&error))?;
        let connection = runtime()
            .block_on(AsyncPgConnection::try_from_client_and_connection(client, connection))
            .map_err(|error| unreachable(&error))?;
        let mut connection = AsyncConnectionWrapper::<AsyncPgConnection, LocalRuntime>::from(connection);
        connection.batch_execute("SET synchronous_commit = on; SET TIME ZONE 'UTC'; SET lock_timeout = '10s'")?;
        if let Some(schema) = self.schema {
            connection.batch_execute(&format!("SET search_path = {schema}"))?;
        }
        connection.set_instrumentation(counting(&self.statements));
        Ok(Conn::Pg(connection))
    }
}

/// Connects once before the threads start, so that a wrong address is told at once, and refuses a server that may
/// lose what it acknowledged.
fn check(connector: &Connector, accept_unsafe: bool) -> AppResult<()> {
    let connector = connector.clone();
    let checked = std::thread::spawn(move || -> AppResult<String> {
        let mut conn = connector.connect()?;
        let Conn::Pg(connection) = &mut conn else { return Ok(String::new()) };
        let fsync = diesel::select(diesel::dsl::sql::<diesel::sql_types::Text>("current_setting('fsync')"));
        Ok(diesel::RunQueryDsl::get_result(fsync, connection)?)
    });
    let fsync = checked.join().map_err(|_| AppError::Unavailable(Shortage::Database))??;
    if fsync == "off" && !accept_unsafe {
        return Err(AppError::Internal("PostgreSQL runs with fsync = off and may lose what it acknowledged".into()));
    }
    Ok(())
}

fn worker(connector: Connector, run: impl Fn(&mut Conn, Work) -> bool + Send + 'static) -> Worker {
    Box::new(move |queue: Receiver<Work>| {
        let mut conn = None;
        for work in queue {
            if conn.is_none() {
                conn = connector.connect().ok();
            }
            // Without a connection the work is dropped, which answers its caller "not now".
            if let Some(open) = &mut conn
                && !run(open, work)
            {
                conn = None;
            }
        }
    })
}

/// Reads; returns whether the connection still serves.
fn read(conn: &mut Conn, work: Work) -> bool {
    match catch_unwind(AssertUnwindSafe(|| work(conn))) {
        Ok(outcome) => {
            let serves = !outcome.failed || serves(conn);
            (outcome.answer)(settled(serves));
            serves
        }
        Err(_) => false,
    }
}

/// Writes in a transaction; returns whether the connection still serves.
fn write(conn: &mut Conn, work: Work, journal: Option<&Journal>) -> bool {
    if conn.batch("BEGIN").is_err() {
        return false;
    }
    match catch_unwind(AssertUnwindSafe(|| work(conn))) {
        Ok(outcome) if outcome.failed => {
            let undone = conn.batch("ROLLBACK").is_ok();
            (outcome.answer)(settled(undone));
            undone
        }
        Ok(outcome) => {
            let committed = journalled(conn, journal, &outcome.removals).and_then(|()| conn.batch("COMMIT"));
            let serves = committed.is_ok() || conn.batch("ROLLBACK").is_ok();
            if let Err(error) = &committed {
                tracing::warn!(error = %error, "A transaction could not be committed");
            }
            (outcome.answer)(if serves { committed } else { settled(false) });
            serves
        }
        Err(_) => conn.batch("ROLLBACK").is_ok(),
    }
}

/// What failed because the connection is lost, as when the server shuts down, failed for no other reason: try again later.
fn settled(serves: bool) -> AppResult<()> {
    if serves { Ok(()) } else { Err(AppError::Unavailable(Shortage::Database)) }
}

fn serves(conn: &mut Conn) -> bool {
    conn.batch("SELECT 1").is_ok()
}
