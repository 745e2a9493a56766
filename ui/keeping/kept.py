"""All that the tab shows, read in one job. Runs on the worker's thread."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from vault.documents import service as documents
from vault.documents.model import Document
from vault.holds import service as holds
from vault.holds.model import Hold
from vault.ids import ClientId, DocumentId
from vault.paper import service as paper
from vault.paper.model import PaperRecord
from vault.retention import service as retention
from vault.retention.model import Notice, RetentionLine
from vault.session import Session
from vault.transfers import service as transfers
from vault.transfers.model import Transfer


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """How long one client's record is kept, and what bears on that."""

    line: RetentionLine
    notices: Sequence[Notice] = field(repr=False)
    holds: Sequence[Hold]
    papers: Sequence[PaperRecord]
    transfers: Sequence[Transfer]
    documents: Sequence[Document] = field(repr=False)

    @property
    def titles(self) -> dict[DocumentId, str]:
        """What each document is called."""
        return {one.id: one.title or one.file_name for one in self.documents}

    @property
    def proofs(self) -> list[Document]:
        """The documents that something can rest on."""
        return [one for one in self.documents if not one.is_error]


def read(session: Session, client_id: ClientId) -> Kept:
    """Return what there is of a client. Raises ``NotFound``."""
    return Kept(
        line=retention.line(session, client_id),
        notices=retention.notices(session, client_id),
        holds=holds.list_holds(session, client_id),
        papers=paper.list_records(session, client_id),
        transfers=transfers.list_transfers(session, client_id),
        documents=documents.list_documents(session, client_id),
    )
