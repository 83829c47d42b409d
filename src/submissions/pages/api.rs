//! Taking part over JSON: the same fields as the form, the same receipt, the same once-only.

use actix_web::http::StatusCode;
use actix_web::{HttpRequest, HttpResponse, web};
use serde::{Deserialize, Serialize};
use serde_json::json;

use super::opened::{must_take, target_of};
use crate::consultations;
use crate::drafts;
use crate::drafts::model::{Audience, DraftNumber, Status};
use crate::error::AppError;
use crate::language::Language;
use crate::submissions::check;
use crate::submissions::code::ReceiptCode;
use crate::submissions::copy::WorkingCopy;
use crate::submissions::{self, read};
use crate::web::arrival::Arrived;
use crate::web::problem::problem_json;
use crate::web::state::State;

#[derive(Deserialize)]
pub struct Wanted {
    draft: String,
}

#[derive(Serialize)]
struct Issued {
    code: String,
    token: String,
    round: i64,
}

/// POST `/api/v1/consultations/{slug}/receipt-codes` with `{"draft": "3"}`
pub async fn issue(
    state: web::Data<State>,
    arrived: Arrived,
    path: web::Path<String>,
    wanted: web::Json<Wanted>,
) -> Result<HttpResponse, AppError> {
    match issued(&state, arrived, path.into_inner(), &wanted.draft).await {
        Ok(issued) => Ok(HttpResponse::Created().json(issued)),
        Err(error) => problem_json(&error),
    }
}

async fn issued(state: &State, arrived: Arrived, slug: String, draft: &str) -> Result<Issued, AppError> {
    let number = DraftNumber::parse(draft).ok_or(AppError::NotFound)?;
    let rounds = state
        .database
        .read(move |conn| {
            let (_, draft) = drafts::read::at(conn, &slug, number)?;
            if draft.status != Status::Published || draft.audience != Audience::Public {
                return Err(AppError::NotFound);
            }
            drafts::read::rounds(conn, &[draft.id])
        })
        .await?;
    let mut public = rounds.iter().filter(|round| round.audience == Audience::Public);
    let round = public.clone().find(|round| must_take(round, arrived.0).is_ok()).or_else(|| public.next_back());
    let round = round.ok_or(AppError::Conflict("conflict-no-round"))?;
    must_take(round, arrived.0)?;
    let code = ReceiptCode::random()?;
    Ok(Issued { code: code.shown(), token: code.token(&state.key, round.id), round: round.id.0 })
}

/// A submission as JSON: the names are those of the form's fields.
#[derive(Deserialize)]
pub struct Sent {
    round: i64,
    token: String,
    #[serde(flatten)]
    speaker: serde_json::Map<String, serde_json::Value>,
    comments: Vec<serde_json::Map<String, serde_json::Value>>,
}

fn field<'a>(fields: &'a serde_json::Map<String, serde_json::Value>, name: &str) -> &'a str {
    match fields.get(name) {
        Some(serde_json::Value::String(text)) => text.trim(),
        Some(serde_json::Value::Bool(true)) => "yes",
        _ => "",
    }
}

/// POST `/api/v1/consultations/{slug}/submissions`, the code in `Idempotency-Key`
pub async fn submit(
    state: web::Data<State>,
    request: HttpRequest,
    arrived: Arrived,
    path: web::Path<String>,
    sent: web::Json<Sent>,
) -> Result<HttpResponse, AppError> {
    let code =
        request.headers().get("idempotency-key").and_then(|value| value.to_str().ok()).unwrap_or_default().trim_matches('"').to_owned();
    match submitted(&state, arrived, path.into_inner(), &code, &sent).await {
        Ok(receipt) => {
            let status = if receipt.again { StatusCode::OK } else { StatusCode::CREATED };
            let body = json!({
                "reference": receipt.submission.reference,
                "comments": receipt.comments,
                "amended": receipt.amended,
                "late": receipt.submission.late,
            });
            Ok(HttpResponse::build(status).json(body))
        }
        Err(error) => problem_json(&error),
    }
}

async fn submitted(state: &State, arrived: Arrived, slug: String, code: &str, sent: &Sent) -> Result<submissions::Receipt, AppError> {
    let code = ReceiptCode::parse(code).map_err(|message| AppError::field("code", message))?;
    let round = drafts::model::RoundId(sent.round);
    let proof = code.proof(&state.key);
    let (known, consultation) = state
        .database
        .read(move |conn| {
            let known = read::by_proof(conn, &proof)?.is_some();
            let consultation = consultations::read::by_slug(conn, &slug)?;
            let draft = drafts::read::round(conn, round)?.draft;
            if drafts::read::by_id(conn, draft)?.consultation != consultation.id {
                return Err(AppError::NotFound);
            }
            Ok((known, consultation))
        })
        .await?;
    if !known && !code.is_of(&state.key, round, &sent.token) {
        return Err(AppError::Conflict("conflict-form-foreign"));
    }
    let (speaker, level, consent) = check::speaker(|name| field(&sent.speaker, name))?;
    let mut copy = WorkingCopy { items: Vec::new(), speaker, level, consent };
    for (index, fields) in sent.comments.iter().enumerate() {
        let at = fields.get("at").map(|at| at.as_str().map_or_else(|| at.to_string(), str::to_owned)).unwrap_or_default();
        let target = target_of(field(fields, "target"), &at).ok_or(AppError::Conflict("conflict-target-gone"))?;
        // The place in the list is the key, so that the same list again is the same submission.
        let key = format!("API{index:010}");
        let get = |name: &str| {
            if name == "item" {
                return key.as_str();
            }
            match name.strip_prefix("theme_") {
                Some(code) => {
                    let themes = fields.get("themes").and_then(|themes| themes.as_array());
                    if themes.is_some_and(|themes| themes.iter().any(|theme| theme.as_str() == Some(code))) { "yes" } else { "" }
                }
                None => field(fields, name),
            }
        };
        copy.items.push(check::item(get, target, &consultation.themes, Language::English)?);
    }
    let key = std::sync::Arc::clone(&state.key);
    let ready = state.database.read(move |conn| submissions::ready(conn, &key, &code, round, &copy, arrived.0)).await?;
    state.database.write(move |tx| submissions::submit(tx, &ready)).await
}
