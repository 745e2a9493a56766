"""The verdict on an export in words: each fault named, and what can be read all the same."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from ui.successor.held_export import HeldExport
from ui.successor.presenter import number_words, part_name
from ui.wording import counted, month_of_year
from vault.sealing.part_model import Part
from vault.unsealing.model import Fault, FaultKind, NumberVerdict, SignatureState, Verdict

_NAMED = 8
_DOCUMENTS, _START = "attachments/", "START-HERE"


def _tr(text: str) -> str:
    return QCoreApplication.translate("successor", text)


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing that was looked at. ``kind`` is a notice's: good, info, attention, danger."""

    kind: str
    heading: str
    text: str


def findings(held: HeldExport) -> list[Finding]:
    """Return everything that somebody should know before she reads on."""
    verdict = held.found
    best = verdict.best
    repacked = [_repacked()] if _is_repacked(verdict) else []
    if best is None:
        return repacked or [_nothing()]
    found = [*repacked, _signature(best), _whole(verdict, best), _age(verdict, best)]
    found += _elsewhere(held, best)
    if verdict.foreign_files:
        found.append(_foreign(len(verdict.foreign_files)))
    return found


def is_sound(held: HeldExport) -> bool:
    """Return whether it may be taken into custody: the practice signed what is read."""
    numbers = [one.number for one in held.opened.values()]
    known = {one.number: one for one in held.found.numbers}
    return bool(numbers) and all(known[one.number].is_signed for one in numbers)


def is_whole(held: HeldExport) -> bool:
    """Return whether nothing is missing of the records that were opened; documents may be."""
    known = {one.number: one for one in held.found.numbers}
    found = [
        known[one.number.number].part(part)
        for part, one in held.opened.items()
        if part.content is not Part.CASELOAD
    ]
    return all(one is not None and one.is_whole for one in found)


def headline(held: HeldExport) -> tuple[str, str]:
    """Return the verdict in one sentence, and the kind of its notice."""
    best = held.found.best
    if _is_repacked(held.found):
        return _tr("This ZIP file has to be unpacked first."), "attention"
    if best is None:
        return _tr("Nothing here can be read."), "danger"
    if not best.is_signed:
        return _tr("It can be read, but do not rely on it: see the first point below."), "danger"
    if not held.found.is_clean:
        return _tr("Something is damaged. What is whole can be read all the same."), "attention"
    if best.signature is SignatureState.UNPINNED:
        return _tr("It is whole. Only who signed it is left for you to compare."), "attention"
    return _tr("All is well: it is genuine and whole."), "good"


def _is_repacked(verdict: Verdict) -> bool:
    return any(one.kind is FaultKind.NOT_STORED for one in verdict.all_faults)


def _repacked() -> Finding:
    text = _tr(
        "Somebody packed it anew and compressed it. Casekeep never does that, and opens no such"
        " file. Unpack it: with “Extract all” on Windows, by a double-click on a Mac. Then go back"
        " and choose the folder that comes out of it. Nothing is lost by that. If a password is"
        " asked for, whoever packed it knows it: it is on none of the cards."
    )
    return Finding(kind="attention", heading=_tr("Unpack the ZIP file first"), text=text)


def _nothing() -> Finding:
    text = _tr("No part of an export is whole here. Look for another copy, on another stick.")
    return Finding(kind="danger", heading=_tr("Nothing to read"), text=text)


def _signature(number: NumberVerdict) -> Finding:
    state = number.signature
    if state is SignatureState.GOOD:
        text = _tr("The practice whose fingerprint is on your card signed it.")
        return Finding(kind="good", heading=_tr("It is genuine"), text=text)
    if state is SignatureState.UNPINNED:
        text = _tr(
            "It is signed, but no card at hand says whose key that is. The professional will names"
            " the practice's fingerprint: compare it with this one, %1"
        ).replace("%1", number.fingerprint)
        return Finding(kind="attention", heading=_tr("Compare who signed it"), text=text)
    if state is SignatureState.OTHER_KEY:
        text = _tr(
            "The fingerprint on your card belongs to another key than the one that signed this."
            " Either the card is of another export, or somebody made this one. Ask for another"
            " copy; do not call anybody because of what stands in here alone."
        )
        return Finding(kind="danger", heading=_tr("Somebody else signed it"), text=text)
    if state is SignatureState.WRONG:
        text = _tr(
            "The signature does not fit the list of its files, so something was changed after it"
            " was sealed. Look for another copy before you rely on it."
        )
        return Finding(kind="danger", heading=_tr("The signature does not fit"), text=text)
    text = _tr(
        "There is no signature: it was sealed only in part, or the file was lost. Look for"
        " another copy before you rely on it."
    )
    return Finding(kind="danger", heading=_tr("It is not signed"), text=text)


