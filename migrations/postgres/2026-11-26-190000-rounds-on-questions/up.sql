-- A round stands on one draft, or on questions alone: then it has no draft.
ALTER TABLE rounds ADD COLUMN consultation_id BIGINT REFERENCES consultations (id);
UPDATE rounds SET consultation_id = (SELECT consultation_id FROM drafts WHERE drafts.id = rounds.draft_id);
ALTER TABLE rounds ALTER COLUMN consultation_id SET NOT NULL;
ALTER TABLE rounds ALTER COLUMN draft_id DROP NOT NULL;
CREATE INDEX rounds_of_consultation ON rounds (consultation_id);
ALTER TABLE round_questions ALTER COLUMN draft_id DROP NOT NULL;
ALTER TABLE round_questions ADD UNIQUE (round_id, number);
