"""``casekeep seal``: where sealed exports are kept, sealing one now, and which copies there are."""

import argparse
from pathlib import Path
from typing import Any

from vault.cli_verbs import AddVerb, Ask, Result, unlocked
from vault.errors import NotFound, VaultError
from vault.ids import ExportPlaceId, SealedExportId
from vault.sealing import service
from vault.sealing.places_model import ExportFreshness, ExportPlace, RegisteredExport, SealReport
from vault.sealing.statement_model import SealKind
from vault.session import Session


def add_parsers(verbs: Any, add: AddVerb) -> None:
    """Add ``seal``; ``add`` makes a verb's parser with what all verbs take."""
    group = verbs.add_parser("seal", help="seal the records for those who come after you")
    acts = group.add_subparsers(dest="act", required=True, metavar="ACT")
    _add_place(acts.add_parser("place", help="where sealed exports are kept"), add)
    now = add(acts, "now", "seal at every place that is kept current, or at one")
    now.add_argument("--place", type=int, help="its number, as place list shows it")
    now.add_argument("--closure", action="store_true", help="the practice closes: final")
    now.add_argument("--zip", type=Path, metavar="FILE", help="make one ZIP file of it too")
    over = "replace what another copy of this vault sealed there"
    now.add_argument("--take-over", action="store_true", help=over)
    add(acts, "list", "list the sealed exports, and what became of them")
    gone = add(acts, "destroyed", "say that a sealed export no longer exists")
    gone.add_argument("export", type=int, help="its number under export in list")
    gone.add_argument("--statement", required=True, help="what became of it; is kept")


def _add_place(group: argparse.ArgumentParser, add: AddVerb) -> None:
    acts = group.add_subparsers(dest="place_act", required=True, metavar="ACT")
    added = add(acts, "add", "add a folder: on a stick, or synced")
    added.add_argument("path", type=Path, metavar="DIR")
    added.add_argument("--label", default="", help="what to call the place")
    once = "seal there only when asked; else it is kept current"
    added.add_argument("--on-demand", action="store_true", help=once)
    add(acts, "list", "list the places, and how old the newest export at each is")
    removed = add(acts, "remove", "seal no more at a place")
    removed.add_argument("id", type=int, help="its number, as list shows it")
    resumed = add(acts, "go-on", "say that the practice goes on after its closing export")
    resumed.add_argument("id", type=int, help="its number, as list shows it")
    anew = add(acts, "anew", "begin another export where the folder has lost the one sealed in it")
    anew.add_argument("id", type=int, help="its number, as list shows it")


def seal(arguments: argparse.Namespace, ask: Ask) -> Result:
    """Do one act on sealed exports."""
    acts = {"place": _place, "now": _now, "list": _list, "destroyed": _destroyed}
    with unlocked(arguments, ask) as (session, _, _keyring):
        return acts[arguments.act](session, arguments)


def _place(session: Session, arguments: argparse.Namespace) -> Result:
    acts = {
        "add": _place_add,
        "list": _place_list,
        "remove": _place_remove,
        "go-on": _place_go_on,
        "anew": _place_anew,
    }
    return {"place": acts[arguments.place_act](session, arguments)}, True


def _place_add(session: Session, arguments: argparse.Namespace) -> list[dict[str, Any]]:
    label = arguments.label or arguments.path.resolve().name
    made = service.add_place(session, arguments.path, label, not arguments.on_demand)
    return [_fresh(one) for one in service.freshness(session) if one.place.id == made.id]


def _place_list(session: Session, _: argparse.Namespace) -> list[dict[str, Any]]:
    return [_fresh(one) for one in service.freshness(session)]


def _place_remove(session: Session, arguments: argparse.Namespace) -> list[dict[str, Any]]:
    service.remove_place(session, ExportPlaceId(arguments.id))
    return [_fresh(one) for one in service.freshness(session)]


