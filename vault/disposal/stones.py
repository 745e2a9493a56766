"""What a tombstone keeps of a record, as the JSON of its ``detail``.

The text outlives the program that wrote it, in the tombstone and in every backup: a field that is
not there means that nothing was known, and a field that is not known any more is passed over.
"""

import json
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from enum import StrEnum
from types import NoneType, UnionType
from typing import Any, get_args, get_origin, get_type_hints

from vault import clock
from vault.disposal.model import StoneDetail


def to_text(detail: StoneDetail) -> str:
    """Return the JSON text of what a tombstone keeps; what is not known is left out."""
    return json.dumps(_plain(detail), ensure_ascii=False, sort_keys=True)


def from_text(text: str) -> StoneDetail:
    """Return what ``to_text`` wrote."""
    found: StoneDetail = _parsed(StoneDetail, json.loads(text))
    return found


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return clock.to_text(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple):
        return [_plain(one) for one in value]
    if is_dataclass(value):
        told = [(one, getattr(value, one.name)) for one in fields(value)]
        return {one.name: _plain(found) for one, found in told if found != one.default}
    return value


def _parsed(kind: Any, value: Any) -> Any:
    if isinstance(kind, UnionType):
        if value is None:
            return None
        (inner,) = (one for one in get_args(kind) if one is not NoneType)
        return _parsed(inner, value)
    if get_origin(kind) is tuple:
        return tuple(_parsed(get_args(kind)[0], one) for one in value)
    if is_dataclass(kind):
        return _parsed_class(kind, value)
    if kind is datetime:
        return clock.from_text(value)
    if kind is date:
        return date.fromisoformat(value)
    return kind(value) if issubclass(kind, StrEnum) else value


def _parsed_class(kind: Any, value: Mapping[str, Any]) -> Any:
    known = get_type_hints(kind)
    return kind(**{name: _parsed(known[name], one) for name, one in value.items() if name in known})
