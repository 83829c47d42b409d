//! The rows that were taken over before.

use std::collections::HashMap;

use diesel::prelude::*;

use crate::comments::table::Entry;
use crate::each_backend;
use crate::error::{AppError, AppResult};
use crate::ids::{CommentId, ConsultationId, DeliveryId, DraftId, ResolutionId};
use crate::platform::db::Conn;
use crate::schema::{comments, table_rows};
use crate::submissions::model::SubmissionId;
use crate::submissions::read::SentComment;

/// A row that was taken over.
#[derive(Clone, Debug)]
pub struct Known {
    /// Its row in the database.
    pub id: String,
    /// The state of the table in which it was last seen.
    pub delivery: DeliveryId,
    /// The submission that it belongs to.
    pub submission: SubmissionId,
    /// What is kept of who speaks.
    pub source: Vec<u8>,
    /// What is kept of its words.
    pub words: Vec<u8>,
    /// The sheet it stood in.
    pub sheet: String,
    /// Its number there.
    pub position: i32,
    /// What it said of its place.
    pub place: String,
    /// How it said what was decided.
    pub decision: String,
    /// The comment that it became.
    pub comment: Option<SentComment>,
    /// The whole row, while it has no place.
    pub entry: Option<Entry>,
}

impl Known {
    /// What it says, as far as it is still there.
    #[must_use]
    pub fn text(&self) -> String {
        match (&self.comment, &self.entry) {
            (Some(comment), _) => [&*comment.body, &*comment.proposed].join("\n"),
            (None, Some(entry)) => [&*entry.body, &*entry.proposed].join("\n"),
            (None, None) => String::new(),
        }
    }
}

#[derive(Queryable, Selectable)]
#[diesel(table_name = table_rows)]
struct KnownRow {
    id: String,
    #[diesel(column_name = delivery_id)]
    delivery: DeliveryId,
    #[diesel(column_name = submission_id)]
    submission: SubmissionId,
    #[diesel(column_name = source_proof)]
    source: Vec<u8>,
    #[diesel(column_name = words_proof)]
    words: Vec<u8>,
    sheet: String,
    position: i32,
    place: String,
    #[diesel(column_name = decision_words)]
    decision: String,
    entry: String,
}

fn of((row, comment): (KnownRow, Option<SentComment>)) -> AppResult<Known> {
    let entry = if row.entry.is_empty() { None } else { Some(serde_json::from_str(&row.entry).map_err(AppError::internal)?) };
    Ok(Known {
        id: row.id,
        delivery: row.delivery,
        submission: row.submission,
        source: row.source,
        words: row.words,
        sheet: row.sheet,
        position: row.position,
        place: row.place,
        decision: row.decision,
        comment,
        entry,
    })
}

/// All rows on a draft, in their order.
///
/// # Errors
/// Those of the database.
pub fn known(conn: &mut Conn, draft: DraftId) -> AppResult<Vec<Known>> {
    let rows: Vec<(KnownRow, Option<SentComment>)> = each_backend!(conn, |c| table_rows::table
        .left_join(comments::table)
        .filter(table_rows::draft_id.eq(draft))
        .order((table_rows::delivery_id, table_rows::sheet, table_rows::position, table_rows::id))
        .select((KnownRow::as_select(), Option::<SentComment>::as_select()))
        .load(c))?;
    rows.into_iter().map(of).collect()
}

/// How many rows of each table of a consultation have no place yet; a table without any is not named.
///
/// # Errors
/// Those of the database.
pub fn unplaced_counts(conn: &mut Conn, consultation: ConsultationId) -> AppResult<HashMap<DeliveryId, i64>> {
    let counts: Vec<(DeliveryId, i64)> = each_backend!(conn, |c| table_rows::table
        .filter(table_rows::consultation_id.eq(consultation).and(table_rows::comment_id.is_null()).and(table_rows::entry.ne("")))
        .group_by(table_rows::delivery_id)
        .select((table_rows::delivery_id, diesel::dsl::count_star()))
        .load(c))?;
    Ok(counts.into_iter().collect())
}

/// The rows of a table that have no place yet, in their order.
///
/// # Errors
/// Those of the database.
pub fn unplaced(conn: &mut Conn, delivery: DeliveryId) -> AppResult<Vec<Known>> {
    let rows: Vec<KnownRow> = each_backend!(conn, |c| table_rows::table
        .filter(table_rows::delivery_id.eq(delivery).and(table_rows::comment_id.is_null()).and(table_rows::entry.ne("")))
        .order((table_rows::sheet, table_rows::position, table_rows::id))
        .select(KnownRow::as_select())
        .load(c))?;
    rows.into_iter().map(|row| of((row, None))).collect()
}

/// What is compared to know that nobody has changed the rows meanwhile.
pub(super) fn fingerprint(known: &[Known]) -> Vec<(&str, Option<(&CommentId, i32, Option<ResolutionId>, &str)>)> {
    let comment = |comment: &'_ SentComment| (comment.version, comment.resolution, comment.state.as_str());
    known
        .iter()
        .map(|row| {
            let state = row.comment.as_ref().map(|sent| {
                let (version, resolution, state) = comment(sent);
                (&sent.id, version, resolution, state)
            });
            (row.id.as_str(), state)
        })
        .collect()
}
