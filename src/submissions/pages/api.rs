//! Taking part over JSON: the same fields as the form, the same receipt, the same once-only.

use std::collections::HashMap;

use actix_web::http::StatusCode;
use actix_web::{HttpRequest, HttpResponse, web};
use serde::{Deserialize, Serialize};
use serde_json::json;

use super::opened::{must_take, target_of};
use crate::comments::table::{Entry, Mapping, Table};
use crate::consultations;
use crate::drafts;
use crate::drafts::model::{Audience, DraftNumber, DraftStatus};
use crate::error::{AppError, Conflict};
use crate::language::Language;
use crate::publications::model::Target;
use crate::render::Argument;
use crate::submissions::check;
use crate::submissions::code::ReceiptCode;
use crate::submissions::copy::WorkingCopy;
use crate::submissions::credentials::Credential;
use crate::submissions::{self, Source};
use crate::web::arrival::Arrived;
use crate::web::body::{File, Json, JsonFault};
use crate::web::network::Network;
use crate::web::problem::{PROBLEM_JSON, problem_json};
use crate::web::state::State;

/// A body that is no JSON, or not of this shape.
fn refused(state: &State, fault: JsonFault) -> Result<HttpResponse, AppError> {
    let (status, detail) = match fault {
        JsonFault::NotRead(error) => return problem_json(state, &error),
        JsonFault::ContentType => (StatusCode::UNSUPPORTED_MEDIA_TYPE, "Content-Type is not application/json".to_owned()),
        JsonFault::Syntax(detail) => (StatusCode::BAD_REQUEST, detail),
    };
    let body = json!({ "type": "about:blank", "title": "The body cannot be read", "status": status.as_u16(), "detail": detail });
    Ok(HttpResponse::build(status).content_type(PROBLEM_JSON).body(body.to_string()))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
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
    wanted: Json<Wanted>,
) -> Result<HttpResponse, AppError> {
    let wanted = match wanted.0 {
        Ok(wanted) => wanted,
        Err(fault) => return refused(&state, fault),
    };
    match issued(&state, arrived, path.into_inner(), &wanted.draft).await {
        Ok(issued) => Ok(HttpResponse::Created().json(issued)),
        Err(error) => problem_json(&state, &error),
    }
}

async fn issued(state: &State, arrived: Arrived, slug: String, draft: &str) -> Result<Issued, AppError> {
    let number = DraftNumber::parse(draft).ok_or(AppError::NotFound)?;
    let rounds = state
        .database
        .read(move |conn| {
            let (_, draft) = drafts::read::at(conn, &slug, number)?;
            if draft.status != DraftStatus::Published || draft.audience != Audience::Public {
                return Err(AppError::NotFound);
            }
            drafts::read::rounds(conn, &[draft.id])
        })
        .await?;
    let mut public = rounds.iter().filter(|round| round.audience == Audience::Public);
    let round = public.clone().find(|round| must_take(round, arrived.0).is_ok()).or_else(|| public.next_back());
    let round = round.ok_or(AppError::Conflict(Conflict::NoRound))?;
    must_take(round, arrived.0)?;
    let credential = Credential::random(&state.key)?;
    Ok(Issued { code: credential.shown(), token: credential.token(round.id), round: round.id.0 })
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

const SPEAKER: [&str; 8] = ["group", "region", "country", "organisation", "person", "client", "level", "consent"];
const COMMENT: [&str; 11] =
    ["item", "target", "at", "quote", "body", "proposed", "comment_reason", "kind", "comment_language", "comment_level", "themes"];

/// Refuses a field that is not one of these, or not a text or yes or no: a misspelt level must not publish more than was
/// meant.
fn only(fields: &serde_json::Map<String, serde_json::Value>, names: &[&str], part: &'static str) -> Result<(), AppError> {
    let right = |(name, value): (&String, &serde_json::Value)| {
        names.contains(&name.as_str())
            && match name.as_str() {
                "themes" => value.as_array().is_some_and(|themes| themes.iter().all(serde_json::Value::is_string)),
                "item" => value.as_str().is_some_and(check::is_key),
                "at" => value.is_string() || value.is_i64(),
                "consent" => value.is_boolean() || value == "yes",
                _ => value.is_string(),
            }
    };
    if fields.iter().all(right) { Ok(()) } else { Err(AppError::field(part, "form-field-unknown")) }
}

/// POST `/api/v1/consultations/{slug}/submissions`, the code in `Idempotency-Key`
pub async fn submit(
    state: web::Data<State>,
    request: HttpRequest,
    arrived: Arrived,
    path: web::Path<String>,
    sent: Json<Sent>,
) -> Result<HttpResponse, AppError> {
    let code =
        request.headers().get("idempotency-key").and_then(|value| value.to_str().ok()).unwrap_or_default().trim_matches('"').to_owned();
    let sent = match sent.0 {
        Ok(sent) => sent,
        Err(fault) => return refused(&state, fault),
    };
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
        Err(error) => problem_json(&state, &error),
    }
}

