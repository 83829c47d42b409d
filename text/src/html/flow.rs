//! What flows down the page: paragraphs, headings, lists, boxes.

use ego_tree::NodeRef;
use scraper::Node;

use super::words::without_figures;
use super::{Reader, attribute, element, is_block, is_machinery, name_of, text_of};
use crate::inline;
use crate::model::{Block, BlockKind, Inline, fold, plain_text};
use crate::numbering::{NumberFormat, format_number};
use crate::read::{Contents, Problem};

/// Lists, quotations and sections nested deeper than this are no document.
pub(super) const DEEPEST: usize = 100;
/// Lists nested deeper than this are read as if they were this deep.
const DEEPEST_LIST: u8 = 9;

/// Where in the page the reader is.
#[derive(Clone, Copy, Default)]
pub(super) struct Place {
    /// The depth of the list around it.
    depth: u8,
    /// Whether it is set apart from the text.
    in_box: bool,
}

impl Reader {
    /// Reads what flows down the page: blocks, and words between them.
    pub(super) fn flow(&mut self, node: NodeRef<Node>, place: Place, depth: usize) {
        if depth > DEEPEST {
            self.too_deep = true;
            return;
        }
        let mut words: Vec<Inline> = Vec::new();
        for child in node.children() {
            if has_block(&child) {
                self.paragraph(&mut words, place);
                self.block(child, place, depth);
            } else {
                self.inline(child, &mut words, depth + 1);
            }
        }
        self.paragraph(&mut words, place);
    }

    /// What was read so far becomes a paragraph, with its figures behind it.
    pub(super) fn paragraph(&mut self, words: &mut Vec<Inline>, place: Place) {
        let (content, figures) = without_figures(std::mem::take(words));
        let content = inline::normal(&content);
        if !plain_text(&content).is_empty() {
            let (kind, level) = if place.in_box { (BlockKind::Box, 0) } else { (BlockKind::Paragraph, place.depth) };
            self.blocks.push(Block::inline(kind, level, content));
        }
        for description in figures {
            if description.is_empty() {
                self.warn(Problem::FigureWithoutDescription, "");
            }
            self.blocks.push(Block::inline(BlockKind::Figure, 0, vec![Inline::Text(description)]));
        }
    }

    fn block(&mut self, node: NodeRef<Node>, place: Place, depth: usize) {
        if self.is_hidden(node) {
            return;
        }
        if let Some(mark) = self.note_mark(node) {
            return self.footnote(node, mark, depth);
        }
        let name = name_of(&node);
        let heading = name.strip_prefix('h').and_then(|level| level.parse::<u8>().ok()).filter(|level| (1..=6).contains(level));
        let heading = heading.or_else(|| {
            (attribute(&node, "role") == "heading")
                .then(|| attribute(&node, "aria-level").parse().ok().filter(|level| (1..=9).contains(level)).unwrap_or(2))
        });
        if let Some(level) = heading {
            return self.heading(node, level, depth);
        }
        match name {
            "ul" | "ol" | "menu" | "dir" => self.list(node, place, depth),
            "table" if attribute(&node, "role") == "presentation" => self.flow(node, place, depth + 1),
            "table" => self.table(node, depth),
            "pre" => {
                let text = text_of(node);
                let text = text.strip_prefix('\n').unwrap_or(&text).trim_end().to_owned();
                if !text.is_empty() {
                    self.blocks.push(Block::inline(
                        BlockKind::Code,
                        0,
                        vec![Inline::Text(text.chars().filter(|c| inline::is_xml(*c)).collect())],
                    ));
                }
            }
            "blockquote" | "aside" => self.flow(node, Place { in_box: true, ..place }, depth + 1),
            "dd" => self.flow(node, Place { depth: (place.depth + 1).min(DEEPEST_LIST), ..place }, depth + 1),
            "hr" => {}
            _ if self.options.contents == Contents::LeaveOut && is_contents(node) => self.drop_contents(node),
            _ if attribute(&node, "role") == "note" => self.flow(node, Place { in_box: true, ..place }, depth + 1),
            _ => self.flow(node, place, depth + 1),
        }
    }

