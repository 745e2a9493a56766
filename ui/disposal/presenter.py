"""A disposal in words. Needs no window."""

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication

from ui import wording
from ui.wording import counted
from vault.disposal.model import (
    CopiesReady,
    Disposal,
    DisposalKind,
    DisposalState,
    Erased,
    ExportFile,
    Mention,
    Obstacle,
    Review,
    ReviewLine,
    SourceLine,
    Tombstone,
)
from vault.keys.model import SwitchProgress
from vault.retention.model import Verdict


def _tr(text: str) -> str:
    return QCoreApplication.translate("disposal", text)


_OWN_CHANGE = "records.erase"


def title_of(line: ReviewLine) -> str:
    """Return "Amara Osei · 0417"."""
    return f"{line.name} · {line.record_number}"


def numbers_words(numbers: Sequence[str]) -> str:
    """Return "record 0417", or "3 records"."""
    if len(numbers) == 1:
        return _tr("record %1").replace("%1", numbers[0])
    return _tr("%1 records").replace("%1", f"{len(numbers):,}")


def act_words(review: Review | None) -> str:
    """Return what the button that begins it says."""
    lines = review.clients if review is not None else ()
    said = _tr("Dispose of %1")
    return said.replace("%1", numbers_words([one.record_number for one in lines]))


def contents_words(line: ReviewLine) -> str:
    """Return what goes with one client."""
    parts = [
        counted(line.notes, _tr("1 note"), _tr("%1 notes")),
        counted(line.psychotherapy_notes, _tr("1 psychotherapy note"), _tr("%1 of psychotherapy")),
        counted(line.documents, _tr("1 document"), _tr("%1 documents")),
        counted(line.sessions, _tr("1 session"), _tr("%1 sessions")),
        counted(line.drafts, _tr("1 draft not signed"), _tr("%1 drafts not signed")),
    ]
    counts = (line.notes, line.psychotherapy_notes, line.documents, line.sessions, line.drafts)
    found = [part for part, count in zip(parts, counts, strict=True) if count]
    return _tr("Goes: %1.").replace("%1", ", ".join(found) or _tr("the client's details alone"))


def service_words(line: ReviewLine) -> str:
    """Return from when to when care was given."""
    if line.first_service is None or line.last_service is None:
        return _tr("No care was entered.")
    said = _tr("Care from %1 to %2.").replace("%1", wording.long_day(line.first_service))
    return said.replace("%2", wording.long_day(line.last_service))


def obstacle_words(line: ReviewLine, obstacle: Obstacle) -> str:
    """Return what stands in the way."""
    if obstacle is Obstacle.NOT_ELIGIBLE:
        if line.verdict is Verdict.ASK:
            return _tr("No date can be told: something is missing. Retention says what.")
        return _tr("Its time is not over.")
    words = {
        Obstacle.HELD: _tr("A hold keeps it."),
        Obstacle.CLOCK_IN_DOUBT: _tr("The computer's clock is in doubt. Retention says why."),
    }
    return words[obstacle]


def left_words(line: ReviewLine) -> list[str]:
    """Return what does not go with the record, and is to be seen to by hand."""
    found = []
    if line.paper_left:
        said = counted(
            len(line.paper_left),
            _tr("1 record on paper is not disposed of yet. It stays until you see to it."),
            _tr("%1 records on paper are not disposed of yet. They stay until you see to them."),
        )
        found.append(said)
    if line.transfers:
        names = ", ".join(one.recipient for one in line.transfers)
        found.append(_tr("A packet of it went to %1 and stays there.").replace("%1", names))
    if line.open_transfers:
        found.append(_tr("A packet's receipt has not come back."))
    return [*found, *map(export_file_words, line.export_files)]


def export_file_words(one: ExportFile) -> str:
    """Return when a file with the record was made, and of what kind: it stays where it went."""
    if one.part == "document":
        said = _tr("A document was saved as a file, readable by anyone, on %1. It stays there.")
        return said.replace("%1", wording.instant(one.made_at))
    said = _tr("Exported on %1: a file of %2, %3. Where it went, no log says: it stays there.")
    part = _tr("the psychotherapy notes") if one.part == "psychotherapy" else _tr("the record")
    sealed = {
        "recipient": _tr("sealed to a recipient's key"),
        "passphrase": _tr("sealed by a passphrase"),
        "plain": _tr("readable by whoever has it"),
    }
    said = said.replace("%1", wording.instant(one.made_at))
    said = said.replace("%2", f"{part} ({one.form.upper()})")
    return said.replace("%3", sealed.get(one.protection, one.protection))


def source_words(one: SourceLine) -> str:
    """Return that the export from which a custodian's records came holds them still."""
    said = _tr(
        "Number %1 of the sealed export, from which these records came on %2, holds them still: its"
        " cards open it. Casekeep cannot change it, and the certificate names it. Destroy its"
        " copies once everything else in it is safe in this vault and its backups."
    )
    return said.replace("%1", str(one.number)).replace("%2", wording.long_day(one.taken_on))


def paper_title(one: Tombstone) -> str:
    """Return "Paper of record 0417"."""
    return _tr("Paper of record %1").replace("%1", one.record_number)


def paper_words(one: Tombstone) -> str:
    """Return how much of a record is on paper still."""
    said = counted(
        one.detail.paper_left,
        _tr("1 record on paper is left. Destroy it, then write down how."),
        _tr("%1 records on paper are left. Destroy them, then write down how."),
    )
    return f"{said} " + _tr("What was entered of it here went with the record.")


