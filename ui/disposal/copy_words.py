"""The copies of the vault after a disposal, in words. Needs no window."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QCoreApplication

from ui import wording
from ui.disposal.place_words import PlaceLine, Words, by_place
from ui.wording import counted
from vault.disposal.model import CopyLine, CopyState, ExportLine, SourceLine


def _tr(text: str) -> str:
    return QCoreApplication.translate("disposal", text)


def place_lines(
    copies: Sequence[CopyLine], *, is_tried: bool = False
) -> tuple[PlaceLine[CopyLine], ...]:
    """Return a line for each place; ``is_tried`` says that what could be rewritten was."""
    return by_place(
        copies,
        lambda one: (one.destination_id, one.destination),
        _clean,
        partial(_unclean, is_tried=is_tried),
    )


def _clean(copies: Sequence[CopyLine]) -> Words:
    there = [one for one in copies if one.state is CopyState.CLEAN]
    said = counted(
        len(there),
        _tr("1 backup, without the records."),
        _tr("%1 backups, without the records."),
    )
    if not there:
        said = _tr("Every backup that was there is gone.")
    return _tr("Clean"), "good", said


def _unclean(pending: Sequence[CopyLine], is_there: bool, *, is_tried: bool) -> Words:
    numbers = ", ".join(str(one.number) for one in pending)
    said = counted(
        len(pending), _tr("Backup %2 still holds them."), _tr("Backups %2 still hold them.")
    ).replace("%2", numbers)
    if is_there and is_tried:
        remedy = _tr("They are damaged, missing, or of a place that is used no more.")
        return _tr("Could not be rewritten"), "danger", f"{said} {remedy}"
    if is_there:
        return _tr("To be rewritten"), "attention", said
    remedy = _tr(
        "The place cannot be reached now. Connect it and choose “Look again”, now or later: Home"
        " reminds you. If it no longer exists, say so."
    )
    return _tr("Not reachable"), "attention", f"{said} {remedy}"


def summary_words(
    copies: Sequence[CopyLine],
    exports: Sequence[ExportLine] = (),
    sources: Sequence[SourceLine] = (),
) -> tuple[str, str]:
    """Return how the copies stand as a whole, and the kind of notice.

    ``sources`` are the exports from which a custodian's records came.
    """
    pending = sum(one.state is CopyState.PENDING for one in copies)
    sealed = sum(one.state is CopyState.PENDING for one in exports)
    if sources and not pending and not sealed:
        return _tr(
            "What Casekeep can treat is done. The export below holds them still."
        ), "attention"
    if not copies and not exports:
        return _tr("There never was a backup of this vault."), "info"
    if sealed:
        return counted(
            pending + sealed,
            _tr("1 copy may still hold the records. The certificate will name it."),
            _tr("%1 copies may still hold the records. The certificate will name them."),
        ), "attention"
    if not pending and exports:
        return _tr("No copy that Casekeep knows of holds the records any more."), "good"
    if not pending:
        return _tr("No backup that Casekeep knows of holds the records any more."), "good"
    return counted(
        pending,
        _tr("1 backup may still hold the records. The certificate will name it."),
        _tr("%1 backups may still hold the records. The certificate will name them."),
    ), "attention"


def copy_words(one: CopyLine) -> str:
    """Return one copy: "“Blue stick”, backup 3 of 4 May 2026, 10:30"."""
    said = _tr("“%1”, backup %2 of %3").replace("%1", one.destination)
    return said.replace("%2", str(one.number)).replace("%3", wording.instant(one.made_at))
