//! The causes of changes: why a paragraph of the new draft is not what it was.

use diesel::prelude::*;

use super::change;
use super::model::{Cause, ChangedParagraph, DraftStatus};
use super::read;
use crate::each_backend;
use crate::error::{AppError, AppResult, Conflict};
use crate::ids::{CauseId, DraftId, ImplementationId, Ordinal};
use crate::language::LocalText;
use crate::platform::clock::Day;
use crate::platform::db::{Conn, Tx};
use crate::publications::{self, Fact};
use crate::schema::{change_causes, change_links};

/// A cause of a change.
#[derive(Clone, Debug, diesel::Queryable)]
pub struct CauseRow {
    /// Its row.
    pub id: CauseId,
    /// The paragraph that changed.
    pub paragraph: ChangedParagraph,
    /// What caused it.
    pub cause: Cause,
    /// The reason in words.
    pub reasons: LocalText,
}

/// A cause to be named.
#[derive(Clone, Debug)]
pub struct NewCause {
    /// The paragraph that changed.
    pub paragraph: ChangedParagraph,
    /// What caused it.
    pub cause: Cause,
    /// The reason in words, in at least one language.
    pub reasons: LocalText,
}

macro_rules! cause_columns {
    () => {
        (
            change_causes::draft_id,
            (change_causes::id, (change_causes::new_ordinal, change_causes::old_ordinal), change_causes::cause, change_causes::reasons),
        )
    };
}

/// The causes named for a draft.
pub(super) fn of_draft(conn: &mut Conn, draft: DraftId) -> AppResult<Vec<CauseRow>> {
    Ok(of_drafts(conn, &[draft])?.into_iter().map(|(_, cause)| cause).collect())
}

/// The causes named for some drafts, with the draft.
pub(super) fn of_drafts(conn: &mut Conn, of: &[DraftId]) -> AppResult<Vec<(DraftId, CauseRow)>> {
    Ok(each_backend!(conn, |c| change_causes::table
        .filter(change_causes::draft_id.eq_any(of))
        .order(change_causes::id)
        .select(cause_columns!())
        .load(c))?)
}

/// Names a cause of a change.
///
/// # Errors
/// `reason` empty; [`AppError::NotFound`] if the words of the paragraph did not change in this draft.
pub fn name_cause(tx: &mut Tx, draft: DraftId, new: &NewCause, today: Day) -> AppResult<()> {
    if new.reasons.is_empty() {
        return Err(AppError::field("reason", "form-required"));
    }
    let (mut change, caused) = change::begin(tx, draft)?;
    let links = read::links(&mut change, draft)?;
    let changed = links.iter().any(|link| read::words_changed(link.relation) && link.changed() == Some(new.paragraph));
    if !changed {
        return Err(AppError::NotFound);
    }
    insert(&mut change, draft, new)?;
    if caused.status == DraftStatus::Published {
        change.emit(Fact::DraftAnnotated, caused.number.to_string(), today);
    }
    change.finish()
}

fn insert(tx: &mut Tx, draft: DraftId, new: &NewCause) -> AppResult<()> {
    each_backend!(tx, |c| diesel::insert_into(change_causes::table)
        .values((
            change_causes::draft_id.eq(draft),
            change_causes::new_ordinal.eq(new.paragraph.new_ordinal()),
            change_causes::old_ordinal.eq(new.paragraph.removed_ordinal()),
            change_causes::cause.eq(new.cause),
            change_causes::reasons.eq(new.reasons.to_json()),
        ))
        .execute(c))?;
    Ok(())
}

/// Takes a cause back while the draft is in preparation.
///
/// # Errors
/// [`AppError::Conflict`] if the draft is published; those of the database.
pub fn remove_cause(tx: &mut Tx, draft: DraftId, cause: CauseId) -> AppResult<()> {
    let of = read::by_id(tx, draft)?;
    publications::lock(tx, of.consultation)?;
    if read::by_id(tx, draft)?.status == DraftStatus::Published {
        return Err(AppError::Conflict(Conflict::DraftPublished));
    }
    each_backend!(tx, |c| diesel::delete(change_causes::table.filter(change_causes::id.eq(cause).and(change_causes::draft_id.eq(draft))))
        .execute(c))?;
    Ok(())
}

/// A paragraph of a draft that carries out an accepted comment: a cause of its change. The implementation is a row of the
/// slice above that answers comments.
#[derive(Clone, Copy, Debug, PartialEq, Eq, diesel::Queryable)]
pub struct ChangeLink {
    /// The draft.
    pub draft: DraftId,
    /// The paragraph.
    pub paragraph: ChangedParagraph,
    /// What it carries out.
    pub implementation: ImplementationId,
}

