"""A record on paper: what it is, where it lies, and how it was disposed of."""

from dataclasses import dataclass, field
from datetime import date, datetime

from vault.ids import ClientId, DocumentId, PaperRecordId


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperRecord:
    """``document_id`` is the vendor's certificate of destruction, a document of the client."""

    id: PaperRecordId
    client_id: ClientId
    description: str = field(repr=False)
    place: str = field(repr=False)
    entered_at: datetime
    disposed_on: date | None = None
    method: str = field(default="", repr=False)
    vendor: str = field(default="", repr=False)
    document_id: DocumentId | None = None

    @property
    def is_disposed(self) -> bool:
        """Whether the paper is gone."""
        return self.disposed_on is not None
