"""``casekeep import``: a dry run by default, and with ``--commit`` one unit that can be undone."""

import argparse
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from vault import digests
from vault.cli_verbs import AddVerb, Ask, Result, unlocked
from vault.clients import service as clients
from vault.clients.model import CareSessionStatus
from vault.errors import NotFound
from vault.ids import ClientId, ImportId
from vault.importers import (
    appointments,
    calendars,
    choosing,
    client_list,
    file_bytes,
    headers,
    note_files,
    note_staging,
    preview_service,
    service,
    tables,
    vcards,
)
from vault.importers.batch_model import Batch, ImportKind, NoteChoice, Source
from vault.importers.choosing import Decision, There
from vault.importers.headers import Vocabulary
from vault.importers.judging import DOUBLES
from vault.importers.model import (
    CONSEQUENCES,
    Choice,
    ClientImport,
    PlannedClient,
    PlannedSession,
    SessionImport,
    Verdict,
)
from vault.session import Session

_PAST = [status.value for status in CareSessionStatus]


def add_parsers(verbs: Any, add: AddVerb) -> None:
    """Add ``import`` and ``import-undo``; ``add`` makes a parser with what all verbs take."""
    parser = add(verbs, "import", "bring in clients, sessions or notes; a dry run by default")
    parser.add_argument("source", type=Path, metavar="FILE", help="a file, or a folder of notes")
    parser.add_argument("--kind", choices=[kind.value for kind in ImportKind], required=True)
    parser.add_argument("--commit", action="store_true", help="do it; else only say what would be")
    parser.add_argument(
        "--duplicates",
        choices=[Choice.MERGE.value, Choice.SKIP.value, Choice.NEW.value],
        default=Choice.SKIP.value,
        help="what to do with clients, sessions and notes that are there already (default: skip)",
    )
    parser.add_argument("--take-held", action="store_true", help="take held entries too")
    parser.add_argument(
        "--match",
        action="append",
        default=[],
        metavar="TEXT=RECORD",
        help="whose sessions stand under TEXT, or whose notes lie in the folder TEXT",
    )
    parser.add_argument("--client", metavar="RECORD", help="whose all these notes are")
    parser.add_argument("--past-status", choices=_PAST, default=CareSessionStatus.PLANNED.value)
    add(verbs, "imports", "list what was imported")
    undo = add(verbs, "import-undo", "take an import back: nothing of it stays in the vault")
    undo.add_argument("batch", type=int, help="the import's number, as imports shows it")


def import_(arguments: argparse.Namespace, ask: Ask) -> Result:
    """Plan an import and, if asked to, commit it."""
    kind = ImportKind(arguments.kind)
    with unlocked(arguments, ask) as (session, _, _keyring):
        if kind is ImportKind.NOTES:
            return _notes(session, arguments), True
        source = Source(kind=kind, sha256=_sha256(arguments.source))
        if kind in (ImportKind.CLIENTS, ImportKind.CONTACTS):
            return _clients(session, arguments, source), True
        return _sessions(session, arguments, source), True


def imports(arguments: argparse.Namespace, ask: Ask) -> Result:
    """List the imports."""
    with unlocked(arguments, ask) as (session, _, _keyring):
        return {"import": [_told(batch) for batch in service.batches(session)]}, True


def import_undo(arguments: argparse.Namespace, ask: Ask) -> Result:
    """Take an import back."""
    with unlocked(arguments, ask) as (session, typed, keyring):
        service.undo(session, typed, ImportId(arguments.batch), keyring)
        return {"undone": arguments.batch}, True


def _sha256(path: Path) -> str:
    return digests.sha256(file_bytes.read(path)).hexdigest()


def _told(batch: Batch) -> dict[str, Any]:
    counts = {name: getattr(batch.counts, name) for name in batch.counts.__dataclass_fields__}
    undone = None if batch.undone_at is None else batch.undone_at.isoformat()
    told = {"batch": batch.id, "kind": batch.kind.value, "at": batch.at.isoformat()}
    return told | {name: count for name, count in counts.items() if count} | {"undone_at": undone}


def _clients(session: Session, arguments: argparse.Namespace, source: Source) -> dict[str, Any]:
    known, today = service.known_clients(session), session.today()
    if source.kind is ImportKind.CONTACTS:
        plan = vcards.plan(file_bytes.read(arguments.source), known, today)
    else:
        table = tables.read_table(arguments.source)
        gone = service.gone_numbers(session)
        plan = client_list.plan(table, headers.match(table.headers), known, today, gone=gone)
    chosen = choosing.choose_each(plan, lambda row, there: _chosen(row, there, arguments))
    if arguments.commit:
        return _told(service.commit_clients(session, chosen, source))
    return {"entries": len(chosen.rows)} | _fates(chosen) | _reasons(plan)


