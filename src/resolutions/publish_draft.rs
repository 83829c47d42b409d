//! Publishes the next draft: with open comments only by an explicit choice, whose number is published.

use diesel::prelude::*;

use super::implement::{settle, stage};
use super::read;
use super::refresh::refresh;
use crate::comments::model::State;
use crate::consultations;
use crate::drafts;
use crate::drafts::model::{Draft, DraftId};
use crate::each_backend;
use crate::error::{AppError, AppResult};
use crate::platform::clock::Timestamp;
use crate::platform::db::{Conn, Tx};
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
        .filter(comments::state.eq_any([State::Waiting, State::Cleared, State::Published]))
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
pub fn open_to_public(tx: &mut Tx, slug: &str, draft: DraftId) -> AppResult<()> {
    drafts::open_to_public(tx, slug, draft)?;
    let carried_out = read::implementations_in(tx, draft)?;
    let answered: Vec<i64> = carried_out.iter().filter(|row| row.answer_published).map(|row| row.resolution).collect();
    refresh(tx, &answered)
}

/// Publishes a draft with all its language versions, and with it what it carries out.
///
/// # Errors
/// [`AppError::Conflict`] if there are more open comments than were accepted, and for what `drafts::publish` refuses.
pub fn publish_draft(tx: &mut Tx, slug: &str, draft: &Draft, acknowledged: Acknowledged, now: Timestamp) -> AppResult<()> {
    consultations::take_turns(tx, draft.consultation)?;
    settle(tx, draft.id)?;
    let open = open_comments(tx, draft)?;
    if open > acknowledged.open_comments {
        return Err(AppError::Conflict("conflict-open-comments"));
    }
    drafts::publish(tx, slug, draft, acknowledged.doubtful_links, open, now)?;
    let carried_out = read::implementations_in(tx, draft.id)?;
    for row in &carried_out {
        stage(tx, draft.consultation, slug, row)?;
    }
    let mut answered: Vec<i64> = carried_out.iter().filter(|row| row.answer_published).map(|row| row.resolution).collect();
    answered.sort_unstable();
    answered.dedup();
    refresh(tx, &answered)
}
