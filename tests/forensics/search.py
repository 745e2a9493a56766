"""Searching bytes for words in every encoding that a program on this computer would use."""

import secrets
import string
from collections.abc import Iterable, Iterator
from pathlib import Path

ENCODINGS = ("utf-8", "utf-16-le", "utf-16-be")
_BLOCK = 16 << 20


def canary() -> str:
    """Return a word that is nowhere else: lower case, so that folding case leaves it alone."""
    return "".join(secrets.choice(string.ascii_lowercase) for _ in range(16))


def patterns(needles: Iterable[str | bytes]) -> dict[bytes, str]:
    """Return each needle as it may stand in bytes, with words that say which it is."""
    found: dict[bytes, str] = {}
    for place, needle in enumerate(needles):
        if isinstance(needle, bytes):
            found[needle] = f"needle {place} as bytes"
            continue
        for encoding in ENCODINGS:
            found[needle.encode(encoding)] = f"needle {place} ({needle[:4]}…) in {encoding}"
    return found


def occurring(blocks: Iterable[bytes], needles: Iterable[str | bytes]) -> set[str]:
    """Return which needles occur in ``blocks``, also where one ends and the next begins."""
    wanted = patterns(needles)
    overlap = max(map(len, wanted), default=1) - 1
    found: set[str] = set()
    tail = b""
    for block in blocks:
        content = tail + block
        found |= {said for pattern, said in wanted.items() if pattern in content}
        tail = content[-overlap:] if overlap else b""
    return found


def files_below(folder: Path) -> list[Path]:
    """Return every regular file below a folder, hidden ones too."""
    return [one for one in sorted(folder.rglob("*")) if one.is_file() and not one.is_symlink()]


def in_file(path: Path, needles: Iterable[str | bytes]) -> set[str]:
    """Return which needles a file holds, in its name or its content."""
    with path.open("rb") as file:
        content = occurring(iter(lambda: file.read(_BLOCK), b""), needles)
    return content | occurring([str(path).encode()], needles)


def in_files(files: Iterable[Path], needles: Iterable[str | bytes]) -> Iterator[tuple[Path, str]]:
    """Yield each file with what it must not hold."""
    wanted = list(needles)
    for path in files:
        for said in sorted(in_file(path, wanted)):
            yield path, said
