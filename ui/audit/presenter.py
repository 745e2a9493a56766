"""The audit log in words. Needs no window."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from PySide6.QtCore import QCoreApplication

from ui import wording
from ui.audit import fact_words
from ui.audit.sentences import Days, sentence
from ui.clients.presenter import Fact
from vault.audit.model import AuditEvent
from vault.audit.service import ChainReport
from vault.documents.model import ContentReport, FilesReport
from vault.ids import NoteId
from vault.notes.model import SignatureReport

_NOTES_NAMED = 12


def _tr(text: str) -> str:
    return QCoreApplication.translate("audit", text)


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditLine:
    """One event as the table shows it."""

    seq: int
    when: str
    what: str
    record: str
    facts: tuple[Fact, ...] = field(default=(), repr=False)
    technical: tuple[Fact, ...] = field(default=(), repr=False)

    @property
    def detail(self) -> str:
        """All facts in one line."""
        return " · ".join(f"{one.name}: {one.text}" for one in self.facts)

    @property
    def whole(self) -> str:
        """What was done, and all facts, in one line."""
        return " · ".join(filter(None, (self.what, self.detail)))

    @property
    def cells(self) -> tuple[str, str, str, str]:
        """The columns from left to right."""
        return self.when, self.what, self.record, self.detail


_NO_DAYS: Days = {}


def line(event: AuditEvent, days: Days = _NO_DAYS) -> AuditLine:
    """Return an event in words; ``days`` are those of the notes it may speak of."""
    return AuditLine(
        seq=event.seq,
        when=wording.instant(event.at),
        what=sentence(event, days),
        record=event.record_number,
        facts=fact_words.facts(event),
        technical=fact_words.technical(event),
    )


def note_ids(events: Iterable[AuditEvent]) -> set[NoteId]:
    """Return the notes that the events speak of."""
    found = (event.detail.get("note_id") for event in events)
    return {NoteId(note) for note in found if isinstance(note, int)}


def chain_words(report: ChainReport) -> tuple[str, str]:
    """Return what walking the chain found, and the kind of the notice."""
    if report.is_sound and not report.checkpoints:
        text = _tr("The chain is whole: %1 events agree. It is signed whenever the vault locks.")
        return text.replace("%1", f"{report.events:,}"), "good"
    if report.is_sound:
        text = wording.counted(
            report.checkpoints,
            _tr("The chain is whole: %2 events and 1 signature over it agree."),
            _tr("The chain is whole: %2 events and %1 signatures over it agree."),
        )
        return text.replace("%2", f"{report.events:,}"), "good"
    if report.first_broken is not None:
        text = _tr(
            "The chain is broken at event %1. What stands before it agrees. Keep this vault as it"
            " is and compare it with a backup."
        )
        return text.replace("%1", f"{report.first_broken:,}"), "danger"
    if report.unexplained:
        text = _tr(
            "The chain agrees, and %1 of its %2 events have lost their detail. Keep this vault as"
            " it is and compare it with a backup."
        )
        return _filled(text, f"{report.unexplained:,}", f"{report.events:,}"), "danger"
    text = _tr(
        "%1 of %2 signatures over the chain do not agree. Keep this vault as it is and compare it"
        " with a backup."
    )
    return _filled(text, f"{report.bad_checkpoints:,}", f"{report.checkpoints:,}"), "danger"


def signature_words(report: SignatureReport) -> tuple[str, str]:
    """Return what checking the signatures found, and the kind of the notice."""
    checked = f"{report.checked:,}"
    if not report.checked:
        return _tr("No note is signed yet."), "info"
    if not report.broken:
        text = _tr("All signed notes are what was signed: %1 checked, addenda included.")
        return text.replace("%1", checked), "good"
    text = _tr("%1 of %2 signed notes are not what was signed: ")
    advice = _tr(" Do not rely on them; compare them with a backup.")
    found = _filled(text, f"{len(report.broken):,}", checked)
    return f"{found}{_numbers(report.broken)}.{advice}", "danger"


def document_words(files: FilesReport, content: ContentReport) -> tuple[str, str]:
    """Return what looking for every document's file, and opening it, found."""
    checked = f"{files.checked:,}"
    lost = sorted({*files.missing, *content.missing, *files.altered, *content.damaged})
    if lost:
        text = _tr("%1 of %2 documents are damaged or missing: ")
        advice = _tr(
            " The records are whole. Open such a document with your backups connected: there it"
            " can be fetched back."
        )
        found = _filled(text, f"{len(lost):,}", checked)
        return f"{found}{_numbers(lost, _tr('document %1'))}.{advice}", "danger"
    if files.strays:
        text = _tr(
            "All documents are whole. Decrypted: %1. But %2 files beside them belong to no record;"
            " Casekeep did not make them, or forgot them, and leaves them alone."
        )
        return _filled(text, checked, f"{len(files.strays):,}"), "attention"
    if not files.checked:
        return _tr("There are no documents yet."), "info"
    return _tr("All documents are whole. Decrypted: %1.").replace("%1", checked), "good"


def _numbers(ids: Sequence[int], words: str = "") -> str:
    each = words or _tr("note %1")
    named = ", ".join(each.replace("%1", str(one)) for one in ids[:_NOTES_NAMED])
    return f"{named} …" if len(ids) > _NOTES_NAMED else named


def _filled(text: str, first: str, second: str) -> str:
    return text.replace("%1", first).replace("%2", second)
