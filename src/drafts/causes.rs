//! The causes of changes: why a paragraph of the new draft is not what it was.

use diesel::prelude::*;

use super::model::{Cause, DraftId};
use super::read;
use crate::each_backend;
use crate::error::{AppError, AppResult};
use crate::language::LocalText;
use crate::platform::db::{Conn, Tx};
use crate::schema::change_causes;

/// A cause of a change.
#[derive(Clone, Debug, diesel::Queryable)]
pub struct CauseRow {
    /// Its row.
    pub id: i64,
    /// The paragraph of the new draft, unless it was removed.
    pub new_ordinal: Option<i32>,
    /// The paragraph of the draft before that was removed.
    pub old_ordinal: Option<i32>,
    /// What caused it.
    pub cause: Cause,
    /// The reason in words.
    pub reasons: LocalText,
}

/// A cause to be named. One of the ordinals is given.
#[derive(Clone, Debug)]
pub struct NewCause {
    /// The paragraph of the new draft.
    pub new_ordinal: Option<i32>,
    /// The paragraph of the draft before that was removed.
    pub old_ordinal: Option<i32>,
    /// What caused it.
    pub cause: Cause,
    /// The reason in words, in at least one language.
    pub reasons: LocalText,
}

/// The causes named for a draft.
pub(super) fn of_draft(conn: &mut Conn, draft: DraftId) -> AppResult<Vec<CauseRow>> {
    Ok(of_drafts(conn, &[draft])?.into_iter().map(|(_, cause)| cause).collect())
}

/// The causes named for some drafts, with the draft.
pub(super) fn of_drafts(conn: &mut Conn, of: &[DraftId]) -> AppResult<Vec<(DraftId, CauseRow)>> {
    Ok(each_backend!(conn, |c| change_causes::table
        .filter(change_causes::draft_id.eq_any(of))
        .order(change_causes::id)
        .select((
            change_causes::draft_id,
            (change_causes::id, change_causes::new_ordinal, change_causes::old_ordinal, change_causes::cause, change_causes::reasons)
        ))
        .load(c))?)
}

/// Names a cause of a change.
///
/// # Errors
/// `reason` empty; [`AppError::NotFound`] if the paragraph did not change in this draft.
pub fn name_cause(tx: &mut Tx, draft: DraftId, new: &NewCause) -> AppResult<()> {
    if new.reasons.is_empty() {
        return Err(AppError::field("reason", "form-required"));
    }
    let changed = read::links(tx, draft)?.iter().any(|link| {
        link.relation != crate::text::lineage::Relation::Unchanged
            && ((new.new_ordinal.is_some() && link.new_ordinal == new.new_ordinal)
                || (new.old_ordinal.is_some() && link.new_ordinal.is_none() && link.old_ordinal == new.old_ordinal))
    });
    if !changed {
        return Err(AppError::NotFound);
    }
    insert(tx, draft, new)
}

fn insert(tx: &mut Tx, draft: DraftId, new: &NewCause) -> AppResult<()> {
    each_backend!(tx, |c| diesel::insert_into(change_causes::table)
        .values((
            change_causes::draft_id.eq(draft),
            change_causes::new_ordinal.eq(new.new_ordinal),
            change_causes::old_ordinal.eq(new.old_ordinal),
            change_causes::cause.eq(new.cause),
            change_causes::reasons.eq(new.reasons.to_json()),
        ))
        .execute(c))?;
    Ok(())
}

/// Takes a cause back while the draft is in preparation.
///
/// # Errors
/// Those of the database.
pub fn remove_cause(tx: &mut Tx, draft: DraftId, cause: i64) -> AppResult<()> {
    each_backend!(tx, |c| diesel::delete(change_causes::table.filter(change_causes::id.eq(cause).and(change_causes::draft_id.eq(draft))))
        .execute(c))?;
    Ok(())
}

/// Replaces all causes of a draft, after a re-import moved them.
pub(super) fn replace(tx: &mut Tx, draft: DraftId, causes: &[CauseRow]) -> AppResult<()> {
    each_backend!(tx, |c| diesel::delete(change_causes::table.filter(change_causes::draft_id.eq(draft))).execute(c))?;
    for cause in causes {
        let new =
            NewCause { new_ordinal: cause.new_ordinal, old_ordinal: cause.old_ordinal, cause: cause.cause, reasons: cause.reasons.clone() };
        insert(tx, draft, &new)?;
    }
    Ok(())
}
