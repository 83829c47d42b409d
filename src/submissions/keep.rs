//! Keeps what is typed, sealed; opens it again by its code.

use std::sync::Arc;
use std::time::Duration;

use diesel::prelude::*;

use super::check::MOST_ITEMS;
use super::copy::WorkingCopy;
use super::credentials::{self, Credential, Role, place};
use super::model::{Status, Submission, SubmissionId};
use super::read::{self, SentComment};
use crate::each_backend;
use crate::error::{AppError, AppResult, Conflict};
use crate::ids::RoundId;
use crate::platform::clock::Timestamp;
use crate::platform::db::{Conn, Database, Tx};
use crate::platform::envelope::DataKey;
use crate::platform::id::random_id;
use crate::schema::{credentials as rows, rounds, sealed_copies, working_copies};

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
    /// The version of the stored working copy, 0 if there is none.
    version: i32,
    /// What copies are sealed under, once there was one.
    data_key: Option<Arc<DataKey>>,
}

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
        type Row = (SubmissionId, Vec<u8>, Vec<u8>, Option<(RoundId, i32, Vec<u8>)>);
        let row: Option<Row> = each_backend!(conn, |c| rows::table
            .left_join(sealed_copies::table.on(sealed_copies::contribution_id.eq(rows::contribution_id)))
            .filter(rows::code_proof.eq(proof))
            .select((
                rows::contribution_id,
                rows::public_key,
                rows::wrapped_key,
                (sealed_copies::round_id, sealed_copies::version, sealed_copies::sealed).nullable(),
            ))
            .first(c)
            .optional())?;
        let mut held = Self { contribution: None, wrapped_key: Vec::new(), sealed: None, old: None, sent: None };
        if row.as_ref().is_none_or(|(_, public_key, ..)| public_key.is_empty()) {
            let old: Option<(RoundId, i32, Vec<u8>)> = each_backend!(conn, |c| working_copies::table
                .filter(working_copies::code_proof.eq(proof))
                .select((working_copies::round_id, working_copies::version, working_copies::sealed))
                .first(c)
                .optional())?;
            held.old = old.map(Sealed::from);
        }
        if let Some((contribution, _, wrapped_key, sealed)) = row {
            if let Some(submission) = read::find(conn, &contribution)? {
                let comments = read::comments_of(conn, &submission.id)?;
                held.sent = Some((submission, comments));
            }
            (held.contribution, held.wrapped_key, held.sealed) = (Some(contribution), wrapped_key, sealed.map(Sealed::from));
        }
        Ok(held)
    }

    /// Opens it with the code; nothing if there is nothing. A copy from before data keys is sealed anew.
    ///
    /// # Errors
    /// If what is sealed does not open; those of the database.
    pub async fn open(mut self, database: &Database, credential: &Arc<Credential>) -> AppResult<Option<Kept>> {
        while let Some(old) = self.old.take() {
            convert(database, credential, self.contribution.take(), old).await?;
            let proof = credential.proof().to_vec();
            self = database.read(move |conn| Self::look_up(conn, &proof)).await?;
        }
        let Some(contribution) = self.contribution else { return Ok(None) };
        let unopened = || AppError::internal("a working copy does not open");
        let data_key = if self.wrapped_key.is_empty() {
            None
        } else {
            Some(Arc::new(credential.pair().unwrap(place(&contribution), &self.wrapped_key).ok_or_else(unopened)?))
        };
        if let Some(Sealed { round, version, bytes }) = self.sealed {
            let data_key = data_key.ok_or_else(unopened)?;
            let opened = data_key.sealing().open(place(&contribution), &bytes).ok_or_else(unopened)?;
            let copy = serde_json::from_slice(&opened).map_err(AppError::internal)?;
            return Ok(Some(Kept { contribution, round, copy, unsent: true, sent: self.sent, version, data_key: Some(data_key) }));
        }
        let Some((submission, comments)) = self.sent else { return Ok(None) };
        let copy = read::as_copy(&submission, &comments);
        let round = submission.round;
        Ok(Some(Kept { contribution, round, copy, unsent: false, sent: Some((submission, comments)), version: 0, data_key }))
    }
}

