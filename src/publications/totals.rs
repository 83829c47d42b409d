//! The loop in figures, for each draft: moved by the difference that a change makes, so that what a change costs does not grow
//! with what is public.

use std::collections::BTreeMap;

use diesel::prelude::*;

use super::model::{Decision, Progress, Verdict};
use crate::each_backend;
use crate::error::AppResult;
use crate::ids::{CommentId, ConsultationId, DraftId};
use crate::platform::db::{Conn, Tx};
use crate::schema::{loop_totals, published_comments};

/// How far the comments on a draft have come. A withdrawn or erased comment counts as received, and as decided only if it was
/// answered.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Queryable, Selectable, serde::Serialize)]
#[diesel(table_name = loop_totals)]
pub struct Totals {
    /// In the record.
    pub received: i32,
    /// With a published answer.
    pub decided: i32,
    /// Whose answer changes the text.
    pub to_apply: i32,
    /// In a published draft.
    pub applied: i32,
    /// There, and looked at by a second person.
    pub verified: i32,
    /// With a public verdict of the author.
    pub verdicts: i32,
    /// Of those, satisfied.
    pub satisfied: i32,
}

impl Totals {
    /// Both together.
    #[must_use]
    pub const fn plus(self, other: Self) -> Self {
        Self {
            received: self.received + other.received,
            decided: self.decided + other.decided,
            to_apply: self.to_apply + other.to_apply,
            applied: self.applied + other.applied,
            verified: self.verified + other.verified,
            verdicts: self.verdicts + other.verdicts,
            satisfied: self.satisfied + other.satisfied,
        }
    }

    const fn minus(self, other: Self) -> Self {
        self.plus(Self {
            received: -other.received,
            decided: -other.decided,
            to_apply: -other.to_apply,
            applied: -other.applied,
            verified: -other.verified,
            verdicts: -other.verdicts,
            satisfied: -other.satisfied,
        })
    }
}

/// Where a public comment stands in the loop.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Standing {
    pub(super) draft: DraftId,
    pub(super) decision: Option<Decision>,
    pub(super) progress: Option<Progress>,
    pub(super) verdict: Option<Verdict>,
}

impl Standing {
    /// What it adds to the totals of its draft.
    fn counts(self) -> Totals {
        let progress = self.progress;
        Totals {
            received: 1,
            decided: self.decision.is_some().into(),
            to_apply: progress.is_some_and(|progress| progress != Progress::NotApplied).into(),
            applied: matches!(progress, Some(Progress::Applied | Progress::Verified)).into(),
            verified: (progress == Some(Progress::Verified)).into(),
            verdicts: self.verdict.is_some().into(),
            satisfied: (self.verdict == Some(Verdict::Satisfied)).into(),
        }
    }
}

/// Where comments stand; those that are not public are left out.
pub(super) fn standings(conn: &mut Conn, ids: &[CommentId]) -> AppResult<BTreeMap<CommentId, Standing>> {
    type Row = (CommentId, DraftId, Option<Decision>, Option<Progress>, Option<Verdict>);
    let mut found = BTreeMap::new();
    for chunk in ids.chunks(1_000) {
        let rows: Vec<Row> = each_backend!(conn, |c| published_comments::table
            .filter(published_comments::comment_id.eq_any(chunk))
            .select((
                published_comments::comment_id,
                published_comments::draft_id,
                published_comments::decision,
                published_comments::implementation,
                published_comments::verdict
            ))
            .load(c))?;
        found
            .extend(rows.into_iter().map(|(id, draft, decision, progress, verdict)| (id, Standing { draft, decision, progress, verdict })));
    }
    Ok(found)
}

/// Moves the totals from where comments stood to where they stand now. `before` holds nothing for those that were not public.
pub(super) fn adjust(tx: &mut Tx, consultation: ConsultationId, before: &BTreeMap<CommentId, Option<Standing>>) -> AppResult<()> {
    let ids: Vec<CommentId> = before.keys().cloned().collect();
    let after = standings(tx, &ids)?;
    let mut moved: BTreeMap<DraftId, Totals> = BTreeMap::new();
    for standing in after.values() {
        let total = moved.entry(standing.draft).or_default();
        *total = total.plus(standing.counts());
    }
    for standing in before.values().flatten() {
        let total = moved.entry(standing.draft).or_default();
        *total = total.minus(standing.counts());
    }
    for (draft, by) in moved.into_iter().filter(|(_, by)| *by != Totals::default()) {
        each_backend!(tx, |c| diesel::insert_into(loop_totals::table)
            .values((
                loop_totals::draft_id.eq(draft),
                loop_totals::consultation_id.eq(consultation),
                loop_totals::received.eq(by.received),
                loop_totals::decided.eq(by.decided),
                loop_totals::to_apply.eq(by.to_apply),
                loop_totals::applied.eq(by.applied),
                loop_totals::verified.eq(by.verified),
                loop_totals::verdicts.eq(by.verdicts),
                loop_totals::satisfied.eq(by.satisfied),
            ))
            .on_conflict(loop_totals::draft_id)
            .do_update()
            .set((
                loop_totals::received.eq(loop_totals::received + by.received),
                loop_totals::decided.eq(loop_totals::decided + by.decided),
                loop_totals::to_apply.eq(loop_totals::to_apply + by.to_apply),
                loop_totals::applied.eq(loop_totals::applied + by.applied),
                loop_totals::verified.eq(loop_totals::verified + by.verified),
                loop_totals::verdicts.eq(loop_totals::verdicts + by.verdicts),
                loop_totals::satisfied.eq(loop_totals::satisfied + by.satisfied),
            ))
            .execute(c))?;
    }
    Ok(())
}
