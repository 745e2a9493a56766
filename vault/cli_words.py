"""What the command line says of an error: what happened, and what to do next.

Errors that a holder of cards or a custodian meets have words here. Of all others their own first
sentences are said, without what only programs need to know.
"""

import inspect
import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from vault import errors
from vault.keys.model import VaultWarning

_SENTENCE = re.compile(r"(?<=[.:]) +(?=[A-Z`])")

_WORDS: Mapping[type[errors.VaultError], str | Callable[[Any], str]] = {
    errors.SheetLineError: lambda error: (
        f"Line {error.line} of the card or recovery sheet was mistyped. Compare it with the paper,"
        " letter by letter; no line holds the letters B, I, O or the number 1."
    ),
    errors.CardUnreadable: (
        "This is neither the five lines of a card nor an age identity (AGE-SECRET-KEY-…)."
    ),
    errors.CardsDisagree: (
        "These cards name the keys of different practices. Leave out the one that does not belong"
        " to this export."
    ),
    errors.CardOfAnotherExport: (
        "These cards belong to another practice, or another export. Look for the ones whose label"
        " the export names."
    ),
    errors.TooFewCards: lambda error: (
        f"These cards do not open it yet: {_cards(error.needed)} wanted. Name each with --card."
    ),
    errors.FingerprintNeeded: (
        "None of these keys says whose export this is. Type the fingerprint that stands in the"
        " professional will, with --fingerprint."
    ),
    errors.PartDamaged: lambda error: (
        f"The part {error.part}, or what opens it, is missing or damaged; the other parts are not"
        " touched by that. Try an older number with --number, or another copy of the export."
    ),
    errors.ExportUnreadable: lambda error: (
        f"What the export should say of its {error.what} is damaged. Look for another copy of it."
    ),
    errors.NewerExport: "A newer Casekeep sealed this export. Open it with that one.",
    errors.NotAnExport: (
        "There is no sealed export here. Name its folder, casekeep-export-…, its ZIP file, or the"
        " folder in which the only one lies."
    ),
    errors.ExportNotSigned: (
        "The practice's signature does not vouch for this number. It can be read with unseal, and"
        " is not taken into custody. Look for another copy."
    ),
    errors.OtherPractice: (
        "This export is of another practice than the records kept here. Take it into a vault of"
        " its own."
    ),
    errors.NoCeremony: (
        "Nobody holds a card yet, so there is nobody to seal to. Hold the ceremony in Casekeep,"
        " under Succession."
    ),
    errors.HoldersNotProven: (
        "Too few holders have shown that their card or key works. Ask them in Casekeep, under"
        " Succession; a closing export can be sealed before that."
    ),
    errors.ForeignExport: (
        "What lies there was sealed by another copy of this vault. If this vault is the one that"
        " you work in, replace it with --take-over."
    ),
    errors.ClosingExportStands: (
        "The practice closed with the export there, and nothing is sealed over it. If the practice"
        " goes on after all, say so first: casekeep seal place go-on."
    ),
    errors.CustodyNotSealed: (
        "Records in custody are not sealed on. Keep the export that they came from and its cards,"
        " and back up this vault."
    ),
    errors.NotInCustody: "This vault keeps nobody else's records. Nothing was changed.",
    errors.RecordInherited: (
        "Records in custody are read, not written. Write a custodian's note instead."
    ),
    errors.NoPlan: "There is no succession plan yet. Write it in Casekeep, under Succession.",
    errors.SecretInPlan: (
        "What was typed into the plan holds a secret key. Take it out: the plan is printed and"
        " handed round."
    ),
    errors.SameRecipientTwice: (
        "Two holders have the same key: together they would be one. Give each a key of their own."
    ),
    errors.CeremonyFailed: ("The cards could not be made. Nothing was changed. Try once more."),
    errors.ChallengeAnswered: "That question was answered already. Ask the holder anew.",
    errors.CodeMistyped: "The code was mistyped. Compare it with the file, letter by letter.",
    errors.FolderExists: "Something is there already, and nothing is written over it.",
    errors.DestinationGone: "The place is not there, or failed while it was used.",
    errors.RecordsUnsound: (
        "The records in this vault do not check out, so a copy of them would be no backup. Those"
        " made before are whole. Export what was written since, and restore the newest one."
    ),
    errors.DestinationOther: (
        "Another stick is at this place: the backups there are not this place's. Nothing was"
        " written or removed there. Connect the right one, or add this one with a label of its own."
    ),
    errors.DestinationCopied: lambda error: (
        f"These are the backups of “{error.label}”, which is there too. Copies of a stick are not"
        " kept as a place of their own: choose an empty folder."
    ),
    errors.SnapshotCopied: lambda error: (
        f"Copied there by hand from “{error.label}”: number {', '.join(map(str, error.numbers))}."
        " Nothing was entered. Leave them as they are while that place is not at hand; if it no"
        " longer exists, state that it is destroyed, and enter these then."
    ),
    errors.DestinationFull: "The place has no room. What was there before is whole.",
    errors.DestinationReadOnly: "The place cannot be written to.",
    errors.DestinationUnfit: (
        "This place is inside the vault's folder, around it, or no folder. Choose another."
    ),
    errors.DestinationUnnameable: (
        "The name of this folder, or of one above it, holds letters that cannot be written down."
        " Rename it, or choose another."
    ),
    errors.NoSoundSnapshot: lambda error: _unsound(error.damaged),
    errors.NewerSnapshot: lambda error: _later(error),
    errors.BackupError: "This copy could not be made or read. What was copied before is whole.",
}


