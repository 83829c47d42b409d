-- What became public, of what, on which day; no day for what an author took back. The ids are random, so that no order tells who
-- did what together.
CREATE TABLE events (
    id TEXT NOT NULL PRIMARY KEY,
    consultation_id BIGINT NOT NULL REFERENCES consultations (id),
    fact TEXT NOT NULL CHECK (fact IN (
        'consultation_opened', 'consultation_edited', 'draft_published', 'translation_published',
        'draft_released', 'draft_annotated', 'round_opened', 'round_extended', 'round_tallied',
        'comment_published', 'comment_amended', 'comment_held', 'comment_withdrawn', 'comment_erased',
        'comment_lowered', 'earlier_destroyed', 'speaker_confirmed', 'answer_published', 'answer_reduced',
        'change_pending', 'change_applied', 'change_verified', 'change_not_applied', 'verdict_given',
        'verdict_removed', 'review_requested', 'letter_released', 'letter_hidden'
    )),
    subject TEXT NOT NULL,
    happened_on INTEGER
) WITHOUT ROWID;
CREATE INDEX events_of_consultation ON events (consultation_id, happened_on, id);

-- What was public before.
INSERT INTO events (id, consultation_id, fact, subject, happened_on)
SELECT lower(hex(randomblob(10))), id, 'consultation_opened', slug, CAST(created_at / 86400000000 AS INTEGER) FROM consultations;
INSERT INTO events (id, consultation_id, fact, subject, happened_on)
SELECT lower(hex(randomblob(10))), consultation_id, 'draft_published',
    CASE WHEN minor = 0 THEN CAST(major AS TEXT) ELSE CAST(major AS TEXT) || '.' || CAST(minor AS TEXT) END,
    CAST(published_at / 86400000000 AS INTEGER)
FROM drafts WHERE published_at IS NOT NULL;
INSERT INTO events (id, consultation_id, fact, subject, happened_on)
SELECT lower(hex(randomblob(10))), drafts.consultation_id, 'round_opened', CAST(rounds.id AS TEXT), CAST(rounds.opens_at / 86400000000 AS INTEGER)
FROM rounds JOIN drafts ON drafts.id = rounds.draft_id;
INSERT INTO events (id, consultation_id, fact, subject, happened_on)
SELECT lower(hex(randomblob(10))), consultation_id, 'comment_published', comment_id, published_on FROM published_comments;
INSERT INTO events (id, consultation_id, fact, subject, happened_on)
SELECT lower(hex(randomblob(10))), consultation_id, 'comment_amended', comment_id, amended_on FROM published_comments WHERE amended_on IS NOT NULL;
INSERT INTO events (id, consultation_id, fact, subject, happened_on)
SELECT lower(hex(randomblob(10))), consultation_id, 'answer_published', comment_id, decided_on FROM published_comments WHERE decided_on IS NOT NULL;
INSERT INTO events (id, consultation_id, fact, subject, happened_on)
SELECT lower(hex(randomblob(10))), consultation_id, 'change_' || implementation, comment_id, decided_on
FROM published_comments WHERE implementation IS NOT NULL;
INSERT INTO events (id, consultation_id, fact, subject, happened_on)
SELECT lower(hex(randomblob(10))), consultation_id, 'verdict_given', comment_id, verdict_on FROM published_comments WHERE verdict IS NOT NULL;
INSERT INTO events (id, consultation_id, fact, subject, happened_on)
SELECT lower(hex(randomblob(10))), deliveries.consultation_id, 'letter_released', letters.public_id, letters.shown_on
FROM letters JOIN deliveries ON deliveries.id = letters.delivery_id WHERE letters.shown_on IS NOT NULL;
