//! What pages need of reviews.

use diesel::prelude::*;

use crate::each_backend;
use crate::error::AppResult;
use crate::ids::CommentId;
use crate::platform::clock::Day;
use crate::platform::db::Conn;
use crate::schema::{resolution_comments, review_requests, reviews};

/// A request that was filed.
#[derive(Clone, Debug, Queryable)]
pub struct Filed {
    /// The comment.
    pub comment: CommentId,
    /// Why it was filed.
    pub reason: String,
    /// When the review was opened.
    pub filed_on: Day,
    /// By when it is to be answered.
    pub due_on: Day,
}

/// The requests on the answers that some comments have now.
///
/// # Errors
/// Those of the database.
pub fn filed(conn: &mut Conn, of: &[CommentId]) -> AppResult<Vec<Filed>> {
    Ok(each_backend!(conn, |c| review_requests::table
        .inner_join(reviews::table.on(reviews::id.eq(review_requests::review_id)))
        .inner_join(
            resolution_comments::table.on(resolution_comments::resolution_id
                .eq(reviews::resolution_id)
                .and(resolution_comments::comment_id.eq(review_requests::comment_id)))
        )
        .filter(resolution_comments::superseded.eq(false))
        .filter(review_requests::comment_id.eq_any(of))
        .select((review_requests::comment_id, review_requests::reason, reviews::filed_on, reviews::due_on))
        .load(c))?)
}
