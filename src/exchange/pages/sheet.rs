//! The printable sheet for whoever wrote by mail: her receipt code, and what it opens.

use std::sync::Arc;

use actix_web::{HttpResponse, web};
use serde::Serialize;

use super::tables::result::name_of;
use crate::error::AppError;
use crate::language::Said;
use crate::platform::clock::Timestamp;
use crate::resolutions::pages::desk::{Head, TriageForm};
use crate::submissions;
use crate::submissions::model::SubmissionId;
use crate::web::page::{Page, say};

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
pub async fn issue(TriageForm { at, .. }: TriageForm, path: web::Path<(String, String, String)>) -> Result<HttpResponse, AppError> {
    let (id, key, today, consultation) =
        (SubmissionId(path.2.clone()), Arc::clone(&at.state.key), at.state.clock.now().day(), at.consultation.id);
    let (code, submission, comments, draft) = at
        .state
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
        head: at.head(),
        title: at.consultation.title.said(at.language, at.consultation.language),
        draft: draft.number.to_string(),
        name: name_of(&submission.speaker, at.language),
        reference: submission.reference,
        comments,
        received: submission.submitted_on.start(),
        level: submission.level.as_str(),
        code: code.shown(),
        address: format!("{}/{}/answers", at.state.site.base_url, at.language.as_str()),
    };
    let path = format!("/staff/consultations/{}/tables", at.consultation.slug);
    Page::new(&at.state, at.language, &path, say(&at.state, at.language, "sheet-title"))
        .for_staff(&at.signed_in)
        .ok("exchange/sheet", &view)
}
