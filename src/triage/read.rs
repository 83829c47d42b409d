//! The queue, and one comment in its context, as staff see them. Identity beyond the chosen level is shown to nobody: it is
//! not stored.

use diesel::prelude::*;

use crate::comments::model::CommentState;
use crate::comments::read::escaped;
use crate::contributors::model::Group;
use crate::each_backend;
use crate::error::AppResult;
use crate::ids::{CommentId, ConsultationId, DraftId, Ordinal, ResolutionId};
use crate::language::Language;
use crate::platform::clock::Day;
use crate::platform::db::Conn;
use crate::schema::{comments, moderations, office_questions, resolution_comments, resolutions, submissions};
use crate::submissions::read::SentComment;

crate::text_enum! {
    /// What is to be done with a comment; the filter of the queue.
    Step {
        /// Nobody has looked at it.
        New = "new",
        /// It has no answer yet.
        Undecided = "undecided",
        /// Its author was asked and has not replied.
        Asked = "asked",
        /// Its answer waits for approval.
        Proposed = "proposed",
        /// Its answer was sent back.
        Returned = "returned",
        /// Its answer waits for publication.
        Approved = "approved",
        /// Its answer is published.
        Answered = "answered",
        /// It is held back, and its author contests it.
        Contested = "contested",
        /// It is held back.
        Withheld = "withheld",
    }
}

/// What the queue is filtered by.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct QueueFilter {
    /// The draft.
    pub draft: Option<DraftId>,
    /// What is to be done.
    pub step: Option<Step>,
    /// The group that its author says she belongs to.
    pub group: Option<Group>,
    /// The code of a theme.
    pub theme: Option<String>,
}

/// A line of the queue: the comment, the status of its answer, the group of its author.
pub type QueueRow = (SentComment, Option<String>, Group);

/// The comments of a consultation in the order of the drafts and their text, those after a key (`draft, ordinal, id`), at
/// most so many; each with the status of its answer.
///
/// # Errors
/// Those of the database.
pub fn queue(
    conn: &mut Conn,
    consultation: ConsultationId,
    filter: &QueueFilter,
    after: Option<&(DraftId, Ordinal, CommentId)>,
    limit: i64,
) -> AppResult<Vec<QueueRow>> {
    Ok(each_backend!(conn, |c| {
        let mut query = comments::table
            .inner_join(submissions::table)
            .left_join(resolutions::table.on(comments::resolution_id.eq(resolutions::id.nullable())))
            .filter(comments::consultation_id.eq(consultation))
            .order((comments::draft_id.desc(), comments::ordinal, comments::id))
            .limit(limit)
            .select((SentComment::as_select(), resolutions::status.nullable(), submissions::stakeholder_group))
            .into_boxed();
        if let Some((draft, ordinal, id)) = after {
            query = query.filter(
                comments::draft_id.lt(*draft).or(comments::draft_id
                    .eq(*draft)
                    .and(comments::ordinal.gt(*ordinal).or(comments::ordinal.eq(*ordinal).and(comments::id.gt(id))))),
            );
        }
        if let Some(draft) = filter.draft {
            query = query.filter(comments::draft_id.eq(draft));
        }
        if let Some(group) = filter.group {
            query = query.filter(submissions::stakeholder_group.eq(group));
        }
        if let Some(theme) = &filter.theme {
            query = query.filter(comments::themes.like(format!("%|{}|%", escaped(theme))).escape('\\'));
        }
        let alive = [CommentState::Waiting, CommentState::Cleared, CommentState::Published];
        if let Some(step) = filter.step {
            query = match step {
                Step::New => query.filter(comments::state.eq(CommentState::Waiting)),
                Step::Undecided => query.filter(comments::resolution_id.is_null()).filter(comments::state.eq_any(alive)),
                Step::Proposed => query.filter(resolutions::status.eq("proposed")),
                Step::Returned => query.filter(resolutions::status.eq("returned")),
                Step::Approved => query.filter(resolutions::status.eq("approved")),
                Step::Answered => query.filter(resolutions::status.eq("published")),
                Step::Withheld => query.filter(comments::state.eq(CommentState::Withheld)),
                Step::Asked => {
                    query.filter(comments::state.eq_any(alive).or(comments::state.eq(CommentState::Withheld))).filter(diesel::dsl::exists(
                        office_questions::table
                            .filter(office_questions::comment_id.eq(comments::id).and(office_questions::replied_on.is_null())),
                    ))
                }
                Step::Contested => query.filter(comments::state.eq(CommentState::Withheld)).filter(diesel::dsl::exists(
                    moderations::table.filter(
                        moderations::comment_id
                            .eq(comments::id)
                            .and(moderations::contested_on.is_not_null())
                            .and(moderations::lifted_on.is_null()),
                    ),
                )),
            };
        }
        query.load(c)
    })?)
}

