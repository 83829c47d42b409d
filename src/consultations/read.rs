//! What pages need to know of consultations.

use diesel::prelude::*;

use super::model::{Consultation, ConsultationId};
use crate::each_backend;
use crate::error::AppResult;
use crate::platform::db::Conn;
use crate::schema::consultations;

/// The columns of a [`Consultation`], in its order.
pub type Columns = (
    consultations::id,
    consultations::slug,
    consultations::language,
    consultations::time_zone,
    consultations::host_office,
    consultations::title,
    consultations::summary,
    consultations::promise_of_use,
    consultations::themes,
);

/// The same, to be selected.
pub const COLUMNS: Columns = (
    consultations::id,
    consultations::slug,
    consultations::language,
    consultations::time_zone,
    consultations::host_office,
    consultations::title,
    consultations::summary,
    consultations::promise_of_use,
    consultations::themes,
);

/// The consultation of a slug. A consultation has nothing to hide: it is its drafts that have an audience.
///
/// # Errors
/// [`crate::error::AppError::NotFound`]; those of the database.
pub fn by_slug(conn: &mut Conn, slug: &str) -> AppResult<Consultation> {
    Ok(each_backend!(conn, |c| consultations::table.filter(consultations::slug.eq(slug)).select(COLUMNS).first(c))?)
}

/// A consultation by its row.
///
/// # Errors
/// [`crate::error::AppError::NotFound`]; those of the database.
pub fn by_id(conn: &mut Conn, id: ConsultationId) -> AppResult<Consultation> {
    Ok(each_backend!(conn, |c| consultations::table.filter(consultations::id.eq(id)).select(COLUMNS).first(c))?)
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
    Ok(each_backend!(conn, |c| consultations::table.order(consultations::id.desc()).select(COLUMNS).load(c))?)
}
