//! One-time links: the first administrator's, and those with which an owner of an account sets a password.

use diesel::prelude::*;

use super::create::{create, grant};
use super::model::{NewAccount, Role};
use crate::each_backend;
use crate::error::{AppError, AppResult};
use crate::ids::AccountId;
use crate::platform::clock::Timestamp;
use crate::platform::db::{Conn, Tx};
use crate::platform::secret::{Token, digest_of_token};
use crate::schema::{account_links, accounts, sign_ins};

/// A link is good for so many days.
const LINK_DAYS: i64 = 7;

crate::text_enum! {
    /// What a link is for.
    Purpose {
        /// Makes the first administrator of an empty installation.
        FirstAdministrator = "first_administrator",
        /// Sets the password of an account.
        SetPassword = "set_password",
    }
}

/// A link that is still good.
#[derive(Clone, Copy, Debug, Queryable)]
pub struct Link {
    /// Whose it is; `None` for the first administrator's.
    pub account: Option<AccountId>,
    /// What it is for.
    pub purpose: Purpose,
}

/// A link with which the owner of an account sets a password. Returns the token for its address.
///
/// # Errors
/// Those of the database.
pub fn link_for(tx: &mut Tx, account: AccountId, now: Timestamp) -> AppResult<Token> {
    issue(tx, Some(account), Purpose::SetPassword, now)
}

/// The link that makes the first administrator, if there is no account yet; an earlier one ends.
///
/// # Errors
/// Those of the database.
pub fn first_link(tx: &mut Tx, now: Timestamp) -> AppResult<Option<Token>> {
    let accounts: i64 = each_backend!(tx, |c| accounts::table.count().get_result(c))?;
    if accounts > 0 {
        return Ok(None);
    }
    each_backend!(tx, |c| diesel::delete(account_links::table.filter(account_links::purpose.eq(Purpose::FirstAdministrator))).execute(c))?;
    issue(tx, None, Purpose::FirstAdministrator, now).map(Some)
}

fn issue(tx: &mut Tx, account: Option<AccountId>, purpose: Purpose, now: Timestamp) -> AppResult<Token> {
    let token = Token::random()?;
    each_backend!(tx, |c| diesel::insert_into(account_links::table)
        .values((
            account_links::token_digest.eq(token.digest()),
            account_links::account_id.eq(account),
            account_links::purpose.eq(purpose),
            account_links::expires_at.eq(now.plus_days(LINK_DAYS)),
        ))
        .execute(c))?;
    Ok(token)
}

/// The link that a token opens.
///
/// # Errors
/// [`AppError::NotFound`] if it was used, has expired or never was.
pub fn open_link(conn: &mut Conn, token: &str, now: Timestamp) -> AppResult<Link> {
    let digest = digest_of_token(token);
    Ok(each_backend!(conn, |c| account_links::table
        .filter(account_links::token_digest.eq(&digest).and(account_links::expires_at.gt(now)))
        .select((account_links::account_id, account_links::purpose))
        .first(c))?)
}

/// Uses a link up: sets the password, and makes the account where the link is the first administrator's. All sign-ins
/// of the account end.
///
/// # Errors
/// [`AppError::NotFound`] if the link is no longer good.
pub fn set_password(tx: &mut Tx, token: &str, hash: &str, first: Option<&NewAccount>, now: Timestamp) -> AppResult<()> {
    let link = open_link(tx, token, now)?;
    let digest = digest_of_token(token);
    each_backend!(tx, |c| diesel::delete(account_links::table.filter(account_links::token_digest.eq(&digest))).execute(c))?;
    let account = match (link.account, first) {
        (Some(account), _) => account,
        (None, Some(new)) => {
            let account = create(tx, new, now)?;
            grant(tx, account, Role::Administrator, None)?;
            account
        }
        (None, None) => return Err(AppError::NotFound),
    };
    each_backend!(tx, |c| diesel::update(accounts::table.filter(accounts::id.eq(account))).set(accounts::password.eq(hash)).execute(c))?;
    each_backend!(tx, |c| diesel::delete(sign_ins::table.filter(sign_ins::account_id.eq(account))).execute(c))?;
    Ok(())
}
