"""What Find shows: rows grouped by client, the found words apart from the rest. No window."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from enum import StrEnum
from itertools import zip_longest

from PySide6.QtCore import QCoreApplication

from ui import wording
from ui.documents.presenter import kind_name
from vault.ids import ClientId, DocumentId, NoteId
from vault.notes.model import NoteKind, Shelf
from vault.search.model import ClientHit, DocumentHit, Found, NoteHit, Order, Query

FIRST_LIMIT = 50
_HIT = re.compile("\u2068([^\u2069]*)\u2069")

Hit = NoteHit | DocumentHit


def _tr(text: str) -> str:
    return QCoreApplication.translate("find", text)


class RowKind(StrEnum):
    """What a row of the list is; a heading cannot be chosen."""

    HEADING = "heading"
    CLIENT = "client"
    NOTE = "note"
    DOCUMENT = "document"


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultRow:
    """One row. ``marks`` are the places (start, length) of the words found in ``text``."""

    kind: RowKind
    title: str = field(repr=False)
    aside: str = field(default="", repr=False)
    text: str = field(default="", repr=False)
    marks: tuple[tuple[int, int], ...] = ()
    client_id: ClientId | None = None
    note_id: NoteId | None = None
    shelf: Shelf | None = None
    document_id: DocumentId | None = None
    spoken: str = field(default="", repr=False)
    is_first: bool = False

    @property
    def can_be_chosen(self) -> bool:
        """Whether Return opens something here."""
        return self.kind is not RowKind.HEADING


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """What the chips say."""

    client_id: ClientId | None = None
    kind: NoteKind | None = None
    since: date | None = None
    until: date | None = None
    is_inherited: bool | None = None
    with_psychotherapy: bool = False


class Period(StrEnum):
    """What the date chip offers."""

    ANY = "any"
    MONTH = "month"
    YEAR = "year"
    THIS_YEAR = "this_year"
    LAST_YEAR = "last_year"
    CHOSEN = "chosen"


def origin_word(is_inherited: bool | None) -> str:
    """Return what the chip calls records that came with a custody, or were added since."""
    if is_inherited is None:
        return _tr("Inherited or added here")
    return _tr("Inherited") if is_inherited else _tr("Added here")


def period_word(period: Period) -> str:
    """Return what the date chip calls a period."""
    words = {
        Period.ANY: "Any date",
        Period.MONTH: "Past month",
        Period.YEAR: "Past year",
        Period.THIS_YEAR: "This year",
        Period.LAST_YEAR: "Last year",
        Period.CHOSEN: "From … to …",
    }
    return _tr(words[period])


def period_days(period: Period, today: date) -> tuple[date | None, date | None]:
    """Return the first and last day of a period; ``None`` where it is open."""
    if period is Period.MONTH:
        return today - timedelta(days=31), None
    if period is Period.YEAR:
        return today - timedelta(days=365), None
    if period is Period.THIS_YEAR:
        return date(today.year, 1, 1), None
    if period is Period.LAST_YEAR:
        return date(today.year - 1, 1, 1), date(today.year - 1, 12, 31)
    return None, None


def queries(text: str, filters: Filters, order: Order, limit: int) -> tuple[Query, ...]:
    """Return the query of each shelf that is asked."""
    shelves = tuple(Shelf) if filters.with_psychotherapy else (Shelf.RECORD,)
    return tuple(
        Query(
            text=text,
            client_id=filters.client_id,
            kind=filters.kind,
            since=filters.since,
            until=filters.until,
            is_inherited=filters.is_inherited,
            shelf=shelf,
            order=order,
            limit=limit,
        )
        for shelf in shelves
    )


def merged(answers: Sequence[Found], order: Order, limit: int) -> Found:
    """Return the answers of the shelves as one: by day, or the best of each in turn."""
    if len(answers) == 1:
        return answers[0]
    if order is Order.NEWEST:
        hits = sorted(
            (hit for answer in answers for hit in answer.notes),
            key=lambda hit: (hit.occurred_on, hit.note_id),
            reverse=True,
        )
    else:
        ranked = sorted(
            (place, shelf, hit)
            for shelf, answer in enumerate(answers)
            for place, hit in enumerate(_Ranked.all(answer.notes))
        )
        hits = [entry.hit for _, _, entry in ranked]
    is_complete = all(answer.is_complete for answer in answers) and len(hits) <= limit
    return replace(answers[0], notes=tuple(hits[:limit]), is_complete=is_complete)


@dataclass(frozen=True, slots=True, order=True)
class _Ranked:
    """A hit that sorting never looks into: place and shelf before it are unique."""

    hit: NoteHit = field(compare=False)

    @classmethod
    def all(cls, hits: Sequence[NoteHit]) -> list["_Ranked"]:
        return [cls(hit) for hit in hits]


def result_rows(
    found: Found, order: Order = Order.NEWEST, *, is_shielded: bool = False
) -> list[ResultRow]:
    """Return clients first, then notes and documents under their client, in their order."""
    rows = []
    if found.clients:
        rows.append(ResultRow(kind=RowKind.HEADING, title=_tr("Clients")))
        rows += [_client_row(hit, is_shielded) for hit in found.clients]
    for hits in _by_client(_in_order(found, order)):
        rows.append(_heading(hits[0], is_shielded))
        rows += [_row(hit, is_shielded) for hit in hits]
    return [replace(row, is_first=place == 0) for place, row in enumerate(rows)]


def _in_order(found: Found, order: Order) -> list[Hit]:
    """Return notes and documents by day; or the best of each in turn, their ranks being apart."""
    if order is Order.NEWEST:
        return sorted((*found.notes, *found.documents), key=_day, reverse=True)
    turns = zip_longest(found.notes, found.documents)
    return [hit for turn in turns for hit in turn if hit is not None]


def _day(hit: Hit) -> date:
    return hit.occurred_on if isinstance(hit, NoteHit) else hit.day


def _by_client(hits: Sequence[Hit]) -> list[list[Hit]]:
    groups: dict[ClientId, list[Hit]] = {}
    for hit in hits:
        groups.setdefault(hit.client_id, []).append(hit)
    return list(groups.values())


def _client_row(hit: ClientHit, is_shielded: bool) -> ResultRow:
    name = wording.shown_name(hit.name, is_shielded)
    return ResultRow(
        kind=RowKind.CLIENT,
        title=name,
        aside=hit.record_number,
        client_id=hit.client_id,
        spoken=f"{name}, {hit.record_number}",
    )


def _heading(hit: Hit, is_shielded: bool) -> ResultRow:
    return ResultRow(
        kind=RowKind.HEADING,
        title=wording.shown_name(hit.client_name, is_shielded),
        aside=hit.record_number,
        client_id=hit.client_id,
    )


def _row(hit: Hit, is_shielded: bool) -> ResultRow:
    if isinstance(hit, NoteHit):
        return _note_row(hit, is_shielded)
    return _document_row(hit, is_shielded)


def _note_row(hit: NoteHit, is_shielded: bool) -> ResultRow:
    day, kind = wording.short_day(hit.occurred_on), wording.note_kind(hit.kind)
    state = _tr("imported") if hit.is_imported else "" if hit.is_signed else _tr("draft")
    inherited = _inherited(hit)
    text, marks = ("", ()) if is_shielded else unmarked(hit.snippet)
    name = wording.shown_name(hit.client_name, is_shielded)
    return ResultRow(
        kind=RowKind.NOTE,
        title=day,
        aside=" · ".join(filter(None, (kind, state, inherited))),
        text=text or _tr("Hidden by the privacy shield"),
        marks=marks,
        client_id=hit.client_id,
        note_id=hit.note_id,
        shelf=hit.shelf,
        spoken=", ".join(filter(None, (name, day, kind, state, inherited, text))),
    )


def _document_row(hit: DocumentHit, is_shielded: bool) -> ResultRow:
    day, word, kind = wording.short_day(hit.day), _tr("Document"), kind_name(hit.kind)
    state = _tr("entered in error") if hit.is_error else ""
    inherited = _inherited(hit)
    text, marks = ("", ()) if is_shielded else unmarked(hit.snippet)
    name = wording.shown_name(hit.client_name, is_shielded)
    return ResultRow(
        kind=RowKind.DOCUMENT,
        title=day,
        aside=" · ".join(filter(None, (word, kind, state, inherited))),
        text=text or _tr("Hidden by the privacy shield"),
        marks=marks,
        client_id=hit.client_id,
        document_id=hit.document_id,
        spoken=", ".join(filter(None, (name, day, word, kind, state, inherited, text))),
    )


def _inherited(hit: Hit) -> str:
    return _tr("inherited") if hit.is_inherited else ""


def unmarked(snippet: str) -> tuple[str, tuple[tuple[int, int], ...]]:
    """Return the snippet without its marks, and where the found words stand in it.

    Places count UTF-16 units, as Qt's texts do.
    """
    text, marks, last = "", [], 0
    for found in _HIT.finditer(snippet):
        text += snippet[last : found.start()]
        marks.append((_units(text), _units(found.group(1))))
        text += found.group(1)
        last = found.end()
    return text + snippet[last:], tuple(marks)


def _units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


def summary(found: Found, text: str, order: Order) -> str:
    """Return what stands below the list."""
    if not text.strip():
        return _tr("Type a word, the beginning of one, a name or a record number.")
    if not found.notes and not found.documents:
        if found.clients:
            return _tr("No notes.")
        return _tr("Nothing was found. What an open editor holds is found once it is closed.")
    if not found.is_complete:
        first = "The newest %1." if order is Order.NEWEST else "The best %1."
        return _tr(first).replace("%1", _counted(found))
    if len(found.notes) + len(found.documents) == 1:
        return _tr("%1.").replace("%1", _counted(found))
    order_word = "%1, newest first." if order is Order.NEWEST else "%1, best first."
    return _tr(order_word).replace("%1", _counted(found))


def _counted(found: Found) -> str:
    """Return how many notes and documents there are, in words; of what there is none, nothing."""
    notes, documents = len(found.notes), len(found.documents)
    of_notes = _tr("1 note") if notes == 1 else _tr("%1 notes").replace("%1", f"{notes:,}")
    of_documents = _tr("1 document")
    if documents != 1:
        of_documents = _tr("%1 documents").replace("%1", f"{documents:,}")
    if not notes or not documents:
        return of_notes if notes else of_documents
    return _tr("%1 and %2").replace("%1", of_notes).replace("%2", of_documents)
