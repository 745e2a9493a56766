"""``casekeep backup`` and ``casekeep restore``: the same services as the window's."""

import argparse
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

from vault.backup import service as backup
from vault.backup.model import (
    BackupReport,
    Destination,
    LostDocument,
    RestoreReport,
    SnapshotSummary,
)
from vault.cli_verbs import AddVerb, Ask, Result, unlocked
from vault.errors import NoSnapshot, NotFound, VaultError
from vault.keys.creation import FirstWay
from vault.keys.model import SlotKind
from vault.keys.os_keyring import OsKeyring
from vault.session import Session
from vault.store import bundle

_KEEP = "keep"


def add_parsers(verbs: Any, add: AddVerb) -> None:
    """Add the parsers of both verbs."""
    parser = add(verbs, "backup", "make a backup at every place that is there, or look at them")
    parser.add_argument(
        "--to", type=Path, metavar="DIR", help="add this place; back up there alone"
    )
    parser.add_argument("--label", default="", help="what to call the place")
    parser.add_argument("--list", action="store_true", help="list places and snapshots")
    parser.add_argument(
        "--drill", action="store_true", help="decrypt the newest snapshot's documents"
    )
    parser.add_argument(
        "--reseal", action="store_true", help="seal old snapshots to today's ways in"
    )
    _add_restore(verbs)


def _add_restore(verbs: Any) -> None:
    parser = verbs.add_parser("restore", help="make a vault of its own from a backup")
    parser.add_argument("folder", type=Path, help="a snapshot, or the place of the backups")
    parser.add_argument("--into", type=Path, metavar="FOLDER", help="the vault's new folder")
    parser.add_argument("--list", action="store_true", help="list the snapshots; needs no secret")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    parser.add_argument("--secret-file", type=Path, metavar="FILE", help="read the secret from it")
    parser.add_argument("--way", choices=("sheet", "passphrase"), default="sheet")
    daily = [kind.value for kind in SlotKind if kind is not SlotKind.SHEET]
    parser.add_argument(
        "--daily",
        choices=(*daily, _KEEP),
        default=SlotKind.KEYRING_PASSPHRASE.value,
        help="how the vault is opened from day to day; keep: by the passphrase it has",
    )
    parser.add_argument(
        "--daily-secret-file", type=Path, metavar="FILE", help="read the new secret from it"
    )


def backup_verb(arguments: argparse.Namespace, ask: Ask) -> Result:
    """Make backups, list them, drill them or seal them anew."""
    with unlocked(arguments, ask) as (session, _, _keyring):
        if arguments.list:
            return _listed(session), True
        places = _places(session, arguments)
        if arguments.drill:
            return _drilled(session, places)
        if arguments.reseal:
            return _resealed(session, places)
        return _backed_up(session, places)


def _places(session: Session, arguments: argparse.Namespace) -> list[Destination]:
    if arguments.to is not None:
        label = arguments.label or arguments.to.name
        return [backup.add_destination(session, arguments.to, label)]
    places = backup.destinations(session)
    if not places:
        raise NotFound()
    return places


def _backed_up(session: Session, places: list[Destination]) -> Result:
    """Back up to each place; one that fails does not keep the others from theirs."""
    made: list[dict[str, Any]] = []
    errors: list[VaultError] = []
    for place in places:
        try:
            report = backup.make_backup(session, place.id)
            pruned = backup.prune(session, place.id)
        except VaultError as error:
            errors.append(error)
            made.append({"place": str(place.path), "error": type(error).__name__})
        else:
            made.append({"place": str(place.path), **_told(report), "pruned": len(pruned)})
    if len(errors) == len(places):
        raise errors[0]
    return {"backup": made}, not errors and not any(one.get("lost") for one in made)


def _told(report: BackupReport) -> dict[str, Any]:
    return {
        "number": report.number,
        "documents": report.documents,
        "copied": report.copied,
        "copied_bytes": report.copied_bytes,
        "lost": _lost(report.lost),
        "unknown": list(report.unknown),
    }


