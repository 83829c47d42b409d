//! Footnotes and endnotes: their marks in the text, and what they say.

use std::collections::HashMap;

use roxmltree::{Document, Node, NodeId};

use super::body::Walk;
use super::package::parse;
use super::styles::attribute;
use crate::inline;
use crate::markdown::join_with_breaks;
use crate::model::{Block, BlockKind, Inline, fold};
use crate::read::{Problem, ReadError};

/// Which notes the text refers to, in the order of their marks.
#[derive(Default)]
pub(super) struct Notes {
    order: Vec<Reference>,
    /// The position in the order of a note by its id, and whether it is an endnote.
    known: HashMap<(String, bool), usize>,
    /// How many marks were counted.
    counted: usize,
}

struct Reference {
    id: String,
    end: bool,
    mark: String,
}

impl Notes {
    /// The mark of a note: its own, or counted from 1 in the order in which the text refers to them.
    pub(super) fn refer(&mut self, id: &str, end: bool, own: Option<String>) -> String {
        let position = *self.known.entry((id.to_owned(), end)).or_insert_with(|| {
            let mark = own.unwrap_or_else(|| {
                self.counted += 1;
                self.counted.to_string()
            });
            self.order.push(Reference { id: id.to_owned(), end, mark });
            self.order.len() - 1
        });
        self.order[position].mark.clone()
    }
}

fn is_counted(mark: &str) -> bool {
    mark.bytes().all(|byte| byte.is_ascii_digit())
}

impl Walk<'_> {
    /// The notes that the text refers to, in the order of their marks.
    pub(super) fn footnotes(&mut self) -> Result<(), ReadError> {
        let parts = self.parts;
        let footnotes = parts.footnotes.as_deref().map(parse).transpose()?;
        let endnotes = parts.endnotes.as_deref().map(parse).transpose()?;
        let index = |tree: &Option<Document>| -> HashMap<String, NodeId> {
            let notes = tree.iter().flat_map(|tree| tree.root_element().children()).filter(Node::is_element);
            notes.filter_map(|node| Some((attribute(&node, "id")?.to_owned(), node.id()))).collect()
        };
        let known = [index(&footnotes), index(&endnotes)];
        let mut position = 0;
        while let Some(reference) = self.notes.order.get(position) {
            let (id, end, mark) = (reference.id.clone(), reference.end, reference.mark.clone());
            position += 1;
            let tree = if end { &endnotes } else { &footnotes };
            let node = known[usize::from(end)].get(&id).and_then(|id| tree.as_ref()?.get_node(*id));
            let Some(node) = node else {
                self.warn(Problem::NoteMissing, &mark);
                continue;
            };
            let blocks = self.inner_blocks(&node, 0);
            let content = inline::normal(&join_with_breaks(blocks));
            let mut block = Block::inline(BlockKind::Footnote, 0, without_mark(content, &mark));
            block.label = mark;
            self.blocks.push(block);
        }
        Ok(())
    }
}

/// A note of a mark of its own begins with it; so does one whose number somebody raised by hand.
fn without_mark(mut content: Vec<Inline>, mark: &str) -> Vec<Inline> {
    let is_mark = |text: &str| fold(text) == mark;
    match content.first_mut() {
        Some(Inline::Superscript(inner)) if matches!(inner.as_slice(), [Inline::Text(text)] if is_mark(text)) => {
            content.remove(0);
        }
        Some(Inline::Text(text)) if !is_counted(mark) && text.starts_with(mark) => {
            text.replace_range(..mark.len(), "");
        }
        _ => {}
    }
    inline::normal(&content)
}
