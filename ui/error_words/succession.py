"""Words for succession: the plan, the ceremony, sealed exports, and records in custody."""

from ui.error_words import NOTHING_CHANGED, Table
from vault import errors

_STANDS = "Exports sealed before are as they were, and so is your vault."

WORDS: Table = {
    errors.ExportUnreadable: (
        "A part of the export can't be read",
        "A file of this sealed export is not as Casekeep writes it.",
        "Nothing was changed; its other files may be whole.",
        "Look for another copy of the export, on another stick or with another holder.",
    ),
    errors.NewerExport: (
        "This export is newer than this Casekeep",
        "A newer Casekeep sealed it, in a form that this one does not know.",
        NOTHING_CHANGED,
        "Install the newest Casekeep, or open it by hand as START-HERE says.",
    ),
    errors.NotAnExport: (
        "This is no sealed export",
        "There is no file here that begins a sealed export of Casekeep.",
        NOTHING_CHANGED,
        "Choose the folder, or the ZIP file, in which START-HERE lies.",
    ),
    errors.NoCeremony: (
        "Nobody holds a card yet",
        "An export is sealed to the holders of cards or keys, and there are none.",
        NOTHING_CHANGED,
        "Hold the ceremony first, on the page Succession.",
    ),
    errors.HoldersNotProven: (
        "Too few holders have shown that they can open it",
        "An export that keeps itself current starts when enough holders of every part have.",
        _STANDS,
        "Ask the holders to type back two lines of their card, or to answer the challenge.",
    ),
    errors.SameRecipientTwice: (
        "Two holders have the same key",
        "Each holder needs a card or a key of their own, or one person counts as two.",
        NOTHING_CHANGED,
        "Give one of them a card, or ask for the recipient of another key.",
    ),
    errors.CeremonyFailed: (
        "The ceremony could not be finished",
        "The process that makes what opens an export ended without an answer.",
        _STANDS,
        "Try again. If it happens again, restart the computer first.",
    ),
    errors.ChallengeAnswered: (
        "This question was answered already",
        "Each question counts once.",
        NOTHING_CHANGED,
        "Ask the holder anew.",
    ),
    errors.CodeMistyped: (
        "The code is not whole",
        "Its last two letters do not fit the others, so a letter was mistyped or misheard.",
        "The question stays open.",
        "Compare the code letter by letter and type it again.",
    ),
    errors.ForeignExport: (
        "Another copy of this vault sealed an export here",
        "The export at this place holds something that this vault does not know.",
        _STANDS,
        "Choose another place, or say that this vault is the one that counts.",
    ),
    errors.TooFewCards: (
        "More cards are needed",
        "The cards at hand do not open this part of the export.",
        "Nothing was changed, and the cards stay good.",
        "Ask the other holders who are named in START-HERE for theirs, and look whether each card"
        " names this export: older cards open older exports.",
    ),
    errors.CardOfAnotherExport: (
        "This card belongs to another export",
        "The fingerprint on the card is not that of the practice that signed this export.",
        "Nothing was opened.",
        "Look whether there is an older or a newer card, or another copy of the export.",
    ),
    errors.CardsDisagree: (
        "The cards do not belong together",
        "Their last lines are the beginnings of different fingerprints, so that one of the cards is"
        " not this practice's.",
        "Nothing was opened with the card that came last.",
        "Compare both with the fingerprint in the professional will before you go on with either.",
    ),
    errors.CardUnreadable: (
        "This is no card",
        "A card has five lines of letters, or a file with one age key in it.",
        "Nothing was opened.",
        "Type the card's lines, or choose the file that holds them.",
    ),
    errors.FingerprintNeeded: (
        "Whose export is this?",
        "A key of a holder's own does not say which practice sealed the export.",
        "Nothing was opened.",
        "Type the practice's fingerprint, which stands in the professional will and on every card.",
    ),
    errors.PartDamaged: (
        "A part of the export is damaged",
        "What opens it, or the part itself, is not as it was sealed.",
        "The other parts are not touched by that.",
        "Try an older number, or another copy of the export.",
    ),
    errors.RecordInherited: (
        "Records in custody are read, not written",
        "The practitioner who wrote this record is not there to change it.",
        NOTHING_CHANGED,
        "Write a custodian's note instead.",
    ),
    errors.CustodyNotSealed: (
        "Records in custody are not sealed on",
        "A sealed export is of the practitioner's own records, and these came from one.",
        "The export that they came from still opens with its cards.",
        "Keep that export and its cards, and back up this vault.",
    ),
    errors.ClosingExportStands: (
        "The closing export stays",
        "The newest number there was sealed as the last one, when the practice closed.",
        "It is kept, and nothing is sealed over it.",
        "If the practice goes on after all, say so at that place first.",
    ),
    errors.NotInCustody: (
        "This vault keeps nobody else's records",
        "What was asked for belongs to a custodian's vault.",
        NOTHING_CHANGED,
        "Open the vault in which the export was taken into custody.",
    ),
    errors.ExportNotSigned: (
        "The practice did not sign this export",
        "No signature of the practice's fits it: anybody could have made it, or changed it.",
        NOTHING_CHANGED,
        "Look for another copy, on another stick or with another holder. This one can be read.",
    ),
    errors.OtherPractice: (
        "This export is of another practice",
        "A custodian's vault keeps the records of one practice.",
        NOTHING_CHANGED,
        "Take this export into custody in a vault of its own.",
    ),
    errors.SecretInPlan: (
        "The plan must not hold a secret",
        "Something typed here opens the vault or an export. The plan is printed and handed round.",
        NOTHING_CHANGED,
        "Take the secret out. Say where it lies instead, such as “in the safe at the bank”.",
    ),
    errors.NoPlan: (
        "There is no succession plan yet",
        "The professional will is written from the plan, and nobody has kept one.",
        NOTHING_CHANGED,
        "Write the plan first, on the page Succession.",
    ),
}
