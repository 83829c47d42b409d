//! What came by mail and is entered by the office: for each contributor one submission, with its comments added one by one as
//! they are read. Its author gets a code, made when it is printed for her.

use crate::publications::RecordChange;
use std::sync::Arc;

use diesel::prelude::*;

use super::amend::{changed, new_version};
use super::code::ReceiptCode;
use super::model::{Channel, Status, Submission, SubmissionId};
use super::read::{self, SentComment};
use super::submit::{Ready, fresh, insert_comments, new_submission};
use crate::comments::model::{NewComment, State};
use crate::consultations;
use crate::contributors::model::{Confirmation, Level, Speaker};
use crate::drafts;
use crate::drafts::model::Round;
use crate::each_backend;
use crate::error::{AppError, AppResult};
use crate::ids::{AccountId, CommentId, RoundId};
use crate::platform::clock::Day;
use crate::platform::db::{Conn, Tx};
use crate::platform::secret::Key;
use crate::schema::{submissions, table_rows, working_copies};

/// A contribution that came by mail.
#[derive(Clone, Debug)]
pub struct Arrival {
    /// The round.
    pub round: RoundId,
    /// How it came: [`Channel::File`] or [`Channel::Letter`].
    pub channel: Channel,
    /// The day on which the office received it.
    pub received_on: Day,
    /// Who speaks; stored as far as the level allows.
    pub speaker: Speaker,
    /// What the public may see.
    pub level: Level,
    /// How the office has made sure who speaks; empty if it has not.
    pub confirmed_how: String,
    /// Who of the office entered it; nobody on the command line.
    pub by: Option<AccountId>,
}

/// Whether what was received on a day is late for a round; days count as the round's opening and closing do in UTC.
///
/// # Errors
/// `received_on` before the round opened, or after it takes anything.
pub fn is_late(round: &Round, received_on: Day) -> AppResult<bool> {
    if received_on < round.opens_at.day() {
        return Err(AppError::field("received_on", "form-received-early"));
    }
    if received_on > round.over_at().day() {
        return Err(AppError::field("received_on", "form-received-late"));
    }
    Ok(received_on > round.closes_at.day())
}

/// Where the comments of a submission are written: its place in the consultation, and what goes with each.
pub struct Receiving {
    ready: Ready,
    submission: Submission,
}

impl Receiving {
    /// Begins a submission. Its code is known to nobody until one is issued.
    ///
    /// # Errors
    /// `received_on` outside the round; those of the database.
    pub fn begin(tx: &mut Tx, key: &Key, arrival: &Arrival) -> AppResult<Self> {
        let round = drafts::read::round(tx, arrival.round)?;
        let late = is_late(&round, arrival.received_on)?;
        let code = ReceiptCode::random()?;
        let mut ready = ready(tx, key, &round, arrival.received_on, late)?;
        ready.code_proof = code.proof(key);
        ready.channel = arrival.channel;
        ready.speaker = arrival.speaker.kept_at(arrival.level);
        ready.level = arrival.level;
        loop {
            let mut submission = new_submission(&ready)?;
            if !arrival.confirmed_how.is_empty() && ready.speaker.is_named() {
                submission.confirmation = Confirmation::Confirmed;
                submission.confirmed_how.clone_from(&arrival.confirmed_how);
            }
            if super::submit::insert(tx, &ready, &submission)? > 0 {
                each_backend!(tx, |c| diesel::update(submissions::table.filter(submissions::id.eq(&submission.id)))
                    .set((
                        submissions::by_office.eq(true),
                        submissions::confirmed_how.eq(&submission.confirmed_how),
                        submissions::confirmed_by.eq(arrival.by.filter(|_| submission.confirmation == Confirmation::Confirmed)),
                    ))
                    .execute(c))?;
                return Ok(Self { ready, submission });
            }
        }
    }

    /// Goes on with one that was begun.
    ///
    /// # Errors
    /// Those of the database.
    pub fn resume(tx: &mut Tx, key: &Key, submission: &SubmissionId) -> AppResult<Self> {
        let submission = read::by_id(tx, submission)?;
        let round = drafts::read::round(tx, submission.round)?;
        let mut ready = ready(tx, key, &round, submission.submitted_on, submission.late)?;
        ready.speaker = submission.speaker.clone();
        ready.level = submission.level;
        Ok(Self { ready, submission })
    }

    /// The consultation that it is part of.
    #[must_use]
    pub const fn consultation(&self) -> crate::ids::ConsultationId {
        self.ready.consultation
    }

    /// The submission.
    #[must_use]
    pub const fn submission(&self) -> &Submission {
        &self.submission
    }

    /// Whether its author has taken it back: then nothing is added any more.
    #[must_use]
    pub fn is_gone(&self) -> bool {
        self.submission.status != Status::Submitted
    }

