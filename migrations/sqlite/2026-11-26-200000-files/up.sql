-- Files that belong to rows, where they are not kept in a folder.
CREATE TABLE files (
    id TEXT PRIMARY KEY NOT NULL,
    content BLOB NOT NULL
) WITHOUT ROWID;
