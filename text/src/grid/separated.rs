//! Values separated by commas, semicolons or tabs; and text files that hold tables in another way.

use super::{Cell, Grid, Grids, MOST_CELLS, MOST_COLUMNS, MOST_ROWS, Row, document};
use crate::encoding;
use crate::read::{ReadError, Warnings};

/// What may stand between values.
const SEPARATORS: [u8; 3] = [b',', b';', b'\t'];
/// So many records are looked at to tell what separates them.
const LOOKED_AT: usize = 50;

pub(super) fn read(bytes: &[u8]) -> Result<Grids, ReadError> {
    let wide = bytes.starts_with(&[0xFF, 0xFE]) || bytes.starts_with(&[0xFE, 0xFF]);
    let binary = !wide && bytes.iter().take(65_536).any(|byte| *byte == 0);
    let known = infer::get(bytes).is_some_and(|kind| !kind.mime_type().starts_with("text/"));
    if binary || known || bytes.starts_with(b"%PDF") || bytes.starts_with(b"{\\rtf") {
        return Err(ReadError::UnknownTable);
    }
    let text = encoding::text(bytes, &mut Warnings::default());
    if document::is_marked_up(&text) {
        return document::read(bytes);
    }
    let text = text.strip_prefix('\u{feff}').unwrap_or(&text);
    let separator = separator(text).ok_or(ReadError::NoTable)?;
    let mut rows = Vec::new();
    let mut cells = 0;
    let mut reader = csv::ReaderBuilder::new().delimiter(separator).has_headers(false).flexible(true).from_reader(text.as_bytes());
    for (index, record) in reader.records().enumerate() {
        let record = record.map_err(|_| ReadError::Broken)?;
        cells += record.len();
        if index >= MOST_ROWS {
            return Err(ReadError::TooManyRows);
        }
        if cells > MOST_CELLS {
            return Err(ReadError::TooLarge);
        }
        rows.push(Row { number: index + 1, cells: record.iter().take(MOST_COLUMNS).map(Cell::text).collect() });
    }
    Ok(Grids { grids: vec![Grid { name: String::new(), rows }], ..Grids::default() })
}

/// The separator that cuts the first records into the same number of values, the most of all.
fn separator(text: &str) -> Option<u8> {
    let shape = |separator: u8| {
        let mut reader = csv::ReaderBuilder::new().delimiter(separator).has_headers(false).flexible(true).from_reader(text.as_bytes());
        let widths: Vec<usize> = reader.records().take(LOOKED_AT).filter_map(Result::ok).map(|record| record.len()).collect();
        let first = *widths.first()?;
        let same = widths.iter().filter(|width| **width == first).count();
        (first > 1 && 2 * same > widths.len()).then_some((same, first, separator))
    };
    SEPARATORS.into_iter().filter_map(shape).max_by_key(|(same, width, _)| (*same, *width)).map(|(.., separator)| separator)
}
