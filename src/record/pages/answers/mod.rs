//! My answers: what became of everything sent under a code, and everything its author can do about it.

mod act;
mod view;

use std::sync::Arc;

use actix_web::http::StatusCode;
use actix_web::{HttpResponse, web};
use serde::Serialize;

use crate::error::AppError;
use crate::language::Language;
use crate::platform::clock::Timestamp;
use crate::submissions;
use crate::submissions::credentials::Credential;
use crate::submissions::pages::credential_of;
use crate::web::arrival::Arrived;
use crate::web::body::Fields;
use crate::web::forms::FormView;
use crate::web::guard::FormData;
use crate::web::locale::PageLanguage;
use crate::web::page::{Page, say, status_of};
use crate::web::state::State;

pub use act::{contest, erase, forget, lower, react, reply, review, withdraw};
use view::{Done, Material};

const FIELDS: [&str; 9] = ["code", "reply", "verdict", "why", "verdict_public", "review_reason", "contest", "new_level", "sure"];

#[derive(Serialize)]
struct AskView {
    form: FormView,
}

/// GET `/{language}/answers`: asks for the code.
pub async fn ask(state: web::Data<State>, language: PageLanguage) -> Result<HttpResponse, AppError> {
    ask_page(&state, language.0, FormView::new(&["code"]), StatusCode::OK)
}

fn ask_page(state: &State, language: Language, form: FormView, status: StatusCode) -> Result<HttpResponse, AppError> {
    Page::new(state, language, "/answers", say(state, language, "answers-title")).response(status, "record/answers-code", &AskView { form })
}

/// The code of a form, or the form that asks for it again. Whatever is wrong with a code, the answer is the same.
fn credential(state: &State, language: Language, typed: &FormData) -> Result<Result<Arc<Credential>, HttpResponse>, AppError> {
    match credential_of(state, typed) {
        Ok(credential) => Ok(Ok(credential)),
        Err(error) => {
            let form = FormView::new(&["code"]).typed(typed).refused(&error)?;
            ask_page(state, language, form, status_of(&error)).map(Err)
        }
    }
}

/// POST `/{language}/answers`: comes back by the code.
pub async fn show(state: web::Data<State>, language: PageLanguage, arrived: Arrived, fields: Fields) -> Result<HttpResponse, AppError> {
    let typed = FormData::open(fields.into_inner());
    let credential = match credential(&state, language.0, &typed)? {
        Ok(credential) => credential,
        Err(response) => return Ok(response),
    };
    page(&state, language.0, &credential, &typed, arrived.0, None, None).await
}

/// What the page of a code shows.
async fn page(
    state: &State,
    language: Language,
    credential: &Arc<Credential>,
    typed: &FormData,
    arrived: Timestamp,
    notice: Option<&'static str>,
    refused: Option<AppError>,
) -> Result<HttpResponse, AppError> {
    let Some(kept) = submissions::open(&state.database, credential).await? else {
        let unknown = AppError::field("code", "form-code-unknown");
        let form = FormView::new(&["code"]).typed(typed).refused(&unknown)?;
        return ask_page(state, language, form, status_of(&unknown));
    };
    let status = refused.as_ref().map_or(StatusCode::OK, status_of);
    let mut form = FormView::new(&FIELDS);
    let mut about = String::new();
    if let Some(error) = refused {
        form = form.typed(typed).refused(&error)?;
        typed.get("comment").clone_into(&mut about);
    }
    let round_id = kept.round;
    let sent = kept.sent.clone();
    let material = state.database.read(move |conn| Material::read(conn, round_id, sent, language)).await?;
    let view = material.view(state, language, credential, &kept, arrived, Done { notice, form, refused: about });
    Page::new(state, language, "/answers", say(state, language, "answers-title")).response(status, "record/answers", &view)
}
