-- Succession: the plan, what a ceremony leaves behind, sealed exports; and keeping another's records.

-- The succession plan; the newest counts. It names no client.
CREATE TABLE succession_plan (
    id INTEGER PRIMARY KEY,
    document TEXT NOT NULL,                -- JSON, as vault/succession/plan_text.py writes it
    at TEXT NOT NULL
) STRICT;
CREATE TRIGGER succession_plan_is_final BEFORE UPDATE ON succession_plan
BEGIN SELECT RAISE (ABORT, 'a version of the plan stays as it was'); END;

-- Clients whom the successor must not see: theirs is a part of its own, for the alternate, or none.
CREATE TABLE kept_apart (
    id INTEGER PRIMARY KEY,
    client_id INTEGER NOT NULL UNIQUE REFERENCES client (id),
    audience TEXT NOT NULL CHECK (audience IN ('alternate', 'nobody')),
    reason TEXT NOT NULL CHECK (reason <> ''),
    at TEXT NOT NULL
) STRICT;

-- One ceremony: the holders, and the parts that they open. No secret of either was ever in here.
CREATE TABLE ceremony (
    id INTEGER PRIMARY KEY,
    uid TEXT NOT NULL UNIQUE,              -- the id of every export sealed under it
    at TEXT NOT NULL,
    ended_at TEXT                          -- a later one took its place
) STRICT;
CREATE TRIGGER ceremony_stays BEFORE DELETE ON ceremony
BEGIN SELECT RAISE (ABORT, 'a ceremony stays'); END;

CREATE TABLE holder (
    id INTEGER PRIMARY KEY,
    ceremony_id INTEGER NOT NULL REFERENCES ceremony (id),
    place INTEGER NOT NULL CHECK (place BETWEEN 1 AND 7), -- the number on the card and in open/
    label TEXT NOT NULL CHECK (label <> ''),
    kind TEXT NOT NULL CHECK (kind IN ('card', 'own_key')),
    recipient TEXT NOT NULL,               -- age1pq1…
    proof TEXT NOT NULL DEFAULT '{}',      -- JSON: salted scrypt hashes of a card's lines
    UNIQUE (ceremony_id, place)
) STRICT;

CREATE TABLE sealed_part (
    id INTEGER PRIMARY KEY,
    ceremony_id INTEGER NOT NULL REFERENCES ceremony (id),
    name TEXT NOT NULL CHECK (name IN (
        'caseload', 'records', 'psychotherapy',
        'apart-caseload', 'apart-records', 'apart-psychotherapy')),
    recipient TEXT NOT NULL,               -- of the part's identity, which was forgotten
    holders TEXT NOT NULL,                 -- JSON list of places
    threshold INTEGER NOT NULL CHECK (threshold BETWEEN 1 AND 3),
    UNIQUE (ceremony_id, name)
) STRICT;

-- What stands in open/: the part's identity, sealed once for each group of holders that suffices.
CREATE TABLE opening_file (
    id INTEGER PRIMARY KEY,
    part_id INTEGER NOT NULL REFERENCES sealed_part (id),
    holders TEXT NOT NULL,                 -- '1-3'
    content BLOB NOT NULL,
    UNIQUE (part_id, holders)
) STRICT;

-- A holder was asked to show that the card, or the key, is still at hand.
CREATE TABLE holder_challenge (
    id INTEGER PRIMARY KEY,
    holder_id INTEGER NOT NULL REFERENCES holder (id),
    is_drill INTEGER NOT NULL CHECK (is_drill IN (0, 1)),
    asked TEXT NOT NULL,                   -- JSON: two numbers of lines, or the hash of a code
    asked_at TEXT NOT NULL,
    answered_at TEXT,
    is_proved INTEGER CHECK (is_proved IN (0, 1)),
    CHECK ((answered_at IS NULL) = (is_proved IS NULL))
) STRICT;
CREATE INDEX holder_challenge_holder ON holder_challenge (holder_id);

-- Where sealed exports are kept.
CREATE TABLE export_place (
    id INTEGER PRIMARY KEY,
    uid TEXT NOT NULL UNIQUE,
    path TEXT NOT NULL,
    label TEXT NOT NULL,
    is_synced INTEGER NOT NULL DEFAULT 0 CHECK (is_synced IN (0, 1)),
    is_standing INTEGER NOT NULL DEFAULT 1 CHECK (is_standing IN (0, 1)), -- kept current by itself
    added_at TEXT NOT NULL,
    removed_at TEXT
) STRICT;
CREATE TRIGGER export_place_stays BEFORE DELETE ON export_place
BEGIN SELECT RAISE (ABORT, 'the register keeps where copies are'); END;

