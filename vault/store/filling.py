"""Filling a new database with many rows at once: indexes are built afterwards, triggers last.

Nobody reads the file before it is whole and fsynced, so there is no journal and no sync per page.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from vault.progress import Progress
from vault.store import atomic, copying, indexing, schema
from vault.store.connection import Connection, Row, create_database
from vault.store.database_key import DatabaseKey

_CACHE = "cache_size = -16000"
"""16 MB: rows of a client lie together, their places in the indexes all over the file."""


@contextmanager
def filling(
    path: Path, key: DatabaseKey, progress: Progress, more_triggers: str
) -> Iterator[Connection]:
    """Give a new database of the newest schema, without its triggers, in one transaction.

    On a clean exit its search indexes are built and its triggers made, ``more_triggers`` (a
    script) too; it is verified then, and durable. Raises ``DamagedVault``, ``DiskFull``,
    ``StorageFailed`` or what ``progress`` raises; the caller removes the file then.
    """
    new = create_database(path, key)
    try:
        copying.set_unread(new)
        new.all(f"PRAGMA {_CACHE}")
        schema.migrate(new)
        triggers = _take_triggers(new)
        new.run("BEGIN")
        yield new
        new.run("COMMIT")
        indexing.build(new, progress)
        for trigger in triggers:
            new.run(trigger["sql"])
        new.script(more_triggers)
        counts = copying.row_counts(new)
    finally:
        new.close()
    try:
        with path.open("rb+") as file:
            atomic.sync_file(file)
    except OSError as error:
        raise atomic.storage_error(error) from error
    copying.verify_copy(path, key, counts, progress)


def _take_triggers(new: Connection) -> list[Row]:
    found = new.all("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger' ORDER BY rowid")
    for trigger in found:
        new.run(f'DROP TRIGGER "{trigger["name"]}"')  # names of the schema
    return found
