//! Keeps what is typed, sealed; opens it again by its code.
//!
//! | | credential | wrapped key | sealed copy | submission |
//! | --- | --- | --- | --- | --- |
//! | a code was made | – | – | – | – |
//! | something was typed | yes | yes | yes | – |
//! | sent | yes | yes, if it was typed here | – | yes |
//! | typed again after sending | yes | yes | yes | yes |
//! | withdrawn whole, or erased | yes | empty | – | yes |
//! | entered by the office, code issued | yes | empty | – | yes |
//!
//! Storing looks in its transaction that all of this is as it was opened: another tab, a withdrawal or a new code of the office may
//! have come between.

use std::sync::Arc;
use std::time::Duration;

use diesel::prelude::*;

use super::check::MOST_ITEMS;
use super::copy::WorkingCopy;
use super::credentials::{self, Credential, Role, associated_data};
use super::model::{Submission, SubmissionId, SubmissionStatus};
use super::read::{self, SentComment};
use crate::each_backend;
use crate::error::{AppError, AppResult, Conflict};
use crate::ids::RoundId;
use crate::platform::clock::Timestamp;
use crate::platform::db::{Conn, Database, Tx};
use crate::platform::envelope::DataKey;
use crate::platform::id::random_id;
use crate::schema::{rounds, sealed_copies, working_copies};

/// So often a change is tried again when another tab has changed the same copy meanwhile.
const TRIES: u64 = 24;
/// A working copy holds at most so many bytes: two million characters in most scripts.
const LARGEST: usize = 4 * 1024 * 1024;

/// What there is under a code.
pub struct Kept {
    /// The contribution: its submission has this id, or will have it.
    pub contribution: SubmissionId,
    /// The round.
    pub round: RoundId,
    /// What is typed: the working copy, else what was sent.
    pub copy: WorkingCopy,
    /// Whether there is a working copy: something that is not sent yet.
    pub unsent: bool,
    /// What was sent, with its comments.
    pub sent: Option<(Submission, Vec<SentComment>)>,
    /// The version of the stored working copy: drawn at random each time it is stored, so that none comes back. 0 if there is none.
    version: i32,
    /// What copies are sealed under, once there was one, as it is wrapped to this code.
    data_key: Option<Arc<DataKey>>,
    wrapped_key: Vec<u8>,
}

/// Which copy of a contribution is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CopyVersion(i32);

/// A copy as it is stored.
struct Sealed {
    round: RoundId,
    version: i32,
    bytes: Vec<u8>,
}

impl From<(RoundId, i32, Vec<u8>)> for Sealed {
    fn from((round, version, bytes): (RoundId, i32, Vec<u8>)) -> Self {
        Self { round, version, bytes }
    }
}

/// What the database holds under a code, still sealed.
pub struct Held {
    contribution: Option<SubmissionId>,
    wrapped_key: Vec<u8>,
    sealed: Option<Sealed>,
    /// A copy from before data keys, sealed under the code.
    old: Option<Sealed>,
    sent: Option<(Submission, Vec<SentComment>)>,
}

impl Held {
    /// Looks it up by the proof of the code.
    ///
    /// # Errors
    /// Those of the database.
    pub fn look_up(conn: &mut Conn, proof: &[u8]) -> AppResult<Self> {
        let stored = credentials::stored(conn, proof)?;
        let mut held = Self { contribution: None, wrapped_key: Vec::new(), sealed: None, old: None, sent: None };
        if stored.as_ref().is_none_or(|stored| stored.public_key.is_empty()) {
            let old: Option<(RoundId, i32, Vec<u8>)> = each_backend!(conn, |c| working_copies::table
                .filter(working_copies::code_proof.eq(proof))
                .select((working_copies::round_id, working_copies::version, working_copies::sealed))
                .first(c)
                .optional())?;
            held.old = old.map(Sealed::from);
        }
        if let Some(stored) = stored {
            if let Some(submission) = read::find(conn, &stored.contribution)? {
                let comments = read::comments_of(conn, &submission.id)?;
                held.sent = Some((submission, comments));
            }
            held.contribution = Some(stored.contribution);
            held.wrapped_key = stored.wrapped_key;
            held.sealed = stored.copy.map(Sealed::from);
        }
        Ok(held)
    }

