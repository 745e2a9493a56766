"""What Home says of disposals. Needs no window."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from ui import wording
from ui.disposal.presenter import disposal_words
from ui.wording import counted
from vault.backup.model import PendingRewrite
from vault.disposal.model import Disposal, DisposalState
from vault.disposal.waiting import LateCopies


def _tr(text: str) -> str:
    return QCoreApplication.translate("disposal", text)


@dataclass(frozen=True, slots=True, kw_only=True)
class HomeLine:
    """The line on Home and what its button says."""

    text: str
    about: str
    state: str
    act: str


def unfinished_words(disposal: Disposal) -> HomeLine:
    """Return what Home says of a disposal that waits."""
    return HomeLine(
        text=_tr("A disposal waits to be finished"),
        about=f"{disposal_words(disposal)}. {_unfinished(disposal)}",
        state=_tr("Waits"),
        act=_tr("Finish it…"),
    )


def copies_words(pending: Sequence[PendingRewrite]) -> HomeLine:
    """Return what Home says of backups that may still hold records which went."""
    places = dict.fromkeys(f"“{one.destination.label}”" for one in pending)
    said = counted(
        len(pending),
        _tr("1 backup may still hold records that were disposed of"),
        _tr("%1 backups may still hold records that were disposed of"),
    )
    where = _tr("On %1.").replace("%1", ", ".join(places))
    if any(one.is_reachable for one in pending):
        about = _tr("Within reach now: they can be rewritten without those records.")
        return HomeLine(
            text=said, about=f"{where} {about}", state=_tr("Reachable"), act=_tr("Treat them…")
        )
    about = _tr("Once it is connected, they can be rewritten without those records.")
    return HomeLine(text=said, about=f"{where} {about}", state="", act=_tr("Look…"))


def late_words(late: LateCopies) -> HomeLine:
    """Return what Home says of what was to be treated or destroyed by a day that is over."""
    said = _late_copies(late) if late.copies else _late_papers(late)
    about = _of_late_copies(late) if late.copies else _of_late_papers()
    if late.copies and late.papers:
        about = f"{_late_papers(late)}. {about}"
    return HomeLine(text=said, about=about, state=_tr("Late"), act=_tr("Look…"))


def _late_copies(late: LateCopies) -> str:
    said = counted(
        late.copies,
        _tr("1 copy was to be treated by %2"),
        _tr("%1 copies were to be treated by %2"),
    )
    return said.replace("%2", wording.long_day(late.until))


def _late_papers(late: LateCopies) -> str:
    said = counted(
        late.papers,
        _tr("1 record on paper was to be destroyed by %2"),
        _tr("%1 records on paper were to be destroyed by %2"),
    )
    return said.replace("%2", wording.long_day(late.until))


def _of_late_copies(late: LateCopies) -> str:
    return counted(
        late.copies,
        _tr(
            "It may still hold records that were disposed of. Look for it, or say that it no"
            " longer exists; the certificate sets another day for what stays."
        ),
        _tr(
            "They may still hold records that were disposed of. Look for them, or say which no"
            " longer exist; the certificate sets another day for what stays."
        ),
    )


def _of_late_papers() -> str:
    return _tr(
        "The vault cannot do it, nor see whether it was done. Destroy what is left and write down"
        " how; the certificate sets another day for what stays."
    )


def _unfinished(disposal: Disposal) -> str:
    if disposal.state is DisposalState.PENDING:
        return _tr("Hidden already, and not yet erased.")
    if disposal.state is DisposalState.OLD_FILES_LEFT:
        return _tr(
            "Gone from the records. The old files could not be removed yet and hold them still;"
            " each unlock tries it again."
        )
    return _tr("Gone from this vault; backups and certificate may be left to do.")
