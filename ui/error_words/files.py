"""Words for what can be wrong with the files of a vault."""

from ui.error_words import NOTHING_CHANGED, RECORDS_SAFE, Table
from vault import errors

_FROM_BACKUP = "Leave this folder as it is; open a backup or a copy of it with your recovery sheet."

WORDS: Table = {
    errors.AgeError: (
        "A sealed file could not be used",
        "A sealed file could not be read or written.",
        NOTHING_CHANGED,
        "Try again, or choose another copy of the file.",
    ),
    errors.NotAgeFile: (
        "Not a sealed file",
        "This file is not one that Casekeep or age sealed.",
        NOTHING_CHANGED,
        "Choose another file.",
    ),
    errors.NewerAgeVersion: (
        "Sealed by a later program",
        "This file was sealed in a format that is newer than this Casekeep.",
        NOTHING_CHANGED,
        "Open it with a current version of Casekeep.",
    ),
    errors.NoMatchingIdentity: (
        "The key does not fit",
        "This file is sound, and it is sealed to other keys than the one given.",
        NOTHING_CHANGED,
        "Use the key or sheet that belongs to it.",
    ),
    errors.DamagedAgeFile: (
        "A sealed file is damaged",
        "This file was cut short or altered after it was sealed.",
        "Nothing was taken from it, and nothing was changed.",
        "Use another copy of it, such as the one in a backup.",
    ),
    errors.WorkFactorTooHigh: (
        "This passphrase file asks too much",
        "Opening this file would take more memory than Casekeep grants it.",
        NOTHING_CHANGED,
        "It was not made by Casekeep; open it with age itself if you trust it.",
    ),
    errors.SelfTestFailed: (
        "Casekeep does not trust this computer yet",
        "The cryptography on this computer gave a wrong answer to a known question.",
        "No vault was opened and nothing was changed.",
        "Install Casekeep anew; if that does not help, use another computer.",
    ),
    errors.VaultFileError: (
        "The vault's folder is not as it should be",
        "A file in the vault's folder is not what Casekeep put there.",
        NOTHING_CHANGED,
        _FROM_BACKUP,
    ),
    errors.NotAVault: (
        "Not a vault",
        "This folder holds no vault.",
        NOTHING_CHANGED,
        "Choose the folder whose name ends in .casekeep.",
    ),
    errors.IsASnapshot: (
        "This is a backup",
        "This folder is a backup of a vault, which is not worked in.",
        NOTHING_CHANGED,
        "Restore it: that makes a vault of its own from it, in a new folder.",
    ),
    errors.NewerVault: (
        "Written by a later Casekeep",
        "This vault was last used with a newer version of Casekeep.",
        RECORDS_SAFE,
        "Open it with that version.",
    ),
    errors.DamagedVault: (
        "The vault is damaged",
        "A file of this vault is damaged, cut short or missing.",
        "Casekeep changed nothing and made no new vault in its place.",
        _FROM_BACKUP,
    ),
    errors.UntrustedVault: (
        "These are not your vault's files",
        "This vault is not signed by the key that your keyring, passphrase or sheet names.",
        "Nothing was opened and nothing was changed.",
        "Do not type into it; open a backup or a copy you trust, and ask who could write here.",
    ),
    errors.BadSignature: (
        "A signature does not hold",
        "A signature does not belong to this key, this use or this text.",
        NOTHING_CHANGED,
        "Treat what it signed as unproven, and compare it with a backup.",
    ),
    errors.NoSuchSlot: (
        "No such way in",
        "The vault has no such way to open it any more.",
        NOTHING_CHANGED,
        "Look at the list in Settings again.",
    ),
    errors.TooFewSlots: (
        "One more way in is needed",
        "A vault keeps at least two ways to open it, one of them not the keyring.",
        NOTHING_CHANGED,
        "Add another way first, then remove this one.",
    ),
    errors.VaultInUse: (
        "The vault is open elsewhere",
        "Another Casekeep on this computer has this vault open.",
        NOTHING_CHANGED,
        "Go on in that window, or close it and try again.",
    ),
    errors.FolderExists: (
        "That name is taken",
        "There is already a folder of that name.",
        "Casekeep never writes over something that exists.",
        "Choose another name or another place.",
    ),
    errors.ReadOnlyFolder: (
        "The folder cannot be written to",
        "This computer does not let Casekeep write into that folder.",
        NOTHING_CHANGED,
        "Choose another place, or ask for the right to write there.",
    ),
    errors.DiskFull: (
        "The disk is full",
        "There is no room left on the disk.",
        "All that was saved before is whole.",
        "Free some space, then try again; leave this window open until then.",
    ),
    errors.StorageFailed: (
        "The disk reported an error",
        "The disk failed while reading or writing.",
        "All that was saved before is whole as far as the disk tells.",
        "Copy the vault's folder to another disk today, then try again.",
    ),
    errors.SessionClosed: (
        "The vault is locked",
        "The vault was locked before this could be done.",
        "What was saved is safe.",
        "Unlock it and try again.",
    ),
    errors.Cancelled: (
        "Cancelled",
        "The work was stopped as you asked.",
        "Nothing of it remains, and your records are as before.",
        "Start it again whenever you like.",
    ),
}
