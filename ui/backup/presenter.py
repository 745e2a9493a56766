"""Backups in words. Needs no window."""

from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from ui import wording
from ui.backup.medium_words import OLD_AFTER_DAYS, MediumView, age_words
from ui.wording import counted, filled, size_words
from vault.backup.model import (
    DestinationWarning,
    DrillResult,
    Fate,
    Freshness,
    RegisteredCopy,
    Snapshot,
)


def _tr(text: str) -> str:
    return QCoreApplication.translate("backup", text)


def documents_words(count: int) -> str:
    """Return "1 document" or "12 documents"."""
    if not count:
        return _tr("no documents")
    return counted(count, _tr("1 document"), _tr("%1 documents"))


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceView(MediumView):
    """A place for backups as its card shows it."""

    newest: str
    newest_kind: str
    drill: str
    drill_kind: str
    synced: str
    another: str
    can_drill: bool


def place_view(one: Freshness) -> PlaceView:
    """Return what the card of a place shows."""
    newest, newest_kind = _newest(one)
    drill, drill_kind = _drill(one)
    return PlaceView(
        label=one.destination.label,
        folder=str(one.destination.path),
        is_reachable=one.is_reachable,
        is_another=one.is_another,
        newest=newest,
        newest_kind=newest_kind,
        drill=drill,
        drill_kind=drill_kind,
        synced=_synced() if one.destination.is_synced else "",
        another=_another() if one.is_another else "",
        can_drill=one.newest is not None and one.is_reachable,
    )


def _newest(one: Freshness) -> tuple[str, str]:
    if one.newest is None or one.age_days is None:
        return _tr("No backup here yet."), "attention"
    said = _tr("Newest: number %1, %2, %3, %4.")
    said = filled(
        said,
        str(one.newest.number),
        wording.instant(one.newest.made_at),
        age_words(one.age_days),
        documents_words(one.newest.documents),
    )
    if one.newest.missing:
        return f"{said} {missing_words(one.newest.missing)}", "danger"
    return said, "" if 0 <= one.age_days <= OLD_AFTER_DAYS else "attention"


def missing_words(count: int) -> str:
    """Return that documents are not in a backup because the vault itself has them no more."""
    return counted(
        count,
        _tr("1 document is missing or damaged in the vault itself and is not in it."),
        _tr("%1 documents are missing or damaged in the vault itself and are not in it."),
    )


def _drill(one: Freshness) -> tuple[str, str]:
    newest = one.newest
    if newest is None:
        return "", ""
    if newest.drill is not None and newest.drilled_at is not None:
        said = _tr("Checked on %1: %2").replace("%1", wording.instant(newest.drilled_at))
        return said.replace("%2", drill_words(newest.drill)), drill_kind(newest.drill)
    if one.is_drill_due:
        return _tr("To be checked: that all of it would come back. It is done every month."), ""
    return _tr("An earlier backup was checked within a month."), ""


def _another() -> str:
    return _tr(
        "The backups that lie in this folder now are not those of this place: another stick came up"
        " here. Nothing is written or removed on it. Connect the right one, or add this one as a"
        " place of its own."
    )


def _synced() -> str:
    return _tr(
        "A sync service copies this folder. That is fine for backups, which are encrypted; it may"
        " keep old ones after they are removed here."
    )


def drill_words(result: DrillResult) -> str:
    """Return what a check of all documents found."""
    if result.is_newer:
        return _tr("made by a newer Casekeep, which alone can check it. Update this one.")
    if result.is_absent:
        return _tr("the newest backup is not there any more.")
    if result.damage:
        return _tr("this backup is damaged (%1).").replace("%1", damage_words(result.damage))
    if result.is_sound and not result.documents:
        return _tr("the records came back whole.")
    if result.is_sound:
        return counted(
            result.documents,
            _tr("the records and 1 document came back whole."),
            _tr("the records and all %1 documents came back whole."),
        )
    said = _tr("%1 of %2 documents would not come back.")
    lost = len(result.damaged) + len(result.missing)
    return said.replace("%1", f"{lost:,}").replace("%2", f"{result.documents:,}")


def drill_kind(result: DrillResult) -> str:
    """Return how grave it is: "good", "attention" where nothing can be told, or "danger"."""
    if result.is_sound:
        return "good"
    return "attention" if result.is_newer else "danger"


def damage_words(damage: str) -> str:
    """Return what of a backup is damaged."""
    words = {
        "records": _tr("its records"),
        "manifest": _tr("its list of files"),
        "key bag": _tr("its keys"),
        "passphrase slot": _tr("its passphrase file"),
        "medium": _tr("the medium can't be read"),
        "newer": _tr("made by a newer Casekeep"),
        "files": _tr("its files are gone"),
        "absent": _tr("it is not there any more"),
        "secret": _tr("it opens with another sheet or passphrase"),
    }
    return words.get(damage, _tr("a file of it"))


def warning_words(warning: DestinationWarning) -> str:
    """Return what a person should hear about a place for backups."""
    words = {
        DestinationWarning.SAME_DISK: _tr(
            "This folder is on the same disk as the vault. If that disk breaks or the computer is"
            " stolen, this backup goes with it. Have another one on a stick or another disk."
        ),
        DestinationWarning.SYNCED: _synced(),
    }
    return words[warning]


def snapshot_cells(one: Snapshot) -> tuple[str, ...]:
    """Return a row of the list: number, made, documents, size, read back, checked, what is."""
    return (
        str(one.number),
        wording.instant(one.made_at),
        f"{one.documents:,}",
        size_words(one.size),
        _tr("Yes") if one.is_verified else _tr("No"),
        _checked(one),
        fate_words(one.fate),
    )


def copy_cells(one: RegisteredCopy) -> tuple[str, ...]:
    """Return a row of the list of all copies: those of a place, what it may hold, and where."""
    return (*snapshot_cells(one.snapshot), disposed_words(one), one.destination.label)


def disposed_words(one: RegisteredCopy) -> str:
    """Return whether a copy may hold records that were disposed of."""
    if one.is_clean or one.snapshot.is_gone:
        return _tr("None in it")
    return _tr("May be in it")


def _checked(one: Snapshot) -> str:
    if one.drill is None or one.drilled_at is None:
        return _tr("Not yet")
    when = wording.short_day(one.drilled_at.astimezone().date())
    if one.drill.is_sound:
        return when
    said = _tr("%1: by a newer Casekeep") if one.drill.is_newer else _tr("%1: not whole")
    return said.replace("%1", when)


def fate_words(fate: Fate) -> str:
    """Return what became of a backup, in a word or two."""
    words = {
        Fate.KEPT: _tr("There"),
        Fate.PRUNED: _tr("Removed, as planned"),
        Fate.MISSING: _tr("Missing"),
        Fate.DAMAGED: _tr("Damaged"),
        Fate.ATTESTED_DESTROYED: _tr("Destroyed, you said"),
    }
    return words[fate]
