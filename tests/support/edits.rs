//! A drafter at random: changes a real text as drafters do, and knows what became of every unit.

use std::collections::HashMap;

use fastrand::Rng;
use travaux::text::lineage::Relation;
use travaux::text::model::{BlockKind, Unit};

/// How often a unit meets each fate, from 0 to 1; the rest stays as it is.
#[derive(Clone, Copy, Debug)]
pub struct Rates {
    pub delete: f64,
    pub edit: f64,
    pub moved: f64,
    pub split: f64,
    pub merge: f64,
    pub insert: f64,
}

/// A link that must be found: what became of it, the old units, the new ones.
pub type TrueLink = (Relation, Vec<usize>, Vec<usize>);

/// A unit of the new draft, with the old ones it comes from.
struct Piece {
    origin: Vec<usize>,
    moved: bool,
    unit: Unit,
}

/// A text and what it became.
pub struct Revision {
    pub new: Vec<Unit>,
    pub links: Vec<TrueLink>,
}

fn words(text: &str) -> Vec<&str> {
    text.split_whitespace().collect()
}

fn is_running(unit: &Unit) -> bool {
    matches!(unit.kind, BlockKind::Paragraph | BlockKind::ListItem)
}

/// Between a twentieth and two fifths of the words are replaced, left out or joined by others, in runs of one to four.
fn edit(rng: &mut Rng, text: &str, stock: &[&str]) -> String {
    let old = words(text);
    let change = 0.05 + 0.35 * rng.f64();
    let mut left = ((0..old.len()).filter(|_| rng.f64() < change).count()).max(1);
    let mut new: Vec<&str> = old.clone();
    while left > 0 {
        let run = rng.usize(1..=4).min(left).min(new.len().max(1));
        let at = rng.usize(0..=new.len() - run.min(new.len()));
        let fresh: Vec<&str> = (0..run).map(|_| stock[rng.usize(..stock.len())]).collect();
        match rng.u8(0..4) {
            0 if new.len() > run + 2 => drop(new.drain(at..at + run)),
            1 => drop(new.splice(at..at, fresh)),
            _ => drop(new.splice(at..(at + run).min(new.len()), fresh)),
        }
        left -= run;
    }
    new.join(" ")
}

/// Changes a text. `stock` lends the words and paragraphs that are new.
pub fn revise(old: &[Unit], stock: &[Unit], rates: Rates, seed: u64) -> Revision {
    let mut rng = Rng::with_seed(seed);
    let lent: Vec<&str> = stock.iter().flat_map(|unit| words(&unit.text)).collect();
    let paragraphs: Vec<&Unit> = stock.iter().filter(|unit| is_running(unit) && words(&unit.text).len() >= 8).collect();
    let mut pieces: Vec<Piece> = Vec::new();
    let mut movers: Vec<(usize, Vec<Piece>)> = Vec::new();
    let mut stands: HashMap<&str, usize> = HashMap::new();
    old.iter().for_each(|unit| *stands.entry(&unit.text).or_default() += 1);
    let mut index = 0;
    while index < old.len() {
        let unit = &old[index];
        let count = words(&unit.text).len();
        let mut fate = rng.f64();
        let mut is = |rate: f64| {
            fate -= rate;
            fate < 0.0
        };
        let piece = |text: String, origin: Vec<usize>| Piece { origin, moved: false, unit: Unit { text, ..unit.clone() } };
        if is(rates.delete) {
        } else if is(rates.edit) && count >= 4 {
            pieces.push(piece(edit(&mut rng, &unit.text, &lent), vec![index]));
        } else if is(rates.moved) && stands[unit.text.as_str()] == 1 {
            // A text that stands in several places only moves behind one that does not: nothing else says which it was.
            let run = if rng.f64() < 0.6 { 1 } else { rng.usize(2..=5).min(old.len() - index) };
            let change = run == 1 && count >= 8 && rng.f64() < 0.25;
            let text = if change { edit(&mut rng, &unit.text, &lent) } else { unit.text.clone() };
            let mut moved = vec![Piece { moved: true, ..piece(text, vec![index]) }];
            let behind = old[index..index + run].iter().enumerate().skip(1);
            moved.extend(behind.map(|(step, unit)| Piece { moved: true, origin: vec![index + step], unit: unit.clone() }));
            movers.push((pieces.len(), moved));
            index += run - 1;
        } else if is(rates.split) && count >= 16 && is_running(unit) {
            let all = words(&unit.text);
            let middle = (count / 3..count - count / 3).collect::<Vec<_>>();
            let stop = middle.iter().copied().find(|at| all[at - 1].ends_with('.')).unwrap_or(middle[rng.usize(..middle.len())]);
            for part in [&all[..stop], &all[stop..]] {
                pieces.push(piece(part.join(" "), vec![index]));
            }
        } else if is(rates.merge)
            && index + 1 < old.len()
            && [unit, &old[index + 1]].iter().all(|unit| is_running(unit) && words(&unit.text).len() >= 7)
        {
            pieces.push(piece(format!("{} {}", unit.text, old[index + 1].text), vec![index, index + 1]));
            index += 1;
        } else {
            pieces.push(piece(unit.text.clone(), vec![index]));
        }
        if rng.f64() < rates.insert && !paragraphs.is_empty() {
            let lent = paragraphs[rng.usize(..paragraphs.len())];
            pieces.push(Piece { origin: Vec::new(), moved: false, unit: lent.clone() });
        }
        index += 1;
    }
    // So far that going the other way round would move more.
    let far = (old.len() / 10).max(6);
    for (from, mover) in movers.into_iter().rev() {
        let places: Vec<usize> = (0..=pieces.len()).filter(|at| at.abs_diff(from) >= far).collect();
        let at = if places.is_empty() { pieces.len() } else { places[rng.usize(..places.len())] };
        drop(pieces.splice(at..at, mover));
    }
    renumber(&mut pieces);
    let links = links(old, &pieces);
    Revision { new: pieces.into_iter().enumerate().map(|(block, piece)| Unit { block, ..piece.unit }).collect(), links }
}

