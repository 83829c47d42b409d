//! A draft as a file.

use actix_web::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use actix_web::{HttpResponse, web};
use serde::Deserialize;

use super::draft::Asked;
use crate::drafts;
use crate::drafts::model::DraftNumber;
use crate::drafts::read::choose;
use crate::error::AppError;
use crate::record::read::Whole;
use crate::record::reader::Reader;
use crate::text::export;
use crate::web::locale::PageLanguage;
use crate::web::state::State;

/// A download in an address.
#[derive(Deserialize)]
pub struct DownloadPath {
    slug: String,
    number: String,
    extension: String,
}

/// GET `/{language}/consultations/{slug}/drafts/{number}/download.{md|html}`
///
/// # Errors
/// Those that become the page of a problem.
pub async fn show(
    state: web::Data<State>,
    language: PageLanguage,
    reader: Reader,
    path: web::Path<DownloadPath>,
    asked: web::Query<Asked>,
) -> Result<HttpResponse, AppError> {
    let number = DraftNumber::parse(&path.number).ok_or(AppError::NotFound)?;
    let reach = reader.reach(&state).await?;
    let (slug, asked, wanted) = (path.slug.clone(), asked.language(), language.0);
    let (version, document) = state
        .database
        .read(move |conn| {
            let whole = Whole::read(conn, reach, &slug)?;
            let versions = whole.versions_of(whole.draft(number)?);
            let version = choose(&versions, asked, wanted).ok_or(AppError::NotFound)?.clone();
            let document = drafts::read::document(conn, version.id)?;
            Ok::<_, AppError>((version, document))
        })
        .await?;
    let code = version.language.as_str();
    let name = format!("{}-{number}-{code}.{}", path.slug, path.extension);
    let (content_type, body) = match path.extension.as_str() {
        "md" => ("text/markdown; charset=utf-8", export::markdown::write(&document)),
        "html" => ("text/html; charset=utf-8", export::html::file(&document, &name, code, version.language.direction())),
        _ => return Err(AppError::NotFound),
    };
    Ok(HttpResponse::Ok()
        .insert_header((CONTENT_TYPE, content_type))
        .insert_header((CONTENT_DISPOSITION, format!("attachment; filename=\"{name}\"")))
        .body(body))
}
