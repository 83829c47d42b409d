-- How the register names a member of staff: a random id that says nothing else.
ALTER TABLE accounts ADD COLUMN register_id TEXT NOT NULL DEFAULT '';
UPDATE accounts SET register_id = substr(upper(hex(randomblob(8))), 1, 13);
-- JSON: code, name in the languages, and the code of a goal or pillar.
ALTER TABLE consultations ADD COLUMN themes TEXT NOT NULL DEFAULT '[]';
ALTER TABLE rounds ADD COLUMN publication TEXT NOT NULL DEFAULT 'after_closing' CHECK (publication IN ('after_closing', 'in_batches'));
ALTER TABLE rounds ADD COLUMN late_days INTEGER NOT NULL DEFAULT 0 CHECK (late_days BETWEEN 0 AND 60);
ALTER TABLE rounds ADD COLUMN tallied BOOLEAN NOT NULL DEFAULT FALSE;
-- How many comments had no published answer when the draft was published, if that was chosen.
ALTER TABLE drafts ADD COLUMN open_comments INTEGER;

CREATE TABLE round_questions (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    round_id BIGINT NOT NULL REFERENCES rounds (id),
    draft_id BIGINT NOT NULL REFERENCES drafts (id),
    number INTEGER NOT NULL CHECK (number > 0),
    question TEXT NOT NULL,
    recommendation TEXT NOT NULL,
    UNIQUE (draft_id, number)
);

-- What is being written: sealed under a key that only the receipt code gives.
CREATE TABLE working_copies (
    code_proof BLOB PRIMARY KEY NOT NULL,
    round_id BIGINT NOT NULL REFERENCES rounds (id),
    version INTEGER NOT NULL,
    sealed BLOB NOT NULL
) WITHOUT ROWID;
CREATE INDEX working_copies_of_round ON working_copies (round_id);

-- What was sent. Days only; ids are random; names only while the chosen level publishes them.
CREATE TABLE submissions (
    id TEXT PRIMARY KEY NOT NULL,
    round_id BIGINT NOT NULL REFERENCES rounds (id),
    code_proof BLOB NOT NULL UNIQUE,
    pepper TEXT NOT NULL,
    reference TEXT NOT NULL UNIQUE,
    channel TEXT NOT NULL CHECK (channel IN ('web', 'file', 'letter', 'session', 'relay')),
    status TEXT NOT NULL CHECK (status IN ('submitted', 'withdrawn', 'erased')),
    stakeholder_group TEXT NOT NULL,
    region TEXT NOT NULL,
    country TEXT NOT NULL,
    organisation TEXT NOT NULL,
    person TEXT NOT NULL,
    client TEXT NOT NULL,
    confirmation TEXT NOT NULL CHECK (confirmation IN ('claimed', 'confirmed')),
    confirmed_how TEXT NOT NULL,
    confirmed_by BIGINT REFERENCES accounts (id),
    level TEXT NOT NULL CHECK (level IN ('named', 'organisation_only', 'group_only', 'not_published')),
    consent TEXT NOT NULL,
    submitted_on INTEGER NOT NULL,
    late BOOLEAN NOT NULL,
    version INTEGER NOT NULL,
    content_proof BLOB NOT NULL
) WITHOUT ROWID;
CREATE INDEX submissions_of_round ON submissions (round_id, stakeholder_group, region);

-- A comment as it was last sent.
CREATE TABLE comments (
    id TEXT PRIMARY KEY NOT NULL,
    submission_id TEXT NOT NULL REFERENCES submissions (id),
    consultation_id BIGINT NOT NULL REFERENCES consultations (id),
    draft_id BIGINT NOT NULL REFERENCES drafts (id),
    round_id BIGINT NOT NULL REFERENCES rounds (id),
    item TEXT NOT NULL,
    target TEXT NOT NULL CHECK (target IN ('paragraph', 'gap', 'section', 'draft', 'question')),
    ordinal INTEGER NOT NULL,
    label TEXT NOT NULL,
    quote TEXT NOT NULL,
    kind TEXT CHECK (kind IN ('general', 'substantive', 'technical', 'editorial', 'translation', 'question')),
    themes TEXT NOT NULL,
    language TEXT NOT NULL CHECK (language IN ('en', 'fr', 'es', 'ar', 'zh', 'ru')),
    body TEXT NOT NULL,
    proposed TEXT NOT NULL,
    reason TEXT NOT NULL,
    level TEXT NOT NULL CHECK (level IN ('named', 'organisation_only', 'group_only', 'not_published')),
    late BOOLEAN NOT NULL,
    version INTEGER NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('waiting', 'cleared', 'published', 'withheld', 'withdrawn', 'erased')),
    resolution_id BIGINT,
    UNIQUE (submission_id, item)
) WITHOUT ROWID;
CREATE INDEX comments_queue ON comments (consultation_id, draft_id, ordinal, id);
CREATE INDEX comments_of_round ON comments (round_id, state);