-- Every number of every sealed export that was begun, and its fate.
CREATE TABLE sealed_export (
    id INTEGER PRIMARY KEY,
    place_id INTEGER NOT NULL REFERENCES export_place (id),
    ceremony_id INTEGER NOT NULL REFERENCES ceremony (id),
    number INTEGER NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('standing', 'closure')),
    begun_at TEXT NOT NULL,
    verified_at TEXT,                      -- read back whole: announced
    manifest_sha256 TEXT NOT NULL DEFAULT '',
    commits INTEGER NOT NULL,              -- how far the vault had come
    audit_seq INTEGER NOT NULL,
    audit_head BLOB NOT NULL,
    clients INTEGER NOT NULL DEFAULT 0,
    documents INTEGER NOT NULL DEFAULT 0,
    size INTEGER NOT NULL DEFAULT 0,       -- bytes of all its files
    clean_to INTEGER NOT NULL DEFAULT 0,   -- the tombstone up to which it holds none of those clients
    is_read_whole INTEGER NOT NULL DEFAULT 0 CHECK (is_read_whole IN (0, 1)), -- old attachments too
    fate TEXT NOT NULL DEFAULT 'kept' CHECK (fate IN (
        'kept', 'superseded', 'removed', 'missing', 'damaged', 'attested_destroyed')),
    fate_at TEXT,
    statement TEXT NOT NULL DEFAULT '',
    UNIQUE (place_id, ceremony_id, number)
) STRICT;
CREATE TRIGGER sealed_export_stays BEFORE DELETE ON sealed_export
BEGIN SELECT RAISE (ABORT, 'the register keeps what was copied'); END;

-- This vault keeps the records of another practice, whose practitioner is no longer there.
CREATE TABLE custody (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    vault_id TEXT NOT NULL,                -- the other practice's
    public_key TEXT NOT NULL,              -- that checks its signatures
    practice TEXT NOT NULL,                -- JSON: its row of the table practice
    began_at TEXT NOT NULL,
    is_taking INTEGER NOT NULL DEFAULT 0 CHECK (is_taking IN (0, 1)) -- within one transaction alone
) STRICT;
CREATE TRIGGER custody_stays BEFORE DELETE ON custody
BEGIN SELECT RAISE (ABORT, 'a custody stays'); END;

-- The exports that were taken into custody.
CREATE TABLE custody_source (
    id INTEGER PRIMARY KEY,
    export_id TEXT NOT NULL,
    number INTEGER NOT NULL,
    month TEXT NOT NULL,
    manifest_sha256 TEXT NOT NULL,
    parts TEXT NOT NULL,                   -- JSON list of the parts that were opened
    audit_seq INTEGER NOT NULL,            -- the checkpoint that was verified
    audit_head BLOB NOT NULL,
    account TEXT NOT NULL DEFAULT '{}',    -- JSON: what was not whole, counts
    taken_at TEXT NOT NULL
) STRICT;
CREATE TRIGGER custody_source_stays BEFORE DELETE ON custody_source
BEGIN SELECT RAISE (ABORT, 'a source stays'); END;

CREATE TABLE inherited_client (
    client_id INTEGER PRIMARY KEY REFERENCES client (id),
    source_id INTEGER NOT NULL REFERENCES custody_source (id), -- the newest that held the record
    psychotherapy_source_id INTEGER REFERENCES custody_source (id) -- … its psychotherapy notes
) STRICT;

-- Which row came from which: a later number of the export is merged without duplicates.
CREATE TABLE inherited_row (
    id INTEGER PRIMARY KEY,
    client_id INTEGER NOT NULL REFERENCES client (id),
    table_name TEXT NOT NULL,
    source_row INTEGER NOT NULL,
    row INTEGER NOT NULL,
    digest BLOB NOT NULL DEFAULT x'',      -- of the values as they were taken in
    UNIQUE (client_id, table_name, source_row)
) STRICT;

