//! A draft in preparation as the public will see it.

use actix_web::{HttpResponse, web};

use super::draft::{Asked, DraftPath, view};
use super::layout::draft_title;
use crate::drafts;
use crate::drafts::model::DraftNumber;
use crate::drafts::read::Reach;
use crate::error::AppError;
use crate::web::locale::PageLanguage;
use crate::web::page::Page;
use crate::web::state::State;
use crate::web::viewer::SignedIn;

/// GET `/{language}/staff/consultations/{slug}/drafts/{number}/preview`
pub async fn show(
    state: web::Data<State>,
    language: PageLanguage,
    signed_in: SignedIn,
    path: web::Path<DraftPath>,
    asked: web::Query<Asked>,
) -> Result<HttpResponse, AppError> {
    let number = DraftNumber::parse(&path.number).ok_or(AppError::NotFound)?;
    let slug = path.slug.clone();
    let (consultation, draft) = state.database.read(move |conn| drafts::read::at(conn, &slug, number)).await?;
    signed_in.sees(consultation.id)?;
    let (shown, _) = view(&state, language.0, Reach::Preview(draft.id), &path.slug, number, asked.language(), asked.section()?).await?;
    let address = format!("/staff/consultations/{}/drafts/{number}/preview", path.slug);
    let title = draft_title(&state, language.0, shown.draft());
    Page::new(&state, language.0, &address, title).for_staff(&signed_in).ok("record/draft", &shown)
}
