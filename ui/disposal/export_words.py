"""The sealed exports after a disposal, in words. Needs no window."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from PySide6.QtCore import QCoreApplication

from ui import wording
from ui.wording import counted
from vault.disposal.model import CopyState, ExportLine
from vault.ids import ExportPlaceId


def _tr(text: str) -> str:
    return QCoreApplication.translate("disposal", text)


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportPlaceLine:
    """All sealed exports at one place, and what is to be done. ``kind`` is a chip's."""

    place_id: ExportPlaceId
    label: str = field(repr=False)
    state: str
    kind: str
    about: str
    exports: tuple[ExportLine, ...]

    @property
    def pending(self) -> tuple[ExportLine, ...]:
        """The numbers there that may still hold the records."""
        return tuple(one for one in self.exports if one.state is CopyState.PENDING)

    @property
    def is_reachable(self) -> bool:
        """Whether the place is there now, and used."""
        return any(one.is_reachable for one in self.exports)


def place_lines(
    exports: Sequence[ExportLine], *, is_tried: bool = False
) -> tuple[ExportPlaceLine, ...]:
    """Return a line for each place, those with something pending first.

    ``is_tried`` says that what could be sealed anew was.
    """
    by_place: dict[ExportPlaceId, list[ExportLine]] = {}
    for one in exports:
        by_place.setdefault(one.place_id, []).append(one)
    found = [_place(place, tuple(there), is_tried) for place, there in by_place.items()]
    return tuple(sorted(found, key=lambda line: (not line.pending, line.label)))


def _place(
    place: ExportPlaceId, exports: tuple[ExportLine, ...], is_tried: bool
) -> ExportPlaceLine:
    pending = [one for one in exports if one.state is CopyState.PENDING]
    is_there = any(one.is_reachable for one in exports)
    words = _unclean(pending, is_there, is_tried) if pending else _clean(exports)
    state, kind, about = words
    return ExportPlaceLine(
        place_id=place,
        label=exports[0].place,
        state=state,
        kind=kind,
        about=about,
        exports=exports,
    )


def _clean(exports: Sequence[ExportLine]) -> tuple[str, str, str]:
    if any(one.state is CopyState.CLEAN for one in exports):
        return _tr("Clean"), "good", _tr("The sealed export is without the records.")
    return _tr("Clean"), "good", _tr("Every sealed export that was there is gone.")


def _unclean(pending: Sequence[ExportLine], is_there: bool, is_tried: bool) -> tuple[str, str, str]:
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
