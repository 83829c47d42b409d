//! Tables of the field, read as files: the commenting template of ISO/IEC, docket exports, workbooks with awkward features,
//! hostile ones. What comes of them in a consultation is in `tables.rs`.

use std::io::{Cursor, Read, Write};

use rust_xlsxwriter::{Format, Workbook};
use travaux::comments::table::{Mapping, Role, Table};
use travaux::text::grid::{self, Grids};
use travaux::text::read::ReadError;

use crate::command::House;
use crate::support::docx::{Docx, p, zipped};
use crate::support::samples;

fn xml(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;")
}

/// A comment of the sample of ISO's commenting template.
#[derive(serde::Deserialize)]
struct Commented {
    body: String,
    locality: Locality,
    #[serde(rename = "type")]
    kind: String,
    comments: String,
    proposed_change: Option<String>,
    observations: Option<String>,
}

#[derive(serde::Deserialize)]
struct Locality {
    line_number: Option<String>,
    clause: Option<String>,
    element: Option<String>,
}

#[derive(serde::Deserialize)]
struct Sheet {
    comments: Vec<Commented>,
}

/// The form of ISO/IEC, filled in: its headings stand at the head of the pages.
fn filled_form() -> Option<Vec<u8>> {
    let form = samples::read("iso-comment-table/iso_comment_template_2012-03.docx")?;
    let sheet: Sheet = serde_saphyr::from_str(&String::from_utf8(samples::read("iso-comment-table/comments.yaml")?).unwrap()).unwrap();
    let mut archive = zip::ZipArchive::new(Cursor::new(form)).unwrap();
    let mut parts: Vec<(String, Vec<u8>)> = Vec::new();
    for index in 0..archive.len() {
        let mut entry = archive.by_index(index).unwrap();
        let mut bytes = Vec::new();
        entry.read_to_end(&mut bytes).unwrap();
        parts.push((entry.name().unwrap().into_owned(), bytes));
    }
    let document = parts.iter_mut().find(|(name, _)| name == "word/document.xml").unwrap();
    let text = String::from_utf8(document.1.clone()).unwrap();
    let (start, end) = (text.find("<w:tr ").unwrap(), text.rfind("</w:tr>").unwrap() + "</w:tr>".len());
    let rows: String = sheet
        .comments
        .iter()
        .map(|row| {
            let place = &row.locality;
            let optional = |text: &Option<String>| text.clone().unwrap_or_default();
            let cells = [
                row.body.clone(),
                optional(&place.line_number),
                optional(&place.clause),
                optional(&place.element),
                row.kind.clone(),
                row.comments.clone(),
                optional(&row.proposed_change),
                optional(&row.observations),
            ];
            format!("<w:tr>{}</w:tr>", cells.map(|cell| format!("<w:tc>{}</w:tc>", p(&xml(&cell)))).concat())
        })
        .collect();
    document.1 = format!("{}{rows}{}", &text[..start], &text[end..]).into_bytes();
    Some(zipped(&parts.iter().map(|(name, bytes)| (name.as_str(), bytes.as_slice())).collect::<Vec<_>>()))
}

#[test]
fn the_form_of_iso_is_read_by_the_headings_at_the_head_of_its_pages() {
    let Some(form) = filled_form() else { return };
    let house = House::new();
    std::fs::write(house.path("iso.docx"), form).unwrap();
    let report: serde_json::Value =
        serde_json::from_str(&house.ends(&["comments", "import", "iso.docx", "--dry-run", "--format", "json"], 0)).unwrap();
    assert_eq!((report["rows"].as_u64(), report["comments"].as_u64()), (Some(55), Some(55)));
    assert_eq!(report["by_organisation"], serde_json::json!({"DE": 40, "CC": 14, "PL": 1}));
    assert_eq!(report["by_kind"], serde_json::json!({"technical": 41, "editorial": 10, "general": 4}));
    // 48 begin "Accepted", two want a clarification and five say nothing: those seven are open.
    assert_eq!(report["decisions"], serde_json::json!({"accepted": 48}));
    assert_eq!(report["columns"]["answer"], "Observations of the secretariat");
    let empty = samples::read("iso-comment-table/iso_comment_template_2012-03.docx").unwrap();
    assert!(Table::of(&grid::read(&empty).unwrap(), &Mapping::default()).entries.is_empty());
}

