//! The lineage of a draft's paragraphs from the draft before: stored, corrected by a person, carried through a
//! re-import.

use std::collections::BTreeMap;

use diesel::prelude::*;

use super::causes::CauseRow;
use super::model::{DraftId, LinkStatus};
use super::store::ordinal;
use super::{causes, read};
use crate::each_backend;
use crate::error::{AppError, AppResult};
use crate::platform::db::{Conn, Tx};
use crate::schema::{blocks, language_versions, lineage_links};
use crate::text::lineage::{Candidate, Link, Relation, likeness};

/// What a person did to a draft in preparation, by the ordinals of its text.
#[derive(Clone, Debug, Default)]
pub(super) struct Carried {
    /// New ordinal → the old ordinals she confirmed (none: new).
    pub(super) confirmed: BTreeMap<i32, Vec<i32>>,
    /// The causes she named.
    pub(super) causes: Vec<CauseRow>,
    /// What fits nowhere any more.
    pub(super) lost: usize,
}

/// Reads what a person did, before a re-import.
pub(super) fn to_carry(conn: &mut Conn, draft: DraftId) -> AppResult<Carried> {
    let rows: Vec<(Option<i32>, Option<i32>)> = each_backend!(conn, |c| lineage_links::table
        .filter(lineage_links::draft_id.eq(draft).and(lineage_links::status.eq(LinkStatus::Confirmed)))
        .order((lineage_links::new_ordinal, lineage_links::old_ordinal))
        .select((lineage_links::old_ordinal, lineage_links::new_ordinal))
        .load(c))?;
    let mut confirmed: BTreeMap<i32, Vec<i32>> = BTreeMap::new();
    for (old, new) in rows {
        if let Some(new) = new {
            confirmed.entry(new).or_default().extend(old);
        }
    }
    Ok(Carried { confirmed, causes: causes::of_draft(conn, draft)?, lost: 0 })
}

/// Moves what a person did to the ordinals of the text imported anew.
pub(super) fn carry(carried: Carried, links: &[Link]) -> Carried {
    let now: BTreeMap<i32, i32> =
        links.iter().filter_map(|link| Some((ordinal(*link.old.first()?), ordinal(*link.new.first()?)))).collect();
    let mut moved = Carried::default();
    for (new, olds) in carried.confirmed {
        match now.get(&new) {
            Some(at) => _ = moved.confirmed.insert(*at, olds),
            None => moved.lost += 1,
        }
    }
    for cause in carried.causes {
        match cause.new_ordinal.map(|new| now.get(&new)) {
            None => moved.causes.push(cause),
            Some(Some(at)) => moved.causes.push(CauseRow { new_ordinal: Some(*at), ..cause }),
            Some(None) => moved.lost += 1,
        }
    }
    moved
}

/// What was written: links by relation, how many are doubtful, and what was lost.
type Written = (Vec<(Relation, usize)>, usize, usize);

/// Writes the computed links and, over them, what a person confirmed.
pub(super) fn write(tx: &mut Tx, draft: DraftId, before: Option<&(DraftId, Vec<Link>)>, carried: &Carried) -> AppResult<Written> {
    each_backend!(tx, |c| diesel::delete(lineage_links::table.filter(lineage_links::draft_id.eq(draft))).execute(c))?;
    causes::replace(tx, draft, &carried.causes)?;
    let Some((old_draft, links)) = before else { return Ok((Vec::new(), 0, carried.lost)) };
    let rows: Vec<_> = links
        .iter()
        .flat_map(|link| pairs(link).into_iter().map(move |(old, new)| (link, old, new)))
        .map(|(link, old, new)| {
            let candidates: Vec<Candidate> = link.candidates.iter().map(|c| Candidate { old: c.old + 1, ..*c }).collect();
            (
                lineage_links::draft_id.eq(draft),
                lineage_links::old_draft_id.eq(*old_draft),
                lineage_links::old_ordinal.eq(old),
                lineage_links::new_ordinal.eq(new),
                lineage_links::relation.eq(link.relation.as_str()),
                lineage_links::similarity.eq(link.similarity),
                lineage_links::confidence.eq(link.confidence),
                lineage_links::status.eq(LinkStatus::Computed),
                lineage_links::candidates.eq(serde_json::json!(candidates).to_string()),
            )
        })
        .collect();
    for chunk in rows.chunks(1_000) {
        let chunk = chunk.to_vec();
        each_backend!(tx, |c| diesel::insert_into(lineage_links::table).values(&chunk).execute(c))?;
    }
    for (new, olds) in &carried.confirmed {
        correct_link(tx, draft, &Correction { new: *new, old: olds.clone() })?;
    }
    let written = read::links(tx, draft)?;
    let summary = read::summary(&written);
    let doubtful = written.iter().filter(|link| link.is_doubtful()).count();
    Ok((summary, doubtful, carried.lost))
}

