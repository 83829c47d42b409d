//! The tables, for both databases: only types that both know.

#![expect(missing_docs, reason = "the migrations say what each column is")]

use diesel::table;

table! {
    revisions (scope) {
        scope -> Text,
        revision -> BigInt,
    }
}

table! {
    jobs (id) {
        id -> BigInt,
        key -> Text,
        payload -> Text,
        run_at -> BigInt,
        attempts -> Integer,
        claimed_until -> Nullable<BigInt>,
    }
}

table! {
    outbox (id) {
        id -> BigInt,
        message_id -> Text,
        recipient -> Text,
        language -> Text,
        template -> Text,
        variables -> Text,
        queued_at -> BigInt,
    }
}

table! {
    form_keys (key) {
        key -> Text,
        used_at -> BigInt,
    }
}

table! {
    accounts (id) {
        id -> BigInt,
        email -> Text,
        name -> Text,
        unit -> Text,
        language -> Text,
        password -> Nullable<Text>,
        created_at -> BigInt,
        disabled_at -> Nullable<BigInt>,
        register_id -> Text,
    }
}

table! {
    sign_ins (token_digest) {
        token_digest -> Binary,
        account_id -> BigInt,
        assurance -> Text,
        created_at -> BigInt,
        expires_at -> BigInt,
    }
}

table! {
    sign_in_failures (address_proof) {
        address_proof -> Text,
        failures -> Integer,
        last_at -> BigInt,
    }
}

table! {
    account_links (token_digest) {
        token_digest -> Binary,
        account_id -> Nullable<BigInt>,
        purpose -> Text,
        expires_at -> BigInt,
    }
}

table! {
    consultations (id) {
        id -> BigInt,
        slug -> Text,
        language -> Text,
        time_zone -> Text,
        host_office -> Text,
        title -> Text,
        summary -> Text,
        promise_of_use -> Text,
        created_at -> BigInt,
        themes -> Text,
    }
}

table! {
    roles (id) {
        id -> BigInt,
        account_id -> BigInt,
        consultation_id -> Nullable<BigInt>,
        role -> Text,
    }
}

table! {
    drafts (id) {
        id -> BigInt,
        consultation_id -> BigInt,
        major -> Integer,
        minor -> Integer,
        name -> Text,
        note -> Text,
        status -> Text,
        is_final -> Bool,
        comments_only -> Bool,
        audience -> Text,
        doubtful_links -> Nullable<Integer>,
        created_at -> BigInt,
        published_at -> Nullable<BigInt>,
        open_comments -> Nullable<Integer>,
    }
}

table! {
    language_versions (id) {
        id -> BigInt,
        draft_id -> BigInt,
        language -> Text,
        authoritative -> Bool,
        status -> Text,
        source_name -> Text,
        source_type -> Text,
        source_digest -> Text,
        warnings -> Text,
        imported_at -> BigInt,
        published_at -> Nullable<BigInt>,
    }
}

table! {
    sources (language_version_id) {
        language_version_id -> BigInt,
        content -> Binary,
    }
}

table! {
    paragraphs (id) {
        id -> BigInt,
        draft_id -> BigInt,
        ordinal -> Integer,
        label -> Text,
        section -> Integer,
    }
}

table! {
    blocks (id) {
        id -> BigInt,
        language_version_id -> BigInt,
        position -> Integer,
        section -> Integer,
        first_ordinal -> Nullable<Integer>,
        last_ordinal -> Nullable<Integer>,
        kind -> Text,
        level -> Integer,
        label -> Text,
        typed -> Bool,
        content -> Text,
        plain -> Text,
        paired_by_person -> Bool,
    }
}

table! {
    lineage_links (id) {
        id -> BigInt,
        draft_id -> BigInt,
        old_draft_id -> BigInt,
        old_ordinal -> Nullable<Integer>,
        new_ordinal -> Nullable<Integer>,
        relation -> Text,
        similarity -> Double,
        confidence -> Double,
        status -> Text,
        candidates -> Text,
    }
}

table! {
    change_causes (id) {
        id -> BigInt,
        draft_id -> BigInt,
        new_ordinal -> Nullable<Integer>,
        old_ordinal -> Nullable<Integer>,
        cause -> Text,
        reasons -> Text,
    }
}

