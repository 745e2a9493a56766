"""Where things lie in a sealed export, below its folder.

::

    START-HERE.html  START-HERE.txt
    seal-<n>.json                      what the number holds, whose cards open it
    open/<part>/<i>-<j>.age            the part's identity, for the holders i and j together
    <part>-<n>.age                     caseload, records …: a ZIP archive, sealed
    attachments/ab/<uid>.age           the same bytes as in the vault, shared by all numbers
    MANIFEST-<n>.sha256                as ``sha256sum --check`` reads it
    MANIFEST-<n>.sha256.sig            SSHSIG over exactly that file; it is written last
"""

import re

from vault.sealing.part_model import MOST_HOLDERS as MOST_HOLDERS
from vault.sealing.part_model import MOST_NEEDED as MOST_NEEDED
from vault.sealing.part_model import Part as Part
from vault.store import bundle

START_HTML, START_TEXT = "START-HERE.html", "START-HERE.txt"
OPEN = "open"
HIGHEST = 10**9 - 1


_NUMBER = r"([1-9][0-9]{0,8})"
_PART = "|".join(Part)
_PART_FILE = re.compile(rf"({_PART})-{_NUMBER}\.age")
_OPENING = re.compile(rf"{OPEN}/({_PART})/([1-7](?:-[1-7]){{0,2}})\.age")
_STATEMENT = re.compile(rf"seal-{_NUMBER}\.json")
_MANIFEST = re.compile(rf"MANIFEST-{_NUMBER}\.sha256")


def statement_name(number: int) -> str:
    """Return ``seal-<n>.json``."""
    return f"seal-{number}.json"


def part_name(part: Part, number: int) -> str:
    """Return ``<part>-<n>.age``."""
    return f"{part}-{number}.age"


def opening_name(part: Part, holders: tuple[int, ...]) -> str:
    """Return ``open/<part>/<i>-<j>.age``; the holders' places in order."""
    return f"{OPEN}/{part}/{'-'.join(map(str, holders))}.age"


def manifest_name(number: int) -> str:
    """Return ``MANIFEST-<n>.sha256``."""
    return f"MANIFEST-{number}.sha256"


def signature_name(number: int) -> str:
    """Return ``MANIFEST-<n>.sha256.sig``."""
    return f"{manifest_name(number)}.sig"


def part_of(name: str) -> tuple[Part, int] | None:
    """Return which part of which number a file is; ``None`` for another file."""
    match = _PART_FILE.fullmatch(name)
    return (Part(match[1]), int(match[2])) if match else None


def opening_of(name: str) -> tuple[Part, tuple[int, ...]] | None:
    """Return what a file in ``open/`` opens, and for whom; ``None`` for another file."""
    match = _OPENING.fullmatch(name)
    if match is None:
        return None
    holders = tuple(map(int, match[2].split("-")))
    return (Part(match[1]), holders) if list(holders) == sorted(set(holders)) else None


def manifest_number(name: str) -> int | None:
    """Return the number of a manifest; ``None`` for another file."""
    match = _MANIFEST.fullmatch(name)
    return int(match[1]) if match else None


def number_of(name: str) -> int | None:
    """Return the number that a file's name bears; ``None`` for what all numbers share."""
    match = _STATEMENT.fullmatch(name)
    if match is not None:
        return int(match[1])
    part = part_of(name)
    return part[1] if part is not None else manifest_number(name.removesuffix(".sig"))


def is_ours(name: str) -> bool:
    """Return whether a path is one of those that an export is made of."""
    return (
        name in (START_HTML, START_TEXT)
        or part_of(name) is not None
        or opening_of(name) is not None
        or bundle.attachment_uid(name) is not None
        or _STATEMENT.fullmatch(name) is not None
        or manifest_number(name.removesuffix(".sig")) is not None
    )
