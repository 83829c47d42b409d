//! Writes what was sent, and moves it from state to state.

use diesel::prelude::*;

use super::model::{CommentState, NewComment};
use crate::contributors::model::Level;
use crate::each_backend;
use crate::error::AppResult;
use crate::ids::{CommentId, ConsultationId, DraftId, Ordinal, ResolutionId, RoundId, SubmissionId};
use crate::language::Language;
use crate::platform::db::Tx;
use crate::publications::model::{CommentKind, TargetKind, themes_column};
use crate::schema::comments;

/// What a comment says, and where: the same for the first version and for each that takes its place.
#[derive(AsChangeset, Insertable)]
#[diesel(table_name = comments, treat_none_as_null = true)]
struct Content<'a> {
    target: TargetKind,
    ordinal: Ordinal,
    label: &'a str,
    quote: &'a str,
    kind: Option<CommentKind>,
    themes: String,
    language: Language,
    body: &'a str,
    proposed: &'a str,
    reason: &'a str,
    level: Level,
}

impl<'a> Content<'a> {
    fn of(new: &'a NewComment) -> Self {
        Self {
            target: new.target.kind,
            ordinal: new.target.ordinal,
            label: &new.label,
            quote: &new.words.quote,
            kind: new.kind,
            themes: themes_column(&new.themes),
            language: new.language,
            body: &new.words.body,
            proposed: &new.words.proposed,
            reason: &new.words.reason,
            level: new.level,
        }
    }
}

/// What the comments of a submission have in common.
#[derive(Clone, Copy, Debug)]
pub struct Sent<'a> {
    /// The submission.
    pub submission: &'a SubmissionId,
    /// The consultation.
    pub consultation: ConsultationId,
    /// The draft.
    pub draft: DraftId,
    /// The round.
    pub round: RoundId,
    /// Whether they came late.
    pub late: bool,
}

/// Adds a comment; nobody has looked at it yet.
///
/// # Errors
/// Those of the database.
pub fn insert(tx: &mut Tx, of: Sent, id: &CommentId, new: &NewComment) -> AppResult<()> {
    each_backend!(tx, |c| diesel::insert_into(comments::table)
        .values((
            comments::id.eq(id),
            comments::submission_id.eq(of.submission),
            comments::consultation_id.eq(of.consultation),
            comments::draft_id.eq(of.draft),
            comments::round_id.eq(of.round),
            comments::item.eq(&new.item),
            Content::of(new),
            comments::late.eq(of.late),
            comments::version.eq(1),
            comments::state.eq(CommentState::Waiting),
        ))
        .execute(c))?;
    Ok(())
}

/// Another version takes the place of what a comment said.
#[derive(Clone, Copy, Debug)]
pub struct Revision<'a> {
    /// What it says now.
    pub new: &'a NewComment,
    /// The number of the version.
    pub version: i32,
    /// Where it stands from here on.
    pub state: CommentState,
    /// Whether it is late.
    pub late: bool,
}

/// Puts another version in the place of what a comment said.
///
/// # Errors
/// Those of the database.
pub fn revise(tx: &mut Tx, id: &CommentId, revision: Revision) -> AppResult<()> {
    let new = revision.new;
    each_backend!(tx, |c| diesel::update(comments::table.filter(comments::id.eq(id)))
        .set((
            Content::of(new),
            comments::version.eq(revision.version),
            comments::state.eq(revision.state),
            comments::late.eq(revision.late),
        ))
        .execute(c))?;
    Ok(())
}

/// Sets what the public may see of a comment.
///
/// # Errors
/// Those of the database.
pub fn set_level(tx: &mut Tx, id: &CommentId, level: Level) -> AppResult<()> {
    each_backend!(tx, |c| diesel::update(comments::table.filter(comments::id.eq(id))).set(comments::level.eq(level)).execute(c))?;
    Ok(())
}

/// Moves comments to another state.
///
/// # Errors
/// Those of the database.
pub fn set_state(tx: &mut Tx, ids: &[CommentId], state: CommentState) -> AppResult<()> {
    for chunk in ids.chunks(1_000) {
        each_backend!(tx, |c| diesel::update(comments::table.filter(comments::id.eq_any(chunk)))
            .set(comments::state.eq(state))
            .execute(c))?;
    }
    Ok(())
}

/// Moves those comments of a consultation to another state that are in one of some states. Returns how many there were.
///
/// # Errors
/// Those of the database.
pub fn move_state(
    tx: &mut Tx,
    consultation: ConsultationId,
    ids: &[CommentId],
    from: &[CommentState],
    to: CommentState,
) -> AppResult<usize> {
    let mut moved = 0;
    for chunk in ids.chunks(1_000) {
        moved += each_backend!(tx, |c| diesel::update(comments::table)
            .filter(comments::consultation_id.eq(consultation).and(comments::id.eq_any(chunk)).and(comments::state.eq_any(from)))
            .set(comments::state.eq(to))
            .execute(c))?;
    }
    Ok(moved)
}

/// Erases what comments said.
///
/// # Errors
/// Those of the database.
pub fn erase(tx: &mut Tx, ids: &[CommentId]) -> AppResult<()> {
    each_backend!(tx, |c| diesel::update(comments::table.filter(comments::id.eq_any(ids)))
        .set((
            comments::state.eq(CommentState::Erased),
            comments::quote.eq(""),
            comments::body.eq(""),
            comments::proposed.eq(""),
            comments::reason.eq(""),
            comments::themes.eq(""),
            comments::kind.eq(None::<&str>),
        ))
        .execute(c))?;
    Ok(())
}

/// Gives comments an answer in the place of the one that they had. Returns how many still had that one.
///
/// # Errors
/// Those of the database.
pub fn set_resolution(tx: &mut Tx, ids: &[CommentId], before: Option<ResolutionId>, after: ResolutionId) -> AppResult<usize> {
    Ok(each_backend!(tx, |c| {
        let update = diesel::update(comments::table.filter(comments::id.eq_any(ids)));
        match before {
            Some(before) => update.filter(comments::resolution_id.eq(before)).set(comments::resolution_id.eq(after)).execute(c),
            None => update.filter(comments::resolution_id.is_null()).set(comments::resolution_id.eq(after)).execute(c),
        }
    })?)
}

/// All comments with an answer have another one from here on, or none.
///
/// # Errors
/// Those of the database.
pub fn replace_resolution(tx: &mut Tx, before: ResolutionId, after: Option<ResolutionId>) -> AppResult<()> {
    each_backend!(tx, |c| diesel::update(comments::table.filter(comments::resolution_id.eq(before)))
        .set(comments::resolution_id.eq(after))
        .execute(c))?;
    Ok(())
}
