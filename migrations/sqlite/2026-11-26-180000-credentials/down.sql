-- The codes of submissions: each had one before. Copies sealed since cannot be opened by the program of the schema before.
ALTER TABLE submissions ADD COLUMN code_proof BLOB;
ALTER TABLE submissions ADD COLUMN pepper TEXT NOT NULL DEFAULT '';
UPDATE submissions SET
    code_proof = (SELECT code_proof FROM credentials WHERE contribution_id = submissions.id LIMIT 1),
    pepper = COALESCE((SELECT key_id FROM credentials WHERE contribution_id = submissions.id LIMIT 1), '');
DROP TABLE sealed_copies;
DROP TABLE credentials;
