//! What pages need of moderation.

use diesel::prelude::*;

use crate::comments::model::HoldReason;
use crate::each_backend;
use crate::error::AppResult;
use crate::ids::CommentId;
use crate::platform::clock::Day;
use crate::platform::db::Conn;
use crate::schema::moderations;

/// A comment that is held back.
#[derive(Clone, Debug, Queryable)]
pub struct Held {
    /// The comment.
    pub comment: CommentId,
    /// Why.
    pub reason: HoldReason,
    /// A note for colleagues.
    pub note: String,
    /// Since when.
    pub held_on: Day,
    /// What its author says against it.
    pub contest: String,
}

/// Those of some comments that are held back now.
///
/// # Errors
/// Those of the database.
pub fn held(conn: &mut Conn, of: &[CommentId]) -> AppResult<Vec<Held>> {
    Ok(each_backend!(conn, |c| moderations::table
        .filter(moderations::comment_id.eq_any(of).and(moderations::lifted_on.is_null()))
        .select((moderations::comment_id, moderations::reason, moderations::note, moderations::held_on, moderations::contest))
        .load(c))?)
}
