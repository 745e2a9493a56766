-- Full-text search. External content: the words stand once, in the records.
-- The indexes are rebuilt whole whenever records are rewritten, which makes disposal real.

CREATE VIRTUAL TABLE client_index USING fts5 (
    legal_name, preferred_name, record_number, content = 'client', content_rowid = 'id',
    tokenize = 'unicode61 remove_diacritics 2', prefix = '1 2 3'
);
CREATE TRIGGER client_index_insert AFTER INSERT ON client
BEGIN INSERT INTO client_index (rowid, legal_name, preferred_name, record_number)
    VALUES (NEW.id, NEW.legal_name, NEW.preferred_name, NEW.record_number); END;
CREATE TRIGGER client_index_delete AFTER DELETE ON client
BEGIN INSERT INTO client_index (client_index, rowid, legal_name, preferred_name, record_number)
    VALUES ('delete', OLD.id, OLD.legal_name, OLD.preferred_name, OLD.record_number); END;
CREATE TRIGGER client_index_update AFTER UPDATE OF legal_name, preferred_name, record_number ON client
BEGIN
    INSERT INTO client_index (client_index, rowid, legal_name, preferred_name, record_number)
        VALUES ('delete', OLD.id, OLD.legal_name, OLD.preferred_name, OLD.record_number);
    INSERT INTO client_index (rowid, legal_name, preferred_name, record_number)
        VALUES (NEW.id, NEW.legal_name, NEW.preferred_name, NEW.record_number);
END;

CREATE VIEW note_text AS
SELECT n.id, n.search_key, n.body || coalesce(
    (SELECT group_concat(char(10) || a.body, '') FROM note_addendum AS a WHERE a.note_id = n.id),
    '') AS body
FROM note AS n;

CREATE VIRTUAL TABLE note_index USING fts5 (
    body, content = 'note_text', content_rowid = 'search_key',
    tokenize = 'unicode61 remove_diacritics 2', prefix = '1 2 3'
);

CREATE TRIGGER note_index_insert AFTER INSERT ON note
BEGIN INSERT INTO note_index (rowid, body) VALUES (NEW.search_key, NEW.body); END;
CREATE TRIGGER note_index_delete AFTER DELETE ON note
BEGIN INSERT INTO note_index (note_index, rowid, body)
    VALUES ('delete', OLD.search_key, OLD.body); END;
CREATE TRIGGER note_index_update AFTER UPDATE OF body, search_key ON note
BEGIN
    INSERT INTO note_index (note_index, rowid, body)
        VALUES ('delete', OLD.search_key, OLD.body);
    INSERT INTO note_index (rowid, body) VALUES (NEW.search_key, NEW.body);
END;
CREATE TRIGGER note_index_before_addendum BEFORE INSERT ON note_addendum
BEGIN INSERT INTO note_index (note_index, rowid, body)
    SELECT 'delete', search_key, body FROM note_text WHERE id = NEW.note_id; END;
CREATE TRIGGER note_index_after_addendum AFTER INSERT ON note_addendum
BEGIN INSERT INTO note_index (rowid, body)
    SELECT search_key, body FROM note_text WHERE id = NEW.note_id; END;

CREATE VIEW psychotherapy_text AS
SELECT n.id, n.search_key, n.body || coalesce(
    (SELECT group_concat(char(10) || a.body, '') FROM psychotherapy_addendum AS a WHERE a.note_id = n.id),
    '') AS body
FROM psychotherapy_note AS n;

CREATE VIRTUAL TABLE psychotherapy_index USING fts5 (
    body, content = 'psychotherapy_text', content_rowid = 'search_key',
    tokenize = 'unicode61 remove_diacritics 2', prefix = '1 2 3'
);

CREATE TRIGGER psychotherapy_index_insert AFTER INSERT ON psychotherapy_note
BEGIN INSERT INTO psychotherapy_index (rowid, body) VALUES (NEW.search_key, NEW.body); END;
CREATE TRIGGER psychotherapy_index_delete AFTER DELETE ON psychotherapy_note
BEGIN INSERT INTO psychotherapy_index (psychotherapy_index, rowid, body)
    VALUES ('delete', OLD.search_key, OLD.body); END;
CREATE TRIGGER psychotherapy_index_update AFTER UPDATE OF body, search_key ON psychotherapy_note
BEGIN
    INSERT INTO psychotherapy_index (psychotherapy_index, rowid, body)
        VALUES ('delete', OLD.search_key, OLD.body);
    INSERT INTO psychotherapy_index (rowid, body) VALUES (NEW.search_key, NEW.body);
END;
CREATE TRIGGER psychotherapy_index_before_addendum BEFORE INSERT ON psychotherapy_addendum
BEGIN INSERT INTO psychotherapy_index (psychotherapy_index, rowid, body)
    SELECT 'delete', search_key, body FROM psychotherapy_text WHERE id = NEW.note_id; END;
CREATE TRIGGER psychotherapy_index_after_addendum AFTER INSERT ON psychotherapy_addendum
BEGIN INSERT INTO psychotherapy_index (rowid, body)
    SELECT search_key, body FROM psychotherapy_text WHERE id = NEW.note_id; END;