table! {
    rounds (id) {
        id -> BigInt,
        consultation_id -> BigInt,
        draft_id -> Nullable<BigInt>,
        opens_at -> BigInt,
        closes_at -> BigInt,
        audience -> Text,
        publication -> Text,
        late_days -> Integer,
        tallied -> Bool,
    }
}

table! {
    round_extensions (id) {
        id -> BigInt,
        round_id -> BigInt,
        old_closes_at -> BigInt,
        new_closes_at -> BigInt,
        reason -> Text,
        extended_at -> BigInt,
    }
}

table! {
    reader_invitations (id) {
        id -> BigInt,
        token_digest -> Binary,
        draft_id -> BigInt,
        note -> Text,
        created_at -> BigInt,
        expires_at -> BigInt,
        revoked_at -> Nullable<BigInt>,
    }
}

table! {
    round_questions (id) {
        id -> BigInt,
        round_id -> BigInt,
        draft_id -> Nullable<BigInt>,
        number -> Integer,
        question -> Text,
        recommendation -> Text,
    }
}

table! {
    files (id) {
        id -> Text,
        content -> Binary,
    }
}

table! {
    credentials (code_proof) {
        code_proof -> Binary,
        key_id -> Text,
        contribution_id -> Text,
        role -> Text,
        public_key -> Binary,
        wrapped_key -> Binary,
    }
}

table! {
    sealed_copies (contribution_id) {
        contribution_id -> Text,
        round_id -> BigInt,
        version -> Integer,
        sealed -> Binary,
    }
}

table! {
    working_copies (code_proof) {
        code_proof -> Binary,
        round_id -> BigInt,
        version -> Integer,
        sealed -> Binary,
    }
}

table! {
    submissions (id) {
        id -> Text,
        round_id -> BigInt,
        reference -> Text,
        channel -> Text,
        status -> Text,
        stakeholder_group -> Text,
        region -> Text,
        country -> Text,
        organisation -> Text,
        person -> Text,
        client -> Text,
        confirmation -> Text,
        confirmed_how -> Text,
        confirmed_by -> Nullable<BigInt>,
        level -> Text,
        consent -> Text,
        submitted_on -> Integer,
        late -> Bool,
        version -> Integer,
        content_proof -> Binary,
        by_office -> Bool,
        codes_issued -> Integer,
        code_issued_on -> Nullable<Integer>,
    }
}

table! {
    comments (id) {
        id -> Text,
        submission_id -> Text,
        consultation_id -> BigInt,
        draft_id -> BigInt,
        round_id -> BigInt,
        item -> Text,
        target -> Text,
        ordinal -> Integer,
        label -> Text,
        quote -> Text,
        kind -> Nullable<Text>,
        themes -> Text,
        language -> Text,
        body -> Text,
        proposed -> Text,
        reason -> Text,
        level -> Text,
        late -> Bool,
        version -> Integer,
        state -> Text,
        resolution_id -> Nullable<BigInt>,
    }
}

table! {
    published_comments (comment_id) {
        comment_id -> Text,
        consultation_id -> BigInt,
        draft_id -> BigInt,
        reference -> Text,
        published_on -> Integer,
        amended_on -> Nullable<Integer>,
        stub -> Nullable<Text>,
        target -> Text,
        ordinal -> Integer,
        label -> Text,
        place_key -> Text,
        level -> Text,
        kind -> Nullable<Text>,
        themes -> Text,
        language -> Text,
        late -> Bool,
        stakeholder_group -> Nullable<Text>,
        region -> Nullable<Text>,
        speaker -> Text,
        quote -> Text,
        body -> Text,
        proposed -> Text,
        reason -> Text,
        search_text -> Text,
        decision -> Nullable<Text>,
        decided_on -> Nullable<Integer>,
        answer -> Text,
        implementation -> Nullable<Text>,
        verdict -> Nullable<Text>,
        verdict_on -> Nullable<Integer>,
    }
}

table! {
    earlier_versions (comment_id, version) {
        comment_id -> Text,
        version -> Integer,
        body -> Text,
        proposed -> Text,
        reason -> Text,
        quote -> Text,
    }
}

table! {
    batches (id) {
        id -> BigInt,
        round_id -> BigInt,
        published_on -> Integer,
        comments -> Integer,
    }
}

