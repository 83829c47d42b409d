//! What pages and operations need of answers.

use diesel::prelude::*;

use super::model::ResolutionStatus;
use crate::comments::model::CommentState;
use crate::contributors::model::Level;
use crate::each_backend;
use crate::error::AppResult;
use crate::ids::{AccountId, CommentId, ConsultationId, DraftId, ImplementationId, PartId, ResolutionId};
use crate::language::LocalText;
use crate::platform::clock::Day;
use crate::platform::db::Conn;
use crate::publications::model::{Decision, Progress, Verdict, Words};
use crate::schema::{comments, implementations, published_comments, reactions, resolution_comments, resolution_parts, resolutions};

/// An answer without its parts.
#[derive(Clone, Debug, Queryable)]
pub struct Resolution {
    /// Its row.
    pub id: ResolutionId,
    /// Where it stands.
    pub status: ResolutionStatus,
    /// Who proposed it.
    pub proposer: AccountId,
    /// Who approved it.
    pub approver: Option<AccountId>,
    /// Why it was sent back.
    pub return_note: String,
    /// The answer in whose place it comes.
    pub supersedes: Option<ResolutionId>,
    /// When it became public.
    pub published_on: Option<Day>,
}

/// An answer.
///
/// # Errors
/// [`crate::error::AppError::NotFound`]; those of the database.
pub fn resolution(conn: &mut Conn, consultation: ConsultationId, id: ResolutionId) -> AppResult<Resolution> {
    Ok(each_backend!(conn, |c| resolutions::table
        .filter(resolutions::id.eq(id).and(resolutions::consultation_id.eq(consultation)))
        .select((
            resolutions::id,
            resolutions::status,
            resolutions::proposer_id,
            resolutions::approver_id,
            resolutions::return_note,
            resolutions::supersedes_id,
            resolutions::published_on
        ))
        .first(c))?)
}

/// The comments that an answer answers.
///
/// # Errors
/// Those of the database.
pub fn comments_of(conn: &mut Conn, id: ResolutionId) -> AppResult<Vec<CommentId>> {
    Ok(each_backend!(conn, |c| resolution_comments::table
        .filter(resolution_comments::resolution_id.eq(id))
        .order(resolution_comments::comment_id)
        .select(resolution_comments::comment_id)
        .load(c))?)
}

/// A part of an answer as it is stored.
#[derive(Clone, Debug, Queryable)]
pub struct PartRow {
    /// Its row.
    pub id: PartId,
    /// The answer.
    pub resolution: ResolutionId,
    /// Its place in the answer, from 1.
    pub position: i32,
    /// What is decided.
    pub decision: Decision,
    /// The reference of the comment that is repeated.
    pub duplicate_of: String,
    /// The public reason.
    pub reasons: LocalText,
    /// The reason for the author alone.
    pub private_reasons: LocalText,
    /// Whether the public reason repeats words that are no longer public.
    pub hidden: bool,
}

/// The parts of some answers, in their order.
///
/// # Errors
/// Those of the database.
pub fn parts(conn: &mut Conn, of: &[ResolutionId]) -> AppResult<Vec<PartRow>> {
    Ok(each_backend!(conn, |c| resolution_parts::table
        .filter(resolution_parts::resolution_id.eq_any(of))
        .order((resolution_parts::resolution_id, resolution_parts::position))
        .select((
            resolution_parts::id,
            resolution_parts::resolution_id,
            resolution_parts::position,
            resolution_parts::decision,
            resolution_parts::duplicate_of,
            resolution_parts::reasons,
            resolution_parts::private_reasons,
            resolution_parts::reasons_hidden
        ))
        .load(c))?)
}

/// Where an accepted point stands, as it is stored.
#[derive(Clone, Debug)]
pub struct ImplementationRow {
    /// Its row.
    pub id: ImplementationId,
    /// The part of the answer.
    pub part: PartId,
    /// The place of the part in the answer.
    pub position: i32,
    /// What was decided.
    pub decision: Decision,
    /// The answer.
    pub resolution: ResolutionId,
    /// How the register knows the answer.
    pub resolution_register_id: String,
    /// Whether the answer is public.
    pub answer_published: bool,
    /// Whether another answer has taken its place.
    pub superseded: bool,
    /// How far it is.
    pub progress: Progress,
    /// The draft that carries it.
    pub draft: Option<DraftId>,
    /// Why it is not carried out.
    pub reasons: LocalText,
    /// Who linked it.
    pub applied_by: Option<AccountId>,
    /// Since when.
    pub applied_on: Option<Day>,
    /// Who looked again.
    pub verified_by: Option<AccountId>,
    /// When.
    pub verified_on: Option<Day>,
    /// A digest of the words that were looked at.
    pub verified_words: String,
    /// Whether the reason repeats words that are no longer public.
    pub hidden: bool,
}

