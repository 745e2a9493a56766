-- Notes. Signed ones never change: the triggers say so too.

CREATE TABLE note_template (
    id INTEGER PRIMARY KEY,
    key TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    kind TEXT NOT NULL,
    sections TEXT NOT NULL,                -- JSON list of headings; empty for a narrative
    is_archived INTEGER NOT NULL DEFAULT 0 CHECK (is_archived IN (0, 1))
) STRICT;

-- The record proper.
CREATE TABLE note (
    id INTEGER PRIMARY KEY,
    uid TEXT NOT NULL UNIQUE,
    client_id INTEGER NOT NULL REFERENCES client (id),
    episode_id INTEGER REFERENCES episode (id),
    care_session_id INTEGER REFERENCES care_session (id),
    kind TEXT NOT NULL,
    template_key TEXT NOT NULL DEFAULT '',
    occurred_on TEXT NOT NULL,
    search_key INTEGER NOT NULL UNIQUE,    -- day, then id: the index's order is the timeline's
    body TEXT NOT NULL,                    -- the exact text typed, headings between its sections
    layout TEXT NOT NULL,                  -- JSON: [heading, start, end] of each section in body
    about_whom TEXT NOT NULL DEFAULT '',
    privilege TEXT NOT NULL DEFAULT 'privileged'
        CHECK (privilege IN ('privileged', 'not_privileged', 'waived', 'exception')),
    late_reason TEXT NOT NULL DEFAULT '',
    origin TEXT NOT NULL DEFAULT 'here' CHECK (origin IN ('here', 'imported')),
    created_at TEXT NOT NULL,
    edited_at TEXT NOT NULL,
    signed_at TEXT,
    signer TEXT NOT NULL DEFAULT '',
    content_hash BLOB,
    signature TEXT,
    CHECK ((signed_at IS NULL) = (signature IS NULL)),
    CHECK ((signed_at IS NULL) = (content_hash IS NULL))
) STRICT;
CREATE INDEX note_client ON note (client_id, occurred_on, id);
CREATE INDEX note_session ON note (care_session_id);
CREATE INDEX note_kind ON note (kind, search_key);
CREATE INDEX note_unsigned ON note (occurred_on) WHERE signed_at IS NULL;

-- What is being typed: saved within two seconds, folded into the note when its editor closes.
CREATE TABLE note_draft (
    note_id INTEGER PRIMARY KEY REFERENCES note (id) ON DELETE CASCADE,
    body TEXT NOT NULL,
    layout TEXT NOT NULL,
    saved_at TEXT NOT NULL
) STRICT;

CREATE TABLE note_addendum (
    id INTEGER PRIMARY KEY,
    uid TEXT NOT NULL UNIQUE,
    note_id INTEGER NOT NULL REFERENCES note (id),
    body TEXT NOT NULL,
    signed_at TEXT NOT NULL,
    signer TEXT NOT NULL,
    content_hash BLOB NOT NULL,
    signature TEXT NOT NULL
) STRICT;
CREATE INDEX note_addendum_note ON note_addendum (note_id);

CREATE TABLE note_error (
    note_id INTEGER PRIMARY KEY REFERENCES note (id),
    at TEXT NOT NULL,
    reason TEXT NOT NULL CHECK (reason <> '')
) STRICT;

CREATE TRIGGER note_is_final BEFORE UPDATE ON note WHEN OLD.signed_at IS NOT NULL
BEGIN SELECT RAISE (ABORT, 'a signed note never changes'); END;
CREATE TRIGGER note_stays BEFORE DELETE ON note WHEN OLD.signed_at IS NOT NULL
BEGIN SELECT RAISE (ABORT, 'a signed note stays'); END;
CREATE TRIGGER note_draft_of_unsigned BEFORE INSERT ON note_draft
WHEN (SELECT signed_at FROM note WHERE id = NEW.note_id) IS NOT NULL
BEGIN SELECT RAISE (ABORT, 'a signed note has no draft'); END;
CREATE TRIGGER note_draft_stays_with_its_note BEFORE UPDATE OF note_id ON note_draft
WHEN NEW.note_id IS NOT OLD.note_id
BEGIN SELECT RAISE (ABORT, 'a draft stays with its note'); END;
CREATE TRIGGER note_addendum_to_signed BEFORE INSERT ON note_addendum
WHEN (SELECT signed_at FROM note WHERE id = NEW.note_id) IS NULL
BEGIN SELECT RAISE (ABORT, 'only a signed note takes addenda'); END;
CREATE TRIGGER note_addendum_is_final BEFORE UPDATE ON note_addendum
BEGIN SELECT RAISE (ABORT, 'an addendum never changes'); END;
CREATE TRIGGER note_addendum_stays BEFORE DELETE ON note_addendum
BEGIN SELECT RAISE (ABORT, 'an addendum stays'); END;
CREATE TRIGGER note_error_of_signed BEFORE INSERT ON note_error
WHEN (SELECT signed_at FROM note WHERE id = NEW.note_id) IS NULL
BEGIN SELECT RAISE (ABORT, 'only a signed note is entered in error'); END;
CREATE TRIGGER note_error_is_final BEFORE UPDATE ON note_error
BEGIN SELECT RAISE (ABORT, 'the mark stays'); END;
CREATE TRIGGER note_error_stays BEFORE DELETE ON note_error
BEGIN SELECT RAISE (ABORT, 'the mark stays'); END;

