//! Files that are written: a Word file read again is the same text; a comparison accepted is the new text, rejected the old one.

use proptest::prelude::*;
use travaux::text::export::{About, Compared, Comparison, Format, Written, docx};
use travaux::text::inline;
use travaux::text::lineage::align_blocks;
use travaux::text::model::{Block, BlockKind, Cell, Content, Document, Inline};
use travaux::text::read::{Contents, Options, Tracked, read};

use crate::on_both;
use crate::support::samples;

fn about(right_to_left: bool) -> About {
    About {
        title: "Guidance <draft>".into(),
        language: if right_to_left { "ar" } else { "en" },
        right_to_left,
        consultation: "guidance".into(),
        number: "2".into(),
        name: "Draft 2".into(),
        host: "The office".into(),
        day: Some("2026-06-12".into()),
        identities: Vec::new(),
    }
}

fn read_back(bytes: &[u8], tracked: Tracked) -> Document {
    read(bytes, Options { tracked, contents: Contents::Keep }).unwrap().document
}

/// Fails with the first block that differs.
#[track_caller]
fn assert_same(found: &Document, expected: &Document, of: &str) {
    for (index, (found, expected)) in found.blocks.iter().zip(&expected.blocks).enumerate() {
        assert_eq!(found, expected, "{of}, block {index}");
    }
    assert_eq!(found.blocks.len(), expected.blocks.len(), "{of}");
}

fn links(old: &Document, new: &Document) -> Vec<Compared> {
    align_blocks(old, new).into_iter().map(|link| Compared { relation: link.relation, old: link.old, new: link.new }).collect()
}

#[track_caller]
fn compare(old: &Document, new: &Document, of: &str) {
    let links = links(old, new);
    let bytes = docx::comparison(Comparison { old, new, links: &links }, &about(false)).unwrap();
    assert_same(&read_back(&bytes, Tracked::Accept), new, &format!("{of}, accepted"));
    assert_same(&read_back(&bytes, Tracked::Reject), old, &format!("{of}, rejected"));
}

#[test]
fn the_samples_come_back_from_word_files() {
    let Some(folder) = samples::folder() else { return };
    for set in ["uspki-certificate-policy", "openchain-spec-docx", "udhr-six-languages", "office-edge-cases"] {
        let mut files: Vec<_> = std::fs::read_dir(folder.join(set)).unwrap().map(|entry| entry.unwrap().path()).collect();
        files.sort();
        for file in files {
            let Ok(reading) = read(&std::fs::read(&file).unwrap(), Options::default()) else { continue };
            let written = docx::document(&reading.document, &about(file.to_string_lossy().contains("arb"))).unwrap();
            assert_same(&read_back(&written, Tracked::Accept), &reading.document, &file.display().to_string());
        }
    }
}

#[test]
fn comparisons_of_the_samples_are_accepted_and_rejected() {
    for (old, new) in [
        ("uspki-certificate-policy/certificate-policy_v0.4.md", "uspki-certificate-policy/certificate-policy_v1.0.md"),
        ("openchain-spec-docx/OpenChainSpec-1.1.docx", "openchain-spec-docx/OpenChainSpec-1.2.docx"),
        ("openchain-spec-docx/OpenChainSpec-2.0.docx", "openchain-spec-docx/OpenChainSpec-2.1.docx"),
        ("openchain-spec-docx/openchain-2.1.md", "openchain-spec-docx/openchain-3.0.md"),
    ] {
        let (Some(before), Some(after)) = (samples::document(old), samples::document(new)) else { return };
        compare(&before, &after, new);
    }
}

/// Words that begin with no label.
fn words() -> impl Strategy<Value = String> {
    proptest::sample::select(vec![
        "entities",
        "should",
        "assess the",
        "impact,",
        "of every",
        "technology.",
        "before",
        "نص",
        "评估",
        "use; it",
        "“so”",
        "<b>&",
    ])
    .prop_map(str::to_owned)
}

