//! The rows of tables that came by mail: for each the comment that it is, or what it says while nobody knows its place.

use diesel::prelude::*;

use super::deliveries::Delivery;
use crate::each_backend;
use crate::error::AppResult;
use crate::ids::{CommentId, SubmissionId};
use crate::platform::db::Tx;
use crate::platform::id::random_id;
use crate::schema::table_rows;

/// A row as it is kept.
#[derive(Clone, Debug)]
pub struct Row<'a> {
    /// The submission that it belongs to.
    pub submission: &'a SubmissionId,
    /// The comment that it is, if it has a place.
    pub comment: Option<&'a CommentId>,
    /// A MAC of who speaks.
    pub source: &'a [u8],
    /// A MAC of its words.
    pub words: &'a [u8],
    /// The sheet.
    pub sheet: &'a str,
    /// Its number there.
    pub position: usize,
    /// The place as the table says it.
    pub place: String,
    /// The decision as the table says it.
    pub decision: String,
    /// What it calls the issue.
    pub issue: &'a str,
    /// What it says, as JSON, while nobody knows its place; else empty.
    pub entry: String,
}

/// Keeps a row, in the place of the one with an id if that is known.
///
/// # Errors
/// Those of the database.
pub fn keep(tx: &mut Tx, delivery: &Delivery, known: Option<&str>, row: &Row) -> AppResult<()> {
    let values = (
        table_rows::delivery_id.eq(delivery.id),
        table_rows::comment_id.eq(row.comment),
        table_rows::words_proof.eq(row.words),
        table_rows::sheet.eq(row.sheet),
        table_rows::position.eq(i32::try_from(row.position).unwrap_or(i32::MAX)),
        table_rows::place.eq(&row.place),
        table_rows::decision_words.eq(&row.decision),
        table_rows::issue.eq(row.issue),
        table_rows::entry.eq(&row.entry),
    );
    if let Some(id) = known {
        each_backend!(tx, |c| diesel::update(table_rows::table.filter(table_rows::id.eq(id))).set(values).execute(c))?;
    } else {
        each_backend!(tx, |c| diesel::insert_into(table_rows::table)
            .values((
                table_rows::id.eq(random_id()?),
                table_rows::consultation_id.eq(delivery.consultation),
                table_rows::draft_id.eq(delivery.draft),
                table_rows::submission_id.eq(row.submission),
                table_rows::source_proof.eq(row.source),
                values,
            ))
            .execute(c))?;
    }
    Ok(())
}

/// A row has its place: it is a comment, and what it said waits no more.
///
/// # Errors
/// Those of the database.
pub fn place(tx: &mut Tx, row: &str, comment: Option<&CommentId>) -> AppResult<()> {
    each_backend!(tx, |c| diesel::update(table_rows::table.filter(table_rows::id.eq(row)))
        .set((table_rows::comment_id.eq(comment), table_rows::entry.eq("")))
        .execute(c))?;
    Ok(())
}

/// Empties the rows of a table that its author took back. What is left is a MAC, so that the same table imported again does not
/// bring back what is gone.
///
/// # Errors
/// Those of the database.
pub(super) fn forget(tx: &mut Tx, submission: &SubmissionId) -> AppResult<()> {
    each_backend!(tx, |c| diesel::update(table_rows::table.filter(table_rows::submission_id.eq(submission)))
        .set((
            table_rows::entry.eq(""),
            table_rows::place.eq(""),
            table_rows::decision_words.eq(""),
            table_rows::issue.eq(""),
            table_rows::sheet.eq(""),
        ))
        .execute(c))?;
    Ok(())
}
