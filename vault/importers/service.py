"""Imports: committed whole or not at all, and taken back whole.

Reading and planning need no session (``tables``, ``client_list``, ``appointments``, …). What is
here holds the connection for the whole of its work, which the screen says.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager

from vault.audit import service as audit
from vault.changes import Kind
from vault.documents import adding
from vault.errors import Held, ImportInUse, NotFound
from vault.holds import service as holds
from vault.ids import ClientId, ImportId
from vault.importers import judging, rows, writing
from vault.importers.batch_model import (
    Batch,
    ImportCounts,
    Original,
    Source,
    StagedNote,
)
from vault.importers.model import (
    ClientImport,
    KnownClient,
    PlannedSession,
    SessionImport,
    SessionOwner,
    Verdict,
)
from vault.importers.note_model import NoteFile
from vault.importers.writing import Writer
from vault.keys import service as keys
from vault.keys.model import SwitchProgress
from vault.keys.os_keyring import KeyStore
from vault.notes.model import NoteKind
from vault.progress import Progress, no_progress
from vault.session import Session
from vault.store import bundle
from vault.store.copying import LeftOut

_CHANGED = (
    Kind.CLIENTS,
    Kind.EPISODES,
    Kind.CARE_SESSIONS,
    Kind.NOTES,
    Kind.DOCUMENTS,
    Kind.IMPORTS,
)


def known_clients(session: Session) -> list[KnownClient]:
    """Return what a dry run needs to know of the clients there are."""
    return rows.known_clients(session.rows)


def gone_numbers(session: Session) -> frozenset[str]:
    """Return the record numbers whose records are not there any more, for a dry run."""
    return rows.gone_numbers(session.rows)


def batches(session: Session) -> list[Batch]:
    """Return all imports, newest first."""
    return rows.batches(session.rows)


def used_clients(session: Session, batch_id: ImportId) -> frozenset[ClientId]:
    """Return for whom something was entered since that keeps an import from being taken back."""
    return frozenset(rows.used_clients(session.rows, batch_id))


def commit_clients(
    session: Session, plan: ClientImport, source: Source, progress: Progress = no_progress
) -> Batch:
    """Enter the clients of a list or of contacts, each by its fate.

    Raises ``ImportStale`` and ``RecordNumberTaken`` where the vault changed since the dry run,
    ``InvalidValue``, or what ``progress`` raises; nothing of the import remains then.
    """
    with _batch(session, source) as writer:
        writer.reserve(plan.rows)
        for done, planned in enumerate(plan.rows):
            progress("clients", done, len(plan.rows))
            writer.client(planned)
    return batches(session)[0]


def session_owners(
    session: Session, plan: SessionImport, matches: Mapping[str, ClientId]
) -> dict[ClientId, SessionOwner]:
    """Return what ``preview_service.judge_sessions`` needs of whose sessions these are.

    Raises ``NotFound``.
    """
    wanted = {one.text for one in plan.client_texts}
    client_ids = {owner for text, owner in matches.items() if text in wanted}
    return rows.session_owners(session.rows, client_ids)


def judge_sessions(
    session: Session, plan: SessionImport, matches: Mapping[str, ClientId]
) -> SessionImport:
    """Return ``plan`` with what the vault says against it: sessions that are there, or cannot be.

    ``matches`` are whose the sessions under each text are. Raises ``NotFound``.
    """
    owners = session_owners(session, plan, matches)
    return judging.judged(plan, matches, owners, session.today())


def commit_sessions(
    session: Session,
    plan: SessionImport,
    matches: Mapping[str, ClientId],
    source: Source,
    taken_anyway: frozenset[int] = frozenset(),
    progress: Progress = no_progress,
) -> Batch:
    """Enter the sessions whose client text a person matched; the others are skipped.

    They are judged as ``judge_sessions`` does. Held ones come in where ``taken_anyway`` has their
    line, as one beside another. Raises as ``commit_clients`` does.
    """
    with _batch(session, source) as writer:
        plan = judge_sessions(session, plan, matches)
        for done, planned in enumerate(plan.rows):
            progress("sessions", done, len(plan.rows))
            client_id = matches.get(planned.client_text)
            if client_id is None or not _is_taken(planned, taken_anyway):
                writer.skip()
            elif planned.details is not None:
                writer.care_session(client_id, planned.details, _extra_text(planned))
    return batches(session)[0]


def _is_taken(planned: PlannedSession, taken_anyway: frozenset[int]) -> bool:
    if planned.details is None or planned.verdict is Verdict.REFUSED:
        return False
    return planned.verdict is Verdict.TAKEN or planned.line in taken_anyway


def _extra_text(planned: PlannedSession) -> str:
    return "\n".join(extra.text for extra in planned.extras)


def originals(session: Session, files: Iterable[NoteFile]) -> frozenset[Original]:
    """Return who has which of these files already, for ``preview_service.files_had``."""
    return rows.originals(session.rows, (file.sha256 for file in files))


def commit_notes(
    session: Session,
    staged: Sequence[StagedNote],
    source: Source,
    progress: Progress = no_progress,
) -> Batch:
    """Enter note files whose originals were sealed, each as a document and, with text, a note.

    Raises as ``commit_clients`` does; then ``note_staging.abandon`` comes next.
    """
    with _batch(session, source) as writer:
        for done, one in enumerate(staged):
            progress("notes", done, len(staged))
            document = adding.commit_within(session, writer.transaction, one.plan, one.sealed)
            writer.document(one.client_id, document.id)
            if one.file.text.strip():
                writer.note(
                    one.client_id,
                    NoteKind.PROGRESS,
                    one.file.text,
                    one.file.day,
                    one.file.day_from,
                    document.id,
                )
    return batches(session)[0]


@contextmanager
def _batch(session: Session, source: Source) -> Iterator[Writer]:
    with session.begin(f"import.{source.kind.value}") as tx:
        batch_id = rows.begin_batch(tx.rows, source, tx.now)
        writer = Writer(tx, batch_id, session.today())
        yield writer
        tx.audit(None, batch=batch_id, **writer.counts)
        counts, last = ImportCounts(**writer.counts), audit.last_event(tx.rows)
        rows.end_batch(tx.rows, batch_id, counts, last)
        tx.changed(*_CHANGED)


def undo(
    session: Session,
    typed: str,
    batch_id: ImportId,
    keyring: KeyStore,
    progress: Progress = no_progress,
    tell_gone: Callable[[frozenset[ClientId]], None] = lambda gone: None,
) -> None:
    """Take an import back: what it made is in no file of the vault any more.

    ``tell_gone`` hears whose records went, as soon as they have and before any other change is
    told: whoever shows one lets go of it. Raises ``ImportInUse`` where something was entered
    since that leads to it, ``Held`` where a hold keeps a record that it brought something to,
    ``NotFound`` for an import taken back before, a ``SecretError`` for the step-up, and what a
    switch raises; the vault is then as it was.
    """
    if rows.batch(session.rows, batch_id).undone_at is not None:
        raise NotFound()
    used = rows.used_clients(session.rows, batch_id)
    if used:
        raise ImportInUse(frozenset(used))
    _require_not_held(session, batch_id)
    left_out = _left_out(session, batch_id)
    files = [bundle.attachment_file(uid) for uid in rows.document_uids(session.rows, batch_id)]
    if left_out.is_nothing:
        session.step_up(typed.encode("utf-8"))  # where rows go, the switch asks for it itself
    else:
        keys.leave_out(
            session,
            typed,
            keyring,
            kind="import.leave_out",
            reason="import taken back",
            left_out=left_out,
            old_attachments=files,
            progress=lambda step: _tell(progress, step),
        )
        tell_gone(frozenset(map(ClientId, left_out.clients)))
    _empty_what_was_filled(session, batch_id)


def _tell(progress: Progress, step: SwitchProgress) -> None:
    progress(step.name, step.done, step.total)


def _require_not_held(session: Session, batch_id: ImportId) -> None:
    """What an import brought is part of the record: as long as that is held, nothing of it goes."""
    brought_to = {one.client_id for one in rows.made_by(session.rows, batch_id)}
    held = holds.held_clients(session) & brought_to
    if held:
        raise Held(frozenset(held))


def _left_out(session: Session, batch_id: ImportId) -> LeftOut:
    made: dict[str, set[int]] = {}
    for one in rows.made_by(session.rows, batch_id):
        if not one.filled:
            made.setdefault(one.table, set()).add(one.row_id)
    clients = frozenset(made.pop("client", set()))
    if not clients and not made:
        return LeftOut()
    made["import_made"] = set(rows.made_ids(session.rows, batch_id))
    made["imported_note"] = made.get("note", set())
    return LeftOut(clients=clients, rows={name: frozenset(ids) for name, ids in made.items()})


def _empty_what_was_filled(session: Session, batch_id: ImportId) -> None:
    with session.begin("import.undo") as tx:
        writing.empty_filled(tx, batch_id)
        rows.end_undo(tx.rows, batch_id, tx.now)
        tx.audit(None, batch=batch_id)
        tx.changed(*_CHANGED)
