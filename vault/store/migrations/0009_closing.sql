-- A closing export stays until it is said that the practice goes on after all.
ALTER TABLE export_place ADD COLUMN resumed_at TEXT;

-- Every file of a number is read back before it counts.
ALTER TABLE sealed_export DROP COLUMN is_read_whole;
