"""``casekeep document``: files put into a client's record, listed, and copied out in plain."""

import argparse
import sys
from datetime import date
from pathlib import Path
from typing import Any

from vault.backup import service as backup
from vault.backup.model import Destination
from vault.cli_verbs import AddVerb, Ask, Result, unlocked
from vault.clients import service as clients
from vault.documents import service
from vault.documents.model import Document, DocumentFacts, DocumentKind, Source
from vault.errors import CopyNotWhole, FileNameTaken, NotFound
from vault.ids import ClientId, DocumentId
from vault.notes.model import Privilege
from vault.session import Session


def add_parsers(verbs: Any, add: AddVerb) -> None:
    """Add ``document``; ``add`` makes a verb's parser with what all verbs take."""
    group = verbs.add_parser("document", help="add, list and export documents")
    acts = group.add_subparsers(dest="act", required=True, metavar="ACT")
    _add_facts(add(acts, "add", "put files, or all files of folders, into a client's record"))
    listed = add(acts, "list", "list a client's documents")
    listed.add_argument("--client", metavar="RECORD", required=True, help="the record's number")
    copied = add(acts, "export", "copy a document out, readable by whoever has the file")
    copied.add_argument("id", type=int, help="the document's number, as list shows it")
    copied.add_argument("--out", type=Path, required=True, metavar="FILE", help="a new file")
    back = add(acts, "recover", "fetch a damaged document back from a backup that has it whole")
    back.add_argument("id", type=int, help="the document's number, as list shows it")
    back.add_argument(
        "--from",
        dest="place",
        metavar="PLACE",
        help="the backups' folder or label (default: the first place that has it whole)",
    )


def _add_facts(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("files", nargs="+", type=Path, metavar="FILE")
    parser.add_argument("--client", metavar="RECORD", required=True, help="the record's number")
    parser.add_argument("--kind", choices=[one.value for one in DocumentKind], default="other")
    parser.add_argument("--title", default="", help="what it is (default: the file's name)")
    parser.add_argument("--date", type=date.fromisoformat, help="the day on it, YYYY-MM-DD")
    parser.add_argument("--source", choices=[one.value for one in Source], default="client")
    parser.add_argument("--about", default="", help="whom it is about, if not the client")
    privileges = [one.value for one in Privilege]
    parser.add_argument("--privilege", choices=privileges, default=Privilege.PRIVILEGED.value)


def document(arguments: argparse.Namespace, ask: Ask) -> Result:
    """Do one act on documents."""
    acts = {"add": _add, "list": _list, "export": _export, "recover": _recover}
    with unlocked(arguments, ask) as (session, _, _keyring):
        return acts[arguments.act](session, arguments), True


def _add(session: Session, arguments: argparse.Namespace) -> dict[str, Any]:
    client_id = clients.with_number(session, arguments.client)
    facts = DocumentFacts(
        kind=DocumentKind(arguments.kind),
        title=arguments.title,
        dated_on=arguments.date,
        source=Source(arguments.source),
        about_whom=arguments.about,
        privilege=Privilege(arguments.privilege),
    )
    paths = service.files_in(arguments.files)
    return {"document": [_added(session, client_id, path, facts) for path in paths]}


def _added(
    session: Session, client_id: ClientId, path: Path, facts: DocumentFacts
) -> dict[str, Any]:
    added = service.add(session, client_id, path, facts)
    same = [one.id for one in service.same_content(session, client_id, added.sha256)]
    same.remove(added.id)
    if same:
        numbers = ", ".join(str(one) for one in same)
        print(f"casekeep: document {added.id} has the content of {numbers}", file=sys.stderr)
    return _line(added) | {"same_content": same}


def _list(session: Session, arguments: argparse.Namespace) -> dict[str, Any]:
    client_id = clients.with_number(session, arguments.client)
    return {"document": [_line(one) for one in service.list_documents(session, client_id)]}


def _export(session: Session, arguments: argparse.Namespace) -> dict[str, Any]:
    out: Path = arguments.out
    if out.exists():  # before the audit says that it was copied
        raise FileNameTaken()
    place = out.absolute()
    print(
        f"casekeep: readable by whoever has the file, which will lie at: {place}", file=sys.stderr
    )
    reading = service.record_copy_out(session, DocumentId(arguments.id), out)
    service.copy_out(reading, out)
    return {"file": str(out), "bytes": reading.size, "sha256": reading.sha256}


def _recover(session: Session, arguments: argparse.Namespace) -> dict[str, Any]:
    document_id = DocumentId(arguments.id)
    if arguments.place is None:
        held = backup.copies_of(session, document_id)
        if not held:
            raise CopyNotWhole()
        place = held[0].destination
    else:
        place = _place(session, arguments.place)
    backup.fetch_back(session, document_id, place.id)
    return {"id": int(document_id), "place": str(place.path)}


def _place(session: Session, name: str) -> Destination:
    """Return the place of backups of that folder or label; the newest of several."""
    path = Path(name).resolve()
    for one in reversed(backup.all_destinations(session)):
        if one.path == path or one.label == name:
            return one
    raise NotFound("destination")


def _line(one: Document) -> dict[str, Any]:
    return {
        "id": one.id,
        "dated_on": one.dated_on.isoformat() if one.dated_on else None,
        "kind": one.kind.value,
        "title": one.title,
        "file_name": one.file_name,
        "media_type": one.media_type,
        "size": one.size,
        "sha256": one.sha256,
        "is_error": one.is_error,
    }
