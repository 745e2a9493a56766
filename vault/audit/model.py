"""What the audit log shows."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

AuditDetail = Mapping[str, str | int | bool | None]
PSYCHOTHERAPY = "psychotherapy"
"""What a detail says of the kind of a note, or the part of an export, that is kept apart."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """The newest link of the chain: its sequence number (0: none) and hash (32 bytes)."""

    seq: int
    hash: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditEvent:
    """One thing that was done. ``detail`` is empty once it was erased."""

    seq: int
    at: datetime
    action: str
    client_id: int | None
    record_number: str
    detail: AuditDetail = field(repr=False)

    @property
    def is_of_psychotherapy(self) -> bool:
        """Whether it tells of psychotherapy notes: no ordinary release says that there are any."""
        told = (self.detail.get("kind"), self.detail.get("part"))
        return self.action.startswith(f"{PSYCHOTHERAPY}.") or PSYCHOTHERAPY in told


@dataclass(frozen=True, slots=True, kw_only=True)
class Checkpoint:
    """The practice's signature over the chain as it stood."""

    seq: int
    head: bytes
    at: datetime
    reason: str
    signature: str

    def message(self, vault_id: str) -> bytes:
        """Return the bytes that are signed: four lines of text."""
        lines = (vault_id, str(self.seq), self.head.hex(), self.at.isoformat(), self.reason)
        return "\n".join(lines).encode("utf-8")
