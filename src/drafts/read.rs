//! The doors to drafts, and what pages need of them.

use std::collections::HashMap;

use diesel::prelude::*;

use super::causes::{self, CauseRow};
use super::model::{Audience, Draft, DraftId, DraftNumber, LanguageVersion, LinkStatus, Round, RoundId, Status, VersionId};
use crate::accounts::model::ConsultationId;
use crate::each_backend;
use crate::error::{AppError, AppResult};
use crate::language::{Language, LocalText};
use crate::platform::clock::Timestamp;
use crate::platform::db::Conn;
use crate::platform::secret::digest_of_token;
use crate::schema::{
    blocks, drafts, language_versions, lineage_links, paragraphs, reader_invitations, round_extensions, rounds, sources,
};
use crate::text::lineage::{Candidate, DOUBTFUL, Relation};
use crate::text::model::{Block, BlockKind, Content, Document};

/// How far a reader reaches.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reach {
    /// Everybody: what is published to the public.
    Public,
    /// Somebody with an invitation to one draft, besides what is public.
    Invited(DraftId),
    /// Staff who preview one draft as the public will see it.
    Preview(DraftId),
}

impl Reach {
    /// Whether a draft may be read.
    #[must_use]
    pub fn sees(self, draft: &Draft) -> bool {
        match self {
            Self::Preview(id) if id == draft.id => true,
            Self::Invited(id) if id == draft.id => draft.status == Status::Published,
            _ => draft.status == Status::Published && draft.audience == Audience::Public,
        }
    }

    /// Whether a language version of a readable draft may be read.
    #[must_use]
    pub fn sees_version(self, version: &LanguageVersion) -> bool {
        version.status == Status::Published || self == Self::Preview(version.draft)
    }
}

/// The columns of a draft as they are read.
#[derive(Queryable)]
struct DraftRow {
    id: DraftId,
    consultation: ConsultationId,
    major: i32,
    minor: i32,
    name: LocalText,
    note: LocalText,
    status: Status,
    is_final: bool,
    comments_only: bool,
    audience: Audience,
    doubtful_links: Option<i32>,
    published_at: Option<Timestamp>,
}

impl From<DraftRow> for Draft {
    fn from(row: DraftRow) -> Self {
        Self {
            id: row.id,
            consultation: row.consultation,
            number: DraftNumber { major: row.major, minor: row.minor },
            name: row.name,
            note: row.note,
            status: row.status,
            is_final: row.is_final,
            comments_only: row.comments_only,
            audience: row.audience,
            doubtful_links: row.doubtful_links,
            published_at: row.published_at,
        }
    }
}

macro_rules! draft_columns {
    () => {
        (
            drafts::id,
            drafts::consultation_id,
            drafts::major,
            drafts::minor,
            drafts::name,
            drafts::note,
            drafts::status,
            drafts::is_final,
            drafts::comments_only,
            drafts::audience,
            drafts::doubtful_links,
            drafts::published_at,
        )
    };
}

/// A draft by its row; for operations, which have been through a door already.
pub(super) fn by_id(conn: &mut Conn, id: DraftId) -> AppResult<Draft> {
    let row: DraftRow = each_backend!(conn, |c| drafts::table.filter(drafts::id.eq(id)).select(draft_columns!()).first(c))?;
    Ok(row.into())
}

/// All drafts of a consultation in the order of their numbers, for staff.
///
/// # Errors
/// Those of the database.
pub fn of_consultation(conn: &mut Conn, consultation: ConsultationId) -> AppResult<Vec<Draft>> {
    let rows: Vec<DraftRow> = each_backend!(conn, |c| drafts::table
        .filter(drafts::consultation_id.eq(consultation))
        .order((drafts::major, drafts::minor))
        .select(draft_columns!())
        .load(c))?;
    Ok(rows.into_iter().map(Draft::from).collect())
}

/// The drafts of a consultation that a reader may see, in the order of their numbers.
///
/// # Errors
/// Those of the database.
pub fn readable(conn: &mut Conn, reach: Reach, consultation: ConsultationId) -> AppResult<Vec<Draft>> {
    Ok(of_consultation(conn, consultation)?.into_iter().filter(|draft| reach.sees(draft)).collect())
}

/// All drafts that a reader may see, of all consultations.
///
/// # Errors
/// Those of the database.
pub fn all_readable(conn: &mut Conn, reach: Reach) -> AppResult<Vec<Draft>> {
    let rows: Vec<DraftRow> =
        each_backend!(conn, |c| drafts::table.order((drafts::major, drafts::minor)).select(draft_columns!()).load(c))?;
    Ok(rows.into_iter().map(Draft::from).filter(|draft| reach.sees(draft)).collect())
}

