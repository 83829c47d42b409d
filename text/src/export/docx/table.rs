//! Tables: merged cells, rows that were added or removed, words that changed in a cell.

use std::fmt::Write as _;

use super::Writing;
use super::letters::{Letters, Run};
use super::paragraph::Track;
use crate::model::Cell;
use crate::redline::Operation;

/// What stands in one place of the grid of a row.
enum Place<'a> {
    /// A cell that begins here.
    Begins(&'a Cell),
    /// A cell of a row above reaches down to here; so many columns wide.
    Continues(u16),
}

/// The rows as a grid: each cell that spans rows stands in each of them.
fn grid(rows: &[Vec<Cell>]) -> Vec<Vec<Place<'_>>> {
    // For each column: for how many more rows the cell above reaches down, and whether it begins there.
    let mut covered: Vec<(u16, u16)> = Vec::new();
    let mut grid = Vec::with_capacity(rows.len());
    for row in rows {
        let mut places = Vec::new();
        let mut column = 0;
        let mut cells = row.iter();
        loop {
            if let Some((left, width)) = covered.get_mut(column).filter(|(left, _)| *left > 0) {
                *left -= 1;
                let width = (*width).max(1);
                places.push(Place::Continues(width));
                column += usize::from(width);
            } else if let Some(cell) = cells.next() {
                let width = cell.columns.max(1);
                covered.resize(covered.len().max(column + usize::from(width)), (0, 1));
                covered[column] = (cell.rows.saturating_sub(1), width);
                places.push(Place::Begins(cell));
                column += usize::from(width);
            } else if covered.get(column..).is_some_and(|rest| rest.iter().any(|(left, _)| *left > 0)) {
                column += 1;
            } else {
                break;
            }
        }
        grid.push(places);
    }
    grid
}

impl Writing<'_> {
    /// A table of which nothing, or all of it, is tracked.
    pub(super) fn whole_table(&mut self, rows: &[Vec<Cell>], track: Track, body: &mut String) {
        let operation = if track == Track::Deleted { Operation::Delete } else { Operation::Insert };
        let operation = if track == Track::Kept { Operation::Equal } else { operation };
        let cells = rows.iter().map(|row| (track, row.iter().map(|cell| Letters::new(&cell.content).whole(operation)).collect())).collect();
        self.table(rows, cells, body);
    }

    /// A table whose shape stayed, with the words that changed in its cells. `false` if it did not stay.
    pub(super) fn edited_table(&mut self, old: &[Vec<Cell>], new: &[Vec<Cell>], body: &mut String) -> bool {
        let shape = |rows: &[Vec<Cell>]| -> Vec<Vec<(bool, u16, u16)>> {
            rows.iter().map(|row| row.iter().map(|cell| (cell.header, cell.columns, cell.rows)).collect()).collect()
        };
        if shape(old) != shape(new) {
            return false;
        }
        let cells = old
            .iter()
            .zip(new)
            .map(|(before, after)| {
                let pairs = before.iter().zip(after);
                (Track::Kept, pairs.map(|(before, after)| Letters::new(&before.content).compared(&Letters::new(&after.content))).collect())
            })
            .collect();
        self.table(new, cells, body);
        true
    }

    fn table(&mut self, rows: &[Vec<Cell>], cells: Vec<(Track, Vec<Vec<Run>>)>, body: &mut String) {
        let grid = grid(rows);
        let columns = grid.iter().map(|row| row.iter().map(|place| usize::from(width(place))).sum::<usize>()).max().unwrap_or(1).max(1);
        let direction = if self.about.right_to_left { "<w:bidiVisual/>" } else { "" };
        _ = write!(
            body,
            "<w:tbl><w:tblPr><w:tblStyle w:val=\"TableGrid\"/>{direction}<w:tblW w:w=\"5000\" w:type=\"pct\"/><w:tblLook w:val=\"0000\" w:firstRow=\"0\" w:lastRow=\"0\" w:firstColumn=\"0\" w:lastColumn=\"0\" w:noHBand=\"1\" w:noVBand=\"1\"/></w:tblPr><w:tblGrid>"
        );
        (0..columns).for_each(|_| _ = write!(body, "<w:gridCol w:w=\"{}\"/>", 9000 / columns));
        body.push_str("</w:tblGrid>");
        let mut heads = true;
        for ((row, places), (track, runs)) in rows.iter().zip(grid).zip(cells) {
            heads = heads && !row.is_empty() && row.iter().all(|cell| cell.header);
            let mut properties = String::new();
            if heads {
                properties.push_str("<w:tblHeader/>");
            }
            if let Some(element) = track.element() {
                _ = write!(properties, "<w:{element} {}/>", self.signed());
            }
            body.push_str("<w:tr>");
            if !properties.is_empty() {
                _ = write!(body, "<w:trPr>{properties}</w:trPr>");
            }
            let mut runs = runs.into_iter();
            for place in places {
                let span = if width(&place) > 1 { format!("<w:gridSpan w:val=\"{}\"/>", width(&place)) } else { String::new() };
                match place {
                    Place::Continues(_) => _ = write!(body, "<w:tc><w:tcPr>{span}<w:vMerge/></w:tcPr><w:p/></w:tc>"),
                    Place::Begins(cell) => {
                        let merge = if cell.rows > 1 { "<w:vMerge w:val=\"restart\"/>" } else { "" };
                        let style = if cell.header { "<w:pStyle w:val=\"TableHeading\"/>" } else { "" };
                        let direction = if self.about.right_to_left { "<w:bidi/>" } else { "" };
                        _ = write!(body, "<w:tc><w:tcPr>{span}{merge}</w:tcPr>");
                        let words = runs.next().unwrap_or_default();
                        self.paragraph(&format!("{style}{direction}"), None, Track::Kept, &words, body);
                        body.push_str("</w:tc>");
                    }
                }
            }
            body.push_str("</w:tr>");
        }
        body.push_str("</w:tbl>");
    }
}

const fn width(place: &Place<'_>) -> u16 {
    match place {
        Place::Begins(cell) => {
            if cell.columns > 1 {
                cell.columns
            } else {
                1
            }
        }
        Place::Continues(width) => *width,
    }
}