    fn heading(&mut self, node: NodeRef<Node>, level: u8, depth: usize) {
        let mut words = Vec::new();
        node.children().for_each(|child| self.inline(child, &mut words, depth + 1));
        let (content, figures) = without_figures(words);
        let content = inline::normal(&content);
        if !plain_text(&content).is_empty() {
            self.blocks.push(Block::inline(BlockKind::Heading, level, content));
        }
        figures.into_iter().for_each(|text| self.blocks.push(Block::inline(BlockKind::Figure, 0, vec![Inline::Text(text)])));
    }

    fn drop_contents(&mut self, node: NodeRef<Node>) {
        let lines = node.descendants().filter(|node| name_of(node) == "a").count();
        let at = self.blocks.len();
        self.contents.get_or_insert((at, 0)).1 += lines;
    }

    fn list(&mut self, node: NodeRef<Node>, place: Place, depth: usize) {
        if depth > DEEPEST {
            self.too_deep = true;
            return;
        }
        let level = (place.depth + 1).min(DEEPEST_LIST);
        let inner = Place { depth: level, ..place };
        let ordered = name_of(&node) == "ol";
        let items = node.children().filter(|child| name_of(child) == "li").count();
        let reversed = element(&node).is_some_and(|element| element.attr("reversed").is_some());
        let first = if reversed { i64::try_from(items).unwrap_or(1) } else { 1 };
        let mut number: i64 = attribute(&node, "start").parse().unwrap_or(first);
        for child in node.children() {
            if name_of(&child) != "li" {
                if has_block(&child) {
                    self.block(child, inner, depth + 1);
                } else if !fold(&text_of(child)).is_empty() {
                    let mut words = Vec::new();
                    self.inline(child, &mut words, depth + 1);
                    self.paragraph(&mut words, inner);
                }
                continue;
            }
            if let Some(mark) = self.note_mark(child) {
                self.footnote(child, mark, depth);
                continue;
            }
            number = attribute(&child, "value").parse().unwrap_or(number);
            let label = if ordered { item_label(number, attribute(&node, "type")) } else { String::new() };
            number += if reversed { -1 } else { 1 };
            self.item(child, label, inner, depth);
        }
    }

    /// An item: its first words are the item, what follows are paragraphs of its depth.
    fn item(&mut self, node: NodeRef<Node>, label: String, place: Place, depth: usize) {
        let first = self.blocks.len();
        self.flow(node, place, depth + 1);
        let own = self.blocks.get_mut(first).filter(|block| {
            matches!(block.kind, BlockKind::Paragraph | BlockKind::Box) && block.level == if place.in_box { 0 } else { place.depth }
        });
        if let Some(block) = own {
            block.kind = BlockKind::ListItem;
            block.level = place.depth;
            block.label = label;
        }
    }
}

/// Whether a node is a block, or an inline element around blocks, as word processors write them.
fn has_block(node: &NodeRef<Node>) -> bool {
    let name = name_of(node);
    is_block(name)
        || (element(node).is_some()
            && !is_machinery(name)
            && name != "svg"
            && node.descendants().skip(1).any(|inner| is_block(name_of(&inner))))
}

/// Whether an element is a table of contents: links to places of the page and nothing else.
fn is_contents(node: NodeRef<Node>) -> bool {
    let said = attribute(&node, "role") == "doc-toc"
        || matches!(attribute(&node, "id"), "toc" | "TOC" | "contents")
        || attribute(&node, "class").split_whitespace().any(|class| matches!(class, "toc" | "TOC" | "contents"));
    if !said && name_of(&node) != "nav" {
        return false;
    }
    let mut links = node.descendants().filter(|node| name_of(node) == "a").peekable();
    links.peek().is_some() && links.all(|link| attribute(&link, "href").starts_with('#'))
}

fn item_label(number: i64, kind: &str) -> String {
    let Ok(counted) = u32::try_from(number) else { return number.to_string() };
    let format = match kind {
        "a" => NumberFormat::LowerLetter,
        "A" => NumberFormat::UpperLetter,
        "i" => NumberFormat::LowerRoman,
        "I" => NumberFormat::UpperRoman,
        _ => NumberFormat::Decimal,
    };
    format_number(counted, format)
}
