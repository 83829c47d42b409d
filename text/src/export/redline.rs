//! A redline as pages show it.

use serde::Serialize;

use super::html::inline;
use crate::inline::{Span, Style, build, spans};
use crate::model::{Block, Content, Inline};
use crate::redline::marked::{Marked, Source, marked};
use crate::redline::table::{MarkedCell, table};
use crate::redline::{Operation, is_coarse};

/// What changed: running text as pieces, or a table as rows.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Shown {
    /// The pieces of running text.
    pub pieces: Vec<Piece>,
    /// The rows of a table.
    pub rows: Vec<Row>,
    /// Whether running text is so long that it was compared in larger pieces than words.
    pub coarse: bool,
}

/// A run of words.
#[derive(Clone, Debug, Serialize)]
pub struct Piece {
    /// What became of it.
    #[serde(rename = "op")]
    pub operation: Operation,
    /// The words, escaped, with their markup.
    pub html: String,
}

/// A row of a table.
#[derive(Clone, Debug, Serialize)]
pub struct Row {
    /// Whether the whole row was inserted or deleted.
    #[serde(rename = "op")]
    pub operation: Operation,
    /// Its cells.
    pub cells: Vec<Cell>,
}

/// A cell of a table.
#[derive(Clone, Debug, Serialize)]
pub struct Cell {
    /// Whether it heads its row or column.
    pub header: bool,
    /// How many columns it covers.
    pub columns: u16,
    /// How many rows it covers.
    pub rows: u16,
    /// Whether the whole cell was inserted or deleted.
    #[serde(rename = "op")]
    pub operation: Operation,
    /// Its words.
    pub pieces: Vec<Piece>,
}

/// Compares what blocks say. `between` stands between the texts of several.
#[must_use]
pub fn blocks(old: &[&Block], new: &[&Block], between: &str) -> Shown {
    let only_table = |blocks: &[&Block]| match blocks {
        [] => Some(Vec::new()),
        [Block { content: Content::Table(rows), .. }] => Some(rows.clone()),
        _ => None,
    };
    if let (Some(before), Some(after)) = (only_table(old), only_table(new))
        && !(before.is_empty() && after.is_empty())
    {
        let rows = table(&before, &after);
        return Shown {
            pieces: Vec::new(),
            rows: rows.into_iter().map(|row| Row { operation: row.operation, cells: row.cells.iter().map(cell).collect() }).collect(),
            coarse: false,
        };
    }
    sources(&Source::of_blocks(old, between), &Source::of_blocks(new, between))
}

/// Compares words without markup.
#[must_use]
pub fn texts(old: &str, new: &str) -> Shown {
    sources(&Source::plain(old), &Source::plain(new))
}

fn sources(old: &Source, new: &Source) -> Shown {
    let coarse = is_coarse(old.text(), new.text());
    Shown { pieces: marked(old, new).iter().map(Piece::new).collect(), rows: Vec::new(), coarse }
}

fn cell(cell: &MarkedCell) -> Cell {
    Cell {
        header: cell.cell.header,
        columns: cell.cell.columns,
        rows: cell.cell.rows,
        operation: cell.operation,
        pieces: cell.pieces.iter().map(Piece::new).collect(),
    }
}

impl Piece {
    /// Words with their markup, escaped.
    pub(super) fn new(piece: &Marked) -> Self {
        Self { operation: piece.operation, html: inline(&without_notes(&piece.content)) }
    }
}

/// In a redline the mark of a note is a mark only: the note is not on the page, or twice.
fn without_notes(content: &[Inline]) -> Vec<Inline> {
    let raised = Style { position: crate::inline::Position::Super, ..Style::default() };
    let spans: Vec<Span> = spans(content)
        .into_iter()
        .map(|span| match span {
            Span::Note(mark) => Span::Text(mark, raised.clone()),
            span => span,
        })
        .collect();
    build(&spans)
}

impl Shown {
    /// One side of it: without what was inserted, or without what was deleted.
    #[must_use]
    pub fn without(&self, skipped: Operation) -> Self {
        let pieces = |pieces: &[Piece]| pieces.iter().filter(|piece| piece.operation != skipped).cloned().collect();
        let cells = |cells: &[Cell]| {
            let kept = cells.iter().filter(|cell| cell.operation != skipped);
            kept.map(|cell| Cell { pieces: pieces(&cell.pieces), ..cell.clone() }).collect()
        };
        let rows = self.rows.iter().filter(|row| row.operation != skipped);
        let rows = rows.map(|row| Row { operation: row.operation, cells: cells(&row.cells) }).collect();
        Self { pieces: pieces(&self.pieces), rows, coarse: self.coarse }
    }

    /// Whether any words differ.
    #[must_use]
    pub fn is_changed(&self) -> bool {
        let cells = self.rows.iter().flat_map(|row| &row.cells).flat_map(|cell| &cell.pieces);
        self.pieces.iter().chain(cells).any(|piece| piece.operation != Operation::Equal)
    }
}
