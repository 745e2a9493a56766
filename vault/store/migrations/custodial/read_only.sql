-- Inherited records are read, not written. Only taking them in writes them; a disposal leaves them
-- out of new records, and a custodian's own documents may join them.
-- Made in a custodial vault alone, for they cost each write of a practice a look.
-- A migration that makes a table of records adds its own here, and makes them where custody is.

CREATE TRIGGER contact_method_inherited_insert BEFORE INSERT ON contact_method
WHEN (SELECT is_taking FROM custody) = 0
BEGIN SELECT RAISE (ABORT, 'inherited records are read-only'); END;
CREATE TRIGGER contact_method_inherited_update BEFORE UPDATE ON contact_method
WHEN (SELECT is_taking FROM custody) = 0
BEGIN SELECT RAISE (ABORT, 'inherited records are read-only'); END;
CREATE TRIGGER contact_method_inherited_delete BEFORE DELETE ON contact_method
WHEN (SELECT is_taking FROM custody) = 0
BEGIN SELECT RAISE (ABORT, 'inherited records are read-only'); END;
CREATE TRIGGER related_person_inherited_insert BEFORE INSERT ON related_person
WHEN (SELECT is_taking FROM custody) = 0
BEGIN SELECT RAISE (ABORT, 'inherited records are read-only'); END;
CREATE TRIGGER related_person_inherited_update BEFORE UPDATE ON related_person
WHEN (SELECT is_taking FROM custody) = 0
BEGIN SELECT RAISE (ABORT, 'inherited records are read-only'); END;
CREATE TRIGGER related_person_inherited_delete BEFORE DELETE ON related_person
WHEN (SELECT is_taking FROM custody) = 0
BEGIN SELECT RAISE (ABORT, 'inherited records are read-only'); END;
CREATE TRIGGER diagnosis_inherited_insert BEFORE INSERT ON diagnosis
WHEN (SELECT is_taking FROM custody) = 0
BEGIN SELECT RAISE (ABORT, 'inherited records are read-only'); END;
CREATE TRIGGER diagnosis_inherited_update BEFORE UPDATE ON diagnosis
WHEN (SELECT is_taking FROM custody) = 0
BEGIN SELECT RAISE (ABORT, 'inherited records are read-only'); END;
CREATE TRIGGER diagnosis_inherited_delete BEFORE DELETE ON diagnosis
WHEN (SELECT is_taking FROM custody) = 0
BEGIN SELECT RAISE (ABORT, 'inherited records are read-only'); END;
CREATE TRIGGER episode_inherited_insert BEFORE INSERT ON episode
WHEN (SELECT is_taking FROM custody) = 0
BEGIN SELECT RAISE (ABORT, 'inherited records are read-only'); END;
CREATE TRIGGER episode_inherited_update BEFORE UPDATE ON episode
WHEN (SELECT is_taking FROM custody) = 0
BEGIN SELECT RAISE (ABORT, 'inherited records are read-only'); END;
CREATE TRIGGER episode_inherited_delete BEFORE DELETE ON episode
WHEN (SELECT is_taking FROM custody) = 0
BEGIN SELECT RAISE (ABORT, 'inherited records are read-only'); END;
CREATE TRIGGER care_session_inherited_insert BEFORE INSERT ON care_session
WHEN (SELECT is_taking FROM custody) = 0
BEGIN SELECT RAISE (ABORT, 'inherited records are read-only'); END;
CREATE TRIGGER care_session_inherited_update BEFORE UPDATE ON care_session
WHEN (SELECT is_taking FROM custody) = 0
BEGIN SELECT RAISE (ABORT, 'inherited records are read-only'); END;
CREATE TRIGGER care_session_inherited_delete BEFORE DELETE ON care_session
WHEN (SELECT is_taking FROM custody) = 0
BEGIN SELECT RAISE (ABORT, 'inherited records are read-only'); END;
CREATE TRIGGER note_inherited_insert BEFORE INSERT ON note
WHEN (SELECT is_taking FROM custody) = 0
BEGIN SELECT RAISE (ABORT, 'inherited records are read-only'); END;
CREATE TRIGGER note_inherited_update BEFORE UPDATE ON note
WHEN (SELECT is_taking FROM custody) = 0
BEGIN SELECT RAISE (ABORT, 'inherited records are read-only'); END;
CREATE TRIGGER note_inherited_delete BEFORE DELETE ON note
WHEN (SELECT is_taking FROM custody) = 0
BEGIN SELECT RAISE (ABORT, 'inherited records are read-only'); END;
CREATE TRIGGER note_draft_inherited_insert BEFORE INSERT ON note_draft
WHEN (SELECT is_taking FROM custody) = 0
BEGIN SELECT RAISE (ABORT, 'inherited records are read-only'); END;
CREATE TRIGGER note_draft_inherited_update BEFORE UPDATE ON note_draft
WHEN (SELECT is_taking FROM custody) = 0
BEGIN SELECT RAISE (ABORT, 'inherited records are read-only'); END;
CREATE TRIGGER note_draft_inherited_delete BEFORE DELETE ON note_draft
WHEN (SELECT is_taking FROM custody) = 0
BEGIN SELECT RAISE (ABORT, 'inherited records are read-only'); END;
CREATE TRIGGER note_addendum_inherited_insert BEFORE INSERT ON note_addendum
WHEN (SELECT is_taking FROM custody) = 0
BEGIN SELECT RAISE (ABORT, 'inherited records are read-only'); END;
CREATE TRIGGER note_addendum_inherited_update BEFORE UPDATE ON note_addendum
WHEN (SELECT is_taking FROM custody) = 0
BEGIN SELECT RAISE (ABORT, 'inherited records are read-only'); END;
CREATE TRIGGER note_addendum_inherited_delete BEFORE DELETE ON note_addendum
WHEN (SELECT is_taking FROM custody) = 0
BEGIN SELECT RAISE (ABORT, 'inherited records are read-only'); END;
CREATE TRIGGER note_error_inherited_insert BEFORE INSERT ON note_error
WHEN (SELECT is_taking FROM custody) = 0
BEGIN SELECT RAISE (ABORT, 'inherited records are read-only'); END;
CREATE TRIGGER note_error_inherited_update BEFORE UPDATE ON note_error
WHEN (SELECT is_taking FROM custody) = 0
BEGIN SELECT RAISE (ABORT, 'inherited records are read-only'); END;
CREATE TRIGGER note_error_inherited_delete BEFORE DELETE ON note_error
WHEN (SELECT is_taking FROM custody) = 0
BEGIN SELECT RAISE (ABORT, 'inherited records are read-only'); END;
CREATE TRIGGER psychotherapy_note_inherited_insert BEFORE INSERT ON psychotherapy_note
WHEN (SELECT is_taking FROM custody) = 0
BEGIN SELECT RAISE (ABORT, 'inherited records are read-only'); END;
CREATE TRIGGER psychotherapy_note_inherited_update BEFORE UPDATE ON psychotherapy_note
WHEN (SELECT is_taking FROM custody) = 0
BEGIN SELECT RAISE (ABORT, 'inherited records are read-only'); END;
CREATE TRIGGER psychotherapy_note_inherited_delete BEFORE DELETE ON psychotherapy_note
WHEN (SELECT is_taking FROM custody) = 0
BEGIN SELECT RAISE (ABORT, 'inherited records are read-only'); END;
CREATE TRIGGER psychotherapy_draft_inherited_insert BEFORE INSERT ON psychotherapy_draft
WHEN (SELECT is_taking FROM custody) = 0
BEGIN SELECT RAISE (ABORT, 'inherited records are read-only'); END;
CREATE TRIGGER psychotherapy_draft_inherited_update BEFORE UPDATE ON psychotherapy_draft
WHEN (SELECT is_taking FROM custody) = 0
BEGIN SELECT RAISE (ABORT, 'inherited records are read-only'); END;
CREATE TRIGGER psychotherapy_draft_inherited_delete BEFORE DELETE ON psychotherapy_draft
WHEN (SELECT is_taking FROM custody) = 0
BEGIN SELECT RAISE (ABORT, 'inherited records are read-only'); END;
CREATE TRIGGER psychotherapy_addendum_inherited_insert BEFORE INSERT ON psychotherapy_addendum
WHEN (SELECT is_taking FROM custody) = 0
BEGIN SELECT RAISE (ABORT, 'inherited records are read-only'); END;
CREATE TRIGGER psychotherapy_addendum_inherited_update BEFORE UPDATE ON psychotherapy_addendum
WHEN (SELECT is_taking FROM custody) = 0
BEGIN SELECT RAISE (ABORT, 'inherited records are read-only'); END;
CREATE TRIGGER psychotherapy_addendum_inherited_delete BEFORE DELETE ON psychotherapy_addendum
WHEN (SELECT is_taking FROM custody) = 0
BEGIN SELECT RAISE (ABORT, 'inherited records are read-only'); END;
CREATE TRIGGER psychotherapy_error_inherited_insert BEFORE INSERT ON psychotherapy_error
WHEN (SELECT is_taking FROM custody) = 0
BEGIN SELECT RAISE (ABORT, 'inherited records are read-only'); END;
CREATE TRIGGER psychotherapy_error_inherited_update BEFORE UPDATE ON psychotherapy_error
WHEN (SELECT is_taking FROM custody) = 0
BEGIN SELECT RAISE (ABORT, 'inherited records are read-only'); END;
CREATE TRIGGER psychotherapy_error_inherited_delete BEFORE DELETE ON psychotherapy_error
WHEN (SELECT is_taking FROM custody) = 0
BEGIN SELECT RAISE (ABORT, 'inherited records are read-only'); END;
CREATE TRIGGER client_inherited_insert BEFORE INSERT ON client
WHEN (SELECT is_taking FROM custody) = 0
BEGIN SELECT RAISE (ABORT, 'inherited records are read-only'); END;
CREATE TRIGGER client_inherited_update BEFORE UPDATE ON client
WHEN (SELECT is_taking FROM custody) = 0 AND NEW.status <> 'disposed'
BEGIN SELECT RAISE (ABORT, 'inherited records are read-only'); END;
CREATE TRIGGER document_inherited_update BEFORE UPDATE ON document
WHEN (SELECT is_taking FROM custody) = 0 AND EXISTS (
    SELECT 1 FROM inherited_row WHERE client_id = OLD.client_id
        AND table_name = 'document' AND row = OLD.id)
BEGIN SELECT RAISE (ABORT, 'inherited records are read-only'); END;
