//! Reads Markdown: `CommonMark` with tables and footnotes.

use comrak::arena_tree::NodeEdge;
use comrak::nodes::{AstNode, ListType, NodeValue};
use comrak::{Arena, Options};

use super::encoding;
use super::inline;
use super::model::{Block, BlockKind, Cell, Content, Document, Inline};
use super::numbering;
use super::read::{Problem, ReadError, Reading, SourceFacts, SourceFormat, Warnings};

/// Deeper nesting of quotes and lists than this is read as if it were this deep.
const DEEPEST: u8 = 9;

/// Quotes and lists nested deeper than this are no document.
const DEEPEST_TREE: usize = 100;
/// The most characters that may be markup: each may become a node of the tree.
const MOST_MARKS: usize = 1_000_000;

/// Reads the text: every text is Markdown.
///
/// # Errors
/// [`ReadError::Hostile`] if it is nested or marked up beyond what texts are.
pub fn read(bytes: &[u8]) -> Result<Reading, ReadError> {
    let mut reader = Reader::default();
    let text = encoding::text(bytes, &mut reader.warnings);
    let mut options = Options::default();
    options.extension.table = true;
    options.extension.footnotes = true;
    options.extension.strikethrough = true;
    options.extension.superscript = true;
    let arena = Arena::new();
    if text.bytes().filter(|byte| b"\n\\*_[]!&<^~`|:".contains(byte)).count() > MOST_MARKS {
        return Err(ReadError::Hostile);
    }
    let root = comrak::parse_document(&arena, &text, &options);
    if is_too_deep(root) {
        return Err(ReadError::Hostile);
    }
    for child in root.children() {
        reader.block(child, 0, BlockKind::Paragraph);
    }
    let mut blocks = reader.blocks;
    blocks.append(&mut reader.footnotes);
    blocks.iter_mut().filter(|block| may_carry_typed_label(block)).for_each(numbering::take_typed_label);
    numbering::settle_numbered_paragraphs(&mut blocks);
    Ok(Reading {
        document: Document { blocks },
        warnings: reader.warnings.sorted(),
        facts: SourceFacts::default(),
        remarks: Vec::new(),
        format: SourceFormat::Markdown,
    })
}

fn is_too_deep<'a>(root: &'a AstNode<'a>) -> bool {
    let mut depth = 0_usize;
    root.traverse().any(|edge| {
        match edge {
            NodeEdge::Start(_) => depth += 1,
            NodeEdge::End(_) => depth -= 1,
        }
        depth > DEEPEST_TREE
    })
}

fn may_carry_typed_label(block: &Block) -> bool {
    matches!(block.kind, BlockKind::Heading | BlockKind::Paragraph | BlockKind::ListItem)
}

#[derive(Default)]
struct Reader {
    blocks: Vec<Block>,
    footnotes: Vec<Block>,
    warnings: Warnings,
}

impl Reader {
    fn warn(&mut self, problem: Problem, detail: &str) {
        self.warnings.add(self.blocks.len(), problem, detail);
    }

