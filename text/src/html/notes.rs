//! Footnotes: links to a place that holds one, and the places.

use std::collections::HashMap;

use ego_tree::NodeRef;
use scraper::{Html, Node};

use super::{Reader, attribute, name_of, text_of};
use crate::inline;
use crate::markdown::join_with_breaks;
use crate::model::{Block, BlockKind, Inline, fold, plain_text};

/// The marks of footnotes: what links to a place that holds one.
pub(super) fn marks(tree: &Html) -> HashMap<String, String> {
    let mut marks = HashMap::new();
    for node in tree.tree.root().descendants().filter(|node| name_of(node) == "a") {
        let Some(target) = attribute(&node, "href").strip_prefix('#') else { continue };
        let raised = node.parent().is_some_and(|parent| name_of(&parent) == "sup") || node.children().any(|child| name_of(&child) == "sup");
        let classes = attribute(&node, "class");
        let named =
            ["fn", "_ftn", "_edn", "note", "footnote", "endnote"].iter().any(|start| target.to_ascii_lowercase().starts_with(start))
                && !target.to_ascii_lowercase().contains("ref");
        let is_reference = attribute(&node, "role") == "doc-noteref"
            || classes.split_whitespace().any(|class| matches!(class, "note" | "noteref" | "footnote-ref" | "footnote-reference"))
            || ((raised || target.starts_with("_ftn") || target.starts_with("_edn")) && named);
        if is_reference && attribute(&node, "role") != "doc-backlink" {
            let text = fold(&text_of(node));
            let mark = text.trim_matches(['[', ']', '(', ')']).to_owned();
            if !mark.is_empty() && mark.chars().count() <= 12 {
                marks.entry(target.to_owned()).or_insert(mark);
            }
        }
    }
    marks
}

impl Reader {
    pub(super) fn footnote(&mut self, node: NodeRef<Node>, mark: String, depth: usize) {
        let blocks = self.inner(node, depth);
        let content = inline::normal(&join_with_breaks(blocks));
        let mut block = Block::inline(BlockKind::Footnote, 0, without_leading_mark(content, &mark));
        block.label = mark;
        if !block.plain().is_empty() {
            self.footnotes.push(block);
        }
    }

    /// The mark of the note that an element is, if it is one.
    pub(super) fn note_mark(&self, node: NodeRef<Node>) -> Option<String> {
        if self.notes.is_empty() {
            return None;
        }
        if !matches!(name_of(&node), "p" | "li" | "div" | "aside" | "dd") {
            return None;
        }
        let own = self.notes.get(attribute(&node, "id"));
        // Word puts the name into a link at the start of the note's paragraph.
        let inner = || {
            let first = node.descendants().skip(1).take(6).find(|node| name_of(node) == "a")?;
            self.notes.get(attribute(&first, "name")).or_else(|| self.notes.get(attribute(&first, "id")))
        };
        own.or_else(inner).cloned()
    }
}

/// A note that prints its own mark at its start.
fn without_leading_mark(mut content: Vec<Inline>, mark: &str) -> Vec<Inline> {
    let is_mark = |text: &str| fold(text).trim_matches(['[', ']', '(', ')', '.', ' ']) == mark;
    match content.first() {
        Some(Inline::Superscript(inner)) if is_mark(&plain_text(inner)) => {
            content.remove(0);
        }
        Some(Inline::Link { content: inner, .. }) if is_mark(&plain_text(inner)) => {
            content.remove(0);
        }
        Some(Inline::Text(text)) => {
            let start = [format!("[{mark}] "), format!("{mark}. "), format!("({mark}) ")].into_iter().find(|start| text.starts_with(start));
            if let (Some(start), Some(Inline::Text(text))) = (start, content.first_mut()) {
                text.replace_range(..start.len(), "");
            }
        }
        _ => {}
    }
    inline::normal(&content)
}
