"""From what a person has (keyring, passphrase, sheet) to the secret that opens a vault."""

from collections.abc import Sequence
from pathlib import Path

from vault.age import HybridIdentity
from vault.errors import (
    KeyringError,
    KeyringItemMissing,
    KeyringWrongValue,
    NoSuchSlot,
    SheetOfAnotherVault,
    UntrustedVault,
    WrongPassphrase,
)
from vault.keys import passphrases, recovery_sheet, secret
from vault.keys.model import SlotHint, SlotKind
from vault.keys.os_keyring import KeyStore
from vault.keys.secret import PinnedSecret
from vault.store import bundle, opening
from vault.store.bundle import Header
from vault.store.opening import OpenedVault


def keyring_hint(hints: Sequence[SlotHint]) -> SlotHint:
    """Return the hint of the keyring's slot. Raises ``KeyringItemMissing`` where there is none."""
    for hint in hints:
        if hint.kind.needs_keyring:
            return hint
    raise KeyringItemMissing()


def from_keyring(header: Header, typed: str | None, keyring: KeyStore) -> PinnedSecret:
    """Read the keyring's item. Raises a ``KeyringError`` or ``WrongPassphrase``."""
    hint = keyring_hint(header.hints)
    value = keyring.get(hint.keyring_item)
    if secret.is_sealed_keyring_value(value) != (hint.kind is SlotKind.KEYRING_PASSPHRASE):
        raise KeyringWrongValue()
    return secret.from_keyring_value(value, None if typed is None else passphrases.normalize(typed))


def from_passphrase_file(folder: Path, header: Header, typed: str) -> PinnedSecret:
    """Open the passphrase slot's file. Raises ``NoSuchSlot``, ``WrongPassphrase`` or damage."""
    if header.passphrase_sha256 is None:
        raise NoSuchSlot()
    name = bundle.passphrase_file(header.keys)
    sealed = bundle.read_part(folder, name, header.passphrase_sha256, "passphrase slot")
    return secret.unseal_with_passphrase(sealed, passphrases.normalize(typed))


def from_sheet(header: Header, lines: Sequence[str]) -> PinnedSecret:
    """Read a recovery sheet. Raises ``SheetLineError`` or ``SheetOfAnotherVault``."""
    read = recovery_sheet.read_sheet(lines)
    try:
        identity = HybridIdentity.from_text(read.identity_text)
        found = PinnedSecret(identity=identity, fingerprint=read.fingerprint_start)
        found.require(header.public_key)
    except (ValueError, UntrustedVault) as error:
        raise SheetOfAnotherVault() from error
    return found


def _from_typed(opened: OpenedVault, typed: str, keyring: KeyStore) -> PinnedSecret:
    """Find the slot that a step-up secret opens: the sheet's lines, the keyring's, the passphrase.

    Raises ``WrongPassphrase`` where none does.
    """
    header = opened.header
    if len(typed.splitlines()) >= recovery_sheet.LINE_COUNT:
        return from_sheet(header, typed.splitlines())
    if any(hint.kind is SlotKind.KEYRING_PASSPHRASE for hint in header.hints):
        try:
            return from_keyring(header, typed, keyring)
        except (KeyringError, WrongPassphrase):
            if header.passphrase_sha256 is None:
                raise
    try:
        return from_passphrase_file(opened.folder, header, typed)
    except NoSuchSlot as error:
        raise WrongPassphrase() from error


def proven(opened: OpenedVault, typed: str, keyring: KeyStore) -> PinnedSecret:
    """Return the secret behind what was typed, once it has opened the vault's key bag.

    This is the step-up. Raises ``WrongPassphrase``, ``SheetLineError`` or another ``SecretError``.
    """
    found = _from_typed(opened, typed, keyring)
    try:
        opening.open_bag(opened.folder, opened.header, found)
    except NoSuchSlot as error:
        raise WrongPassphrase() from error
    return found
