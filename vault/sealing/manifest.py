"""``MANIFEST-<n>.sha256``: every file of a number and its hash, under the practice's signature.

A line is 64 hex digits, two blanks and a path, as ``sha256sum --check`` reads it, sorted by path.
"""

import re
from collections.abc import Mapping

from vault.errors import ExportUnreadable
from vault.sealing import layout

MOST_BYTES = 64 << 20  # half a million documents
_LINE = re.compile(r"([0-9a-f]{64})  ([0-9A-Za-z._/-]+)")


def to_text(hashes: Mapping[str, str]) -> str:
    """Return the manifest of ``hashes``: SHA-256 (hex) by path. Paths are of the layout's forms."""
    if not all(layout.is_ours(path) for path in hashes):
        raise ValueError("no file of an export")
    return "".join(f"{hashes[path]}  {path}\n" for path in sorted(hashes))


def from_text(text: str) -> dict[str, str]:
    """Return what ``to_text`` took. Raises ``ExportUnreadable`` for all that it never writes."""
    found: dict[str, str] = {}
    for line in text.splitlines():
        match = _LINE.fullmatch(line)
        if match is None or not layout.is_ours(match[2]):
            raise ExportUnreadable("manifest")
        found[match[2]] = match[1]
    if to_text(found) != text:
        raise ExportUnreadable("manifest")
    return found
