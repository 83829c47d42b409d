//! Files made to stop or starve whoever reads them: counts that lie, loops, depth, bombs, wrong lengths. Each is small to send.

use std::io::{Cursor, Write as _};

use super::docx::{Docx, p, zipped};

/// What a file pretends to be, and so where it is sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pretends {
    Table,
    Document,
    Letter,
}

/// A file with what is wrong with it.
pub struct Hostile {
    pub name: &'static str,
    pub pretends: Pretends,
    pub bytes: Vec<u8>,
}

/// All of them.
pub fn all() -> Vec<Hostile> {
    let of = |pretends: Pretends, files: Vec<(&'static str, Vec<u8>)>| {
        files.into_iter().map(move |(name, bytes)| Hostile { name, pretends, bytes })
    };
    let mut found: Vec<Hostile> = of(Pretends::Table, xlsx()).collect();
    found.extend(of(Pretends::Table, xls()));
    found.extend(of(Pretends::Table, ods()));
    found.extend(of(Pretends::Table, csv()));
    found.extend(of(Pretends::Document, docx()));
    found.extend(of(Pretends::Document, html()));
    found.extend(of(Pretends::Document, markdown()));
    found.extend(of(Pretends::Letter, pdf()));
    found.extend(of(Pretends::Letter, eml()));
    found
}

const MAIN: &str = r#"xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships""#;

