//! What the commands print.

use std::io::Write as _;

use crate::error::AppError;
use crate::language::Language;
use crate::render::Renderer;

/// A line for the person at the terminal.
pub fn line(text: &str) {
    // A closed pipe (`travaux … | head`) is no reason to fail.
    _ = writeln!(std::io::stdout().lock(), "{text}");
}

/// Why a command was refused, in words: those of the forms where there are some.
pub fn reason(error: &AppError) {
    let words = |key: &str| Renderer::new().map_or_else(|_| key.to_owned(), |renderer| renderer.say(Language::English, key, &[]));
    let text = match error {
        AppError::Invalid(errors) => errors.iter().map(|(_, message)| words(message)).collect::<Vec<_>>().join("\n"),
        AppError::Conflict(conflict) => words(conflict.key()),
        AppError::Internal(cause) => cause.clone(),
        AppError::NotFound => "there is no such consultation, draft or account".to_owned(),
        other => other.to_string(),
    };
    _ = writeln!(std::io::stderr().lock(), "{text}");
}
