"""What is done at a place for copies, and what came of it, in words. Needs no window."""

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication

from ui.backup.presenter import documents_words, drill_kind, drill_words
from ui.backup.tasks import Task, Work
from ui.errors import words_for
from ui.sealing import task_words as sealing
from ui.wording import counted, size_words
from vault.backup.model import LostDocument

_OF_EXPORTS = (Work.SEAL, Work.ZIP)


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
        "adopt": _tr("Opening the backups there"),
        "look": _tr("Looking which backups hold the records"),
        "rewrite": _tr("Rewriting backups without the records"),
        "confirm": _tr("Writing down what was done"),
    }
    said = words.get(task.step, _tr("Beginning"))
    if task.work in _OF_EXPORTS:
        said = sealing.step_words(task)
    if not task.total:
        return said
    return f"{said}: {_far(task)}"


def _far(task: Task) -> str:
    if task.work in _OF_EXPORTS:
        return sealing.far_words(task)
    said = _tr("%1 of %2")
    if task.step == "rewrite":
        return _tr("%1 %").replace("%1", str(100 * task.done // task.total))
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
        Work.REWRITE: _tr("Rewriting the backups on “%1”"),
        Work.ADOPT: _tr("Entering the backups on “%1” in the list of copies"),
        Work.SEAL: sealing.title(),
        Work.ZIP: sealing.zip_title(),
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
    done = {
        Work.BACKUP: _backed_up,
        Work.DRILL: _drilled,
        Work.RESEAL: _resealed,
        Work.REWRITE: _rewritten,
        Work.ADOPT: _adopted,
        Work.SEAL: sealing.result_words,
        Work.ZIP: sealing.zip_result_words,
    }
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
    if report.returned:
        kind = "attention" if kind == "good" else kind
        numbers = ", ".join(map(str, report.returned))
        parts.append(_tr("There again, though said to be gone: %1.").replace("%1", numbers))
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
    kind = drill_kind(task.drilled)
    if kind != "danger":
        return text, kind
    return f"{text} {_tr('Make a new backup there; what was lost is copied once more.')}", kind


def _resealed(task: Task) -> tuple[str, str]:
    report = task.resealed
    if report is None or report.is_complete:
        said = _tr("The backups on “%1” now open with today's ways to open the vault.")
        return said.replace("%1", task.place.label), "good"
    found = [
        (_tr("damaged: %1"), report.damaged),
        (_tr("not there: %1"), report.absent),
        (_tr("there again, though said to be gone: %1"), report.keyless),
    ]
    said = _tr(
        "Not every backup on “%1” was sealed anew: %2. They open with the old sheet or passphrase"
        " still."
    )
    said = said.replace("%1", task.place.label).replace("%2", _listed(found))
    if report.keyless:
        said += _tr(" “Enter unknown backups…”, in Settings, Backup, brings their keys back.")
    return said, "danger" if report.damaged or report.keyless else "attention"


def _rewritten(task: Task) -> tuple[str, str]:
    report = task.rewritten
    if report is None or report.is_complete:
        said = _tr("No backup on “%1” holds the records any more. Each was read back.")
        return said.replace("%1", task.place.label), "good"
    found = [
        (_tr("damaged, or opening with no known key: %1"), report.failed),
        (_tr("not there: %1"), report.absent),
        (_tr("unknown to this vault: %1"), report.unknown),
        (_tr("there again, though said to be gone: %1"), report.returned),
    ]
    said = _tr("Not every backup on “%1” could be rewritten: %2. They may hold the records still.")
    return said.replace("%1", task.place.label).replace("%2", _listed(found)), "attention"


def _listed(found: Sequence[tuple[str, Sequence[int]]]) -> str:
    """Return what is the matter, each with the numbers of the backups that have it."""
    return "; ".join(
        words.replace("%1", ", ".join(map(str, numbers))) for words, numbers in found if numbers
    )


def _adopted(task: Task) -> tuple[str, str]:
    parts, kind = [], "good"
    parts.append(
        counted(
            len(task.adopted),
            _tr("1 backup on “%2” was entered in the list of copies."),
            _tr("%1 backups on “%2” were entered in the list of copies."),
        )
        if task.adopted
        else _tr("The list of copies has every backup on “%2” that opens with this secret.")
    )
    if task.sealed:
        kind = "attention"
        numbers = ", ".join(map(str, task.sealed))
        said = _tr("Damaged, or sealed to another secret: %1. Try the sheet of that time.")
        parts.append(said.replace("%1", numbers))
    if task.copied:
        kind = "attention"
        numbers = ", ".join(map(str, task.copied))
        said = _tr("Copied there by hand from another place, and not entered a second time: %1.")
        parts.append(said.replace("%1", numbers))
    return " ".join(parts).replace("%2", task.place.label), kind
