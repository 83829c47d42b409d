//! Fourth pass: which pairs stayed in place. Of all pairs, those of the heaviest run that rises in both drafts are in
//! place (weight: words, so that a page that stays outweighs the heading that moves); the others have moved.

use super::{Alignment, Side};

/// For each new unit, whether its pair is in place. Units in `grouped` (splits and merges) are left out.
pub(super) fn in_order(old: &Side, alignment: &Alignment, grouped: &[bool]) -> Vec<bool> {
    let mut result = vec![false; alignment.pairs.len()];
    // heaviest[k] is the heaviest run ending at an old index below k: a Fenwick tree of maxima.
    let mut tree: Vec<(usize, Option<usize>)> = vec![(0, None); old.len() + 1];
    let mut before: Vec<Option<usize>> = vec![None; alignment.pairs.len()];
    let mut best: (usize, Option<usize>) = (0, None);
    for (new, pair) in alignment.pairs.iter().enumerate() {
        let Some(pair) = pair.filter(|_| !grouped[new]) else { continue };
        let (weight, last) = heaviest_below(&tree, pair.old);
        before[new] = last;
        let run = (weight + old.words[pair.old].len() + 1, Some(new));
        raise(&mut tree, pair.old, run);
        if run.0 > best.0 {
            best = run;
        }
    }
    let mut at = best.1;
    while let Some(new) = at {
        result[new] = true;
        at = before[new];
    }
    result
}

fn heaviest_below(tree: &[(usize, Option<usize>)], old: usize) -> (usize, Option<usize>) {
    let mut best = (0, None);
    let mut index = old;
    while index > 0 {
        if tree[index].0 > best.0 {
            best = tree[index];
        }
        index &= index - 1;
    }
    best
}

fn raise(tree: &mut [(usize, Option<usize>)], old: usize, run: (usize, Option<usize>)) {
    let mut index = old + 1;
    while index < tree.len() {
        if run.0 > tree[index].0 {
            tree[index] = run;
        }
        index += index & index.wrapping_neg();
    }
}
