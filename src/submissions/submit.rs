//! Sends what is kept: one submission, however often it is sent. A changed copy sent again is an amendment.

use super::amend::amend;
use super::contents;
use super::credentials::{self, Role};
use super::keep;
use super::model::{Submission, SubmissionId, SubmissionStatus};
use super::outgoing::Outgoing;
use super::{read, write};
use crate::error::{AppError, AppResult, Conflict};
use crate::platform::db::Tx;
use crate::platform::id::random_id;
use crate::publications::RecordChange;

/// What is acknowledged.
#[derive(Clone, Debug)]
pub struct Receipt {
    /// The submission as it stands.
    pub submission: Submission,
    /// How many comments it has.
    pub comments: usize,
    /// Whether it was there already, in these very words.
    pub again: bool,
    /// Whether it took the place of an earlier version.
    pub amended: bool,
}

/// The contribution that a credential opens; a new one if it opens none yet.
fn admitted(tx: &mut Tx, outgoing: &Outgoing) -> AppResult<SubmissionId> {
    if !outgoing.is_known {
        let new = SubmissionId(random_id()?);
        if credentials::admit(tx, &outgoing.credential, &new, Role::ContactPoint, &[])? {
            return Ok(new);
        }
    }
    // Looked up here, not before: the office may have made another code meanwhile.
    credentials::contribution_of(tx, outgoing.credential.proof())?.ok_or(AppError::Conflict(Conflict::ContributionGone))
}

/// Sends. What returns `Ok` is durable once the transaction is.
///
/// # Errors
/// [`AppError::Conflict`] if the submission of this code is gone; those of the database.
pub fn submit(tx: &mut Tx, outgoing: &Outgoing) -> AppResult<Receipt> {
    let contribution = admitted(tx, outgoing)?;
    let content_proof = outgoing.credential.content_proof(&contribution, &outgoing.content);
    let submission = loop {
        let (to, speaker) = (&outgoing.to, outgoing.speaker.clone());
        let mut new = write::submission(contribution.clone(), to, speaker, outgoing.level, outgoing.today)?;
        new.content_proof.clone_from(&content_proof);
        if write::insert(tx, outgoing.channel, &new)? {
            break new;
        }
        // What was sent before stands, and this is another sending.
        if let Some(known) = read::find(tx, &contribution)? {
            return again(tx, outgoing, content_proof, known);
        }
        // Somebody has this reference: among 30,000 of 30 bits two are the same in one case of three.
    };
    contents::insert(tx, &outgoing.to, &submission.id, &outgoing.comments)?;
    remove_sent(tx, outgoing, &contribution)?;
    Ok(Receipt { submission, comments: outgoing.comments.len(), again: false, amended: false })
}

/// Removes the copy that was sent.
///
/// # Errors
/// [`AppError::Conflict`] if something else is kept by now, which would be lost, or other words were sent from it.
fn remove_sent(tx: &mut Tx, outgoing: &Outgoing, contribution: &SubmissionId) -> AppResult<()> {
    match outgoing.kept {
        Some(version) if !keep::remove_sent(tx, contribution, version)? => Err(AppError::Conflict(Conflict::ChangedSincePreview)),
        _ => Ok(()),
    }
}

/// The same words again are acknowledged again; other words are an amendment.
fn again(tx: &mut Tx, outgoing: &Outgoing, content_proof: Vec<u8>, known: Submission) -> AppResult<Receipt> {
    if known.status != SubmissionStatus::Submitted {
        return Err(AppError::Conflict(Conflict::ContributionGone));
    }
    if known.round != outgoing.to.round {
        return Err(AppError::Conflict(Conflict::CodeOtherRound));
    }
    let comments = outgoing.comments.len();
    // Before there were contributions the MAC was one over code and content.
    if known.content_proof == content_proof || known.content_proof == outgoing.credential.mac(&outgoing.content) {
        // The other sending has removed the copy; what was typed since stays.
        if let Some(version) = outgoing.kept {
            keep::remove_sent(tx, &known.id, version)?;
        }
        return Ok(Receipt { submission: known, comments, again: true, amended: false });
    }
    let mut change = RecordChange::begin(tx, outgoing.to.consultation)?;
    // The office may have made another code meanwhile.
    if credentials::hold(&mut change, &outgoing.credential)?.is_none_or(|(contribution, _)| contribution != known.id) {
        return Err(AppError::Conflict(Conflict::ContributionGone));
    }
    let submission = amend(&mut change, outgoing, content_proof, known)?;
    remove_sent(&mut change, outgoing, &submission.id)?;
    change.finish()?;
    Ok(Receipt { submission, comments, again: false, amended: true })
}
