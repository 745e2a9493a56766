"""Looking at every number of an export: signature, list, every file's hash, what opens what."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from vault import digests
from vault.errors import BadSignature, ExportUnreadable, NewerExport
from vault.keys import signing
from vault.keys.signing import PublicKey
from vault.progress import Progress
from vault.sealing import layout, manifest, statement
from vault.sealing.part_model import Part
from vault.sealing.statement import Statement
from vault.sealing.statement_model import PartLine
from vault.store import bundle
from vault.unsealing.model import (
    Fault,
    FaultKind,
    NumberVerdict,
    PartVerdict,
    SignatureState,
    Verdict,
)
from vault.unsealing.source import ExportSource

_BLOCK = 1 << 20
_MOST_SIGNATURE = 1 << 14
_MONTHS = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class _Paper:
    """The two signed texts of a number as they were read; hashes are empty where unreadable."""

    number: int
    hashes: Mapping[str, str]
    manifest_sha256: str
    statement: Statement | None
    state: SignatureState
    fingerprint: str
    faults: tuple[Fault, ...]


class Examiner:
    """Looks at one source once; a file that two numbers share is read once."""

    def __init__(
        self,
        source: ExportSource,
        fingerprint_start: bytes | None,
        progress: Progress,
        *,
        is_quick: bool,
    ) -> None:
        self._source = source
        self._pin = fingerprint_start
        self._progress = progress
        self._is_quick = is_quick
        self._seen: dict[str, str | None] = {}
        self._done = self._total = 0
        names = [name for name in source.sizes if bundle.attachment_uid(name) is None]
        self._there = {found for name in names if (found := layout.part_of(name)) is not None}
        self._openings = sorted(o for name in names if (o := layout.opening_of(name)) is not None)

    def examine(self, today: date) -> Verdict:
        """Return the verdict. Raises what ``progress`` raises."""
        papers = [self._paper(number) for number in _numbers(self._source)]
        named = {name for paper in papers for name in paper.hashes}
        self._total = sum(self._source.sizes.get(name, 0) for name in named if self._reads(name))
        found = _said_apart([self._verdict(paper) for paper in papers])
        best = _best(found)
        told = {fault for number in found for fault in number.faults}
        own = {*self._source.faults.values(), *_unnamed(self._source, papers)}
        return Verdict(
            numbers=tuple(found),
            best=best,
            age_months=_age(best, today),
            is_zip=self._source.is_zip,
            faults=tuple(sorted(own - told)),
            foreign_files=self._source.foreign,
        )

    def _reads(self, name: str) -> bool:
        return not (self._is_quick and bundle.attachment_uid(name) is not None)

    # --- the signed texts ---

    def _paper(self, number: int) -> _Paper:
        faults: list[Fault] = []
        name = layout.manifest_name(number)
        listed = self._text(name, manifest.MOST_BYTES, faults, FaultKind.UNFINISHED)
        hashes: Mapping[str, str] = {}
        if listed is not None:
            try:
                hashes = manifest.from_text(listed.decode("ascii"))
            except (ExportUnreadable, UnicodeDecodeError):
                faults.append(Fault(file=name, kind=FaultKind.UNREADABLE))
        key, state = self._signature(number, listed, faults)
        return _Paper(
            number=number,
            hashes=hashes,
            manifest_sha256=digests.sha256(listed).hexdigest() if listed is not None else "",
            statement=self._statement(number, faults),
            state=state,
            fingerprint=key.fingerprint if key is not None else "",
            faults=tuple(faults),
        )

    def _text(self, name: str, most: int, faults: list[Fault], absent: FaultKind) -> bytes | None:
        if name not in self._source.sizes:
            faults.append(self._source.faults.get(name) or Fault(file=name, kind=absent))
            return None
        try:
            content = self._source.read_small(name, most)
        except OSError:
            content = None
        if content is None:
            faults.append(Fault(file=name, kind=FaultKind.UNREADABLE))
        return content

    def _signature(
        self, number: int, listed: bytes | None, faults: list[Fault]
    ) -> tuple[PublicKey | None, SignatureState]:
        name = layout.signature_name(number)
        armored = self._text(name, _MOST_SIGNATURE, faults, FaultKind.UNFINISHED)
        if armored is None or listed is None:
            return None, SignatureState.MISSING
        try:
            text = armored.decode("ascii")
            key = PublicKey.from_signature(text)
        except (BadSignature, UnicodeDecodeError):
            faults.append(Fault(file=name, kind=FaultKind.UNREADABLE))
            return None, SignatureState.WRONG
        try:
            key.verify(listed, text, signing.EXPORT)
        except BadSignature:  # which of the two was changed nobody can tell
            both = (name, layout.manifest_name(number))
            faults += [Fault(file=one, kind=FaultKind.NOT_SIGNED) for one in both]
            return None, SignatureState.WRONG
        if self._pin is None:
            return key, SignatureState.UNPINNED
        if key.fingerprint_bytes.startswith(self._pin):
            return key, SignatureState.GOOD
        faults.append(Fault(file=name, kind=FaultKind.OTHER_KEY))
        return key, SignatureState.OTHER_KEY

    def _statement(self, number: int, faults: list[Fault]) -> Statement | None:
        name = layout.statement_name(number)
        content = self._text(name, statement.MOST_BYTES, faults, FaultKind.MISSING)
        if content is None:
            return None
        try:
            found = Statement.from_text(content.decode("utf-8"))
        except NewerExport:
            faults.append(Fault(file=name, kind=FaultKind.NEWER))
            return None
        except (ExportUnreadable, UnicodeDecodeError):
            faults.append(Fault(file=name, kind=FaultKind.UNREADABLE))
            return None
        if found.number != number:
            faults.append(Fault(file=name, kind=FaultKind.MIXED))
        return found

    # --- the files ---

    def _verdict(self, paper: _Paper) -> NumberVerdict:
        faults = {*paper.faults, *_contradictions(paper)}
        known = {one.file for one in paper.faults}
        for name, expected in paper.hashes.items():
            if name not in known:
                faults.update(self._check(name, expected))
        return NumberVerdict(
            number=paper.number,
            statement=paper.statement,
            signature=paper.state,
            fingerprint=paper.fingerprint,
            manifest_sha256=paper.manifest_sha256,
            faults=tuple(sorted(faults)),
            parts=tuple(self._parts(paper, {one.file for one in faults})),
            documents=sum(bundle.attachment_uid(name) is not None for name in paper.hashes),
            is_quick=self._is_quick,
        )

    def _check(self, name: str, expected: str) -> Iterable[Fault]:
        if name in self._source.faults:
            yield self._source.faults[name]
        elif name not in self._source.sizes:
            yield Fault(file=name, kind=FaultKind.MISSING)
        if name in self._source.sizes and self._reads(name):
            digest = self._hash(name)
            if digest is None:
                yield Fault(file=name, kind=FaultKind.UNREADABLE)
            elif digest != expected:
                yield Fault(file=name, kind=FaultKind.CHANGED)

    def _hash(self, name: str) -> str | None:
        if name not in self._seen:
            self._seen[name] = self._hash_now(name)
        return self._seen[name]

    def _hash_now(self, name: str) -> str | None:
        digest = digests.sha256()
        try:
            with self._source.open(name) as file:
                while block := file.read(_BLOCK):
                    digest.update(block)
                    self._done += len(block)
                    self._progress("examine", self._done, max(self._total, self._done))
        except OSError:
            return None
        return digest.hexdigest()

    def _parts(self, paper: _Paper, bad: set[str]) -> Iterable[PartVerdict]:
        told = {one.part: one for one in paper.statement.parts} if paper.statement else {}
        for part in Part:
            if part in told or (part, paper.number) in self._there:
                yield self._part(paper, part, told.get(part), bad)

    def _part(self, paper: _Paper, part: Part, told: PartLine | None, bad: set[str]) -> PartVerdict:
        name = layout.part_name(part, paper.number)
        is_there = (part, paper.number) in self._there
        groups = [group for one, group in self._openings if one is part]
        names = {group: layout.opening_name(part, group) for group in groups}
        whole = tuple(g for g in groups if names[g] in paper.hashes and names[g] not in bad)
        return PartVerdict(
            part=part,
            is_whole=is_there and name in paper.hashes and name not in bad and bool(whole),
            is_there=is_there,
            threshold=told.threshold if told else min(map(len, groups), default=0),
            holders=told.holders if told else tuple(sorted({p for g in groups for p in g})),
            openings=whole,
            size=self._source.sizes.get(name, 0),
        )


def _numbers(source: ExportSource) -> list[int]:
    """Return the numbers that any file bears, the highest first."""
    names = {*source.sizes, *source.faults}
    return sorted({n for name in names if (n := layout.number_of(name)) is not None}, reverse=True)


def _contradictions(paper: _Paper) -> Iterable[Fault]:
    """Yield where list and statement are not of one number, or not by one key."""
    own = layout.statement_name(paper.number)
    if paper.statement is None or not paper.hashes:
        return
    if own not in paper.hashes:
        yield Fault(file=own, kind=FaultKind.UNNAMED)
    if paper.fingerprint and (
        PublicKey.from_text(paper.statement.public_key).fingerprint != paper.fingerprint
    ):
        yield Fault(file=own, kind=FaultKind.OTHER_KEY)
    told = {layout.part_name(one.part, paper.number) for one in paper.statement.parts}
    listed = {name for name in paper.hashes if layout.part_of(name) is not None}
    for name in told ^ listed:
        yield Fault(file=name, kind=FaultKind.MIXED)
    if any(layout.number_of(name) not in (None, paper.number) for name in paper.hashes):
        yield Fault(file=layout.manifest_name(paper.number), kind=FaultKind.MIXED)


def _said_apart(found: list[NumberVerdict]) -> list[NumberVerdict]:
    """Mark numbers that are of another export than the best one."""
    best = _best(found)
    if best is None or best.statement is None:
        return found
    return [_marked(one, best) for one in found]


def _marked(one: NumberVerdict, best: NumberVerdict) -> NumberVerdict:
    if one.statement is None or best.statement is None:
        return one
    mine = (one.statement.export_id, one.statement.vault_id, one.statement.public_key)
    if mine == (best.statement.export_id, best.statement.vault_id, best.statement.public_key):
        return one
    mixed = Fault(file=layout.statement_name(one.number), kind=FaultKind.MIXED)
    return replace(one, faults=tuple(sorted({*one.faults, mixed})))


def _best(found: list[NumberVerdict]) -> NumberVerdict | None:
    tests: tuple[Callable[[NumberVerdict], bool], ...] = (
        lambda one: one.is_usable,
        lambda one: one.is_signed and any(part.is_whole for part in one.parts),
        lambda one: one.is_signed and any(part.is_there for part in one.parts),
        lambda one: any(part.is_there for part in one.parts),
        lambda one: one.is_signed,
    )
    return next((one for test in tests for one in found if test(one)), None)


def _age(best: NumberVerdict | None, today: date) -> int | None:
    if best is None or best.statement is None:
        return None
    year, _, month = best.statement.month.partition("-")
    if not (year.isdecimal() and month.isdecimal()):
        return None
    return max(0, (today.year - int(year)) * _MONTHS + today.month - int(month))


def _unnamed(source: ExportSource, papers: list[_Paper]) -> Iterable[Fault]:
    """Yield files that no list names; while a number is unfinished, not those that it may share."""
    named = {name for paper in papers for name in paper.hashes}
    listed = {paper.number for paper in papers if paper.hashes}
    is_whole = all(paper.hashes for paper in papers)
    for name in source.sizes:
        number = layout.number_of(name)
        is_paper = layout.manifest_number(name.removesuffix(".sig")) is not None
        expected = is_paper or name in named or (number is not None and number not in listed)
        if not expected and (is_whole or number is not None):
            yield Fault(file=name, kind=FaultKind.UNNAMED)
