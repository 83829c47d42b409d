//! The types of drafts.

use diesel::prelude::*;

use crate::ids::{ConsultationId, DraftId, Ordinal, RoundId, VersionId};
use std::fmt;

use diesel::sql_types::{Integer, Nullable};

use crate::language::{Language, LocalText};
use crate::platform::clock::Timestamp;
use crate::schema::rounds;

/// A paragraph that may have changed from one draft to the next, as forms and addresses write it: `n12` in the new draft, `o12` in
/// the draft before if it was removed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ChangedParagraph {
    /// It stands in the new draft.
    New(Ordinal),
    /// It stood in the draft before.
    Removed(Ordinal),
}

impl ChangedParagraph {
    /// Its ordinal in the new draft, unless it was removed.
    #[must_use]
    pub const fn new_ordinal(self) -> Option<Ordinal> {
        match self {
            Self::New(ordinal) => Some(ordinal),
            Self::Removed(_) => None,
        }
    }

    /// Its ordinal in the draft before, if it was removed.
    #[must_use]
    pub const fn removed_ordinal(self) -> Option<Ordinal> {
        match self {
            Self::New(_) => None,
            Self::Removed(ordinal) => Some(ordinal),
        }
    }

    /// The one of two columns that is filled in, the new one first.
    #[must_use]
    pub fn of_columns(new: Option<Ordinal>, old: Option<Ordinal>) -> Option<Self> {
        new.map(Self::New).or(old.map(Self::Removed))
    }
}

impl fmt::Display for ChangedParagraph {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::New(ordinal) => write!(formatter, "n{ordinal}"),
            Self::Removed(ordinal) => write!(formatter, "o{ordinal}"),
        }
    }
}

impl std::str::FromStr for ChangedParagraph {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        let ordinal = |digits: &str| digits.parse::<Ordinal>().ok().filter(|ordinal| *ordinal > Ordinal::default());
        let new = text.strip_prefix('n').and_then(ordinal);
        Self::of_columns(new, text.strip_prefix('o').and_then(ordinal)).ok_or(())
    }
}

/// From the columns of the new ordinal and of the old one.
impl<DB: diesel::backend::Backend> diesel::Queryable<(Nullable<Integer>, Nullable<Integer>), DB> for ChangedParagraph
where
    (Option<Ordinal>, Option<Ordinal>): diesel::deserialize::FromStaticSqlRow<(Nullable<Integer>, Nullable<Integer>), DB>,
{
    type Row = (Option<Ordinal>, Option<Ordinal>);

    fn build((new, old): Self::Row) -> diesel::deserialize::Result<Self> {
        Self::of_columns(new, old).ok_or_else(|| "neither an old nor a new ordinal".into())
    }
}

/// The number of a draft: 3, or 3.1 for its first corrigendum.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct DraftNumber {
    /// The draft.
    pub major: i32,
    /// Its corrigendum, 0 for the draft itself.
    pub minor: i32,
}

impl DraftNumber {
    /// Reads a number as it stands in addresses.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let digits = |text: &str| text.len() <= 4 && !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
        let (major, minor) = text.trim().split_once('.').unwrap_or((text.trim(), "0"));
        if !digits(major) || !digits(minor) {
            return None;
        }
        let number = Self { major: major.parse().ok()?, minor: minor.parse().ok()? };
        // One address for one draft: neither "03" nor "3.0".
        (number.to_string() == text.trim()).then_some(number)
    }
}

impl fmt::Display for DraftNumber {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.minor == 0 { write!(formatter, "{}", self.major) } else { write!(formatter, "{}.{}", self.major, self.minor) }
    }
}

crate::text_enum! {
    /// Whether a draft or a language version can still change.
    DraftStatus {
        /// It can.
        Preparing = "preparing",
        /// It never will.
        Published = "published",
    }
}

crate::text_enum! {
    /// Who may read a published draft, or take part in a round.
    Audience {
        /// Those with an invitation.
        Invited = "invited",
        /// Everybody.
        Public = "public",
    }
}

crate::text_enum! {
    /// When the comments of a round become public, always after a person has looked.
    Publication {
        /// Once the round is closed.
        AfterClosing = "after_closing",
        /// While it is open, at least five contributions together and at most daily.
        InBatches = "in_batches",
    }
}

crate::text_enum! {
    /// Why a paragraph changed, where no comment was the cause.
    Cause {
        /// A legal review.
        LegalReview = "legal_review",
        /// Clearance between agencies.
        InterAgencyClearance = "inter_agency_clearance",
        /// A bilateral consultation.
        BilateralConsultation = "bilateral_consultation",
        /// A decision of senior management.
        SeniorDecision = "senior_decision",
        /// It follows from another change.
        Consequential = "consequential",
        /// Language, style, layout.
        Editorial = "editorial",
    }
}

crate::text_enum! {
    /// Whether a link of the lineage was computed or confirmed by a person.
    LinkStatus {
        /// Computed.
        Computed = "computed",
        /// A person looked.
        Confirmed = "confirmed",
    }
}

