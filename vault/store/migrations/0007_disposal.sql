-- Retention, holds, what goes with a record, and its disposal.

-- Which of the shipped rules the practice uses; the newest choice of a rule counts.
CREATE TABLE retention_choice (
    id INTEGER PRIMARY KEY,
    rule_id TEXT NOT NULL,
    is_on INTEGER NOT NULL CHECK (is_on IN (0, 1)),
    reason TEXT NOT NULL CHECK (reason <> ''),
    at TEXT NOT NULL
) STRICT;

-- The practice's own policy; the newest counts.
CREATE TABLE retention_policy (
    id INTEGER PRIMARY KEY,
    licenses TEXT NOT NULL,                -- JSON list: social_worker, lmft, lpc, psychologist …
    years INTEGER NOT NULL CHECK (years BETWEEN 1 AND 100),       -- after closing
    minor_years INTEGER NOT NULL CHECK (minor_years BETWEEN 1 AND 100), -- after majority
    is_instead INTEGER NOT NULL DEFAULT 0 CHECK (is_instead IN (0, 1)), -- replaces the rules
    reason TEXT NOT NULL DEFAULT '',
    at TEXT NOT NULL,
    CHECK (is_instead = 0 OR reason <> '')
) STRICT;

-- A date decided for one client, with its reason, instead of what the rules say.
CREATE TABLE retention_override (
    id INTEGER PRIMARY KEY,
    client_id INTEGER NOT NULL REFERENCES client (id),
    until TEXT NOT NULL,                   -- the first day on which disposal is allowed
    reason TEXT NOT NULL CHECK (reason <> ''),
    at TEXT NOT NULL,
    ended_at TEXT
) STRICT;
CREATE INDEX retention_override_client ON retention_override (client_id);

-- What keeps a record from disposal, whatever the dates say.
CREATE TABLE hold (
    id INTEGER PRIMARY KEY,
    client_id INTEGER NOT NULL REFERENCES client (id),
    episode_id INTEGER REFERENCES episode (id), -- none: the whole record
    kind TEXT NOT NULL CHECK (kind IN ('legal', 'complaint', 'access', 'other')),
    reason TEXT NOT NULL CHECK (reason <> ''),
    placed_by TEXT NOT NULL,               -- who
    source TEXT NOT NULL DEFAULT '',       -- the part of the program that placed it; '' by hand
    starts_on TEXT NOT NULL,
    placed_at TEXT NOT NULL,
    released_at TEXT,
    release_reason TEXT NOT NULL DEFAULT '',
    CHECK ((released_at IS NULL) = (release_reason = ''))
) STRICT;
CREATE INDEX hold_client ON hold (client_id);
CREATE INDEX hold_active ON hold (client_id) WHERE released_at IS NULL;
CREATE TRIGGER hold_is_final
BEFORE UPDATE OF client_id, episode_id, kind, reason, placed_by, source, starts_on, placed_at ON hold
BEGIN SELECT RAISE (ABORT, 'a hold stays as it was placed'); END;
CREATE TRIGGER hold_release_is_final BEFORE UPDATE ON hold WHEN OLD.released_at IS NOT NULL
BEGIN SELECT RAISE (ABORT, 'a released hold stays released'); END;
CREATE TRIGGER hold_stays BEFORE DELETE ON hold
BEGIN SELECT RAISE (ABORT, 'a hold stays'); END;

-- The client was told that the record will be disposed of, and has until then to fetch it.
CREATE TABLE disposal_notice (
    id INTEGER PRIMARY KEY,
    client_id INTEGER NOT NULL REFERENCES client (id),
    method TEXT NOT NULL,
    sent_on TEXT NOT NULL,
    wait_until TEXT NOT NULL,              -- the first day after the waiting time
    remark TEXT NOT NULL DEFAULT '',
    at TEXT NOT NULL
) STRICT;
CREATE INDEX disposal_notice_client ON disposal_notice (client_id);

-- What there is of a client on paper, and what became of it.
CREATE TABLE paper_record (
    id INTEGER PRIMARY KEY,
    client_id INTEGER NOT NULL REFERENCES client (id),
    description TEXT NOT NULL CHECK (description <> ''),
    place TEXT NOT NULL DEFAULT '',
    entered_at TEXT NOT NULL,
    disposed_on TEXT,
    method TEXT NOT NULL DEFAULT '',       -- cross-cut shredding, pulping, burning …
    vendor TEXT NOT NULL DEFAULT '',
    document_id INTEGER REFERENCES document (id), -- the vendor's certificate
    CHECK ((disposed_on IS NULL) = (method = ''))
) STRICT;
CREATE INDEX paper_record_client ON paper_record (client_id);
CREATE INDEX paper_record_document ON paper_record (document_id);

