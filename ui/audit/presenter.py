"""The audit log in words. Needs no window."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from PySide6.QtCore import QCoreApplication

from ui import wording
from ui.documents.presenter import kind_name
from vault.audit.model import AuditEvent
from vault.audit.service import ChainReport
from vault.clients.model import CareSessionStatus
from vault.documents.model import ContentReport, DocumentKind, FilesReport
from vault.holds.model import HoldKind
from vault.notes.model import NoteKind, SignatureReport

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
    detail: str = field(repr=False)

    @property
    def cells(self) -> tuple[str, str, str, str]:
        """The columns from left to right."""
        return self.when, self.what, self.record, self.detail


def line(event: AuditEvent) -> AuditLine:
    """Return an event in words."""
    return AuditLine(
        seq=event.seq,
        when=wording.instant(event.at),
        what=action_words(event.action),
        record=event.record_number,
        detail=_detail(event),
    )


def action_words(action: str) -> str:
    """Return what an action is called; one that has no words yet is shown as it is kept."""
    words = {
        "vault.create": _tr("Vault created"),
        "vault.unlock": _tr("Vault unlocked"),
        "vault.lock": _tr("Vault locked"),
        "vault.accept_older": _tr("Older vault accepted as current"),
        "vault.migrate": _tr("Vault brought to a newer format"),
        "client.add": _tr("Client added"),
        "client.change": _tr("Client changed"),
        "client.open": _tr("Record opened"),
        "client.export": _tr("List of clients exported"),
        "episode.open": _tr("Episode of care opened"),
        "episode.close": _tr("Episode of care closed"),
        "session.plan": _tr("Session entered"),
        "session.change": _tr("Session changed"),
        "note.start": _tr("Note started"),
        "note.edit": _tr("Note edited"),
        "note.sign": _tr("Note signed"),
        "note.addendum": _tr("Addendum signed"),
        "note.error": _tr("Note marked as entered in error"),
        "note.discard": _tr("Draft discarded"),
        "document.add": _tr("Document added"),
        "document.open": _tr("Document opened"),
        "document.change": _tr("Facts of a document changed"),
        "document.error": _tr("Document marked as entered in error"),
        "document.copy_out": _tr("Unencrypted copy of a document saved"),
        "document.recover": _tr("Document fetched back from a backup"),
        "psychotherapy.open": _tr("Psychotherapy notes opened"),
        "template.change": _tr("Note template changed"),
        "practice.change": _tr("Practice profile changed"),
        "audit.checkpoint": _tr("Log signed"),
        "audit.export": _tr("Log exported"),
        "export.start": _tr("Export begun"),
        "export.make": _tr("Record exported"),
        "backup.destination_add": _tr("Place for backups added"),
        "backup.destination_move": _tr("Place for backups moved"),
        "backup.destination_remove": _tr("Place for backups no longer used"),
        "backup.register": _tr("Backup begun"),
        "backup.make": _tr("Backup made and read back"),
        "backup.prune": _tr("Old backups removed"),
        "backup.drill": _tr("Restore drill"),
        "backup.reseal": _tr("Backups sealed to the present ways to open"),
        "backup.adopt": _tr("Backups entered that were not known"),
        "backup.attest_destroyed": _tr("Backup said to be destroyed"),
        "backup.rewrite_begin": _tr("Rewriting of backups begun"),
        "backup.rewrite": _tr("Backups rewritten without disposed records"),
        "vault.restore": _tr("Vault restored from a backup"),
        "change.undone": _tr("Interrupted change undone"),
        "slot.add": _tr("Passphrase set"),
        "slot.remove": _tr("Way to open removed"),
        "slot.keyring": _tr("Keyring's key renewed"),
        "sheet.replace": _tr("Recovery sheet replaced"),
        "keys.rotate": _tr("Keys rotated"),
        "keys.renew": _tr("Every way in made anew"),
        "records.erase": _tr("Records erased"),
        "disposal.begin": _tr("Disposal begun"),
        "disposal.renewal": _tr("New ways in written down for a disposal"),
        "disposal.certify": _tr("Certificate of disposal issued"),
        "disposal.finish": _tr("Disposal finished"),
        "retention.rule": _tr("Retention rule switched"),
        "retention.policy": _tr("Retention policy changed"),
        "retention.override": _tr("Day of disposal decided for a record"),
        "retention.override_end": _tr("Day of disposal left to the rules again"),
        "retention.notice": _tr("Notice of disposal to the client entered"),
        "clock.day": _tr("Today's date typed"),
        "hold.place": _tr("Hold placed"),
        "hold.release": _tr("Hold released"),
        "paper.add": _tr("Paper record entered"),
        "paper.dispose": _tr("Paper record destroyed"),
        "paper.certificate": _tr("Certificate for a paper record entered"),
        "succession.plan": _tr("Succession plan changed"),
        "succession.apart": _tr("Record kept from the successor"),
        "succession.apart_end": _tr("Record shown to the successor again"),
        "succession.ceremony": _tr("Ceremony held: holders and parts made anew"),
        "succession.ask": _tr("Holder asked to show the card or key"),
        "succession.answer": _tr("Holder's answer entered"),
        "custody.take": _tr("Records taken into custody"),
        "custody.merge": _tr("Another export merged"),
        "custody.task": _tr("Task added"),
        "custody.task_done": _tr("Task done"),
        "custody.task_reopened": _tr("Task not done yet"),
        "custody.contact": _tr("Attempt to reach the client logged"),
        "custody.note": _tr("Custodian's note written"),
        "seal.place_add": _tr("Place for the sealed export added"),
        "seal.place_move": _tr("Place for the sealed export moved"),
        "seal.place_remove": _tr("Place for the sealed export no longer used"),
        "seal.place_standing": _tr("Keeping the sealed export current changed"),
        "seal.begin": _tr("Sealing of an export begun"),
        "seal.make": _tr("Export sealed and read back"),
        "seal.tidy": _tr("Old sealed exports removed"),
        "seal.zip": _tr("Sealed export put into one ZIP file"),
        "seal.attest_destroyed": _tr("Sealed export said to be destroyed"),
        "transfer.make": _tr("Packet for a transfer made"),
        "transfer.receive": _tr("Packet of a transfer received"),
        "transfer.receipt": _tr("Signed receipt of a transfer entered"),
        "demo.import": _tr("Sample practice imported"),
        "import.clients": _tr("Client list imported"),
        "import.contacts": _tr("Contacts imported"),
        "import.appointments": _tr("Appointments imported"),
        "import.calendar": _tr("Calendar imported"),
        "import.notes": _tr("Notes imported"),
        "import.leave_out": _tr("Records of an import removed"),
        "import.undo": _tr("Import taken back"),
    }
    return words.get(action, action)


def _detail(event: AuditEvent) -> str:
    known = {name: value for name, value in event.detail.items() if value not in ("", None)}
    if event.action.startswith("document.") and known.get("kind") in set(DocumentKind):
        known["kind"] = kind_name(DocumentKind(str(known["kind"])))
    parts = [_part(name, value) for name, value in known.items()]
    return " · ".join(part for part in parts if part)


def _part(name: str, value: str | int | bool | None) -> str:
    if name == "note_id":
        return _tr("note %1").replace("%1", str(value))
    if name == "kind":
        return _kind(str(value))
    if name == "hold" and value in set(HoldKind):
        return wording.hold_kind(HoldKind(str(value)))
    if name == "status" and value in set(CareSessionStatus):
        return wording.care_session_status(CareSessionStatus(str(value)))
    if name == "fields":
        return str(value).replace("_", " ")
    if name == "reason":
        return str(value)
    if name in _UNSAID:
        return ""
    return f"{name.replace('_', ' ')}: {value}".lower()


# Said by the action itself, or of use to a program alone; the export has them.
_UNSAID = frozenset(
    {
        "content",
        "care_session_id",
        "episode_id",
        "hold_id",
        "paper_record_id",
        "transfer_id",
        "destination",
        "instance",
        "checkpoint_head",
        "checkpoint_signature",
        "manifest",
        "practice",
    }
)


def _kind(value: str) -> str:
    return wording.note_kind(NoteKind(value)) if value in set(NoteKind) else value


def chain_words(report: ChainReport) -> tuple[str, str]:
    """Return what walking the chain found, and the kind of the notice."""
    if report.is_sound and not report.checkpoints:
        text = _tr("The chain is whole: %1 events agree. It is signed whenever the vault locks.")
        return text.replace("%1", f"{report.events:,}"), "good"
    if report.is_sound:
        text = _tr("The chain is whole: %1 events and %2 signatures over it agree.")
        return _filled(text, f"{report.events:,}", f"{report.checkpoints:,}"), "good"
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
