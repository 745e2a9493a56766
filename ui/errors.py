"""Words for every error: a title, what happened, what is safe, what to do next.

The core raises types without prose; this is the one place with the words. A test walks the
subclasses of ``VaultError`` and fails on one that has none of its own or inherited words.
"""

from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from vault import errors
from vault.errors import VaultError


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """Three sentences under a title: what happened, what is safe, what to do next."""

    title: str
    text: str
    safe: str
    remedy: str

    @property
    def body(self) -> str:
        """The three sentences in a row."""
        return f"{self.text} {self.safe} {self.remedy}"


def words_for(error: VaultError) -> Words:
    """Return the words for an error; the nearest class that has some speaks."""
    for kind in type(error).__mro__:
        if kind in _WORDS:
            return _filled(_WORDS[kind], error)
    return _filled(_WORDS[VaultError], error)


def has_words(kind: type[VaultError]) -> bool:
    """Return whether this very class has its words."""
    return kind in _WORDS


def _filled(parts: tuple[str, str, str, str], error: VaultError) -> Words:
    title, text, safe, remedy = (_translated(part, error) for part in parts)
    return Words(title=title, text=text, safe=safe, remedy=remedy)


def _translated(part: str, error: VaultError) -> str:
    translated = QCoreApplication.translate("errors", part)
    return translated.replace("%LINE%", str(getattr(error, "line", ""))).replace(
        "%FIELD%", _field_name(getattr(error, "field", ""))
    )


def _field_name(field: str) -> str:
    return field.replace("_", " ")


_NOTHING_CHANGED = "Nothing was changed."
_RECORDS_SAFE = "Your records are safe."
_OTHER_WAY = "Unlock with your recovery sheet or passphrase."
_FROM_BACKUP = "Leave this folder as it is; open a backup or a copy of it with your recovery sheet."

