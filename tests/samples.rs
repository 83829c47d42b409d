//! Real documents: every draft of the samples imported and published one after another, and the counted facts of
//! their READMEs.

use travaux::text::lineage::{Relation, align};
use travaux::text::model::{BlockKind, Document, Unit};
use travaux::text::read::{Contents, Options, ReadError, Reading, Tracked, read};

use crate::on_both;
use crate::support::samples::{self, document, running as units};

/// How many units have the same text, each counted once.
fn same_texts(old: &[Unit], new: &[Unit]) -> usize {
    let mut left: std::collections::HashMap<&str, usize> = std::collections::HashMap::new();
    for unit in old {
        *left.entry(&unit.text).or_default() += 1;
    }
    new.iter()
        .filter(|unit| left.get_mut(unit.text.as_str()).is_some_and(|count| count.checked_sub(1).map(|rest| *count = rest).is_some()))
        .count()
}

fn count(lineage: &travaux::text::lineage::Lineage, relation: Relation) -> usize {
    lineage.links.iter().filter(|link| link.relation == relation).count()
}

#[test]
fn the_certificate_policies_are_followed() {
    let path = |version: &str| format!("uspki-certificate-policy/certificate-policy_v{version}.md");
    let Some(drafts) = ["0.1", "0.2", "0.3", "0.4", "1.0"].map(|version| document(&path(version))).into_iter().collect::<Option<Vec<_>>>()
    else {
        return;
    };
    let headings = drafts[0].blocks.iter().filter(|block| block.kind == BlockKind::Heading && !block.label.is_empty()).count();
    assert_eq!(headings, 315, "numbered headings of v0.1");
    let nothing = align(&units(&drafts[1]), &units(&drafts[2]));
    assert!(nothing.links.iter().all(|link| link.relation == Relation::Unchanged));
    for pair in drafts.windows(2) {
        let (old, new) = (units(&pair[0]), units(&pair[1]));
        let lineage = align(&old, &new);
        let found = count(&lineage, Relation::Unchanged) + count(&lineage, Relation::Moved);
        assert_eq!(found, same_texts(&old, &new), "identical blocks");
        // What stands once in both drafts has one true pair, and what did not move stands in order.
        let once = |units: &[Unit], text: &str| units.iter().filter(|unit| unit.text == text).count() == 1;
        let mut last = None;
        for link in lineage.links.iter().filter(|link| link.relation == Relation::Unchanged) {
            assert!(last < Some(link.old[0]), "{:?} moved", old[link.old[0]].text);
            last = Some(link.old[0]);
        }
        for unit in old.iter().filter(|unit| once(&old, &unit.text) && once(&new, &unit.text)) {
            let found = lineage.links.iter().find(|link| link.old.first().is_some_and(|index| old[*index].text == unit.text)).unwrap();
            assert!(matches!(found.relation, Relation::Unchanged | Relation::Moved), "{:?}", unit.text);
            assert_eq!(new[found.new[0]].text, unit.text);
        }
    }
}

#[test]
fn the_openchain_editions_are_followed() {
    let (Some(old), Some(new)) = (document("openchain-spec-docx/openchain-2.1.md"), document("openchain-spec-docx/openchain-3.0.md"))
    else {
        return;
    };
    let (old, new) = (units(&old), units(&new));
    assert_eq!((old.len(), new.len()), (186, 191));
    let lineage = align(&old, &new);
    assert_eq!(count(&lineage, Relation::Unchanged) + count(&lineage, Relation::Moved), 142);
}

/// A file read with its table of contents, as who counted its blocks did.
fn whole(path: &str, tracked: Tracked) -> Option<Reading> {
    samples::read(path).map(|bytes| read(&bytes, Options { tracked, contents: Contents::Keep }).unwrap())
}

