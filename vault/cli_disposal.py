"""``casekeep dispose``: records reviewed and disposed of, their copies and their certificates."""

import argparse
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

from vault import cli_disposal_next, cli_disposal_paper
from vault.cli_verbs import AddVerb, Ask, Result, unlocked
from vault.clients import service as clients
from vault.disposal import service
from vault.disposal.model import (
    Approval,
    Certificate,
    CopyState,
    Disposal,
    DisposalState,
    ReviewLine,
)
from vault.errors import NotFound
from vault.ids import DisposalId
from vault.keys.os_keyring import KeyStore
from vault.practice import service as practice
from vault.session import Session


def add_parsers(verbs: Any, add: AddVerb) -> None:
    """Add ``dispose``; ``add`` makes a verb's parser with what all verbs take."""
    group = verbs.add_parser("dispose", help="dispose of records that may go; there is no way back")
    acts = group.add_subparsers(dest="act", required=True, metavar="ACT")
    reviewed = add(acts, "review", "show all that would go with records, and what is in the way")
    reviewed.add_argument("numbers", nargs="+", metavar="RECORD", help="the records' numbers")
    run = (
        "dispose of records, all with one change of the vault's key, and treat the copies in reach"
    )
    _add_run(add(acts, "run", f"{run}; ends with 1 while a copy may still hold one"))
    mistake = add(acts, "mistake", "erase a client who was entered by mistake, within a day")
    confirm = "the record's number: with this it goes"
    mistake.add_argument("--confirm", metavar="RECORD", required=True, help=confirm)
    copied = add(acts, "copies", "list the copies of the vault, and which may still hold a record")
    cli_disposal_paper.add_parser(acts, add)
    certified = add(acts, "certificate", "issue what is due of certificates, and list them")
    certified.add_argument("--out", type=Path, metavar="DIR", help="write the newest there")
    for parser in (copied, certified):
        parser.add_argument("--disposal", type=int, help="its number (default: the last)")


def _add_run(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--confirm",
        action="append",
        metavar="RECORD",
        required=True,
        help="a record's number: with this it goes; may be repeated",
    )
    parser.add_argument("--approved-by", metavar="NAME", help="default: the practitioner")
    parser.add_argument(
        "--accept-fewer-copies",
        default="",
        metavar="REASON",
        help="why it may go on without two fresh backups at different places",
    )
    parser.add_argument("--keep-names", action="store_true", help="in tombstone and certificate")
    parser.add_argument(
        "--review-on",
        type=date.fromisoformat,
        metavar="DATE",
        help="when copies out of reach are looked for again (default: in 30 days)",
    )


def dispose(arguments: argparse.Namespace, ask: Ask) -> Result:
    """Do one act of disposal. ``review`` ends with 1 where something is in the way; ``run``,
    ``mistake`` and ``copies`` while a copy may still hold a record: ``next`` says what is to do."""
    acts: dict[str, Callable[[Session, argparse.Namespace], Result]] = {
        "review": _review,
        "copies": _copies,
        "paper": cli_disposal_paper.paper,
        "certificate": _certificate,
    }
    with unlocked(arguments, ask) as (session, typed, keyring):
        if arguments.act in acts:
            return acts[arguments.act](session, arguments)
        session.step_up(typed.encode("utf-8"))
        run = _run if arguments.act == "run" else _mistake
        return run(session, arguments, typed, keyring)


def _review(session: Session, arguments: argparse.Namespace) -> Result:
    ids = [clients.with_number(session, number) for number in arguments.numbers]
    found = service.review(session, ids)
    told = {
        "record": [_line(one) for one in found.clients],
        "fresh_copies": found.copies.fresh,
    }
    return told, found.can_begin


def _line(one: ReviewLine) -> dict[str, Any]:
    return {
        "record": one.record_number,
        "name": one.name,
        "verdict": one.verdict.value,
        "eligible_on": None if one.outcome.eligible_on is None else str(one.outcome.eligible_on),
        "in_the_way": [obstacle.value for obstacle in one.obstacles],
        "holds": len(one.holds),
        "notes": one.notes,
        "psychotherapy_notes": one.psychotherapy_notes,
        "documents": one.documents,
        "sessions": one.sessions,
        "drafts": one.drafts,
        "first_service": None if one.first_service is None else str(one.first_service),
        "last_service": None if one.last_service is None else str(one.last_service),
        "paper_left": len(one.paper_left),
        "open_transfers": len(one.open_transfers),
        "exported": [
            {"made_at": file.made_at.isoformat(), "form": file.form, "protection": file.protection}
            for file in one.export_files
        ],
        "mentioned_in": sorted({mention.record_number for mention in one.mentions}),
        "are_all_mentions": one.are_all_mentions and one.is_psychotherapy_searched,
        "is_psychotherapy_searched": one.is_psychotherapy_searched,
    }


