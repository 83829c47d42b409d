//! How the units of one draft became those of the next: unchanged, edited, moved, split, merged, added, removed.
//!
//! The alignment is global: order is evidence, not a rule. It goes in passes, each of which only takes what the
//! ones before left over:
//! 1. `exact`: the same words; texts that stand in several places are told apart by their neighbours;
//! 2. `parts`: splits and merges in which nothing else was changed;
//! 3. `edited`: similarity of words, helped by neighbours, labels and kinds;
//! 4. `parts` again: what is left over, looked for inside what was matched;
//! 5. `order`: of all pairs, those outside the heaviest increasing run have moved.
//!
//! Labels and headings are evidence, never identity. Every link carries its confidence; what is doubtful goes to a
//! person with the candidates.

mod blocks;
mod edited;
mod exact;
mod order;
mod parts;

pub use blocks::align_blocks;
use serde::{Deserialize, Serialize};

use super::model::{BlockKind, Unit};
use super::similarity::{Vocabulary, ratio};

/// What became of a unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Relation {
    /// The same words in the same place.
    Unchanged,
    /// Other words in the same place.
    Edited,
    /// The same words in another place.
    Moved,
    /// Other words in another place.
    MovedAndEdited,
    /// One became several.
    Split,
    /// Several became one.
    Merged,
    /// New.
    Added,
    /// Gone.
    Removed,
}

impl Relation {
    /// All relations, in the order in which they are counted and shown.
    pub const ALL: [Self; 8] =
        [Self::Unchanged, Self::Edited, Self::Moved, Self::MovedAndEdited, Self::Split, Self::Merged, Self::Added, Self::Removed];

    /// The word for it in the database and in JSON.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Unchanged => "unchanged",
            Self::Edited => "edited",
            Self::Moved => "moved",
            Self::MovedAndEdited => "moved_and_edited",
            Self::Split => "split",
            Self::Merged => "merged",
            Self::Added => "added",
            Self::Removed => "removed",
        }
    }
}

/// An old unit that a new one may have come from.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Candidate {
    /// Index of the old unit.
    pub old: usize,
    /// Similarity from 0 to 1.
    pub similarity: f64,
}

/// One link of the lineage. Split has one old and several new units, merged the other way round; added has no old
/// unit, removed no new one.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Link {
    /// What became of it.
    pub relation: Relation,
    /// Indexes of the old units, rising.
    pub old: Vec<usize>,
    /// Indexes of the new units, rising.
    pub new: Vec<usize>,
    /// Similarity of the old words to the new ones, from 0 to 1.
    pub similarity: f64,
    /// How sure the alignment is, from 0 to 1; below [`DOUBTFUL`] a person should look.
    pub confidence: f64,
    /// Other old units that come into question, the likeliest first, at most [`MOST_CANDIDATES`].
    pub candidates: Vec<Candidate>,
}

/// Links of less confidence are put to a person.
pub const DOUBTFUL: f64 = 0.6;
/// So many candidates are kept for a person to choose from.
pub const MOST_CANDIDATES: usize = 4;

impl Link {
    /// Whether a person should confirm it.
    #[must_use]
    pub fn is_doubtful(&self) -> bool {
        self.confidence < DOUBTFUL
    }
}

/// The links of two drafts, in the reading order of the new one; what was removed stands where it was missed.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Lineage {
    /// The links.
    pub links: Vec<Link>,
}

impl Lineage {
    /// How many links there are of each relation, in the order of [`Relation::ALL`].
    #[must_use]
    pub fn summary(&self) -> Vec<(Relation, usize)> {
        Relation::ALL.iter().map(|relation| (*relation, self.links.iter().filter(|link| link.relation == *relation).count())).collect()
    }
}

/// A unit prepared for comparing.
struct Side {
    words: Vec<Vec<u32>>,
    texts: Vec<String>,
    kinds: Vec<BlockKind>,
    labels: Vec<String>,
}

impl Side {
    fn new(units: &[Unit], vocabulary: &mut Vocabulary) -> Self {
        Self {
            words: units.iter().map(|unit| vocabulary.number(&unit.text)).collect(),
            texts: units.iter().map(|unit| unit.text.clone()).collect(),
            kinds: units.iter().map(|unit| unit.kind).collect(),
            labels: units.iter().map(|unit| unit.label.clone()).collect(),
        }
    }

