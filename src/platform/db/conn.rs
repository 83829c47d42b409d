//! A connection to either database, and the macro that writes a query once for both.

use diesel::SqliteConnection;
use diesel::connection::SimpleConnection;
use diesel_async::AsyncPgConnection;
use diesel_async::async_connection_wrapper::AsyncConnectionWrapper;

use super::postgres::LocalRuntime;
use crate::error::AppResult;

/// PostgreSQL through the pure-Rust driver, used synchronously on a thread of its own.
pub type PgConn = AsyncConnectionWrapper<AsyncPgConnection, LocalRuntime>;

/// A connection to either database.
#[expect(clippy::large_enum_variant, reason = "a handful exist, one for each database thread")]
pub enum Conn {
    /// SQLite in this process.
    Sqlite(SqliteConnection),
    /// PostgreSQL.
    Pg(PgConn),
}

/// Runs a query, written once, on whichever database the connection is to; it is type-checked for both.
#[macro_export]
macro_rules! each_backend {
    ($conn:expr, |$c:ident| $body:expr) => {
        match $conn.either() {
            $crate::platform::db::Conn::Sqlite($c) => $body,
            $crate::platform::db::Conn::Pg($c) => $body,
        }
    };
}

impl Conn {
    /// Itself; a [`super::Tx`] has it too, so that [`each_backend!`] takes both.
    pub const fn either(&mut self) -> &mut Self {
        self
    }

    /// Runs statements that return nothing.
    ///
    /// # Errors
    /// Those of the database.
    pub fn batch(&mut self, statements: &str) -> AppResult<()> {
        Ok(each_backend!(self, |c| c.batch_execute(statements))?)
    }

    /// Whether it is PostgreSQL.
    #[must_use]
    pub const fn is_postgres(&self) -> bool {
        matches!(self, Self::Pg(_))
    }
}
