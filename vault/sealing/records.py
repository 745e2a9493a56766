"""The parts ``records`` and ``psychotherapy``: a bag with a folder for each client.

Memory holds one client's record, and a line of each document.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import partial
from urllib.parse import quote

import resources
from vault.clients import service as clients
from vault.clients.model import Client
from vault.documents import file_names
from vault.documents import service as documents
from vault.documents.model import Document, Reading
from vault.exports import gathering as exports_gathering
from vault.exports import html_form, json_form, wording
from vault.exports.gathering import OnSession
from vault.exports.model import DocumentExtract, ExportPlan, RecordExtract, SignatureState
from vault.ids import ClientId
from vault.progress import Progress
from vault.sealing import (
    client_page,
    documents_text,
    gathering,
    retention_words,
    rows_text,
)
from vault.sealing.bag import Bag
from vault.sealing.documents_text import DocumentLine
from vault.sealing.folders import Folders
from vault.sealing.gathering import Office
from vault.sealing.model import SealedDocument, SealFacts
from vault.sealing.part_model import Part
from vault.sealing.rows import Shape
from vault.sealing.rows_text import Head
from vault.session import Session
from vault.store import bundle

_UP = "../../../"  # from a client's page to the bag's root
_SCHEMAS = {Part.RECORDS: ("rows", "documents", "plan"), Part.PSYCHOTHERAPY: ("rows",)}
_RECORD_SCHEMA = "exports/record.schema.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexLine:
    """A client in the list of all: names and words as people read them, and the page's path."""

    record_number: str
    name: str = field(repr=False)
    status: str
    jurisdiction: str
    risk: str = field(repr=False)
    notes: int
    documents: int
    may_go: str
    href: str


@dataclass(slots=True, kw_only=True)
class Made:
    """What was written so far."""

    index: list[IndexLine] = field(default_factory=list)
    notes: int = 0
    broken_signatures: int = 0
    kept_until: date | None = None
    documents: list[SealedDocument] = field(default_factory=list)
    document_lines: list[bytes] = field(default_factory=list, repr=False)


@dataclass(slots=True, kw_only=True)
class _Writer:
    """What writing one client after the other takes."""

    part: Part
    facts: SealFacts
    plan: ExportPlan
    shapes: Sequence[Shape]
    bag: Bag
    run: OnSession
    step: Progress
    made: Made = field(default_factory=Made)
    folders: Folders = field(default_factory=Folders)


def write(part: Part, facts: SealFacts, bag: Bag, run: OnSession, step: Progress) -> Made:
    """Add every client of ``part`` to the bag; ``step`` hears ``"clients"`` and ``"notes"``."""
    writer = _Writer(
        part=part,
        facts=facts,
        plan=gathering.reading_plan(facts, part),
        shapes=gathering.shapes(gathering.client_tables(part), part, run),
        bag=bag,
        run=run,
        step=step,
    )
    total = len(facts.clients[part])
    for place, (client_id, office) in enumerate(_each(part, facts, run)):
        step("clients", place, total)
        _add_client(writer, client_id, office)
    step("clients", total, total)
    _add_rest(writer)
    return writer.made


def _each(part: Part, facts: SealFacts, run: OnSession) -> Iterable[tuple[ClientId, Office | None]]:
    ids = facts.clients[part]
    if part.content is Part.PSYCHOTHERAPY:
        return ((client_id, None) for client_id in ids)
    return gathering.offices(ids, run)


def _add_client(writer: _Writer, client_id: ClientId, office: Office | None) -> None:
    client = writer.run(partial(clients.get, client_id=client_id))
    folder = writer.folders.of(client.record_number)
    path = f"clients/{folder}"
    # The rows first: what is added meanwhile is then on the page, and no row names a document
    # that is not listed.
    _add_rows(writer, client, f"{path}/rows.json")
    read = exports_gathering.read(writer.plan, client_id, writer.run, writer.step)
    extract = _with_paths(writer, read, folder)
    page = client_page.page(writer.plan, extract, office)
    writer.bag.add(f"{path}/record.html", html_form.pieces(page))
    writer.bag.add(f"{path}/record.json", [json_form.render_compact(writer.plan, extract)])
    writer.bag.tell(f"{path}/", f"record {client.record_number}, {client.details.legal_name}")
    _count(writer.made, extract, office, f"{path}/record.html")


