//! Which paragraphs the blocks of a translation belong to: where that is doubtful, and what a person says of it.

use super::model::{Draft, DraftStatus, LanguageVersion};
use super::read::{self, Part, PlacedBlock};
use super::store;
use super::translation::{Mismatch, mismatches};
use crate::error::{AppError, AppResult, Conflict};
use crate::ids::{DraftId, Ordinal};
use crate::language::Language;
use crate::platform::db::{Conn, Tx};
use crate::text::model::Document;

/// A translation beside its authoritative text.
pub struct Pairing {
    /// The translation.
    pub version: LanguageVersion,
    /// Its blocks with their paragraphs.
    pub blocks: Vec<PlacedBlock>,
    /// The blocks of the authoritative text; the place of each is its ordinal.
    pub authoritative: Vec<PlacedBlock>,
    /// Where they do not seem to agree, in reading order.
    pub mismatches: Vec<Mismatch>,
}

/// Reads a translation beside its authoritative text.
///
/// # Errors
/// [`AppError::NotFound`] if the draft has no such translation; those of the database.
pub fn pairing(conn: &mut Conn, draft: DraftId, language: Language) -> AppResult<Pairing> {
    let versions = read::versions(conn, &[draft])?;
    let version = versions.iter().find(|version| version.language == language && !version.authoritative).ok_or(AppError::NotFound)?.clone();
    let own = versions.iter().find(|version| version.authoritative).ok_or(AppError::NotFound)?;
    let authoritative = read::blocks(conn, own.id, Part::Whole)?;
    let blocks = read::blocks(conn, version.id, Part::Whole)?;
    let document = |placed: &[PlacedBlock]| Document { blocks: placed.iter().map(|placed| placed.block.clone()).collect() };
    let owners: Vec<_> = blocks.iter().map(|placed| (placed.owner, placed.paired_by_person)).collect();
    let mismatches = mismatches(&document(&authoritative), &document(&blocks), &owners);
    Ok(Pairing { version, blocks, authoritative, mismatches })
}

/// Says which paragraphs a block of a translation belongs to: `first` to `last`, or none. `position` counts its blocks from 1.
///
/// # Errors
/// `first` or `last` is no paragraph of the draft; [`AppError::Conflict`] if the translation is published.
pub fn pair_block(tx: &mut Tx, draft: &Draft, language: Language, position: i32, owner: Option<(Ordinal, Ordinal)>) -> AppResult<()> {
    let found = read::versions(tx, &[draft.id])?.into_iter().find(|version| version.language == language && !version.authoritative);
    let version = found.ok_or(AppError::NotFound)?;
    if version.status == DraftStatus::Published {
        return Err(AppError::Conflict(Conflict::DraftPublished));
    }
    if let Some((first, last)) = owner {
        let known = read::paragraphs(tx, draft.id)?;
        let is_one = |ordinal: Ordinal| known.iter().any(|paragraph| paragraph.ordinal == ordinal);
        if !is_one(first) {
            return Err(AppError::field("first", "form-no-such-paragraph"));
        }
        if !is_one(last) || last < first {
            return Err(AppError::field("last", "form-no-such-paragraph"));
        }
    }
    store::pair_block(tx, draft.id, version.id, position, owner)
}
