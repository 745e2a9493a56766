"""Words for backups, restoring and exports."""

from ui.error_words import NOTHING_CHANGED, Table
from vault import errors

WORDS: Table = {
    errors.BackupError: (
        "The backup failed",
        "A backup could not be made or read.",
        "Backups made before are whole, and so is your vault.",
        "Try again, or use another place for the backup.",
    ),
    errors.DestinationGone: (
        "The place of the backups is not there",
        "The stick or folder for the backups is not connected, or failed while it was used.",
        "Backups made before are whole, and so is your vault.",
        "Connect it and start the backup again; if that happens often, use another stick.",
    ),
    errors.RecordsUnsound: (
        "The vault itself is damaged",
        "The records in this vault do not check out, so a copy of them would be no backup.",
        "Backups made before are whole and stay as they are. Nothing was changed.",
        "Export what was written since the newest backup, restore that, and keep this vault aside.",
    ),
    errors.DestinationOther: (
        "Another stick is here",
        "The backups that lie in this folder are not those that were made at this place.",
        "Nothing was written or removed there.",
        "Connect the right stick, or add this one as a place of its own in Settings, Backup.",
    ),
    errors.DestinationCopied: (
        "A copy of another place",
        "These are the backups of “%PLACE%”, which is there too.",
        NOTHING_CHANGED,
        "Copies of a stick are not kept as a place of their own: choose an empty folder.",
    ),
    errors.SnapshotCopied: (
        "Backups of another place are among these",
        "Copied here by hand from “%PLACE%”: backup number %NUMBERS%. The list of copies has each"
        " backup at one place alone.",
        "Nothing was entered.",
        "Leave them as they are while “%PLACE%” is not at hand. If it no longer exists, say so in"
        " “All copies…”, and enter these then; if it has them, the folders of these numbers here"
        " can be deleted.",
    ),
    errors.DestinationFull: (
        "The place of the backups is full",
        "There is no room left on the stick or in the folder for the backups.",
        "Backups made before are whole, and so is your vault.",
        "Free some space there, or choose another place, then start the backup again.",
    ),
    errors.DestinationReadOnly: (
        "The place of the backups can't be written to",
        "The stick or folder for the backups does not let Casekeep write.",
        "Backups made before are whole, and so is your vault.",
        "Look for a lock on the stick, or choose another folder.",
    ),
    errors.DestinationBusy: (
        "Another backup is at work there",
        "Another Casekeep is writing backups of this vault to the same place.",
        "Backups made before are whole, and so is your vault.",
        "Wait until it is done, then start the backup again.",
    ),
    errors.DestinationUnfit: (
        "This is no place for backups",
        "A backup inside the vault's own folder, or around it, would be lost together with it.",
        NOTHING_CHANGED,
        "Choose a folder on a stick, on another disk, or in a synced folder.",
    ),
    errors.DestinationUnnameable: (
        "This folder's name can't be written down",
        "The name of this folder, or of one above it, holds letters that are damaged or very old.",
        NOTHING_CHANGED,
        "Rename the folder with plain letters, or choose another, and try once more.",
    ),
    errors.CopyNotWhole: (
        "The document isn't whole there either",
        "This backup does not hold the document, or holds it damaged.",
        NOTHING_CHANGED,
        "Fetch it from another backup: connect the other sticks, and look again.",
    ),
    errors.NoSnapshot: (
        "No backup here",
        "There is no Casekeep backup in this folder.",
        NOTHING_CHANGED,
        "Choose the stick or folder where the backups are; their folder ends in .backup.",
    ),
    errors.NoSoundSnapshot: (
        "Every backup here is damaged",
        "There are backups in this folder, and a file of each is damaged or missing.",
        NOTHING_CHANGED,
        "Look for a backup in another place.",
    ),
    errors.NewerSnapshot: (
        "Made by a newer Casekeep",
        "A newer version of Casekeep made this backup, and this one can't read it.",
        "Nothing of it is lost, and nothing was changed.",
        "Update Casekeep, and restore it then.",
    ),
    errors.DamagedSnapshot: (
        "This backup is damaged",
        "A file of this backup is damaged or missing.",
        "The other backups and your vault are not touched by it.",
        "Restore the backup made before it, or one from another place.",
    ),
    errors.NotARecipient: (
        "Not a public key",
        "The text is no public key that a file can be sealed to. Such a key begins with age1.",
        "Nothing was written.",
        "Ask the person who is to open the file for their public key, and paste the whole of it.",
    ),
    errors.FolderMissing: (
        "The folder is not there",
        "The folder chosen for the file does not exist, or its stick is not plugged in.",
        "Nothing was written.",
        "Choose another folder, or plug the stick in and try again.",
    ),
    errors.InsideVault: (
        "That folder belongs to a vault",
        "The place you chose lies inside the folder of a vault, or of its backups.",
        "Nothing was written.",
        "Choose a folder outside it.",
    ),
}
