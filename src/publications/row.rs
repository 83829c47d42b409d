//! The row of a comment as the public sees it.

use diesel::prelude::*;

use super::model::{Answer, CommentKind, Decision, Progress, Stub, TargetKind, Verdict, Words};
use crate::contributors::model::{Group, Level, Named, Region};
use crate::ids::{CommentId, DraftId, Ordinal};
use crate::language::Language;
use crate::platform::clock::Day;
use crate::schema::published_comments;
use crate::text::fold::folded;

/// A comment as the public sees it.
#[derive(Clone, Debug, Queryable, Selectable)]
#[diesel(table_name = published_comments)]
pub struct PublishedComment {
    /// The comment.
    #[diesel(column_name = comment_id)]
    pub id: CommentId,
    /// The draft it was written on.
    #[diesel(column_name = draft_id)]
    pub draft: DraftId,
    /// Its public reference.
    pub reference: String,
    /// The day of its batch.
    pub published_on: Day,
    /// The day of the batch in which other words took the place of the first.
    pub amended_on: Option<Day>,
    /// Why there is only a stub.
    pub stub: Option<Stub>,
    /// What it is about.
    pub target: TargetKind,
    /// Where.
    pub ordinal: Ordinal,
    /// How the place is printed.
    pub label: String,
    /// Where it stands in the record.
    pub place_key: String,
    /// What the public sees.
    pub level: Level,
    /// Its kind.
    pub kind: Option<CommentKind>,
    /// Its themes, as a column.
    pub themes: String,
    /// Its language.
    pub language: Language,
    /// Whether it came late.
    pub late: bool,
    /// The group, if enough share it.
    #[diesel(column_name = stakeholder_group)]
    pub group: Option<Group>,
    /// The region, if enough share it.
    pub region: Option<Region>,
    /// The names shown, as JSON of [`Named`].
    pub speaker: String,
    /// A passage it speaks of.
    pub quote: String,
    /// What it says.
    pub body: String,
    /// The wording it proposes.
    pub proposed: String,
    /// Its reason.
    pub reason: String,
    /// The decision that stands for its answer.
    pub decision: Option<Decision>,
    /// When the answer was published.
    pub decided_on: Option<Day>,
    /// The answer, as JSON of [`Answer`]; empty if there is none.
    pub answer: String,
    /// How far the change is.
    #[diesel(column_name = implementation)]
    pub progress: Option<Progress>,
    /// The author's public verdict.
    pub verdict: Option<Verdict>,
    /// The day of her verdict.
    pub verdict_on: Option<Day>,
}

impl PublishedComment {
    /// The names that are shown.
    #[must_use]
    pub fn named(&self) -> Named {
        serde_json::from_str(&self.speaker).unwrap_or_default()
    }

    /// Its answer.
    #[must_use]
    pub fn answer(&self) -> Answer {
        serde_json::from_str(&self.answer).unwrap_or_default()
    }
}

/// Everything of a comment that a search looks through.
#[must_use]
pub fn search_text(words: &Words, named: &Named) -> String {
    folded(&[&*words.body, &*words.proposed, &*words.reason, &*words.quote, &*named.organisation, &*named.person].join("\n"))
}
