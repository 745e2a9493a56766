"""Filling a client's empty fields from an import, and emptying them again. Pure.

A merge never replaces what somebody entered, and never makes a record that its rules refuse: what
differs, or does not fit, is told, to be kept beside the record in a note.
"""

from collections.abc import Mapping, Sequence
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
        """Add an entry to a list, or fill the one that is the same."""
        entries = getattr(self.details, name)
        same = next((one for one in entries if _key(one) == _key(new)), None)
        if same is not None:
            self._fill(name, same, new)
        elif self._take(name, (*entries, new)):
            self.filled.setdefault(name, []).append(_plain(new))
        else:
            self.tell(name, _words(new))

    def _fill(self, name: str, same: Any, new: Any) -> None:
        if isinstance(new, str):
            return
        for part, value in _parts(new):
            old = getattr(same, part)
            if part in _KEYS or value == old:
                continue
            fuller = replace(same, **{part: value})
            # Which number is preferred, the record says already: by those that are not.
            if not old and value is not True and self._change(name, same, fuller):
                same = fuller
                where = {"list": name, "key": list(_key(same)), "part": part}
                self.filled.setdefault(_PARTS, []).append({**where, "value": _plain(value)})
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
            kept = [item for item in getattr(now, name) if _plain(item) not in value]
            changes[name] = tuple(kept)
        elif name != _PARTS and _plain(getattr(now, name)) == value:
            changes[name] = getattr(empty, name)
    return replace(now, **changes)


def _unfilled(now: ClientDetails, parts: Sequence[Mapping[str, Any]]) -> ClientDetails:
    for one in parts:
        entries = tuple(_emptied(entry, one) for entry in getattr(now, one["list"]))
        changes: dict[str, Any] = {one["list"]: entries}
        now = replace(now, **changes)
    return now


def _emptied(entry: Any, one: Mapping[str, Any]) -> Any:
    part = one["part"]
    if list(_key(entry)) != one["key"] or _plain(getattr(entry, part)) != one["value"]:
        return entry
    empty = next(field.default for field in fields(entry) if field.name == part)
    return replace(entry, **{part: empty})


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
