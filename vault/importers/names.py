"""Names as they stand in lists: joined, turned around, and compared.

A comparison ignores case, accents, punctuation and order. What is kept is the name as typed.
"""

import unicodedata
from collections.abc import Iterable

# After a comma these belong to the name before it.
_SUFFIXES = frozenset(
    {"jr", "sr", "ii", "iii", "iv", "v", "esq", "md", "phd", "lcsw", "lmft", "lpc", "msw"}
    | {"rn", "dds", "dvm", "jd", "cpa", "psyd", "edd", "mba"}
)
_APOSTROPHES = "'’‘ʼ`´"


def joined(parts: Iterable[str]) -> str:
    """Return the parts that are not blank with a space between them."""
    return " ".join(part.strip() for part in parts if part.strip())


def turned(text: str) -> str:
    """Return "Last, First" as "First Last"; a suffix after the comma, or no comma: unchanged.

    "Garcia, Jr., Ana" becomes "Ana Garcia, Jr.".
    """
    parts = [part.strip() for part in text.split(",")]
    if len(parts) == 3 and all(parts) and _is_suffix(parts[1]):
        return f"{parts[2]} {parts[0]}, {parts[1]}"
    if len(parts) == 3 and all(parts) and _is_suffix(parts[2]) and not _is_suffix(parts[1]):
        return f"{parts[1]} {parts[0]}, {parts[2]}"
    if len(parts) != 2 or not all(parts) or _is_suffix(parts[1]):
        return text
    return f"{parts[1]} {parts[0]}"


def _is_suffix(text: str) -> bool:
    return text.replace(".", "").replace(" ", "").casefold() in _SUFFIXES


def tokens(name: str) -> tuple[str, ...]:
    """Return the words of ``name`` for comparing, sorted; of signs alone the name itself."""
    kept = []
    for sign in unicodedata.normalize("NFKD", name).casefold():
        if sign.isalnum():
            kept.append(sign)
        elif not unicodedata.combining(sign) and sign not in _APOSTROPHES:
            kept.append(" ")
    found = "".join(kept).split()
    return tuple(sorted(found)) if found else tuple(name.casefold().split())
