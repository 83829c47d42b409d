//! Cuts a comparison into pages that are light to load.

use std::ops::Range;

/// So many bytes of text and what stands around it are on a page: with the frame it stays below 50 kB. An entry that alone is
/// longer, such as a large table, has a page of its own.
const PAGE: usize = 40_000;
/// What stands around the words of an entry, in bytes.
const AROUND: usize = 700;
/// So many passages are shown before the first change, so that one sees where it stands.
const BEFORE: usize = 2;

/// How heavy an entry is: words that changed are shown twice.
pub(super) const fn weight(old: usize, new: usize, changed: bool) -> usize {
    AROUND + if changed { old + new } else { new }
}

/// Cuts entries of given weights. A page begins just before the first change, so that the comparison can open there.
pub(super) fn pages(weights: &[usize], first_change: Option<usize>) -> Vec<Range<usize>> {
    let opening = first_change.map_or(0, |index| index.saturating_sub(BEFORE));
    let mut pages = Vec::new();
    let (mut start, mut size) = (0, 0);
    for (index, weight) in weights.iter().enumerate() {
        if index > start && (size + weight > PAGE || index == opening) {
            pages.push(start..index);
            (start, size) = (index, 0);
        }
        size += weight;
    }
    if start < weights.len() {
        pages.push(start..weights.len());
    }
    pages
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_begins_just_before_the_first_change() {
        assert_eq!(pages(&[100; 10], None).len(), 1);
        assert_eq!(pages(&[100; 10], Some(1)).len(), 1);
        assert_eq!(pages(&[100; 10], Some(7)), [0..5, 5..10]);
    }

    #[test]
    fn what_is_long_is_cut() {
        assert_eq!(pages(&[30_000, 9_000, 9_000, 90_000, 1], None), [0..2, 2..3, 3..4, 4..5]);
        assert!(pages(&[], None).is_empty());
    }
}
