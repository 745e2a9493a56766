"""``casekeep succession``: the plan shown, and the professional will written as a PDF."""

import argparse
from pathlib import Path
from typing import Any

from vault import plain_json
from vault.cli_verbs import AddVerb, Ask, Result, unlocked
from vault.errors import FileNameTaken, NoPlan
from vault.printing.saving import save_pdf
from vault.session import Session
from vault.succession import plan_service, will_service
from vault.succession.plan_model import Audience


def add_parsers(verbs: Any, add: AddVerb) -> None:
    """Add ``succession``; ``add`` makes a verb's parser with what all verbs take."""
    group = verbs.add_parser("succession", help="the succession plan and the professional will")
    acts = group.add_subparsers(dest="act", required=True, metavar="ACT")
    add(acts, "show", "show the plan, and how many clients are kept apart")
    will = add(acts, "will", "write the professional will: PDF/A, without any secret")
    will.add_argument("file", type=Path, help="the PDF to write; one that is there stays")


def succession(arguments: argparse.Namespace, ask: Ask) -> Result:
    """Do one act on the plan."""
    acts = {"show": _show, "will": _will}
    with unlocked(arguments, ask) as (session, _, _keyring):
        return {"succession": acts[arguments.act](session, arguments)}, True


def _show(session: Session, arguments: argparse.Namespace) -> dict[str, Any]:
    version = plan_service.newest(session)
    if version is None:
        raise NoPlan()
    audiences = [one.audience for one in plan_service.kept_apart(session)]
    due = plan_service.review_due(session)
    return {
        "kept_at": version.at.isoformat(),
        "next_review": plan_service.next_review(version).isoformat(),
        "is_review_due": due is not None,
        "kept_for_alternate": audiences.count(Audience.ALTERNATE),
        "kept_for_nobody": audiences.count(Audience.NOBODY),
        "parts": [str(part) for part in plan_service.parts_wanted(session)],
        "plan": plain_json.plain(version.plan),
    }


def _will(session: Session, arguments: argparse.Namespace) -> dict[str, Any]:
    if arguments.file.exists():  # never over a file: it may be the signed one
        raise FileNameTaken()
    save_pdf(arguments.file, will_service.pdf(session))
    return {"file": str(arguments.file)}
