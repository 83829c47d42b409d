//! Credentials: who may open a contribution. Three things that a code was once all of are apart here: what tells who comes back
//! (a MAC of the code), what opens the copy (a data key, wrapped to the credential), and what a contribution is (its id, which
//! several credentials may share).
//!
//! A code is stored as HMAC-SHA-256 under a key that is kept outside the database: its 79.7 bits of chance need no slow hash.

use std::collections::HashSet;
use std::fmt;
use std::sync::{Arc, OnceLock};

use diesel::prelude::*;

use super::code::ReceiptCode;
use super::model::SubmissionId;
use crate::each_backend;
use crate::error::AppResult;
use crate::ids::RoundId;
use crate::platform::db::{Conn, Tx};
use crate::platform::envelope::{DataKey, KeyPair};
use crate::platform::secret::{Key, Sealing};
use crate::schema::{credentials, sealed_copies, submissions};

crate::text_enum! {
    /// What somebody is in a contribution.
    Role {
        /// Speaks for it: the only one of a contribution that is not joint.
        ContactPoint = "contact_point",
        /// Stands in for the contact point.
        Deputy = "deputy",
        /// Adds comments.
        Member = "member",
        /// Reads.
        Reader = "reader",
    }
}

/// A receipt code as it was given with a request, proved once.
pub struct Credential {
    code: ReceiptCode,
    key: Arc<Key>,
    proof: Vec<u8>,
    pair: OnceLock<KeyPair>,
}

impl fmt::Debug for Credential {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Credential([redacted])")
    }
}

impl Credential {
    /// Proves a code.
    #[must_use]
    pub fn new(code: ReceiptCode, key: &Arc<Key>) -> Arc<Self> {
        let proof = key.raw_proof("receipt", code.digits().as_bytes()).to_vec();
        Arc::new(Self { code, key: Arc::clone(key), proof, pair: OnceLock::new() })
    }

    /// One with a new code.
    ///
    /// # Errors
    /// If the machine has no random numbers.
    pub fn random(key: &Arc<Key>) -> AppResult<Arc<Self>> {
        Ok(Self::new(ReceiptCode::random()?, key))
    }

    /// The code as it is shown.
    #[must_use]
    pub fn shown(&self) -> String {
        self.code.shown()
    }

    /// What is stored of the code: a MAC.
    #[must_use]
    pub fn proof(&self) -> &[u8] {
        &self.proof
    }

    /// What shows that this server made the code for a round: it stands in the form beside the code, so that nobody chooses a
    /// weak one.
    #[must_use]
    pub fn token(&self, round: RoundId) -> String {
        self.key.proof("receipt-form", format!("{}/{}", self.code.digits(), round.0).as_bytes())[..32].to_owned()
    }

    /// Whether a token is the right one.
    #[must_use]
    pub fn is_of(&self, round: RoundId, token: &str) -> bool {
        use subtle::ConstantTimeEq;
        self.token(round).as_bytes().ct_eq(token.as_bytes()).into()
    }

    /// A MAC by which something that comes again with this code is known again.
    #[must_use]
    pub fn mac(&self, message: &[u8]) -> [u8; 32] {
        let mut keyed = self.code.digits().as_bytes().to_vec();
        keyed.extend(message);
        self.key.raw_proof("receipt-content", &keyed)
    }

    /// A MAC over what was sent last, so that the same is told from something else, whoever of a contribution sends it.
    pub(super) fn content_proof(&self, contribution: &SubmissionId, content: &[u8]) -> Vec<u8> {
        let mut message = contribution.0.as_bytes().to_vec();
        message.push(0);
        message.extend(content);
        self.key.raw_proof("contribution-content", &message).to_vec()
    }

    /// What copies were sealed under before there were data keys.
    pub(super) fn sealing_of_old(&self) -> Sealing {
        self.key.sealing("working-copy", self.code.digits().as_bytes())
    }

    /// The public key, derived when it is first asked for: before a transaction, so that none waits for it.
    pub(super) fn public_key(&self) -> Vec<u8> {
        self.pair().public_key()
    }

    pub(super) fn pair(&self) -> &KeyPair {
        self.pair.get_or_init(|| KeyPair::derive(&self.key, "credential", self.code.digits().as_bytes()))
    }
}

/// What belongs to a contribution is sealed and wrapped with its id as associated data, so that it opens nowhere else.
pub(super) fn associated_data(contribution: &SubmissionId) -> &[u8] {
    contribution.0.as_bytes()
}

/// Lets a credential into a contribution, with its data key wrapped to it (empty while there is none). Returns whether it did: a code
/// that is known already opens what it opened before.
///
/// # Errors
/// Those of the database.
pub fn admit(tx: &mut Tx, credential: &Credential, contribution: &SubmissionId, role: Role, wrapped_key: &[u8]) -> AppResult<bool> {
    let admitted = each_backend!(tx, |c| diesel::insert_into(credentials::table)
        .values((
            credentials::code_proof.eq(&credential.proof),
            credentials::key_id.eq(credential.key.key_id()),
            credentials::contribution_id.eq(contribution),
            credentials::role.eq(role),
            credentials::public_key.eq(credential.public_key()),
            credentials::wrapped_key.eq(wrapped_key),
        ))
        .on_conflict_do_nothing()
        .execute(c))?;
    Ok(admitted == 1)
}

/// What is stored of a credential, with the copy of its contribution if there is one.
pub(super) struct Stored {
    pub(super) contribution: SubmissionId,
    pub(super) public_key: Vec<u8>,
    pub(super) wrapped_key: Vec<u8>,
    pub(super) copy: Option<(RoundId, i32, Vec<u8>)>,
}

