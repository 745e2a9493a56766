"""The limits: the same work with the database alone, by the driver and nothing of ours."""

import os
import shutil
import sqlite3
from pathlib import Path
from typing import Any

import sqlcipher3.dbapi2 as sqlcipher

from tests.bench.big_vault import BigVault
from tests.bench.measuring import seconds
from vault.session import Session
from vault.store import bundle, registry, schema
from vault.store.connection import CONTRACT, Connection  # the same settings
from vault.store.copying import UNREAD  # the same settings
from vault.store.database_key import DatabaseKey

_COPIED = ("client", "note", "note_addendum")


def database_of(session: Session) -> tuple[str, DatabaseKey]:
    """Return the file's name and the key of an unlocked vault's database."""
    opened = session.opened
    return bundle.records_file(opened.header.records), opened.bag.database_key


def open_sqlcipher(path: Path, key: DatabaseKey) -> Any:
    """Open a database under the settings of the connection contract."""
    raw = sqlcipher.connect(str(path), isolation_level=None, check_same_thread=False)
    raw.execute(f'PRAGMA key = "{key.pragma_text}"')
    for setting in CONTRACT:
        raw.execute(f"PRAGMA {setting}").fetchall()
    return raw


def unencrypted_copy(session: Session, path: Path) -> sqlite3.Connection:
    """Return notes, clients and their indexes in a plain SQLite file."""
    raw = sqlite3.connect(path, isolation_level=None)
    for _, script in schema.scripts():
        raw.executescript(script)
    for trigger in raw.execute("SELECT name FROM sqlite_schema WHERE type = 'trigger'").fetchall():
        raw.execute(f'DROP TRIGGER "{trigger[0]}"')
    raw.execute("BEGIN")
    for table in _COPIED:
        _copy(session.rows, raw, table)
    for index in ("client_index", "note_index"):
        raw.execute(f"INSERT INTO {index} ({index}) VALUES ('rebuild')")
    raw.execute("COMMIT")
    return raw


def _copy(rows: Connection, raw: sqlite3.Connection, table: str) -> None:
    for row in rows.each(f"SELECT * FROM {table}"):
        marks = ", ".join("?" * len(row))
        raw.execute(f"INSERT INTO {table} VALUES ({marks})", tuple(row))


def copied_and_rebuilt(vault: BigVault, source: Path, key: DatabaseKey) -> float:
    """Return the seconds to copy a database, fsync it and rebuild its full-text indexes.

    Under the cipher, without the journal that a switch's copy lacks too, and with a cache like its.
    """
    with vault.copied() as folder:
        copy = folder / "copy.db"

        def copy_and_rebuild() -> None:
            shutil.copyfile(source, copy)
            with copy.open("rb+") as file:
                os.fsync(file.fileno())
            raw = open_sqlcipher(copy, key)
            for setting in UNREAD:
                raw.execute(f"PRAGMA {setting}").fetchall()
            for index in registry.indexes():
                raw.execute(f"INSERT INTO {index.name} ({index.name}) VALUES ('rebuild')")
            raw.close()

        return seconds(copy_and_rebuild)
