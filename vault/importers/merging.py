"""Filling a client's empty fields from an import, and emptying them again. Pure.

A merge never replaces what somebody entered, and never makes a record that its rules refuse: what
differs, or does not fit, is told, to be kept beside the record in a note.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, field, fields, replace
from datetime import date
from typing import Any

from vault.clients import rules
from vault.clients.model import ClientDetails, ClientStatus
from vault.errors import InvalidValue
from vault.importers.model import Extra

_SCALARS = (
    "preferred_name",
    "pronouns",
    "birth_date",
    "deceased_on",
    "jurisdiction",
    "risk_flag",
    "restrictions",
    "privilege_holders",
    "referral",
)
_LISTS = ("contact_rules", "contacts", "people", "diagnoses")
_KEYS = ("kind", "role", "value", "name", "code", "description")
_PARTS = "parts"  # of entries that were there: what was filled in them


@dataclass(frozen=True, slots=True, kw_only=True)
class Merged:
    """The details after a merge, what was filled (JSON values), and what differs."""

    details: ClientDetails = field(repr=False)
    filled: dict[str, Any] = field(repr=False)
    differing: tuple[Extra, ...] = ()


def merge(
    before: ClientDetails, incoming: ClientDetails, today: date, *, says_status: bool = False
) -> Merged:
    """Fill the empty fields of ``before``, add to its lists, and tell what differs.

    A status is never filled; unless ``says_status``, that of active says nothing.
    """
    one = _Merging(before, today)
    one.name(incoming)
    if incoming.status is not before.status and (
        says_status or incoming.status is not ClientStatus.ACTIVE
    ):
        one.tell("status", incoming.status)
    for name in _SCALARS:
        one.scalar(name, getattr(incoming, name))
    for name in _LISTS:
        for entry in getattr(incoming, name):
            one.entry(name, entry)
    return Merged(details=one.details, filled=one.filled, differing=tuple(one.differing))


class _Merging:
    """A record while it is filled, field by field."""

    def __init__(self, before: ClientDetails, today: date) -> None:
        self.details = before
        self.filled: dict[str, Any] = {}
        self.differing: list[Extra] = []
        self._today = today

    def tell(self, header: str, value: object) -> None:
        """Keep a value that the record does not take."""
        told = "yes" if value is True else str(value)
        self.differing.append(Extra(header=header, value=told))

    def name(self, incoming: ClientDetails) -> None:
        """Tell another name: a record has one."""
        if incoming.legal_name not in (self.details.legal_name, self.details.preferred_name):
            self.tell("legal_name", incoming.legal_name)

    def scalar(self, name: str, new: Any) -> None:
        """Fill a field that is empty."""
        old = getattr(self.details, name)
        if not new or new == old:
            return
        if not old and self._take(name, new):
            self.filled[name] = _plain(new)
        else:
            self.tell(name, new)

    def entry(self, name: str, new: Any) -> None:
        """Add an entry to a list, or fill the one that is the same; tell it where that is open."""
        entries = getattr(self.details, name)
        alike = [one for one in entries if _key(one) == _key(new)]
        if any(_says(one, new) for one in alike):
            return
        same = _same(alike, new)
        if same is not None:
            self._fill(name, same, new)
        elif not alike and self._take(name, (*entries, new)):
            self.filled.setdefault(name, []).append(_plain(new))
        else:
            self.tell(name, _words(new))

    def _fill(self, name: str, same: Any, new: Any) -> None:
        for part, value in _parts(new):
            old = getattr(same, part)
            if part in _KEYS or value == old:
                continue
            fuller = replace(same, **{part: value})
            # Which number is preferred, the record says already: by those that are not.
            if not old and value is not True and self._change(name, same, fuller):
                same = fuller
                where = {"list": name, "key": list(_key(same)), "part": part}
                what = {"value": _plain(value), "entry": _plain(fuller)}
                self.filled.setdefault(_PARTS, []).append(where | what)
            else:
                self.tell(f"{part.replace('_', ' ')} of {_said(new)}", value)

    def _change(self, name: str, old: Any, new: Any) -> bool:
        entries = getattr(self.details, name)
        return self._take(name, tuple(new if one is old else one for one in entries))

    def _take(self, name: str, value: Any) -> bool:
        """Set a field if the rules of a record allow it with the others."""
        changed = replace(self.details, **{name: value})
        try:
            rules.check_details(changed, self._today)
        except InvalidValue:
            return False
        self.details = changed
        return True


def unmerge(now: ClientDetails, filled: Mapping[str, Any]) -> ClientDetails:
    """Empty what a merge filled, where it still stands as it was filled."""
    empty = ClientDetails(legal_name="")
    now = _unfilled(now, filled.get(_PARTS, ()))
    changes: dict[str, Any] = {}
    for name, value in filled.items():
        if name in _LISTS:
            changes[name] = _without(getattr(now, name), value)
        elif name != _PARTS and _plain(getattr(now, name)) == value:
            changes[name] = getattr(empty, name)
    return replace(now, **changes)


def _without(entries: Sequence[Any], added: Sequence[Any]) -> tuple[Any, ...]:
    """Return the entries without those added: of two that say the same, one was typed."""
    kept = list(entries)
    for one in added:
        same = next((entry for entry in kept if _plain(entry) == one), None)
        if same is not None:
            kept.remove(same)
    return tuple(kept)


def _unfilled(now: ClientDetails, parts: Sequence[Mapping[str, Any]]) -> ClientDetails:
    """Empty one entry for each part, the last filled first: as each stood after it was filled."""
    for one in reversed(parts):
        entries = getattr(now, one["list"])
        filled = _filled(entries, one)
        if filled is not None:
            emptied = tuple(
                _emptied(entry, one["part"]) if entry is filled else entry for entry in entries
            )
            changes: dict[str, Any] = {one["list"]: emptied}
            now = replace(now, **changes)
    return now


def _filled(entries: Sequence[Any], one: Mapping[str, Any]) -> Any:
    """Return the entry that was filled and still says it, ``None`` where that is not sure.

    Imports of earlier versions did not keep how the entry stood: there it is the only one that
    says it.
    """
    part = one["part"]
    alike = [entry for entry in entries if list(_key(entry)) == one["key"]]
    saying = [entry for entry in alike if _plain(getattr(entry, part)) == one["value"]]
    if "entry" not in one:
        return saying[0] if len(saying) == 1 else None
    stood = one["entry"]
    exact = next((entry for entry in saying if _plain(entry) == stood), None)
    if exact is not None:
        return exact
    # Changed since: the one that is most like it. Others of the name may have been typed.
    best = _best(alike, lambda entry: _likeness(_plain(entry), stood, part))
    is_it = best in saying and not _is_other(_plain(best), stood)
    return best if is_it else None


def _emptied(entry: Any, part: str) -> Any:
    empty = next(field.default for field in fields(entry) if field.name == part)
    return replace(entry, **{part: empty})


def _likeness(entry: Mapping[str, Any], stood: Mapping[str, Any], part: str) -> int:
    return sum(entry[name] == value for name, value in stood.items() if name != part)


def _same(alike: Sequence[Any], new: Any) -> Any:
    """Return which of the entries called alike ``new`` is about, ``None`` where that is open.

    Two of a name may be two people: of several it is the one that agrees in the most parts, and
    nobody of another relation is.
    """
    likely = [one for one in alike if not _is_other(_plain(one), _plain(new))]
    if len(alike) == 1:
        return likely[0] if likely else None
    agreeing = [one for one in likely if _agreement(one, new)]
    return _best(agreeing, lambda one: _agreement(one, new))


def _best(entries: Sequence[Any], rank: Callable[[Any], int]) -> Any:
    """Return the entry that ranks before all others, ``None`` where there is no such one."""
    highest = max(map(rank, entries), default=0)
    first = [one for one in entries if rank(one) == highest]
    return first[0] if len(first) == 1 else None


def _agreement(one: Any, new: Any) -> int:
    """Return in how many parts beside the key an entry says what ``new`` says."""
    return sum(
        _folded(str(getattr(one, part))) == _folded(str(value))
        for part, value in _parts(new)
        if part not in _KEYS and value is not True
    )


def _is_other(one: Any, new: Any) -> bool:
    """Whether two people of one name are two: the plain entries have different relations."""
    if not isinstance(one, dict) or not isinstance(new, dict):
        return False
    had, said = (_folded(entry.get("relation") or "") for entry in (one, new))
    return bool(had and said) and had != said


def _says(one: Any, new: Any) -> bool:
    """Whether an entry says all that ``new`` does, written alike."""
    if isinstance(new, str):
        return True
    return all(part in _KEYS or getattr(one, part) == value for part, value in _parts(new))


def _plain(value: Any) -> Any:
    """Return a field's value as JSON has it."""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, str):
        return str(value)  # an enumeration's too
    if value is None or isinstance(value, bool):
        return value
    return {one.name: _plain(getattr(value, one.name)) for one in fields(value)}


def _key(item: Any) -> tuple[str, ...]:
    """Return by what two entries of a list are the same."""
    if isinstance(item, str):
        return (_folded(item),)
    parts = asdict(item)
    return tuple(_folded(str(parts[name])) for name in _KEYS if parts.get(name))


def _parts(item: Any) -> list[tuple[str, Any]]:
    """Return what an entry says, part by part; the empty ones are left out."""
    said = [(one.name, getattr(item, one.name)) for one in fields(item)]
    return [(name, value) for name, value in said if value]


def _said(item: Any) -> str:
    """Return what an entry is called: the number, the name or the diagnosis."""
    named = (getattr(item, name, "") for name in ("value", "name", "description"))
    return next(text for text in named if text)


def _words(item: Any) -> str:
    """Return all that an entry says, in one line."""
    if isinstance(item, str):
        return item
    return ", ".join(str(value) for _, value in _parts(item) if value is not True)


def _folded(text: str) -> str:
    return "".join(text.casefold().split())
