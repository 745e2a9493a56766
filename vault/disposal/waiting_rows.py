"""What of disposals is not over, asked without loading what a disposal is."""

from dataclasses import dataclass
from datetime import date

from vault.ids import DisposalId
from vault.store.connection import Connection


def is_any(connection: Connection) -> bool:
    """Return whether there is one that is not finished."""
    return bool(
        connection.value("SELECT EXISTS (SELECT 1 FROM disposal WHERE finished_at IS NULL)")
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class LateCopies:
    """How many copies of one disposal, how much on paper, and the earliest day set for them."""

    disposal_id: DisposalId
    copies: int
    papers: int
    until: date


# What a certificate named may be treated or said to be gone since: the register knows.
_LATE = """
    SELECT t.disposal_id, sum(json_extract(r.value, '$.kind') = 'paper') AS papers,
        count(DISTINCT CASE json_extract(r.value, '$.kind') WHEN 'paper' THEN NULL
            ELSE r.value END) AS copies,
        min(json_extract(r.value, '$.until')) AS until
    FROM certificate AS c JOIN tombstone AS t ON t.id = c.tombstone_id,
        json_each(c.document, '$.residual') AS r
    WHERE c.id IN (SELECT max(id) FROM certificate GROUP BY tombstone_id)
        AND json_extract(r.value, '$.kind') IN ('snapshot', 'sealed_export', 'paper')
        AND json_extract(r.value, '$.until') < :today
        AND NOT EXISTS (
            SELECT 1 FROM vault_copy AS v JOIN backup_destination AS b ON b.id = v.destination_id
            WHERE json_extract(r.value, '$.kind') = 'snapshot'
            AND v.number = json_extract(r.value, '$.number')
            AND v.made_at = json_extract(r.value, '$.made_at')
            AND b.label = json_extract(r.value, '$.place')
            AND (v.clean_to >= t.id OR v.fate IN ('pruned', 'attested_destroyed')))
        AND NOT EXISTS (
            SELECT 1 FROM sealed_export AS e JOIN export_place AS p ON p.id = e.place_id
            WHERE json_extract(r.value, '$.kind') = 'sealed_export'
            AND e.number = json_extract(r.value, '$.number')
            AND e.begun_at = json_extract(r.value, '$.made_at')
            AND p.label = json_extract(r.value, '$.place')
            AND (e.clean_to >= t.id OR e.fate IN ('removed', 'attested_destroyed')))
    GROUP BY t.disposal_id ORDER BY t.disposal_id DESC LIMIT 1
"""


def late_copies(connection: Connection, today: date) -> LateCopies | None:
    """Return those of the newest disposal that has any."""
    row = connection.one(_LATE, {"today": today.isoformat()})
    if row is None:
        return None
    return LateCopies(
        disposal_id=DisposalId(row["disposal_id"]),
        copies=row["copies"],
        papers=row["papers"],
        until=date.fromisoformat(row["until"]),
    )
