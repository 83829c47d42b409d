//! Writes a workbook with one sheet: headings that stay in sight, cells that hold text and nothing else. Nothing in it is a
//! formula, whatever it begins with.

use rust_xlsxwriter::{DataValidation, Format, FormatAlign, Workbook, XlsxError};

/// A column.
pub struct Column {
    /// Its heading.
    pub heading: String,
    /// How wide it is, in characters.
    pub width: u32,
    /// Whether it is there to be read only: it is shown in grey.
    pub given: bool,
    /// What may be chosen in its cells; nothing if anything may be typed.
    pub choices: Vec<String>,
}

/// A sheet.
pub struct Sheet {
    /// Its name, at most 31 characters.
    pub name: String,
    /// Whether it runs from right to left.
    pub right_to_left: bool,
    /// What stands above the headings, a line each.
    pub lead: Vec<String>,
    /// Its columns.
    pub columns: Vec<Column>,
    /// Its rows, each with a text for each column.
    pub rows: Vec<Vec<String>>,
}

/// A cell of a workbook holds at most so many characters.
const LONGEST_CELL: usize = 32_767;

/// Writes it.
///
/// # Errors
/// Those of the archive, which is written in memory.
pub fn write(sheet: &Sheet) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    // A file is the same whenever it is written: nothing in it tells when somebody asked for it.
    let made = rust_xlsxwriter::ExcelDateTime::from_ymd(2026, 1, 1)?;
    book.set_properties(&rust_xlsxwriter::DocProperties::new().set_creation_datetime(&made));
    let page = book.add_worksheet();
    let name: String = sheet.name.chars().filter(|c| !r"[]:*?/\'".contains(*c)).take(31).collect();
    page.set_name(&name)?;
    page.set_right_to_left(sheet.right_to_left);
    page.set_landscape();
    page.set_print_fit_to_pages(1, 0);
    let wrapped = Format::new().set_text_wrap().set_align(FormatAlign::Top);
    let given = Format::new().set_text_wrap().set_align(FormatAlign::Top).set_font_color(0x55_55_55).set_background_color(0xF2_F4_F7);
    let head =
        Format::new().set_bold().set_text_wrap().set_align(FormatAlign::Top).set_border_bottom(rust_xlsxwriter::FormatBorder::Medium);
    let lead = u32::try_from(sheet.lead.len()).unwrap_or_default();
    for (row, text) in (0..).zip(&sheet.lead) {
        page.write_string_with_format(row, 0, text, &Format::new().set_bold())?;
    }
    for (index, column) in (0_u16..).zip(&sheet.columns) {
        page.set_column_width(index, column.width)?;
        page.set_column_format(index, if column.given { &given } else { &wrapped })?;
        page.write_string_with_format(lead, index, &column.heading, &head)?;
        if !column.choices.is_empty() {
            let choices: Vec<&str> = column.choices.iter().map(String::as_str).collect();
            let last = lead + u32::try_from(sheet.rows.len()).unwrap_or_default() + 50;
            page.add_data_validation(lead + 1, index, last, index, &DataValidation::new().allow_list_strings(&choices)?)?;
        }
    }
    for (row, cells) in (lead + 1..).zip(&sheet.rows) {
        for (index, (cell, column)) in (0_u16..).zip(cells.iter().zip(&sheet.columns)) {
            let cut: String = cell.chars().take(LONGEST_CELL).collect();
            if !cut.is_empty() {
                page.write_string_with_format(row, index, &cut, if column.given { &given } else { &wrapped })?;
            }
        }
    }
    page.set_freeze_panes(lead + 1, 0)?;
    book.save_to_buffer()
}