_WORDS: dict[type[VaultError], tuple[str, str, str, str]] = {
    VaultError: (
        "That could not be done",
        "Casekeep met a problem it can name no better.",
        _NOTHING_CHANGED,
        "Try again; if it happens twice, lock and unlock the vault.",
    ),
    errors.AgeError: (
        "A sealed file could not be used",
        "A sealed file could not be read or written.",
        _NOTHING_CHANGED,
        "Try again, or choose another copy of the file.",
    ),
    errors.NotAgeFile: (
        "Not a sealed file",
        "This file is not one that Casekeep or age sealed.",
        _NOTHING_CHANGED,
        "Choose another file.",
    ),
    errors.NewerAgeVersion: (
        "Sealed by a later program",
        "This file was sealed in a format that is newer than this Casekeep.",
        _NOTHING_CHANGED,
        "Open it with a current version of Casekeep.",
    ),
    errors.NoMatchingIdentity: (
        "The key does not fit",
        "This file is sound, and it is sealed to other keys than the one given.",
        _NOTHING_CHANGED,
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
        _NOTHING_CHANGED,
        "It was not made by Casekeep; open it with age itself if you trust it.",
    ),
    errors.SelfTestFailed: (
        "Casekeep does not trust this computer yet",
        "The cryptography on this computer gave a wrong answer to a known question.",
        "No vault was opened and nothing was changed.",
        "Install Casekeep anew; if that does not help, use another computer.",
    ),
    errors.KeyringError: (
        "The keyring did not answer as it should",
        "Your computer's keyring could not give or keep a secret.",
        _RECORDS_SAFE,
        _OTHER_WAY,
    ),
    errors.KeyringUnavailable: (
        "No keyring",
        "No keyring is running on this computer.",
        _RECORDS_SAFE,
        _OTHER_WAY,
    ),
    errors.KeyringLocked: (
        "The keyring is locked",
        "Your computer's keyring is locked.",
        _RECORDS_SAFE,
        "Unlock it in your system's settings and try again, or unlock the vault with your recovery "
        "sheet or passphrase.",
    ),
    errors.KeyringDenied: (
        "The keyring was not allowed to answer",
        "The request to your computer's keyring was dismissed or denied.",
        _RECORDS_SAFE,
        "Try again and allow it, or unlock with your recovery sheet or passphrase.",
    ),
    errors.KeyringItemMissing: (
        "The keyring has no key for this vault",
        "Your computer's keyring works, and holds nothing for this vault.",
        _RECORDS_SAFE,
        _OTHER_WAY,
    ),
    errors.KeyringWrongValue: (
        "The keyring holds something else",
        "What your computer's keyring holds for this vault is not its key.",
        _RECORDS_SAFE,
        _OTHER_WAY,
    ),
    errors.KeyringTimeout: (
        "The keyring does not answer",
        "Your computer's keyring did not answer within ten seconds.",
        _RECORDS_SAFE,
        "Try again, or unlock with your recovery sheet or passphrase.",
    ),
    errors.KeyringNotKept: (
        "The keyring did not keep the key",
        "Your computer's keyring took the key and gave back something else.",
        "The vault does not rely on it, and your records are safe.",
        "Use a passphrase in place of the keyring.",
    ),
    errors.SecretError: (
        "That does not open the vault",
        "What was typed does not open this vault.",
        _NOTHING_CHANGED,
        "Try again, or use the recovery sheet.",
    ),
    errors.WrongPassphrase: (
        "Wrong passphrase",
        "That passphrase does not open this vault.",
        _NOTHING_CHANGED,
        "Try again, or use the recovery sheet.",
    ),
    errors.WeakPassphrase: (
        "Too easy to guess",
        "That passphrase could be guessed by somebody who has the vault's folder.",
        _NOTHING_CHANGED,
        "Choose a longer one, or take the six words that are offered.",
    ),
    errors.SheetLineError: (
        "A line of the sheet does not match",
        "Line %LINE% does not agree with its check characters.",
        _NOTHING_CHANGED,
        "Compare it with the sheet, letter by letter, and type it again.",
    ),
    errors.SheetOfAnotherVault: (
        "This sheet belongs to another vault",
        "The sheet is typed rightly, and it does not open this vault.",
        _NOTHING_CHANGED,
        "Compare the vault id on the sheet, and look for the sheet that was printed last.",
    ),
    errors.StepUpRequired: (
        "Your passphrase is needed again",
        "This act asks for your passphrase or recovery sheet once more.",
        _NOTHING_CHANGED,
        "Type it to go on.",
    ),
    errors.VaultFileError: (
        "The vault's folder is not as it should be",
        "A file in the vault's folder is not what Casekeep put there.",
        _NOTHING_CHANGED,
        _FROM_BACKUP,
    ),
    errors.NotAVault: (
        "Not a vault",
        "This folder holds no vault.",
        _NOTHING_CHANGED,
        "Choose the folder whose name ends in .casekeep.",
    ),
    errors.NewerVault: (
        "Written by a later Casekeep",
        "This vault was last used with a newer version of Casekeep.",
        _RECORDS_SAFE,
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
        _NOTHING_CHANGED,
        "Treat what it signed as unproven, and compare it with a backup.",
    ),
    errors.NoSuchSlot: (
        "No such way in",
        "The vault has no such way to open it any more.",
        _NOTHING_CHANGED,
        "Look at the list in Settings again.",
    ),
    errors.TooFewSlots: (
        "One more way in is needed",
        "A vault keeps at least two ways to open it, one of them not the keyring.",
        _NOTHING_CHANGED,
        "Add another way first, then remove this one.",
    ),
    errors.VaultInUse: (
        "The vault is open elsewhere",
        "Another Casekeep on this computer has this vault open.",
        _NOTHING_CHANGED,
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
        _NOTHING_CHANGED,
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
    errors.RecordError: (
        "The record does not allow this",
        "A rule of the record forbids this change.",
        _NOTHING_CHANGED,
        "Look at the record again; it may have changed since.",
    ),
    errors.NotFound: (
        "Not there any more",
        "There is no such record.",
        _NOTHING_CHANGED,
        "Go back to the list and choose again.",
    ),
    errors.InvalidValue: (
        "A field needs another look",
        "The field “%FIELD%” cannot take this value.",
        "What was saved before stays as it was.",
        "Correct it and save again.",
    ),
    errors.AlreadySigned: (
        "The note is signed",
        "A signed note never changes.",
        "The note is as you signed it.",
        "Add an addendum to correct or complete it.",
    ),
    errors.NotSigned: (
        "The note is not signed yet",
        "Only a signed note takes an addendum or is marked as entered in error.",
        "The draft is safe.",
        "Change the draft itself, or sign it first.",
    ),
    errors.EmptyNote: (
        "The note is empty",
        "A note without any text cannot be signed.",
        _NOTHING_CHANGED,
        "Write something, or discard the draft.",
    ),
    errors.SignatureInvalid: (
        "The signature does not match the text",
        "This note's text and its signature do not agree.",
        "Both are kept as they are.",
        "Do not rely on this note; compare it with a backup and note down what you find.",
    ),
    errors.RecordNumberTaken: (
        "That record number is taken",
        "Another client has this record number.",
        "Nothing was saved under it.",
        "Choose another number, or leave it to Casekeep.",
    ),
    errors.RecordClosed: (
        "This record takes no entries",
        "The record was disposed of and takes no new entries.",
        _NOTHING_CHANGED,
        "Look at its certificate for what was kept.",
    ),
    errors.RuleBroken: (
        "The record does not allow this",
        "A rule that the database itself keeps forbids this change.",
        _NOTHING_CHANGED,
        "Look at the record again; if it looks right, check the vault in Audit.",
    ),
}
