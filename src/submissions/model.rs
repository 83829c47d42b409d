//! The types of submissions.

use crate::contributors::model::{Confirmation, Level, Speaker};
use crate::ids::RoundId;
pub use crate::ids::SubmissionId;
use crate::platform::clock::Day;

/// The version of the consent text that is shown now; stored with what was sent.
pub const CONSENT: &str = "v1";

crate::text_enum! {
    /// The way in which a submission came.
    Channel {
        /// By the form or its JSON.
        Web = "web",
        /// By an uploaded table.
        File = "file",
        /// As a letter.
        Letter = "letter",
        /// From a session.
        Session = "session",
        /// Through somebody else.
        Relay = "relay",
    }
}

crate::text_enum! {
    /// Where a submission stands.
    SubmissionStatus {
        /// It counts.
        Submitted = "submitted",
        /// Its author took it back.
        Withdrawn = "withdrawn",
        /// Its author had it erased.
        Erased = "erased",
    }
}

/// The consent given with a level, as it is stored.
pub(super) fn consent_to(level: Level) -> String {
    format!("{CONSENT} {}", level.as_str())
}

/// What was sent together by one contributor, without the comments.
#[derive(Clone, Debug, diesel::Queryable, diesel::Selectable)]
#[diesel(table_name = crate::schema::submissions)]
pub struct Submission {
    /// Its id.
    pub id: SubmissionId,
    /// The round.
    #[diesel(column_name = round_id)]
    pub round: RoundId,
    /// What its author and the office call it.
    pub reference: String,
    /// Where it stands.
    pub status: SubmissionStatus,
    /// Who speaks.
    #[diesel(embed)]
    pub speaker: Speaker,
    /// Whether somebody has made sure of it.
    pub confirmation: Confirmation,
    /// How it was confirmed.
    pub confirmed_how: String,
    /// What the public sees.
    pub level: Level,
    /// The consent given: version and level.
    pub consent: String,
    /// The day on which it was first sent.
    pub submitted_on: Day,
    /// Whether it came late.
    pub late: bool,
    /// How often it was sent with changes.
    pub version: i32,
    /// A MAC over what was sent last.
    pub content_proof: Vec<u8>,
}
