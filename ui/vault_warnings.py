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
        "the service. Move it to a folder that stays on this computer."
    ),
    VaultWarning.CLOCK_SET_BACK: (
        "This computer's clock is behind the last entry in the vault. New entries will carry its "
        "time. Check the clock in your system's settings."
    ),
    VaultWarning.CONFLICT_COPY: (
        "A sync service left a second copy of a file in the vault's folder. The vault you opened "
        "is whole. Move the vault out of the synced folder."
    ),
    VaultWarning.UNKNOWN_FILES: (
        "There are files in the vault's folder that Casekeep does not know. They were left alone. "
        "Look at them, and move away what you put there."
    ),
    VaultWarning.NO_ROOM: (
        "There is little room left on this disk. What was saved is whole. Make room before you "
        "change keys or dispose of a record."
    ),
}


def warning_text(warning: VaultWarning) -> str:
    """Return the sentences for one warning."""
    return QCoreApplication.translate("warnings", _WORDS[warning])


def warnings_text(warnings: Sequence[VaultWarning]) -> str:
    """Return a paragraph for each warning."""
    return "\n\n".join(warning_text(warning) for warning in warnings)
