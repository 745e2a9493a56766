"""What the lock window asks of the vault: each function runs on the worker's thread.

The vault's services load there too, so that the lock window is painted before them.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from ui.context import AppContext
from vault.errors import KeyringError, VaultError
from vault.keys.model import SlotKind, VaultSummary, VaultWarning

if TYPE_CHECKING:
    from vault.session import Session


@dataclass(frozen=True, slots=True, kw_only=True)
class Door:
    """A locked vault and what its keyring said when asked; ``None`` is a keyring that is ready."""

    summary: VaultSummary
    keyring_error: KeyringError | None = None

    @property
    def has_keyring_slot(self) -> bool:
        """Whether the vault counts on a keyring at all."""
        return any(hint.kind.needs_keyring for hint in self.summary.hints)

    @property
    def way(self) -> SlotKind:
        """What opens the vault here and now; the sheet always would."""
        if self.has_keyring_slot and self.keyring_error is None:
            asks = self.summary.has(SlotKind.KEYRING_PASSPHRASE)
            return SlotKind.KEYRING_PASSPHRASE if asks else SlotKind.KEYRING
        if self.summary.has(SlotKind.PASSPHRASE):
            return SlotKind.PASSPHRASE
        return SlotKind.SHEET


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """What the windows need to know of a vault that was just unlocked."""

    folder: Path = field(repr=False)
    name: str = field(repr=False)
    lock_after_minutes: int
    warnings: tuple[VaultWarning, ...]
    instance_id: str
    is_in_custody: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownVault:
    """A vault that was opened here once; without a ``name`` where it is not there now."""

    folder: Path = field(repr=False)
    name: str = field(repr=False)


def name_vaults(folders: Sequence[Path]) -> list[KnownVault]:
    """Read the headers of vaults for the names they were given."""
    from vault.keys import service as keys

    found = []
    for folder in folders:
        try:
            name = keys.describe(folder).name
        except VaultError:
            name = ""
        found.append(KnownVault(folder=folder, name=name))
    return found


def look(folder: Path, context: AppContext) -> Door:
    """Read the vault's header and ask the keyring."""
    from vault.keys import service as keys

    summary = keys.describe(folder)
    door = Door(summary=summary)
    if not door.has_keyring_slot:
        return door
    try:
        keys.probe_keyring(summary, context.keyring)
    except KeyringError as error:
        return Door(summary=summary, keyring_error=error.with_traceback(None))
    return door


def unlock(context: AppContext, folder: Path, way: SlotKind, typed: Sequence[str]) -> Opened:
    """Unlock by ``way`` with what was typed: a passphrase, or the sheet's lines."""
    from vault.keys import service as keys
    from vault.practice import service as practice

    session = _openers(context, folder, typed)[way]()
    try:
        opened = Opened(
            folder=folder,
            name=session.vault_name,
            lock_after_minutes=practice.get(session).lock_after_minutes,
            warnings=session.warnings,
            instance_id=keys.instance_id(session),
            is_in_custody=session.is_in_custody,
        )
    except BaseException:
        session.close()
        raise
    session.on_change.append(context.bus.publish)
    context.worker.session = session
    return opened


def _openers(
    context: AppContext, folder: Path, typed: Sequence[str]
) -> dict[SlotKind, Callable[[], Session]]:
    from vault.keys import service as keys

    keyring = context.keyring
    return {
        SlotKind.KEYRING_PASSPHRASE: lambda: keys.unlock_with_keyring(folder, typed[0], keyring),
        SlotKind.KEYRING: lambda: keys.unlock_with_keyring(folder, None, keyring),
        SlotKind.PASSPHRASE: lambda: keys.unlock_with_passphrase(folder, typed[0], keyring),
        SlotKind.SHEET: lambda: keys.unlock_with_sheet(folder, typed, keyring),
    }
