"""What was taken into custody, in words. Counts alone: no vault is open yet."""

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication

from ui.successor.presenter import part_name
from ui.wording import counted
from vault.custody.model import CustodyReport, MergeReport, Unread, Wrong
from vault.sealing.part_model import Part

_NAMED = 8


def _tr(text: str) -> str:
    return QCoreApplication.translate("successor", text)


def receipt(report: CustodyReport) -> tuple[tuple[str, str], ...]:
    """Return the facts of a custody that was taken: heading and text."""
    counts = (
        counted(report.clients, _tr("1 client"), _tr("%1 clients")),
        counted(report.notes, _tr("1 note"), _tr("%1 notes")),
        counted(report.documents, _tr("1 document"), _tr("%1 documents")),
    )
    facts = [
        (_tr("Folder"), str(report.folder)),
        (_tr("What was taken"), " · ".join(counts)),
        (_tr("From"), _source(report.number, report.parts)),
    ]
    if report.left_out:
        text = counted(
            report.left_out,
            _tr("1 client whose record was disposed of later was left out."),
            _tr("%1 clients whose records were disposed of later were left out."),
        )
        facts.append((_tr("Left out"), text))
    if report.lost:
        facts.append((_tr("What is missing"), lost_words(len(report.lost))))
    if report.unread:
        facts.append((_tr("What could not be read"), unread_words(report.unread)))
    return tuple(facts)


def merge_receipt(report: MergeReport) -> tuple[tuple[str, str], ...]:
    """Return the facts of another export that was merged: heading and text."""
    lines = (
        (report.new, _tr("1 client is new"), _tr("%1 clients are new")),
        (report.changed, _tr("1 client has a newer state"), _tr("%1 clients have a newer state")),
        (report.same, _tr("1 client is as before"), _tr("%1 clients are as before")),
        (
            report.older,
            _tr("1 client was kept in a newer state already"),
            _tr("%1 clients were kept in a newer state already"),
        ),
        (
            report.waiting,
            _tr("1 client waits for the part with the record"),
            _tr("%1 clients wait for the part with the record"),
        ),
        (
            report.dropped,
            _tr("1 client whose record was disposed of is hidden, and goes at the next unlock"),
            _tr("%1 clients whose records were disposed of are hidden, and go at the next unlock"),
        ),
        (
            report.held,
            _tr("1 client should be gone and stays for a hold of yours"),
            _tr("%1 clients should be gone and stay for a hold of yours"),
        ),
        (
            report.unlisted,
            _tr("1 client's psychotherapy notes are in no part that came now; they stay here"),
            _tr("%1 clients' psychotherapy notes are in no part that came now; they stay here"),
        ),
    )
    said = [counted(count, one, many) for count, one, many in lines if count]
    documents = counted(report.documents, _tr("1 document"), _tr("%1 documents"))
    facts = [
        (_tr("From"), _source(report.number, report.parts)),
        (_tr("What came of it"), "\n".join(said) or _tr("Nothing in it was new.")),
        (_tr("Documents copied"), documents),
    ]
    if report.lost:
        facts.append((_tr("What is missing"), lost_words(len(report.lost))))
    if report.unread:
        facts.append((_tr("What could not be read"), unread_words(report.unread)))
    if report.is_chain_apart:
        text = _tr(
            "Its audit log does not go on from the one that is kept here, so it was not taken."
        )
        facts.append((_tr("Audit log"), text))
    return tuple(facts)


def _source(number: int, parts: tuple[str, ...]) -> str:
    names = ", ".join(part_name(Part(one)) for one in parts)
    return _tr("Number %1: %2").replace("%1", str(number)).replace("%2", names)


def unread_words(unread: Sequence[Unread]) -> str:
    """Return what was signed and not of its form, by where it stands in the part."""
    intro = _tr(
        "This is signed, but not in a form that can be kept, so it was left out whole; the rest was"
        " taken. Keep the export: what was left out can be looked at there."
    )
    lines = [_unread_line(one) for one in unread[:_NAMED]]
    if len(unread) > _NAMED:
        lines.append(_tr("and %1 more").replace("%1", str(len(unread) - _NAMED)))
    return "\n".join([intro, *lines])


def _unread_line(one: Unread) -> str:
    wrong = {
        Wrong.VALUE: _tr("a value in “%1” is not of its kind"),
        Wrong.RULE: _tr("what stands in “%1” contradicts itself"),
        Wrong.FORM: _tr("“%1” is not in the form in which records travel"),
    }
    words = wrong[one.wrong].replace("%1", one.table or one.place.rpartition("/")[2])
    return f"{part_name(Part(one.part))}, {one.place.rpartition('/')[0] or one.place}: {words}"


def lost_words(count: int) -> str:
    """Return how many documents' files did not come along."""
    return counted(
        count,
        _tr("1 document's file is missing or damaged in the export. Its record says which."),
        _tr("%1 documents' files are missing or damaged in the export. Their records say which."),
    )
