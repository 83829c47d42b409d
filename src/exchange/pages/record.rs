//! Downloads of the log, and the record over JSON.

use actix_web::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use actix_web::middleware::from_fn;
use actix_web::web::{self, Bytes, ServiceConfig};
use actix_web::{HttpRequest, HttpResponse};
use futures_util::stream;
use serde::Deserialize;
use serde_json::json;

use crate::comments;
use crate::comments::read::{Filter, RecordDraft};
use crate::consultations::model::{Consultation, ConsultationId};
use crate::drafts::read::Reach;
use crate::error::AppError;
use crate::exchange::table::{Row, csv_head, csv_lines};
use crate::language::Language;
use crate::publications::PublishedComment;
use crate::record::read::ConsultationContext;
use crate::web::locale::PageLanguage;
use crate::web::pacing::paced;
use crate::web::problem::problem_json;
use crate::web::state::State;

/// So many comments are read at once, however many there are.
const CHUNK: i64 = 100;

/// The addresses below `/{language}`.
pub fn routes(config: &mut ServiceConfig) {
    let file = |path: &str| web::resource(path).wrap(from_fn(paced));
    config
        .service(file("/consultations/{slug}/log.csv").route(web::get().to(csv)))
        .service(file("/consultations/{slug}/log.json").route(web::get().to(json_file)));
}

/// The addresses below `/api/v1`.
pub fn api_routes(config: &mut ServiceConfig) {
    config
        .route("/consultations/{slug}/comments", web::get().to(list))
        .route("/consultations/{slug}/log", web::get().to(list))
        .route("/consultations/{slug}/contributions", web::get().to(contributions))
        .route("/consultations/{slug}/comments/{reference}", web::get().to(one));
}

/// A consultation with the drafts whose comments everybody may read.
async fn public(state: &State, slug: &str) -> Result<(Consultation, Vec<RecordDraft>), AppError> {
    let slug = slug.to_owned();
    state.database.read(move |conn| comments::read::consultation(conn, Reach::Public, &slug)).await
}

async fn chunk(
    state: &State,
    consultation: ConsultationId,
    drafts: &[RecordDraft],
    filter: &Filter,
    after: String,
    limit: i64,
) -> Result<Vec<PublishedComment>, AppError> {
    let readable: Vec<_> = drafts.iter().map(|draft| draft.id).collect();
    let filter = filter.clone();
    state.database.read(move |conn| comments::read::page(conn, consultation, &readable, &filter, &after, limit)).await
}

fn row(comment: &PublishedComment, drafts: &[RecordDraft], language: Language) -> Option<Row> {
    let draft = drafts.iter().find(|draft| draft.id == comment.draft)?;
    Some(Row::new(comment, draft.number, language))
}

/// Writes the whole log, chunk by chunk: memory does not grow with it. `write` makes the bytes of a chunk; it is told
/// whether it is the first.
fn streamed(
    state: web::Data<State>,
    consultation: ConsultationId,
    drafts: Vec<RecordDraft>,
    head: Vec<u8>,
    tail: Vec<u8>,
    write: impl Fn(&[PublishedComment], &[RecordDraft], bool) -> Result<Vec<u8>, AppError> + 'static,
) -> impl futures_util::Stream<Item = Result<Bytes, AppError>> {
    /// Where the stream is: before the key, or over.
    enum At {
        Head,
        After(String),
        Over,
    }
    stream::unfold((At::Head, state, drafts, head, tail, write), move |(at, state, drafts, head, tail, write)| async move {
        let (bytes, next) = match at {
            At::Over => return None,
            At::Head => (Ok(head.clone()), At::After(String::new())),
            At::After(key) => {
                let first = key.is_empty();
                match chunk(&state, consultation, &drafts, &Filter::default(), key, CHUNK).await {
                    Ok(rows) => {
                        let full = i64::try_from(rows.len()).unwrap_or(0) == CHUNK;
                        let mut bytes = write(&rows, &drafts, first);
                        if !full && let Ok(bytes) = &mut bytes {
                            bytes.extend(&tail);
                        }
                        let next = rows.last().filter(|_| full).map_or(At::Over, |last| At::After(last.place_key.clone()));
                        (bytes, next)
                    }
                    Err(error) => (Err(error), At::Over),
                }
            }
        };
        Some((bytes.map(Bytes::from), (next, state, drafts, head, tail, write)))
    })
}

fn file(content_type: &'static str, slug: &str, extension: &str) -> actix_web::HttpResponseBuilder {
    let mut response = HttpResponse::Ok();
    response
        .insert_header((CONTENT_TYPE, content_type))
        .insert_header((CONTENT_DISPOSITION, format!("attachment; filename=\"{slug}-log.{extension}\"")));
    response
}

/// GET `/{language}/consultations/{slug}/log.csv`
async fn csv(state: web::Data<State>, language: PageLanguage, path: web::Path<(String, String)>) -> Result<HttpResponse, AppError> {
    let (consultation, drafts) = public(&state, &path.1).await?;
    let lines = move |rows: &[PublishedComment], drafts: &[RecordDraft], _: bool| {
        let cells: Vec<_> = rows.iter().filter_map(|comment| row(comment, drafts, language.0)).map(|row| row.cells()).collect();
        csv_lines(&cells)
    };
    let body = streamed(state, consultation.id, drafts, csv_head()?, Vec::new(), lines);
    Ok(file("text/csv; charset=utf-8", &path.1, "csv").streaming(Box::pin(body)))
}

