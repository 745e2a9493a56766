-- The vault itself: who it is, what was done in it, and what is being changed in its files.

CREATE TABLE vault (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    vault_id TEXT NOT NULL,
    records INTEGER NOT NULL,              -- the r of records-<r>.db; equals the signed header
    commits INTEGER NOT NULL DEFAULT 0,    -- grows by one with each transaction; anchored outside
    last_note_id INTEGER NOT NULL DEFAULT 0 -- of both shelves; the id of a discarded note stays used
) STRICT;

CREATE TABLE practice (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    practitioner TEXT NOT NULL,
    practice_name TEXT NOT NULL DEFAULT '',
    licenses TEXT NOT NULL DEFAULT '',
    jurisdiction TEXT NOT NULL DEFAULT '', -- two-letter state, or '' while unknown
    phone TEXT NOT NULL DEFAULT '',
    email TEXT NOT NULL DEFAULT '',
    address TEXT NOT NULL DEFAULT '',
    is_covered_entity INTEGER NOT NULL DEFAULT 1 CHECK (is_covered_entity IN (0, 1)),
    lock_after_minutes INTEGER NOT NULL DEFAULT 10 CHECK (lock_after_minutes BETWEEN 1 AND 120)
) STRICT;

-- The chain. Nothing in it names a client: the subject is HMAC(the client's audit key, seq).
CREATE TABLE audit_event (
    seq INTEGER PRIMARY KEY,
    at TEXT NOT NULL,
    action TEXT NOT NULL,
    subject BLOB NOT NULL,                 -- 32 bytes, or empty where no client is concerned
    detail_hash BLOB NOT NULL,             -- SHA-256(salt, client id, detail)
    previous BLOB NOT NULL,
    hash BLOB NOT NULL
) STRICT;

-- What may be erased without breaking the chain.
CREATE TABLE audit_detail (
    seq INTEGER PRIMARY KEY REFERENCES audit_event (seq),
    client_id INTEGER REFERENCES client (id),
    detail TEXT NOT NULL,
    salt BLOB NOT NULL
) STRICT;
CREATE INDEX audit_detail_client ON audit_detail (client_id, seq);

CREATE TABLE audit_checkpoint (
    id INTEGER PRIMARY KEY,
    seq INTEGER NOT NULL REFERENCES audit_event (seq),
    head BLOB NOT NULL,
    at TEXT NOT NULL,
    reason TEXT NOT NULL,
    signature TEXT NOT NULL
) STRICT;

CREATE TRIGGER audit_event_is_final BEFORE UPDATE ON audit_event
BEGIN SELECT RAISE (ABORT, 'audit events are final'); END;
CREATE TRIGGER audit_event_stays BEFORE DELETE ON audit_event
BEGIN SELECT RAISE (ABORT, 'audit events stay'); END;
CREATE TRIGGER audit_checkpoint_is_final BEFORE UPDATE ON audit_checkpoint
BEGIN SELECT RAISE (ABORT, 'checkpoints are final'); END;

CREATE TRIGGER audit_checkpoint_stays BEFORE DELETE ON audit_checkpoint
BEGIN SELECT RAISE (ABORT, 'checkpoints stay'); END;
-- A detail is erased by not being copied into new records, never in place.
CREATE TRIGGER audit_detail_is_final BEFORE UPDATE ON audit_detail
BEGIN SELECT RAISE (ABORT, 'details are final'); END;
CREATE TRIGGER audit_detail_stays BEFORE DELETE ON audit_detail
BEGIN SELECT RAISE (ABORT, 'details stay'); END;
CREATE TRIGGER vault_stays BEFORE DELETE ON vault
BEGIN SELECT RAISE (ABORT, 'the vault stays'); END;
CREATE TRIGGER vault_only_grows BEFORE UPDATE OF commits ON vault WHEN NEW.commits < OLD.commits
BEGIN SELECT RAISE (ABORT, 'the counter only grows'); END;

-- A change of files under way: what is about to be made, and what will be removed.
CREATE TABLE intent (
    id INTEGER PRIMARY KEY,
    kind TEXT NOT NULL,
    records INTEGER NOT NULL,              -- r and g of the header that this change writes
    keys INTEGER NOT NULL,
    plan TEXT NOT NULL,                    -- JSON: files and keyring items, made and removed
    started_at TEXT NOT NULL
) STRICT;
