"""Looking for snapshots on a medium, without any secret."""

import math
from collections.abc import Iterable, Iterator
from pathlib import Path

from vault.backup import layout, manifest
from vault.backup.layout import BackupSet
from vault.backup.manifest import Manifest
from vault.backup.model import NEWER, OTHER_SECRET, SnapshotSummary
from vault.errors import (
    DamagedSnapshot,
    DestinationGone,
    DestinationUnfit,
    NewerVault,
    NoSnapshot,
    NoSuchSlot,
    NotAVault,
    SheetOfAnotherVault,
    StorageFailed,
    UntrustedVault,
    VaultError,
    WrongPassphrase,
)
from vault.store import atomic, bundle
from vault.store.bundle import SNAPSHOT_FORMAT, Header

_SET = "casekeep-*" + layout.SUFFIX


def find_snapshots(folder: Path) -> list[SnapshotSummary]:
    """Return what lies in a place for backups, a set, or a single snapshot; newest first.

    Damaged ones are among them and say so. Raises ``NoSnapshot`` or ``DestinationGone``.
    """
    try:
        if not folder.is_dir():
            raise DestinationGone()
        found = [look(one) for one in _folders(folder)]
    except OSError as error:
        raise DestinationGone() from error
    if not found:
        raise NoSnapshot()
    return _newest_first(found)


def _newest_first(found: Iterable[SnapshotSummary]) -> list[SnapshotSummary]:
    """Newest first; damaged ones that do not even say when they were made stand last.

    In a set the number decides, for a clock may have run ahead; of two sets the instant. A set
    that a later Casekeep alone wrote in says no instant that counts here, and stands first.
    """
    by_number = sorted(found, key=lambda one: one.number)
    latest = {one.folder.parent: _instant(one) for one in by_number if one.made_at is not None}

    def age(one: SnapshotSummary) -> tuple[bool, float, int]:
        is_undated = one.made_at is None and not one.is_newer
        return (is_undated, -latest.get(one.folder.parent, math.inf), -one.number)

    return sorted(by_number, key=age)


def _instant(one: SnapshotSummary) -> float:
    return 0.0 if one.made_at is None else one.made_at.timestamp()


def _folders(folder: Path) -> Iterator[Path]:
    if (folder / layout.MANIFEST_FILE).is_file() or _is_snapshot(folder):
        yield folder
        return
    sets = [folder] if (folder / layout.SNAPSHOTS).is_dir() else sorted(folder.glob(_SET))
    for one in sets:
        backup_set = BackupSet(folder=one)
        try:
            yield from (backup_set.snapshot(number) for number in backup_set.numbers())
        except (NotADirectoryError, DestinationUnfit):
            continue  # a link, or a file of this name: nothing of ours


def _is_snapshot(folder: Path) -> bool:
    try:
        bundle.read_header(folder, SNAPSHOT_FORMAT)
    except VaultError:
        return False
    return True


def look(snapshot: Path) -> SnapshotSummary:
    """Return what a snapshot's signed header and manifest say, and what is wrong at first sight.

    Whole files are not read here, and whether it is the practice's own its pin says later.
    """
    header, found, damage = None, None, ""
    try:
        header = bundle.read_header(snapshot, SNAPSHOT_FORMAT)
        found = manifest.read(snapshot, header)
        require_present(snapshot, header, found)
    except VaultError as error:
        damage = damage_of(error)
    return SnapshotSummary(
        folder=snapshot,
        number=found.number if found else layout.number_of(snapshot) or 0,
        vault_id=header.vault_id if header else "",
        instance_id=header.instance_id if header else "",
        name=header.name if header else "",
        made_at=found.made_at if found else None,
        documents=len(found.documents) if found else 0,
        size=found.size if found else 0,
        has_passphrase=header is not None and header.passphrase_sha256 is not None,
        damage=damage,
    )


def snapshot_header(folder: Path, live: Header, instance_id: str) -> tuple[Header, Manifest]:
    """Return the header and manifest of a snapshot that this practice made, by copy and number.

    A header is signed by the key that it names, which may be anybody's: here it must be that of
    ``live``, the vault's own. Raises what ``bundle.read_header`` and ``manifest.read`` raise, and
    ``UntrustedVault``.
    """
    header = bundle.read_header(folder, SNAPSHOT_FORMAT)
    ours = (live.public_key, live.vault_id, instance_id)
    if (header.public_key, header.vault_id, header.instance_id) != ours:
        raise UntrustedVault("header")
    return header, manifest.read(folder, header)


def damage_of(error: VaultError) -> str:
    """Return the kind of file that is not as it should be, in one word; never none."""
    if isinstance(error, NewerVault):
        return NEWER
    if isinstance(error, NotAVault):
        return "files"
    if isinstance(error, (SheetOfAnotherVault, NoSuchSlot, WrongPassphrase)):
        return OTHER_SECRET
    if isinstance(error, StorageFailed):
        return "medium"
    return str(getattr(error, "what", "") or str(error) or "header")


def require_present(snapshot: Path, header: Header, found: Manifest) -> None:
    """Raise ``DamagedSnapshot``, ``DamagedVault`` or ``StorageFailed`` for a file that is not
    there, or has another size."""
    try:
        if (snapshot / found.records).stat().st_size != found.records_size:
            raise DamagedSnapshot("records")
    except FileNotFoundError as error:
        raise DamagedSnapshot("records") from error
    except OSError as error:
        raise atomic.storage_error(error) from error
    bundle.read_part(snapshot, bundle.keys_file(header.keys), header.keys_sha256, "key bag")
    if header.passphrase_sha256 is not None:
        name = bundle.passphrase_file(header.keys)
        bundle.read_part(snapshot, name, header.passphrase_sha256, "passphrase slot")
