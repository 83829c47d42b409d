//! Publishes approved answers.

use crate::ids::{AccountId, ConsultationId, DraftId, ResolutionId};
use std::collections::BTreeSet;

use diesel::prelude::*;

use super::model::ResolutionStatus;
use super::read;
use super::refresh::refresh;
use crate::accounts;
use crate::drafts;
use crate::each_backend;
use crate::error::{AppError, AppResult, Conflict};
use crate::platform::clock::Day;
use crate::platform::db::Tx;
use crate::platform::secret::sha256_hex;
use crate::publications::RecordChange;
use crate::register::format::LeafKind;
use crate::schema::{reactions, resolution_comments, resolutions};

/// Publishes every approved answer of a consultation all of whose comments are in the record. Returns how many.
///
/// # Errors
/// [`AppError::Conflict`] if there is none; those of the database.
pub fn publish_answers(tx: &mut Tx, consultation: ConsultationId, today: Day) -> AppResult<usize> {
    let mut change = RecordChange::begin(tx, consultation)?;
    let ready = read::publishable(&mut change, consultation)?;
    if ready.is_empty() {
        return Err(AppError::Conflict(Conflict::NoApproved));
    }
    supersede(&mut change, &ready)?;
    each_backend!(change, |c| diesel::update(resolutions::table.filter(resolutions::id.eq_any(&ready)))
        .set((resolutions::status.eq(ResolutionStatus::Published), resolutions::published_on.eq(today)))
        .execute(c))?;
    stage(&mut change, &ready)?;
    refresh(&mut change, &ready, Some(today))?;
    change.finish()?;
    Ok(ready.len())
}

/// For the comments of these answers the published answers before are superseded; an answer that is superseded for all its
/// comments is so as a whole.
fn supersede(change: &mut RecordChange, by: &[ResolutionId]) -> AppResult<()> {
    let pairs: Vec<(ResolutionId, ResolutionId)> = each_backend!(change, |c| resolutions::table
        .filter(resolutions::id.eq_any(by).and(resolutions::supersedes_id.is_not_null()))
        .select((resolutions::id, resolutions::supersedes_id.assume_not_null()))
        .load(c))?;
    for (new, old) in pairs {
        let comments = read::comments_of(change, new)?;
        each_backend!(change, |c| diesel::update(resolution_comments::table)
            .filter(resolution_comments::resolution_id.eq(old).and(resolution_comments::comment_id.eq_any(&comments)))
            .set(resolution_comments::superseded.eq(true))
            .execute(c))?;
        // The verdict was on the answer before.
        each_backend!(change, |c| diesel::delete(reactions::table.filter(reactions::comment_id.eq_any(&comments))).execute(c))?;
        for comment in &comments {
            change.remove_verdict(comment)?;
        }
        let left: i64 = each_backend!(change, |c| resolution_comments::table
            .filter(resolution_comments::resolution_id.eq(old).and(resolution_comments::superseded.eq(false)))
            .count()
            .get_result(c))?;
        if left == 0 {
            each_backend!(change, |c| diesel::update(resolutions::table.filter(resolutions::id.eq(old)))
                .set(resolutions::status.eq(ResolutionStatus::Superseded))
                .execute(c))?;
        }
    }
    Ok(())
}

/// One leaf for each comment answered: resolution, decisions, a commitment to the reasons, who proposed and who approved.
fn stage(change: &mut RecordChange, ids: &[ResolutionId]) -> AppResult<()> {
    let parts = read::parts(change, ids)?;
    let answers = read::for_register(change, ids)?;
    // Each once: thousands of answers have few drafts and few people.
    let drafts: BTreeSet<DraftId> = answers.iter().map(|answer| answer.draft).collect();
    let numbers = drafts::read::numbers(change, &drafts.into_iter().collect::<Vec<_>>())?;
    let people: BTreeSet<AccountId> = answers.iter().flat_map(|answer| [answer.proposer, answer.approver]).collect();
    let people = accounts::read::register_ids(change, &people.into_iter().collect::<Vec<_>>())?;
    let missing = || AppError::internal("an answer without its draft or people");
    for answer in answers {
        let own: Vec<_> = parts.iter().filter(|part| part.resolution == answer.resolution).collect();
        let reasons: String = own.iter().map(|part| format!("{}\n", part.reasons.to_json())).collect();
        let number = numbers.get(&answer.draft).ok_or_else(missing)?;
        let mut lines = vec![("resolution", answer.register_id), ("comment", answer.comment.0), ("draft", number.to_string())];
        lines.extend(own.iter().map(|part| ("part", part.decision.as_str().to_owned())));
        lines.push(("reasons", sha256_hex(reasons.as_bytes())));
        lines.push(("proposer", people.get(&answer.proposer).ok_or_else(missing)?.clone()));
        lines.push(("approver", people.get(&answer.approver).ok_or_else(missing)?.clone()));
        lines.extend(answer.supersedes.map(|register_id| ("supersedes", register_id)));
        change.stage(LeafKind::Resolution, lines)?;
    }
    Ok(())
}
