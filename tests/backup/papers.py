"""Clients and their documents, put into a test vault by the services."""

from io import BytesIO
from pathlib import Path

from vault.clients import service as clients
from vault.clients.model import ClientDetails
from vault.documents import service as documents
from vault.documents.model import DocumentFacts
from vault.ids import ClientId
from vault.session import Session
from vault.store import bundle


def add_client(session: Session, name: str = "Ana Ruiz") -> ClientId:
    """Add a client and return the id."""
    return clients.add(session, ClientDetails(legal_name=name))


def add_document(session: Session, client_id: ClientId, content: bytes, title: str = "x") -> str:
    """Add a document and return its uid."""
    facts = DocumentFacts(title=title)
    return documents.add_stream(session, client_id, BytesIO(content), "x.pdf", facts).uid


def file_of(session: Session, uid: str) -> Path:
    """Return where the vault keeps a document."""
    return session.opened.folder / bundle.attachment_file(uid)


def damage(path: Path) -> None:
    """Flip a bit in the middle of a file, as a bad medium does."""
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)
