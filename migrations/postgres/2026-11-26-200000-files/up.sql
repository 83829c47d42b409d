-- Files that belong to rows, where they are not kept in a folder.
CREATE TABLE files (
    id TEXT COLLATE "C" PRIMARY KEY NOT NULL,
    content BYTEA NOT NULL
);
