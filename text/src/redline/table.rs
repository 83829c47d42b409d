//! What changed in a table: row by row, cell by cell, word by word.

use super::Operation;
use super::marked::{Marked, Source, marked};
use crate::lineage::similarity;
use crate::model::{Cell, plain_text};
use similar::{Algorithm, DiffTag};

/// Rows or cells less alike than this are not the same ones.
const ALIKE: f64 = 0.3;
/// Above so many combinations, what stands against each other is paired in order.
const MOST_COMBINATIONS: usize = 2_500;

/// A row of either table.
#[derive(Clone, Debug)]
pub struct Row {
    /// Whether the whole row was inserted or deleted.
    pub operation: Operation,
    /// Its cells.
    pub cells: Vec<MarkedCell>,
}

/// A cell with what changed in it.
#[derive(Clone, Debug)]
pub struct MarkedCell {
    /// The cell as it is now, or as it was if it is gone; its content is in the pieces.
    pub cell: Cell,
    /// Whether the whole cell was inserted or deleted.
    pub operation: Operation,
    /// The words.
    pub pieces: Vec<Marked>,
}

/// Compares two tables.
#[must_use]
pub fn table(old: &[Vec<Cell>], new: &[Vec<Cell>]) -> Vec<Row> {
    let texts = |rows: &[Vec<Cell>]| -> Vec<String> {
        rows.iter().map(|row| row.iter().map(|cell| plain_text(&cell.content)).collect::<Vec<_>>().join("\n")).collect()
    };
    let pairs = pair(&texts(old), &texts(new));
    pairs
        .into_iter()
        .map(|(before, after)| match (before.map(|index| &old[index]), after.map(|index| &new[index])) {
            (Some(before), Some(after)) => Row { operation: Operation::Equal, cells: cells(before, after) },
            (Some(before), None) => Row { operation: Operation::Delete, cells: cells(before, &[]) },
            (None, after) => Row { operation: Operation::Insert, cells: cells(&[], after.map_or(&[], Vec::as_slice)) },
        })
        .collect()
}

fn cells(old: &[Cell], new: &[Cell]) -> Vec<MarkedCell> {
    let texts = |cells: &[Cell]| -> Vec<String> { cells.iter().map(|cell| plain_text(&cell.content)).collect() };
    let pairs: Vec<(Option<usize>, Option<usize>)> = if old.len() == new.len() {
        // The same columns: each cell is compared with the one in its place, however little alike.
        (0..old.len()).map(|index| (Some(index), Some(index))).collect()
    } else {
        pair(&texts(old), &texts(new))
    };
    let source = |cells: &[Cell], index: Option<usize>| index.map(|index| Source::of_inline(&cells[index].content)).unwrap_or_default();
    pairs
        .into_iter()
        .filter_map(|(before, after)| {
            let shown = after.map(|index| &new[index]).or_else(|| before.map(|index| &old[index]))?;
            let operation = match (before, after) {
                (Some(_), Some(_)) => Operation::Equal,
                (Some(_), None) => Operation::Delete,
                (None, _) => Operation::Insert,
            };
            let cell = Cell { content: Vec::new(), ..shown.clone() };
            Some(MarkedCell { cell, operation, pieces: marked(&source(old, before), &source(new, after)) })
        })
        .collect()
}

/// Pairs old and new texts in order: first the same, then in each gap those that are most alike in sum.
fn pair(old: &[String], new: &[String]) -> Vec<(Option<usize>, Option<usize>)> {
    let mut pairs = Vec::new();
    for operation in similar::capture_diff_slices(Algorithm::Myers, old, new) {
        let (tag, olds, news) = operation.as_tag_tuple();
        if tag == DiffTag::Equal {
            pairs.extend(olds.zip(news).map(|(before, after)| (Some(before), Some(after))));
        } else {
            pairs.extend(pair_gap(old, new, olds, news));
        }
    }
    pairs
}

fn pair_gap(
    old: &[String],
    new: &[String],
    olds: std::ops::Range<usize>,
    news: std::ops::Range<usize>,
) -> Vec<(Option<usize>, Option<usize>)> {
    let (rows, columns) = (olds.len(), news.len());
    if rows * columns > MOST_COMBINATIONS {
        let both = rows.min(columns);
        let mut pairs: Vec<_> = (0..both).map(|step| (Some(olds.start + step), Some(news.start + step))).collect();
        pairs.extend((both..rows).map(|step| (Some(olds.start + step), None)));
        pairs.extend((both..columns).map(|step| (None, Some(news.start + step))));
        return pairs;
    }
    // best[i][j] is the most similarity of what stands behind old row i and new row j.
    let alike: Vec<Vec<f64>> =
        olds.clone().map(|before| news.clone().map(|after| similarity(&old[before], &new[after])).collect()).collect();
    let mut best = vec![vec![0.0; columns + 1]; rows + 1];
    for row in (0..rows).rev() {
        for column in (0..columns).rev() {
            let together = if alike[row][column] >= ALIKE { alike[row][column] + best[row + 1][column + 1] } else { 0.0 };
            best[row][column] = together.max(best[row + 1][column]).max(best[row][column + 1]);
        }
    }
    let (mut row, mut column) = (0, 0);
    let mut pairs = Vec::new();
    while row < rows || column < columns {
        let together = row < rows && column < columns && alike[row][column] >= ALIKE && {
            let with = alike[row][column] + best[row + 1][column + 1];
            with >= best[row + 1][column] && with >= best[row][column + 1]
        };
        if together {
            pairs.push((Some(olds.start + row), Some(news.start + column)));
            row += 1;
            column += 1;
        } else if column >= columns || row < rows && best[row + 1][column] >= best[row][column + 1] {
            pairs.push((Some(olds.start + row), None));
            row += 1;
        } else {
            pairs.push((None, Some(news.start + column)));
            column += 1;
        }
    }
    pairs
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Inline;

    fn rows(text: &str) -> Vec<Vec<Cell>> {
        let cell = |words: &str| Cell { columns: 1, rows: 1, content: vec![Inline::Text(words.into())], ..Cell::default() };
        text.lines().map(|line| line.split('|').map(cell).collect()).collect()
    }

    fn shown(old: &str, new: &str) -> Vec<String> {
        let mark = |operation| match operation {
            Operation::Equal => "",
            Operation::Delete => "-",
            Operation::Insert => "+",
        };
        let words = |pieces: &[Marked]| {
            pieces.iter().map(|piece| format!("{}{}", mark(piece.operation), plain_text(&piece.content))).collect::<Vec<_>>().join(" ")
        };
        table(&rows(old), &rows(new))
            .iter()
            .map(|row| format!("{}{}", mark(row.operation), row.cells.iter().map(|cell| words(&cell.pieces)).collect::<Vec<_>>().join("|")))
            .collect()
    }

    #[test]
    fn rows_and_cells_are_followed() {
        assert_eq!(
            shown("a|one thing\nb|two things", "a|one thing\nc|a new row\nb|two other things"),
            ["a|one thing", "++c|+a new row", "b|two +other things"]
        );
        assert_eq!(shown("a|b\nc|d", "a|b"), ["a|b", "--c|-d"]);
    }

    #[test]
    fn a_column_that_is_added_stands_in_every_row() {
        assert_eq!(shown("a|b\nc|d", "a|new|b\nc|new|d"), ["a|+new|b", "c|+new|d"]);
    }
}
