//! Keeps what is typed, sealed; opens it again by its code.

use std::time::Duration;

use diesel::prelude::*;

use super::check::MOST_ITEMS;
use super::code::ReceiptCode;
use super::copy::WorkingCopy;
use super::model::{Status, Submission, SubmissionId};
use super::read::{self, SealedCopy, SentComment};
use crate::each_backend;
use crate::error::{AppError, AppResult};
use crate::ids::RoundId;
use crate::platform::clock::Timestamp;
use crate::platform::db::{Conn, Database, Tx};
use crate::platform::secret::Key;
use crate::schema::{rounds, submissions, working_copies};

/// So often a change is tried again when another tab has changed the same copy meanwhile.
const TRIES: u64 = 24;
/// A working copy holds at most so many bytes: two million characters in most scripts.
const LARGEST: usize = 4 * 1024 * 1024;

/// What there is under a code.
pub struct Kept {
    /// The round.
    pub round: RoundId,
    /// What is typed: the working copy, else what was sent.
    pub copy: WorkingCopy,
    /// Whether there is a working copy: something that is not sent yet.
    pub unsent: bool,
    /// What was sent, with its comments.
    pub sent: Option<(Submission, Vec<SentComment>)>,
    /// The version of the stored working copy, 0 if there is none.
    version: i32,
}

/// What the database holds under a code, still sealed.
pub struct Held {
    sealed: Option<SealedCopy>,
    sent: Option<(Submission, Vec<SentComment>)>,
}

impl Held {
    /// Looks it up by the proof of the code.
    ///
    /// # Errors
    /// Those of the database.
    pub fn look_up(conn: &mut Conn, proof: &[u8]) -> AppResult<Self> {
        let sealed = read::sealed(conn, proof)?;
        let sent = match read::by_proof(conn, proof)? {
            Some(submission) => {
                let comments = read::comments_of(conn, &submission.id)?;
                Some((submission, comments))
            }
            None => None,
        };
        Ok(Self { sealed, sent })
    }

    /// Opens it with the code; nothing if there is nothing.
    ///
    /// # Errors
    /// If what is sealed does not open.
    pub fn open(self, key: &Key, code: &ReceiptCode) -> AppResult<Option<Kept>> {
        let opened = match self.sealed {
            Some((round, version, sealed)) => {
                let bytes = code.sealing(key).open(&code.proof(key), &sealed);
                let bytes = bytes.ok_or_else(|| AppError::internal("a working copy does not open"))?;
                Some((round, version, serde_json::from_slice(&bytes).map_err(AppError::internal)?))
            }
            None => None,
        };
        Ok(match (opened, self.sent) {
            (Some((round, version, copy)), sent) => Some(Kept { round, copy, unsent: true, sent, version }),
            (None, Some((submission, comments))) => Some(Kept {
                round: submission.round,
                copy: read::as_copy(&submission, &comments),
                unsent: false,
                sent: Some((submission, comments)),
                version: 0,
            }),
            (None, None) => None,
        })
    }
}

/// What is under a code, or nothing.
///
/// # Errors
/// Those of the database.
pub async fn open(database: &Database, key: &Key, code: &ReceiptCode) -> AppResult<Option<Kept>> {
    let proof = code.proof(key);
    database.read(move |conn| Held::look_up(conn, &proof)).await?.open(key, code)
}