/// A workbook of one sheet, its parts as given: the sheet, the shared texts, the styles.
pub fn book(sheet: &str, shared: &str, styles: &str) -> Vec<u8> {
    let kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let relations = r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">"#;
    let relation = |id: &str, of: &str, to: &str| format!(r#"<Relationship Id="{id}" Type="{kind}/{of}" Target="{to}"/>"#);
    let (root, own) = (
        format!("{relations}{}</Relationships>", relation("a", "officeDocument", "xl/workbook.xml")),
        format!(
            "{relations}{}{}{}</Relationships>",
            relation("b", "worksheet", "worksheets/sheet1.xml"),
            relation("c", "sharedStrings", "sharedStrings.xml"),
            relation("d", "styles", "styles.xml")
        ),
    );
    zipped(&[
        ("_rels/.rels", root.as_bytes()),
        ("xl/workbook.xml", format!(r#"<workbook {MAIN}><sheets><sheet name="A" sheetId="1" r:id="b"/></sheets></workbook>"#).as_bytes()),
        ("xl/_rels/workbook.xml.rels", own.as_bytes()),
        ("xl/worksheets/sheet1.xml", format!("<worksheet {MAIN}>{sheet}</worksheet>").as_bytes()),
        ("xl/sharedStrings.xml", shared.as_bytes()),
        ("xl/styles.xml", styles.as_bytes()),
    ])
}

fn xlsx() -> Vec<(&'static str, Vec<u8>)> {
    let data = |rows: &str| format!("<sheetData>{rows}</sheetData>");
    let cell = |place: &str, text: &str| format!(r#"<c r="{place}" t="inlineStr"><is><t>{text}</t></is></c>"#);
    let head = format!(r#"<row r="1">{}{}</row>"#, cell("A1", "Section"), cell("B1", "Comment"));
    let plain = |rows: &str| book(&data(&format!("{head}{rows}")), "", "");
    let sst = |attributes: &str, inner: &str| format!("<sst {MAIN} {attributes}>{inner}</sst>");
    let with_shared = |shared: &str| book(&data(&format!("{head}<row r=\"2\"><c r=\"B2\" t=\"s\"><v>0</v></c></row>")), shared, "");
    let filled: String = (2..=400_000).map(|row| format!(r#"<row r="{row}"><c r="B{row}"><v>1</v></c></row>"#)).collect();
    let shared_by_many: String = (2..=40_000).map(|row| format!("<row r=\"{row}\"><c r=\"B{row}\" t=\"s\"><v>0</v></c></row>")).collect();
    let merged: String = (0..60_000).map(|n| format!(r#"<mergeCell ref="A{}:B1048576"/>"#, n + 1)).collect();
    let entities = r#"<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]>"#;
    let mut cut = plain("");
    cut.truncate(cut.len() / 2);
    // The directory of the package says that its parts are of another size than they are.
    let mut lies = plain("");
    let at = lies.windows(4).rposition(|window| window == b"PK\x01\x02").unwrap();
    lies[at + 24..at + 28].copy_from_slice(&u32::MAX.to_le_bytes());
    vec![
        (
            "xlsx: a count of shared texts that nothing can hold",
            with_shared(&sst(r#"count="10000000000000" uniqueCount="10000000000000""#, "")),
        ),
        ("xlsx: a negative count", with_shared(&sst(r#"count="-1" uniqueCount="-1""#, "<si><t>a</t></si>"))),
        ("xlsx: two million shared texts", with_shared(&sst("", &"<si><t>a</t></si>".repeat(2_000_000)))),
        (
            "xlsx: a shared text of a hundred thousand runs",
            with_shared(&sst("", &format!("<si>{}</si>", "<r><t>a</t></r>".repeat(100_000)))),
        ),
        (
            "xlsx: one long text in forty thousand cells",
            book(&data(&format!("{head}{shared_by_many}")), &sst("", &format!("<si><t>{}</t></si>", "a".repeat(90_000))), ""),
        ),
        ("xlsx: entities in entities", with_shared(&format!("{entities}{}", sst("", "<si><t>&c;</t></si>")))),
        ("xlsx: a row beyond all rows", plain(&format!(r#"<row r="4294967295">{}</row>"#, cell("B4294967295", "x")))),
        ("xlsx: a column beyond all columns", plain(&format!(r#"<row r="2">{}</row>"#, cell("ZZZZZZZZ2", "x")))),
        ("xlsx: a dimension of everything", book(&format!(r#"<dimension ref="A1:XFD1048576"/>{}"#, data(&head)), "", "")),
        ("xlsx: four hundred thousand rows", plain(&filled)),
        ("xlsx: sixty thousand merged areas over all rows", book(&format!("{}<mergeCells>{merged}</mergeCells>", data(&head)), "", "")),
        ("xlsx: XML without an end", book(&"<a>".repeat(1_000_000), "", "")),
        ("xlsx: a sheet that unpacks to zeros", book(&data(&"0".repeat(120_000_000)), "", "")),
        (
            "xlsx: a count of styles",
            book(&data(&head), "", &format!(r#"<styleSheet {MAIN}><cellXfs count="10000000000000"/></styleSheet>"#)),
        ),
        ("xlsx: half a file", cut),
        ("xlsx: a directory that lies", lies),
    ]
}

fn xls() -> Vec<(&'static str, Vec<u8>)> {
    let compound = |stream: &[u8]| {
        let mut file = cfb::CompoundFile::create(Cursor::new(Vec::new())).unwrap();
        file.create_stream("/Workbook").unwrap().write_all(stream).unwrap();
        file.flush().unwrap();
        file.into_inner().into_inner()
    };
    let record = |kind: u16, body: &[u8]| [&kind.to_le_bytes()[..], &u16::try_from(body.len()).unwrap().to_le_bytes(), body].concat();
    let begin = record(0x0809, &[0, 6, 5, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
    let shared = record(0x00FC, &[255, 255, 255, 127, 255, 255, 255, 127, 255, 255, 0]);
    let far = record(0x027E, &[255, 255, 255, 0, 0, 0, 0, 0, 0, 0]);
    let lying = [&0x00FC_u16.to_le_bytes()[..], &[255, 255], b"short"].concat();
    let stream = [begin.clone(), shared, record(0x000A, &[])].concat();
    // A sector that is followed by itself.
    let mut looped = compound(&vec![0; 20_000]);
    for at in (512..1024).step_by(4) {
        looped[at..at + 4].copy_from_slice(&5_u32.to_le_bytes());
    }
    let mut garbage = vec![0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];
    garbage.extend((0..60_000_u32).map(|n| u8::try_from((n * 31) % 251).unwrap()));
    vec![
        ("xls: a count of shared texts", compound(&stream)),
        ("xls: a cell in the last corner", compound(&[begin.clone(), far].concat())),
        ("xls: a record longer than its file", compound(&[begin, lying].concat())),
        ("xls: a chain of sectors without an end", looped),
        ("xls: noise behind the mark", garbage),
    ]
}

fn ods() -> Vec<(&'static str, Vec<u8>)> {
    let sheet = |rows: &str| {
        let spaces = r#"xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0""#;
        let content = format!(
            "<office:document-content {spaces}><office:body><office:spreadsheet><table:table table:name=\"A\">{rows}</table:table></office:spreadsheet></office:body></office:document-content>"
        );
        zipped(&[("mimetype", b"application/vnd.oasis.opendocument.spreadsheet".as_slice()), ("content.xml", content.as_bytes())])
    };
    let row = |rows: &str, columns: &str| {
        format!(
            "<table:table-row table:number-rows-repeated=\"{rows}\"><table:table-cell office:value-type=\"string\" table:number-columns-repeated=\"{columns}\"><text:p>a</text:p></table:table-cell></table:table-row>"
        )
    };
    let deep = format!("<table:table-row><table:table-cell>{}", "<text:p>".repeat(300_000));
    let covered = format!("<table:table-row>{}</table:table-row>", "<table:covered-table-cell/>".repeat(1_000_000));
    vec![
        ("ods: cells repeated over everything", sheet(&row("1048576", "16384"))),
        ("ods: a count beyond numbers", sheet(&row("99999999999999999999", "99999999999999999999"))),
        ("ods: in single quotes", sheet(&row("1048576", "16384").replace('"', "'"))),
        ("ods: many rows repeated a little", sheet(&row("1000", "1000").repeat(2_000))),
        ("ods: depth", sheet(&deep)),
        ("ods: a million covered cells", sheet(&covered)),
        ("ods: a bomb", sheet(&"0".repeat(80_000_000))),
    ]
}

fn csv() -> Vec<(&'static str, Vec<u8>)> {
    let head = b"Section,Comment\n";
    let with = |rest: Vec<u8>| [head.to_vec(), rest].concat();
    vec![
        ("csv: nothing but separators", b";".repeat(8_000_000)),
        ("csv: lines of two hundred empty cells", with([",".repeat(200), "a\n".to_owned()].concat().repeat(40_000).into_bytes())),
        ("csv: a quote that never closes", with([b"1,\"".to_vec(), b"a\n".repeat(3_000_000)].concat())),
        ("csv: one line of eight million characters", with([b"1,".to_vec(), b"a".repeat(8_000_000)].concat())),
        ("csv: a million lines", with(b"1,a\n".repeat(1_000_000))),
        ("csv: line ends alone", b"\n".repeat(8_000_000)),
        ("csv: quotes alone", b"\"".repeat(4_000_001)),
        ("csv: half of UTF-16", [vec![0xFF, 0xFE], b"a".repeat(3_000_001)].concat()),
        ("csv: rows of dashes", b"|-|\n".repeat(400_000)),
    ]
}

fn docx() -> Vec<(&'static str, Vec<u8>)> {
    let table = |inner: &str| Docx::new(&format!("<w:tbl>{inner}</w:tbl>")).bytes();
    let wide = format!("<w:tr>{}</w:tr>", format!(r#"<w:tc><w:tcPr><w:gridSpan w:val="65535"/></w:tcPr>{}</w:tc>"#, p("a")).repeat(200));
    let nested = "<w:tbl><w:tr><w:tc>".repeat(2_000);
    let loops = Docx::new(r#"<w:p><w:pPr><w:pStyle w:val="A"/></w:pPr><w:r><w:t>a</w:t></w:r></w:p>"#)
        .part("styles", r#"<w:style w:type="paragraph" w:styleId="A"><w:basedOn w:val="B"/></w:style><w:style w:type="paragraph" w:styleId="B"><w:basedOn w:val="A"/></w:style>"#);
    let counts = Docx::new(&r#"<w:p><w:pPr><w:numPr><w:ilvl w:val="8"/><w:numId w:val="1"/></w:numPr></w:pPr><w:r><w:t>a</w:t></w:r></w:p>"#.repeat(20_000))
        .part("numbering", r#"<w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="8"><w:start w:val="2147483647"/><w:numFmt w:val="upperRoman"/><w:lvlText w:val="%9%9%9%9%9%9%9%9%9"/></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>"#);
    let notes = Docx::new(&format!("<w:p>{}</w:p>", r#"<w:r><w:footnoteReference w:id="1"/></w:r>"#.repeat(60_000)))
        .part("footnotes", &format!(r#"<w:footnote w:id="1">{}</w:footnote>"#, p(&"a".repeat(20_000))));
    vec![
        ("docx: sixty thousand cells in a row", table(&format!("<w:tr>{}</w:tr>", format!("<w:tc>{}</w:tc>", p("a")).repeat(60_000)))),
        ("docx: cells that cover everything", table(&wide.repeat(500))),
        ("docx: tables in tables", Docx::new(&nested).bytes()),
        ("docx: four hundred thousand runs", Docx::new(&format!("<w:p>{}</w:p>", "<w:r><w:t>a</w:t></w:r>".repeat(400_000))).bytes()),
        (
            "docx: fields in fields",
            Docx::new(&format!("<w:p>{}</w:p>", r#"<w:r><w:fldChar w:fldCharType="begin"/></w:r>"#.repeat(100_000))).bytes(),
        ),
        ("docx: styles that follow themselves", loops.bytes()),
        ("docx: numbers that grow", counts.bytes()),
        ("docx: one note sixty thousand times", notes.bytes()),
        ("docx: a paragraph that unpacks", Docx::new(&p(&"0".repeat(60_000_000))).bytes()),
        (
            "docx: ten thousand parts",
            zipped(
                &(0..10_001)
                    .map(|_| ("x", b"".as_slice()))
                    .collect::<Vec<_>>()
                    .iter()
                    .enumerate()
                    .map(|(n, (_, b))| (Box::leak(format!("x{n}").into_boxed_str()) as &str, *b))
                    .collect::<Vec<_>>(),
            ),
        ),
    ]
}

fn html() -> Vec<(&'static str, Vec<u8>)> {
    let page = |body: &str| format!("<html><body>{body}").into_bytes();
    vec![
        ("html: nested without end", page(&"<div>".repeat(200_000))),
        ("html: formatting that is never closed", page(&"<b><i><u><s><a><p>".repeat(20_000))),
        ("html: cells that cover everything", page(&format!("<table>{}", "<tr><td rowspan=65535 colspan=65535>a".repeat(3_000)))),
        ("html: attributes", page(&format!("<p {}>a", (0..200_000).map(|n| format!("a{n}=b ")).collect::<String>()))),
        ("html: entities", page(&"&amp;".repeat(1_000_000))),
        ("html: a comment without end", page(&format!("<p>a<!--{}", "-".repeat(6_000_000)))),
        ("html: lists in lists", page(&"<ul><li>a".repeat(60_000))),
        ("html: tables in tables", page(&"<table><tr><td>".repeat(30_000))),
    ]
}

fn markdown() -> Vec<(&'static str, Vec<u8>)> {
    let wide = format!("|{}\n|{}\n", "a|".repeat(60_000), "-|".repeat(60_000));
    vec![
        ("md: emphasis", b"*a **b ".repeat(200_000)),
        ("md: brackets", b"[".repeat(400_000)),
        ("md: links", b"[a](<b".repeat(200_000)),
        ("md: quotes in quotes", [b">".repeat(200_000), b" a\n".to_vec()].concat()),
        ("md: lists in lists", (0..2_000).map(|n| format!("{}- a\n", "  ".repeat(n))).collect::<String>().into_bytes()),
        ("md: a table of sixty thousand columns", [wide, "|a\n".repeat(2_000)].concat().into_bytes()),
        ("md: back quotes", (1..3_000).map(|n| format!("{} ", "`".repeat(n))).collect::<String>().into_bytes()),
        ("md: notes", (0..60_000).map(|n| format!("a[^{n}]\n\n[^{n}]: b[^{}]\n\n", n + 1)).collect::<String>().into_bytes()),
    ]
}

/// A PDF of these objects, numbered from 1; the first is the catalogue.
fn objects(objects: &[String]) -> Vec<u8> {
    let mut file = b"%PDF-1.7\n".to_vec();
    let mut places = Vec::new();
    for (index, object) in objects.iter().enumerate() {
        places.push(file.len());
        write!(file, "{} 0 obj\n{object}\nendobj\n", index + 1).unwrap();
    }
    let start = file.len();
    write!(file, "xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1).unwrap();
    places.iter().for_each(|place| writeln!(file, "{place:010} 00000 n ").unwrap());
    write!(file, "trailer\n<</Size {}/Root 1 0 R>>\nstartxref\n{start}\n%%EOF\n", objects.len() + 1).unwrap();
    file
}

fn stream(dictionary: &str, content: &str) -> String {
    format!("<<{dictionary}/Length {}>>stream\n{content}\nendstream", content.len())
}

/// A page with this content, these resources, and further objects from 5 on.
fn page(content: &str, resources: &str, more: &[String]) -> Vec<u8> {
    let mut all = vec![
        "<</Type/Catalog/Pages 2 0 R>>".to_owned(),
        "<</Type/Pages/Kids[3 0 R]/Count 1>>".to_owned(),
        format!("<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R/Resources<<{resources}>>>>"),
        stream("", content),
    ];
    all.extend_from_slice(more);
    objects(&all)
}

fn pdf() -> Vec<(&'static str, Vec<u8>)> {
    const TEXT: &str = "BT /F1 12 Tf 72 700 Td (Hello world, this is a letter) Tj ET";
    let font = "/Font<</F1 5 0 R>>";
    let composite = |map: &str| {
        let fonts = [
            "<</Type/Font/Subtype/Type0/BaseFont/X/Encoding/Identity-H/DescendantFonts[5 0 R]/ToUnicode 6 0 R>>".to_owned(),
            stream("", map),
        ];
        page(TEXT, font, &fonts)
    };
    let ranges =
        "begincmap 1 begincodespacerange <00> <ff> endcodespacerange 1 beginbfrange <00000000> <ffffffff> <0041> endbfrange endcmap";
    let many = format!("begincmap {} endcmap", "1 beginbfrange <0000> <ffff> <0041> endbfrange ".repeat(20_000));
    let widths = [
        "<</Type/Font/Subtype/Type0/BaseFont/X/Encoding/Identity-H/DescendantFonts[6 0 R]>>".to_owned(),
        "<</Type/Font/Subtype/CIDFontType2/BaseFont/X/CIDSystemInfo<<>>/W[0 4000000000 500]>>".to_owned(),
    ];
    let draws = [
        "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>".to_owned(),
        stream("/Type/XObject/Subtype/Form/BBox[0 0 1 1]/Resources<</XObject<</X 7 0 R>>>>", "/X Do"),
        stream("/Type/XObject/Subtype/Form/BBox[0 0 1 1]/Resources<</XObject<</X 6 0 R>>>>", "/X Do"),
    ];
    let tree = objects(&["<</Type/Catalog/Pages 2 0 R>>".to_owned(), "<</Type/Pages/Kids[2 0 R]/Count 1>>".to_owned()]);
    let mut previous = objects(&["<</Type/Catalog>>".to_owned()]);
    let start = String::from_utf8_lossy(&previous).rfind("xref\n0").unwrap();
    let text = String::from_utf8_lossy(&previous).replace("/Root 1 0 R", &format!("/Root 1 0 R/Prev {start}"));
    previous = text.into_bytes();
    let fan: Vec<String> = (0..24)
        .map(|n| {
            stream(
                &format!("/Type/XObject/Subtype/Form/BBox[0 0 1 1]/Resources<</XObject<</X {} 0 R>>>>", 6 + n),
                "/X Do /X Do /X Do /X Do",
            )
        })
        .collect();
    let zeros = {
        let mut packer = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::best());
        packer.write_all(&vec![b' '; 120_000_000]).unwrap();
        let packed = packer.finish().unwrap();
        let mut file = b"%PDF-1.7\n1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n2 0 obj\n<</Type/Pages/Kids[3 0 R]/Count 1>>\nendobj\n3 0 obj\n<</Type/Page/Parent 2 0 R/MediaBox[0 0 1 1]/Contents 4 0 R>>\nendobj\n4 0 obj\n".to_vec();
        writeln!(file, "<</Filter/FlateDecode/Length {}>>stream", packed.len()).unwrap();
        file.extend(packed);
        file.extend(b"\nendstream\nendobj\ntrailer\n<</Size 5/Root 1 0 R>>\n%%EOF\n");
        file
    };
    vec![
        ("pdf: a font whose ranges never end", composite(ranges)),
        ("pdf: a font of many full ranges", composite(&many)),
        ("pdf: widths of four milliards of letters", page(TEXT, font, &widths)),
        ("pdf: forms that draw each other", page("/X Do", "/Font<</F1 5 0 R>>/XObject<</X 6 0 R>>", &draws)),
        ("pdf: forms that draw four times each", page("/X Do", "/XObject<</X 5 0 R>>", &fan)),
        ("pdf: pages that hold themselves", tree),
        ("pdf: a table of objects before itself", previous),
        ("pdf: a stream that unpacks", zeros),
        ("pdf: brackets in brackets", page(&"[".repeat(200_000), font, &[])),
        ("pdf: states in states", page(&"q ".repeat(500_000), font, &[])),
        ("pdf: dictionaries in dictionaries", objects(&[format!("<</Type/Catalog/Pages 2 0 R/X {}>>", "<</X ".repeat(60_000))])),
        ("pdf: a length beyond the file", objects(&["<</Length 99999999999>>stream\n".to_owned()])),
    ]
}

fn eml() -> Vec<(&'static str, Vec<u8>)> {
    let head = "From: a@example.org\r\nTo: b@example.org\r\nSubject: c\r\nMIME-Version: 1.0\r\n";
    let nested: String = (0..5_000).map(|n| format!("Content-Type: multipart/mixed; boundary=b{n}\r\n\r\n--b{n}\r\n")).collect();
    let inside: String = "Content-Type: message/rfc822\r\n\r\nFrom: a@example.org\r\nTo: b@example.org\r\n".repeat(3_000);
    let file = page("BT (a) Tj ET", "", &[]);
    let attached: String = (0..200)
        .map(|n| {
            format!(
                "--b\r\nContent-Type: application/pdf\r\nContent-Disposition: attachment; filename=a{n}.pdf\r\n\r\n{}\r\n",
                String::from_utf8_lossy(&file)
            )
        })
        .collect();
    vec![
        ("eml: parts in parts", format!("{head}{nested}a").into_bytes()),
        ("eml: mails in mails", format!("{head}{inside}\r\na").into_bytes()),
        (
            "eml: a head of ten megabytes",
            format!("{head}{}\r\na", "X-A: aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\r\n".repeat(250_000)).into_bytes(),
        ),
        ("eml: encoded words", format!("{head}Subject: {}\r\n\r\na", "=?utf-8?q?=E2=80?= ".repeat(300_000)).into_bytes()),
        ("eml: two hundred files", format!("{head}Content-Type: multipart/mixed; boundary=b\r\n\r\n{attached}--b--\r\n").into_bytes()),
        (
            "eml: a boundary that never comes",
            format!("{head}Content-Type: multipart/mixed; boundary=b\r\n\r\n{}", "--".repeat(3_000_000)).into_bytes(),
        ),
        ("eml: packed text", format!("{head}Content-Transfer-Encoding: base64\r\n\r\n{}", "YWFh".repeat(3_000_000)).into_bytes()),
    ]
}
