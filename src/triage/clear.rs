//! A person has looked at a comment: it may become public. And what had come in when a round closed is counted.

use crate::comments;
use diesel::prelude::*;
use serde::{Deserialize, Serialize};

use crate::comments::model::CommentState;
use crate::drafts;
use crate::drafts::model::GRACE_SECONDS;
use crate::each_backend;
use crate::error::AppResult;
use crate::ids::{CommentId, ConsultationId, RoundId};
use crate::platform::clock::Timestamp;
use crate::platform::db::Tx;
use crate::platform::jobs::Job;
use crate::publications::{self, Fact, RecordChange};
use crate::register::format::LeafKind;
use crate::schema::rounds;
use crate::submissions;

/// Marks comments as looked at; those that are not waiting stay as they are. Returns how many there were.
///
/// # Errors
/// Those of the database.
pub fn clear(tx: &mut Tx, consultation: ConsultationId, ids: &[CommentId]) -> AppResult<usize> {
    publications::lock(tx, consultation)?;
    comments::move_state(tx, consultation, ids, &[CommentState::Waiting], CommentState::Cleared)
}

/// Counts what had come in when a round closed.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub struct TallyRounds {}

impl Job for TallyRounds {
    const NAME: &'static str = "tally_rounds";
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
        let mut change = RecordChange::begin(tx, round.consultation)?;
        let (contributions, comments) = submissions::read::in_time(&mut change, id)?;
        let number = drafts::read::number_of(&mut change, &round)?;
        let mut lines: Vec<_> = number.map(|number| ("draft", number.to_string())).into_iter().collect();
        lines.extend([("round", id.0.to_string()), ("submissions", contributions.to_string()), ("comments", comments.to_string())]);
        change.stage(LeafKind::Tally, lines)?;
        change.emit(Fact::RoundTallied, id.0.to_string(), now.day());
        drafts::mark_tallied(&mut change, id)?;
        change.finish()?;
    }
    Ok(())
}