def _lost(documents: tuple[LostDocument, ...]) -> list[dict[str, Any]]:
    return [
        {
            "record": one.record_number,
            "title": one.title,
            "why": "damaged" if one.is_damaged else "missing",
        }
        for one in documents
    ]


def _listed(session: Session) -> dict[str, Any]:
    places = [
        {
            "place": str(one.destination.path),
            "label": one.destination.label,
            "is_reachable": one.is_reachable,
            "age_days": one.age_days,
            "is_drill_due": one.is_drill_due,
        }
        for one in backup.freshness(session)
    ]
    snapshots = [
        {
            "place": int(one.destination_id),
            "number": one.number,
            "made_at": one.made_at.isoformat(),
            "fate": one.fate.value,
            "is_verified": one.is_verified,
            "documents": one.documents,
            "size": one.size,
        }
        for one in backup.snapshots(session)
    ]
    return {
        "place": places,
        "snapshot": snapshots,
        "needs_reseal": len(backup.copies_needing_reseal(session)),
    }


def _drilled(session: Session, places: list[Destination]) -> Result:
    results = [(place, backup.drill(session, place.id)) for place in places]
    told = [
        {
            "place": str(place.path),
            "documents": result.documents,
            "damage": result.damage,
            "damaged": list(result.damaged),
            "missing": list(result.missing),
        }
        for place, result in results
    ]
    return {"drill": told}, all(result.is_sound for _, result in results)


def _resealed(session: Session, places: list[Destination]) -> Result:
    failed = [(place, backup.reseal(session, place.id)) for place in places]
    told = [{"place": str(place.path), "damaged": list(numbers)} for place, numbers in failed]
    return {"reseal": told}, not any(numbers for _, numbers in failed)


def restore_verb(arguments: argparse.Namespace, ask: Ask) -> Result:
    """List what there is to restore, or restore the newest that is sound."""
    found = backup.find_snapshots(arguments.folder)
    if arguments.list:
        return {"snapshot": [_summary(one) for one in found]}, all(o.is_sound for o in found)
    if arguments.into is None:
        print("casekeep: restore needs --into FOLDER", file=sys.stderr)
        raise SystemExit(2)
    chosen = next((one for one in found if one.is_sound), None)
    if chosen is None:
        raise NoSnapshot()
    text = ask("The recovery sheet's lines" if arguments.way == "sheet" else "Passphrase")
    report = backup.restore_vault(
        chosen.folder,
        SlotKind(arguments.way),
        text,
        _with_suffix(arguments.into),
        _daily(arguments, ask),
        OsKeyring(),
    )
    return _restored(report, [o.number for o in found if not o.is_sound])


def _with_suffix(folder: Path) -> Path:
    if folder.suffix == bundle.SUFFIX:
        return folder
    return folder.with_name(folder.name + bundle.SUFFIX)


def _daily(arguments: argparse.Namespace, ask: Ask) -> FirstWay | None:
    if arguments.daily == _KEEP:
        return None
    way = FirstWay(kind=SlotKind(arguments.daily))
    if way.kind is SlotKind.KEYRING:
        return way
    arguments.secret_file = arguments.daily_secret_file
    return replace(way, typed=ask("A new secret to unlock it with"))


def _summary(one: SnapshotSummary) -> dict[str, Any]:
    return {
        "folder": str(one.folder),
        "number": one.number,
        "vault_id": one.vault_id,
        "made_at": None if one.made_at is None else one.made_at.isoformat(),
        "documents": one.documents,
        "damage": one.damage,
    }


def _restored(report: RestoreReport, damaged: list[int]) -> Result:
    result = {
        "folder": str(report.folder),
        "number": report.number,
        "made_at": report.made_at.isoformat(),
        "clients": report.clients,
        "documents": report.documents,
        "left_out": report.left_out,
        "lost": _lost(report.lost),
        "skipped": sorted({*damaged, *(number for number, _ in report.skipped)}),
    }
    return result, not report.lost