/// How many comments there are at each step: first those of the ordinary way, in its order.
///
/// # Errors
/// Those of the database.
pub fn counts(conn: &mut Conn, consultation: ConsultationId) -> AppResult<Vec<(Step, i64)>> {
    #[derive(QueryableByName)]
    struct Counted {
        #[diesel(sql_type = diesel::sql_types::BigInt)]
        new: i64,
        #[diesel(sql_type = diesel::sql_types::BigInt)]
        undecided: i64,
        #[diesel(sql_type = diesel::sql_types::BigInt)]
        proposed: i64,
        #[diesel(sql_type = diesel::sql_types::BigInt)]
        returned: i64,
        #[diesel(sql_type = diesel::sql_types::BigInt)]
        approved: i64,
        #[diesel(sql_type = diesel::sql_types::BigInt)]
        answered: i64,
        #[diesel(sql_type = diesel::sql_types::BigInt)]
        asked: i64,
        #[diesel(sql_type = diesel::sql_types::BigInt)]
        withheld: i64,
        #[diesel(sql_type = diesel::sql_types::BigInt)]
        contested: i64,
    }
    let query = "SELECT COUNT(CASE WHEN c.state = 'waiting' THEN 1 END) AS \"new\",
            COUNT(CASE WHEN c.resolution_id IS NULL AND c.state IN ('waiting', 'cleared', 'published') THEN 1 END) AS undecided,
            COUNT(CASE WHEN r.status = 'proposed' THEN 1 END) AS proposed,
            COUNT(CASE WHEN r.status = 'returned' THEN 1 END) AS returned,
            COUNT(CASE WHEN r.status = 'approved' THEN 1 END) AS approved,
            COUNT(CASE WHEN r.status = 'published' THEN 1 END) AS answered,
            COUNT(CASE WHEN c.state NOT IN ('withdrawn', 'erased') AND q.comment_id IS NOT NULL THEN 1 END) AS asked,
            COUNT(CASE WHEN c.state = 'withheld' THEN 1 END) AS withheld,
            COUNT(CASE WHEN c.state = 'withheld' AND m.comment_id IS NOT NULL THEN 1 END) AS contested
        FROM comments c LEFT JOIN resolutions r ON r.id = c.resolution_id
        LEFT JOIN (SELECT DISTINCT comment_id FROM office_questions WHERE replied_on IS NULL) q ON q.comment_id = c.id
        LEFT JOIN (SELECT DISTINCT comment_id FROM moderations WHERE contested_on IS NOT NULL AND lifted_on IS NULL) m ON m.comment_id = c.id
        WHERE c.consultation_id = $1";
    let counted: Counted =
        each_backend!(conn, |c| diesel::sql_query(query).bind::<diesel::sql_types::BigInt, _>(consultation).get_result(c))?;
    Ok(vec![
        (Step::New, counted.new),
        (Step::Undecided, counted.undecided),
        (Step::Proposed, counted.proposed),
        (Step::Returned, counted.returned),
        (Step::Approved, counted.approved),
        (Step::Answered, counted.answered),
        (Step::Asked, counted.asked),
        (Step::Withheld, counted.withheld),
        (Step::Contested, counted.contested),
    ])
}

/// Of comments in the version that somebody saw, those that still are in it.
///
/// # Errors
/// Those of the database.
pub fn unchanged(conn: &mut Conn, consultation: ConsultationId, seen: &[(CommentId, i32)]) -> AppResult<Vec<CommentId>> {
    let ids: Vec<&CommentId> = seen.iter().map(|(id, _)| id).collect();
    let now: Vec<(CommentId, i32)> = each_backend!(conn, |c| comments::table
        .filter(comments::consultation_id.eq(consultation).and(comments::id.eq_any(&ids)))
        .select((comments::id, comments::version))
        .load(c))?;
    Ok(now.into_iter().filter(|comment| seen.contains(comment)).map(|(id, _)| id).collect())
}

/// A comment, for staff.
///
/// # Errors
/// [`crate::error::AppError::NotFound`]; those of the database.
pub fn comment(conn: &mut Conn, consultation: ConsultationId, id: &CommentId) -> AppResult<SentComment> {
    Ok(each_backend!(conn, |c| comments::table
        .filter(comments::consultation_id.eq(consultation).and(comments::id.eq(id)))
        .select(SentComment::as_select())
        .first(c))?)
}

/// The comments that some answers answer, with the answer.
///
/// # Errors
/// Those of the database.
pub fn of_resolutions(conn: &mut Conn, resolutions: &[ResolutionId]) -> AppResult<Vec<(ResolutionId, SentComment)>> {
    Ok(each_backend!(conn, |c| resolution_comments::table
        .inner_join(comments::table)
        .filter(resolution_comments::resolution_id.eq_any(resolutions))
        .order((comments::ordinal, comments::id))
        .select((resolution_comments::resolution_id, SentComment::as_select()))
        .load(c))?)
}

/// A question back with its reply.
#[derive(Clone, Debug, Queryable)]
pub struct OfficeQuestion {
    /// The comment.
    pub comment: CommentId,
    /// The language it is asked in.
    pub language: Language,
    /// What is asked.
    pub question: String,
    /// When.
    pub asked_on: Day,
    /// What the author replied; empty if she has not.
    pub reply: String,
    /// When.
    pub replied_on: Option<Day>,
}

/// The questions back on some comments, in the order in which they were asked.
///
/// # Errors
/// Those of the database.
pub fn questions(conn: &mut Conn, of: &[CommentId]) -> AppResult<Vec<OfficeQuestion>> {
    Ok(each_backend!(conn, |c| office_questions::table
        .filter(office_questions::comment_id.eq_any(of))
        .order(office_questions::id)
        .select((
            office_questions::comment_id,
            office_questions::language,
            office_questions::question,
            office_questions::asked_on,
            office_questions::reply,
            office_questions::replied_on
        ))
        .load(c))?)
}