    /// Opens it with the code; nothing if there is nothing. A copy from before data keys is sealed anew.
    ///
    /// # Errors
    /// If what is sealed does not open; those of the database.
    pub async fn open(mut self, database: &Database, credential: &Arc<Credential>) -> AppResult<Option<Kept>> {
        if let Some(old) = self.old.take() {
            self = convert(database, credential, self.contribution.take(), old).await?;
        }
        let Some(contribution) = self.contribution else { return Ok(None) };
        let unopened = || AppError::internal("a working copy does not open");
        let data_key = if self.wrapped_key.is_empty() {
            None
        } else {
            Some(Arc::new(credential.pair().unwrap(associated_data(&contribution), &self.wrapped_key).ok_or_else(unopened)?))
        };
        if let Some(Sealed { round, version, bytes }) = self.sealed {
            let data_key = data_key.ok_or_else(unopened)?;
            let opened = data_key.sealing().open(associated_data(&contribution), &bytes).ok_or_else(unopened)?;
            let copy = serde_json::from_slice(&opened).map_err(AppError::internal)?;
            let (sent, wrapped_key) = (self.sent, self.wrapped_key);
            return Ok(Some(Kept { contribution, round, copy, unsent: true, sent, version, data_key: Some(data_key), wrapped_key }));
        }
        let Some((submission, comments)) = self.sent else { return Ok(None) };
        let copy = read::as_copy(&submission, &comments);
        let (round, wrapped_key) = (submission.round, self.wrapped_key);
        let sent = Some((submission, comments));
        Ok(Some(Kept { contribution, round, copy, unsent: false, sent, version: 0, data_key, wrapped_key }))
    }
}

/// Seals a copy that was sealed under its code under a data key; returns what is held then.
async fn convert(database: &Database, credential: &Arc<Credential>, known: Option<SubmissionId>, old: Sealed) -> AppResult<Held> {
    let bytes = credential.sealing_of_old().open(credential.proof(), &old.bytes);
    let bytes = bytes.ok_or_else(|| AppError::internal("a working copy does not open"))?;
    let data_key = DataKey::random()?;
    let public_key = credential.public_key();
    let credential = Arc::clone(credential);
    database
        .write(move |tx| {
            let moved = each_backend!(tx, |c| diesel::delete(working_copies::table)
                .filter(working_copies::code_proof.eq(credential.proof()))
                .execute(c))?;
            // If it is gone another request has done it.
            if moved == 1 {
                let lost = || AppError::internal("a working copy has no place");
                let contribution = if let Some(known) = known {
                    credentials::note_public_key(tx, &credential)?;
                    credentials::wrap_for_all(tx, &known, &data_key)?;
                    known
                } else {
                    let new = SubmissionId(random_id()?);
                    let wrapped_key = data_key.wrap(&public_key, associated_data(&new))?;
                    if !credentials::admit(tx, &credential, &new, Role::ContactPoint, &wrapped_key)? {
                        return Err(lost());
                    }
                    new
                };
                let sealed = data_key.sealing().seal(associated_data(&contribution), &bytes)?;
                if insert(tx, &contribution, old.round, new_version()?, &sealed)? != 1 {
                    return Err(lost());
                }
            }
            Held::look_up(tx, credential.proof())
        })
        .await
}

/// A version that no copy had before.
fn new_version() -> AppResult<i32> {
    let mut bytes = [0; 4];
    getrandom::fill(&mut bytes).map_err(AppError::internal)?;
    Ok((i32::from_le_bytes(bytes) & i32::MAX).max(1))
}

/// What is under a code, or nothing.
///
/// # Errors
/// Those of the database.
pub async fn open(database: &Database, credential: &Arc<Credential>) -> AppResult<Option<Kept>> {
    let proof = credential.proof().to_vec();
    database.read(move |conn| Held::look_up(conn, &proof)).await?.open(database, credential).await
}

