"""Records on their way out: written down before anything goes, left out by the next switch.

Whatever stops the program in between, the vault opens with those clients hidden, and the unlock
carries the erasure to its end. There is no way back from ``begin``.
"""

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import datetime

from vault import clock
from vault.ids import DisposalId
from vault.store import bundle, schema
from vault.store.connection import Connection
from vault.store.copying import LeftOut
from vault.store.unit_of_work import Transaction


@dataclass(frozen=True, slots=True, kw_only=True)
class Erasure:
    """What the next switch leaves out. ``files`` are paths of attachments below the folder."""

    clients: frozenset[int]
    files: tuple[str, ...]
    reasons: tuple[str, ...]

    @property
    def is_nothing(self) -> bool:
        """Whether nothing waits."""
        return not self.clients

    @property
    def left_out(self) -> LeftOut:
        """The same, as the copy takes it."""
        return LeftOut(clients=self.clients)


RESTORE = "vault.restore"
"""The change that ends an erasure where a vault is made of a snapshot: the old one is elsewhere."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ended:
    """Between which files of records the switch is that ends an erasure, and what it is for.

    The keys are named by the salts with which their files begin: no secret.
    """

    change: str
    old_records: int
    new_records: int
    old_key: str
    new_key: str


def begin(
    tx: Transaction,
    clients: Iterable[int],
    files: Iterable[str],
    reason: str,
    first_tombstone: int,
) -> None:
    """Commit, with the transaction, that these clients' records go. Their tombstones are in it."""
    tx.rows.run(
        "INSERT INTO erasure (clients, files, reason, first_tombstone, begun_at)"
        " VALUES (?, ?, ?, ?, ?)",
        (
            json.dumps(sorted(clients)),
            json.dumps(sorted(files)),
            reason,
            first_tombstone,
            clock.to_text(tx.now),
        ),
    )


def pending(rows: Connection) -> Erasure:
    """Return all that waits, as one."""
    if not schema.has_table(rows, "erasure"):  # an older vault, before its migration
        return Erasure(clients=frozenset(), files=(), reasons=())
    found = rows.all("SELECT clients, files, reason FROM erasure ORDER BY id")
    return Erasure(
        clients=frozenset(number for row in found for number in json.loads(row["clients"])),
        files=tuple(name for row in found for name in json.loads(row["files"])),
        reasons=tuple(dict.fromkeys(row["reason"] for row in found)),
    )


def end(copy: Connection, at: datetime, ended: Ended) -> None:
    """Forget what waited, in the records that were copied without it, and say so in its disposal.

    Both stand from the moment on from which the records are gone, whoever carried it out.
    """
    for row in copy.all("SELECT files, first_tombstone FROM erasure ORDER BY id"):
        account = {"at": clock.to_text(at), **asdict(ended)}
        account["attachments"] = len(json.loads(row["files"]))
        # it may have been told already that an older file was not overwritten
        copy.run(
            "UPDATE disposal SET erased = json_patch(erased, ?) WHERE id ="
            " (SELECT disposal_id FROM tombstone WHERE id = ?)",
            (json.dumps(account), row["first_tombstone"]),
        )
    copy.run("DELETE FROM erasure")


def concerned(
    rows: Connection, change: str, records: int, names: Iterable[str]
) -> frozenset[DisposalId]:
    """Return the disposals of which the records, their keys or documents are in these old files.

    ``change`` and ``records``, the number of the new records, tell whose documents they are; 0
    where the change was undone. Of a disposal that has not ended, every old file has the records.
    """
    wanted = list(names)
    return frozenset(_with_records(rows, wanted) + _with_documents(rows, change, records, wanted))


def tell_unwritten(rows: Connection, change: str, records: int, names: Iterable[str]) -> None:
    """Say, in the disposals that they concern, which old files were not overwritten.

    As ``concerned``.
    """
    wanted = list(names)
    _tell(rows, "are_records_unwritten", _with_records(rows, wanted))
    _tell(rows, "are_documents_unwritten", _with_documents(rows, change, records, wanted))


def tell_left_elsewhere(rows: Connection, change: str, records: int, names: Iterable[str]) -> None:
    """Say, in the disposals that they concern, that a vault left these old files behind.

    The vault is the one that this one is a copy of. As ``concerned``.
    """
    _tell(rows, "are_left_elsewhere", concerned(rows, change, records, names))


def _tell(rows: Connection, field: str, disposals: Iterable[DisposalId]) -> None:
    rows.run(
        f"UPDATE disposal SET erased = json_set(erased, '$.{field}', json('true'))"
        " WHERE id IN (SELECT value FROM json_each(?))",
        (json.dumps(sorted(disposals)),),
    )


# A vault that was restored counts its files from one again: those of a disposal that began before
# were another vault's.
_OF_THIS_VAULT = f"""
    coalesce(json_extract(erased, '$.change'), '') <> '{RESTORE}' AND uid NOT IN (
        SELECT coalesce(json_extract(d.detail, '$.disposal'), '')
        FROM audit_event AS e JOIN audit_detail AS d ON d.seq = e.seq
        WHERE e.action = 'disposal.begin'
        AND e.seq < (SELECT max(seq) FROM audit_event WHERE action = '{RESTORE}'))
"""


def _with_records(rows: Connection, names: list[str]) -> list[DisposalId]:
    """Every file that is older than a disposal's new records has what was disposed of."""
    numbers = [number for name in names if (number := bundle.number_of(name)) is not None]
    if not numbers:
        return []
    condition = "coalesce(json_extract(erased, '$.new_records') > ?, 1)"
    return _chosen(rows, condition, (min(numbers),))


def _with_documents(
    rows: Connection, change: str, records: int, names: list[str]
) -> list[DisposalId]:
    if all(bundle.attachment_uid(name) is None for name in names):
        return []
    condition = "json_extract(erased, '$.change') = ? AND json_extract(erased, '$.new_records') = ?"
    return _chosen(rows, condition, (change, records))


def _chosen(
    rows: Connection, condition: str, parameters: tuple[str | int, ...]
) -> list[DisposalId]:
    if not schema.has_table(rows, "erasure"):  # an older vault, before its migration
        return []
    found = rows.all(f"SELECT id FROM disposal WHERE {condition} AND {_OF_THIS_VAULT}", parameters)
    return [DisposalId(row["id"]) for row in found]


def clean_to(rows: Connection) -> int:
    """Return the newest tombstone up to which these records hold nothing of anybody's; 0 for none.

    A copy made now is clean up to there and no further.
    """
    first = rows.value("SELECT min(first_tombstone) FROM erasure")
    if first is not None:
        return int(first) - 1
    return int(rows.value("SELECT coalesce(max(id), 0) FROM tombstone"))
