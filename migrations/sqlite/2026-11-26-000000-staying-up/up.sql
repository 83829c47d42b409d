-- The latest time that was believed, and a clock that says another: what deletes for good waits until a day agrees with it.
CREATE TABLE clock_agreement (
    id INTEGER NOT NULL PRIMARY KEY CHECK (id = 1),
    latest BIGINT NOT NULL,
    doubted BIGINT,
    hours INTEGER NOT NULL
);
-- What the database itself knows of the time.
INSERT INTO clock_agreement (id, latest, doubted, hours)
SELECT 1, MAX(at), NULL, 0 FROM (SELECT MAX(used_at) AS at FROM form_keys UNION ALL SELECT MAX(created_at) FROM sign_ins) AS known
HAVING MAX(at) IS NOT NULL;
-- How many removals (erased, withdrawn, lowered) the journal outside of the database has, and up to which their words were
-- removed from the files of the database.
CREATE TABLE removal_journal (
    id INTEGER NOT NULL PRIMARY KEY CHECK (id = 1),
    position BIGINT NOT NULL,
    vacuumed BIGINT NOT NULL
);
INSERT INTO removal_journal (id, position, vacuumed) VALUES (1, 0, 0);
