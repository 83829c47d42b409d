ALTER TABLE published_comments DROP COLUMN verdict_on;
ALTER TABLE implementations DROP COLUMN reasons_hidden;
ALTER TABLE implementations DROP COLUMN verified_words;