/// The running numbers of paragraphs count again from one.
fn renumber(pieces: &mut [Piece]) {
    let mut number = 0;
    for piece in pieces.iter_mut().filter(|piece| piece.unit.kind == BlockKind::Paragraph && piece.unit.label.parse::<u32>().is_ok()) {
        number += 1;
        piece.unit.label = number.to_string();
    }
}

fn links(old: &[Unit], pieces: &[Piece]) -> Vec<TrueLink> {
    let mut links: Vec<TrueLink> = Vec::new();
    for (index, piece) in pieces.iter().enumerate() {
        let before = links.iter_mut().find(|(_, olds, _)| !piece.origin.is_empty() && *olds == piece.origin);
        if let Some((relation, _, news)) = before {
            *relation = Relation::Split;
            news.push(index);
            continue;
        }
        let relation = match (piece.origin.as_slice(), piece.moved) {
            ([], _) => Relation::Added,
            ([from], moved) => match (old[*from].text == piece.unit.text, moved) {
                (true, false) => Relation::Unchanged,
                (true, true) => Relation::Moved,
                (false, false) => Relation::Edited,
                (false, true) => Relation::MovedAndEdited,
            },
            _ => Relation::Merged,
        };
        links.push((relation, piece.origin.clone(), vec![index]));
    }
    for index in 0..old.len() {
        if !pieces.iter().any(|piece| piece.origin.contains(&index)) {
            links.push((Relation::Removed, vec![index], Vec::new()));
        }
    }
    links
}

/// What a program finds that compares line by line, as `diff` does: equal lines in order, and what stands against each other
/// in a gap, one by one.
pub fn baseline(old: &[Unit], new: &[Unit]) -> Vec<TrueLink> {
    let texts = |units: &[Unit]| units.iter().map(|unit| unit.text.clone()).collect::<Vec<_>>();
    let mut links = Vec::new();
    for operation in similar::capture_diff_slices(similar::Algorithm::Myers, &texts(old), &texts(new)) {
        let (tag, olds, news) = operation.as_tag_tuple();
        let relation = if tag == similar::DiffTag::Equal { Relation::Unchanged } else { Relation::Edited };
        let both = olds.len().min(news.len());
        links.extend((0..both).map(|step| (relation, vec![olds.start + step], vec![news.start + step])));
        links.extend((olds.start + both..olds.end).map(|index| (Relation::Removed, vec![index], Vec::new())));
        links.extend((news.start + both..news.end).map(|index| (Relation::Added, Vec::new(), vec![index])));
    }
    links
}
