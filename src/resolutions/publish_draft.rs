//! Publishes the next draft: with open comments only by an explicit choice, whose number is published.

use diesel::prelude::*;

use super::implement::{settle, stage};
use super::read;
use super::refresh::refresh;
use crate::comments::model::CommentState;
use crate::drafts;
use crate::drafts::model::Draft;
use crate::each_backend;
use crate::error::{AppError, AppResult, Conflict};
use crate::ids::{DraftId, ResolutionId};
use crate::platform::clock::{Day, Timestamp};
use crate::platform::db::{Conn, Tx};
use crate::publications::RecordChange;
use crate::schema::{comments, drafts as drafts_table, published_comments, table_rows};

/// What was shown to whoever publishes, and accepted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Acknowledged {
    /// Links that nobody has confirmed.
    pub doubtful_links: usize,
    /// Comments without a published answer.
    pub open_comments: usize,
}

/// Counts the comments on the drafts before that have no published answer, and the rows of tables that came by mail and have no
/// place yet: they are comments that nobody has answered either.
///
/// # Errors
/// Those of the database.
pub fn open_comments(conn: &mut Conn, draft: &Draft) -> AppResult<usize> {
    let open: i64 = each_backend!(conn, |c| comments::table
        .inner_join(drafts_table::table)
        .left_join(published_comments::table)
        .filter(comments::consultation_id.eq(draft.consultation).and(comments::draft_id.ne(draft.id)))
        .filter(comments::state.eq_any([CommentState::Waiting, CommentState::Cleared, CommentState::Published]))
        .filter(
            drafts_table::major
                .lt(draft.number.major)
                .or(drafts_table::major.eq(draft.number.major).and(drafts_table::minor.lt(draft.number.minor)))
        )
        .filter(published_comments::decision.is_null())
        .count()
        .get_result(c))?;
    let unplaced: i64 = each_backend!(conn, |c| table_rows::table
        .inner_join(drafts_table::table)
        .filter(table_rows::consultation_id.eq(draft.consultation).and(table_rows::comment_id.is_null()).and(table_rows::entry.ne("")))
        .filter(
            drafts_table::major
                .lt(draft.number.major)
                .or(drafts_table::major.eq(draft.number.major).and(drafts_table::minor.lt(draft.number.minor)))
        )
        .count()
        .get_result(c))?;
    Ok(usize::try_from(open + unplaced).unwrap_or_default())
}

/// Lets everybody read a draft that only the invited could: the record says from now on what it carries out.
///
/// # Errors
/// Those of the database.
pub fn open_to_public(tx: &mut Tx, draft: DraftId, today: Day) -> AppResult<()> {
    let consultation = drafts::read::by_id(tx, draft)?.consultation;
    let mut change = RecordChange::begin(tx, consultation)?;
    drafts::open_to_public(&mut change, draft, today)?;
    let carried_out = read::implementations_in(&mut change, draft)?;
    let answered: Vec<ResolutionId> = carried_out.iter().filter(|row| row.answer_published).map(|row| row.resolution).collect();
    refresh(&mut change, &answered, Some(today))?;
    change.finish()
}

/// Publishes a draft with all its language versions, and with it what it carries out.
///
/// # Errors
/// [`AppError::Conflict`] if there are more open comments than were accepted, and for what `drafts::publish` refuses.
pub fn publish_draft(tx: &mut Tx, draft: &Draft, acknowledged: Acknowledged, now: Timestamp) -> AppResult<()> {
    let mut change = RecordChange::begin(tx, draft.consultation)?;
    settle(&mut change, draft.id)?;
    let open = open_comments(&mut change, draft)?;
    if open > acknowledged.open_comments {
        return Err(AppError::Conflict(Conflict::OpenComments));
    }
    drafts::publish(&mut change, draft.id, acknowledged.doubtful_links, open, now)?;
    let carried_out = read::implementations_in(&mut change, draft.id)?;
    for row in &carried_out {
        stage(&mut change, row)?;
    }
    let mut answered: Vec<ResolutionId> = carried_out.iter().filter(|row| row.answer_published).map(|row| row.resolution).collect();
    answered.sort_unstable();
    answered.dedup();
    refresh(&mut change, &answered, Some(now.day()))?;
    change.finish()
}
