"""Where a sealed export is read from: a folder, or a ZIP file of one. Nothing there is trusted.

A source hands out what bears a name of an export and is a plain file; it notes what only looks so.
"""

import re
import stat
from abc import ABC, abstractmethod
from collections.abc import Mapping
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, Self

from vault.sealing import layout
from vault.store import atomic, folder_tree
from vault.unsealing.model import Fault, FaultKind

MOST_FOREIGN = 1000
"""So many names of files that are not ours are kept."""
WHOLE = "."
"""What a fault names that is of the folder, or the ZIP file, itself."""
_ATTACHMENT_FOLDER = re.compile(r"attachments/[0-9a-f]{2}")


class ExportSource(ABC):
    """An export's files by name, with their sizes in bytes, as found when it was opened."""

    is_zip: bool

    def __init__(self) -> None:
        self._sizes: dict[str, int] = {}
        self._faults: dict[str, Fault] = {}
        self._foreign: list[str] = []

    @property
    def sizes(self) -> Mapping[str, int]:
        """The size of each file that can be opened, by its name in the export."""
        return self._sizes

    @property
    def faults(self) -> Mapping[str, Fault]:
        """What stands in the place of a file and is none, by name."""
        return self._faults

    @property
    def foreign(self) -> tuple[str, ...]:
        """The first names of what is no part of an export; it is never opened."""
        return tuple(self._foreign)

    @abstractmethod
    def open(self, name: str) -> BinaryIO:
        """Open a file to read and seek in. Raises ``OSError``; ``FileNotFoundError`` for none."""

    def read_small(self, name: str, most: int) -> bytes | None:
        """Return a file's content; ``None`` for more than ``most`` bytes. Raises ``OSError``."""
        with self.open(name) as file:
            content = file.read(most + 1)
        return content if len(content) <= most else None

    def close(self) -> None:
        """Hand out nothing more."""
        self._sizes.clear()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def __repr__(self) -> str:
        return f"{type(self).__name__}({len(self._sizes)} files)"

    def _note(self, name: str, kind: FaultKind) -> None:
        self._faults.setdefault(name, Fault(file=name, kind=kind))

    def _note_foreign(self, name: str) -> None:
        if len(self._foreign) < MOST_FOREIGN:
            self._foreign.append(name)


class FolderSource(ExportSource):
    """A folder, as a sync service or a stick brought it. Links are not followed."""

    is_zip = False

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self._folder = folder
        self._look_into("")

    def open(self, name: str) -> BinaryIO:
        """Open a file to read and seek in. Raises ``OSError``; ``FileNotFoundError`` for none."""
        if name not in self._sizes:
            raise FileNotFoundError(name)
        file = atomic.open_plain(self._folder / name)
        if file is None:
            raise FileNotFoundError(name)
        return file

    def _look_into(self, within: str) -> None:
        try:
            entries = sorted((self._folder / within).iterdir())
        except OSError:
            self._note(within or WHOLE, FaultKind.UNREADABLE)
            return
        for entry in entries:
            self._look_at(entry, f"{within}/{entry.name}" if within else entry.name)

    def _look_at(self, entry: Path, name: str) -> None:
        try:
            found = entry.lstat()
        except OSError:  # it went meanwhile, or the disk does not say
            self._note(name, FaultKind.UNREADABLE)
            return
        if layout.is_ours(name):
            self._take(name, found.st_mode, found.st_size)
        elif not _is_our_folder(name):
            self._note_foreign(name)
        else:
            self._look_into_plain(name)

    def _look_into_plain(self, name: str) -> None:
        try:
            folder_tree.require_plain(self._folder / name)
        except OSError:  # a link, one of Windows' junctions, a file
            self._note(name, FaultKind.NOT_A_FILE)
            return
        self._look_into(name)

    def _take(self, name: str, mode: int, size: int) -> None:
        if stat.S_ISREG(mode):
            self._sizes[name] = size
        else:
            self._note(name, FaultKind.NOT_A_FILE)


def _is_our_folder(name: str) -> bool:
    top, _, below = name.partition("/")
    if top == layout.OPEN:
        return not below or below in set(layout.Part)
    return name == "attachments" or _ATTACHMENT_FOLDER.fullmatch(name) is not None