/// The draft of a number, for staff.
///
/// # Errors
/// [`AppError::NotFound`]; those of the database.
pub fn by_number(conn: &mut Conn, consultation: ConsultationId, number: DraftNumber) -> AppResult<Draft> {
    let row: DraftRow = each_backend!(conn, |c| drafts::table
        .filter(drafts::consultation_id.eq(consultation))
        .filter(drafts::major.eq(number.major).and(drafts::minor.eq(number.minor)))
        .select(draft_columns!())
        .first(c))?;
    Ok(row.into())
}

/// The draft before: the published one with the highest number below.
///
/// # Errors
/// Those of the database.
pub fn predecessor(conn: &mut Conn, draft: &Draft) -> AppResult<Option<Draft>> {
    let before = of_consultation(conn, draft.consultation)?;
    Ok(before.into_iter().rev().find(|other| other.number < draft.number && other.status == Status::Published))
}

/// What an invitation opens: the draft, and the slug of its consultation is found through it.
///
/// # Errors
/// [`AppError::NotFound`] if it was revoked, has expired or never was.
pub fn invited(conn: &mut Conn, token: &str, now: Timestamp) -> AppResult<DraftId> {
    let digest = digest_of_token(token);
    Ok(each_backend!(conn, |c| reader_invitations::table
        .filter(reader_invitations::token_digest.eq(&digest))
        .filter(reader_invitations::expires_at.gt(now).and(reader_invitations::revoked_at.is_null()))
        .select(reader_invitations::draft_id)
        .first(c))?)
}

/// An invitation as its list shows it.
#[derive(Debug, Queryable)]
pub struct InvitationLine {
    /// Its row.
    pub id: i64,
    /// Whom it is for.
    pub note: String,
    /// When it was made.
    pub created_at: Timestamp,
    /// When it was revoked.
    pub revoked_at: Option<Timestamp>,
}

/// The invitations to a draft.
///
/// # Errors
/// Those of the database.
pub fn invitations(conn: &mut Conn, draft: DraftId) -> AppResult<Vec<InvitationLine>> {
    Ok(each_backend!(conn, |c| reader_invitations::table
        .filter(reader_invitations::draft_id.eq(draft))
        .order(reader_invitations::id)
        .select((
            reader_invitations::id,
            reader_invitations::note,
            reader_invitations::created_at,
            reader_invitations::revoked_at
        ))
        .load(c))?)
}

/// The language versions of drafts, without their texts, the authoritative ones first.
///
/// # Errors
/// Those of the database.
pub fn versions(conn: &mut Conn, of: &[DraftId]) -> AppResult<Vec<LanguageVersion>> {
    Ok(each_backend!(conn, |c| language_versions::table
        .filter(language_versions::draft_id.eq_any(of))
        .order((language_versions::authoritative.desc(), language_versions::language))
        .select((
            language_versions::id,
            language_versions::draft_id,
            language_versions::language,
            language_versions::authoritative,
            language_versions::status,
            language_versions::source_name,
            language_versions::source_type,
            language_versions::source_digest,
            language_versions::warnings,
            language_versions::imported_at,
            language_versions::published_at,
        ))
        .load(c))?)
}

/// A block with its place.
#[derive(Clone, Debug)]
pub struct PlacedBlock {
    /// Its row.
    pub id: i64,
    /// Its version.
    pub version: VersionId,
    /// The page it stands on: the ordinal of the page's first paragraph.
    pub section: i32,
    /// The paragraphs it belongs to, first and last.
    pub owner: Option<(i32, i32)>,
    /// The block.
    pub block: Block,
}

impl PlacedBlock {
    /// Whether it belongs to a paragraph.
    #[must_use]
    pub fn belongs_to(&self, ordinal: i32) -> bool {
        self.owner.is_some_and(|(first, last)| first <= ordinal && ordinal <= last)
    }
}

type BlockRow = (i64, VersionId, i32, Option<i32>, Option<i32>, String, i32, String, bool, String);

macro_rules! block_columns {
    () => {
        (
            blocks::id,
            blocks::language_version_id,
            blocks::section,
            blocks::first_ordinal,
            blocks::last_ordinal,
            blocks::kind,
            blocks::level,
            blocks::label,
            blocks::typed,
            blocks::content,
        )
    };
}

