//! Second pass: units whose words were changed. Candidates come from an index of rare words, similarity from the
//! longest common sequence of words; neighbours, labels and kinds decide between candidates of like similarity.

use std::collections::HashMap;

use super::{Alignment, Candidate, DOUBTFUL, MOST_CANDIDATES, Side};
use crate::similarity::{Effort, to_f64};

/// Below this similarity a pair needs neighbours that speak for it.
const ALIKE: f64 = 0.5;
/// Below this similarity nothing is paired.
const LEAST: f64 = 0.25;
/// How many old units are compared in full with each new one.
const COMPARED: usize = 8;
/// A word that stands in more units than this says nothing.
const COMMON_WORD: usize = 400;

/// A pair that comes into question.
struct Possible {
    score: f64,
    similarity: f64,
    context: f64,
    /// Whether the similarity is that of words in whatever order.
    coarse: bool,
    old: usize,
    new: usize,
}

/// What the same label speaks for a pair, beside similarity and neighbours.
const LABEL: f64 = 0.04;
/// What the same kind speaks for it.
const KIND: f64 = 0.06;

pub(super) fn pair_alike(old: &Side, new: &Side, alignment: &mut Alignment) {
    let index = WordIndex::new(old, |old_index| alignment.taken[old_index].is_none());
    let mut effort = Effort::default();
    let mut possible = Vec::new();
    for new_index in 0..new.len() {
        if alignment.pairs[new_index].is_some() {
            continue;
        }
        let mut candidates = index.nearest(&new.words[new_index], COMPARED);
        candidates.extend(between_neighbours(alignment, new_index));
        candidates.sort_unstable();
        candidates.dedup();
        let mut found: Vec<Candidate> = Vec::new();
        for old_index in candidates {
            let similarity = effort.ratio(&old.words[old_index], &new.words[new_index]);
            let coarse = effort.is_used_up();
            let context = alignment.context(old_index, new_index);
            if similarity >= LEAST {
                found.push(Candidate { old: old_index, similarity });
            }
            let score = similarity + 0.25 * context + old.evidence(new, old_index, new_index, LABEL, KIND);
            possible.push(Possible { score, similarity, context, coarse, old: old_index, new: new_index });
        }
        found.sort_by(|a, b| b.similarity.total_cmp(&a.similarity).then(a.old.cmp(&b.old)));
        found.truncate(MOST_CANDIDATES);
        alignment.candidates[new_index] = found;
    }
    possible.retain(|pair| pair.similarity >= ALIKE || (pair.similarity >= LEAST && pair.context >= 0.28));
    possible.sort_by(|a, b| b.score.total_cmp(&a.score).then((a.new, a.old).cmp(&(b.new, b.old))));
    for pair in &possible {
        if alignment.taken[pair.old].is_some() || alignment.pairs[pair.new].is_some() {
            continue;
        }
        let confidence = confidence(pair, &alignment.candidates[pair.new]);
        alignment.pair(pair.old, pair.new, pair.similarity, confidence);
    }
}

/// Sure of what is alike and has no rival; unsure of what is little alike or has one.
fn confidence(pair: &Possible, candidates: &[Candidate]) -> f64 {
    let rival = candidates.iter().filter(|candidate| candidate.old != pair.old).map(|candidate| candidate.similarity).fold(0.0, f64::max);
    let margin = (pair.similarity - rival).clamp(0.0, 0.3);
    // What was not compared word by word is put to a person.
    let most = if pair.coarse { DOUBTFUL - 0.01 } else { 1.0 };
    (0.1 + 0.7 * pair.similarity + 0.2 * pair.context + 0.2 * margin).clamp(0.0, most)
}

/// The free old unit that stands where a new one stands, seen from a paired neighbour on either side.
fn between_neighbours(alignment: &Alignment, new: usize) -> Vec<usize> {
    let mut found = Vec::new();
    let free = |old: usize| alignment.taken.get(old).is_some_and(Option::is_none);
    if let Some(before) = new.checked_sub(1).and_then(|before| alignment.partner(before))
        && free(before + 1)
    {
        found.push(before + 1);
    }
    if new + 1 < alignment.pairs.len()
        && let Some(after) = alignment.partner(new + 1)
        && after > 0
        && free(after - 1)
    {
        found.push(after - 1);
    }
    found
}

/// Which old units a word stands in, and how much it says (inverse document frequency).
pub(super) struct WordIndex {
    units_of: HashMap<u32, Vec<usize>>,
    lengths: Vec<usize>,
}

impl WordIndex {
    pub(super) fn new(side: &Side, wanted: impl Fn(usize) -> bool) -> Self {
        let mut units_of: HashMap<u32, Vec<usize>> = HashMap::new();
        for index in (0..side.len()).filter(|index| wanted(*index)) {
            for word in &side.words[index] {
                let units = units_of.entry(*word).or_default();
                if units.last() != Some(&index) {
                    units.push(index);
                }
            }
        }
        Self { units_of, lengths: side.words.iter().map(Vec::len).collect() }
    }

    /// The units that share most with the words, the nearest first.
    pub(super) fn nearest(&self, words: &[u32], most: usize) -> Vec<usize> {
        let mut weights: HashMap<usize, f64> = HashMap::new();
        let mut seen = words.to_vec();
        seen.sort_unstable();
        seen.dedup();
        let all = to_f64(self.lengths.len()) + 1.0;
        for word in &seen {
            let Some(units) = self.units_of.get(word).filter(|units| units.len() <= COMMON_WORD) else { continue };
            let weight = (all / to_f64(units.len())).ln();
            for unit in units {
                *weights.entry(*unit).or_default() += weight;
            }
        }
        let mut ranked: Vec<(usize, f64)> =
            weights.into_iter().map(|(unit, weight)| (unit, weight / (to_f64(self.lengths[unit] + seen.len()) + 4.0))).collect();
        ranked.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        ranked.truncate(most);
        ranked.into_iter().map(|(unit, _)| unit).collect()
    }
}
