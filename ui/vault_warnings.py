"""Words for what unlocking found that does not forbid to go on."""

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication

from vault.keys.model import VaultWarning

_WORDS = {
    VaultWarning.OLDER_THAN_ANCHOR: (
        "This vault is older than the last time this computer saw it. Entries may be missing. "
        "If you did not put an older copy in place, ask who could write into its folder."
    ),
    VaultWarning.ANCHOR_UNREADABLE: (
        "The keyring could not say whether this is the newest state of the vault. "
        "Your records are as they were saved."
    ),
    VaultWarning.SYNCED_FOLDER: (
        "This vault lies in a folder that a sync service copies. Old copies of it may stay with "
        "the service, and two computers can spoil it for each other. Move it to a folder that "
        "stays on this computer, and let the synced folder have a backup instead."
    ),
    VaultWarning.NETWORK_DRIVE: (
        "This vault lies on a network drive. When the connection drops, the vault closes, and "
        "others may read or copy its files. Move it to a folder on this computer, and let the "
        "network drive have a backup instead."
    ),
    VaultWarning.CLOCK_SET_BACK: (
        "This computer's clock is behind the last entry in the vault. New entries will carry its "
        "time. Check the clock in your system's settings."
    ),
    VaultWarning.CONFLICT_COPY: (
        "A sync service left a second copy of a file in the vault's folder: two computers wrote "
        "to it, and only one of them can be right. The vault you opened is whole. Look whether the "
        "other computer has entries that are missing here before you move the vault away."
    ),
    VaultWarning.UNKNOWN_FILES: (
        "There are files in the vault's folder that Casekeep does not know. They were left alone. "
        "Look at them, and move away what you put there."
    ),
    VaultWarning.NO_ROOM: (
        "There is little room left on this disk. What was saved is whole. Make room before you "
        "change keys or dispose of a record."
    ),
    VaultWarning.DISPOSAL_PENDING: (
        "A disposal was begun and could not be ended yet: the disk may be full. The record is "
        "hidden, and all others are whole. Make room, and unlock again: that ends it."
    ),
    VaultWarning.COPIED_FOLDER: (
        "This folder is a copy: on this computer the same vault was last opened at another place, "
        "and is still there. Two copies share one keyring and one set of backups, and what is "
        "written in one is not in the other. Decide which one you go on with, and move the other "
        "away. For a second vault of its own, restore a backup instead."
    ),
}


_TO_MOVE = frozenset(
    {VaultWarning.SYNCED_FOLDER, VaultWarning.NETWORK_DRIVE, VaultWarning.CONFLICT_COPY}
)
_HOW_TO_MOVE = (
    "How to move it:\n"
    "1. Quit Casekeep, on every computer that has this folder.\n"
    "2. Move the whole folder whose name ends in .casekeep, with your file manager, to a place "
    "that stays on this computer, such as your own Documents folder if no service copies that.\n"
    "3. Start Casekeep, choose “Another vault, or a new one…”, and open the folder in its new "
    "place. Your passphrase and recovery sheet stay as they are.\n"
    "4. Delete what is left of it where it was: in the trash and among earlier versions.\n"
    "5. In Settings, Backup, add the synced folder as a place for backups, or a folder on the "
    "network drive. Those may be copied anywhere."
)


def warning_text(warning: VaultWarning) -> str:
    """Return the sentences for one warning."""
    return QCoreApplication.translate("warnings", _WORDS[warning])


def warnings_text(warnings: Sequence[VaultWarning]) -> str:
    """Return a paragraph for each warning, and how to move a vault that lies in the wrong place."""
    said = [warning_text(warning) for warning in warnings]
    if _TO_MOVE.intersection(warnings):
        said.append(QCoreApplication.translate("warnings", _HOW_TO_MOVE))
    return "\n\n".join(said)
