//! A draft, or a comparison of two, written out as a file: what is read on paper, what is worked on in a word processor, what
//! programs read.

mod akoma;
mod changes;
pub mod docx;
pub mod html;
pub mod markdown;
#[cfg(feature = "pdf")]
mod pdf;
pub mod redline;
pub mod workbook;

use std::path::PathBuf;

use super::lineage::Relation;
use super::model::Document;

/// What a file says of itself.
#[derive(Clone, Debug)]
pub struct About {
    /// Its title.
    pub title: String,
    /// The language of its text by ISO 639-1, such as `ar`.
    pub language: &'static str,
    /// Whether its text runs from right to left.
    pub right_to_left: bool,
    /// The name of the consultation in addresses.
    pub consultation: String,
    /// The number of the draft.
    pub number: String,
    /// The name of the draft, or of the later one of two: it signs the tracked changes.
    pub name: String,
    /// The office whose draft it is.
    pub host: String,
    /// The day of its publication as `2026-06-12`, if there is one.
    pub day: Option<String>,
    /// For each block the identity that it keeps from draft to draft, such as `d1-p7`; empty where it has none.
    pub identities: Vec<String>,
}

/// What became of some blocks, by their indexes in the old and the new document.
#[derive(Clone, Debug)]
pub struct Compared {
    /// What became of them.
    pub relation: Relation,
    /// Blocks of the old document.
    pub old: Vec<usize>,
    /// Blocks of the new one.
    pub new: Vec<usize>,
}

/// Two documents and what became of the blocks of the one in the other, in reading order.
#[derive(Clone, Copy, Debug)]
pub struct Comparison<'a> {
    /// The earlier document.
    pub old: &'a Document,
    /// The later one.
    pub new: &'a Document,
    /// Every block of both stands in one of these.
    pub links: &'a [Compared],
}

/// What is written.
#[derive(Clone, Copy, Debug)]
pub enum Written<'a> {
    /// A draft.
    Draft(&'a Document),
    /// A comparison of two.
    Comparison(Comparison<'a>),
}

/// A format of files.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// A Word file; a comparison has tracked changes.
    Docx,
    /// A tagged PDF file.
    #[cfg(feature = "pdf")]
    Pdf,
    /// One page that needs nothing else.
    Html,
    /// `CommonMark` with tables and notes; changes as in `CriticMarkup`.
    Markdown,
    /// Akoma Ntoso 3.0 with the naming of the United Nations (AKN4UN).
    AkomaNtoso,
}

/// Why a file could not be written.
#[derive(Debug, thiserror::Error)]
pub enum WriteError {
    /// The archive.
    #[error("the archive could not be written: {0}")]
    Archive(#[from] zip::result::ZipError),
    /// No font for a script of the text is installed.
    #[error("no font for {0} is in the folders of fonts (TRAVAUX_FONTS)")]
    NoFont(String),
    /// The page layout.
    #[error("the pages could not be laid out: {0}")]
    Layout(String),
}

impl Format {
    /// The formats that this program can write, in the order in which they are offered.
    pub const ALL: &[Self] = &[
        Self::Docx,
        #[cfg(feature = "pdf")]
        Self::Pdf,
        Self::Html,
        Self::Markdown,
        Self::AkomaNtoso,
    ];

    /// How its files' names end.
    #[must_use]
    pub const fn extension(self) -> &'static str {
        match self {
            Self::Docx => "docx",
            #[cfg(feature = "pdf")]
            Self::Pdf => "pdf",
            Self::Html => "html",
            Self::Markdown => "md",
            Self::AkomaNtoso => "akn.xml",
        }
    }

    /// What readers call it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Docx => "Word",
            #[cfg(feature = "pdf")]
            Self::Pdf => "PDF",
            Self::Html => "HTML",
            Self::Markdown => "Markdown",
            Self::AkomaNtoso => "Akoma Ntoso",
        }
    }

    /// The media type.
    #[must_use]
    pub const fn content_type(self) -> &'static str {
        match self {
            Self::Docx => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            #[cfg(feature = "pdf")]
            Self::Pdf => "application/pdf",
            Self::Html => "text/html; charset=utf-8",
            Self::Markdown => "text/markdown; charset=utf-8",
            Self::AkomaNtoso => "application/akn+xml",
        }
    }

    /// The format of files whose names end so.
    #[must_use]
    pub fn of_extension(extension: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|format| format.extension() == extension)
    }

    /// Writes a file; `fonts` are the folders where those of a PDF are.
    ///
    /// # Errors
    /// [`WriteError`].
    #[cfg_attr(not(feature = "pdf"), expect(unused_variables, reason = "only a PDF needs fonts"))]
    pub fn write(self, written: Written<'_>, about: &About, fonts: &[PathBuf]) -> Result<Vec<u8>, WriteError> {
        Ok(match (self, written) {
            (Self::Docx, Written::Draft(document)) => docx::document(document, about)?,
            (Self::Docx, Written::Comparison(comparison)) => docx::comparison(comparison, about)?,
            (Self::Html, Written::Draft(document)) => html::file(document, about).into_bytes(),
            (Self::Html, Written::Comparison(comparison)) => changes::html(comparison, about).into_bytes(),
            (Self::Markdown, Written::Draft(document)) => markdown::write(document).into_bytes(),
            (Self::Markdown, Written::Comparison(comparison)) => changes::markdown(comparison).into_bytes(),
            (Self::AkomaNtoso, written) => akoma::write(written, about).into_bytes(),
            #[cfg(feature = "pdf")]
            (Self::Pdf, written) => pdf::write(written, about, fonts)?,
        })
    }
}
