//! Invites readers to a draft that is not public.

use actix_web::http::StatusCode;
use actix_web::{HttpResponse, web};
use serde::Deserialize;

use super::desk::{Desk, DraftPath};
use super::draft::{self, Forms};
use crate::drafts;
use crate::error::AppError;
use crate::platform::once::first_time;
use crate::web::body::Fields;
use crate::web::forms::FormView;
use crate::web::guard::FormData;
use crate::web::locale::PageLanguage;
use crate::web::page::{see_other, status_of};
use crate::web::state::State;
use crate::web::viewer::SignedIn;

/// POST `/{language}/staff/consultations/{slug}/drafts/{number}/invitations`. The address is shown once, in the answer.
pub async fn create(
    state: web::Data<State>,
    language: PageLanguage,
    signed_in: SignedIn,
    path: web::Path<DraftPath>,
    form: Fields,
) -> Result<HttpResponse, AppError> {
    let desk = Desk::open_to_edit(&state, &signed_in, &path).await?;
    let typed = FormData::of_staff(form, &signed_in, &state.key)?;
    let note: String = typed.get("note").chars().take(200).collect();
    if note.is_empty() {
        let error = AppError::field("note", "form-required");
        let invitation = FormView::new(&["note"]).refused(&error)?;
        return draft::page(&state, language.0, &signed_in, &desk, Forms { invitation, ..Forms::empty() }, None, status_of(&error)).await;
    }
    let (draft, now, form_key) = (desk.draft.id, state.clock.now(), typed.once_key());
    let token = state
        .database
        .write(move |tx| if first_time(tx, &form_key, now)? { drafts::invite(tx, draft, &note, now).map(Some) } else { Ok(None) })
        .await?;
    let Some(token) = token else { return Ok(see_other(&desk.address(language.0, "#invitations"))) };
    let slug = &path.slug;
    let address = format!("{}/{}/invited/{}/consultations/{slug}", state.site.base_url, language.0.as_str(), token.expose());
    draft::page(&state, language.0, &signed_in, &desk, Forms::empty(), Some(address), StatusCode::OK).await
}

/// An invitation in an address.
#[derive(Clone, Deserialize)]
pub struct InvitationPath {
    slug: String,
    number: String,
    invitation: i64,
}

/// POST `/{language}/staff/consultations/{slug}/drafts/{number}/invitations/{invitation}/revocation`
pub async fn revoke(
    state: web::Data<State>,
    language: PageLanguage,
    signed_in: SignedIn,
    path: web::Path<InvitationPath>,
    form: Fields,
) -> Result<HttpResponse, AppError> {
    let draft_path = DraftPath { slug: path.slug.clone(), number: path.number.clone() };
    let desk = Desk::open_to_edit(&state, &signed_in, &draft_path).await?;
    FormData::of_staff(form, &signed_in, &state.key)?;
    let (draft, invitation, now) = (desk.draft.id, path.invitation, state.clock.now());
    state.database.write(move |tx| drafts::revoke_invitation(tx, draft, invitation, now)).await?;
    Ok(see_other(&desk.address(language.0, "#invitations")))
}
