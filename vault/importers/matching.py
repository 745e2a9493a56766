"""Who an entry may be. Candidates are offered in order of likeness; nobody is chosen here."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import date

from vault.importers import names
from vault.importers.model import Candidate, Duplicate, KnownClient, Likeness

_LEAST = 25
_PARTS = 3  # letters that are compared at a time


@dataclass(slots=True, kw_only=True)
class _Entry:
    duplicate: Duplicate
    birth_date: date | None = field(repr=False)


class Seen:
    """The clients of the vault and the rows read so far, found again by name or number."""

    def __init__(self, known: Sequence[KnownClient], gone: Collection[str] = ()) -> None:
        """``gone`` are the record numbers of clients whose records are not there any more."""
        self._names: dict[tuple[str, ...], list[_Entry]] = defaultdict(list)
        self._numbers: dict[str, Duplicate] = {}
        self._gone = {number.casefold() for number in gone}
        for client in known:
            at = Duplicate(likeness=Likeness.NAME, client_id=client.id)
            spellings = (client.legal_name, client.preferred_name)
            self._add(spellings, client.birth_date, client.record_number, at)

    def add_row(
        self, line: int, spellings: tuple[str, ...], birth_date: date | None, number: str
    ) -> None:
        """Remember a row of the file."""
        at = Duplicate(likeness=Likeness.NAME, line=line)
        self._add(spellings, birth_date, number, at)

    def _add(
        self, spellings: tuple[str, ...], birth_date: date | None, number: str, at: Duplicate
    ) -> None:
        for key in {names.tokens(name) for name in spellings if name.strip()}:
            self._names[key].append(_Entry(duplicate=at, birth_date=birth_date))
        if number:
            self._numbers.setdefault(number.casefold(), at)

    def is_number_taken(self, number: str) -> bool:
        """Whether a client has this record number, or had it, or an earlier row has it."""
        return number.casefold() in self._numbers or number.casefold() in self._gone

    def duplicates(
        self, spellings: tuple[str, ...], birth_date: date | None, number: str
    ) -> tuple[Duplicate, ...]:
        """Return who this may be: by name and birth date first, then name, then record number.

        Two birth dates that differ make two people of one name. The number says least: two lists
        that count from one have the same numbers for other people.
        """
        keys = {names.tokens(name) for name in spellings if name.strip()}
        named = [entry for key in keys for entry in self._names.get(key, ())]
        same = [one for one in named if birth_date is not None and one.birth_date == birth_date]
        open_ = [one for one in named if None in (birth_date, one.birth_date)]
        found = [_like(one.duplicate, Likeness.NAME_AND_BIRTH_DATE) for one in same]
        found += [_like(one.duplicate, Likeness.NAME) for one in open_]
        same_number = self._numbers.get(number.casefold()) if number else None
        if same_number is not None:
            found.append(_like(same_number, Likeness.RECORD_NUMBER))
        return _each_once(found)


def _like(one: Duplicate, likeness: Likeness) -> Duplicate:
    return Duplicate(likeness=likeness, client_id=one.client_id, line=one.line)


def _each_once(found: list[Duplicate]) -> tuple[Duplicate, ...]:
    first: dict[tuple[int | None, int | None], Duplicate] = {}
    for one in found:
        first.setdefault((one.client_id, one.line), one)
    return tuple(first.values())


class Matcher:
    """Finds the clients whom a text may mean. Made once, asked for each text."""

    def __init__(self, known: Sequence[KnownClient]) -> None:
        self._known = [
            (
                client,
                [_letters(name) for name in (client.legal_name, client.preferred_name) if name],
            )
            for client in known
        ]

    def candidates(self, text: str, limit: int = 8) -> tuple[Candidate, ...]:
        """Return at most ``limit`` clients, the likest first; those below 25 of 100 are left out.

        A record number within the text counts as whole likeness, as an equal name does.
        """
        wanted = _letters(text)
        said = set(text.casefold().split())
        found = []
        for client, spellings in self._known:
            likeness = max((_likeness(wanted, one) for one in spellings), default=0)
            if client.record_number.casefold() in said:
                likeness = 100
            if likeness >= _LEAST:
                found.append(Candidate(client_id=client.id, likeness=likeness))
        found.sort(key=lambda one: (-one.likeness, one.client_id))
        return tuple(found[:limit])


def _letters(name: str) -> tuple[tuple[str, ...], frozenset[str]]:
    words = names.tokens(name)
    padded = [f" {word} " for word in words]
    parts = {word[at : at + _PARTS] for word in padded for at in range(len(word) - _PARTS + 1)}
    return words, frozenset(parts)


def _likeness(
    one: tuple[tuple[str, ...], frozenset[str]], other: tuple[tuple[str, ...], frozenset[str]]
) -> int:
    """Dice's coefficient over parts of three letters, and more for a name within a longer text."""
    if one[0] == other[0]:
        return 100
    shared = len(one[1] & other[1])
    if not shared:
        return 0
    dice = 2 * shared / (len(one[1]) + len(other[1]))
    # "Ana Diaz - session": all words of the name stand in the text.
    is_within = len(other[0]) > 1 and set(other[0]) <= set(one[0])
    return min(99, round(100 * max(dice, 0.9 if is_within else 0.0)))
