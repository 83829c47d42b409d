//! The lineage of a draft's paragraphs from the draft before: stored, corrected by a person, carried through a
//! re-import.

use crate::drafts::model::DraftStatus;
use crate::platform::clock::Day;
use crate::publications::Fact;
use std::collections::{BTreeMap, BTreeSet};

use diesel::prelude::*;

use super::causes::{CauseRow, ChangeLink};
use super::change;
use super::model::{ChangedParagraph, LinkStatus};
use super::read::LinkRow;
use super::{causes, read};
use crate::each_backend;
use crate::error::{AppError, AppResult};
use crate::ids::{DraftId, Ordinal};
use crate::platform::db::{Conn, Tx};
use crate::schema::{blocks, language_versions, lineage_links};
use crate::text::lineage::{Candidate, Link, Relation, similarity};

/// What a person did to a draft in preparation, by the ordinals of its text.
#[derive(Clone, Debug, Default)]
pub(super) struct Carried {
    /// The draft before, whose ordinals the confirmed links name.
    pub(super) old_draft: Option<DraftId>,
    /// New ordinal → the old ordinals she confirmed (none: new).
    pub(super) confirmed: BTreeMap<Ordinal, Vec<Ordinal>>,
    /// The causes she named.
    pub(super) causes: Vec<CauseRow>,
    /// The paragraphs she linked to accepted comments.
    pub(super) changes: Vec<ChangeLink>,
    /// What fits nowhere any more.
    pub(super) lost: usize,
}

/// Reads what a person did, before a re-import.
pub(super) fn to_carry(conn: &mut Conn, draft: DraftId) -> AppResult<Carried> {
    let links = read::links(conn, draft)?;
    let old_draft = links.first().map(|link| link.old_draft);
    let mut confirmed: BTreeMap<Ordinal, Vec<Ordinal>> = BTreeMap::new();
    for link in links.iter().filter(|link| link.status == LinkStatus::Confirmed) {
        if let Some(new) = link.new_ordinal {
            confirmed.entry(new).or_default().extend(link.old_ordinal);
        }
    }
    Ok(Carried { old_draft, confirmed, causes: causes::of_draft(conn, draft)?, changes: read::change_links(conn, &[draft])?, lost: 0 })
}

/// Moves what a person did to the ordinals of the text imported anew.
pub(super) fn carry(carried: Carried, links: &[Link]) -> Carried {
    let now: BTreeMap<Ordinal, Ordinal> =
        links.iter().filter_map(|link| Some((Ordinal::at(*link.old.first()?), Ordinal::at(*link.new.first()?)))).collect();
    let mut moved = Carried { old_draft: carried.old_draft, ..Carried::default() };
    for (new, olds) in carried.confirmed {
        match now.get(&new) {
            Some(at) => _ = moved.confirmed.insert(*at, olds),
            None => moved.lost += 1,
        }
    }
    let moved_to = |paragraph: ChangedParagraph| match paragraph {
        ChangedParagraph::New(new) => now.get(&new).copied().map(ChangedParagraph::New),
        ChangedParagraph::Removed(_) => Some(paragraph),
    };
    for cause in carried.causes {
        match moved_to(cause.paragraph) {
            Some(paragraph) => moved.causes.push(CauseRow { paragraph, ..cause }),
            None => moved.lost += 1,
        }
    }
    for link in carried.changes {
        match moved_to(link.paragraph) {
            Some(paragraph) => moved.changes.push(ChangeLink { paragraph, ..link }),
            None => moved.lost += 1,
        }
    }
    moved
}

/// What was written: links by relation, how many are doubtful, and what was lost.
type Written = (Vec<(Relation, usize)>, usize, usize);

