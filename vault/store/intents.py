"""Intents: what a change of files is about to make and to remove, committed before it begins.

After a crash the vault stands on one side of the commit point (the header). The next unlock
finishes what was committed, or undoes what was not; either way the intent ends with an audit
event.
"""

import json
from dataclasses import dataclass
from pathlib import Path

from vault import clock
from vault.errors import KeyringError
from vault.keys.os_keyring import KeyStore
from vault.store import removal, unit_of_work
from vault.store.connection import Connection
from vault.store.opening import OpenedVault


@dataclass(frozen=True, slots=True, kw_only=True)
class Intent:
    """A change of files. ``records`` and ``keys`` are the numbers of the header it writes."""

    kind: str
    records: int
    keys: int
    new_files: tuple[str, ...]
    old_files: tuple[str, ...]
    new_items: tuple[str, ...] = ()
    old_items: tuple[str, ...] = ()

    def _plan(self) -> str:
        return json.dumps(
            {
                "new_files": self.new_files,
                "old_files": self.old_files,
                "new_items": self.new_items,
                "old_items": self.old_items,
            }
        )


def commit(rows: Connection, intent: Intent, now: clock.Clock) -> None:
    """Write the intent down, durably, before anything of it is done."""
    with unit_of_work.unaudited(rows) as draft:
        draft.run(
            "INSERT INTO intent (kind, records, keys, plan, started_at) VALUES (?, ?, ?, ?, ?)",
            (intent.kind, intent.records, intent.keys, intent._plan(), clock.to_text(now())),
        )


def pending(rows: Connection) -> list[Intent]:
    """Return the intents that have not ended."""
    found = rows.all("SELECT kind, records, keys, plan FROM intent ORDER BY id")
    return [
        Intent(
            kind=row["kind"],
            records=row["records"],
            keys=row["keys"],
            **{name: tuple(value) for name, value in json.loads(row["plan"]).items()},
        )
        for row in found
    ]


def named_files(intents: list[Intent]) -> frozenset[str]:
    """Return every file name that an intent accounts for."""
    return frozenset(name for i in intents for name in (*i.new_files, *i.old_files))


def settle(opened: OpenedVault, keyring: KeyStore, now: clock.Clock) -> None:
    """Finish or undo every pending intent, whichever side of its commit point the vault is on.

    An intent whose keyring items can't be reached stays for the next unlock.
    """
    for intent in pending(opened.rows):
        is_done = intent.keys == opened.header.keys and intent.records == opened.header.records
        if _remove(opened.folder, keyring, intent, of_old=is_done):
            _end(opened.rows, intent, now, is_done=is_done)


def _remove(folder: Path, keyring: KeyStore, intent: Intent, *, of_old: bool) -> bool:
    """Remove the files and items of one side; return whether all are gone."""
    removal.destroy_all(folder, intent.old_files if of_old else intent.new_files)
    try:
        for item in intent.old_items if of_old else intent.new_items:
            keyring.remove(item)
    except KeyringError:
        return False
    return True


def _end(rows: Connection, intent: Intent, now: clock.Clock, *, is_done: bool) -> None:
    action = intent.kind if is_done else "change.undone"
    with unit_of_work.transaction(action, rows, now) as tx:
        tx.rows.run(
            "DELETE FROM intent WHERE kind = ? AND records = ? AND keys = ?",
            (intent.kind, intent.records, intent.keys),
        )
        tx.audit(kind=intent.kind, records=intent.records, keys=intent.keys)
