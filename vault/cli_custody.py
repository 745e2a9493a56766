"""``casekeep custody``: taking a practice's records in, and what a custodian does with them."""

import argparse
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from datetime import date
from pathlib import Path
from typing import Any

from vault import cli_cards
from vault.cli_verbs import AddVerb, Ask, Result, hand_over, unlocked
from vault.clients import service as clients
from vault.custody import service
from vault.custody.model import ContactOutcome, ContactWay, CustodyTask, LostFile, Unread
from vault.errors import FingerprintNeeded, FolderExists, PartDamaged, VaultError
from vault.ids import ClientId, CustodyTaskId
from vault.keys import creation
from vault.keys import service as keys
from vault.keys.creation import FirstWay
from vault.keys.model import SlotKind
from vault.keys.os_keyring import OsKeyring
from vault.keys.recovery_sheet import FINGERPRINT_START_SIZE
from vault.keys.signing import PublicKey
from vault.practice.model import Practice
from vault.progress import no_progress
from vault.sealing.part_model import Part
from vault.session import Session
from vault.store import bundle
from vault.unsealing import service as unsealing
from vault.unsealing.model import Card, Verdict
from vault.unsealing.opened_part import OpenedPart

_PARTS = [part.value for part in Part if part.content is not Part.CASELOAD]


def add_parsers(verbs: Any, add: AddVerb) -> None:
    """Add ``custody``; ``add`` makes the parser of an act that needs a vault."""
    group = verbs.add_parser("custody", help="keep the records of a practice that has ended")
    acts = group.add_subparsers(dest="act", required=True, metavar="ACT")
    _add_take(acts)
    merged = add(acts, "merge", "take more parts, or another number, into a custodian's vault")
    _add_export(merged)
    told = add(acts, "tasks", "list what there is to do, or tick it off")
    told.add_argument("--done", type=int, metavar="TASK", help="its number")
    told.add_argument("--add", metavar="TITLE", help="a task of your own")
    told.add_argument("--due", type=date.fromisoformat, metavar="DAY", help="of that task")
    _add_text(add(acts, "note", "write a custodian's note, or list them"), "note")
    called = add(acts, "contact", "log an attempt to reach a client, or list them")
    _add_text(called, "remark")
    called.add_argument("--by", choices=[one.value for one in ContactWay])
    called.add_argument("--outcome", choices=[one.value for one in ContactOutcome])


def _add_take(acts: Any) -> None:
    parser = acts.add_parser("take", help="make a custodian's vault of a sealed export")
    _add_export(parser)
    parser.add_argument("into", type=Path, metavar="INTO", help="the new vault's folder")
    parser.add_argument("--custodian", required=True, metavar="NAME", help="your name")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    parser.add_argument("--secret-file", type=Path, metavar="FILE", help="read the secret from it")
    daily = [kind.value for kind in SlotKind if kind is not SlotKind.SHEET]
    parser.add_argument("--way", choices=daily, default=SlotKind.KEYRING_PASSPHRASE.value)
    parser.add_argument(
        "--sheet-out",
        type=Path,
        metavar="FILE",
        help="write the recovery sheet's lines there, readable: whoever reads it opens the vault",
    )


def _add_export(parser: argparse.ArgumentParser) -> None:
    where = "its folder, its ZIP file, or where it lies"
    parser.add_argument("export", type=Path, metavar="EXPORT", help=where)
    parser.add_argument(
        "--card",
        type=Path,
        action="append",
        required=True,
        metavar="FILE",
        help="the five lines of a card, or an age identity; may be repeated",
    )
    parser.add_argument(
        "--part",
        action="append",
        choices=_PARTS,
        help="default: each that the cards open, without psychotherapy notes",
    )
    apart = "psychotherapy notes too: only if the plan says that they are handed on to you"
    parser.add_argument("--psychotherapy", action="store_true", help=apart)
    parser.add_argument(
        "--fingerprint",
        metavar="SHA256:…",
        help="the practice's, from its professional will: where no card says it",
    )
    parser.add_argument("--number", type=int, help="another number than the newest whole one")


