"""Keeping another practice's records: taking them in, and what a custodian does with them.

Inherited records are read, not written: ``RecordInherited`` says so. Holds, retention, disposal,
paper, transfers, exports and backups work as in a practice.
"""

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

from vault import clock
from vault.audit.model import AuditEvent
from vault.changes import Kind
from vault.clients import service as clients
from vault.clients import typed_text
from vault.custody import (
    chain_rows,
    inherited_chain,
    letter_texts,
    merging,
    practice_intake,
    rows,
    shipped_tasks,
    taking,
)
from vault.custody.model import (
    ContactAttempt,
    ContactOutcome,
    ContactWay,
    CustodianNote,
    Custody,
    CustodyReport,
    CustodyTask,
    InheritedChain,
    MergeReport,
    Stage,
)
from vault.custody.opened import Opened
from vault.errors import InvalidValue, NotFound
from vault.ids import ClientId, CustodyTaskId
from vault.keys.creation import FirstWay, VaultPlan
from vault.keys.os_keyring import KeyStore
from vault.practice import service as practice
from vault.practice.model import Practice
from vault.progress import Progress
from vault.retention import service as retention
from vault.session import Session
from vault.store.connection import Row
from vault.succession.plan_model import LetterCode, Person, SuccessionPlan


def take(
    opened: Sequence[Opened],
    into: Path,
    plan: VaultPlan,
    custodian: Practice,
    way: FirstWay,
    keyring: KeyStore,
    *,
    now: clock.Clock = clock.utc_now,
    progress: Progress,
) -> CustodyReport:
    """Make a custodial vault in ``into``, which must not exist, of opened parts of one practice.

    ``plan`` is ``keys.creation.plan_vault``'s, its sheet typed back; ``custodian`` the new
    vault's own profile. Documents that are missing or damaged are told, and what is signed but not
    of its form; the rest is taken. Raises ``ExportNotSigned``, ``FolderExists``, ``InsideVault``,
    ``WeakPassphrase``, a ``KeyringError``, ``OtherPractice`` (parts of two practices),
    ``PartDamaged``, ``ExportUnreadable``, ``DiskFull``, ``ReadOnlyFolder``, ``StorageFailed``, or
    what ``progress`` raises; nothing is left then.
    """
    return taking.take(opened, into, plan, custodian, way, keyring, now=now, progress=progress)


def merge(session: Session, opened: Sequence[Opened], progress: Progress) -> MergeReport:
    """Take more parts, or another number, into this vault: no duplicates, tombstones applied.

    Raises ``NotInCustody``, ``ExportNotSigned``, ``OtherPractice``, ``PartDamaged``,
    ``ExportUnreadable``, ``DiskFull``, ``StorageFailed``, or what ``progress`` raises; nothing has
    changed then.
    """
    return merging.merge(session, opened, progress)


def custody(session: Session) -> Custody | None:
    """Return whose records this vault keeps; ``None`` in a practitioner's own vault."""
    return rows.found(session.rows)


def is_inherited(session: Session, client_id: ClientId) -> bool:
    """Return whether a client's record came from the practitioner."""
    return rows.is_inherited(session.rows, client_id)


def plan(session: Session) -> SuccessionPlan | None:
    """Return the practitioner's succession plan as it came with the newest export."""
    return practice_intake.plan(session.rows)


def tasks(session: Session, client_id: ClientId | None = None) -> list[CustodyTask]:
    """Return what there is to do, in its order; with ``client_id`` what concerns that client."""
    return [_task(row) for row in rows.tasks(session.rows, client_id)]


def add_task(
    session: Session,
    title: str,
    *,
    client_id: ClientId | None = None,
    due_on: date | None = None,
    remark: str = "",
) -> CustodyTask:
    """Add a task of one's own. Raises ``NotInCustody``, ``NotFound``, ``InvalidValue``."""
    merging.require_custody(session)
    typed_text.check_filled_line("title", title)
    typed_text.check_text("remark", remark)
    _require_client(session, client_id)
    with session.begin("custody.task") as tx:
        task_id = rows.add_task(
            tx.rows, shipped_tasks.OWN, title.strip(), client_id, due_on, remark
        )
        tx.audit(client_id, task=task_id, code=shipped_tasks.OWN)
        tx.changed(Kind.CUSTODY)
    return _task(rows.task(session.rows, task_id))


def complete_task(session: Session, task_id: CustodyTaskId, remark: str = "") -> CustodyTask:
    """Tick a task off. Raises ``NotInCustody``, ``NotFound``, ``InvalidValue``."""
    typed_text.check_text("remark", remark)
    return _set_done(session, task_id, is_done=True, remark=remark)


def reopen_task(session: Session, task_id: CustodyTaskId) -> CustodyTask:
    """Take the tick back. Raises ``NotInCustody``, ``NotFound``."""
    return _set_done(session, task_id, is_done=False, remark=None)


