//! Reading the files that offices write: what each peculiarity of a Word file becomes, and what hostile files are told.

use travaux::text::model::BlockKind;
use travaux::text::read::{Options, Problem, ReadError, Reading, Tracked, read};

use crate::support::docx::{Docx, p, zipped};

fn accepted(bytes: &[u8]) -> Reading {
    read(bytes, Options::default()).unwrap()
}

/// The blocks as `kind level [label] text`.
fn shown(reading: &Reading) -> Vec<String> {
    let kind = |kind: BlockKind, level: u8| match kind {
        BlockKind::Heading => format!("h{level}"),
        BlockKind::ListItem => format!("li{level}"),
        BlockKind::Paragraph if level > 0 => format!("p{level}"),
        other => other.as_str().to_owned(),
    };
    reading
        .document
        .blocks
        .iter()
        .map(|block| format!("{} [{}] {}", kind(block.kind, block.level), block.printed_label(), block.plain()))
        .collect()
}

fn problems(reading: &Reading) -> Vec<(Problem, &str)> {
    reading.warnings.iter().map(|warning| (warning.problem, warning.detail.as_str())).collect()
}

const STYLES: &str = r#"<w:style w:type="paragraph" w:styleId="H1"><w:name w:val="heading 1"/><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr><w:outlineLvl w:val="0"/></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="H2"><w:name w:val="heading 2"/><w:basedOn w:val="H1"/><w:pPr><w:numPr><w:ilvl w:val="1"/></w:numPr><w:outlineLvl w:val="1"/></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="Num"><w:name w:val="Office Paragraph"/><w:pPr><w:numPr><w:numId w:val="2"/></w:numPr></w:pPr></w:style>
<w:style w:type="character" w:styleId="Strong"><w:name w:val="Strong"/><w:rPr><w:b/></w:rPr></w:style>"#;

const NUMBERING: &str = r#"<w:abstractNum w:abstractNumId="10">
<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="upperRoman"/><w:pStyle w:val="H1"/><w:lvlText w:val="%1."/></w:lvl>
<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="upperLetter"/><w:pStyle w:val="H2"/><w:lvlText w:val="%1.%2"/></w:lvl></w:abstractNum>
<w:abstractNum w:abstractNumId="20"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl>
<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="lowerLetter"/><w:lvlText w:val="(%2)"/></w:lvl>
<w:lvl w:ilvl="2"><w:start w:val="1"/><w:numFmt w:val="lowerRoman"/><w:isLgl/><w:lvlText w:val="%1.%2.%3"/></w:lvl></w:abstractNum>
<w:abstractNum w:abstractNumId="30"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="bullet"/><w:lvlText w:val="•"/></w:lvl></w:abstractNum>
<w:num w:numId="1"><w:abstractNumId w:val="10"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="20"/></w:num>
<w:num w:numId="3"><w:abstractNumId w:val="20"/><w:lvlOverride w:ilvl="1"><w:startOverride w:val="1"/></w:lvlOverride></w:num>
<w:num w:numId="4"><w:abstractNumId w:val="30"/></w:num>"#;

