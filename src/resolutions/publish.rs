//! Publishes approved answers.

use diesel::prelude::*;

use super::model::Status;
use super::read;
use super::refresh::refresh;
use crate::accounts::model::{AccountId, ConsultationId};
use crate::comments::published;
use crate::consultations;
use crate::drafts;
use crate::each_backend;
use crate::error::{AppError, AppResult};
use crate::platform::clock::Day;
use crate::platform::db::Tx;
use crate::platform::id::random_id;
use crate::platform::secret::sha256_hex;
use crate::register;
use crate::register::format::{Kind, Leaf};
use crate::schema::{reactions, resolution_comments, resolutions};

/// Publishes every approved answer of a consultation all of whose comments are in the record. Returns how many.
///
/// # Errors
/// [`AppError::Conflict`] if there is none; those of the database.
pub fn publish_answers(tx: &mut Tx, consultation: ConsultationId, slug: &str, today: Day) -> AppResult<usize> {
    consultations::take_turns(tx, consultation)?;
    let ready = read::publishable(tx, consultation)?;
    if ready.is_empty() {
        return Err(AppError::Conflict("conflict-no-approved"));
    }
    supersede(tx, &ready)?;
    each_backend!(tx, |c| diesel::update(resolutions::table.filter(resolutions::id.eq_any(&ready)))
        .set((resolutions::status.eq(Status::Published), resolutions::published_on.eq(today)))
        .execute(c))?;
    stage(tx, consultation, slug, &ready)?;
    refresh(tx, &ready)?;
    consultations::announce(tx, slug)?;
    Ok(ready.len())
}

/// For the comments of these answers the published answers before are superseded; an answer that is superseded for all its
/// comments is so as a whole.
fn supersede(tx: &mut Tx, by: &[i64]) -> AppResult<()> {
    let pairs: Vec<(i64, i64)> = each_backend!(tx, |c| resolutions::table
        .filter(resolutions::id.eq_any(by).and(resolutions::supersedes_id.is_not_null()))
        .select((resolutions::id, resolutions::supersedes_id.assume_not_null()))
        .load(c))?;
    for (new, old) in pairs {
        let comments = read::comments_of(tx, new)?;
        each_backend!(tx, |c| diesel::update(resolution_comments::table)
            .filter(resolution_comments::resolution_id.eq(old).and(resolution_comments::comment_id.eq_any(&comments)))
            .set(resolution_comments::superseded.eq(true))
            .execute(c))?;
        // The verdict was on the answer before.
        each_backend!(tx, |c| diesel::delete(reactions::table.filter(reactions::comment_id.eq_any(&comments))).execute(c))?;
        for comment in &comments {
            published::set_verdict(tx, comment, None, None)?;
        }
        let left: i64 = each_backend!(tx, |c| resolution_comments::table
            .filter(resolution_comments::resolution_id.eq(old).and(resolution_comments::superseded.eq(false)))
            .count()
            .get_result(c))?;
        if left == 0 {
            each_backend!(tx, |c| diesel::update(resolutions::table.filter(resolutions::id.eq(old)))
                .set(resolutions::status.eq(Status::Superseded))
                .execute(c))?;
        }
    }
    Ok(())
}

/// One leaf for each comment answered: resolution, decisions, a commitment to the reasons, who proposed and who approved.
fn stage(tx: &mut Tx, consultation: ConsultationId, slug: &str, ids: &[i64]) -> AppResult<()> {
    let parts = read::parts(tx, ids)?;
    let mut leaves = Vec::new();
    for answer in read::for_register(tx, ids)? {
        let own: Vec<_> = parts.iter().filter(|part| part.resolution == answer.resolution).collect();
        let reasons: String = own.iter().map(|part| format!("{}\n", part.reasons.to_json())).collect();
        let draft = drafts::read::by_id(tx, answer.draft)?;
        let mut lines =
            vec![("resolution", answer.register_id.clone()), ("comment", answer.comment.0.clone()), ("draft", draft.number.to_string())];
        lines.extend(own.iter().map(|part| ("part", part.decision.as_str().to_owned())));
        lines.push(("reasons", sha256_hex(reasons.as_bytes())));
        lines.push(("proposer", account(tx, answer.proposer)?));
        lines.push(("approver", account(tx, answer.approver)?));
        lines.extend(answer.supersedes.map(|register_id| ("supersedes", register_id)));
        leaves.push((Leaf::new(Kind::Resolution, slug, &random_id()?, lines).map_err(AppError::internal)?, None));
    }
    register::stage_all(tx, consultation, &leaves)
}

/// The random id by which the register knows a member of staff.
pub(super) fn account(tx: &mut Tx, id: AccountId) -> AppResult<String> {
    crate::accounts::read::register_id(tx, id)
}
