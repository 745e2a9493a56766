"""``rotate``: all records under a new key, beside a copy of the file and a rebuilt index."""

from tests.bench.big_vault import BigVault, big_vault
from tests.bench.measuring import check_goal, in_turns, keep, seconds
from tests.bench.raw import copied_and_rebuilt, database_of
from tests.suite import Row, Scale
from tests.vault_fixtures import NoKeyring
from vault.keys import service as keys

GOAL = 3.0
CEILING = 14.0


def run(scale: Scale) -> Row:
    """Rotate with the sheet as proof, so that no scrypt is in the figure."""
    row = Row(name="rotate")
    vault = big_vault(scale)
    with vault.copied() as source:
        session = vault.unlock(source)
        name, key = database_of(session)
        session.close()
        ours, limit = in_turns(
            scale.pick(3, 3),
            lambda: _ours(vault),
            lambda: copied_and_rebuilt(vault, source / name, key),
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
