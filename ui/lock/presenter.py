"""What the lock window says of a vault and its keyring."""

from dataclasses import dataclass, field
from datetime import datetime

from PySide6.QtCore import QCoreApplication

from ui.errors import words_for
from ui.lock.opening import Door
from vault.keys.model import SlotKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Face:
    """What the lock window shows of a vault that was looked at."""

    door: Door
    vault_name: str = field(repr=False)
    state: str
    field_name: str
    has_field: bool
    can_unlock: bool
    """Whether it opens from here, and not only with the sheet."""
    can_ask_again: bool


def face(door: Door, locked_at: datetime | None) -> Face:
    """Return what the lock window shows of ``door``."""
    return Face(
        door=door,
        vault_name=door.summary.name,
        state=state_line(door, locked_at),
        field_name=field_name(door.way),
        has_field=has_field(door.way),
        can_unlock=door.way is not SlotKind.SHEET,
        can_ask_again=door.keyring_error is not None,
    )


def state_line(door: Door, locked_at: datetime | None, time_format: str = "%H:%M") -> str:
    """Return the line under the vault's name: since when it is locked, how the keyring is."""
    parts = []
    if locked_at is not None:
        parts.append(_tr("Locked at %1.").replace("%1", locked_at.strftime(time_format)))
    if door.keyring_error is not None:
        words = words_for(door.keyring_error)
        parts.append(f"{words.text} {words.safe}")
    elif door.has_keyring_slot:
        parts.append(_tr("Your computer's keyring is ready."))
    parts.append(_what_to_do(door))
    return " ".join(part for part in parts if part)


def _what_to_do(door: Door) -> str:
    if door.way is SlotKind.SHEET:
        return _tr("Use your recovery sheet.")
    if door.way is SlotKind.PASSPHRASE and door.keyring_error is not None:
        return _tr("Type the strong passphrase of this vault.")
    return ""


def field_name(way: SlotKind) -> str:
    """Return what the field on the lock window asks for."""
    if way is SlotKind.PASSPHRASE:
        return _tr("The vault's strong passphrase")
    return _tr("Passphrase")


def has_field(way: SlotKind) -> bool:
    """Return whether something is typed on the lock window itself."""
    return way in (SlotKind.KEYRING_PASSPHRASE, SlotKind.PASSPHRASE)


def _tr(text: str) -> str:
    return QCoreApplication.translate("lock", text)
