//! Moves comments from state to state.

use diesel::prelude::*;

use super::model::State;
use crate::each_backend;
use crate::error::AppResult;
use crate::ids::CommentId;
use crate::platform::db::Tx;
use crate::schema::comments;

/// Moves comments to another state.
///
/// # Errors
/// Those of the database.
pub fn set_state(tx: &mut Tx, ids: &[CommentId], state: State) -> AppResult<()> {
    each_backend!(tx, |c| diesel::update(comments::table.filter(comments::id.eq_any(ids))).set(comments::state.eq(state)).execute(c))?;
    Ok(())
}