/// Writes the computed links and, over them, what a person confirmed.
pub(super) fn write(tx: &mut Tx, draft: DraftId, before: Option<&(DraftId, Vec<Link>)>, carried: &Carried) -> AppResult<Written> {
    each_backend!(tx, |c| diesel::delete(lineage_links::table.filter(lineage_links::draft_id.eq(draft))).execute(c))?;
    causes::replace(tx, draft, &carried.causes, &carried.changes)?;
    let Some((old_draft, links)) = before else { return Ok((Vec::new(), 0, carried.lost + carried.confirmed.len())) };
    // Another draft has come before this one meanwhile: what was confirmed speaks of ordinals that mean something else now.
    let still_fits = carried.old_draft.is_none_or(|known| known == *old_draft);
    let lost = carried.lost + if still_fits { 0 } else { carried.confirmed.len() };
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
    for (new, olds) in carried.confirmed.iter().filter(|_| still_fits) {
        write_correction(tx, draft, &Correction { new: *new, old: olds.clone() })?;
    }
    let written = read::links(tx, draft)?;
    let summary = read::summary(&written);
    let doubtful = written.iter().filter(|link| link.is_doubtful()).count();
    Ok((summary, doubtful, lost))
}

/// The pairs of ordinals of a link.
fn pairs(link: &Link) -> Vec<(Option<Ordinal>, Option<Ordinal>)> {
    let olds: Vec<Option<Ordinal>> = link.old.iter().map(|old| Some(Ordinal::at(*old))).collect();
    let news: Vec<Option<Ordinal>> = link.new.iter().map(|new| Some(Ordinal::at(*new))).collect();
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
    pub new: Ordinal,
    /// The paragraphs of the draft before that became it; none if it is new.
    pub old: Vec<Ordinal>,
}

/// Corrects the lineage of a draft. What follows from it on the pages of a published draft is made anew.
///
/// # Errors
/// `old` names a paragraph that the draft before does not have; [`AppError::NotFound`] if there is no draft before.
pub fn correct_link(tx: &mut Tx, draft: DraftId, correction: &Correction, today: Day) -> AppResult<()> {
    let (mut change, corrected) = change::begin(tx, draft)?;
    write_correction(&mut change, draft, correction)?;
    if corrected.status == DraftStatus::Published {
        change.emit(Fact::DraftAnnotated, corrected.number.to_string(), today);
    }
    change.finish()
}

/// Writes a correction: the links of the new paragraph are replaced, those of paragraphs that took part before or now
/// get the relation that follows.
fn write_correction(tx: &mut Tx, draft: DraftId, correction: &Correction) -> AppResult<()> {
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
    let known = read::links(tx, draft)?;
    let edges = corrected_edges(&known, correction);
    let (touched_old, touched_new) = touched(&known, &edges, correction);
    let rows = relations(&touched_old, &touched_new, &edges, &known, correction.new, &old_texts, &new_texts);
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
                lineage_links::confidence.eq(row.confidence),
                lineage_links::status.eq(if row.confirmed { LinkStatus::Confirmed } else { LinkStatus::Computed }),
                lineage_links::candidates.eq(&row.candidates),
            ))
            .execute(c))?;
    }
    Ok(())
}

/// A pair of an old and a new paragraph, and whether a person said so.
type Edge = (Ordinal, Ordinal, bool);

/// The pairs as they are with the correction.
fn corrected_edges(known: &[LinkRow], correction: &Correction) -> Vec<Edge> {
    known
        .iter()
        .filter_map(|link| Some((link.old_ordinal?, link.new_ordinal?, link.status == LinkStatus::Confirmed)))
        .filter(|(_, new, _)| *new != correction.new)
        .chain(correction.old.iter().map(|old| (*old, correction.new, true)))
        .collect()
}

/// Every paragraph that hangs together with the corrected one, before or after: their rows are written anew, all of them.
fn touched(known: &[LinkRow], edges: &[Edge], correction: &Correction) -> (Vec<Ordinal>, Vec<Ordinal>) {
    let before = known.iter().filter_map(|link| Some((link.old_ordinal?, link.new_ordinal?)));
    let pairs: Vec<(Ordinal, Ordinal)> = before.chain(edges.iter().map(|(old, new, _)| (*old, *new))).collect();
    let mut olds: BTreeSet<Ordinal> = correction.old.iter().copied().collect();
    let mut news = BTreeSet::from([correction.new]);
    loop {
        let size = olds.len() + news.len();
        for (old, new) in &pairs {
            if olds.contains(old) || news.contains(new) {
                olds.insert(*old);
                news.insert(*new);
            }
        }
        if olds.len() + news.len() == size {
            return (olds.into_iter().collect(), news.into_iter().collect());
        }
    }
}