-- What the public sees of a comment. Public pages read this table and never the one above.
CREATE TABLE published_comments (
    comment_id TEXT PRIMARY KEY NOT NULL REFERENCES comments (id),
    consultation_id BIGINT NOT NULL REFERENCES consultations (id),
    draft_id BIGINT NOT NULL REFERENCES drafts (id),
    reference TEXT NOT NULL,
    published_on INTEGER NOT NULL,
    amended_on INTEGER,
    stub TEXT CHECK (stub IN ('personal_data', 'threat', 'hate', 'spam', 'withdrawn', 'erased')),
    target TEXT NOT NULL CHECK (target IN ('paragraph', 'gap', 'section', 'draft', 'question')),
    ordinal INTEGER NOT NULL,
    label TEXT NOT NULL,
    place_key TEXT NOT NULL,
    level TEXT NOT NULL CHECK (level IN ('named', 'organisation_only', 'group_only', 'not_published')),
    kind TEXT,
    themes TEXT NOT NULL,
    language TEXT NOT NULL,
    late BOOLEAN NOT NULL,
    stakeholder_group TEXT,
    region TEXT,
    speaker TEXT NOT NULL,
    quote TEXT NOT NULL,
    body TEXT NOT NULL,
    proposed TEXT NOT NULL,
    reason TEXT NOT NULL,
    search_text TEXT NOT NULL,
    decision TEXT,
    decided_on INTEGER,
    answer TEXT NOT NULL,
    implementation TEXT CHECK (implementation IN ('pending', 'applied', 'verified', 'not_applied')),
    verdict TEXT CHECK (verdict IN ('satisfied', 'partly_satisfied', 'not_satisfied')),
    UNIQUE (consultation_id, reference)
);
CREATE INDEX published_comments_in_place ON published_comments (consultation_id, place_key);
CREATE INDEX published_comments_of_draft ON published_comments (draft_id, ordinal);

-- What an amended comment said before, once that was public.
CREATE TABLE earlier_versions (
    comment_id TEXT NOT NULL REFERENCES comments (id),
    version INTEGER NOT NULL,
    body TEXT NOT NULL,
    proposed TEXT NOT NULL,
    reason TEXT NOT NULL,
    quote TEXT NOT NULL,
    PRIMARY KEY (comment_id, version)
);

CREATE TABLE batches (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    round_id BIGINT NOT NULL REFERENCES rounds (id),
    published_on INTEGER NOT NULL,
    comments INTEGER NOT NULL
);
CREATE INDEX batches_of_round ON batches (round_id);

-- The loop in figures, for each draft; counted anew with every published change.
CREATE TABLE loop_totals (
    draft_id BIGINT PRIMARY KEY NOT NULL REFERENCES drafts (id),
    consultation_id BIGINT NOT NULL REFERENCES consultations (id),
    received INTEGER NOT NULL,
    decided INTEGER NOT NULL,
    to_apply INTEGER NOT NULL,
    applied INTEGER NOT NULL,
    verified INTEGER NOT NULL,
    verdicts INTEGER NOT NULL,
    satisfied INTEGER NOT NULL
);

CREATE TABLE office_questions (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    comment_id TEXT NOT NULL REFERENCES comments (id),
    language TEXT NOT NULL,
    question TEXT NOT NULL,
    asked_by BIGINT NOT NULL REFERENCES accounts (id),
    asked_on INTEGER NOT NULL,
    reply TEXT NOT NULL,
    replied_on INTEGER
);
CREATE INDEX office_questions_of_comment ON office_questions (comment_id);

CREATE TABLE moderations (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    comment_id TEXT NOT NULL REFERENCES comments (id),
    reason TEXT NOT NULL CHECK (reason IN ('personal_data', 'threat', 'hate', 'spam')),
    note TEXT NOT NULL,
    held_by BIGINT NOT NULL REFERENCES accounts (id),
    held_on INTEGER NOT NULL,
    contest TEXT NOT NULL,
    contested_on INTEGER,
    lifted_by BIGINT REFERENCES accounts (id),
    lifted_on INTEGER
);
CREATE INDEX moderations_of_comment ON moderations (comment_id);