    /// Adds comments. Their level is at most that of the whole.
    ///
    /// # Errors
    /// [`AppError::Conflict`] if its author has taken the contribution back; those of the database.
    pub fn add(&self, tx: &mut Tx, comments: Vec<NewComment>) -> AppResult<Vec<CommentId>> {
        if self.is_gone() {
            return Err(AppError::Conflict("conflict-contribution-gone"));
        }
        let made = |comment: NewComment| {
            let level = comment.level.min(self.ready.level);
            fresh(NewComment { level, ..comment }, &self.ready.speaker, &self.ready.slug, self.ready.number)
        };
        let new = comments.into_iter().map(made).collect::<AppResult<Vec<_>>>()?;
        insert_comments(tx, &self.ready, &self.submission, &new)?;
        // What its author sends later is compared with what is there, not with what was.
        each_backend!(tx, |c| diesel::update(submissions::table.filter(submissions::id.eq(&self.submission.id)))
            .set(submissions::content_proof.eq(Vec::<u8>::new()))
            .execute(c))?;
        Ok(new.into_iter().map(|fresh| fresh.id).collect())
    }

    /// Gives a comment other words or another place, if it is still there and nobody has begun to answer it. Returns whether
    /// it did; the same words are nothing to do.
    ///
    /// # Errors
    /// Those of the database.
    pub fn revise(&self, change: &mut RecordChange, known: &SentComment, new: &NewComment) -> AppResult<bool> {
        let new = NewComment { level: known.level, ..new.clone() };
        let open = !self.is_gone() && known.resolution.is_none() && !matches!(known.state, State::Withdrawn | State::Erased);
        if !open || !changed(known, &new) {
            return Ok(false);
        }
        new_version(change, &self.ready, known, &new)?;
        Ok(true)
    }
}

/// What is the same for all comments of a round that are written on a day.
fn ready(conn: &mut Conn, key: &Key, round: &Round, today: Day, late: bool) -> AppResult<Ready> {
    let draft = drafts::read::by_id(conn, round.draft)?;
    Ok(Ready {
        code_proof: Vec::new(),
        key_id: key.key_id(),
        content_proof: Vec::new(),
        consultation: draft.consultation,
        slug: consultations::read::slug(conn, draft.consultation)?,
        draft: draft.id,
        number: draft.number,
        round: round.id,
        channel: Channel::File,
        speaker: super::copy::WorkingCopy::default().speaker,
        level: Level::NotPublished,
        comments: Vec::new(),
        began_with: None,
        late,
        today,
    })
}

/// Makes a new code for the author of a submission that the office entered; the one before is void, and what was kept under it
/// and never sent is gone. How often this was done, and when last, is shown to whoever comes back with the code.
///
/// # Errors
/// [`AppError::Conflict`] if the office did not enter it, or its author has taken it back.
pub fn issue_code(tx: &mut Tx, key: &Arc<Key>, submission: &SubmissionId, today: Day) -> AppResult<ReceiptCode> {
    let code = ReceiptCode::random()?;
    let before: Option<Vec<u8>> = each_backend!(tx, |c| submissions::table
        .filter(submissions::id.eq(submission).and(submissions::by_office.eq(true)).and(submissions::status.eq(Status::Submitted)))
        .select(submissions::code_proof)
        .first(c)
        .optional())?;
    let before = before.ok_or(AppError::Conflict("conflict-no-code-to-issue"))?;
    each_backend!(tx, |c| diesel::delete(working_copies::table.filter(working_copies::code_proof.eq(&before))).execute(c))?;
    each_backend!(tx, |c| diesel::update(submissions::table.filter(submissions::id.eq(submission)))
        .set((
            submissions::code_proof.eq(code.proof(key)),
            submissions::pepper.eq(key.key_id()),
            submissions::codes_issued.eq(submissions::codes_issued + 1),
            submissions::code_issued_on.eq(today),
        ))
        .execute(c))?;
    Ok(code)
}

/// What the office did with a submission that it entered.
#[derive(Clone, Copy, Debug)]
pub struct ByOffice {
    /// How often it made a code.
    pub codes_issued: i32,
    /// When it made the last one.
    pub code_issued_on: Option<Day>,
    /// How many rows of its table have no place yet.
    pub unplaced: i64,
}

/// How often the office made a code for each of some submissions.
///
/// # Errors
/// Those of the database.
pub fn codes_issued(conn: &mut Conn, ids: &[SubmissionId]) -> AppResult<Vec<(SubmissionId, i32)>> {
    Ok(each_backend!(conn, |c| submissions::table
        .filter(submissions::id.eq_any(ids))
        .select((submissions::id, submissions::codes_issued))
        .load(c))?)
}

/// What the office did with a submission; nothing if it did not enter it.
///
/// # Errors
/// Those of the database.
pub fn by_office(conn: &mut Conn, submission: &SubmissionId) -> AppResult<Option<ByOffice>> {
    let codes: Option<(i32, Option<Day>)> = each_backend!(conn, |c| submissions::table
        .filter(submissions::id.eq(submission).and(submissions::by_office.eq(true)))
        .select((submissions::codes_issued, submissions::code_issued_on))
        .first(c)
        .optional())?;
    let Some((codes_issued, code_issued_on)) = codes else { return Ok(None) };
    let unplaced = each_backend!(conn, |c| table_rows::table
        .filter(table_rows::submission_id.eq(submission).and(table_rows::comment_id.is_null()).and(table_rows::entry.ne("")))
        .count()
        .get_result(c))?;
    Ok(Some(ByOffice { codes_issued, code_issued_on, unplaced }))
}