-- Psychotherapy notes, apart (45 CFR 164.501): own tables, own index, own step-up.
CREATE TABLE psychotherapy_note (
    id INTEGER PRIMARY KEY,
    uid TEXT NOT NULL UNIQUE,
    client_id INTEGER NOT NULL REFERENCES client (id),
    episode_id INTEGER REFERENCES episode (id),
    care_session_id INTEGER REFERENCES care_session (id),
    kind TEXT NOT NULL,
    template_key TEXT NOT NULL DEFAULT '',
    occurred_on TEXT NOT NULL,
    search_key INTEGER NOT NULL UNIQUE,    -- day, then id: the index's order is the timeline's
    body TEXT NOT NULL,                    -- the exact text typed, headings between its sections
    layout TEXT NOT NULL,                  -- JSON: [heading, start, end] of each section in body
    about_whom TEXT NOT NULL DEFAULT '',
    privilege TEXT NOT NULL DEFAULT 'privileged'
        CHECK (privilege IN ('privileged', 'not_privileged', 'waived', 'exception')),
    late_reason TEXT NOT NULL DEFAULT '',
    origin TEXT NOT NULL DEFAULT 'here' CHECK (origin IN ('here', 'imported')),
    created_at TEXT NOT NULL,
    edited_at TEXT NOT NULL,
    signed_at TEXT,
    signer TEXT NOT NULL DEFAULT '',
    content_hash BLOB,
    signature TEXT,
    CHECK ((signed_at IS NULL) = (signature IS NULL)),
    CHECK ((signed_at IS NULL) = (content_hash IS NULL))
) STRICT;
CREATE INDEX psychotherapy_note_client ON psychotherapy_note (client_id, occurred_on, id);
CREATE INDEX psychotherapy_note_session ON psychotherapy_note (care_session_id);
CREATE INDEX psychotherapy_note_kind ON psychotherapy_note (kind, search_key);
CREATE INDEX psychotherapy_note_unsigned ON psychotherapy_note (occurred_on) WHERE signed_at IS NULL;

-- What is being typed: saved within two seconds, folded into the note when its editor closes.
CREATE TABLE psychotherapy_draft (
    note_id INTEGER PRIMARY KEY REFERENCES psychotherapy_note (id) ON DELETE CASCADE,
    body TEXT NOT NULL,
    layout TEXT NOT NULL,
    saved_at TEXT NOT NULL
) STRICT;

CREATE TABLE psychotherapy_addendum (
    id INTEGER PRIMARY KEY,
    uid TEXT NOT NULL UNIQUE,
    note_id INTEGER NOT NULL REFERENCES psychotherapy_note (id),
    body TEXT NOT NULL,
    signed_at TEXT NOT NULL,
    signer TEXT NOT NULL,
    content_hash BLOB NOT NULL,
    signature TEXT NOT NULL
) STRICT;
CREATE INDEX psychotherapy_addendum_note ON psychotherapy_addendum (note_id);

CREATE TABLE psychotherapy_error (
    note_id INTEGER PRIMARY KEY REFERENCES psychotherapy_note (id),
    at TEXT NOT NULL,
    reason TEXT NOT NULL CHECK (reason <> '')
) STRICT;

CREATE TRIGGER psychotherapy_note_is_final BEFORE UPDATE ON psychotherapy_note WHEN OLD.signed_at IS NOT NULL
BEGIN SELECT RAISE (ABORT, 'a signed note never changes'); END;
CREATE TRIGGER psychotherapy_note_stays BEFORE DELETE ON psychotherapy_note WHEN OLD.signed_at IS NOT NULL
BEGIN SELECT RAISE (ABORT, 'a signed note stays'); END;
CREATE TRIGGER psychotherapy_draft_of_unsigned BEFORE INSERT ON psychotherapy_draft
WHEN (SELECT signed_at FROM psychotherapy_note WHERE id = NEW.note_id) IS NOT NULL
BEGIN SELECT RAISE (ABORT, 'a signed note has no draft'); END;
CREATE TRIGGER psychotherapy_draft_stays_with_its_note BEFORE UPDATE OF note_id ON psychotherapy_draft
WHEN NEW.note_id IS NOT OLD.note_id
BEGIN SELECT RAISE (ABORT, 'a draft stays with its note'); END;
CREATE TRIGGER psychotherapy_addendum_to_signed BEFORE INSERT ON psychotherapy_addendum
WHEN (SELECT signed_at FROM psychotherapy_note WHERE id = NEW.note_id) IS NULL
BEGIN SELECT RAISE (ABORT, 'only a signed note takes addenda'); END;
CREATE TRIGGER psychotherapy_addendum_is_final BEFORE UPDATE ON psychotherapy_addendum
BEGIN SELECT RAISE (ABORT, 'an addendum never changes'); END;
CREATE TRIGGER psychotherapy_addendum_stays BEFORE DELETE ON psychotherapy_addendum
BEGIN SELECT RAISE (ABORT, 'an addendum stays'); END;
CREATE TRIGGER psychotherapy_error_of_signed BEFORE INSERT ON psychotherapy_error
WHEN (SELECT signed_at FROM psychotherapy_note WHERE id = NEW.note_id) IS NULL
BEGIN SELECT RAISE (ABORT, 'only a signed note is entered in error'); END;
CREATE TRIGGER psychotherapy_error_is_final BEFORE UPDATE ON psychotherapy_error
BEGIN SELECT RAISE (ABORT, 'the mark stays'); END;
CREATE TRIGGER psychotherapy_error_stays BEFORE DELETE ON psychotherapy_error
BEGIN SELECT RAISE (ABORT, 'the mark stays'); END;
