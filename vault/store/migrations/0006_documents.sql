-- Documents, imports, copies of the vault, and what is known to be gone.

CREATE TABLE document (
    id INTEGER PRIMARY KEY,
    uid TEXT NOT NULL UNIQUE CHECK (length(uid) = 32), -- attachments/<2 of it>/<uid>.age
    client_id INTEGER NOT NULL REFERENCES client (id),
    identity TEXT NOT NULL,                -- AGE-SECRET-KEY-PQ-1…: opens that one file
    kind TEXT NOT NULL,
    title TEXT NOT NULL,
    file_name TEXT NOT NULL,               -- as it came
    dated_on TEXT,                         -- the day that stands on it, where known
    source TEXT NOT NULL DEFAULT 'client'
        CHECK (source IN ('client', 'collateral', 'record', 'practice', 'import')),
    about_whom TEXT NOT NULL DEFAULT '',
    privilege TEXT NOT NULL DEFAULT 'privileged'
        CHECK (privilege IN ('privileged', 'not_privileged', 'waived', 'exception')),
    media_type TEXT NOT NULL,
    size INTEGER NOT NULL CHECK (size >= 0),        -- bytes of the plaintext
    sha256 TEXT NOT NULL,                  -- of the plaintext, 64 hex digits
    sealed_size INTEGER NOT NULL CHECK (sealed_size > 0),
    sealed_sha256 TEXT NOT NULL,           -- of the age file: a copy is checked without a key
    added_at TEXT NOT NULL,
    error_at TEXT,
    error_reason TEXT NOT NULL DEFAULT '',
    CHECK ((error_at IS NULL) = (error_reason = ''))
) STRICT;
CREATE INDEX document_client ON document (client_id, dated_on, id);
CREATE INDEX document_same ON document (client_id, sha256);
CREATE INDEX document_day ON document (coalesce(dated_on, added_at), id, client_id);

CREATE TRIGGER document_content_is_final
BEFORE UPDATE OF uid, client_id, identity, size, sha256, sealed_size, sealed_sha256 ON document
BEGIN SELECT RAISE (ABORT, 'a document''s content never changes'); END;
CREATE TRIGGER document_stays BEFORE DELETE ON document
BEGIN SELECT RAISE (ABORT, 'a document stays'); END;
CREATE TRIGGER document_error_is_final BEFORE UPDATE OF error_at, error_reason ON document
WHEN OLD.error_at IS NOT NULL
BEGIN SELECT RAISE (ABORT, 'the mark stays'); END;

CREATE VIRTUAL TABLE document_index USING fts5 (
    title, file_name, content = 'document', content_rowid = 'id',
    tokenize = 'unicode61 remove_diacritics 2', prefix = '1 2 3'
);
CREATE TRIGGER document_index_insert AFTER INSERT ON document
BEGIN INSERT INTO document_index (rowid, title, file_name)
    VALUES (NEW.id, NEW.title, NEW.file_name); END;
CREATE TRIGGER document_index_update AFTER UPDATE OF title, file_name ON document
BEGIN
    INSERT INTO document_index (document_index, rowid, title, file_name)
        VALUES ('delete', OLD.id, OLD.title, OLD.file_name);
    INSERT INTO document_index (rowid, title, file_name)
        VALUES (NEW.id, NEW.title, NEW.file_name);
END;

-- One import: what came in, from what file, as one unit that can be taken back.
CREATE TABLE import_batch (
    id INTEGER PRIMARY KEY,
    uid TEXT NOT NULL UNIQUE,
    kind TEXT NOT NULL CHECK (kind IN ('clients', 'contacts', 'appointments', 'calendar', 'notes')),
    source_sha256 TEXT NOT NULL,           -- of the file, or of the folder's list of hashes
    at TEXT NOT NULL,
    last_seq INTEGER NOT NULL DEFAULT 0,   -- its last audit event: what comes later is others' work
    summary TEXT NOT NULL DEFAULT '{}',    -- JSON: counts alone, no names
    undone_at TEXT
) STRICT;

-- Every row that an import made, or filled: a merge fills empty fields, and 'filled' has which.
CREATE TABLE import_made (
    id INTEGER PRIMARY KEY,
    batch_id INTEGER NOT NULL REFERENCES import_batch (id),
    client_id INTEGER NOT NULL REFERENCES client (id),
    table_name TEXT NOT NULL,
    row_id INTEGER NOT NULL,
    filled TEXT NOT NULL DEFAULT '',       -- JSON object: field and value; '' for a row made
    UNIQUE (batch_id, table_name, row_id)
) STRICT;
CREATE INDEX import_made_batch ON import_made (batch_id, table_name);
CREATE INDEX import_made_client ON import_made (client_id);

