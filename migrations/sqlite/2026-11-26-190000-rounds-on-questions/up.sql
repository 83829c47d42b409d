-- A round stands on one draft, or on questions alone: then it has no draft.
CREATE TABLE rounds_anew (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    consultation_id BIGINT NOT NULL REFERENCES consultations (id),
    draft_id BIGINT REFERENCES drafts (id),
    opens_at BIGINT NOT NULL,
    closes_at BIGINT NOT NULL,
    audience TEXT NOT NULL CHECK (audience IN ('invited', 'public')),
    publication TEXT NOT NULL DEFAULT 'after_closing' CHECK (publication IN ('after_closing', 'in_batches')),
    late_days INTEGER NOT NULL DEFAULT 0 CHECK (late_days BETWEEN 0 AND 60),
    tallied BOOLEAN NOT NULL DEFAULT FALSE,
    CHECK (closes_at > opens_at)
);
INSERT INTO rounds_anew (id, consultation_id, draft_id, opens_at, closes_at, audience, publication, late_days, tallied)
SELECT rounds.id, drafts.consultation_id, draft_id, opens_at, closes_at, rounds.audience, publication, late_days, tallied
FROM rounds JOIN drafts ON drafts.id = rounds.draft_id;
DROP TABLE rounds;
ALTER TABLE rounds_anew RENAME TO rounds;
CREATE INDEX rounds_of_draft ON rounds (draft_id);
CREATE INDEX rounds_of_consultation ON rounds (consultation_id);

CREATE TABLE round_questions_anew (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    round_id BIGINT NOT NULL REFERENCES rounds (id),
    draft_id BIGINT REFERENCES drafts (id),
    number INTEGER NOT NULL CHECK (number > 0),
    question TEXT NOT NULL,
    recommendation TEXT NOT NULL,
    UNIQUE (draft_id, number),
    UNIQUE (round_id, number)
);
INSERT INTO round_questions_anew (id, round_id, draft_id, number, question, recommendation)
SELECT id, round_id, draft_id, number, question, recommendation FROM round_questions;
DROP TABLE round_questions;
ALTER TABLE round_questions_anew RENAME TO round_questions;
