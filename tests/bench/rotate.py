"""``rotate``: all records under a new key, beside a copy of the file and a rebuilt index."""

import os
import shutil
from pathlib import Path

from tests.bench.big_vault import BigVault, big_vault
from tests.bench.measuring import check_goal, in_turns, keep, seconds
from tests.bench.raw import database_of, open_sqlcipher
from tests.suite import Row, Scale
from tests.vault_fixtures import NoKeyring
from vault.keys import service as keys
from vault.store.connection import DatabaseKey

GOAL = 3.0
CEILING = 14.0
_INDEXES = ("client_index", "note_index", "psychotherapy_index")


def run(scale: Scale) -> Row:
    """Rotate with the sheet as proof, so that no scrypt is in the figure."""
    row = Row(name="rotate")
    vault = big_vault(scale)
    with vault.copied() as source:
        session = vault.unlock(source)
        name, key = database_of(session)
        session.close()
        ours, limit = in_turns(
            scale.pick(3, 3), lambda: _ours(vault), lambda: _limit(vault, source / name, key)
        )
        keep(row, megabytes=(source / name).stat().st_size / (1 << 20))
    keep(row, ours_s=ours, limit_s=limit)
    check_goal(row, "vs_limit", ours / limit, GOAL, CEILING)
    return row


def _ours(vault: BigVault) -> float:
    with vault.copied() as folder:
        session = vault.unlock(folder)
        typed = "\n".join(vault.sheet)
        taken = seconds(lambda: keys.rotate_keys(session, typed, NoKeyring()))
        session.close()
    return taken


def _limit(vault: BigVault, source: Path, key: DatabaseKey) -> float:
    """Copy, fsync, rebuild the indexes: under the cipher, without the journal ours lacks too."""
    with vault.copied() as folder:
        copy = folder / "copy.db"

        def copy_and_rebuild() -> None:
            shutil.copyfile(source, copy)
            with copy.open("rb+") as file:
                os.fsync(file.fileno())
            raw = open_sqlcipher(copy, key)
            raw.execute("PRAGMA journal_mode = OFF").fetchall()
            raw.execute("PRAGMA synchronous = OFF").fetchall()
            for index in _INDEXES:
                raw.execute(f"INSERT INTO {index} ({index}) VALUES ('rebuild')")
            raw.close()

        return seconds(copy_and_rebuild)
