//! Splits and merges: a unit whose words stand in one stretch of a unit of the other draft is a part of it. Looked for twice:
//! strictly, before units are paired by similarity, because what was only cut or joined is certain; and once more among what
//! that pass left over, where words were changed as well.

use std::collections::BTreeMap;

use super::edited::WordIndex;
use super::{Alignment, Side};
use crate::similarity::{ratio, to_f64};

/// Shorter units are looked for only at the edges of a whole: five words stand in many places.
const SHORTEST: usize = 6;
/// Below this, nothing is a part.
const SHORTEST_AT_AN_EDGE: usize = 3;
/// So much of a part's pairs of words must the other parts not have brought into the whole already.
const OWN: f64 = 0.5;
/// The parts of a whole stand near each other.
const NEAR: usize = 8;
/// So many wholes are looked at for each part.
const COMPARED: usize = 8;

/// How alike texts must be to count as parts and whole.
#[derive(Clone, Copy)]
pub(super) struct Strictness {
    /// So much of a part's pairs of words must stand in the whole. Pairs, not the order of all words: who merges two
    /// paragraphs often puts a clause of the second into the first.
    contained: f64,
    /// So alike must the whole be to its parts together.
    together: f64,
}

/// Cut or joined, and nothing else.
pub(super) const STRICT: Strictness = Strictness { contained: 0.9, together: 0.9 };
/// Cut or joined, and changed.
pub(super) const LOOSE: Strictness = Strictness { contained: 0.55, together: 0.6 };

/// One unit that became several, or several that became one.
pub(super) struct Group {
    pub(super) old: Vec<usize>,
    pub(super) new: Vec<usize>,
    pub(super) similarity: f64,
    pub(super) confidence: f64,
}

/// The parts of one whole: the whole's index and the parts' in the other draft.
struct Whole {
    index: usize,
    parts: Vec<usize>,
    similarity: f64,
}

/// One draft seen as wholes, the other as parts, with what the passes before paired.
struct View<'a> {
    wholes: &'a Side,
    parts: &'a Side,
    /// The part that a whole is paired with, and whether that is settled.
    part_of: Vec<Option<(usize, bool)>>,
    /// The whole that a part is paired with.
    whole_of: Vec<Option<usize>>,
}

/// Finds splits and merges among what is not settled and takes them into the alignment.
pub(super) fn find(old: &Side, new: &Side, alignment: &mut Alignment, strictness: Strictness) {
    let partners: Vec<Option<usize>> = alignment.pairs.iter().map(|pair| pair.map(|pair| pair.old)).collect();
    let settled_new = |index: usize| alignment.grouped_new[index] || partners[index].is_some_and(|at| old.texts[at] == new.texts[index]);
    let settled_old =
        |index: usize| alignment.grouped_old[index] || alignment.taken[index].is_some_and(|at| old.texts[index] == new.texts[at]);
    let splits = View {
        wholes: old,
        parts: new,
        part_of: alignment.taken.iter().enumerate().map(|(index, at)| at.map(|at| (at, settled_old(index)))).collect(),
        whole_of: partners.clone(),
    };
    let merges = View {
        wholes: new,
        parts: old,
        part_of: partners.iter().enumerate().map(|(index, at)| at.map(|at| (at, settled_new(index)))).collect(),
        whole_of: alignment.taken.clone(),
    };
    let found = splits.found(strictness).into_iter().map(|whole| (vec![whole.index], whole.parts, whole.similarity));
    let found = found.chain(merges.found(strictness).into_iter().map(|whole| (whole.parts, vec![whole.index], whole.similarity)));
    for (old, new, similarity) in found.collect::<Vec<_>>() {
        let free = old.iter().all(|index| !alignment.grouped_old[*index]) && new.iter().all(|index| !alignment.grouped_new[*index]);
        if free {
            alignment.group(Group { old, new, similarity, confidence: (0.3 + 0.6 * similarity).min(1.0) });
        }
    }
}

