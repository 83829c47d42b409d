//! Third pass: splits and merges. What the passes before left over is looked for inside a unit of the other draft:
//! a new unit whose words stand in one stretch of an old one is a part of it.

use std::collections::BTreeMap;

use super::edited::WordIndex;
use super::{Alignment, Side};
use crate::text::similarity::{ratio, to_f64};

/// Shorter units are not looked for: five words stand in many places.
const SHORTEST: usize = 6;
/// So much of a part's pairs of words must stand in the whole. Pairs, not the order of all words: who merges two
/// paragraphs often puts a clause of the second into the first.
const CONTAINED: f64 = 0.55;
/// So much more alike must the parts together be than the best of them alone.
const GAIN: f64 = 0.08;
/// The parts of a whole stand near each other.
const NEAR: usize = 8;

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

pub(super) fn find(old: &Side, new: &Side, alignment: &Alignment) -> Vec<Group> {
    let partners: Vec<Option<usize>> = alignment.pairs.iter().map(|pair| pair.map(|pair| pair.old)).collect();
    let same = |old_index: usize, new_index: usize| old.texts[old_index] == new.texts[new_index];
    let splits = wholes(old, new, &alignment.taken, &partners, &same);
    let merges = wholes(new, old, &partners, &alignment.taken, &|new_index, old_index| same(old_index, new_index));
    let mut used_old: Vec<usize> = Vec::new();
    let mut used_new: Vec<usize> = Vec::new();
    let mut groups = Vec::new();
    for (is_split, whole) in splits.into_iter().map(|whole| (true, whole)).chain(merges.into_iter().map(|whole| (false, whole))) {
        let (olds, news) = if is_split { (vec![whole.index], whole.parts) } else { (whole.parts, vec![whole.index]) };
        if olds.iter().any(|index| used_old.contains(index)) || news.iter().any(|index| used_new.contains(index)) {
            continue;
        }
        used_old.extend(&olds);
        used_new.extend(&news);
        let confidence = (0.3 + 0.6 * whole.similarity).min(1.0);
        groups.push(Group { old: olds, new: news, similarity: whole.similarity, confidence });
    }
    groups
}

/// Units of `whole_side` that became several units of `part_side`. `part_of_whole[w]` is the part that the pass
/// before paired with whole `w`, `whole_of_part[p]` the other way round.
fn wholes(
    whole_side: &Side,
    part_side: &Side,
    part_of_whole: &[Option<usize>],
    whole_of_part: &[Option<usize>],
    same: &dyn Fn(usize, usize) -> bool,
) -> Vec<Whole> {
    let index = WordIndex::new(whole_side, |whole| part_of_whole[whole].is_none_or(|part| !same(whole, part)));
    let mut parts_of: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (part, words) in part_side.words.iter().enumerate() {
        if whole_of_part[part].is_some() || words.len() < SHORTEST {
            continue;
        }
        let best = index
            .nearest(words, 4)
            .into_iter()
            .filter(|whole| whole_side.words[*whole].len() > words.len())
            .map(|whole| (whole, contained(words, &whole_side.words[whole])))
            .filter(|(_, contained)| *contained >= CONTAINED)
            .max_by(|a, b| a.1.total_cmp(&b.1));
        if let Some((whole, _)) = best {
            parts_of.entry(whole).or_default().push(part);
        }
    }
    parts_of.into_iter().filter_map(|(whole, parts)| assemble(whole_side, part_side, part_of_whole[whole], whole, parts)).collect()
}

/// Puts the parts together with the one already paired and keeps them if together they are more alike the whole.
fn assemble(whole_side: &Side, part_side: &Side, paired: Option<usize>, whole: usize, mut parts: Vec<usize>) -> Option<Whole> {
    let words = &whole_side.words[whole];
    parts.extend(paired);
    parts.sort_unstable();
    let anchor = paired.or_else(|| parts.first().copied())?;
    parts.retain(|part| part.abs_diff(anchor) <= NEAR);
    if parts.len() < 2 {
        return None;
    }
    let alone = parts.iter().map(|part| likeness(words, &part_side.words[*part])).fold(0.0, f64::max);
    let together: Vec<u32> = parts.iter().flat_map(|part| part_side.words[*part].iter().copied()).collect();
    let likeness = likeness(words, &together);
    (likeness >= 0.6 && likeness >= alone + GAIN).then(|| Whole { index: whole, parts, similarity: ratio(words, &together) })
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

/// Likeness in pairs of words, from 0 to 1.
fn likeness(left: &[u32], right: &[u32]) -> f64 {
    let (left, right) = (pairs(left), pairs(right));
    2.0 * to_f64(shared(&left, &right)) / to_f64((left.len() + right.len()).max(1))
}
