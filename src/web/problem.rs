//! Errors as answers: the status, and a page in the reader's language that says what to do.

use actix_web::body::{BoxBody, EitherBody, MessageBody};
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::StatusCode;
use actix_web::http::header::{CONTENT_TYPE, HeaderValue, RETRY_AFTER};
use actix_web::middleware::Next;
use actix_web::web::Data;
use actix_web::{Error, HttpResponse, ResponseError};
use serde::Serialize;

use super::locale;
use super::page::{Page, say};
use super::state::State;
use super::viewer::Refused;
use crate::error::{AppError, Shortage};
use crate::language::Language;
use crate::platform::secret::Token;

/// The format of an error of the JSON interface (RFC 9457).
pub const PROBLEM_JSON: &str = "application/problem+json";

impl ResponseError for AppError {
    fn status_code(&self) -> StatusCode {
        match self {
            Self::NotFound => StatusCode::NOT_FOUND,
            Self::Forbidden => StatusCode::FORBIDDEN,
            Self::Conflict(_) => StatusCode::CONFLICT,
            Self::Invalid(_) => StatusCode::UNPROCESSABLE_ENTITY,
            Self::TooMany => StatusCode::TOO_MANY_REQUESTS,
            Self::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Self::TooSlow => StatusCode::REQUEST_TIMEOUT,
            Self::Packed => StatusCode::UNSUPPORTED_MEDIA_TYPE,
            Self::Malformed => StatusCode::BAD_REQUEST,
            Self::Unavailable(_) => StatusCode::SERVICE_UNAVAILABLE,
            Self::Internal(_) => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    fn error_response(&self) -> HttpResponse {
        HttpResponse::new(self.status_code())
    }
}

#[derive(Serialize)]
struct ProblemView {
    /// The keys `problem-page-…-title` and `-text`.
    kind: &'static str,
    /// The key of what stands in the way, for a conflict.
    conflict: Option<&'static str>,
    /// What the log knows the fault by.
    reference: Option<String>,
}

/// Turns an error into a page.
///
/// # Errors
/// Those that become the page of a problem.
pub async fn pages<B: MessageBody + 'static>(
    request: ServiceRequest,
    next: Next<B>,
) -> Result<ServiceResponse<EitherBody<B, BoxBody>>, Error> {
    let state = request.app_data::<Data<State>>().cloned();
    let response = next.call(request).await?;
    let status = response.status();
    let is_error = status.is_client_error() || status.is_server_error();
    // A handler that answers a refused form has made its page already, and carries no error; the JSON interface answers in
    // its own format.
    let made = response.headers().get(CONTENT_TYPE);
    let has_page = made.is_some_and(|made| response.response().error().is_none() || made == PROBLEM_JSON);
    let error = response.response().error().and_then(own);
    if !is_error || has_page {
        return Ok(response.map_into_left_body());
    }
    match page(state.as_ref(), response.request(), status, error) {
        Some(made) => Ok(response.into_response(made).map_into_right_body()),
        None => Ok(response.map_into_left_body()),
    }
}

fn own(error: &Error) -> Option<AppError> {
    match error.as_error::<Refused>() {
        Some(Refused::Error(inner)) => Some(inner.clone()),
        _ => error.as_error::<AppError>().cloned(),
    }
}

/// The page of an error; `None` where none is wanted (a redirection) or none can be made.
fn page(
    state: Option<&Data<State>>,
    request: &actix_web::HttpRequest,
    status: StatusCode,
    error: Option<AppError>,
) -> Option<HttpResponse> {
    if !status.is_client_error() && !status.is_server_error() {
        return None;
    }
    let state = state?;
    if request.path().starts_with("/api/") {
        let error = error.clone().or_else(|| (status == StatusCode::NOT_FOUND).then_some(AppError::NotFound));
        if let Some(made) = error.and_then(|error| problem_json(state, &error).ok()) {
            return Some(made);
        }
    }
    let language = locale::of_path(request.path()).unwrap_or_else(|| locale::negotiated(request));
    let (kind, conflict) = match (&error, status) {
        (Some(AppError::Conflict(conflict)), _) => ("conflict", Some(conflict.key())),
        (Some(AppError::Unavailable(Shortage::Disk)), _) => ("disk", None),
        (Some(AppError::Unavailable(Shortage::Extractors)), _) => ("extractors", None),
        (_, StatusCode::NOT_FOUND) => ("not-found", None),
        (_, StatusCode::FORBIDDEN) => ("forbidden", None),
        (_, StatusCode::METHOD_NOT_ALLOWED) => ("method", None),
        (_, StatusCode::PAYLOAD_TOO_LARGE) => ("too-large", None),
        (_, StatusCode::TOO_MANY_REQUESTS) => ("too-many", None),
        (_, StatusCode::REQUEST_TIMEOUT) => ("too-slow", None),
        (_, StatusCode::UNSUPPORTED_MEDIA_TYPE) => ("packed", None),
        (_, StatusCode::SERVICE_UNAVAILABLE) => ("unavailable", None),
        (_, status) if status.is_client_error() => ("malformed", None),
        _ => ("internal", None),
    };
    let reference = (kind == "internal").then(|| Token::random().map(|token| token.expose()[..8].to_owned()).unwrap_or_default());
    if let Some(reference) = &reference {
        let cause = error.as_ref().map_or_else(|| status.to_string(), ToString::to_string);
        tracing::error!(reference = %reference, cause = %cause, "A request failed");
    }
    let title = say(state, language, &format!("problem-page-{kind}-title"));
    let view = ProblemView { kind, conflict, reference };
    let mut response = Page::new(state, language, "/", title).response(status, "problem/page", &view).ok()?;
    if status == StatusCode::SERVICE_UNAVAILABLE {
        response.headers_mut().insert(RETRY_AFTER, HeaderValue::from_static("5"));
    }
    Some(response)
}

/// An error as the JSON interface says it (RFC 9457). What is no error of the caller is given back, to be logged.
///
/// # Errors
/// [`AppError::Internal`] as it came.
pub fn problem_json(state: &State, error: &AppError) -> Result<HttpResponse, AppError> {
    let status = error.status_code();
    let title = match error {
        AppError::Internal(_) => return Err(error.clone()),
        AppError::NotFound => "There is nothing at this address",
        AppError::Forbidden => "Not allowed",
        AppError::Conflict(_) => "Not possible now",
        AppError::Invalid(_) => "Fields have to be corrected",
        AppError::TooMany => "Too many attempts",
        AppError::TooLarge => "The body is larger than this address takes",
        AppError::TooSlow => "The body took too long to arrive",
        AppError::Packed => "Compressed bodies are not taken",
        AppError::Malformed => "The body cannot be read",
        AppError::Unavailable(_) => "Not at this moment; try again",
    };
    // The JSON interface speaks English; the key of a message is for programs.
    let words = |key: &str| say(state, Language::English, key);
    let mut body = serde_json::json!({ "type": "about:blank", "title": title, "status": status.as_u16() });
    match error {
        AppError::Conflict(conflict) => body["detail"] = words(conflict.key()).into(),
        AppError::Invalid(errors) => {
            body["errors"] =
                errors.iter().map(|(field, message)| serde_json::json!({ "field": field, "detail": words(message) })).collect();
        }
        _ => {}
    }
    let mut response = HttpResponse::build(status);
    if status == StatusCode::SERVICE_UNAVAILABLE {
        response.insert_header((RETRY_AFTER, "5"));
    }
    Ok(response.content_type(PROBLEM_JSON).body(body.to_string()))
}
