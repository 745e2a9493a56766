"""Making an export: client after client, each read, rendered and written before the next.

Memory holds one client's record; a document passes through in pieces.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import PurePosixPath
from typing import Protocol

import resources
from vault import clock
from vault.clients import service as clients
from vault.clients.model import Client
from vault.documents import file_names
from vault.documents import service as documents
from vault.documents.model import Document, Reading
from vault.errors import DocumentDamaged, DocumentMissing
from vault.exports import archive, csv_form, gathering, json_form, wording
from vault.exports.archive import Archive
from vault.exports.gathering import OnSession
from vault.exports.model import (
    ClientTally,
    DamagedFile,
    DocumentExtract,
    ExportPlan,
    Form,
    Missing,
    NotInside,
    Part,
    RecordExtract,
    SignatureState,
)
from vault.exports.page import page
from vault.exports.protection import Sink
from vault.ids import ClientId
from vault.progress import Progress
from vault.session import Session
from vault.store import attachments
from vault.store.unit_of_work import Transaction

_CLIENTS_AT_ONCE = 20
_SCHEMA = "exports/record.schema.json"
_CONTENTS = """{what}
Exported by {who} on {when}.
Records: {count}. Confidential.

Not in this archive:
{missing}
"""


@dataclass(slots=True, kw_only=True)
class Made:
    """What was made so far."""

    tallies: list[ClientTally] = field(default_factory=list)
    missing: Counter[Missing] = field(default_factory=Counter)
    undrawable: int = 0
    broken_signatures: int = 0
    damaged: list[DamagedFile] = field(default_factory=list)

    def take(self, extract: RecordExtract) -> None:
        """Count a record that stands in the export."""
        enclosed = sum(bool(one.path) for one in extract.documents)
        tally = ClientTally(
            client_id=extract.client.id, notes=len(extract.notes), documents=enclosed
        )
        self.tallies.append(tally)
        states = Counter(one.signature for one in extract.notes)
        self.broken_signatures += states[SignatureState.INVALID]
        number = extract.client.record_number
        self.damaged += [
            DamagedFile(record_number=number, title=one.document.title)
            for one in extract.documents
            if one.is_damaged
        ]
        for one in extract.not_inside:
            self.missing[one.what] += one.count or 0

    @property
    def not_inside(self) -> tuple[NotInside, ...]:
        """What is not in the whole export; the number is told where it is known."""
        return tuple(NotInside(what=what, count=n or None) for what, n in self.missing.items())


class Companion(Protocol):
    """What another part of the program adds to an archive, and enters of it in the vault."""

    @property
    def uid(self) -> str:
        """What names its entry: the log of the export has it too."""
        ...

    def enclose(self, target: Archive, /) -> None:
        """Add what comes last: all else stands in ``target``, whole."""
        ...

    def enter(self, session: Session, /, *, also: Callable[[Transaction], None]) -> None:
        """Write down, in a transaction, that the export stands under its name, and ``also``."""
        ...


def make(
    plan: ExportPlan, sink: Sink, run: OnSession, step: Progress, companion: Companion | None = None
) -> Made:
    """Write the whole export into ``sink``; ``companion`` ends an archive.

    ``step`` hears ``"records"``, ``"notes"``, ``"pages"`` and ``"documents"`` (bytes) and may
    raise ``Cancelled``. Raises what reading and writing raise; the caller lets nothing stand then.
    """
    if plan.request.form is Form.CSV:
        return _make_list(plan, sink, run, step)
    if plan.request.is_archive:
        return _make_archive(plan, sink, run, step, companion)
    made = Made()
    extract = _read(plan, plan.client_ids[0], run, step)
    sink.write(_rendered(plan, plan.request.form, extract, made, step))
    made.take(extract)
    return made


def _make_list(plan: ExportPlan, sink: Sink, run: OnSession, step: Progress) -> Made:
    made = Made()
    made.missing.update({one.what: one.count or 0 for one in plan.not_inside})
    sink.write(csv_form.render(_clients(plan, made, run, step)))
    return made


def _clients(plan: ExportPlan, made: Made, run: OnSession, step: Progress) -> Iterator[Client]:
    ids = plan.client_ids
    for begin in range(0, len(ids), _CLIENTS_AT_ONCE):
        step("records", begin, len(ids))
        for one in run(partial(_some_clients, ids=ids[begin : begin + _CLIENTS_AT_ONCE])):
            made.tallies.append(ClientTally(client_id=one.id))
            yield one


def _some_clients(session: Session, ids: Iterable[ClientId]) -> list[Client]:
    return [clients.get(session, client_id) for client_id in ids]


def _make_archive(
    plan: ExportPlan, sink: Sink, run: OnSession, step: Progress, companion: Companion | None
) -> Made:
    made = Made()
    with archive.archive(sink, plan.made_at) as target:
        for place, client_id in enumerate(plan.client_ids):
            step("records", place, len(plan.client_ids))
            _add_record(plan, client_id, target, made, run, step)
        made.missing.update(_of_nobody(plan))
        if Form.JSON in plan.request.forms:
            target.add(target.name("", PurePosixPath(_SCHEMA).name), resources.read(_SCHEMA))
        target.add(target.name("", "contents.txt"), _contents(plan, made))
        if companion is not None:
            companion.enclose(target)
    step("records", len(plan.client_ids), len(plan.client_ids))
    return made


def _of_nobody(plan: ExportPlan) -> dict[Missing, int]:
    """What no single record can tell to be missing."""
    whole = (Missing.DISPOSED, Missing.OTHERS)
    return {one.what: one.count or 0 for one in plan.not_inside if one.what in whole}


def _add_record(
    plan: ExportPlan,
    client_id: ClientId,
    target: Archive,
    made: Made,
    run: OnSession,
    step: Progress,
) -> None:
    extract = _read(plan, client_id, run, step)
    folder = target.name("", f"record-{extract.client.record_number}") + "/"
    if plan.request.with_documents:
        extract = _enclose(extract, folder, target, run, step)
    for form in plan.request.forms:
        path = target.name(folder, f"record.{form}")
        target.add(path, _rendered(plan, form, extract, made, step))
    made.take(extract)


def _read(plan: ExportPlan, client_id: ClientId, run: OnSession, step: Progress) -> RecordExtract:
    """Return a record as it goes out: without what the practice keeps about it, which it says."""
    extract = gathering.read(plan, client_id, run, step)
    if extract.part is not Part.RECORD:
        return extract  # of psychotherapy notes all the rest is said to be missing
    return replace(extract, not_inside=(*extract.not_inside, NotInside(what=Missing.OFFICE)))


def _rendered(
    plan: ExportPlan, form: Form, extract: RecordExtract, made: Made, step: Progress
) -> bytes:
    if form is Form.JSON:
        return json_form.render(plan, extract)
    shown = page(plan, extract)
    if form is Form.HTML:
        from vault.exports import html_form  # each of the two loads a library for itself alone

        return html_form.render(shown)
    from vault.exports import pdf_form

    made_on = clock.local_day(plan.made_at)
    drawn = pdf_form.render(shown, made_on, lambda number: step("pages", number, 0))
    made.undrawable += drawn.undrawable
    return drawn.pdf


# --- documents ---


def _enclose(
    extract: RecordExtract, folder: str, target: Archive, run: OnSession, step: Progress
) -> RecordExtract:
    """Add the documents to the archive; those that do not open whole are told, not added.

    So are those entered in error: they may be of somebody else.
    """
    given = [one.document for one in extract.documents if one.document.error_at is None]
    readings = run(_readings_of(given))
    enclosed = []
    for one in extract.documents:
        if one.document.id not in readings:
            enclosed.append(one)
            continue
        path = _enclose_one(one.document, readings[one.document.id], folder, target, step)
        enclosed.append(DocumentExtract(document=one.document, path=path, is_damaged=not path))
    counted = (
        (Missing.DAMAGED_DOCUMENTS, sum(one.is_damaged for one in enclosed)),
        (Missing.DOCUMENTS_IN_ERROR, len(enclosed) - len(given)),
    )
    missing = [NotInside(what=what, count=count) for what, count in counted if count]
    return replace(extract, documents=tuple(enclosed), not_inside=(*extract.not_inside, *missing))


def _readings_of(wanted: list[Document]) -> Callable[[Session], dict[int, Reading]]:
    ids = [one.id for one in wanted]
    return lambda session: {one.document_id: one for one in documents.readings(session, ids)}


def _enclose_one(
    document: Document, reading: Reading, folder: str, target: Archive, step: Progress
) -> str:
    """Return the path in the archive, below the record's folder; empty for a damaged document."""

    def told(name: str, done: int, total: int) -> None:
        step("documents", done, total)

    try:
        # once without writing: what has begun to stand in an archive cannot be taken out
        attachments.read(reading, None, told)
    except (DocumentDamaged, DocumentMissing):
        return ""
    wanted = file_names.titled(document.title, document.file_name, document.dated_on)
    path = target.name(f"{folder}documents/", wanted)
    with target.adding(path) as entry:
        attachments.read(reading, entry, told)
    return path.removeprefix(folder)


def _contents(plan: ExportPlan, made: Made) -> bytes:
    practice = plan.practice
    lines = [f"- {wording.missing(one)}" for one in made.not_inside]
    return _CONTENTS.format(
        what=f"Casekeep export: {plan.request.part}, {', '.join(plan.request.forms)}",
        who=", ".join(filter(None, (practice.practitioner, practice.practice_name))),
        when=wording.instant(plan.made_at),
        count=len(made.tallies),
        missing="\n".join(lines),
    ).encode("utf-8")
