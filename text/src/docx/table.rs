//! Tables: merged cells, rows and cells that a tracked change added or took away.

use roxmltree::Node;

use super::body::Walk;
use super::styles::{Passage, attribute, child, is, toggle, value_of};
use crate::inline;
use crate::markdown::join_with_breaks;
use crate::model::{Block, BlockKind, Cell, Content, Inline};
use crate::read::{Problem, Tracked};

/// A row or a cell that a tracked change added or took away is part of the text or not.
fn is_there(properties: Option<Node>, added: &str, removed: &str, tracked: Tracked) -> bool {
    let has = |name: &str| properties.is_some_and(|p| child(&p, name).is_some());
    !(has(removed) && tracked == Tracked::Accept || has(added) && tracked == Tracked::Reject)
}

impl Walk<'_> {
    pub(super) fn table(&mut self, element: &Node, depth: usize) {
        let mut rows: Vec<Vec<Cell>> = Vec::new();
        // For each grid column the cell that covers it from above: (row, cell).
        let mut covering: Vec<Option<(usize, usize)>> = Vec::new();
        let first_is_header =
            child(element, "tblPr").and_then(|properties| child(&properties, "tblLook")).is_none_or(|look| {
                match attribute(&look, "firstRow") {
                    Some(value) => !matches!(value, "0" | "false" | "off"),
                    None => {
                        attribute(&look, "val").and_then(|value| u32::from_str_radix(value, 16).ok()).is_none_or(|bits| bits & 0x20 != 0)
                    }
                }
            });
        for row in row_nodes(element, self.tracked) {
            let properties = child(&row, "trPr");
            if !is_there(properties, "ins", "del", self.tracked) {
                continue;
            }
            let header = properties.is_some_and(|p| toggle(&p, "tblHeader") == Some(true)) || (rows.is_empty() && first_is_header);
            let before = properties.and_then(|p| value_of(&p, "gridBefore")?.parse::<usize>().ok()).unwrap_or(0).min(200);
            let mut cells = Vec::new();
            let mut column = before;
            for node in cell_nodes(&row) {
                let now = child(&node, "tcPr");
                if !is_there(now, "cellIns", "cellDel", self.tracked) {
                    continue;
                }
                let earlier = now.and_then(|p| child(&p, "tcPrChange")).and_then(|change| child(&change, "tcPr"));
                let properties = if self.tracked == Tracked::Reject { earlier.or(now) } else { now };
                let span = properties.and_then(|p| value_of(&p, "gridSpan")?.parse::<u16>().ok()).unwrap_or(1).clamp(1, 200);
                let merged = properties.and_then(|p| child(&p, "vMerge"));
                let continues = merged.is_some_and(|merge| attribute(&merge, "val") != Some("restart"));
                let end = column + usize::from(span);
                covering.resize(covering.len().max(end), None);
                if continues && let Some((above_row, above_cell)) = covering[column] {
                    if let Some(cell) = rows.get_mut(above_row).and_then(|row: &mut Vec<Cell>| row.get_mut(above_cell)) {
                        cell.rows = cell.rows.saturating_add(1);
                    }
                } else {
                    let (content, own_header) = self.cell(&node, depth);
                    covering[column..end].fill(Some((rows.len(), cells.len())));
                    cells.push(Cell { header: header || own_header, columns: span, rows: 1, content });
                }
                column = end;
            }
            rows.push(cells);
        }
        if rows.iter().all(Vec::is_empty) {
            return;
        }
        self.blocks.push(Block { kind: BlockKind::Table, level: 0, label: String::new(), typed: false, content: Content::Table(rows) });
    }

    /// The text of a cell, and whether it is set as a heading of its row or column.
    fn cell(&mut self, node: &Node, depth: usize) -> (Vec<Inline>, bool) {
        let first = node.children().find(|child| is(child, "p"));
        let style = first.and_then(|p| child(&p, "pPr")).and_then(|p| value_of(&p, "pStyle").map(str::to_owned));
        let header = style.is_some_and(|style| self.styles.paragraph(Some(&style)).passage == Passage::CellHeading);
        let blocks = self.inner_blocks(node, depth);
        if let Some(table) = blocks.iter().find(|block| block.kind == BlockKind::Table) {
            self.warn(Problem::NestedTable, &table.plain());
        }
        (inline::normal(&join_with_breaks(blocks)), header)
    }
}

/// The rows of a table, also those in content controls and tracked changes.
fn row_nodes<'a, 'input>(table: &Node<'a, 'input>, tracked: Tracked) -> Vec<Node<'a, 'input>> {
    let mut rows = Vec::new();
    let mut open: Vec<Node> = table.children().collect();
    open.reverse();
    while let Some(node) = open.pop() {
        match node.tag_name().name() {
            "tr" => rows.push(node),
            "sdt" | "sdtContent" | "customXml" => open.extend(node.children().collect::<Vec<_>>().into_iter().rev()),
            "ins" | "moveTo" if tracked == Tracked::Accept => open.extend(node.children().collect::<Vec<_>>().into_iter().rev()),
            "del" | "moveFrom" if tracked == Tracked::Reject => open.extend(node.children().collect::<Vec<_>>().into_iter().rev()),
            _ => {}
        }
    }
    rows
}

fn cell_nodes<'a, 'input>(row: &Node<'a, 'input>) -> Vec<Node<'a, 'input>> {
    let mut cells = Vec::new();
    let mut open: Vec<Node> = row.children().collect();
    open.reverse();
    while let Some(node) = open.pop() {
        match node.tag_name().name() {
            "tc" => cells.push(node),
            "sdt" | "sdtContent" | "customXml" => open.extend(node.children().collect::<Vec<_>>().into_iter().rev()),
            _ => {}
        }
    }
    cells
}
