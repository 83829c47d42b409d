//! A second person approves an answer, or sends it back.

use diesel::prelude::*;

use super::model::ResolutionStatus;
use super::read;
use crate::each_backend;
use crate::error::{AppError, AppResult, Conflict};
use crate::ids::{AccountId, ConsultationId, ResolutionId};
use crate::language::LocalText;
use crate::platform::clock::Day;
use crate::platform::db::Tx;
use crate::publications;
use crate::schema::{implementations, resolutions};

/// Approves. From here on accepted points wait to be carried out.
///
/// # Errors
/// [`AppError::Conflict`] for the proposer herself, or if it does not wait for approval any more; those of the database.
pub fn approve(tx: &mut Tx, consultation: ConsultationId, id: ResolutionId, by: AccountId, today: Day) -> AppResult<()> {
    publications::lock(tx, consultation)?;
    must_be_another(tx, consultation, id, by)?;
    let approved = each_backend!(tx, |c| diesel::update(resolutions::table)
        .filter(resolutions::id.eq(id).and(resolutions::status.eq(ResolutionStatus::Proposed)))
        .set((resolutions::status.eq(ResolutionStatus::Approved), resolutions::approver_id.eq(by), resolutions::approved_on.eq(today)))
        .execute(c))?;
    if approved == 0 {
        return Err(AppError::Conflict(Conflict::AnswerNotProposed));
    }
    for part in read::parts(tx, &[id])?.iter().filter(|part| part.decision.changes_text()) {
        each_backend!(tx, |c| diesel::insert_into(implementations::table)
            .values((
                implementations::part_id.eq(part.id),
                implementations::status.eq("pending"),
                implementations::reasons.eq(LocalText::default().to_json()),
            ))
            .execute(c))?;
    }
    Ok(())
}

/// Sends an answer back with a note for its proposer.
///
/// # Errors
/// `return_note` empty; [`AppError::Conflict`] for the proposer herself, or if it does not wait for approval any more.
pub fn send_back(tx: &mut Tx, consultation: ConsultationId, id: ResolutionId, by: AccountId, note: &str) -> AppResult<()> {
    must_be_another(tx, consultation, id, by)?;
    if note.is_empty() {
        return Err(AppError::field("return_note", "form-required"));
    }
    let returned = each_backend!(tx, |c| diesel::update(resolutions::table)
        .filter(resolutions::id.eq(id).and(resolutions::status.eq(ResolutionStatus::Proposed)))
        .set((resolutions::status.eq(ResolutionStatus::Returned), resolutions::return_note.eq(note)))
        .execute(c))?;
    if returned == 0 { Err(AppError::Conflict(Conflict::AnswerNotProposed)) } else { Ok(()) }
}

fn must_be_another(tx: &mut Tx, consultation: ConsultationId, id: ResolutionId, by: AccountId) -> AppResult<()> {
    let proposer: Option<AccountId> = each_backend!(tx, |c| resolutions::table
        .filter(resolutions::id.eq(id).and(resolutions::consultation_id.eq(consultation)))
        .select(resolutions::proposer_id)
        .first(c)
        .optional())?;
    match proposer {
        Some(proposer) if proposer == by => Err(AppError::Conflict(Conflict::FourEyes)),
        Some(_) => Ok(()),
        // Another proposal has taken its place since the form was shown.
        None => Err(AppError::Conflict(Conflict::AnswerNotProposed)),
    }
}
