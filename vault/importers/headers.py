"""What the headers of a table mean, and what the words of other programs mean."""

import re
import tomllib
import unicodedata
from collections.abc import Iterator, Sequence
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import Any

from vault.importers.phrases import Phrasebook
from vault.importers.table_model import Column, Field

# Several columns may hold these; of any other field the second is kept for a note.
_REPEATABLE = frozenset({Field.PHONE, Field.EMAIL, Field.CONTACT_RULE})
_NUMBERED = frozenset(
    {
        Field.EMERGENCY_NAME,
        Field.EMERGENCY_RELATION,
        Field.EMERGENCY_PHONE,
        Field.EMERGENCY_EMAIL,
        Field.GUARDIAN_NAME,
        Field.GUARDIAN_RELATION,
        Field.GUARDIAN_PHONE,
        Field.GUARDIAN_EMAIL,
        Field.DIAGNOSIS,
        Field.DIAGNOSIS_CODE,
    }
)
# An insurer numbers its members, so that a member's number is not the client's here.
_PREFIX = re.compile("^(?:client|patient|member(?!id|no|num))s?")
_SECOND = re.compile("^(?:client|patient|member)s?0*[2-9]")
_NUMBER = re.compile(r"\d{1,3}")
_BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_POS = re.compile("^(?:pos|place of service) ")
_DASHES = " -–—"
_MOST_OF_A_HEADER = 200
_MOST_OF_A_STATUS = 200


class Vocabulary(StrEnum):
    """Whose columns: one header means different things in different tables."""

    CLIENTS = "clients"
    SESSIONS = "sessions"


def fold(text: str) -> str:
    """Return the letters and digits of ``text``; case, accents and the rest don't count."""
    apart = unicodedata.normalize("NFKD", text).casefold()
    return "".join(sign for sign in apart if sign.isalnum())


def words(text: str) -> str:
    """Return the words of ``text``, folded, with single spaces between them."""
    apart = unicodedata.normalize("NFKD", text).casefold()
    kept = (s if s.isalnum() else " " for s in apart if not unicodedata.combining(s))
    return " ".join("".join(kept).split())


def match(
    headers: Sequence[str], vocabulary: Vocabulary = Vocabulary.CLIENTS
) -> tuple[Column, ...]:
    """Return a column for each of ``headers``; the first to claim a field has it."""
    columns: list[Column] = []
    claimed: set[tuple[Field, int]] = set()
    for position, header in enumerate(headers):
        field, number = meaning(header, vocabulary)
        claim = None if field is None else (field, number if field in _NUMBERED else 0)
        if field is not None and field not in _REPEATABLE and claim in claimed:
            field = None
        if field is not None and claim is not None:
            claimed.add(claim)
        columns.append(Column(position=position, header=header, field=field, number=number))
    return tuple(columns)


def meaning(header: str, vocabulary: Vocabulary) -> tuple[Field | None, int]:
    """Return the field that ``header`` names, and its number ("Phone 2"), 0 without one.

    A second name or birth date, and one with somebody else in brackets, is not the client's.
    """
    known = _fields()[vocabulary]
    for spelling, number in _spellings(header[:_MOST_OF_A_HEADER]):
        field = known.get(spelling)
        if field is not None and (number < 2 or field in _NUMBERED | _REPEATABLE):
            return field, number
    return None, 0


def _spellings(header: str) -> Iterator[tuple[str, int]]:
    for text in _readings(header):
        folded = fold(text)
        yield folded, 0
        short = _PREFIX.sub("", folded)
        yield short, 0
        number = _NUMBER.search(folded)
        if number is not None and not _SECOND.match(folded):
            for numbered in (folded, short):
                yield _NUMBER.sub("", numbered, count=1), int(number.group())


def _readings(header: str) -> Iterator[str]:
    yield header
    bracketed = " ".join(_BRACKETS.findall(header))
    if all(word.isdigit() or word in _harmless() for word in words(bracketed).split()):
        yield _BRACKETS.sub(" ", header)


def known_headers(cells: Sequence[str]) -> int:
    """Return how many of ``cells`` are headers that we know, in either vocabulary."""
    kinds = tuple(Vocabulary)
    return max(sum(meaning(cell, kind)[0] is not None for cell in cells) for kind in kinds)


def client_status(text: str) -> str | None:
    """Return the value of ``ClientStatus`` that ``text`` names, or ``None``."""
    return _lookup("client_status").get(words(text))


def says_nothing(field: Field, text: str) -> bool:
    """Whether ``text`` says that there is nothing for ``field``: "none", "n/a", a dash.

    "No" is a word for nothing only of a field that it cannot mean anything else for.
    """
    known = _data()["nothing_said"].get(field, ())
    return bool(known) and (words(text) in known or not text.strip(_DASHES))


def session_status(text: str) -> str | None:
    """Return the value of ``CareSessionStatus`` that ``text`` has words for.

    ``None`` for a question, for words of two meanings, and where one is denied or left open.
    """
    said = words(text[:_MOST_OF_A_STATUS])
    if "?" in text or len(text) > _MOST_OF_A_STATUS:
        return None
    return _lookup("session_status_alone").get(said) or _status_phrases().sole_meaning(said)


def modality(*texts: str) -> str | None:
    """Return the first value of ``Modality`` in the file's order that one of ``texts`` names.

    A "video office" is a video, not an office; "no video" is none.
    """
    said = [words(text) for text in texts]
    codes = _lookup("modality_alone")
    found = {codes[code] for one in said if (code := _POS.sub("", one)) in codes}
    found = found.union(*(_modality_phrases().meanings_in(one) for one in said))
    return next((value for value in _data()["modality"] if value in found), None)


def state_code(text: str) -> str | None:
    """Return the two letters of a state of the US named or abbreviated by ``text``."""
    states = _data()["states"]
    code = text.strip().strip(".").upper()
    if code in states:
        return code
    return _state_names().get(fold(text))


def zone_name(text: str) -> str:
    """Return the zone database's name for an office program's, or ``text`` itself."""
    found: str = _data()["zones"].get(text, text)
    return found


@cache
def _data() -> dict[str, Any]:
    place = files("resources").joinpath("import", "headers.toml")
    return tomllib.loads(place.read_text(encoding="utf-8"))


@cache
def _fields() -> dict[Vocabulary, dict[str, Field]]:
    return {
        kind: {
            fold(synonym): Field(field)
            for field, synonyms in _data()[kind].items()
            for synonym in synonyms
        }
        for kind in Vocabulary
    }


@cache
def _lookup(table: str) -> dict[str, str]:
    return {word: value for value, said in _data()[table].items() for word in said}


@cache
def _state_names() -> dict[str, str]:
    return {fold(name): code for code, name in _data()["states"].items()}


@cache
def _phrases(table: str) -> frozenset[str]:
    return frozenset(_data()[table]["phrases"])


@cache
def _status_phrases() -> Phrasebook:
    return Phrasebook(
        meanings=_lookup("session_status"),
        aside=_phrases("said_aside"),
        denials=_phrases("denials"),
    )


@cache
def _modality_phrases() -> Phrasebook:
    return Phrasebook(
        meanings=_lookup("modality"),
        aside=_phrases("said_aside"),
        denials=_phrases("denials"),
        denials_behind=_phrases("denials_behind"),
    )


@cache
def _harmless() -> frozenset[str]:
    return frozenset(_data()["bracketed"]["words"])
