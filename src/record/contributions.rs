//! Contributions that came as letters and were released: each whole, as far as it may be shown.

use std::collections::{HashMap, HashSet};

use super::read::ConsultationContext;
use crate::comments;
use crate::comments::model::CommentState;
use crate::contributors::model::{Group, Level, Named, Region};
use crate::error::AppResult;
use crate::ids::{CommentId, DraftId};
use crate::platform::db::Conn;
use crate::platform::secret::Key;
use crate::publications::PublishedComment;
use crate::submissions;
use crate::submissions::letters::{self, Letter, Point};
use crate::submissions::model::{Submission, SubmissionId, SubmissionStatus};

/// A released letter with what is public of its points.
pub struct Shown {
    /// The letter.
    pub letter: Letter,
    /// The submission that it is.
    pub submission: Submission,
    /// What is public of its points.
    pub published: Vec<PublishedComment>,
}

/// Who speaks in a contribution, as far as the public may know.
pub struct SpeakerShown {
    /// The names.
    pub named: Named,
    /// The group, as coarsened as its comments show it.
    pub group: Option<Group>,
    /// The region.
    pub region: Option<Region>,
}

impl Shown {
    /// Who speaks, as far as the public may know.
    #[must_use]
    pub fn speaker(&self) -> SpeakerShown {
        let named = Named::of(&self.submission.speaker, self.submission.level, self.submission.confirmation);
        let public = self.published.iter().find(|row| row.group.is_some());
        let own = named.is_named().then_some(&self.submission.speaker);
        SpeakerShown {
            group: own.map(|speaker| speaker.group).or(public.and_then(|row| row.group)),
            region: own.map(|speaker| speaker.region).or(public.and_then(|row| row.region)),
            named,
        }
    }

    /// The paragraphs as the public reads them; those that are not shown are empty.
    #[must_use]
    pub fn paragraphs(&self) -> Vec<&str> {
        let hidden = self.hidden();
        let text = |(index, text): (i32, &'_ String)| !hidden.contains(&index) && !text.is_empty();
        (0..).zip(&self.letter.paragraphs).map(|(index, own)| if text((index, own)) { own.as_str() } else { "" }).collect()
    }

    /// Whether a point is shown in its letter: its comment is public, with as much of its author as the letter is. What she
    /// published with less stands alone, where nothing says that it is hers.
    #[must_use]
    pub fn shows(&self, point: &Point) -> bool {
        let level = self.submission.level.max(Level::GroupOnly);
        let row = self.published.iter().find(|row| row.id == point.comment.id);
        point.comment.state == CommentState::Published && row.is_some_and(|row| row.stub.is_none() && row.level >= level)
    }

    /// The paragraphs that are not shown: those of points that are not.
    fn hidden(&self) -> HashSet<i32> {
        self.letter.points.iter().filter(|point| !self.shows(point)).flat_map(|point| point.first..=point.last).collect()
    }
}

/// The released letters on the drafts that a reader may see, or one of them.
///
/// # Errors
/// Those of the database.
pub fn contributions(conn: &mut Conn, key: &Key, whole: &ConsultationContext, wanted: Option<&str>) -> AppResult<Vec<Shown>> {
    let drafts: Vec<DraftId> = whole.drafts.iter().map(|draft| draft.id).collect();
    let released = letters::shown(conn, key, whole.consultation.id, &drafts, wanted)?;
    let ids: Vec<SubmissionId> = released.iter().map(|letter| letter.submission.clone()).collect();
    let submissions = submissions::read::by_ids(conn, &ids)?.into_iter().map(|own| (own.id.clone(), own));
    let mut submissions: HashMap<SubmissionId, Submission> = submissions.collect();
    let ids: Vec<CommentId> = released.iter().flat_map(|letter| &letter.points).map(|point| point.comment.id.clone()).collect();
    let published = comments::read::published(conn, &ids)?.into_iter().map(|row| (row.id.clone(), row));
    let mut published: HashMap<CommentId, PublishedComment> = published.collect();
    let shown = |letter: Letter| {
        // Whatever was released, nothing of who took it back or wants nothing published.
        let stands = |own: &Submission| own.status == SubmissionStatus::Submitted && own.level != Level::NotPublished;
        let submission = submissions.remove(&letter.submission).filter(stands)?;
        let published = letter.points.iter().filter_map(|point| published.remove(&point.comment.id)).collect();
        Some(Shown { letter, submission, published })
    };
    Ok(released.into_iter().filter_map(shown).collect())
}
