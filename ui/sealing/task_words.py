"""Sealing an export, and what came of it, in words. Needs no window."""

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication

from ui.backup.tasks import Task
from ui.wording import counted, size_words
from vault.sealing.part_model import Part
from vault.sealing.places_model import SealReport
from vault.sealing.statement_model import SealKind


def _tr(text: str) -> str:
    return QCoreApplication.translate("sealing", text)


def step_words(task: Task) -> str:
    """Return what a sealing is doing, without how far it is."""
    words = {
        "prepare": _tr("Looking what lies there"),
        "plan": _tr("Reading what is to be sealed"),
        "parts": _tr("Reading the sealed parts back"),
        "clients": _tr("Writing and sealing the records"),
        "documents": _tr("Copying documents and reading them back"),
        "sign": _tr("Signing it and reading it back"),
        "announce": _tr("Entering it in the list of copies"),
        "tidy": _tr("Removing what is kept no longer"),
        "zip": _tr("Writing the ZIP file and reading it back"),
        "confirm": _tr("Writing down what was done"),
    }
    return words.get(task.step, _tr("Beginning"))


def far_words(task: Task) -> str:
    """Return how much of a step is done."""
    said = _tr("%1 of %2")
    if task.step == "clients":
        people = counted(task.total, _tr("1 client"), _tr("%1 clients"))
        return said.replace("%1", f"{task.done:,}").replace("%2", people)
    if task.step == "zip":
        files = counted(task.total, _tr("1 file"), _tr("%1 files"))
        return said.replace("%1", f"{task.done:,}").replace("%2", files)
    return said.replace("%1", size_words(task.done)).replace("%2", size_words(task.total))


def title() -> str:
    """Return what is under way; ``%1`` is the place."""
    return _tr("Sealing the export on “%1”")


def zip_title() -> str:
    """Return the same where a ZIP file is made."""
    return _tr("Putting the export on “%1” into one ZIP file")


def result_words(task: Task) -> tuple[str, str]:
    """Return what was sealed, and the kind of notice."""
    report = task.seal_report
    if report is None:
        return "", "info"
    parts, kind = [_sealed(task, report)], "good"
    if report.unsealed:
        kind = "attention"
        said = _tr("Not in it, for no card opens it: %1. Hold the ceremony anew for that.")
        parts.append(said.replace("%1", part_words(report.unsealed)))
    if report.lost:
        kind = "danger"
        parts.append(
            counted(
                len(report.lost),
                _tr("1 document is missing or damaged in the vault itself and is not in it."),
                _tr("%1 documents are missing or damaged in the vault itself, not in it."),
            )
        )
    return " ".join(parts), kind


def zip_result_words(task: Task) -> tuple[str, str]:
    """Return what is in the ZIP file, and the kind of notice."""
    said = _tr(
        "The ZIP file holds the newest number of the export on “%1” and was read back. It stands"
        " in the list of copies: nothing keeps it current."
    )
    return said.replace("%1", task.place.label), "good"


def _sealed(task: Task, report: SealReport) -> str:
    is_closure = task.sealing is not None and task.sealing.kind is SealKind.CLOSURE
    said = (
        _tr("The closing export, number %1 on “%2”, is sealed and was read back: %3.")
        if is_closure
        else _tr("Number %1 of the export on “%2” is sealed and was read back: %3.")
    )
    people = counted(report.clients, _tr("1 client"), _tr("%1 clients"))
    said = said.replace("%1", str(report.number)).replace("%2", task.place.label)
    return said.replace("%3", f"{people}, {size_words(report.size)}")


def part_words(parts: Sequence[Part]) -> str:
    """Return the names of parts, as they stand within a line."""
    words = {
        Part.CASELOAD: _tr("the caseload"),
        Part.RECORDS: _tr("the records"),
        Part.PSYCHOTHERAPY: _tr("the psychotherapy notes"),
        Part.APART_CASELOAD: _tr("the caseload of clients kept apart"),
        Part.APART_RECORDS: _tr("the records of clients kept apart"),
        Part.APART_PSYCHOTHERAPY: _tr("the psychotherapy notes of clients kept apart"),
    }
    return ", ".join(words[one] for one in parts)
