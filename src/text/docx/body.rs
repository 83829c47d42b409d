//! Walks the body: paragraphs, tables, content controls, and the notes behind them.

use roxmltree::Node;

use super::counting::Counting;
use super::package::{Parts, parse};
use super::runs::{DEEPEST, Fields, Found};
use super::styles::{Styles, attribute, child, is, numbering_use, value_of};
use crate::text::markdown::join_with_breaks;
use crate::text::model::{Block, BlockKind, Cell, Content, Document, Inline};
use crate::text::numbering;
use crate::text::read::{Problem, ReadError, SourceFacts, Tracked, Warning};

/// Which notes the text refers to, in the order of their marks.
#[derive(Default)]
pub(super) struct Notes {
    order: Vec<(String, bool)>,
}

impl Notes {
    /// The mark of a note, counted from 1 in the order in which the text refers to them.
    pub(super) fn refer(&mut self, id: &str, end: bool) -> String {
        let known = self.order.iter().position(|(other, other_end)| other == id && *other_end == end);
        let position = known.unwrap_or_else(|| {
            self.order.push((id.to_owned(), end));
            self.order.len() - 1
        });
        (position + 1).to_string()
    }
}

/// The state of the walk through the document.
pub(super) struct Walk<'a> {
    pub(super) parts: &'a Parts,
    pub(super) tracked: Tracked,
    pub(super) facts: SourceFacts,
    pub(super) fields: Fields,
    pub(super) notes: Notes,
    pub(super) too_deep: bool,
    warnings: Vec<Warning>,
    styles: Styles,
    counting: Counting,
    blocks: Vec<Block>,
    /// Content of a paragraph whose mark was deleted: it runs on into the next one.
    running_on: Vec<Inline>,
    contents_seen: bool,
}

/// Reads the main document and its notes.
pub(super) fn read(parts: &Parts, tracked: Tracked) -> Result<(Document, Vec<Warning>, SourceFacts), ReadError> {
    let mut walk = Walk {
        parts,
        tracked,
        facts: SourceFacts::default(),
        fields: Fields::default(),
        notes: Notes::default(),
        too_deep: false,
        warnings: Vec::new(),
        styles: Styles::read(parts.styles.as_deref())?,
        counting: Counting::read(parts.numbering.as_deref())?,
        blocks: Vec::new(),
        running_on: Vec::new(),
        contents_seen: false,
    };
    let tree = parse(&parts.document)?;
    let body = child(&tree.root_element(), "body").ok_or(ReadError::UnknownFormat)?;
    walk.children(&body, 0);
    walk.footnotes()?;
    if let Some(comments) = &parts.comments {
        walk.facts.comments = parse(comments)?.root_element().children().filter(|node| is(node, "comment")).count();
    }
    if walk.too_deep {
        return Err(ReadError::Hostile);
    }
    let facts = walk.facts;
    if facts.insertions + facts.deletions > 0 {
        walk.warnings.push(Warning::new(0, Problem::TrackedChanges, &format!("+{} −{}", facts.insertions, facts.deletions)));
    }
    if facts.comments > 0 {
        walk.warnings.push(Warning::new(0, Problem::WordComments, &facts.comments.to_string()));
    }
    numbering::settle_numbered_paragraphs(&mut walk.blocks);
    walk.warnings.sort_by_key(|warning| warning.block);
    Ok((Document { blocks: walk.blocks }, walk.warnings, facts))
}

