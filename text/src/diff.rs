//! What two sequences of words have in common in the same order: the longest there is [Myers 1986], as long as that takes bounded
//! work. Beyond it a coarser answer: runs of words that stand once in both hold the texts together [patience diff], the gaps
//! between them are compared, and gaps that are still too long count as changed whole.

use std::collections::HashMap;
use std::ops::Range;

use similar::{Algorithm, DiffTag, capture_diff_slices};

/// Up to so many words that differ, of both texts together, the shortest list of changes is found.
pub const LONGEST: usize = 12_000;
/// A gap between two runs is compared up to so many words of both texts together.
const LONGEST_GAP: usize = 2_000;
/// So many words in a row make a run.
const RUN: usize = 8;

/// A stretch of both sequences.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stretch {
    /// Whether it is the same in both.
    pub equal: bool,
    /// Where it stands in the old one.
    pub old: Range<usize>,
    /// Where it stands in the new one.
    pub new: Range<usize>,
}

/// The stretches in order; equal and changed ones take turns.
#[must_use]
pub fn stretches(old: &[u32], new: &[u32]) -> Vec<Stretch> {
    let mut found = Stretches(Vec::new());
    if is_coarse(old, new) {
        found.coarsely(old, new);
    } else {
        found.compare(old, new, 0..old.len(), 0..new.len());
    }
    found.0
}

/// Whether two sequences are so long and so different that [`stretches`] is not the shortest list of changes.
#[must_use]
pub fn is_coarse(old: &[u32], new: &[u32]) -> bool {
    if old.len() + new.len() <= LONGEST {
        return false;
    }
    let (head, tail) = same_ends(old, new);
    old.len() + new.len() - 2 * (head + tail) > LONGEST
}

/// How many words at the beginning and at the end are the same.
fn same_ends(old: &[u32], new: &[u32]) -> (usize, usize) {
    let head = old.iter().zip(new).take_while(|(old, new)| old == new).count();
    let tail = old[head..].iter().rev().zip(new[head..].iter().rev()).take_while(|(old, new)| old == new).count();
    (head, tail)
}

struct Stretches(Vec<Stretch>);

impl Stretches {
    fn push(&mut self, equal: bool, old: Range<usize>, new: Range<usize>) {
        if old.is_empty() && new.is_empty() {
            return;
        }
        match self.0.last_mut() {
            Some(last) if last.equal == equal => (last.old.end, last.new.end) = (old.end, new.end),
            _ => self.0.push(Stretch { equal, old, new }),
        }
    }

    fn compare(&mut self, old: &[u32], new: &[u32], of_old: Range<usize>, of_new: Range<usize>) {
        let (from_old, from_new) = (of_old.start, of_new.start);
        for operation in capture_diff_slices(Algorithm::Myers, &old[of_old], &new[of_new]) {
            let (tag, old, new) = operation.as_tag_tuple();
            self.push(tag == DiffTag::Equal, from_old + old.start..from_old + old.end, from_new + new.start..from_new + new.end);
        }
    }

    /// Both sequences, held together by what stands once in both.
    fn coarsely(&mut self, old: &[u32], new: &[u32]) {
        let (head, tail) = same_ends(old, new);
        let (old_end, new_end) = (old.len() - tail, new.len() - tail);
        self.push(true, 0..head, 0..head);
        let (mut at_old, mut at_new) = (head, head);
        for (in_old, in_new) in runs(&old[head..old_end], &new[head..new_end]) {
            let (in_old, in_new) = (head + in_old, head + in_new);
            if in_old < at_old || in_new < at_new {
                continue;
            }
            self.gap(old, new, at_old..in_old, at_new..in_new);
            let same = old[in_old..old_end].iter().zip(&new[in_new..new_end]).take_while(|(old, new)| old == new).count();
            self.push(true, in_old..in_old + same, in_new..in_new + same);
            (at_old, at_new) = (in_old + same, in_new + same);
        }
        self.gap(old, new, at_old..old_end, at_new..new_end);
        self.push(true, old_end..old.len(), new_end..new.len());
    }

