//! How well the lineage is found: real texts changed at random by a drafter who knows what she did, with a line-by-line
//! comparison beside it. The seeds and the texts are none that the alignment was tuned on.
//!
//! `cargo test --test suite truth -- --nocapture` prints the figures.

use std::collections::{HashMap, HashSet};

use crate::support::edits::{Rates, TrueLink, baseline, revise};
use crate::support::samples;
use travaux::text::lineage::{Relation, align};
use travaux::text::similarity::to_f64;

/// What a drafter does between two drafts.
const USUAL: Rates = Rates { delete: 0.04, edit: 0.15, moved: 0.05, split: 0.04, merge: 0.04, insert: 0.05 };
/// What a drafter does who begins anew: two thirds of all units meet some fate.
const HEAVY: Rates = Rates { delete: 0.08, edit: 0.30, moved: 0.06, split: 0.08, merge: 0.08, insert: 0.10 };

const TEXTS: [&str; 4] = [
    "uspki-certificate-policy/certificate-policy_v1.0.md",
    "openchain-spec-docx/openchain-2.1.md",
    "openchain-spec-docx/OpenChainSpec-1.1.docx",
    "udhr-six-languages/fra.html",
];

#[derive(Clone, Copy, Default)]
struct Score {
    right: usize,
    found: usize,
    there: usize,
}

impl Score {
    fn precision(self) -> f64 {
        to_f64(self.right) / to_f64(self.found.max(1))
    }

    fn recall(self) -> f64 {
        to_f64(self.right) / to_f64(self.there.max(1))
    }
}

type Scores = HashMap<Relation, Score>;

fn count(scores: &mut Scores, found: &[TrueLink], truth: &[TrueLink]) {
    let there: HashSet<&TrueLink> = truth.iter().collect();
    truth.iter().for_each(|link| scores.entry(link.0).or_default().there += 1);
    for link in found {
        let score = scores.entry(link.0).or_default();
        score.found += 1;
        score.right += usize::from(there.contains(link));
    }
}

/// Scores of the lineage and of the baseline over the texts and seeds.
fn measure(rates: Rates) -> Option<(Scores, Scores)> {
    let stock = samples::units("openchain-spec-docx/openchain-3.0.md")?;
    let (mut ours, mut theirs) = (Scores::new(), Scores::new());
    for text in TEXTS {
        let old = samples::units(text)?;
        for seed in 1..6 {
            let revision = revise(&old, &stock, rates, seed);
            let found: Vec<TrueLink> =
                align(&old, &revision.new).links.into_iter().map(|link| (link.relation, link.old, link.new)).collect();
            count(&mut ours, &found, &revision.links);
            count(&mut theirs, &baseline(&old, &revision.new), &revision.links);
        }
    }
    Some((ours, theirs))
}

#[test]
fn what_became_of_every_paragraph_is_found() {
    for (rates, least_of_one, least_of_several) in [(USUAL, 0.98, 0.90), (HEAVY, 0.95, 0.90)] {
        let Some((ours, theirs)) = measure(rates) else { return };
        println!("{rates:?}, seeds 1 to 5\n{:<18}{:>8}{:>12}{:>9}{:>24}", "", "links", "precision", "recall", "line by line: p, r");
        for relation in Relation::ALL {
            let (score, base) = (ours[&relation], theirs.get(&relation).copied().unwrap_or_default());
            println!(
                "{:<18}{:>8}{:>12.3}{:>9.3}{:>15.3}{:>9.3}",
                relation.as_str(),
                score.there,
                score.precision(),
                score.recall(),
                base.precision(),
                base.recall()
            );
        }
        for (relation, least) in [
            (Relation::Unchanged, least_of_one),
            (Relation::Moved, least_of_one),
            (Relation::Edited, least_of_one),
            (Relation::Split, least_of_several),
            (Relation::Merged, least_of_several),
        ] {
            let score = ours[&relation];
            let found = score.precision().min(score.recall());
            assert!(found >= least, "{}: {found:.3} is less than {least}", relation.as_str());
        }
    }
}
