//! Publishes a translation. The draft itself is published, and opened to everybody, where its comments are known: in
//! `resolutions`.

use actix_web::{HttpResponse, web};
use serde::Deserialize;

use super::desk::StaffDraftForm;
use crate::drafts;
use crate::error::{AppError, Conflict};
use crate::language::Language;
use crate::web::page::see_other;

/// A language version in an address.
#[derive(Clone, Deserialize)]
pub struct VersionPath {
    language_version: String,
}

/// POST `/{language}/staff/consultations/{slug}/drafts/{number}/publication/{language_version}`
pub async fn create_translation(StaffDraftForm { at, .. }: StaffDraftForm, path: web::Path<VersionPath>) -> Result<HttpResponse, AppError> {
    if at.draft.published_at.is_none() {
        return Err(AppError::Conflict(Conflict::DraftFirst));
    }
    let of = Language::parse(&path.language_version).ok_or(AppError::NotFound)?;
    let (draft, now) = (at.draft.id, at.state.clock.now());
    at.state.database.write(move |tx| drafts::publish_translation(tx, draft, of, now)).await?;
    Ok(see_other(&at.address("")))
}
