//! Imports a file into a draft in preparation, in three steps: what the database knows is read, the file is read and
//! aligned outside of any transaction, the result is written in one.

use std::collections::HashMap;

use diesel::prelude::*;

use super::lineage::{Carried, carry};
use super::model::{Draft, DraftStatus, LanguageVersion};
use super::{read, store, translation};
use crate::each_backend;
use crate::error::{AppError, AppResult, Conflict};
use crate::extract::Extractor;
use crate::ids::{DraftId, Ordinal};
use crate::language::Language;
use crate::platform::admission::Asker;
use crate::platform::clock::Timestamp;
use crate::platform::db::{Conn, Database};
use crate::platform::secret::sha256_hex;
use crate::schema::consultations;
use crate::text::lineage::{Link, Relation, align_blocks};
use crate::text::model::{BlockKind, Document};
use crate::text::read::{Options, Reading, Remark, SourceFacts, Tracked, Warning};

/// A file as it arrived.
pub struct Upload {
    /// Its name, for staff only.
    pub name: String,
    /// Its content.
    pub bytes: Vec<u8>,
    /// The language it is in.
    pub language: Language,
    /// What to do with tracked changes.
    pub tracked: Tracked,
}

/// What came of an import.
#[derive(Debug)]
pub struct ImportReport {
    /// How many blocks of each kind.
    pub counts: Vec<(BlockKind, usize)>,
    /// What was not read as it stood.
    pub warnings: Vec<Warning>,
    /// The comments that somebody wrote into the file.
    pub remarks: Vec<Remark>,
    /// Tracked changes and comments in the file.
    pub facts: SourceFacts,
    /// For the authoritative text: how many links of each relation to the draft before.
    pub lineage: Vec<(Relation, usize)>,
    /// How many links a person should look at.
    pub doubtful: usize,
    /// Corrections and causes of an earlier import that no longer fit anywhere.
    pub lost: usize,
}

/// What the database knows before the file is read.
struct Known {
    authoritative_language: Language,
    /// The draft before, with its authoritative text.
    before: Option<(DraftId, Document)>,
    /// The text of this draft as it was imported before.
    own: Option<Document>,
    /// Its digest, so that an import in between is noticed.
    own_digest: Option<String>,
    carried: Carried,
}

/// A file read, aligned and ready to be written.
pub(super) struct Prepared {
    pub(super) reading: Reading,
    pub(super) digest: String,
    pub(super) upload: Upload,
    /// For the authoritative text: the draft before and the links from it.
    pub(super) before: Option<(DraftId, Vec<Link>)>,
    pub(super) carried: Carried,
    /// For a translation: the paragraphs that each block belongs to.
    pub(super) pairs: Option<Vec<Option<(Ordinal, Ordinal)>>>,
    /// For the authoritative text imported again: where each of its paragraphs is now.
    pub(super) shifted: HashMap<Ordinal, Ordinal>,
}

/// Reads and imports a file. Importing the authoritative text again replaces it and keeps what a person confirmed.
///
/// # Errors
/// `file` cannot be read; a published text cannot be replaced; a translation needs its authoritative text first.
pub async fn import(database: &Database, extractor: &Extractor, draft: DraftId, upload: Upload, now: Timestamp) -> AppResult<ImportReport> {
    let language = upload.language;
    let known = database.read(move |conn| gather(conn, draft, language)).await?;
    let own_digest = known.own_digest.clone();
    let options = Options { tracked: upload.tracked, ..Options::default() };
    let reading = extractor.document(&upload.bytes, options, Asker::Staff).await?;
    let prepared = tokio::task::spawn_blocking(move || prepare(known, upload, reading)).await.map_err(AppError::internal)?;
    database
        .write(move |tx| {
            let current = version(tx, draft, language)?.map(|version| version.source_digest);
            if current != own_digest {
                return Err(AppError::Conflict(Conflict::ImportedMeanwhile));
            }
            store::write(tx, draft, prepared, now)
        })
        .await
}

fn version(conn: &mut Conn, draft: DraftId, language: Language) -> AppResult<Option<LanguageVersion>> {
    Ok(read::versions(conn, &[draft])?.into_iter().find(|version| version.language == language))
}

fn gather(conn: &mut Conn, id: DraftId, language: Language) -> AppResult<Known> {
    let draft: Draft = read::by_id(conn, id)?;
    let authoritative_language: Language = each_backend!(conn, |c| consultations::table
        .filter(consultations::id.eq(draft.consultation))
        .select(consultations::language)
        .first(c))?;
    let own = version(conn, id, language)?;
    if own.as_ref().is_some_and(|version| version.status == DraftStatus::Published) {
        return Err(AppError::Conflict(Conflict::DraftPublished));
    }
    let own_digest = own.as_ref().map(|version| version.source_digest.clone());
    if language == authoritative_language {
        if draft.status == DraftStatus::Published {
            return Err(AppError::Conflict(Conflict::DraftPublished));
        }
        let before = match read::predecessor(conn, &draft)? {
            Some(before) => Some((before.id, read::authoritative_document(conn, before.id)?)),
            None => None,
        };
        let own_text = if own.is_some() { Some(read::authoritative_document(conn, id)?) } else { None };
        let carried = if own.is_some() { super::lineage::to_carry(conn, id)? } else { Carried::default() };
        Ok(Known { authoritative_language, before, own: own_text, own_digest, carried })
    } else {
        let authoritative = version(conn, id, authoritative_language)?.ok_or(AppError::Conflict(Conflict::AuthoritativeFirst))?;
        let document = read::document(conn, authoritative.id)?;
        Ok(Known { authoritative_language, before: None, own: Some(document), own_digest, carried: Carried::default() })
    }
}

fn prepare(known: Known, upload: Upload, reading: Reading) -> Prepared {
    let digest = sha256_hex(&upload.bytes);
    if upload.language == known.authoritative_language {
        let before = known.before.map(|(id, old)| (id, align_blocks(&old, &reading.document)));
        let again = known.own.as_ref().map(|own| align_blocks(own, &reading.document)).unwrap_or_default();
        let carried = if known.own.is_some() { carry(known.carried, &again) } else { known.carried };
        let shifted = again.iter().filter_map(|link| Some((Ordinal::at(*link.old.first()?), Ordinal::at(*link.new.first()?)))).collect();
        Prepared { reading, digest, upload, before, carried, pairs: None, shifted }
    } else {
        let authoritative = known.own.unwrap_or_default();
        let pairs = translation::pair(&authoritative, &reading.document);
        Prepared { reading, digest, upload, before: None, carried: known.carried, pairs: Some(pairs), shifted: HashMap::new() }
    }
}