/// Changes the working copy of a code, made if there is none yet. `first` is what was under the code when the request began. A code
/// that was withdrawn or erased takes nothing more.
///
/// # Errors
/// Those of the change; [`AppError::Conflict`] if the code belongs to another round, or its submission is gone.
pub async fn keep(
    database: &Database,
    credential: &Arc<Credential>,
    first: Option<&Kept>,
    round: RoundId,
    mut change: impl FnMut(&mut WorkingCopy) -> AppResult<()>,
) -> AppResult<WorkingCopy> {
    let mut again = None;
    for attempt in 0..TRIES {
        if attempt > 0 {
            // Others who send the same code at the same moment have their turn in between.
            tokio::time::sleep(Duration::from_millis(3 * attempt)).await;
            again = open(database, credential).await?;
            if first.is_some() && again.is_none() {
                // The office has made another code meanwhile: this one opens nothing any more.
                return Err(AppError::Conflict(Conflict::ContributionGone));
            }
        }
        let kept = if attempt == 0 { first } else { again.as_ref() };
        if let Some(kept) = kept {
            if kept.round != round {
                return Err(AppError::Conflict(Conflict::CodeOtherRound));
            }
            if kept.sent.as_ref().is_some_and(|(submission, _)| submission.status != SubmissionStatus::Submitted) {
                return Err(AppError::Conflict(Conflict::ContributionGone));
            }
        }
        let before = kept.map_or_else(WorkingCopy::default, |kept| kept.copy.clone());
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
        let storing = Storing::new(credential, kept, round, &bytes)?;
        let credential = Arc::clone(credential);
        if database.write(move |tx| storing.store(tx, &credential)).await? {
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
pub async fn adjust(database: &Database, credential: &Arc<Credential>, change: impl Fn(&mut WorkingCopy)) -> AppResult<()> {
    let Some(kept) = open(database, credential).await? else { return Ok(()) };
    if kept.unsent {
        keep(database, credential, Some(&kept), kept.round, |copy| {
            change(copy);
            Ok(())
        })
        .await?;
    }
    Ok(())
}

/// A copy, sealed and ready to be stored: sealing takes time that no transaction waits for.
struct Storing {
    contribution: SubmissionId,
    round: RoundId,
    /// The version that it was made from, 0 if there is none.
    version: i32,
    sealed: Vec<u8>,
    access: Access,
    /// The version of the submission that it was made from, if it was sent before.
    sent: Option<i32>,
}

/// How the code comes to the data key.
enum Access {
    /// It has it, wrapped so.
    Known(Vec<u8>),
    /// The contribution is new; the key is wrapped so.
    Admitted(Vec<u8>),
    /// The contribution has no key yet.
    New(DataKey),
}

impl Storing {
    fn new(credential: &Credential, kept: Option<&Kept>, round: RoundId, bytes: &[u8]) -> AppResult<Self> {
        let seal = |data_key: &DataKey, of: &SubmissionId| data_key.sealing().seal(associated_data(of), bytes);
        let Some(kept) = kept else {
            let (contribution, data_key) = (SubmissionId(random_id()?), DataKey::random()?);
            let wrapped_key = data_key.wrap(&credential.public_key(), associated_data(&contribution))?;
            let sealed = seal(&data_key, &contribution)?;
            return Ok(Self { contribution, round, version: 0, sealed, access: Access::Admitted(wrapped_key), sent: None });
        };
        let contribution = kept.contribution.clone();
        let (sealed, access) = if let Some(data_key) = &kept.data_key {
            (seal(data_key, &contribution)?, Access::Known(kept.wrapped_key.clone()))
        } else {
            let data_key = DataKey::random()?;
            credential.public_key();
            (seal(&data_key, &contribution)?, Access::New(data_key))
        };
        let sent = kept.sent.as_ref().map(|(submission, _)| submission.version);
        Ok(Self { contribution, round, version: kept.version, sealed, access, sent })
    }

    fn still_opens(&self, tx: &mut Tx, credential: &Credential, wrapped_key: &[u8]) -> AppResult<bool> {
        let held = credentials::hold(tx, credential)?;
        Ok(held.is_some_and(|(contribution, known)| contribution == self.contribution && known == wrapped_key))
    }

    /// Stores it if everything is still as it was when it was made. Returns whether it did.
    fn store(&self, tx: &mut Tx, credential: &Credential) -> AppResult<bool> {
        let is_open = match &self.access {
            Access::Known(wrapped_key) => self.still_opens(tx, credential, wrapped_key)?,
            Access::Admitted(wrapped_key) => credentials::admit(tx, credential, &self.contribution, Role::ContactPoint, wrapped_key)?,
            Access::New(_) => self.still_opens(tx, credential, &[])?,
        };
        if !is_open || read::standing(tx, &self.contribution)? != self.sent.map(|version| (SubmissionStatus::Submitted, version)) {
            return Ok(false);
        }
        let version = new_version()?;
        let stored = if self.version == 0 {
            insert(tx, &self.contribution, self.round, version, &self.sealed)?
        } else {
            each_backend!(tx, |c| diesel::update(sealed_copies::table)
                .filter(sealed_copies::contribution_id.eq(&self.contribution).and(sealed_copies::version.eq(self.version)))
                .set((sealed_copies::version.eq(version), sealed_copies::sealed.eq(&self.sealed)))
                .execute(c))?
        };
        if stored == 1
            && let Access::New(data_key) = &self.access
        {
            credentials::note_public_key(tx, credential)?;
            credentials::wrap_for_all(tx, &self.contribution, data_key)?;
        }
        Ok(stored == 1)
    }
}

fn insert(tx: &mut Tx, contribution: &SubmissionId, round: RoundId, version: i32, sealed: &[u8]) -> AppResult<usize> {
    Ok(each_backend!(tx, |c| diesel::insert_into(sealed_copies::table)
        .values((
            sealed_copies::contribution_id.eq(contribution),
            sealed_copies::round_id.eq(round),
            sealed_copies::version.eq(version),
            sealed_copies::sealed.eq(sealed),
        ))
        .on_conflict_do_nothing()
        .execute(c))?)
}

impl Kept {
    /// Which copy this is: what was typed since is another.
    #[must_use]
    pub const fn version(&self) -> CopyVersion {
        CopyVersion(self.version)
    }
}

/// Removes a copy that was sent. Returns whether it was still that one.
///
/// # Errors
/// Those of the database.
pub(super) fn remove_sent(tx: &mut Tx, contribution: &SubmissionId, version: CopyVersion) -> AppResult<bool> {
    let removed = each_backend!(tx, |c| diesel::delete(sealed_copies::table)
        .filter(sealed_copies::contribution_id.eq(contribution).and(sealed_copies::version.eq(version.0)))
        .execute(c))?;
    Ok(removed == 1)
}

/// Removes what is kept and not sent of a contribution that is gone, and its key.
///
/// # Errors
/// Those of the database.
pub(super) fn forget_copy(tx: &mut Tx, contribution: &SubmissionId) -> AppResult<()> {
    // The key first: whoever stores a copy at this moment holds her credential, and is waited for.
    credentials::forget_data_key(tx, contribution)?;
    each_backend!(tx, |c| diesel::delete(sealed_copies::table.filter(sealed_copies::contribution_id.eq(contribution))).execute(c))?;
    let proofs = credentials::proofs(tx, contribution)?;
    each_backend!(tx, |c| diesel::delete(working_copies::table.filter(working_copies::code_proof.eq_any(&proofs))).execute(c))?;
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
    let gone: Vec<SubmissionId> = each_backend!(tx, |c| sealed_copies::table
        .filter(sealed_copies::round_id.eq_any(&over))
        .select(sealed_copies::contribution_id)
        .load(c))?;
    each_backend!(tx, |c| diesel::delete(sealed_copies::table.filter(sealed_copies::round_id.eq_any(&over))).execute(c))?;
    credentials::forget_unsent(tx, &gone)
}
