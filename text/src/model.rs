//! The document: an ordered list of blocks with a small closed set of inline markup.

use std::collections::HashSet;

use serde::{Deserialize, Serialize};

/// What kind of thing a reader reads. Closed: what is not listed cannot exist in a draft.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum BlockKind {
    /// A heading; [`Block::level`] is 1 for the highest.
    Heading,
    /// A paragraph, numbered if its label is not empty.
    Paragraph,
    /// An item of a list; [`Block::level`] is its depth from 1.
    ListItem,
    /// A table; its cells are the units of alignment, its address is one.
    Table,
    /// A footnote or endnote; its label is the mark in the text.
    Footnote,
    /// A passage set apart: a key message, an example.
    Box,
    /// Preformatted text.
    Code,
    /// A figure, described in words.
    Figure,
}

impl BlockKind {
    /// All kinds, in the order in which counts are shown.
    pub const ALL: [Self; 8] =
        [Self::Heading, Self::Paragraph, Self::ListItem, Self::Table, Self::Footnote, Self::Box, Self::Code, Self::Figure];

    /// The word for it in the database and in JSON.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Heading => "heading",
            Self::Paragraph => "paragraph",
            Self::ListItem => "list_item",
            Self::Table => "table",
            Self::Footnote => "footnote",
            Self::Box => "box",
            Self::Code => "code",
            Self::Figure => "figure",
        }
    }
}

/// A piece of running text. Closed set; everything else is reduced to these by the readers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Inline {
    /// Text as it is.
    Text(String),
    /// Emphasis, usually italics.
    Emphasis(Vec<Inline>),
    /// Strong emphasis, usually bold.
    Strong(Vec<Inline>),
    /// Raised text.
    Superscript(Vec<Inline>),
    /// Lowered text.
    Subscript(Vec<Inline>),
    /// Code or a literal.
    Code(String),
    /// A link to another place; only `http`, `https` and `mailto` survive reading.
    Link {
        /// Where it leads.
        address: String,
        /// What it says.
        content: Vec<Inline>,
    },
    /// The mark of a footnote.
    Note(String),
    /// A line break inside a block.
    Break,
}

/// A cell of a table.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cell {
    /// Whether it heads its row or column.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub header: bool,
    /// How many columns it covers, at least 1.
    #[serde(default = "one", skip_serializing_if = "is_one")]
    pub columns: u16,
    /// How many rows it covers, at least 1.
    #[serde(default = "one", skip_serializing_if = "is_one")]
    pub rows: u16,
    /// Its text.
    pub content: Vec<Inline>,
}

const fn one() -> u16 {
    1
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde asks for a reference")]
const fn is_one(value: &u16) -> bool {
    *value == 1
}

/// What a block holds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Content {
    /// Running text.
    Inline(Vec<Inline>),
    /// Rows of cells.
    Table(Vec<Vec<Cell>>),
}

/// One block of a document.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Block {
    /// What it is.
    pub kind: BlockKind,
    /// Level of a heading or depth of a list item, from 1; 0 for the others.
    pub level: u8,
    /// The printed label without a closing full stop: `12`, `(a)`, `III.B`; empty if there is none.
    pub label: String,
    /// Whether the label was typed into the text ("3.1 Scope") and is not the running number of a paragraph or counted
    /// by the program: then another label is another text.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub typed: bool,
    /// Its text or its cells.
    pub content: Content,
}

impl Block {
    /// A block of running text without a label.
    #[must_use]
    pub fn inline(kind: BlockKind, level: u8, content: Vec<Inline>) -> Self {
        Self { kind, level, label: String::new(), typed: false, content: Content::Inline(content) }
    }

    /// The block's text without markup, white space folded; cells are separated by a line feed.
    #[must_use]
    pub fn plain(&self) -> String {
        match &self.content {
            Content::Inline(content) if self.kind == BlockKind::Code => raw_text(content),
            Content::Inline(content) => plain_text(content),
            Content::Table(rows) => {
                let cells: Vec<String> = rows.iter().flatten().map(|cell| plain_text(&cell.content)).collect();
                cells.join("\n")
            }
        }
    }

    /// The label as it is printed before the text: a single number or letter has its full stop back.
    #[must_use]
    pub fn printed_label(&self) -> String {
        let single = !self.label.is_empty() && self.label.chars().all(char::is_alphanumeric);
        if single && self.typed { format!("{}.", self.label) } else { self.label.clone() }
    }

    /// The text in which changes are looked for: the plain text, with a typed label before it.
    #[must_use]
    pub fn printed(&self) -> String {
        let plain = self.plain();
        if self.typed && !plain.is_empty() { format!("{} {plain}", self.printed_label()) } else { plain }
    }

    /// The marks of the footnotes that this block refers to, in order.
    #[must_use]
    pub fn notes(&self) -> Vec<&str> {
        let mut found = Vec::new();
        match &self.content {
            Content::Inline(content) => collect_notes(content, &mut found),
            Content::Table(rows) => rows.iter().flatten().for_each(|cell| collect_notes(&cell.content, &mut found)),
        }
        found
    }
}

fn collect_notes<'a>(content: &'a [Inline], found: &mut Vec<&'a str>) {
    for inline in content {
        match inline {
            Inline::Note(mark) => found.push(mark),
            Inline::Emphasis(inner) | Inline::Strong(inner) | Inline::Superscript(inner) | Inline::Subscript(inner) => {
                collect_notes(inner, found);
            }
            Inline::Link { content, .. } => collect_notes(content, found),
            Inline::Text(_) | Inline::Code(_) | Inline::Break => {}
        }
    }
}

