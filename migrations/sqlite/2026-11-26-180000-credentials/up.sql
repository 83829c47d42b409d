-- Who may open a contribution. A credential is a receipt code, of which a MAC is kept; its public key is derived from it, and the
-- random key under which the contribution's copy is sealed is wrapped to that. Both are empty until the code comes back, where
-- it was made before this schema; the wrapped key also while there is no copy. A contribution's id is that of its submission.
CREATE TABLE credentials (
    code_proof BLOB PRIMARY KEY NOT NULL,
    -- Which key of the installation made the MAC.
    key_id TEXT NOT NULL,
    contribution_id TEXT NOT NULL,
    role TEXT NOT NULL CHECK (role IN ('contact_point', 'deputy', 'member', 'reader')),
    public_key BLOB NOT NULL,
    wrapped_key BLOB NOT NULL
) WITHOUT ROWID;
CREATE INDEX credentials_of_contribution ON credentials (contribution_id);
INSERT INTO credentials (code_proof, key_id, contribution_id, role, public_key, wrapped_key)
SELECT code_proof, pepper, id, 'contact_point', x'', x'' FROM submissions;

-- What is typed and not sent, sealed under the contribution's key. Copies in working_copies are sealed under the code itself:
-- each moves here when it is next opened.
CREATE TABLE sealed_copies (
    contribution_id TEXT PRIMARY KEY NOT NULL,
    round_id BIGINT NOT NULL REFERENCES rounds (id),
    version INTEGER NOT NULL,
    sealed BLOB NOT NULL
) WITHOUT ROWID;
CREATE INDEX sealed_copies_of_round ON sealed_copies (round_id);

-- A submission is no longer known by a code.
CREATE TABLE submissions_without_codes (
    id TEXT PRIMARY KEY NOT NULL,
    round_id BIGINT NOT NULL REFERENCES rounds (id),
    reference TEXT NOT NULL UNIQUE,
    channel TEXT NOT NULL CHECK (channel IN ('web', 'file', 'letter', 'session', 'relay')),
    status TEXT NOT NULL CHECK (status IN ('submitted', 'withdrawn', 'erased')),
    stakeholder_group TEXT NOT NULL,
    region TEXT NOT NULL,
    country TEXT NOT NULL,
    organisation TEXT NOT NULL,
    person TEXT NOT NULL,
    client TEXT NOT NULL,
    confirmation TEXT NOT NULL CHECK (confirmation IN ('claimed', 'confirmed')),
    confirmed_how TEXT NOT NULL,
    confirmed_by BIGINT REFERENCES accounts (id),
    level TEXT NOT NULL CHECK (level IN ('named', 'organisation_only', 'group_only', 'not_published')),
    consent TEXT NOT NULL,
    submitted_on INTEGER NOT NULL,
    late BOOLEAN NOT NULL,
    version INTEGER NOT NULL,
    content_proof BLOB NOT NULL,
    by_office BOOLEAN NOT NULL DEFAULT FALSE,
    codes_issued INTEGER NOT NULL DEFAULT 0,
    code_issued_on INTEGER
) WITHOUT ROWID;
INSERT INTO submissions_without_codes
SELECT id, round_id, reference, channel, status, stakeholder_group, region, country, organisation, person, client, confirmation,
    confirmed_how, confirmed_by, level, consent, submitted_on, late, version, content_proof, by_office, codes_issued, code_issued_on
FROM submissions;
DROP TABLE submissions;
ALTER TABLE submissions_without_codes RENAME TO submissions;
CREATE INDEX submissions_of_round ON submissions (round_id, stakeholder_group, region);
