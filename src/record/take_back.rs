//! An author takes back what she sent, in part or whole: what the public reads of answers that quote it goes too, in the same
//! transaction. A restored backup does the same again, from the journal.

use crate::contributors::model::Level;
use crate::error::{AppError, AppResult, Conflict};
use crate::ids::CommentId;
use crate::moderation;
use crate::platform::db::Tx;
use crate::publications::RecordChange;
use crate::resolutions::{self, hide_quoting, strike_quotes};
use crate::reviews;
use crate::submissions::model::{Submission, SubmissionStatus};
use crate::submissions::{self, Removal};
use crate::triage;

/// What is taken back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TakeBack {
    /// It is published with less.
    Lower(Level),
    /// It is withdrawn.
    Withdraw,
    /// It is erased.
    Erase,
    /// What it said before it was amended is destroyed.
    ForgetEarlier,
}

/// Takes a submission back, or one comment of it.
///
/// # Errors
/// [`AppError::Conflict`] if it is gone already; [`AppError::NotFound`] if a comment is needed and none is named; those of the
/// operations.
pub fn take_back(tx: &mut Tx, submission: &Submission, one: Option<&CommentId>, what: TakeBack) -> AppResult<()> {
    // Erasing is of the whole.
    let one = one.filter(|_| what != TakeBack::Erase);
    let consultation = submissions::consultation_of(tx, submission)?;
    // Before anything is touched: who waits for the lock must hold nothing that others wait for.
    let mut change = RecordChange::begin(tx, consultation)?;
    if submission.status == SubmissionStatus::Erased {
        return Err(AppError::Conflict(Conflict::ContributionGone));
    }
    match what {
        TakeBack::Lower(level) => {
            let hidden = submissions::lower(&mut change, submission, one, level)?;
            hide_quoting(&mut change, &hidden)?;
        }
        TakeBack::Withdraw | TakeBack::Erase => {
            // Before the words are gone: no answer goes on quoting them.
            let sent = submissions::read::comments_of(&mut change, &submission.id)?;
            let gone: Vec<CommentId> =
                sent.into_iter().map(|comment| comment.id).filter(|known| one.is_none_or(|one| one == known)).collect();
            hide_quoting(&mut change, &gone)?;
            if what == TakeBack::Withdraw {
                submissions::withdraw(&mut change, submission, one)?;
            } else {
                let names = [submission.speaker.organisation.as_str(), submission.speaker.person.as_str()];
                strike_quotes(&mut change, &gone, &names)?;
                triage::erase(&mut change, &gone)?;
                moderation::erase(&mut change, &gone)?;
                resolutions::erase_verdicts(&mut change, &gone)?;
                reviews::erase(&mut change, &gone)?;
                submissions::erase(&mut change, submission)?;
            }
        }
        TakeBack::ForgetEarlier => submissions::forget_earlier(&mut change, submission, one.ok_or(AppError::NotFound)?)?,
    }
    change.finish()
}

/// Takes back again what the journal says was taken back, in a database that may not know of it.
///
/// # Errors
/// [`AppError::NotFound`] if it came after the backup; [`AppError::Conflict`] or [`AppError::Invalid`] if it was so already; those
/// of the database.
pub fn take_back_again(tx: &mut Tx, removal: &Removal) -> AppResult<()> {
    let (submission, one, what) = match removal {
        Removal::Erased(id) => (Some(id.clone()), None, TakeBack::Erase),
        Removal::Withdrawn(id) => (Some(id.clone()), None, TakeBack::Withdraw),
        Removal::Lowered(id, one, level) => (Some(id.clone()), one.clone(), TakeBack::Lower(*level)),
        Removal::EarlierForgotten(id, one) => (Some(id.clone()), Some(one.clone()), TakeBack::ForgetEarlier),
        Removal::CodesVoided(id) => return submissions::void_codes(tx, id),
        Removal::CommentWithdrawn(one) => (submissions::read::of_comment(tx, one)?, Some(one.clone()), TakeBack::Withdraw),
    };
    let submission = submissions::read::by_id(tx, &submission.ok_or(AppError::NotFound)?)?;
    take_back(tx, &submission, one.as_ref(), what)
}
