"""Words for keyrings, and for secrets that people type."""

from ui.error_words import NOTHING_CHANGED, RECORDS_SAFE, Table
from vault import errors

_OTHER_WAY = "Unlock with your recovery sheet or passphrase."

WORDS: Table = {
    errors.KeyringError: (
        "The keyring did not answer as it should",
        "Your computer's keyring could not give or keep a secret.",
        RECORDS_SAFE,
        _OTHER_WAY,
    ),
    errors.KeyringUnavailable: (
        "No keyring",
        "No keyring is running on this computer.",
        RECORDS_SAFE,
        _OTHER_WAY,
    ),
    errors.KeyringLocked: (
        "The keyring is locked",
        "Your computer's keyring is locked.",
        RECORDS_SAFE,
        "Unlock it in your system's settings and try again, or unlock the vault with your recovery "
        "sheet or passphrase.",
    ),
    errors.KeyringDenied: (
        "The keyring was not allowed to answer",
        "The request to your computer's keyring was dismissed or denied.",
        RECORDS_SAFE,
        "Try again and allow it, or unlock with your recovery sheet or passphrase.",
    ),
    errors.KeyringItemMissing: (
        "The keyring has no key for this vault",
        "Your computer's keyring works, and holds nothing for this vault.",
        RECORDS_SAFE,
        _OTHER_WAY,
    ),
    errors.KeyringWrongValue: (
        "The keyring holds something else",
        "What your computer's keyring holds for this vault is not its key.",
        RECORDS_SAFE,
        _OTHER_WAY,
    ),
    errors.KeyringTimeout: (
        "The keyring does not answer",
        "Your computer's keyring did not answer within ten seconds.",
        RECORDS_SAFE,
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
        NOTHING_CHANGED,
        "Try again, or use the recovery sheet.",
    ),
    errors.WrongPassphrase: (
        "Wrong passphrase",
        "That passphrase does not open this vault.",
        NOTHING_CHANGED,
        "Try again, or use the recovery sheet.",
    ),
    errors.SecretNotEnough: (
        "Another secret is needed for that",
        "To make every way in anew, Casekeep needs the secret that you type every day, and a new "
        "passphrase where the vault has one.",
        NOTHING_CHANGED,
        "Type the secret of every day, not the recovery sheet.",
    ),
    errors.WeakPassphrase: (
        "Too easy to guess",
        "That passphrase could be guessed by somebody who has the vault's folder.",
        NOTHING_CHANGED,
        "Choose a longer one, or take the six words that are offered.",
    ),
    errors.SheetLineError: (
        "A line of the sheet does not match",
        "Line %LINE% does not agree with its check characters.",
        NOTHING_CHANGED,
        "Compare it with the sheet, letter by letter, and type it again.",
    ),
    errors.SheetOfAnotherVault: (
        "This sheet belongs to another vault",
        "The sheet is typed rightly, and it does not open this vault.",
        NOTHING_CHANGED,
        "Compare the vault id on the sheet, and look for the sheet that was printed last.",
    ),
    errors.StepUpRequired: (
        "Your passphrase is needed again",
        "This act asks for your passphrase or recovery sheet once more.",
        NOTHING_CHANGED,
        "Type it to go on.",
    ),
}
