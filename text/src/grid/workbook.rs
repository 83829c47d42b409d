//! Workbooks: XLSX [ECMA-376 part 1, 18], XLS [MS-XLS], ODS [OASIS `OpenDocument` 1.3 part 3, 9]. Formulas count by the value
//! that the program kept, dates as dates.

use std::collections::HashMap;
use std::io::{Cursor, Read, Seek};

use calamine::{Data, DataRef, Dimensions, Ods, Reader, SheetVisible, Xls, Xlsx};
use zip::ZipArchive;

use super::{Budget, Cell, Grid, Grids, MOST_COLUMNS, MOST_ROWS, Row};
use crate::read::ReadError;

/// The most that the parts of a workbook may unpack to together, in bytes. Cells are read as they come; texts that cells
/// share are kept.
const LARGEST_PACKAGE: u64 = 512 * 1024 * 1024;
/// The most that a part may unpack to that is kept whole.
const LARGEST_KEPT: u64 = 64 * 1024 * 1024;
/// A table that is read whole may span so many cells, empty ones too.
const WIDEST_SPAN: u64 = 4_000_000;

/// What a workbook is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Xlsx,
    Xls,
    Ods,
}

/// Whether the bytes are a workbook, and which.
pub(super) fn kind(bytes: &[u8]) -> Result<Option<Kind>, ReadError> {
    if bytes.starts_with(b"PK") {
        let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| ReadError::Broken)?;
        if archive.file_names().filter_map(Result::ok).any(|name| name.starts_with("xl/") && name.contains("workbook")) {
            return Ok(Some(Kind::Xlsx));
        }
        let mut media_type = String::new();
        if let Ok(entry) = archive.by_name("mimetype") {
            _ = entry.take(100).read_to_string(&mut media_type);
        }
        return Ok(media_type.contains("opendocument.spreadsheet").then_some(Kind::Ods));
    }
    if bytes.starts_with(&[0xD0, 0xCF, 0x11, 0xE0]) {
        let mut file = cfb::CompoundFile::open(Cursor::new(bytes)).map_err(|_| ReadError::Broken)?;
        if file.exists("/EncryptedPackage") {
            return Err(ReadError::Encrypted);
        }
        return if file.exists("/Workbook") || file.exists("/Book") {
            within_span(&mut file)?;
            Ok(Some(Kind::Xls))
        } else {
            Err(ReadError::OldWord)
        };
    }
    Ok(None)
}

pub(super) fn read(bytes: &[u8], kind: Kind) -> Result<Grids, ReadError> {
    // The library that reads workbooks may stumble over bytes that nobody's program writes: that is a broken file.
    let read = std::panic::catch_unwind(|| match kind {
        Kind::Xlsx => xlsx(bytes),
        Kind::Xls => {
            let book = Xls::new(Cursor::new(bytes)).map_err(|_| ReadError::Broken)?;
            whole(book, |book, name| book.merge_cells_by_sheet_name(name).unwrap_or_default())
        }
        Kind::Ods => {
            unpack(bytes, |name| name == "content.xml")?.iter().try_for_each(|part| repeats_within_span(part))?;
            whole(Ods::new(Cursor::new(bytes)).map_err(|_| ReadError::Broken)?, |_, _| Vec::new())
        }
    });
    read.unwrap_or(Err(ReadError::Broken))
}

fn xlsx(bytes: &[u8]) -> Result<Grids, ReadError> {
    unpack(bytes, |_| false)?;
    let mut book = Xlsx::new(Cursor::new(bytes)).map_err(|error| match error {
        calamine::XlsxError::Password => ReadError::Encrypted,
        _ => ReadError::Broken,
    })?;
    let (names, hidden) = sheets(&book);
    let mut found = Grids { hidden, ..Grids::default() };
    let mut budget = Budget::default();
    for name in names {
        let merged = book.merge_cells_by_sheet_name(&name).unwrap_or_default();
        let Ok(mut reader) = book.worksheet_cells_reader(&name) else { continue };
        let mut rows: Vec<Row> = Vec::new();
        while let Some(cell) = reader.next_cell().map_err(|_| ReadError::Broken)? {
            let (row, column) = cell.get_position();
            let (row, column) = (row as usize, column as usize);
            let value = match cell.get_value() {
                DataRef::SharedString(text) => Cell::text(&unescaped(text)),
                other => of(&Data::from(other.clone())),
            };
            if !value.is_empty() && column < MOST_COLUMNS {
                budget.take(&value)?;
                put(&mut rows, row, column, value)?;
            }
        }
        found.grids.push(Grid { name, rows: spread(rows, &merged, &mut budget)? });
    }
    Ok(found)
}

