-- Clients, episodes of care, sessions.

CREATE TABLE client (
    id INTEGER PRIMARY KEY,
    uid TEXT NOT NULL UNIQUE,
    record_number TEXT NOT NULL UNIQUE,
    legal_name TEXT NOT NULL,
    preferred_name TEXT NOT NULL DEFAULT '',
    pronouns TEXT NOT NULL DEFAULT '',
    birth_date TEXT,
    status TEXT NOT NULL CHECK (status IN ('prospective', 'active', 'closed', 'deceased', 'disposed')),
    deceased_on TEXT,
    jurisdiction TEXT NOT NULL DEFAULT '',
    risk_flag TEXT NOT NULL DEFAULT '',    -- '' means none; else what to know at once
    restrictions TEXT NOT NULL DEFAULT '',
    privilege_holders TEXT NOT NULL DEFAULT '',
    contact_rules TEXT NOT NULL DEFAULT '[]', -- JSON list of safe-contact rules
    referral TEXT NOT NULL DEFAULT '',
    audit_key BLOB NOT NULL,               -- 32 random bytes; without it audit subjects say nothing
    created_at TEXT NOT NULL,
    changed_at TEXT NOT NULL
) STRICT;
CREATE INDEX client_name ON client (legal_name COLLATE NOCASE);

CREATE TRIGGER client_audit_key_is_final BEFORE UPDATE OF audit_key ON client
WHEN NEW.audit_key IS NOT OLD.audit_key
BEGIN SELECT RAISE (ABORT, 'the audit key never changes'); END;

CREATE TABLE contact_method (
    id INTEGER PRIMARY KEY,
    client_id INTEGER NOT NULL REFERENCES client (id),
    kind TEXT NOT NULL CHECK (kind IN ('phone', 'email', 'address', 'other')),
    value TEXT NOT NULL,
    label TEXT NOT NULL DEFAULT '',
    rule TEXT NOT NULL DEFAULT '',         -- safe-contact rule of this number or address
    is_preferred INTEGER NOT NULL DEFAULT 0 CHECK (is_preferred IN (0, 1))
) STRICT;
CREATE INDEX contact_method_client ON contact_method (client_id);

CREATE TABLE related_person (
    id INTEGER PRIMARY KEY,
    client_id INTEGER NOT NULL REFERENCES client (id),
    role TEXT NOT NULL CHECK (role IN ('emergency', 'representative', 'other')),
    name TEXT NOT NULL,
    relation TEXT NOT NULL DEFAULT '',
    phone TEXT NOT NULL DEFAULT '',
    email TEXT NOT NULL DEFAULT '',
    authority TEXT NOT NULL DEFAULT '',    -- for a representative: what it rests on
    authority_from TEXT,
    authority_to TEXT,
    remark TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX related_person_client ON related_person (client_id);

CREATE TABLE diagnosis (
    id INTEGER PRIMARY KEY,
    client_id INTEGER NOT NULL REFERENCES client (id),
    code TEXT NOT NULL DEFAULT '',
    description TEXT NOT NULL,
    since TEXT,
    until TEXT
) STRICT;
CREATE INDEX diagnosis_client ON diagnosis (client_id);

CREATE TABLE episode (
    id INTEGER PRIMARY KEY,
    client_id INTEGER NOT NULL REFERENCES client (id),
    opened_on TEXT NOT NULL,
    opening_reason TEXT NOT NULL DEFAULT '',
    closed_on TEXT,
    closing_reason TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX episode_client ON episode (client_id);

CREATE TABLE care_session (
    id INTEGER PRIMARY KEY,
    client_id INTEGER NOT NULL REFERENCES client (id),
    episode_id INTEGER REFERENCES episode (id),
    status TEXT NOT NULL CHECK (status IN ('planned', 'held', 'cancelled', 'no_show')),
    day TEXT NOT NULL,
    starts_at TEXT,                        -- HH:MM, local
    minutes INTEGER,
    modality TEXT NOT NULL DEFAULT 'in_person'
        CHECK (modality IN ('in_person', 'video', 'phone', 'text', 'home_visit', 'other')),
    kind TEXT NOT NULL DEFAULT 'individual',
    remark TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX care_session_client ON care_session (client_id, day);
CREATE INDEX care_session_day ON care_session (day, starts_at);
CREATE INDEX care_session_held ON care_session (day, starts_at) WHERE status = 'held';