fn running() -> impl Strategy<Value = Vec<Inline>> {
    let leaf = prop_oneof![
        6 => words().prop_map(|words| Inline::Text(format!("{words} "))),
        1 => words().prop_map(Inline::Code),
        1 => Just(Inline::Break),
    ];
    let piece = leaf.prop_recursive(2, 8, 3, |inner| {
        let several = proptest::collection::vec(inner, 1..3);
        prop_oneof![
            several.clone().prop_map(Inline::Strong),
            several.clone().prop_map(Inline::Emphasis),
            several.clone().prop_map(Inline::Superscript),
            several.prop_map(|content| Inline::Link { address: "https://example.org/?a=1&b=2".into(), content }),
        ]
    });
    (words(), proptest::collection::vec(piece, 0..7)).prop_map(|(first, mut rest)| {
        rest.insert(0, Inline::Text(format!("{first} ")));
        inline::normal(&rest)
    })
}

fn table() -> impl Strategy<Value = Content> {
    (1..4_usize, 1..4_usize, any::<bool>(), any::<bool>(), proptest::collection::vec(running(), 9)).prop_map(
        |(rows, columns, heads, merged, texts)| {
            let cell = |row: usize, column: usize| Cell {
                header: heads && row == 0 || row == 2 && column == 0,
                columns: 1,
                rows: 1,
                content: texts[row * 3 + column].clone(),
            };
            let mut table: Vec<Vec<Cell>> = (0..rows).map(|row| (0..columns).map(|column| cell(row, column)).collect()).collect();
            if merged && rows > 1 && columns > 1 {
                // The first cell of the second row and the one above are one; so are the last two of the first row.
                table[0][0].rows = 2;
                table[1].remove(0);
                if columns > 2 {
                    table[0][1].columns = 2;
                    table[0].truncate(2);
                }
            }
            Content::Table(table)
        },
    )
}

fn block() -> impl Strategy<Value = Block> {
    let label = |labels: &'static [&'static str]| proptest::sample::select(labels.to_vec());
    let with = |kind: BlockKind, level: u8, (label, typed): (&str, bool), content: Vec<Inline>| Block {
        label: label.to_owned(),
        typed: typed && !label.is_empty(),
        ..Block::inline(kind, level, content)
    };
    prop_oneof![
        3 => (1..5_u8, label(&["", "3.1", "II", "A.2"]), any::<bool>(), running()).prop_map(move |(level, label, typed, content)| with(BlockKind::Heading, level, (label, typed), content)),
        4 => (label(&["", "1", "2", "7", "12 (a)"]), running()).prop_map(move |(label, content)| with(BlockKind::Paragraph, 0, (label, label.contains('(')), content)),
        1 => (1..4_u8, running()).prop_map(move |(level, content)| with(BlockKind::Paragraph, level, ("", false), content)),
        3 => (1..4_u8, label(&["", "(a)", "(b)", "ii", "4", "٣", "1a"]), any::<bool>(), running()).prop_map(move |(level, label, typed, content)| with(BlockKind::ListItem, level, (label, typed && label.starts_with('(')), content)),
        1 => running().prop_map(move |content| with(BlockKind::Paragraph, 0, ("", false), vec![Inline::Strong(vec![Inline::Text(travaux::text::model::plain_text(&content))])])),
        1 => running().prop_map(move |content| with(BlockKind::Box, 0, ("", false), content)),
        1 => Just(with(BlockKind::Code, 0, ("", false), vec![Inline::Text("  let a = 1;\n\tb  <&> c".into())])),
        1 => words().prop_map(move |words| with(BlockKind::Figure, 0, ("", false), vec![Inline::Text(words)])),
        1 => table().prop_map(|content| Block { content, ..Block::inline(BlockKind::Table, 0, Vec::new()) }),
    ]
}

