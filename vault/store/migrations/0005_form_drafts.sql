-- What stood in a dialog when the vault locked: offered again when that dialog is opened next.

CREATE TABLE form_draft (
    id INTEGER PRIMARY KEY,
    form TEXT NOT NULL,                    -- which dialog
    client_id INTEGER REFERENCES client (id), -- NULL for somebody who is not entered yet
    subject_id INTEGER NOT NULL DEFAULT 0, -- the session, episode or note it is about, or 0
    fields TEXT NOT NULL,                  -- JSON: what was typed or chosen, by field
    saved_at TEXT NOT NULL
) STRICT;
CREATE INDEX form_draft_client ON form_draft (client_id, form, subject_id);
