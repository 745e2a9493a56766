"""Opening a snapshot with the keys that the copies register keeps of it."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from vault.errors import DamagedVault
from vault.keys.bag import KeyBag
from vault.store import opening
from vault.store.bundle import Header
from vault.store.connection import Connection
from vault.store.database_key import DatabaseKey


def open_records(
    folder: Path, header: Header, bag: KeyBag, keys: Sequence[DatabaseKey]
) -> tuple[Connection, DatabaseKey]:
    """Open a snapshot's records to read them; return them with the key that did.

    A rewriting that was stopped leaves two keys, and the header says of neither whether it is the
    one. Raises ``DamagedVault`` where none opens them, or ``NewerVault``.
    """
    failed = DamagedVault("records")
    for key in keys:
        try:
            return opening.open_records(folder, header, replace(bag, database_key=key)), key
        except DamagedVault as error:
            failed = error
    raise failed
