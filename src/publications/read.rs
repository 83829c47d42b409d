//! Reads of what is public that changes need.

use diesel::prelude::*;

use crate::each_backend;
use crate::error::AppResult;
use crate::ids::CommentId;
use crate::platform::db::Conn;
use crate::schema::{earlier_versions, published_comments};

/// Whether a comment is in the record.
///
/// # Errors
/// Those of the database.
pub fn is_in_record(conn: &mut Conn, id: &CommentId) -> AppResult<bool> {
    let found = diesel::select(diesel::dsl::exists(published_comments::table.filter(published_comments::comment_id.eq(id))));
    Ok(each_backend!(conn, |c| found.get_result(c))?)
}

/// Whether a comment said something else before, which is still readable.
///
/// # Errors
/// Those of the database.
pub fn has_earlier(conn: &mut Conn, id: &CommentId) -> AppResult<bool> {
    let found = diesel::select(diesel::dsl::exists(earlier_versions::table.filter(earlier_versions::comment_id.eq(id))));
    Ok(each_backend!(conn, |c| found.get_result(c))?)
}