fn placed(row: BlockRow) -> AppResult<PlacedBlock> {
    let (id, version, section, first, last, kind, level, label, typed, content) = row;
    let kind = BlockKind::ALL
        .into_iter()
        .find(|known| known.as_str() == kind)
        .ok_or_else(|| AppError::Internal(format!("{kind} is no kind of block")))?;
    let content: Content = serde_json::from_str(&content).map_err(AppError::internal)?;
    let level = u8::try_from(level).unwrap_or_default();
    Ok(PlacedBlock { id, version, section, owner: first.zip(last), block: Block { kind, level, label, typed, content } })
}

/// Which blocks of a version to read.
#[derive(Clone, Copy, Debug)]
pub enum Part {
    /// All.
    Whole,
    /// A page, by the ordinal of its first paragraph, with all footnotes.
    Page(i32),
}

/// The blocks of a version in reading order.
///
/// # Errors
/// Those of the database.
pub fn blocks(conn: &mut Conn, version: VersionId, part: Part) -> AppResult<Vec<PlacedBlock>> {
    let rows: Vec<BlockRow> = each_backend!(conn, |c| {
        let mut query = blocks::table
            .filter(blocks::language_version_id.eq(version))
            .order(blocks::position)
            .select(block_columns!())
            .into_boxed();
        if let Part::Page(section) = part {
            query = query.filter(blocks::section.eq(section).or(blocks::kind.eq(BlockKind::Footnote.as_str())));
        }
        query.load(c)
    })?;
    rows.into_iter().map(placed).collect()
}

/// The headings of a version in reading order.
///
/// # Errors
/// Those of the database.
pub fn headings(conn: &mut Conn, version: VersionId) -> AppResult<Vec<PlacedBlock>> {
    let rows: Vec<BlockRow> = each_backend!(conn, |c| blocks::table
        .filter(blocks::language_version_id.eq(version).and(blocks::kind.eq(BlockKind::Heading.as_str())))
        .order(blocks::position)
        .select(block_columns!())
        .load(c))?;
    rows.into_iter().map(placed).collect()
}

/// The blocks that belong to any of some paragraphs, in any of some versions.
///
/// # Errors
/// Those of the database.
pub fn blocks_of_paragraphs(conn: &mut Conn, of: &[VersionId], ordinals: &[i32]) -> AppResult<Vec<PlacedBlock>> {
    let rows: Vec<BlockRow> = each_backend!(conn, |c| blocks::table
        .filter(blocks::language_version_id.eq_any(of).and(blocks::first_ordinal.eq_any(ordinals)))
        .order((blocks::language_version_id, blocks::position))
        .select(block_columns!())
        .load(c))?;
    rows.into_iter().map(placed).collect()
}

/// The whole text of a version.
///
/// # Errors
/// Those of the database.
pub fn document(conn: &mut Conn, version: VersionId) -> AppResult<Document> {
    let blocks = blocks(conn, version, Part::Whole)?.into_iter().map(|placed| placed.block).collect();
    Ok(Document { blocks })
}

/// The authoritative text of a draft.
///
/// # Errors
/// [`AppError::NotFound`] if it has none; those of the database.
pub fn authoritative_document(conn: &mut Conn, draft: DraftId) -> AppResult<Document> {
    let version = versions(conn, &[draft])?.into_iter().find(|version| version.authoritative).ok_or(AppError::NotFound)?;
    document(conn, version.id)
}

/// A paragraph's place.
#[derive(Clone, Debug, Queryable)]
pub struct Paragraph {
    /// Its number in addresses.
    pub ordinal: i32,
    /// Its printed label, with that of the paragraph it belongs to.
    pub label: String,
    /// The page it stands on.
    pub section: i32,
}

/// The paragraphs of a draft in reading order.
///
/// # Errors
/// Those of the database.
pub fn paragraphs(conn: &mut Conn, draft: DraftId) -> AppResult<Vec<Paragraph>> {
    Ok(each_backend!(conn, |c| paragraphs::table
        .filter(paragraphs::draft_id.eq(draft))
        .order(paragraphs::ordinal)
        .select((paragraphs::ordinal, paragraphs::label, paragraphs::section))
        .load(c))?)
}

/// Some paragraphs of some drafts, with the draft.
///
/// # Errors
/// Those of the database.
pub fn paragraphs_of(conn: &mut Conn, of: &[DraftId], ordinals: &[i32]) -> AppResult<HashMap<(DraftId, i32), Paragraph>> {
    let rows: Vec<(DraftId, i32, String, i32)> = each_backend!(conn, |c| paragraphs::table
        .filter(paragraphs::draft_id.eq_any(of).and(paragraphs::ordinal.eq_any(ordinals)))
        .select((paragraphs::draft_id, paragraphs::ordinal, paragraphs::label, paragraphs::section))
        .load(c))?;
    Ok(rows.into_iter().map(|(draft, ordinal, label, section)| ((draft, ordinal), Paragraph { ordinal, label, section })).collect())
}