/// Gives some paragraphs notes, whose marks are counted or their own, in the order of the text.
fn with_notes(mut blocks: Vec<Block>, wanted: &[bool]) -> Document {
    let mut notes = Vec::new();
    for (block, _) in blocks.iter_mut().zip(wanted).filter(|(_, wanted)| **wanted) {
        if let (Content::Inline(content), BlockKind::Paragraph | BlockKind::ListItem | BlockKind::Heading) =
            (&mut block.content, block.kind)
        {
            let mark = if notes.len() == 2 { "*".to_owned() } else { (notes.len() + 1 - usize::from(notes.len() > 2)).to_string() };
            content.push(Inline::Note(mark.clone()));
            notes.push(Block { label: mark, ..Block::inline(BlockKind::Footnote, 0, vec![Inline::Text("See 12. there.".into())]) });
        }
    }
    travaux::text::numbering::settle_numbered_paragraphs(&mut blocks);
    blocks.extend(notes);
    Document { blocks }
}

fn document() -> impl Strategy<Value = Document> {
    (proptest::collection::vec(block(), 1..8), proptest::collection::vec(any::<bool>(), 8))
        .prop_map(|(blocks, wanted)| with_notes(blocks, &wanted))
}

proptest! {
    #[test]
    fn any_text_comes_back_from_a_word_file(document in document(), right_to_left in any::<bool>()) {
        let written = docx::document(&document, &about(right_to_left)).unwrap();
        assert_same(&read_back(&written, Tracked::Accept), &document, "written");
    }

    #[test]
    fn any_comparison_is_accepted_and_rejected(old in document(), new in document(), kept in proptest::collection::vec(0..8_usize, 0..6)) {
        // Some blocks of the old text stand in the new one too, in whatever order.
        let notes = |document: &Document| document.blocks.iter().filter(|block| block.kind != BlockKind::Footnote && block.notes().is_empty()).cloned().collect::<Vec<_>>();
        let mut blocks = notes(&new);
        for index in kept {
            if let Some(block) = notes(&old).get(index) {
                blocks.insert(index.min(blocks.len()), block.clone());
            }
        }
        prop_assume!(!blocks.is_empty());
        let new = with_notes(blocks, &[true, false, true, true]);
        compare(&old, &new, "comparison");
    }
}

on_both! {
    async fn drafts_and_comparisons_are_downloaded_in_every_format(app) {
        app.consultation("files").await;
        let one = "# Guidance\n\n1. Entities *should* assess.[^1]\n\n2. Findings are published in a form that those affected can understand.\n\n3. Remedy should be available to everybody whom a decision may harm.\n\n| A | B |\n| - | - |\n| c | d |\n\n[^1]: A & note.\n";
        app.draft("files", "1", one.as_bytes()).await;
        app.publish("files", "1").await;
        let two = one.replace("should be available", "shall be available").replace("1. Entities", "1. A first paragraph that is new in this draft.\n\n2. Entities").replace("2. Findings", "3. Findings").replace("3. Remedy", "4. Remedy");
        app.draft("files", "2", two.as_bytes()).await;
        let secret = app.get("/en/consultations/files/drafts/2/download.docx").await;
        assert_eq!(secret.status, 404);
        app.get("/en/consultations/files/compare/1...2/download.docx").await.expect(404);
        app.publish("files", "2").await;
        let page = app.get("/en/consultations/files/drafts/2").await.expect(200).text();
        for format in Format::ALL {
            let extension = format.extension();
            assert!(page.contains(&format!("download.{extension}?")), "{extension} is offered");
            for address in ["drafts/2", "compare/1...2"] {
                let file = app.get(&format!("/en/consultations/files/{address}/download.{extension}")).await.expect(200);
                assert_eq!(file.header("content-type"), Some(format.content_type()));
                assert!(file.header("content-disposition").unwrap().contains(&format!(".{extension}")));
                assert!(file.bytes.len() > 250, "{address} {extension}");
            }
        }
        let akoma = app.get("/en/consultations/files/drafts/2/download.akn.xml").await.text();
        // The third paragraph of the first draft, which is the fourth of the second, is known as what it was.
        assert!(akoma.contains("wId=\"d1-p4\"><num>4</num>") && akoma.contains("wId=\"d2-p2\""), "{akoma}");
        assert!(akoma.contains("<p>A &amp; note.</p></authorialNote>"));
        let word = app.get("/en/consultations/files/compare/1...2/download.docx").await;
        assert_eq!(read_back(&word.bytes, Tracked::Accept), read(two.as_bytes(), Options::default()).unwrap().document);
        assert_eq!(read_back(&word.bytes, Tracked::Reject), read(one.as_bytes(), Options::default()).unwrap().document);
        let markdown = app.get("/en/consultations/files/compare/1...2/download.md").await.text();
        assert!(markdown.contains("Remedy {--should--}{++shall++} be available"), "{markdown}");
        let html = app.get("/en/consultations/files/compare/1...2/download.html").await.text();
        assert!(html.contains("<del>should</del><ins>shall</ins>"), "{html}");
        app.get("/en/consultations/files/drafts/2/download.exe").await.expect(404);
    }
}