/// A draft.
#[derive(Clone, Debug)]
pub struct Draft {
    /// Its row.
    pub id: DraftId,
    /// Its consultation.
    pub consultation: ConsultationId,
    /// Its number.
    pub number: DraftNumber,
    /// Its name by habit of the field.
    pub name: LocalText,
    /// What changed in it.
    pub note: LocalText,
    /// Whether it can still change.
    pub status: DraftStatus,
    /// Whether it is the last one.
    pub is_final: bool,
    /// Whether it says "for comments only, not for citation".
    pub comments_only: bool,
    /// Who may read it once published.
    pub audience: Audience,
    /// How many links were doubtful when it was published, if that was chosen.
    pub doubtful_links: Option<i32>,
    /// How many comments had no published answer when it was published, if that was chosen.
    pub open_comments: Option<i32>,
    /// When it was published.
    pub published_at: Option<Timestamp>,
}

/// A draft to be made.
#[derive(Clone, Debug)]
pub struct NewDraft {
    /// Its number.
    pub number: DraftNumber,
    /// Its name.
    pub name: LocalText,
    /// What changed in it.
    pub note: LocalText,
    /// Whether it is the last one.
    pub is_final: bool,
    /// Whether it is not for citation.
    pub comments_only: bool,
    /// Who may read it once published.
    pub audience: Audience,
}

/// The text of a draft in one language, without the text.
#[derive(Clone, Debug, diesel::Queryable)]
pub struct LanguageVersion {
    /// Its row.
    pub id: VersionId,
    /// Its draft.
    pub draft: DraftId,
    /// Its language.
    pub language: Language,
    /// Whether the others are translations of it.
    pub authoritative: bool,
    /// Whether it can still change.
    pub status: DraftStatus,
    /// The name of the file it came from.
    pub source_name: String,
    /// The media type of the file.
    pub source_type: String,
    /// SHA-256 of the file, in hexadecimal digits.
    pub source_digest: String,
    /// What was not read as it stood, as JSON of [`crate::text::read::Warning`]s.
    pub warnings: String,
    /// When it was imported.
    pub imported_at: Timestamp,
    /// When it was published.
    pub published_at: Option<Timestamp>,
}

/// A period for comments on a draft, or on questions alone.
#[derive(Clone, Debug, Queryable, Selectable)]
#[diesel(table_name = rounds)]
pub struct Round {
    /// Its row.
    pub id: RoundId,
    /// The consultation.
    #[diesel(column_name = consultation_id)]
    pub consultation: ConsultationId,
    /// Its draft; none if it is on questions alone.
    #[diesel(column_name = draft_id)]
    pub draft: Option<DraftId>,
    /// When it opens.
    pub opens_at: Timestamp,
    /// When it closes, extensions included.
    pub closes_at: Timestamp,
    /// Who may take part.
    pub audience: Audience,
    /// When its comments become public.
    pub publication: Publication,
    /// For how many days after the closing late contributions are taken, with a mark; 0: not at all.
    pub late_days: i32,
}

/// The published grace, in seconds: what arrives so long after the closing is in time.
pub const GRACE_SECONDS: i64 = 15 * 60;

/// What a round does with a contribution that arrives at an instant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Intake {
    /// The round has not opened.
    NotYet,
    /// It is in time.
    InTime,
    /// It is late, and taken with a mark.
    Late,
    /// It is too late.
    Over,
}

/// A round to be opened.
#[derive(Clone, Debug)]
pub struct NewRound {
    /// When it opens.
    pub opens_at: Timestamp,
    /// When it closes.
    pub closes_at: Timestamp,
    /// Who may take part.
    pub audience: Audience,
    /// When its comments become public.
    pub publication: Publication,
    /// For how many days late contributions are taken.
    pub late_days: i32,
    /// Guiding questions, each with a recommendation to comment on, which may be empty.
    pub questions: Vec<(LocalText, LocalText)>,
}

/// A guiding question of a round.
#[derive(Clone, Debug, diesel::Queryable)]
pub struct Question {
    /// The round.
    pub round: RoundId,
    /// Its number in the draft, in addresses.
    pub number: Ordinal,
    /// What is asked.
    pub question: LocalText,
    /// A possible recommendation to comment on; may be empty.
    pub recommendation: LocalText,
}

impl Round {
    /// What becomes of a contribution the head of whose request arrived at an instant.
    #[must_use]
    pub fn intake(&self, arrived: Timestamp) -> Intake {
        if arrived < self.opens_at {
            Intake::NotYet
        } else if arrived < self.closes_at.plus_seconds(GRACE_SECONDS) {
            Intake::InTime
        } else if arrived < self.closes_at.plus_days(i64::from(self.late_days)) {
            Intake::Late
        } else {
            Intake::Over
        }
    }

    /// When nothing is taken any more.
    #[must_use]
    pub fn over_at(&self) -> Timestamp {
        self.closes_at.plus_seconds(GRACE_SECONDS).max(self.closes_at.plus_days(i64::from(self.late_days)))
    }

    /// Whether it is open at an instant.
    #[must_use]
    pub fn is_open(&self, now: Timestamp) -> bool {
        self.opens_at <= now && now < self.closes_at
    }
}

#[cfg(test)]
mod tests {
    use super::DraftNumber;

    #[test]
    fn a_draft_has_one_number() {
        let shown = |text| DraftNumber::parse(text).map(|number| number.to_string());
        assert_eq!(shown("3"), Some("3".into()));
        assert_eq!(shown("3.1"), Some("3.1".into()));
        for wrong in ["", "03", "3.0", "3.01", "-1", "3.1.1", "x", "99999", "٣"] {
            assert_eq!(shown(wrong), None, "{wrong}");
        }
    }
}
