"""``seal-<n>.json``: what a number of an export holds. It stands outside the seal, so it names
no client, and nobody else whom the plan does not let it name.
"""

import json
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Self

from vault import plain_json
from vault.errors import ExportUnreadable, NewerExport
from vault.keys.signing import PublicKey
from vault.sealing.layout import HIGHEST, Part

FORMAT = "casekeep-sealed-export"
VERSION = 1
MOST_BYTES = 1 << 20
_WRONG = (ValueError, KeyError, TypeError, AttributeError, OverflowError, RecursionError)


class SealKind(StrEnum):
    """Why an export was sealed."""

    STANDING = "standing"
    CLOSURE = "closure"


@dataclass(frozen=True, slots=True, kw_only=True)
class HolderLine:
    """A holder as outsiders may see one: the place printed on the card, and a label."""

    place: int
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PartLine:
    """A part: its file, how large that is in bytes, and how many of which holders open it."""

    part: Part
    file: str
    size: int
    holders: tuple[int, ...]
    threshold: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Checkpoint:
    """How far the audit chain had come: number and hash (hex) of its last event, signed."""

    seq: int
    head: str
    at: str
    reason: str
    signature: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """What a number holds. ``month`` is ``YYYY-MM``; ``previous`` the SHA-256 (hex) of the manifest
    before, or empty; ``attachments`` counts the documents' files."""

    export_id: str
    vault_id: str
    number: int
    kind: SealKind
    month: str
    public_key: str
    parts: tuple[PartLine, ...]
    holders: tuple[HolderLine, ...]
    attachments: int
    checkpoint: Checkpoint
    previous: str
    format: str = FORMAT
    version: int = VERSION

    def to_text(self) -> str:
        """Return the JSON text that stands in the export."""
        return json.dumps(plain_json.plain(self), ensure_ascii=False, indent=1) + "\n"

    @classmethod
    def from_text(cls, text: str) -> Self:
        """Return what ``to_text`` wrote. Raises ``ExportUnreadable`` or ``NewerExport``."""
        try:
            told = json.loads(text)
            if told["format"] != FORMAT:
                raise ExportUnreadable("statement")
            if told["version"] > VERSION:
                raise NewerExport()
            found = plain_json.parsed(cls, told)
            PublicKey.from_text(found.public_key)
        except _WRONG as error:
            raise ExportUnreadable("statement") from error
        if not 1 <= found.number <= HIGHEST or replace(found).to_text() != text:
            raise ExportUnreadable("statement")
        return found
