//! Data through one check: the lines of two drafts, and what must be found.

use super::*;
use proptest::prelude::*;

fn units(lines: &[&str]) -> Vec<Unit> {
    lines
        .iter()
        .enumerate()
        .map(|(block, text)| Unit { block, kind: BlockKind::Paragraph, label: String::new(), text: (*text).to_owned() })
        .collect()
}

fn check(old: &[&str], new: &[&str], expected: &[(Relation, &[usize], &[usize])]) {
    let lineage = align(&units(old), &units(new));
    let found: Vec<(Relation, &[usize], &[usize])> =
        lineage.links.iter().map(|link| (link.relation, link.old.as_slice(), link.new.as_slice())).collect();
    assert_eq!(found, expected);
}

const A: &str = "Entities of the system should assess the impact of a technology before they use it in the field.";
const B: &str = "Findings are published in a form that those affected can understand, unless this puts people at risk.";
const C: &str = "Remedy should be available, accessible and known to everybody whom a decision of a system may harm.";
const D: &str = "Procurement contracts should oblige suppliers to disclose what the entity needs for its assessment.";

#[test]
fn the_same_stays_the_same() {
    check(&[A, B], &[A, B], &[(Relation::Unchanged, &[0], &[0]), (Relation::Unchanged, &[1], &[1])]);
}

#[test]
fn a_move_is_found_and_the_shorter_way_round() {
    check(
        &[A, B, C, D],
        &[B, C, D, A],
        &[
            (Relation::Unchanged, &[1], &[0]),
            (Relation::Unchanged, &[2], &[1]),
            (Relation::Unchanged, &[3], &[2]),
            (Relation::Moved, &[0], &[3]),
        ],
    );
}

#[test]
fn an_edit_an_addition_and_a_removal() {
    let edited = "Entities of the system must assess the impact of every technology before they use it in the field.";
    check(
        &[A, B, C],
        &[edited, D, C],
        &[(Relation::Edited, &[0], &[0]), (Relation::Removed, &[1], &[]), (Relation::Added, &[], &[1]), (Relation::Unchanged, &[2], &[2])],
    );
}

#[test]
fn a_split_and_a_merge() {
    let both = format!("{A} {B}");
    check(&[&both, C], &[A, B, C], &[(Relation::Split, &[0], &[0, 1]), (Relation::Unchanged, &[1], &[2])]);
    check(&[A, B, C], &[&both, C], &[(Relation::Merged, &[0, 1], &[0]), (Relation::Unchanged, &[2], &[1])]);
}

#[test]
fn repeated_texts_are_told_apart_by_their_neighbours() {
    let label = "Rationale:";
    check(
        &[label, A, label, B, label, C],
        &[label, B, label, C, label, A],
        &[
            (Relation::Unchanged, &[2], &[0]),
            (Relation::Unchanged, &[3], &[1]),
            (Relation::Unchanged, &[4], &[2]),
            (Relation::Unchanged, &[5], &[3]),
            (Relation::Moved, &[0], &[4]),
            (Relation::Moved, &[1], &[5]),
        ],
    );
}

#[test]
fn nothing_against_something() {
    check(&[], &[], &[]);
    check(&[A], &[], &[(Relation::Removed, &[0], &[])]);
    check(&[], &[A], &[(Relation::Added, &[], &[0])]);
}

proptest! {
    #[test]
    fn every_unit_stands_in_exactly_one_link(old in proptest::collection::vec("[ab ]{1,12}", 0..12), new in proptest::collection::vec("[ab ]{1,12}", 0..12)) {
        let old: Vec<&str> = old.iter().map(String::as_str).collect();
        let new: Vec<&str> = new.iter().map(String::as_str).collect();
        let lineage = align(&units(&old), &units(&new));
        let mut olds: Vec<usize> = lineage.links.iter().flat_map(|link| link.old.clone()).collect();
        let mut news: Vec<usize> = lineage.links.iter().flat_map(|link| link.new.clone()).collect();
        olds.sort_unstable();
        news.sort_unstable();
        prop_assert_eq!(olds, (0..old.len()).collect::<Vec<_>>());
        prop_assert_eq!(news, (0..new.len()).collect::<Vec<_>>());
    }
}
