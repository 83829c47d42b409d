//! Tables; those that only lay a page out are read as its flow.

use ego_tree::NodeRef;
use scraper::Node;

use super::flow::{DEEPEST, Place};
use super::{Reader, attribute, name_of};
use crate::inline;
use crate::markdown::join_with_breaks;
use crate::model::{Block, BlockKind, Cell, Content, Inline};
use crate::read::Problem;

impl Reader {
    pub(super) fn table(&mut self, node: NodeRef<Node>, depth: usize) {
        if depth > DEEPEST {
            self.too_deep = true;
            return;
        }
        if let Some(caption) = node.children().find(|child| name_of(child) == "caption") {
            self.flow(caption, Place::default(), depth + 1);
        }
        let mut rows = Vec::new();
        let parts = node.children().flat_map(|child| match name_of(&child) {
            "thead" | "tbody" | "tfoot" => child.children().map(|row| (row, name_of(&child) == "thead")).collect::<Vec<_>>(),
            _ => vec![(child, false)],
        });
        for (row, head) in parts.filter(|(row, _)| name_of(row) == "tr") {
            let cells = row.children().filter(|cell| matches!(name_of(cell), "td" | "th"));
            let cells = cells.map(|cell| {
                let span = |name| attribute(&cell, name).parse::<u16>().unwrap_or(1).clamp(1, 200);
                Cell {
                    header: head || name_of(&cell) == "th",
                    columns: span("colspan"),
                    rows: span("rowspan"),
                    content: self.cell(cell, depth),
                }
            });
            let cells: Vec<Cell> = cells.collect();
            rows.push(cells);
        }
        if rows.iter().any(|row| !row.is_empty()) {
            self.blocks.push(Block { kind: BlockKind::Table, level: 0, label: String::new(), typed: false, content: Content::Table(rows) });
        }
    }

    /// The text of a cell or of a note, read apart from the page.
    pub(super) fn inner(&mut self, node: NodeRef<Node>, depth: usize) -> Vec<Block> {
        let outer = std::mem::take(&mut self.blocks);
        self.flow(node, Place::default(), depth + 1);
        std::mem::replace(&mut self.blocks, outer)
    }

    pub(super) fn cell(&mut self, node: NodeRef<Node>, depth: usize) -> Vec<Inline> {
        let blocks = self.inner(node, depth);
        if let Some(table) = blocks.iter().find(|block| block.kind == BlockKind::Table) {
            self.warn(Problem::NestedTable, &table.plain());
        }
        inline::normal(&join_with_breaks(blocks))
    }
}
