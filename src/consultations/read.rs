//! What pages need to know of consultations.

use diesel::prelude::*;

use super::model::{Consultation, ConsultationId};
use crate::each_backend;
use crate::error::AppResult;
use crate::platform::db::Conn;
use crate::schema::consultations;

/// The consultation of a slug. A consultation has nothing to hide: it is its drafts that have an audience.
///
/// # Errors
/// [`crate::error::AppError::NotFound`]; those of the database.
pub fn by_slug(conn: &mut Conn, slug: &str) -> AppResult<Consultation> {
    Ok(each_backend!(conn, |c| consultations::table.filter(consultations::slug.eq(slug)).select(Consultation::as_select()).first(c))?)
}

/// A consultation by its row.
///
/// # Errors
/// [`crate::error::AppError::NotFound`]; those of the database.
pub fn by_id(conn: &mut Conn, id: ConsultationId) -> AppResult<Consultation> {
    Ok(each_backend!(conn, |c| consultations::table.filter(consultations::id.eq(id)).select(Consultation::as_select()).first(c))?)
}

/// The name in addresses of a consultation.
///
/// # Errors
/// [`crate::error::AppError::NotFound`]; those of the database.
pub fn slug(conn: &mut Conn, id: ConsultationId) -> AppResult<String> {
    Ok(each_backend!(conn, |c| consultations::table.filter(consultations::id.eq(id)).select(consultations::slug).first(c))?)
}

/// All consultations, the newest first.
///
/// # Errors
/// Those of the database.
pub fn all(conn: &mut Conn) -> AppResult<Vec<Consultation>> {
    Ok(each_backend!(conn, |c| consultations::table.order(consultations::id.desc()).select(Consultation::as_select()).load(c))?)
}
