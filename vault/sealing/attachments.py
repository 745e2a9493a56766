"""The documents' files beside the parts: the same bytes as in the vault, each copied once."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path

from vault.backup import files
from vault.backup.model import SealedDocument as CheckedDocument
from vault.errors import DestinationGone
from vault.sealing.export_folder import ExportFolder
from vault.sealing.model import SealedDocument
from vault.sealing.places_model import LostAttachment
from vault.sealing.writing import Meter
from vault.store import bundle
from vault.store.atomic import Batch


@dataclass(slots=True, kw_only=True)
class Copied:
    """What came of it: what is there, what was copied now, what the vault itself lacks."""

    there: dict[str, SealedDocument] = field(default_factory=dict)
    new: list[SealedDocument] = field(default_factory=list)
    lost: list[LostAttachment] = field(default_factory=list)


def copy(
    source: Path,
    folder: ExportFolder,
    wanted: Iterable[SealedDocument],
    meter: Callable[[int], Meter],
) -> Copied:
    """Copy what is not there yet, or not whole; read every document back from the medium.

    ``meter`` is given the number of bytes that will be moved. Raises ``DestinationGone`` where
    something copied does not read back the same, ``OSError``, and as ``atomic``.
    """
    by_uid = {one.uid: one for one in wanted}
    there = folder.attachments()
    known = [one for one in by_uid.values() if there.get(one.uid) == one.size]
    absent = [one for one in by_uid.values() if there.get(one.uid) != one.size]
    count = meter(size_of(known) + 2 * size_of(absent))
    absent += [one for one in known if not _is_whole(folder, one, count)]
    found = Copied(there=by_uid)
    with Batch() as batch:
        for one in absent:
            _copy_one(source, folder, one, batch, count, found)
    for one in found.new:
        if not _is_whole(folder, one, count):
            folder.path(bundle.attachment_file(one.uid)).unlink()
            raise DestinationGone()
    return found


def _is_whole(folder: ExportFolder, one: SealedDocument, count: Meter) -> bool:
    path = folder.path(bundle.attachment_file(one.uid))
    return files.hash_of(path, count, is_from_medium=True) == (one.size, one.sha256)


def _copy_one(
    source: Path,
    folder: ExportFolder,
    one: SealedDocument,
    batch: Batch,
    count: Meter,
    found: Copied,
) -> None:
    name = bundle.attachment_file(one.uid)
    target = folder.make_room(name)
    files.clear_name(target)
    expected = CheckedDocument(uid=one.uid, size=one.size, sha256=one.sha256)
    try:
        files.copy_checked(source / name, target, expected, batch, count)
    except files.Unreadable as error:
        # what lies there under its name is not what the vault had
        target.unlink(missing_ok=True)
        del found.there[one.uid]
        found.lost.append(LostAttachment(uid=one.uid, is_damaged=not error.is_missing))
    else:
        found.new.append(one)


def size_of(documents: Iterable[SealedDocument]) -> int:
    """Return how many bytes these are together."""
    return sum(one.size for one in documents)
