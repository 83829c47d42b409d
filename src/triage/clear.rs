//! A person has looked at a comment: it may become public. And what had come in when a round closed is counted.

use diesel::prelude::*;

use crate::accounts::model::ConsultationId;
use crate::comments::model::{CommentId, State};
use crate::consultations;
use crate::drafts;
use crate::drafts::model::{GRACE_SECONDS, RoundId};
use crate::each_backend;
use crate::error::{AppError, AppResult};
use crate::platform::clock::Timestamp;
use crate::platform::db::Tx;
use crate::platform::id::random_id;
use crate::register;
use crate::register::format::{Kind, Leaf};
use crate::schema::{comments, rounds};
use crate::submissions;

/// Marks comments as looked at; those that are not waiting stay as they are. Returns how many there were.
///
/// # Errors
/// Those of the database.
pub fn clear(tx: &mut Tx, consultation: ConsultationId, ids: &[CommentId]) -> AppResult<usize> {
    consultations::take_turns(tx, consultation)?;
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
        let slug = consultations::read::slug(tx, draft.consultation)?;
        let (contributions, comments) = submissions::read::in_time(tx, id)?;
        let lines = vec![
            ("draft", draft.number.to_string()),
            ("round", id.0.to_string()),
            ("submissions", contributions.to_string()),
            ("comments", comments.to_string()),
        ];
        let leaf = Leaf::new(Kind::Tally, &slug, &random_id()?, lines).map_err(AppError::internal)?;
        register::stage(tx, draft.consultation, &leaf)?;
        each_backend!(tx, |c| diesel::update(rounds::table.filter(rounds::id.eq(id))).set(rounds::tallied.eq(true)).execute(c))?;
    }
    Ok(())
}
