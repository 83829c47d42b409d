-- What a second person looked at when she checked an accepted point: other words need another look.
ALTER TABLE implementations ADD COLUMN verified_words TEXT NOT NULL DEFAULT '';
-- The reason repeats words that are no longer public: only the author reads it.
ALTER TABLE implementations ADD COLUMN reasons_hidden BOOLEAN NOT NULL DEFAULT FALSE;
ALTER TABLE published_comments ADD COLUMN verdict_on INTEGER;