#[test]
fn the_openchain_word_files_have_the_blocks_that_were_counted() {
    if samples::folder().is_none() {
        return;
    }
    // The counts are pandoc's, which takes a picture for a paragraph: 2.1 and its translations have one.
    for (file, blocks) in [
        ("OpenChainSpec-1.1", 139),
        ("OpenChainSpec-1.2", 140),
        ("OpenChainSpec-2.0", 159),
        ("OpenChainSpec-2.1", 181),
        ("OpenChain-2.1_fr", 180),
        ("OpenChain-2.1_es", 191),
        ("OpenChain-2.1_zh-Hans", 199),
    ] {
        let reading = whole(&format!("openchain-spec-docx/{file}.docx"), Tracked::Accept).unwrap();
        let figures = reading.document.blocks.iter().filter(|block| block.kind == BlockKind::Figure).count();
        assert_eq!(units(&reading.document).len() + figures, blocks, "{file}");
        let imported = document(&format!("openchain-spec-docx/{file}.docx")).unwrap();
        let dropped = reading.document.blocks.len() - imported.blocks.len();
        assert!(dropped > 5, "{file}: {dropped} lines of contents");
        if file.contains("2.1") {
            let headings: Vec<_> = imported.blocks.iter().filter(|block| block.kind == BlockKind::Heading).collect();
            assert!(headings.iter().filter(|block| block.label.starts_with('3')).count() == 20, "{file}");
            assert!(headings.len() >= 22, "{file}");
        }
    }
    let labelled = document("openchain-spec-docx/OpenChainSpec-2.1.docx").unwrap();
    for label in ["Rationale:", "Verification material(s):"] {
        assert_eq!(labelled.blocks.iter().filter(|block| block.plain() == label).count(), 13, "{label}");
    }
}

#[test]
fn the_tracked_changes_of_the_samples_are_accepted_and_rejected() {
    let russian = "openchain-spec-docx/OpenChainSpec-2.0_ru.docx";
    let (Some(accepted), Some(rejected)) = (whole(russian, Tracked::Accept), whole(russian, Tracked::Reject)) else { return };
    assert_eq!((accepted.facts.insertions, accepted.facts.deletions, accepted.facts.comments), (122, 94, 2));
    assert_eq!((units(&accepted.document).len(), units(&rejected.document).len()), (164, 159));
    assert_eq!(accepted.remarks.iter().filter(|remark| remark.block.is_some() && !remark.text.is_empty()).count(), 2);
    let facts = whole("office-edge-cases/RP001-Tracked-Revisions-01.docx", Tracked::Accept).unwrap().facts;
    assert_eq!((facts.insertions, facts.deletions, facts.moves), (138, 111, 15));
    for (file, states) in [
        ("RP001-Tracked-Revisions-01", vec![("Accepted", Tracked::Accept)]),
        ("RP002-Deleted-Text", vec![("Accepted", Tracked::Accept), ("Rejected", Tracked::Reject)]),
        ("RP003-Inserted-Text", vec![("Accepted", Tracked::Accept), ("Rejected", Tracked::Reject)]),
        ("RP006-Inserted-Paragraph-Mark", vec![("Accepted", Tracked::Accept), ("Rejected", Tracked::Reject)]),
        ("RP010-Inserted-Table-Row", vec![("Accepted", Tracked::Accept), ("Rejected", Tracked::Reject)]),
    ] {
        for (name, tracked) in states {
            let changed = whole(&format!("office-edge-cases/{file}.docx"), tracked).unwrap();
            let plain = whole(&format!("office-edge-cases/{file}-{name}.docx"), Tracked::Accept).unwrap();
            assert_eq!(changed.document, plain.document, "{file} {name}");
        }
    }
}

#[test]
fn the_edge_cases_of_word_files_are_as_counted() {
    let Some(folder) = samples::folder() else { return };
    let read_case = |name: &str| whole(&format!("office-edge-cases/{name}.docx"), Tracked::Accept).unwrap();
    let count = |reading: &Reading, kind: BlockKind| reading.document.blocks.iter().filter(|block| block.kind == kind).count();
    let comments = read_case("comments").remarks;
    assert_eq!(comments.len(), 2);
    assert_eq!(comments.iter().filter(|remark| remark.quote.is_empty()).count(), 1, "one without a range");
    assert_eq!(read_case("comments-rich-para").remarks.len(), 4);
    assert_eq!(count(&read_case("footnotes"), BlockKind::Footnote), 2);
    assert_eq!(count(&read_case("endnotes"), BlockKind::Footnote), 2);
    assert_eq!(count(&read_case("text-box"), BlockKind::Box), 1, "stored twice, read once");
    assert_eq!(count(&read_case("tables"), BlockKind::Table), 1);
    let merged = read_case("tbl-cell-access");
    assert_eq!(count(&merged, BlockKind::Table), 4);
    let html: String = merged.document.blocks.iter().map(travaux::text::export::html::content).collect();
    assert!(html.contains("colspan=\"2\"") && html.contains("rowspan=\"2\""));
    let links: String = read_case("par-hyperlinks").document.blocks.iter().map(travaux::text::export::html::content).collect();
    assert_eq!(links.matches("<a ").count(), 4);
    assert_eq!(units(&read_case("strict-format").document).len(), 1);
    assert_eq!(units(&read_case("utf8-bom").document).len(), 1);
    assert_eq!(read_case("simple-list").document.counts(), [(BlockKind::ListItem, 2)]);
    let refused = |path: &str| read(&std::fs::read(folder.join(path)).unwrap(), Options::default()).err();
    assert_eq!(refused("office-edge-cases/empty.docx"), Some(ReadError::NoText));
    assert_eq!(refused("office-edge-cases/pass_protected.xlsx"), Some(ReadError::Encrypted));
    assert_eq!(refused("office-edge-cases/merge_cells.xlsx"), Some(ReadError::UnknownFormat));
}

