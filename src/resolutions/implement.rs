//! Carries accepted points out: links them to the paragraphs of the next draft whose words changed; a second person looks.

use diesel::prelude::*;

use super::quotes;
use super::read::{self, ImplementationRow};
use super::refresh::refresh;
use super::words::Linked;
use crate::accounts;
use crate::drafts;
use crate::drafts::model::{ChangedParagraph, Draft, DraftStatus};
use crate::each_backend;
use crate::error::{AppError, AppResult, Conflict};
use crate::ids::{AccountId, ConsultationId, DraftId, ImplementationId};
use crate::language::LocalText;
use crate::platform::clock::Day;
use crate::platform::db::{Conn, Tx};
use crate::publications::model::Progress;
use crate::publications::{self, RecordChange};
use crate::register::format::LeafKind;
use crate::schema::implementations;

/// Links an accepted point to paragraphs of a draft in preparation, in the place of what it was linked to.
///
/// # Errors
/// `paragraphs` names one whose words did not change; [`AppError::Conflict`] if the draft is published or a second person
/// has looked already.
pub fn link(
    tx: &mut Tx,
    consultation: ConsultationId,
    id: ImplementationId,
    draft: DraftId,
    paragraphs: &[ChangedParagraph],
    by: AccountId,
    today: Day,
) -> AppResult<()> {
    publications::lock(tx, consultation)?;
    let known = read::implementation(tx, consultation, id)?;
    // As it is now: it may have been published since the page was shown.
    let draft = &drafts::read::by_id(tx, draft)?;
    if draft.status == DraftStatus::Published {
        return Err(AppError::Conflict(Conflict::DraftPublished));
    }
    must_be_open(tx, &known)?;
    if known.progress == Progress::Verified {
        return Err(AppError::Conflict(Conflict::VerifiedMeanwhile));
    }
    drafts::link_changes(tx, draft.id, id, paragraphs)?;
    set(tx, id, Progress::Applied, Some(draft), &LocalText::default(), by, today)
}

/// Says why an accepted point is not carried out.
///
/// # Errors
/// `not_applied` empty, or giving away a comment that is not published; [`AppError::Conflict`] if a second person has looked
/// already.
pub fn not_apply(
    tx: &mut Tx,
    consultation: ConsultationId,
    id: ImplementationId,
    reasons: &LocalText,
    by: AccountId,
    today: Day,
) -> AppResult<()> {
    let mut change = RecordChange::begin(tx, consultation)?;
    let known = current(&mut change, id)?;
    if reasons.is_empty() {
        return Err(AppError::field("not_applied", "form-required"));
    }
    must_be_open(&mut change, &known)?;
    if known.progress == Progress::Verified {
        return Err(AppError::Conflict(Conflict::VerifiedMeanwhile));
    }
    if read::unpublished_words(&mut change, known.resolution)?.iter().any(|words| quotes::gives_away(reasons, words)) {
        return Err(AppError::field("not_applied", "form-reason-gives-away"));
    }
    drafts::unlink_changes(&mut change, id)?;
    set(&mut change, id, Progress::NotApplied, None, reasons, by, today)?;
    let row = current(&mut change, id)?;
    stage(&mut change, &row)?;
    show(&mut change, &row, today)?;
    change.finish()
}

/// A second person has looked: the words of the linked paragraphs carry the point out. `seen` tells which words those were.
///
/// # Errors
/// [`AppError::Conflict`] for the person who linked it, if it is not linked, or if it is linked to other words by now.
pub fn verify(tx: &mut Tx, consultation: ConsultationId, id: ImplementationId, seen: &str, by: AccountId, today: Day) -> AppResult<()> {
    let mut change = RecordChange::begin(tx, consultation)?;
    let known = current(&mut change, id)?;
    if known.applied_by == Some(by) {
        return Err(AppError::Conflict(Conflict::FourEyes));
    }
    let draft = known.draft.ok_or(AppError::Conflict(Conflict::NotLinked))?;
    let linked = Linked::read(&mut change, draft)?;
    if linked.progress(&known) != Progress::Applied {
        return Err(AppError::Conflict(Conflict::NotLinked));
    }
    if linked.seen(id) != seen {
        return Err(AppError::Conflict(Conflict::LinkedOtherwise));
    }
    // A check of words that have changed since is none, so that this one can take its place.
    let verified = each_backend!(change, |c| diesel::update(implementations::table)
        .filter(implementations::id.eq(id).and(implementations::status.eq(known.progress)))
        .filter(implementations::applied_by.eq(known.applied_by))
        .set((
            implementations::status.eq(Progress::Verified),
            implementations::verified_by.eq(by),
            implementations::verified_on.eq(today),
            implementations::verified_words.eq(seen),
        ))
        .execute(c))?;
    if verified == 0 {
        return Err(AppError::Conflict(Conflict::NotLinked));
    }
    let row = current(&mut change, id)?;
    let public = match row.draft {
        Some(draft) => drafts::read::by_id(&mut change, draft)?.status == DraftStatus::Published,
        None => false,
    };
    if public {
        stage(&mut change, &row)?;
        show(&mut change, &row, today)?;
    }
    change.finish()
}

