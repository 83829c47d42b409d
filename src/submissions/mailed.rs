//! What came by mail with a submission, when its author takes something back.

use diesel::prelude::*;

use super::model::SubmissionId;
use super::rows;
use crate::each_backend;
use crate::error::AppResult;
use crate::ids::DeliveryId;
use crate::platform::clock::Day;
use crate::publications::{Fact, RecordChange};
use crate::schema::{deliveries, letter_points, letters, table_rows};

/// Hides the letter of a submission, if it came as one: a person has to release it anew.
///
/// # Errors
/// Those of the database.
pub(super) fn hide_letter(change: &mut RecordChange, submission: &SubmissionId) -> AppResult<()> {
    let shown: Vec<String> = each_backend!(change, |c| letters::table
        .filter(letters::submission_id.eq(submission).and(letters::shown_on.is_not_null()))
        .select(letters::public_id)
        .load(c))?;
    for public_id in shown {
        change.emit(Fact::LetterHidden, public_id, None);
    }
    // Whoever has the page as it was before does not release it without looking again.
    each_backend!(change, |c| diesel::update(letters::table.filter(letters::submission_id.eq(submission)))
        .set((letters::shown_on.eq(None::<Day>), letters::shown_by.eq(None::<i64>), letters::version.eq(letters::version + 1)))
        .execute(c))?;
    Ok(())
}

/// Erases what came by mail with a submission: the letter with its original and its sender; the rows of a table.
///
/// # Errors
/// Those of the database.
pub(super) fn erase(change: &mut RecordChange, submission: &SubmissionId) -> AppResult<()> {
    hide_letter(change, submission)?;
    let ids: Vec<DeliveryId> =
        each_backend!(change, |c| letters::table.filter(letters::submission_id.eq(submission)).select(letters::delivery_id).load(c))?;
    each_backend!(change, |c| diesel::update(deliveries::table.filter(deliveries::id.eq_any(&ids)))
        .set((deliveries::original.eq(Vec::<u8>::new()), deliveries::sender.eq(Vec::<u8>::new()), deliveries::digest.eq("")))
        .execute(c))?;
    each_backend!(change, |c| diesel::update(letters::table.filter(letters::submission_id.eq(submission)))
        .set(letters::paragraphs.eq(Vec::<u8>::new()))
        .execute(c))?;
    each_backend!(change, |c| diesel::delete(letter_points::table.filter(letter_points::delivery_id.eq_any(&ids))).execute(c))?;
    rows::forget(change, submission)?;
    // Who sent a table of hers alone is not known any more either.
    let tables: Vec<DeliveryId> = each_backend!(change, |c| table_rows::table
        .filter(table_rows::submission_id.eq(submission))
        .select(table_rows::delivery_id)
        .distinct()
        .load(c))?;
    for table in tables {
        let others: i64 = each_backend!(change, |c| table_rows::table
            .filter(table_rows::delivery_id.eq(table).and(table_rows::submission_id.ne(submission)))
            .count()
            .get_result(c))?;
        if others == 0 {
            each_backend!(change, |c| diesel::update(deliveries::table.filter(deliveries::id.eq(table)))
                .set(deliveries::sender.eq(Vec::<u8>::new()))
                .execute(c))?;
        }
    }
    Ok(())
}
