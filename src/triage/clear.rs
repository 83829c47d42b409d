//! A person has looked at a comment: it may become public. And what had come in when a round closed is counted.

use diesel::prelude::*;

use crate::comments::model::State;
use crate::drafts;
use crate::drafts::model::GRACE_SECONDS;
use crate::each_backend;
use crate::error::AppResult;
use crate::ids::{CommentId, ConsultationId, RoundId};
use crate::platform::clock::Timestamp;
use crate::platform::db::Tx;
use crate::publications::{self, Fact, RecordChange};
use crate::register::format::Kind;
use crate::schema::{comments, rounds};
use crate::submissions;

/// Marks comments as looked at; those that are not waiting stay as they are. Returns how many there were.
///
/// # Errors
/// Those of the database.
pub fn clear(tx: &mut Tx, consultation: ConsultationId, ids: &[CommentId]) -> AppResult<usize> {
    publications::lock(tx, consultation)?;
    Ok(each_backend!(tx, |c| diesel::update(comments::table)
        .filter(comments::consultation_id.eq(consultation).and(comments::id.eq_any(ids)).and(comments::state.eq(State::Waiting)))
        .set(comments::state.eq(State::Cleared))
        .execute(c))?)
}

/// Stages, for each round that has closed since it was last counted, how many contributions and comments came in time.
///
/// # Errors
/// Those of the database.
pub fn tally_closed(tx: &mut Tx, now: Timestamp) -> AppResult<()> {
    let closed: Vec<RoundId> = each_backend!(tx, |c| rounds::table
        .filter(rounds::tallied.eq(false).and(rounds::closes_at.le(now.plus_seconds(-GRACE_SECONDS))))
        .select(rounds::id)
        .load(c))?;
    for id in closed {
        let round = drafts::read::round(tx, id)?;
        let draft = drafts::read::by_id(tx, round.draft)?;
        let mut change = RecordChange::begin(tx, draft.consultation)?;
        let (contributions, comments) = submissions::read::in_time(&mut change, id)?;
        let lines = vec![
            ("draft", draft.number.to_string()),
            ("round", id.0.to_string()),
            ("submissions", contributions.to_string()),
            ("comments", comments.to_string()),
        ];
        change.stage(Kind::Tally, lines)?;
        change.emit(Fact::RoundTallied, id.0.to_string(), now.day());
        each_backend!(change, |c| diesel::update(rounds::table.filter(rounds::id.eq(id))).set(rounds::tallied.eq(true)).execute(c))?;
        change.finish()?;
    }
    Ok(())
}
