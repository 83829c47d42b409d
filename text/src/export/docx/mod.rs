//! Writes Word files [ECMA-376]: a draft, and a comparison of two as real tracked changes.
//!
//! What is written reads back the same: accepted, a comparison is the new draft; rejected, the old one (property tests in
//! `tests/exports.rs`). Labels that a program counted are counted by the word processor; typed ones are typed.

mod changes;
mod letters;
mod notes;
mod numbering;
mod package;
mod paragraph;
mod table;

use super::{About, Comparison};
use crate::model::{Block, BlockKind, Content, Document};
use changes::Item;
use notes::Notes;
use numbering::Numbering;
use paragraph::Track;

/// A document as a Word file.
///
/// # Errors
/// Those of the archive, which is written in memory.
pub fn document(document: &Document, about: &About) -> Result<Vec<u8>, zip::result::ZipError> {
    let items = text_of(document).map(Item::Kept).collect();
    write(Writing::new(document, None, about), items)
}

/// A comparison as one Word file with tracked changes. What stands in no link of the comparison was removed or added.
///
/// # Errors
/// Those of the archive, which is written in memory.
pub fn comparison(comparison: Comparison<'_>, about: &About) -> Result<Vec<u8>, zip::result::ZipError> {
    let items = changes::arrange(comparison);
    write(Writing::new(comparison.new, Some(comparison.old), about), items)
}

/// The blocks of the running text: all but the notes that it refers to.
fn text_of(document: &Document) -> impl Iterator<Item = &Block> {
    let referred = document.referred_notes();
    document.blocks.iter().filter(move |block| block.kind != BlockKind::Footnote || !referred.contains(block.label.as_str()))
}

/// The state of the writing.
struct Writing<'a> {
    about: &'a About,
    numbering: Numbering,
    notes: Notes<'a>,
    /// The number of the next tracked change; each has its own.
    change: u32,
    /// Whether a table has so many columns that pages lie on their side.
    wide: bool,
}

/// A table with more columns than this is wide.
const UPRIGHT_COLUMNS: usize = 12;

fn is_wide(block: &Block) -> bool {
    let Content::Table(rows) = &block.content else { return false };
    rows.iter().any(|row| row.iter().map(|cell| usize::from(cell.columns)).sum::<usize>() > UPRIGHT_COLUMNS)
}

impl<'a> Writing<'a> {
    fn new(new: &'a Document, old: Option<&'a Document>, about: &'a About) -> Self {
        let wide = new.blocks.iter().any(is_wide);
        Self { about, numbering: Numbering::default(), notes: Notes::new(new, old), change: 0, wide }
    }

    /// The attributes of a tracked change.
    fn signed(&mut self) -> String {
        self.change += 1;
        let day = self.about.day.as_ref().map(|day| format!(" w:date=\"{day}T00:00:00Z\"")).unwrap_or_default();
        format!("w:id=\"{}\" w:author=\"{}\"{day}", self.change, package::escape(&self.about.name))
    }
}

fn write<'a>(mut writing: Writing<'a>, items: Vec<Item<'a>>) -> Result<Vec<u8>, zip::result::ZipError> {
    let mut body = String::new();
    for item in items {
        writing.item(item, &mut body);
    }
    let notes = writing.footnotes();
    package::zipped(writing.about, &body, &notes, &writing.numbering.xml(writing.about.right_to_left), writing.wide)
}

impl<'a> Writing<'a> {
    fn item(&mut self, item: Item<'a>, body: &mut String) {
        match item {
            Item::Kept(block) => self.block(block, Track::Kept, body),
            Item::Added(block) => self.block(block, Track::Inserted, body),
            Item::Removed(block) => self.block(block, Track::Deleted, body),
            Item::Edited(old, new) => self.edited(old, new, body),
            Item::Split(old, parts) => self.split(old, &parts, body),
            Item::Merged(parts, new) => self.merged(&parts, new, body),
            Item::MovedFrom { name, old, new } => self.moved_from(&name, old, new, body),
            Item::MovedTo { name, old, new } => self.moved_to(&name, old, new, body),
        }
    }
}
