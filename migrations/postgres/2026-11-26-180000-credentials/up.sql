-- Who may open a contribution. A credential is a receipt code, of which a MAC is kept; its public key is derived from it, and the
-- random key under which the contribution's copy is sealed is wrapped to that. Both are empty until the code comes back, where
-- it was made before this schema; the wrapped key also while there is no copy. A contribution's id is that of its submission.
CREATE TABLE credentials (
    code_proof BYTEA PRIMARY KEY NOT NULL,
    -- Which key of the installation made the MAC.
    key_id TEXT COLLATE "C" NOT NULL,
    contribution_id TEXT COLLATE "C" NOT NULL,
    role TEXT COLLATE "C" NOT NULL CHECK (role IN ('contact_point', 'deputy', 'member', 'reader')),
    public_key BYTEA NOT NULL,
    wrapped_key BYTEA NOT NULL
);
CREATE INDEX credentials_of_contribution ON credentials (contribution_id);
INSERT INTO credentials (code_proof, key_id, contribution_id, role, public_key, wrapped_key)
SELECT code_proof, pepper, id, 'contact_point', '', '' FROM submissions ORDER BY code_proof;

-- What is typed and not sent, sealed under the contribution's key. Copies in working_copies are sealed under the code itself:
-- each moves here when it is next opened.
CREATE TABLE sealed_copies (
    contribution_id TEXT COLLATE "C" PRIMARY KEY NOT NULL,
    round_id BIGINT NOT NULL REFERENCES rounds (id),
    version INTEGER NOT NULL,
    sealed BYTEA NOT NULL
);
CREATE INDEX sealed_copies_of_round ON sealed_copies (round_id);

-- A submission is no longer known by a code.
ALTER TABLE submissions DROP COLUMN code_proof;
ALTER TABLE submissions DROP COLUMN pepper;
