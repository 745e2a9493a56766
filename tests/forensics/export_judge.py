"""What a look at a tampered export must come to: the fault is named, and what is whole is read."""

import hashlib
import io
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.unsealing.making import Making
from vault.errors import (
    CardOfAnotherExport,
    DocumentDamaged,
    DocumentMissing,
    NotAnExport,
    PartDamaged,
    TooFewCards,
    VaultError,
)
from vault.sealing import layout
from vault.sealing.part_model import Part
from vault.unsealing import service
from vault.unsealing.model import Card, NumberVerdict, Verdict
from vault.unsealing.opened_part import OpenedPart
from vault.unsealing.source import WHOLE, ExportSource

NUMBERS = (6, 7)
REFRESHED = 8
CARDS = frozenset({1, 2})
"""The places of the cards at hand."""
_TELLING = {Part.CASELOAD: "caseload.html", Part.RECORDS: "data/index.html"}
_OUT = "out"
ANYTHING = "?"
"""Stands for a change that may matter or not: what is called clean must then be as it was."""


@dataclass(frozen=True, slots=True)
class Sound:
    """An export before anything was done to it."""

    making: Making
    folder: Path
    files: dict[str, bytes]

    @property
    def cards(self) -> list[Card]:
        """Two of three cards: what a case breaks must not hang on the third."""
        return self.making.cards(*CARDS)


def judge(sound: Sound, path: Path, named: frozenset[str], *, is_written: bool) -> Iterator[str]:
    """Yield what is wrong with how the export at ``path`` was taken; ``named`` are the files of
    which the verdict must speak."""
    before = _tree(path.parent)
    try:
        with service.open_source(path) as source:
            start = service.fingerprint_start(sound.cards)
            verdict = service.examine(source, start)
            if ANYTHING in named:
                yield from _honest(sound, source, verdict)
            else:
                yield from _named(verdict, named)
            for number in verdict.numbers:
                yield from _number(sound, source, number)
            if is_written:
                yield from written(sound.cards, source, verdict)
    except NotAnExport:
        if not named & {WHOLE, ANYTHING}:
            yield "said to be no export"
    except Exception as error:  # noqa: BLE001 - any other error is what this row looks for
        yield f"raised {type(error).__name__}: {error}"
    if _tree(path.parent) != before:
        yield "a file beside the target was made or changed"


def _named(verdict: Verdict, named: frozenset[str]) -> Iterator[str]:
    told = {fault.file for fault in verdict.all_faults} | set(verdict.foreign_files)
    for name in sorted(named - told):
        yield f"the verdict says nothing of {name}"
    if not named and not verdict.is_clean:
        yield f"the verdict complains: {verdict.all_faults}"


def _honest(sound: Sound, source: ExportSource, verdict: Verdict) -> Iterator[str]:
    if verdict.is_clean and not all(_is_same(sound, source, name) for name in sound.files):
        yield "called clean, and is not as it was"


def _number(sound: Sound, source: ExportSource, number: NumberVerdict) -> Iterator[str]:
    for part in Part:
        told = number.part(part)
        if told is None or part not in _TELLING:
            continue
        name = layout.part_name(part, number.number)
        must_open = _is_same(sound, source, name) and _opens(sound, source, part)
        try:
            with service.open_part(source, number, part, sound.cards) as opened:
                yield from _read(sound, number, opened, is_same=_is_same(sound, source, name))
        except (PartDamaged, TooFewCards, CardOfAnotherExport) as error:
            if must_open:
                yield f"{name} is whole and did not open: {type(error).__name__}"
            fits = any(set(group) <= CARDS for group in told.openings) and _is_ours(sound, number)
            if told.is_whole and fits:
                yield f"{name} was called whole, and did not open: {type(error).__name__}"


def _is_ours(sound: Sound, number: NumberVerdict) -> bool:
    told = number.statement
    return told is not None and told.export_id == sound.making.export_id


def _read(
    sound: Sound, number: NumberVerdict, opened: OpenedPart, *, is_same: bool
) -> Iterator[str]:
    expected = f"number {number.number}".encode()
    try:
        text = opened.read(_TELLING[opened.part])
    except VaultError as error:
        text = b""
        if is_same:
            yield f"{opened!r} is whole and was not read: {type(error).__name__}"
    told = number.part(opened.part)
    is_warned = not number.is_signed or (told is not None and not told.is_whole)
    if text and expected not in text and not is_warned:
        yield f"{opened!r} showed something else, unannounced"
    if is_same:
        yield from _documents(sound, opened)


def _documents(sound: Sound, opened: OpenedPart) -> Iterator[str]:
    for entry, made in zip(opened.documents, sound.making.documents, strict=False):
        target = io.BytesIO()
        try:
            with opened.open_file(entry.file) as file:
                is_same = file.read() == made.sealed
        except OSError:
            is_same = False
        try:
            opened.open_document(entry, target)
            is_right = target.getvalue() == made.content
        except (DocumentDamaged, DocumentMissing):
            is_right = not is_same
        if not is_right:
            yield f"document {entry.number}: wrongly opened, or not opened though whole"


def _is_same(sound: Sound, source: ExportSource, name: str) -> bool:
    try:
        with source.open(name) as file:
            return file.read() == sound.files.get(name)
    except OSError:
        return False


def _opens(sound: Sound, source: ExportSource, part: Part) -> bool:
    """Whether a whole opening is there for the cards at hand."""
    made = next(one for one in sound.making.parts if one.part is part)
    groups = {name: layout.opening_of(name) for name in made.openings}
    return any(
        found is not None and set(found[1]) <= CARDS and _is_same(sound, source, name)
        for name, found in groups.items()
    )


def written(cards: list[Card], source: ExportSource, verdict: Verdict) -> Iterator[str]:
    """Unseal all that opens into a folder of its own, with a neighbor to be left alone."""
    with TemporaryDirectory(prefix="unsealed-") as name:
        top = Path(name)
        (top / "neighbor").write_bytes(b"mine")
        found = [(n, p) for n in verdict.numbers for p in Part if n.part(p) is not None]
        try:
            parts = service.openable(source, found, cards)
            service.unseal(source, parts, cards, top / _OUT)
        except VaultError as error:
            if not isinstance(error, PartDamaged | TooFewCards | CardOfAnotherExport):
                yield f"unsealing raised {type(error).__name__}"
        beside = {one.name for one in top.iterdir()} - {"neighbor", _OUT}
        if beside or (top / "neighbor").read_bytes() != b"mine":
            yield "a file was written outside the target"
        if any(one.is_symlink() for one in top.rglob("*")):
            yield "a link was written"


def _tree(folder: Path) -> dict[str, str]:
    """Return what every file there holds, links not followed."""
    return {
        one.relative_to(folder).as_posix(): hashlib.sha256(one.read_bytes()).hexdigest()
        for one in sorted(folder.rglob("*"))
        if one.is_file() and not one.is_symlink()
    }
