"""Words for holds, paper, transfers, retention and disposal."""

from ui.error_words import NOTHING_CHANGED, Table
from vault import errors

WORDS: Table = {
    errors.HoldReleased: (
        "The hold is released",
        "Somebody released this hold before, and a released hold stays released.",
        NOTHING_CHANGED,
        "If the record has to be kept again, place a new hold.",
    ),
    errors.PaperGone: (
        "This paper is gone",
        "It is written down already how this paper was destroyed, and that stays as it is.",
        NOTHING_CHANGED,
        "Look at the line again; if it is wrong, write a note about it.",
    ),
    errors.TransferReceived: (
        "The receipt is written down",
        "It is written down already that this packet came, and that stays as it is.",
        NOTHING_CHANGED,
        "Look at the line again; if it is wrong, write a note about it.",
    ),
    errors.NothingToTransfer: (
        "There are no psychotherapy notes",
        "This client has none that a packet of their own could hold.",
        NOTHING_CHANGED,
        "Choose the record, or cancel.",
    ),
    errors.RuleFileBroken: (
        "The retention rules can't be read",
        "A file of rules that came with Casekeep is damaged, so no date can be told.",
        "Your records are safe, and nothing is disposed of.",
        "Install Casekeep again over itself.",
    ),
    errors.PolicyTooShort: (
        "A rule keeps records longer",
        "The policy is shorter than a rule that was verified and that binds this practice.",
        "The policy stays as it was.",
        "Choose as many years as the rule has, or let the policy stand in place of the rules and"
        " say why.",
    ),
    errors.NotEligible: (
        "Not every record may go yet",
        "At least one of these records has to be kept, is held, or has an open question.",
        NOTHING_CHANGED,
        "Look at the retention page for the reason, and take that record off the list.",
    ),
    errors.ClockInDoubt: (
        "What day is it?",
        "The computer's date jumped, so Casekeep can't tell which records may go.",
        "Nothing is disposed of; reading and writing go on.",
        "Set the computer's clock right, then type today's date on the retention page.",
    ),
    errors.Held: (
        "A hold keeps this record",
        "At least one of these records is held, and a hold wins over any date.",
        NOTHING_CHANGED,
        "Take that record off the list, or release its hold when its reason is over.",
    ),
    errors.WrongConfirmation: (
        "That isn't the record's number",
        "What was typed is not the number of the record that would go.",
        NOTHING_CHANGED,
        "Look at the record again, and type its number as it stands there.",
    ),
    errors.CopiesMissing: (
        "Two fresh backups are missing",
        "Fewer than two places have a backup of the last 24 hours that was read back.",
        NOTHING_CHANGED,
        "Make backups at two places first, or write down why fewer are enough.",
    ),
    errors.NotAMistake: (
        "This is no mistake of today any more",
        "The client was entered over a day ago, or something was signed, held or sent since.",
        NOTHING_CHANGED,
        "Close the record; it can go when its time to be kept is over.",
    ),
    errors.DisposalUnfinished: (
        "The disposal isn't finished yet",
        "The records, or old files that held them, are not destroyed yet.",
        "The clients are hidden, and the other records are whole.",
        "Finish it on its page, or lock and unlock the vault: each unlock tries it again.",
    ),
    errors.OldFilesHeld: (
        "An old file is still held",
        "Another program has an old file open, or this computer does not let it be removed.",
        "The clients are hidden, and the other records are whole.",
        "Close what may have it open (a virus scanner, a sync service), or start the computer"
        " anew, and try again. Each unlock tries it too.",
    ),
    errors.WaysInNotRenewed: (
        "An old way in is left",
        "The sheet, the passphrase or the keyring's key is older than this disposal.",
        NOTHING_CHANGED,
        "Make all ways into the vault anew first, then say what became of the old sheet.",
    ),
}
