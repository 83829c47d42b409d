//! Opens rounds and extends them. An extension keeps the date it replaced and its reason.

use diesel::prelude::*;

use super::model::{Audience, DraftId, Round, RoundId};
use super::read;
use crate::consultations;
use crate::each_backend;
use crate::error::{AppError, AppResult, FieldErrors};
use crate::language::LocalText;
use crate::platform::clock::Timestamp;
use crate::platform::db::Tx;
use crate::schema::{round_extensions, rounds};

/// Opens a round on a draft.
///
/// # Errors
/// `closes_at` not after `opens_at`.
pub fn open_round(
    tx: &mut Tx,
    slug: &str,
    draft: DraftId,
    opens_at: Timestamp,
    closes_at: Timestamp,
    audience: Audience,
) -> AppResult<RoundId> {
    if closes_at <= opens_at {
        return Err(AppError::field("closes_at", "form-closes-before-opens"));
    }
    let id = each_backend!(tx, |c| diesel::insert_into(rounds::table)
        .values((rounds::draft_id.eq(draft), rounds::opens_at.eq(opens_at), rounds::closes_at.eq(closes_at), rounds::audience.eq(audience)))
        .returning(rounds::id)
        .get_result(c))?;
    consultations::announce(tx, slug)?;
    Ok(id)
}

/// Moves the closing of a round to a later instant. `expected` is the closing that the form showed, so that two
/// extensions at the same time do not pile up.
///
/// # Errors
/// `new_closes_at` not later or past; `extension_reason` empty; [`AppError::Conflict`] if the round was extended meanwhile.
pub fn extend_round(
    tx: &mut Tx,
    slug: &str,
    draft: DraftId,
    round: RoundId,
    expected: Timestamp,
    closes_at: Timestamp,
    reason: &LocalText,
    now: Timestamp,
) -> AppResult<()> {
    let known: Vec<Round> = read::rounds(tx, &[draft])?;
    let known = known.iter().find(|known| known.id == round).ok_or(AppError::NotFound)?;
    if known.closes_at != expected {
        return Err(AppError::Conflict("conflict-round-extended"));
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
    each_backend!(tx, |c| diesel::insert_into(round_extensions::table)
        .values((
            round_extensions::round_id.eq(round),
            round_extensions::old_closes_at.eq(known.closes_at),
            round_extensions::new_closes_at.eq(closes_at),
            round_extensions::reason.eq(reason.to_json()),
            round_extensions::extended_at.eq(now),
        ))
        .execute(c))?;
    each_backend!(tx, |c| diesel::update(rounds::table.filter(rounds::id.eq(round))).set(rounds::closes_at.eq(closes_at)).execute(c))?;
    consultations::announce(tx, slug)
}