/// What is stored of a point itself.
#[derive(Queryable, Selectable)]
#[diesel(table_name = implementations)]
struct PointRow {
    id: ImplementationId,
    part_id: PartId,
    status: Progress,
    draft_id: Option<DraftId>,
    reasons: LocalText,
    applied_by: Option<AccountId>,
    applied_on: Option<Day>,
    verified_by: Option<AccountId>,
    verified_on: Option<Day>,
    verified_words: String,
    reasons_hidden: bool,
}

/// The part that it carries out.
#[derive(Queryable, Selectable)]
#[diesel(table_name = resolution_parts)]
struct PointPart {
    position: i32,
    decision: Decision,
}

/// The answer of that.
#[derive(Queryable, Selectable)]
#[diesel(table_name = resolutions)]
struct PointAnswer {
    id: ResolutionId,
    register_id: String,
    status: ResolutionStatus,
}

/// A point as it is read, with the part and the answer.
type Point = (PointRow, PointPart, PointAnswer);

impl From<Point> for ImplementationRow {
    fn from((row, part, answer): Point) -> Self {
        Self {
            id: row.id,
            part: row.part_id,
            position: part.position,
            decision: part.decision,
            resolution: answer.id,
            resolution_register_id: answer.register_id,
            answer_published: answer.status == ResolutionStatus::Published,
            superseded: answer.status == ResolutionStatus::Superseded,
            progress: row.status,
            draft: row.draft_id,
            reasons: row.reasons,
            applied_by: row.applied_by,
            applied_on: row.applied_on,
            verified_by: row.verified_by,
            verified_on: row.verified_on,
            verified_words: row.verified_words,
            hidden: row.reasons_hidden,
        }
    }
}

/// Where the accepted points of some parts stand.
///
/// # Errors
/// Those of the database.
pub fn implementations(conn: &mut Conn, of_parts: &[PartId]) -> AppResult<Vec<ImplementationRow>> {
    let rows: Vec<Point> = each_backend!(conn, |c| implementations::table
        .inner_join(resolution_parts::table.inner_join(resolutions::table))
        .filter(implementations::part_id.eq_any(of_parts))
        .select(Point::as_select())
        .load(c))?;
    Ok(rows.into_iter().map(ImplementationRow::from).collect())
}

/// One of them.
///
/// # Errors
/// [`crate::error::AppError::NotFound`]; those of the database.
pub fn implementation(conn: &mut Conn, consultation: ConsultationId, id: ImplementationId) -> AppResult<ImplementationRow> {
    let row: Point = each_backend!(conn, |c| implementations::table
        .inner_join(resolution_parts::table.inner_join(resolutions::table))
        .filter(implementations::id.eq(id).and(resolutions::consultation_id.eq(consultation)))
        .select(Point::as_select())
        .first(c))?;
    Ok(row.into())
}

/// What a draft carries out.
///
/// # Errors
/// Those of the database.
pub fn implementations_in(conn: &mut Conn, draft: DraftId) -> AppResult<Vec<ImplementationRow>> {
    let rows: Vec<Point> = each_backend!(conn, |c| implementations::table
        .inner_join(resolution_parts::table.inner_join(resolutions::table))
        .filter(implementations::draft_id.eq(draft))
        .order(implementations::id)
        .select(Point::as_select())
        .load(c))?;
    Ok(rows.into_iter().map(ImplementationRow::from).collect())
}

/// The accepted points of answers that are approved or published and that no published draft carries out yet, or that this
/// draft in preparation carries out.
///
/// # Errors
/// Those of the database.
pub fn to_carry_out(conn: &mut Conn, consultation: ConsultationId, draft: DraftId) -> AppResult<Vec<ImplementationRow>> {
    let rows: Vec<Point> = each_backend!(conn, |c| implementations::table
        .inner_join(resolution_parts::table.inner_join(resolutions::table))
        .filter(
            resolutions::consultation_id
                .eq(consultation)
                .and(resolutions::status.eq_any([ResolutionStatus::Approved, ResolutionStatus::Published]))
        )
        .filter(implementations::status.eq(Progress::Pending).or(implementations::draft_id.eq(draft)))
        .order(implementations::id)
        .select(Point::as_select())
        .load(c))?;
    Ok(rows.into_iter().map(ImplementationRow::from).collect())
}

