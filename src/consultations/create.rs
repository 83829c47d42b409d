//! Makes and edits consultations.

use diesel::prelude::*;

use super::model::{ConsultationId, NewConsultation};
use crate::each_backend;
use crate::error::{AppError, AppResult, is_taken};
use crate::platform::clock::Timestamp;
use crate::platform::db::Tx;
use crate::publications::{Fact, RecordChange};
use crate::schema::consultations;

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
    let mut change = RecordChange::begin(tx, id)?;
    change.emit(Fact::ConsultationOpened, new.slug.as_str(), now.day());
    change.finish()?;
    Ok(id)
}

/// Edits the words of a consultation; its slug and language stay.
///
/// # Errors
/// Those of the database.
pub fn edit(tx: &mut Tx, id: ConsultationId, new: &NewConsultation, now: Timestamp) -> AppResult<()> {
    let mut change = RecordChange::begin(tx, id)?;
    each_backend!(change, |c| diesel::update(consultations::table.filter(consultations::id.eq(id)))
        .set((
            consultations::time_zone.eq(&new.time_zone),
            consultations::host_office.eq(new.host_office.to_json()),
            consultations::title.eq(new.title.to_json()),
            consultations::summary.eq(new.summary.to_json()),
            consultations::promise_of_use.eq(new.promise_of_use.to_json()),
            consultations::themes.eq(new.themes.to_json()),
        ))
        .execute(c))?;
    change.emit(Fact::ConsultationEdited, new.slug.as_str(), now.day());
    change.finish()
}
