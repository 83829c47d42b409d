//! A translation beside its authoritative text: where the two do not seem to agree, and which paragraph each block belongs to.

use crate::ids::Ordinal;
use actix_web::http::StatusCode;
use actix_web::{HttpResponse, web};
use serde::{Deserialize, Serialize};

use super::desk::{Head, StaffDraft, StaffDraftForm};
use crate::drafts::model::DraftStatus;
use crate::drafts::read::PlacedBlock;
use crate::drafts::{self, Mismatch, Pairing};
use crate::error::AppError;
use crate::language::Language;
use crate::text::export;
use crate::web::forms::FormView;
use crate::web::page::{see_other, status_of};

/// A translation in an address.
#[derive(Clone, Deserialize)]
pub struct VersionPath {
    version: String,
}

/// A block of a translation in an address.
#[derive(Clone, Deserialize)]
pub struct BlockPath {
    version: String,
    block: i32,
}

/// What may be asked of the page.
#[derive(Clone, Default, Deserialize)]
pub struct Asked {
    show: Option<String>,
}

#[derive(Serialize)]
struct PairingView {
    head: Head,
    name: &'static str,
    lang: &'static str,
    dir: &'static str,
    own_lang: &'static str,
    own_dir: &'static str,
    published: bool,
    all: bool,
    count: usize,
    entries: Vec<Entry>,
    form: FormView,
    /// The block whose form was refused; 0 if none was.
    refused: i32,
}

#[derive(Serialize)]
struct Entry {
    /// What does not seem to agree; `None` for a pair that nobody doubts.
    doubt: Option<&'static str>,
    /// The place of the block in the translation, from 1; 0 if there is none.
    position: i32,
    words: String,
    first: String,
    last: String,
    /// The paragraphs it belongs to.
    paragraphs: Vec<(Ordinal, String)>,
    confirmed: bool,
}

const FIELDS: [&str; 2] = ["first", "last"];

/// GET `/{language}/staff/consultations/{slug}/drafts/{number}/versions/{version}`
pub async fn index(at: StaffDraft, path: web::Path<VersionPath>, asked: web::Query<Asked>) -> Result<HttpResponse, AppError> {
    let of = Language::parse(&path.version).ok_or(AppError::NotFound)?;
    let all = asked.show.as_deref() == Some("all");
    page(&at, of, all, (FormView::new(&FIELDS), 0), StatusCode::OK).await
}

fn words(placed: &PlacedBlock) -> String {
    let label = placed.block.printed_label();
    let label = if label.is_empty() { label } else { format!("{} ", export::html::escape(&label)) };
    format!("{label}{}", export::html::content(&placed.block))
}

fn entry(pairing: &Pairing, block: Option<usize>, missing: Option<Ordinal>, doubt: Option<&'static str>) -> Entry {
    let placed = block.map(|index| &pairing.blocks[index]);
    let owner = placed.and_then(|placed| placed.owner).or(missing.map(|ordinal| (ordinal, ordinal)));
    let text = |ordinal: Ordinal| ordinal.index().and_then(|index| pairing.authoritative.get(index)).map(words).unwrap_or_default();
    Entry {
        doubt,
        position: block.and_then(|index| i32::try_from(index + 1).ok()).unwrap_or_default(),
        words: placed.map(words).unwrap_or_default(),
        first: owner.map(|(first, _)| first.to_string()).unwrap_or_default(),
        last: owner.map(|(_, last)| last.to_string()).unwrap_or_default(),
        paragraphs: owner.into_iter().flat_map(|(first, last)| first.through(last)).map(|ordinal| (ordinal, text(ordinal))).collect(),
        confirmed: placed.is_some_and(|placed| placed.paired_by_person),
    }
}

async fn page(
    at: &StaffDraft,
    of: Language,
    all: bool,
    (form, refused): (FormView, i32),
    status: StatusCode,
) -> Result<HttpResponse, AppError> {
    let draft = at.draft.id;
    let pairing = at.state.database.read(move |conn| drafts::pairing(conn, draft, of)).await?;
    let doubts = &pairing.mismatches;
    let doubted = |mismatch: &Mismatch| match *mismatch {
        Mismatch::Missing(ordinal) => entry(&pairing, None, Some(ordinal), Some("missing")),
        Mismatch::Alone(index) => entry(&pairing, Some(index), None, Some("alone")),
        Mismatch::OtherNumber(index) => entry(&pairing, Some(index), None, Some("other-number")),
        Mismatch::OtherLength(index) => entry(&pairing, Some(index), None, Some("other-length")),
    };
    let mut entries: Vec<Entry> = doubts.iter().map(doubted).collect();
    if all || refused > 0 {
        let shown: Vec<i32> = entries.iter().map(|entry| entry.position).collect();
        let others = (0..pairing.blocks.len()).map(|index| entry(&pairing, Some(index), None, None));
        entries.extend(others.filter(|other| !shown.contains(&other.position) && (all || other.position == refused)));
        entries.sort_by_key(|entry| (entry.first.parse().unwrap_or(i32::MAX), entry.position));
    }
    let own = at.consultation.language;
    let view = PairingView {
        head: at.head(),
        name: of.own_name(),
        lang: of.as_str(),
        dir: of.direction(),
        own_lang: own.as_str(),
        own_dir: own.direction(),
        published: pairing.version.status == DraftStatus::Published,
        all,
        count: doubts.len(),
        entries,
        form,
        refused,
    };
    at.page(&format!("/versions/{}", of.as_str()), "pairing-title").response(status, "drafts/pairing", &view)
}

/// POST `/{language}/staff/consultations/{slug}/drafts/{number}/versions/{version}/{block}`
pub async fn update(StaffDraftForm { at, typed }: StaffDraftForm, path: web::Path<BlockPath>) -> Result<HttpResponse, AppError> {
    let of = Language::parse(&path.version).ok_or(AppError::NotFound)?;
    let number = |field: &'static str| -> Result<Option<Ordinal>, AppError> {
        let text = typed.get(field).trim();
        if text.is_empty() { Ok(None) } else { text.parse().map(Some).map_err(|_| AppError::field(field, "form-no-such-paragraph")) }
    };
    let owner = match number("first") {
        Ok(Some(first)) => number("last").map(|last| Some((first, last.unwrap_or(first)))),
        other => other.map(|_| None),
    };
    let (draft, position) = (at.draft.clone(), path.block);
    let done = match owner {
        Ok(owner) => at.state.database.write(move |tx| drafts::pair_block(tx, &draft, of, position, owner)).await,
        Err(error) => Err(error),
    };
    match done {
        Ok(()) => Ok(see_other(&at.address(&format!("/versions/{}", of.as_str())))),
        Err(error) => {
            let form = FormView::new(&FIELDS).typed(&typed).refused(&error)?;
            page(&at, of, false, (form, position), status_of(&error)).await
        }
    }
}