    /// Reads one block node. `depth` is the depth of the list around it, `kind` what a paragraph becomes here.
    fn block<'a>(&mut self, node: &'a AstNode<'a>, depth: u8, kind: BlockKind) {
        let value = node.data.borrow().value.clone();
        match value {
            NodeValue::Paragraph => {
                let content = self.inlines(node);
                self.paragraph(content, depth, kind);
            }
            NodeValue::Heading(heading) => {
                let content = self.inlines(node);
                self.blocks.push(Block::inline(BlockKind::Heading, heading.level, content));
            }
            NodeValue::BlockQuote => {
                node.children().for_each(|child| self.block(child, depth, BlockKind::Box));
            }
            NodeValue::List(_) => {
                let depth = (depth + 1).min(DEEPEST);
                node.children().enumerate().for_each(|(index, item)| self.item(item, index, depth));
            }
            NodeValue::CodeBlock(code) => {
                let text = code.literal.trim_end_matches('\n').to_owned();
                self.blocks.push(Block::inline(BlockKind::Code, 0, vec![Inline::Text(text)]));
            }
            NodeValue::Table(_) => {
                let rows = node.children().map(|row| self.row(row)).collect();
                self.blocks.push(Block {
                    kind: BlockKind::Table,
                    level: 0,
                    label: String::new(),
                    typed: false,
                    content: Content::Table(rows),
                });
            }
            NodeValue::FootnoteDefinition(note) => {
                let mut inner = Self::default();
                node.children().for_each(|child| inner.block(child, 0, BlockKind::Paragraph));
                let content = join_with_breaks(inner.blocks);
                let mut block = Block::inline(BlockKind::Footnote, 0, content);
                block.label = note.name;
                self.footnotes.push(block);
            }
            NodeValue::HtmlBlock(html) if html.literal.trim_start().starts_with("<!--") => {}
            NodeValue::HtmlBlock(html) => self.warn(Problem::HtmlDropped, &html.literal),
            NodeValue::ThematicBreak | NodeValue::FrontMatter(_) => {}
            _ => {
                let content = self.inlines(node);
                if content.is_empty() {
                    self.warn(Problem::UnknownContent, "");
                } else {
                    self.paragraph(content, depth, kind);
                }
            }
        }
    }

    fn paragraph(&mut self, content: Vec<Inline>, depth: u8, kind: BlockKind) {
        if let [Inline::Text(text)] = content.as_slice()
            && let Some(description) = text.strip_prefix(FIGURE_MARK)
        {
            let description = description.to_owned();
            if description.is_empty() {
                self.warn(Problem::FigureWithoutDescription, "");
            }
            self.blocks.push(Block::inline(BlockKind::Figure, 0, vec![Inline::Text(description)]));
            return;
        }
        let level = if kind == BlockKind::Paragraph { depth } else { 0 };
        self.blocks.push(Block::inline(kind, level, content));
    }

    fn item<'a>(&mut self, item: &'a AstNode<'a>, index: usize, depth: u8) {
        let label = match &item.data.borrow().value {
            NodeValue::Item(list) if list.list_type == ListType::Ordered => list_number(item, index),
            _ => String::new(),
        };
        let first = self.blocks.len();
        for (position, child) in item.children().enumerate() {
            let starts = position == 0 && matches!(child.data.borrow().value, NodeValue::Paragraph);
            if starts {
                let content = self.inlines(child);
                let mut block = Block::inline(BlockKind::ListItem, depth, content);
                block.label.clone_from(&label);
                self.blocks.push(block);
            } else {
                self.block(child, depth, BlockKind::Paragraph);
            }
        }
        if self.blocks.len() == first {
            self.blocks.push(Block::inline(BlockKind::ListItem, depth, Vec::new()));
        }
    }

    fn row<'a>(&mut self, row: &'a AstNode<'a>) -> Vec<Cell> {
        let header = matches!(row.data.borrow().value, NodeValue::TableRow(true));
        row.children().map(|cell| Cell { header, columns: 1, rows: 1, content: self.inlines(cell) }).collect()
    }

    fn inlines<'a>(&mut self, node: &'a AstNode<'a>) -> Vec<Inline> {
        let mut content = Vec::new();
        for child in node.children() {
            self.inline(child, &mut content);
        }
        inline::normal(&content)
    }

    fn inline<'a>(&mut self, node: &'a AstNode<'a>, into: &mut Vec<Inline>) {
        let value = node.data.borrow().value.clone();
        match value {
            NodeValue::Text(text) => push_text(into, &text),
            NodeValue::SoftBreak => push_text(into, " "),
            NodeValue::LineBreak => into.push(Inline::Break),
            NodeValue::Code(code) => into.push(Inline::Code(code.literal)),
            NodeValue::Emph => into.push(Inline::Emphasis(self.inlines(node))),
            NodeValue::Strong => into.push(Inline::Strong(self.inlines(node))),
            NodeValue::Superscript => into.push(Inline::Superscript(self.inlines(node))),
            NodeValue::FootnoteReference(note) => into.push(Inline::Note(note.name)),
            NodeValue::Link(link) => {
                let content = self.inlines(node);
                if let Some(address) = safe_address(&link.url) {
                    into.push(Inline::Link { address, content });
                } else {
                    if !link.url.starts_with('#') {
                        self.warn(Problem::LinkDropped, &link.url);
                    }
                    into.extend(content);
                }
            }
            NodeValue::Image(_) => {
                let description = super::model::plain_text(&self.inlines(node));
                push_text(into, &format!("{FIGURE_MARK}{description}"));
            }
            NodeValue::HtmlInline(html) if html.trim().to_lowercase().starts_with("<br") => into.push(Inline::Break),
            NodeValue::HtmlInline(html) => self.warn(Problem::HtmlDropped, &html),
            _ => into.extend(self.inlines(node)),
        }
    }
}

