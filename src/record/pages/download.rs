//! A draft, or a comparison of two, as a file.

use std::sync::Arc;

use actix_web::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE, HeaderValue};
use actix_web::{HttpResponse, web};
use serde::Deserialize;

use super::compare::numbers;
use super::draft::Asked;
use crate::drafts::model::DraftNumber;
use crate::error::AppError;
use crate::record::comparison::ComparedDrafts;
use crate::record::files::{self, Material};
use crate::record::offline;
use crate::record::reader::Reader;
use crate::text::export::Format;
use crate::web::locale::PageLanguage;
use crate::web::state::State;

/// A draft in an address.
#[derive(Deserialize)]
pub struct DraftPath {
    slug: String,
    number: String,
    extension: String,
}

/// Two drafts in an address.
#[derive(Deserialize)]
pub struct ComparisonPath {
    slug: String,
    drafts: String,
    extension: String,
}

/// GET `/{language}/consultations/{slug}/drafts/{number}/download.{extension}`
///
/// # Errors
/// Those that become the page of a problem.
pub async fn draft(
    state: web::Data<State>,
    language: PageLanguage,
    reader: Reader,
    path: web::Path<DraftPath>,
    asked: web::Query<Asked>,
) -> Result<HttpResponse, AppError> {
    let format = Format::of_extension(&path.extension).ok_or(AppError::NotFound)?;
    let number = DraftNumber::parse(&path.number).ok_or(AppError::NotFound)?;
    let reach = reader.reach(&state).await?;
    let (slug, asked) = (path.slug.clone(), asked.language());
    let material = state.database.read(move |conn| files::draft(conn, reach, &slug, number, asked, language.0, format)).await?;
    answer(&state, material).await
}

/// GET `/{language}/consultations/{slug}/compare/{m}...{n}/download.{extension}`
///
/// # Errors
/// Those that become the page of a problem.
pub async fn comparison(
    state: web::Data<State>,
    language: PageLanguage,
    reader: Reader,
    path: web::Path<ComparisonPath>,
    asked: web::Query<Asked>,
) -> Result<HttpResponse, AppError> {
    let format = Format::of_extension(&path.extension).ok_or(AppError::NotFound)?;
    let numbers = numbers(&path.drafts)?;
    let reach = reader.reach(&state).await?;
    let (slug, asked) = (path.slug.clone(), asked.language());
    let material = state
        .database
        .read(move |conn| {
            let compared = ComparedDrafts::read(conn, reach, &slug, numbers, asked, language.0)?;
            files::comparison(conn, compared, format)
        })
        .await?;
    answer(&state, material).await
}

/// GET `/{language}/consultations/{slug}/drafts/{number}/table.{extension}`: the draft as a table to be filled in.
///
/// # Errors
/// Those that become the page of a problem.
pub async fn table(
    state: web::Data<State>,
    language: PageLanguage,
    reader: Reader,
    path: web::Path<DraftPath>,
) -> Result<HttpResponse, AppError> {
    let number = DraftNumber::parse(&path.number).ok_or(AppError::NotFound)?;
    let reach = reader.reach(&state).await?;
    let slug = path.slug.clone();
    let offline = state.database.read(move |conn| offline::read(conn, reach, &slug, number, language.0)).await?;
    let (renderer, extension) = (state.renderer.clone(), path.extension.clone());
    let name = format!("attachment; filename=\"{}-table.{extension}\"", offline.name);
    let content_type = if extension == "docx" { Format::Docx.content_type() } else { XLSX };
    let written = tokio::task::spawn_blocking(move || offline.write(&extension, |key| renderer.say(language.0, key, &[])));
    let bytes = written.await.map_err(AppError::internal)??;
    Ok(HttpResponse::Ok()
        .insert_header((CONTENT_TYPE, content_type))
        .insert_header((CONTENT_DISPOSITION, HeaderValue::from_str(&name).map_err(AppError::internal)?))
        .body(bytes))
}

/// The media type of a workbook.
const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/// Writes the file beside the threads that answer pages.
async fn answer(state: &State, material: Material) -> Result<HttpResponse, AppError> {
    let content_type = material.format.content_type();
    let name = format!("attachment; filename=\"{}.{}\"", material.name, material.format.extension());
    let fonts = Arc::clone(&state.fonts);
    let written = tokio::task::spawn_blocking(move || material.write(&fonts)).await.map_err(AppError::internal)?;
    let bytes = written.map_err(AppError::internal)?;
    Ok(HttpResponse::Ok()
        .insert_header((CONTENT_TYPE, content_type))
        .insert_header((CONTENT_DISPOSITION, HeaderValue::from_str(&name).map_err(AppError::internal)?))
        .body(bytes))
}
