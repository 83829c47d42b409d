//! The states of things that stand in the way of an operation.

/// Why the state of things does not allow an operation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Conflict {
    /// A translation needs the authoritative text first.
    AuthoritativeFirst,
    /// There are doubtful links that nobody has confirmed.
    DoubtfulLinks,
    /// The draft itself has to be published first.
    DraftFirst,
    /// This draft is published and never changes.
    DraftPublished,
    /// Somebody else has imported a text at the same time.
    ImportedMeanwhile,
    /// A draft with a higher number has been published, so this one can no longer be.
    LaterPublished,
    /// Another draft has been published before this one since its text was imported.
    LineageStale,
    /// The authoritative text has not been imported yet.
    NoText,
    /// The round has been extended meanwhile.
    RoundExtended,
    /// This form did not come from this site, or belongs to another round.
    FormForeign,
    /// This form was opened a while ago or in another browser, or the browser refuses cookies.
    SignInForm,
    /// This code belongs to another round.
    CodeOtherRound,
    /// This contribution has been withdrawn or erased.
    ContributionGone,
    /// This contribution was changed at the same moment in another window.
    ContributionChanged,
    /// This round has not opened yet.
    RoundNotOpen,
    /// The round has closed, and late contributions are not taken.
    RoundClosed,
    /// The round has closed, and late contributions are not taken.
    RoundClosedForm,
    /// You have already requested a review of this response, in other words.
    ReviewFiled,
    /// There is no round of comments on this draft for you.
    NoRound,
    /// The draft has no such passage.
    TargetGone,
    /// Nothing is kept under this code.
    NothingKept,
    /// Your contribution was changed in another window since you looked at it.
    ChangedSincePreview,
    /// An answer to one of your comments is already being prepared, so its words can no longer be changed.
    CommentDecided,
    /// The state of this comment has changed meanwhile.
    CommentMoved,
    /// Somebody else has proposed an answer to this comment at the same time.
    DecidedMeanwhile,
    /// The answer is approved and waits for publication.
    AnswerApproved,
    /// This answer does not wait for approval any more.
    AnswerNotProposed,
    /// The same person cannot do both.
    FourEyes,
    /// There is no approved answer whose comments are public.
    NoApproved,
    /// There is no published answer yet.
    NoAnswer,
    /// This point is not linked to a change, or was checked already.
    NotLinked,
    /// This point has been linked to other passages, or their words have changed, since you opened the page.
    LinkedOtherwise,
    /// A second person has checked this already, so it stays as it is.
    VerifiedMeanwhile,
    /// Some comments have no published answer.
    OpenComments,
    /// Nothing has been looked at that could be published.
    NothingCleared,
    /// Comments of this round become public after it has closed.
    RoundOpen,
    /// Fewer than five contributions are ready.
    BatchSmall,
    /// Comments were published today.
    BatchDaily,
    /// A question to the author waits for its reply.
    QuestionWaits,
    /// No question waits for a reply.
    NoQuestion,
    /// This comment is not held back, or you have contested it already.
    NotHeld,
    /// This contribution names nobody.
    NobodyNamed,
    /// The thirty days for requesting a review are over.
    ReviewLate,
    /// This draft has no round of comments.
    NoRoundForMail,
    /// This table has been taken over already, or was discarded.
    TakenOver,
    /// Somebody has changed one of these comments meanwhile.
    TableChanged,
    /// No comment was found.
    TableEmpty,
    /// The draft has no place printed like that.
    PlaceUnknown,
    /// A code can be made only for what the office entered and its author has not taken back.
    NoCodeToIssue,
    /// Somebody has changed the text of this letter meanwhile.
    LetterChanged,
    /// Its sender wants nothing of it published.
    LetterPrivate,
    /// A letter can be shown once its round has closed and all its points are public.
    LetterWaits,
    /// This point is public or is being answered, so it stays.
    PointStays,
}

impl Conflict {
    /// The key of the message that says so, and what to do.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::AuthoritativeFirst => "conflict-authoritative-first",
            Self::DoubtfulLinks => "conflict-doubtful-links",
            Self::DraftFirst => "conflict-draft-first",
            Self::DraftPublished => "conflict-draft-published",
            Self::ImportedMeanwhile => "conflict-imported-meanwhile",
            Self::LaterPublished => "conflict-later-published",
            Self::LineageStale => "conflict-lineage-stale",
            Self::NoText => "conflict-no-text",
            Self::RoundExtended => "conflict-round-extended",
            Self::FormForeign => "conflict-form-foreign",
            Self::SignInForm => "conflict-sign-in-form",
            Self::CodeOtherRound => "conflict-code-other-round",
            Self::ContributionGone => "conflict-contribution-gone",
            Self::ContributionChanged => "conflict-contribution-changed",
            Self::RoundNotOpen => "conflict-round-not-open",
            Self::RoundClosed => "conflict-round-closed",
            Self::RoundClosedForm => "conflict-round-closed-form",
            Self::ReviewFiled => "conflict-review-filed",
            Self::NoRound => "conflict-no-round",
            Self::TargetGone => "conflict-target-gone",
            Self::NothingKept => "conflict-nothing-kept",
            Self::ChangedSincePreview => "conflict-changed-since-preview",
            Self::CommentDecided => "conflict-comment-decided",
            Self::CommentMoved => "conflict-comment-moved",
            Self::DecidedMeanwhile => "conflict-decided-meanwhile",
            Self::AnswerApproved => "conflict-answer-approved",
            Self::AnswerNotProposed => "conflict-answer-not-proposed",
            Self::FourEyes => "conflict-four-eyes",
            Self::NoApproved => "conflict-no-approved",
            Self::NoAnswer => "conflict-no-answer",
            Self::NotLinked => "conflict-not-linked",
            Self::LinkedOtherwise => "conflict-linked-otherwise",
            Self::VerifiedMeanwhile => "conflict-verified-meanwhile",
            Self::OpenComments => "conflict-open-comments",
            Self::NothingCleared => "conflict-nothing-cleared",
            Self::RoundOpen => "conflict-round-open",
            Self::BatchSmall => "conflict-batch-small",
            Self::BatchDaily => "conflict-batch-daily",
            Self::QuestionWaits => "conflict-question-waits",
            Self::NoQuestion => "conflict-no-question",
            Self::NotHeld => "conflict-not-held",
            Self::NobodyNamed => "conflict-nobody-named",
            Self::ReviewLate => "conflict-review-late",
            Self::NoRoundForMail => "conflict-no-round-for-mail",
            Self::TakenOver => "conflict-taken-over",
            Self::TableChanged => "conflict-table-changed",
            Self::TableEmpty => "conflict-table-empty",
            Self::PlaceUnknown => "conflict-place-unknown",
            Self::NoCodeToIssue => "conflict-no-code-to-issue",
            Self::LetterChanged => "conflict-letter-changed",
            Self::LetterPrivate => "conflict-letter-private",
            Self::LetterWaits => "conflict-letter-waits",
            Self::PointStays => "conflict-point-stays",
        }
    }
}
