//! Makes a draft, empty and in preparation, and edits what is said of it until it is published.

use diesel::prelude::*;

use super::model::{DraftStatus, NewDraft};
use crate::each_backend;
use crate::error::{AppError, AppResult, Conflict, is_taken};
use crate::ids::{ConsultationId, DraftId};
use crate::platform::clock::Timestamp;
use crate::platform::db::Tx;
use crate::schema::drafts;

/// Makes a draft.
///
/// # Errors
/// `number` taken, or below that of a published draft; those of the database.
pub fn create(tx: &mut Tx, consultation: ConsultationId, new: &NewDraft, now: Timestamp) -> AppResult<DraftId> {
    let last: Option<(i32, i32)> = each_backend!(tx, |c| drafts::table
        .filter(drafts::consultation_id.eq(consultation).and(drafts::status.eq(DraftStatus::Published)))
        .order((drafts::major.desc(), drafts::minor.desc()))
        .select((drafts::major, drafts::minor))
        .first(c)
        .optional())?;
    let own = (new.number.major, new.number.minor);
    if last == Some(own) {
        return Err(AppError::field("number", "form-number-taken"));
    }
    if last.is_some_and(|last| own < last) {
        return Err(AppError::field("number", "form-number-passed"));
    }
    let made = each_backend!(tx, |c| diesel::insert_into(drafts::table)
        .values((
            drafts::consultation_id.eq(consultation),
            drafts::major.eq(new.number.major),
            drafts::minor.eq(new.number.minor),
            drafts::name.eq(new.name.to_json()),
            drafts::note.eq(new.note.to_json()),
            drafts::status.eq(DraftStatus::Preparing),
            drafts::is_final.eq(new.is_final),
            drafts::comments_only.eq(new.comments_only),
            drafts::audience.eq(new.audience),
            drafts::created_at.eq(now),
        ))
        .returning(drafts::id)
        .get_result(c));
    made.map_err(|error| if is_taken(&error) { AppError::field("number", "form-number-taken") } else { error.into() })
}

/// Edits what is said of a draft in preparation; its number stays.
///
/// # Errors
/// [`AppError::Conflict`] if it is published; those of the database.
pub fn edit(tx: &mut Tx, draft: DraftId, new: &NewDraft) -> AppResult<()> {
    let edited = each_backend!(tx, |c| diesel::update(drafts::table)
        .filter(drafts::id.eq(draft).and(drafts::status.eq(DraftStatus::Preparing)))
        .set((
            drafts::name.eq(new.name.to_json()),
            drafts::note.eq(new.note.to_json()),
            drafts::is_final.eq(new.is_final),
            drafts::comments_only.eq(new.comments_only),
            drafts::audience.eq(new.audience),
        ))
        .execute(c))?;
    if edited == 0 { Err(AppError::Conflict(Conflict::DraftPublished)) } else { Ok(()) }
}