/// The published answers of some comments.
///
/// # Errors
/// Those of the database.
pub fn published_of(conn: &mut Conn, of: &[CommentId]) -> AppResult<Vec<ResolutionId>> {
    Ok(each_backend!(conn, |c| resolution_comments::table
        .inner_join(resolutions::table)
        .filter(resolution_comments::comment_id.eq_any(of).and(resolution_comments::superseded.eq(false)))
        .filter(resolutions::status.eq(ResolutionStatus::Published))
        .select(resolutions::id)
        .distinct()
        .load(c))?)
}

/// The same, with the comment.
///
/// # Errors
/// Those of the database.
pub fn published_answers(conn: &mut Conn, of: &[CommentId]) -> AppResult<Vec<(CommentId, ResolutionId, Option<Day>)>> {
    Ok(each_backend!(conn, |c| resolution_comments::table
        .inner_join(resolutions::table)
        .filter(resolution_comments::comment_id.eq_any(of).and(resolution_comments::superseded.eq(false)))
        .filter(resolutions::status.eq(ResolutionStatus::Published))
        .order(resolutions::id)
        .select((resolution_comments::comment_id, resolutions::id, resolutions::published_on))
        .load(c))?)
}

/// A comment with the public answer that it has.
#[derive(Queryable)]
pub(super) struct Answered {
    pub(super) resolution: ResolutionId,
    pub(super) comment: CommentId,
    pub(super) published_on: Day,
}

/// The comments of some published answers. Of what its author took back nothing is said any more.
pub(super) fn answered_comments(conn: &mut Conn, of: &[ResolutionId]) -> AppResult<Vec<Answered>> {
    Ok(each_backend!(conn, |c| resolution_comments::table
        .inner_join(resolutions::table)
        .inner_join(comments::table)
        .filter(resolutions::id.eq_any(of).and(resolutions::status.eq(ResolutionStatus::Published)))
        .filter(resolution_comments::superseded.eq(false))
        .select((resolutions::id, comments::id, resolutions::published_on.assume_not_null()))
        .load(c))?)
}

/// The words of the comments that an answer answers and that are not published.
pub(super) fn unpublished_words(conn: &mut Conn, resolution: ResolutionId) -> AppResult<Vec<Words>> {
    Ok(each_backend!(conn, |c| resolution_comments::table
        .inner_join(comments::table)
        .filter(resolution_comments::resolution_id.eq(resolution))
        .filter(comments::level.eq(Level::NotPublished).or(comments::state.eq_any([
            CommentState::Withheld,
            CommentState::Withdrawn,
            CommentState::Erased
        ])))
        .select(Words::as_select())
        .load(c))?)
}

/// The words of some comments, with the answers (in the making or public) that they have.
pub(super) fn with_words(conn: &mut Conn, of: &[CommentId]) -> AppResult<Vec<(ResolutionId, Words)>> {
    Ok(each_backend!(conn, |c| resolution_comments::table
        .inner_join(comments::table)
        .filter(comments::id.eq_any(of).and(resolution_comments::superseded.eq(false)))
        .select((resolution_comments::resolution_id, Words::as_select()))
        .load(c))?)
}

/// The same with all answers that they ever had, superseded ones too.
pub(super) fn with_words_ever(conn: &mut Conn, of: &[CommentId]) -> AppResult<Vec<(ResolutionId, Words)>> {
    Ok(each_backend!(conn, |c| resolution_comments::table
        .inner_join(comments::table)
        .filter(comments::id.eq_any(of))
        .select((resolution_comments::resolution_id, Words::as_select()))
        .load(c))?)
}

/// The approved answers all of whose comments are in the record.
pub(super) fn publishable(conn: &mut Conn, consultation: ConsultationId) -> AppResult<Vec<ResolutionId>> {
    let approved: Vec<(ResolutionId, CommentState)> = each_backend!(conn, |c| resolutions::table
        .inner_join(resolution_comments::table.inner_join(comments::table))
        .filter(resolutions::consultation_id.eq(consultation).and(resolutions::status.eq(ResolutionStatus::Approved)))
        .order(resolutions::id)
        .select((resolutions::id, comments::state))
        .load(c))?;
    let mut ready: Vec<ResolutionId> = approved.iter().map(|(id, _)| *id).collect();
    ready.dedup();
    // A comment that was withdrawn meanwhile keeps no answer back.
    let open = |state: &CommentState| matches!(state, CommentState::Waiting | CommentState::Cleared);
    ready.retain(|id| {
        let own: Vec<&CommentState> = approved.iter().filter(|(of, _)| of == id).map(|(_, state)| state).collect();
        own.contains(&&CommentState::Published) && !own.iter().any(|state| open(state))
    });
    Ok(ready)
}

