//! Proposes an answer to one comment or many.

use crate::comments::{replace_resolution, set_resolution};
use diesel::prelude::*;

use super::model::{Part, ResolutionStatus};
use super::quotes;
use crate::comments::model::CommentState;
use crate::comments::read::by_reference;
use crate::contributors::model::Level;
use crate::each_backend;
use crate::error::{AppError, AppResult, Conflict};
use crate::ids::{AccountId, CommentId, ConsultationId, DraftId, ResolutionId};
use crate::platform::clock::Day;
use crate::platform::db::Tx;
use crate::platform::id::random_id;
use crate::publications::model::Decision;
use crate::schema::{comments, resolution_comments, resolution_parts, resolutions};
use crate::submissions::read::SentComment;

/// An answer to be proposed.
#[derive(Clone, Debug)]
pub struct Proposal {
    /// The comments that it answers.
    pub comments: Vec<CommentId>,
    /// Its parts, at least one.
    pub parts: Vec<Part>,
    /// The answer that each comment had when the form was shown: so that of two decisions at the same moment the second
    /// looks again.
    pub expected: Option<ResolutionId>,
}

/// Proposes an answer. A published answer of the same comments is superseded when this one is published.
///
/// # Errors
/// `reasons` gives away a comment that is not published; `duplicate_of` is no comment of the record;
/// [`AppError::Conflict`] if somebody else has decided meanwhile or a comment is gone; those of the database.
pub fn propose(tx: &mut Tx, consultation: ConsultationId, proposal: &Proposal, by: AccountId, today: Day) -> AppResult<ResolutionId> {
    let sent: Vec<SentComment> = each_backend!(tx, |c| comments::table
        .filter(comments::consultation_id.eq(consultation).and(comments::id.eq_any(&proposal.comments)))
        .select(SentComment::as_select())
        .load(c))?;
    let Some(draft) = sent.first().map(|comment| comment.draft) else { return Err(AppError::NotFound) };
    if sent.len() != proposal.comments.len() || proposal.parts.is_empty() {
        return Err(AppError::NotFound);
    }
    if sent.iter().any(|comment| comment.draft != draft) {
        return Err(AppError::field("also", "form-reference-other-draft"));
    }
    if sent.iter().any(|comment| matches!(comment.state, CommentState::Withdrawn | CommentState::Erased | CommentState::Withheld)) {
        return Err(AppError::Conflict(Conflict::CommentMoved));
    }
    if sent.iter().any(|comment| comment.resolution != proposal.expected) {
        return Err(AppError::Conflict(Conflict::DecidedMeanwhile));
    }
    for part in &proposal.parts {
        if part.decision() == Decision::Duplicate {
            let original = match by_reference(tx, consultation, part.duplicate_of()) {
                Err(AppError::NotFound) => return Err(AppError::field("duplicate_of", "form-reference-unknown")),
                found => found?,
            };
            if proposal.comments.contains(&original.id) {
                return Err(AppError::field("duplicate_of", "form-reference-itself"));
            }
        }
        let hidden = sent.iter().filter(|comment| comment.level == Level::NotPublished);
        for comment in hidden {
            if quotes::gives_away(part.reasons(), &comment.words()) {
                return Err(AppError::field("reasons", "form-reason-gives-away"));
            }
        }
    }
    let (supersedes, held) = replace(tx, proposal.expected)?;
    let id = insert(tx, consultation, draft, proposal, supersedes, by, today)?;
    // Compare-and-set: the comments still have the answer that the form showed.
    let taken = set_resolution(tx, &proposal.comments, held, id)?;
    if taken != proposal.comments.len() {
        return Err(AppError::Conflict(Conflict::DecidedMeanwhile));
    }
    Ok(id)
}

/// What becomes of the answer that the comments have: one that is public is superseded later, one that is not yet public
/// gives way now. An approved one waits for its publication. Returns the answer to be superseded, and the one that the
/// comments have after this.
fn replace(tx: &mut Tx, expected: Option<ResolutionId>) -> AppResult<(Option<ResolutionId>, Option<ResolutionId>)> {
    let Some(expected) = expected else { return Ok((None, None)) };
    let (status, supersedes): (ResolutionStatus, Option<ResolutionId>) = each_backend!(tx, |c| resolutions::table
        .filter(resolutions::id.eq(expected))
        .select((resolutions::status, resolutions::supersedes_id))
        .first(c))?;
    match status {
        ResolutionStatus::Published => Ok((Some(expected), Some(expected))),
        ResolutionStatus::Approved | ResolutionStatus::Superseded => Err(AppError::Conflict(Conflict::AnswerApproved)),
        ResolutionStatus::Proposed | ResolutionStatus::Returned => {
            // Comments that the new proposal leaves out are without an answer again, or have the one they had before.
            replace_resolution(tx, expected, supersedes)?;
            each_backend!(tx, |c| diesel::delete(resolution_comments::table.filter(resolution_comments::resolution_id.eq(expected)))
                .execute(c))?;
            each_backend!(tx, |c| diesel::delete(resolution_parts::table.filter(resolution_parts::resolution_id.eq(expected))).execute(c))?;
            each_backend!(tx, |c| diesel::delete(resolutions::table.filter(resolutions::id.eq(expected))).execute(c))?;
            Ok((supersedes, supersedes))
        }
    }
}

fn insert(
    tx: &mut Tx,
    consultation: ConsultationId,
    draft: DraftId,
    proposal: &Proposal,
    supersedes: Option<ResolutionId>,
    by: AccountId,
    today: Day,
) -> AppResult<ResolutionId> {
    let id: ResolutionId = each_backend!(tx, |c| diesel::insert_into(resolutions::table)
        .values((
            resolutions::register_id.eq(random_id()?),
            resolutions::consultation_id.eq(consultation),
            resolutions::draft_id.eq(draft),
            resolutions::status.eq(ResolutionStatus::Proposed),
            resolutions::proposer_id.eq(by),
            resolutions::return_note.eq(""),
            resolutions::supersedes_id.eq(supersedes),
            resolutions::proposed_on.eq(today),
        ))
        .returning(resolutions::id)
        .get_result(c))?;
    for (position, part) in (1..).zip(&proposal.parts) {
        each_backend!(tx, |c| diesel::insert_into(resolution_parts::table)
            .values((
                resolution_parts::resolution_id.eq(id),
                resolution_parts::position.eq(position),
                resolution_parts::decision.eq(part.decision()),
                resolution_parts::duplicate_of.eq(part.duplicate_of()),
                resolution_parts::reasons.eq(part.reasons().to_json()),
                resolution_parts::private_reasons.eq(part.private_reasons().to_json()),
                resolution_parts::reasons_hidden.eq(false),
            ))
            .execute(c))?;
    }
    for comment in &proposal.comments {
        each_backend!(tx, |c| diesel::insert_into(resolution_comments::table)
            .values((
                resolution_comments::resolution_id.eq(id),
                resolution_comments::comment_id.eq(comment),
                resolution_comments::superseded.eq(false),
            ))
            .execute(c))?;
    }
    Ok(id)
}
