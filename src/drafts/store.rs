//! Writes an imported text: its version, paragraphs, blocks and links.

use std::collections::HashMap;

use diesel::prelude::*;

use super::import::{ImportReport, Prepared};
use super::model::DraftStatus;
use super::read::{self, Part};
use super::translation::Owner;
use super::{lineage, translation};
use crate::each_backend;
use crate::error::{AppError, AppResult};
use crate::ids::{DraftId, Ordinal, VersionId};
use crate::language::Language;
use crate::platform::clock::Timestamp;
use crate::platform::db::Tx;
use crate::schema::{blocks, language_versions, paragraphs, sources};
use crate::text::model::Document;
use crate::text::sections;

/// Rows in one INSERT: SQLite takes 32,766 values, PostgreSQL 65,535.
const ROWS: usize = 1_000;

pub(super) fn write(tx: &mut Tx, draft: DraftId, prepared: Prepared, now: Timestamp) -> AppResult<ImportReport> {
    let document = &prepared.reading.document;
    let confirmed = if prepared.pairs.is_some() { confirmed_pairs(tx, draft, prepared.upload.language)? } else { HashMap::new() };
    let version = write_version(tx, draft, &prepared, now)?;
    let (summary, doubtful, lost) = if let Some(pairs) = &prepared.pairs {
        let by_person: Vec<Option<Owner>> = document.blocks.iter().map(|block| confirmed.get(&block.printed()).copied()).collect();
        let owners: Vec<Owner> = by_person.iter().zip(pairs).map(|(person, pair)| person.unwrap_or(*pair)).collect();
        let sections = sections_of_owners(tx, draft, &owners)?;
        write_blocks(tx, version, document, &owners, &sections)?;
        for index in (0..by_person.len()).filter(|index| by_person[*index].is_some()) {
            confirm(tx, version, Ordinal::at(index))?;
        }
        (Vec::new(), owners.iter().filter(|owner| owner.is_none()).count(), 0)
    } else {
        let pages = sections::pages(&document.blocks);
        let sections: Vec<Ordinal> = pages.iter().map(|page| Ordinal::at(*page)).collect();
        let owners: Vec<Option<(Ordinal, Ordinal)>> =
            (0..document.blocks.len()).map(|index| Some((Ordinal::at(index), Ordinal::at(index)))).collect();
        write_paragraphs(tx, draft, document, &sections)?;
        write_blocks(tx, version, document, &owners, &sections)?;
        pair_translations_again(tx, draft, document, &prepared.shifted)?;
        lineage::write(tx, draft, prepared.before.as_ref(), &prepared.carried)?
    };
    Ok(ImportReport {
        counts: document.counts(),
        warnings: prepared.reading.warnings.clone(),
        remarks: prepared.reading.remarks.clone(),
        facts: prepared.reading.facts,
        lineage: summary,
        doubtful,
        lost,
    })
}

fn write_version(tx: &mut Tx, draft: DraftId, prepared: &Prepared, now: Timestamp) -> AppResult<VersionId> {
    let language = prepared.upload.language;
    let old: Option<VersionId> = each_backend!(tx, |c| language_versions::table
        .filter(language_versions::draft_id.eq(draft).and(language_versions::language.eq(language)))
        .select(language_versions::id)
        .first(c)
        .optional())?;
    if let Some(old) = old {
        each_backend!(tx, |c| diesel::delete(blocks::table.filter(blocks::language_version_id.eq(old))).execute(c))?;
        each_backend!(tx, |c| diesel::delete(sources::table.filter(sources::language_version_id.eq(old))).execute(c))?;
        each_backend!(tx, |c| diesel::delete(language_versions::table.filter(language_versions::id.eq(old))).execute(c))?;
    }
    let warnings = serde_json::to_string(&prepared.reading.warnings).map_err(AppError::internal)?;
    let name: String = prepared.upload.name.chars().filter(|c| !c.is_control()).take(200).collect();
    let version: VersionId = each_backend!(tx, |c| diesel::insert_into(language_versions::table)
        .values((
            language_versions::draft_id.eq(draft),
            language_versions::language.eq(language),
            language_versions::authoritative.eq(prepared.pairs.is_none()),
            language_versions::status.eq(DraftStatus::Preparing),
            language_versions::source_name.eq(&name),
            language_versions::source_type.eq(prepared.reading.format.media_type()),
            language_versions::source_digest.eq(&prepared.digest),
            language_versions::warnings.eq(&warnings),
            language_versions::imported_at.eq(now),
        ))
        .returning(language_versions::id)
        .get_result(c))?;
    each_backend!(tx, |c| diesel::insert_into(sources::table)
        .values((sources::language_version_id.eq(version), sources::content.eq(&prepared.upload.bytes)))
        .execute(c))?;
    Ok(version)
}

