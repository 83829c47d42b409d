//! Writes what the public reads of answers beside their comments, from what is true now.

use std::collections::HashMap;

use super::read::{self, ImplementationRow};
use crate::comments::model::{Answer, AnswerPart, Change, Decision, Progress};
use crate::comments::published;
use crate::drafts;
use crate::drafts::model::{Audience, DraftId, Status as DraftStatus};
use crate::error::AppResult;
use crate::language::LocalText;
use crate::platform::db::Tx;

/// Writes the answers of some published resolutions beside their comments and counts the loop anew.
pub(super) fn refresh(tx: &mut Tx, resolutions: &[i64]) -> AppResult<()> {
    let parts = read::parts(tx, resolutions)?;
    let part_ids: Vec<i64> = parts.iter().map(|part| part.id).collect();
    let implementations: HashMap<i64, ImplementationRow> =
        read::implementations(tx, &part_ids)?.into_iter().map(|row| (row.part, row)).collect();
    let ids: Vec<i64> = implementations.values().map(|row| row.id).collect();
    let links = drafts::read::change_links_of(tx, &ids)?;
    let mut numbers: HashMap<DraftId, (String, bool)> = HashMap::new();
    for draft in implementations.values().filter_map(|row| row.draft) {
        if let std::collections::hash_map::Entry::Vacant(entry) = numbers.entry(draft) {
            let draft = drafts::read::by_id(tx, draft)?;
            // Of a draft by invitation the public record says nothing.
            let public = draft.status == DraftStatus::Published && draft.audience == Audience::Public;
            entry.insert((draft.number.to_string(), public));
        }
    }
    let change = |part: i64, decision: Decision| -> Option<Change> {
        if !decision.changes_text() {
            return None;
        }
        let pending = Change { progress: Progress::Pending, draft: None, paragraphs: Vec::new(), reasons: LocalText::default() };
        let Some(row) = implementations.get(&part) else { return Some(pending) };
        match row.progress {
            Progress::Pending => Some(pending),
            Progress::NotApplied => Some(Change { progress: row.progress, reasons: row.reasons.clone(), ..pending }),
            Progress::Applied | Progress::Verified => {
                // A draft in preparation says nothing of itself.
                let Some((number, true)) = row.draft.and_then(|draft| numbers.get(&draft)) else { return Some(pending) };
                let paragraphs = links.iter().filter(|link| link.implementation == row.id).filter_map(|link| link.new_ordinal).collect();
                Some(Change { progress: row.progress, draft: Some(number.clone()), paragraphs, reasons: LocalText::default() })
            }
        }
    };
    let mut consultations = Vec::new();
    for answered in read::answered_comments(tx, resolutions)? {
        let own = parts.iter().filter(|part| part.resolution == answered.resolution);
        let parts = own
            .map(|part| AnswerPart {
                decision: part.decision,
                reasons: if part.hidden { LocalText::default() } else { part.reasons.clone() },
                duplicate_of: part.duplicate_of.clone(),
                change: change(part.id, part.decision),
            })
            .collect();
        published::set_answer(tx, &answered.comment, &Answer { parts }, answered.published_on)?;
        if !consultations.contains(&answered.consultation) {
            consultations.push(answered.consultation);
        }
    }
    for consultation in consultations {
        published::recount(tx, consultation)?;
    }
    Ok(())
}
