"""From a snapshot to a vault of its own: in a new folder, under new keys, never over anything.

The folder is built under a hidden name, opened once from scratch, and appears whole or not at
all. The vault that the snapshot was made of, its keyring items and the snapshot are not touched.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TypeVar

from vault import clock
from vault.age import HybridIdentity
from vault.backup import choosing, finding, layout, refilling, source
from vault.backup.model import NEWER, RestoreReport
from vault.backup.source import Source, TypedSecret
from vault.errors import (
    DamagedSnapshot,
    FolderExists,
    KeyringError,
    NewerSnapshot,
    NewerVault,
    NoSnapshot,
    NoSuchSlot,
    SheetOfAnotherVault,
    StorageFailed,
    TooFewSlots,
    VaultError,
    VaultFileError,
    WrongPassphrase,
)
from vault.ids import new_uid
from vault.keys import creation, secret
from vault.keys.bag import KeyBag
from vault.keys.creation import FirstWay
from vault.keys.model import Slot, SlotHint, SlotKind
from vault.keys.os_keyring import KeyStore
from vault.keys.secret import PinnedSecret
from vault.progress import Progress
from vault.store import atomic, bundle, opening, surroundings
from vault.store.building import building
from vault.store.bundle import FORMAT, Header
from vault.store.switch import new_database_key

_DAMAGE = (VaultFileError, DamagedSnapshot, StorageFailed)
_OTHER_SECRET = (SheetOfAnotherVault, NoSuchSlot, WrongPassphrase)
_FIRST = 1

Skipped = tuple[tuple[int, str], ...]
"""Numbers of snapshots that were passed over, and what of each is damaged."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Keys:
    """The restored vault's ways in: its bag, its header, and what goes with the new slot."""

    bag: KeyBag
    header: Header
    sealed: bytes = field(repr=False)
    passphrase: bytes | None = field(repr=False)
    item: tuple[str, str] | None = field(repr=False)
    opener: PinnedSecret = field(repr=False)


def restore(
    snapshot: Path,
    typed: TypedSecret,
    into: Path,
    way: FirstWay | None,
    keyring: KeyStore,
    *,
    takes_older: bool = False,
    now: clock.Clock = clock.utc_now,
    progress: Progress,
) -> RestoreReport:
    """Make a vault in ``into``, which must not exist, from a snapshot or the one before it.

    ``way`` is how the vault is opened from day to day; ``None`` keeps the passphrase that it has.
    Documents that are missing or damaged are told, and the rest restores. A snapshot that a later
    Casekeep made is passed over only with ``takes_older``. Raises ``FolderExists``,
    ``InsideVault``, a ``SecretError``, ``NoSuchSlot``, ``TooFewSlots``, a ``KeyringError``,
    ``NoSnapshot``, ``NewerSnapshot``, what the newest snapshot raises where none is sound,
    ``DiskFull``, ``ReadOnlyFolder``, ``StorageFailed``, or what ``progress`` raises; nothing is
    left of it then.
    """
    if way is not None:
        creation.require_usable(way)
    if into.exists():
        raise FolderExists()
    surroundings.require_outside(into.absolute().parent)
    found, skipped = _soundest(snapshot, typed, takes_older, progress)
    try:
        with building(into) as built:
            keys = _new_keys(found, way, now)
            report = refilling.fill(built, found, keys.bag, now, progress)
            _complete(built, into, keys, keyring)
    finally:
        found.close()
    return replace(report, folder=into, skipped=skipped)


def _complete(built: Path, into: Path, keys: _Keys, keyring: KeyStore) -> None:
    """Write the keys, open the vault once from scratch, and give it its name."""
    atomic.write_whole(built / bundle.keys_file(_FIRST), keys.sealed)
    if keys.passphrase is not None:
        atomic.write_whole(built / bundle.passphrase_file(_FIRST), keys.passphrase)
    bundle.write_header(built, keys.header, keys.bag.signing_key)
    try:
        if keys.item is not None:
            keyring.put(*keys.item)
        bag = opening.open_bag(built, bundle.read_header(built), keys.opener)
        opening.open_records(built, keys.header, bag).close()
        atomic.appear(built, into)
    except BaseException:
        if not into.exists():  # else it has appeared, and only its durability is in doubt
            _forget(keyring, keys)
        raise


