//! The pages about the site: what it is, what is stored, how accessible it is.

use actix_web::{HttpRequest, HttpResponse, web};
use serde::Serialize;

use crate::error::AppError;
use crate::web::cached::{self, Made};
use crate::web::locale::PageLanguage;
use crate::web::page::{Page, say};
use crate::web::state::State;

/// What the pages say of this installation.
#[derive(Serialize)]
struct Installation {
    backup_days: i32,
}

async fn words(
    request: HttpRequest,
    state: web::Data<State>,
    language: PageLanguage,
    name: &'static str,
) -> Result<HttpResponse, AppError> {
    let key = format!("/{}/{name}", language.0.as_str());
    let make = async {
        let title = say(&state, language.0, &format!("about-{name}-title"));
        let html = Page::new(&state, language.0, &format!("/{name}"), title)
            .html(&format!("record/{name}"), &Installation { backup_days: state.site.backup_days })?;
        Ok(Made { html, ends: None })
    };
    cached::serve(&request, &state, crate::publications::SITE, key, make).await
}

/// GET `/{language}/about`
pub async fn about(request: HttpRequest, state: web::Data<State>, language: PageLanguage) -> Result<HttpResponse, AppError> {
    words(request, state, language, "about").await
}

/// GET `/{language}/privacy`
pub async fn privacy(request: HttpRequest, state: web::Data<State>, language: PageLanguage) -> Result<HttpResponse, AppError> {
    words(request, state, language, "privacy").await
}

/// GET `/{language}/accessibility`
pub async fn accessibility(request: HttpRequest, state: web::Data<State>, language: PageLanguage) -> Result<HttpResponse, AppError> {
    words(request, state, language, "accessibility").await
}
