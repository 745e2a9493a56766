"""Opening a sealed export: what lies there, what is whole of it, and what the cards open."""

import zipfile
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

from vault import clock
from vault.errors import (
    CardOfAnotherExport,
    CardsDisagree,
    NotAnExport,
    PartDamaged,
    StorageFailed,
    TooFewCards,
)
from vault.progress import Progress, no_progress
from vault.sealing import layout
from vault.sealing.part_model import Part
from vault.store import atomic, bundle
from vault.unsealing import cards as card_texts
from vault.unsealing import opening, unpacking
from vault.unsealing.examining import Examiner
from vault.unsealing.model import Card, NumberVerdict, UnsealedPart, Verdict
from vault.unsealing.opened_part import OpenedPart as OpenedPart
from vault.unsealing.source import ExportSource as ExportSource
from vault.unsealing.source import FolderSource
from vault.unsealing.wishes import psychotherapy_wish as psychotherapy_wish
from vault.unsealing.zip_source import ZipSource

_ZIP_SUFFIX = ".zip"
_ZIP_MAGIC = b"PK\x03\x04"


def find_exports(path: Path) -> tuple[Path, ...]:
    """Return the folders or ZIP files at ``path`` that begin as an export does: itself, or those
    right inside a folder, in the order of their names.

    What nobody may look into is none. Raises ``StorageFailed`` where ``path`` itself, or all that
    might be one, cannot be read.
    """
    try:
        if not path.is_dir() or _is_export_folder(path):
            return (path,) if path.exists() else ()
        return _exports_among(sorted(path.iterdir()))
    except OSError as error:
        raise StorageFailed() from error


def _exports_among(entries: Sequence[Path]) -> tuple[Path, ...]:
    """Return which are exports. Raises the disk's error only where it may have hidden the one."""
    found, failed = list[Path](), list[OSError]()
    for one in entries:
        try:
            if _is_export(one):
                found.append(one)
        except PermissionError:  # on most sticks the system keeps a folder of its own
            continue
        except OSError as error:
            failed.append(error)
    if failed and not found:
        raise failed[0]
    return tuple(found)


def open_source(path: Path) -> ExportSource:
    """Open a folder or a ZIP file; a context manager, closed in the end.

    Raises ``NotAnExport`` where nothing of an export is there, or ``StorageFailed``.
    """
    try:
        if path.is_dir():
            source: ExportSource = FolderSource(path)
        elif _is_zip(path):
            source = ZipSource(path)
        else:
            raise NotAnExport()
    except OSError as error:
        raise atomic.storage_error(error) from error
    if not source.sizes and not source.faults:
        raise NotAnExport()
    return source


def examine(
    source: ExportSource,
    fingerprint_start: bytes | None = None,
    progress: Progress = no_progress,
    *,
    today: date | None = None,
    is_quick: bool = False,
) -> Verdict:
    """Look at every file of every number; never raises for what is wrong with them.

    ``fingerprint_start`` is from a card, and says which key is the practice's. ``is_quick`` looks
    only whether documents' files are there: what those hold is verified when one is opened.
    ``progress`` hears ``"examine"`` and bytes, and may raise ``Cancelled``.
    """
    examiner = Examiner(source, fingerprint_start, progress, is_quick=is_quick)
    return examiner.examine(today or clock.local_day(clock.utc_now()))


def read_card(lines: Sequence[str]) -> Card:
    """Return what the five typed lines of a card say.

    Raises ``SheetLineError`` with the first wrong line, or ``CardUnreadable``.
    """
    return card_texts.read_card(lines)


def load_card(path: Path) -> Card:
    """Return what a file holds: a card's five lines, or an age identity (``AGE-SECRET-KEY-…``).

    Raises ``SheetLineError``, ``CardUnreadable`` or ``SourceUnreadable``.
    """
    return card_texts.load_card(path)


