//! A database for each test: a copy of one that was migrated once.

use std::path::PathBuf;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU32, Ordering};

use travaux::platform::db::{self, Options};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Engine {
    Sqlite,
    Postgres,
}

/// The URL of a PostgreSQL server that tests may make databases on.
const SERVER: &str = "TRAVAUX_TEST_POSTGRES";
static NEXT: AtomicU32 = AtomicU32::new(0);

/// Whether there is a PostgreSQL server. Where there must be one, its absence is a failure; else it is said aloud.
pub fn postgres_is_here() -> bool {
    let here = std::env::var(SERVER).is_ok();
    assert!(here || std::env::var("CI").is_err(), "{SERVER} is not set: run scripts/test, which starts a server");
    if !here {
        eprintln!("SKIPPED on PostgreSQL: {SERVER} is not set (scripts/test starts a server)");
    }
    here
}

fn folder() -> &'static PathBuf {
    static FOLDER: OnceLock<PathBuf> = OnceLock::new();
    FOLDER.get_or_init(|| {
        let folder = std::env::temp_dir().join(format!("travaux-tests-{}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        folder
    })
}

/// A migrated database of its own.
pub struct Fresh {
    pub options: Options,
    pub engine: Engine,
    name: String,
}

pub fn fresh(engine: Engine) -> Fresh {
    let name = format!("travaux_test_{}_{}", std::process::id(), NEXT.fetch_add(1, Ordering::Relaxed));
    match engine {
        Engine::Sqlite => {
            static TEMPLATE: OnceLock<PathBuf> = OnceLock::new();
            let template = TEMPLATE.get_or_init(|| {
                let path = folder().join("template.sqlite3");
                let options = Options::new(path.to_str().unwrap());
                db::maintain(&options, |conn| {
                    db::migrate(conn)?;
                    conn.batch("PRAGMA wal_checkpoint(TRUNCATE)")
                })
                .unwrap();
                path
            });
            let path = folder().join(format!("{name}.sqlite3"));
            std::fs::copy(template, &path).unwrap();
            let options = Options { readers: 2, ..Options::new(path.to_str().unwrap()) };
            Fresh { options, engine, name }
        }
        Engine::Postgres => {
            static TEMPLATE: OnceLock<String> = OnceLock::new();
            let template = TEMPLATE.get_or_init(|| {
                let name = format!("travaux_template_{}", std::process::id());
                administer(format!("CREATE DATABASE {name} ENCODING 'UTF8' TEMPLATE template0"));
                db::maintain(&named(&name), db::migrate).unwrap();
                name
            });
            administer(format!("CREATE DATABASE {name} TEMPLATE {template} STRATEGY file_copy"));
            Fresh { options: named(&name), engine, name }
        }
    }
}

fn named(database: &str) -> Options {
    let server = std::env::var(SERVER).unwrap();
    let (base, _) = server.rsplit_once('/').unwrap();
    Options { readers: 2, writers: 2, accept_unsafe: true, ..Options::new(&format!("{base}/{database}")) }
}

fn administer(statement: String) {
    let options = Options { accept_unsafe: true, ..Options::new(&std::env::var(SERVER).unwrap()) };
    db::maintain(&options, move |conn| conn.batch(&statement)).unwrap();
}

impl Fresh {
    /// Cuts all connections to it, as a server does that shuts down.
    pub fn cut_connections(&self) {
        administer(format!("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{}'", self.name));
    }

    /// The folder of this database's tables in that of the PostgreSQL server.
    pub fn heap(&self) -> String {
        use diesel::prelude::*;
        #[derive(QueryableByName)]
        struct Oid {
            #[diesel(sql_type = diesel::sql_types::BigInt)]
            oid: i64,
        }
        let query = "SELECT oid::bigint AS oid FROM pg_database WHERE datname = current_database()";
        db::maintain(&self.options, move |conn| {
            let oid: Oid = travaux::each_backend!(conn, |c| diesel::sql_query(query).get_result(c))?;
            Ok(format!("base/{}", oid.oid))
        })
        .unwrap()
    }

    /// Writes everything in memory to the files of the PostgreSQL server, and says where they are.
    pub fn checkpoint(&self) -> PathBuf {
        use diesel::prelude::*;
        #[derive(QueryableByName)]
        struct Folder {
            #[diesel(sql_type = diesel::sql_types::Text)]
            data_directory: String,
        }
        db::maintain(&self.options, |conn| {
            conn.batch("CHECKPOINT")?;
            let folder: Folder = travaux::each_backend!(conn, |c| diesel::sql_query("SHOW data_directory").get_result(c))?;
            Ok(PathBuf::from(folder.data_directory))
        })
        .unwrap()
    }
}

impl Drop for Fresh {
    fn drop(&mut self) {
        match self.engine {
            Engine::Sqlite => {
                for suffix in ["", "-wal", "-shm"] {
                    _ = std::fs::remove_file(format!("{}{suffix}", self.options.url));
                }
            }
            Engine::Postgres => {
                if !std::thread::panicking() {
                    administer(format!("DROP DATABASE IF EXISTS {} WITH (FORCE)", self.name));
                }
            }
        }
    }
}
