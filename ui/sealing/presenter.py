"""Sealed exports in words. Needs no window."""

from collections.abc import Iterator
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from ui import wording
from ui.backup.medium_words import OLD_AFTER_DAYS, MediumView, age_words
from ui.sealing.task_words import part_words
from ui.wording import counted, filled, size_words
from vault.backup.model import DestinationWarning
from vault.sealing.model import Preflight
from vault.sealing.places_model import (
    ExportFate,
    ExportFreshness,
    RegisteredExport,
    SealedExport,
)
from vault.sealing.statement_model import SealKind


def _tr(text: str) -> str:
    return QCoreApplication.translate("sealing", text)


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceView(MediumView):
    """A place for sealed exports as its card shows it."""

    bare: str
    is_bare: bool
    newest: str
    newest_kind: str
    kept: str
    unclean: str
    is_standing: bool
    has_newest: bool
    is_closed: bool
    is_final: bool

    @property
    def reach(self) -> str:
        """Whether it is there, in a word or two."""
        return _tr("Export not here") if self.is_bare else super(PlaceView, self).reach


def place_view(one: ExportFreshness) -> PlaceView:
    """Return what the card of a place shows."""
    newest, kind = _newest(one)
    return PlaceView(
        label=one.place.label,
        folder=str(one.place.path),
        is_reachable=one.is_reachable,
        bare=_bare() if one.is_bare else "",
        is_bare=one.is_bare,
        newest=newest,
        newest_kind=kind,
        kept=_kept(one),
        unclean=_unclean(one),
        is_standing=one.place.is_standing,
        has_newest=one.newest is not None,
        is_closed=one.is_closed,
        is_final=one.is_final,
    )


def _newest(one: ExportFreshness) -> tuple[str, str]:
    if one.newest is None or one.age_days is None:
        return _tr("Nothing sealed here yet that today's cards open."), "attention"
    said = _tr("Number %1, %2, %3: %4, %5.")
    if one.newest.kind is SealKind.CLOSURE:
        said = _tr("Closing export, number %1, %2, %3: %4, %5.")
    said = filled(
        said,
        str(one.newest.number),
        wording.instant(one.newest.begun_at),
        age_words(one.age_days),
        counted(one.newest.clients, _tr("1 client"), _tr("%1 clients")),
        size_words(one.newest.size),
    )
    is_old = one.place.is_standing and not 0 <= one.age_days <= OLD_AFTER_DAYS
    return said, "attention" if is_old and not one.is_closed else ""


def _bare() -> str:
    return _tr(
        "The folder is there, and the export that was sealed in it is not. Nothing is sealed here"
        " until you connect the right stick, or say that this one is to take its place."
    )


def _kept(one: ExportFreshness) -> str:
    if one.is_final:
        return _tr(
            "The practice closed with this number. It stays, and nothing is sealed over it, until"
            " you say that the practice goes on. Only if you dispose of a record or keep a client"
            " apart does a new closing export take its place."
        )
    if one.is_closed:
        return _tr(
            "The practice closed with this export, and something has changed since that it must"
            " follow. The next number here is a closing export again."
        )
    if not one.place.is_standing:
        return _tr("Sealed here only when you say so.")
    if one.is_kept:
        return _tr("Kept current: every day, and when you quit for the day, if it is reachable.")
    return _tr(
        "To be kept current as soon as enough holders of every part have shown that their card"
        " or key works."
    )


def _unclean(one: ExportFreshness) -> str:
    if one.can_be_cleaned:
        return _tr("A number here may hold records that were disposed of. Seal now to end that.")
    if one.is_unclean:
        return _tr(
            "A number that is missing or damaged here may hold records that were disposed of. If"
            " you know that it was destroyed, say so under “All copies”."
        )
    return ""


def preflight_lines(found: Preflight) -> tuple[str, ...]:
    """Return what a successor would stumble on, a line each; none where all is well."""
    return tuple(_preflight(found))