/// How many approved answers could be published now.
///
/// # Errors
/// Those of the database.
pub fn publishable_count(conn: &mut Conn, consultation: ConsultationId) -> AppResult<usize> {
    Ok(publishable(conn, consultation)?.len())
}

/// What the register says of an answer to a comment.
pub(super) struct ForRegister {
    pub(super) resolution: ResolutionId,
    pub(super) register_id: String,
    pub(super) comment: CommentId,
    pub(super) draft: DraftId,
    pub(super) proposer: AccountId,
    pub(super) approver: AccountId,
    pub(super) supersedes: Option<String>,
}

pub(super) fn for_register(conn: &mut Conn, of: &[ResolutionId]) -> AppResult<Vec<ForRegister>> {
    type Columns = (ResolutionId, String, CommentId, DraftId, AccountId, Option<AccountId>, Option<ResolutionId>);
    let rows: Vec<Columns> = each_backend!(conn, |c| resolutions::table
        .inner_join(resolution_comments::table)
        .filter(resolutions::id.eq_any(of))
        .select((
            resolutions::id,
            resolutions::register_id,
            resolution_comments::comment_id,
            resolutions::draft_id,
            resolutions::proposer_id,
            resolutions::approver_id,
            resolutions::supersedes_id
        ))
        .load(c))?;
    let superseded: Vec<ResolutionId> = rows.iter().filter_map(|row| row.6).collect();
    let names: Vec<(ResolutionId, String)> = each_backend!(conn, |c| resolutions::table
        .filter(resolutions::id.eq_any(&superseded))
        .select((resolutions::id, resolutions::register_id))
        .load(c))?;
    let name = |id: Option<ResolutionId>| id.and_then(|id| names.iter().find(|(known, _)| *known == id)).map(|(_, name)| name.clone());
    Ok(rows
        .into_iter()
        .filter_map(|(resolution, register_id, comment, draft, proposer, approver, supersedes)| {
            let supersedes = name(supersedes);
            Some(ForRegister { resolution, register_id, comment, draft, proposer, approver: approver?, supersedes })
        })
        .collect())
}

/// A public comment behind a change: the paragraph it led to, and its reference.
#[derive(Clone, Debug, Queryable)]
pub struct Behind {
    /// What the change carries out.
    pub implementation: ImplementationId,
    /// The comment's reference.
    pub reference: String,
    /// What was decided on it.
    pub decision: Decision,
}

/// The public comments with public answers that some implementations carry out.
///
/// # Errors
/// Those of the database.
pub fn behind(conn: &mut Conn, implementations: &[ImplementationId]) -> AppResult<Vec<Behind>> {
    Ok(each_backend!(conn, |c| implementations::table
        .inner_join(resolution_parts::table.inner_join(
            resolutions::table.inner_join(resolution_comments::table.inner_join(comments::table.inner_join(published_comments::table)))
        ))
        .filter(implementations::id.eq_any(implementations).and(resolutions::status.eq(ResolutionStatus::Published)))
        .filter(resolution_comments::superseded.eq(false))
        .order(published_comments::place_key)
        .select((implementations::id, published_comments::reference, resolution_parts::decision))
        .load(c))?)
}

/// The verdict of an author.
#[derive(Clone, Debug, Queryable)]
pub struct Reaction {
    /// The comment.
    pub comment: CommentId,
    /// The verdict.
    pub verdict: Verdict,
    /// Why.
    pub why: String,
    /// Whether the public sees it.
    pub is_public: bool,
    /// When.
    pub reacted_on: Day,
}

/// The verdicts on some comments.
///
/// # Errors
/// Those of the database.
pub fn reactions(conn: &mut Conn, of: &[CommentId]) -> AppResult<Vec<Reaction>> {
    Ok(each_backend!(conn, |c| reactions::table
        .filter(reactions::comment_id.eq_any(of))
        .select((reactions::comment_id, reactions::verdict, reactions::why, reactions::is_public, reactions::reacted_on))
        .load(c))?)
}
