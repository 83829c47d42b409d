//! Sends what was previewed and shows the receipt.

use actix_web::http::StatusCode;
use actix_web::{HttpResponse, web};
use serde::Serialize;

use super::kept::preview_page;
use super::opened::{Carried, Opened};
use crate::comments::model::CommentState;
use crate::error::{AppError, Conflict};
use crate::language::Language;
use crate::platform::clock::Timestamp;
use crate::submissions::model::SubmissionStatus;
use crate::submissions::{self, Receipt, Source};
use crate::web::arrival::Arrived;
use crate::web::body::Fields;
use crate::web::guard::FormData;
use crate::web::locale::PageLanguage;
use crate::web::page::{Page, say};
use crate::web::state::State;

#[derive(Serialize)]
struct ReceiptView {
    carried: Carried,
    reference: String,
    comments: usize,
    amended: bool,
    late: bool,
    sent_at: Timestamp,
    hidden: bool,
}

/// POST `/{language}/submissions/receipt`: one submission, however often this is sent. The page is answered only after
/// everything is durable.
pub async fn send(state: web::Data<State>, language: PageLanguage, arrived: Arrived, fields: Fields) -> Result<HttpResponse, AppError> {
    let typed = FormData::open(fields.into_inner());
    let opened = Opened::open(&state, language.0, &typed).await?;
    let Some(kept) = &opened.kept else { return Err(AppError::Conflict(Conflict::NothingKept)) };
    // Sent already and nothing changed since: the same page again, even after the round has closed.
    if !kept.unsent
        && let Some((submission, comments)) = &kept.sent
    {
        if submission.status != SubmissionStatus::Submitted {
            return Err(AppError::Conflict(Conflict::ContributionGone));
        }
        let alive = comments.iter().filter(|comment| !matches!(comment.state, CommentState::Withdrawn | CommentState::Erased)).count();
        let receipt = Receipt { submission: submission.clone(), comments: alive, again: true, amended: false };
        return page(&state, language.0, &opened, &receipt, arrived.0);
    }
    let copy = kept.copy.clone();
    if typed.get("version") != copy.digest() {
        let changed = AppError::Conflict(Conflict::ChangedSincePreview);
        return preview_page(&state, language.0, &opened, &copy, Some(changed), arrived.0).await;
    }
    let credential = std::sync::Arc::clone(&opened.credential);
    let (from, round, checked) = (Source::Kept(kept.version()), opened.round.id, copy.clone());
    let prepared = state.database.read(move |conn| submissions::prepare(conn, &credential, from, round, &checked, arrived.0)).await;
    let done = match prepared {
        Ok(outgoing) => state.database.write(move |tx| submissions::submit(tx, &outgoing)).await,
        Err(error) => Err(error),
    };
    match done {
        Ok(receipt) => page(&state, language.0, &opened, &receipt, arrived.0),
        Err(error @ AppError::Conflict(Conflict::ChangedSincePreview)) => {
            // Another tab has kept something since: all of it is shown.
            let opened = Opened::open(&state, language.0, &typed).await?;
            preview_page(&state, language.0, &opened, &opened.copy(), Some(error), arrived.0).await
        }
        Err(error @ (AppError::Conflict(_) | AppError::Invalid(_) | AppError::Unavailable(_))) => {
            preview_page(&state, language.0, &opened, &copy, Some(error), arrived.0).await
        }
        Err(other) => Err(other),
    }
}

fn page(state: &State, language: Language, opened: &Opened, receipt: &Receipt, arrived: Timestamp) -> Result<HttpResponse, AppError> {
    let submission = &receipt.submission;
    let view = ReceiptView {
        carried: opened.carried(language, arrived),
        reference: submission.reference.clone(),
        comments: receipt.comments,
        amended: receipt.amended,
        late: submission.late,
        sent_at: submission.submitted_on.start(),
        hidden: submission.level == crate::contributors::model::Level::NotPublished,
    };
    Page::new(state, language, "/answers", say(state, language, "receipt-title")).with_base(&opened.base).response(
        StatusCode::OK,
        "submissions/receipt",
        &view,
    )
}
