"""What an export is called, holds, does not hold and left behind, in sentences. No widgets."""

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import QCoreApplication

from ui import wording
from ui.exporting.answers import ExportScope, Place, Way
from ui.wording import counted, size_words
from vault.exports.model import (
    ByPassphrase,
    Caution,
    ExportPlan,
    ExportRequest,
    Form,
    NotInside,
    Part,
    Plain,
    Protection,
    ToRecipient,
    Written,
)


def _tr(text: str) -> str:
    return QCoreApplication.translate("exporting", text)


# --- what ---


def heading(scope: ExportScope) -> str:
    """Return the question of the first page. A record goes by its number, never by a name."""
    if scope.is_apart:
        words = _tr("Export the psychotherapy notes of record %1")
        return words.replace("%1", scope.record_number)
    if not scope.is_of_many:
        return _tr("Export record %1: what goes with it?").replace("%1", scope.record_number)
    return _tr("What do you export?")


def about_scope(scope: ExportScope) -> str:
    """Return what stands below the first question."""
    if scope.is_apart:
        return _tr(
            "They leave the vault in a file of their own, never beside the record, and need an"
            " authorization of their own (45 CFR 164.508)."
        )
    if not scope.is_of_many:
        return _tr(
            "Its facts, sessions and signed notes always go. Psychotherapy notes never do: they"
            " are exported from their own shelf."
        )
    if scope.among is None:
        return _tr("All clients, whatever their state. Records disposed of are gone.")
    words = counted(
        len(scope.among),
        _tr("The one client listed now."),
        _tr("The %1 clients listed now."),
    )
    return words + _tr(" For all: “Export…” below “All clients” with no filter.")


def object_words(request: ExportRequest, number: str, count: int) -> str:
    """Return what is exported, as a button or a heading names it."""
    if request.form is Form.CSV:
        return counted(count, _tr("list of 1 client"), _tr("list of %1 clients"))
    if request.part is Part.PSYCHOTHERAPY:
        return _tr("psychotherapy notes of record %1").replace("%1", number)
    if request.client_id is not None:
        return _tr("record %1").replace("%1", number)
    return counted(count, _tr("1 record"), _tr("%1 records"))


def plan_object(plan: ExportPlan) -> str:
    """Return what a plan would export."""
    return object_words(plan.request, plan.record_number, plan.counts.clients)


def act_words(plan: ExportPlan) -> str:
    """Return what the button says that writes the file."""
    is_plain = isinstance(plan.request.protection, Plain)
    words = _tr("Export %1 unprotected") if is_plain else _tr("Export %1")
    return words.replace("%1", plan_object(plan))


# --- form ---


def form_name(form: Form) -> str:
    """Return what a form is called."""
    words = {
        Form.PDF: _tr("PDF"),
        Form.HTML: _tr("Web page (HTML)"),
        Form.JSON: _tr("Data (JSON)"),
        Form.CSV: _tr("Table (CSV)"),
    }
    return words[form]


def form_about(form: Form) -> str:
    """Return whom a form is for."""
    words = {
        Form.PDF: _tr(
            "For people: to read, print and keep for years (PDF/A). Each page has the record's"
            " number."
        ),
        Form.HTML: _tr("For people, in any browser. It shows every character of every script."),
        Form.JSON: _tr("For another program, with every field. Its layout is described."),
        Form.CSV: _tr("For a spreadsheet: one line a client, no notes."),
    }
    return words[form]


# --- protection ---


def way_name(way: Way) -> str:
    """Return what a way of protecting is called; "&" marks its key."""
    words = {
        Way.PASSPHRASE: _tr("A &strong passphrase (recommended)"),
        Way.RECIPIENT: _tr("The public &key of whoever shall open it"),
        Way.PLAIN: _tr("&No protection"),
    }
    return words[way]


def way_about(way: Way) -> str:
    """Return what a way means."""
    words = {
        Way.PASSPHRASE: _tr(
            "Write it down: nobody can recover it, Casekeep neither. Tell it in another way than"
            " the file goes."
        ),
        Way.RECIPIENT: _tr(
            "Only the holder of the secret half opens the file; you can't either. Make sure by"
            " another way, say by phone, that the key is theirs."
        ),
        Way.PLAIN: _tr(
            "Whoever comes by the file can read all of it: on a lost stick, in a mailbox, in a"
            " synced folder. Casekeep cannot take it back."
        ),
    }
    return words[way]


def protection_words(protection: Protection) -> str:
    """Return how the file is protected; a key is shown by its ends."""
    if isinstance(protection, ByPassphrase):
        return _tr("Sealed under the passphrase you chose")
    if isinstance(protection, ToRecipient):
        return _tr("Sealed to the public key %1").replace("%1", _short(protection.text))
    return _tr("Not protected: whoever has the file can read it")


def _short(key: str) -> str:
    text = "".join(key.split())
    return text if len(text) <= 70 else f"{text[:16]}…{text[-8:]}"


# --- contents ---


def contents(plan: ExportPlan) -> list[str]:
    """Return what the file will hold, a line each."""
    request, counts = plan.request, plan.counts
    lines = [_shape(request)]
    if request.form is Form.CSV:
        return lines
    if request.part is Part.PSYCHOTHERAPY:
        return [*lines, _apart_line(request, counts.psychotherapy_notes)]
    notes = counts.notes if request.with_drafts else counts.notes - counts.drafts
    lines.append(counted(notes, _tr("1 note"), _tr("%1 notes")) + _drafts(plan))
    if request.with_documents:
        size = size_words(counts.document_bytes)
        words = counted(counts.documents, _tr("1 document"), _tr("%1 documents"))
        lines.append(f"{words}, {size}" if counts.documents else words)
    if request.with_access_log:
        lines.append(_tr("The log of who opened and changed it"))
    return lines


