//! What was kept and sent under a code.

use diesel::prelude::*;

use super::copy::{Item, WorkingCopy};
use super::model::{Submission, SubmissionId, SubmissionStatus};
use crate::comments::model::CommentState;
use crate::contributors::model::Level;
use crate::each_backend;
use crate::error::AppResult;
use crate::ids::{CommentId, DraftId, Ordinal, ResolutionId, RoundId};
use crate::language::Language;
use crate::platform::db::Conn;
use crate::publications::model::{CommentKind, Target, TargetKind, Words, themes_of};
use crate::schema::{comments, credentials, submissions};

/// The submission that a code opens, by the proof of the code.
///
/// # Errors
/// Those of the database.
pub fn by_proof(conn: &mut Conn, proof: &[u8]) -> AppResult<Option<Submission>> {
    Ok(each_backend!(conn, |c| submissions::table
        .inner_join(credentials::table.on(credentials::contribution_id.eq(submissions::id)))
        .filter(credentials::code_proof.eq(proof))
        .select(Submission::as_select())
        .first(c)
        .optional())?)
}

/// The submission of a contribution, if it was sent.
///
/// # Errors
/// Those of the database.
pub fn find(conn: &mut Conn, contribution: &SubmissionId) -> AppResult<Option<Submission>> {
    Ok(each_backend!(conn, |c| submissions::table
        .filter(submissions::id.eq(contribution))
        .select(Submission::as_select())
        .first(c)
        .optional())?)
}

/// Where the submission of a contribution stands, and its version; nothing if it was not sent.
///
/// # Errors
/// Those of the database.
pub(super) fn standing(conn: &mut Conn, contribution: &SubmissionId) -> AppResult<Option<(SubmissionStatus, i32)>> {
    Ok(each_backend!(conn, |c| submissions::table
        .filter(submissions::id.eq(contribution))
        .select((submissions::status, submissions::version))
        .first(c)
        .optional())?)
}

/// A submission by its id, for staff.
///
/// # Errors
/// [`crate::error::AppError::NotFound`]; those of the database.
pub fn by_id(conn: &mut Conn, id: &SubmissionId) -> AppResult<Submission> {
    Ok(each_backend!(conn, |c| submissions::table.filter(submissions::id.eq(id)).select(Submission::as_select()).first(c))?)
}

/// Submissions by their ids, in no order.
///
/// # Errors
/// Those of the database.
pub fn by_ids(conn: &mut Conn, ids: &[SubmissionId]) -> AppResult<Vec<Submission>> {
    Ok(each_backend!(conn, |c| submissions::table.filter(submissions::id.eq_any(ids)).select(Submission::as_select()).load(c))?)
}

/// How many comments some submissions have, withdrawn ones too; one without any is not named.
///
/// # Errors
/// Those of the database.
pub fn comment_counts(conn: &mut Conn, ids: &[SubmissionId]) -> AppResult<Vec<(SubmissionId, i64)>> {
    Ok(each_backend!(conn, |c| comments::table
        .filter(comments::submission_id.eq_any(ids))
        .group_by(comments::submission_id)
        .select((comments::submission_id, diesel::dsl::count_star()))
        .load(c))?)
}

/// A comment as it was last sent.
#[derive(Clone, Debug, Queryable, Selectable)]
#[diesel(table_name = comments)]
pub struct SentComment {
    /// Its id.
    pub id: CommentId,
    /// What it was sent with.
    #[diesel(column_name = submission_id)]
    pub submission: SubmissionId,
    /// The draft it is on.
    #[diesel(column_name = draft_id)]
    pub draft: DraftId,
    /// The round.
    #[diesel(column_name = round_id)]
    pub round: RoundId,
    /// Its key in the working copy.
    pub item: String,
    /// What it is about.
    pub target: TargetKind,
    /// Where.
    pub ordinal: Ordinal,
    /// How the place is printed.
    pub label: String,
    /// Its kind.
    pub kind: Option<CommentKind>,
    /// Its themes, as a column.
    pub themes: String,
    /// Its language.
    pub language: Language,
    /// A passage it speaks of.
    pub quote: String,
    /// What it says.
    pub body: String,
    /// The wording it proposes.
    pub proposed: String,
    /// Its reason.
    pub reason: String,
    /// What the public sees.
    pub level: Level,
    /// Whether it came late.
    pub late: bool,
    /// How often it was sent with changes.
    pub version: i32,
    /// Where it is on its way to the public.
    pub state: CommentState,
    /// Its answer in the making, or published.
    #[diesel(column_name = resolution_id)]
    pub resolution: Option<ResolutionId>,
}

impl SentComment {
    /// What it is about.
    #[must_use]
    pub const fn target(&self) -> Target {
        Target { kind: self.target, ordinal: self.ordinal }
    }

    /// What it says.
    #[must_use]
    pub fn words(&self) -> Words {
        Words { quote: self.quote.clone(), body: self.body.clone(), proposed: self.proposed.clone(), reason: self.reason.clone() }
    }

    /// The same as an item of a working copy.
    #[must_use]
    pub fn as_item(&self, level: Level) -> Item {
        Item {
            key: self.item.clone(),
            target: self.target(),
            kind: self.kind,
            themes: themes_of(&self.themes).map(str::to_owned).collect(),
            language: self.language,
            level: (self.level < level).then_some(self.level),
            words: self.words(),
        }
    }
}

/// The comments of a submission, in the order of the text.
///
/// # Errors
/// Those of the database.
pub fn comments_of(conn: &mut Conn, submission: &SubmissionId) -> AppResult<Vec<SentComment>> {
    Ok(each_backend!(conn, |c| comments::table
        .filter(comments::submission_id.eq(submission))
        .order((comments::ordinal, comments::id))
        .select(SentComment::as_select())
        .load(c))?)
}

/// What was sent, as a working copy to be changed.
#[must_use]
pub fn as_copy(submission: &Submission, comments: &[SentComment]) -> WorkingCopy {
    let alive = comments.iter().filter(|comment| !matches!(comment.state, CommentState::Withdrawn | CommentState::Erased));
    WorkingCopy {
        items: alive.map(|comment| comment.as_item(submission.level)).collect(),
        speaker: submission.speaker.clone(),
        level: submission.level,
        began_with: Some(comments.iter().map(|comment| comment.item.clone()).collect()),
        consent: true,
        ..WorkingCopy::default()
    }
}

/// How many contributions and comments of a round were received in time, withdrawn ones too.
///
/// # Errors
/// Those of the database.
pub fn in_time(conn: &mut Conn, round: RoundId) -> AppResult<(i64, i64)> {
    let contributions = each_backend!(conn, |c| submissions::table
        .filter(submissions::round_id.eq(round).and(submissions::late.eq(false)))
        .count()
        .get_result(c))?;
    let comments =
        each_backend!(conn, |c| comments::table.filter(comments::round_id.eq(round).and(comments::late.eq(false))).count().get_result(c))?;
    Ok((contributions, comments))
}

/// The submission that a comment came with, if there is such a comment.
///
/// # Errors
/// Those of the database.
pub fn of_comment(conn: &mut Conn, comment: &CommentId) -> AppResult<Option<SubmissionId>> {
    Ok(each_backend!(conn, |c| comments::table.filter(comments::id.eq(comment)).select(comments::submission_id).first(c).optional())?)
}
