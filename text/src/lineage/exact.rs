//! First pass: units with the same words. Those that stand once in each draft are certain; those that stand in
//! several places ("Rationale:") are told apart by the neighbours that are already paired.

use std::collections::HashMap;

use super::{Alignment, Side};
use crate::similarity::to_f64;

/// Groups of more combinations are paired in reading order instead of by their neighbours, which costs
/// time with the square of their size.
const MOST_COMBINATIONS: usize = 40_000;

/// So much better must the neighbours of crossing pairs agree.
const CROSSING: f64 = 0.1;

/// What the same label speaks for a pair, beside similarity and neighbours.
const LABEL: f64 = 0.1;
/// What the same kind speaks for it.
const KIND: f64 = 0.04;

pub(super) fn pair_same_texts(old: &Side, new: &Side, alignment: &mut Alignment) {
    let mut groups: HashMap<&str, (Vec<usize>, Vec<usize>)> = HashMap::new();
    for (index, text) in old.texts.iter().enumerate() {
        groups.entry(text).or_default().0.push(index);
    }
    for (index, text) in new.texts.iter().enumerate() {
        groups.entry(text).or_default().1.push(index);
    }
    let mut repeated = Vec::new();
    for (olds, news) in groups.into_values() {
        match (olds.as_slice(), news.as_slice()) {
            ([], _) | (_, []) => {}
            ([old], [new]) => alignment.pair(*old, *new, 1.0, 1.0),
            _ => repeated.push((olds, news)),
        }
    }
    repeated.sort_unstable();
    let mut open = Vec::new();
    for (olds, news) in repeated {
        if olds.len() * news.len() > MOST_COMBINATIONS {
            olds.iter().zip(&news).for_each(|(old, new)| alignment.pair(*old, *new, 1.0, 0.7));
        } else {
            open.push((olds, news));
        }
    }
    let same: Vec<Vec<usize>> = open.iter().map(|(_, news)| news.clone()).collect();
    pair_by_neighbours(old, new, alignment, open);
    same.iter().for_each(|news| untangle(alignment, news));
}

/// Of two pairs of the same text that cross, either may be true; that they do not cross is likelier, unless the neighbours of
/// the crossed ones agree better.
fn untangle(alignment: &mut Alignment, news: &[usize]) {
    for left in 0..news.len() {
        for right in left + 1..news.len() {
            let (Some(before), Some(after)) = (alignment.pairs[news[left]], alignment.pairs[news[right]]) else { continue };
            if before.old < after.old {
                continue;
            }
            let crossed = alignment.context(before.old, news[left]) + alignment.context(after.old, news[right]);
            let straight = alignment.context(after.old, news[left]) + alignment.context(before.old, news[right]);
            if straight + CROSSING >= crossed {
                alignment.pair(after.old, news[left], after.similarity, after.confidence);
                alignment.pair(before.old, news[right], before.similarity, before.confidence);
            }
        }
    }
}

/// A combination of an old and a new place of the same text.
struct Place {
    agreement: f64,
    distance: f64,
    old: usize,
    new: usize,
}

/// In rounds, because each repeated text that is settled becomes a neighbour that speaks for the next.
fn pair_by_neighbours(old: &Side, new: &Side, alignment: &mut Alignment, mut open: Vec<(Vec<usize>, Vec<usize>)>) {
    for least in [0.5, 0.25, 0.05, 0.0] {
        let mut places: Vec<Place> = Vec::new();
        for (olds, news) in &open {
            for &new_index in news {
                places.extend(olds.iter().map(|&old_index| Place {
                    agreement: alignment.context(old_index, new_index) + old.evidence(new, old_index, new_index, LABEL, KIND),
                    distance: (to_f64(old_index) / to_f64(old.len()) - to_f64(new_index) / to_f64(new.len())).abs(),
                    old: old_index,
                    new: new_index,
                }));
            }
        }
        places.sort_by(|a, b| {
            b.agreement.total_cmp(&a.agreement).then(a.distance.total_cmp(&b.distance)).then((a.new, a.old).cmp(&(b.new, b.old)))
        });
        for place in places.iter().take_while(|place| place.agreement >= least) {
            if alignment.taken[place.old].is_none() && alignment.pairs[place.new].is_none() {
                let confidence = if place.agreement >= 0.2 { 1.0 } else { 0.75 };
                alignment.pair(place.old, place.new, 1.0, confidence);
            }
        }
        for (olds, news) in &mut open {
            olds.retain(|index| alignment.taken[*index].is_none());
            news.retain(|index| alignment.pairs[*index].is_none());
        }
        open.retain(|(olds, news)| !olds.is_empty() && !news.is_empty());
    }
}