def _shape(request: ExportRequest) -> str:
    if request.form is Form.CSV:
        return _tr("CSV, one line a client: names, birth dates, contacts, restrictions")
    if request.is_archive:
        many = _tr("A ZIP archive with a folder for each record, which stands in it as %1")
        one = _tr("A ZIP archive: the record as %1, its documents beside it")
        words = many if request.client_id is None else one
        return words.replace("%1", form_name(request.form))
    return form_name(request.form)


def _drafts(plan: ExportPlan) -> str:
    drafts = plan.counts.drafts
    if not plan.request.with_drafts or not drafts:
        return ""
    return counted(drafts, _tr(", 1 of them an unsigned draft"), _tr(", %1 of them unsigned"))


def _apart_line(request: ExportRequest, count: int) -> str:
    words = counted(count, _tr("1 psychotherapy note"), _tr("%1 psychotherapy notes"))
    return words if request.with_drafts else words + _tr("; drafts among them stay out")


def missing(found: Sequence[NotInside]) -> list[str]:
    """Return what the file does not hold, in the very words that stand in it."""
    from vault.exports import service  # the log knows the words alone

    return [service.words(one) for one in found]


def restriction_words(plan: ExportPlan, restrictions: str) -> str:
    """Return what to heed before the file is handed on; empty where nothing is written down."""
    if not plan.has_restrictions:
        return ""
    if restrictions:
        return _tr("Restrictions on this record:\n%1").replace("%1", restrictions.strip())
    return _tr(
        "Restrictions are written down for some of these clients, and stand in what is exported of"
        " them. Read them before the file is handed on."
    )


# --- where ---


def place_warning(place: Place) -> str:
    """Return what to hear about the place; empty where there is nothing to say."""
    folder = str(place.path.parent)
    is_synced = Caution.SYNCED_FOLDER in place.cautions
    said = []
    if Caution.PLAINTEXT in place.cautions:
        said.append(
            _tr(
                "The file will lie unprotected in\n%1\nWhoever opens that folder can read it."
                " Delete it when it has served its purpose; backups may keep it longer."
            ).replace("%1", folder)
        )
    if is_synced and said:
        said.append(
            _tr(
                "A sync service seems to carry this folder to other computers: the readable file"
                " would go there too."
            )
        )
    elif is_synced:
        said.append(
            _tr("A sync service seems to carry this folder elsewhere. The file goes there sealed.")
        )
    if place.is_replacing:
        said.append(_tr("The file that has this name now is replaced."))
    return "\n".join(said)


def step_words(name: str) -> str:
    """Return what is being done."""
    words = {
        "records": _tr("Records"),
        "notes": _tr("Reading notes"),
        "pages": _tr("Laying out page"),
        "documents": _tr("Enclosing documents"),
        "check": _tr("Reading the file back"),
    }
    return words.get(name, _tr("Working"))


# --- receipt ---


def written_lines(plan: ExportPlan, written: Written) -> list[str]:
    """Return what stands in the file now, as it was counted while it was written."""
    lines = [_shape(plan.request)]
    if plan.request.client_id is None:
        lines.append(counted(written.clients, _tr("1 client"), _tr("%1 clients")))
    if plan.request.form is not Form.CSV:
        lines.append(counted(written.notes, _tr("1 note"), _tr("%1 notes")))
    if plan.request.with_documents:
        lines.append(counted(written.documents, _tr("1 document"), _tr("%1 documents")))
    return lines


def heed_lines(written: Written) -> list[str]:
    """Return what went less well than it should, so that nobody finds it out later."""
    lines = []
    if written.undrawable:
        words = counted(
            written.undrawable,
            _tr("1 character has no shape in the PDF's fonts and stands as □."),
            _tr("%1 characters have no shape in the PDF's fonts and stand as □."),
        )
        lines.append(words + _tr(" HTML and JSON hold every character."))
    if written.broken_signatures:
        lines.append(
            counted(
                written.broken_signatures,
                _tr("The signature of 1 note does not agree with its text; the file says so."),
                _tr("The signatures of %1 notes do not agree with their text; the file says so."),
            )
        )
    if written.damaged:
        lines.append(
            counted(
                len(written.damaged),
                _tr("1 damaged document stands listed, not enclosed."),
                _tr("%1 damaged documents stand listed, not enclosed."),
            )
        )
    return lines


def damaged_lines(written: Written) -> list[str]:
    """Return the documents that did not open whole and are not enclosed."""
    return [f"{one.record_number}: {one.title}" for one in written.damaged]


def verified_words(plan: ExportPlan) -> str:
    """Return what was made sure of, and what was not."""
    if isinstance(plan.request.protection, Plain):
        return _tr(
            "The whole file was written and read back from the disk for this hash. The audit log"
            " has the export."
        )
    return _tr(
        "The whole file was written and read back from the disk for this hash, as it is, sealed. It"
        " was not opened to try it. The audit log has the export."
    )


def receipt_text(plan: ExportPlan, written: Written, name: str, at: datetime) -> str:
    """Return the receipt as a text to be kept. It names no client and no document."""
    lines = [
        _tr("Receipt of an export"),
        f"{plan_object(plan)}, {wording.instant(at)}",
        "",
        f"{name}, {written.size:,} bytes",
        f"SHA-256: {written.sha256}",
        protection_words(plan.request.protection),
        "",
        *written_lines(plan, written),
        *heed_lines(written),
        "",
        _tr("Not in the file:"),
        *(f"- {line}" for line in missing(written.not_inside)),
    ]
    return "\n".join([*lines, "", verified_words(plan)]) + "\n"