/// Text of inline markup, white space folded to single spaces, without footnote marks.
#[must_use]
pub fn plain_text(content: &[Inline]) -> String {
    fold(&raw_text(content))
}

fn raw_text(content: &[Inline]) -> String {
    let mut text = String::new();
    push_plain(content, &mut text);
    text
}

fn push_plain(content: &[Inline], text: &mut String) {
    for inline in content {
        match inline {
            Inline::Text(piece) | Inline::Code(piece) => text.push_str(piece),
            Inline::Emphasis(inner) | Inline::Strong(inner) | Inline::Superscript(inner) | Inline::Subscript(inner) => {
                push_plain(inner, text);
            }
            Inline::Link { content, .. } => push_plain(content, text),
            Inline::Break => text.push('\n'),
            Inline::Note(_) => {}
        }
    }
}

/// Folds every run of white space to one space and trims the ends. Bidi controls and soft hyphens, which
/// nobody sees, are dropped: they differ between editors and are no change of the text.
#[must_use]
pub fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    let mut space = false;
    for character in text.chars().filter(|c| !is_hidden(*c)) {
        if character.is_whitespace() {
            space = !folded.is_empty();
        } else {
            if space {
                folded.push(' ');
                space = false;
            }
            folded.push(character);
        }
    }
    folded
}

/// Whether a character is a formatting control that nobody sees (bidi marks and isolates, soft hyphen,
/// zero-width space, byte-order mark). The joiners U+200C and U+200D are letters' business and stay.
#[must_use]
pub const fn is_hidden(character: char) -> bool {
    matches!(character,
        '\u{ad}' | '\u{61c}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
}

/// A text as its readers see it: blocks in reading order.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Document {
    /// The blocks in reading order; footnotes stand at the end.
    pub blocks: Vec<Block>,
}

/// A unit of alignment: a block with text, or a cell of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unit {
    /// Index of its block in the document.
    pub block: usize,
    /// What the block is; [`BlockKind::Table`] for a cell.
    pub kind: BlockKind,
    /// The printed label of the block, empty for a cell.
    pub label: String,
    /// Its text as [`Block::printed`], never empty.
    pub text: String,
}

impl Document {
    /// The units of alignment in reading order. Blocks and cells without text have none.
    #[must_use]
    pub fn units(&self) -> Vec<Unit> {
        let mut units = Vec::new();
        for (index, block) in self.blocks.iter().enumerate() {
            let mut push = |label: &str, text: String| {
                if !text.is_empty() {
                    units.push(Unit { block: index, kind: block.kind, label: label.to_owned(), text });
                }
            };
            match &block.content {
                Content::Inline(_) => push(&block.label, block.printed()),
                Content::Table(rows) => {
                    rows.iter().flatten().for_each(|cell| push("", plain_text(&cell.content)));
                }
            }
        }
        units
    }

    /// The marks of the notes that the text has and refers to.
    #[must_use]
    pub fn referred_notes(&self) -> HashSet<&str> {
        let is_note = |block: &&Block| block.kind == BlockKind::Footnote;
        let has: HashSet<&str> = self.blocks.iter().filter(is_note).map(|block| block.label.as_str()).collect();
        let others = self.blocks.iter().filter(|block| block.kind != BlockKind::Footnote);
        others.flat_map(Block::notes).filter(|mark| has.contains(mark)).collect()
    }

    /// How many blocks of each kind there are, in the order of [`BlockKind::ALL`].
    #[must_use]
    pub fn counts(&self) -> Vec<(BlockKind, usize)> {
        BlockKind::ALL
            .iter()
            .map(|kind| (*kind, self.blocks.iter().filter(|block| block.kind == *kind).count()))
            .filter(|(_, count)| *count > 0)
            .collect()
    }

    /// The label under which each block is known: its own, and for lettered items the label of the numbered
    /// paragraph they belong to before it (`12 (a)`).
    #[must_use]
    pub fn full_labels(&self) -> Vec<String> {
        let mut labels = Vec::with_capacity(self.blocks.len());
        let mut above: Vec<(u8, String)> = Vec::new();
        for block in &self.blocks {
            let level = if block.kind == BlockKind::ListItem { block.level } else { 0 };
            above.retain(|(of, _)| *of < level);
            let own = &block.label;
            let full = match above.last() {
                Some((_, parent)) if !own.is_empty() && level > 0 && is_lettered(own) => format!("{parent} {own}"),
                _ if block.kind == BlockKind::Footnote => format!("[{own}]"),
                _ => own.clone(),
            };
            if !full.is_empty() && matches!(block.kind, BlockKind::Paragraph | BlockKind::ListItem) {
                above.push((level, full.clone()));
            }
            labels.push(full);
        }
        labels
    }
}

/// Whether a label only makes sense with the label above it: `(a)`, `a)`, `iii`.
fn is_lettered(label: &str) -> bool {
    label.starts_with('(') || (label.ends_with(')') && !label.contains(' ')) || label.chars().all(char::is_alphabetic)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_lettered_item_is_known_by_its_paragraph() {
        let mut paragraph = Block::inline(BlockKind::Paragraph, 0, vec![Inline::Text("Entities should:".into())]);
        paragraph.label = "12".into();
        let mut item = Block::inline(BlockKind::ListItem, 2, vec![Inline::Text("assess".into())]);
        item.label = "(a)".into();
        let document = Document { blocks: vec![paragraph, item] };
        assert_eq!(document.full_labels(), ["12", "12 (a)"]);
    }

    #[test]
    fn folding_drops_what_nobody_sees() {
        assert_eq!(fold("  a\u{200f} \n b\u{ad}c "), "a bc");
    }
}