/// The pairs of ordinals of a link.
fn pairs(link: &Link) -> Vec<(Option<i32>, Option<i32>)> {
    let olds: Vec<Option<i32>> = link.old.iter().map(|old| Some(ordinal(*old))).collect();
    let news: Vec<Option<i32>> = link.new.iter().map(|new| Some(ordinal(*new))).collect();
    match (olds.is_empty(), news.is_empty()) {
        (true, _) => news.into_iter().map(|new| (None, new)).collect(),
        (_, true) => olds.into_iter().map(|old| (old, None)).collect(),
        _ => olds.iter().flat_map(|old| news.iter().map(move |new| (*old, *new))).collect(),
    }
}

/// A person's word on where a paragraph came from.
#[derive(Clone, Debug)]
pub struct Correction {
    /// The paragraph of the new draft.
    pub new: i32,
    /// The paragraphs of the draft before that became it; none if it is new.
    pub old: Vec<i32>,
}

/// Writes a correction: the links of the new paragraph are replaced, those of paragraphs that took part before or now
/// get the relation that follows.
///
/// # Errors
/// `old` names a paragraph that the draft before does not have; [`AppError::NotFound`] if there is no draft before.
pub fn correct_link(tx: &mut Tx, draft: DraftId, correction: &Correction) -> AppResult<()> {
    let whole = read::by_id(tx, draft)?;
    let before = read::predecessor(tx, &whole)?.ok_or(AppError::NotFound)?;
    let old_texts = texts(tx, before.id)?;
    let new_texts = texts(tx, draft)?;
    if !new_texts.contains_key(&correction.new) {
        return Err(AppError::NotFound);
    }
    if correction.old.iter().any(|old| !old_texts.contains_key(old)) {
        return Err(AppError::field("others", "form-paragraph-unknown"));
    }
    // The edges as they stand, as a set that can be changed.
    let mut edges: Vec<(i32, i32, bool)> = Vec::new();
    let mut moved_before: Vec<(i32, i32)> = Vec::new();
    for link in read::links(tx, draft)? {
        if let (Some(old), Some(new)) = (link.old_ordinal, link.new_ordinal) {
            if matches!(link.relation, Relation::Moved | Relation::MovedAndEdited) {
                moved_before.push((old, new));
            }
            edges.push((old, new, link.status == LinkStatus::Confirmed));
        }
    }
    let mut touched_old: Vec<i32> = edges.iter().filter(|(_, new, _)| *new == correction.new).map(|(old, _, _)| *old).collect();
    edges.retain(|(_, new, _)| *new != correction.new);
    edges.extend(correction.old.iter().map(|old| (*old, correction.new, true)));
    touched_old.extend(&correction.old);
    let mut touched_new: Vec<i32> = vec![correction.new];
    touched_new.extend(edges.iter().filter(|(old, _, _)| touched_old.contains(old)).map(|(_, new, _)| *new));
    touched_new.sort_unstable();
    touched_new.dedup();
    touched_old.extend(edges.iter().filter(|(_, new, _)| touched_new.contains(new)).map(|(old, _, _)| *old));
    touched_old.sort_unstable();
    touched_old.dedup();

    let rows = relations(&touched_old, &touched_new, &edges, &moved_before, correction.new, &old_texts, &new_texts);
    each_backend!(tx, |c| diesel::delete(
        lineage_links::table.filter(
            lineage_links::draft_id
                .eq(draft)
                .and(lineage_links::new_ordinal.eq_any(&touched_new).or(lineage_links::old_ordinal.eq_any(&touched_old)))
        )
    )
    .execute(c))?;
    for row in rows {
        each_backend!(tx, |c| diesel::insert_into(lineage_links::table)
            .values((
                lineage_links::draft_id.eq(draft),
                lineage_links::old_draft_id.eq(before.id),
                lineage_links::old_ordinal.eq(row.old),
                lineage_links::new_ordinal.eq(row.new),
                lineage_links::relation.eq(row.relation.as_str()),
                lineage_links::similarity.eq(row.similarity),
                lineage_links::confidence.eq(1.0),
                lineage_links::status.eq(if row.confirmed { LinkStatus::Confirmed } else { LinkStatus::Computed }),
                lineage_links::candidates.eq("[]"),
            ))
            .execute(c))?;
    }
    Ok(())
}

