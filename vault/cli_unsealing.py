"""``casekeep verify-export`` and ``casekeep unseal``: for whoever holds cards and no vault."""

import argparse
import sys
from pathlib import Path
from typing import Any

from vault import cli_cards
from vault.cli_verbs import AddVerb, Ask, Result
from vault.errors import PartDamaged
from vault.sealing.part_model import Part
from vault.unsealing import service as unsealing
from vault.unsealing.model import NumberVerdict, UnsealedPart, Verdict

_WARNING = """\
casekeep: what was unsealed lies there readable by anybody who comes to that folder. Keep it off
sticks and synchronized folders, and delete it when you are done."""


def add_parsers(verbs: Any, add: AddVerb) -> None:
    """Add the parsers of both verbs; no vault is opened for them."""
    _add_verify(verbs)
    _add_unseal(verbs)


def _add_verify(verbs: Any) -> None:
    parser = _add(
        verbs, "verify-export", "say what a sealed export is, how old, and if it is whole"
    )
    parser.add_argument(
        "--quick", action="store_true", help="do not read the documents, see if they are there"
    )


def _add_unseal(verbs: Any) -> None:
    parser = _add(verbs, "unseal", "open parts of a sealed export into a folder, readable")
    parser.add_argument("out", type=Path, metavar="OUT", help="a new folder")
    parser.add_argument(
        "--part",
        action="append",
        choices=[part.value for part in Part],
        help="may be repeated (default: each that the cards open)",
    )
    parser.add_argument("--number", type=int, help="an older number than the best")


def _add(verbs: Any, name: str, explanation: str) -> argparse.ArgumentParser:
    parser: argparse.ArgumentParser = verbs.add_parser(name, help=explanation)
    parser.add_argument(
        "path", type=Path, help="the export's folder, its ZIP file, or where it lies"
    )
    parser.add_argument(
        "--card",
        type=Path,
        action="append",
        default=[],
        metavar="FILE",
        help="the five lines of a card, or an age identity; may be repeated",
    )
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    return parser


def verify_export(arguments: argparse.Namespace, ask: Ask) -> Result:
    """Say what lies there; sound where nothing at all is wrong."""
    cards = cli_cards.load(arguments.card)
    with cli_cards.source(arguments.path) as source:
        start = unsealing.fingerprint_start(cards)
        verdict = unsealing.examine(source, start, is_quick=arguments.quick)
    return _told(verdict), verdict.is_clean


def unseal(arguments: argparse.Namespace, ask: Ask) -> Result:
    """Open the parts asked for, or those that the cards open; sound where nothing was lost."""
    cards = cli_cards.load(arguments.card)
    with cli_cards.source(arguments.path) as source:
        start = unsealing.fingerprint_start(cards)
        verdict = unsealing.examine(source, start, is_quick=True)
        parts = _chosen(verdict, arguments)
        if not arguments.part:
            parts = unsealing.openable(source, parts, cards)
        done = unsealing.unseal(source, parts, cards, arguments.out)
    print(_WARNING, file=sys.stderr)
    is_whole = not any(one.lost_files or one.lost_documents for one in done)
    result = {**_told(verdict), "unsealed": [_told_part(one) for one in done]}
    return result, is_whole and verdict.is_clean


def _chosen(verdict: Verdict, arguments: argparse.Namespace) -> list[tuple[NumberVerdict, Part]]:
    """Return each part with the number to take it from. Raises ``PartDamaged`` for none."""
    wanted = [Part(name) for name in arguments.part or [one.value for one in Part]]
    found = [(_number(verdict, part, arguments.number), part) for part in wanted]
    if arguments.part and any(number is None for number, _ in found):
        raise PartDamaged(next(part for number, part in found if number is None))
    return [(number, part) for number, part in found if number is not None]


def _number(verdict: Verdict, part: Part, asked: int | None) -> NumberVerdict | None:
    if asked is not None:
        numbers = [one for one in verdict.numbers if one.number == asked]
    else:
        newest = verdict.newest(part) or verdict.best
        numbers = [newest] if newest is not None else []
    return next((one for one in numbers if one.part(part) is not None), None)


def _told(verdict: Verdict) -> dict[str, Any]:
    return {
        "best": verdict.best.number if verdict.best is not None else None,
        "age_months": verdict.age_months,
        "is_zip": verdict.is_zip,
        "number": [_told_number(one) for one in verdict.numbers],
        "fault": [{"file": one.file, "fault": one.kind.value} for one in verdict.all_faults],
        "foreign_files": len(verdict.foreign_files),
    }


def _told_number(one: NumberVerdict) -> dict[str, Any]:
    return {
        "number": one.number,
        "signature": one.signature.value,
        "fingerprint": one.fingerprint,
        "month": one.statement.month if one.statement is not None else None,
        "parts": {
            part.part.value: {"is_whole": part.is_whole, "needed": part.threshold}
            for part in one.parts
        },
        "documents": one.documents,
        "damaged_documents": one.damaged_documents,
    }


def _told_part(one: UnsealedPart) -> dict[str, Any]:
    return {
        "part": one.part.value,
        "number": one.number,
        "files": one.files,
        "documents": one.documents,
        "lost_files": list(one.lost_files),
        "lost_documents": list(one.lost_documents),
    }
