"""An event as one sentence, with what it was done to. Needs no window."""

from collections.abc import Mapping
from datetime import date
from functools import cache

from PySide6.QtCore import QCoreApplication

from ui import wording
from ui.audit.action_words import action_words
from vault.audit.model import AuditEvent
from vault.documents.model import DocumentKind
from vault.ids import NoteId
from vault.notes.model import NoteKind

Days = Mapping[NoteId, date]
"""The days of the notes that events speak of, where they may be told."""


def _tr(text: str) -> str:
    return QCoreApplication.translate("audit", text)


def sentence(event: AuditEvent, days: Days) -> str:
    """Return what was done: "Signed a progress note of 3 May 2026"."""
    said = _special(event)
    if said:
        return said
    kind = event.detail.get("kind")
    pattern = _of_note().get(event.action)
    if pattern and kind in set(NoteKind):
        return pattern.replace("%1", _note(NoteKind(str(kind)), _day(event, days)))
    pattern = _of_document().get(event.action)
    if pattern and kind in set(DocumentKind):
        return pattern.replace("%1", _document(DocumentKind(str(kind))))
    return action_words(event.action)


def _special(event: AuditEvent) -> str:
    """Return what one of a detail's values changes in the words of an action; mostly nothing."""
    detail = event.detail
    if event.action == "audit.checkpoint":
        return _checkpoints().get(str(detail.get("reason")), "")
    if event.action == "export.make" and detail.get("part") == "psychotherapy":
        return _tr("Exported the psychotherapy notes")
    if event.action == "retention.rule" and isinstance(detail.get("is_on"), bool):
        is_on = detail["is_on"]
        return _tr("Switched a retention rule on") if is_on else _tr("Switched a rule off")
    if event.action == "succession.ask" and detail.get("is_drill"):
        return _tr("Asked a holder to show the card or key, as each year")
    return ""


def _checkpoints() -> dict[str, str]:
    return {
        "lock": _tr("Signed the log as the vault was locked"),
        "backup": _tr("Signed the log after a backup"),
        "seal": _tr("Signed the log before sealing an export"),
    }


def _day(event: AuditEvent, days: Days) -> date | None:
    note = event.detail.get("note_id")
    return days.get(NoteId(note)) if isinstance(note, int) else None


def _note(kind: NoteKind, day: date | None) -> str:
    said = _notes()[kind]
    if day is None:
        return said
    return wording.filled(_tr("%1 of %2"), said, wording.short_day(day))


@cache
def _of_note() -> dict[str, str]:
    return {
        "note.start": _tr("Started %1"),
        "note.edit": _tr("Edited %1"),
        "note.sign": _tr("Signed %1"),
        "note.addendum": _tr("Signed an addendum to %1"),
        "note.error": _tr("Marked %1 as entered in error"),
        "note.discard": _tr("Discarded the draft of %1"),
    }


@cache
def _notes() -> dict[NoteKind, str]:
    return {
        NoteKind.PROGRESS: _tr("a progress note"),
        NoteKind.PSYCHOTHERAPY: _tr("a psychotherapy note"),
        NoteKind.INTAKE: _tr("an intake note"),
        NoteKind.PLAN: _tr("a treatment plan"),
        NoteKind.TERMINATION: _tr("a termination note"),
        NoteKind.CONTACT: _tr("a contact note"),
        NoteKind.COLLATERAL: _tr("a note of a collateral contact"),
        NoteKind.RISK: _tr("a risk assessment"),
        NoteKind.CONSULTATION: _tr("a note of a consultation"),
        NoteKind.NO_SHOW: _tr("a no-show note"),
        NoteKind.IMPORTED_DETAILS: _tr("a note of imported details"),
    }


def _document(kind: DocumentKind) -> str:
    words = {
        DocumentKind.CONSENT: _tr("a consent"),
        DocumentKind.AUTHORIZATION: _tr("an authorization"),
        DocumentKind.LETTER: _tr("a letter"),
        DocumentKind.REPORT: _tr("a report"),
        DocumentKind.ASSESSMENT: _tr("an assessment"),
        DocumentKind.SCAN: _tr("a scan"),
        DocumentKind.PHOTO: _tr("a photograph"),
        DocumentKind.DRAWING: _tr("a drawing"),
        DocumentKind.RECORDING: _tr("a recording"),
        DocumentKind.LEGAL: _tr("a legal paper"),
        DocumentKind.NOTE_ORIGINAL: _tr("the original of a note"),
        DocumentKind.OTHER: _tr("a document"),
    }
    return words[kind]


@cache
def _of_document() -> dict[str, str]:
    return {
        "document.add": _tr("Added %1"),
        "document.open": _tr("Opened %1"),
        "document.change": _tr("Changed the facts of %1"),
        "document.error": _tr("Marked %1 as entered in error"),
        "document.copy_out": _tr("Saved an unencrypted copy of %1"),
        "document.recover": _tr("Fetched %1 back from a backup"),
    }
