"""The sealed exports after a disposal, in words. Needs no window."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QCoreApplication

from ui import wording
from ui.disposal.place_words import PlaceLine, Words, by_place
from ui.wording import counted
from vault.disposal.model import CopyState, ExportLine


def _tr(text: str) -> str:
    return QCoreApplication.translate("disposal", text)


def place_lines(
    exports: Sequence[ExportLine], *, is_tried: bool = False
) -> tuple[PlaceLine[ExportLine], ...]:
    """Return a line for each place; ``is_tried`` says that what could be sealed anew was."""
    return by_place(
        exports,
        lambda one: (one.place_id, one.place),
        _clean,
        partial(_unclean, is_tried=is_tried),
    )


def _clean(exports: Sequence[ExportLine]) -> Words:
    if any(one.state is CopyState.CLEAN for one in exports):
        return _tr("Clean"), "good", _tr("The sealed export is without the records.")
    return _tr("Clean"), "good", _tr("Every sealed export that was there is gone.")


def _unclean(pending: Sequence[ExportLine], is_there: bool, *, is_tried: bool) -> Words:
    numbers = ", ".join(str(one.number) for one in pending)
    said = counted(
        len(pending),
        _tr("Number %2 of the sealed export still holds them."),
        _tr("Numbers %2 of the sealed export still hold them."),
    ).replace("%2", numbers)
    if is_there and is_tried:
        remedy = _tr("They could not be replaced: the page Succession says why.")
        return _tr("Could not be replaced"), "danger", f"{said} {remedy}"
    if is_there:
        return _tr("To be sealed anew"), "attention", said
    remedy = _tr(
        "It cannot be reached from here: connect the place and choose “Look again”, or fetch the"
        " copy back. If it no longer exists, say so."
    )
    return _tr("Not reachable"), "attention", f"{said} {remedy}"


def export_words(one: ExportLine) -> str:
    """Return one number: "“Blue stick”, sealed export 3 of 4 May 2026, 10:30"."""
    said = _tr("“%1”, sealed export %2 of %3").replace("%1", one.place)
    return said.replace("%2", str(one.number)).replace("%3", wording.instant(one.made_at))
