//! Signing in and out.

use diesel::prelude::*;
use secrecy::SecretString;

use super::model::{Assurance, Email};
use crate::each_backend;
use crate::error::{AppError, AppResult};
use crate::ids::AccountId;
use crate::platform::clock::Timestamp;
use crate::platform::db::{Database, Tx};
use crate::platform::password::Passwords;
use crate::platform::secret::{Key, Token, digest_of_token};
use crate::schema::{account_links, accounts, sign_in_failures, sign_ins};

/// After so many failures within [`FAILURE_WINDOW`] an address has to wait.
const MOST_FAILURES: i32 = 8;
/// Failures older than so many seconds are forgotten.
const FAILURE_WINDOW: i64 = 15 * 60;
/// A sign-in ends after so many days.
const SIGN_IN_DAYS: i64 = 1;

/// What was typed into the form.
pub struct Attempt {
    /// The address.
    pub email: String,
    /// The password.
    pub password: SecretString,
}

/// Signs in: `Some` token for the cookie, or `None` if address or password is wrong. Unknown addresses, disabled
/// accounts and wrong passwords take the same time and get the same answer.
///
/// # Errors
/// [`AppError::TooMany`] after too many failures; those of the database.
pub async fn sign_in(database: &Database, passwords: &Passwords, key: &Key, attempt: Attempt, now: Timestamp) -> AppResult<Option<Token>> {
    let email = Email::parse(&attempt.email).map(|email| email.as_str().to_owned()).unwrap_or_default();
    let proof = key.proof("sign-in address", email.as_bytes());
    let found = {
        let (email, proof) = (email.clone(), proof.clone());
        database.read(move |conn| -> AppResult<_> {
            let failures: Option<i32> = each_backend!(conn, |c| sign_in_failures::table
                .filter(sign_in_failures::address_proof.eq(&proof))
                .filter(sign_in_failures::last_at.gt(now.plus_seconds(-FAILURE_WINDOW)))
                .select(sign_in_failures::failures)
                .first(c)
                .optional())?;
            if failures.unwrap_or(0) >= MOST_FAILURES {
                return Err(AppError::TooMany);
            }
            let account: Option<(AccountId, Option<String>)> = each_backend!(conn, |c| accounts::table
                .filter(accounts::email.eq(&email).and(accounts::disabled_at.is_null()))
                .select((accounts::id, accounts::password))
                .first(c)
                .optional())?;
            Ok(account)
        })
    };
    let found = found.await?;
    let stored = found.as_ref().and_then(|(_, password)| password.clone());
    let right = passwords.verify(attempt.password, stored).await?;
    let account = found.map(|(id, _)| id).filter(|_| right);
    database
        .write(move |tx| match account {
            Some(account) => open(tx, account, &proof, now).map(Some),
            None => note_failure(tx, &proof, now).map(|()| None),
        })
        .await
}

fn open(tx: &mut Tx, account: AccountId, proof: &str, now: Timestamp) -> AppResult<Token> {
    let token = Token::random()?;
    each_backend!(tx, |c| diesel::insert_into(sign_ins::table)
        .values((
            sign_ins::token_digest.eq(token.digest()),
            sign_ins::account_id.eq(account),
            sign_ins::assurance.eq(Assurance::Password),
            sign_ins::created_at.eq(now),
            sign_ins::expires_at.eq(now.plus_days(SIGN_IN_DAYS)),
        ))
        .execute(c))?;
    each_backend!(tx, |c| diesel::delete(sign_in_failures::table.filter(sign_in_failures::address_proof.eq(proof))).execute(c))?;
    Ok(token)
}

fn note_failure(tx: &mut Tx, proof: &str, now: Timestamp) -> AppResult<()> {
    each_backend!(tx, |c| diesel::delete(sign_in_failures::table.filter(sign_in_failures::last_at.le(now.plus_seconds(-FAILURE_WINDOW))))
        .execute(c))?;
    each_backend!(tx, |c| diesel::insert_into(sign_in_failures::table)
        .values((sign_in_failures::address_proof.eq(proof), sign_in_failures::failures.eq(1), sign_in_failures::last_at.eq(now)))
        .on_conflict(sign_in_failures::address_proof)
        .do_update()
        .set((sign_in_failures::failures.eq(sign_in_failures::failures + 1), sign_in_failures::last_at.eq(now)))
        .execute(c))?;
    Ok(())
}

/// Ends a sign-in, on every node.
///
/// # Errors
/// Those of the database.
pub fn sign_out(tx: &mut Tx, token: &str) -> AppResult<()> {
    let digest = digest_of_token(token);
    each_backend!(tx, |c| diesel::delete(sign_ins::table.filter(sign_ins::token_digest.eq(&digest))).execute(c))?;
    Ok(())
}

/// Removes what has expired: sign-ins, links, failures, and the keys of forms sent more than a week ago.
///
/// # Errors
/// Those of the database.
pub fn forget_expired(tx: &mut Tx, now: Timestamp) -> AppResult<()> {
    each_backend!(tx, |c| diesel::delete(sign_ins::table.filter(sign_ins::expires_at.le(now))).execute(c))?;
    each_backend!(tx, |c| diesel::delete(account_links::table.filter(account_links::expires_at.le(now))).execute(c))?;
    each_backend!(tx, |c| diesel::delete(sign_in_failures::table.filter(sign_in_failures::last_at.le(now.plus_seconds(-FAILURE_WINDOW))))
        .execute(c))?;
    Ok(())
}
