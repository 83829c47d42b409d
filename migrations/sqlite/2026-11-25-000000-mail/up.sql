-- What the office entered for somebody who wrote by mail; how often it made a code for the author, and when last.
ALTER TABLE submissions ADD COLUMN by_office BOOLEAN NOT NULL DEFAULT FALSE;
ALTER TABLE submissions ADD COLUMN codes_issued INTEGER NOT NULL DEFAULT 0;
ALTER TABLE submissions ADD COLUMN code_issued_on INTEGER;

-- What came by mail: a table or a letter. Who sent it, the original, and what was said of a table are sealed under the key of
-- the installation; the original of a table is kept until it is taken over.
CREATE TABLE deliveries (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    consultation_id BIGINT NOT NULL REFERENCES consultations (id),
    draft_id BIGINT NOT NULL REFERENCES drafts (id),
    round_id BIGINT NOT NULL REFERENCES rounds (id),
    kind TEXT NOT NULL CHECK (kind IN ('table', 'letter')),
    status TEXT NOT NULL CHECK (status IN ('prepared', 'taken_over')),
    way TEXT NOT NULL CHECK (way IN ('note_verbale', 'mail', 'post', 'hand')),
    language TEXT NOT NULL CHECK (language IN ('en', 'fr', 'es', 'ar', 'zh', 'ru')),
    received_on INTEGER NOT NULL,
    media_type TEXT NOT NULL,
    digest TEXT NOT NULL,
    sender BLOB NOT NULL,
    original BLOB NOT NULL,
    choices BLOB NOT NULL,
    outcome TEXT NOT NULL,
    entered_by BIGINT REFERENCES accounts (id),
    entered_on INTEGER NOT NULL
);
CREATE INDEX deliveries_of_consultation ON deliveries (consultation_id, kind);

-- What persons said of the columns and words of a consultation's tables: a start for the next one.
CREATE TABLE table_mappings (
    consultation_id BIGINT PRIMARY KEY NOT NULL REFERENCES consultations (id),
    mapping TEXT NOT NULL
);

-- The rows of tables that were taken over. A row is known again by who speaks and by its words, never by its number.
CREATE TABLE table_rows (
    id TEXT PRIMARY KEY NOT NULL,
    consultation_id BIGINT NOT NULL REFERENCES consultations (id),
    draft_id BIGINT NOT NULL REFERENCES drafts (id),
    -- The state of the table in which it was last seen.
    delivery_id BIGINT NOT NULL REFERENCES deliveries (id),
    submission_id TEXT NOT NULL REFERENCES submissions (id),
    -- The comment that it became; none while nobody has said where it belongs.
    comment_id TEXT REFERENCES comments (id),
    source_proof BLOB NOT NULL,
    words_proof BLOB NOT NULL,
    sheet TEXT NOT NULL,
    position INTEGER NOT NULL,
    place TEXT NOT NULL,
    -- How the table says what was decided, and what it has in common with others that are answered together.
    decision_words TEXT NOT NULL,
    issue TEXT NOT NULL,
    -- The whole row while it has no place; empty afterwards.
    entry TEXT NOT NULL
);
CREATE INDEX table_rows_of_draft ON table_rows (draft_id);
CREATE INDEX table_rows_of_submission ON table_rows (submission_id);
CREATE INDEX table_rows_of_comment ON table_rows (comment_id);

-- A letter: a submission that came as prose. Its paragraphs as the public may read them, as a JSON list, sealed like the original:
-- before a person has cleaned them they name whoever signed.
CREATE TABLE letters (
    delivery_id BIGINT PRIMARY KEY NOT NULL REFERENCES deliveries (id),
    submission_id TEXT NOT NULL UNIQUE REFERENCES submissions (id),
    -- What its public page is called: drawn at random, it tells neither order nor day.
    public_id TEXT NOT NULL UNIQUE,
    paragraphs BLOB NOT NULL,
    version INTEGER NOT NULL,
    -- Whether the office has released it, as cleaned, to be shown at its sender's level.
    shown_on INTEGER,
    shown_by BIGINT REFERENCES accounts (id)
);

-- The points of a letter: which of its paragraphs, from 0, a comment is made of.
CREATE TABLE letter_points (
    comment_id TEXT PRIMARY KEY NOT NULL REFERENCES comments (id),
    delivery_id BIGINT NOT NULL REFERENCES deliveries (id),
    first_paragraph INTEGER NOT NULL,
    last_paragraph INTEGER NOT NULL
);
CREATE INDEX letter_points_of_letter ON letter_points (delivery_id, first_paragraph);
