//! The lineage of blocks: that of their units, put together where a block (a table) has several.

use std::collections::BTreeMap;

use super::{Candidate, Link, Relation, align};
use crate::model::{BlockKind, Document, Unit};
use crate::similarity::to_f64;

/// Aligns the blocks of two documents; the indexes in the links count blocks. Blocks without text have no link.
#[must_use]
pub fn align_blocks(old: &Document, new: &Document) -> Vec<Link> {
    let (old_units, new_units) = (old.units(), new.units());
    let links = align(&old_units, &new_units).links;
    let mut result = Vec::new();
    let mut tables: BTreeMap<usize, Vec<&Link>> = BTreeMap::new();
    let is_cell = |units: &[Unit], index: usize| units[index].kind == BlockKind::Table;
    for link in &links {
        let cells_new = link.new.iter().find(|index| is_cell(&new_units, **index));
        if let Some(cell) = cells_new {
            tables.entry(new_units[*cell].block).or_default().push(link);
        } else if !link.old.iter().any(|index| is_cell(&old_units, *index)) {
            result.push(translate(link, &old_units, &new_units));
        }
    }
    let mut old_tables: Vec<usize> = old_units.iter().filter(|unit| unit.kind == BlockKind::Table).map(|unit| unit.block).collect();
    old_tables.dedup();
    for (table, cells) in tables {
        let link = table_link(table, &cells, &old_units);
        old_tables.retain(|old| !link.old.contains(old));
        result.push(link);
    }
    for table in old_tables {
        result.push(Link {
            relation: Relation::Removed,
            old: vec![table],
            new: Vec::new(),
            similarity: 0.0,
            confidence: 1.0,
            candidates: Vec::new(),
        });
    }
    result
}

fn translate(link: &Link, old: &[Unit], new: &[Unit]) -> Link {
    let candidates = link.candidates.iter().map(|candidate| Candidate { old: old[candidate.old].block, ..*candidate }).collect();
    Link {
        old: link.old.iter().map(|index| old[*index].block).collect(),
        new: link.new.iter().map(|index| new[*index].block).collect(),
        candidates,
        ..link.clone()
    }
}

/// A table came from the table that most of its cells came from.
fn table_link(table: usize, cells: &[&Link], old_units: &[Unit]) -> Link {
    let mut votes: BTreeMap<usize, usize> = BTreeMap::new();
    for cell in cells {
        for old in cell.old.iter().filter(|index| old_units[**index].kind == BlockKind::Table) {
            *votes.entry(old_units[*old].block).or_default() += 1;
        }
    }
    let Some((from, count)) = votes.into_iter().max_by_key(|(block, count)| (*count, std::cmp::Reverse(*block))) else {
        return Link {
            relation: Relation::Added,
            old: Vec::new(),
            new: vec![table],
            similarity: 0.0,
            confidence: 1.0,
            candidates: Vec::new(),
        };
    };
    let old_cells = old_units.iter().filter(|unit| unit.block == from).count();
    let with = |relation: Relation| cells.iter().filter(|cell| cell.relation == relation).count();
    let same = with(Relation::Unchanged) + with(Relation::Moved);
    let moved = (with(Relation::Moved) + with(Relation::MovedAndEdited)) * 2 > cells.len();
    let identical = same == cells.len() && old_cells == cells.len();
    let relation = match (identical, moved) {
        (true, false) => Relation::Unchanged,
        (true, true) => Relation::Moved,
        (false, false) => Relation::Edited,
        (false, true) => Relation::MovedAndEdited,
    };
    let all = to_f64(cells.len().max(old_cells));
    let similarity = cells.iter().map(|cell| cell.similarity).sum::<f64>() / all;
    let confidence = (0.5 + 0.5 * to_f64(count) / all).min(1.0);
    Link { relation, old: vec![from], new: vec![table], similarity, confidence, candidates: Vec::new() }
}
