//! The parts of the file that are not its text, and the archive.

use std::fmt::Write as _;
use std::io::{Cursor, Write as _};

use zip::ZipWriter;
use zip::result::ZipError;
use zip::write::SimpleFileOptions;

use crate::export::About;
pub(super) use crate::export::html::escape_xml as escape;

const W: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
const RELATIONS: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006";
const TYPE: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml";
const HEAD: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";

/// The parts beside the text: name and kind.
const PARTS: [(&str, &str); 4] = [("styles", "styles"), ("numbering", "numbering"), ("footnotes", "footnotes"), ("settings", "settings")];

/// Puts the file together. The pages of a text with a wide table lie on their side.
pub(super) fn zipped(about: &About, body: &str, notes: &str, numbering: &str, wide: bool) -> Result<Vec<u8>, ZipError> {
    let direction = if about.right_to_left { "<w:bidi/>" } else { "" };
    let (size, margin) =
        if wide { ("w:w=\"16838\" w:h=\"11906\" w:orient=\"landscape\"", 851) } else { ("w:w=\"11906\" w:h=\"16838\"", 1418) };
    let page = format!(
        "<w:sectPr><w:pgSz {size}/><w:pgMar w:top=\"{margin}\" w:right=\"{margin}\" w:bottom=\"{margin}\" w:left=\"{margin}\" w:header=\"709\" w:footer=\"709\" w:gutter=\"0\"/>{direction}</w:sectPr>"
    );
    let separators = "<w:footnote w:type=\"separator\" w:id=\"-1\"><w:p><w:r><w:separator/></w:r></w:p></w:footnote><w:footnote w:type=\"continuationSeparator\" w:id=\"0\"><w:p><w:r><w:continuationSeparator/></w:r></w:p></w:footnote>";
    let part = |root: &str, inner: &str| format!("{HEAD}<w:{root} xmlns:w=\"{W}\" xmlns:r=\"{RELATIONS}\">{inner}</w:{root}>");
    let files = [
        ("[Content_Types].xml", content_types()),
        (
            "_rels/.rels",
            format!(
                "{HEAD}<Relationships xmlns=\"{PACKAGE}/relationships\"><Relationship Id=\"rId1\" Type=\"{RELATIONS}/officeDocument\" Target=\"word/document.xml\"/><Relationship Id=\"rId2\" Type=\"{PACKAGE}/relationships/metadata/core-properties\" Target=\"docProps/core.xml\"/></Relationships>"
            ),
        ),
        (
            "docProps/core.xml",
            format!(
                "{HEAD}<cp:coreProperties xmlns:cp=\"{PACKAGE}/metadata/core-properties\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\"><dc:title>{}</dc:title><dc:language>{}</dc:language></cp:coreProperties>",
                escape(&about.title),
                about.language
            ),
        ),
        ("word/_rels/document.xml.rels", relations()),
        ("word/document.xml", part("document", &format!("<w:body>{body}{page}</w:body>"))),
        ("word/styles.xml", part("styles", &styles(about))),
        ("word/numbering.xml", part("numbering", numbering)),
        ("word/footnotes.xml", part("footnotes", &format!("{separators}{notes}"))),
        (
            "word/settings.xml",
            part(
                "settings",
                "<w:footnotePr><w:footnote w:id=\"-1\"/><w:footnote w:id=\"0\"/></w:footnotePr><w:compat><w:compatSetting w:name=\"compatibilityMode\" w:uri=\"http://schemas.microsoft.com/office/word\" w:val=\"15\"/></w:compat>",
            ),
        ),
    ];
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    // The same text is the same file: no time is written.
    let options = SimpleFileOptions::default().last_modified_time(zip::DateTime::default());
    for (name, content) in files {
        zip.start_file(name, options)?;
        zip.write_all(content.as_bytes())?;
    }
    Ok(zip.finish()?.into_inner())
}

fn content_types() -> String {
    let mut xml = format!(
        "{HEAD}<Types xmlns=\"{PACKAGE}/content-types\"><Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/><Default Extension=\"xml\" ContentType=\"application/xml\"/><Override PartName=\"/word/document.xml\" ContentType=\"{TYPE}.document.main+xml\"/><Override PartName=\"/docProps/core.xml\" ContentType=\"application/vnd.openxmlformats-package.core-properties+xml\"/>"
    );
    for (name, kind) in PARTS {
        _ = write!(xml, "<Override PartName=\"/word/{name}.xml\" ContentType=\"{TYPE}.{kind}+xml\"/>");
    }
    xml.push_str("</Types>");
    xml
}

fn relations() -> String {
    let mut xml = format!("{HEAD}<Relationships xmlns=\"{PACKAGE}/relationships\">");
    for (index, (name, kind)) in PARTS.iter().enumerate() {
        _ = write!(xml, "<Relationship Id=\"rId{}\" Type=\"{RELATIONS}/{kind}\" Target=\"{name}.xml\"/>", index + 1);
    }
    xml.push_str("</Relationships>");
    xml
}

