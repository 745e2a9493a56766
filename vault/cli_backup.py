"""``casekeep backup`` and ``casekeep restore``: the same services as the window's."""

import argparse
import sys
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

from vault.backup import service as backup
from vault.backup.model import (
    BackupReport,
    Destination,
    LostDocument,
    RegisteredCopy,
    RestoreReport,
    SnapshotSummary,
)
from vault.cli_verbs import AddVerb, Ask, Result, unlocked
from vault.errors import NotFound, VaultError
from vault.ids import CopyId
from vault.keys import service as keys
from vault.keys.creation import FirstWay
from vault.keys.model import SlotKind
from vault.keys.os_keyring import KeyStore, OsKeyring
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
    parser.add_argument(
        "--rewrite",
        action="store_true",
        help="rewrite old snapshots without the records that were disposed of",
    )
    parser.add_argument(
        "--adopt", action="store_true", help="enter snapshots that the list of copies lacks"
    )
    parser.add_argument(
        "--destroyed",
        type=int,
        metavar="COPY",
        help="say that this copy (its number under copy in --list) no longer exists",
    )
    parser.add_argument("--statement", default="", help="what became of it; is kept")
    _add_restore(verbs)


def _add_restore(verbs: Any) -> None:
    parser = verbs.add_parser("restore", help="make a vault of its own from a backup")
    parser.add_argument("folder", type=Path, help="a snapshot, or the place of the backups")
    parser.add_argument("--into", type=Path, metavar="FOLDER", help="the vault's new folder")
    parser.add_argument("--list", action="store_true", help="list the snapshots; needs no secret")
    parser.add_argument(
        "--older",
        action="store_true",
        help="pass over backups that a newer Casekeep made; what was written since is not in it",
    )
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
    """Make backups, list them, drill them, seal them anew or rewrite them."""
    with unlocked(arguments, ask) as (session, typed, keyring):
        if arguments.list:
            return _listed(session), True
        if arguments.destroyed is not None:
            return _attested(session, CopyId(arguments.destroyed), arguments.statement), True
        places = _places(session, arguments)
        if arguments.drill:
            return _drilled(session, places)
        if arguments.reseal:
            return _resealed(session, places)
        if arguments.rewrite:
            return _rewritten(session, places)
        if arguments.adopt:
            return _adopted(session, places, typed, keyring), True
        return _backed_up(session, places)


def _places(session: Session, arguments: argparse.Namespace) -> list[Destination]:
    if arguments.to is not None:
        return [_place_at(session, arguments.to, arguments.label)]
    places = backup.destinations(session)
    if not places:
        raise NotFound()
    return places


def _place_at(session: Session, path: Path, label: str) -> Destination:
    """Return the place at a path, or a new one; where two sticks come up there, the one that does.

    A place that was begun and is not there stays the one that is meant, unless it is called by
    another label: an empty folder is no new stick.
    """
    here = [one for one in backup.destinations(session) if one.path == path.resolve()]
    known = [one for one in here if not label or one.label == label]
    there = [one for one in known if backup.is_reachable(session, one)]
    if known:
        return (there or known)[0]
    return backup.add_destination(session, path, label or path.name)


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
        "returned": list(report.returned),
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
            "is_another": one.is_another,
            "age_days": one.age_days,
            "is_drill_due": one.is_drill_due,
        }
        for one in backup.freshness(session)
    ]
    waiting = backup.pending_copies(session).look()
    return {
        "place": places,
        "snapshot": [_listed_copy(one) for one in backup.register(session)],
        "needs_reseal": len(waiting.reseals),
        "needs_rewrite": len(waiting.rewrites),
    }


def _listed_copy(one: RegisteredCopy) -> dict[str, Any]:
    copy = one.snapshot
    return {
        "copy": int(copy.id),
        "place": int(copy.destination_id),
        "label": one.destination.label,
        "number": copy.number,
        "made_at": copy.made_at.isoformat(),
        "fate": copy.fate.value,
        "is_verified": copy.is_verified,
        "is_clean": one.is_clean,
        "documents": copy.documents,
        "size": copy.size,
    }


def _attested(session: Session, copy_id: CopyId, statement: str) -> dict[str, Any]:
    backup.attest_destroyed(session, copy_id, statement)
    return {"destroyed": int(copy_id)}


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
    reports = [(place, backup.reseal(session, place.id)) for place in places]
    told = [{"place": str(place.path), **asdict(report)} for place, report in reports]
    return {"reseal": told}, all(report.is_complete for _, report in reports)


def _rewritten(session: Session, places: list[Destination]) -> Result:
    reports = [(place, backup.rewrite(session, place.id)) for place in places]
    told = [{"place": str(place.path), **asdict(report)} for place, report in reports]
    return {"rewrite": told}, all(report.is_complete for _, report in reports)


def _adopted(
    session: Session, places: list[Destination], typed: str, keyring: KeyStore
) -> dict[str, Any]:
    found = [(place, backup.adopt(session, place.id, typed, keyring)) for place in places]
    return {"adopt": [{"place": str(one.path), "numbers": list(new)} for one, new in found]}


def restore_verb(arguments: argparse.Namespace, ask: Ask) -> Result:
    """List what there is to restore, or restore the newest that is sound."""
    found = backup.find_snapshots(arguments.folder)
    if arguments.list:
        return {"snapshot": [_summary(one) for one in found]}, all(o.is_sound for o in found)
    if arguments.into is None:
        print("casekeep: restore needs --into FOLDER", file=sys.stderr)
        raise SystemExit(2)
    chosen = backup.choose_snapshot(found, takes_older=arguments.older)
    text = ask("The recovery sheet's lines" if arguments.way == "sheet" else "Passphrase")
    report = backup.restore_vault(
        chosen.folder,
        SlotKind(arguments.way),
        text,
        _with_suffix(arguments.into),
        _daily(arguments, ask),
        OsKeyring(),
        takes_older=arguments.older,
    )
    return _restored(report, {one.number: one.damage for one in found if not one.is_sound})


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


def _restored(report: RestoreReport, unsound: dict[int, str]) -> Result:
    passed_over = sorted((unsound | dict(report.skipped)).items())
    result = {
        "folder": str(report.folder),
        "number": report.number,
        "made_at": report.made_at.isoformat(),
        "clients": report.clients,
        "documents": report.documents,
        "left_out": report.left_out,
        "lost": _lost(report.lost),
        "warnings": [one.value for one in keys.ground_warnings(report.folder)],
        "skipped": [{"number": number, "why": why} for number, why in passed_over],
    }
    return result, not report.lost
