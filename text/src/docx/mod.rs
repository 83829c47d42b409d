//! Reads DOCX [ECMA-376 part 1; strict and transitional]: `package` opens the zip within limits, `styles` and
//! `counting` know what a paragraph inherits, `body` walks the text, `table`, `runs` and `drawing` what stands in it,
//! `fields`, `notes` and `remarks` follow what goes on over several runs; `kinds` and `headings` tell what a paragraph is.

mod body;
mod counting;
mod drawing;
mod fields;
mod headings;
mod kinds;
mod notes;
mod package;
mod remarks;
mod runs;
mod styles;
mod table;

use super::read::{Options, ReadError, Reading, SourceFormat};

/// The rows of the tables that stand at the head of the pages, each with the text of its cells.
///
/// # Errors
/// [`ReadError`] if the bytes are no DOCX, are damaged, or exceed what a document may be.
pub fn page_heads(bytes: &[u8]) -> Result<Vec<Vec<String>>, ReadError> {
    package::table_rows_in_heads(&package::open(bytes)?)
}

/// Reads the document.
///
/// # Errors
/// [`ReadError`] if the bytes are no DOCX, are damaged, or exceed what a document may be.
pub fn read(bytes: &[u8], options: Options) -> Result<Reading, ReadError> {
    let parts = package::open(bytes)?;
    let (document, warnings, facts, remarks) = body::read(&parts, options)?;
    Ok(Reading { document, warnings, facts, remarks, format: SourceFormat::Docx })
}