async fn submitted(state: &State, arrived: Arrived, slug: String, code: &str, sent: &Sent) -> Result<submissions::Receipt, AppError> {
    let code = ReceiptCode::parse(code).map_err(|message| AppError::field("code", message))?;
    let credential = Credential::new(code, &state.key);
    let round = crate::ids::RoundId(sent.round);
    let kept = submissions::open(&state.database, &credential).await?;
    let consultation = state
        .database
        .read(move |conn| {
            let consultation = consultations::read::by_slug(conn, &slug)?;
            if drafts::read::round(conn, round)?.consultation != consultation.id {
                return Err(AppError::NotFound);
            }
            Ok(consultation)
        })
        .await?;
    if kept.as_ref().is_some_and(|kept| kept.round != round) {
        return Err(AppError::Conflict(Conflict::CodeOtherRound));
    }
    // Whoever has sent to this round may take part in it; everybody else shows a token that was made for it.
    if kept.as_ref().is_none_or(|kept| kept.sent.is_none()) && !credential.is_of(round, &sent.token) {
        return Err(AppError::Conflict(Conflict::FormForeign));
    }
    only(&sent.speaker, &SPEAKER, "speaker")?;
    let (speaker, level, consent) = check::speaker(|name| field(&sent.speaker, name))?;
    let mut copy = WorkingCopy { speaker, level, consent, ..WorkingCopy::default() };
    let mut met: HashMap<Target, usize> = HashMap::new();
    for fields in &sent.comments {
        only(fields, &COMMENT, "comments")?;
        let at = fields.get("at").map(|at| at.as_str().map_or_else(|| at.to_string(), str::to_owned)).unwrap_or_default();
        let target = target_of(field(fields, "target"), &at).ok_or(AppError::Conflict(Conflict::TargetGone))?;
        let themes = fields.get("themes").and_then(|themes| themes.as_array()).map(Vec::as_slice).unwrap_or_default();
        if themes.iter().any(|theme| theme.as_str().is_none_or(|code| consultation.themes.of(code).is_none())) {
            return Err(AppError::field("themes", "form-theme-missing"));
        }
        // The same list again is the same submission, in whatever order: a comment is known by what it is on.
        let times = met.entry(target).and_modify(|times| *times += 1).or_insert(1);
        let key = match field(fields, "item") {
            "" => format!("{}{:07}{:05}", &target.kind.as_str()[..1], target.ordinal, times),
            item => item.to_owned(),
        };
        let get = |name: &str| {
            if name == "item" {
                return key.as_str();
            }
            match name.strip_prefix("theme_") {
                Some(code) if themes.iter().any(|theme| theme.as_str() == Some(code)) => "yes",
                Some(_) => "",
                None => field(fields, name),
            }
        };
        let item = check::item(get, target, &consultation.themes, Language::English)?;
        if copy.items.iter().any(|known| known.key == item.key) {
            return Err(AppError::field("item", "form-item-twice"));
        }
        copy.items.push(item);
    }
    let from = Source::Elsewhere { is_known: kept.is_some() };
    let prepared = state.database.read(move |conn| submissions::prepare(conn, &credential, from, round, &copy, arrived.0));
    let outgoing = prepared.await?;
    state.database.write(move |tx| submissions::submit(tx, &outgoing)).await
}

/// What may stand behind the address of a table.
#[derive(Deserialize)]
pub struct TableAsked {
    language: Option<String>,
}

/// POST `/api/v1/consultations/{slug}/drafts/{number}/table`, the file as the body: its rows as comments that can be sent, and
/// what is wrong with the others. Nothing is kept.
pub async fn table(
    state: web::Data<State>,
    path: web::Path<(String, String)>,
    asked: web::Query<TableAsked>,
    network: Network,
    body: File,
) -> Result<HttpResponse, AppError> {
    let language = asked.language.as_deref().and_then(Language::parse).unwrap_or(Language::English);
    let read = async { read_table(&state, path.into_inner(), language, network, &body.0?).await };
    match read.await {
        Ok(answer) => Ok(HttpResponse::Ok().json(answer)),
        Err(error) => problem_json(&state, &error),
    }
}

async fn read_table(
    state: &State,
    path: (String, String),
    language: Language,
    network: Network,
    body: &[u8],
) -> Result<serde_json::Value, AppError> {
    let number = DraftNumber::parse(&path.1).ok_or(AppError::NotFound)?;
    let outline = state
        .database
        .read(move |conn| {
            let (_, draft) = drafts::read::at(conn, &path.0, number)?;
            if draft.status != DraftStatus::Published || draft.audience != Audience::Public {
                return Err(AppError::NotFound);
            }
            crate::comments::outline(conn, draft.id)
        })
        .await?;
    let grids = state.extractor.tables(body, network.asker()).await?;
    let read = tokio::task::spawn_blocking(move || {
        let table = Table::of(&grids, &Mapping::default());
        if table.entries.len() > check::MOST_ITEMS {
            return Err(AppError::field("file", "form-table-too-many"));
        }
        Ok(table.entries.into_iter().map(|entry| (submissions::table::item_of(&outline, "", &entry, language), entry)).collect())
    });
    let rows: Vec<(Result<_, submissions::table::RowErrors>, Entry)> = read.await.map_err(AppError::internal)??;
    let (mut comments, mut problems) = (Vec::new(), Vec::new());
    for (row, entry) in rows {
        match row {
            Ok(item) => comments.push(json!({
                "target": item.target.kind.as_str(),
                "at": item.target.ordinal,
                "body": item.words.body,
                "proposed": item.words.proposed,
                "comment_reason": item.words.reason,
                "kind": item.kind.map(crate::publications::model::CommentKind::as_str).unwrap_or_default(),
                "comment_language": item.language.as_str(),
            })),
            Err(errors) => problems.push(json!({
                "sheet": entry.sheet,
                "row": entry.row,
                "place": submissions::table::place_typed(&entry),
                "errors": errors.iter().map(|(field, message)| {
                    let typed = [("typed", Argument::Text(entry.kind.clone()))];
                    let words = state.renderer.say(Language::English, message, &typed).replace(['\u{2068}', '\u{2069}'], "");
                    json!({"field": field, "detail": words})
                }).collect::<Vec<_>>(),
            })),
        }
    }
    Ok(json!({"comments": comments, "problems": problems}))
}
