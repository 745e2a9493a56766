"""File names that come from anywhere, kept; and those that are safe to write anywhere."""

import re
import unicodedata
from collections.abc import Callable
from datetime import date
from pathlib import PurePosixPath

from vault.clients.typed_text import is_blank

NAME_LENGTH = 255
_SAFE_BYTES = 180
_UNNAMED = "document"

# Controls and line breaks; a lone surrogate stands for a byte that was no UTF-8.
_NOT_KEPT = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")
# What some file system refuses, and the marks that turn the order of letters around: with
# those, a program can look like a picture.
_NOT_SAFE = re.compile('[<>:"/\\\\|?*\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]')
_RESERVED = re.compile(r"(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(\..*)?", re.IGNORECASE)


def kept(name: str) -> str:
    """Return a file's name as its row keeps it: as it came, without the folders before it.

    What no line can show becomes ``�``; never empty, at most 255 code points.
    """
    last = _NOT_KEPT.sub("\ufffd", name.rpartition("/")[2])
    return _UNNAMED if is_blank(last) else _shortened(last, NAME_LENGTH, len)


def safe(name: str) -> str:
    """Return a name under which a copy can be written on any computer, near to ``name``."""
    plain = _NOT_SAFE.sub("_", kept(name)).strip(". ")
    plain = _shortened(plain, _SAFE_BYTES, lambda text: len(text.encode("utf-8"))).rstrip(". ")
    if _RESERVED.fullmatch(plain):
        plain = f"_{plain}"
    return plain or _UNNAMED


def _shortened(name: str, most: int, length: Callable[[str], int]) -> str:
    """Cut the middle out: the end says what kind of file it is."""
    if length(name) <= most:
        return name
    stem, dot, suffix = name.rpartition(".")
    if not dot or len(suffix) > 10:
        stem, dot, suffix = name, "", ""
    while stem and length(stem + dot + suffix) > most:
        stem = stem[:-1]
    return stem + dot + suffix


def titled(title: str, file_name: str, dated_on: date | None) -> str:
    """Return what a copy of a document is best called: its day, its title, the kind of file."""
    suffix = PurePosixPath(file_name).suffix
    day = f"{dated_on.isoformat()} " if dated_on else ""
    return f"{day}{title.removesuffix(suffix)}{suffix}"


class Taken:
    """The paths given out so far: no two are one name, whatever their letters' case."""

    def __init__(self) -> None:
        self._taken: set[str] = set()

    def path(self, folder: str, wanted: str) -> str:
        """Return a path below ``folder`` that is safe to write anywhere, near to ``wanted``."""
        name = safe(unicodedata.normalize("NFC", wanted).replace("/", "-"))
        stem, dot, suffix = name.rpartition(".")
        if not stem:
            stem, dot, suffix = name, "", ""
        path, number = f"{folder}{name}", 1
        while path.casefold() in self._taken:
            number += 1
            path = f"{folder}{stem} ({number}){dot}{suffix}"
        self._taken.add(path.casefold())
        return path
