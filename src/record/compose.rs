//! The lineage between any two drafts, put together from the steps between them. Pure.

use std::collections::{BTreeMap, HashMap};

use crate::drafts::model::ChangedParagraph;
use crate::drafts::read::LinkRow;
use crate::ids::{DraftId, Ordinal};
use crate::text::lineage::Relation;

/// What became of some paragraphs on the way from one draft to another.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Strand {
    /// Paragraphs of the old draft.
    pub old: Vec<Ordinal>,
    /// Paragraphs of the new draft.
    pub new: Vec<Ordinal>,
    /// Whether any step moved it.
    pub moved: bool,
    /// Whether any step changed words.
    pub edited: bool,
    /// Whether any step is a doubtful link that nobody confirmed.
    pub doubtful: bool,
    /// The paragraphs on the way, where causes are named: draft, paragraph in it, and for a removal the paragraph of the
    /// draft before.
    pub steps: Vec<(DraftId, ChangedParagraph)>,
}

impl Strand {
    /// The one word for it.
    #[must_use]
    pub const fn relation(&self) -> Relation {
        match (self.old.len(), self.new.len()) {
            (0, _) => Relation::Added,
            (_, 0) => Relation::Removed,
            (1, 1) => match (self.edited, self.moved) {
                (false, false) => Relation::Unchanged,
                (false, true) => Relation::Moved,
                (true, false) => Relation::Edited,
                (true, true) => Relation::MovedAndEdited,
            },
            (1, _) => Relation::Split,
            _ => Relation::Merged,
        }
    }
}

/// The drafts whose links lead from `new` back to `old`, `new` first; `None` if they do not.
#[must_use]
pub fn chain(links: &[LinkRow], old: DraftId, new: DraftId) -> Option<Vec<DraftId>> {
    let before: HashMap<DraftId, DraftId> = links.iter().map(|link| (link.draft, link.old_draft)).collect();
    let mut chain = vec![new];
    let mut at = new;
    while let Some(previous) = before.get(&at) {
        if *previous == old {
            return Some(chain);
        }
        if chain.contains(previous) {
            return None;
        }
        chain.push(*previous);
        at = *previous;
    }
    None
}

/// Puts the links of a chain together, in the reading order of the new draft; what was removed stands where it was
/// missed.
#[must_use]
pub fn compose(links: &[LinkRow], chain: &[DraftId], old: DraftId, new: DraftId) -> Vec<Strand> {
    let links: Vec<&LinkRow> = links.iter().filter(|link| chain.contains(&link.draft)).collect();
    let mut sets = Sets::default();
    for link in &links {
        let ends = [link.old_ordinal.map(|o| (link.old_draft, o)), link.new_ordinal.map(|n| (link.draft, n))];
        let nodes: Vec<usize> = ends.into_iter().flatten().map(|node| sets.node(node)).collect();
        if let [left, right] = nodes.as_slice() {
            sets.join(*left, *right);
        }
    }
    let mut strands: BTreeMap<usize, Strand> = BTreeMap::new();
    for index in 0..sets.nodes.len() {
        let (draft, ordinal) = sets.nodes[index];
        let strand = strands.entry(sets.root(index)).or_default();
        if draft == old {
            strand.old.push(ordinal);
        }
        if draft == new {
            strand.new.push(ordinal);
        }
    }
    for link in &links {
        let end = link.new_ordinal.map(|n| (link.draft, n)).or_else(|| link.old_ordinal.map(|o| (link.old_draft, o)));
        let Some(end) = end else { continue };
        let node = sets.node(end);
        let strand = strands.entry(sets.root(node)).or_default();
        strand.moved |= matches!(link.relation, Relation::Moved | Relation::MovedAndEdited);
        strand.edited |= !matches!(link.relation, Relation::Unchanged | Relation::Moved);
        strand.doubtful |= link.is_doubtful();
        if link.relation != Relation::Unchanged {
            strand.steps.extend(link.changed().map(|paragraph| (link.draft, paragraph)));
        }
    }
    let mut strands: Vec<Strand> = strands.into_values().filter(|strand| !strand.old.is_empty() || !strand.new.is_empty()).collect();
    for strand in &mut strands {
        strand.old.sort_unstable();
        strand.new.sort_unstable();
        strand.steps.sort_unstable();
        strand.steps.dedup();
    }
    in_reading_order(strands)
}

