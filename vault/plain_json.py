"""A model as JSON has it, and back: texts, numbers, days, instants, tuples and other models.

Instants are UTC with six decimals, days ``YYYY-MM-DD``, tuples lists, models objects with a key
for each field. Other kinds of fields (mappings, unions of more than a type and ``None``) are not
read back.
"""

from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from enum import StrEnum
from types import NoneType, UnionType
from typing import Any, TypeVar, get_args, get_origin, get_type_hints

from vault import clock

Model = TypeVar("Model")
IsTold = Callable[[object, object], bool]
"""Whether a field is written, by its value and its default (``MISSING`` where it has none)."""


def _always(value: object, default: object) -> bool:
    return True


def plain(value: Any, is_told: IsTold = _always) -> Any:
    """Return a model, or a value of one, as JSON has it; fields that are not told are left out."""
    if isinstance(value, datetime):
        return clock.to_text(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple):
        return [plain(one, is_told) for one in value]
    if is_dataclass(value):
        told = [(one, getattr(value, one.name)) for one in fields(value)]
        return {one.name: plain(v, is_told) for one, v in told if is_told(v, one.default)}
    return value


def parsed(kind: type[Model], value: object) -> Model:
    """Return JSON's ``value`` as a model; unknown fields are passed over, absent ones default.

    Raises ``ValueError``, ``TypeError`` or ``AttributeError`` for what is no such model. It may be
    more than ``plain`` writes, such as a day in another form: who must know compares them.
    """
    found: Model = _parsed(kind, value)
    return found


def _parsed(kind: Any, value: Any) -> Any:
    if isinstance(kind, UnionType):
        (inner,) = (one for one in get_args(kind) if one is not NoneType)
        return None if value is None else _parsed(inner, value)
    if get_origin(kind) is tuple:
        return tuple(_parsed(get_args(kind)[0], one) for one in value)
    if is_dataclass(kind):
        return _parsed_model(kind, value)
    if kind is datetime:
        return clock.from_text(value)
    if kind is date:
        return date.fromisoformat(value)
    if issubclass(kind, StrEnum):
        return kind(value)
    if type(value) is not kind:
        raise TypeError
    return value


def _parsed_model(kind: Any, value: Mapping[str, Any]) -> Any:
    known = get_type_hints(kind)
    return kind(**{name: _parsed(known[name], one) for name, one in value.items() if name in known})
