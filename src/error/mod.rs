//! What can go wrong, as the operations see it. Knows nothing of HTTP; `web::problem` turns it into an answer.

mod conflict;

use std::collections::BTreeMap;
use std::fmt;

use serde::Serialize;

pub use conflict::Conflict;

/// The outcome of an operation.
pub type AppResult<T> = Result<T, AppError>;

/// What was wrong with a form: for each field the key of a message (in `locales/*/forms.ftl`).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct FieldErrors(BTreeMap<&'static str, &'static str>);

impl FieldErrors {
    /// One error alone.
    #[must_use]
    pub fn one(field: &'static str, message: &'static str) -> Self {
        Self(BTreeMap::from([(field, message)]))
    }

    /// Notes an error; the first one of a field stays.
    pub fn add(&mut self, field: &'static str, message: &'static str) {
        self.0.entry(field).or_insert(message);
    }

    /// Takes the value, or notes why there is none.
    pub fn take<T>(&mut self, field: &'static str, result: Result<T, &'static str>) -> Option<T> {
        result.map_err(|message| self.add(field, message)).ok()
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The message of a field.
    #[must_use]
    pub fn get(&self, field: &str) -> Option<&'static str> {
        self.0.get(field).copied()
    }

    /// Fields and messages, in the order of the fields' names.
    pub fn iter(&self) -> impl Iterator<Item = (&'static str, &'static str)> + '_ {
        self.0.iter().map(|(field, message)| (*field, *message))
    }
}

/// What the machine is short of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shortage {
    /// The queue of the database is full or the database does not answer.
    Database,
    /// No room on the disk.
    Disk,
    /// As many files of others are being read as can be at once.
    Extractors,
    /// As much is being sent as can be held at once.
    Memory,
}

/// Why an operation did not happen. Nothing of it was done then.
#[derive(Clone, Debug)]
pub enum AppError {
    /// There is no such thing, or not for this reader.
    NotFound,
    /// The reader is known and may not.
    Forbidden,
    /// The state of things does not allow it; it says why.
    Conflict(Conflict),
    /// The form has errors.
    Invalid(FieldErrors),
    /// Too many attempts.
    TooMany,
    /// More was sent than is taken.
    TooLarge,
    /// What was sent took longer to arrive than is waited for.
    TooSlow,
    /// What was sent is compressed: nothing is unpacked.
    Packed,
    /// What was sent is no form.
    Malformed,
    /// Not now.
    Unavailable(Shortage),
    /// A fault of ours; the text is for the log, never for a page.
    Internal(String),
}

impl AppError {
    /// A fault of ours.
    pub fn internal(cause: impl fmt::Display) -> Self {
        Self::Internal(cause.to_string())
    }

    /// One field of a form is wrong.
    #[must_use]
    pub fn field(field: &'static str, message: &'static str) -> Self {
        Self::Invalid(FieldErrors::one(field, message))
    }
}

impl fmt::Display for AppError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotFound => formatter.write_str("not found"),
            Self::Forbidden => formatter.write_str("not allowed"),
            Self::Conflict(conflict) => write!(formatter, "conflict: {}", conflict.key()),
            Self::Invalid(errors) => {
                let listed: Vec<String> = errors.iter().map(|(field, message)| format!("{field}: {message}")).collect();
                write!(formatter, "invalid: {}", listed.join(", "))
            }
            Self::TooMany => formatter.write_str("too many attempts"),
            Self::TooLarge => formatter.write_str("too large"),
            Self::TooSlow => formatter.write_str("too slow"),
            Self::Packed => formatter.write_str("compressed"),
            Self::Malformed => formatter.write_str("malformed"),
            Self::Unavailable(Shortage::Database) => formatter.write_str("the database does not answer"),
            Self::Unavailable(Shortage::Disk) => formatter.write_str("the disk is full"),
            Self::Unavailable(Shortage::Memory) => formatter.write_str("too much is being sent"),
            Self::Unavailable(Shortage::Extractors) => formatter.write_str("too many files are being read"),
            Self::Internal(cause) => write!(formatter, "internal: {cause}"),
        }
    }
}

impl std::error::Error for AppError {}

impl From<diesel::result::Error> for AppError {
    fn from(error: diesel::result::Error) -> Self {
        use diesel::result::{DatabaseErrorKind, Error};
        match &error {
            Error::NotFound => Self::NotFound,
            Error::DatabaseError(DatabaseErrorKind::ClosedConnection | DatabaseErrorKind::UnableToSendCommand, _) => {
                Self::Unavailable(Shortage::Database)
            }
            Error::DatabaseError(_, info) => {
                let message = info.message();
                if message.contains("disk is full") || message.contains("No space left on device") {
                    Self::Unavailable(Shortage::Disk)
                } else {
                    Self::internal(message)
                }
            }
            _ => Self::internal(&error),
        }
    }
}

/// Whether the database refused a row because it exists already.
#[must_use]
pub fn is_taken(error: &diesel::result::Error) -> bool {
    use diesel::result::{DatabaseErrorKind, Error};
    matches!(error, Error::DatabaseError(DatabaseErrorKind::UniqueViolation, _))
}
