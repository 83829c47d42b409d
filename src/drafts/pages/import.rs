//! Takes an uploaded file into a draft.

use actix_web::{HttpResponse, web};

use super::desk::{Desk, DraftPath};
use super::draft::{self, Forms};
use crate::drafts::{self, import};
use crate::error::AppError;
use crate::language::Language;
use crate::text::read::Tracked;
use crate::web::body::Upload;
use crate::web::forms::FormView;
use crate::web::guard::FormData;
use crate::web::locale::PageLanguage;
use crate::web::page::{see_other, status_of};
use crate::web::state::State;
use crate::web::viewer::SignedIn;

/// POST `/{language}/staff/consultations/{slug}/drafts/{number}/text`
pub async fn create(
    state: web::Data<State>,
    language: PageLanguage,
    signed_in: SignedIn,
    path: web::Path<DraftPath>,
    received: Upload,
) -> Result<HttpResponse, AppError> {
    let desk = Desk::open_to_edit(&state, &signed_in, &path).await?;
    let typed = FormData::from_fields(received.fields, &signed_in, &state.key)?;
    let done = match (Language::parse(typed.get("language")), received.too_large) {
        (_, true) => Err(AppError::field("file", "form-file-too-large")),
        (None, _) => Err(AppError::field("language", "form-language-unknown")),
        (Some(of), false) => {
            let tracked = if typed.get("tracked") == "reject" { Tracked::Reject } else { Tracked::Accept };
            let upload = drafts::Upload { name: received.name, bytes: received.bytes, language: of, tracked };
            import(&state.database, &state.extractor, desk.draft.id, upload, state.clock.now()).await
        }
    };
    match done {
        Ok(_) => Ok(see_other(&desk.address(language.0, ""))),
        Err(error) => refused(&state, language.0, &signed_in, &desk, &typed, &error).await,
    }
}

/// The page of the draft, with what was wrong with the upload.
async fn refused(
    state: &State,
    language: Language,
    signed_in: &SignedIn,
    desk: &Desk,
    typed: &FormData,
    error: &AppError,
) -> Result<HttpResponse, AppError> {
    let import = FormView::new(&["language", "tracked", "file"]).typed(typed).with("file", "").refused(error)?;
    let forms = Forms { import, ..Forms::empty() };
    draft::page(state, language, signed_in, desk, forms, None, status_of(error)).await
}
