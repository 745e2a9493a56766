"""Which places of copies are there: those of backups and those of sealed exports, in one look."""

from typing import Any

from vault.backup import freshness as backups
from vault.backup.looking import Look
from vault.disposal.reach_model import Reach
from vault.sealing import freshness as exports
from vault.session import Session


def plan_reach(session: Session) -> Look[Reach]:
    """Return what looks which of all the places that there ever were are there now."""
    of_backups, of_exports = backups.plan_reach(session), exports.plan_reach(session)

    def judge(there: frozenset[Any]) -> Reach:
        return Reach(
            backups=of_backups.judge(there & {one.key for one in of_backups.places}),
            exports=of_exports.judge(there & {one.key for one in of_exports.places}),
        )

    return Look(places=(*of_backups.places, *of_exports.places), judge=judge)
