//! The letter: a submission that came as prose. It is kept whole, its points are marked and become comments, and the public
//! reads of it what its sender has agreed to and the office has looked through.
//!
//! - The original and its sender are sealed ([`super::deliveries`]); shown is a copy, cleaned by a person and released by one.
//! - Whatever its author lowers, withdraws or erases hides the whole until a person has looked again.

use diesel::prelude::*;

use super::model::SubmissionId;
use crate::each_backend;
use crate::error::AppResult;
use crate::platform::clock::Day;
use crate::platform::db::Tx;
use crate::schema::{deliveries, letter_points, letters, table_rows};

/// Hides the letter of a submission, if it came as one: a person has to release it anew.
///
/// # Errors
/// Those of the database.
pub fn hide(tx: &mut Tx, submission: &SubmissionId) -> AppResult<()> {
    each_backend!(tx, |c| diesel::update(letters::table.filter(letters::submission_id.eq(submission)))
        .set((letters::shown_on.eq(None::<Day>), letters::shown_by.eq(None::<i64>)))
        .execute(c))?;
    Ok(())
}

/// Erases what came by mail with a submission: the letter with its original and its sender; the rows of a table.
///
/// # Errors
/// Those of the database.
pub fn erase(tx: &mut Tx, submission: &SubmissionId) -> AppResult<()> {
    hide(tx, submission)?;
    let ids: Vec<i64> =
        each_backend!(tx, |c| letters::table.filter(letters::submission_id.eq(submission)).select(letters::delivery_id).load(c))?;
    each_backend!(tx, |c| diesel::update(deliveries::table.filter(deliveries::id.eq_any(&ids)))
        .set((deliveries::original.eq(Vec::<u8>::new()), deliveries::sender.eq(Vec::<u8>::new()), deliveries::digest.eq("")))
        .execute(c))?;
    each_backend!(tx, |c| diesel::update(letters::table.filter(letters::submission_id.eq(submission)))
        .set(letters::paragraphs.eq("[]"))
        .execute(c))?;
    each_backend!(tx, |c| diesel::delete(letter_points::table.filter(letter_points::delivery_id.eq_any(&ids))).execute(c))?;
    each_backend!(tx, |c| diesel::delete(table_rows::table.filter(table_rows::submission_id.eq(submission))).execute(c))?;
    Ok(())
}