impl Walk<'_> {
    pub(super) fn warn(&mut self, problem: Problem, detail: &str) {
        self.warnings.push(Warning::new(self.blocks.len(), problem, detail));
    }

    fn children(&mut self, node: &Node, depth: usize) {
        if depth > DEEPEST {
            self.too_deep = true;
            return;
        }
        for element in node.children().filter(Node::is_element) {
            match element.tag_name().name() {
                "p" => self.paragraph(&element),
                "tbl" => self.table(&element, depth),
                "sdt" if is_contents(&element) => self.drop_contents(),
                "sdt" => {
                    if let Some(content) = child(&element, "sdtContent") {
                        self.children(&content, depth + 1);
                    }
                }
                "ins" | "moveTo" if self.tracked == Tracked::Accept => self.children(&element, depth + 1),
                "del" | "moveFrom" if self.tracked == Tracked::Reject => self.children(&element, depth + 1),
                "customXml" | "smartTag" => self.children(&element, depth + 1),
                "AlternateContent" => {
                    if let Some(choice) = child(&element, "Choice").or_else(|| child(&element, "Fallback")) {
                        self.children(&choice, depth + 1);
                    }
                }
                "altChunk" => self.warn(Problem::UnknownContent, "altChunk"),
                _ => {}
            }
        }
    }

    fn drop_contents(&mut self) {
        if !self.contents_seen {
            self.contents_seen = true;
            self.warn(Problem::ContentsDropped, "");
        }
    }

    /// The blocks inside a cell or a text box, read apart from the main text.
    pub(super) fn inner_blocks(&mut self, node: &Node, depth: usize) -> Vec<Block> {
        let outer = std::mem::take(&mut self.blocks);
        let running_on = std::mem::take(&mut self.running_on);
        self.children(node, depth + 1);
        self.running_on = running_on;
        std::mem::replace(&mut self.blocks, outer)
    }

    fn paragraph(&mut self, element: &Node) {
        let properties = child(element, "pPr");
        let style = self.styles.get(properties.and_then(|p| value_of(&p, "pStyle")));
        let starts_in_contents = self.fields.in_contents();
        let mut found = Found { content: std::mem::take(&mut self.running_on), behind: Vec::new() };
        self.runs(element, &mut found, 0);
        if style.is_contents || starts_in_contents || self.fields.in_contents() {
            self.drop_contents();
            return;
        }
        if properties.is_some_and(|properties| self.mark_is_gone(&properties)) {
            self.running_on = found.content;
            self.blocks.append(&mut found.behind);
            return;
        }
        let block = Block::inline(BlockKind::Paragraph, 0, found.content);
        if !block.plain().is_empty() {
            let block = self.classify(block, properties, &style);
            self.blocks.push(block);
        }
        self.blocks.append(&mut found.behind);
    }

    /// Whether the paragraph's mark is deleted (or, rejecting, inserted): then its text runs on into the next one.
    fn mark_is_gone(&mut self, properties: &Node) -> bool {
        let Some(mark) = child(properties, "rPr") else { return false };
        let inserted = child(&mark, "ins").is_some();
        let deleted = child(&mark, "del").is_some();
        self.facts.insertions += usize::from(inserted);
        self.facts.deletions += usize::from(deleted);
        match self.tracked {
            Tracked::Accept => deleted || child(&mark, "moveFrom").is_some(),
            Tracked::Reject => inserted || child(&mark, "moveTo").is_some(),
        }
    }

    fn classify(&mut self, mut block: Block, properties: Option<Node>, style: &super::styles::Style) -> Block {
        let own = properties.map(|properties| numbering_use(&properties)).unwrap_or_default();
        let outline: Option<u8> = properties.and_then(|p| value_of(&p, "outlineLvl")?.parse().ok()).filter(|level| *level < 9);
        let heading = outline.map_or(style.heading, |level| level + 1);
        let instance = own.instance.or(style.numbering.instance).filter(|instance| *instance != 0);
        let level = own.level.or(style.numbering.level).unwrap_or(0);
        let counted = instance.and_then(|instance| self.counting.count(instance, level));
        if heading > 0 {
            block.kind = BlockKind::Heading;
            block.level = heading;
        } else if let Some(counted) = &counted
            && (counted.bullet || !counted.label.is_empty())
        {
            block.kind = BlockKind::ListItem;
            block.level = u8::try_from(counted.level + 1).unwrap_or(u8::MAX);
        } else if style.is_box {
            block.kind = BlockKind::Box;
        } else if style.is_code {
            block.kind = BlockKind::Code;
        }
        block.label = counted.map(|counted| counted.label).unwrap_or_default();
        if block.kind == BlockKind::Heading {
            unwrap_strong(&mut block);
        }
        numbering::take_typed_label(&mut block);
        block
    }

    fn table(&mut self, element: &Node, depth: usize) {
        let mut rows: Vec<Vec<Cell>> = Vec::new();
        // For each grid column the cell that covers it from above: (row, cell).
        let mut covering: Vec<Option<(usize, usize)>> = Vec::new();
        for (index, row) in element.children().filter(|node| is(node, "tr")).enumerate() {
            let header = child(&row, "trPr").is_some_and(|p| super::styles::toggle(&p, "tblHeader")) || index == 0;
            let deleted = child(&row, "trPr").is_some_and(|p| child(&p, "del").is_some());
            let inserted = child(&row, "trPr").is_some_and(|p| child(&p, "ins").is_some());
            if (deleted && self.tracked == Tracked::Accept) || (inserted && self.tracked == Tracked::Reject) {
                continue;
            }
            let mut cells = Vec::new();
            let mut column = 0;
            for node in cell_nodes(&row) {
                let properties = child(&node, "tcPr");
                let span = properties.and_then(|p| value_of(&p, "gridSpan")?.parse::<u16>().ok()).unwrap_or(1).clamp(1, 200);
                let merged = properties.and_then(|p| child(&p, "vMerge"));
                let continues = merged.is_some_and(|merge| attribute(&merge, "val") != Some("restart"));
                covering.resize(covering.len().max(column + usize::from(span)), None);
                if continues && let Some((above_row, above_cell)) = covering[column] {
                    if let Some(cell) = rows.get_mut(above_row).and_then(|row: &mut Vec<Cell>| row.get_mut(above_cell)) {
                        cell.rows = cell.rows.saturating_add(1);
                    }
                } else {
                    let content = self.cell(&node, depth);
                    covering[column..column + usize::from(span)].fill(Some((rows.len(), cells.len())));
                    cells.push(Cell { header, columns: span, rows: 1, content });
                }
                column += usize::from(span);
            }
            rows.push(cells);
        }
        self.blocks.push(Block { kind: BlockKind::Table, level: 0, label: String::new(), typed: false, content: Content::Table(rows) });
    }

    fn cell(&mut self, node: &Node, depth: usize) -> Vec<Inline> {
        let blocks = self.inner_blocks(node, depth);
        if blocks.iter().any(|block| block.kind == BlockKind::Table) {
            self.warn(Problem::NestedTable, "");
        }
        let labelled = blocks
            .into_iter()
            .map(|mut block| {
                if let (false, Content::Inline(content)) = (block.label.is_empty(), &mut block.content) {
                    content.insert(0, Inline::Text(format!("{} ", block.label)));
                }
                block
            })
            .collect();
        join_with_breaks(labelled)
    }

    /// The notes that the text refers to, in the order of their marks.
    fn footnotes(&mut self) -> Result<(), ReadError> {
        let parts = self.parts;
        let footnotes = parts.footnotes.as_deref().map(parse).transpose()?;
        let endnotes = parts.endnotes.as_deref().map(parse).transpose()?;
        let mut position = 0;
        while let Some((id, end)) = self.notes.order.get(position).cloned() {
            position += 1;
            let tree = if end { &endnotes } else { &footnotes };
            let note = tree.as_ref().and_then(|tree| {
                tree.root_element().children().find(|node| node.is_element() && attribute(node, "id") == Some(id.as_str()))
            });
            let Some(note) = note else {
                self.warn(Problem::NoteMissing, &id);
                continue;
            };
            let blocks = self.inner_blocks(&note, 0);
            let mut block = Block::inline(BlockKind::Footnote, 0, join_with_breaks(blocks));
            block.label = position.to_string();
            self.blocks.push(block);
        }
        Ok(())
    }
}

fn cell_nodes<'a, 'input>(row: &Node<'a, 'input>) -> Vec<Node<'a, 'input>> {
    row.children()
        .filter(Node::is_element)
        .flat_map(|node| match node.tag_name().name() {
            "tc" => vec![node],
            "sdt" => child(&node, "sdtContent").map(|content| content.children().filter(|n| is(n, "tc")).collect()).unwrap_or_default(),
            _ => Vec::new(),
        })
        .collect()
}

/// Whether a content control holds the table of contents.
fn is_contents(element: &Node) -> bool {
    child(element, "sdtPr")
        .and_then(|properties| child(&properties, "docPartObj"))
        .and_then(|part| value_of(&part, "docPartGallery").map(str::to_owned))
        .is_some_and(|gallery| gallery == "Table of Contents")
}

/// A heading that is bold all through says nothing by it.
fn unwrap_strong(block: &mut Block) {
    if let Content::Inline(content) = &mut block.content
        && let [Inline::Strong(inner)] = content.as_mut_slice()
    {
        *content = std::mem::take(inner);
    }
}
