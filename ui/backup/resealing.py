"""After a change of the ways to open the vault: the backups open with the old ones. What now?"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from ui.context import AppContext
from ui.dialogs import Question
from ui.wording import counted

if TYPE_CHECKING:
    from vault.backup.freshness import Look, PendingCopies
    from vault.backup.model import Destination, PendingReseal, PendingRewrite
    from vault.session import Session


def _tr(text: str) -> str:
    return QCoreApplication.translate("backup", text)


def plan_pending(session: Session) -> Look[PendingCopies]:
    """Return what looks which backups wait for something; runs on the worker."""
    from vault.backup.freshness import pending_copies

    return pending_copies(session)


def reachable_places(
    pending: Sequence[PendingReseal | PendingRewrite],
) -> tuple[Destination, ...]:
    """Return the places that are there, each once."""
    there = {one.destination.id: one.destination for one in pending if one.is_reachable}
    return tuple(there.values())


def away_places(
    pending: Sequence[PendingReseal | PendingRewrite],
) -> tuple[Destination, ...]:
    """Return the places of which nothing that waits can be reached, each once."""
    there = {one.id for one in reachable_places(pending)}
    away = {one.destination.id: one.destination for one in pending}
    return tuple(place for key, place in away.items() if key not in there)


def offer_reseal(context: AppContext, parent: QWidget) -> None:
    """Offer to seal the reachable backups anew, if any open with other ways than today's."""

    def asked(found: PendingCopies) -> None:
        pending = found.reseals
        places = reachable_places(pending)
        if not pending:
            return
        if not places:
            context.dialogs.tell(parent, _tr("Backups to be sealed anew"), offer_text(pending))
            return
        question = Question(
            title=_tr("Seal the backups anew"),
            text=offer_text(pending),
            act=_tr("Seal the reachable ones anew"),
        )
        context.dialogs.confirm(parent, question, lambda: context.backups.reseal(places))

    context.backups.look(parent, plan_pending, asked)


def offer_text(pending: Sequence[PendingReseal]) -> str:
    """Return what is the matter, and what cannot be reached now."""
    said = counted(
        len(pending),
        _tr("1 backup still opens with the ways that the vault had before, and not with the new."),
        _tr("%1 backups still open with the ways that the vault had before, not with the new."),
    )
    parts = [said, _tr("Sealing them anew needs no secret and takes a moment.")]
    away = [one for one in pending if not one.is_reachable]
    if away:
        labels = ", ".join(dict.fromkeys(f"“{one.destination.label}”" for one in away))
        text = _tr("%1 cannot be reached now. Settings, Backup lists them until it is done.")
        parts.append(text.replace("%1", labels))
    return " ".join(parts)