fn in_reading_order(strands: Vec<Strand>) -> Vec<Strand> {
    let (mut kept, mut removed): (Vec<Strand>, Vec<Strand>) = strands.into_iter().partition(|strand| !strand.new.is_empty());
    kept.sort_by_key(|strand| strand.new.first().copied());
    removed.sort_by_key(|strand| strand.old.first().copied());
    // Each removed one stands behind the strand of the nearest paragraph before it in the old draft.
    let mut position: BTreeMap<Ordinal, usize> = BTreeMap::new();
    for (index, strand) in kept.iter().enumerate() {
        strand.old.iter().for_each(|old| _ = position.insert(*old, index));
    }
    let mut behind: BTreeMap<Option<usize>, Vec<Strand>> = BTreeMap::new();
    for strand in removed {
        let first = strand.old.first().copied().unwrap_or_default();
        let at = position.range(..first).next_back().map(|(_, index)| *index);
        behind.entry(at).or_default().push(strand);
    }
    let mut ordered = behind.remove(&None).unwrap_or_default();
    for (index, strand) in kept.into_iter().enumerate() {
        ordered.push(strand);
        ordered.extend(behind.remove(&Some(index)).unwrap_or_default());
    }
    ordered
}

/// Disjoint sets of paragraphs.
#[derive(Default)]
struct Sets {
    nodes: Vec<(DraftId, Ordinal)>,
    known: HashMap<(DraftId, Ordinal), usize>,
    parents: Vec<usize>,
}

impl Sets {
    fn node(&mut self, node: (DraftId, Ordinal)) -> usize {
        *self.known.entry(node).or_insert_with(|| {
            self.nodes.push(node);
            self.parents.push(self.nodes.len() - 1);
            self.nodes.len() - 1
        })
    }

    fn root(&self, mut index: usize) -> usize {
        while self.parents[index] != index {
            index = self.parents[index];
        }
        index
    }

    fn join(&mut self, left: usize, right: usize) {
        let (left, right) = (self.root(left), self.root(right));
        self.parents[left.max(right)] = left.min(right);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::drafts::model::LinkStatus;

    fn link(draft: i64, old: Option<i32>, new: Option<i32>, relation: Relation) -> LinkRow {
        LinkRow {
            draft: DraftId(draft),
            old_draft: DraftId(draft - 1),
            old_ordinal: old.map(Ordinal),
            new_ordinal: new.map(Ordinal),
            relation,
            similarity: 1.0,
            confidence: 1.0,
            status: LinkStatus::Computed,
            candidates: Vec::new(),
        }
    }

    #[test]
    fn a_split_and_a_move_on_the_way_are_one_strand() {
        use Relation::{Added, Moved, Removed, Split, Unchanged};
        let links = [
            link(2, Some(1), Some(1), Unchanged),
            link(2, Some(2), Some(2), Split),
            link(2, Some(2), Some(3), Split),
            link(2, Some(3), None, Removed),
            link(3, Some(1), Some(1), Unchanged),
            link(3, Some(2), Some(4), Moved),
            link(3, Some(3), Some(2), Unchanged),
            link(3, None, Some(3), Added),
        ];
        let chain = chain(&links, DraftId(1), DraftId(3)).unwrap();
        let strands = compose(&links, &chain, DraftId(1), DraftId(3));
        let numbers = |ordinals: &[Ordinal]| ordinals.iter().map(|ordinal| ordinal.0).collect::<Vec<_>>();
        let found: Vec<_> = strands.iter().map(|strand| (strand.relation(), numbers(&strand.old), numbers(&strand.new))).collect();
        let expected = [(Unchanged, vec![1], vec![1]), (Split, vec![2], vec![2, 4]), (Removed, vec![3], vec![]), (Added, vec![], vec![3])];
        assert_eq!(found, expected);
    }
}
