"""The exact text of a certificate: one JSON form for one set of facts, and it is what is signed.

Keys are sorted and stand in the order of Unicode, indented by one space; the text ends with a
line feed. ``resources/disposal/certificate.schema.json`` describes it. Instants are UTC with six
decimals, days ``YYYY-MM-DD``; what is not known is ``null`` or empty, never left out.
"""

import json
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from enum import StrEnum
from types import NoneType, UnionType
from typing import Any, get_args, get_origin, get_type_hints

from vault import clock
from vault.disposal.certificate_claim_model import method, not_purge
from vault.disposal.certificate_model import (
    CertificateFacts,
)
from vault.errors import BadSignature, CertificateUnreadable
from vault.keys.signing import CERTIFICATE, PublicKey

FORMAT = "casekeep-disposal-certificate"
VERSION = 1
_SAID_OF_THEM = ("format", "version", "method", "not_purge_because")


def file_name(number: str) -> str:
    """Return the name of the file that holds a certificate's exact text."""
    return f"{number}.json"


def to_text(facts: CertificateFacts) -> str:
    """Return the certificate's text. ``method`` and its reasons follow from the facts."""
    told = {
        "format": FORMAT,
        "version": VERSION,
        "method": method(facts),
        "not_purge_because": list(not_purge(facts)),
        **_plain(facts),
    }
    return json.dumps(told, ensure_ascii=False, sort_keys=True, indent=1) + "\n"


def read(text: str) -> CertificateFacts:
    """Return the facts of a certificate's text.

    Raises ``CertificateUnreadable`` for anything that ``to_text`` would not have written, also
    where it claims more than its facts allow.
    """
    try:
        told = json.loads(text)
        facts = _parsed(CertificateFacts, {k: v for k, v in told.items() if k not in _SAID_OF_THEM})
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        raise CertificateUnreadable() from error
    if not isinstance(facts, CertificateFacts) or to_text(facts) != text:
        raise CertificateUnreadable()
    return facts


def verify(text: str, signature: str, public_key: PublicKey) -> CertificateFacts:
    """Return the facts of a certificate that this practice's key signed.

    Raises ``BadSignature``, also where the text names another key, or ``CertificateUnreadable``.
    """
    public_key.verify(text.encode("utf-8"), signature, CERTIFICATE)
    facts = read(text)
    if facts.issuer.public_key != public_key.to_text():
        raise BadSignature("another key")
    return facts


def _plain(value: Any) -> Any:
    """Return a value of the model as JSON has it."""
    if isinstance(value, datetime):
        return clock.to_text(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple):
        return [_plain(one) for one in value]
    if is_dataclass(value):
        return {one.name: _plain(getattr(value, one.name)) for one in fields(value)}
    return value


def _parsed(kind: Any, value: Any) -> Any:
    """Return JSON's ``value`` as the type that the model gives it; ``read`` checks the rest."""
    if isinstance(kind, UnionType):
        (inner,) = (one for one in get_args(kind) if one is not NoneType)
        return None if value is None else _parsed(inner, value)
    if get_origin(kind) is tuple:
        return tuple(_parsed(get_args(kind)[0], one) for one in value)
    if is_dataclass(kind):
        return _parsed_class(kind, value)
    if kind is datetime:
        return clock.from_text(value)
    if kind is date:
        return date.fromisoformat(value)
    if issubclass(kind, StrEnum):
        return kind(value)
    if type(value) is not kind:
        raise TypeError
    return value


def _parsed_class(kind: Any, value: Mapping[str, Any]) -> Any:
    known = get_type_hints(kind)
    return kind(**{name: _parsed(known[name], one) for name, one in value.items()})
