//! Any two drafts that a reader may see, and what became of every paragraph between them.

use std::collections::HashMap;

use super::compose::{Strand, chain, compose};
use super::read::ConsultationContext;
use crate::drafts;
use crate::drafts::model::{Draft, DraftNumber, LanguageVersion};
use crate::drafts::read::{LinkRow, Paragraph, Part, PlacedBlock, Reach};
use crate::error::{AppError, AppResult};
use crate::ids::{DraftId, Ordinal};
use crate::language::Language;
use crate::platform::db::Conn;
use crate::text::model::Block;

/// Two drafts with what became of their paragraphs.
pub struct ComparedDrafts {
    /// The consultation.
    pub whole: ConsultationContext,
    /// The earlier draft.
    pub old: Draft,
    /// The later one.
    pub new: Draft,
    /// What became of the paragraphs, in the reading order of the later draft.
    pub strands: Vec<Strand>,
    /// The blocks of the earlier text.
    pub old_blocks: Vec<PlacedBlock>,
    /// The blocks of the later one.
    pub new_blocks: Vec<PlacedBlock>,
    /// The paragraphs of the earlier draft.
    pub old_paragraphs: Vec<Paragraph>,
    /// The paragraphs of the later one.
    pub new_paragraphs: Vec<Paragraph>,
    /// The drafts between them and the later one itself, as far as the reader may see them.
    pub readable: Vec<DraftId>,
    /// The language of both texts.
    pub language: Language,
    /// The language versions that both drafts have.
    pub common: Vec<LanguageVersion>,
}

impl ComparedDrafts {
    /// Reads two drafts in the language that was asked for, that of the page, or the authoritative one.
    ///
    /// # Errors
    /// [`AppError::NotFound`] for what the reader may not see or what is not compared; those of the database.
    pub fn read(
        conn: &mut Conn,
        reach: Reach,
        slug: &str,
        numbers: (DraftNumber, DraftNumber),
        asked: Option<Language>,
        page: Language,
    ) -> AppResult<Self> {
        let whole = ConsultationContext::read(conn, reach, slug)?;
        let (old, new) = (whole.draft(numbers.0)?.clone(), whole.draft(numbers.1)?.clone());
        // The steps between may lead through drafts that this reader does not see; only their links are used.
        let all = drafts::read::of_consultation(conn, whole.consultation.id)?;
        let between: Vec<_> = all.iter().filter(|d| old.number < d.number && d.number <= new.number).map(|d| d.id).collect();
        let links: Vec<LinkRow> = drafts::read::links_into(conn, &between)?;
        let steps = chain(&links, old.id, new.id).ok_or(AppError::NotFound)?;
        let mut strands = compose(&links, &steps, old.id, new.id);
        let (old_versions, new_versions) = (whole.versions_of(&old), whole.versions_of(&new));
        let common: Vec<LanguageVersion> =
            new_versions.iter().filter(|v| old_versions.iter().any(|o| o.language == v.language)).cloned().collect();
        let version = drafts::read::choose(&common, asked, page).ok_or(AppError::NotFound)?;
        let old_version = old_versions.iter().find(|o| o.language == version.language).ok_or(AppError::NotFound)?;
        let language = version.language;
        let old_blocks = drafts::read::blocks(conn, old_version.id, Part::Whole)?;
        let new_blocks = drafts::read::blocks(conn, version.id, Part::Whole)?;
        if steps.len() > 1 {
            say_by_the_ends(&mut strands, &old_blocks, &new_blocks);
        }
        let old_paragraphs = drafts::read::paragraphs(conn, old.id)?;
        let new_paragraphs = drafts::read::paragraphs(conn, new.id)?;
        let readable = between.iter().copied().filter(|id| whole.drafts.iter().any(|draft| draft.id == *id)).collect();
        Ok(Self { whole, old, new, strands, old_blocks, new_blocks, old_paragraphs, new_paragraphs, readable, language, common })
    }
}

/// Over several drafts, what counts is the words at both ends: an edit that was taken back is none.
fn say_by_the_ends(strands: &mut [Strand], old_blocks: &[PlacedBlock], new_blocks: &[PlacedBlock]) {
    let (old_by, new_by) = (by_ordinal(old_blocks), by_ordinal(new_blocks));
    for strand in strands.iter_mut().filter(|strand| strand.old.len() == 1 && strand.new.len() == 1) {
        strand.edited = text_of(&old_by, &strand.old) != text_of(&new_by, &strand.new);
    }
}

/// The blocks of a side by the paragraph they belong to.
pub type ByOrdinal<'a> = HashMap<Ordinal, Vec<&'a PlacedBlock>>;

/// The blocks of a side by the paragraph they belong to.
#[must_use]
pub fn by_ordinal(blocks: &[PlacedBlock]) -> ByOrdinal<'_> {
    let mut found = ByOrdinal::new();
    for placed in blocks {
        if let Some((first, last)) = placed.owner {
            first.through(last).for_each(|ordinal| found.entry(ordinal).or_default().push(placed));
        }
    }
    found
}

/// What stands between the texts of several paragraphs: nothing but a space where several became one or one several,
/// so that the break itself is not shown as a change of words.
#[must_use]
pub const fn between(strand: &Strand) -> &'static str {
    if strand.old.len() == strand.new.len() { "\n\n" } else { " " }
}

/// The blocks of some paragraphs.
#[must_use]
pub fn blocks_of<'a>(blocks: &ByOrdinal<'a>, ordinals: &[Ordinal]) -> Vec<&'a Block> {
    ordinals.iter().filter_map(|ordinal| blocks.get(ordinal)).flatten().map(|placed| &placed.block).collect()
}

/// Their words.
#[must_use]
pub fn text_of(blocks: &ByOrdinal<'_>, ordinals: &[Ordinal]) -> String {
    blocks_of(blocks, ordinals).into_iter().map(Block::printed).collect::<Vec<_>>().join(" ")
}
