//! Opens rounds and extends them. An extension keeps the date it replaced and its reason.

use diesel::prelude::*;

use super::change;
use super::model::{NewRound, Round};
use super::read;
use crate::each_backend;
use crate::error::{AppError, AppResult, Conflict, FieldErrors};
use crate::ids::{DraftId, RoundId};
use crate::language::LocalText;
use crate::platform::clock::Timestamp;
use crate::platform::db::Tx;
use crate::publications::{Fact, RecordChange};
use crate::register::format::LeafKind;
use crate::schema::{round_extensions, round_questions, rounds};

/// Opens a round on a draft.
///
/// # Errors
/// `closes_at` not after `opens_at`.
pub fn open_round(tx: &mut Tx, draft: DraftId, new: &NewRound, now: Timestamp) -> AppResult<RoundId> {
    if new.closes_at <= new.opens_at {
        return Err(AppError::field("closes_at", "form-closes-before-opens"));
    }
    let (mut change, known) = change::begin(tx, draft)?;
    let id: RoundId = each_backend!(change, |c| diesel::insert_into(rounds::table)
        .values((
            rounds::consultation_id.eq(known.consultation),
            rounds::draft_id.eq(draft),
            rounds::opens_at.eq(new.opens_at),
            rounds::closes_at.eq(new.closes_at),
            rounds::audience.eq(new.audience),
            rounds::publication.eq(new.publication),
            rounds::late_days.eq(new.late_days),
            rounds::tallied.eq(false),
        ))
        .returning(rounds::id)
        .get_result(c))?;
    let known: Option<i32> = each_backend!(change, |c| round_questions::table
        .filter(round_questions::draft_id.eq(draft))
        .select(diesel::dsl::max(round_questions::number))
        .first(c))?;
    for (number, (question, recommendation)) in (known.unwrap_or(0) + 1..).zip(&new.questions) {
        each_backend!(change, |c| diesel::insert_into(round_questions::table)
            .values((
                round_questions::round_id.eq(id),
                round_questions::draft_id.eq(draft),
                round_questions::number.eq(number),
                round_questions::question.eq(question.to_json()),
                round_questions::recommendation.eq(recommendation.to_json()),
            ))
            .execute(c))?;
    }
    stage_round(&mut change, id)?;
    change.emit(Fact::RoundOpened, id.0.to_string(), now.day());
    change.finish()?;
    Ok(id)
}

/// Stages a round as it is now.
fn stage_round(change: &mut RecordChange, id: RoundId) -> AppResult<()> {
    let round = read::round(change, id)?;
    let questions = read::count_questions(change, id)?;
    let mut lines: Vec<_> = read::number_of(change, &round)?.map(|number| ("draft", number.to_string())).into_iter().collect();
    lines.extend([
        ("round", id.0.to_string()),
        ("opens", instant(round.opens_at)),
        ("closes", instant(round.closes_at)),
        ("publication", round.publication.as_str().to_owned()),
        ("late", round.late_days.to_string()),
        ("questions", questions.to_string()),
    ]);
    change.stage(LeafKind::Round, lines)
}

/// An instant to the second, as the register writes it.
fn instant(at: Timestamp) -> String {
    at.to_jiff().strftime("%Y-%m-%dT%H:%M:%SZ").to_string()
}

/// Moves the closing of a round to a later instant. `expected` is the closing that the form showed, so that two
/// extensions at the same time do not pile up.
///
/// # Errors
/// `new_closes_at` not later or past; `extension_reason` empty; [`AppError::Conflict`] if the round was extended meanwhile.
pub fn extend_round(
    tx: &mut Tx,
    draft: DraftId,
    round: RoundId,
    expected: Timestamp,
    closes_at: Timestamp,
    reason: &LocalText,
    now: Timestamp,
) -> AppResult<()> {
    let (mut change, _) = change::begin(tx, draft)?;
    let known: Vec<Round> = read::rounds(&mut change, &[draft])?;
    let known = known.iter().find(|known| known.id == round).ok_or(AppError::NotFound)?;
    if known.closes_at != expected {
        return Err(AppError::Conflict(Conflict::RoundExtended));
    }
    let mut errors = FieldErrors::default();
    if closes_at <= known.closes_at {
        errors.add("new_closes_at", "form-extension-not-later");
    } else if closes_at <= now {
        errors.add("new_closes_at", "form-extension-past");
    }
    if reason.is_empty() {
        errors.add("extension_reason", "form-required");
    }
    if !errors.is_empty() {
        return Err(AppError::Invalid(errors));
    }
    each_backend!(change, |c| diesel::insert_into(round_extensions::table)
        .values((
            round_extensions::round_id.eq(round),
            round_extensions::old_closes_at.eq(known.closes_at),
            round_extensions::new_closes_at.eq(closes_at),
            round_extensions::reason.eq(reason.to_json()),
            round_extensions::extended_at.eq(now),
        ))
        .execute(c))?;
    each_backend!(change, |c| diesel::update(rounds::table.filter(rounds::id.eq(round)))
        .set((rounds::closes_at.eq(closes_at), rounds::tallied.eq(false)))
        .execute(c))?;
    stage_round(&mut change, round)?;
    change.emit(Fact::RoundExtended, round.0.to_string(), now.day());
    change.finish()
}

/// Notes that what had come in by the closing of a round was counted.
///
/// # Errors
/// Those of the database.
pub fn mark_tallied(tx: &mut Tx, round: RoundId) -> AppResult<()> {
    each_backend!(tx, |c| diesel::update(rounds::table.filter(rounds::id.eq(round))).set(rounds::tallied.eq(true)).execute(c))?;
    Ok(())
}