def mentions_words(line: ReviewLine) -> str:
    """Return where else the client's name stands."""
    if not line.mentions:
        return _tr("The name stands in no other client's record that was looked through.")
    return counted(
        len(line.mentions),
        _tr("The name stands in 1 place of another client's record. That record stays as it is."),
        _tr("The name stands in %1 places of other clients' records. Those stay as they are."),
    )


def mention_words(mention: Mention) -> str:
    """Return one place where the name stands."""
    if mention.document_id is not None:
        said = _tr("Record %1, a document")
    elif mention.is_psychotherapy:
        said = _tr("Record %1, a psychotherapy note")
    else:
        said = _tr("Record %1, a note") if mention.note_id else _tr("Record %1, its details")
    said = said.replace("%1", mention.record_number)
    if mention.day is None:
        return said
    return f"{said}, {wording.short_day(mention.day)}"


def copies_words(ready: CopiesReady) -> tuple[str, str]:
    """Return how sure the other records are before the switch, and the kind of notice."""
    places = ", ".join(f"“{label}”" for label in ready.labels)
    if ready.is_enough:
        said = _tr(
            "Backups of the last 24 hours that were read back: %1. What was entered since stands in"
            " this vault alone."
        )
        return said.replace("%1", places), "good"
    if ready.fresh:
        said = _tr(
            "There is a backup of the last 24 hours on %1 alone. Two on different places are"
            " wanted before anything is destroyed, so that no accident takes another record along."
        )
        return said.replace("%1", places), "attention"
    return _tr(
        "There is no backup of the last 24 hours. Two on different places are wanted before"
        " anything is destroyed, so that no accident takes another record along."
    ), "attention"


def will_happen(review: Review, *, is_mistake: bool) -> list[str]:
    """Return what the act does, sentence by sentence."""
    numbers = [one.record_number for one in review.clients]
    if len(numbers) == 1:
        said = _tr("Record %1 is hidden at once, and all others are copied under a new key.")
        hidden = said.replace("%1", numbers[0])
    else:
        said = _tr("%1 records are hidden at once, and all others are copied under a new key.")
        hidden = said.replace("%1", f"{len(numbers):,}")
    end = _tr("At the end you get a signed certificate. It claims what was verified, and no more.")
    if is_mistake:
        end = _tr("No certificate is issued: this never was a record.")
    return [
        hidden,
        _tr("The old files are overwritten and removed, and with them the documents."),
        _tr("Then every backup that can be reached is rewritten without what went."),
        end,
        _tr("This cannot be undone."),
    ]


def switch_words(progress: SwitchProgress) -> str:
    """Return what the erasure is doing."""
    words = {
        "copy": _tr("Copying all other records"),
        "index": _tr("Building the search index anew"),
        "verify": _tr("Checking the new records"),
        "keys": _tr("Sealing the new keys"),
        "destroy": _tr("Destroying the old files"),
    }
    return words.get(progress.name, _tr("Erasing"))


def erased_words(disposal: Disposal) -> tuple[str, str]:
    """Return what an erasure came to, and the kind of notice."""
    said = [_tr("All other records lie in new files under a new key, and were checked.")]
    is_left = disposal.state is DisposalState.OLD_FILES_LEFT
    said.append(_left_words() if is_left else _removed_words(disposal.erased))
    if disposal.erased is not None and disposal.erased.change != _OWN_CHANGE:
        said.append(_tr("It had been interrupted, and unlocking the vault ended it."))
    is_open = is_left or (disposal.erased is not None and disposal.erased.are_left_elsewhere)
    return " ".join(said), "attention" if is_open else "good"


def _left_words() -> str:
    return _tr(
        "The old files could not be removed yet, and hold the records still. Another program may"
        " have them open: a virus scanner, a sync service. Each unlock tries it again; until they"
        " are gone there is no certificate."
    )


def _removed_words(erased: Erased | None) -> str:
    if erased is not None and erased.are_left_elsewhere:
        return _tr(
            "Old files were still there when the backup was made from which this vault was"
            " restored. What became of them nobody knows: the certificate says so."
        )
    if erased is None or not (erased.are_records_unwritten or erased.are_documents_unwritten):
        return _tr("The old files were overwritten and removed.")
    return _tr(
        "The old files were removed. Not all of them could be overwritten before: the certificate"
        " says so."
    )


def state_words(disposal: Disposal) -> tuple[str, str]:
    """Return how far a disposal has come, and the color of it."""
    if disposal.state is DisposalState.PENDING:
        return _tr("Waits to be finished"), "attention"
    if disposal.state is DisposalState.OLD_FILES_LEFT:
        return _tr("Erased; old files are left"), "attention"
    if disposal.state is DisposalState.ERASED:
        return _tr("Erased; not finished"), "attention"
    return _tr("Finished"), "good"


def disposal_words(disposal: Disposal) -> str:
    """Return which records a disposal is about, by their numbers."""
    numbers = [one.record_number for one in disposal.records]
    said = _tr("Record %1") if len(numbers) == 1 else _tr("Records %1")
    said = said.replace("%1", ", ".join(numbers))
    if disposal.kind is DisposalKind.MISTAKE:
        return _tr("%1, entered by mistake").replace("%1", said)
    return said