impl View<'_> {
    /// Wholes that became several parts.
    fn found(&self, strictness: Strictness) -> Vec<Whole> {
        let index = WordIndex::new(self.wholes, |whole| self.part_of[whole].is_none_or(|(_, settled)| !settled));
        let mut parts_of: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for (part, words) in self.parts.words.iter().enumerate() {
            if self.whole_of[part].is_some() || words.len() < SHORTEST_AT_AN_EDGE {
                continue;
            }
            let expected = self.expected(part);
            let best = index
                .nearest(words, COMPARED)
                .into_iter()
                .filter(|whole| self.wholes.words[*whole].len() > words.len())
                .filter(|whole| words.len() >= SHORTEST || at_an_edge(words, &self.wholes.words[*whole]))
                .map(|whole| (whole, contained(words, &self.wholes.words[whole])))
                .filter(|(_, contained)| *contained >= strictness.contained)
                .max_by(|a, b| a.1.total_cmp(&b.1).then_with(|| b.0.abs_diff(expected).cmp(&a.0.abs_diff(expected))));
            if let Some((whole, _)) = best {
                parts_of.entry(whole).or_default().push(part);
            }
        }
        parts_of.into_iter().filter_map(|(whole, parts)| self.assemble(whole, parts, strictness)).collect()
    }

    /// Where the whole of a part would stand, seen from the paired units around it.
    fn expected(&self, part: usize) -> usize {
        let before = (0..part).rev().take(NEAR).find_map(|before| self.whole_of[before].map(|whole| whole + (part - before)));
        let after =
            (part + 1..self.parts.len()).take(NEAR).find_map(|after| self.whole_of[after].map(|whole| whole.saturating_sub(after - part)));
        before.or(after).unwrap_or(part)
    }

    /// Puts the parts together with the one already paired, and keeps them if each brings words of its own.
    fn assemble(&self, whole: usize, mut parts: Vec<usize>, strictness: Strictness) -> Option<Whole> {
        let paired = self.part_of[whole].map(|(part, _)| part);
        parts.extend(paired);
        parts.sort_unstable();
        let anchor = paired.or_else(|| parts.first().copied())?;
        parts.retain(|part| part.abs_diff(anchor) <= NEAR);
        let words = &self.wholes.words[whole];
        let of_whole = pairs(words);
        let mut alone: Vec<usize> = parts.clone();
        alone.sort_by_key(|part| std::cmp::Reverse(shared(&pairs(&self.parts.words[*part]), &of_whole)));
        // The largest stays; each other must say what those before it do not.
        let mut kept: Vec<usize> = Vec::new();
        for part in alone {
            let own = pairs(&self.parts.words[part]);
            let before = shared(&self.pairs_of(&kept), &of_whole);
            kept.push(part);
            let with = shared(&self.pairs_of(&kept), &of_whole);
            if to_f64(with - before) < OWN * to_f64(own.len()) {
                kept.pop();
            }
        }
        kept.sort_unstable();
        if kept.len() < 2 {
            return None;
        }
        let together: Vec<u32> = kept.iter().flat_map(|part| self.parts.words[*part].iter().copied()).collect();
        (similarity(words, &together) >= strictness.together).then(|| Whole {
            index: whole,
            parts: kept,
            similarity: ratio(words, &together),
        })
    }

    /// The pairs of words of several parts, each part for itself, sorted.
    fn pairs_of(&self, parts: &[usize]) -> Vec<(u32, u32)> {
        let mut all: Vec<(u32, u32)> = parts.iter().flat_map(|part| pairs(&self.parts.words[*part])).collect();
        all.sort_unstable();
        all
    }
}

/// Whether the words are the first or the last of the whole.
fn at_an_edge(words: &[u32], whole: &[u32]) -> bool {
    whole.starts_with(words) || whole.ends_with(words)
}

/// The pairs of neighbouring words, sorted.
fn pairs(words: &[u32]) -> Vec<(u32, u32)> {
    let mut pairs: Vec<(u32, u32)> = words.windows(2).map(|pair| (pair[0], pair[1])).collect();
    pairs.sort_unstable();
    pairs
}

/// How many pairs of words two texts share, with their multiplicity.
fn shared(left: &[(u32, u32)], right: &[(u32, u32)]) -> usize {
    let (mut at_left, mut at_right, mut count) = (0, 0, 0);
    while let (Some(a), Some(b)) = (left.get(at_left), right.get(at_right)) {
        match a.cmp(b) {
            std::cmp::Ordering::Less => at_left += 1,
            std::cmp::Ordering::Greater => at_right += 1,
            std::cmp::Ordering::Equal => {
                count += 1;
                at_left += 1;
                at_right += 1;
            }
        }
    }
    count
}

/// How much of the part's pairs of words stands in the whole, from 0 to 1.
fn contained(part: &[u32], whole: &[u32]) -> f64 {
    let part = pairs(part);
    to_f64(shared(&part, &pairs(whole))) / to_f64(part.len().max(1))
}

/// Similarity in pairs of words, from 0 to 1.
fn similarity(left: &[u32], right: &[u32]) -> f64 {
    let (left, right) = (pairs(left), pairs(right));
    2.0 * to_f64(shared(&left, &right)) / to_f64((left.len() + right.len()).max(1))
}
