"""What else holds a record and is no copy of the vault: files that were exported, and the export
from which a custodian's records came."""

import json
from datetime import date

from vault import clock
from vault.disposal.model import ExportFile, SourceLine
from vault.ids import ClientId
from vault.store.connection import Connection, Row

_COPIED_OUT = "document.copy_out"
_FILES = f"""
    SELECT at, action, detail FROM (
        SELECT d.client_id, e.at, e.action, d.detail
        FROM audit_detail AS d JOIN audit_event AS e ON e.seq = d.seq
        UNION ALL
        SELECT d.client_id, e.at, e.action, d.detail
        FROM inherited_detail AS d JOIN inherited_event AS e ON e.seq = d.seq
    ) WHERE client_id = :client AND action IN ('export.make', '{_COPIED_OUT}')
    AND coalesce(json_extract(detail, '$.packet'), '') NOT IN (SELECT uid FROM transfer)
    ORDER BY at
"""


def export_files(connection: Connection, client_id: ClientId) -> tuple[ExportFile, ...]:
    """Return the files with a client's record that the log tells of, oldest first.

    In custody the practitioner's are among them. Of a document that was saved as a file more than
    once in a day the last counts. A packet that was handed on is none of them: who has it is known.
    """
    found: dict[tuple[str, str, date], ExportFile] = {}
    for row in connection.all(_FILES, {"client": client_id}):
        told, one = json.loads(row["detail"]), _file(row)
        which = str(told["document"]) if row["action"] == _COPIED_OUT else row["at"]
        found[row["action"], which, clock.local_day(one.made_at)] = one
    return tuple(sorted(found.values(), key=lambda one: one.made_at))


def _file(row: Row) -> ExportFile:
    told = json.loads(row["detail"])
    if row["action"] == _COPIED_OUT:
        made_at = clock.from_text(row["at"])
        return ExportFile(made_at=made_at, form="file", part="document", protection="plain")
    return ExportFile(
        made_at=clock.from_text(row["at"]),
        form=str(told.get("form", "")),
        part=str(told.get("part", "")),
        protection=str(told.get("protection", "")),
    )


def sources(connection: Connection) -> tuple[SourceLine, ...]:
    """Return the exports that were taken into custody, oldest first; none in a practice."""
    found = connection.all(
        "SELECT number, month, taken_at FROM custody_source"
        " WHERE EXISTS (SELECT 1 FROM custody) ORDER BY id"
    )
    return tuple(
        SourceLine(
            number=row["number"],
            month=row["month"],
            taken_on=clock.local_day(clock.from_text(row["taken_at"])),
        )
        for row in found
    )
