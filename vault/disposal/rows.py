"""The tables of disposals, their tombstones and certificates; and what a review counts."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime

from vault import clock
from vault.disposal import stones
from vault.disposal.model import (
    Approved,
    Certificate,
    Disposal,
    DisposalKind,
    DisposalState,
    Erased,
    Renewal,
    StoneDetail,
    Tombstone,
    VerifiedCopy,
)
from vault.errors import NotFound
from vault.ids import ClientId, DisposalId, TombstoneId, new_uid
from vault.store import bundle, erasures
from vault.store.connection import Connection, Row


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """How much there is of one client. ``notes`` and ``psychotherapy_notes`` count drafts too."""

    notes: int
    psychotherapy_notes: int
    documents: int
    sessions: int
    drafts: int
    first_service: date | None
    last_service: date | None


# A service is a session held; where none was entered, what was written is the nearest there is.
_COUNTS = """
    WITH held AS (
        SELECT day FROM care_session WHERE client_id = :client AND status = 'held'
    ),
    written AS (
        SELECT occurred_on AS day FROM note
        WHERE client_id = :client AND kind <> 'imported_details'
        AND id NOT IN (SELECT note_id FROM note_error)
    )
    SELECT (SELECT count(*) FROM note WHERE client_id = :client) AS notes,
        (SELECT count(*) FROM psychotherapy_note WHERE client_id = :client) AS psychotherapy_notes,
        (SELECT count(*) FROM document WHERE client_id = :client) AS documents,
        (SELECT count(*) FROM care_session WHERE client_id = :client) AS sessions,
        (SELECT count(*) FROM note
            WHERE client_id = :client AND signed_at IS NULL AND origin = 'here')
        + (SELECT count(*) FROM psychotherapy_note
            WHERE client_id = :client AND signed_at IS NULL) AS drafts,
        coalesce((SELECT min(day) FROM held), (SELECT min(day) FROM written)) AS first_service,
        coalesce((SELECT max(day) FROM held), (SELECT max(day) FROM written)) AS last_service