/// Changes the working copy of a code, made if there is none yet. A code that was withdrawn or erased takes nothing more.
///
/// # Errors
/// Those of the change; [`AppError::Conflict`] if the code belongs to another round, or its submission is gone.
pub async fn keep(
    database: &Database,
    key: &Key,
    code: &ReceiptCode,
    round: RoundId,
    mut change: impl FnMut(&mut WorkingCopy) -> AppResult<()>,
) -> AppResult<WorkingCopy> {
    let proof = code.proof(key);
    for attempt in 0..TRIES {
        if attempt > 0 {
            // Others who send the same code at the same moment have their turn in between.
            tokio::time::sleep(Duration::from_millis(3 * attempt)).await;
        }
        let kept = open(database, key, code).await?;
        let version = kept.as_ref().map_or(0, |kept| kept.version);
        if let Some(kept) = &kept {
            if kept.round != round {
                return Err(AppError::Conflict("conflict-code-other-round"));
            }
            if kept.sent.as_ref().is_some_and(|(submission, _)| submission.status != Status::Submitted) {
                return Err(AppError::Conflict("conflict-contribution-gone"));
            }
        }
        let before = kept.map_or_else(WorkingCopy::default, |kept| kept.copy);
        let mut copy = before.clone();
        change(&mut copy)?;
        let bytes = copy.bytes();
        // What grew too large is not kept; what is large already may still be made smaller.
        let count = |copy: &WorkingCopy| copy.items.len() + copy.pending.len();
        if count(&copy) > MOST_ITEMS && count(&copy) > count(&before) {
            return Err(AppError::field("body", "form-too-many-comments"));
        }
        if bytes.len() > LARGEST && bytes.len() > before.bytes().len() {
            return Err(AppError::field("body", "form-copy-full"));
        }
        let sealed = code.sealing(key).seal(&proof, &bytes)?;
        let owned = proof.clone();
        if database.write(move |tx| store(tx, &owned, round, version, &sealed)).await? {
            return Ok(copy);
        }
    }
    Err(AppError::Unavailable(crate::error::Shortage::Database))
}

/// Changes what is kept and not sent under a code, if there is something: what was lowered or withdrawn does not come back
/// with it.
///
/// # Errors
/// Those of the database.
pub async fn adjust(database: &Database, key: &Key, code: &ReceiptCode, change: impl Fn(&mut WorkingCopy)) -> AppResult<()> {
    let Some(kept) = open(database, key, code).await? else { return Ok(()) };
    if kept.unsent {
        keep(database, key, code, kept.round, |copy| {
            change(copy);
            Ok(())
        })
        .await?;
    }
    Ok(())
}

/// Stores a sealed copy if nobody else has since the version that it was made from.
fn store(tx: &mut Tx, proof: &[u8], round: RoundId, version: i32, sealed: &[u8]) -> AppResult<bool> {
    let stored = if version == 0 {
        each_backend!(tx, |c| diesel::insert_into(working_copies::table)
            .values((
                working_copies::code_proof.eq(proof),
                working_copies::round_id.eq(round),
                working_copies::version.eq(1),
                working_copies::sealed.eq(sealed),
            ))
            .on_conflict_do_nothing()
            .execute(c))?
    } else {
        each_backend!(tx, |c| diesel::update(working_copies::table)
            .filter(working_copies::code_proof.eq(proof).and(working_copies::version.eq(version)))
            .set((working_copies::version.eq(version + 1), working_copies::sealed.eq(sealed)))
            .execute(c))?
    };
    Ok(stored == 1)
}

/// Removes what is kept and not sent under the code of a submission.
///
/// # Errors
/// Those of the database.
pub(super) fn forget_copy(tx: &mut Tx, submission: &SubmissionId) -> AppResult<()> {
    let proof: Vec<u8> =
        each_backend!(tx, |c| submissions::table.filter(submissions::id.eq(submission)).select(submissions::code_proof).first(c))?;
    each_backend!(tx, |c| diesel::delete(working_copies::table.filter(working_copies::code_proof.eq(proof))).execute(c))?;
    Ok(())
}

/// Removes the working copies of rounds that take nothing more.
///
/// # Errors
/// Those of the database.
pub fn forget_copies(tx: &mut Tx, now: Timestamp) -> AppResult<()> {
    let over: Vec<RoundId> = each_backend!(tx, |c| rounds::table
        // The longest that late contributions are taken for is two months.
        .filter(rounds::closes_at.lt(now))
        .select((rounds::id, rounds::closes_at, rounds::late_days))
        .load::<(RoundId, Timestamp, i32)>(c))?
    .into_iter()
    // A day more, so that nobody loses what she is about to read again.
    .filter(|(_, closes_at, late_days)| closes_at.plus_days(i64::from(*late_days) + 1) < now)
    .map(|(round, ..)| round)
    .collect();
    each_backend!(tx, |c| diesel::delete(working_copies::table.filter(working_copies::round_id.eq_any(&over))).execute(c))?;
    Ok(())
}