macro_rules! link_columns {
    () => {
        (change_links::draft_id, (change_links::new_ordinal, change_links::old_ordinal), change_links::implementation_id)
    };
}

/// The causes named for the changes of some paragraphs.
pub(super) fn at_paragraphs(conn: &mut Conn, of: &[DraftId], ordinals: &[Ordinal]) -> AppResult<Vec<(DraftId, CauseRow)>> {
    Ok(each_backend!(conn, |c| change_causes::table
        .filter(change_causes::draft_id.eq_any(of))
        .filter(change_causes::new_ordinal.eq_any(ordinals).or(change_causes::old_ordinal.eq_any(ordinals)))
        .order(change_causes::id)
        .select(cause_columns!())
        .load(c))?)
}

/// The links from some paragraphs to implementations.
pub(super) fn links_at_paragraphs(conn: &mut Conn, of: &[DraftId], ordinals: &[Ordinal]) -> AppResult<Vec<ChangeLink>> {
    Ok(each_backend!(conn, |c| change_links::table
        .filter(change_links::draft_id.eq_any(of))
        .filter(change_links::new_ordinal.eq_any(ordinals).or(change_links::old_ordinal.eq_any(ordinals)))
        .order(change_links::id)
        .select(link_columns!())
        .load(c))?)
}

/// The links from some drafts' paragraphs to implementations.
pub(super) fn links_of_drafts(conn: &mut Conn, of: &[DraftId]) -> AppResult<Vec<ChangeLink>> {
    Ok(each_backend!(conn, |c| change_links::table
        .filter(change_links::draft_id.eq_any(of))
        .order(change_links::id)
        .select(link_columns!())
        .load(c))?)
}

/// The links of some implementations.
pub(super) fn links_of_implementations(conn: &mut Conn, implementations: &[ImplementationId]) -> AppResult<Vec<ChangeLink>> {
    Ok(each_backend!(conn, |c| change_links::table
        .filter(change_links::implementation_id.eq_any(implementations))
        .order(change_links::id)
        .select(link_columns!())
        .load(c))?)
}

/// Links an implementation to the paragraphs that carry it out, in the place of those it was linked to.
///
/// # Errors
/// `paragraphs` names one whose words did not change in this draft, or none at all.
pub fn link_changes(tx: &mut Tx, draft: DraftId, implementation: ImplementationId, paragraphs: &[ChangedParagraph]) -> AppResult<()> {
    let links = read::links(tx, draft)?;
    let changed =
        |paragraph: &ChangedParagraph| links.iter().any(|link| read::words_changed(link.relation) && link.changed() == Some(*paragraph));
    if paragraphs.is_empty() {
        return Err(AppError::field("paragraphs", "form-required"));
    }
    if !paragraphs.iter().all(changed) {
        return Err(AppError::field("paragraphs", "form-paragraph-not-changed"));
    }
    unlink_changes(tx, implementation)?;
    for paragraph in paragraphs {
        insert_link(tx, &ChangeLink { draft, paragraph: *paragraph, implementation })?;
    }
    Ok(())
}

/// Takes the links of an implementation back.
///
/// # Errors
/// Those of the database.
pub fn unlink_changes(tx: &mut Tx, implementation: ImplementationId) -> AppResult<()> {
    each_backend!(tx, |c| diesel::delete(change_links::table.filter(change_links::implementation_id.eq(implementation))).execute(c))?;
    Ok(())
}

fn insert_link(tx: &mut Tx, link: &ChangeLink) -> AppResult<()> {
    each_backend!(tx, |c| diesel::insert_into(change_links::table)
        .values((
            change_links::draft_id.eq(link.draft),
            change_links::new_ordinal.eq(link.paragraph.new_ordinal()),
            change_links::old_ordinal.eq(link.paragraph.removed_ordinal()),
            change_links::implementation_id.eq(link.implementation),
        ))
        .execute(c))?;
    Ok(())
}

/// Replaces all causes of a draft, after a re-import moved them.
pub(super) fn replace(tx: &mut Tx, draft: DraftId, causes: &[CauseRow], links: &[ChangeLink]) -> AppResult<()> {
    each_backend!(tx, |c| diesel::delete(change_links::table.filter(change_links::draft_id.eq(draft))).execute(c))?;
    for link in links {
        insert_link(tx, link)?;
    }
    each_backend!(tx, |c| diesel::delete(change_causes::table.filter(change_causes::draft_id.eq(draft))).execute(c))?;
    for cause in causes {
        let new = NewCause { paragraph: cause.paragraph, cause: cause.cause, reasons: cause.reasons.clone() };
        insert(tx, draft, &new)?;
    }
    Ok(())
}
