//! The printable sheet for whoever wrote by mail: her receipt code, and what it opens.

use std::sync::Arc;

use actix_web::{HttpResponse, web};
use serde::Serialize;

use super::tables::result::name_of;
use crate::error::AppError;
use crate::language::Said;
use crate::platform::clock::Timestamp;
use crate::resolutions::pages::desk::{CommentDesk, Head};
use crate::submissions;
use crate::submissions::model::SubmissionId;
use crate::web::body::Fields;
use crate::web::locale::PageLanguage;
use crate::web::page::{Page, say};
use crate::web::state::State;
use crate::web::viewer::SignedIn;

#[derive(Serialize)]
struct SheetView {
    head: Head,
    title: Said,
    draft: String,
    name: String,
    reference: String,
    comments: usize,
    received: Timestamp,
    level: &'static str,
    code: String,
    /// Where she comes back.
    address: String,
}

/// POST `/{language}/staff/consultations/{slug}/contributions/{submission}/code`: makes the code and shows it, once. Sent
/// again it makes another, and the one before is void: whoever sees the page has the code that counts.
pub async fn issue(
    state: web::Data<State>,
    language: PageLanguage,
    signed_in: SignedIn,
    path: web::Path<(String, String, String)>,
    form: Fields,
) -> Result<HttpResponse, AppError> {
    let (desk, _) = CommentDesk::open_form(&state, &signed_in, &path.1, form).await?;
    let (id, key, today, consultation) =
        (SubmissionId(path.2.clone()), Arc::clone(&state.key), state.clock.now().day(), desk.consultation.id);
    let (code, submission, comments, draft) = state
        .database
        .write(move |tx| {
            let submission = submissions::read::by_id(tx, &id)?;
            let round = crate::drafts::read::round(tx, submission.round)?;
            let draft = crate::drafts::read::draft_of(tx, &round)?;
            if draft.consultation != consultation {
                return Err(AppError::NotFound);
            }
            let code = submissions::issue_code(tx, &key, &id, today)?;
            let comments = submissions::read::comments_of(tx, &id)?.len();
            Ok((code, submission, comments, draft))
        })
        .await?;
    let view = SheetView {
        head: desk.head(language.0),
        title: desk.consultation.title.said(language.0, desk.consultation.language),
        draft: draft.number.to_string(),
        name: name_of(&submission.speaker, language.0),
        reference: submission.reference,
        comments,
        received: submission.submitted_on.start(),
        level: submission.level.as_str(),
        code: code.shown(),
        address: format!("{}/{}/answers", state.site.base_url, language.0.as_str()),
    };
    let path = format!("/staff/consultations/{}/tables", desk.consultation.slug);
    Page::new(&state, language.0, &path, say(&state, language.0, "sheet-title")).for_staff(&signed_in).ok("exchange/sheet", &view)
}