def _chosen(row: PlannedClient, there: There, arguments: argparse.Namespace) -> Decision | None:
    """Return what becomes of an entry; one that may be several people is for a person to say."""
    if row.details is None or row.verdict is Verdict.REFUSED:
        return None
    if row.duplicates:
        choice = Choice(arguments.duplicates)
        if choice is not Choice.MERGE:
            return choice, None
        into = choosing.like_by(there, row, row.duplicates[0])
        return None if into is None else (choice, into)
    if row.verdict is Verdict.HELD and arguments.take_held:
        return Choice.NEW, None
    return None


def _fates(plan: ClientImport) -> dict[str, int]:
    counted = Counter(row.fate.value for row in plan.rows)
    return {choice.value: counted[choice.value] for choice in Choice}


def _reasons(plan: ClientImport | SessionImport) -> dict[str, Any]:
    held = [
        {"line": row.line, "verdict": row.verdict.value, "reason": finding.reason.value}
        for row in plan.rows
        if row.verdict is not Verdict.TAKEN
        for finding in row.findings
    ]
    remarks = [{"reason": one.reason.value} for one in plan.remarks]
    return {"held": held, "remark": remarks}


def _sessions(session: Session, arguments: argparse.Namespace, source: Source) -> dict[str, Any]:
    past, today = CareSessionStatus(arguments.past_status), session.today()
    if source.kind is ImportKind.CALENDAR:
        plan = calendars.plan(file_bytes.read(arguments.source), today, past_status=past)
    else:
        table = tables.read_table(arguments.source)
        columns = headers.match(table.headers, Vocabulary.SESSIONS)
        plan = appointments.plan(table, columns, today, past_status=past)
    matches = _matches(session, arguments.match)
    plan = service.judge_sessions(session, plan, matches)
    if arguments.commit:
        anyway = frozenset(row.key for row in plan.rows if _is_taken(row, arguments))
        plan, lines = choosing.only_chosen(plan, anyway)
        return _told(service.commit_sessions(session, plan, matches, source, lines))
    names = [
        {"text": one.text, "sessions": one.sessions, "is_matched": one.text in matches}
        for one in plan.client_texts
    ]
    return {"entries": len(plan.rows), "client": names} | _reasons(plan)


def _is_taken(row: PlannedSession, arguments: argparse.Namespace) -> bool:
    """Whether a held session comes in: as others are, and as they are that are there already."""
    why = {one.reason for one in row.findings if CONSEQUENCES.get(one.reason) is Verdict.HELD}
    is_new = arguments.duplicates == Choice.NEW.value or not why & DOUBLES
    return is_new and (arguments.take_held or why <= DOUBLES)


def _matches(session: Session, pairs: Iterable[str]) -> dict[str, ClientId]:
    found = {}
    for pair in pairs:
        text, _, record = pair.rpartition("=")
        found[text] = clients.with_number(session, record)
    return found


def _notes(session: Session, arguments: argparse.Namespace) -> dict[str, Any]:
    folder: Path = arguments.source
    files = note_files.scan(folder, session.today())
    matches = _matches(session, arguments.match)
    if arguments.client:
        matches[""] = clients.with_number(session, arguments.client)
    choices = [
        NoteChoice(file=file, client_id=owner, path=folder / file.name)
        for file in files
        if (owner := _owner(file.name, matches)) is not None and not file.is_refused
    ]
    would_be = [(one.file.name, (one.client_id, one.file.sha256, one.file.day)) for one in choices]
    had = preview_service.files_had(service.originals(session, files), would_be)
    if arguments.commit:
        if not choices:
            raise NotFound("client")
        refused = [file.name for file in files if file.is_refused]
        left = frozenset() if arguments.duplicates == Choice.NEW.value else had.there
        return _bring(session, choices, left) | {"refused": refused}
    told = [
        {
            "file": file.name,
            "day": file.day.isoformat(),
            "day_from": file.day_from.value,
            "characters": len(file.text),
            "findings": [finding.value for finding in file.findings],
            "is_matched": _owner(file.name, matches) is not None,
            "is_there": file.name in had.there,
            "is_alike": file.name in had.alike,
        }
        for file in files
    ]
    return {"entries": len(files), "file": told}


def _bring(session: Session, choices: Sequence[NoteChoice], left: frozenset[str]) -> dict[str, Any]:
    chosen = [one for one in choices if one.file.name not in left]
    done = _told(note_staging.import_notes(session, chosen)) if chosen else {}
    return done | {"there": sorted(left)}


def _owner(name: str, matches: Mapping[str, ClientId]) -> ClientId | None:
    """Return whose a file is: by its own folder, or the next one above that has an owner."""
    parent = name.rpartition("/")[0]
    while parent and parent not in matches:
        parent = parent.rpartition("/")[0]
    return matches.get(parent)
