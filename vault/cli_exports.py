"""``casekeep export``: a record, or all, as a file; sealed unless plain text was asked for."""

import argparse
import sys
from pathlib import Path
from typing import Any

from vault.cli_verbs import AddVerb, Ask, Result, unlocked
from vault.clients import service as clients
from vault.exports import service
from vault.exports.model import (
    ByPassphrase,
    Caution,
    ExportRequest,
    Form,
    Part,
    Plain,
    Protection,
    ToRecipient,
)
from vault.session import Session

_CAUTIONS = {
    Caution.PLAINTEXT: "readable by whoever has the file, which will lie at: ",
    Caution.SYNCED_FOLDER: "a sync service seems to carry this folder elsewhere: ",
    Caution.RESTRICTIONS: "restrictions are written down; read them before this is handed on: ",
}


def add_parsers(verbs: Any, add: AddVerb) -> None:
    """Add ``export``; ``add`` makes a verb's parser with what all verbs take."""
    parser = add(verbs, "export", "write a record, or all, as one file")
    whose = parser.add_mutually_exclusive_group(required=True)
    whose.add_argument("--client", metavar="RECORD", help="the record's number")
    whose.add_argument("--all", action="store_true", help="all records, a ZIP archive")
    parser.add_argument("--form", choices=[form.value for form in Form], required=True)
    parser.add_argument("--out", type=Path, required=True, metavar="FILE")
    _add_protection(parser)
    _add_choices(parser)


def _add_protection(parser: argparse.ArgumentParser) -> None:
    how = parser.add_mutually_exclusive_group(required=True)
    how.add_argument("--to", metavar="RECIPIENT", help="seal to this public key, age1…")
    how.add_argument(
        "--passphrase-file",
        type=Path,
        metavar="FILE",
        help="seal under the strong passphrase in it",
    )
    how.add_argument("--plain", action="store_true", help="readable by whoever has the file")


def _add_choices(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--documents", action="store_true", help="enclose them; a ZIP archive")
    parser.add_argument("--drafts", action="store_true", help="unsigned notes too")
    parser.add_argument("--access-log", action="store_true", help="who opened the record, and when")
    parser.add_argument(
        "--psychotherapy",
        action="store_true",
        help="the psychotherapy notes alone: they never stand in one file with the record",
    )
    parser.add_argument("--overwrite", action="store_true", help="replace FILE if it exists")


def export(arguments: argparse.Namespace, ask: Ask) -> Result:
    """Write a record, or all, as one file."""
    protection = _protection(arguments)
    with unlocked(arguments, ask) as (session, typed, _keyring):
        session.step_up(typed.encode("utf-8"))
        plan = service.plan(session, _request(session, arguments, protection))
        for caution in service.cautions(plan, arguments.out):
            print(f"casekeep: {_CAUTIONS[caution]}{arguments.out.absolute()}", file=sys.stderr)
        written = service.write(
            plan, arguments.out, lambda job: job(session), is_replacing=arguments.overwrite
        )
        return {
            "file": str(arguments.out),
            "bytes": written.size,
            "sha256": written.sha256,
            "clients": written.clients,
            "notes": written.notes,
            "documents": written.documents,
            "not_inside": [service.words(one) for one in written.not_inside],
            "undrawable_characters": written.undrawable,
            "broken_signatures": written.broken_signatures,
        }, not written.broken_signatures


def _request(
    session: Session, arguments: argparse.Namespace, protection: Protection
) -> ExportRequest:
    return ExportRequest(
        client_id=None if arguments.all else clients.with_number(session, arguments.client),
        form=Form(arguments.form),
        protection=protection,
        part=Part.PSYCHOTHERAPY if arguments.psychotherapy else Part.RECORD,
        with_documents=arguments.documents,
        with_drafts=arguments.drafts,
        with_access_log=arguments.access_log,
    )


def _protection(arguments: argparse.Namespace) -> Protection:
    if arguments.plain:
        return Plain()
    if arguments.to is not None:
        return ToRecipient(arguments.to)
    try:
        return ByPassphrase(arguments.passphrase_file.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        kind = type(error).__name__
        print(f"casekeep: the passphrase's file can't be read ({kind})", file=sys.stderr)
        raise SystemExit(2) from error
