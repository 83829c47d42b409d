//! Makes and edits consultations.

use diesel::prelude::*;

use super::model::{ConsultationId, NewConsultation};
use crate::each_backend;
use crate::error::{AppError, AppResult, is_taken};
use crate::platform::cache;
use crate::platform::clock::Timestamp;
use crate::platform::db::Tx;
use crate::schema::consultations;

/// The cache scope of pages that show the whole site.
pub const SITE: &str = "site";

/// Makes a consultation.
///
/// # Errors
/// `slug` taken; those of the database.
pub fn create(tx: &mut Tx, new: &NewConsultation, now: Timestamp) -> AppResult<ConsultationId> {
    let made = each_backend!(tx, |c| diesel::insert_into(consultations::table)
        .values((
            consultations::slug.eq(new.slug.as_str()),
            consultations::language.eq(new.language),
            consultations::time_zone.eq(&new.time_zone),
            consultations::host_office.eq(new.host_office.to_json()),
            consultations::title.eq(new.title.to_json()),
            consultations::summary.eq(new.summary.to_json()),
            consultations::promise_of_use.eq(new.promise_of_use.to_json()),
            consultations::themes.eq(new.themes.to_json()),
            consultations::created_at.eq(now),
        ))
        .returning(consultations::id)
        .get_result(c));
    let id = made.map_err(|error| if is_taken(&error) { AppError::field("slug", "form-slug-taken") } else { error.into() })?;
    announce(tx, new.slug.as_str())?;
    Ok(id)
}

/// Edits the words of a consultation; its slug and language stay.
///
/// # Errors
/// Those of the database.
pub fn edit(tx: &mut Tx, id: ConsultationId, new: &NewConsultation) -> AppResult<()> {
    each_backend!(tx, |c| diesel::update(consultations::table.filter(consultations::id.eq(id)))
        .set((
            consultations::time_zone.eq(&new.time_zone),
            consultations::host_office.eq(new.host_office.to_json()),
            consultations::title.eq(new.title.to_json()),
            consultations::summary.eq(new.summary.to_json()),
            consultations::promise_of_use.eq(new.promise_of_use.to_json()),
            consultations::themes.eq(new.themes.to_json()),
        ))
        .execute(c))?;
    announce(tx, new.slug.as_str())
}

/// Waits until nobody else changes the record of this consultation: what is read after this is what they left. SQLite has one
/// writer anyway. The key itself is not locked (PostgreSQL 13.3.2): whoever only writes a row that refers to the consultation need
/// not wait, and so never waits for somebody who waits for her.
///
/// # Errors
/// Those of the database.
pub fn take_turns(tx: &mut Tx, id: ConsultationId) -> AppResult<()> {
    if tx.is_postgres() { tx.batch(&format!("SELECT id FROM consultations WHERE id = {} FOR NO KEY UPDATE", id.0)) } else { Ok(()) }
}

/// Moves the revisions of the consultation's pages and of the site's.
///
/// # Errors
/// Those of the database.
pub fn announce(tx: &mut Tx, slug: &str) -> AppResult<()> {
    cache::bump(tx, slug)?;
    cache::bump(tx, SITE)
}
