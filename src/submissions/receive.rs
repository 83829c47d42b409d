//! What came by mail and is entered by the office: for each contributor one submission, with its comments added one by one as
//! they are read. Its author gets a code, made when it is printed for her.

use std::sync::Arc;

use diesel::prelude::*;

use super::contents::{self, Destination, Fresh};
use super::credentials::{self, Credential, Role};
use super::keep::forget_copy;
use super::model::{Channel, Submission, SubmissionId, SubmissionStatus};
use super::read::{self, SentComment};
use super::removals::Removal;
use super::write;
use crate::comments::model::{CommentState, NewComment};
use crate::contributors::model::{Confirmation, Level, Speaker};
use crate::drafts;
use crate::drafts::model::Round;
use crate::each_backend;
use crate::error::{AppError, AppResult, Conflict};
use crate::ids::{AccountId, CommentId, ConsultationId, RoundId};
use crate::platform::clock::Day;
use crate::platform::db::{Conn, Tx};
use crate::platform::id::random_id;
use crate::platform::secret::Key;
use crate::publications::RecordChange;
use crate::schema::{submissions, table_rows};

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
    to: Destination,
    submission: Submission,
}

impl Receiving {
    /// Begins a submission. Nobody has a code for it until one is issued.
    ///
    /// # Errors
    /// `received_on` outside the round; those of the database.
    pub fn begin(tx: &mut Tx, arrival: &Arrival) -> AppResult<Self> {
        let round = drafts::read::round(tx, arrival.round)?;
        let late = is_late(&round, arrival.received_on)?;
        let to = Destination::of(tx, &round, late)?;
        let speaker = arrival.speaker.kept_at(arrival.level);
        let is_confirmed = !arrival.confirmed_how.is_empty() && speaker.is_named();
        loop {
            let id = SubmissionId(random_id()?);
            let mut submission = write::submission(id, &to, speaker.clone(), arrival.level, arrival.received_on)?;
            if is_confirmed {
                submission.confirmation = Confirmation::Confirmed;
                submission.confirmed_how.clone_from(&arrival.confirmed_how);
            }
            if write::insert(tx, arrival.channel, &submission)? {
                write::note_office(tx, &submission.id, arrival.by.filter(|_| is_confirmed))?;
                return Ok(Self { to, submission });
            }
        }
    }

    /// Goes on with one that was begun.
    ///
    /// # Errors
    /// Those of the database.
    pub fn resume(tx: &mut Tx, submission: &SubmissionId) -> AppResult<Self> {
        let submission = read::by_id(tx, submission)?;
        let round = drafts::read::round(tx, submission.round)?;
        let to = Destination::of(tx, &round, submission.late)?;
        Ok(Self { to, submission })
    }

    /// The consultation that it is part of.
    #[must_use]
    pub const fn consultation(&self) -> ConsultationId {
        self.to.consultation
    }

    /// The submission.
    #[must_use]
    pub const fn submission(&self) -> &Submission {
        &self.submission
    }

    /// Whether its author has taken it back: then nothing is added any more.
    #[must_use]
    pub fn is_gone(&self) -> bool {
        self.submission.status != SubmissionStatus::Submitted
    }

    /// Adds comments. Their level is at most that of the whole.
    ///
    /// # Errors
    /// [`AppError::Conflict`] if its author has taken the contribution back; those of the database.
    pub fn add(&self, tx: &mut Tx, comments: Vec<NewComment>) -> AppResult<Vec<CommentId>> {
        if self.is_gone() {
            return Err(AppError::Conflict(Conflict::ContributionGone));
        }
        let made = |comment: NewComment| {
            let level = comment.level.min(self.submission.level);
            Fresh::new(NewComment { level, ..comment }, &self.submission.speaker, &self.to)
        };
        let new = comments.into_iter().map(made).collect::<AppResult<Vec<_>>>()?;
        contents::insert(tx, &self.to, &self.submission.id, &new)?;
        // What its author sends later is compared with what is there, not with what was.
        write::forget_content(tx, &self.submission.id)?;
        Ok(new.into_iter().map(|fresh| fresh.id).collect())
    }

    /// Gives a comment other words or another place, if it is still there and nobody has begun to answer it. Returns whether
    /// it did; the same words are nothing to do.
    ///
    /// # Errors
    /// Those of the database.
    pub fn revise(&self, change: &mut RecordChange, known: &SentComment, new: &NewComment) -> AppResult<bool> {
        let new = NewComment { level: known.level, ..new.clone() };
        let open = !self.is_gone() && known.resolution.is_none() && !matches!(known.state, CommentState::Withdrawn | CommentState::Erased);
        if !open || !contents::is_changed(known, &new) {
            return Ok(false);
        }
        contents::revise(change, &self.to, &self.submission.speaker, known, &new)?;
        Ok(true)
    }
}

/// Makes a new code for the author of a submission that the office entered; the one before is void, and what was kept under it
/// and never sent is gone. How often this was done, and when last, is shown to whoever comes back with the code.
///
/// # Errors
/// [`AppError::Conflict`] if the office did not enter it, or its author has taken it back.
pub fn issue_code(tx: &mut Tx, key: &Arc<Key>, submission: &SubmissionId, today: Day) -> AppResult<Arc<Credential>> {
    void_codes(tx, submission)?;
    if !write::note_code(tx, submission, today)? {
        return Err(AppError::Conflict(Conflict::NoCodeToIssue));
    }
    let credential = Credential::random(key)?;
    credentials::admit(tx, &credential, submission, Role::ContactPoint, &[])?;
    Ok(credential)
}

/// Voids all codes of a submission; what was kept under them and never sent is gone.
///
/// # Errors
/// Those of the database.
pub fn void_codes(tx: &mut Tx, submission: &SubmissionId) -> AppResult<()> {
    forget_copy(tx, submission)?;
    if credentials::revoke_all(tx, submission)? {
        Removal::CodesVoided(submission.clone()).note(tx)?;
    }
    Ok(())
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
