"""The export that is at hand, the cards that were given, and the parts that they opened."""

from __future__ import annotations

import io
import threading
from dataclasses import dataclass
from pathlib import Path

from vault.errors import PartDamaged, TooFewCards, VaultError
from vault.progress import Progress, no_progress
from vault.sealing.part_model import Part
from vault.succession.plan_model import Psychotherapy
from vault.unsealing import service as unsealing
from vault.unsealing.model import Card, DocumentEntry, NumberVerdict, Verdict
from vault.unsealing.service import ExportSource, OpenedPart


@dataclass(frozen=True, slots=True, kw_only=True)
class PartState:
    """How far the cards at hand get with a part. ``refusal`` is why it stays shut."""

    part: Part
    is_open: bool
    threshold: int
    holders: tuple[int, ...]
    wanted: int = 0
    refusal: VaultError | None = None


class HeldExport:
    """What takes its time is called in jobs; ``opened`` parts stay open until ``close``.

    The cards are kept until ``forget_cards``: what they opened stays open without them.
    """

    def __init__(self) -> None:
        self._lock = threading.RLock()
        self._source: ExportSource | None = None
        self._pin: bytes | None = None
        self._cards: list[Card] = []
        self._states: dict[Part, PartState] = {}
        self.opened: dict[Part, OpenedPart] = {}
        self.path: Path | None = None
        self.verdict: Verdict | None = None
        self.is_touched = False
        """Whether a card was ever given: its secret may be anywhere in this process's memory."""

    def __repr__(self) -> str:
        return f"HeldExport({len(self.opened)} parts)"

    def take(self, path: Path, progress: Progress = no_progress) -> Verdict:
        """Look at an export; documents only by whether they are there.

        Raises ``NotAnExport``, ``StorageFailed``, or what ``progress`` raises.
        """
        with self._lock:
            self.close()
            self._source, self.path = unsealing.open_source(path), path
            return self._examine(progress, is_quick=True)

    def verify(self, progress: Progress = no_progress) -> Verdict:
        """Look at every byte of it, documents too. Raises what ``progress`` raises."""
        with self._lock:
            return self._examine(progress, is_quick=False)

    def _examine(self, progress: Progress, *, is_quick: bool) -> Verdict:
        self.verdict = unsealing.examine(self._at_hand, self._pin, progress, is_quick=is_quick)
        found = {one.number: one for one in self.verdict.numbers}
        for part in self.opened.values():  # what was found out since counts for what is open too
            part.number = found.get(part.number.number, part.number)
        return self.verdict

    @property
    def _at_hand(self) -> ExportSource:
        if self._source is None:
            raise RuntimeError("an export is chosen first")
        return self._source

    @property
    def found(self) -> Verdict:
        """What was found last. Raises ``RuntimeError`` before an export was chosen."""
        if self.verdict is None:
            raise RuntimeError("an export is chosen first")
        return self.verdict

    @property
    def cards(self) -> int:
        """How many cards are at hand."""
        return len(self._cards)

    def has(self, card: Card) -> bool:
        """Return whether this card is at hand already."""
        return any(one.identity == card.identity for one in self._cards)

    def add(self, card: Card, progress: Progress = no_progress) -> None:
        """Take a card and open what it opens together with the others.

        Raises ``CardsDisagree``; the card is not taken then.
        """
        with self._lock:
            self.is_touched = True
            cards = self._cards if self.has(card) else [*self._cards, card]
            pin = unsealing.fingerprint_start(cards)
            self._cards = cards
            self._pin_key(pin or self._pin, progress)
            self._open_all()

    def drop(self, place: int) -> None:
        """Give the card at ``place``, counted from 0, out of hand again."""
        with self._lock:
            del self._cards[place]
            self._close_parts()
            self._pin_key(unsealing.fingerprint_start(self._cards), no_progress)
            self._open_all()

    def _pin_key(self, pin: bytes | None, progress: Progress) -> None:
        """A card says whose key the signature must be; what was found changes with it."""
        if pin != self._pin:
            self._pin = pin
            self._examine(progress, is_quick=True)

    def forget_cards(self) -> None:
        """Let go of every card: what is open stays open, what is shut wants all its cards again."""
        with self._lock:
            self._cards.clear()
            self._states = {part: one for part, one in self._states.items() if not one.wanted}

    @property
    def parts(self) -> tuple[Part, ...]:
        """The parts that the export has, in the order of ``Part``."""
        there = {one.part for number in self.found.numbers for one in number.parts}
        return tuple(one for one in Part if one in there)

    def number_of(self, part: Part) -> NumberVerdict | None:
        """Return the number that a part is read from: the newest in which it is whole."""
        verdict = self.found
        return verdict.newest(part) or verdict.best

    def state(self, part: Part) -> PartState:
        """Return how far the cards got with a part."""
        return self._states.get(part) or self._shut(part, None)

    def _open_all(self) -> None:
        for part in self.parts:
            self._states[part] = self._tried(part)

    def _tried(self, part: Part) -> PartState:
        number = self.number_of(part)
        if number is None:
            return self._shut(part, None)
        old = self.opened.get(part)
        if old is not None and old.number.number == number.number:
            return self._shut(part, None)
        try:
            opened = unsealing.open_part(self._at_hand, number, part, self._cards)
        except VaultError as error:
            return self._shut(part, error.with_traceback(None))
        if old is not None:
            old.close()
        self.opened[part] = opened
        return self._shut(part, None)

    def _shut(self, part: Part, refusal: VaultError | None) -> PartState:
        number = self.number_of(part)
        told = number.part(part) if number else None
        threshold = told.threshold if told else 0
        wanted = refusal.needed if isinstance(refusal, TooFewCards) else max(1, threshold)
        return PartState(
            part=part,
            is_open=part in self.opened,
            threshold=threshold,
            holders=told.holders if told else (),
            wanted=0 if part in self.opened or isinstance(refusal, PartDamaged) else wanted,
            refusal=refusal,
        )

    def read(self, part: Part, name: str) -> bytes:
        """Return an entry of an opened part. Raises ``NotFound`` or ``PartDamaged``."""
        with self._lock:
            return self.opened[part].read(name)

    def psychotherapy_wish(self) -> Psychotherapy | None:
        """Return what the plan says of psychotherapy notes, where a part that is open has it."""
        with self._lock:
            return unsealing.psychotherapy_wish(self.opened.values())

    def documents(self, part: Part) -> dict[str, DocumentEntry]:
        """Return the documents of an opened part by the path that its pages link to."""
        with self._lock:
            return {one.path: one for one in self.opened[part].documents}

    def document(self, part: Part, entry: DocumentEntry) -> bytes:
        """Return a document, in memory. Raises ``DocumentMissing`` or ``DocumentDamaged``."""
        target = io.BytesIO()
        with self._lock:
            self.opened[part].open_document(entry, target)
        return target.getvalue()

    def close(self) -> None:
        """Let go of everything; another export may be taken then."""
        with self._lock:
            self.forget_cards()
            self._close_parts()
            if self._source is not None:
                self._source.close()
            self._source, self.verdict, self.path, self._pin = None, None, None, None

    def _close_parts(self) -> None:
        for one in self.opened.values():
            one.close()
        self.opened.clear()
        self._states.clear()
