//! The language of a page: it stands first in the address; only `/` asks the browser, once.

use std::future::{Ready, ready};

use actix_web::dev::Payload;
use actix_web::http::header::{ACCEPT_LANGUAGE, LOCATION, VARY};
use actix_web::{FromRequest, HttpRequest, HttpResponse};
use fluent_langneg::{LanguageIdentifier, NegotiationStrategy, negotiate_languages, parse_accepted_languages};

use crate::error::AppError;
use crate::language::Language;

/// The language that the address begins with. An address that begins with none is not found.
#[derive(Clone, Copy, Debug)]
pub struct PageLanguage(pub Language);

impl FromRequest for PageLanguage {
    type Error = AppError;
    type Future = Ready<Result<Self, AppError>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        ready(of_path(request.path()).map(Self).ok_or(AppError::NotFound))
    }
}

/// The language that a path begins with.
#[must_use]
pub fn of_path(path: &str) -> Option<Language> {
    Language::parse(path.trim_start_matches('/').split('/').next()?)
}

/// The language for somebody who has not chosen one: what the browser asks for, or English.
#[must_use]
pub fn negotiated(request: &HttpRequest) -> Language {
    let asked = request.headers().get(ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let available: Vec<LanguageIdentifier> = Language::ALL.iter().filter_map(|language| language.as_str().parse().ok()).collect();
    let asked = parse_accepted_languages(asked);
    let chosen = negotiate_languages(&asked, &available, None, NegotiationStrategy::Lookup);
    chosen.first().and_then(|identifier| Language::parse(identifier.language.as_str())).unwrap_or(Language::English)
}

/// GET `/`: on to the home page in the reader's language.
pub async fn redirect(request: HttpRequest) -> HttpResponse {
    let language = negotiated(&request);
    HttpResponse::Found().insert_header((LOCATION, format!("/{}/", language.as_str()))).insert_header((VARY, "accept-language")).finish()
}

/// GET `/{language}`: the home page's address ends with a slash.
///
/// # Errors
/// [`AppError::NotFound`] if it is no language.
pub async fn with_slash(language: PageLanguage) -> Result<HttpResponse, AppError> {
    Ok(HttpResponse::Found().insert_header((LOCATION, format!("/{}/", language.0.as_str()))).finish())
}
