//! Finds the headings of tables, wherever they stand, and what their columns hold.

use std::collections::HashMap;

use super::mapping::{Mapping, Role};
use super::words::{exactly, fold, within};
use crate::text::grid::{Grid, Grids, Row};

/// The score of a heading that says exactly what its column holds.
const EXACT: usize = 10_000;
/// A heading is no longer than this; longer cells are comments.
const LONGEST_HEADING: usize = 120;
/// A column without a known heading is taken for that of the comments if its cells have so many characters on average.
const PROSE: usize = 40;

/// A column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    /// Where it stands, from 0.
    pub index: usize,
    /// Its heading; "column 3" if it has none.
    pub heading: String,
    /// Whether it has a heading.
    pub named: bool,
    /// What it holds, if that is known.
    pub role: Option<Role>,
    /// Whether its heading says exactly that, or a person did.
    pub sure: bool,
}

/// Rows under one row of headings.
#[derive(Clone, Debug)]
pub struct Segment<'a> {
    /// The name of the sheet or table.
    pub name: &'a str,
    /// Its columns.
    pub columns: Vec<Column>,
    /// The rows below the headings.
    pub rows: &'a [Row],
}

/// Cuts what was read into tables with headings. A row of headings may stand anywhere, and again; a table without one goes on
/// under those before it, or under those at the head of the pages.
#[must_use]
pub fn segments<'a>(grids: &'a Grids, mapping: &Mapping) -> Vec<Segment<'a>> {
    let page_head = grids.page_heads.iter().map(|row| columns(&row.iter().map(String::as_str).collect::<Vec<_>>(), mapping));
    let page_head = page_head.filter(|columns| is_heading(columns)).max_by_key(Vec::len);
    let mut found: Vec<Segment> = Vec::new();
    for grid in &grids.grids {
        let mut heads: Vec<(usize, Vec<Column>)> = Vec::new();
        for (index, row) in grid.rows.iter().enumerate() {
            heads.extend(heading(row, mapping, heads.is_empty()).map(|columns| (index, columns)));
        }
        if heads.is_empty() {
            let continued = headless(grid, mapping, page_head.as_ref(), found.last());
            found.push(continued);
        }
        // What stands above the first headings is a title.
        for (position, (index, columns)) in heads.iter().enumerate() {
            let end = heads.get(position + 1).map_or(grid.rows.len(), |(next, _)| *next);
            found.push(Segment { name: &grid.name, columns: columns.clone(), rows: &grid.rows[index + 1..end] });
        }
    }
    found
}

/// A table without headings of its own.
fn headless<'a>(grid: &'a Grid, mapping: &Mapping, page_head: Option<&Vec<Column>>, before: Option<&Segment>) -> Segment<'a> {
    let width = grid.rows.iter().map(|row| row.cells.len()).max().unwrap_or_default();
    let fits = |columns: &&Vec<Column>| columns.last().is_some_and(|last| last.index + 1 >= width);
    let continued = before.map(|segment| &segment.columns);
    if let Some(columns) = page_head.filter(fits).or_else(|| continued.filter(fits)) {
        return Segment { name: &grid.name, columns: columns.clone(), rows: &grid.rows };
    }
    // Nothing is recognised: the first row is taken for headings if it could be one.
    let could_be = grid.rows.first().is_some_and(|row| {
        grid.rows.len() > 1 && row.cells.iter().all(|cell| !cell.number && cell.text.chars().count() <= LONGEST_HEADING)
    });
    let rows = if could_be { &grid.rows[1..] } else { &grid.rows[..] };
    let texts: Vec<&str> = (0..width).map(|column| if could_be { grid.rows[0].cell(column).text.as_str() } else { "" }).collect();
    let mut columns = columns(&texts, mapping);
    if !columns.iter().any(|column| matches!(column.role, Some(Role::Comment | Role::Proposed))) {
        let average = |index: usize| {
            let texts: Vec<usize> = rows.iter().map(|row| row.cell(index).text.chars().count()).filter(|size| *size > 0).collect();
            texts.iter().sum::<usize>() / texts.len().max(1)
        };
        let prose = columns.iter_mut().filter(|column| column.role.is_none()).max_by_key(|column| average(column.index));
        if let Some(column) = prose.filter(|column| average(column.index) >= PROSE) {
            column.role = Some(Role::Comment);
        }
    }
    Segment { name: &grid.name, columns, rows }
}

/// The columns of a row, if it is one of headings. Below the first headings of a sheet only what surely is one counts: short
/// comments may speak of sections and comments too.
fn heading(row: &Row, mapping: &Mapping, first: bool) -> Option<Vec<Column>> {
    if row.cells.iter().any(|cell| cell.number || cell.text.chars().count() > LONGEST_HEADING) {
        return None;
    }
    let texts: Vec<&str> = row.cells.iter().map(|cell| cell.text.as_str()).collect();
    let columns = columns(&texts, mapping);
    let sure: Vec<Role> = columns.iter().filter(|column| column.sure).filter_map(|column| column.role).collect();
    let says_where = sure.iter().any(|role| matches!(role, Role::Comment | Role::Proposed));
    (is_heading(&columns) && if first { !sure.is_empty() } else { sure.len() > 1 && says_where }).then_some(columns)
}

