"""Which documents of a set no snapshot names any more, and whether that is sure."""

from collections.abc import Collection, Iterable

from vault.backup import finding
from vault.backup.layout import BackupSet
from vault.backup.model import Fate, Snapshot
from vault.errors import VaultError
from vault.store.bundle import Header


def awaited(known: Iterable[Snapshot]) -> frozenset[int]:
    """Return the numbers of a place's snapshots that name documents, wherever they lie now.

    One that is missing may come back, moved aside by hand or hidden by a bad medium.
    """
    may_be = (Fate.KEPT, Fate.MISSING)
    return frozenset(one.number for one in known if one.is_verified and one.fate in may_be)


def unnamed(
    backup_set: BackupSet, live: Header, instance_id: str, wanted: Collection[int]
) -> tuple[list[str], bool]:
    """Return the uids of documents there that no snapshot there names, and whether none does.

    It is sure only where each of ``wanted`` was read, and no other lies there unread. Raises
    ``OSError`` where the set itself cannot be looked at.
    """
    named, read = set[str](), set[int]()
    numbers = backup_set.numbers()
    for number in numbers:
        try:
            _, found = finding.snapshot_header(backup_set.snapshot(number), live, instance_id)
        except VaultError:
            continue
        read.add(number)
        named |= {document.uid for document in found.documents}
    is_sure = read.issuperset(numbers) and read.issuperset(wanted)
    return [uid for uid in backup_set.attachments() if uid not in named], is_sure
