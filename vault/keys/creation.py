"""Creating a vault: the sheet first, typed back, then the folder, which appears whole."""

import secrets
import shutil
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from vault import clock
from vault.age import HybridIdentity
from vault.errors import FolderExists, KeyringError, WeakPassphrase
from vault.ids import new_uid
from vault.keys import passphrases, secret
from vault.keys.bag import KeyBag
from vault.keys.model import Slot, SlotHint, SlotKind, VaultSummary
from vault.keys.os_keyring import KeyStore
from vault.keys.recovery_sheet import SheetText, sheet_lines
from vault.keys.secret import PinnedSecret
from vault.keys.signing import SigningKey
from vault.notes import templates
from vault.practice import rows as practice_rows
from vault.practice.model import Practice
from vault.store import atomic, bundle, opening, schema, unit_of_work
from vault.store.bundle import Header
from vault.store.connection import create_database
from vault.store.switch import new_database_key

SHORTEST_TYPED = 4
"""Characters of the secret typed beside the keyring's: the keyring is the first factor."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetPlan:
    """A recovery sheet that does not open anything yet."""

    identity: HybridIdentity = field(repr=False)
    sheet: SheetText
    fingerprint: str
    vault_id: str

    @property
    def qr_text(self) -> str:
        """What the sheet's QR code holds: the whole identity."""
        return self.identity.to_text()


@dataclass(frozen=True, slots=True, kw_only=True)
class VaultPlan:
    """A vault before it exists; it is created once its sheet was typed back."""

    name: str = field(repr=False)
    vault_id: str
    signing_key: SigningKey = field(repr=False)
    recovery: SheetPlan

    @property
    def sheet(self) -> SheetText:
        """The lines to print."""
        return self.recovery.sheet

    @property
    def qr_text(self) -> str:
        """What the sheet's QR code holds."""
        return self.recovery.qr_text

    @property
    def fingerprint(self) -> str:
        """The practice key's fingerprint, as ``ssh-keygen`` prints it."""
        return self.recovery.fingerprint


@dataclass(frozen=True, slots=True, kw_only=True)
class FirstWay:
    """How the vault is opened from day to day."""

    kind: SlotKind
    typed: str = field(default="", repr=False)


def new_sheet(vault_id: str, key: SigningKey) -> SheetPlan:
    """Return a fresh sheet for a vault."""
    identity = HybridIdentity.generate()
    return SheetPlan(
        identity=identity,
        sheet=sheet_lines(identity.to_text(), key.public.fingerprint_bytes),
        fingerprint=key.public.fingerprint,
        vault_id=vault_id,
    )


def plan_vault(name: str) -> VaultPlan:
    """Return the plan of a vault: its keys and sheet, in memory only."""
    key, vault_id = SigningKey.generate(), new_uid()
    return VaultPlan(
        name=name, vault_id=vault_id, signing_key=key, recovery=new_sheet(vault_id, key)
    )


def require_usable(way: FirstWay) -> bytes | None:
    """Return the typed secret's bytes. Raises ``WeakPassphrase`` for one too weak for its kind."""
    if way.kind is SlotKind.SHEET:
        raise ValueError("a sheet is not for every day")
    if way.kind is SlotKind.KEYRING:
        return None
    if way.kind is SlotKind.KEYRING_PASSPHRASE:
        if len(way.typed.strip()) < SHORTEST_TYPED:
            raise WeakPassphrase()
        return passphrases.normalize(way.typed)
    passphrases.require_strong(way.typed)
    return passphrases.normalize(way.typed)


def new_slot(kind: SlotKind, identity: HybridIdentity, now: clock.Clock) -> tuple[Slot, SlotHint]:
    """Return a slot for ``identity`` and its hint; a keyring's hint names a fresh random item."""
    slot_id = secrets.token_hex(8)
    slot = Slot(id=slot_id, kind=kind, recipient=identity.recipient.to_text(), created_at=now())
    item = f"slot-{secrets.token_hex(8)}" if kind.needs_keyring else ""
    return slot, SlotHint(id=slot_id, kind=kind, keyring_item=item)


