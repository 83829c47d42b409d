//! Invites readers to a draft that is not public.

use actix_web::http::StatusCode;
use actix_web::{HttpResponse, web};
use serde::Deserialize;

use super::desk::StaffDraftForm;
use super::draft::{self, Forms};
use crate::drafts;
use crate::error::AppError;
use crate::ids::InvitationId;
use crate::platform::once::first_time;
use crate::web::forms::FormView;
use crate::web::page::{see_other, status_of};

/// POST `/{language}/staff/consultations/{slug}/drafts/{number}/invitations`. The address is shown once, in the answer.
pub async fn create(StaffDraftForm { at, typed }: StaffDraftForm) -> Result<HttpResponse, AppError> {
    let note: String = typed.get("note").chars().take(200).collect();
    if note.is_empty() {
        let error = AppError::field("note", "form-required");
        let invitation = FormView::new(&["note"]).refused(&error)?;
        return draft::page(&at, Forms { invitation, ..Forms::empty() }, None, status_of(&error)).await;
    }
    let (draft, now, form_key) = (at.draft.id, at.state.clock.now(), typed.once_key());
    let token = at
        .state
        .database
        .write(move |tx| if first_time(tx, &form_key, now)? { drafts::invite(tx, draft, &note, now).map(Some) } else { Ok(None) })
        .await?;
    let Some(token) = token else { return Ok(see_other(&at.address("#invitations"))) };
    let slug = &at.consultation.slug;
    let address = format!("{}/{}/invited/{}/consultations/{slug}", at.state.site.base_url, at.language.as_str(), token.expose());
    draft::page(&at, Forms::empty(), Some(address), StatusCode::OK).await
}

/// An invitation in an address.
#[derive(Clone, Deserialize)]
pub struct InvitationPath {
    invitation: InvitationId,
}

/// POST `/{language}/staff/consultations/{slug}/drafts/{number}/invitations/{invitation}/revocation`
pub async fn revoke(StaffDraftForm { at, .. }: StaffDraftForm, path: web::Path<InvitationPath>) -> Result<HttpResponse, AppError> {
    let (draft, invitation, now) = (at.draft.id, path.invitation, at.state.clock.now());
    at.state.database.write(move |tx| drafts::revoke_invitation(tx, draft, invitation, now)).await?;
    Ok(see_other(&at.address("#invitations")))
}
