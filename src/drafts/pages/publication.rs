//! Publishes a draft or a translation, and opens a draft to everybody.

use actix_web::http::StatusCode;
use actix_web::{HttpResponse, web};
use serde::{Deserialize, Serialize};

use super::desk::{Desk, DraftPath, Head};
use crate::drafts::{self, read};
use crate::error::AppError;
use crate::language::Language;
use crate::web::forms::FormView;
use crate::web::guard::Typed;
use crate::web::locale::PageLanguage;
use crate::web::page::{see_other, status_of};
use crate::web::state::State;
use crate::web::viewer::SignedIn;

#[derive(Serialize)]
struct PublicationView {
    head: Head,
    no_text: bool,
    doubtful: usize,
    without_cause: usize,
    versions: Vec<(&'static str, &'static str, String)>,
    invited: bool,
    form: FormView,
}

/// GET `/{language}/staff/consultations/{slug}/drafts/{number}/publication`
pub async fn new(
    state: web::Data<State>,
    language: PageLanguage,
    signed_in: SignedIn,
    path: web::Path<DraftPath>,
) -> Result<HttpResponse, AppError> {
    let desk = Desk::open(&state, &signed_in, &path).await?;
    page(&state, language.0, &signed_in, &desk, FormView::new(&["acknowledged"]), StatusCode::OK).await
}

async fn page(
    state: &State,
    language: Language,
    signed_in: &SignedIn,
    desk: &Desk,
    form: FormView,
    status: StatusCode,
) -> Result<HttpResponse, AppError> {
    let draft = desk.draft.clone();
    let (blockers, versions) =
        state.database.read(move |conn| Ok::<_, AppError>((drafts::blockers(conn, &draft)?, read::versions(conn, &[draft.id])?))).await?;
    let view = PublicationView {
        head: desk.head(language),
        no_text: blockers.no_text,
        doubtful: blockers.doubtful_links,
        without_cause: blockers.without_cause,
        versions: versions.into_iter().map(|v| (v.language.as_str(), v.language.own_name(), v.source_digest)).collect(),
        invited: desk.draft.audience == drafts::model::Audience::Invited,
        form,
    };
    desk.page(state, language, signed_in, "/publication", "draft-publication-title").response(status, "drafts/publication", &view)
}

/// POST `/{language}/staff/consultations/{slug}/drafts/{number}/publication`
pub async fn create(
    state: web::Data<State>,
    language: PageLanguage,
    signed_in: SignedIn,
    path: web::Path<DraftPath>,
    form: web::Form<Vec<(String, String)>>,
) -> Result<HttpResponse, AppError> {
    let desk = Desk::open_to_edit(&state, &signed_in, &path).await?;
    let typed = Typed::of_staff(form, &signed_in, &state.key)?;
    // The number of doubtful links that she saw and accepted; none where the box is not ticked.
    let acknowledged = typed.get("acknowledged").parse().unwrap_or(0);
    let (draft, slug, now) = (desk.draft.clone(), path.slug.clone(), state.clock.now());
    match state.database.write(move |tx| drafts::publish(tx, &slug, &draft, acknowledged, now)).await {
        Ok(()) => Ok(see_other(&desk.address(language.0, ""))),
        Err(error) => {
            let form = FormView::new(&["acknowledged"]).refused(&error)?;
            page(&state, language.0, &signed_in, &desk, form, status_of(&error)).await
        }
    }
}

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
    form: web::Form<Vec<(String, String)>>,
) -> Result<HttpResponse, AppError> {
    let draft_path = DraftPath { slug: path.slug.clone(), number: path.number.clone() };
    let desk = Desk::open_to_edit(&state, &signed_in, &draft_path).await?;
    Typed::of_staff(form, &signed_in, &state.key)?;
    if desk.draft.published_at.is_none() {
        return Err(AppError::Conflict("conflict-draft-first"));
    }
    let of = Language::parse(&path.language_version).ok_or(AppError::NotFound)?;
    let (draft, slug, now) = (desk.draft.id, path.slug.clone(), state.clock.now());
    state.database.write(move |tx| drafts::publish_translation(tx, &slug, draft, of, now)).await?;
    Ok(see_other(&desk.address(language.0, "")))
}

/// POST `/{language}/staff/consultations/{slug}/drafts/{number}/audience`
pub async fn open(
    state: web::Data<State>,
    language: PageLanguage,
    signed_in: SignedIn,
    path: web::Path<DraftPath>,
    form: web::Form<Vec<(String, String)>>,
) -> Result<HttpResponse, AppError> {
    let desk = Desk::open_to_edit(&state, &signed_in, &path).await?;
    Typed::of_staff(form, &signed_in, &state.key)?;
    let (draft, slug) = (desk.draft.id, path.slug.clone());
    state.database.write(move |tx| drafts::open_to_public(tx, &slug, draft)).await?;
    Ok(see_other(&desk.address(language.0, "")))
}
