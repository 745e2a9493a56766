"""A note as the screen says it. Text in, text out; no widgets."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from PySide6.QtCore import QCoreApplication

from ui.wording import clock_time, instant, long_day, modality, note_kind, privilege
from vault.clients.model import CareSession
from vault.ids import CareSessionId, NoteId
from vault.importers.note_model import DayFrom, NoteOrigin
from vault.notes.model import Note, Privilege, Template

_SHOWN_CHARACTERS = 6_000


def _tr(text: str) -> str:
    return QCoreApplication.translate("notes", text)


@dataclass(frozen=True, slots=True, kw_only=True)
class Surroundings:
    """What a note's line needs to know beside the note."""

    today: date
    templates: Mapping[str, Template]
    sessions: Mapping[CareSessionId, CareSession]
    origins: Mapping[NoteId, NoteOrigin] = field(default_factory=dict)
    """Where those that were imported came from."""


def day_heading(day: date, today: date) -> str:
    """Return the day a note is about; today says so."""
    return f"{_tr('Today')}, {long_day(day)}" if day == today else long_day(day)


def subtitle(note: Note, around: Surroundings) -> str:
    """Return template, length and manner of the session: ``SOAP · 50 min · in person``."""
    template = around.templates.get(note.head.template_key)
    is_named = template is not None and template.kind is note.head.kind and not note.is_imported
    parts = [template.name if template and is_named else note_kind(note.head.kind)]
    session = around.sessions.get(note.head.care_session_id) if note.head.care_session_id else None
    if session and session.details.minutes:
        parts.append(_tr("%1 min").replace("%1", str(session.details.minutes)))
    if session:
        parts.append(modality(session.details.modality))
    return " · ".join(parts)


def state(note: Note) -> tuple[str, str]:
    """Return a note's state in a word, and the kind of its chip."""
    if note.error is not None:
        return _tr("Entered in error"), "danger"
    if note.is_imported:
        return _tr("Imported, not signed here"), ""
    return (_tr("Signed"), "good") if note.is_signed else (_tr("Draft"), "attention")


def asides(note: Note) -> list[str]:
    """Return what is out of the ordinary about a note, a line each."""
    found = []
    if note.head.about_whom:
        found.append(_tr("About %1").replace("%1", note.head.about_whom))
    if note.head.privilege is not Privilege.PRIVILEGED:
        found.append(privilege(note.head.privilege))
    if note.head.late_reason:
        found.append(_tr("Late entry: %1").replace("%1", note.head.late_reason))
    if note.error is not None:
        words = _tr("Entered in error, marked on %1: %2")
        found.append(_filled(words, long_day(note.error.at.astimezone().date()), note.error.reason))
    return found


def origin_words(origin: NoteOrigin | None) -> str:
    """Return where the day of an imported note comes from; empty for one written here."""
    if origin is None or (origin.document_id is None and origin.day_from is DayFrom.CHOSEN):
        return ""
    words = {
        DayFrom.FILE_NAME: _tr("Its day is from the name of the imported file."),
        DayFrom.CONTENT: _tr("Its day is from the imported text."),
        DayFrom.FILE_TIME: _tr("Its day is that of the imported file; no other was found."),
        DayFrom.CHOSEN: _tr("Its day was chosen when it was imported."),
    }
    return words[origin.day_from]


def signed_by(note: Note) -> str:
    """Return who signed a note and when; empty for a draft."""
    if note.signing is None:
        return ""
    return _filled(_tr("Signed %1 by %2"), instant(note.signing.at), note.signing.signer)


def addendum_heading(signed_on: date) -> str:
    """Return the line above an addendum."""
    return _tr("Addendum, %1").replace("%1", long_day(signed_on))


def is_long(note: Note) -> bool:
    """Return whether a card shows the beginning of a note only, until asked for the rest."""
    return len(note.latest.text) > _SHOWN_CHARACTERS


def shown_sections(note: Note, is_whole: bool) -> list[tuple[str, str]]:
    """Return headings and texts as a card shows them: empty sections left out."""
    room = len(note.latest.text) if is_whole else _SHOWN_CHARACTERS
    found = []
    for section in note.latest.sections:
        text = section.text.strip("\n")
        if text.strip() and room > 0:
            found.append((section.heading, text[:room]))
            room -= len(text)
    return found


def word_count(words: int) -> str:
    """Return how many words were typed."""
    return _tr("1 word") if words == 1 else _tr("%1 words").replace("%1", f"{words:,}")


def saved(note: Note) -> str:
    """Return when a draft was saved last."""
    return saved_at(note.draft_saved_at or note.edited_at)


def saved_at(moment: datetime) -> str:
    """Return the local time of a save: ``Saved 10:42``."""
    return _tr("Saved %1").replace("%1", clock_time(moment.astimezone().time()))


def spoken(note: Note, around: Surroundings) -> str:
    """Return what a screen reader says of a card; never its text."""
    heading = day_heading(note.head.occurred_on, around.today)
    return ", ".join((heading, subtitle(note, around), state(note)[0]))


def _filled(words: str, first: str, second: str) -> str:
    """Fill in both at once: what a person typed may itself hold ``%2``."""
    before, _, rest = words.partition("%1")
    between, _, after = rest.partition("%2")
    return f"{before}{first}{between}{second}{after}"