#[test]
fn the_comments_of_a_docket_are_read() {
    let Some(bytes) = samples::read("usda-snap-comments/usda-2017-0002-comments.csv") else { return };
    let table = Table::of(&grid::read(&bytes).unwrap(), &Mapping::default());
    assert_eq!(table.entries.len(), 199);
    assert!(table.entries.iter().any(|entry| entry.body.contains('\n')));
    assert_eq!(table.entries[0].number, "USDA-2017-0002-2889");
    // Other separators and encodings: the same comments.
    let mut reader = csv::Reader::from_reader(bytes.as_slice());
    let mut writer = csv::WriterBuilder::new().delimiter(b';').from_writer(Vec::new());
    writer.write_record(reader.headers().unwrap()).unwrap();
    reader.records().for_each(|record| writer.write_record(&record.unwrap()).unwrap());
    let again = String::from_utf8(writer.into_inner().unwrap()).unwrap();
    let wide: Vec<u8> = [0xFF, 0xFE].into_iter().chain(again.encode_utf16().flat_map(u16::to_le_bytes)).collect();
    assert_eq!(Table::of(&grid::read(again.as_bytes()).unwrap(), &Mapping::default()).entries, table.entries);
    assert_eq!(Table::of(&grid::read(&wide).unwrap(), &Mapping::default()).entries, table.entries);
}

fn office(name: &str) -> Option<Result<Grids, ReadError>> {
    samples::read(&format!("office-edge-cases/{name}")).map(|bytes| grid::read(&bytes))
}

#[test]
fn workbooks_with_awkward_features_are_read() {
    let Some(header) = office("header-row.xlsx") else { return };
    assert_eq!(header.unwrap().grids[0].rows[0].number, 3, "rows are numbered as their author sees them");
    assert_eq!(office("pass_protected.xlsx").unwrap().unwrap_err(), ReadError::Encrypted);
    let text = |name: &str| {
        let grids = office(name).unwrap().unwrap();
        let cells = grids.grids.iter().flat_map(|grid| &grid.rows).flat_map(|row| &row.cells);
        cells.map(|cell| cell.text.clone()).collect::<Vec<_>>().join("|")
    };
    assert!(!text("has_x000D_.xlsx").contains("_x000D_"));
    assert!(text("errors.xlsx").contains("#DIV/0!"));
    assert!(text("date_1904.xlsx").contains("2021-01-01"), "{}", text("date_1904.xlsx"));
    for name in ["encoded_entities.xlsx", "inlineStr_cdata.xlsx", "nonstandard-xml-ns-prefix.xlsx", "merge_cells.xlsx", "merged_range.xlsx"]
    {
        assert!(!text(name).is_empty(), "{name}");
    }
}

#[test]
fn comments_in_the_margin_are_comments() {
    let Some(bytes) = samples::read("office-edge-cases/comments-rich-para.docx") else { return };
    let table = Table::of(&grid::read(&bytes).unwrap(), &Mapping::default());
    assert_eq!(table.entries.len(), 4);
    assert!(table.entries.iter().all(|entry| !entry.body.is_empty()));
    assert!(table.entries.iter().any(|entry| !entry.place.section.is_empty()));
}

#[test]
fn headings_may_stand_anywhere_and_again() {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    sheet.set_name("Comments").unwrap();
    sheet.write(0, 0, "Comments on the second draft").unwrap();
    for (column, heading) in ["Name", "Paragraph", "Observation", "Libellé proposé"].iter().enumerate() {
        sheet.write(3, u16::try_from(column).unwrap(), *heading).unwrap();
        sheet.write(9, u16::try_from(column).unwrap(), *heading).unwrap();
    }
    sheet.merge_range(4, 0, 6, 0, "Ana", &Format::new()).unwrap();
    for row in 4..7 {
        sheet.write(row, 1, row).unwrap();
        sheet.write(row, 2, format!("What is said in row {row}")).unwrap();
    }
    sheet.write(7, 0, "II. Remedy").unwrap();
    sheet.write(10, 2, "=1+1 is no formula here").unwrap();
    sheet.write_formula(11, 2, rust_xlsxwriter::Formula::new("=A1").set_result("by its kept value")).unwrap();
    let hidden = book.add_worksheet();
    hidden.set_name("Hidden").unwrap().set_hidden(true);
    hidden.write(0, 0, "Comment").unwrap();
    let table = Table::of(&grid::read(&book.save_to_buffer().unwrap()).unwrap(), &Mapping::default());
    assert_eq!(table.hidden, ["Hidden"]);
    let said: Vec<(usize, &str, &str, &str)> = table
        .entries
        .iter()
        .map(|entry| (entry.row, entry.person.as_str(), entry.place.section.text.as_str(), entry.body.as_str()))
        .collect();
    assert_eq!(said[0], (5, "Ana", "", "What is said in row 4"));
    assert_eq!(said[2], (7, "Ana", "", "What is said in row 6"));
    assert_eq!(said[3].3, "=1+1 is no formula here");
    assert_eq!(said[4], (12, "", "", "by its kept value"));
    assert!(table.entries[0].place.paragraph.number);
    // A person corrects a column; what nobody recognises is asked about.
    let mut mapping = Mapping::default();
    mapping.columns.insert("Observation".into(), Role::Ignored);
    assert!(Table::of(&grid::read(&book.save_to_buffer().unwrap()).unwrap(), &mapping).entries.is_empty());
}

