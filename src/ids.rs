//! The ids of rows that more than one slice names: a lower slice may hold the id of what an upper one owns.

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
    /// A round's row.
    RoundId
);
crate::row_id!(
    /// The row of something that came by mail.
    DeliveryId
);

crate::text_id!(
    /// A comment, here and in the register.
    CommentId
);
crate::text_id!(
    /// A submission. Comments know it; the public never does.
    SubmissionId
);
