//! The ids of rows, and ordinals: types of their own, so that none is taken for another. A lower slice may hold the id of what an upper
//! one owns.

crate::row_id!(
    /// An account's row.
    AccountId
);
crate::row_id!(
    /// A consultation's row.
    ConsultationId
);
crate::row_id!(
    /// A draft's row.
    DraftId
);
crate::row_id!(
    /// A language version's row.
    VersionId
);
crate::row_id!(
    /// The row of a block of a text.
    BlockId
);
crate::row_id!(
    /// A round's row.
    RoundId
);
crate::row_id!(
    /// The row of something that came by mail.
    DeliveryId
);
crate::row_id!(
    /// The row of an answer, in the making or published.
    ResolutionId
);
crate::row_id!(
    /// The row of a part of an answer: one decision and its reasons.
    PartId
);
crate::row_id!(
    /// The row that says how far an accepted part is carried out.
    ImplementationId
);
crate::row_id!(
    /// The row of a cause that somebody named for a change.
    CauseId
);
crate::row_id!(
    /// The row of an invitation to read a draft.
    InvitationId
);

crate::text_id!(
    /// A comment, here and in the register.
    CommentId
);
crate::text_id!(
    /// A contribution, and the submission that it becomes when it is sent. Comments know it; the public never does.
    SubmissionId
);

/// Where a block stands in the authoritative text of a draft, counted from 1; a question's number; 0 for the draft as a whole.
#[derive(
    Clone,
    Copy,
    Debug,
    Default,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    serde::Serialize,
    serde::Deserialize,
    diesel::expression::AsExpression,
    diesel::deserialize::FromSqlRow,
)]
#[diesel(sql_type = diesel::sql_types::Integer)]
pub struct Ordinal(pub i32);

impl Ordinal {
    /// Of what stands at an index, counted from 0.
    #[must_use]
    pub fn at(index: usize) -> Self {
        Self(i32::try_from(index + 1).unwrap_or(i32::MAX))
    }

    /// The index of what stands there, counted from 0; none for 0.
    #[must_use]
    pub fn index(self) -> Option<usize> {
        usize::try_from(self.0).ok()?.checked_sub(1)
    }

    /// This one and all that follow up to another.
    pub fn through(self, last: Self) -> impl DoubleEndedIterator<Item = Self> + Clone {
        (self.0..=last.0).map(Self)
    }

    /// The one after it.
    #[must_use]
    pub const fn next(self) -> Self {
        Self(self.0.saturating_add(1))
    }
}

impl std::fmt::Display for Ordinal {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.fmt(formatter)
    }
}

impl std::str::FromStr for Ordinal {
    type Err = std::num::ParseIntError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        text.parse().map(Self)
    }
}

impl<DB: diesel::backend::Backend> diesel::serialize::ToSql<diesel::sql_types::Integer, DB> for Ordinal
where
    i32: diesel::serialize::ToSql<diesel::sql_types::Integer, DB>,
{
    fn to_sql<'b>(&'b self, out: &mut diesel::serialize::Output<'b, '_, DB>) -> diesel::serialize::Result {
        self.0.to_sql(out)
    }
}

impl<DB: diesel::backend::Backend> diesel::deserialize::FromSql<diesel::sql_types::Integer, DB> for Ordinal
where
    i32: diesel::deserialize::FromSql<diesel::sql_types::Integer, DB>,
{
    fn from_sql(bytes: DB::RawValue<'_>) -> diesel::deserialize::Result<Self> {
        i32::from_sql(bytes).map(Self)
    }
}
