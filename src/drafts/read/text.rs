//! The text of drafts: blocks, paragraphs, whole documents.

use std::collections::HashMap;

use diesel::prelude::*;

use super::versions;
use crate::each_backend;
use crate::error::{AppError, AppResult};
use crate::ids::{BlockId, DraftId, Ordinal, VersionId};
use crate::platform::db::Conn;
use crate::schema::{blocks, paragraphs};
use crate::text::model::{Block, BlockKind, Content, Document};

/// A block with its place.
#[derive(Clone, Debug)]
pub struct PlacedBlock {
    /// Its row.
    pub id: BlockId,
    /// Its version.
    pub version: VersionId,
    /// The page it stands on: the ordinal of the page's first paragraph.
    pub section: Ordinal,
    /// The paragraphs it belongs to, first and last.
    pub owner: Option<(Ordinal, Ordinal)>,
    /// Whether a person said so.
    pub paired_by_person: bool,
    /// The block.
    pub block: Block,
}

impl PlacedBlock {
    /// Whether it belongs to a paragraph.
    #[must_use]
    pub fn belongs_to(&self, ordinal: Ordinal) -> bool {
        self.owner.is_some_and(|(first, last)| first <= ordinal && ordinal <= last)
    }
}

#[derive(Queryable, Selectable)]
#[diesel(table_name = blocks)]
struct BlockRow {
    id: BlockId,
    #[diesel(column_name = language_version_id)]
    version: VersionId,
    section: Ordinal,
    first_ordinal: Option<Ordinal>,
    last_ordinal: Option<Ordinal>,
    kind: String,
    level: i32,
    label: String,
    typed: bool,
    content: String,
    paired_by_person: bool,
}

fn placed(row: BlockRow) -> AppResult<PlacedBlock> {
    let kind = BlockKind::ALL
        .into_iter()
        .find(|known| known.as_str() == row.kind)
        .ok_or_else(|| AppError::Internal(format!("{} is no kind of block", row.kind)))?;
    let content: Content = serde_json::from_str(&row.content).map_err(AppError::internal)?;
    let level = u8::try_from(row.level).unwrap_or_default();
    Ok(PlacedBlock {
        id: row.id,
        version: row.version,
        section: row.section,
        owner: row.first_ordinal.zip(row.last_ordinal),
        paired_by_person: row.paired_by_person,
        block: Block { kind, level, label: row.label, typed: row.typed, content },
    })
}

/// Which blocks of a version to read.
#[derive(Clone, Copy, Debug)]
pub enum Part {
    /// All.
    Whole,
    /// A page, by the ordinal of its first paragraph, with all footnotes.
    Page(Ordinal),
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
            .select(BlockRow::as_select())
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
        .select(BlockRow::as_select())
        .load(c))?;
    rows.into_iter().map(placed).collect()
}

/// The blocks that belong to any of some paragraphs, in any of some versions.
///
/// # Errors
/// Those of the database.
pub fn blocks_of_paragraphs(conn: &mut Conn, of: &[VersionId], ordinals: &[Ordinal]) -> AppResult<Vec<PlacedBlock>> {
    let rows: Vec<BlockRow> = each_backend!(conn, |c| blocks::table
        .filter(blocks::language_version_id.eq_any(of).and(blocks::first_ordinal.eq_any(ordinals)))
        .order((blocks::language_version_id, blocks::position))
        .select(BlockRow::as_select())
        .load(c))?;
    rows.into_iter().map(placed).collect()
}

/// How many numbered paragraphs a version has.
///
/// # Errors
/// Those of the database.
pub fn numbered_paragraphs(conn: &mut Conn, version: VersionId) -> AppResult<i64> {
    Ok(each_backend!(conn, |c| blocks::table
        .filter(blocks::language_version_id.eq(version))
        .filter(blocks::kind.eq(BlockKind::Paragraph.as_str()).and(blocks::label.ne("")))
        .count()
        .get_result(c))?)
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
    pub ordinal: Ordinal,
    /// Its printed label, with that of the paragraph it belongs to.
    pub label: String,
    /// The page it stands on.
    pub section: Ordinal,
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

/// The authoritative text of every paragraph of a draft by its ordinal, with its label, or `#` and its ordinal.
///
/// # Errors
/// Those of the database.
pub fn printed_paragraphs(conn: &mut Conn, draft: DraftId) -> AppResult<HashMap<Ordinal, (String, String)>> {
    let Some(version) = versions(conn, &[draft])?.into_iter().find(|version| version.authoritative) else { return Ok(HashMap::new()) };
    let labels: HashMap<Ordinal, String> = paragraphs(conn, draft)?.into_iter().map(|p| (p.ordinal, p.label)).collect();
    Ok(blocks(conn, version.id, Part::Whole)?
        .into_iter()
        .filter_map(|placed| {
            let ordinal = placed.owner?.0;
            let label = labels.get(&ordinal).filter(|label| !label.is_empty()).cloned().unwrap_or_else(|| format!("#{ordinal}"));
            Some((ordinal, (label, placed.block.printed())))
        })
        .collect())
}

/// Some paragraphs of some drafts, with the draft.
///
/// # Errors
/// Those of the database.
pub fn paragraphs_of(conn: &mut Conn, of: &[DraftId], ordinals: &[Ordinal]) -> AppResult<HashMap<(DraftId, Ordinal), Paragraph>> {
    let rows: Vec<(DraftId, Ordinal, String, Ordinal)> = each_backend!(conn, |c| paragraphs::table
        .filter(paragraphs::draft_id.eq_any(of).and(paragraphs::ordinal.eq_any(ordinals)))
        .select((paragraphs::draft_id, paragraphs::ordinal, paragraphs::label, paragraphs::section))
        .load(c))?;
    Ok(rows.into_iter().map(|(draft, ordinal, label, section)| ((draft, ordinal), Paragraph { ordinal, label, section })).collect())
}