#[test]
fn akoma_ntoso_is_well_formed_whatever_a_draft_holds() {
    let mut runner = proptest::test_runner::TestRunner::default();
    runner
        .run(&(document(), document()), |(old, new)| {
            let links = links(&old, &new);
            for written in [Written::Draft(&new), Written::Comparison(Comparison { old: &old, new: &new, links: &links })] {
                for format in [Format::AkomaNtoso, Format::Html, Format::Markdown] {
                    let bytes = format.write(written, &about(false), &[]).unwrap();
                    let text = String::from_utf8(bytes).unwrap();
                    if format == Format::AkomaNtoso {
                        roxmltree::Document::parse(&text).unwrap();
                    }
                }
            }
            Ok(())
        })
        .unwrap();
}

#[cfg(feature = "pdf")]
mod pdf {
    use super::*;
    use std::path::PathBuf;

    fn fonts() -> Vec<PathBuf> {
        travaux::config::SYSTEM_FONTS.split(':').map(PathBuf::from).collect()
    }

    #[test]
    fn a_draft_in_six_languages_is_a_tagged_pdf() {
        let text = "# Guidance توجيهات 指导 Руководство\n\n### Level three first\n\n1. Entities *should* **assess** `code` [this](https://example.org/).[^1]\n\n2. ينبغي للكيانات أن تقيِّم 12 أثراً.\n\n- (a) 各实体应评估影响。\n\n> Ключевое положение: “#set text”\n\n| A | B |\n| - | - |\n| c | d |\n\n[^1]: A note.\n";
        let document = read(text.as_bytes(), Options::default()).unwrap().document;
        let bytes = Format::Pdf.write(Written::Draft(&document), &about(true), &fonts()).unwrap();
        assert!(bytes.starts_with(b"%PDF-1.7"));
        let has = |part: &[u8]| bytes.windows(part.len()).any(|window| window == part);
        assert!(has(b"/StructTreeRoot") && has(b"pdfuaid:part"), "tagged, and says that it is PDF/UA");
    }

    #[test]
    fn comparisons_and_whatever_a_draft_holds_are_set() {
        let config = proptest::test_runner::Config { cases: 12, failure_persistence: None, ..Default::default() };
        proptest::test_runner::TestRunner::new(config)
            .run(&(document(), document()), |(old, new)| {
                let links = links(&old, &new);
                let written = Written::Comparison(Comparison { old: &old, new: &new, links: &links });
                Format::Pdf.write(written, &about(false), &fonts()).unwrap();
                Ok(())
            })
            .unwrap();
    }

    #[test]
    fn a_script_without_a_font_is_said_and_not_left_blank() {
        let document = read("# T\n\nWords.\n".as_bytes(), Options::default()).unwrap().document;
        let error = Format::Pdf.write(Written::Draft(&document), &about(false), &[PathBuf::from("/nowhere")]).unwrap_err();
        assert!(error.to_string().contains("TRAVAUX_FONTS"), "{error}");
    }
}