/// A link to be written.
struct Row {
    old: Option<i32>,
    new: Option<i32>,
    relation: Relation,
    similarity: f64,
    confirmed: bool,
}

/// The relations that follow from the edges for the paragraphs that a correction touched.
fn relations(
    touched_old: &[i32],
    touched_new: &[i32],
    edges: &[(i32, i32, bool)],
    moved_before: &[(i32, i32)],
    corrected: i32,
    old_texts: &BTreeMap<i32, String>,
    new_texts: &BTreeMap<i32, String>,
) -> Vec<Row> {
    let mut rows = Vec::new();
    for new in touched_new {
        let sources: Vec<(i32, bool)> = edges.iter().filter(|(_, n, _)| n == new).map(|(old, _, sure)| (*old, *sure)).collect();
        if sources.is_empty() {
            rows.push(Row { old: None, new: Some(*new), relation: Relation::Added, similarity: 0.0, confirmed: *new == corrected });
        }
        for (old, confirmed) in &sources {
            let siblings = edges.iter().filter(|(o, _, _)| o == old).count();
            let (old_text, new_text) = (&old_texts[old], &new_texts[new]);
            let same = old_text == new_text;
            // In place: the nearest linked neighbours before and behind stand in the same order in both drafts.
            let moved = moved_before.contains(&(*old, *new)) || crosses(*old, *new, edges);
            let relation = match (sources.len(), siblings) {
                (1, 1) => match (same, moved) {
                    (true, false) => Relation::Unchanged,
                    (true, true) => Relation::Moved,
                    (false, false) => Relation::Edited,
                    (false, true) => Relation::MovedAndEdited,
                },
                (1, _) => Relation::Split,
                _ => Relation::Merged,
            };
            rows.push(Row { old: Some(*old), new: Some(*new), relation, similarity: likeness(old_text, new_text), confirmed: *confirmed });
        }
    }
    for old in touched_old.iter().filter(|old| !edges.iter().any(|(o, _, _)| o == *old)) {
        rows.push(Row { old: Some(*old), new: None, relation: Relation::Removed, similarity: 0.0, confirmed: false });
    }
    rows
}

/// Whether a pair crosses more than half of its ten nearest neighbours.
fn crosses(old: i32, new: i32, edges: &[(i32, i32, bool)]) -> bool {
    let mut near: Vec<&(i32, i32, bool)> = edges.iter().filter(|(_, n, _)| *n != new).collect();
    near.sort_by_key(|(_, n, _)| (n - new).abs());
    near.truncate(10);
    let crossing = near.iter().filter(|(o, n, _)| (*o < old) != (*n < new)).count();
    crossing * 2 > near.len()
}

/// The authoritative texts of a draft's paragraphs, by ordinal.
fn texts(conn: &mut Conn, draft: DraftId) -> AppResult<BTreeMap<i32, String>> {
    let rows: Vec<(Option<i32>, String)> = each_backend!(conn, |c| blocks::table
        .inner_join(language_versions::table)
        .filter(language_versions::draft_id.eq(draft).and(language_versions::authoritative.eq(true)))
        .select((blocks::first_ordinal, blocks::plain))
        .load(c))?;
    Ok(rows.into_iter().filter_map(|(ordinal, text)| Some((ordinal?, text))).collect())
}
