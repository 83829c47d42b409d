//! Tables as people send them: workbooks, separated values, tables in documents. Each becomes grids of cells with the row
//! numbers that its author sees; what they mean is not known here.

mod document;
mod separated;
mod workbook;

use super::read::{ReadError, Remark};

/// The most rows of a file that are read: a table of comments has some thousands.
pub const MOST_ROWS: usize = 50_000;
/// The most cells with something in them.
const MOST_CELLS: usize = 1_000_000;
/// Cells right of this column are no part of a table of comments.
const MOST_COLUMNS: usize = 200;
/// The most characters that a cell may hold; what Excel allows, generously.
const LONGEST_CELL: usize = 100_000;

/// All cells together may hold so many bytes of text, those that a merged cell or a shared text repeats too.
const MOST_TEXT: usize = 32 * 1024 * 1024;

/// How much has been read.
#[derive(Debug, Default)]
struct Budget {
    cells: usize,
    text: usize,
}

impl Budget {
    /// Takes a cell into account.
    fn take(&mut self, cell: &Cell) -> Result<(), ReadError> {
        self.cells += 1;
        self.text += cell.text.len();
        if self.cells > MOST_CELLS || self.text > MOST_TEXT { Err(ReadError::TooLarge) } else { Ok(()) }
    }
}

/// What stands in a cell.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Cell {
    /// Its text; line breaks are line feeds. A number is written as a spreadsheet shows it without a format.
    pub text: String,
    /// Whether it was stored as a number: then "1.10" has become "1.1", and nobody can tell.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub number: bool,
}

impl Cell {
    /// A cell with text.
    #[must_use]
    pub fn text(text: &str) -> Self {
        Self { text: tidy(text), number: false }
    }

    /// Whether there is nothing in it.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.text.is_empty()
    }
}

/// A row with its number.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Row {
    /// As the author counts it, from 1.
    pub number: usize,
    /// Its cells, those at the end that are empty left out.
    pub cells: Vec<Cell>,
}

impl Row {
    /// A cell; an empty one where the row has ended.
    #[must_use]
    pub fn cell(&self, column: usize) -> &Cell {
        static EMPTY: Cell = Cell { text: String::new(), number: false };
        self.cells.get(column).unwrap_or(&EMPTY)
    }
}

/// One sheet, or one table of a document.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Grid {
    /// The name of the sheet, or the heading before the table; may be empty.
    pub name: String,
    /// Its rows that have something in them.
    pub rows: Vec<Row>,
}

/// What was found in a file.
#[derive(Clone, Debug, Default, serde::Serialize, serde::Deserialize)]
pub struct Grids {
    /// The sheets or tables in their order.
    pub grids: Vec<Grid>,
    /// Rows of tables that stand at the head of the pages: the commenting template of ISO/IEC has its headings there.
    pub page_heads: Vec<Vec<String>>,
    /// Comments of a word processor.
    pub remarks: Vec<Remark>,
    /// The plain text of the blocks that the remarks stand on.
    pub blocks: Vec<String>,
    /// Names of sheets that the program hides: they were not read.
    pub hidden: Vec<String>,
}

/// Reads a file, by its content and not by its name.
///
/// # Errors
/// A [`ReadError`] says why the file is refused; nothing of it is used then.
pub fn read(bytes: &[u8]) -> Result<Grids, ReadError> {
    if bytes.iter().all(u8::is_ascii_whitespace) {
        return Err(ReadError::Empty);
    }
    if bytes.len() > super::read::LARGEST_FILE {
        return Err(ReadError::TooLarge);
    }
    let mut grids = match workbook::kind(bytes)? {
        Some(kind) => workbook::read(bytes, kind)?,
        // A package that is neither a workbook nor a document: what is taken here is said, not what is taken as a draft.
        None if bytes.starts_with(b"PK") => document::read(bytes).map_err(|error| match error {
            ReadError::UnknownFormat => ReadError::UnknownTable,
            other => other,
        })?,
        None => separated::read(bytes)?,
    };
    for grid in &mut grids.grids {
        for row in &mut grid.rows {
            let kept = row.cells.iter().rposition(|cell| !cell.is_empty()).map_or(0, |last| last + 1);
            row.cells.truncate(kept);
        }
        grid.rows.retain(|row| !row.cells.is_empty());
    }
    grids.grids.retain(|grid| !grid.rows.is_empty());
    let rows: usize = grids.grids.iter().map(|grid| grid.rows.len()).sum();
    if rows > MOST_ROWS {
        return Err(ReadError::TooManyRows);
    }
    if grids.grids.is_empty() && grids.page_heads.is_empty() && grids.remarks.is_empty() {
        return Err(ReadError::NoTable);
    }
    Ok(grids)
}

/// A cell's text as it is kept: one kind of line break, nothing that is not shown, no white space at the ends.
fn tidy(text: &str) -> String {
    let text = text.replace("\r\n", "\n").replace(['\r', '\u{b}', '\u{2028}'], "\n").replace('\u{a0}', " ");
    let kept: String = text.chars().filter(|c| *c == '\n' || *c == '\t' || !c.is_control()).take(LONGEST_CELL).collect();
    kept.lines().map(str::trim_end).collect::<Vec<_>>().join("\n").trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn separated_values_are_read_whatever_separates_them() {
        for separator in [",", ";", "\t"] {
            let text = format!("Section{separator}Comment\n1.1{separator}\"Two\nlines, and; a comma\"\n");
            let grids = read(text.as_bytes()).unwrap();
            let row = &grids.grids[0].rows[1];
            assert_eq!((row.number, row.cell(1).text.as_str()), (2, "Two\nlines, and; a comma"));
            assert!(row.cell(7).is_empty());
        }
    }

    #[test]
    fn what_is_no_table_is_refused_by_name() {
        assert_eq!(read(b" \n").unwrap_err(), ReadError::Empty);
        assert_eq!(read(b"Dear colleagues,\n\nplease find our views below.\n").unwrap_err(), ReadError::NoTable);
        assert_eq!(read(b"%PDF-1.7").unwrap_err(), ReadError::UnknownTable);
        assert_eq!(read(b"PK\x03\x04 broken").unwrap_err(), ReadError::Broken);
    }
}
