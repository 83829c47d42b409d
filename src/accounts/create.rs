//! Makes and ends accounts, gives roles.

use diesel::prelude::*;

use super::model::{NewAccount, Role};
use crate::each_backend;
use crate::error::{AppError, AppResult, is_taken};
use crate::ids::{AccountId, ConsultationId};
use crate::platform::clock::Timestamp;
use crate::platform::db::Tx;
use crate::platform::id::random_id;
use crate::schema::{accounts, roles, sign_ins};

/// Makes an account without a password; a link lets its owner set one.
///
/// # Errors
/// `email` taken; those of the database.
pub fn create(tx: &mut Tx, new: &NewAccount, now: Timestamp) -> AppResult<AccountId> {
    let made = each_backend!(tx, |c| diesel::insert_into(accounts::table)
        .values((
            accounts::email.eq(new.email.as_str()),
            accounts::name.eq(&new.name),
            accounts::unit.eq(&new.unit),
            accounts::language.eq(new.language),
            accounts::created_at.eq(now),
            accounts::register_id.eq(random_id()?),
        ))
        .returning(accounts::id)
        .get_result(c));
    made.map_err(|error| if is_taken(&error) { AppError::field("email", "form-email-taken") } else { error.into() })
}

/// Gives a role, in one consultation or (with `None`) everywhere. Giving it twice is giving it once.
///
/// # Errors
/// Those of the database.
pub fn grant(tx: &mut Tx, account: AccountId, role: Role, consultation: Option<ConsultationId>) -> AppResult<()> {
    each_backend!(tx, |c| diesel::insert_into(roles::table)
        .values((roles::account_id.eq(account), roles::role.eq(role), roles::consultation_id.eq(consultation)))
        .on_conflict_do_nothing()
        .execute(c))?;
    Ok(())
}

/// Ends an account: it cannot sign in again, and its sign-ins end now.
///
/// # Errors
/// [`AppError::NotFound`] if there is none; those of the database.
pub fn disable(tx: &mut Tx, email: &str, now: Timestamp) -> AppResult<()> {
    let folded = email.trim().to_lowercase();
    let id: AccountId = each_backend!(tx, |c| accounts::table.filter(accounts::email.eq(&folded)).select(accounts::id).first(c))?;
    each_backend!(tx, |c| diesel::update(accounts::table.filter(accounts::id.eq(id))).set(accounts::disabled_at.eq(now)).execute(c))?;
    each_backend!(tx, |c| diesel::delete(sign_ins::table.filter(sign_ins::account_id.eq(id))).execute(c))?;
    Ok(())
}