def read_fingerprint(text: str) -> bytes:
    """Return the beginning of a practice's fingerprint, typed as ``SHA256:…``.

    Raises ``InvalidValue``.
    """
    return card_texts.read_fingerprint(text)


def fingerprint_start(cards: Sequence[Card]) -> bytes | None:
    """Return the beginning of the practice's fingerprint by the cards; ``None`` for none.

    Raises ``CardsDisagree``: whoever holds one card could else vouch for an export of their own.
    """
    found = {c.fingerprint_start for c in cards if c.fingerprint_start is not None}
    if len(found) > 1:
        raise CardsDisagree()
    return next(iter(found), None)


def open_part(
    source: ExportSource, number: NumberVerdict, part: Part, cards: Sequence[Card]
) -> OpenedPart:
    """Open a part of a number with the cards at hand; a context manager.

    It opens what can be opened, signed or not: whoever calls has warned by the verdict.
    Raises ``CardOfAnotherExport``, ``TooFewCards``, ``PartDamaged`` or ``CardUnreadable``.
    """
    return OpenedPart(source, number, part, opening.open_sealed(source, number, part, cards))


def openable(
    source: ExportSource, parts: Sequence[tuple[NumberVerdict, Part]], cards: Sequence[Card]
) -> list[tuple[NumberVerdict, Part]]:
    """Return those of ``parts`` that the cards open.

    If none does, raises what ``open_part`` raises for the first.
    """
    found: list[tuple[NumberVerdict, Part]] = []
    errors: list[TooFewCards | PartDamaged | CardOfAnotherExport] = []
    for number, part in parts:
        try:
            with open_part(source, number, part, cards):
                found.append((number, part))
        except (TooFewCards, PartDamaged, CardOfAnotherExport) as error:
            errors.append(error)
    if errors and not found:
        raise errors[0]
    return found


def unseal(
    source: ExportSource,
    parts: Sequence[tuple[NumberVerdict, Part]],
    cards: Sequence[Card],
    out: Path,
    progress: Progress = no_progress,
) -> tuple[UnsealedPart, ...]:
    """Write parts, and the documents that they name, readable below the new folder ``out``.

    Each part gets a folder ``<part>-<n>``. What is damaged is left out and told of; on an
    exception nothing remains. Raises ``FolderExists``, what ``open_part`` raises, ``DiskFull``,
    ``ReadOnlyFolder`` or ``StorageFailed``, and what ``progress`` raises.
    """
    with unpacking.new_folder(out):
        return tuple(_unsealed(source, parts, cards, out, progress))


def _unsealed(
    source: ExportSource,
    parts: Sequence[tuple[NumberVerdict, Part]],
    cards: Sequence[Card],
    out: Path,
    progress: Progress,
) -> Iterator[UnsealedPart]:
    for number, part in parts:
        folder = out / layout.part_name(part, number.number).removesuffix(".age")
        with open_part(source, number, part, cards) as opened, unpacking.new_folder(folder):
            yield unpacking.unpack(opened, folder, progress)


def _is_export(path: Path) -> bool:
    return _is_export_folder(path) if path.is_dir() else _is_export_zip(path)


def _is_export_folder(path: Path) -> bool:
    names = (one.name for one in path.iterdir())
    return any(layout.is_ours(name) and bundle.attachment_uid(name) is None for name in names)


def _is_export_zip(path: Path) -> bool:
    if path.suffix.casefold() != _ZIP_SUFFIX or not _is_zip(path):
        return False
    with ZipSource(path) as source:
        # one that was packed anew is found too: the verdict says to unpack it first
        names = (*source.sizes, *source.faults)
        return any(layout.manifest_number(name) is not None for name in names)


def _is_zip(path: Path) -> bool:
    """Whether a file begins or ends as a ZIP archive does, whatever its name."""
    if not path.is_file():
        return False
    with path.open("rb") as file:
        begins = file.read(len(_ZIP_MAGIC)) == _ZIP_MAGIC
    return begins or zipfile.is_zipfile(path)
