"""The copies of the vault after a disposal, in words. Needs no window."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from PySide6.QtCore import QCoreApplication

from ui import wording
from ui.wording import counted
from vault.disposal.model import CopyLine, CopyState, ExportLine
from vault.ids import DestinationId


def _tr(text: str) -> str:
    return QCoreApplication.translate("disposal", text)


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceLine:
    """All copies at one place, and what is to be done about them. ``kind`` is a chip's."""

    destination_id: DestinationId
    label: str = field(repr=False)
    state: str
    kind: str
    about: str
    copies: tuple[CopyLine, ...]

    @property
    def pending(self) -> tuple[CopyLine, ...]:
        """The copies there that may still hold the records."""
        return tuple(one for one in self.copies if one.state is CopyState.PENDING)

    @property
    def is_reachable(self) -> bool:
        """Whether the place is there now."""
        return any(one.is_reachable for one in self.copies)


def place_lines(copies: Sequence[CopyLine], *, is_tried: bool = False) -> tuple[PlaceLine, ...]:
    """Return a line for each place, those with something pending first.

    ``is_tried`` says that what could be rewritten was.
    """
    by_place: dict[DestinationId, list[CopyLine]] = {}
    for one in copies:
        by_place.setdefault(one.destination_id, []).append(one)
    found = [_place(place, tuple(there), is_tried) for place, there in by_place.items()]
    return tuple(sorted(found, key=lambda line: (not line.pending, line.label)))


def _place(place: DestinationId, copies: tuple[CopyLine, ...], is_tried: bool) -> PlaceLine:
    pending = [one for one in copies if one.state is CopyState.PENDING]
    is_there = any(one.is_reachable for one in copies)
    words = _clean(copies) if not pending else _unclean(pending, is_there, is_tried)
    state, kind, about = words
    return PlaceLine(
        destination_id=place,
        label=copies[0].destination,
        state=state,
        kind=kind,
        about=about,
        copies=copies,
    )


def _clean(copies: Sequence[CopyLine]) -> tuple[str, str, str]:
    there = [one for one in copies if one.state is CopyState.CLEAN]
    said = counted(
        len(there),
        _tr("1 backup, without the records."),
        _tr("%1 backups, without the records."),
    )
    if not there:
        said = _tr("Every backup that was there is gone.")
    return _tr("Clean"), "good", said


def _unclean(pending: Sequence[CopyLine], is_there: bool, is_tried: bool) -> tuple[str, str, str]:
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
    copies: Sequence[CopyLine], exports: Sequence[ExportLine] = ()
) -> tuple[str, str]:
    """Return how the copies stand as a whole, and the kind of notice."""
    pending = sum(one.state is CopyState.PENDING for one in copies)
    sealed = sum(one.state is CopyState.PENDING for one in exports)
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
