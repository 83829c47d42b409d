//! Public pages from the cache, precompressed, with `ETag` and 304.

use std::sync::Arc;

use actix_web::http::StatusCode;
use actix_web::http::header::{ACCEPT_ENCODING, CACHE_CONTROL, CONTENT_ENCODING, CONTENT_TYPE, ETAG, HeaderValue, IF_NONE_MATCH, VARY};
use actix_web::{HttpRequest, HttpResponse};

use super::state::State;
use crate::error::AppError;
use crate::platform::cache::Finished;
use crate::platform::clock::Timestamp;

/// A page made, with the instant at which the clock alone makes it untrue.
pub struct Made {
    /// The HTML.
    pub html: String,
    /// When a round that it shows opens or closes next.
    pub ends: Option<Timestamp>,
}

/// Answers from the cache; makes the page if there is none that is true. `key` is the canonical address, `scope` what
/// the page shows: a consultation, or the site.
///
/// # Errors
/// Those of making the page.
pub async fn serve<F>(request: &HttpRequest, state: &State, scope: &str, key: String, make: F) -> Result<HttpResponse, AppError>
where
    F: Future<Output = Result<Made, AppError>>,
{
    let making = async {
        let made = make.await?;
        Finished::new(made.html, made.ends)
    };
    let page: Arc<Finished> = state.pages.get(scope, key, state.clock.now(), making).await?;
    let mut response = body_for(request, &page, "text/html; charset=utf-8");
    response.headers_mut().insert(CACHE_CONTROL, HeaderValue::from_static("public, no-cache"));
    Ok(response)
}

/// Answers from the cache what everybody may read; a page of somebody's own, or one that nobody asks for again, is made and
/// kept by nobody.
///
/// # Errors
/// Those of making the page.
pub async fn answer<F>(
    request: &HttpRequest,
    state: &State,
    kept: bool,
    scope: &str,
    key: String,
    make: F,
) -> Result<HttpResponse, AppError>
where
    F: Future<Output = Result<Made, AppError>>,
{
    if kept {
        return serve(request, state, scope, key, make).await;
    }
    Ok(HttpResponse::Ok().insert_header((CONTENT_TYPE, "text/html; charset=utf-8")).body(make.await?.html))
}

/// The best compressed form that the reader takes, or 304 if she has it already.
pub fn body_for(request: &HttpRequest, page: &Finished, content_type: &'static str) -> HttpResponse {
    let header = |name| request.headers().get(name).and_then(|value: &HeaderValue| value.to_str().ok()).unwrap_or_default();
    let known = header(IF_NONE_MATCH);
    let tag = HeaderValue::from_str(&page.tag).unwrap_or_else(|_| HeaderValue::from_static(""));
    if !known.is_empty() && known.split(',').any(|candidate| candidate.trim() == page.tag) {
        let mut response = HttpResponse::new(StatusCode::NOT_MODIFIED);
        response.headers_mut().insert(ETAG, tag);
        response.headers_mut().insert(VARY, HeaderValue::from_static("accept-encoding"));
        return response;
    }
    let accepted = header(ACCEPT_ENCODING);
    let accepts = |coding: &str| {
        accepted.split(',').any(|offer| {
            let mut parts = offer.trim().split(';');
            parts.next().is_some_and(|name| name.trim() == coding) && !parts.any(|weight| weight.trim() == "q=0")
        })
    };
    let (body, coding) = if accepts("br") {
        (page.brotli.clone(), Some("br"))
    } else if accepts("gzip") {
        (page.gzip.clone(), Some("gzip"))
    } else {
        (page.identity.clone(), None)
    };
    let mut response = HttpResponse::Ok().body(body);
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static(content_type));
    headers.insert(VARY, HeaderValue::from_static("accept-encoding"));
    headers.insert(ETAG, tag);
    if let Some(coding) = coding {
        headers.insert(CONTENT_ENCODING, HeaderValue::from_static(coding));
    }
    response
}
