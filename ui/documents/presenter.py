"""A document as the screen says it. Text in, text out; no widgets."""

from collections.abc import Sequence
from pathlib import PurePath

from PySide6.QtCore import QCoreApplication

from ui import wording
from ui.errors import words_for
from ui.wording import size_words
from vault.backup.model import Destination, HeldCopy
from vault.documents.model import Document, DocumentKind, Source
from vault.errors import VaultError

_PHOTOS = {".jpg", ".jpeg", ".heic", ".heif", ".png", ".webp"}
_SCANS = {".tif", ".tiff"}
_MOST_NUMBERS = 5
_RECORDINGS = {".mp3", ".m4a", ".wav", ".ogg", ".flac", ".amr", ".mp4", ".mov", ".mkv", ".webm"}


def _tr(text: str) -> str:
    return QCoreApplication.translate("documents", text)


def kind_name(kind: DocumentKind) -> str:
    """Return what a document is, in a word or two."""
    words = {
        DocumentKind.CONSENT: _tr("Consent"),
        DocumentKind.AUTHORIZATION: _tr("Authorization"),
        DocumentKind.LETTER: _tr("Letter"),
        DocumentKind.REPORT: _tr("Report"),
        DocumentKind.ASSESSMENT: _tr("Assessment"),
        DocumentKind.SCAN: _tr("Scan"),
        DocumentKind.PHOTO: _tr("Photograph"),
        DocumentKind.DRAWING: _tr("Drawing"),
        DocumentKind.RECORDING: _tr("Recording"),
        DocumentKind.LEGAL: _tr("Legal paper"),
        DocumentKind.NOTE_ORIGINAL: _tr("Original of a note"),
        DocumentKind.OTHER: _tr("Other"),
    }
    return words[kind]


def source_name(source: Source) -> str:
    """Return whom a document came from."""
    words = {
        Source.CLIENT: _tr("Client"),
        Source.COLLATERAL: _tr("Others"),
        Source.RECORD: _tr("Another record"),
        Source.PRACTICE: _tr("This practice"),
        Source.IMPORT: _tr("Import"),
    }
    return words[source]


def cells(document: Document, *, is_damaged: bool) -> tuple[str, ...]:
    """Return the columns from left to right: date, title, marks, kind, size, source."""
    return (
        wording.short_day(document.dated_on) if document.dated_on else "–",
        document.title,
        marks(document, is_damaged=is_damaged),
        kind_name(document.kind),
        size_words(document.size),
        source_name(document.source),
    )


def marks(document: Document, *, is_damaged: bool) -> str:
    """Return what is to be known of a document, in words: damage first; mostly empty."""
    found = [_tr("Damaged")] if is_damaged else []
    if document.is_inherited:
        found.append(_tr("Inherited"))
    if document.is_error:
        found.append(_tr("Entered in error"))
    return ", ".join(found)


def why_unchangeable(document: Document) -> str:
    """Return why a document's facts stay as they are; empty where they can be changed."""
    if not document.is_inherited:
        return ""
    return _tr("Inherited: the practitioner who added this document is not there to change it.")


def beside_title(document: Document) -> str:
    """Return what stands beside a document's title while it is looked at."""
    day = [wording.long_day(document.dated_on)] if document.dated_on else []
    said = [*day, kind_name(document.kind), size_words(document.size)]
    return " · ".join([*said, *_facts_of_inherited(document)])


def _facts_of_inherited(document: Document) -> list[str]:
    """Return what the dialog of its facts would show, which is for changing them."""
    if not document.is_inherited:
        return []
    about = _tr("about %1").replace("%1", document.about_whom)
    return [
        _tr("from: %1").replace("%1", source_name(document.source).lower()),
        *([about] if document.about_whom else []),
        wording.privilege(document.privilege).lower(),
        _tr("inherited"),
    ]


def error_words(document: Document) -> str:
    """Return why a document was marked; empty where it was not."""
    if document.error_at is None:
        return ""
    words = _tr("Entered in error, marked on %1: %2")
    return words.replace("%1", wording.instant(document.error_at)).replace(
        "%2", document.error_reason
    )


def guessed_kind(file_name: str) -> DocumentKind:
    """Return what a file may be by its name, for a person to correct."""
    suffix = PurePath(file_name).suffix.lower()
    if suffix in _PHOTOS:
        return DocumentKind.PHOTO
    if suffix in _SCANS:
        return DocumentKind.SCAN
    return DocumentKind.RECORDING if suffix in _RECORDINGS else DocumentKind.OTHER


def twin_words(twin: Document) -> str:
    """Return that a document is in the record already."""
    return _tr("Already there as “%1”. Add it anyway?").replace("%1", twin.title)


def place_name(place: Destination) -> str:
    """Return what a place of backups is called."""
    return place.label or place.path.name


def held_words(held: Sequence[HeldCopy]) -> str:
    """Return which backups have a damaged document whole."""
    if not held:
        return _tr("No backup that is connected has it whole. Connect your others, and look again.")
    places = "; ".join(_held_at(one) for one in held)
    return _tr("Still whole in the backup at: %1.").replace("%1", places)


def _held_at(one: HeldCopy) -> str:
    name = place_name(one.destination)
    if not one.numbers:
        return name
    numbers = ", ".join(str(number) for number in one.numbers[:_MOST_NUMBERS])
    more = " …" if len(one.numbers) > _MOST_NUMBERS else ""
    return _tr("%1 (no. %2)").replace("%2", numbers + more).replace("%1", name)


def failure_words(error: VaultError) -> str:
    """Return why a file was not added, in one sentence."""
    return words_for(error).text
