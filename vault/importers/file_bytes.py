"""The bytes of a file to import, and the kinds of file that no import takes."""

from pathlib import Path

from vault.errors import (
    ImportFileEmpty,
    ImportFileTooLarge,
    ImportFileUnreadable,
    NotAFile,
    SourceUnreadable,
)
from vault.store import attachments

MOST_BYTES = 50 * 1024 * 1024
MOST_BREAKS = 2_000_000  # two for each line of a million

# What other files begin with: PDF, pictures, archives, databases, programs, letters, web pages.
_OTHERS = (
    b"%PDF",
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF8",
    b"II*\x00",
    b"MM\x00*",
    b"RIFF",
    b"\x1f\x8b",
    b"7z\xbc\xaf",
    b"Rar!",
    b"BZh",
    b"\xfd7zXZ",
    b"\x7fELF",
    b"SQLite format 3",
    b"age-encryption.org/",
    b"{\\rtf",
    b"OggS",
    b"ID3",
)
_OTHER_TEXTS = (b"<!doctype", b"<html", b"<?xml", b"begin:vcard", b"begin:vcalendar")
_ZIP = b"PK\x03\x04"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_BOM = b"\xef\xbb\xbf"


def read(path: Path) -> bytes:
    """Return the bytes of a plain file: a pipe would be waited for, and a device never ends.

    Raises ``ImportFileUnreadable``, ``ImportFileTooLarge`` (over 50 MiB) and ``ImportFileEmpty``.
    """
    try:
        with attachments.open_source(path) as file:
            data = file.read(MOST_BYTES + 1)
    except (NotAFile, SourceUnreadable, OSError) as error:
        raise ImportFileUnreadable() from error
    check_size(data)
    return data


def check_size(data: bytes) -> None:
    """Raise ``ImportFileTooLarge`` over 50 MiB or about a million lines, ``ImportFileEmpty``."""
    if len(data) > MOST_BYTES:
        raise ImportFileTooLarge("file")
    if data.count(b"\n") + data.count(b"\r") > MOST_BREAKS:
        raise ImportFileTooLarge("rows")
    if not data.removeprefix(_BOM).strip():
        raise ImportFileEmpty()


def is_zip(data: bytes) -> bool:
    """Return whether this is a zip file, as an XLSX is."""
    return data.startswith(_ZIP)


def is_old_office(data: bytes) -> bool:
    """Return whether this is an XLS, or an XLSX under a password: both have one container."""
    return data.startswith(_OLE)


def is_something_else(data: bytes) -> bool:
    """Return whether this begins as a file of a kind that is no text table."""
    begin = data[:64].removeprefix(_BOM).lstrip().lower()
    return data.startswith(_OTHERS) or begin.startswith(_OTHER_TEXTS)