def _preflight(found: Preflight) -> Iterator[str]:
    if not found.has_plan:
        yield _tr("There is no succession plan: nobody is told what to do.")
    elif not found.has_successor:
        yield _tr("The plan names no successor.")
    if not found.has_holders:
        yield _tr("Nobody holds a card yet: hold the ceremony under Holders.")
    if found.review_due_on is not None:
        day = wording.long_day(found.review_due_on)
        yield _tr("The plan was to be reviewed by %1.").replace("%1", day)
    if found.unsealed:
        said = _tr("No card opens these, and they are in no export: %1. Hold the ceremony anew.")
        yield said.replace("%1", part_words(found.unsealed))
    counts = (
        (
            len(found.partless),
            _tr("1 client is kept apart for the alternate, whom no card gives that record yet."),
            _tr("%1 clients are kept apart for the alternate, whom no card gives them yet."),
        ),
        (
            len(found.unproven_holders),
            _tr("1 holder has not shown yet that their card or key works."),
            _tr("%1 holders have not shown yet that their card or key works."),
        ),
        (
            found.drafts,
            _tr(
                "1 note is a draft. It is handed on as it is, marked “Draft, not signed”; nobody"
                " can sign it for you later. Better sign it now."
            ),
            _tr(
                "%1 notes are drafts. They are handed on as they are, marked “Draft, not signed”;"
                " nobody can sign them for you later. Better sign them now."
            ),
        ),
        (
            len(found.contactless),
            _tr("1 active client has no phone, email or address."),
            _tr("%1 active clients have no phone, email or address."),
        ),
        (
            len(found.ruleless),
            _tr("1 active client has no rule on how to be reached safely."),
            _tr("%1 active clients have no rule on how to be reached safely."),
        ),
        (
            len(found.nobodys),
            _tr("1 client is in no part, as you decided: nobody will see that record."),
            _tr("%1 clients are in no part, as you decided: nobody will see their records."),
        ),
    )
    yield from (counted(number, one, many) for number, one, many in counts if number)


def warning_words(warning: DestinationWarning) -> str:
    """Return what a person should hear about a place for sealed exports."""
    words = {
        DestinationWarning.SAME_DISK: _tr(
            "This folder is on the same disk as the vault. If the computer is lost, so is what is"
            " sealed here, unless a sync service carries it elsewhere. Have another on a stick."
        ),
        DestinationWarning.SYNCED: _tr(
            "A sync service copies this folder. That is fine for a sealed export; the service may"
            " keep old numbers after they are removed here."
        ),
    }
    return words[warning]


def copy_headings() -> tuple[str, ...]:
    """Return what stands over the columns of ``copy_cells``."""
    return (
        _tr("Number"),
        _tr("Sealed"),
        _tr("Why"),
        _tr("Clients"),
        _tr("Size"),
        _tr("Read back"),
        _tr("Now"),
        _tr("Disposed records"),
        _tr("Place"),
    )


def copy_cells(one: RegisteredExport) -> tuple[str, ...]:
    """Return a row of the list of all sealed exports."""
    export = one.export
    return (
        str(export.number),
        wording.instant(export.begun_at),
        _tr("Practice closes") if export.kind is SealKind.CLOSURE else _tr("Kept current"),
        f"{export.clients:,}",
        size_words(export.size),
        _tr("Yes") if export.verified_at is not None else _tr("No"),
        fate_words(export),
        _tr("None in it") if one.is_clean or export.is_gone else _tr("May be in it"),
        one.place.label,
    )


def fate_words(one: SealedExport) -> str:
    """Return what became of a number, in a word or two."""
    if one.fate is ExportFate.KEPT and not one.is_of_now:
        return _tr("For earlier cards: fetch it back")
    if one.fate is ExportFate.MISSING and not one.is_of_now:
        return _tr("Missing, for earlier cards")
    if one.fate is ExportFate.DAMAGED and not one.is_of_now:
        return _tr("Damaged, for earlier cards")
    words = {
        ExportFate.KEPT: _tr("There"),
        ExportFate.SUPERSEDED: _tr("For earlier cards: fetch it back"),
        ExportFate.REMOVED: _tr("Removed, as planned"),
        ExportFate.MISSING: _tr("Missing"),
        ExportFate.DAMAGED: _tr("Damaged"),
        ExportFate.ATTESTED_DESTROYED: _tr("Destroyed, you said"),
    }
    return words[one.fate]


def copy_words(one: RegisteredExport) -> str:
    """Return one copy: "“Blue stick”: export number 3 of 4 May 2026, 10:30"."""
    said = _tr("“%1”: export number %2 of %3").replace("%1", one.place.label)
    said = said.replace("%2", str(one.export.number))
    return said.replace("%3", wording.instant(one.export.begun_at))
