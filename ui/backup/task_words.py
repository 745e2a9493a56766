"""What is done at a place for backups, and what came of it, in words. Needs no window."""

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication

from ui.backup.presenter import counted, documents_words, drill_words, size_words
from ui.backup.runner import Task, Work
from ui.errors import words_for
from vault.backup.model import LostDocument


def _tr(text: str) -> str:
    return QCoreApplication.translate("backup", text)


def step_words(task: Task) -> str:
    """Return what a task is doing, and how much of it is done."""
    words = {
        "prepare": _tr("Getting the place ready"),
        "records": _tr("Copying the records"),
        "documents": _tr("Copying documents and reading them back"),
        "register": _tr("Entering it in the list of copies"),
        "announce": _tr("Finishing the backup"),
        "drill": _tr("Opening every document"),
        "prune": _tr("Removing backups that are kept no longer"),
        "reseal": _tr("Sealing old backups anew"),
        "confirm": _tr("Writing down what was done"),
    }
    said = words.get(task.step, _tr("Beginning"))
    if not task.total:
        return said
    return f"{said}: {_far(task)}"


def _far(task: Task) -> str:
    said = _tr("%1 of %2")
    if task.step == "records":
        return said.replace("%1", f"{task.done:,}").replace(
            "%2", counted(task.total, _tr("1 page"), _tr("%1 pages"))
        )
    return said.replace("%1", size_words(task.done)).replace("%2", size_words(task.total))


def task_title(task: Task) -> str:
    """Return what is under way, and where."""
    words = {
        Work.BACKUP: _tr("Backing up to “%1”"),
        Work.DRILL: _tr("Checking the newest backup on “%1”"),
        Work.RESEAL: _tr("Sealing the backups on “%1” anew"),
    }
    return words[task.work].replace("%1", task.place.label)


def result_words(task: Task) -> tuple[str, str]:
    """Return what came of a task, and the kind of notice; nothing for one that was cancelled."""
    if task.error is not None:
        if task.is_cancelled:
            return _tr("Stopped. Nothing half done was left at “%1”.").replace(
                "%1", task.place.label
            ), "info"
        return f"“{task.place.label}”: {words_for(task.error).body}", "danger"
    done = {Work.BACKUP: _backed_up, Work.DRILL: _drilled, Work.RESEAL: _resealed}
    return done[task.work](task)


def _backed_up(task: Task) -> tuple[str, str]:
    report = task.report
    if report is None:
        return "", "info"
    said = _tr("Backup %1 on “%2” is made and was read back: your records and %3.")
    said = said.replace("%1", str(report.number)).replace("%2", task.place.label)
    parts, kind = [said.replace("%3", documents_words(report.documents))], "good"
    if report.lost:
        kind = "danger"
        parts.append(
            counted(
                len(report.lost),
                _tr("1 document is missing or damaged in the vault itself and is not in it: %2."),
                _tr("%1 documents are missing or damaged in the vault itself, not in it: %2."),
            ).replace("%2", lost_words(report.lost))
        )
    if report.unknown:
        parts.append(
            counted(
                len(report.unknown),
                _tr("1 backup there is not in this vault's list of copies."),
                _tr("%1 backups there are not in this vault's list of copies."),
            )
        )
    return " ".join(parts), kind


def lost_words(lost: Sequence[LostDocument]) -> str:
    """Return the record numbers of lost documents, each once."""
    numbers = dict.fromkeys(one.record_number for one in lost)
    return ", ".join(_tr("record %1").replace("%1", number) for number in numbers)


def _drilled(task: Task) -> tuple[str, str]:
    if task.drilled is None:
        return "", "info"
    said = drill_words(task.drilled)
    text = f"“{task.place.label}”: {said}"
    if task.drilled.is_sound:
        return text, "good"
    return f"{text} {_tr('Make a new backup there; what was lost is copied once more.')}", "danger"


def _resealed(task: Task) -> tuple[str, str]:
    if task.damaged:
        said = counted(
            len(task.damaged),
            _tr("1 backup on “%2” is damaged and was not sealed anew."),
            _tr("%1 backups on “%2” are damaged and were not sealed anew."),
        )
        return said.replace("%2", task.place.label), "danger"
    said = _tr("The backups on “%1” now open with today's ways to open the vault.")
    return said.replace("%1", task.place.label), "good"
