//! Real documents: every draft of the samples imported and published one after another, and the counted facts of
//! their READMEs.

use travaux::text::lineage::{Relation, align};
use travaux::text::model::{BlockKind, Document, Unit};
use travaux::text::read::{Tracked, read};

use crate::on_both;
use crate::support::samples;

fn document(path: &str) -> Option<Document> {
    samples::read(path).map(|bytes| read(&bytes, Tracked::Accept).unwrap().document)
}

fn units(document: &Document) -> Vec<Unit> {
    document.units().into_iter().filter(|unit| !matches!(unit.kind, BlockKind::Footnote | BlockKind::Figure)).collect()
}

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
    for (edition, blocks) in [("1.1", 139), ("1.2", 140), ("2.0", 159), ("2.1", 181)] {
        let read = document(&format!("openchain-spec-docx/OpenChainSpec-{edition}.docx")).unwrap();
        // pandoc's count, which has the table of contents that we leave out.
        assert!(units(&read).len() <= blocks && units(&read).len() + 25 >= blocks, "{edition}: {}", units(&read).len());
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
        app.get("/en/consultations/policy/drafts/5/paragraphs/400").await.expect(200).says("The life of this passage");
        let light = actix_web::test::TestRequest::get().uri("/en/consultations/policy/drafts/1").insert_header(("accept-encoding", "gzip"));
        assert!(app.call(light).await.expect(200).bytes.len() < 40_000);
    }
}