/// A workbook that its library keeps whole.
fn whole<RS: Read + Seek, R: Reader<RS>>(mut book: R, merged: impl Fn(&R, &str) -> Vec<Dimensions>) -> Result<Grids, ReadError> {
    let (names, hidden) = sheets(&book);
    let mut found = Grids { hidden, ..Grids::default() };
    let mut budget = Budget::default();
    for name in names {
        let range = book.worksheet_range(&name).map_err(|_| ReadError::Broken)?;
        let (first, left) = range.start().map_or((0, 0), |(row, column)| (row as usize, column as usize));
        let mut rows: Vec<Row> = Vec::new();
        for (row, column, value) in range.used_cells() {
            let (row, column, value) = (first + row, left + column, of(value));
            if !value.is_empty() && column < MOST_COLUMNS {
                budget.take(&value)?;
                put(&mut rows, row, column, value)?;
            }
        }
        found.grids.push(Grid { rows: spread(rows, &merged(&book, &name), &mut budget)?, name });
    }
    Ok(found)
}

/// Puts a cell into its row; cells come row by row.
fn put(rows: &mut Vec<Row>, row: usize, column: usize, value: Cell) -> Result<(), ReadError> {
    if rows.last().is_none_or(|last| last.number != row + 1) {
        if rows.len() >= MOST_ROWS {
            return Err(ReadError::TooManyRows);
        }
        rows.push(Row { number: row + 1, cells: Vec::new() });
    }
    if let Some(last) = rows.last_mut() {
        last.cells.resize_with(last.cells.len().max(column + 1), Cell::default);
        last.cells[column] = value;
    }
    Ok(())
}

/// The names of the sheets that the program shows, and of those that it hides.
fn sheets<RS: Read + Seek, R: Reader<RS>>(book: &R) -> (Vec<String>, Vec<String>) {
    let (shown, hidden): (Vec<_>, Vec<_>) = book.sheets_metadata().iter().partition(|sheet| sheet.visible == SheetVisible::Visible);
    let names = |sheets: Vec<&calamine::Sheet>| sheets.into_iter().map(|sheet| sheet.name.clone()).collect();
    (names(shown), names(hidden))
}

/// A cell that is merged over several rows stands in each of them.
fn spread(mut rows: Vec<Row>, merged: &[Dimensions], budget: &mut Budget) -> Result<Vec<Row>, ReadError> {
    let place: HashMap<usize, usize> = rows.iter().enumerate().map(|(index, row)| (row.number, index)).collect();
    for area in merged.iter().filter(|area| area.end.0 > area.start.0) {
        let column = area.start.1 as usize;
        let Some(first) = place.get(&(area.start.0 as usize + 1)) else { continue };
        let value = rows[*first].cell(column).clone();
        // Below the first row an area reaches at most to the last row that there is.
        for row in rows.iter_mut().skip(first + 1).take_while(|row| row.number <= area.end.0 as usize + 1) {
            if !value.is_empty() && column < MOST_COLUMNS {
                row.cells.resize_with(row.cells.len().max(column + 1), Cell::default);
                budget.take(&value)?;
                row.cells[column] = value.clone();
            }
        }
    }
    Ok(rows)
}

/// A value as text.
fn of(value: &Data) -> Cell {
    let text = |text: String| Cell { text, number: false };
    match value {
        Data::Empty => Cell::default(),
        Data::String(value) => Cell::text(&unescaped(value)),
        Data::Float(value) => Cell { text: value.to_string(), number: true },
        Data::Int(value) => Cell { text: value.to_string(), number: true },
        Data::Bool(value) => text(value.to_string()),
        Data::DateTime(value) if value.is_datetime() => {
            let (year, month, day, hour, minute, ..) = value.to_ymd_hms_milli();
            let date = format!("{year:04}-{month:02}-{day:02}");
            text(if hour + minute > 0 { format!("{date} {hour:02}:{minute:02}") } else { date })
        }
        Data::DateTime(value) => text(value.as_f64().to_string()),
        Data::DateTimeIso(value) | Data::DurationIso(value) => Cell::text(value),
        Data::Error(error) => text(error.to_string()),
    }
}

/// Characters that XML cannot hold are written as `_x000D_` [ECMA-376 part 1, 22.9.2.19].
fn unescaped(text: &str) -> String {
    let mut rest = text;
    let mut out = String::with_capacity(text.len());
    while let Some(at) = rest.find("_x") {
        let code =
            rest.get(at + 2..at + 6).filter(|_| rest.get(at + 6..at + 7) == Some("_")).and_then(|hex| u32::from_str_radix(hex, 16).ok());
        out.push_str(&rest[..at]);
        if let Some(character) = code.and_then(char::from_u32) {
            out.push(character);
            rest = &rest[at + 7..];
        } else {
            out.push_str("_x");
            rest = &rest[at + 2..];
        }
    }
    out.push_str(rest);
    out
}

