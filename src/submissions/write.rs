//! The row of a submission.

use diesel::prelude::*;

use super::contents::Destination;
use super::model::{Channel, Submission, SubmissionId, SubmissionStatus, consent_to};
use crate::contributors::model::{Confirmation, Group, Level, Region, Speaker};
use crate::each_backend;
use crate::error::AppResult;
use crate::ids::AccountId;
use crate::platform::clock::Day;
use crate::platform::db::Tx;
use crate::platform::id::random_characters;
use crate::schema::submissions;

/// A new submission, with a reference drawn at random.
///
/// # Errors
/// If the machine has no random numbers.
pub(super) fn submission(id: SubmissionId, to: &Destination, speaker: Speaker, level: Level, today: Day) -> AppResult<Submission> {
    Ok(Submission {
        id,
        round: to.round,
        reference: format!("C{}-{}", to.number, random_characters(6)?),
        status: SubmissionStatus::Submitted,
        speaker,
        confirmation: Confirmation::Claimed,
        confirmed_how: String::new(),
        level,
        consent: consent_to(level),
        submitted_on: today,
        late: to.late,
        version: 1,
        content_proof: Vec::new(),
    })
}

/// Writes a submission; returns whether it did: nothing if there is one of this id, or this reference.
pub(super) fn insert(tx: &mut Tx, channel: Channel, submission: &Submission) -> AppResult<bool> {
    let speaker = &submission.speaker;
    let inserted = each_backend!(tx, |c| diesel::insert_into(submissions::table)
        .values((
            submissions::id.eq(&submission.id),
            submissions::round_id.eq(submission.round),
            submissions::reference.eq(&submission.reference),
            submissions::channel.eq(channel),
            submissions::status.eq(submission.status),
            submissions::stakeholder_group.eq(speaker.group),
            submissions::region.eq(speaker.region),
            submissions::country.eq(&speaker.country),
            submissions::organisation.eq(&speaker.organisation),
            submissions::person.eq(&speaker.person),
            submissions::client.eq(&speaker.client),
            submissions::confirmation.eq(submission.confirmation),
            submissions::confirmed_how.eq(&submission.confirmed_how),
            submissions::level.eq(submission.level),
            submissions::consent.eq(&submission.consent),
            submissions::submitted_on.eq(submission.submitted_on),
            submissions::late.eq(submission.late),
            submissions::version.eq(submission.version),
            submissions::content_proof.eq(&submission.content_proof),
        ))
        .on_conflict_do_nothing()
        .execute(c))?;
    Ok(inserted == 1)
}

/// Puts an amended submission in the place of its version before. Returns whether it did: of two amendments at the same moment the
/// second finds another version.
pub(super) fn amend(tx: &mut Tx, before: i32, amended: &Submission) -> AppResult<bool> {
    let speaker = &amended.speaker;
    let updated = each_backend!(tx, |c| diesel::update(submissions::table)
        .filter(submissions::id.eq(&amended.id).and(submissions::version.eq(before)))
        .set((
            submissions::version.eq(amended.version),
            submissions::content_proof.eq(&amended.content_proof),
            submissions::level.eq(amended.level),
            submissions::consent.eq(&amended.consent),
            submissions::stakeholder_group.eq(speaker.group),
            submissions::region.eq(speaker.region),
            submissions::country.eq(&speaker.country),
            submissions::organisation.eq(&speaker.organisation),
            submissions::person.eq(&speaker.person),
            submissions::client.eq(&speaker.client),
        ))
        .execute(c))?;
    Ok(updated == 1)
}

/// Keeps of who speaks only what a lower level publishes.
pub(super) fn lower(tx: &mut Tx, submission: &SubmissionId, level: Level, kept: &Speaker) -> AppResult<()> {
    each_backend!(tx, |c| diesel::update(submissions::table.filter(submissions::id.eq(submission)))
        .set((
            submissions::level.eq(level),
            submissions::country.eq(&kept.country),
            submissions::organisation.eq(&kept.organisation),
            submissions::person.eq(&kept.person),
            submissions::client.eq(&kept.client),
        ))
        .execute(c))?;
    if !kept.is_named() {
        forget_confirmation(tx, submission)?;
    }
    Ok(())
}

/// Who speaks is claimed, not confirmed any more.
pub(super) fn forget_confirmation(tx: &mut Tx, submission: &SubmissionId) -> AppResult<()> {
    each_backend!(tx, |c| diesel::update(submissions::table.filter(submissions::id.eq(submission)))
        .set((
            submissions::confirmation.eq(Confirmation::Claimed),
            submissions::confirmed_how.eq(""),
            submissions::confirmed_by.eq(None::<i64>),
        ))
        .execute(c))?;
    Ok(())
}

/// What is sent again from now on is something else, even in the same words.
pub(super) fn forget_content(tx: &mut Tx, submission: &SubmissionId) -> AppResult<()> {
    each_backend!(tx, |c| diesel::update(submissions::table.filter(submissions::id.eq(submission)))
        .set(submissions::content_proof.eq(Vec::<u8>::new()))
        .execute(c))?;
    Ok(())
}

/// It is withdrawn.
pub(super) fn withdraw(tx: &mut Tx, submission: &SubmissionId) -> AppResult<()> {
    each_backend!(tx, |c| diesel::update(submissions::table.filter(submissions::id.eq(submission)))
        .set(submissions::status.eq(SubmissionStatus::Withdrawn))
        .execute(c))?;
    Ok(())
}

/// It is erased: nothing of who speaks is left.
pub(super) fn erase(tx: &mut Tx, submission: &SubmissionId) -> AppResult<()> {
    each_backend!(tx, |c| diesel::update(submissions::table.filter(submissions::id.eq(submission)))
        .set((
            submissions::status.eq(SubmissionStatus::Erased),
            submissions::stakeholder_group.eq(Group::Undisclosed),
            submissions::region.eq(Region::Undisclosed),
            submissions::country.eq(""),
            submissions::organisation.eq(""),
            submissions::person.eq(""),
            submissions::client.eq(""),
            submissions::confirmed_how.eq(""),
            // A MAC of words that are gone tells nothing any more.
            submissions::content_proof.eq(Vec::<u8>::new()),
        ))
        .execute(c))?;
    Ok(())
}

/// The office entered it; who of the office confirmed who speaks, if somebody did.
pub(super) fn note_office(tx: &mut Tx, submission: &SubmissionId, confirmed_by: Option<AccountId>) -> AppResult<()> {
    each_backend!(tx, |c| diesel::update(submissions::table.filter(submissions::id.eq(submission)))
        .set((submissions::by_office.eq(true), submissions::confirmed_by.eq(confirmed_by)))
        .execute(c))?;
    Ok(())
}

/// The office made a code for its author. Returns whether it may: it entered the submission, and that still counts.
pub(super) fn note_code(tx: &mut Tx, submission: &SubmissionId, today: Day) -> AppResult<bool> {
    let noted = each_backend!(tx, |c| diesel::update(submissions::table)
        .filter(
            submissions::id.eq(submission).and(submissions::by_office.eq(true)).and(submissions::status.eq(SubmissionStatus::Submitted))
        )
        .set((submissions::codes_issued.eq(submissions::codes_issued + 1), submissions::code_issued_on.eq(today)))
        .execute(c))?;
    Ok(noted == 1)
}
