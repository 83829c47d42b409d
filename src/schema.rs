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
        draft_id -> BigInt,
        opens_at -> BigInt,
        closes_at -> BigInt,
        audience -> Text,
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
diesel::allow_tables_to_appear_in_same_query!(
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
    reader_invitations
);