/// Unpacks every part once, to know that all stay within limits, whatever the package says of them. Returns those that are
/// wanted as text.
fn unpack(bytes: &[u8], wanted: impl Fn(&str) -> bool) -> Result<Vec<String>, ReadError> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| ReadError::Broken)?;
    if archive.len() > 10_000 {
        return Err(ReadError::Hostile);
    }
    let (mut all, mut found) = (0, Vec::new());
    for index in 0..archive.len() {
        let entry = archive.by_index(index).map_err(|_| ReadError::Broken)?;
        let name = entry.name().map_err(|_| ReadError::Broken)?.into_owned();
        let kept = wanted(&name);
        // Sheets are read as they come, everything else is kept.
        let streamed = name.contains("worksheets/");
        let most = if streamed { LARGEST_PACKAGE } else { LARGEST_KEPT };
        let mut entry = entry.take(most + 1);
        let size = if kept {
            let mut text = String::new();
            entry.read_to_string(&mut text).map_err(|_| ReadError::Broken)?;
            found.push(text);
            found.last().map_or(0, String::len) as u64
        } else {
            std::io::copy(&mut entry, &mut std::io::sink()).map_err(|_| ReadError::Broken)?
        };
        all += size;
        if size > most || all > LARGEST_PACKAGE {
            return Err(ReadError::TooLarge);
        }
    }
    Ok(found)
}

/// The library repeats cells of an `OpenDocument` sheet as often as the file says: not more than a table may span.
fn repeats_within_span(content: &str) -> Result<(), ReadError> {
    let number = |tag: &str, name: &str| {
        let value = tag.split_once(name)?.1.strip_prefix("=\"")?;
        value.split('"').next()?.parse::<u64>().ok()
    };
    let (mut span, mut row, mut rows) = (0_u64, 0_u64, 1_u64);
    for tag in content.split('<').filter(|tag| tag.starts_with("table:")) {
        let tag = tag.split('>').next().unwrap_or_default();
        if tag.starts_with("table:table-row") {
            span += row.saturating_mul(rows);
            (row, rows) = (0, number(tag, "number-rows-repeated").unwrap_or(1).min(1_048_576));
        } else if tag.starts_with("table:table-cell") || tag.starts_with("table:covered-table-cell") {
            let empty = tag.ends_with('/') && !tag.contains("office:value");
            row += if empty { 0 } else { number(tag, "number-columns-repeated").unwrap_or(1).min(16_384) };
        }
        if span + row > WIDEST_SPAN {
            return Err(ReadError::Hostile);
        }
    }
    if span + row.saturating_mul(rows) > WIDEST_SPAN { Err(ReadError::Hostile) } else { Ok(()) }
}

/// The library makes a full table of the cells of an old workbook: from the first to the last that has something in it.
/// The records of cells begin with row and column [MS-XLS 2.5.13].
fn within_span<F: Read + Seek>(file: &mut cfb::CompoundFile<F>) -> Result<(), ReadError> {
    const CELLS: [u16; 8] = [0x0006, 0x00BD, 0x00D6, 0x00FD, 0x0203, 0x0204, 0x0205, 0x027E];
    const BEGINNING: u16 = 0x0809;
    let name = if file.exists("/Workbook") { "/Workbook" } else { "/Book" };
    let mut bytes = Vec::new();
    file.open_stream(name).and_then(|stream| stream.take(LARGEST_KEPT).read_to_end(&mut bytes)).map_err(|_| ReadError::Broken)?;
    let wide = |at: usize| bytes.get(at..at + 2).map(|pair| u16::from_le_bytes([pair[0], pair[1]]));
    let (mut at, mut all, mut extent) = (0, 0_u64, (0_u64, 0_u64));
    while let (Some(record), Some(size)) = (wide(at), wide(at + 2)) {
        if record == BEGINNING {
            all += extent.0 * extent.1;
            extent = (0, 0);
        } else if CELLS.contains(&record)
            && let (Some(row), Some(column)) = (wide(at + 4), wide(at + 6))
        {
            extent = (extent.0.max(u64::from(row) + 1), extent.1.max(u64::from(column) + 1));
        }
        at += 4 + usize::from(size);
    }
    if all + extent.0 * extent.1 > WIDEST_SPAN { Err(ReadError::Hostile) } else { Ok(()) }
}