def _run(session: Session, arguments: argparse.Namespace, typed: str, keyring: KeyStore) -> Result:
    numbers = {clients.with_number(session, one): one for one in arguments.confirm}
    approval = Approval(
        confirmations=numbers,
        acceptance=arguments.accept_fewer_copies,
        keep_names=arguments.keep_names,
        approved_by=arguments.approved_by or practice.get(session).practitioner,
        review_on=arguments.review_on,
    )
    disposal_id = service.dispose(session, list(numbers), approval, typed, keyring)
    return _treated(session, disposal_id, arguments.folder)


def _mistake(
    session: Session, arguments: argparse.Namespace, typed: str, keyring: KeyStore
) -> Result:
    client_id = clients.with_number(session, arguments.confirm)
    disposal_id = service.begin_mistake(session, client_id, arguments.confirm)
    service.erase(session, disposal_id, typed, keyring)
    service.issue(session, disposal_id)
    return _treated(session, disposal_id, arguments.folder)


def _treated(session: Session, disposal_id: DisposalId, folder: Path) -> Result:
    """Treat what is within reach, as the window does; tell what stays, and what ends it."""
    tried = [
        {
            "place": one.place,
            "kind": "export" if one.is_export else "backup",
            "error": "" if one.error is None else type(one.error).__name__,
        }
        for one in service.treat(session, disposal_id)
    ]
    found = _chosen(session, disposal_id)
    told, is_clean = _copies_of(session, found, folder)
    is_erased = found.state in (DisposalState.ERASED, DisposalState.FINISHED)
    is_done = is_clean and is_erased
    return {**_disposal(found), "treated": tried, **told}, is_done


def _chosen(session: Session, disposal_id: int | None) -> Disposal:
    for one in service.list_disposals(session):
        if disposal_id in (None, one.id):
            return one
    raise NotFound("disposal")


def _disposal(one: Disposal) -> dict[str, Any]:
    return {
        "id": int(one.id),
        "kind": one.kind.value,
        "state": one.state.value,
        "begun_at": one.begun_at.isoformat(),
        "records": [stone.record_number for stone in one.records],
    }


def _copies(session: Session, arguments: argparse.Namespace) -> Result:
    found = _chosen(session, arguments.disposal)
    told, is_clean = _copies_of(session, found, arguments.folder)
    return {**_disposal(found), **told}, is_clean


def _copies_of(session: Session, found: Disposal, folder: Path) -> Result:
    lines = service.copies(session, found.id)
    told = [
        {
            "place": one.destination,
            "number": one.number,
            "made_at": one.made_at.isoformat(),
            "state": one.state.value,
            "is_reachable": one.is_reachable,
        }
        for one in lines
    ]
    exports = service.exports(session, found.id)
    sealed = [
        {
            "place": one.place,
            "number": one.number,
            "made_at": one.made_at.isoformat(),
            "state": one.state.value,
            "is_reachable": one.is_reachable,
        }
        for one in exports
    ]
    sources = [
        {"number": one.number, "month": one.month, "taken_on": str(one.taken_on)}
        for one in service.sources(session)
    ]
    waiting = [one for one in lines if one.state is CopyState.PENDING]
    sealed_waiting = [one for one in exports if one.state is CopyState.PENDING]
    papers = service.left_on_paper(session, found.id)
    told_next = cli_disposal_next.steps(found, waiting, sealed_waiting, papers, folder)
    told_all = {
        "copy": told,
        "export": sealed,
        "source": sources,
        "paper": [cli_disposal_paper.told(one) for one in papers],
        "next": told_next,
    }
    return told_all, not waiting and not sealed_waiting


def _certificate(session: Session, arguments: argparse.Namespace) -> Result:
    found = _chosen(session, arguments.disposal)
    issued = service.issue(session, found.id)
    every = service.certificates(session, found.id)
    files = () if arguments.out is None else _saved(session, every, arguments.out)
    told = [_told(one, is_new=one in issued) for one in every]
    return {"certificate": told, "file": [str(path) for path in files]}, True


def _saved(session: Session, every: list[Certificate], folder: Path) -> tuple[Path, ...]:
    """Write for each record the certificate that counts now."""
    newest = {one.tombstone_id: one for one in every}
    return tuple(path for one in newest.values() for path in service.save(session, one.id, folder))


def _told(one: Certificate, *, is_new: bool) -> dict[str, Any]:
    return {
        "number": one.number,
        "supplements": one.supplements,
        "at": one.at.isoformat(),
        "is_new": is_new,
    }
