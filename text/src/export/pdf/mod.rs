//! PDF by typst: tagged as PDF/UA-1 asks, right-to-left and Chinese as their readers expect, fonts embedded.

mod data;
mod fonts;

use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};

use typst::LibraryExt as _;
use typst::diag::{FileError, FileResult};
use typst::foundations::{Bytes, Datetime, Dict, Duration, Value};
use typst::syntax::{FileId, Source};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Library, World};
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards};

use super::{About, WriteError, Written};
use fonts::Fonts;

/// One at a time: typst keeps what it has computed for the whole process, and lets it go after each.
static TURN: Mutex<()> = Mutex::new(());

/// The program that sets the pages.
const PROGRAM: &str = include_str!("draft.typ");

/// Writes the file with fonts from some folders.
pub(super) fn write(written: Written<'_>, about: &About, folders: &[PathBuf]) -> Result<Vec<u8>, WriteError> {
    let fonts = fonts::of(folders);
    let data = data::of(written, about, &fonts)?;
    let _turn = TURN.lock().unwrap_or_else(PoisonError::into_inner);
    let written = set(&Paper::new(data, fonts));
    comemo::evict(0);
    written
}

fn set(paper: &Paper) -> Result<Vec<u8>, WriteError> {
    let messages = |errors: &[typst::diag::SourceDiagnostic]| {
        WriteError::Layout(errors.iter().map(|error| error.message.to_string()).collect::<Vec<_>>().join("; "))
    };
    let document: PagedDocument = typst::compile(paper).output.map_err(|errors| messages(&errors))?;
    let standards = PdfStandards::new(&[PdfStandard::Ua_1]).map_err(|error| WriteError::Layout(format!("{error:?}")))?;
    typst_pdf::pdf(&document, &PdfOptions { standards, ..PdfOptions::default() }).map_err(|errors| messages(&errors))
}

/// What typst sees: one program, the data, the fonts; no files, no clock.
struct Paper {
    library: LazyHash<Library>,
    source: Source,
    fonts: Arc<Fonts>,
}

impl Paper {
    fn new(data: Vec<u8>, fonts: Arc<Fonts>) -> Self {
        let mut inputs = Dict::new();
        inputs.insert("data".into(), Value::Bytes(Bytes::new(data)));
        Self { library: LazyHash::new(Library::builder().with_inputs(inputs).build()), source: Source::detached(PROGRAM), fonts }
    }
}

impl World for Paper {
    fn library(&self) -> &LazyHash<Library> {
        &self.library
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &self.fonts.book
    }

    fn main(&self) -> FileId {
        self.source.id()
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        if id == self.source.id() { Ok(self.source.clone()) } else { Err(FileError::AccessDenied) }
    }

    fn file(&self, _: FileId) -> FileResult<Bytes> {
        Err(FileError::AccessDenied)
    }

    fn font(&self, index: usize) -> Option<Font> {
        self.fonts.font(index)
    }

    fn today(&self, _: Option<Duration>) -> Option<Datetime> {
        None
    }
}