fn write_paragraphs(tx: &mut Tx, draft: DraftId, document: &Document, sections: &[Ordinal]) -> AppResult<()> {
    each_backend!(tx, |c| diesel::delete(paragraphs::table.filter(paragraphs::draft_id.eq(draft))).execute(c))?;
    let labels = document.full_labels();
    let rows: Vec<_> = labels
        .iter()
        .zip(sections)
        .enumerate()
        .map(|(index, (label, section))| {
            (
                paragraphs::draft_id.eq(draft),
                paragraphs::ordinal.eq(Ordinal::at(index)),
                paragraphs::label.eq(label.as_str()),
                paragraphs::section.eq(*section),
            )
        })
        .collect();
    for chunk in rows.chunks(ROWS) {
        let chunk = chunk.to_vec();
        each_backend!(tx, |c| diesel::insert_into(paragraphs::table).values(&chunk).execute(c))?;
    }
    Ok(())
}

/// What a person said of the blocks of a translation, by their words.
fn confirmed_pairs(tx: &mut Tx, draft: DraftId, language: Language) -> AppResult<HashMap<String, Owner>> {
    let version = read::versions(tx, &[draft])?.into_iter().find(|version| version.language == language);
    let placed = version.map(|version| read::blocks(tx, version.id, Part::Whole)).transpose()?.unwrap_or_default();
    Ok(placed.into_iter().filter(|placed| placed.paired_by_person).map(|placed| (placed.block.printed(), placed.owner)).collect())
}

fn confirm(tx: &mut Tx, version: VersionId, position: Ordinal) -> AppResult<()> {
    let of = blocks::language_version_id.eq(version).and(blocks::position.eq(position));
    each_backend!(tx, |c| diesel::update(blocks::table.filter(of)).set(blocks::paired_by_person.eq(true)).execute(c))?;
    Ok(())
}

/// The authoritative text was replaced: the translations in preparation are paired with the new one, but for what a person said
/// of paragraphs that are still there.
fn pair_translations_again(tx: &mut Tx, draft: DraftId, document: &Document, shifted: &HashMap<Ordinal, Ordinal>) -> AppResult<()> {
    for version in read::versions(tx, &[draft])?.iter().filter(|version| !version.authoritative) {
        let placed = read::blocks(tx, version.id, Part::Whole)?;
        let text = Document { blocks: placed.iter().map(|placed| placed.block.clone()).collect() };
        let mut owners = translation::pair(document, &text);
        let mut kept = vec![false; owners.len()];
        for (index, placed) in placed.iter().enumerate().filter(|(_, placed)| placed.paired_by_person) {
            let now = placed.owner.map(|(first, last)| shifted.get(&first).copied().zip(shifted.get(&last).copied()));
            if let Some(owner) = now.map_or(Some(None), |now| now.filter(|(first, last)| first <= last).map(Some)) {
                (owners[index], kept[index]) = (owner, true);
            }
        }
        let sections = sections_of_owners(tx, draft, &owners)?;
        for (((placed, owner), section), kept) in placed.iter().zip(&owners).zip(sections).zip(kept) {
            each_backend!(tx, |c| diesel::update(blocks::table.filter(blocks::id.eq(placed.id)))
                .set((
                    blocks::first_ordinal.eq(owner.map(|(first, _)| first)),
                    blocks::last_ordinal.eq(owner.map(|(_, last)| last)),
                    blocks::section.eq(section),
                    blocks::paired_by_person.eq(kept),
                ))
                .execute(c))?;
        }
    }
    Ok(())
}

