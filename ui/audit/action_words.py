"""What each action is called in the log: what was done, in the past. Needs no window."""

from functools import cache

from PySide6.QtCore import QCoreApplication


def _tr(text: str) -> str:
    return QCoreApplication.translate("audit", text)


def action_words(action: str) -> str:
    """Return what was done; an action of a later version is shown as it is kept."""
    return _words().get(action, action)


@cache  # made for two hundred lines at a time, and always the same
def _words() -> dict[str, str]:
    return {**_of_records(), **_of_copies(), **_of_the_vault()}


def _of_records() -> dict[str, str]:
    return {
        "client.add": _tr("Added a client"),
        "client.change": _tr("Changed a client's details"),
        "client.open": _tr("Opened the record"),
        "episode.open": _tr("Opened an episode of care"),
        "episode.close": _tr("Closed the episode of care"),
        "session.plan": _tr("Entered a session"),
        "session.change": _tr("Changed a session"),
        "note.start": _tr("Started a note"),
        "note.edit": _tr("Edited a note"),
        "note.sign": _tr("Signed a note"),
        "note.addendum": _tr("Signed an addendum to a note"),
        "note.error": _tr("Marked a note as entered in error"),
        "note.discard": _tr("Discarded the draft of a note"),
        "psychotherapy.open": _tr("Opened the psychotherapy notes"),
        "document.add": _tr("Added a document"),
        "document.open": _tr("Opened a document"),
        "document.change": _tr("Changed the facts of a document"),
        "document.error": _tr("Marked a document as entered in error"),
        "document.copy_out": _tr("Saved an unencrypted copy of a document"),
        "document.recover": _tr("Fetched a document back from a backup"),
        "export.start": _tr("Began an export"),
        "export.make": _tr("Exported the record"),
        "hold.place": _tr("Placed a hold"),
        "hold.release": _tr("Released a hold"),
        "paper.add": _tr("Entered a paper record"),
        "paper.dispose": _tr("Entered that a paper record was destroyed"),
        "paper.certificate": _tr("Entered the certificate for a paper record"),
        "retention.rule": _tr("Switched a retention rule"),
        "retention.policy": _tr("Changed the retention policy"),
        "retention.override": _tr("Decided the day of disposal of a record"),
        "retention.override_end": _tr("Left the day of disposal to the rules again"),
        "retention.notice": _tr("Entered a notice of disposal to the client"),
        "disposal.begin": _tr("Began a disposal"),
        "disposal.renewal": _tr("Wrote down the new ways in after a disposal"),
        "disposal.paper": _tr("Entered that paper of a disposed record was destroyed"),
        "disposal.certify": _tr("Issued a certificate of disposal"),
        "disposal.finish": _tr("Finished a disposal"),
        "records.erase": _tr("Erased records"),
        "transfer.make": _tr("Made a packet for a transfer"),
        "transfer.receive": _tr("Received the packet of a transfer"),
        "transfer.receipt": _tr("Entered the signed receipt of a transfer"),
        "import.clients": _tr("Brought in a list of clients"),
        "import.contacts": _tr("Brought in contacts"),
        "import.appointments": _tr("Brought in appointments"),
        "import.calendar": _tr("Brought in a calendar"),
        "import.notes": _tr("Brought in notes"),
        "import.leave_out": _tr("Removed the records of an import"),
        "import.undo": _tr("Took an import back"),
        "demo.import": _tr("Brought in the sample practice"),
        "custody.take": _tr("Took records into custody"),
        "custody.merge": _tr("Merged another export"),
        "custody.task": _tr("Added a task"),
        "custody.task_done": _tr("Ticked a task off"),
        "custody.task_reopened": _tr("Took the tick off a task"),
        "custody.contact": _tr("Logged an attempt to reach the client"),
        "custody.note": _tr("Wrote a custodian's note"),
    }


def _of_copies() -> dict[str, str]:
    return {
        "backup.destination_add": _tr("Added a place for backups"),
        "backup.destination_move": _tr("Moved a place for backups"),
        "backup.destination_remove": _tr("Stopped using a place for backups"),
        "backup.register": _tr("Began a backup"),
        "backup.make": _tr("Made a backup and read it back"),
        "backup.prune_begin": _tr("Began to remove old backups"),
        "backup.prune": _tr("Removed old backups"),
        "backup.drill": _tr("Tried a backup out in a restore drill"),
        "backup.reseal": _tr("Sealed the backups to the present ways to open"),
        "backup.adopt": _tr("Entered backups that were not known"),
        "backup.attest_destroyed": _tr("Attested that a backup is destroyed"),
        "backup.rewrite_begin": _tr("Began to rewrite the backups"),
        "backup.rewrite": _tr("Rewrote the backups without disposed records"),
        "succession.plan": _tr("Changed the succession plan"),
        "succession.apart": _tr("Kept a record from the successor"),
        "succession.apart_end": _tr("Showed a record to the successor again"),
        "succession.ceremony": _tr("Held a ceremony with the holders"),
        "succession.ask": _tr("Asked a holder to show the card or key"),
        "succession.answer": _tr("Entered a holder's answer"),
        "seal.place_add": _tr("Added a place for the sealed export"),
        "seal.place_move": _tr("Moved a place for the sealed export"),
        "seal.place_remove": _tr("Stopped using a place for the sealed export"),
        "seal.place_standing": _tr("Changed whether the export is kept current by itself"),
        "seal.place_anew": _tr("Said that a place lacks its sealed export, to begin anew"),
        "seal.place_go_on": _tr("Said that the practice goes on after its closing export"),
        "seal.begin": _tr("Began to seal an export"),
        "seal.make": _tr("Sealed an export and read it back"),
        "seal.tidy": _tr("Removed old sealed exports"),
        "seal.zip": _tr("Put the sealed export into one ZIP file"),
        "seal.zip_undone": _tr("Entered that this ZIP file was not made after all"),
        "seal.attest_destroyed": _tr("Attested that a sealed export is destroyed"),
    }


def _of_the_vault() -> dict[str, str]:
    return {
        "vault.create": _tr("Created the vault"),
        "vault.unlock": _tr("Unlocked the vault"),
        "vault.accept_older": _tr("Accepted an older vault as current"),
        "vault.migrate": _tr("Brought the vault to a newer format"),
        "vault.restore": _tr("Restored the vault from a backup"),
        "change.undone": _tr("Undid a change that was interrupted"),
        "slot.add": _tr("Set a passphrase"),
        "slot.remove": _tr("Removed a way to open the vault"),
        "slot.keyring": _tr("Renewed the key in the keyring"),
        "sheet.replace": _tr("Replaced the recovery sheet"),
        "keys.rotate": _tr("Put the records under a new key"),
        "keys.renew": _tr("Made every way in anew"),
        "practice.change": _tr("Changed the practice's profile"),
        "template.change": _tr("Changed a note template"),
        "clock.day": _tr("Typed today's date"),
        "audit.checkpoint": _tr("Signed the log"),
        "audit.export": _tr("Exported the log"),
    }