-- Four eyes, whoever asks.
CREATE TABLE resolutions (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    register_id TEXT NOT NULL UNIQUE,
    consultation_id BIGINT NOT NULL REFERENCES consultations (id),
    draft_id BIGINT NOT NULL REFERENCES drafts (id),
    status TEXT NOT NULL CHECK (status IN ('proposed', 'returned', 'approved', 'published', 'superseded')),
    proposer_id BIGINT NOT NULL REFERENCES accounts (id),
    approver_id BIGINT REFERENCES accounts (id),
    return_note TEXT NOT NULL,
    supersedes_id BIGINT REFERENCES resolutions (id),
    proposed_on INTEGER NOT NULL,
    approved_on INTEGER,
    published_on INTEGER,
    CHECK (approver_id IS NULL OR approver_id <> proposer_id),
    CHECK (status IN ('proposed', 'returned') OR approver_id IS NOT NULL)
);
CREATE INDEX resolutions_of_consultation ON resolutions (consultation_id, status);

CREATE TABLE resolution_parts (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    resolution_id BIGINT NOT NULL REFERENCES resolutions (id),
    position INTEGER NOT NULL,
    decision TEXT NOT NULL CHECK (decision IN ('accepted', 'accepted_with_modification', 'already_addressed', 'noted', 'not_accepted', 'out_of_scope', 'deferred', 'duplicate', 'answered')),
    duplicate_of TEXT NOT NULL,
    reasons TEXT NOT NULL CHECK (reasons <> '' AND reasons <> '{}'),
    private_reasons TEXT NOT NULL,
    -- The reason repeats words that are no longer public: only the author reads it.
    reasons_hidden BOOLEAN NOT NULL,
    UNIQUE (resolution_id, position)
);

CREATE TABLE resolution_comments (
    resolution_id BIGINT NOT NULL REFERENCES resolutions (id),
    comment_id TEXT NOT NULL REFERENCES comments (id),
    -- Whether a later published answer has taken its place for this comment.
    superseded BOOLEAN NOT NULL,
    PRIMARY KEY (resolution_id, comment_id)
);
CREATE INDEX resolution_comments_of_comment ON resolution_comments (comment_id);

CREATE TABLE implementations (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    part_id BIGINT NOT NULL UNIQUE REFERENCES resolution_parts (id),
    status TEXT NOT NULL CHECK (status IN ('pending', 'applied', 'verified', 'not_applied')),
    draft_id BIGINT REFERENCES drafts (id),
    reasons TEXT NOT NULL,
    applied_by BIGINT REFERENCES accounts (id),
    applied_on INTEGER,
    verified_by BIGINT REFERENCES accounts (id),
    verified_on INTEGER,
    CHECK (verified_by IS NULL OR verified_by <> applied_by),
    CHECK (status <> 'verified' OR verified_by IS NOT NULL),
    CHECK (status = 'pending' OR applied_by IS NOT NULL)
);

-- The paragraphs of a draft that carry an implementation out: causes of changes, beside those of change_causes.
CREATE TABLE change_links (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    draft_id BIGINT NOT NULL REFERENCES drafts (id),
    new_ordinal INTEGER,
    old_ordinal INTEGER,
    implementation_id BIGINT NOT NULL REFERENCES implementations (id),
    CHECK (old_ordinal IS NOT NULL OR new_ordinal IS NOT NULL)
);
CREATE INDEX change_links_of_draft ON change_links (draft_id);
CREATE INDEX change_links_of_implementation ON change_links (implementation_id);

CREATE TABLE reactions (
    comment_id TEXT PRIMARY KEY NOT NULL REFERENCES comments (id),
    verdict TEXT NOT NULL CHECK (verdict IN ('satisfied', 'partly_satisfied', 'not_satisfied')),
    why TEXT NOT NULL,
    is_public BOOLEAN NOT NULL,
    reacted_on INTEGER NOT NULL
);

CREATE TABLE reviews (
    id TEXT PRIMARY KEY NOT NULL,
    resolution_id BIGINT NOT NULL UNIQUE REFERENCES resolutions (id),
    status TEXT NOT NULL CHECK (status IN ('filed', 'upheld', 'partly_upheld', 'dismissed')),
    filed_on INTEGER NOT NULL,
    due_on INTEGER NOT NULL
);

CREATE TABLE review_requests (
    review_id TEXT NOT NULL REFERENCES reviews (id),
    comment_id TEXT NOT NULL REFERENCES comments (id),
    reason TEXT NOT NULL,
    PRIMARY KEY (review_id, comment_id)
);

-- Leaves that wait to be sealed, in no order that tells when they came; and what opens them.
CREATE TABLE register_leaves (
    id TEXT PRIMARY KEY NOT NULL,
    consultation_id BIGINT NOT NULL REFERENCES consultations (id),
    kind TEXT NOT NULL,
    -- The comment it is about; empty if it is about none.
    subject TEXT NOT NULL,
    leaf TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX register_leaves_about ON register_leaves (subject);

CREATE TABLE register_openings (
    leaf_id TEXT PRIMARY KEY NOT NULL REFERENCES register_leaves (id),
    openings TEXT NOT NULL
) WITHOUT ROWID;