def _add_rows(writer: _Writer, client: Client, path: str) -> None:
    head = Head(schema=writer.facts.schema, client=client.uid)
    tables = gathering.tables(writer.shapes, client.id, writer.facts.audit_seq, writer.run)
    writer.bag.add(path, rows_text.to_lines(head, tables))


def _count(made: Made, extract: RecordExtract, office: Office | None, href: str) -> None:
    details = extract.client.details
    eligible = office.line.outcome.eligible_on if office else None
    if eligible is not None:
        made.kept_until = max(made.kept_until or eligible, eligible)
    made.notes += len(extract.notes)
    made.broken_signatures += sum(one.signature is SignatureState.INVALID for one in extract.notes)
    made.index.append(
        IndexLine(
            record_number=extract.client.record_number,
            name=_name(details.legal_name, details.preferred_name),
            status=wording.STATUSES[details.status],
            jurisdiction=details.jurisdiction,
            risk=details.risk_flag,
            notes=len(extract.notes),
            documents=len(extract.documents),
            may_go=retention_words.may_go(office.line) if office else "",
            href=href,
        )
    )


def _name(legal: str, preferred: str) -> str:
    return f"{legal} ({preferred})" if preferred and preferred != legal else legal


# --- documents ---


def _with_paths(writer: _Writer, extract: RecordExtract, folder: str) -> RecordExtract:
    """Give every document its path, and write down what opens it."""
    if not extract.documents:
        return extract
    found = [one.document for one in extract.documents]
    readings = {one.document_id: one for one in writer.run(partial(_readings, of=found))}
    taken, placed = file_names.Taken(), list[DocumentExtract]()
    for document in found:
        wanted = file_names.titled(document.title, document.file_name, document.dated_on)
        path = taken.path(f"documents/{folder}/", wanted)
        _enter(writer.made, document, readings[document.id], extract.client.uid, path)
        placed.append(DocumentExtract(document=document, path=path, link=_UP + quote(path)))
    return replace(extract, documents=tuple(placed))


def _readings(session: Session, of: list[Document]) -> list[Reading]:
    return documents.readings(session, [one.id for one in of])


def _enter(made: Made, document: Document, reading: Reading, client: str, path: str) -> None:
    line = DocumentLine(
        id=document.uid,
        client=client,
        title=document.title,
        file_name=document.file_name,
        media_type=document.media_type,
        size=document.size,
        sha256=document.sha256,
        file=bundle.attachment_file(document.uid),
        sealed_size=document.sealed_size,
        sealed_sha256=document.sealed_sha256,
        identity=reading.identity,
        path=path,
    )
    made.document_lines.append(documents_text.to_line(line))
    made.documents.append(
        SealedDocument(uid=document.uid, size=document.sealed_size, sha256=document.sealed_sha256)
    )


# --- what is no client's ---


def _add_rest(writer: _Writer) -> None:
    bag, of_clients = writer.bag, "clients/…/"
    bag.tell(f"{of_clients}record.html", "a record, for people: in a browser, or printed")
    bag.tell(f"{of_clients}record.json", "the same record, for programs; see record.schema.json")
    bag.tell(
        f"{of_clients}rows.json",
        "its rows as Casekeep stores them, to be taken over; see rows.schema.json",
    )
    if writer.part.content is Part.RECORDS:
        pieces = documents_text.to_pieces(writer.made.document_lines)
        bag.add("documents.json", pieces, "the documents, and the key that opens each")
    bag.add(f"schema/{_RECORD_SCHEMA.rpartition('/')[2]}", [resources.read(_RECORD_SCHEMA)])
    for name in _SCHEMAS[writer.part.content]:
        content = resources.read(f"sealing/{name}.schema.json")
        bag.add(f"schema/{name}.schema.json", [content])
    bag.tell("schema/…", "JSON Schema: what the fields of those files are")
