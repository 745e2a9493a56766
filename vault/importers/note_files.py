"""Notes from a folder of files: their text, read by a child process that holds no key.

Nothing is decided here: whose note a file is, a person says.
"""

import stat
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from pathlib import Path

from vault import digests
from vault.documents import media_types
from vault.errors import (
    DocumentProtected,
    DocumentTooLarge,
    DocumentUnshowable,
    ImportFileUnreadable,
    NotAFile,
    SourceUnreadable,
)
from vault.importers import encodings, note_days
from vault.importers.note_model import NoteFile, NoteFinding
from vault.progress import Progress, no_progress
from vault.store import attachments, folder_tree
from vault.viewing import service as viewing
from vault.viewing.model import MOST_BYTES

MOST_CHARACTERS = 1_000_000
"""Of one note's text; the whole stands in the document."""
MOST_FILES = 20_000
_BLOCK = 1 << 20
# What is hidden, and what an open program leaves beside its document.
_PASSING = (".", "~$")
# What a typesetter made of letters nobody finds who types them; the document keeps it all.
_AS_TYPED = str.maketrans(
    {
        "\0": None,
        "\N{SOFT HYPHEN}": None,
        "\N{LATIN SMALL LIGATURE FF}": "ff",
        "\N{LATIN SMALL LIGATURE FI}": "fi",
        "\N{LATIN SMALL LIGATURE FL}": "fl",
        "\N{LATIN SMALL LIGATURE FFI}": "ffi",
        "\N{LATIN SMALL LIGATURE FFL}": "ffl",
        "\N{LATIN SMALL LIGATURE LONG S T}": "st",
        "\N{LATIN SMALL LIGATURE ST}": "st",
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Content:
    size: int
    sha256: str
    media_type: str
    text: str = field(repr=False)
    findings: tuple[NoteFinding, ...]


_REFUSED = _Content(size=0, sha256="", media_type="", text="", findings=(NoteFinding.NOT_OPENED,))
_CLOSED = replace(_REFUSED, findings=(NoteFinding.FOLDER_NOT_OPENED,))


def scan(folder: Path, today: date, progress: Progress = no_progress) -> tuple[NoteFile, ...]:
    """Read all files of ``folder`` and the folders in it, in the order of their names.

    Links are not followed; hidden files and what systems leave behind are left aside. A file
    whose text cannot be read is kept, with the reason; one that cannot be opened is refused, as is
    a folder in ``folder``, which then is one line of its own, and the others are not. Raises
    ``ImportFileUnreadable`` for a ``folder`` that cannot be read or holds more than 20,000 files,
    and what ``progress`` raises.
    """
    paths, closed = _files(folder)
    if len(paths) > MOST_FILES:
        raise ImportFileUnreadable()
    names = [path.relative_to(folder).as_posix() for path in paths]
    order = note_days.order_of(names)
    found = []
    for done, (path, name) in enumerate(zip(paths, names, strict=True)):
        progress("files", done, len(paths))
        content = _CLOSED if path in closed else _read_if_given_out(path)
        day = note_days.guess(name, content.text, _file_day(path, today), order, today)
        found.append(
            NoteFile(
                name=name,
                size=content.size,
                sha256=content.sha256,
                media_type=content.media_type,
                text=content.text,
                day=day.day,
                day_from=day.day_from,
                findings=(*content.findings, *day.findings),
            )
        )
    return tuple(found)


def _files(folder: Path) -> tuple[list[Path], frozenset[Path]]:
    """Return what there is to read, and which of it is a folder that the system keeps shut."""
    closed: list[Path] = []
    try:
        found = folder_tree.files_below(
            folder, lambda name: not name.startswith(_PASSING), closed.append
        )
    except OSError as error:
        raise ImportFileUnreadable() from error
    files = [path for path in found if _is_file(path)]
    return sorted([*files, *closed]), frozenset(closed)


def _is_file(path: Path) -> bool:
    """Whether it is a plain file; one that the system says nothing of is refused later."""
    try:
        return stat.S_ISREG(path.lstat().st_mode)
    except OSError:
        return True


def _file_day(path: Path, today: date) -> date:
    try:
        return datetime.fromtimestamp(path.stat().st_mtime).astimezone().date()
    except (OSError, ValueError, OverflowError):
        return today


def _read_if_given_out(path: Path) -> _Content:
    try:
        return _read(path)
    except (NotAFile, SourceUnreadable, OSError):
        return _REFUSED


def _read(path: Path) -> _Content:
    """Hash the whole file; take its text where it is not too large to be looked at."""
    digest, size, kept = digests.sha256(), 0, bytearray()
    with attachments.open_source(path) as source:
        while block := source.read(_BLOCK):
            digest.update(block)
            size += len(block)
            if size <= MOST_BYTES:
                kept += block
    media_type = media_types.detect(bytes(kept[: media_types.HEAD_BYTES]), path.name)
    text, findings = _text(bytes(kept) if size == len(kept) else b"", media_type)
    return _Content(
        size=size,
        sha256=digest.hexdigest(),
        media_type=media_type,
        text=text,
        findings=findings,
    )


def _text(data: bytes, media_type: str) -> tuple[str, tuple[NoteFinding, ...]]:
    if not viewing.has_text(media_type):
        return "", (NoteFinding.TYPE_UNKNOWN,)
    if not data:
        return "", (NoteFinding.NO_TEXT,)
    try:
        with viewing.open_document(data, media_type) as document:
            text = _joined(document)
    except DocumentProtected:
        return "", (NoteFinding.PROTECTED,)
    except (DocumentUnshowable, DocumentTooLarge):
        return "", (NoteFinding.UNREADABLE,)
    if not text.strip():
        return "", (NoteFinding.NO_TEXT,)
    guessed = (NoteFinding.ENCODING_GUESSED,) if _is_guessed(data, media_type) else ()
    if len(text) > MOST_CHARACTERS:
        return text[:MOST_CHARACTERS], (NoteFinding.TEXT_CUT, *guessed)
    return text, guessed


def _is_guessed(data: bytes, media_type: str) -> bool:
    """Whether the bytes of a plain text don't say what their letters are."""
    return media_type.startswith("text/") and not encodings.is_sure(data)


def _joined(document: viewing.ViewedDocument) -> str:
    pages: list[str] = []
    length = 0
    for number in range(document.pages):
        pages.append(document.text(number))
        length += len(pages[-1])
        if length > MOST_CHARACTERS:
            break
    # lone surrogates can't be stored, nor can NUL
    text = ("\n" if not document.kind.is_text else "").join(pages).translate(_AS_TYPED)
    return text.encode("utf-8", "ignore").decode("utf-8").replace("\r\n", "\n").strip()
