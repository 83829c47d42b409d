//! What machines ask: whether the process answers, whether it can serve, its figures, and whom to tell of a weakness.

use actix_web::http::header::{AUTHORIZATION, CONTENT_TYPE};
use actix_web::web::{self, Data, ServiceConfig};
use actix_web::{HttpRequest, HttpResponse};
use secrecy::ExposeSecret;
use subtle::ConstantTimeEq;

use super::state::State;
use crate::error::{AppError, AppResult};
use crate::platform::db;
use crate::platform::telemetry;

/// The addresses at the root.
pub fn routes(config: &mut ServiceConfig) {
    config
        .route("/healthz", web::get().to(healthz))
        .route("/readyz", web::get().to(readyz))
        .route("/metrics", web::get().to(metrics))
        .route("/.well-known/security.txt", web::get().to(security));
}

fn plain(mut response: actix_web::HttpResponseBuilder, body: String) -> HttpResponse {
    response.insert_header((CONTENT_TYPE, "text/plain; charset=utf-8")).body(body)
}

/// GET `/healthz`: the process answers.
async fn healthz() -> HttpResponse {
    plain(HttpResponse::Ok(), "ok\n".to_owned())
}

/// GET `/readyz`: the database answers and is of this program's schema, its disk takes something, the clock is plausible.
async fn readyz(state: Data<State>) -> HttpResponse {
    let schema = state
        .database
        .read(|conn| {
            let pending = db::pending(conn)?;
            if pending == 0 { Ok(()) } else { Err(AppError::internal("migrations are pending")) }
        })
        .await;
    let disk = state.database.takes_more().await;
    // 2026-01-01: no installation is older than the program.
    let clock = state.clock.now().0 > 1_767_225_600_000_000;
    let checks = [("database", schema.is_ok()), ("disk", disk.is_ok()), ("clock", clock)];
    let body = checks.iter().map(|(name, ok)| format!("{name} {}\n", if *ok { "ok" } else { "failed" })).collect();
    let ready = checks.iter().all(|(_, ok)| *ok);
    plain(if ready { HttpResponse::Ok() } else { HttpResponse::ServiceUnavailable() }, body)
}

/// GET `/metrics`, with the token; without one there is nothing here. A socket of its own serves them to whoever reaches it.
async fn metrics(request: HttpRequest, state: Data<State>) -> Result<HttpResponse, AppError> {
    let given = request.headers().get(AUTHORIZATION).and_then(|value| value.to_str().ok()).and_then(|value| value.strip_prefix("Bearer "));
    let token = state.site.metrics_token.as_ref().zip(given);
    if !token.is_some_and(|(token, given)| token.expose_secret().as_bytes().ct_eq(given.as_bytes()).into()) {
        return Err(AppError::NotFound);
    }
    figures(state).await
}

/// GET `/metrics` on the socket that is for nothing else.
///
/// # Errors
/// If figures cannot be kept.
pub async fn figures(state: Data<State>) -> AppResult<HttpResponse> {
    let figures = telemetry::figures()?;
    metrics::gauge!("database_statements").set(figure(state.database.statements().total()));
    Ok(HttpResponse::Ok().insert_header((CONTENT_TYPE, "text/plain; version=0.0.4")).body(figures.render()))
}

#[expect(clippy::cast_precision_loss, reason = "a counter for people to look at")]
const fn figure(count: u64) -> f64 {
    count as f64
}

/// GET `/.well-known/security.txt` [RFC 9116]
async fn security(state: Data<State>) -> HttpResponse {
    // It is valid for a quarter of a year from today: whoever keeps a copy asks again before that.
    let expires = state.clock.now().plus_days(90).day().start().to_jiff();
    let site = &state.site;
    let lines = format!(
        "Contact: {}\nExpires: {}\nPreferred-Languages: en, fr, es, ar, zh, ru\nCanonical: {}/.well-known/security.txt\n",
        site.security_contact,
        expires.strftime("%Y-%m-%dT%H:%M:%SZ"),
        site.base_url
    );
    plain(HttpResponse::Ok(), lines)
}
