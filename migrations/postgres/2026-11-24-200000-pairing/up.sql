-- A person said which paragraphs this block of a translation belongs to: a later import keeps it.
ALTER TABLE blocks ADD COLUMN paired_by_person BOOLEAN NOT NULL DEFAULT FALSE;