#[test]
fn the_tables_of_the_field_are_known() {
    let read = |text: &str| Table::of(&grid::read(text.as_bytes()).unwrap(), &Mapping::default());
    let ipcc = read(
        "ID,Chapter,From page,From line,To page,To line,Comment,Response,Reviewer name,Reviewer affiliation,Reviewer country\n1,3,12,4,12,9,The finding is too strong.,Accepted - text revised,Ana,University,Kenya\n",
    );
    let entry = &ipcc.entries[0];
    assert_eq!((entry.place.section.text.as_str(), entry.place.page.as_str(), entry.place.line.as_str()), ("3", "12", "4"));
    assert_eq!((entry.organisation.as_str(), entry.country.as_str(), entry.person.as_str()), ("University", "Kenya", "Ana"));
    assert_eq!(travaux::comments::table::decision(entry.decision_words()), Some(travaux::publications::model::Decision::Accepted));
    let ippc = read(
        "Para No.,Text of paragraph,Type of comment,Comment,Explanation,Country\n12,Entities should assess,Substantive,Say who assesses.,It is unclear,Kenya\n",
    );
    let entry = &ippc.entries[0];
    assert_eq!(
        (entry.place.paragraph.text.as_str(), entry.place.quote.as_str(), entry.reason.as_str()),
        ("12", "Entities should assess", "It is unclear")
    );
    assert_eq!(travaux::comments::table::kind(&entry.kind), Some(travaux::publications::model::CommentKind::Substantive));
}

#[test]
fn tables_of_documents_are_read() {
    let markdown = "# Comments\n\n| Section | Comment | Status |\n|---|---|---|\n| 3.1 | Say who decides. | Accepted |\n| 3.2 | Shorter, please. | Rejected |\n\nMore text.\n";
    let table = Table::of(&grid::read(markdown.as_bytes()).unwrap(), &Mapping::default());
    assert_eq!((table.entries.len(), table.entries[1].decision.as_str()), (2, "Rejected"));
    let html = "<html><body><table><tr><th>Section</th><th>Comment</th></tr><tr><td rowspan=2>4</td><td>One</td></tr><tr><td>Two</td></tr></table></body></html>";
    let table = Table::of(&grid::read(html.as_bytes()).unwrap(), &Mapping::default());
    assert_eq!(table.entries[1].place.section.text, "4", "a cell that covers two rows stands in both");
    // A table that is split over two tables goes on under the same headings.
    let row = |cells: [&str; 2]| format!("<w:tr>{}</w:tr>", cells.map(|cell| format!("<w:tc>{}</w:tc>", p(cell))).concat());
    let first = format!("<w:tbl>{}{}</w:tbl>", row(["Clause", "Comment"]), row(["1", "One"]));
    let docx =
        Docx::new(&format!("{first}{}<w:tbl>{}</w:tbl>", p(""), row(["2", "Two, which is longer than any heading would be"]))).bytes();
    assert_eq!(Table::of(&grid::read(&docx).unwrap(), &Mapping::default()).entries.len(), 2);
}