/// Seals a copy that was sealed under its code under a data key.
async fn convert(database: &Database, credential: &Arc<Credential>, known: Option<SubmissionId>, old: Sealed) -> AppResult<()> {
    let bytes = credential.sealing_of_old().open(credential.proof(), &old.bytes);
    let bytes = bytes.ok_or_else(|| AppError::internal("a working copy does not open"))?;
    let data_key = DataKey::random()?;
    let credential = Arc::clone(credential);
    database
        .write(move |tx| {
            let moved = each_backend!(tx, |c| diesel::delete(working_copies::table)
                .filter(working_copies::code_proof.eq(credential.proof()))
                .execute(c))?;
            if moved == 0 {
                // Another request did it.
                return Ok(());
            }
            let contribution = if let Some(known) = known {
                credentials::note_public_key(tx, &credential)?;
                credentials::wrap_for_all(tx, &known, &data_key)?;
                known
            } else {
                let new = SubmissionId(random_id()?);
                credentials::admit(tx, &credential, &new, Role::ContactPoint, Some(&data_key))?;
                new
            };
            let sealed = data_key.sealing().seal(place(&contribution), &bytes)?;
            insert(tx, &contribution, old.round, old.version, &sealed)?;
            Ok(())
        })
        .await
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
        }
        let kept = if attempt == 0 { first } else { again.as_ref() };
        if let Some(kept) = kept {
            if kept.round != round {
                return Err(AppError::Conflict(Conflict::CodeOtherRound));
            }
            if kept.sent.as_ref().is_some_and(|(submission, _)| submission.status != Status::Submitted) {
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
        let storing = Storing::new(kept, round, &bytes)?;
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
    access: NewAccess,
}

/// What the credential needs besides the copy.
enum NewAccess {
    /// Nothing: the key is known to it.
    None,
    /// The contribution is new.
    Admitted(Arc<DataKey>),
    /// The contribution has no key yet.
    Wrapped(Arc<DataKey>),
}

impl Storing {
    fn new(kept: Option<&Kept>, round: RoundId, bytes: &[u8]) -> AppResult<Self> {
        let (contribution, version, data_key, access) = match kept {
            Some(Kept { contribution, version, data_key: Some(data_key), .. }) => {
                (contribution.clone(), *version, Arc::clone(data_key), NewAccess::None)
            }
            Some(Kept { contribution, version, data_key: None, .. }) => {
                let data_key = Arc::new(DataKey::random()?);
                (contribution.clone(), *version, Arc::clone(&data_key), NewAccess::Wrapped(data_key))
            }
            None => {
                let data_key = Arc::new(DataKey::random()?);
                (SubmissionId(random_id()?), 0, Arc::clone(&data_key), NewAccess::Admitted(data_key))
            }
        };
        let sealed = data_key.sealing().seal(place(&contribution), bytes)?;
        Ok(Self { contribution, round, version, sealed, access })
    }

    /// Stores it if nobody else has since the version that it was made from.
    fn store(&self, tx: &mut Tx, credential: &Credential) -> AppResult<bool> {
        if let NewAccess::Admitted(data_key) = &self.access
            && !credentials::admit(tx, credential, &self.contribution, Role::ContactPoint, Some(data_key))?
        {
            return Ok(false);
        }
        let stored = if self.version == 0 {
            insert(tx, &self.contribution, self.round, 1, &self.sealed)?
        } else {
            each_backend!(tx, |c| diesel::update(sealed_copies::table)
                .filter(sealed_copies::contribution_id.eq(&self.contribution).and(sealed_copies::version.eq(self.version)))
                .set((sealed_copies::version.eq(self.version + 1), sealed_copies::sealed.eq(&self.sealed)))
                .execute(c))?
        };
        if stored == 1
            && let NewAccess::Wrapped(data_key) = &self.access
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

/// Removes what is kept and not sent, once it was sent.
///
/// # Errors
/// Those of the database.
pub(super) fn remove_copy(tx: &mut Tx, contribution: &SubmissionId) -> AppResult<()> {
    each_backend!(tx, |c| diesel::delete(sealed_copies::table.filter(sealed_copies::contribution_id.eq(contribution))).execute(c))?;
    Ok(())
}

/// Removes what is kept and not sent of a contribution that is gone, and its key.
///
/// # Errors
/// Those of the database.
pub(super) fn forget_copy(tx: &mut Tx, contribution: &SubmissionId) -> AppResult<()> {
    remove_copy(tx, contribution)?;
    let proofs = rows::table.filter(rows::contribution_id.eq(contribution)).select(rows::code_proof);
    each_backend!(tx, |c| diesel::delete(working_copies::table.filter(working_copies::code_proof.eq_any(proofs))).execute(c))?;
    credentials::forget_data_key(tx, contribution)
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