-- The practitioner's chain as it was: it is continued by nobody.
CREATE TABLE inherited_event (
    seq INTEGER PRIMARY KEY,
    at TEXT NOT NULL,
    action TEXT NOT NULL,
    subject BLOB NOT NULL,
    detail_hash BLOB NOT NULL,
    previous BLOB NOT NULL,
    hash BLOB NOT NULL
) STRICT;
CREATE TRIGGER inherited_event_is_final BEFORE UPDATE ON inherited_event
BEGIN SELECT RAISE (ABORT, 'audit events are final'); END;
CREATE TRIGGER inherited_event_stays BEFORE DELETE ON inherited_event
BEGIN SELECT RAISE (ABORT, 'audit events stay'); END;
CREATE TABLE inherited_detail (
    seq INTEGER PRIMARY KEY REFERENCES inherited_event (seq),
    client_id INTEGER REFERENCES client (id),
    source_client INTEGER,                 -- the client's number there, which the hash covers
    detail TEXT NOT NULL,
    salt BLOB NOT NULL
) STRICT;
CREATE INDEX inherited_detail_client ON inherited_detail (client_id, seq);
CREATE TABLE inherited_checkpoint (
    id INTEGER PRIMARY KEY,
    seq INTEGER NOT NULL REFERENCES inherited_event (seq),
    head BLOB NOT NULL,
    at TEXT NOT NULL,
    reason TEXT NOT NULL,
    signature TEXT NOT NULL UNIQUE
) STRICT;

-- The plan and the policies as they came with the newest export.
CREATE TABLE inherited_text (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,
    document TEXT NOT NULL
) STRICT;

-- What the custodian writes; never in the practitioner's name.
CREATE TABLE custodian_note (
    id INTEGER PRIMARY KEY,
    client_id INTEGER REFERENCES client (id), -- none: about the custody itself
    body TEXT NOT NULL CHECK (body <> ''),
    at TEXT NOT NULL
) STRICT;
CREATE INDEX custodian_note_client ON custodian_note (client_id);
CREATE TRIGGER custodian_note_is_final BEFORE UPDATE OF body, at ON custodian_note
BEGIN SELECT RAISE (ABORT, 'a custodian''s note stays as it was written'); END;