    fn len(&self) -> usize {
        self.texts.len()
    }

    /// What the same label and the same kind say for a pair of an old unit of this side and a new one of the other.
    fn evidence(&self, new: &Self, old_index: usize, new_index: usize, label: f64, kind: f64) -> f64 {
        let same_label = !self.labels[old_index].is_empty() && self.labels[old_index] == new.labels[new_index];
        let same_kind = self.kinds[old_index] == new.kinds[new_index];
        f64::from(u8::from(same_label)) * label + f64::from(u8::from(same_kind)) * kind
    }
}

/// A pair found by one of the passes.
#[derive(Clone, Copy, Debug)]
struct Pair {
    old: usize,
    similarity: f64,
    confidence: f64,
}

/// What the passes know so far.
struct Alignment {
    /// For each new unit the old one it is paired with.
    pairs: Vec<Option<Pair>>,
    /// For each old unit the new one it is paired with.
    taken: Vec<Option<usize>>,
    /// For each new unit, old units that also come into question.
    candidates: Vec<Vec<Candidate>>,
    /// The splits and merges.
    groups: Vec<parts::Group>,
    /// Which old units belong to one.
    grouped_old: Vec<bool>,
    /// Which new units belong to one.
    grouped_new: Vec<bool>,
}

impl Alignment {
    fn new(old: usize, new: usize) -> Self {
        Self {
            pairs: vec![None; new],
            taken: vec![None; old],
            candidates: vec![Vec::new(); new],
            groups: Vec::new(),
            grouped_old: vec![false; old],
            grouped_new: vec![false; new],
        }
    }

    fn pair(&mut self, old: usize, new: usize, similarity: f64, confidence: f64) {
        self.pairs[new] = Some(Pair { old, similarity, confidence });
        self.taken[old] = Some(new);
    }

    /// Takes a split or a merge in; its units are paired with each other, so that they speak for their neighbours.
    fn group(&mut self, group: parts::Group) {
        let last = |units: &[usize], at: usize| units[at.min(units.len() - 1)];
        for (at, &new) in group.new.iter().enumerate() {
            self.pairs[new] = Some(Pair { old: last(&group.old, at), similarity: group.similarity, confidence: group.confidence });
            self.grouped_new[new] = true;
        }
        for (at, &old) in group.old.iter().enumerate() {
            self.taken[old] = Some(last(&group.new, at));
            self.grouped_old[old] = true;
        }
        self.groups.push(group);
    }

    fn partner(&self, new: usize) -> Option<usize> {
        self.pairs[new].map(|pair| pair.old)
    }

    /// How well the neighbours of an old and a new unit agree, from 0 (not at all) to 1 (three on each side).
    fn context(&self, old: usize, new: usize) -> f64 {
        const WEIGHTS: [f64; 3] = [0.28, 0.14, 0.08];
        const BOTH_AT_AN_END: f64 = 0.14;
        let mut agreement = 0.0;
        for (index, weight) in WEIGHTS.iter().enumerate() {
            let distance = index + 1;
            if let (Some(before_old), Some(before_new)) = (old.checked_sub(distance), new.checked_sub(distance)) {
                if self.partner(before_new) == Some(before_old) {
                    agreement += weight;
                }
            } else if distance == 1 && old == new {
                agreement += BOTH_AT_AN_END;
            }
            let (after_old, after_new) = (old + distance, new + distance);
            if after_new < self.pairs.len() && after_old < self.taken.len() {
                if self.partner(after_new) == Some(after_old) {
                    agreement += weight;
                }
            } else if distance == 1 && self.pairs.len() - new == self.taken.len() - old {
                agreement += BOTH_AT_AN_END;
            }
        }
        agreement
    }
}

