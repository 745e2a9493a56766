"""The ways into a vault, as screens see them."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from pathlib import Path


class SlotKind(StrEnum):
    """A way to open a vault."""

    KEYRING_PASSPHRASE = "keyring_passphrase"
    KEYRING = "keyring"
    PASSPHRASE = "passphrase"
    SHEET = "sheet"

    @property
    def needs_keyring(self) -> bool:
        """Whether the operating system's keyring holds a part of it."""
        return self in (SlotKind.KEYRING_PASSPHRASE, SlotKind.KEYRING)


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    """One way in. ``recipient`` is public: what the key bag is sealed to."""

    id: str
    kind: SlotKind
    recipient: str = field(repr=False)
    created_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class SlotHint:
    """What the header says of a slot, to find its secret; the key bag's list is what counts."""

    id: str
    kind: SlotKind
    keyring_item: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class VaultSummary:
    """What can be said of a locked vault."""

    folder: Path = field(repr=False)
    name: str = field(repr=False)
    vault_id: str
    fingerprint: str
    hints: tuple[SlotHint, ...]

    def has(self, kind: SlotKind) -> bool:
        """Return whether the header lists a slot of this kind."""
        return any(hint.kind is kind for hint in self.hints)


class VaultWarning(StrEnum):
    """What unlocking found that does not forbid to go on."""

    OLDER_THAN_ANCHOR = "older_than_anchor"
    ANCHOR_UNREADABLE = "anchor_unreadable"
    SYNCED_FOLDER = "synced_folder"
    NETWORK_DRIVE = "network_drive"
    CLOCK_SET_BACK = "clock_set_back"
    CONFLICT_COPY = "conflict_copy"
    UNKNOWN_FILES = "unknown_files"
    NO_ROOM = "no_room"
    DISPOSAL_PENDING = "disposal_pending"
    COPIED_FOLDER = "copied_folder"  # told after the unlock: the other folder may hang


@dataclass(frozen=True, slots=True, kw_only=True)
class SwitchProgress:
    """Where a change of keys stands: ``step`` of ``steps``, and rows copied of all."""

    name: str
    done: int
    total: int
