//! Forms that create something carry a key: sent twice, they do it once.

use diesel::prelude::*;

use super::clock::Timestamp;
use super::db::Tx;
use crate::each_backend;
use crate::error::AppResult;
use crate::schema::form_keys;

/// Uses up the key of a form that creates something. `false` means that it was sent before: nothing is to be done
/// again.
///
/// # Errors
/// Those of the database.
pub fn first_time(tx: &mut Tx, form_key: &str, now: Timestamp) -> AppResult<bool> {
    let used = each_backend!(tx, |c| diesel::insert_into(form_keys::table)
        .values((form_keys::key.eq(form_key), form_keys::used_at.eq(now)))
        .on_conflict_do_nothing()
        .execute(c))?;
    Ok(used > 0)
}

/// So many days a form can be sent again and does nothing.
const KEPT_DAYS: i32 = 7;

/// Forgets keys that nobody sends again.
///
/// # Errors
/// Those of the database.
pub fn forget_used(tx: &mut Tx, now: Timestamp) -> AppResult<()> {
    let old = form_keys::used_at.le(now.plus_days(-i64::from(KEPT_DAYS)));
    each_backend!(tx, |c| diesel::delete(form_keys::table.filter(old)).execute(c))?;
    Ok(())
}
