CREATE TABLE revisions (
    scope TEXT PRIMARY KEY NOT NULL,
    revision BIGINT NOT NULL
);

CREATE TABLE jobs (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    key TEXT NOT NULL UNIQUE,
    payload TEXT NOT NULL,
    run_at BIGINT NOT NULL,
    attempts INTEGER NOT NULL,
    claimed_until BIGINT
);
CREATE INDEX jobs_due ON jobs (run_at);

CREATE TABLE outbox (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    message_id TEXT NOT NULL UNIQUE,
    recipient TEXT NOT NULL,
    language TEXT NOT NULL,
    template TEXT NOT NULL,
    variables TEXT NOT NULL,
    queued_at BIGINT NOT NULL
);

CREATE TABLE form_keys (
    key TEXT PRIMARY KEY NOT NULL,
    used_at BIGINT NOT NULL
);

CREATE TABLE accounts (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    email TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    unit TEXT NOT NULL,
    language TEXT NOT NULL CHECK (language IN ('en', 'fr', 'es', 'ar', 'zh', 'ru')),
    password TEXT,
    created_at BIGINT NOT NULL,
    disabled_at BIGINT
);

-- A digest of a random token; the token itself is in the holder's cookie or link only.
CREATE TABLE sign_ins (
    token_digest BLOB PRIMARY KEY NOT NULL,
    account_id BIGINT NOT NULL REFERENCES accounts (id),
    assurance TEXT NOT NULL CHECK (assurance IN ('password', 'second_factor')),
    created_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL
);
CREATE INDEX sign_ins_of_account ON sign_ins (account_id);

-- Failures by a keyed proof of the address tried, so that the table names nobody.
CREATE TABLE sign_in_failures (
    address_proof TEXT PRIMARY KEY NOT NULL,
    failures INTEGER NOT NULL,
    last_at BIGINT NOT NULL
);

CREATE TABLE account_links (
    token_digest BLOB PRIMARY KEY NOT NULL,
    account_id BIGINT REFERENCES accounts (id),
    purpose TEXT NOT NULL CHECK (purpose IN ('first_administrator', 'set_password')),
    expires_at BIGINT NOT NULL
);

CREATE TABLE consultations (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    slug TEXT NOT NULL UNIQUE,
    language TEXT NOT NULL CHECK (language IN ('en', 'fr', 'es', 'ar', 'zh', 'ru')),
    time_zone TEXT NOT NULL,
    host_office TEXT NOT NULL,
    title TEXT NOT NULL,
    summary TEXT NOT NULL,
    promise_of_use TEXT NOT NULL,
    created_at BIGINT NOT NULL
);

CREATE TABLE roles (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    account_id BIGINT NOT NULL REFERENCES accounts (id),
    consultation_id BIGINT REFERENCES consultations (id),
    role TEXT NOT NULL CHECK (role IN ('administrator', 'editor', 'analyst', 'approver', 'reviewer', 'rapporteur', 'custodian', 'auditor'))
);
CREATE UNIQUE INDEX roles_once ON roles (account_id, role, (COALESCE(consultation_id, 0)));

CREATE TABLE drafts (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    consultation_id BIGINT NOT NULL REFERENCES consultations (id),
    major INTEGER NOT NULL CHECK (major >= 0),
    minor INTEGER NOT NULL CHECK (minor >= 0),
    name TEXT NOT NULL,
    note TEXT NOT NULL,
    status TEXT NOT NULL CHECK (status IN ('preparing', 'published')),
    is_final BOOLEAN NOT NULL,
    comments_only BOOLEAN NOT NULL,
    audience TEXT NOT NULL CHECK (audience IN ('invited', 'public')),
    doubtful_links INTEGER,
    created_at BIGINT NOT NULL,
    published_at BIGINT,
    CHECK ((status = 'published') = (published_at IS NOT NULL)),
    UNIQUE (consultation_id, major, minor)
);

CREATE TABLE language_versions (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    draft_id BIGINT NOT NULL REFERENCES drafts (id),
    language TEXT NOT NULL CHECK (language IN ('en', 'fr', 'es', 'ar', 'zh', 'ru')),
    authoritative BOOLEAN NOT NULL,
    status TEXT NOT NULL CHECK (status IN ('preparing', 'published')),
    source_name TEXT NOT NULL,
    source_type TEXT NOT NULL,
    source_digest TEXT NOT NULL,
    warnings TEXT NOT NULL,
    imported_at BIGINT NOT NULL,
    published_at BIGINT,
    CHECK ((status = 'published') = (published_at IS NOT NULL)),
    UNIQUE (draft_id, language)
);

CREATE TABLE sources (
    language_version_id BIGINT PRIMARY KEY NOT NULL REFERENCES language_versions (id),
    content BLOB NOT NULL
);

CREATE TABLE paragraphs (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    draft_id BIGINT NOT NULL REFERENCES drafts (id),
    ordinal INTEGER NOT NULL CHECK (ordinal > 0),
    label TEXT NOT NULL,
    section INTEGER NOT NULL,
    UNIQUE (draft_id, ordinal)
);