#[cfg(target_os = "linux")]
#[test]
fn hostile_tables_stay_within_their_memory() {
    let house = House::new();
    let sheet = |rows: &str| {
        let kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
        zipped(&[
            ("_rels/.rels", format!(r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="a" Type="{kind}/officeDocument" Target="xl/workbook.xml"/></Relationships>"#).as_bytes()),
            ("xl/workbook.xml", format!(r#"<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="{kind}"><sheets><sheet name="A" sheetId="1" r:id="b"/></sheets></workbook>"#).as_bytes()),
            ("xl/_rels/workbook.xml.rels", format!(r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="b" Type="{kind}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>"#).as_bytes()),
            ("xl/worksheets/sheet1.xml", format!(r#"<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>{rows}</sheetData></worksheet>"#).as_bytes()),
        ])
    };
    let cell = |place: &str, text: &str| format!(r#"<c r="{place}" t="inlineStr"><is><t>{text}</t></is></c>"#);
    let head = format!(r#"<row r="1">{}{}</row>"#, cell("A1", "Section"), cell("B1", "Comment"));
    let million: String = (2..=1_000_000).map(|row| format!(r#"<row r="{row}"><c r="A{row}" s="1"/></row>"#)).collect();
    let filled: String = (2..=1_000_000).map(|row| format!(r#"<row r="{row}"><c r="B{row}"><v>1</v></c></row>"#)).collect();
    let corner = format!(r#"{head}<row r="1048576">{}</row>"#, cell("XFD1048576", "far"));
    let ods = |rows: &str| {
        zipped(&[
            ("mimetype", b"application/vnd.oasis.opendocument.spreadsheet".as_slice()),
            ("content.xml", format!(r#"<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:spreadsheet><table:table table:name="A">{rows}</table:table></office:spreadsheet></office:body></office:document-content>"#).as_bytes()),
        ])
    };
    let repeated = r#"<table:table-row table:number-rows-repeated="1048576"><table:table-cell office:value-type="string" table:number-columns-repeated="16384"><text:p>a</text:p></table:table-cell></table:table-row>"#;
    let shared = {
        let kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
        let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
        let rows: String = (1..=3_000).map(|row| format!("<row r=\"{row}\"><c r=\"A{row}\" t=\"s\"><v>0</v></c></row>")).collect();
        zipped(&[
            ("_rels/.rels", format!(r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="a" Type="{kind}/officeDocument" Target="xl/workbook.xml"/></Relationships>"#).as_bytes()),
            ("xl/workbook.xml", format!(r#"<workbook xmlns="{main}" xmlns:r="{kind}"><sheets><sheet name="A" sheetId="1" r:id="b"/></sheets></workbook>"#).as_bytes()),
            ("xl/_rels/workbook.xml.rels", format!(r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="b" Type="{kind}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="c" Type="{kind}/sharedStrings" Target="sharedStrings.xml"/></Relationships>"#).as_bytes()),
            ("xl/sharedStrings.xml", format!(r#"<sst xmlns="{main}"><si><t>{}</t></si></sst>"#, "a".repeat(100_000)).as_bytes()),
            ("xl/worksheets/sheet1.xml", format!(r#"<worksheet xmlns="{main}"><sheetData>{rows}</sheetData></worksheet>"#).as_bytes()),
        ])
    };
    let files: [(&str, Vec<u8>, i32); 7] = [
        ("shared.xlsx", shared, 1),
        ("million-empty.xlsx", sheet(&format!("{head}{million}")), 0),
        ("million-filled.xlsx", sheet(&format!("{head}{filled}")), 1),
        ("corner.xlsx", sheet(&corner), 0),
        ("repeated.ods", ods(repeated), 1),
        ("bomb.xlsx", zipped(&[("xl/workbook.xml", &b"0".repeat(80_000_000))]), 1),
        ("lines.csv", b"Section,Comment\n".iter().copied().chain(b"1,a\n".repeat(200_000)).collect(), 1),
    ];
    for (name, bytes, wanted) in files {
        std::fs::File::create(house.path(name)).unwrap().write_all(&bytes).unwrap();
        let (most, code) = crate::command::most_memory(&house, &["comments", "import", name, "--dry-run"]);
        assert_eq!(code, Some(wanted), "{name}");
        assert!(most <= 300 * 1024, "{name} held {} MB", most / 1024);
    }
}

#[cfg(target_os = "linux")]
#[test]
fn ten_thousand_rows_stay_within_their_memory() {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    for (column, heading) in ["Organisation", "Section", "Comment", "Proposed change"].iter().enumerate() {
        sheet.write(0, u16::try_from(column).unwrap(), *heading).unwrap();
    }
    let words = "as the text stands nobody can tell who has to act, and by when, so that remedy stays a word ".repeat(4);
    for row in 1..=10_000_u32 {
        sheet.write(row, 0, format!("Organisation {}", row % 40)).unwrap();
        sheet.write(row, 1, format!("{}.{}", row % 9, row % 7)).unwrap();
        sheet.write(row, 2, format!("In row {row} {words}")).unwrap();
        sheet.write(row, 3, format!("Other words {row}")).unwrap();
    }
    let house = House::new();
    book.save(house.path("rows.xlsx")).unwrap();
    let (most, code) = crate::command::most_memory(&house, &["comments", "import", "rows.xlsx", "--dry-run"]);
    assert_eq!(code, Some(0));
    assert!(most <= 300 * 1024, "held {} MB", most / 1024);
}

#[test]
fn a_package_of_something_else_is_told_what_is_taken_here() {
    let packed = zipped(&[("Index/Document.iwa", b"numbers")]);
    assert_eq!(grid::read(&packed).map(|_| ()).unwrap_err(), travaux::text::read::ReadError::UnknownTable);
}
