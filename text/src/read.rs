//! From the bytes of a file to a document: what the file is (by content, not by name), what was read, and what
//! could not be read as it stood.

use super::{docx, html, markdown, model::Document};

/// The largest file that is read, in bytes.
pub const LARGEST_FILE: usize = 32 * 1024 * 1024;
/// The most blocks a document may have.
pub const MOST_BLOCKS: usize = 50_000;

/// What to do with tracked changes of a word-processor file.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Tracked {
    /// Read the text as if all were accepted.
    #[default]
    Accept,
    /// Read the text as if all were rejected.
    Reject,
}

/// What to do with a table of contents: pages make their own, but who compares two files wants all of both.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Contents {
    /// Leave it out, and say how many lines it had.
    #[default]
    LeaveOut,
    /// Read it like any other text.
    Keep,
}

/// How a file is to be read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Options {
    /// Tracked changes.
    pub tracked: Tracked,
    /// The table of contents.
    pub contents: Contents,
}

/// The format in which a file arrived.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SourceFormat {
    /// Office Open XML word processing, transitional or strict.
    Docx,
    /// A page of the web.
    Html,
    /// `CommonMark` with tables and footnotes.
    Markdown,
}

impl SourceFormat {
    /// The IANA media type.
    #[must_use]
    pub const fn media_type(self) -> &'static str {
        match self {
            Self::Docx => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            Self::Html => "text/html",
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
    /// The bytes were not in the encoding that the file or its habit says, and were read as Windows-1252.
    Encoding,
    /// Text that the word processor does not show was left out.
    HiddenText,
    /// Text that is struck through was read like any other.
    StruckText,
    /// What stands at the head or foot of every page was left out.
    RunningHeadDropped,
    /// There were more problems than are listed.
    More,
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
            Self::HiddenText => "problem-hidden-text",
            Self::StruckText => "problem-struck-text",
            Self::RunningHeadDropped => "problem-running-head-dropped",
            Self::More => "problem-more",
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

/// Warnings as they are met. A file made of nothing but problems does not fill the memory with them.
#[derive(Debug, Default)]
pub(super) struct Warnings {
    listed: Vec<Warning>,
    more: usize,
}

impl Warnings {
    const MOST: usize = 500;

    /// Notes a problem. The same one beside the one before is noted once.
    pub(super) fn add(&mut self, block: usize, problem: Problem, detail: &str) {
        let warning = Warning::new(block, problem, detail);
        if self.listed.last() == Some(&warning) {
            return;
        }
        if self.listed.len() < Self::MOST {
            self.listed.push(warning);
        } else {
            self.more += 1;
        }
    }

    /// All of them in reading order, and how many more there were.
    pub(super) fn sorted(mut self) -> Vec<Warning> {
        self.listed.sort_by_key(|warning| warning.block);
        if self.more > 0 {
            let last = self.listed.last().map_or(0, |warning| warning.block);
            self.listed.push(Warning::new(last, Problem::More, &self.more.to_string()));
        }
        self.listed
    }
}

/// What the file said about its own making.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct SourceFacts {
    /// Tracked insertions of the main text, those in notes not counted.
    pub insertions: usize,
    /// Tracked deletions of the main text.
    pub deletions: usize,
    /// Pieces of the main text that were tracked as moved.
    pub moves: usize,
    /// Comments of the word processor.
    pub comments: usize,
}

/// A comment that somebody wrote into the file with the word processor.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Remark {
    /// Who wrote it, as the program says.
    pub author: String,
    /// When, as the program says (ISO 8601); may be empty.
    pub date: String,
    /// What it says; its paragraphs are separated by a line feed.
    pub text: String,
    /// Index from 0 of the block it stands on, unless it stands on nothing.
    pub block: Option<usize>,
    /// The words it marks; empty if it marks none.
    pub quote: String,
    /// Index of the remark that it answers.
    pub answers: Option<usize>,
}

/// A file that was read.
#[derive(Clone, Debug, serde::Serialize, serde::Deserialize)]
pub struct Reading {
    /// The text.
    pub document: Document,
    /// What was not read as it stood, in reading order.
    pub warnings: Vec<Warning>,
    /// Tracked changes and comments counted.
    pub facts: SourceFacts,
    /// The comments of the word processor.
    pub remarks: Vec<Remark>,
    /// What the file is.
    pub format: SourceFormat,
}

/// Why a file was refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ReadError {
    /// Nothing in it.
    #[error("the file is empty")]
    Empty,
    /// Larger than [`LARGEST_FILE`], or unpacks to more than a part may hold.
    #[error("the file is too large")]
    TooLarge,
    /// Neither DOCX nor text.
    #[error("the file is neither a Word document (.docx) nor HTML or Markdown text")]
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
    /// Not a table of a kind that is read.
    #[error(
        "the file is neither a workbook (.xlsx, .xls, .ods), a table of values (.csv), nor a document with a table (.docx, .md, .html)"
    )]
    UnknownTable,
    /// A document or text without any table.
    #[error("no table was found in the file")]
    NoTable,
    /// More rows than a table of comments has.
    #[error("the table has more than 50,000 rows")]
    TooManyRows,
    /// Reading it took more memory or time than a file may, or the reader broke off.
    #[error("reading the file takes more memory or time than any document needs; save it anew from its program and try again")]
    Exhausting,
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
            Self::UnknownTable => "form-file-unknown-table",
            Self::NoTable => "form-file-no-table",
            Self::TooManyRows => "form-file-too-many-rows",
            Self::Exhausting => "form-file-exhausting",
        }
    }
}

/// Reads a file.
///
/// # Errors
/// A [`ReadError`] says why the file is refused; nothing of it is used then.
pub fn read(bytes: &[u8], options: Options) -> Result<Reading, ReadError> {
    if bytes.iter().all(u8::is_ascii_whitespace) {
        return Err(ReadError::Empty);
    }
    if bytes.len() > LARGEST_FILE {
        return Err(ReadError::TooLarge);
    }
    let reading = match detect(bytes)? {
        SourceFormat::Docx => docx::read(bytes, options)?,
        SourceFormat::Html => html::read(bytes, options)?,
        SourceFormat::Markdown => markdown::read(bytes)?,
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
    Ok(if is_html(bytes) { SourceFormat::Html } else { SourceFormat::Markdown })
}

/// A page says so at its start; a fragment begins with a tag and goes on in tags. Markdown may begin with a tag too, but has
/// its own headings behind it.
fn is_html(bytes: &[u8]) -> bool {
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(4_096)]).to_ascii_lowercase();
    let mut start = head.trim_start_matches('\u{feff}').trim_start();
    while let Some(rest) = start.strip_prefix("<!--") {
        start = rest.split_once("-->").map_or("", |(_, rest)| rest).trim_start();
    }
    if start.starts_with("<?xml") {
        return head.contains("<html");
    }
    if ["<!doctype html", "<html", "<head", "<body"].iter().any(|tag| start.starts_with(tag)) {
        return true;
    }
    let fragment = ["<h1", "<h2", "<h3", "<p>", "<p ", "<div", "<article", "<section", "<main", "<table", "<ul", "<ol", "<meta", "<title"];
    let tags = head.matches('<').count();
    let marks = head.lines().filter(|line| line.starts_with("# ") || line.starts_with("## ") || line.starts_with("- ")).count();
    fragment.iter().any(|tag| start.starts_with(tag)) && tags > 4 * marks
}
