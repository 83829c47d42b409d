//! Writes what the public reads of answers beside their comments, from what is true now.

use std::collections::HashMap;

use super::read::{self, ImplementationRow};
use crate::drafts;
use crate::drafts::model::{Audience, DraftStatus};
use crate::error::AppResult;
use crate::ids::{DraftId, ImplementationId, Ordinal, PartId, ResolutionId};
use crate::language::LocalText;
use crate::platform::clock::{Day, Timestamp};
use crate::publications::RecordChange;
use crate::publications::model::{Answer, AnswerPart, Change, Decision, Progress};

/// Writes the answers of some published resolutions beside their comments. `today` is not given for what an author takes back.
pub(super) fn refresh(change: &mut RecordChange, resolutions: &[ResolutionId], today: Option<Day>) -> AppResult<()> {
    let parts = read::parts(change, resolutions)?;
    let part_ids: Vec<PartId> = parts.iter().map(|part| part.id).collect();
    let implementations: HashMap<PartId, ImplementationRow> =
        read::implementations(change, &part_ids)?.into_iter().map(|row| (row.part, row)).collect();
    let ids: Vec<ImplementationId> = implementations.values().map(|row| row.id).collect();
    let links = drafts::read::change_links_of(change, &ids)?;
    let carrying: Vec<DraftId> = implementations.values().filter_map(|row| row.draft).collect();
    let ordinals: Vec<Ordinal> = links.iter().filter_map(|link| link.paragraph.new_ordinal()).collect();
    let labels = drafts::read::paragraphs_of(change, &carrying, &ordinals)?;
    let mut numbers: HashMap<DraftId, (String, Option<Day>)> = HashMap::new();
    for draft in implementations.values().filter_map(|row| row.draft) {
        if let std::collections::hash_map::Entry::Vacant(entry) = numbers.entry(draft) {
            let draft = drafts::read::by_id(change, draft)?;
            // Of a draft by invitation the public record says nothing.
            let public = draft.status == DraftStatus::Published && draft.audience == Audience::Public;
            entry.insert((draft.number.to_string(), draft.published_at.filter(|_| public).map(Timestamp::day)));
        }
    }
    let change_of = |part: PartId, decision: Decision| -> Option<Change> {
        if !decision.changes_text() {
            return None;
        }
        let pending = Change {
            progress: Progress::Pending,
            draft: None,
            paragraphs: Vec::new(),
            labels: Vec::new(),
            reasons: LocalText::default(),
            applied_on: None,
            verified_on: None,
        };
        let Some(row) = implementations.get(&part) else { return Some(pending) };
        match row.progress {
            Progress::Pending => Some(pending),
            Progress::NotApplied => {
                let reasons = if row.hidden { LocalText::default() } else { row.reasons.clone() };
                Some(Change { progress: row.progress, reasons, ..pending })
            }
            Progress::Applied | Progress::Verified => {
                // A draft in preparation says nothing of itself.
                let Some((number, Some(published))) = row.draft.and_then(|draft| numbers.get(&draft)) else { return Some(pending) };
                let own = links.iter().filter(|link| link.implementation == row.id);
                let paragraphs: Vec<Ordinal> = own.filter_map(|link| link.paragraph.new_ordinal()).collect();
                let label = |ordinal: &Ordinal| {
                    row.draft.and_then(|draft| labels.get(&(draft, *ordinal))).map(|p| p.label.clone()).unwrap_or_default()
                };
                let labels = paragraphs.iter().map(label).collect();
                Some(Change {
                    progress: row.progress,
                    draft: Some(number.clone()),
                    paragraphs,
                    labels,
                    applied_on: Some(*published),
                    // What was checked before the draft was published was so with it.
                    verified_on: row.verified_on.map(|day| day.max(*published)),
                    ..pending
                })
            }
        }
    };
    for answered in read::answered_comments(change, resolutions)? {
        let own = parts.iter().filter(|part| part.resolution == answered.resolution);
        let parts = own
            .map(|part| AnswerPart {
                decision: part.decision,
                reasons: if part.hidden { LocalText::default() } else { part.reasons.clone() },
                duplicate_of: part.duplicate_of.clone(),
                change: change_of(part.id, part.decision),
            })
            .collect();
        change.answer(&answered.comment, &Answer { parts }, answered.published_on, today)?;
    }
    Ok(())
}
