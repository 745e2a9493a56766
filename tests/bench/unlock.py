"""``unlock``: from the key at hand to a list of clients that can be used."""

from pathlib import Path

from tests.bench.big_vault import BigVault, big_vault
from tests.bench.measuring import check_goal, in_turns, keep, seconds
from tests.bench.raw import database_of, open_sqlcipher
from tests.suite import Row, Scale
from tests.vault_fixtures import NoKeyring
from vault.clients import service as clients
from vault.keys import service as keys
from vault.store.database_key import DatabaseKey

GOAL = 3.0
CEILING = 25.0
_FIRST_LINES = 200
_FIRST_QUERY = """
    SELECT c.id, c.record_number, coalesce(nullif(c.preferred_name, ''), c.legal_name) AS name,
        c.status, c.birth_date, c.risk_flag FROM client AS c
    WHERE c.status <> 'disposed' ORDER BY name COLLATE NOCASE
"""


def run(scale: Scale) -> Row:
    """Unlock by the sheet, which needs no scrypt, and open the same file with the driver."""
    row = Row(name="unlock")
    vault = big_vault(scale)
    with vault.copied() as folder:
        session = vault.unlock(folder)
        name, key = database_of(session)
        session.close()
        ours, limit = in_turns(
            scale.pick(15, 31), lambda: _ours(vault, folder), lambda: _raw(folder / name, key)
        )
    keep(row, ours_ms=ours * 1000, limit_ms=limit * 1000)
    check_goal(row, "vs_limit", ours / limit, GOAL, CEILING)
    return row


def _ours(vault: BigVault, folder: Path) -> float:
    opened = []

    def unlock() -> None:
        session = keys.unlock_with_sheet(folder, vault.sheet, NoKeyring())
        opened.append(session)
        clients.lines(session, clients.list_ids(session)[:_FIRST_LINES])

    taken = seconds(unlock)
    opened[0].close()
    return taken


def _raw(path: Path, key: DatabaseKey) -> float:
    opened = []

    def query() -> None:
        raw = open_sqlcipher(path, key)
        opened.append(raw)
        raw.execute(_FIRST_QUERY).fetchall()

    taken = seconds(query)
    opened[0].close()
    return taken
