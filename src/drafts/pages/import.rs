//! Takes an uploaded file into a draft.

use actix_web::HttpResponse;

use super::desk::StaffDraft;
use super::draft::{self, Forms};
use crate::drafts::{self, import};
use crate::error::AppError;
use crate::language::Language;
use crate::text::read::Tracked;
use crate::web::body::Upload;
use crate::web::forms::FormView;
use crate::web::guard::FormData;
use crate::web::page::{see_other, status_of};

/// POST `/{language}/staff/consultations/{slug}/drafts/{number}/text`
pub async fn create(at: StaffDraft, received: Upload) -> Result<HttpResponse, AppError> {
    let typed = at.form_to_edit(received.fields)?;
    let done = match (Language::parse(typed.get("language")), received.too_large) {
        (_, true) => Err(AppError::field("file", "form-file-too-large")),
        (None, _) => Err(AppError::field("language", "form-language-unknown")),
        (Some(of), false) => {
            let tracked = if typed.get("tracked") == "reject" { Tracked::Reject } else { Tracked::Accept };
            let upload = drafts::Upload { name: received.name, bytes: received.bytes, language: of, tracked };
            import(&at.state.database, &at.state.extractor, at.draft.id, upload, at.state.clock.now()).await
        }
    };
    match done {
        Ok(_) => Ok(see_other(&at.address(""))),
        Err(error) => refused(&at, &typed, &error).await,
    }
}

/// The page of the draft, with what was wrong with the upload.
async fn refused(at: &StaffDraft, typed: &FormData, error: &AppError) -> Result<HttpResponse, AppError> {
    let import = FormView::new(&["language", "tracked", "file"]).typed(typed).with("file", "").refused(error)?;
    let forms = Forms { import, ..Forms::empty() };
    draft::page(at, forms, None, status_of(error)).await
}
