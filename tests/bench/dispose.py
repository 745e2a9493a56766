"""``dispose-1``, ``dispose-50``: clients' records gone from the vault, by one switch.

The limit copies the database file and rebuilds its indexes, under the same cipher.
"""

from collections.abc import Sequence

from tests.bench.big_vault import BigVault, big_vault
from tests.bench.measuring import check_goal, in_turns, keep, seconds
from tests.bench.raw import copied_and_rebuilt, database_of
from tests.suite import Row, Scale
from tests.vault_fixtures import NoKeyring
from vault.clients import service as clients
from vault.clients.model import ClientStatus
from vault.disposal import service as disposal
from vault.disposal.model import Approval
from vault.ids import ClientId
from vault.retention import service as retention
from vault.retention.model import Verdict
from vault.session import Session

GOAL = 1.5
CEILING = 7.0
_MANY = 50


def run_one(scale: Scale) -> Row:
    """Dispose of one client."""
    return _run("dispose-1", scale, 1)


def run_many(scale: Scale) -> Row:
    """Dispose of fifty at once, or of as many as the small practice has closed."""
    return _run("dispose-50", scale, _MANY)


def _run(name: str, scale: Scale, most: int) -> Row:
    row = Row(name=name)
    vault = big_vault(scale)
    with vault.copied() as source:
        session = vault.unlock(source)
        file_name, key = database_of(session)
        chosen = _closed(session)[:most]
        session.close()
        row.check(bool(chosen), "nobody's record is closed")
        ours, limit = in_turns(
            scale.pick(1, 3),
            lambda: _ours(row, vault, chosen),
            lambda: copied_and_rebuilt(vault, source / file_name, key),
        )
        keep(row, megabytes=(source / file_name).stat().st_size / (1 << 20))
    keep(row, clients=len(chosen), ours_s=ours, limit_s=limit)
    check_goal(row, "vs_limit", ours / limit, GOAL, CEILING)
    return row


def _closed(session: Session) -> list[ClientId]:
    """Return the clients whose care is over, so that a decision makes them eligible."""
    return [
        one.client_id
        for one in retention.overview(session).lines
        if one.status is ClientStatus.CLOSED
    ]


def _ours(row: Row, vault: BigVault, chosen: Sequence[ClientId]) -> float:
    """Measure from the approval to records without them; no backups, and no scrypt."""
    with vault.copied() as folder:
        session = vault.unlock(folder)
        typed = "\n".join(vault.sheet)
        approval = _approve(session, chosen)
        session.step_up(typed.encode())
        taken = seconds(lambda: disposal.dispose(session, chosen, approval, typed, NoKeyring()))
        left = set(clients.list_ids(session)) & set(chosen)
        row.check(not left, f"{len(left)} clients are still there")
        session.close()
    return taken


def _approve(session: Session, chosen: Sequence[ClientId]) -> Approval:
    for client_id in chosen:
        retention.override(session, client_id, session.today(), "for the measurement")
    found = retention.lines(session, chosen)
    if any(line.verdict is not Verdict.ELIGIBLE for line in found):
        raise RuntimeError("a decision did not make a closed record eligible")
    return Approval(
        confirmations={line.client_id: line.record_number for line in found},
        acceptance="No backups are measured here.",
        keep_names=False,
        approved_by="Bench",
    )