def _add_text(parser: argparse.ArgumentParser, name: str) -> None:
    parser.add_argument("text", nargs="?", default="", metavar=name.upper())
    parser.add_argument("--record", metavar="NUMBER", help="the client's record number")


def custody(arguments: argparse.Namespace, ask: Ask) -> Result:
    """Do one act of a custodian."""
    if arguments.act == "take":
        return _take(arguments, ask)
    acts: dict[str, Callable[[Session, argparse.Namespace], Result]] = {
        "tasks": _tasks,
        "note": _note,
        "contact": _contact,
    }
    with unlocked(arguments, ask) as (session, typed, keyring):
        if arguments.act in acts:
            return acts[arguments.act](session, arguments)
        result, is_sound = _merge(session, arguments)
        if result["dropped"]:  # hidden already; the switch makes them gone
            keys.erase(session, typed, keyring)
        return result, is_sound


def _take(arguments: argparse.Namespace, ask: Ask) -> Result:
    into: Path = arguments.into
    if into.suffix != bundle.SUFFIX:
        into = into.with_name(into.name + bundle.SUFFIX)
    if into.exists():
        raise FolderExists()
    kind = SlotKind(arguments.way)
    typed = "" if kind is SlotKind.KEYRING else ask("A secret to unlock it with")
    way = FirstWay(kind=kind, typed=typed)
    creation.require_usable(way)
    with _opened(arguments) as parts:
        plan = creation.plan_vault(into.stem)
        hand_over(plan.sheet, arguments.sheet_out)
        custodian = Practice(practitioner=arguments.custodian)
        try:
            report = service.take(
                parts, into, plan, custodian, way, OsKeyring(), progress=no_progress
            )
        except VaultError:
            if arguments.sheet_out is not None:  # ours, of a vault that is not
                arguments.sheet_out.unlink()
            raise
        apart = _of_psychotherapy(parts)
    result = {
        "folder": str(report.folder),
        "fingerprint": plan.fingerprint,
        "number": report.number,
        "parts": list(report.parts),
        **apart,
        "clients": report.clients,
        "notes": report.notes,
        "documents": report.documents,
        "left_out": report.left_out,
        "lost": _lost(report.lost),
        "unread": _unread(report.unread),
    }
    return result, not (report.lost or report.unread)


@contextmanager
def _opened(
    arguments: argparse.Namespace, practice: PublicKey | None = None
) -> Iterator[list[OpenedPart]]:
    """Give the parts that the cards open, each of the newest signed number that has it whole.

    Keys of holders' own do not say whose export it is: ``practice``, or what was typed, does.
    """
    cards: Sequence[Card] = cli_cards.load(arguments.card)
    with ExitStack() as closing:
        source = closing.enter_context(cli_cards.source(arguments.export))
        start = unsealing.fingerprint_start(cards) or _fingerprint_start(arguments, practice)
        verdict = unsealing.examine(source, start, is_quick=True)
        chosen = [
            (number, part)
            for part in _wanted(arguments)
            for number in _numbers(verdict, part, arguments.number)
        ]
        if not chosen:
            raise PartDamaged(Part.RECORDS)
        parts = chosen if arguments.part else unsealing.openable(source, chosen, cards)
        yield [
            closing.enter_context(unsealing.open_part(source, number, part, cards))
            for number, part in parts
        ]


def _wanted(arguments: argparse.Namespace) -> list[Part]:
    """Return the parts that are taken: psychotherapy notes only where they were asked for."""
    every = [Part(name) for name in _PARTS]
    named = [Part(name) for name in arguments.part or ()]
    wanted = named or [one for one in every if one.content is Part.RECORDS]
    also = every if arguments.psychotherapy else []
    return [*wanted, *(o for o in also if o.content is Part.PSYCHOTHERAPY and o not in wanted)]


def _of_psychotherapy(parts: Sequence[OpenedPart]) -> dict[str, str | None]:
    """Return what the plan says of psychotherapy notes, and what became of them now."""
    there = {line.part.content for one in parts for line in one.statement.parts}
    wish, state = unsealing.psychotherapy_wish(parts), "none"
    if any(one.part.content is Part.PSYCHOTHERAPY for one in parts):
        state = "taken"
    elif Part.PSYCHOTHERAPY in there:
        state = "left sealed"
    return {"psychotherapy": state, "psychotherapy_wish": None if wish is None else wish.value}


