ALTER TABLE blocks DROP COLUMN paired_by_person;
