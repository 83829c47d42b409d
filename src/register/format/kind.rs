//! The types of leaves.

/// The type of a leaf.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LeafKind {
    /// A draft was published.
    Draft,
    /// A round was opened, or its dates were changed.
    Round,
    /// What had come in when a round closed.
    Tally,
    /// A comment was sent.
    Comment,
    /// A comment became public, or why it did not.
    Publication,
    /// An answer was published.
    Resolution,
    /// Where an accepted point stands.
    Implementation,
    /// A comment was sent again with other words.
    Amendment,
    /// Something that opened a leaf was destroyed.
    Redaction,
    /// A review was requested.
    Review,
    /// Somebody stands behind a comment, or no longer does.
    Association,
    /// A live session was called, or its times or rules were changed.
    Session,
    /// The report of a session was published.
    Report,
    /// A round was closed before its time.
    Closing,
    /// A joint contribution was sent.
    Position,
}

impl LeafKind {
    /// All of them.
    pub const ALL: [Self; 15] = [
        Self::Draft,
        Self::Round,
        Self::Tally,
        Self::Comment,
        Self::Publication,
        Self::Resolution,
        Self::Implementation,
        Self::Amendment,
        Self::Redaction,
        Self::Review,
        Self::Association,
        Self::Session,
        Self::Report,
        Self::Closing,
        Self::Position,
    ];

    /// The word for it in a leaf.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Round => "round",
            Self::Tally => "tally",
            Self::Comment => "comment",
            Self::Publication => "publication",
            Self::Resolution => "resolution",
            Self::Implementation => "implementation",
            Self::Amendment => "amendment",
            Self::Redaction => "redaction",
            Self::Review => "review",
            Self::Association => "association",
            Self::Session => "session",
            Self::Report => "report",
            Self::Closing => "closing",
            Self::Position => "position",
        }
    }
}
