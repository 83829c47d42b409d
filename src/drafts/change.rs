//! Begins a change of what is public of a draft.

use super::model::Draft;
use super::read;
use crate::error::AppResult;
use crate::ids::DraftId;
use crate::platform::db::Tx;
use crate::publications::RecordChange;

/// Waits for the lock of a draft's consultation and begins; returns the draft as those before left it.
///
/// # Errors
/// [`crate::error::AppError::NotFound`]; those of the database.
pub(super) fn begin<'a, 't>(tx: &'a mut Tx<'t>, draft: DraftId) -> AppResult<(RecordChange<'a, 't>, Draft)> {
    let consultation = read::by_id(tx, draft)?.consultation;
    let mut change = RecordChange::begin(tx, consultation)?;
    let draft = read::by_id(&mut change, draft)?;
    Ok((change, draft))
}
