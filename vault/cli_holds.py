"""``casekeep hold``: what keeps a record from disposal placed, released and listed."""

import argparse
from datetime import date
from typing import Any

from vault.cli_verbs import AddVerb, Ask, Result, unlocked
from vault.clients import service as clients
from vault.holds import service
from vault.holds.model import Hold, HoldKind
from vault.ids import EpisodeId, HoldId
from vault.session import Session


def add_parsers(verbs: Any, add: AddVerb) -> None:
    """Add ``hold``; ``add`` makes a verb's parser with what all verbs take."""
    group = verbs.add_parser("hold", help="keep records from disposal, whatever their dates say")
    acts = group.add_subparsers(dest="act", required=True, metavar="ACT")
    placed = add(acts, "place", "place a hold on a record")
    placed.add_argument("--client", metavar="RECORD", required=True, help="the record's number")
    placed.add_argument("--kind", choices=[one.value for one in HoldKind], default="legal")
    placed.add_argument("--reason", required=True)
    day = "the day it counts from, YYYY-MM-DD (default: today)"
    placed.add_argument("--from", dest="starts_on", type=date.fromisoformat, help=day)
    placed.add_argument("--episode", type=int, help="its number, where it is on one episode")
    released = add(acts, "release", "release a hold, for good")
    released.add_argument("id", type=int, help="the hold's number, as list shows it")
    released.add_argument("--reason", required=True)
    listed = add(acts, "list", "list the active holds, or all that a client ever had")
    listed.add_argument("--client", metavar="RECORD", help="the record's number")


def hold(arguments: argparse.Namespace, ask: Ask) -> Result:
    """Do one act on holds."""
    acts = {"place": _place, "release": _release, "list": _list}
    with unlocked(arguments, ask) as (session, _, _keyring):
        return {"hold": acts[arguments.act](session, arguments)}, True


def _place(session: Session, arguments: argparse.Namespace) -> list[dict[str, Any]]:
    client_id = clients.with_number(session, arguments.client)
    starts_on = session.today() if arguments.starts_on is None else arguments.starts_on
    episode = None if arguments.episode is None else EpisodeId(arguments.episode)
    kind = HoldKind(arguments.kind)
    placed = service.place(session, client_id, kind, arguments.reason, starts_on, episode)
    return [_line(session, placed)]


def _release(session: Session, arguments: argparse.Namespace) -> list[dict[str, Any]]:
    return [_line(session, service.release(session, HoldId(arguments.id), arguments.reason))]


def _list(session: Session, arguments: argparse.Namespace) -> list[dict[str, Any]]:
    if arguments.client is None:
        return [_line(session, one) for one in service.all_active(session)]
    client_id = clients.with_number(session, arguments.client)
    return [_line(session, one) for one in service.list_holds(session, client_id)]


def _line(session: Session, one: Hold) -> dict[str, Any]:
    return {
        "id": one.id,
        "record": clients.get(session, one.client_id).record_number,
        "kind": one.kind.value,
        "from": one.starts_on.isoformat(),
        "episode": one.episode_id,
        "reason": one.reason,
        "placed_by": one.placed_by,
        "source": one.source,
        "placed_at": one.placed_at.isoformat(),
        "released_at": one.released_at.isoformat() if one.released_at else None,
        "release_reason": one.release_reason,
    }