/// Marks the text of an image while its paragraph is read; no text can contain it (U+FFFC is the object
/// replacement character).
const FIGURE_MARK: &str = "\u{fffc}";

fn list_number<'a>(item: &'a AstNode<'a>, index: usize) -> String {
    let start = match item.parent().map(|list| list.data.borrow().value.clone()) {
        Some(NodeValue::List(list)) => list.start,
        _ => 1,
    };
    (start + index).to_string()
}

fn push_text(into: &mut Vec<Inline>, text: &str) {
    if let Some(Inline::Text(last)) = into.last_mut() {
        last.push_str(text);
    } else {
        into.push(Inline::Text(text.to_owned()));
    }
}

/// Several blocks as the content of one, with breaks between them.
pub(super) fn join_with_breaks(blocks: Vec<Block>) -> Vec<Inline> {
    let mut content = Vec::new();
    for block in blocks {
        let text = match block.content {
            Content::Inline(inline) => inline,
            table @ Content::Table(_) => {
                vec![Inline::Text(Block { kind: BlockKind::Table, level: 0, label: String::new(), typed: false, content: table }.plain())]
            }
        };
        if !content.is_empty() {
            content.push(Inline::Break);
        }
        content.extend(text);
    }
    content
}

/// The address, if it is one that a page may link to.
#[must_use]
pub fn safe_address(address: &str) -> Option<String> {
    let trimmed = address.trim();
    let scheme = trimmed.split(':').next().unwrap_or_default().to_ascii_lowercase();
    (trimmed.contains(':') && matches!(scheme.as_str(), "http" | "https" | "mailto")).then(|| trimmed.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kinds(text: &str) -> Vec<(BlockKind, u8, String, String)> {
        read(text.as_bytes())
            .unwrap()
            .document
            .blocks
            .iter()
            .map(|block| (block.kind, block.level, block.label.clone(), block.plain()))
            .collect()
    }

    #[test]
    fn numbers_that_run_on_make_numbered_paragraphs() {
        let read = kinds("## I. Scope\n\n1. First.\n\n2. Second:\n\n   - (a) one;\n   - (b) two.\n\n## II. Aim\n\n3. Third.\n");
        let expected = [
            (BlockKind::Heading, 2, "I", "Scope"),
            (BlockKind::Paragraph, 0, "1", "First."),
            (BlockKind::Paragraph, 0, "2", "Second:"),
            (BlockKind::ListItem, 2, "(a)", "one;"),
            (BlockKind::ListItem, 2, "(b)", "two."),
            (BlockKind::Heading, 2, "II", "Aim"),
            (BlockKind::Paragraph, 0, "3", "Third."),
        ];
        let expected: Vec<_> = expected.map(|(kind, level, label, text)| (kind, level, label.to_owned(), text.to_owned())).into();
        assert_eq!(read, expected);
    }

    #[test]
    fn numbers_that_start_again_make_lists() {
        let read = kinds("Either:\n\n1. one\n2. two\n\nOr:\n\n1. three\n2. four\n");
        assert!(read.iter().filter(|block| block.0 == BlockKind::ListItem).count() == 4);
    }

    #[test]
    fn a_link_that_could_run_something_loses_its_address() {
        let reading = read(b"[press](javascript:alert(1)) and [read](https://example.org/)").unwrap();
        assert_eq!(reading.warnings.len(), 1);
        assert_eq!(reading.warnings[0].problem, Problem::LinkDropped);
        assert_eq!(reading.document.blocks[0].plain(), "press and read");
    }

    #[test]
    fn tables_footnotes_boxes_and_figures_are_read() {
        let read = kinds("| A | B |\n|---|---|\n| c | d |\n\n> Key message\n\nText[^1].\n\n![A chart](x.png)\n\n[^1]: Note.\n");
        let found: Vec<_> = read.iter().map(|block| (block.0, block.3.as_str())).collect();
        assert_eq!(
            found,
            [
                (BlockKind::Table, "A\nB\nc\nd"),
                (BlockKind::Box, "Key message"),
                (BlockKind::Paragraph, "Text."),
                (BlockKind::Figure, "A chart"),
                (BlockKind::Footnote, "Note."),
            ]
        );
    }
}
