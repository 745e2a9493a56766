"""Writing an opened part and its documents to a folder, readable: only because somebody asked."""

import re
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from vault.errors import (
    DocumentDamaged,
    DocumentMissing,
    FolderExists,
    PartDamaged,
)
from vault.progress import Progress
from vault.sealing import padding
from vault.store import atomic
from vault.store.atomic import Batch
from vault.unsealing.model import DocumentEntry, UnsealedPart
from vault.unsealing.opened_part import OpenedPart

_BLOCK = 1 << 20
_PRIVATE = 0o700
_LONGEST = 240
"""Bytes of a name; file systems take 255, and a file has a longer one while it is written."""
# Controls, what Windows takes for a path, and halves of characters, which no file system writes.
_UNSAFE = re.compile(r"[\x00-\x1f\x7f\\:\ud800-\udfff]")


@contextmanager
def new_folder(out: Path) -> Iterator[None]:
    """Make ``out``, and remove it again on any exception.

    Raises ``FolderExists``, ``DiskFull``, ``ReadOnlyFolder`` or ``StorageFailed``.
    """
    try:
        out.mkdir(mode=_PRIVATE)
    except FileExistsError as error:
        raise FolderExists() from error
    except OSError as error:
        raise atomic.storage_error(error) from error
    try:
        yield
    except BaseException:
        shutil.rmtree(out, ignore_errors=True)
        raise


def unpack(opened: OpenedPart, out: Path, progress: Progress) -> UnsealedPart:
    """Write all that is whole of a part below the new folder ``out``.

    Of two entries of one name the first counts. ``progress`` hears ``"unseal"``, then
    ``"documents"``, and how many files are done. Raises ``DiskFull``, ``ReadOnlyFolder`` or
    ``StorageFailed``.
    """
    writer = _Writer(opened, out, progress)
    with Batch() as batch:
        writer.write_entries(batch)
        writer.write_documents(batch)
    return UnsealedPart(
        part=opened.part,
        number=opened.number.number,
        files=writer.files,
        documents=writer.documents,
        lost_files=tuple(writer.lost_files),
        lost_documents=tuple(writer.lost_documents),
    )


class _Writer:
    """Writes one part; what cannot be written is noted."""

    def __init__(self, opened: OpenedPart, out: Path, progress: Progress) -> None:
        self._opened = opened
        self._out = out
        self._progress = progress
        self._taken: set[str] = set()
        self._folders: set[str] = set()
        self.files = self.documents = 0
        self.lost_files: list[str] = []
        self.lost_documents: list[str] = []

    def write_entries(self, batch: Batch) -> None:
        names = [n for n in self._opened.names if n != padding.NAME and not n.endswith("/")]
        for done, name in enumerate(names, 1):
            try:
                with self._new_file(batch, name) as file, self._opened.open(name) as entry:
                    shutil.copyfileobj(entry, file, _BLOCK)
                self.files += 1
            except (PartDamaged, _Unfit):
                self.lost_files.append(name)
            self._progress("unseal", done, len(names))

    def write_documents(self, batch: Batch) -> None:
        listed = self._listed()
        for done, entry in enumerate(listed, 1):
            try:
                with self._new_file(batch, entry.path) as file:
                    self._opened.open_document(entry, file)
                self.documents += 1
            except (DocumentDamaged, DocumentMissing, _Unfit):
                self.lost_documents.append(entry.path)
            self._progress("documents", done, len(listed))

    def _listed(self) -> Sequence[DocumentEntry]:
        try:
            return self._opened.documents
        except PartDamaged:
            return ()  # the list itself is among the files that are lost

    @contextmanager
    def _new_file(self, batch: Batch, name: str) -> Iterator[BinaryIO]:
        """Give a file below our folder that appears on a clean exit. Raises ``_Unfit``."""
        parts = name.casefold().split("/")
        parents = {"/".join(parts[:depth]) for depth in range(1, len(parts))}
        key = name.casefold()
        # the batch names its files later: what is there does not yet tell
        is_new = key not in self._taken and key not in self._folders
        if not _is_safe(name) or not is_new or parents & self._taken:
            raise _Unfit()
        path = self._out / name
        try:
            path.parent.mkdir(mode=_PRIVATE, parents=True, exist_ok=True)
        except OSError as error:
            raise atomic.storage_error(error) from error
        with batch.replacing(path) as file:
            yield file
        self._taken.add(key)
        self._folders |= parents


class _Unfit(Exception):
    """A name that is not written: it leads out of the folder, or stands there twice."""


def _is_safe(name: str) -> bool:
    parts = name.split("/")
    if _UNSAFE.search(name):
        return False
    return not any(part in ("", ".", "..") or len(part.encode()) > _LONGEST for part in parts)
