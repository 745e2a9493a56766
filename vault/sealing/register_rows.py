"""Places for sealed exports, and the register of what was sealed there."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from vault import clock
from vault.ids import CeremonyId, ExportPlaceId, SealedExportId
from vault.sealing.places_model import ExportFate, ExportPlace, SealedExport
from vault.sealing.statement_model import SealKind
from vault.store.connection import Connection, Row

_EXPORTS = (
    "SELECT sealed_export.*, ceremony.uid AS export_id, ceremony.ended_at IS NULL AS is_of_now"
    " FROM sealed_export JOIN ceremony ON ceremony.id = sealed_export.ceremony_id"
)
_NEWEST_FIRST = " ORDER BY sealed_export.id DESC"  # a clock may have run ahead


def add_place(connection: Connection, place: ExportPlace) -> ExportPlaceId:
    """Insert a place; its ``id`` is given here."""
    return ExportPlaceId(
        connection.run(
            "INSERT INTO export_place (uid, path, label, is_synced, is_standing, added_at)"
            " VALUES (?, ?, ?, ?, ?, ?)",
            (
                place.uid,
                str(place.path),
                place.label,
                int(place.is_synced),
                int(place.is_standing),
                clock.to_text(place.added_at),
            ),
        )
    )


def use_again(connection: Connection, place: ExportPlace) -> None:
    """Mark a place that was removed as in use, as it is called from now on."""
    connection.run(
        "UPDATE export_place SET removed_at = NULL, label = ?, is_synced = ?, is_standing = ?,"
        " added_at = ? WHERE id = ?",
        (
            place.label,
            int(place.is_synced),
            int(place.is_standing),
            clock.to_text(place.added_at),
            place.id,
        ),
    )


def end_place(connection: Connection, place_id: ExportPlaceId, at: datetime) -> None:
    """Mark a place as used no more."""
    connection.run(
        "UPDATE export_place SET removed_at = ? WHERE id = ?", (clock.to_text(at), place_id)
    )


def move_place(connection: Connection, place_id: ExportPlaceId, path: Path) -> None:
    """Write down where a place is now."""
    connection.run("UPDATE export_place SET path = ? WHERE id = ?", (str(path), place_id))


def set_standing(connection: Connection, place_id: ExportPlaceId, is_standing: bool) -> None:
    """Write down whether the export at a place is kept current by itself."""
    connection.run(
        "UPDATE export_place SET is_standing = ? WHERE id = ?", (int(is_standing), place_id)
    )


def resume_place(connection: Connection, place_id: ExportPlaceId, seq: int) -> None:
    """Write down that the practice goes on, for what is sealed at a place; ``seq`` says since."""
    connection.run("UPDATE export_place SET resumed_seq = ? WHERE id = ?", (seq, place_id))


def places(connection: Connection) -> list[ExportPlace]:
    """Return all places that there ever were, oldest first."""
    return [_place(row) for row in connection.all("SELECT * FROM export_place ORDER BY id")]


def place(connection: Connection, place_id: ExportPlaceId) -> ExportPlace | None:
    """Return one place."""
    row = connection.one("SELECT * FROM export_place WHERE id = ?", (place_id,))
    return None if row is None else _place(row)


def _place(row: Row) -> ExportPlace:
    return ExportPlace(
        id=ExportPlaceId(row["id"]),
        uid=row["uid"],
        path=Path(row["path"]),
        label=row["label"],
        is_synced=bool(row["is_synced"]),
        is_standing=bool(row["is_standing"]),
        added_at=clock.from_text(row["added_at"]),
        removed_at=_instant(row["removed_at"]),
        resumed_seq=row["resumed_seq"],
    )


def _instant(text: str | None) -> datetime | None:
    return None if text is None else clock.from_text(text)


@dataclass(frozen=True, slots=True, kw_only=True)
class Beginning:
    """What is written down of a number before anything of it is on the medium."""

    place_id: ExportPlaceId
    ceremony_id: CeremonyId
    number: int
    kind: SealKind
    begun_at: datetime
    commits: int
    audit_seq: int
    audit_head: bytes
    clean_to: int


def begin(connection: Connection, one: Beginning) -> SealedExportId:
    """Enter a number that is about to be written."""
    return SealedExportId(
        connection.run(
            "INSERT INTO sealed_export (place_id, ceremony_id, number, kind, begun_at, commits,"
            " audit_seq, audit_head, clean_to) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                one.place_id,
                one.ceremony_id,
                one.number,
                one.kind.value,
                clock.to_text(one.begun_at),
                one.commits,
                one.audit_seq,
                one.audit_head,
                one.clean_to,
            ),
        )
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Announcement:
    """What is known of a number that was read back whole. ``size`` counts bytes."""

    manifest_sha256: str
    clients: int
    documents: int
    size: int


def announce(
    connection: Connection, export_id: SealedExportId, found: Announcement, at: datetime
) -> None:
    """Write down that a number was read back whole."""
    connection.run(
        "UPDATE sealed_export SET verified_at = ?, manifest_sha256 = ?, clients = ?,"
        " documents = ?, size = ? WHERE id = ?",
        (
            clock.to_text(at),
            found.manifest_sha256,
            found.clients,
            found.documents,
            found.size,
            export_id,
        ),
    )


def copy_of(
    connection: Connection, export_id: SealedExportId, place_id: ExportPlaceId, at: datetime
) -> SealedExportId:
    """Enter a whole copy of a number at another place: a ZIP file."""
    return SealedExportId(
        connection.run(
            "INSERT INTO sealed_export (place_id, ceremony_id, number, kind, begun_at,"
            " manifest_sha256, commits, audit_seq, audit_head, clients, documents, size, clean_to)"
            " SELECT ?, ceremony_id, number, kind, ?, manifest_sha256, commits, audit_seq,"
            " audit_head, clients, documents, size, clean_to FROM sealed_export WHERE id = ?",
            (place_id, clock.to_text(at), export_id),
        )
    )


def mark_verified(connection: Connection, export_id: SealedExportId, at: datetime) -> None:
    """Write down that a copy was read back whole."""
    connection.run(
        "UPDATE sealed_export SET verified_at = ? WHERE id = ?", (clock.to_text(at), export_id)
    )


def mark_fate(
    connection: Connection,
    export_id: SealedExportId,
    fate: ExportFate,
    at: datetime,
    statement: str = "",
) -> None:
    """Write down what became of a number."""
    connection.run(
        "UPDATE sealed_export SET fate = ?, fate_at = ?, statement = ? WHERE id = ?",
        (fate.value, clock.to_text(at), statement, export_id),
    )


def exports(connection: Connection, place_id: ExportPlaceId | None = None) -> list[SealedExport]:
    """Return the numbers at one place or at all, newest first."""
    where = " WHERE :place IS NULL OR sealed_export.place_id = :place"
    found = connection.all(_EXPORTS + where + _NEWEST_FIRST, {"place": place_id})
    return [_export(row) for row in found]


def _export(row: Row) -> SealedExport:
    return SealedExport(
        id=SealedExportId(row["id"]),
        place_id=ExportPlaceId(row["place_id"]),
        ceremony_id=CeremonyId(row["ceremony_id"]),
        export_id=row["export_id"],
        is_of_now=bool(row["is_of_now"]),
        number=row["number"],
        kind=SealKind(row["kind"]),
        begun_at=clock.from_text(row["begun_at"]),
        verified_at=_instant(row["verified_at"]),
        manifest_sha256=row["manifest_sha256"],
        clients=row["clients"],
        documents=row["documents"],
        size=row["size"],
        audit_seq=row["audit_seq"],
        clean_to=row["clean_to"],
        fate=ExportFate(row["fate"]),
        fate_at=_instant(row["fate_at"]),
        statement=row["statement"],
    )


def newest_apart(connection: Connection) -> int:
    """Return the number of the event with which a client was last kept apart, of those who are.

    0 where nobody is. By the audit log, for a clock may have run ahead and been set right.
    """
    return int(
        connection.value(
            "SELECT coalesce(max(e.seq), 0) FROM kept_apart AS k"
            " JOIN audit_detail AS d ON d.client_id = k.client_id"
            " JOIN audit_event AS e ON e.seq = d.seq WHERE e.action = 'succession.apart'"
        )
    )


def newest_tombstone(connection: Connection) -> int:
    """Return the number of the newest tombstone, 0 where no record was ever disposed of."""
    return int(connection.value("SELECT coalesce(max(id), 0) FROM tombstone"))