-- An imported note's original, and where its day came from. It was not signed here.
CREATE TABLE imported_note (
    note_id INTEGER PRIMARY KEY REFERENCES note (id),
    document_id INTEGER REFERENCES document (id), -- none for a row of a table
    day_from TEXT NOT NULL CHECK (day_from IN ('file_name', 'content', 'file_time', 'chosen'))
) STRICT;
CREATE INDEX imported_note_document ON imported_note (document_id);

-- Imported notes are no drafts, and there may be thousands of them.
DROP INDEX note_unsigned;
CREATE INDEX note_unsigned ON note (occurred_on) WHERE signed_at IS NULL AND origin = 'here';

CREATE TRIGGER imported_note_is_final BEFORE UPDATE ON note WHEN OLD.origin = 'imported'
BEGIN SELECT RAISE (ABORT, 'an imported note never changes'); END;
CREATE TRIGGER imported_note_stays BEFORE DELETE ON note WHEN OLD.origin = 'imported'
BEGIN SELECT RAISE (ABORT, 'an imported note stays'); END;
CREATE TRIGGER note_draft_of_ours BEFORE INSERT ON note_draft
WHEN (SELECT origin FROM note WHERE id = NEW.note_id) = 'imported'
BEGIN SELECT RAISE (ABORT, 'an imported note has no draft'); END;

-- Where copies of the vault are kept.
CREATE TABLE backup_destination (
    id INTEGER PRIMARY KEY,
    uid TEXT NOT NULL UNIQUE,
    instance_id TEXT NOT NULL,             -- of the copy of the vault that keeps its set there
    path TEXT NOT NULL,
    label TEXT NOT NULL,
    is_synced INTEGER NOT NULL DEFAULT 0 CHECK (is_synced IN (0, 1)),
    added_at TEXT NOT NULL,
    removed_at TEXT
) STRICT;

-- The copies register: every snapshot and sealed export ever made, and its fate.
CREATE TABLE vault_copy (
    id INTEGER PRIMARY KEY,
    kind TEXT NOT NULL CHECK (kind IN ('snapshot', 'sealed_export')),
    destination_id INTEGER NOT NULL REFERENCES backup_destination (id),
    number INTEGER NOT NULL,
    made_at TEXT NOT NULL,
    database_key BLOB,                     -- 32 bytes; with the salt it opens the snapshot's records
    database_salt BLOB,                    -- 16 bytes
    recipients TEXT NOT NULL DEFAULT '[]', -- JSON: ids of the slots that it is sealed to
    commits INTEGER NOT NULL,              -- how far the vault had come
    documents INTEGER NOT NULL DEFAULT 0,
    size INTEGER NOT NULL DEFAULT 0,       -- bytes of the database and of the documents it names
    verified_at TEXT,                      -- read back and opened
    drilled_at TEXT,                       -- every document decrypted
    drill TEXT NOT NULL DEFAULT '',        -- JSON: the result of the restore drill
    fate TEXT NOT NULL DEFAULT 'kept'
        CHECK (fate IN ('kept', 'pruned', 'missing', 'damaged', 'attested_destroyed')),
    fate_at TEXT,
    UNIQUE (kind, destination_id, number)
) STRICT;

CREATE TRIGGER vault_copy_stays BEFORE DELETE ON vault_copy
BEGIN SELECT RAISE (ABORT, 'the register keeps what was copied'); END;
CREATE TRIGGER backup_destination_stays BEFORE DELETE ON backup_destination
BEGIN SELECT RAISE (ABORT, 'the register keeps where copies are'); END;

-- Clients whose records are gone: no copy that comes back brings them with it.
CREATE TABLE tombstone (
    id INTEGER PRIMARY KEY,
    client_uid TEXT NOT NULL UNIQUE,
    record_number TEXT NOT NULL,
    at TEXT NOT NULL,
    detail TEXT NOT NULL DEFAULT '{}'
) STRICT;
CREATE TRIGGER tombstone_stays BEFORE DELETE ON tombstone
BEGIN SELECT RAISE (ABORT, 'a tombstone stays'); END;

-- Which details of the audit chain were erased on purpose, when and why.
CREATE TABLE audit_erasure (
    seq INTEGER PRIMARY KEY REFERENCES audit_event (seq),
    at TEXT NOT NULL,
    reason TEXT NOT NULL
) STRICT;
CREATE TRIGGER audit_erasure_is_final BEFORE UPDATE ON audit_erasure
BEGIN SELECT RAISE (ABORT, 'erasures are final'); END;
CREATE TRIGGER audit_erasure_stays BEFORE DELETE ON audit_erasure
BEGIN SELECT RAISE (ABORT, 'erasures stay'); END;
