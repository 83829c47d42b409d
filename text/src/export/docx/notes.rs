//! Footnotes: their marks in the text, and what they say on either side.

use std::collections::{HashMap, HashSet};
use std::fmt::Write as _;

use super::Writing;
use super::letters::{Letters, Run};
use super::numbering::Side;
use super::paragraph::Track;
use crate::inline::Span;
use crate::model::{Block, BlockKind, Document};
use crate::redline::Operation;

/// A note of the file: its block on either side.
struct Note<'a> {
    old: Option<&'a Block>,
    new: Option<&'a Block>,
    /// Its own mark, where counting would give another.
    mark: Option<String>,
}

/// The notes of the file as the text refers to them.
pub(super) struct Notes<'a> {
    blocks: HashMap<(Side, &'a str), &'a Block>,
    found: Vec<Note<'a>>,
    known: HashMap<(Option<String>, Option<String>), usize>,
    /// The notes that each side has counted so far.
    counted: HashMap<Side, HashSet<usize>>,
}

impl<'a> Notes<'a> {
    pub(super) fn new(new: &'a Document, old: Option<&'a Document>) -> Self {
        let of = |document: &'a Document, side: Side| {
            let notes = document.blocks.iter().filter(|block| block.kind == BlockKind::Footnote);
            notes.map(move |block| ((side, block.label.as_str()), block))
        };
        let blocks = of(new, Side::New).chain(old.into_iter().flat_map(|old| of(old, Side::Old))).collect();
        Self { blocks, found: Vec::new(), known: HashMap::new(), counted: HashMap::new() }
    }

    /// Whether the marks are what counting gives next on each side that has the note.
    pub(super) fn is_counted(&self, old: Option<&str>, new: Option<&str>) -> bool {
        [(Side::Old, old), (Side::New, new)].into_iter().all(|(side, mark)| {
            let next = || (self.counted.get(&side).map_or(0, HashSet::len) + 1).to_string();
            mark.is_none_or(|mark| !self.blocks.contains_key(&(side, mark)) || mark == next())
        })
    }

    /// The number of a note in the file, and its mark if that is not counted. `None` where the text has no such note.
    fn refer(&mut self, old: Option<&str>, new: Option<&str>) -> Option<(usize, Option<String>)> {
        let block = |side: Side, mark: Option<&str>| mark.and_then(|mark| self.blocks.get(&(side, mark)).copied());
        let (old_block, new_block) = (block(Side::Old, old), block(Side::New, new));
        let key = (old_block.map(|block| block.label.clone()), new_block.map(|block| block.label.clone()));
        if key == (None, None) {
            return None;
        }
        if let Some(index) = self.known.get(&key) {
            let mark = new.or(old).unwrap_or_default();
            return Some((*index, Some(mark.to_owned())));
        }
        let index = self.found.len();
        let counted = self.is_counted(old, new);
        if counted {
            for (side, block) in [(Side::Old, old_block), (Side::New, new_block)] {
                if block.is_some() {
                    self.counted.entry(side).or_default().insert(index);
                }
            }
        }
        let mark = (!counted).then(|| new.or(old).unwrap_or_default().to_owned());
        self.known.insert(key, index);
        self.found.push(Note { old: old_block, new: new_block, mark: mark.clone() });
        Some((index, mark))
    }
}

impl Writing<'_> {
    /// The mark of a note in the text.
    pub(super) fn note_mark(&mut self, run: &Run, mark: &str) -> String {
        let (old, new) = match run.operation {
            Operation::Equal => (run.old_note.as_deref(), Some(mark)),
            Operation::Delete => (Some(mark), None),
            Operation::Insert => (None, Some(mark)),
        };
        let raised = "<w:rPr><w:rStyle w:val=\"FootnoteReference\"/></w:rPr>";
        match self.notes.refer(old, new) {
            Some((index, None)) => format!("{raised}<w:footnoteReference w:id=\"{}\"/>", index + 1),
            Some((index, Some(own))) => {
                let own = super::package::escape(&own);
                format!("{raised}<w:footnoteReference w:customMarkFollows=\"1\" w:id=\"{}\"/><w:t>{own}</w:t>", index + 1)
            }
            None => format!("{raised}<w:t>{}</w:t>", super::package::escape(mark)),
        }
    }

    /// The part of the notes. A note may refer to a further one.
    pub(super) fn footnotes(&mut self) -> String {
        let mut xml = String::new();
        let mut index = 0;
        while index < self.notes.found.len() {
            let Note { old, new, mark } = &self.notes.found[index];
            let (old, new, mark) = (*old, *new, mark.clone());
            let runs = match (old, new) {
                (Some(old), Some(new)) => Letters::of(old).compared(&Letters::of(new)),
                (Some(old), None) => Letters::of(old).whole(Operation::Equal),
                (None, new) => new.map(|new| Letters::of(new).whole(Operation::Equal)).unwrap_or_default(),
            };
            // In a note no further one can be marked.
            let runs: Vec<Run> = runs
                .into_iter()
                .map(|run| match run.span {
                    Span::Note(mark) => Run { span: Span::Text(mark, crate::inline::Style::default()), ..run },
                    _ => run,
                })
                .collect();
            let own = match &mark {
                Some(mark) => {
                    format!("<w:r><w:rPr><w:rStyle w:val=\"FootnoteReference\"/></w:rPr><w:t>{}</w:t></w:r>", super::package::escape(mark))
                }
                None => "<w:r><w:rPr><w:rStyle w:val=\"FootnoteReference\"/></w:rPr><w:footnoteRef/></w:r>".to_owned(),
            };
            let space = "<w:r><w:t xml:space=\"preserve\"> </w:t></w:r>";
            let direction = if self.about.right_to_left { "<w:bidi/>" } else { "" };
            let words = self.runs(&runs, Track::Kept);
            _ = write!(
                xml,
                "<w:footnote w:id=\"{}\"><w:p><w:pPr><w:pStyle w:val=\"FootnoteText\"/>{direction}</w:pPr>{own}{space}{words}</w:p></w:footnote>",
                index + 1
            );
            index += 1;
        }
        xml
    }
}
