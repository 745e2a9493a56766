"""What statements may do on a gated connection: an authorizer with an allow-list.

The numbers are those of SQLite's C interface; ``connection.py`` alone knows the driver.
"""

from collections.abc import Callable

_OK, _DENY = 0, 1
_DELETE, _INSERT, _PRAGMA, _UPDATE, _ATTACH, _DETACH, _FUNCTION = 9, 18, 19, 23, 24, 25, 31

# FTS5 asks for data_version itself. Compared in lower case; a deny-list misses hexrekey and more.
_ALLOWED_PRAGMAS = frozenset(
    {
        "data_version",
        "table_info",
        "table_list",
        "foreign_key_list",
        "integrity_check",
        "quick_check",
        "cipher_integrity_check",
        "foreign_key_check",
    }
)
_READ_ONLY_PRAGMAS = frozenset({"user_version", "application_id"})
_DENIED_FUNCTIONS = frozenset({"load_extension", "sqlcipher_export", "fts3_tokenizer"})

# The schema changes by migrations alone, on an ungated connection: CREATE and DROP of every kind,
# ALTER TABLE, REINDEX, ANALYZE, virtual tables (numbers of the C interface)
_SCHEMA_ACTIONS = frozenset({*range(1, 9), *range(10, 18), 26, 27, 28, 29, 30})


def authorize(action: int, first: str | None, second: str | None, *_: object) -> int:
    """Return whether SQLite may compile a part of a statement; each gated connection asks."""
    if action in _SCHEMA_ACTIONS or action in (_ATTACH, _DETACH):
        return _DENY
    if action == _FUNCTION and (second or "").lower() in _DENIED_FUNCTIONS:
        return _DENY
    if action == _PRAGMA:
        name = (first or "").lower()
        allowed = name in _ALLOWED_PRAGMAS or (name in _READ_ONLY_PRAGMAS and second is None)
        return _OK if allowed else _DENY
    return _OK


_WRITES = frozenset({_INSERT, _UPDATE, _DELETE})


def writing_only(tables: frozenset[str]) -> Callable[..., int]:
    """Return an authorizer that besides lets statements write to ``tables`` alone."""

    def also(action: int, first: str | None, second: str | None, *rest: object) -> int:
        if action in _WRITES and first not in tables:
            return _DENY
        return authorize(action, first, second, *rest)

    return also
