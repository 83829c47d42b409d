//! From the bytes of a file to a document: what the file is (by content, not by name), what was read, and what
//! could not be read as it stood.

use super::{docx, markdown, model::Document};

/// The largest file that is read, in bytes.
pub const LARGEST_FILE: usize = 32 * 1024 * 1024;
/// The most blocks a document may have.
pub const MOST_BLOCKS: usize = 50_000;

/// What to do with tracked changes of a word-processor file.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Tracked {
    /// Read the text as if all were accepted.
    #[default]
    Accept,
    /// Read the text as if all were rejected.
    Reject,
}

/// The format in which a file arrived.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SourceFormat {
    /// Office Open XML word processing, transitional or strict.
    Docx,
    /// `CommonMark` with tables and footnotes.
    Markdown,
}

impl SourceFormat {
    /// The IANA media type.
    #[must_use]
    pub const fn media_type(self) -> &'static str {
        match self {
            Self::Docx => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            Self::Markdown => "text/markdown",
        }
    }
}

/// Something that was not read as it stood in the file. Its words are in `locales/*/text.ftl`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Problem {
    /// The table of contents was left out: the platform makes its own.
    ContentsDropped,
    /// A figure has no description.
    FigureWithoutDescription,
    /// Raw HTML was left out.
    HtmlDropped,
    /// A link to an address that is not http, https or mailto lost its address.
    LinkDropped,
    /// A formula was read as plain text.
    FormulaFlattened,
    /// A footnote is referred to, but not in the file.
    NoteMissing,
    /// A text box was read as a box after its paragraph.
    TextBoxMoved,
    /// Content that the reader does not know was left out.
    UnknownContent,
    /// A table inside a cell was read as text.
    NestedTable,
    /// Tracked changes were accepted or rejected.
    TrackedChanges,
    /// The file has comments of a word processor; they are not part of the text.
    WordComments,
    /// The bytes were not UTF-8 and were read as Windows-1252.
    Encoding,
}

impl Problem {
    /// The key of its message (`locales/*/text.ftl`).
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::ContentsDropped => "problem-contents-dropped",
            Self::FigureWithoutDescription => "problem-figure-without-description",
            Self::HtmlDropped => "problem-html-dropped",
            Self::LinkDropped => "problem-link-dropped",
            Self::FormulaFlattened => "problem-formula-flattened",
            Self::NoteMissing => "problem-note-missing",
            Self::TextBoxMoved => "problem-text-box-moved",
            Self::UnknownContent => "problem-unknown-content",
            Self::NestedTable => "problem-nested-table",
            Self::TrackedChanges => "problem-tracked-changes",
            Self::WordComments => "problem-word-comments",
            Self::Encoding => "problem-encoding",
        }
    }
}

/// A problem with its place.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Warning {
    /// Index from 0 of the block at or after which it was met.
    pub block: usize,
    /// What it was.
    pub problem: Problem,
    /// The words or name concerned, at most 80 characters; may be empty.
    pub detail: String,
}

impl Warning {
    /// A warning, its detail cut to what can be shown in a line.
    #[must_use]
    pub fn new(block: usize, problem: Problem, detail: &str) -> Self {
        Self { block, problem, detail: super::model::fold(detail).chars().take(80).collect() }
    }
}

/// What the file said about its own making.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize)]
pub struct SourceFacts {
    /// Tracked insertions.
    pub insertions: usize,
    /// Tracked deletions.
    pub deletions: usize,
    /// Comments of the word processor.
    pub comments: usize,
}

/// A file that was read.
#[derive(Clone, Debug)]
pub struct Reading {
    /// The text.
    pub document: Document,
    /// What was not read as it stood, in reading order.
    pub warnings: Vec<Warning>,
    /// Tracked changes and comments counted.
    pub facts: SourceFacts,
    /// What the file is.
    pub format: SourceFormat,
}

/// Why a file was refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ReadError {
    /// Nothing in it.
    #[error("the file is empty")]
    Empty,
    /// Larger than [`LARGEST_FILE`], or unpacks to more than a part may hold.
    #[error("the file is too large")]
    TooLarge,
    /// Neither DOCX nor text.
    #[error("the file is neither a Word document (.docx) nor Markdown text")]
    UnknownFormat,
    /// The binary format of Word 97 to 2003.
    #[error("the file is in the old Word format (.doc); save it as .docx")]
    OldWord,
    /// Protected with a password.
    #[error("the file is protected with a password")]
    Encrypted,
    /// A zip or XML that cannot be read to its end.
    #[error("the file is damaged and cannot be read to its end")]
    Broken,
    /// Made to exhaust the reader.
    #[error("the file is nested or compressed beyond what documents are")]
    Hostile,
    /// No text at all.
    #[error("no text was found in the file")]
    NoText,
}

impl ReadError {
    /// The key of its message (`locales/*/forms.ftl`).
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Empty => "form-file-empty",
            Self::TooLarge => "form-file-too-large",
            Self::UnknownFormat => "form-file-unknown-format",
            Self::OldWord => "form-file-old-word",
            Self::Encrypted => "form-file-encrypted",
            Self::Broken => "form-file-broken",
            Self::Hostile => "form-file-hostile",
            Self::NoText => "form-file-no-text",
        }
    }
}

/// Reads a file.
///
/// # Errors
/// A [`ReadError`] says why the file is refused; nothing of it is used then.
pub fn read(bytes: &[u8], tracked: Tracked) -> Result<Reading, ReadError> {
    if bytes.iter().all(u8::is_ascii_whitespace) {
        return Err(ReadError::Empty);
    }
    if bytes.len() > LARGEST_FILE {
        return Err(ReadError::TooLarge);
    }
    let reading = match detect(bytes)? {
        SourceFormat::Docx => docx::read(bytes, tracked)?,
        SourceFormat::Markdown => markdown::read(bytes),
    };
    if reading.document.blocks.len() > MOST_BLOCKS {
        return Err(ReadError::TooLarge);
    }
    if reading.document.units().is_empty() {
        return Err(ReadError::NoText);
    }
    Ok(reading)
}

/// OLE compound files hold old Word documents, and new ones that are encrypted [MS-CFB 2.2, MS-OFFCRYPTO 2.3].
const OLE: [u8; 8] = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];

fn detect(bytes: &[u8]) -> Result<SourceFormat, ReadError> {
    if bytes.starts_with(b"PK") {
        return Ok(SourceFormat::Docx);
    }
    if bytes.starts_with(&OLE) {
        let name: Vec<u8> = "EncryptedPackage".bytes().flat_map(|byte| [byte, 0]).collect();
        let encrypted = bytes.windows(name.len()).any(|window| window == name);
        return Err(if encrypted { ReadError::Encrypted } else { ReadError::OldWord });
    }
    let binary = bytes.iter().take(65_536).any(|byte| *byte == 0);
    let known = infer::get(bytes).is_some_and(|kind| !kind.mime_type().starts_with("text/"));
    if binary || known || bytes.starts_with(b"%PDF") || bytes.starts_with(b"{\\rtf") {
        return Err(ReadError::UnknownFormat);
    }
    Ok(SourceFormat::Markdown)
}
