//! The lineage as it is stored.

use diesel::prelude::*;

use crate::drafts::model::{ChangedParagraph, DraftStatus, LinkStatus};
use crate::each_backend;
use crate::error::{AppError, AppResult};
use crate::ids::{DraftId, Ordinal};
use crate::platform::db::Conn;
use crate::schema::{drafts, lineage_links};
use crate::text::lineage::{Candidate, DOUBTFUL, Relation};

/// A stored link of the lineage.
#[derive(Clone, Debug)]
pub struct LinkRow {
    /// The new draft.
    pub draft: DraftId,
    /// The old draft.
    pub old_draft: DraftId,
    /// The old paragraph.
    pub old_ordinal: Option<Ordinal>,
    /// The new paragraph.
    pub new_ordinal: Option<Ordinal>,
    /// What became of it.
    pub relation: Relation,
    /// Similarity from 0 to 1.
    pub similarity: f64,
    /// How sure the alignment was, from 0 to 1.
    pub confidence: f64,
    /// Whether a person looked.
    pub status: LinkStatus,
    /// Other old paragraphs that come into question; [`Candidate::old`] is an ordinal here.
    pub candidates: Vec<Candidate>,
}

impl LinkRow {
    /// The paragraph that it tells the origin, or the end, of.
    #[must_use]
    pub fn changed(&self) -> Option<ChangedParagraph> {
        ChangedParagraph::of_columns(self.new_ordinal, self.old_ordinal)
    }

    /// Whether a person should confirm it.
    #[must_use]
    pub fn is_doubtful(&self) -> bool {
        self.status == LinkStatus::Computed && self.confidence < DOUBTFUL && self.new_ordinal.is_some()
    }
}

/// Whether a relation means other words (and so wants a cause).
#[must_use]
pub const fn words_changed(relation: Relation) -> bool {
    !matches!(relation, Relation::Unchanged | Relation::Moved)
}

#[derive(Queryable, Selectable)]
#[diesel(table_name = lineage_links)]
struct StoredLink {
    draft_id: DraftId,
    old_draft_id: DraftId,
    old_ordinal: Option<Ordinal>,
    new_ordinal: Option<Ordinal>,
    relation: String,
    similarity: f64,
    confidence: f64,
    status: LinkStatus,
    candidates: String,
}

fn link(row: StoredLink) -> AppResult<LinkRow> {
    let StoredLink { draft_id, old_draft_id, old_ordinal, new_ordinal, relation, similarity, confidence, status, candidates } = row;
    let relation = Relation::ALL
        .into_iter()
        .find(|known| known.as_str() == relation)
        .ok_or_else(|| AppError::Internal(format!("{relation} is no relation")))?;
    let candidates = serde_json::from_str(&candidates).map_err(AppError::internal)?;
    Ok(LinkRow { draft: draft_id, old_draft: old_draft_id, old_ordinal, new_ordinal, relation, similarity, confidence, status, candidates })
}

/// The links from the draft before to a draft, in the reading order of the new one.
///
/// # Errors
/// Those of the database.
pub fn links(conn: &mut Conn, draft: DraftId) -> AppResult<Vec<LinkRow>> {
    links_into(conn, &[draft])
}

/// The links into several drafts.
///
/// # Errors
/// Those of the database.
pub fn links_into(conn: &mut Conn, into: &[DraftId]) -> AppResult<Vec<LinkRow>> {
    let rows: Vec<StoredLink> =
        each_backend!(conn, |c| lineage_links::table.filter(lineage_links::draft_id.eq_any(into)).select(StoredLink::as_select()).load(c))?;
    let mut links = rows.into_iter().map(link).collect::<AppResult<Vec<_>>>()?;
    // The databases disagree on where NULL sorts; what was removed stands where its number would.
    links.sort_by_key(|link| (link.draft, link.new_ordinal.or(link.old_ordinal), link.new_ordinal.is_some(), link.old_ordinal));
    Ok(links)
}

/// How many links there are of each relation: a split or merge counts once.
#[must_use]
pub fn summary(links: &[LinkRow]) -> Vec<(Relation, usize)> {
    Relation::ALL
        .into_iter()
        .map(|relation| {
            let of_relation = links.iter().filter(|link| link.relation == relation);
            let mut ends: Vec<Option<Ordinal>> = match relation {
                Relation::Split => of_relation.map(|link| link.old_ordinal).collect(),
                Relation::Removed => of_relation.map(|link| link.old_ordinal).collect(),
                _ => of_relation.map(|link| link.new_ordinal).collect(),
            };
            ends.sort_unstable();
            ends.dedup();
            (relation, ends.len())
        })
        .collect()
}

/// How many paragraphs of a draft changed in one way against the draft before.
#[derive(Clone, Copy, Debug)]
pub struct ChangeCount {
    /// The draft.
    pub draft: DraftId,
    /// The draft before.
    pub old_draft: DraftId,
    /// The way.
    pub relation: Relation,
    /// How many.
    pub count: i64,
}