/// What is stored of a credential, by its proof.
///
/// # Errors
/// Those of the database.
pub(super) fn stored(conn: &mut Conn, proof: &[u8]) -> AppResult<Option<Stored>> {
    type Columns = (SubmissionId, Vec<u8>, Vec<u8>, Option<(RoundId, i32, Vec<u8>)>);
    let row: Option<Columns> = each_backend!(conn, |c| credentials::table
        .left_join(sealed_copies::table.on(sealed_copies::contribution_id.eq(credentials::contribution_id)))
        .filter(credentials::code_proof.eq(proof))
        .select((
            credentials::contribution_id,
            credentials::public_key,
            credentials::wrapped_key,
            (sealed_copies::round_id, sealed_copies::version, sealed_copies::sealed).nullable(),
        ))
        .first(c)
        .optional())?;
    Ok(row.map(|(contribution, public_key, wrapped_key, copy)| Stored { contribution, public_key, wrapped_key, copy }))
}

/// The proofs of all codes that open a contribution.
///
/// # Errors
/// Those of the database.
pub(super) fn proofs(conn: &mut Conn, contribution: &SubmissionId) -> AppResult<Vec<Vec<u8>>> {
    Ok(each_backend!(conn, |c| credentials::table
        .filter(credentials::contribution_id.eq(contribution))
        .select(credentials::code_proof)
        .load(c))?)
}

/// Which contribution a code opens.
///
/// # Errors
/// Those of the database.
pub fn contribution_of(conn: &mut Conn, proof: &[u8]) -> AppResult<Option<SubmissionId>> {
    Ok(each_backend!(conn, |c| credentials::table
        .filter(credentials::code_proof.eq(proof))
        .select(credentials::contribution_id)
        .first(c)
        .optional())?)
}

/// Holds a credential until the transaction ends: nobody voids it, or takes its data key away, meanwhile. Returns what it opens, and
/// the data key wrapped to it; nothing if it is void. Locks are taken in one order: consultation, credential, submission, copy.
///
/// # Errors
/// Those of the database.
pub(super) fn hold(tx: &mut Tx, credential: &Credential) -> AppResult<Option<(SubmissionId, Vec<u8>)>> {
    // An update locks the row on PostgreSQL; SQLite has one writer.
    Ok(each_backend!(tx, |c| diesel::update(credentials::table.filter(credentials::code_proof.eq(&credential.proof)))
        .set(credentials::role.eq(credentials::role))
        .returning((credentials::contribution_id, credentials::wrapped_key))
        .get_result(c)
        .optional())?)
}

/// Notes the public key of a credential from before there were any.
///
/// # Errors
/// Those of the database.
pub(super) fn note_public_key(tx: &mut Tx, credential: &Credential) -> AppResult<()> {
    each_backend!(tx, |c| diesel::update(credentials::table)
        .filter(credentials::code_proof.eq(&credential.proof).and(credentials::public_key.eq(Vec::<u8>::new())))
        .set(credentials::public_key.eq(credential.public_key()))
        .execute(c))?;
    Ok(())
}

/// Gives everybody of a contribution a new data key, in the place of the one before. Who has no public key yet (a code from before
/// there were any, which has not come back since) cannot open what is sealed under it.
///
/// # Errors
/// If a public key is none; those of the database.
pub fn wrap_for_all(tx: &mut Tx, contribution: &SubmissionId, data_key: &DataKey) -> AppResult<()> {
    let members: Vec<(Vec<u8>, Vec<u8>)> = each_backend!(tx, |c| credentials::table
        .filter(credentials::contribution_id.eq(contribution))
        .select((credentials::code_proof, credentials::public_key))
        .load(c))?;
    for (proof, public_key) in members {
        let wrapped = if public_key.is_empty() { Vec::new() } else { data_key.wrap(&public_key, associated_data(contribution))? };
        each_backend!(tx, |c| diesel::update(credentials::table.filter(credentials::code_proof.eq(proof)))
            .set(credentials::wrapped_key.eq(wrapped))
            .execute(c))?;
    }
    Ok(())
}

/// Nobody opens a copy of a contribution any more; a new one gets a new key.
///
/// # Errors
/// Those of the database.
pub(super) fn forget_data_key(tx: &mut Tx, contribution: &SubmissionId) -> AppResult<()> {
    each_backend!(tx, |c| diesel::update(credentials::table.filter(credentials::contribution_id.eq(contribution)))
        .set(credentials::wrapped_key.eq(Vec::<u8>::new()))
        .execute(c))?;
    Ok(())
}

/// All credentials of a contribution are void. Returns whether there were any.
///
/// # Errors
/// Those of the database.
pub fn revoke_all(tx: &mut Tx, contribution: &SubmissionId) -> AppResult<bool> {
    let revoked =
        each_backend!(tx, |c| diesel::delete(credentials::table.filter(credentials::contribution_id.eq(contribution))).execute(c))?;
    Ok(revoked > 0)
}

/// Removes the credentials of contributions that were never sent.
///
/// # Errors
/// Those of the database.
pub(super) fn forget_unsent(tx: &mut Tx, contributions: &[SubmissionId]) -> AppResult<()> {
    for some in contributions.chunks(1_000) {
        let sent: HashSet<SubmissionId> =
            each_backend!(tx, |c| submissions::table.filter(submissions::id.eq_any(some)).select(submissions::id).load::<SubmissionId>(c))?
                .into_iter()
                .collect();
        let unsent: Vec<&SubmissionId> = some.iter().filter(|id| !sent.contains(*id)).collect();
        each_backend!(tx, |c| diesel::delete(credentials::table.filter(credentials::contribution_id.eq_any(&unsent))).execute(c))?;
    }
    Ok(())
}
