"""A BagIt 1.0 bag (RFC 8493) inside a part: the files, and what proves that none is missing.

Documents lie outside of it, in ``attachments/``: ``documents.json`` says which they are.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

from vault import clock
from vault.sealing import padding
from vault.sealing.model import SealFacts
from vault.sealing.zipping import PartArchive, Written

DATA = "data/"
_DECLARATION = b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"
_LABEL_BREAKS = str.maketrans("\r\n", "  ")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Told:
    """A file of the bag as ``files.txt`` describes it."""

    path: str
    what: str


@dataclass(slots=True)
class Bag:
    """A bag being made. What is added lies below ``data/``; each file says what it is."""

    archive: PartArchive
    _payload: dict[str, Written] = field(default_factory=dict)
    _told: list[_Told] = field(default_factory=list)

    def add(self, path: str, pieces: Iterable[bytes], what: str = "") -> None:
        """Add the file ``data/<path>``. ``what`` tells of it; empty where a line above does."""
        self._payload[DATA + path] = self.archive.add(DATA + path, pieces)
        if what:
            self.tell(path, what)

    def tell(self, path: str, what: str) -> None:
        """Describe a file, or many of one kind, in ``files.txt``."""
        self._told.append(_Told(path=path, what=what))

    def finish(self, facts: SealFacts, what: str) -> None:
        """Add ``files.txt`` and the bag's own files. ``what`` says what the bag holds."""
        self.tell("files.txt", "this list")
        self.tell(f"../{padding.NAME}", "zeros alone: they hide how long this part would be")
        told = sorted(self._told, key=lambda one: one.path)
        lines = (f"{one.path}\n    {one.what}\n" for one in told)
        self.add("files.txt", [f"{what}\n\n".encode(), *(line.encode() for line in lines)])
        tags = {
            "bagit.txt": _DECLARATION,
            "bag-info.txt": self._info(facts, what),
            "manifest-sha256.txt": _manifest(self._payload),
        }
        added = {path: self.archive.add(path, [content]) for path, content in tags.items()}
        self.archive.add("tagmanifest-sha256.txt", [_manifest(added)])

    def _info(self, facts: SealFacts, what: str) -> bytes:
        practice = facts.practice
        who = ", ".join(filter(None, (practice.practitioner, practice.practice_name)))
        size = sum(one.size for one in self._payload.values())
        lines = {
            "Source-Organization": who,
            "External-Description": what,
            "Bagging-Date": clock.local_day(facts.made_at).isoformat(),
            "Payload-Oxum": f"{size}.{len(self._payload)}",
        }
        told = (f"{label}: {text.translate(_LABEL_BREAKS)}\n" for label, text in lines.items())
        return "".join(told).encode()


def _manifest(files: dict[str, Written]) -> bytes:
    return "".join(f"{one.sha256}  {path}\n" for path, one in sorted(files.items())).encode()
