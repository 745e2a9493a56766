"""Filling a client's empty fields from an import, and emptying them again. Pure.

A merge never replaces what somebody entered: what differs is kept beside it, in a note.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields, replace
from datetime import date
from typing import Any

from vault.clients.model import ClientDetails
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Merged:
    """The details after a merge, what was filled (JSON values), and what differs."""

    details: ClientDetails = field(repr=False)
    filled: dict[str, Any] = field(repr=False)
    differing: tuple[Extra, ...] = ()


def merge(before: ClientDetails, incoming: ClientDetails) -> Merged:
    """Fill the empty fields of ``before``, add to its lists, and tell what differs."""
    changes: dict[str, Any] = {}
    filled: dict[str, Any] = {}
    differing = [*_differing_name(before, incoming)]
    for name in _SCALARS:
        old, new = getattr(before, name), getattr(incoming, name)
        if not new or new == old or (name == "deceased_on" and not _can_be_dead(before)):
            continue
        if old:
            differing.append(Extra(header=name, value=str(new)))
        else:
            changes[name], filled[name] = new, _plain(new)
    for name in _LISTS:
        old, new = getattr(before, name), getattr(incoming, name)
        added = tuple(item for item in new if _key(item) not in set(map(_key, old)))
        if added:
            changes[name], filled[name] = (*old, *added), [_plain(item) for item in added]
    return Merged(details=replace(before, **changes), filled=filled, differing=tuple(differing))


def unmerge(now: ClientDetails, filled: Mapping[str, Any]) -> ClientDetails:
    """Empty what a merge filled, where it still stands as it was filled."""
    empty = ClientDetails(legal_name="")
    changes: dict[str, Any] = {}
    for name, value in filled.items():
        if name in _LISTS:
            kept = [item for item in getattr(now, name) if _plain(item) not in value]
            changes[name] = tuple(kept)
        elif _plain(getattr(now, name)) == value:
            changes[name] = getattr(empty, name)
    return replace(now, **changes)


def _differing_name(before: ClientDetails, incoming: ClientDetails) -> list[Extra]:
    if incoming.legal_name in (before.legal_name, before.preferred_name):
        return []
    return [Extra(header="legal_name", value=incoming.legal_name)]


def _can_be_dead(details: ClientDetails) -> bool:
    return details.status.value == "deceased"


def _plain(value: Any) -> Any:
    """Return a field's value as JSON has it."""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, str):
        return str(value)  # an enumeration's too
    if value is None or isinstance(value, bool):
        return value
    return {one.name: _plain(getattr(value, one.name)) for one in fields(value)}


def _key(item: Any) -> object:
    """Return by what two entries of a list are the same."""
    if isinstance(item, str):
        return _folded(item)
    parts = asdict(item)
    words = [parts.get(name) for name in ("kind", "role", "value", "name", "code", "description")]
    return tuple(_folded(str(word)) for word in words if word)


def _folded(text: str) -> str:
    return "".join(text.casefold().split())
