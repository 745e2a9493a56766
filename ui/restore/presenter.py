"""The way back in words. Needs no window, and has no client's name."""

from collections.abc import Sequence
from itertools import takewhile

from PySide6.QtCore import QCoreApplication

from ui import wording
from ui.backup.presenter import damage_words, documents_words
from ui.dialogs import Question
from ui.restore.answers import RestoreAnswers
from ui.wording import counted, size_words
from vault.backup.model import NEWER, OTHER_SECRET, RestoreReport, SnapshotSummary


def _tr(text: str) -> str:
    return QCoreApplication.translate("restore", text)


def snapshot_line(one: SnapshotSummary) -> str:
    """Return a backup as the list shows it."""
    if one.made_at is None:
        said = _tr("Backup %1").replace("%1", str(one.number))
    else:
        said = wording.instant(one.made_at)
    parts = [said]
    if one.name:
        parts.append(f"“{one.name}”")
    if one.is_sound:
        parts += [documents_words(one.documents), size_words(one.size)]
    elif one.is_newer:
        parts.append(damage_words(one.damage))
    else:
        parts.append(_tr("damaged: %1").replace("%1", damage_words(one.damage)))
    return " · ".join(parts)


def found_words(found: Sequence[SnapshotSummary]) -> tuple[str, str]:
    """Return what was found in a folder, and the kind of notice."""
    if newer_ahead(found):
        return _newer_words(found), "attention"
    damaged = sum(not (one.is_sound or one.is_newer) for one in found)
    if damaged == len(found):
        return _tr("Every backup here is damaged. Look for one in another place."), "danger"
    if damaged:
        return counted(
            damaged,
            _tr("1 backup here is damaged; the others are as they should be at first sight."),
            _tr("%1 backups here are damaged; the others are as they should be at first sight."),
        ), "attention"
    return "", "info"


def newer_ahead(found: Sequence[SnapshotSummary]) -> list[SnapshotSummary]:
    """Return those before the newest sound one that a newer Casekeep made; all are newest first."""
    ahead = takewhile(lambda one: not one.is_sound, found)
    return [one for one in ahead if one.is_newer]


def _newer_words(found: Sequence[SnapshotSummary]) -> str:
    count = len(list(takewhile(lambda one: one.is_newer, found)))
    said = counted(
        count,
        _tr("The newest backup here was made by a newer Casekeep."),
        _tr("The %1 newest backups here were made by a newer Casekeep."),
    )
    if not count:
        said = _tr("A newer Casekeep made the newest backup here that is not damaged.")
    said += _tr(" Nothing is lost: update Casekeep, and restore it then.")
    has_older = any(one.is_sound for one in found)
    return said + _tr(" Or choose an older one in the list. ") + _lacking() if has_older else said


def _lacking() -> str:
    return _tr(
        "It lacks what was written since, and what was disposed of since may come back with it."
    )


def older_question(number: int) -> Question:
    """Return what is asked before an older backup stands in for one of a newer Casekeep."""
    return Question(
        title=_tr("Restore an older backup?"),
        text=_tr(
            "A newer Casekeep made the newest backup. Nothing of it is lost: update Casekeep, and"
            " restore it then. Backup %1 is older and can be restored now."
        ).replace("%1", str(number))
        + " "
        + _lacking(),
        act=_tr("Restore backup %1").replace("%1", str(number)),
    )


def daily_words(answers: RestoreAnswers) -> str:
    """Return what will open the vault from day to day."""
    if answers.keeps_passphrase:
        return _tr("The strong passphrase that it has, or the recovery sheet")
    return _tr("%1, or the recovery sheet").replace("%1", wording.new_way(answers.way.kind))


def step_words(name: str, done: int, total: int) -> str:
    """Return what the restore is doing, and how far it is."""
    words = {
        "check": _tr("Checking the backup"),
        "copy": _tr("Copying the records"),
        "index": _tr("Building the search index"),
        "verify": _tr("Checking the copy"),
        "documents": _tr("Copying documents"),
    }
    said = words.get(name, _tr("Restoring"))
    if not total or name not in ("check", "documents"):
        return said
    far = _tr("%1 of %2").replace("%1", size_words(done)).replace("%2", size_words(total))
    return f"{said}: {far}"


def receipt(report: RestoreReport) -> tuple[tuple[str, str], ...]:
    """Return the facts of a restore: heading and text. Counts alone, for nothing is open yet."""
    when = wording.instant(report.made_at)
    source = _tr("Number %1, made %2").replace("%1", str(report.number)).replace("%2", when)
    back = _tr("%1 and %2").replace(
        "%1", counted(report.clients, _tr("1 client"), _tr("%1 clients"))
    )
    facts = [
        (_tr("Folder"), str(report.folder)),
        (_tr("The backup"), source),
        (_tr("What came back"), back.replace("%2", documents_words(report.documents))),
    ]
    facts += [(_tr("Passed over"), text) for text in skipped_words(report)]
    if report.left_out:
        text = counted(
            report.left_out,
            _tr("1 client who was disposed of after this backup did not come back."),
            _tr("%1 clients who were disposed of after this backup did not come back."),
        )
        facts.append((_tr("Left out"), text))
    if report.lost:
        text = counted(
            len(report.lost),
            _tr("1 document is missing or damaged in the backup. Home names it inside the vault."),
            _tr("%1 documents are missing or damaged in the backup. Home names them inside."),
        )
        facts.append((_tr("What is missing"), text))
    return tuple(facts)


def skipped_words(report: RestoreReport) -> list[str]:
    """Return a sentence for each later backup that could not be used."""
    return [
        _skipped(damage).replace("%1", str(number)).replace("%2", damage_words(damage))
        for number, damage in report.skipped
    ]


def _skipped(damage: str) -> str:
    if damage == NEWER:
        return _tr("Backup %1 was made by a newer Casekeep, which can restore it still.")
    if damage == OTHER_SECRET:
        return _tr("Backup %1 was passed over: %2.")
    return _tr("Backup %1 is damaged (%2). The one before it was taken.")