-- The record went to a colleague as a sealed packet; the originals stay until retention ends.
CREATE TABLE transfer (
    id INTEGER PRIMARY KEY,
    uid TEXT NOT NULL UNIQUE,
    client_id INTEGER NOT NULL REFERENCES client (id),
    recipient TEXT NOT NULL CHECK (recipient <> ''), -- who received it
    basis TEXT NOT NULL CHECK (basis <> ''),         -- by what right
    packet_sha256 TEXT NOT NULL,           -- of the packet's manifest
    made_at TEXT NOT NULL,
    received_on TEXT,
    document_id INTEGER REFERENCES document (id)     -- the signed receipt
) STRICT;
CREATE INDEX transfer_client ON transfer (client_id);
CREATE INDEX transfer_document ON transfer (document_id);

-- Where the clock went back, or on by over 30 days, since the event before. Nothing is disposed of
-- until somebody has typed what day it is.
CREATE TABLE clock_jump (
    seq INTEGER PRIMARY KEY REFERENCES audit_event (seq), -- the first event after it
    decision TEXT NOT NULL DEFAULT 'open' CHECK (decision IN ('open', 'confirmed', 'refuted')),
    decided_at TEXT
) STRICT;
CREATE TRIGGER audit_event_clock AFTER INSERT ON audit_event
WHEN (julianday (NEW.at) - (SELECT julianday (at) FROM audit_event WHERE seq = NEW.seq - 1))
    NOT BETWEEN -0.042 AND 30
BEGIN INSERT INTO clock_jump (seq) VALUES (NEW.seq); END;
CREATE TRIGGER clock_jump_stays BEFORE DELETE ON clock_jump
BEGIN SELECT RAISE (ABORT, 'a jump of the clock stays'); END;

-- Clients whose disposal has begun: hidden everywhere, and there is no way back.
CREATE INDEX client_disposed ON client (id) WHERE status = 'disposed';
CREATE TRIGGER client_stays_disposed BEFORE UPDATE OF status ON client
WHEN OLD.status = 'disposed' AND NEW.status <> 'disposed'
BEGIN SELECT RAISE (ABORT, 'a disposed client stays disposed'); END;

-- One disposal: who approved what, how far it has come.
CREATE TABLE disposal (
    id INTEGER PRIMARY KEY,
    uid TEXT NOT NULL UNIQUE,
    kind TEXT NOT NULL CHECK (kind IN ('retention', 'mistake')),
    begun_at TEXT NOT NULL,
    approval TEXT NOT NULL DEFAULT '{}',   -- JSON: by whom, verified copies, what was accepted
    erased TEXT NOT NULL DEFAULT '{}',     -- JSON: when the records were gone, from what, how verified
    renewal TEXT NOT NULL DEFAULT '{}',    -- JSON: which secrets were made anew, what was attested
    finished_at TEXT                       -- the certificates are issued; a mistake has none
) STRICT;
CREATE TRIGGER disposal_stays BEFORE DELETE ON disposal
BEGIN SELECT RAISE (ABORT, 'a disposal stays'); END;

ALTER TABLE tombstone ADD COLUMN disposal_id INTEGER REFERENCES disposal (id);

-- Records that the next switch leaves out. It is committed before anything goes, and the records
-- without them do not have it any more.
CREATE TABLE erasure (
    id INTEGER PRIMARY KEY,
    clients TEXT NOT NULL,                 -- JSON list of clients' ids
    files TEXT NOT NULL DEFAULT '[]',      -- JSON list of attachments, below the folder
    reason TEXT NOT NULL CHECK (reason <> ''), -- what the audit chain says of the details that go
    first_tombstone INTEGER NOT NULL REFERENCES tombstone (id),
    begun_at TEXT NOT NULL
) STRICT;

CREATE TABLE certificate (
    id INTEGER PRIMARY KEY,
    number TEXT NOT NULL UNIQUE,
    tombstone_id INTEGER NOT NULL REFERENCES tombstone (id),
    supplements TEXT NOT NULL DEFAULT '',  -- the number of the one before, of the same record
    at TEXT NOT NULL,
    document TEXT NOT NULL,                -- the exact JSON text that is signed
    signature TEXT NOT NULL
) STRICT;
CREATE INDEX certificate_tombstone ON certificate (tombstone_id);
CREATE TRIGGER certificate_is_final BEFORE UPDATE ON certificate
BEGIN SELECT RAISE (ABORT, 'a certificate never changes'); END;
CREATE TRIGGER certificate_stays BEFORE DELETE ON certificate
BEGIN SELECT RAISE (ABORT, 'a certificate stays'); END;

-- Up to which tombstone a copy of the vault holds none of those clients.
ALTER TABLE vault_copy ADD COLUMN clean_to INTEGER NOT NULL DEFAULT 0;
ALTER TABLE vault_copy ADD COLUMN cleaned_at TEXT;
-- What opens a snapshot if a rewriting of it was stopped after its header was replaced.
ALTER TABLE vault_copy ADD COLUMN next_key BLOB;
ALTER TABLE vault_copy ADD COLUMN next_salt BLOB;
-- What was typed by whoever attested that the copy was destroyed.
ALTER TABLE vault_copy ADD COLUMN statement TEXT NOT NULL DEFAULT '';
