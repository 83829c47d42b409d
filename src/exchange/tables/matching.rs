//! Which rows of a later state are which rows of the earlier ones. Who speaks and what is said decide; numbers only help
//! between rows that could both be meant.

use std::collections::HashMap;

use super::known::Known;
use crate::comments::table::Entry;
use crate::text::similarity::{Vocabulary, ratio};

/// So alike are the words of a row at the same place before and after it was edited.
const EDITED_IN_PLACE: f64 = 0.5;
/// So alike are they if its place has changed too.
const EDITED_ELSEWHERE: f64 = 0.8;
/// More pairs than this are not compared word by word.
const MOST_PAIRS: usize = 200_000;

/// A row as it is matched.
pub struct Candidate<'a> {
    /// Who speaks.
    pub source: &'a [u8],
    /// Its words.
    pub words: &'a [u8],
    /// The row.
    pub entry: &'a Entry,
}

/// For each row the known one that it is: exactly (same words), or edited. `hers` says of which known rows the author has changed
/// the words since: what the table said is not there to be compared any more, so a row of hers at the same place is the same.
pub fn matched(rows: &[Candidate], known: &[Known], hers: &[bool]) -> Vec<Option<(usize, bool)>> {
    let mut found: Vec<Option<(usize, bool)>> = vec![None; rows.len()];
    let mut taken = vec![false; known.len()];
    let places: Vec<String> = rows.iter().map(|row| row.entry.place.said()).collect();
    // The same words from the same source: first at the same place, then anywhere, in the order of both tables.
    for with_place in [true, false] {
        let mut open: HashMap<(&[u8], &[u8], &str), Vec<usize>> = HashMap::new();
        for (index, row) in known.iter().enumerate().rev().filter(|(index, _)| !taken[*index]) {
            open.entry((&row.source, &row.words, if with_place { &row.place } else { "" })).or_default().push(index);
        }
        for ((row, place), slot) in rows.iter().zip(&places).zip(&mut found).filter(|(_, slot)| slot.is_none()) {
            let place = if with_place { place.as_str() } else { "" };
            if let Some(index) = open.get_mut(&(row.source, row.words, place)).and_then(Vec::pop) {
                taken[index] = true;
                *slot = Some((index, true));
            }
        }
    }
    let mut by_source: HashMap<&[u8], Vec<usize>> = HashMap::new();
    for (index, row) in known.iter().enumerate().filter(|(index, _)| !taken[*index]) {
        by_source.entry(&row.source).or_default().push(index);
    }
    let mut vocabulary = Vocabulary::default();
    let mut texts: HashMap<usize, Vec<u32>> = HashMap::new();
    let mut compared = 0;
    let mut pairs: Vec<(f64, usize, usize)> = Vec::new();
    for (position, row) in rows.iter().enumerate().filter(|(position, _)| found[*position].is_none()) {
        let Some(open) = by_source.get(row.source) else { continue };
        let place = &places[position];
        let new = vocabulary.number(&[&*row.entry.body, &*row.entry.proposed].join("\n"));
        for index in open {
            compared += 1;
            if compared > MOST_PAIRS {
                break;
            }
            let old = texts.entry(*index).or_insert_with(|| vocabulary.number(&known[*index].text()));
            let similarity = ratio(old, &new);
            let least = if *place == known[*index].place { EDITED_IN_PLACE } else { EDITED_ELSEWHERE };
            if similarity >= least {
                pairs.push((similarity, position, *index));
            }
        }
    }
    // The likest first.
    pairs.sort_by(|one, other| other.0.total_cmp(&one.0).then((one.1, one.2).cmp(&(other.1, other.2))));
    for (_, position, index) in pairs {
        if found[position].is_none() && !taken[index] {
            taken[index] = true;
            found[position] = Some((index, false));
        }
    }
    for (position, slot) in found.iter_mut().enumerate().filter(|(_, slot)| slot.is_none()) {
        let is_it = |index: &usize| {
            let row = &known[*index];
            !taken[*index] && hers[*index] && row.source == rows[position].source && row.place == places[position]
        };
        if let Some(index) = (0..known.len()).find(is_it) {
            taken[index] = true;
            *slot = Some((index, false));
        }
    }
    found
}
