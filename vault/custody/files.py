"""Documents' files out of an export: copied byte for byte, checked by the hash of what was sealed.

One that is missing or damaged is told of and does not hinder the others.
"""

import io
import shutil
from collections.abc import Callable, Iterable, Sequence
from contextlib import AbstractContextManager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

from vault import digests
from vault.custody.opened import Opened
from vault.errors import DiskFull, PartDamaged
from vault.progress import Progress
from vault.store import atomic, attachments, bundle

_BLOCK = 1 << 20
_ROOM_FACTOR = 1.1

OpenTarget = Callable[[Path], AbstractContextManager[BinaryIO]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """A document's sealed file: its size in bytes and its SHA-256 (hex)."""

    uid: str
    size: int
    sha256: str = field(repr=False)


class _Damaged(Exception):
    """The file in the export is missing, or not what was sealed."""

    def __init__(self, *, is_missing: bool) -> None:
        super().__init__()
        self.is_missing = is_missing


def require_room(folder: Path, parts: Sequence[Opened], wanted: Sequence[Wanted]) -> None:
    """Raise ``DiskFull`` unless there is room for these files, and for a little more."""
    try:
        room = shutil.disk_usage(folder).free / _ROOM_FACTOR
    except OSError as error:
        raise atomic.storage_error(error) from error
    told = sum(max(0, one.size) for one in wanted)
    # what a row tells may be anything: files that are not there in that size take no room
    if room < told and room < sum(_is_there(parts, one) * one.size for one in wanted):
        raise DiskFull("custody")


def _is_there(parts: Sequence[Opened], wanted: Wanted) -> bool:
    for part in parts:
        with suppress(OSError), part.open_file(bundle.attachment_file(wanted.uid)) as file:
            if file.seek(0, io.SEEK_END) == wanted.size:
                return True
    return False


def copy_all(
    parts: Sequence[Opened],
    folder: Path,
    wanted: Iterable[Wanted],
    open_target: OpenTarget,
    progress: Progress,
) -> dict[str, bool]:
    """Copy documents' files into the vault's folder; return who is lost, and whether damaged.

    Raises ``DiskFull``, ``ReadOnlyFolder``, ``StorageFailed`` or what ``progress`` raises.
    """
    files = list(wanted)
    done, total = 0, sum(max(0, one.size) for one in files)

    def moved(size: int) -> None:
        nonlocal done
        done += size
        progress("documents", done, total)

    lost: dict[str, bool] = {}
    for one in files:
        target = folder / bundle.attachment_file(one.uid)
        attachments.make_folder(target.parent)
        damage = _copied(parts, one, target, open_target, moved)
        if damage is not None:
            lost[one.uid] = not damage.is_missing
    return lost


def _copied(
    parts: Sequence[Opened],
    wanted: Wanted,
    target: Path,
    open_target: OpenTarget,
    moved: Callable[[int], None],
) -> _Damaged | None:
    """Copy from the first export that has the file whole; return what is wrong with it if none."""
    damage: _Damaged | None = None
    for part in parts:
        try:
            with open_target(target) as writing:
                _copy(part, wanted, writing, moved)
            return None
        except _Damaged as error:
            damage = error if damage is None or damage.is_missing else damage
    return damage


def _copy(part: Opened, wanted: Wanted, writing: BinaryIO, moved: Callable[[int], None]) -> None:
    digest, size = digests.sha256(), 0
    try:
        reading = part.open_file(bundle.attachment_file(wanted.uid))
    except OSError as error:
        raise _Damaged(is_missing=isinstance(error, FileNotFoundError)) from error
    with reading:
        while block := _read(reading):
            size += len(block)
            if size > wanted.size:
                break
            digest.update(block)
            writing.write(block)
            moved(len(block))
    if (size, digest.hexdigest()) != (wanted.size, wanted.sha256):
        raise _Damaged(is_missing=False)


def _read(reading: BinaryIO) -> bytes:
    try:
        return reading.read(_BLOCK)
    except (OSError, PartDamaged) as error:
        raise _Damaged(is_missing=False) from error
