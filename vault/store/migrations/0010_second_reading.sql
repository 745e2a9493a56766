-- What an import brought that no field takes was no contact. In custody rows stay as they came.
DROP TRIGGER imported_note_is_final;
UPDATE note SET kind = 'imported_details'
WHERE kind = 'contact' AND id IN (SELECT note_id FROM imported_note WHERE document_id IS NULL)
AND NOT EXISTS (SELECT 1 FROM custody);
CREATE TRIGGER imported_note_is_final BEFORE UPDATE ON note
WHEN OLD.origin = 'imported' AND coalesce((SELECT is_taking FROM custody), 0) = 0
BEGIN SELECT RAISE (ABORT, 'an imported note never changes'); END;

-- An imported note is final as a signed one is, and may stand in the wrong record as well.
DROP TRIGGER note_error_of_signed;
CREATE TRIGGER note_error_of_final BEFORE INSERT ON note_error
WHEN (SELECT signed_at IS NULL AND origin = 'here' FROM note WHERE id = NEW.note_id)
BEGIN SELECT RAISE (ABORT, 'only a note that is final is entered in error'); END;

-- How many documents the vault itself could not give to a copy.
ALTER TABLE vault_copy ADD COLUMN missing INTEGER NOT NULL DEFAULT 0;
-- A copy that is being removed as planned: if it is not there afterwards, it was removed.
ALTER TABLE vault_copy ADD COLUMN is_going INTEGER NOT NULL DEFAULT 0;

-- A copy that is rewritten once more was clean of what went first from its first rewriting on.
-- JSON: pairs of the tombstone up to which it was clean then, and the instant, oldest first; null
-- where it was looked at or made and held none of them.
ALTER TABLE vault_copy ADD COLUMN cleanings TEXT NOT NULL DEFAULT '[]';
UPDATE vault_copy SET cleanings = json_array(json_array(clean_to, cleaned_at))
WHERE clean_to > 0;
ALTER TABLE vault_copy DROP COLUMN cleaned_at;

-- After which event the practice goes on: a clock may have run ahead and been set right.
ALTER TABLE export_place ADD COLUMN resumed_seq INTEGER NOT NULL DEFAULT -1;
UPDATE export_place SET resumed_seq = coalesce((
    SELECT max(e.seq) - 1 FROM audit_event AS e JOIN audit_detail AS d ON d.seq = e.seq
    WHERE e.action = 'seal.place_go_on' AND json_extract(d.detail, '$.destination') = uid), -1);
ALTER TABLE export_place DROP COLUMN resumed_at;