def _soundest(
    snapshot: Path, typed: TypedSecret, takes_older: bool, progress: Progress
) -> tuple[Source, Skipped]:
    """Open the snapshot asked for, or else the newest before it that is whole."""
    skipped: list[tuple[int, str]] = []
    first: VaultError = NoSnapshot()
    folders = _and_older(snapshot)
    for place, folder in enumerate(folders):
        # what does not open the one asked for is a wrong secret; one before it may have been
        # sealed to the secret of its time, and the next opens again
        others = _OTHER_SECRET if skipped else ()
        try:
            pinned = typed.pinned(folder)
        except (*_DAMAGE, SheetOfAnotherVault, *others) as error:
            # signed by a key that is not the sheet's: somebody may have put it there
            failed: VaultError = error
        else:
            try:
                return source.open_source(folder, pinned, progress), tuple(skipped)
            except (*_DAMAGE, *others) as error:
                failed = error
        first = failed if not skipped else first
        skipped.append((layout.number_of(folder) or 0, finding.damage_of(failed)))
        if isinstance(failed, NewerVault) and not takes_older:
            raise _stopped_at(skipped, choosing.first_sound(folders[place + 1 :])) from failed
    if any(what == NEWER for _, what in skipped):
        raise _stopped_at(skipped, None)
    raise first


def _stopped_at(skipped: Sequence[tuple[int, str]], older: int | None) -> NewerSnapshot:
    return NewerSnapshot(
        tuple(number for number, what in skipped if what == NEWER),
        older,
        tuple(one for one in skipped if one[1] != NEWER),
    )


def _and_older(snapshot: Path) -> list[Path]:
    number = layout.number_of(snapshot)
    if number is None or snapshot.parent.name != layout.SNAPSHOTS:
        return [snapshot]
    try:
        numbers = layout.set_around(snapshot).numbers()
    except OSError as error:
        raise atomic.storage_error(error) from error
    older = [n for n in reversed(numbers) if n < number]
    return [snapshot, *(snapshot.with_name(str(n)) for n in older)]


def _new_keys(found: Source, way: FirstWay | None, now: clock.Clock) -> _Keys:
    """Return new keys for the records; the sheet and, as far as it is kept, the passphrase stay.

    Slots of a keyring stay behind: they are another computer's, or that of the first vault.
    """
    slots = [slot for slot in found.bag.slots if not slot.kind.needs_keyring]
    passphrase, item, opener = _kept_passphrase(found), None, found.secret
    hints = {hint.id: hint for hint in found.header.hints}
    kept = [hints.get(s.id, SlotHint(id=s.id, kind=s.kind)) for s in slots]
    if way is not None:
        typed = creation.require_usable(way)
        opener = PinnedSecret.for_vault(HybridIdentity.generate(), found.bag.signing_key.public)
        slot, hint = creation.new_slot(way.kind, opener.identity, now)
        if way.kind is SlotKind.PASSPHRASE:
            slots, kept = _without_passphrase(slots), _without_passphrase(kept)
            passphrase = secret.seal_with_passphrase(
                opener, typed or b"", secret.PASSPHRASE_WORK_FACTOR
            )
        else:
            item = (hint.keyring_item, secret.to_keyring_value(opener, typed))
        slots, kept = [slot, *slots], [hint, *kept]
    if len(slots) < 2:
        raise TooFewSlots()
    return _sealed(found, slots, kept, passphrase, item, opener)


_Kinded = TypeVar("_Kinded", Slot, SlotHint)


def _without_passphrase(slots: list[_Kinded]) -> list[_Kinded]:
    return [slot for slot in slots if slot.kind is not SlotKind.PASSPHRASE]


def _kept_passphrase(found: Source) -> bytes | None:
    if found.header.passphrase_sha256 is None:
        return None
    name = bundle.passphrase_file(found.header.keys)
    return bundle.read_part(found.folder, name, found.header.passphrase_sha256, "passphrase slot")


def _sealed(
    found: Source,
    slots: list[Slot],
    hints: list[SlotHint],
    passphrase: bytes | None,
    item: tuple[str, str] | None,
    opener: PinnedSecret,
) -> _Keys:
    bag = replace(
        found.bag,
        keys=_FIRST,
        records=_FIRST,
        database_key=new_database_key(),
        slots=tuple(slots),
    )
    sealed = bag.seal()
    header = replace(
        found.header,
        form=FORMAT,
        instance_id=new_uid(),
        records=_FIRST,
        keys=_FIRST,
        keys_sha256=bundle.sha256(sealed),
        passphrase_sha256=None if passphrase is None else bundle.sha256(passphrase),
        hints=tuple(hints),
    )
    return _Keys(
        bag=bag, header=header, sealed=sealed, passphrase=passphrase, item=item, opener=opener
    )


def _forget(keyring: KeyStore, keys: _Keys) -> None:
    if keys.item is None:
        return
    try:
        keyring.remove(keys.item[0])
    except KeyringError:
        # the item opens nothing: the vault it was made for never appeared
        return
