//! Publishes a translation. The draft itself is published, and opened to everybody, where its comments are known: in
//! `resolutions`.

use actix_web::{HttpResponse, web};
use serde::Deserialize;

use super::desk::{Desk, DraftPath};
use crate::drafts;
use crate::error::{AppError, Conflict};
use crate::language::Language;
use crate::web::body::Fields;
use crate::web::guard::FormData;
use crate::web::locale::PageLanguage;
use crate::web::page::see_other;
use crate::web::state::State;
use crate::web::viewer::SignedIn;

/// A language version in an address.
#[derive(Clone, Deserialize)]
pub struct VersionPath {
    slug: String,
    number: String,
    language_version: String,
}

/// POST `/{language}/staff/consultations/{slug}/drafts/{number}/publication/{language_version}`
pub async fn create_translation(
    state: web::Data<State>,
    language: PageLanguage,
    signed_in: SignedIn,
    path: web::Path<VersionPath>,
    form: Fields,
) -> Result<HttpResponse, AppError> {
    let draft_path = DraftPath { slug: path.slug.clone(), number: path.number.clone() };
    let desk = Desk::open_to_edit(&state, &signed_in, &draft_path).await?;
    FormData::of_staff(form, &signed_in, &state.key)?;
    if desk.draft.published_at.is_none() {
        return Err(AppError::Conflict(Conflict::DraftFirst));
    }
    let of = Language::parse(&path.language_version).ok_or(AppError::NotFound)?;
    let (draft, now) = (desk.draft.id, state.clock.now());
    state.database.write(move |tx| drafts::publish_translation(tx, draft, of, now)).await?;
    Ok(see_other(&desk.address(language.0, "")))
}
