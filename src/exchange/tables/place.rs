//! A person says where rows belong that could not be placed: they become comments.

use crate::submissions::rows;
use std::collections::hash_map::Entry as Slot;
use std::collections::{BTreeMap, HashMap};

use super::import::{new_comment, remembered};
use super::known::unplaced;
use super::plan::{Choices, Plan};
use crate::comments::table::Outline;
use crate::error::{AppError, AppResult, Conflict};
use crate::ids::CommentId;
use crate::platform::db::Tx;
use crate::platform::secret::Key;
use crate::publications;
use crate::publications::model::Target;
use crate::submissions::deliveries::Delivery;
use crate::submissions::model::SubmissionId;
use crate::submissions::{Receiving, check};

/// Places rows of a delivery's draft. Rows that somebody else has placed meanwhile are left as they are; returns how many
/// became comments.
///
/// # Errors
/// [`AppError::Conflict`] if the draft has no such place; those of the database.
pub fn place(tx: &mut Tx, key: &Key, delivery: &Delivery, chosen: &BTreeMap<String, Target>) -> AppResult<usize> {
    publications::lock(tx, delivery.consultation)?;
    let targets: Vec<Target> = chosen.values().copied().collect();
    let labels = check::labels(tx, delivery.draft, delivery.round, &targets)?;
    let choices = Choices { mapping: remembered(tx, delivery.consultation)?, ..Choices::default() };
    let mut placed = 0;
    let mut opened: HashMap<SubmissionId, Receiving> = HashMap::new();
    for row in unplaced(tx, delivery.id)? {
        let (Some(target), Some(entry)) = (chosen.get(&row.id), row.entry.clone()) else { continue };
        let label = labels.get(target).ok_or(AppError::Conflict(Conflict::TargetGone))?;
        let receiving = match opened.entry(row.submission.clone()) {
            Slot::Occupied(known) => known.into_mut(),
            Slot::Vacant(free) => free.insert(Receiving::resume(tx, &row.submission)?),
        };
        if receiving.is_gone() {
            continue;
        }
        let plan = Plan::new(key, vec![entry], &Outline::default(), Vec::new(), &choices, "", delivery.language);
        let Some(line) = plan.lines.first() else { continue };
        let Some(new) = new_comment(line, *target, label.clone(), None)? else { continue };
        let id: Option<CommentId> = receiving.add(tx, vec![new])?.pop();
        rows::place(tx, &row.id, id.as_ref())?;
        placed += 1;
    }
    Ok(placed)
}