/// Headings say where the comments are, and something else besides; most of them are known.
fn is_heading(columns: &[Column]) -> bool {
    let has = |wanted: &[Role]| columns.iter().any(|column| column.role.is_some_and(|role| wanted.contains(&role)));
    let known = columns.iter().filter(|column| column.role.is_some()).count();
    let named = columns.iter().filter(|column| column.named).count();
    has(&[Role::Comment, Role::Proposed]) && known > 1 && 2 * known >= named
}

/// The columns under some headings: what a person said, else the best guess, each role once.
fn columns(headings: &[&str], mapping: &Mapping) -> Vec<Column> {
    let mut columns: Vec<Column> = headings
        .iter()
        .enumerate()
        .map(|(index, text)| {
            let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
            let named = !text.is_empty();
            let heading = if named { text } else { format!("column {}", index + 1) };
            let role = mapping.columns.get(&heading).copied();
            Column { index, role, sure: role.is_some(), heading, named }
        })
        .collect();
    // Headings that are written twice are told apart.
    for index in 0..columns.len() {
        let before = columns[..index].iter().filter(|other| other.heading == columns[index].heading).count();
        if before > 0 {
            let heading = format!("{} ({})", columns[index].heading, before + 1);
            columns[index].role = mapping.columns.get(&heading).copied();
            columns[index].sure = columns[index].role.is_some();
            columns[index].heading = heading;
        }
    }
    let mut guesses: Vec<(usize, usize, Role)> = Vec::new();
    for column in columns.iter().filter(|column| column.role.is_none()) {
        guesses.extend(guess(headings[column.index]).map(|(score, role)| (score, column.index, role)));
    }
    // The surest first; of two alike the one further to the left.
    guesses.sort_by_key(|(score, index, _)| (std::cmp::Reverse(*score), *index));
    for (score, index, role) in guesses {
        if !columns.iter().any(|column| column.role == Some(role)) {
            columns[index].role = Some(role);
            columns[index].sure = score >= EXACT;
        }
    }
    columns
}

/// What a heading seems to say, and how surely: exactly a known one, or one that begins with it, or that has it within.
fn guess(heading: &str) -> Option<(usize, Role)> {
    // What stands in brackets explains; a digit at the end of a word is the mark of a note, but "p14" is an address and "(d)"
    // the number of a paragraph.
    let mut outside = String::new();
    let mut depth = 0_usize;
    for character in heading.chars() {
        match character {
            '(' | '[' | '（' => depth += 1,
            ')' | ']' | '）' => depth = depth.saturating_sub(1),
            other if depth == 0 => outside.push(other),
            _ => {}
        }
    }
    let folded = fold(&outside);
    let unmarked = folded.trim_end_matches(|c: char| c.is_ascii_digit()).trim_end();
    let folded = match unmarked.chars().count() {
        0 => return None,
        1 => folded.as_str(),
        _ => unmarked,
    };
    if let Some(role) = exactly("column", folded).and_then(Role::parse) {
        return Some((EXACT, role));
    }
    let found = within("column", folded);
    let scored = found.iter().map(|(at, size, word)| (if *at == 0 { 1_000 } else { 0 } + size, *word));
    scored.max_by_key(|(score, _)| *score).and_then(|(score, word)| Some((score, Role::parse(word)?)))
}

/// The headings under which each role was found, for reports: the first of each.
#[must_use]
pub fn headings_of(segments: &[Segment]) -> Vec<(Role, String)> {
    let mut found: HashMap<Role, String> = HashMap::new();
    for column in segments.iter().flat_map(|segment| &segment.columns) {
        if let Some(role) = column.role {
            found.entry(role).or_insert_with(|| column.heading.clone());
        }
    }
    let mut found: Vec<_> = found.into_iter().collect();
    found.sort();
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::grid::Cell;

    #[test]
    fn a_short_row_of_a_table_is_not_a_row_of_headings() {
        let row = |texts: &[&str]| Row { number: 1, cells: texts.iter().map(|text| Cell::text(text)).collect() };
        let headings = row(&["Address in the draft", "Paragraph", "Text of the draft", "Comment", "Proposed wording"]);
        for short in [
            row(&["p14", "(d)", "States may comment on the register.", "", ""]),
            row(&["p3", "(a)", "Comments", "", ""]),
            row(&["", "", "Section on comments", "Comment", ""]),
        ] {
            let grids = Grids {
                grids: vec![Grid { name: "Comments".to_owned(), rows: vec![headings.clone(), short, headings.clone()] }],
                ..Grids::default()
            };
            let found = segments(&grids, &Mapping::default());
            assert_eq!(found.iter().map(|segment| segment.rows.len()).collect::<Vec<_>>(), [1, 0]);
            assert!(found[0].columns.iter().all(|column| column.sure));
        }
    }
}