/// A link to be written.
#[derive(Clone, Debug)]
struct Row {
    old: Option<Ordinal>,
    new: Option<Ordinal>,
    relation: Relation,
    similarity: f64,
    confidence: f64,
    candidates: String,
    confirmed: bool,
}

/// The relations that follow from the edges for the paragraphs that a correction touched. What nobody looked at stays
/// as doubtful as it was.
fn relations(
    touched_old: &[Ordinal],
    touched_new: &[Ordinal],
    edges: &[Edge],
    known: &[LinkRow],
    corrected: Ordinal,
    old_texts: &BTreeMap<Ordinal, String>,
    new_texts: &BTreeMap<Ordinal, String>,
) -> Vec<Row> {
    let mut rows = Vec::new();
    for new in touched_new {
        let own = known.iter().find(|link| link.new_ordinal == Some(*new)).filter(|_| *new != corrected);
        let confidence = own.map_or(1.0, |link| link.confidence);
        let candidates = own.map_or_else(|| "[]".to_owned(), |link| serde_json::json!(link.candidates).to_string());
        let row = |old, relation, similarity, confirmed| Row {
            old,
            new: Some(*new),
            relation,
            similarity,
            confidence,
            candidates: candidates.clone(),
            confirmed,
        };
        let sources: Vec<(Ordinal, bool)> = edges.iter().filter(|(_, n, _)| n == new).map(|(old, _, sure)| (*old, *sure)).collect();
        if sources.is_empty() {
            let said = own.map_or(*new == corrected, |link| link.status == LinkStatus::Confirmed);
            rows.push(row(None, Relation::Added, 0.0, said));
        }
        for (old, confirmed) in &sources {
            let siblings = edges.iter().filter(|(o, _, _)| o == old).count();
            let (old_text, new_text) = (&old_texts[old], &new_texts[new]);
            let was_moved = known.iter().any(|link| {
                link.old_ordinal == Some(*old)
                    && link.new_ordinal == Some(*new)
                    && matches!(link.relation, Relation::Moved | Relation::MovedAndEdited)
            });
            let relation = match (sources.len(), siblings) {
                (1, 1) => match (old_text == new_text, was_moved || crosses(*old, *new, edges)) {
                    (true, false) => Relation::Unchanged,
                    (true, true) => Relation::Moved,
                    (false, false) => Relation::Edited,
                    (false, true) => Relation::MovedAndEdited,
                },
                (1, _) => Relation::Split,
                _ => Relation::Merged,
            };
            rows.push(row(Some(*old), relation, similarity(old_text, new_text), *confirmed));
        }
    }
    for old in touched_old.iter().filter(|old| !edges.iter().any(|(o, _, _)| o == *old)) {
        rows.push(Row {
            old: Some(*old),
            new: None,
            relation: Relation::Removed,
            similarity: 0.0,
            confidence: 1.0,
            candidates: "[]".to_owned(),
            confirmed: false,
        });
    }
    rows
}

/// Whether a pair crosses more than half of its ten nearest neighbours.
fn crosses(old: Ordinal, new: Ordinal, edges: &[Edge]) -> bool {
    let mut near: Vec<&Edge> = edges.iter().filter(|(_, n, _)| *n != new).collect();
    near.sort_by_key(|(_, n, _)| n.0.abs_diff(new.0));
    near.truncate(10);
    let crossing = near.iter().filter(|(o, n, _)| (*o < old) != (*n < new)).count();
    crossing * 2 > near.len()
}

/// The authoritative texts of a draft's paragraphs, by ordinal.
fn texts(conn: &mut Conn, draft: DraftId) -> AppResult<BTreeMap<Ordinal, String>> {
    let rows: Vec<(Option<Ordinal>, String)> = each_backend!(conn, |c| blocks::table
        .inner_join(language_versions::table)
        .filter(language_versions::draft_id.eq(draft).and(language_versions::authoritative.eq(true)))
        .select((blocks::first_ordinal, blocks::plain))
        .load(c))?;
    Ok(rows.into_iter().filter_map(|(ordinal, text)| Some((ordinal?, text))).collect())
}
