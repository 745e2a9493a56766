"""Exporting records: planning, writing, and the log of it.

``plan`` is quick and needs the session; ``write`` may take long and runs on any thread: what it
needs of the session it asks for in short jobs through ``run``. ``export`` is both in a row.
"""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import BinaryIO, TypeVar

from vault import digests
from vault.changes import Kind
from vault.clients import service as clients
from vault.custody.signed_by import signatory
from vault.errors import FolderMissing, InvalidValue
from vault.exports import making, protection, rows, wording
from vault.exports.appearing import appearing
from vault.exports.gathering import OnSession
from vault.exports.making import Companion, Made
from vault.exports.model import (
    ByPassphrase,
    Caution,
    ClientTally,
    Counts,
    ExportPlan,
    ExportRequest,
    Form,
    Missing,
    NotInside,
    Part,
    Plain,
    Protection,
    ToRecipient,
    Written,
)
from vault.ids import ClientId
from vault.practice import service as practice
from vault.progress import Progress, no_progress
from vault.session import Session
from vault.store import surroundings

T = TypeVar("T")

_AUDITED_AT_ONCE = 20
_CHECKED_AT_ONCE = 1 << 20
_PROTECTIONS = {ToRecipient: "recipient", ByPassphrase: "passphrase", Plain: "plain"}
_NAMES = {Part.RECORD: "record", Part.PSYCHOTHERAPY: "psychotherapy-notes"}


def plan(session: Session, request: ExportRequest) -> ExportPlan:
    """Return what such an export would hold, and what not. Nothing is written.

    Raises ``StepUpRequired``, ``NotFound``, ``RecordClosed`` (disposed), ``InvalidValue`` for
    what does not go together, ``NotARecipient``, ``WeakPassphrase``.
    """
    session.require_step_up()
    _check(request)
    protection.check(request.protection)
    ids = _client_ids(session, request)
    counts = rows.counts(session.rows, ids)
    number = ""
    if request.client_id is not None:
        number = clients.get(session, request.client_id).record_number
    whose = signatory(session)
    return ExportPlan(
        request=request,
        client_ids=tuple(ids),
        record_number=number,
        practice=practice.get(session),
        vault_id=whose.vault_id,
        public_key=whose.public_key.to_text(),
        counts=counts,
        not_inside=(*_not_inside(request, counts), *_not_of_all(session, request, len(ids))),
        has_restrictions=rows.have_restrictions(session.rows, ids),
        made_at=session.now(),
    )


def _check(request: ExportRequest) -> None:
    """Psychotherapy notes go alone, and a list holds nothing but its lines."""
    is_apart = request.part is Part.PSYCHOTHERAPY
    if is_apart and request.form is Form.CSV:
        raise InvalidValue("form")
    is_list = Form.CSV in request.forms
    if len(set(request.forms)) < len(request.forms) or (is_list and request.also):
        raise InvalidValue("also")
    if request.among is not None and (is_apart or request.client_id is not None):
        raise InvalidValue("among")
    if is_apart or request.form is Form.CSV:
        for field in ("with_documents", "with_access_log"):
            if getattr(request, field):
                raise InvalidValue(field)


def _client_ids(session: Session, request: ExportRequest) -> Sequence[ClientId]:
    if request.client_id is not None:
        return [clients.get(session, request.client_id).id]
    ids = clients.list_ids(session)
    if request.among is not None:
        there = frozenset(ids)
        return [client_id for client_id in request.among if client_id in there]
    if request.part is Part.PSYCHOTHERAPY:
        having = rows.with_psychotherapy_notes(session.rows)
        return [client_id for client_id in ids if client_id in having]
    return ids


def _not_inside(request: ExportRequest, counts: Counts) -> tuple[NotInside, ...]:
    is_record = request.part is Part.RECORD
    if request.form is Form.CSV:
        found = [NotInside(what=Missing.ALL_BUT_THE_LIST)]
    else:
        found = [NotInside(what=Missing.PSYCHOTHERAPY if is_record else Missing.RECORD)]
        if is_record and counts.drafts and not request.with_drafts:
            found.append(NotInside(what=Missing.DRAFTS, count=counts.drafts))
        if is_record:
            found += _documents_not_inside(request, counts)
        if not request.with_access_log:
            found.append(NotInside(what=Missing.ACCESS_LOG))
        if is_record:
            found.append(NotInside(what=Missing.OFFICE))
    return tuple(found)


def _documents_not_inside(request: ExportRequest, counts: Counts) -> list[NotInside]:
    left_out, what = counts.documents_in_error, Missing.DOCUMENTS_IN_ERROR
    if not request.with_documents:
        left_out, what = left_out + counts.documents, Missing.DOCUMENTS
    return [NotInside(what=what, count=left_out)] if left_out else []


def _not_of_all(session: Session, request: ExportRequest, taken: int) -> tuple[NotInside, ...]:
    """What is missing of the whole practice, where no single client was asked for."""
    if request.client_id is not None:
        return ()
    others = 0 if request.among is None else len(clients.list_ids(session)) - taken
    counted = ((Missing.OTHERS, others), (Missing.DISPOSED, rows.disposed_count(session.rows)))
    return tuple(NotInside(what=what, count=count) for what, count in counted if count)


def check_protection(chosen: Protection) -> None:
    """Raise ``NotARecipient``, ``WeakPassphrase`` or ``InvalidValue`` for what cannot protect."""
    protection.check(chosen)