/// The styles. Their names say what a passage is (see `text/docx/styles.rs`, which reads them).
fn styles(about: &About) -> String {
    let mut xml = format!(
        "<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii=\"Times New Roman\" w:hAnsi=\"Times New Roman\" w:cs=\"Times New Roman\" w:eastAsia=\"SimSun\"/><w:sz w:val=\"24\"/><w:szCs w:val=\"26\"/><w:lang w:val=\"{0}\" w:eastAsia=\"{0}\" w:bidi=\"{0}\"/></w:rPr></w:rPrDefault><w:pPrDefault><w:pPr><w:spacing w:after=\"160\" w:line=\"288\" w:lineRule=\"auto\"/></w:pPr></w:pPrDefault></w:docDefaults>",
        about.language
    );
    let mut style = |id: &str, name: &str, look: &str| {
        let is_default = if id == "Normal" { " w:default=\"1\"" } else { "" };
        let based = if id == "Normal" { "" } else { "<w:basedOn w:val=\"Normal\"/>" };
        _ = write!(
            xml,
            "<w:style w:type=\"paragraph\"{is_default} w:styleId=\"{id}\"><w:name w:val=\"{name}\"/>{based}<w:qFormat/>{look}</w:style>"
        );
    };
    style("Normal", "Normal", "");
    for level in 1..=9 {
        let size = [36, 30, 27, 25, 24, 24, 24, 24, 24][level - 1];
        let look = format!(
            "<w:pPr><w:keepNext/><w:spacing w:before=\"320\" w:after=\"120\"/><w:outlineLvl w:val=\"{}\"/></w:pPr><w:rPr><w:color w:val=\"1F3864\"/><w:sz w:val=\"{size}\"/><w:szCs w:val=\"{size}\"/></w:rPr>",
            level - 1
        );
        style(&format!("Heading{level}"), &format!("heading {level}"), &look);
    }
    style("NumberedParagraph", "numbered paragraph", "");
    style("ListParagraph", "List Paragraph", "<w:pPr><w:contextualSpacing/></w:pPr>");
    for depth in 1..=9 {
        let number = if depth == 1 { String::new() } else { depth.to_string() };
        let name = if depth == 1 { "List Continue".to_owned() } else { format!("List Continue {depth}") };
        style(&format!("ListContinue{number}"), &name, &format!("<w:pPr><w:ind w:left=\"{}\"/></w:pPr>", 720 + 560 * (depth - 1)));
    }
    style(
        "BlockText",
        "Block Text",
        "<w:pPr><w:pBdr><w:left w:val=\"single\" w:sz=\"24\" w:space=\"12\" w:color=\"1F5C99\"/></w:pBdr><w:ind w:left=\"360\" w:right=\"360\"/></w:pPr>",
    );
    style(
        "SourceCode",
        "Source Code",
        "<w:rPr><w:rFonts w:ascii=\"Courier New\" w:hAnsi=\"Courier New\" w:cs=\"Courier New\"/><w:sz w:val=\"20\"/></w:rPr>",
    );
    style(
        "FigureDescription",
        "Figure Description",
        "<w:pPr><w:pBdr><w:top w:val=\"single\" w:sz=\"4\" w:space=\"6\" w:color=\"808080\"/><w:bottom w:val=\"single\" w:sz=\"4\" w:space=\"6\" w:color=\"808080\"/></w:pBdr><w:jc w:val=\"center\"/></w:pPr>",
    );
    style(
        "TableHeading",
        "Table Heading",
        "<w:pPr><w:shd w:val=\"clear\" w:color=\"auto\" w:fill=\"E8EDF3\"/></w:pPr><w:rPr><w:color w:val=\"1F3864\"/></w:rPr>",
    );
    style("FootnoteText", "footnote text", "<w:rPr><w:sz w:val=\"20\"/><w:szCs w:val=\"22\"/></w:rPr>");
    for (id, name, look) in [
        ("FootnoteReference", "footnote reference", "<w:vertAlign w:val=\"superscript\"/>"),
        ("VerbatimChar", "Verbatim Char", "<w:rFonts w:ascii=\"Courier New\" w:hAnsi=\"Courier New\" w:cs=\"Courier New\"/>"),
        ("Hyperlink", "Hyperlink", "<w:color w:val=\"1F5C99\"/><w:u w:val=\"single\"/>"),
    ] {
        _ = write!(xml, "<w:style w:type=\"character\" w:styleId=\"{id}\"><w:name w:val=\"{name}\"/><w:rPr>{look}</w:rPr></w:style>");
    }
    let edge = |side: &str| format!("<w:{side} w:val=\"single\" w:sz=\"4\" w:space=\"0\" w:color=\"808080\"/>");
    let edges: String = ["top", "left", "bottom", "right", "insideH", "insideV"].iter().map(|side| edge(side)).collect();
    _ = write!(
        xml,
        "<w:style w:type=\"table\" w:styleId=\"TableGrid\"><w:name w:val=\"Table Grid\"/><w:tblPr><w:tblBorders>{edges}</w:tblBorders></w:tblPr></w:style>"
    );
    xml
}