#[test]
fn the_declaration_is_read_in_six_languages() {
    for (language, paragraphs) in [("eng", 60), ("spa", 60), ("fra", 59), ("rus", 59), ("arb", 59), ("cmn_hans", 58)] {
        let Some(read) = document(&format!("udhr-six-languages/{language}.html")) else { return };
        let count = |kind: BlockKind| read.blocks.iter().filter(|block| block.kind == kind).count();
        assert_eq!(count(BlockKind::Heading), 32, "{language}");
        assert_eq!(count(BlockKind::ListItem), 32, "{language}");
        // A paragraph in an item is the item.
        assert_eq!(count(BlockKind::Paragraph) + count(BlockKind::ListItem), paragraphs, "{language}");
        let text: String = read.blocks.iter().map(travaux::text::model::Block::plain).collect();
        if language == "arb" {
            let marks = text.chars().filter(|c| ('\u{64b}'..='\u{652}').contains(c)).count();
            assert_eq!((marks, text.matches('\u{640}').count()), (19, 0), "vowel marks and tatweel are kept as they are");
        }
    }
}

on_both! {
    async fn all_editions_are_imported_and_published_one_after_another(app) {
        if samples::folder().is_none() {
            return;
        }
        let policies = ["0.1", "0.2", "0.3", "0.4", "1.0"].map(|version| format!("uspki-certificate-policy/certificate-policy_v{version}.md"));
        let editions = ["1.1", "1.2", "2.0", "2.1"].map(|version| format!("openchain-spec-docx/OpenChainSpec-{version}.docx"));
        for (slug, files) in [("policy", policies.to_vec()), ("openchain", editions.to_vec())] {
            app.consultation(slug).await;
            for (index, file) in files.iter().enumerate() {
                let number = (index + 1).to_string();
                app.draft(slug, &number, &samples::read(file).unwrap()).await;
                app.publish(slug, &number).await;
                app.get(&format!("/en/consultations/{slug}/drafts/{number}")).await.expect(200);
            }
        }
        app.get("/en/consultations/policy/compare/2...3").await.expect(200).says("Nothing changed between these drafts");
        app.get("/zh/consultations/policy/compare/1...5?only=changes").await.expect(200);
        // A comparison of 1,400 blocks opens at its first change; by the links alone one comes to every change; no page is heavy.
        let address = "/en/consultations/policy/compare/4...5";
        let opened = app.get(address).await.expect(200);
        assert!(opened.text().contains("id=\"change-1\""));
        let (mut page, mut changes) = (opened, 0);
        loop {
            assert!(page.bytes.len() <= 50_000, "{} bytes", page.bytes.len());
            changes += page.text().matches("id=\"change-").count();
            let next = crate::support::html::links(&page.text()).into_iter().rfind(|link| link.ends_with("#change-1"));
            let Some(next) = next else { break };
            page = app.get(&format!("{address}{}", next.trim_end_matches("#change-1"))).await.expect(200);
        }
        let only = app.get(&format!("{address}?only=changes")).await.expect(200).text();
        assert!(changes > 50, "{changes}");
        assert!(crate::support::html::links(&only).contains(&"?only=edited".to_owned()));
        app.get(&format!("{address}?only=edited&view=side")).await.expect(200).says("edited").says_not("<article class=\"change relation-added");
        app.get(&format!("{address}?only=nonsense")).await.expect(404);
        app.get("/en/consultations/policy/drafts/5/paragraphs/400").await.expect(200).says("The life of this passage");
        let light = actix_web::test::TestRequest::get().uri("/en/consultations/policy/drafts/1").insert_header(("accept-encoding", "gzip"));
        assert!(app.call(light).await.expect(200).bytes.len() < 40_000);
    }
}