/// Writes which paragraphs a block of a translation belongs to, as a person says, and the pages that follow from it.
pub(super) fn pair_block(tx: &mut Tx, draft: DraftId, version: VersionId, position: i32, owner: Owner) -> AppResult<()> {
    let mut placed = read::blocks(tx, version, Part::Whole)?;
    let index = usize::try_from(position - 1).ok().filter(|index| *index < placed.len()).ok_or(AppError::NotFound)?;
    placed[index].owner = owner;
    let owners: Vec<Owner> = placed.iter().map(|placed| placed.owner).collect();
    let sections = sections_of_owners(tx, draft, &owners)?;
    for (placed, section) in placed.iter().zip(sections).filter(|(placed, section)| placed.section != *section) {
        each_backend!(tx, |c| diesel::update(blocks::table.filter(blocks::id.eq(placed.id))).set(blocks::section.eq(section)).execute(c))?;
    }
    let id = placed[index].id;
    each_backend!(tx, |c| diesel::update(blocks::table.filter(blocks::id.eq(id)))
        .set((
            blocks::first_ordinal.eq(owner.map(|(first, _)| first)),
            blocks::last_ordinal.eq(owner.map(|(_, last)| last)),
            blocks::paired_by_person.eq(true),
        ))
        .execute(c))?;
    Ok(())
}

/// The page of each block of a translation: that of its paragraph, or of the block before it.
fn sections_of_owners(tx: &mut Tx, draft: DraftId, owners: &[Option<(Ordinal, Ordinal)>]) -> AppResult<Vec<Ordinal>> {
    let known: Vec<(Ordinal, Ordinal)> = each_backend!(tx, |c| paragraphs::table
        .filter(paragraphs::draft_id.eq(draft))
        .order(paragraphs::ordinal)
        .select((paragraphs::ordinal, paragraphs::section))
        .load(c))?;
    let mut current = Ordinal::at(0);
    Ok(owners
        .iter()
        .map(|owner| {
            if let Some((first, _)) = owner
                && let Ok(at) = known.binary_search_by_key(first, |(ordinal, _)| *ordinal)
            {
                current = known[at].1;
            }
            current
        })
        .collect())
}

fn write_blocks(
    tx: &mut Tx,
    version: VersionId,
    document: &Document,
    owners: &[Option<(Ordinal, Ordinal)>],
    sections: &[Ordinal],
) -> AppResult<()> {
    let mut rows = Vec::with_capacity(document.blocks.len());
    for (index, block) in document.blocks.iter().enumerate() {
        rows.push((
            blocks::language_version_id.eq(version),
            blocks::position.eq(Ordinal::at(index)),
            blocks::section.eq(sections[index]),
            blocks::first_ordinal.eq(owners[index].map(|(first, _)| first)),
            blocks::last_ordinal.eq(owners[index].map(|(_, last)| last)),
            blocks::kind.eq(block.kind.as_str()),
            blocks::level.eq(i32::from(block.level)),
            blocks::label.eq(block.label.as_str()),
            blocks::typed.eq(block.typed),
            blocks::content.eq(serde_json::to_string(&block.content).map_err(AppError::internal)?),
            blocks::plain.eq(block.printed()),
        ));
    }
    for chunk in rows.chunks(ROWS) {
        let chunk = chunk.to_vec();
        each_backend!(tx, |c| diesel::insert_into(blocks::table).values(&chunk).execute(c))?;
    }
    Ok(())
}