/// GET `/{language}/consultations/{slug}/log.json`
async fn json_file(state: web::Data<State>, language: PageLanguage, path: web::Path<(String, String)>) -> Result<HttpResponse, AppError> {
    let (consultation, drafts) = public(&state, &path.1).await?;
    let rows = move |rows: &[PublishedComment], drafts: &[RecordDraft], first: bool| {
        let mut bytes = Vec::new();
        for (index, row) in rows.iter().filter_map(|comment| row(comment, drafts, language.0)).enumerate() {
            bytes.extend(if first && index == 0 { "\n" } else { ",\n" }.as_bytes());
            serde_json::to_writer(&mut bytes, &row).map_err(AppError::internal)?;
        }
        Ok(bytes)
    };
    let body = streamed(state, consultation.id, drafts, b"[".to_vec(), b"\n]\n".to_vec(), rows);
    Ok(file("application/json", &path.1, "json").streaming(Box::pin(body)))
}

/// What a list may be asked.
#[derive(Deserialize)]
pub struct Asked {
    #[serde(flatten)]
    filter: std::collections::HashMap<String, String>,
}

/// GET `/api/v1/consultations/{slug}/comments`: the record in pages, by the same filters as the log.
async fn list(
    state: web::Data<State>,
    request: HttpRequest,
    path: web::Path<String>,
    asked: web::Query<Asked>,
) -> Result<HttpResponse, AppError> {
    match listed(&state, &path, &asked.filter).await {
        Ok((rows, next)) => {
            let body = json!({ "data": rows, "next": next }).to_string();
            let finished = crate::platform::cache::Finished::new(body, None)?;
            Ok(crate::web::cached::body_for(&request, &finished, "application/json"))
        }
        Err(error) => problem_json(&state, &error),
    }
}

async fn listed(
    state: &State,
    slug: &str,
    asked: &std::collections::HashMap<String, String>,
) -> Result<(Vec<Row>, Option<String>), AppError> {
    let (consultation, drafts) = public(state, slug).await?;
    let get = |name: &str| asked.get(name).map(|value| value.trim()).filter(|value| !value.is_empty());
    let size: i64 = get("page[size]")
        .map_or(Ok(50), str::parse)
        .ok()
        .filter(|size| (1..=200).contains(size))
        .ok_or(AppError::field("page[size]", "form-page-size"))?;
    let filter = Filter::parse(&drafts, get)?;
    let after = get("page[after]").unwrap_or_default().to_owned();
    let mut comments = chunk(state, consultation.id, &drafts, &filter, after, size + 1).await?;
    let more = i64::try_from(comments.len()).unwrap_or(0) > size;
    comments.truncate(usize::try_from(size).unwrap_or(usize::MAX));
    let next = comments.last().filter(|_| more).map(|last| last.place_key.clone());
    let language = get("language").and_then(Language::parse).unwrap_or(consultation.language);
    Ok((comments.iter().filter_map(|comment| row(comment, &drafts, language)).collect(), next))
}

/// GET `/api/v1/consultations/{slug}/comments/{reference}`
async fn one(state: web::Data<State>, request: HttpRequest, path: web::Path<(String, String)>) -> Result<HttpResponse, AppError> {
    let found = async {
        let (consultation, drafts) = public(&state, &path.0).await?;
        let reference = path.1.clone();
        let id = consultation.id;
        let comment = state.database.read(move |conn| comments::read::by_reference(conn, id, &reference)).await?;
        row(&comment, &drafts, consultation.language).ok_or(AppError::NotFound)
    };
    match found.await {
        Ok(row) => {
            let finished = crate::platform::cache::Finished::new(json!(row).to_string(), None)?;
            Ok(crate::web::cached::body_for(&request, &finished, "application/json"))
        }
        Err(error) => problem_json(&state, &error),
    }
}

/// GET `/api/v1/consultations/{slug}/contributions`: the letters that may be shown, each whole.
async fn contributions(state: web::Data<State>, path: web::Path<String>) -> Result<HttpResponse, AppError> {
    let (slug, key) = (path.into_inner(), std::sync::Arc::clone(&state.key));
    let found = state.database.read(move |conn| {
        let whole = ConsultationContext::read(conn, Reach::Public, &slug)?;
        let found = crate::record::contributions::contributions(conn, &key, &whole, None)?;
        Ok::<_, AppError>((whole, found))
    });
    let (whole, found) = match found.await {
        Ok(found) => found,
        Err(error) => return problem_json(&state, &error),
    };
    let one = |shown: &crate::record::contributions::Shown| {
        let speaker = shown.speaker();
        let number = whole.drafts.iter().find(|draft| draft.id == shown.letter.delivery.draft).map(|draft| draft.number.to_string());
        let points = shown.letter.points.iter().filter(|point| shown.shows(point)).filter_map(|point| {
            let row = shown.published.iter().find(|row| row.id == point.comment.id)?;
            Some(json!({"reference": row.reference, "first": point.first, "last": point.last, "decision": row.decision}))
        });
        json!({
            "id": shown.letter.public_id,
            "draft": number,
            "language": shown.letter.delivery.language.as_str(),
            "speaker": speaker.named,
            "group": speaker.group,
            "region": speaker.region,
            "paragraphs": shown.paragraphs(),
            "points": points.collect::<Vec<_>>(),
        })
    };
    Ok(HttpResponse::Ok().json(json!({"data": found.iter().map(one).collect::<Vec<_>>()})))
}