table! {
    loop_totals (draft_id) {
        draft_id -> BigInt,
        consultation_id -> BigInt,
        received -> Integer,
        decided -> Integer,
        to_apply -> Integer,
        applied -> Integer,
        verified -> Integer,
        verdicts -> Integer,
        satisfied -> Integer,
    }
}

table! {
    events (id) {
        id -> Text,
        consultation_id -> BigInt,
        fact -> Text,
        subject -> Text,
        happened_on -> Nullable<Integer>,
    }
}

table! {
    office_questions (id) {
        id -> BigInt,
        comment_id -> Text,
        language -> Text,
        question -> Text,
        asked_by -> BigInt,
        asked_on -> Integer,
        reply -> Text,
        replied_on -> Nullable<Integer>,
    }
}

table! {
    moderations (id) {
        id -> BigInt,
        comment_id -> Text,
        reason -> Text,
        note -> Text,
        held_by -> BigInt,
        held_on -> Integer,
        contest -> Text,
        contested_on -> Nullable<Integer>,
        lifted_by -> Nullable<BigInt>,
        lifted_on -> Nullable<Integer>,
    }
}

table! {
    resolutions (id) {
        id -> BigInt,
        register_id -> Text,
        consultation_id -> BigInt,
        draft_id -> BigInt,
        status -> Text,
        proposer_id -> BigInt,
        approver_id -> Nullable<BigInt>,
        return_note -> Text,
        supersedes_id -> Nullable<BigInt>,
        proposed_on -> Integer,
        approved_on -> Nullable<Integer>,
        published_on -> Nullable<Integer>,
    }
}

table! {
    resolution_parts (id) {
        id -> BigInt,
        resolution_id -> BigInt,
        position -> Integer,
        decision -> Text,
        duplicate_of -> Text,
        reasons -> Text,
        private_reasons -> Text,
        reasons_hidden -> Bool,
    }
}

table! {
    resolution_comments (resolution_id, comment_id) {
        resolution_id -> BigInt,
        comment_id -> Text,
        superseded -> Bool,
    }
}

table! {
    implementations (id) {
        id -> BigInt,
        part_id -> BigInt,
        status -> Text,
        draft_id -> Nullable<BigInt>,
        reasons -> Text,
        applied_by -> Nullable<BigInt>,
        applied_on -> Nullable<Integer>,
        verified_by -> Nullable<BigInt>,
        verified_on -> Nullable<Integer>,
        verified_words -> Text,
        reasons_hidden -> Bool,
    }
}

table! {
    change_links (id) {
        id -> BigInt,
        draft_id -> BigInt,
        new_ordinal -> Nullable<Integer>,
        old_ordinal -> Nullable<Integer>,
        implementation_id -> BigInt,
    }
}

table! {
    reactions (comment_id) {
        comment_id -> Text,
        verdict -> Text,
        why -> Text,
        is_public -> Bool,
        reacted_on -> Integer,
    }
}

table! {
    reviews (id) {
        id -> Text,
        resolution_id -> BigInt,
        status -> Text,
        filed_on -> Integer,
        due_on -> Integer,
    }
}

table! {
    review_requests (review_id, comment_id) {
        review_id -> Text,
        comment_id -> Text,
        reason -> Text,
    }
}

table! {
    register_leaves (id) {
        id -> Text,
        consultation_id -> BigInt,
        kind -> Text,
        subject -> Text,
        leaf -> Text,
    }
}

table! {
    register_openings (leaf_id) {
        leaf_id -> Text,
        openings -> Text,
    }
}

diesel::table! {
    /// What came by mail.
    deliveries (id) {
        id -> BigInt,
        consultation_id -> BigInt,
        draft_id -> BigInt,
        round_id -> BigInt,
        kind -> Text,
        status -> Text,
        way -> Text,
        language -> Text,
        received_on -> Integer,
        media_type -> Text,
        digest -> Text,
        sender -> Binary,
        original -> Binary,
        choices -> Binary,
        outcome -> Text,
        entered_by -> Nullable<BigInt>,
        entered_on -> Integer,
    }
}

diesel::table! {
    /// What persons said of the columns and words of a consultation's tables.
    table_mappings (consultation_id) {
        consultation_id -> BigInt,
        mapping -> Text,
    }
}

