//! Brings a database to the schema of this program. Both sets of migrations are in the binary.

use diesel::connection::SimpleConnection;
use diesel::migration::MigrationSource;
use diesel::prelude::*;
use diesel_migrations::{EmbeddedMigrations, MigrationHarness, embed_migrations};

use super::Conn;
use crate::error::{AppError, AppResult};

const SQLITE: EmbeddedMigrations = embed_migrations!("migrations/sqlite");
const POSTGRES: EmbeddedMigrations = embed_migrations!("migrations/postgres");
/// The advisory lock under which nodes migrate one after the other (the letters "travaux").
const LOCK: i64 = 0x0074_7261_7661_7578;

/// A row that points to nothing.
#[derive(QueryableByName)]
struct Broken {
    #[diesel(sql_type = diesel::sql_types::Text)]
    name: String,
}

/// Applies what is not applied yet; returns the names of the migrations applied. Several nodes may start at once: on
/// PostgreSQL one migrates and the others wait, on SQLite the file is locked.
///
/// # Errors
/// If a migration fails; it is undone then.
pub fn migrate(conn: &mut Conn) -> AppResult<Vec<String>> {
    let names = |versions: Vec<diesel::migration::MigrationVersion<'_>>| versions.iter().map(ToString::to_string).collect();
    let failed = |error: Box<dyn std::error::Error + Send + Sync>| AppError::Internal(format!("migration: {error}"));
    match conn {
        // A table whose columns change is made anew, and while it is not there rows point to nothing: so SQLite's own procedure
        // (lang_altertable.html, section 7) keeps foreign keys from looking, and looks once before anything of it stays.
        Conn::Sqlite(c) => {
            c.batch_execute("PRAGMA foreign_keys = OFF; PRAGMA legacy_alter_table = ON")?;
            #[expect(clippy::disallowed_methods, reason = "migrations stand below Database::write")]
            let applied = c.transaction(|c| {
                let applied: Vec<String> = c.run_pending_migrations(SQLITE).map(names).map_err(failed)?;
                if !applied.is_empty() {
                    let broken: Vec<Broken> = diesel::sql_query("SELECT \"table\" AS name FROM pragma_foreign_key_check").load(c)?;
                    if let Some(first) = broken.first() {
                        return Err(AppError::Internal(format!("migration: {} rows of {} point to nothing", broken.len(), first.name)));
                    }
                }
                Ok(applied)
            });
            c.batch_execute("PRAGMA legacy_alter_table = OFF; PRAGMA foreign_keys = ON")?;
            applied
        }
        Conn::Pg(c) => {
            c.batch_execute(&format!("SELECT pg_advisory_lock({LOCK})"))?;
            let applied = c.run_pending_migrations(POSTGRES).map(names).map_err(failed);
            c.batch_execute(&format!("SELECT pg_advisory_unlock({LOCK})"))?;
            applied
        }
    }
}

/// How many migrations are not applied yet.
///
/// # Errors
/// Those of the database.
pub fn pending(conn: &mut Conn) -> AppResult<usize> {
    let failed = |error: Box<dyn std::error::Error + Send + Sync>| AppError::Internal(format!("migration: {error}"));
    match conn {
        Conn::Sqlite(c) => c.pending_migrations(SQLITE).map(|list| list.len()).map_err(failed),
        Conn::Pg(c) => c.pending_migrations(POSTGRES).map(|list| list.len()).map_err(failed),
    }
}

/// How many migrations are applied that this program does not know: a newer one has used the database.
///
/// # Errors
/// Those of the database.
pub fn unknown(conn: &mut Conn) -> AppResult<usize> {
    let failed = |error: Box<dyn std::error::Error + Send + Sync>| AppError::Internal(format!("migration: {error}"));
    let (applied, pending, all) = match conn {
        Conn::Sqlite(c) => {
            let all = MigrationSource::<diesel::sqlite::Sqlite>::migrations(&SQLITE).map_err(failed)?.len();
            (c.applied_migrations().map_err(failed)?.len(), c.pending_migrations(SQLITE).map_err(failed)?.len(), all)
        }
        Conn::Pg(c) => {
            let all = MigrationSource::<diesel::pg::Pg>::migrations(&POSTGRES).map_err(failed)?.len();
            (c.applied_migrations().map_err(failed)?.len(), c.pending_migrations(POSTGRES).map_err(failed)?.len(), all)
        }
    };
    Ok((applied + pending).saturating_sub(all))
}
