//! Reads DOCX [ECMA-376 part 1; strict and transitional]: `package` opens the zip within limits, `styles` and
//! `counting` know what a paragraph inherits, `body` walks the text, `runs` the words in a paragraph.

mod body;
mod counting;
mod package;
mod runs;
mod styles;

use super::read::{ReadError, Reading, SourceFormat, Tracked};

/// Reads the document.
///
/// # Errors
/// [`ReadError`] if the bytes are no DOCX, are damaged, or exceed what a document may be.
pub fn read(bytes: &[u8], tracked: Tracked) -> Result<Reading, ReadError> {
    let parts = package::open(bytes)?;
    let (document, warnings, facts) = body::read(&parts, tracked)?;
    Ok(Reading { document, warnings, facts, format: SourceFormat::Docx })
}