/// Aligns the units of two drafts.
#[must_use]
pub fn align(old: &[Unit], new: &[Unit]) -> Lineage {
    let mut vocabulary = Vocabulary::default();
    let old = Side::new(old, &mut vocabulary);
    let new = Side::new(new, &mut vocabulary);
    let mut alignment = Alignment::new(old.len(), new.len());
    exact::pair_same_texts(&old, &new, &mut alignment);
    parts::find(&old, &new, &mut alignment, parts::STRICT);
    edited::pair_alike(&old, &new, &mut alignment);
    parts::find(&old, &new, &mut alignment, parts::LOOSE);
    build(&old, &new, &alignment)
}

fn build(old: &Side, new: &Side, alignment: &Alignment) -> Lineage {
    let mut links = Vec::new();
    let mut old_done = alignment.grouped_old.clone();
    let new_done = &alignment.grouped_new;
    for group in &alignment.groups {
        links.push(Link {
            relation: if group.old.len() == 1 { Relation::Split } else { Relation::Merged },
            old: group.old.clone(),
            new: group.new.clone(),
            similarity: group.similarity,
            confidence: group.confidence,
            candidates: Vec::new(),
        });
    }
    let in_order = order::in_order(old, alignment, new_done);
    for (index, pair) in alignment.pairs.iter().enumerate() {
        if new_done[index] {
            continue;
        }
        let link = if let Some(pair) = pair {
            old_done[pair.old] = true;
            let same = old.texts[pair.old] == new.texts[index];
            let relation = match (same, in_order[index]) {
                (true, true) => Relation::Unchanged,
                (true, false) => Relation::Moved,
                (false, true) => Relation::Edited,
                (false, false) => Relation::MovedAndEdited,
            };
            Link {
                relation,
                old: vec![pair.old],
                new: vec![index],
                similarity: pair.similarity,
                confidence: pair.confidence,
                candidates: alignment.candidates[index].clone(),
            }
        } else {
            let candidates = alignment.candidates[index].clone();
            let nearest = candidates.first().map_or(0.0, |candidate| candidate.similarity);
            Link {
                relation: Relation::Added,
                old: Vec::new(),
                new: vec![index],
                similarity: 0.0,
                confidence: (1.0 - nearest).max(0.0),
                candidates,
            }
        };
        links.push(link);
    }
    links.sort_by_key(|link| link.new.first().copied());
    place_removed(&mut links, &old_done);
    Lineage { links }
}

/// Puts what was removed behind the link of the old unit before it, so that it is read where it was missed.
fn place_removed(links: &mut Vec<Link>, old_done: &[bool]) {
    let mut behind: Vec<(Option<usize>, Vec<usize>)> = Vec::new();
    let mut before = None;
    for (index, done) in old_done.iter().enumerate() {
        if *done {
            before = Some(index);
        } else if let Some((at, removed)) = behind.last_mut()
            && *at == before
        {
            removed.push(index);
        } else {
            behind.push((before, vec![index]));
        }
    }
    let mut position_of_old = vec![0; old_done.len()];
    for (position, link) in links.iter().enumerate() {
        link.old.iter().for_each(|old| position_of_old[*old] = position);
    }
    let mut insertions: Vec<(usize, Vec<usize>)> =
        behind.into_iter().map(|(at, removed)| (at.map_or(0, |old| position_of_old[old] + 1), removed)).collect();
    insertions.sort_by_key(|(position, _)| *position);
    let mut placed = Vec::with_capacity(links.len() + insertions.len());
    let mut waiting = insertions.into_iter().peekable();
    for (position, link) in std::mem::take(links).into_iter().enumerate() {
        while let Some((_, removed)) = waiting.next_if(|(at, _)| *at <= position) {
            placed.extend(removed.into_iter().map(removed_link));
        }
        placed.push(link);
    }
    waiting.for_each(|(_, removed)| placed.extend(removed.into_iter().map(removed_link)));
    *links = placed;
}

fn removed_link(old: usize) -> Link {
    Link { relation: Relation::Removed, old: vec![old], new: Vec::new(), similarity: 0.0, confidence: 1.0, candidates: Vec::new() }
}

/// Similarity of two texts in words, from 0 to 1.
#[must_use]
pub fn similarity(old: &str, new: &str) -> f64 {
    let mut vocabulary = Vocabulary::default();
    let old = vocabulary.number(old);
    let new = vocabulary.number(new);
    ratio(&old, &new)
}

#[cfg(test)]
mod tests;