def words(error: errors.VaultError) -> str:
    """Return what to say of an error."""
    found = _WORDS.get(type(error))
    if isinstance(found, str):
        return found
    if found is not None:
        return found(error)
    return spoken(inspect.cleandoc(type(error).__doc__ or ""))


def about(error: errors.VaultError) -> list[str]:
    """Return the files that an error is about, where whoever called wrote that down."""
    return list(getattr(error, "__notes__", ()))


def spoken(text: str) -> str:
    """Return the sentences of a docstring that name nothing of the program's own."""
    sentences = _SENTENCE.split(" ".join(text.split()))
    plain = [one for one in sentences if "``" not in one]
    return " ".join(plain) or text.replace("``", "")


_WARNINGS = {
    VaultWarning.SYNCED_FOLDER: (
        "A sync service copies this folder, and keeps old copies that a disposal cannot reach. Move"
        " the vault to a folder that stays on this computer, and put a backup there instead."
    ),
    VaultWarning.NETWORK_DRIVE: (
        "This folder is on a network drive: when the connection drops the vault closes, and others"
        " may read its files. Move the vault to a folder on this computer, and put a backup there"
        " instead."
    ),
    VaultWarning.CONFLICT_COPY: (
        "A sync service left a second copy of a file in the vault's folder. It was not opened; look"
        " whether another computer has entries that are missing here."
    ),
}


def warned(code: str) -> str:
    """Return what to say of a warning, given by its value; the value where that says enough."""
    return _WARNINGS.get(VaultWarning(code), code)


_PARTS = {
    "records": "its records",
    "manifest": "its list of files",
    "key bag": "its keys",
    "passphrase slot": "its passphrase file",
    "medium": "the medium can't be read",
}


def _unsound(damaged: Sequence[tuple[int, str]]) -> str:
    here = {1: "There is 1 backup here, and it is", 2: "There are 2 backups here; both are"}
    said = here.get(len(damaged), f"There are {len(damaged)} backups here; all are")
    return f"{said} damaged: {_each(damaged)}. Look for a backup in another place."


def _each(damaged: Sequence[tuple[int, str]]) -> str:
    return ", ".join(f"number {n} ({_PARTS.get(what, 'a file of it')})" for n, what in damaged)


def _which(numbers: Sequence[int]) -> str:
    if len(numbers) > 1:
        return f"Backups {', '.join(map(str, numbers))} were"
    return f"Backup {numbers[0]} was" if numbers else "The newest backup was"


def _later(error: errors.NewerSnapshot) -> str:
    which = _which(error.newer)
    said = (
        f"{which} made by a newer Casekeep. Nothing is lost: update Casekeep, and restore it then."
    )
    if error.damaged:
        said += f" Damaged, besides: {_each(error.damaged)}."
    if error.older is None:
        return said
    return (
        f"{said} Or say --older to restore number {error.older} now: it lacks what was written"
        " since, and what was disposed of since may come back with it."
    )


def _cards(needed: int) -> str:
    return "1 more card is" if needed == 1 else f"{needed} more cards are"