CREATE TABLE custodian_task (
    id INTEGER PRIMARY KEY,
    client_id INTEGER REFERENCES client (id),
    code TEXT NOT NULL,                    -- of the shipped list, or 'own'
    title TEXT NOT NULL DEFAULT '',        -- of an own task
    due_on TEXT,
    done_at TEXT,
    remark TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX custodian_task_client ON custodian_task (client_id);

CREATE TABLE contact_attempt (
    id INTEGER PRIMARY KEY,
    client_id INTEGER NOT NULL REFERENCES client (id),
    at TEXT NOT NULL,
    method TEXT NOT NULL CHECK (method IN ('phone', 'email', 'letter', 'in_person', 'other')),
    outcome TEXT NOT NULL CHECK (outcome IN ('reached', 'not_reached', 'left_message', 'returned')),
    remark TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX contact_attempt_client ON contact_attempt (client_id);

-- What never changes in a practice follows the newest export where it is in custody.
DROP TRIGGER note_is_final;
CREATE TRIGGER note_is_final BEFORE UPDATE ON note
WHEN OLD.signed_at IS NOT NULL AND coalesce((SELECT is_taking FROM custody), 0) = 0
BEGIN SELECT RAISE (ABORT, 'a signed note never changes'); END;
DROP TRIGGER note_stays;
CREATE TRIGGER note_stays BEFORE DELETE ON note
WHEN OLD.signed_at IS NOT NULL AND coalesce((SELECT is_taking FROM custody), 0) = 0
BEGIN SELECT RAISE (ABORT, 'a signed note stays'); END;
DROP TRIGGER note_addendum_is_final;
CREATE TRIGGER note_addendum_is_final BEFORE UPDATE ON note_addendum
WHEN coalesce((SELECT is_taking FROM custody), 0) = 0
BEGIN SELECT RAISE (ABORT, 'an addendum never changes'); END;
DROP TRIGGER note_addendum_stays;
CREATE TRIGGER note_addendum_stays BEFORE DELETE ON note_addendum
WHEN coalesce((SELECT is_taking FROM custody), 0) = 0
BEGIN SELECT RAISE (ABORT, 'an addendum stays'); END;
DROP TRIGGER note_error_is_final;
CREATE TRIGGER note_error_is_final BEFORE UPDATE ON note_error
WHEN coalesce((SELECT is_taking FROM custody), 0) = 0
BEGIN SELECT RAISE (ABORT, 'the mark stays'); END;
DROP TRIGGER note_error_stays;
CREATE TRIGGER note_error_stays BEFORE DELETE ON note_error
WHEN coalesce((SELECT is_taking FROM custody), 0) = 0
BEGIN SELECT RAISE (ABORT, 'the mark stays'); END;
DROP TRIGGER psychotherapy_note_is_final;
CREATE TRIGGER psychotherapy_note_is_final BEFORE UPDATE ON psychotherapy_note
WHEN OLD.signed_at IS NOT NULL AND coalesce((SELECT is_taking FROM custody), 0) = 0
BEGIN SELECT RAISE (ABORT, 'a signed note never changes'); END;
DROP TRIGGER psychotherapy_note_stays;
CREATE TRIGGER psychotherapy_note_stays BEFORE DELETE ON psychotherapy_note
WHEN OLD.signed_at IS NOT NULL AND coalesce((SELECT is_taking FROM custody), 0) = 0
BEGIN SELECT RAISE (ABORT, 'a signed note stays'); END;
DROP TRIGGER psychotherapy_addendum_is_final;
CREATE TRIGGER psychotherapy_addendum_is_final BEFORE UPDATE ON psychotherapy_addendum
WHEN coalesce((SELECT is_taking FROM custody), 0) = 0
BEGIN SELECT RAISE (ABORT, 'an addendum never changes'); END;
DROP TRIGGER psychotherapy_addendum_stays;
CREATE TRIGGER psychotherapy_addendum_stays BEFORE DELETE ON psychotherapy_addendum
WHEN coalesce((SELECT is_taking FROM custody), 0) = 0
BEGIN SELECT RAISE (ABORT, 'an addendum stays'); END;
DROP TRIGGER psychotherapy_error_is_final;
CREATE TRIGGER psychotherapy_error_is_final BEFORE UPDATE ON psychotherapy_error
WHEN coalesce((SELECT is_taking FROM custody), 0) = 0
BEGIN SELECT RAISE (ABORT, 'the mark stays'); END;
DROP TRIGGER psychotherapy_error_stays;
CREATE TRIGGER psychotherapy_error_stays BEFORE DELETE ON psychotherapy_error
WHEN coalesce((SELECT is_taking FROM custody), 0) = 0
BEGIN SELECT RAISE (ABORT, 'the mark stays'); END;
DROP TRIGGER imported_note_is_final;
CREATE TRIGGER imported_note_is_final BEFORE UPDATE ON note
WHEN OLD.origin = 'imported' AND coalesce((SELECT is_taking FROM custody), 0) = 0
BEGIN SELECT RAISE (ABORT, 'an imported note never changes'); END;
DROP TRIGGER imported_note_stays;
CREATE TRIGGER imported_note_stays BEFORE DELETE ON note
WHEN OLD.origin = 'imported' AND coalesce((SELECT is_taking FROM custody), 0) = 0
BEGIN SELECT RAISE (ABORT, 'an imported note stays'); END;
DROP TRIGGER document_stays;
CREATE TRIGGER document_stays BEFORE DELETE ON document
WHEN coalesce((SELECT is_taking FROM custody), 0) = 0
BEGIN SELECT RAISE (ABORT, 'a document stays'); END;
DROP TRIGGER hold_stays;
CREATE TRIGGER hold_stays BEFORE DELETE ON hold
WHEN coalesce((SELECT is_taking FROM custody), 0) = 0
BEGIN SELECT RAISE (ABORT, 'a hold stays'); END;
CREATE TRIGGER note_index_before_addendum_goes BEFORE DELETE ON note_addendum
WHEN (SELECT is_taking FROM custody) = 1
BEGIN INSERT INTO note_index (note_index, rowid, body)
    SELECT 'delete', search_key, body FROM note_text WHERE id = OLD.note_id; END;
CREATE TRIGGER note_index_after_addendum_goes AFTER DELETE ON note_addendum
WHEN (SELECT is_taking FROM custody) = 1
BEGIN INSERT INTO note_index (rowid, body)
    SELECT search_key, body FROM note_text WHERE id = OLD.note_id; END;
CREATE TRIGGER psychotherapy_index_before_addendum_goes BEFORE DELETE ON psychotherapy_addendum
WHEN (SELECT is_taking FROM custody) = 1
BEGIN INSERT INTO psychotherapy_index (psychotherapy_index, rowid, body)
    SELECT 'delete', search_key, body FROM psychotherapy_text WHERE id = OLD.note_id; END;
CREATE TRIGGER psychotherapy_index_after_addendum_goes AFTER DELETE ON psychotherapy_addendum
WHEN (SELECT is_taking FROM custody) = 1
BEGIN INSERT INTO psychotherapy_index (rowid, body)
    SELECT search_key, body FROM psychotherapy_text WHERE id = OLD.note_id; END;
CREATE TRIGGER document_index_delete AFTER DELETE ON document
WHEN (SELECT is_taking FROM custody) = 1
BEGIN INSERT INTO document_index (document_index, rowid, title, file_name)
    VALUES ('delete', OLD.id, OLD.title, OLD.file_name); END;