/// How many paragraphs of some drafts changed how against the draft before, counted by the database: a split counts
/// for each of its parts, a merge once.
///
/// # Errors
/// Those of the database.
pub fn change_counts(conn: &mut Conn, of: &[DraftId]) -> AppResult<Vec<ChangeCount>> {
    use diesel::dsl::count;
    let rows: Vec<(DraftId, DraftId, String, i64, i64)> = each_backend!(conn, |c| lineage_links::table
        .filter(lineage_links::draft_id.eq_any(of))
        .group_by((lineage_links::draft_id, lineage_links::old_draft_id, lineage_links::relation))
        .select((
            lineage_links::draft_id,
            lineage_links::old_draft_id,
            lineage_links::relation,
            count(lineage_links::new_ordinal).aggregate_distinct(),
            count(lineage_links::old_ordinal).aggregate_distinct()
        ))
        .load(c))?;
    let mut counts: Vec<ChangeCount> = rows
        .into_iter()
        .filter_map(|(draft, old_draft, word, new, old)| {
            let relation = Relation::ALL.into_iter().find(|known| known.as_str() == word)?;
            Some(ChangeCount { draft, old_draft, relation, count: if relation == Relation::Removed { old } else { new } })
        })
        .collect();
    counts.sort_unstable_by_key(|count| (count.draft, count.relation));
    Ok(counts)
}

/// The links into and out of the paragraph's whole life: its connected component through all published drafts. A draft in
/// preparation says nothing of itself, not even which paragraphs it joins.
///
/// # Errors
/// Those of the database.
pub fn life(conn: &mut Conn, draft: DraftId, ordinal: Ordinal) -> AppResult<Vec<LinkRow>> {
    #[derive(QueryableByName)]
    struct Node {
        #[diesel(sql_type = diesel::sql_types::BigInt)]
        draft: DraftId,
        #[diesel(sql_type = diesel::sql_types::Integer)]
        ordinal: Ordinal,
    }
    // The lineage is a graph; UNION (not UNION ALL) ends the walk where it comes back to what it has seen.
    let query = "WITH RECURSIVE life (draft, ordinal) AS (
            SELECT CAST($1 AS BIGINT), CAST($2 AS INTEGER)
            UNION
            SELECT CASE WHEN l.draft_id = life.draft AND l.new_ordinal = life.ordinal THEN l.old_draft_id ELSE l.draft_id END,
                   CASE WHEN l.draft_id = life.draft AND l.new_ordinal = life.ordinal THEN l.old_ordinal ELSE l.new_ordinal END
            FROM life JOIN lineage_links l
              ON (l.draft_id = life.draft AND l.new_ordinal = life.ordinal)
              OR (l.old_draft_id = life.draft AND l.old_ordinal = life.ordinal)
            JOIN drafts d ON d.id = l.draft_id AND d.status = 'published'
            WHERE l.old_ordinal IS NOT NULL AND l.new_ordinal IS NOT NULL
        ) SELECT draft, ordinal FROM life";
    let nodes: Vec<Node> = each_backend!(conn, |c| diesel::sql_query(query)
        .bind::<diesel::sql_types::BigInt, _>(draft)
        .bind::<diesel::sql_types::Integer, _>(ordinal)
        .load(c))?;
    let of: Vec<DraftId> = nodes.iter().map(|node| node.draft).collect();
    let ordinals: Vec<Ordinal> = nodes.iter().map(|node| node.ordinal).collect();
    let rows: Vec<StoredLink> = each_backend!(conn, |c| lineage_links::table
        .inner_join(drafts::table)
        .filter(drafts::status.eq(DraftStatus::Published))
        .filter(lineage_links::draft_id.eq_any(&of).or(lineage_links::old_draft_id.eq_any(&of)))
        .filter(lineage_links::new_ordinal.eq_any(&ordinals).or(lineage_links::old_ordinal.eq_any(&ordinals)))
        .order((lineage_links::draft_id, lineage_links::new_ordinal, lineage_links::old_ordinal))
        .select(StoredLink::as_select())
        .load(c))?;
    let alive = |draft: DraftId, ordinal: Option<Ordinal>| nodes.iter().any(|node| node.draft == draft && Some(node.ordinal) == ordinal);
    let links: AppResult<Vec<LinkRow>> = rows.into_iter().map(link).collect();
    Ok(links?.into_iter().filter(|link| alive(link.draft, link.new_ordinal) || alive(link.old_draft, link.old_ordinal)).collect())
}

/// The links of some paragraphs of a draft to the draft before.
///
/// # Errors
/// Those of the database.
pub fn links_of_paragraphs(conn: &mut Conn, draft: DraftId, ordinals: &[Ordinal]) -> AppResult<Vec<LinkRow>> {
    let rows: Vec<StoredLink> = each_backend!(conn, |c| lineage_links::table
        .filter(lineage_links::draft_id.eq(draft).and(lineage_links::new_ordinal.eq_any(ordinals)))
        .select(StoredLink::as_select())
        .load(c))?;
    rows.into_iter().map(link).collect()
}