diesel::table! {
    /// The rows of tables that were taken over.
    table_rows (id) {
        id -> Text,
        consultation_id -> BigInt,
        draft_id -> BigInt,
        delivery_id -> BigInt,
        submission_id -> Text,
        comment_id -> Nullable<Text>,
        source_proof -> Binary,
        words_proof -> Binary,
        sheet -> Text,
        position -> Integer,
        place -> Text,
        decision_words -> Text,
        issue -> Text,
        entry -> Text,
    }
}

diesel::table! {
    /// Contributions that came as prose.
    letters (delivery_id) {
        delivery_id -> BigInt,
        submission_id -> Text,
        public_id -> Text,
        paragraphs -> Binary,
        version -> Integer,
        shown_on -> Nullable<Integer>,
        shown_by -> Nullable<BigInt>,
    }
}

diesel::table! {
    /// The points of letters.
    letter_points (comment_id) {
        comment_id -> Text,
        delivery_id -> BigInt,
        first_paragraph -> Integer,
        last_paragraph -> Integer,
    }
}

diesel::joinable!(sign_ins -> accounts (account_id));
diesel::joinable!(account_links -> accounts (account_id));
diesel::joinable!(roles -> accounts (account_id));
diesel::joinable!(roles -> consultations (consultation_id));
diesel::joinable!(drafts -> consultations (consultation_id));
diesel::joinable!(language_versions -> drafts (draft_id));
diesel::joinable!(sources -> language_versions (language_version_id));
diesel::joinable!(paragraphs -> drafts (draft_id));
diesel::joinable!(blocks -> language_versions (language_version_id));
diesel::joinable!(lineage_links -> drafts (draft_id));
diesel::joinable!(change_causes -> drafts (draft_id));
diesel::joinable!(rounds -> drafts (draft_id));
diesel::joinable!(round_extensions -> rounds (round_id));
diesel::joinable!(reader_invitations -> drafts (draft_id));
diesel::joinable!(comments -> submissions (submission_id));
diesel::joinable!(comments -> drafts (draft_id));
diesel::joinable!(published_comments -> comments (comment_id));
diesel::joinable!(published_comments -> drafts (draft_id));
diesel::joinable!(loop_totals -> drafts (draft_id));
diesel::joinable!(resolution_parts -> resolutions (resolution_id));
diesel::joinable!(resolution_comments -> resolutions (resolution_id));
diesel::joinable!(resolution_comments -> comments (comment_id));
diesel::joinable!(implementations -> resolution_parts (part_id));
diesel::joinable!(change_links -> implementations (implementation_id));
diesel::joinable!(reactions -> comments (comment_id));
diesel::joinable!(reviews -> resolutions (resolution_id));
diesel::joinable!(office_questions -> comments (comment_id));
diesel::joinable!(moderations -> comments (comment_id));
diesel::joinable!(register_openings -> register_leaves (leaf_id));
diesel::joinable!(table_rows -> comments (comment_id));
diesel::joinable!(table_rows -> drafts (draft_id));
diesel::joinable!(letters -> deliveries (delivery_id));
diesel::joinable!(letters -> submissions (submission_id));
diesel::joinable!(letter_points -> comments (comment_id));
diesel::table! {
    /// The latest time that was believed, and a clock that says another.
    clock_agreement (id) {
        id -> Integer,
        latest -> BigInt,
        doubted -> Nullable<BigInt>,
        hours -> Integer,
    }
}

diesel::table! {
    /// How many removals the journal outside of the database has, and up to which they were removed from its files.
    removal_journal (id) {
        id -> Integer,
        position -> BigInt,
        vacuumed -> BigInt,
    }
}

diesel::allow_tables_to_appear_in_same_query!(
    deliveries,
    table_mappings,
    table_rows,
    letters,
    letter_points,
    revisions,
    jobs,
    outbox,
    form_keys,
    accounts,
    sign_ins,
    sign_in_failures,
    account_links,
    consultations,
    roles,
    drafts,
    language_versions,
    sources,
    paragraphs,
    blocks,
    lineage_links,
    change_causes,
    rounds,
    round_extensions,
    reader_invitations,
    round_questions,
    credentials,
    sealed_copies,
    working_copies,
    submissions,
    comments,
    published_comments,
    earlier_versions,
    batches,
    loop_totals,
    office_questions,
    moderations,
    resolutions,
    resolution_parts,
    resolution_comments,
    implementations,
    change_links,
    reactions,
    reviews,
    review_requests,
    register_leaves,
    register_openings
);
