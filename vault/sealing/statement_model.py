"""What ``seal-<n>.json`` tells; ``vault/sealing/statement.py`` writes and reads it."""

from dataclasses import dataclass
from enum import StrEnum

from vault.sealing.part_model import Part

FORMAT = "casekeep-sealed-export"
VERSION = 1


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
class StatementFacts:
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
