//! Headers that every answer has, and the refusal of forms that other sites send.

use actix_web::body::{EitherBody, MessageBody};
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::Method;
use actix_web::http::header::{CACHE_CONTROL, HOST, HeaderName, HeaderValue, ORIGIN};
use actix_web::http::uri::Authority;
use actix_web::middleware::Next;
use actix_web::web::Data;
use actix_web::{Error, HttpMessage};

use super::arrival::Arrived;
use super::state::State;
use crate::error::AppError;

/// What every answer says.
const EVERYWHERE: [(&str, &str); 7] = [
    (
        "content-security-policy",
        "default-src 'none'; style-src 'self'; img-src 'self' data:; script-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    ),
    ("x-content-type-options", "nosniff"),
    ("referrer-policy", "same-origin"),
    ("cross-origin-opener-policy", "same-origin"),
    ("cross-origin-resource-policy", "same-origin"),
    ("permissions-policy", "camera=(), geolocation=(), microphone=(), interest-cohort=()"),
    ("x-frame-options", "DENY"),
];

/// Refuses a POST whose `Origin` is foreign, and addresses that cannot be any.
///
/// # Errors
/// Those of the handler.
pub async fn refuse_foreign<B: MessageBody>(request: ServiceRequest, next: Next<B>) -> Result<ServiceResponse<EitherBody<B>>, Error> {
    let state = request.app_data::<Data<State>>().cloned();
    // No name holds a zero byte, and PostgreSQL takes none.
    if request.uri().to_string().contains("%00") {
        return Ok(request.error_response(AppError::NotFound).map_into_right_body());
    }
    if request.method() == Method::POST && is_foreign(&request, state.as_ref()) {
        return Ok(request.error_response(AppError::Forbidden).map_into_right_body());
    }
    Ok(next.call(request).await?.map_into_left_body())
}

/// Sets the headers.
///
/// # Errors
/// Those of the handler.
pub async fn everywhere(mut request: ServiceRequest, next: Next<impl MessageBody>) -> Result<ServiceResponse<impl MessageBody>, Error> {
    let state = request.app_data::<Data<State>>().cloned();
    // Who asks for the head only is answered as for the whole; the body is not sent [RFC 9110, 9.3.2].
    if request.method() == Method::HEAD {
        request.head_mut().method = Method::GET;
    }
    if let Some(state) = &state {
        request.extensions_mut().insert(Arrived(state.clock.now()));
    }
    let path = request.path().to_owned();
    let mut response = next.call(request).await?;
    let headers = response.headers_mut();
    for (name, value) in EVERYWHERE {
        headers.insert(HeaderName::from_static(name), HeaderValue::from_static(value));
    }
    if !headers.contains_key(CACHE_CONTROL) {
        headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    }
    if let Some(state) = state {
        if state.site.https {
            headers.insert(
                HeaderName::from_static("strict-transport-security"),
                HeaderValue::from_static("max-age=63072000; includeSubDomains"),
            );
        }
        if let Some(onion) = &state.site.onion
            && let Ok(location) = HeaderValue::from_str(&format!("{}{path}", onion.trim_end_matches('/')))
        {
            headers.insert(HeaderName::from_static("onion-location"), location);
        }
    }
    Ok(response)
}

/// Whether an address is one of the staff's: the second part of its path.
fn is_of_staff(path: &str) -> bool {
    path.split('/').nth(2) == Some("staff")
}

/// Whether a form comes from another site: its origin is neither the host asked for, nor ours, nor the onion's.
fn is_foreign(request: &ServiceRequest, state: Option<&Data<State>>) -> bool {
    let header = |name: &str| request.headers().get(name).and_then(|value| value.to_str().ok());
    if header("sec-fetch-site").is_some_and(|site| site == "cross-site") {
        return true;
    }
    let mut origins = request.headers().get_all(ORIGIN);
    let Some(origin) = origins.next() else { return false };
    // One that cannot be read, or several, no browser sends.
    let (Ok(origin), None) = (origin.to_str(), origins.next()) else { return true };
    if origin == "null" {
        // Participants may come from where browsers hide the origin: their forms rest on the MAC that they carry. Staff do not.
        return is_of_staff(request.match_info().as_str());
    }
    let host = header(HOST.as_str()).or_else(|| request.uri().authority().map(Authority::as_str)).unwrap_or_default();
    let same_host = origin.split_once("://").is_some_and(|(_, authority)| authority == host);
    let known = state.is_some_and(|state| origin == state.site.base_url || state.site.onion.as_deref() == Some(origin));
    !(same_host || known)
}