def log_contact(
    session: Session,
    client_id: ClientId,
    way: ContactWay,
    outcome: ContactOutcome,
    remark: str = "",
) -> ContactAttempt:
    """Write down an attempt to reach a client, now.

    Raises ``NotInCustody``, ``NotFound``, ``InvalidValue``.
    """
    merging.require_custody(session)
    typed_text.check_text("remark", remark)
    _require_client(session, client_id)
    with session.begin("custody.contact") as tx:
        contact_id = rows.add_contact(tx.rows, client_id, way, outcome, remark, tx.now)
        tx.audit(client_id, contact=contact_id, way=way.value, outcome=outcome.value)
        tx.changed(Kind.CUSTODY)
    return ContactAttempt(
        id=contact_id, client_id=client_id, at=tx.now, way=way, outcome=outcome, remark=remark
    )


def contacts(session: Session, client_id: ClientId | None = None) -> list[ContactAttempt]:
    """Return the attempts to reach a client, or any, newest first."""
    return rows.contacts(session.rows, client_id)


def add_note(session: Session, body: str, client_id: ClientId | None = None) -> CustodianNote:
    """Write a custodian's note; it stays as it was written.

    Raises ``NotInCustody``, ``NotFound``, ``InvalidValue``.
    """
    merging.require_custody(session)
    typed_text.check_text("body", body)
    if typed_text.is_blank(body):
        raise InvalidValue("body")
    _require_client(session, client_id)
    with session.begin("custody.note") as tx:
        note_id = rows.add_note(tx.rows, client_id, body, tx.now)
        tx.audit(client_id, note=note_id)
        tx.changed(Kind.CUSTODY)
    return CustodianNote(id=note_id, client_id=client_id, body=body, at=tx.now)


def notes(session: Session, client_id: ClientId | None = None) -> list[CustodianNote]:
    """Return the notes about a client, or (``None``) about the custody itself, newest first."""
    return rows.notes(session.rows, client_id)


def letter_codes(session: Session) -> list[LetterCode]:
    """Return the letters that there are texts for: the plan's."""
    return list(letter_texts.of_plan(plan(session)))


def letters(
    session: Session,
    code: LetterCode,
    client_id: ClientId | None = None,
    recipient: Person | None = None,
) -> str:
    """Return a letter of the plan's, its fields filled in for a client and for who gets it.

    Raises ``NotInCustody``, ``NotFound`` (no such letter, or client).
    """
    kept = merging.require_custody(session)
    client = None if client_id is None else clients.get(session, client_id)
    theirs = plan(session)
    letter = letter_texts.of_plan(theirs).get(code)
    if letter is None:
        raise NotFound("letter")
    return letter_texts.filled(
        letter,
        plan=theirs,
        custody=kept,
        custodian=practice.get(session),
        today=session.today(),
        client=client,
        kept_until=None if client_id is None else retention.outcome(session, client_id).eligible_on,
        recipient=recipient,
    )


def inherited_page(
    session: Session, client_id: ClientId | None = None, before: int | None = None, limit: int = 200
) -> list[AuditEvent]:
    """Return up to ``limit`` events of the practitioner's chain, newest first."""
    return chain_rows.page(session.rows, client_id, before, limit)


def verify_inherited_chain(
    session: Session,
    on_progress: Callable[[int, int], None] | None = None,
    is_cancelled: Callable[[], bool] | None = None,
) -> InheritedChain:
    """Walk the practitioner's whole chain and check every checkpoint's signature.

    Raises ``NotInCustody`` or ``Cancelled``.
    """
    kept = merging.require_custody(session)
    return inherited_chain.verify(session.rows, kept, on_progress, is_cancelled)


def _require_client(session: Session, client_id: ClientId | None) -> None:
    if client_id is not None:
        clients.get(session, client_id)


def _set_done(
    session: Session, task_id: CustodyTaskId, *, is_done: bool, remark: str | None
) -> CustodyTask:
    merging.require_custody(session)
    before = rows.task(session.rows, task_id)
    with session.begin("custody.task_done" if is_done else "custody.task_reopened") as tx:
        kept = before["remark"] if remark is None else remark
        rows.set_done(tx.rows, task_id, tx.now if is_done else None, kept)
        tx.audit(before["client_id"], task=task_id, code=before["code"])
        tx.changed(Kind.CUSTODY)
    return _task(rows.task(session.rows, task_id))


def _task(row: Row) -> CustodyTask:
    ships = shipped_tasks.with_code(row["code"])
    due, done = row["due_on"], row["done_at"]
    return CustodyTask(
        id=row["id"],
        code=row["code"],
        stage=Stage.OWN if ships is None else ships.stage,
        title=row["title"] or ("" if ships is None else ships.title),
        explanation="" if ships is None else ships.explanation,
        client_id=row["client_id"],
        due_on=None if due is None else date.fromisoformat(due),
        done_at=None if done is None else clock.from_text(done),
        remark=row["remark"],
    )