/// A stored link of the lineage.
#[derive(Clone, Debug)]
pub struct LinkRow {
    /// The new draft.
    pub draft: DraftId,
    /// The old draft.
    pub old_draft: DraftId,
    /// The old paragraph.
    pub old_ordinal: Option<i32>,
    /// The new paragraph.
    pub new_ordinal: Option<i32>,
    /// What became of it.
    pub relation: Relation,
    /// Likeness from 0 to 1.
    pub similarity: f64,
    /// How sure the alignment was, from 0 to 1.
    pub confidence: f64,
    /// Whether a person looked.
    pub status: LinkStatus,
    /// Other old paragraphs that come into question; [`Candidate::old`] is an ordinal here.
    pub candidates: Vec<Candidate>,
}

impl LinkRow {
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

type LinkColumns = (DraftId, DraftId, Option<i32>, Option<i32>, String, f64, f64, LinkStatus, String);

macro_rules! link_columns {
    () => {
        (
            lineage_links::draft_id,
            lineage_links::old_draft_id,
            lineage_links::old_ordinal,
            lineage_links::new_ordinal,
            lineage_links::relation,
            lineage_links::similarity,
            lineage_links::confidence,
            lineage_links::status,
            lineage_links::candidates,
        )
    };
}

fn link(row: LinkColumns) -> AppResult<LinkRow> {
    let (draft, old_draft, old_ordinal, new_ordinal, relation, similarity, confidence, status, candidates) = row;
    let relation = Relation::ALL
        .into_iter()
        .find(|known| known.as_str() == relation)
        .ok_or_else(|| AppError::Internal(format!("{relation} is no relation")))?;
    let candidates = serde_json::from_str(&candidates).map_err(AppError::internal)?;
    Ok(LinkRow { draft, old_draft, old_ordinal, new_ordinal, relation, similarity, confidence, status, candidates })
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
    let rows: Vec<LinkColumns> = each_backend!(conn, |c| lineage_links::table
        .filter(lineage_links::draft_id.eq_any(into))
        .order((lineage_links::draft_id, lineage_links::new_ordinal, lineage_links::old_ordinal))
        .select(link_columns!())
        .load(c))?;
    rows.into_iter().map(link).collect()
}

/// How many links there are of each relation: a split or merge counts once.
#[must_use]
pub fn summary(links: &[LinkRow]) -> Vec<(Relation, usize)> {
    Relation::ALL
        .into_iter()
        .map(|relation| {
            let of_relation = links.iter().filter(|link| link.relation == relation);
            let mut ends: Vec<Option<i32>> = match relation {
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

/// How many paragraphs of some drafts changed how against the draft before, counted by the database: a split counts
/// for each of its parts, a merge once.
///
/// # Errors
/// Those of the database.
pub fn change_counts(conn: &mut Conn, of: &[DraftId]) -> AppResult<Vec<(DraftId, Relation, i64)>> {
    use diesel::dsl::count;
    let rows: Vec<(DraftId, String, i64, i64)> = each_backend!(conn, |c| lineage_links::table
        .filter(lineage_links::draft_id.eq_any(of))
        .group_by((lineage_links::draft_id, lineage_links::relation))
        .select((
            lineage_links::draft_id,
            lineage_links::relation,
            count(lineage_links::new_ordinal).aggregate_distinct(),
            count(lineage_links::old_ordinal).aggregate_distinct()
        ))
        .load(c))?;
    let mut counts: Vec<(DraftId, Relation, i64)> = rows
        .into_iter()
        .filter_map(|(draft, word, new, old)| {
            let relation = Relation::ALL.into_iter().find(|known| known.as_str() == word)?;
            Some((draft, relation, if relation == Relation::Removed { old } else { new }))
        })
        .collect();
    counts.sort_unstable();
    Ok(counts)
}

/// The links into and out of the paragraph's whole life: its connected component through all drafts, in one statement.
///
/// # Errors
/// Those of the database.
pub fn life(conn: &mut Conn, draft: DraftId, ordinal: i32) -> AppResult<Vec<LinkRow>> {
    #[derive(QueryableByName)]
    struct Node {
        #[diesel(sql_type = diesel::sql_types::BigInt)]
        draft: DraftId,
        #[diesel(sql_type = diesel::sql_types::Integer)]
        ordinal: i32,
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
            WHERE l.old_ordinal IS NOT NULL AND l.new_ordinal IS NOT NULL
        ) SELECT draft, ordinal FROM life";
    let nodes: Vec<Node> = each_backend!(conn, |c| diesel::sql_query(query)
        .bind::<diesel::sql_types::BigInt, _>(draft)
        .bind::<diesel::sql_types::Integer, _>(ordinal)
        .load(c))?;
    let of: Vec<DraftId> = nodes.iter().map(|node| node.draft).collect();
    let ordinals: Vec<i32> = nodes.iter().map(|node| node.ordinal).collect();
    let rows: Vec<LinkColumns> = each_backend!(conn, |c| lineage_links::table
        .filter(lineage_links::draft_id.eq_any(&of).or(lineage_links::old_draft_id.eq_any(&of)))
        .filter(lineage_links::new_ordinal.eq_any(&ordinals).or(lineage_links::old_ordinal.eq_any(&ordinals)))
        .order((lineage_links::draft_id, lineage_links::new_ordinal, lineage_links::old_ordinal))
        .select(link_columns!())
        .load(c))?;
    let alive = |draft: DraftId, ordinal: Option<i32>| nodes.iter().any(|node| node.draft == draft && Some(node.ordinal) == ordinal);
    let links: AppResult<Vec<LinkRow>> = rows.into_iter().map(link).collect();
    Ok(links?.into_iter().filter(|link| alive(link.draft, link.new_ordinal) || alive(link.old_draft, link.old_ordinal)).collect())
}

/// The links of some paragraphs of a draft to the draft before.
///
/// # Errors
/// Those of the database.
pub fn links_of_paragraphs(conn: &mut Conn, draft: DraftId, ordinals: &[i32]) -> AppResult<Vec<LinkRow>> {
    let rows: Vec<LinkColumns> = each_backend!(conn, |c| lineage_links::table
        .filter(lineage_links::draft_id.eq(draft).and(lineage_links::new_ordinal.eq_any(ordinals)))
        .select(link_columns!())
        .load(c))?;
    rows.into_iter().map(link).collect()
}

/// The causes named in some drafts, with the draft.
///
/// # Errors
/// Those of the database.
pub fn causes(conn: &mut Conn, of: &[DraftId]) -> AppResult<Vec<(DraftId, CauseRow)>> {
    causes::of_drafts(conn, of)
}

/// The rounds of some drafts, the earliest first.
///
/// # Errors
/// Those of the database.
pub fn rounds(conn: &mut Conn, of: &[DraftId]) -> AppResult<Vec<Round>> {
    Ok(each_backend!(conn, |c| rounds::table
        .filter(rounds::draft_id.eq_any(of))
        .order((rounds::opens_at, rounds::id))
        .select((rounds::id, rounds::draft_id, rounds::opens_at, rounds::closes_at, rounds::audience))
        .load(c))?)
}

/// An extension of a round.
#[derive(Clone, Debug, Queryable)]
pub struct Extension {
    /// The round.
    pub round: RoundId,
    /// The closing it replaced.
    pub old_closes_at: Timestamp,
    /// The closing it set.
    pub new_closes_at: Timestamp,
    /// Why.
    pub reason: LocalText,
}

/// The extensions of some rounds, in the order in which they were made.
///
/// # Errors
/// Those of the database.
pub fn extensions(conn: &mut Conn, of: &[RoundId]) -> AppResult<Vec<Extension>> {
    Ok(each_backend!(conn, |c| round_extensions::table
        .filter(round_extensions::round_id.eq_any(of))
        .order(round_extensions::id)
        .select((
            round_extensions::round_id,
            round_extensions::old_closes_at,
            round_extensions::new_closes_at,
            round_extensions::reason
        ))
        .load(c))?)
}

/// The file a version came from.
///
/// # Errors
/// Those of the database.
pub fn source(conn: &mut Conn, version: VersionId) -> AppResult<Vec<u8>> {
    Ok(each_backend!(conn, |c| sources::table.filter(sources::language_version_id.eq(version)).select(sources::content).first(c))?)
}

/// Of the versions of one draft, the one to show to a reader: in the language asked for, or in that of the page, or the
/// authoritative one.
#[must_use]
pub fn choose(versions: &[LanguageVersion], asked: Option<Language>, page: Language) -> Option<&LanguageVersion> {
    let of = |language: Language| versions.iter().find(|version| version.language == language);
    asked.and_then(of).or_else(|| of(page)).or_else(|| versions.iter().find(|version| version.authoritative)).or_else(|| versions.first())
}