    fn gap(&mut self, old: &[u32], new: &[u32], of_old: Range<usize>, of_new: Range<usize>) {
        if of_old.len() + of_new.len() <= LONGEST_GAP {
            self.compare(old, new, of_old, of_new);
        } else {
            self.push(false, of_old, of_new);
        }
    }
}

/// Where runs begin that stand exactly once in both, those that are in the same order in both: the most there are.
fn runs(old: &[u32], new: &[u32]) -> Vec<(usize, usize)> {
    let in_new = once(new);
    let mut pairs: Vec<(usize, usize)> =
        once(old).into_iter().filter_map(|(run, old)| Some((old?, in_new.get(run).copied().flatten()?))).collect();
    pairs.sort_unstable();
    // The longest rising sequence: the last pair of the best sequence of each length, and each pair's one before.
    let mut ends: Vec<usize> = Vec::new();
    let mut before: Vec<Option<usize>> = vec![None; pairs.len()];
    for (index, (_, at)) in pairs.iter().enumerate() {
        let length = ends.partition_point(|end| pairs[*end].1 < *at);
        before[index] = length.checked_sub(1).map(|shorter| ends[shorter]);
        if length == ends.len() {
            ends.push(index);
        } else {
            ends[length] = index;
        }
    }
    let mut kept = Vec::new();
    let mut next = ends.last().copied();
    while let Some(index) = next {
        kept.push(pairs[index]);
        next = before[index];
    }
    kept.reverse();
    kept
}

/// The runs of a sequence with where each begins, or nothing if it stands several times.
fn once(words: &[u32]) -> HashMap<&[u32], Option<usize>> {
    let mut found: HashMap<&[u32], Option<usize>> = HashMap::new();
    for (at, run) in words.windows(RUN).enumerate() {
        found.entry(run).and_modify(|known| *known = None).or_insert(Some(at));
    }
    found
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// The account of every word: each of both sequences stands in exactly one stretch, in order, and equal ones are equal.
    fn check(old: &[u32], new: &[u32]) -> Vec<Stretch> {
        let found = stretches(old, new);
        let (mut at_old, mut at_new) = (0, 0);
        for (index, stretch) in found.iter().enumerate() {
            assert_eq!((stretch.old.start, stretch.new.start), (at_old, at_new));
            assert!(index == 0 || found[index - 1].equal != stretch.equal);
            assert!(!stretch.equal || old[stretch.old.clone()] == new[stretch.new.clone()]);
            (at_old, at_new) = (stretch.old.end, stretch.new.end);
        }
        assert_eq!((at_old, at_new), (old.len(), new.len()));
        found
    }

    proptest! {
        #[test]
        fn every_word_is_accounted_for(old in prop::collection::vec(0..6_u32, 0..60), new in prop::collection::vec(0..6_u32, 0..60)) {
            check(&old, &new);
        }
    }

    #[test]
    fn long_texts_are_held_together_by_their_runs() {
        let mut random = fastrand::Rng::with_seed(7);
        let old: Vec<u32> = (0..60_000).map(|_| random.u32(..3_000)).collect();
        let mut new = old.clone();
        for _ in 0..1_500 {
            let at = random.usize(..new.len());
            if random.bool() { new[at] = 9_999 } else { drop(new.drain(at..(at + 30).min(new.len()))) }
        }
        assert!(is_coarse(&old, &new));
        let same: usize = check(&old, &new).iter().filter(|stretch| stretch.equal).map(|stretch| stretch.old.len()).sum();
        assert!(same * 100 > new.len() * 97, "{same} of {}", new.len());
    }

    #[test]
    fn the_worst_texts_end() {
        // Nothing in common in any order but single words; no run stands twice.
        let mut random = fastrand::Rng::with_seed(3);
        let mut noise = |distinct: u32| -> Vec<u32> { (0..300_000).map(|_| random.u32(..distinct)).collect() };
        for (old, new) in [(noise(2), noise(2)), (noise(300_000), noise(300_000)), (noise(50), noise(50))] {
            check(&old, &new);
        }
        let turned: Vec<u32> = (0..300_000).rev().collect();
        check(&(0..300_000).collect::<Vec<_>>(), &turned);
    }
}
