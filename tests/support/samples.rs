//! The real documents beside the project. A stranger's clone does not have them: then it is said aloud; where they must
//! be there, their absence is a failure.

use std::path::PathBuf;

use travaux::text::model::{BlockKind, Document, Unit};
use travaux::text::read::Options;

pub fn folder() -> Option<PathBuf> {
    let given = std::env::var("TRAVAUX_SAMPLES").unwrap_or_else(|_| "../shared/samples".into());
    let folder = PathBuf::from(given);
    if folder.is_dir() {
        return Some(folder);
    }
    assert!(std::env::var("TRAVAUX_SAMPLES").is_err(), "TRAVAUX_SAMPLES names no folder");
    eprintln!("SKIPPED: the sample documents are not in {} (set TRAVAUX_SAMPLES)", folder.display());
    None
}

pub fn read(path: &str) -> Option<Vec<u8>> {
    folder().map(|folder| std::fs::read(folder.join(path)).unwrap())
}

/// A sample as it would be imported.
pub fn document(path: &str) -> Option<Document> {
    read(path).map(|bytes| travaux::text::read::read(&bytes, Options::default()).unwrap().document)
}

/// The units of a text without its notes and figures, as who counted the samples took them.
pub fn running(document: &Document) -> Vec<Unit> {
    document.units().into_iter().filter(|unit| !matches!(unit.kind, BlockKind::Footnote | BlockKind::Figure)).collect()
}

/// The same of a sample.
pub fn units(path: &str) -> Option<Vec<Unit>> {
    document(path).map(|document| running(&document))
}