def _whole(verdict: Verdict, best: NumberVerdict) -> Finding:
    faults = verdict.all_faults
    if not faults:
        text = _tr("Every file is there, as it was signed.")
        if best.is_quick and best.documents:
            text = _tr(
                "Every file is there. The documents were counted; each is checked when it is"
                " opened."
            )
        return Finding(kind="good", heading=_tr("It is complete"), text=text)
    documents = [one for one in faults if one.file.startswith(_DOCUMENTS)]
    others = [one for one in faults if one not in documents]
    lines = _named(others)
    if documents:
        lines.append(
            counted(
                len(documents),
                _tr("One document is missing or damaged. You are told when you open it."),
                _tr("%1 documents are missing or damaged. You are told when you open one of them."),
            )
        )
    lines.append(_still(verdict, best, faults))
    is_slight = all(one.file.startswith(_START) for one in faults)
    kind = "info" if is_slight else "attention"
    return Finding(kind=kind, heading=_tr("Not everything is whole"), text="\n".join(lines))


def _still(verdict: Verdict, best: NumberVerdict, faults: Sequence[Fault]) -> str:
    if all(one.file.startswith(_START) for one in faults) and best.is_usable:
        return _tr("That does not touch what is sealed: all of it can be read.")
    whole = [part_name(one.part) for one in best.parts if verdict.newest(one.part)]
    if not whole:
        return _tr("No part is whole. What opens is shown as far as it goes.")
    return _tr("What is whole can still be read: %1.").replace("%1", ", ".join(whole))


def _named(faults: Sequence[Fault]) -> list[str]:
    lines = [f"{_file_words(one.file)}: {fault_words(one.kind)}" for one in faults[:_NAMED]]
    if len(faults) > _NAMED:
        lines.append(_tr("and %1 more").replace("%1", str(len(faults) - _NAMED)))
    return lines


def _file_words(file: str) -> str:
    """Return a file's name, after what it holds where that is a part."""
    for part in Part:
        if file.startswith(f"{part}-") and file.endswith(".age"):
            return f"{part_name(part)} ({file})"
    return file


def fault_words(kind: FaultKind) -> str:
    """Return what is wrong with a file, as it stands after its name."""
    words = {
        FaultKind.MISSING: _tr("missing"),
        FaultKind.CHANGED: _tr("not as it was signed"),
        FaultKind.UNREADABLE: _tr("cannot be read"),
        FaultKind.NEWER: _tr("made by a newer Casekeep"),
        FaultKind.NOT_A_FILE: _tr("a link or a folder stands in its place"),
        FaultKind.UNFINISHED: _tr("not finished: the sealing was interrupted"),
        FaultKind.NOT_SIGNED: _tr("the signature does not fit"),
        FaultKind.OTHER_KEY: _tr("signed by another key than your card names"),
        FaultKind.MIXED: _tr("belongs to another number or another export"),
        FaultKind.UNNAMED: _tr("in no signed list"),
        FaultKind.UNSAFE_NAME: _tr("its name leads out of the ZIP file, so it was not opened"),
        FaultKind.DOUBLED: _tr("twice in the ZIP file"),
        FaultKind.NOT_STORED: _tr("compressed or locked in the ZIP file, so it was not opened"),
        FaultKind.IMPOSSIBLE: _tr("its size in the ZIP file cannot be true"),
    }
    return words[kind]


def _age(verdict: Verdict, best: NumberVerdict) -> Finding:
    newest = verdict.numbers[0]
    if newest.number == best.number:
        text = _tr("%1. What was written after that is not in it.")
        said = text.replace("%1", number_words(best))
        return Finding(kind="info", heading=_tr("It is the newest here"), text=said)
    text = _tr("Number %1 is newer, but not whole. %2 is read instead.")
    said = text.replace("%1", str(newest.number)).replace("%2", number_words(best))
    return Finding(kind="attention", heading=_tr("An older one is read"), text=said)


def _elsewhere(held: HeldExport, best: NumberVerdict) -> list[Finding]:
    """Parts that are whole in an older number alone."""
    lines = []
    for part, opened in held.opened.items():
        number = opened.number
        if number.number != best.number and number.statement is not None:
            text = _tr("%1: from number %2, %3").replace("%1", part_name(part))
            when = month_of_year(number.statement.month)
            lines.append(text.replace("%2", str(number.number)).replace("%3", when))
    if not lines:
        return []
    heading = _tr("Parts from an older number")
    return [Finding(kind="attention", heading=heading, text="\n".join(lines))]


def _foreign(count: int) -> Finding:
    text = counted(
        count,
        _tr("One file beside it is no part of the export. It was not opened."),
        _tr("%1 files beside it are no part of the export. They were not opened."),
    )
    return Finding(kind="info", heading=_tr("Other files"), text=text)
