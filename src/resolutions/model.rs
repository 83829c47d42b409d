//! The types of answers.

use crate::error::{AppError, AppResult};
use crate::language::LocalText;
use crate::publications::model::Decision;

crate::text_enum! {
    /// Where an answer stands.
    ResolutionStatus {
        /// It waits for another person's approval.
        Proposed = "proposed",
        /// It was sent back to be proposed anew.
        Returned = "returned",
        /// It waits for publication.
        Approved = "approved",
        /// It is public.
        Published = "published",
        /// Another answer has taken its place.
        Superseded = "superseded",
    }
}

/// A part of an answer. It cannot be made without its reason.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    decision: Decision,
    reasons: LocalText,
    private_reasons: LocalText,
    duplicate_of: String,
}

impl Part {
    /// A decision with its reason.
    ///
    /// # Errors
    /// `reasons` empty; `duplicate_of` missing for a duplicate.
    pub fn new(decision: Decision, reasons: LocalText, private_reasons: LocalText, duplicate_of: &str) -> AppResult<Self> {
        if reasons.is_empty() {
            return Err(AppError::field("reasons", "form-required"));
        }
        let duplicate_of = if decision == Decision::Duplicate { duplicate_of.trim().to_owned() } else { String::new() };
        if decision == Decision::Duplicate && duplicate_of.is_empty() {
            return Err(AppError::field("duplicate_of", "form-required"));
        }
        Ok(Self { decision, reasons, private_reasons, duplicate_of })
    }

    /// What is decided.
    #[must_use]
    pub const fn decision(&self) -> Decision {
        self.decision
    }

    /// The reason that everybody reads.
    #[must_use]
    pub const fn reasons(&self) -> &LocalText {
        &self.reasons
    }

    /// A reason for the author alone; may be empty.
    #[must_use]
    pub const fn private_reasons(&self) -> &LocalText {
        &self.private_reasons
    }

    /// The reference of the comment that this one repeats.
    #[must_use]
    pub fn duplicate_of(&self) -> &str {
        &self.duplicate_of
    }
}