def words(one: NotInside) -> str:
    """Return a sentence about something that is not in an export, as the export itself says it."""
    return wording.missing(one)


def suggested_name(plan: ExportPlan) -> str:
    """Return a name for the file that names nobody: ``record-0042.pdf.age``."""
    request = plan.request
    if request.form is Form.CSV:
        stem, suffix = "caseload", Form.CSV.value
    else:
        stem = _NAMES[request.part]
        suffix = "zip" if request.is_archive else request.form.value
    number = "".join(c if c.isalnum() or c in "-_" else "-" for c in plan.record_number)
    whose = number or ("all" if request.among is None else "listed")
    name = f"{stem}-{whose}"
    return f"{name}.{suffix}" + ("" if isinstance(request.protection, Plain) else ".age")


def cautions(plan: ExportPlan, target: Path) -> tuple[Caution, ...]:
    """Return what a person should hear before ``target`` is written."""
    found = []
    if isinstance(plan.request.protection, Plain):
        found.append(Caution.PLAINTEXT)
    if surroundings.is_synced(target.absolute().parent):
        found.append(Caution.SYNCED_FOLDER)
    if plan.has_restrictions:
        found.append(Caution.RESTRICTIONS)
    return tuple(found)


def write(
    plan: ExportPlan,
    target: Path,
    run: OnSession,
    progress: Progress = no_progress,
    *,
    is_replacing: bool = False,
    companion: Companion | None = None,
) -> Written:
    """Write the export as ``target``, on any thread; it is there whole and logged, or not at all.

    The log is written before the file has its name: no export stands that was not logged.
    ``progress`` hears ``"check"`` (bytes) at the end, when the file is read back for its hash; it
    may raise ``Cancelled``. ``companion`` ends an archive, and enters what stands under its name:
    where that cannot be entered a new file is removed, and one of before stands again.
    Raises ``StepUpRequired``, ``FolderMissing``, ``InsideVault``, ``FileNameTaken`` (unless
    ``is_replacing``), ``DiskFull``, ``ReadOnlyFolder``, ``StorageFailed``, ``SessionClosed``.
    """
    _check_place(target)
    enter = None if companion is None else companion.enter
    with appearing(target, run, is_replacing=is_replacing, enter=enter) as file:
        run(partial(_record_start, plan=plan))
        with protection.protected(file, plan.request.protection) as sink:
            made = making.make(plan, sink, run, progress, companion)
        size = file.tell()
        sha256 = _sha256(file, size, progress)
        _record_all(plan, made.tallies, companion.uid if companion else "", run)
    return _written(made, size, sha256)


def export(
    session: Session,
    request: ExportRequest,
    target: Path,
    progress: Progress = no_progress,
    *,
    is_replacing: bool = False,
) -> Written:
    """Plan and write in a row, on the session's own thread. Raises as both do."""

    def at_once(job: Callable[[Session], T]) -> T:
        return job(session)

    return write(plan(session, request), target, at_once, progress, is_replacing=is_replacing)


def _check_place(target: Path) -> None:
    folder = target.absolute().parent
    if not folder.is_dir():
        raise FolderMissing()
    surroundings.require_outside(folder)


def _sha256(file: BinaryIO, size: int, progress: Progress) -> str:
    """Read the file back from its start and leave it at its end."""
    found, done = digests.sha256(), 0
    file.seek(0)
    while some := file.read(_CHECKED_AT_ONCE):
        progress("check", done, size)
        found.update(some)
        done += len(some)
    return found.hexdigest()


def _written(made: Made, size: int, sha256: str) -> Written:
    return Written(
        clients=len(made.tallies),
        notes=sum(one.notes for one in made.tallies),
        documents=sum(one.documents for one in made.tallies),
        not_inside=made.not_inside,
        undrawable=made.undrawable,
        broken_signatures=made.broken_signatures,
        damaged=tuple(made.damaged),
        size=size,
        sha256=sha256,
    )


# --- the log ---


def _record_start(session: Session, plan: ExportPlan) -> None:
    """What follows may leave readable bytes on a disk even if it is broken off: say so before."""
    session.require_step_up()
    with session.begin("export.start") as tx:
        tx.audit(plan.request.client_id, **_facts(plan), clients=len(plan.client_ids))
        tx.changed(Kind.AUDIT)


def _record_all(
    plan: ExportPlan, tallies: Sequence[ClientTally], packet: str, run: OnSession
) -> None:
    for begin in range(0, len(tallies), _AUDITED_AT_ONCE):
        some = tallies[begin : begin + _AUDITED_AT_ONCE]
        run(partial(_record_made, plan=plan, tallies=some, packet=packet))


def _record_made(
    session: Session, plan: ExportPlan, tallies: Sequence[ClientTally], packet: str
) -> None:
    facts = {**_facts(plan), "packet": packet} if packet else _facts(plan)
    with session.begin("export.make") as tx:
        for one in tallies:
            counts = {"notes": one.notes, "documents": one.documents}
            tx.audit(one.client_id, **facts, **counts)


def _facts(plan: ExportPlan) -> dict[str, str | bool]:
    request = plan.request
    return {
        "form": request.form.value,
        "part": request.part.value,
        "protection": _PROTECTIONS[type(request.protection)],
        "access_log": request.with_access_log,
    }