-- A block belongs to the paragraphs from first_ordinal to last_ordinal, usually one; in a translation perhaps to none.
CREATE TABLE blocks (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    language_version_id BIGINT NOT NULL REFERENCES language_versions (id),
    position INTEGER NOT NULL,
    section INTEGER NOT NULL,
    first_ordinal INTEGER,
    last_ordinal INTEGER,
    kind TEXT NOT NULL CHECK (kind IN ('heading', 'paragraph', 'list_item', 'table', 'footnote', 'box', 'code', 'figure')),
    level INTEGER NOT NULL,
    label TEXT NOT NULL,
    typed BOOLEAN NOT NULL,
    content TEXT NOT NULL,
    plain TEXT NOT NULL,
    UNIQUE (language_version_id, position)
);
CREATE INDEX blocks_by_section ON blocks (language_version_id, section);
CREATE INDEX blocks_by_ordinal ON blocks (language_version_id, first_ordinal);

-- One row for each pair of an old and a new paragraph; without the old one it was added, without the new one removed.
CREATE TABLE lineage_links (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    draft_id BIGINT NOT NULL REFERENCES drafts (id),
    old_draft_id BIGINT NOT NULL REFERENCES drafts (id),
    old_ordinal INTEGER,
    new_ordinal INTEGER,
    relation TEXT NOT NULL CHECK (relation IN ('unchanged', 'edited', 'moved', 'moved_and_edited', 'split', 'merged', 'added', 'removed')),
    similarity REAL NOT NULL,
    confidence REAL NOT NULL,
    status TEXT NOT NULL CHECK (status IN ('computed', 'confirmed')),
    candidates TEXT NOT NULL,
    CHECK (old_ordinal IS NOT NULL OR new_ordinal IS NOT NULL)
);
CREATE INDEX lineage_links_new ON lineage_links (draft_id, new_ordinal);
CREATE INDEX lineage_links_old ON lineage_links (old_draft_id, old_ordinal);

CREATE TABLE change_causes (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    draft_id BIGINT NOT NULL REFERENCES drafts (id),
    new_ordinal INTEGER,
    old_ordinal INTEGER,
    cause TEXT NOT NULL CHECK (cause IN ('legal_review', 'inter_agency_clearance', 'bilateral_consultation', 'senior_decision', 'consequential', 'editorial')),
    reasons TEXT NOT NULL,
    CHECK (old_ordinal IS NOT NULL OR new_ordinal IS NOT NULL)
);
CREATE INDEX change_causes_of_draft ON change_causes (draft_id);

CREATE TABLE rounds (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    draft_id BIGINT NOT NULL REFERENCES drafts (id),
    opens_at BIGINT NOT NULL,
    closes_at BIGINT NOT NULL,
    audience TEXT NOT NULL CHECK (audience IN ('invited', 'public')),
    CHECK (closes_at > opens_at)
);
CREATE INDEX rounds_of_draft ON rounds (draft_id);

CREATE TABLE round_extensions (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    round_id BIGINT NOT NULL REFERENCES rounds (id),
    old_closes_at BIGINT NOT NULL,
    new_closes_at BIGINT NOT NULL,
    reason TEXT NOT NULL,
    extended_at BIGINT NOT NULL,
    CHECK (new_closes_at > old_closes_at)
);

CREATE TABLE reader_invitations (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    token_digest BLOB NOT NULL UNIQUE,
    draft_id BIGINT NOT NULL REFERENCES drafts (id),
    note TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    revoked_at BIGINT
);

-- What is published never changes.
CREATE TRIGGER blocks_frozen_insert BEFORE INSERT ON blocks
WHEN (SELECT status FROM language_versions WHERE id = NEW.language_version_id) = 'published'
BEGIN SELECT RAISE(ABORT, 'a published draft never changes'); END;
CREATE TRIGGER blocks_frozen_update BEFORE UPDATE ON blocks
WHEN (SELECT status FROM language_versions WHERE id = OLD.language_version_id) = 'published' OR (SELECT status FROM language_versions WHERE id = NEW.language_version_id) = 'published'
BEGIN SELECT RAISE(ABORT, 'a published draft never changes'); END;
CREATE TRIGGER blocks_frozen_delete BEFORE DELETE ON blocks
WHEN (SELECT status FROM language_versions WHERE id = OLD.language_version_id) = 'published'
BEGIN SELECT RAISE(ABORT, 'a published draft never changes'); END;
CREATE TRIGGER paragraphs_frozen_insert BEFORE INSERT ON paragraphs
WHEN (SELECT status FROM drafts WHERE id = NEW.draft_id) = 'published'
BEGIN SELECT RAISE(ABORT, 'a published draft never changes'); END;
CREATE TRIGGER paragraphs_frozen_update BEFORE UPDATE ON paragraphs
WHEN (SELECT status FROM drafts WHERE id = OLD.draft_id) = 'published' OR (SELECT status FROM drafts WHERE id = NEW.draft_id) = 'published'
BEGIN SELECT RAISE(ABORT, 'a published draft never changes'); END;
CREATE TRIGGER paragraphs_frozen_delete BEFORE DELETE ON paragraphs
WHEN (SELECT status FROM drafts WHERE id = OLD.draft_id) = 'published'
BEGIN SELECT RAISE(ABORT, 'a published draft never changes'); END;
