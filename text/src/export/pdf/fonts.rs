//! The fonts that are installed: looked for once, loaded when a text needs them.

use std::path::{Path, PathBuf};
use std::sync::{Arc, LazyLock, Mutex, OnceLock, PoisonError};

use typst::foundations::Bytes;
use typst::text::{Font, FontBook, FontInfo};
use typst::utils::LazyHash;

/// Families for running text, the best first; several, because each covers some scripts.
const TEXT: [&str; 12] = [
    "Noto Serif",
    "Noto Sans",
    "Noto Naskh Arabic",
    "Noto Serif CJK SC",
    "Noto Sans CJK SC",
    "Noto Sans SC",
    "Liberation Serif",
    "DejaVu Serif",
    "DejaVu Sans",
    "Amiri",
    "Source Han Serif SC",
    "Source Han Sans SC",
];
/// Families for code.
const MONOSPACED: [&str; 3] = ["Noto Sans Mono", "DejaVu Sans Mono", "Liberation Mono"];

/// A face in a file.
struct Face {
    file: PathBuf,
    index: u32,
    font: OnceLock<Option<Font>>,
}

/// The fonts of some folders.
pub(super) struct Fonts {
    pub(super) book: LazyHash<FontBook>,
    faces: Vec<Face>,
}

/// The fonts of some folders; the folders are read once as long as they stay the same.
pub(super) fn of(folders: &[PathBuf]) -> Arc<Fonts> {
    static KNOWN: LazyLock<Mutex<Option<(Vec<PathBuf>, Arc<Fonts>)>>> = LazyLock::new(Mutex::default);
    let mut known = KNOWN.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some((of, fonts)) = known.as_ref()
        && of == folders
    {
        return Arc::clone(fonts);
    }
    let fonts = Arc::new(Fonts::read(folders));
    *known = Some((folders.to_vec(), Arc::clone(&fonts)));
    fonts
}

impl Fonts {
    fn read(folders: &[PathBuf]) -> Self {
        let mut files = Vec::new();
        folders.iter().for_each(|folder| find(folder, 0, &mut files));
        files.sort();
        let (mut book, mut faces) = (FontBook::new(), Vec::new());
        for file in files {
            let Ok(bytes) = std::fs::read(&file) else { continue };
            for (index, info) in FontInfo::iter(&bytes).enumerate() {
                // Of the hundreds of families of a system only those are kept that a page names.
                if TEXT.iter().chain(&MONOSPACED).any(|family| info.family == *family) {
                    book.push(info);
                    faces.push(Face { file: file.clone(), index: u32::try_from(index).unwrap_or_default(), font: OnceLock::new() });
                }
            }
        }
        Self { book: LazyHash::new(book), faces }
    }

    pub(super) fn font(&self, index: usize) -> Option<Font> {
        let face = self.faces.get(index)?;
        face.font.get_or_init(|| Font::new(Bytes::new(std::fs::read(&face.file).ok()?), face.index)).clone()
    }

    fn there(&self, families: &[&'static str]) -> Vec<&'static str> {
        families.iter().copied().filter(|family| self.book.contains_family(&family.to_lowercase())).collect()
    }

    /// The families for running text that are there.
    pub(super) fn text(&self) -> Vec<&'static str> {
        self.there(&TEXT)
    }

    /// The families for code that are there; those for text where there is none.
    pub(super) fn monospaced(&self) -> Vec<&'static str> {
        let mut families = self.there(&MONOSPACED);
        families.extend(self.text());
        families
    }

    /// The first letter that no font has.
    pub(super) fn missing(&self, text: &str) -> Option<char> {
        let has = |letter: char| {
            (0..self.faces.len()).any(|index| self.book.info(index).is_some_and(|info| info.coverage.contains(u32::from(letter))))
        };
        let mut seen = std::collections::HashSet::new();
        text.chars().filter(|letter| letter.is_alphanumeric()).filter(|letter| seen.insert(*letter)).find(|letter| !has(*letter))
    }
}

/// Files of fonts below a folder.
fn find(folder: &Path, depth: u8, files: &mut Vec<PathBuf>) {
    let Ok(entries) = std::fs::read_dir(folder) else { return };
    for path in entries.flatten().map(|entry| entry.path()) {
        let is_font = path
            .extension()
            .and_then(|ending| ending.to_str())
            .is_some_and(|ending| matches!(ending.to_lowercase().as_str(), "ttf" | "otf" | "ttc" | "otc"));
        if is_font {
            files.push(path);
        } else if depth < 8 && path.is_dir() {
            find(&path, depth + 1, files);
        }
    }
}
