//! The types of comments as they are sent and looked at.

use crate::contributors::model::Level;
use crate::language::Language;
use crate::publications::model::{CommentKind, Stub, Target, Words};

crate::text_enum! {
    /// Where a comment is on its way to the public.
    CommentState {
        /// Nobody has looked at it yet.
        Waiting = "waiting",
        /// A person has looked; it goes out with the next batch.
        Cleared = "cleared",
        /// It is public.
        Published = "published",
        /// It is held back for a listed reason.
        Withheld = "withheld",
        /// Its author took it back.
        Withdrawn = "withdrawn",
        /// Its author had it erased.
        Erased = "erased",
    }
}

crate::text_enum! {
    /// Why a comment may be held back.
    HoldReason {
        /// Personal data of others.
        PersonalData = "personal_data",
        /// A threat.
        Threat = "threat",
        /// Hate.
        Hate = "hate",
        /// Spam.
        Spam = "spam",
    }
}

impl From<HoldReason> for Stub {
    fn from(reason: HoldReason) -> Self {
        match reason {
            HoldReason::PersonalData => Self::PersonalData,
            HoldReason::Threat => Self::Threat,
            HoldReason::Hate => Self::Hate,
            HoldReason::Spam => Self::Spam,
        }
    }
}

/// A comment as it is sent, checked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewComment {
    /// Its key in the working copy.
    pub item: String,
    /// What it is about.
    pub target: Target,
    /// How the target is printed: "12", "III. Guiding principles"; may be empty.
    pub label: String,
    /// Its kind, if given.
    pub kind: Option<CommentKind>,
    /// Codes of themes.
    pub themes: Vec<String>,
    /// Its language.
    pub language: Language,
    /// What the public sees of it.
    pub level: Level,
    /// What it says.
    pub words: Words,
}