"""


def counts(connection: Connection, client_id: ClientId) -> Counts:
    """Return how much there is of a client, and between which days they were served."""
    row = connection.one(_COUNTS, {"client": client_id})
    if row is None:
        raise RuntimeError("a query of counts has a row")
    return Counts(
        notes=row["notes"],
        psychotherapy_notes=row["psychotherapy_notes"],
        documents=row["documents"],
        sessions=row["sessions"],
        drafts=row["drafts"],
        first_service=_day(row["first_service"]),
        last_service=_day(row["last_service"]),
    )


def _day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)


def has_signed(connection: Connection, client_id: ClientId) -> bool:
    """Return whether anything of a client was signed here, on either shelf."""
    return bool(
        connection.value(
            "SELECT EXISTS (SELECT 1 FROM note WHERE client_id = :client"
            " AND signed_at IS NOT NULL)"
            " OR EXISTS (SELECT 1 FROM psychotherapy_note WHERE client_id = :client"
            " AND signed_at IS NOT NULL)",
            {"client": client_id},
        )
    )


def attachment_files(connection: Connection, ids: Iterable[ClientId]) -> list[str]:
    """Return the paths, below the vault's folder, of these clients' documents."""
    found = connection.all(
        "SELECT uid FROM document WHERE client_id IN (SELECT value FROM json_each(?)) ORDER BY uid",
        (json.dumps(list(ids)),),
    )
    return [bundle.attachment_file(row["uid"]) for row in found]


def add_disposal(
    connection: Connection, kind: DisposalKind, approved: Approved | None, at: datetime
) -> tuple[DisposalId, str]:
    """Write that a disposal has begun; return its id and its uid."""
    uid = new_uid()
    told = "{}" if approved is None else json.dumps(_approval(approved), ensure_ascii=False)
    new_id = connection.run(
        "INSERT INTO disposal (uid, kind, begun_at, approval) VALUES (?, ?, ?, ?)",
        (uid, kind.value, clock.to_text(at), told),
    )
    return DisposalId(new_id), uid


def _approval(approved: Approved) -> dict[str, object]:
    return {
        "by": approved.by,
        "at": clock.to_text(approved.at),
        "acceptance": approved.acceptance,
        "review_on": None if approved.review_on is None else approved.review_on.isoformat(),
        "copies": [
            {
                "label": one.label,
                "number": one.number,
                "verified_at": clock.to_text(one.verified_at),
            }
            for one in approved.copies
        ],
    }


def add_tombstone(
    connection: Connection,
    disposal_id: DisposalId,
    client_id: ClientId,
    uid: str,
    detail: StoneDetail,
    at: datetime,
) -> TombstoneId:
    """Write what stays of a client's record, and hide the client. ``uid`` is the disposal's."""
    told = stones.to_text(replace(detail, disposal_uid=uid))
    row_id = connection.run(
        "INSERT INTO tombstone (client_uid, record_number, at, detail, disposal_id)"
        " SELECT uid, record_number, ?, ?, ? FROM client WHERE id = ?",
        (clock.to_text(at), told, disposal_id, client_id),
    )
    connection.run("UPDATE client SET status = 'disposed' WHERE id = ?", (client_id,))
    return TombstoneId(row_id)


def tombstone(connection: Connection, tombstone_id: TombstoneId) -> Tombstone:
    """Return a tombstone. Raises ``NotFound``."""
    row = connection.one("SELECT * FROM tombstone WHERE id = ?", (tombstone_id,))
    if row is None:
        raise NotFound("tombstone")
    return _tombstone(row)


def set_detail(connection: Connection, tombstone_id: TombstoneId, detail: StoneDetail) -> None:
    """Write what is known of a record that went, with what came to be known since."""
    connection.run(
        "UPDATE tombstone SET detail = ? WHERE id = ?", (stones.to_text(detail), tombstone_id)
    )


def disposals(connection: Connection) -> list[Disposal]:
    """Return all disposals, newest first."""
    by_disposal: dict[int, list[Tombstone]] = {}
    for row in connection.all("SELECT * FROM tombstone WHERE disposal_id IS NOT NULL ORDER BY id"):
        by_disposal.setdefault(row["disposal_id"], []).append(_tombstone(row))
    waiting = _waiting(connection)
    return [
        _disposal(row, tuple(by_disposal.get(row["id"], ())), is_waiting=row["id"] in waiting)
        for row in connection.all("SELECT * FROM disposal ORDER BY id DESC")
    ]


def _waiting(connection: Connection) -> frozenset[int]:
    found = connection.all(
        "SELECT t.disposal_id FROM erasure AS e JOIN tombstone AS t ON t.id = e.first_tombstone"
    )
    return frozenset(row[0] for row in found)


def _disposal(row: Row, records: tuple[Tombstone, ...], *, is_waiting: bool) -> Disposal:
    state = DisposalState.ERASED if row["finished_at"] is None else DisposalState.FINISHED
    return Disposal(
        id=DisposalId(row["id"]),
        uid=row["uid"],
        kind=DisposalKind(row["kind"]),
        begun_at=clock.from_text(row["begun_at"]),
        state=DisposalState.PENDING if is_waiting else state,
        records=records,
        approved=_approved(json.loads(row["approval"])),
        erased=_erased(json.loads(row["erased"])),
        renewal=_renewal(json.loads(row["renewal"])),
        finished_at=_instant(row["finished_at"]),
    )


def _approved(told: Mapping[str, object]) -> Approved | None:
    if not told:
        return None
    copies = told["copies"]
    return Approved(
        by=str(told["by"]),
        at=clock.from_text(str(told["at"])),
        acceptance=str(told["acceptance"]),
        copies=tuple(
            VerifiedCopy(
                label=one["label"],
                number=one["number"],
                verified_at=clock.from_text(one["verified_at"]),
            )
            for one in (copies if isinstance(copies, list) else ())
        ),
        review_on=_day(None if told.get("review_on") is None else str(told["review_on"])),
    )


def _erased(told: dict[str, object]) -> Erased | None:
    if "at" not in told:  # at most what is told beforehand of older files
        return None
    at = clock.from_text(str(told.pop("at")))
    return Erased(at=at, **told)  # type: ignore[arg-type]  # as ``erasures.end`` wrote them


def _renewal(told: Mapping[str, object]) -> Renewal | None:
    if not told:
        return None
    ways, destroyed = told["ways"], told["sheet_destroyed_at"]
    return Renewal(
        at=clock.from_text(str(told["at"])),
        ways=tuple(ways if isinstance(ways, list) else ()),
        sheet_destroyed_at=None if destroyed is None else clock.from_text(str(destroyed)),
    )


def _instant(text: str | None) -> datetime | None:
    return None if text is None else clock.from_text(text)


def _tombstone(row: Row) -> Tombstone:
    return Tombstone(
        id=TombstoneId(row["id"]),
        client_uid=row["client_uid"],
        record_number=row["record_number"],
        at=clock.from_text(row["at"]),
        detail=stones.from_text(row["detail"]),
    )


def has_client(connection: Connection, client_uid: str) -> bool:
    """Return whether a client with this uid is still, or again, among the records."""
    return connection.value("SELECT 1 FROM client WHERE uid = ?", (client_uid,)) is not None


def was_restored(connection: Connection) -> bool:
    """Return whether this vault was made of a backup of another copy."""
    found = connection.value(
        "SELECT 1 FROM audit_event WHERE action = ? LIMIT 1", (erasures.RESTORE,)
    )
    return found is not None


def set_renewal(connection: Connection, disposal_id: DisposalId, renewal: Renewal) -> None:
    """Write that the ways in were made anew, and what was attested of the old sheet."""
    destroyed = renewal.sheet_destroyed_at
    told = {
        "at": clock.to_text(renewal.at),
        "ways": list(renewal.ways),
        "sheet_destroyed_at": None if destroyed is None else clock.to_text(destroyed),
    }
    connection.run("UPDATE disposal SET renewal = ? WHERE id = ?", (json.dumps(told), disposal_id))


def finish(connection: Connection, disposal_id: DisposalId, at: datetime) -> None:
    """Write that all is told of a disposal that can be; later certificates supplement."""
    connection.run(
        "UPDATE disposal SET finished_at = coalesce(finished_at, ?) WHERE id = ?",
        (clock.to_text(at), disposal_id),
    )


def add_certificate(connection: Connection, certificate: Certificate) -> None:
    """Write an issued certificate; its id is the table's to give."""
    connection.run(
        "INSERT INTO certificate (number, tombstone_id, supplements, at, document, signature)"
        " VALUES (?, ?, ?, ?, ?, ?)",
        (
            certificate.number,
            certificate.tombstone_id,
            certificate.supplements,
            clock.to_text(certificate.at),
            certificate.document,
            certificate.signature,
        ),
    )


def certificates(
    connection: Connection, disposal_id: DisposalId | None = None
) -> list[Certificate]:
    """Return the certificates of one disposal or of all, in the order of their issue."""
    found = connection.all(
        "SELECT c.* FROM certificate AS c JOIN tombstone AS t ON t.id = c.tombstone_id"
        " WHERE :disposal IS NULL OR t.disposal_id = :disposal ORDER BY c.id",
        {"disposal": disposal_id},
    )
    return [_certificate(row) for row in found]


def _certificate(row: Row) -> Certificate:
    return Certificate(
        id=row["id"],
        number=row["number"],
        tombstone_id=row["tombstone_id"],
        supplements=row["supplements"],
        at=clock.from_text(row["at"]),
        document=row["document"],
        signature=row["signature"],
    )