def _place_go_on(session: Session, arguments: argparse.Namespace) -> list[dict[str, Any]]:
    service.go_on(session, ExportPlaceId(arguments.id))
    return [_fresh(one) for one in service.freshness(session)]


def _place_anew(session: Session, arguments: argparse.Namespace) -> list[dict[str, Any]]:
    bare = [one.place.id for one in service.freshness(session) if one.is_bare]
    if arguments.id not in bare:
        raise NotFound()
    service.begin_anew(session, arguments.id)
    return [_fresh(one) for one in service.freshness(session)]


def _fresh(one: ExportFreshness) -> dict[str, Any]:
    return {
        "id": int(one.place.id),
        "path": str(one.place.path),
        "label": one.place.label,
        "is_standing": one.place.is_standing,
        "is_kept": one.is_kept,
        "is_reachable": one.is_reachable,
        "is_bare": one.is_bare,
        "age_days": one.age_days,
        "is_due": one.is_due,
        "is_unclean": one.is_unclean,
        "is_closed": one.is_closed,
    }


def _now(session: Session, arguments: argparse.Namespace) -> Result:
    """Seal at each place; one that fails does not keep the others from theirs."""
    made: list[dict[str, Any]] = []
    errors: list[VaultError] = []
    places = _chosen(session, arguments)
    for place in places:
        try:
            made.append({"place": str(place.path), **_sealed(session, place, arguments)})
        except VaultError as error:
            errors.append(error)
            made.append({"place": str(place.path), "error": type(error).__name__})
    if len(errors) == len(places):
        raise errors[0]
    is_whole = not any(one.get("lost") or one.get("unsealed") for one in made)
    return {"seal": made}, not errors and is_whole


def _chosen(session: Session, arguments: argparse.Namespace) -> list[ExportPlace]:
    """Without a number or a closure: those kept current, but not where the practice closed."""
    known = service.places(session)
    if arguments.place is not None:
        found = [one for one in known if one.id == arguments.place]
    else:
        found = [one for one in known if one.is_standing or arguments.closure]
    if not found:
        raise NotFound()
    if arguments.closure or arguments.place is not None:
        return found
    final = {one.place.id for one in service.freshness(session) if one.is_final}
    return [one for one in found if one.id not in final] or found


def _sealed(session: Session, place: ExportPlace, arguments: argparse.Namespace) -> dict[str, Any]:
    kind = SealKind.CLOSURE if arguments.closure else SealKind.STANDING
    report = service.seal(session, place.id, kind, is_taking_over=arguments.take_over)
    told = _told(report)
    if arguments.zip is not None:
        target, arguments.zip = arguments.zip, None  # of the first place that was sealed
        service.zip_to(session, place.id, target)
        told["zip"] = str(target)
    return told


def _told(report: SealReport) -> dict[str, Any]:
    return {
        "export": int(report.export_id),
        "number": report.number,
        "clients": report.clients,
        "documents": report.documents,
        "copied": report.copied,
        "copied_bytes": report.copied_bytes,
        "size": report.size,
        "lost": [one.uid for one in report.lost],
        "unsealed": [one.value for one in report.unsealed],
        "removed": list(report.removed),
    }


def _list(session: Session, _: argparse.Namespace) -> Result:
    return {"export": [_listed(one) for one in service.register(session)]}, True


def _listed(one: RegisteredExport) -> dict[str, Any]:
    export = one.export
    return {
        "export": int(export.id),
        "place": int(export.place_id),
        "label": one.place.label,
        "number": export.number,
        "kind": export.kind.value,
        "begun_at": export.begun_at.isoformat(),
        "fate": export.fate.value,
        "is_verified": export.verified_at is not None,
        "is_of_now": export.is_of_now,
        "is_clean": one.is_clean,
        "clients": export.clients,
        "documents": export.documents,
        "size": export.size,
    }


def _destroyed(session: Session, arguments: argparse.Namespace) -> Result:
    service.attest_destroyed(session, SealedExportId(arguments.export), arguments.statement)
    return {"destroyed": arguments.export}, True