/// What stands for the words that somebody sees who looks at a point now.
///
/// # Errors
/// Those of the database.
pub fn words_to_check(conn: &mut Conn, draft: DraftId, id: ImplementationId) -> AppResult<String> {
    Ok(Linked::read(conn, draft)?.seen(id))
}

fn current(change: &mut RecordChange, id: ImplementationId) -> AppResult<ImplementationRow> {
    let consultation = change.consultation();
    read::implementation(change, consultation, id)
}

/// What a published draft carries out stays, and a superseded answer is carried out no more.
fn must_be_open(tx: &mut Tx, known: &ImplementationRow) -> AppResult<()> {
    if known.superseded {
        return Err(AppError::Conflict(Conflict::AnswerNotProposed));
    }
    match known.draft {
        Some(draft) if drafts::read::by_id(tx, draft)?.status == DraftStatus::Published => {
            Err(AppError::Conflict(Conflict::DraftPublished))
        }
        _ => Ok(()),
    }
}

fn set(
    tx: &mut Tx,
    id: ImplementationId,
    progress: Progress,
    draft: Option<&Draft>,
    reasons: &LocalText,
    by: AccountId,
    today: Day,
) -> AppResult<()> {
    each_backend!(tx, |c| diesel::update(implementations::table.filter(implementations::id.eq(id)))
        .set((
            implementations::status.eq(progress),
            implementations::draft_id.eq(draft.map(|draft| draft.id)),
            implementations::reasons.eq(reasons.to_json()),
            implementations::applied_by.eq(by),
            implementations::applied_on.eq(today),
            implementations::verified_by.eq(None::<AccountId>),
            implementations::verified_on.eq(None::<Day>),
            implementations::verified_words.eq(""),
            implementations::reasons_hidden.eq(false),
        ))
        .execute(c))?;
    Ok(())
}

/// Before a draft is published: what its points say of themselves becomes what is true of its text now.
pub(super) fn settle(tx: &mut Tx, draft: DraftId) -> AppResult<()> {
    let linked = Linked::read(tx, draft)?;
    for row in read::implementations_in(tx, draft)? {
        let progress = linked.progress(&row);
        if progress == row.progress {
            continue;
        }
        let carried = progress != Progress::Pending;
        each_backend!(tx, |c| diesel::update(implementations::table.filter(implementations::id.eq(row.id)))
            .set((
                implementations::status.eq(progress),
                implementations::draft_id.eq(row.draft.filter(|_| carried)),
                implementations::verified_by.eq(None::<AccountId>),
                implementations::verified_on.eq(None::<Day>),
                implementations::verified_words.eq(""),
            ))
            .execute(c))?;
    }
    Ok(())
}

/// Shows the public what became of it, if the answer is public.
fn show(change: &mut RecordChange, row: &ImplementationRow, today: Day) -> AppResult<()> {
    if row.answer_published { refresh(change, &[row.resolution], Some(today)) } else { Ok(()) }
}

/// Stages where an accepted point stands.
pub(super) fn stage(change: &mut RecordChange, row: &ImplementationRow) -> AppResult<()> {
    let mut lines = vec![
        ("resolution", row.resolution_register_id.clone()),
        ("part", row.position.to_string()),
        ("status", row.progress.as_str().to_owned()),
    ];
    if let Some(draft) = row.draft {
        lines.push(("next", drafts::read::by_id(change, draft)?.number.to_string()));
        let links = drafts::read::change_links_of(change, &[row.id])?;
        lines.extend(
            links.iter().filter_map(|link| link.paragraph.new_ordinal()).take(60).map(|ordinal| ("paragraph", ordinal.to_string())),
        );
    }
    let by = row.applied_by.ok_or_else(|| AppError::internal("carried out by nobody"))?;
    lines.push(("by", accounts::read::register_id(change, by)?));
    if let Some(verifier) = row.verified_by {
        lines.push(("verifier", accounts::read::register_id(change, verifier)?));
    }
    change.stage(LeafKind::Implementation, lines)
}