fn numbered(style: &str, numbering: Option<(u32, u32)>, text: &str) -> String {
    let style = if style.is_empty() { String::new() } else { format!(r#"<w:pStyle w:val="{style}"/>"#) };
    let numbering = numbering
        .map(|(instance, level)| format!(r#"<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{instance}"/></w:numPr>"#))
        .unwrap_or_default();
    format!("<w:p><w:pPr>{style}{numbering}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>")
}

#[test]
fn numbers_are_those_that_word_prints() {
    let body = [
        numbered("H1", None, "Scope"),
        numbered("H2", None, "Entities"),
        numbered("Num", None, "First"),
        numbered("", Some((2, 1)), "one"),
        numbered("", Some((2, 1)), "two"),
        numbered("", Some((2, 2)), "legal"),
        // An empty numbered paragraph counts.
        numbered("Num", None, ""),
        numbered("Num", None, "Third"),
        numbered("", Some((2, 1)), "starts again"),
        numbered("", Some((3, 1)), "is made to start again"),
        numbered("H2", None, "Terms"),
        numbered("H1", None, "Aim"),
        numbered("H2", None, "Starts with A"),
        numbered("", Some((4, 0)), "bullet"),
        numbered("", Some((0, 0)), "numbering switched off"),
        numbered("Num", None, "Fourth"),
    ];
    let reading = accepted(&Docx::new(&body.concat()).part("styles", STYLES).part("numbering", NUMBERING).bytes());
    assert_eq!(
        shown(&reading),
        [
            "h1 [I] Scope",
            "h2 [I.A] Entities",
            "li1 [1] First",
            "li2 [(a)] one",
            "li2 [(b)] two",
            "li3 [1.2.1] legal",
            "li1 [3] Third",
            "li2 [(a)] starts again",
            "li2 [(a)] is made to start again",
            "h2 [I.B] Terms",
            "h1 [II] Aim",
            "h2 [II.A] Starts with A",
            "li1 [] bullet",
            "paragraph [] numbering switched off",
            "li1 [4] Fourth",
        ]
    );
}

#[test]
fn typed_numbers_are_labels_in_every_script() {
    let body = ["12. Of this", "12 (a) x", "\u{200f}\u{202b}٣. النطاق", "一、范围", "III.B Scope here", "(iv) the fourth"].map(p).concat();
    let labels: Vec<String> = accepted(&Docx::new(&body).bytes()).document.blocks.iter().map(|block| block.label.clone()).collect();
    assert_eq!(labels, ["12", "12 (a)", "٣", "一", "III.B", "(iv)"]);
}

#[test]
fn short_bold_lines_before_text_are_headings() {
    let bold = |size: u32, text: &str| {
        format!(r#"<w:p><w:r><w:rPr><w:rStyle w:val="Strong"/><w:sz w:val="{size}"/></w:rPr><w:t>{text}</w:t></w:r></w:p>"#)
    };
    let text = p("A sentence of the text that is not bold and ends with a full stop.");
    let body = [
        bold(32, "Guidance"),
        text.clone(),
        bold(28, "A. Scope"),
        text.clone(),
        bold(28, "B. Aim"),
        text.clone(),
        bold(24, "Key point:"),
        text.clone(),
        text.clone(),
        text.clone(),
        text.clone(),
        bold(24, "At the very end"),
    ];
    let reading = accepted(&Docx::new(&body.concat()).part("styles", STYLES).bytes());
    let headings: Vec<String> = shown(&reading).into_iter().filter(|line| line.starts_with('h')).collect();
    assert_eq!(headings, ["h1 [] Guidance", "h2 [A.] Scope", "h2 [B.] Aim"]);
}

const CHANGED: &str = r#"<w:p><w:r><w:t xml:space="preserve">One </w:t></w:r><w:ins w:id="1" w:author="A"><w:r><w:t xml:space="preserve">new </w:t></w:r></w:ins><w:del w:id="2" w:author="A"><w:r><w:delText xml:space="preserve">old </w:delText></w:r></w:del><w:r><w:t>text.</w:t></w:r></w:p>
<w:p><w:pPr><w:rPr><w:del w:id="3" w:author="A"/></w:rPr></w:pPr><w:r><w:t xml:space="preserve">Joined </w:t></w:r></w:p><w:p><w:r><w:t>later.</w:t></w:r></w:p>
<w:p><w:pPr><w:rPr><w:moveFrom w:id="4" w:author="A"/></w:rPr></w:pPr><w:moveFromRangeStart w:id="5" w:name="m"/><w:moveFrom w:id="6" w:author="A"><w:r><w:t>Moved.</w:t></w:r></w:moveFrom></w:p><w:p><w:r><w:t>Stays.</w:t></w:r></w:p>
<w:p><w:pPr><w:rPr><w:moveTo w:id="7" w:author="A"/></w:rPr></w:pPr><w:moveTo w:id="8" w:author="A"><w:r><w:t>Moved.</w:t></w:r></w:moveTo></w:p>
<w:p><w:pPr><w:pStyle w:val="H1"/><w:pPrChange w:id="9" w:author="A"><w:pPr/></w:pPrChange></w:pPr><w:r><w:t>Was a paragraph</w:t></w:r></w:p>
<w:tbl><w:tr><w:tc><w:p><w:r><w:t>kept</w:t></w:r></w:p></w:tc></w:tr><w:tr><w:trPr><w:ins w:id="10" w:author="A"/></w:trPr><w:tc><w:p><w:r><w:t>row</w:t></w:r></w:p></w:tc></w:tr></w:tbl>"#;

#[test]
fn tracked_changes_are_accepted_or_rejected_whole() {
    let bytes = Docx::new(CHANGED).part("styles", STYLES).bytes();
    let reading = accepted(&bytes);
    let expected = [
        "paragraph [] One new text.",
        "paragraph [] Joined later.",
        "paragraph [] Stays.",
        "paragraph [] Moved.",
        "h1 [] Was a paragraph",
        "table [] kept\nrow",
    ];
    assert_eq!(shown(&reading), expected);
    assert_eq!((reading.facts.insertions, reading.facts.deletions, reading.facts.moves), (2, 2, 2));
    let rejected = read(&bytes, Options { tracked: Tracked::Reject, ..Options::default() }).unwrap();
    let expected = [
        "paragraph [] One old text.",
        "paragraph [] Joined",
        "paragraph [] later.",
        "paragraph [] Moved.",
        "paragraph [] Stays.",
        "paragraph [] Was a paragraph",
        "table [] kept",
    ];
    assert_eq!(shown(&rejected), expected);
}

#[test]
fn remarks_come_with_their_words() {
    let body = format!(
        r#"{}<w:p><w:r><w:t xml:space="preserve">Entities </w:t></w:r><w:commentRangeStart w:id="0"/><w:r><w:t>should assess</w:t></w:r><w:commentRangeEnd w:id="0"/><w:r><w:commentReference w:id="0"/></w:r><w:r><w:t xml:space="preserve"> it.</w:t></w:r><w:r><w:commentReference w:id="1"/></w:r></w:p>"#,
        p("Before.")
    );
    let comments = r#"<w:comment w:id="0" w:author="Lina" w:date="2026-03-01T10:00:00Z"><w:p w14:paraId="AA"><w:r><w:t>Say must.</w:t></w:r></w:p><w:p w14:paraId="AB"><w:r><w:t>Twice.</w:t></w:r></w:p></w:comment><w:comment w:id="1" w:author="Omar"><w:p w14:paraId="AC"><w:r><w:t>I agree.</w:t></w:r></w:p></w:comment>"#;
    let extended = r#"<w15:commentEx w15:paraId="AC" w15:paraIdParent="AB" w15:done="0"/>"#;
    let reading = accepted(&Docx::new(&body).part("comments", comments).part("commentsExtended", extended).bytes());
    let [first, second] = reading.remarks.as_slice() else { panic!("{:?}", reading.remarks) };
    assert_eq!(
        (first.author.as_str(), first.text.as_str(), first.quote.as_str(), first.block),
        ("Lina", "Say must.\nTwice.", "should assess", Some(1))
    );
    assert_eq!((second.quote.as_str(), second.block, second.answers), ("", Some(1), Some(0)));
}

#[test]
fn nothing_vanishes_without_a_word() {
    let body = r#"<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj></w:sdtPr><w:sdtContent><w:p><w:r><w:t>Scope 1</w:t></w:r></w:p><w:p><w:r><w:t>Aim 2</w:t></w:r></w:p></w:sdtContent></w:sdt>
<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>hidden</w:t></w:r><w:r><w:t>Seen </w:t></w:r><w:r><w:rPr><w:strike/></w:rPr><w:t>struck</w:t></w:r><w:r><w:subDocument/></w:r></w:p>
<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> HYPERLINK "https://example.org/a" </w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>a link</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> LISTNUM </w:instrText></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>
<w:altChunk r:id="x"/><w:p><w:r><w:t>Note</w:t><w:footnoteReference w:id="9"/></w:r><w:r><w:drawing><wp:inline><wp:docPr id="1" name="Picture"/></wp:inline></w:drawing></w:r></w:p>"#;
    let reading = accepted(&Docx::new(body).part("header", &p("DRAFT 2 of the office")).bytes());
    assert_eq!(shown(&reading), ["paragraph [] Seen struck", "paragraph [] a link", "paragraph [] Note", "figure [] "]);
    assert_eq!(
        problems(&reading),
        [
            (Problem::HiddenText, "hidden"),
            (Problem::StruckText, "struck"),
            (Problem::UnknownContent, "subDocument"),
            (Problem::ContentsDropped, "2"),
            (Problem::RunningHeadDropped, "DRAFT 2 of the office"),
            (Problem::UnknownContent, "LISTNUM"),
            (Problem::UnknownContent, "altChunk"),
            (Problem::FigureWithoutDescription, ""),
            (Problem::NoteMissing, "1"),
        ]
    );
    assert!(
        matches!(&reading.document.blocks[1].content, travaux::text::model::Content::Inline(content) if matches!(content.as_slice(), [travaux::text::model::Inline::Link { .. }]))
    );
}

#[test]
fn notes_keep_their_marks_and_right_to_left_runs_their_weight() {
    let body = r#"<w:p><w:r><w:t>Text</w:t></w:r><w:r><w:footnoteReference w:customMarkFollows="1" w:id="2"/><w:t>*</w:t></w:r><w:r><w:footnoteReference w:id="3"/></w:r><w:r><w:rPr><w:rtl/><w:b w:val="0"/><w:bCs/></w:rPr><w:t xml:space="preserve"> نص</w:t></w:r></w:p>"#;
    let notes = r#"<w:footnote w:type="separator" w:id="0"><w:p/></w:footnote><w:footnote w:id="2"><w:p><w:r><w:t>* Of its own.</w:t></w:r></w:p></w:footnote><w:footnote w:id="3"><w:p><w:r><w:footnoteRef/></w:r><w:r><w:t xml:space="preserve"> Counted.</w:t></w:r></w:p></w:footnote>"#;
    let reading = accepted(&Docx::new(body).part("footnotes", notes).bytes());
    assert_eq!(shown(&reading), ["paragraph [] Text نص", "footnote [*] Of its own.", "footnote [1] Counted."]);
    assert_eq!(reading.document.blocks[0].notes(), ["*", "1"]);
    let html = travaux::text::export::html::content(&reading.document.blocks[0]);
    assert!(html.ends_with("<strong>نص</strong>"), "{html}");
}

#[test]
fn merged_cells_and_headings_of_tables() {
    let cell = |properties: &str, text: &str| format!("<w:tc><w:tcPr>{properties}</w:tcPr>{}</w:tc>", p(text));
    let body = format!(
        r#"<w:tbl><w:tblPr><w:tblLook w:firstRow="0"/></w:tblPr><w:tr><w:trPr><w:tblHeader/></w:trPr>{}{}</w:tr><w:tr>{}{}{}</w:tr><w:tr>{}{}</w:tr></w:tbl>"#,
        cell(r#"<w:gridSpan w:val="2"/>"#, "wide"),
        cell(r#"<w:vMerge w:val="restart"/>"#, "tall"),
        cell("", "a"),
        cell("", "b"),
        cell("<w:vMerge/>", ""),
        cell("", "c"),
        cell("", "d"),
    );
    let reading = accepted(&Docx::new(&body).bytes());
    let html = travaux::text::export::html::content(&reading.document.blocks[0]);
    assert_eq!(
        html,
        "<table><tr><th colspan=\"2\">wide</th><th rowspan=\"2\">tall</th></tr><tr><td>a</td><td>b</td></tr><tr><td>c</td><td>d</td></tr></table>"
    );
}

#[test]
fn a_text_box_is_read_once_and_all_boxes_are() {
    let text = |words: &str| format!("<w:txbxContent>{}</w:txbxContent>", p(words));
    let body = format!(
        r#"<w:p><w:r><w:t>Beside.</w:t></w:r><w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing>{}{}</w:drawing></mc:Choice><mc:Fallback><w:pict>{}</w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>"#,
        text("Key message"),
        text("Another"),
        text("Key message")
    );
    assert_eq!(shown(&accepted(&Docx::new(&body).bytes())), ["paragraph [] Beside.", "box [] Key message", "box [] Another"]);
}

#[test]
fn what_cannot_be_read_is_told_why() {
    let document = |xml: &str| zipped(&[("word/document.xml", xml.as_bytes())]);
    let namespace = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
    let whole = Docx::new(&p("Text.")).bytes();
    let mut old = vec![0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];
    old.resize(4_096, 0);
    let mut encrypted = old.clone();
    encrypted.extend("EncryptedPackage".bytes().flat_map(|byte| [byte, 0]));
    let bomb = format!("<w:document xmlns:w='{namespace}'><w:body>{}</w:body></w:document>", "<w:p/>".repeat(3_000_000));
    let nested = format!(
        "<w:document xmlns:w='{namespace}'><w:body>{}{}</w:body></w:document>",
        "<w:sdt><w:sdtContent>".repeat(150),
        "</w:sdtContent></w:sdt>".repeat(150)
    );
    let deeper = format!("<w:document xmlns:w='{namespace}'>{}", "<w:a>".repeat(1_000_000));
    let entities = r#"<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;">]><x>&b;</x>"#;
    let external = r#"<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><x>&a;</x>"#;
    let attributes = format!("<w:document xmlns:w='{namespace}' {}/>", (0..100_000).map(|n| format!("a{n}='' ")).collect::<String>());
    let parts: Vec<(String, &[u8])> = (0..20_000).map(|n| (format!("x{n}"), &b""[..])).collect();
    let many = zipped(&parts.iter().map(|(name, bytes)| (name.as_str(), *bytes)).collect::<Vec<_>>());
    let large = zipped(&[("word/document.xml", vec![b' '; 70 * 1024 * 1024].as_slice())]);
    for (name, bytes, expected) in [
        ("nothing", Vec::new(), ReadError::Empty),
        ("white space", b" \n\t ".to_vec(), ReadError::Empty),
        ("a truncated file", whole[..whole.len() / 2].to_vec(), ReadError::Broken),
        ("a zip of something else", zipped(&[("mimetype", b"application/zip")]), ReadError::UnknownFormat),
        ("broken XML", document("<w:document"), ReadError::Broken),
        ("XML without an end", document(&deeper), ReadError::Hostile),
        ("an old Word file", old, ReadError::OldWord),
        ("a file with a password", encrypted, ReadError::Encrypted),
        ("a PDF", b"%PDF-1.7 \n1 0 obj".to_vec(), ReadError::UnknownFormat),
        ("a picture", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR".to_vec(), ReadError::UnknownFormat),
        ("RTF", b"{\\rtf1 text}".to_vec(), ReadError::UnknownFormat),
        ("binary", b"text\0text".to_vec(), ReadError::UnknownFormat),
        ("entities", document(entities), ReadError::Hostile),
        ("external entities", document(external), ReadError::Hostile),
        ("a bomb", document(&bomb), ReadError::Hostile),
        ("absurd nesting", document(&nested), ReadError::Hostile),
        ("attributes without end", document(&attributes), ReadError::Hostile),
        ("parts without end", many, ReadError::Hostile),
        ("a part without end", large, ReadError::TooLarge),
        ("no text", Docx::new("<w:p/>").bytes(), ReadError::NoText),
        ("HTML nested without end", "<div>".repeat(100_000).into_bytes(), ReadError::Hostile),
    ] {
        assert_eq!(read(&bytes, Options::default()).map(|reading| shown(&reading)).err(), Some(expected), "{name}");
    }
}

#[test]
fn a_long_file_is_read_whole() {
    let body: String = (0..16_000).map(|n| p(&format!("Paragraph {n} of a long text."))).collect();
    assert_eq!(accepted(&Docx::new(&body).bytes()).document.blocks.len(), 16_000);
}

/// What a reader is fed: its own format with bytes changed, cut out or put in, and plain noise.
fn fed(seed: &[u8], changes: &[(proptest::sample::Index, u8, u8)]) -> Vec<u8> {
    let mut bytes = seed.to_vec();
    for (at, kind, value) in changes {
        if bytes.is_empty() {
            break;
        }
        let at = at.index(bytes.len());
        match kind % 3 {
            0 => bytes[at] = *value,
            1 => drop(bytes.drain(at..(at + usize::from(*value)).min(bytes.len()))),
            _ => drop(bytes.splice(at..at, [*value, b'<', b'[', *value])),
        }
    }
    bytes
}

/// No bytes crash a reader: they are a text, or refused for a reason that has a name. The XML of a Word file is changed before it
/// is packed, so that what is changed is read.
#[test]
fn readers_take_or_refuse_whatever_they_are_fed() {
    use proptest::prelude::*;
    let markdown = "# T\n\n1. a *b* [c](https://d.e)[^1]\n\n| f | g |\n| - | - |\n| h | i |\n\n> j\n\n[^1]: k\n";
    let html = "<html><body><h1>T</h1><ol><li>a<ul><li>b</li></ul></li></ol><table><tr><td colspan=2>c</td></tr></table><p>d<sup>1</sup></p></body></html>";
    let word = r#"<w:p><w:pPr><w:pStyle w:val="H"/></w:pPr><w:r><w:t>a</w:t></w:r><w:ins><w:r><w:t>b</w:t></w:r></w:ins></w:p><w:tbl><w:tr><w:tc><w:p/></w:tc></w:tr></w:tbl><w:p><w:r><w:fldChar w:fldCharType="begin"/><w:footnoteReference w:id="1"/></w:r></w:p>"#;
    let changes = proptest::collection::vec((any::<proptest::sample::Index>(), any::<u8>(), any::<u8>()), 0..12);
    proptest!(proptest::test_runner::Config { cases: 400, failure_persistence: None, ..Default::default() }, |(changes in changes)| {
        for seed in [markdown.as_bytes().to_vec(), html.as_bytes().to_vec(), Docx::new(word).bytes()] {
            _ = read(&fed(&seed, &changes), Options::default());
        }
        let body = String::from_utf8_lossy(&fed(word.as_bytes(), &changes)).into_owned();
        _ = read(&Docx::new(&body).bytes(), Options::default());
    });
}
