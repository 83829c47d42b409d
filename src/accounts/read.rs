//! What pages need to know of accounts.

use std::collections::HashMap;

use diesel::prelude::*;

use super::model::{Assurance, Role, Staff};
use crate::each_backend;
use crate::error::AppResult;
use crate::ids::{AccountId, ConsultationId};
use crate::language::Language;
use crate::platform::clock::Timestamp;
use crate::platform::db::Conn;
use crate::platform::secret::digest_of_token;
use crate::schema::{accounts, roles, sign_ins};

/// Who a cookie's token belongs to; `None` if the sign-in has ended.
///
/// # Errors
/// Those of the database.
pub fn staff_of_token(conn: &mut Conn, token: &str, now: Timestamp) -> AppResult<Option<Staff>> {
    let digest = digest_of_token(token);
    let found: Option<(AccountId, String, Language, Assurance)> = each_backend!(conn, |c| sign_ins::table
        .inner_join(accounts::table)
        .filter(sign_ins::token_digest.eq(&digest).and(sign_ins::expires_at.gt(now)))
        .filter(accounts::disabled_at.is_null())
        .select((accounts::id, accounts::name, accounts::language, sign_ins::assurance))
        .first(c)
        .optional())?;
    let Some((id, name, language, assurance)) = found else { return Ok(None) };
    let roles: Vec<(Option<ConsultationId>, Role)> =
        each_backend!(conn, |c| roles::table.filter(roles::account_id.eq(id)).select((roles::consultation_id, roles::role)).load(c))?;
    Ok(Some(Staff { id, name, language, assurance, roles }))
}

/// One line of the list of accounts.
#[derive(Debug, Queryable)]
pub struct AccountLine {
    /// Its row.
    pub id: AccountId,
    /// Address.
    pub email: String,
    /// Name.
    pub name: String,
    /// Unit.
    pub unit: String,
    /// Since when it cannot sign in.
    pub disabled_at: Option<Timestamp>,
}

/// All accounts with their roles, by address.
///
/// # Errors
/// Those of the database.
pub fn all(conn: &mut Conn) -> AppResult<Vec<(AccountLine, Vec<Role>)>> {
    let lines: Vec<AccountLine> = each_backend!(conn, |c| accounts::table
        .order(accounts::email)
        .select((accounts::id, accounts::email, accounts::name, accounts::unit, accounts::disabled_at))
        .load(c))?;
    let given: Vec<(AccountId, Role)> =
        each_backend!(conn, |c| roles::table.order(roles::id).select((roles::account_id, roles::role)).load(c))?;
    Ok(lines
        .into_iter()
        .map(|line| {
            let own = given.iter().filter(|(id, _)| *id == line.id).map(|(_, role)| *role).collect();
            (line, own)
        })
        .collect())
}

/// The random id by which the register knows a member of staff.
///
/// # Errors
/// [`crate::error::AppError::NotFound`]; those of the database.
pub fn register_id(conn: &mut Conn, id: AccountId) -> AppResult<String> {
    Ok(each_backend!(conn, |c| accounts::table.filter(accounts::id.eq(id)).select(accounts::register_id).first(c))?)
}

/// The random ids by which the register knows some members of staff.
///
/// # Errors
/// Those of the database.
pub fn register_ids(conn: &mut Conn, of: &[AccountId]) -> AppResult<HashMap<AccountId, String>> {
    let rows: Vec<(AccountId, String)> =
        each_backend!(conn, |c| accounts::table.filter(accounts::id.eq_any(of)).select((accounts::id, accounts::register_id)).load(c))?;
    Ok(rows.into_iter().collect())
}

/// The names of some members of staff, for colleagues.
///
/// # Errors
/// Those of the database.
pub fn names(conn: &mut Conn, of: &[AccountId]) -> AppResult<Vec<(AccountId, String)>> {
    Ok(each_backend!(conn, |c| accounts::table.filter(accounts::id.eq_any(of)).select((accounts::id, accounts::name)).load(c))?)
}

/// The account with a mail address.
///
/// # Errors
/// [`crate::error::AppError::NotFound`]; those of the database.
pub fn id_of(conn: &mut Conn, email: &str) -> AppResult<AccountId> {
    Ok(each_backend!(conn, |c| accounts::table.filter(accounts::email.eq(email)).select(accounts::id).first(c))?)
}
