//! What authors take back for good, as the journal keeps it: a restored backup does it again.

use serde::{Deserialize, Serialize};

use super::model::SubmissionId;
use crate::contributors::model::Level;
use crate::error::{AppError, AppResult};
use crate::ids::CommentId;
use crate::platform::db::Tx;

/// A removal, by ids alone.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Removal {
    /// A submission was erased.
    Erased(SubmissionId),
    /// A submission was withdrawn whole.
    Withdrawn(SubmissionId),
    /// A comment was withdrawn.
    CommentWithdrawn(CommentId),
    /// A submission, or one comment of it, is published with less.
    Lowered(SubmissionId, Option<CommentId>, Level),
    /// What a comment said before it was amended was destroyed.
    EarlierForgotten(SubmissionId, CommentId),
    /// The office made another code: those before open nothing.
    CodesVoided(SubmissionId),
}

impl Removal {
    /// Notes it in the journal, with the transaction that carries it out.
    ///
    /// # Errors
    /// If it cannot be written as JSON.
    pub(super) fn note(&self, tx: &mut Tx) -> AppResult<()> {
        tx.note_removal(serde_json::to_string(self).map_err(AppError::internal)?);
        Ok(())
    }
}