def _fingerprint_start(arguments: argparse.Namespace, practice: PublicKey | None) -> bytes:
    if practice is not None:
        return practice.fingerprint_bytes[:FINGERPRINT_START_SIZE]
    if arguments.fingerprint is None:
        raise FingerprintNeeded()
    return unsealing.read_fingerprint(arguments.fingerprint)


def _numbers(verdict: Verdict, part: Part, asked: int | None) -> list[Any]:
    """Only what is signed and whole comes into custody, for a file that opens may be anybody's;
    what is not can be looked at with ``unseal``."""
    if asked is None:
        newest = verdict.newest(part)
        return [] if newest is None else [newest]
    asked_for = (one for one in verdict.numbers if one.number == asked and one.is_signed)
    return [one for one in asked_for if (told := one.part(part)) is not None and told.is_whole]


def _merge(session: Session, arguments: argparse.Namespace) -> Result:
    kept = service.custody(session)
    practice = PublicKey.from_text(kept.public_key) if kept is not None else None
    with _opened(arguments, practice) as parts:
        report = service.merge(session, parts, no_progress)
        apart = _of_psychotherapy(parts)
    result = {
        "number": report.number,
        "parts": list(report.parts),
        **apart,
        "new": report.new,
        "changed": report.changed,
        "same": report.same,
        "older": report.older,
        "waiting": report.waiting,
        "dropped": report.dropped,
        "held": report.held,
        "documents": report.documents,
        "unlisted": report.unlisted,
        "lost": _lost(report.lost),
        "unread": _unread(report.unread),
        "is_chain_apart": report.is_chain_apart,
    }
    return result, not (report.lost or report.unread or report.is_chain_apart)


def _lost(lost: Sequence[LostFile]) -> list[dict[str, Any]]:
    return [
        {"record": one.record_number, "title": one.title, "is_damaged": one.is_damaged}
        for one in lost
    ]


def _unread(unread: Sequence[Unread]) -> list[dict[str, str]]:
    return [
        {"part": one.part, "place": one.place, "table": one.table, "wrong": one.wrong.value}
        for one in unread
    ]


def _tasks(session: Session, arguments: argparse.Namespace) -> Result:
    if arguments.done is not None:
        service.complete_task(session, CustodyTaskId(arguments.done))
    if arguments.add:
        service.add_task(session, arguments.add, due_on=arguments.due)
    return {"task": [_task(one) for one in service.tasks(session)]}, True


def _task(one: CustodyTask) -> dict[str, Any]:
    return {
        "id": int(one.id),
        "stage": one.stage.value,
        "due": None if one.due_on is None else one.due_on.isoformat(),
        "done": None if one.done_at is None else one.done_at.isoformat(),
        "title": one.title,
    }


def _client(session: Session, arguments: argparse.Namespace) -> ClientId | None:
    if arguments.record is None:
        return None
    return clients.with_number(session, arguments.record)


def _note(session: Session, arguments: argparse.Namespace) -> Result:
    client = _client(session, arguments)
    if arguments.text:
        service.add_note(session, arguments.text, client)
    found = service.notes(session, client)
    return {"note": [{"at": one.at.isoformat(), "text": one.body} for one in found]}, True


def _contact(session: Session, arguments: argparse.Namespace) -> Result:
    client = _client(session, arguments)
    if client is not None and arguments.by and arguments.outcome:
        way, outcome = ContactWay(arguments.by), ContactOutcome(arguments.outcome)
        service.log_contact(session, client, way, outcome, arguments.text)
    found = service.contacts(session, client)
    return {
        "contact": [
            {
                "at": one.at.isoformat(),
                "record": clients.get(session, one.client_id).record_number,
                "way": one.way.value,
                "outcome": one.outcome.value,
                "remark": one.remark,
            }
            for one in found
        ]
    }, True