def create_vault(
    plan: VaultPlan,
    folder: Path,
    practice: Practice,
    way: FirstWay,
    keyring: KeyStore,
    *,
    now: clock.Clock = clock.utc_now,
) -> VaultSummary:
    """Create the vault in ``folder``, which must not exist; it appears whole or not at all.

    Raises ``FolderExists``, ``WeakPassphrase``, a ``KeyringError`` (read back: not kept),
    ``ReadOnlyFolder``, ``DiskFull`` or ``StorageFailed``. Nothing is left behind then.
    """
    require_usable(way)
    if folder.exists():
        raise FolderExists()
    built = folder.with_name(f".{folder.name}.{secrets.token_hex(6)}.part")

    def fill(bag: KeyBag) -> None:
        _write_records(built, bag, practice, now)

    try:
        _make_folder(built)
        return build_vault(built, folder, plan, way, keyring, fill, now=now)
    except BaseException:
        if not folder.exists():  # else it has appeared, and only its durability is in doubt
            shutil.rmtree(built, ignore_errors=True)
        raise


def build_vault(
    built: Path,
    folder: Path,
    plan: VaultPlan,
    way: FirstWay,
    keyring: KeyStore,
    fill: Callable[[KeyBag], None],
    *,
    now: clock.Clock,
) -> VaultSummary:
    """Make the vault in ``built``, which ``fill`` gives its records, and name it ``folder``.

    Raises as ``create_vault`` does, and what ``fill`` raises. The keyring has no item of it then;
    the caller removes ``built``.
    """
    typed = require_usable(way)
    daily = PinnedSecret.for_vault(HybridIdentity.generate(), plan.signing_key.public)
    slot, hint = new_slot(way.kind, daily.identity, now)
    try:
        passphrase = _passphrase_file(way, daily, typed)
        header = _write_files(built, plan, slot, hint, passphrase, fill, now)
        if way.kind.needs_keyring:
            keyring.put(hint.keyring_item, secret.to_keyring_value(daily, typed))
        bag = opening.open_bag(built, header, daily)
        opening.open_records(built, header, bag).close()
        atomic.appear(built, folder)
    except BaseException:
        if not folder.exists():
            _forget(keyring, hint)
        raise
    return summary(folder, header)


def summary(folder: Path, header: Header) -> VaultSummary:
    """Return what can be said of a locked vault."""
    return VaultSummary(
        folder=folder,
        name=header.name,
        vault_id=header.vault_id,
        fingerprint=header.public_key.fingerprint,
        hints=header.hints,
    )


def _make_folder(built: Path) -> None:
    try:
        built.mkdir(mode=0o700, parents=False)
        (built / bundle.ATTACHMENTS).mkdir(mode=0o700)
        (built / bundle.LOCK_FILE).touch(mode=0o600)
    except OSError as error:
        raise atomic.storage_error(error) from error


def _passphrase_file(way: FirstWay, daily: PinnedSecret, typed: bytes | None) -> bytes | None:
    if way.kind is not SlotKind.PASSPHRASE or typed is None:
        return None
    return secret.seal_with_passphrase(daily, typed, secret.PASSPHRASE_WORK_FACTOR)


def _write_files(
    built: Path,
    plan: VaultPlan,
    slot: Slot,
    hint: SlotHint,
    passphrase: bytes | None,
    fill: Callable[[KeyBag], None],
    now: clock.Clock,
) -> Header:
    sheet_slot, sheet_hint = new_slot(SlotKind.SHEET, plan.recovery.identity, now)
    bag = KeyBag(
        vault_id=plan.vault_id,
        records=1,
        keys=1,
        database_key=new_database_key(),
        signing_key=plan.signing_key,
        slots=(slot, sheet_slot),
    )
    fill(bag)
    sealed = bag.seal()
    header = Header(
        vault_id=plan.vault_id,
        instance_id=new_uid(),
        name=plan.name,
        records=1,
        keys=1,
        keys_sha256=bundle.sha256(sealed),
        passphrase_sha256=None if passphrase is None else bundle.sha256(passphrase),
        hints=(hint, sheet_hint),
        public_key=plan.signing_key.public,
    )
    atomic.write_whole(built / bundle.keys_file(1), sealed)
    if passphrase is not None:
        atomic.write_whole(built / bundle.passphrase_file(1), passphrase)
    bundle.write_header(built, header, plan.signing_key)
    return header


def _write_records(built: Path, bag: KeyBag, practice: Practice, now: clock.Clock) -> None:
    rows = create_database(built / bundle.records_file(1), bag.database_key)
    try:
        schema.migrate(rows)
        schema.name_vault(rows, bag.vault_id, bag.records)
        with unit_of_work.transaction("vault.create", rows, now) as tx:
            practice_rows.write(tx.rows, practice)
            templates.install_built_in(tx)
            tx.audit()
    finally:
        rows.close()


def _forget(keyring: KeyStore, hint: SlotHint) -> None:
    if not hint.keyring_item:
        return
    try:
        keyring.remove(hint.keyring_item)
    except KeyringError:
        # the item opens nothing: the vault it was made for never appeared
        return
