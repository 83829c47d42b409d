//! A changed copy sent again: what is new is added, what is gone is withdrawn, what changed becomes a new version that a
//! person looks at before it is public.

use crate::comments::{self, Revision};
use std::collections::HashMap;

use diesel::prelude::*;

use super::lower::{lowered_fields, stage_redaction};
use super::model::{CONSENT, Submission};
use super::read::{self, SentComment};
use super::removals::Removal;
use super::submit::{Fresh, Ready, insert_comments, open_fields};
use super::withdraw::withdraw_comments;
use crate::comments::model::{NewComment, State};
use crate::each_backend;
use crate::error::{AppError, AppResult};
use crate::ids::CommentId;
use crate::platform::id::random_id;
use crate::publications::model::themes_column;
use crate::publications::{self, RecordChange};
use crate::register;
use crate::register::format::{Kind as LeafKind, Leaf};
use crate::schema::submissions;

pub(super) fn amend(change: &mut RecordChange, ready: &Ready, known: Submission) -> AppResult<Submission> {
    let amended = Submission {
        speaker: ready.speaker.clone(),
        level: ready.level,
        consent: format!("{CONSENT} {}", ready.level.as_str()),
        version: known.version + 1,
        content_proof: ready.content_proof.clone(),
        ..known
    };
    // Compare-and-set: of two amendments at the same moment the second looks again at what the first made.
    let updated = each_backend!(change, |c| diesel::update(submissions::table)
        .filter(submissions::id.eq(&amended.id).and(submissions::version.eq(known.version)))
        .set((
            submissions::version.eq(amended.version),
            submissions::content_proof.eq(&amended.content_proof),
            submissions::level.eq(amended.level),
            submissions::consent.eq(&amended.consent),
            submissions::stakeholder_group.eq(amended.speaker.group),
            submissions::region.eq(amended.speaker.region),
            submissions::country.eq(&amended.speaker.country),
            submissions::organisation.eq(&amended.speaker.organisation),
            submissions::person.eq(&amended.speaker.person),
            submissions::client.eq(&amended.speaker.client),
        ))
        .execute(c))?;
    if updated == 0 {
        return Err(AppError::Conflict("conflict-contribution-changed"));
    }
    let names_changed = known.speaker != amended.speaker;
    if names_changed {
        // Another name is another claim.
        each_backend!(change, |c| diesel::update(submissions::table.filter(submissions::id.eq(&amended.id)))
            .set((submissions::confirmation.eq("claimed"), submissions::confirmed_how.eq("")))
            .execute(c))?;
    }
    let sent = read::comments_of(change, &amended.id)?;
    let alive: HashMap<&str, &SentComment> = sent
        .iter()
        .filter(|comment| !matches!(comment.state, State::Withdrawn | State::Erased))
        .map(|comment| (comment.item.as_str(), comment))
        .collect();
    let mut added = Vec::new();
    for fresh in &ready.comments {
        let comment = &fresh.comment;
        match alive.get(comment.item.as_str()) {
            // What was withdrawn keeps its key: the same words sent again are another comment.
            None if sent.iter().any(|gone| gone.item == comment.item) => {
                added.push(Fresh { comment: NewComment { item: random_id()?, ..comment.clone() }, ..fresh.clone() });
            }
            None => added.push(fresh.clone()),
            Some(known) if names_changed || changed(known, comment) => new_version(change, ready, known, comment)?,
            Some(_) => {}
        }
    }
    insert_comments(change, ready, &amended, &added)?;
    let kept: Vec<&str> = ready.comments.iter().map(|fresh| fresh.comment.item.as_str()).collect();
    let seen = |comment: &SentComment| ready.began_with.as_ref().is_none_or(|keys| keys.contains(&comment.item));
    let taken_out: Vec<&&SentComment> = alive.values().filter(|comment| !kept.contains(&comment.item.as_str()) && seen(comment)).collect();
    if taken_out.iter().any(|comment| comment.resolution.is_some()) {
        return Err(AppError::Conflict("conflict-comment-decided"));
    }
    let gone: Vec<CommentId> = taken_out.into_iter().map(|comment| comment.id.clone()).collect();
    super::letters::hide(change, &amended.id)?;
    withdraw_comments(change, &gone)?;
    Ok(amended)
}

pub(super) fn changed(known: &SentComment, new: &NewComment) -> bool {
    known.words() != new.words
        || known.kind != new.kind
        || known.themes != themes_column(&new.themes)
        || known.language != new.language
        || known.level != new.level
        || known.target() != new.target
}

pub(super) fn new_version(change: &mut RecordChange, ready: &Ready, known: &SentComment, new: &NewComment) -> AppResult<()> {
    if known.resolution.is_some() {
        return Err(AppError::Conflict("conflict-comment-decided"));
    }
    // Words that nobody has seen are not kept: all of them, or those that wait behind public ones.
    let mut unseen = register::versions_of(change, &known.id.0)?;
    let public = publications::read::is_in_record(change, &known.id)?;
    if public {
        let newest = unseen.pop();
        unseen.clear();
        unseen.extend(newest.filter(|_| matches!(known.state, State::Waiting | State::Cleared)));
    }
    register::destroy_openings(change, &unseen)?;
    let opened = open_fields(&ready.speaker, new)?;
    let leaf_id = random_id()?;
    let version = known.version + 1;
    let mut lines = vec![("comment", known.id.0.clone()), ("version", version.to_string()), ("schema", "1".to_owned())];
    lines.extend(opened.lines(&leaf_id));
    let leaf = Leaf::new(LeafKind::Amendment, &ready.slug, &leaf_id, lines).map_err(AppError::internal)?;
    change.stage_made([(leaf, Some(opened))]);
    // What is held back stays so until a person lets it go.
    let state = if known.state == State::Withheld { State::Withheld } else { State::Waiting };
    comments::revise(change, &known.id, Revision { new, version, state, late: known.late || ready.late })?;
    // Less is shown at once; other words, or more, only after a person has looked.
    if new.level < known.level {
        Removal::Lowered(known.submission.clone(), Some(known.id.clone()), new.level).note(change)?;
    }
    if new.level < known.level && public {
        change.lower(&known.id, new.level)?;
        stage_redaction(change, &known.id, &lowered_fields(new.level))?;
    }
    Ok(())
}
