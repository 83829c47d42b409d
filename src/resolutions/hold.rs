//! Holds a comment back, and with it what answers quote of it.

use super::quotes::hide_quoting;
use crate::error::AppResult;
use crate::ids::ConsultationId;
use crate::moderation::{self, Hold};
use crate::platform::clock::Day;
use crate::platform::db::Tx;
use crate::publications::RecordChange;

/// Holds a comment back: the public reads neither it nor a reason that gives it away.
///
/// # Errors
/// [`crate::error::AppError::Conflict`] if it is held back or gone already; those of the database.
pub fn hold_back(tx: &mut Tx, consultation: ConsultationId, hold: &Hold, today: Day) -> AppResult<()> {
    let mut change = RecordChange::begin(tx, consultation)?;
    moderation::hold(&mut change, hold, today)?;
    hide_quoting(&mut change, std::slice::from_ref(&hold.comment))?;
    change.finish()
}
