//! A changed copy sent again: what is new is added, what is gone is withdrawn, what changed becomes a new version that a
//! person looks at before it is public.

use std::collections::HashMap;

use super::contents;
use super::mailed::hide_letter;
use super::model::{Submission, consent_to};
use super::outgoing::Outgoing;
use super::read::SentComment;
use super::{read, write};
use crate::comments::model::CommentState;
use crate::error::{AppError, AppResult, Conflict};
use crate::ids::CommentId;
use crate::platform::id::random_id;
use crate::publications::RecordChange;

pub(super) fn amend(change: &mut RecordChange, outgoing: &Outgoing, content_proof: Vec<u8>, known: Submission) -> AppResult<Submission> {
    let amended = Submission {
        speaker: outgoing.speaker.clone(),
        level: outgoing.level,
        consent: consent_to(outgoing.level),
        version: known.version + 1,
        content_proof,
        ..known
    };
    if !write::amend(change, known.version, &amended)? {
        return Err(AppError::Conflict(Conflict::ContributionChanged));
    }
    let names_changed = known.speaker != amended.speaker;
    if names_changed {
        // Another name is another claim.
        write::forget_confirmation(change, &amended.id)?;
    }
    let sent = read::comments_of(change, &amended.id)?;
    let alive: HashMap<&str, &SentComment> = sent
        .iter()
        .filter(|comment| !matches!(comment.state, CommentState::Withdrawn | CommentState::Erased))
        .map(|comment| (comment.item.as_str(), comment))
        .collect();
    let mut added = Vec::new();
    for fresh in &outgoing.comments {
        let comment = &fresh.comment;
        match alive.get(comment.item.as_str()) {
            // What was withdrawn keeps its key: the same words sent again are another comment.
            None if sent.iter().any(|gone| gone.item == comment.item) => {
                added.push(fresh.with_item(random_id()?));
            }
            None => added.push(fresh.clone()),
            Some(known) if names_changed || contents::is_changed(known, comment) => {
                contents::revise(change, &outgoing.to, &outgoing.speaker, known, comment)?;
            }
            Some(_) => {}
        }
    }
    contents::insert(change, &outgoing.to, &amended.id, &added)?;
    let kept: Vec<&str> = outgoing.comments.iter().map(|fresh| fresh.comment.item.as_str()).collect();
    let seen = |comment: &SentComment| outgoing.began_with.as_ref().is_none_or(|keys| keys.contains(&comment.item));
    let taken_out: Vec<&&SentComment> = alive.values().filter(|comment| !kept.contains(&comment.item.as_str()) && seen(comment)).collect();
    if taken_out.iter().any(|comment| comment.resolution.is_some()) {
        return Err(AppError::Conflict(Conflict::CommentDecided));
    }
    let gone: Vec<CommentId> = taken_out.into_iter().map(|comment| comment.id.clone()).collect();
    hide_letter(change, &amended.id)?;
    contents::withdraw(change, &gone)?;
    Ok(amended)
}
