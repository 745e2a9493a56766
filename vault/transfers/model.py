"""A transfer: to whom a client's record went, by what right, and whether it arrived."""

from dataclasses import dataclass, field
from datetime import date, datetime

from vault.exports.model import ByPassphrase, ExportPlan, Part, ToRecipient, Written
from vault.ids import ClientId, DocumentId, TransferId

SealedBy = ToRecipient | ByPassphrase
"""A packet never goes in plain."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Transfer:
    """``packet_sha256`` is the hash of the packet's manifest, 64 hex digits.

    ``document_id`` is the signed receipt, a document of the client.
    """

    id: TransferId
    uid: str
    client_id: ClientId
    recipient: str = field(repr=False)
    basis: str = field(repr=False)
    packet_sha256: str = field(repr=False)
    made_at: datetime
    received_on: date | None = None
    document_id: DocumentId | None = None

    @property
    def is_received(self) -> bool:
        """Whether the recipient said that the packet came."""
        return self.received_on is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class TransferRequest:
    """What a person chose. Psychotherapy notes go in a packet of their own, never beside."""

    client_id: ClientId
    recipient: str = field(repr=False)
    basis: str = field(repr=False)
    protection: SealedBy
    part: Part = Part.RECORD


@dataclass(frozen=True, slots=True, kw_only=True)
class TransferPlan:
    """A packet that may be made. ``uid`` is the number that packet and receipt bear."""

    uid: str
    request: TransferRequest
    export: ExportPlan


@dataclass(frozen=True, slots=True, kw_only=True)
class Packed:
    """A packet that stands, entered in the vault, and what went into it."""

    transfer: Transfer
    written: Written
