//! Tables that stand in a document: Word, Markdown, a page of the web. And the comments in the margin of a Word file.

use super::{Budget, Cell, Grid, Grids, MOST_COLUMNS, Row};
use crate::docx;
use crate::model::{Block, BlockKind, Content, Inline};
use crate::read::{self, Options, ReadError};

/// A table of Markdown has a row of dashes; a page of the web says so.
pub(super) fn is_marked_up(text: &str) -> bool {
    let rule = |line: &str| {
        let line = line.trim();
        line.contains('|') && line.contains('-') && line.chars().all(|c| matches!(c, '|' | '-' | ':' | ' '))
    };
    text.lines().any(rule) || text.trim_start().starts_with('<')
}

pub(super) fn read(bytes: &[u8]) -> Result<Grids, ReadError> {
    let page_heads = if bytes.starts_with(b"PK") { docx::page_heads(bytes)? } else { Vec::new() };
    let reading = match read::read(bytes, Options::default()) {
        Ok(reading) => reading,
        // An empty form has its headings and nothing else.
        Err(ReadError::NoText) if !page_heads.is_empty() => return Ok(Grids { page_heads, ..Grids::default() }),
        Err(ReadError::NoText) => return Err(ReadError::NoTable),
        Err(error) => return Err(error),
    };
    let mut grids = Vec::new();
    let mut name = String::new();
    let mut budget = Budget::default();
    for block in &reading.document.blocks {
        match &block.content {
            Content::Table(_) => {
                grids.push(Grid { name: name.clone(), rows: rows(block, &mut budget)? });
            }
            Content::Inline(_) if block.kind == BlockKind::Heading => name = block.printed(),
            Content::Inline(_) => {}
        }
    }
    let blocks = if reading.remarks.is_empty() { Vec::new() } else { reading.document.blocks.iter().map(Block::plain).collect() };
    Ok(Grids { grids, page_heads, remarks: reading.remarks, blocks, hidden: Vec::new() })
}

/// The rows of a table. A cell that covers several rows stands in each of them; one that covers several columns in the
/// first.
fn rows(table: &Block, budget: &mut Budget) -> Result<Vec<Row>, ReadError> {
    let Content::Table(lines) = &table.content else { return Ok(Vec::new()) };
    let mut covered: Vec<(u16, Cell)> = Vec::new();
    let mut rows = Vec::new();
    for (index, line) in lines.iter().enumerate() {
        let mut cells: Vec<Cell> = Vec::new();
        let mut next = line.iter();
        while cells.len() < MOST_COLUMNS {
            let column = cells.len();
            if let Some((left, cell)) = covered.get_mut(column).filter(|(left, _)| *left > 0) {
                *left -= 1;
                budget.take(cell)?;
                cells.push(cell.clone());
                continue;
            }
            let Some(cell) = next.next() else { break };
            let text = Cell::text(&with_lines(&cell.content));
            budget.take(&text)?;
            for place in column..(column + usize::from(cell.columns)).min(MOST_COLUMNS) {
                let own = if place == column { text.clone() } else { Cell::default() };
                covered.resize_with(covered.len().max(place + 1), Default::default);
                covered[place] = (cell.rows.saturating_sub(1), own.clone());
                cells.push(own);
            }
        }
        rows.push(Row { number: index + 1, cells });
    }
    Ok(rows)
}

/// The text of a cell with its line breaks.
fn with_lines(content: &[Inline]) -> String {
    let mut lines = vec![Vec::new()];
    for inline in content {
        match inline {
            Inline::Break => lines.push(Vec::new()),
            other => {
                if let Some(line) = lines.last_mut() {
                    line.push(other.clone());
                }
            }
        }
    }
    lines.iter().map(|line| crate::model::plain_text(line)).collect::<Vec<_>>().join("\n")
}
