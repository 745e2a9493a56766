"""Places for backups: whether a folder can be one, adding, moving and removing them.

What touches a place is looked at without the session: a network drive may hang.
"""

from dataclasses import dataclass, field, replace
from pathlib import Path

from vault.backup import files, layout, rows
from vault.backup.freshness import destinations, place
from vault.backup.looking import Place
from vault.backup.model import Destination, DestinationWarning
from vault.changes import Kind
from vault.clients.typed_text import check_line
from vault.errors import DestinationGone, DestinationUnfit, DestinationUnnameable, NotFound
from vault.ids import DestinationId, new_uid
from vault.session import Session
from vault.store import surroundings


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckedPlace:
    """A folder that was looked at: where it really is, and what a person should hear about it."""

    path: Path = field(repr=False)
    warnings: tuple[DestinationWarning, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceCheck:
    """Looks whether a folder can be a place for backups: ``look`` on any thread."""

    vault_folder: Path = field(repr=False)
    path: Path = field(repr=False)

    def look(self) -> CheckedPlace:
        """Look at it, without the session. Raises ``DestinationUnfit`` in or around the vault's
        folder, ``DestinationUnnameable``, ``DestinationGone``, ``DestinationReadOnly`` or
        ``DestinationFull``."""
        vault_folder, there = self.vault_folder.resolve(), self.path.resolve()
        if not there.is_dir():
            raise DestinationGone()
        _require_name(there)
        if there.is_relative_to(vault_folder) or vault_folder.is_relative_to(there):
            raise DestinationUnfit()
        files.require_writable(there)
        found = []
        if there.stat().st_dev == vault_folder.stat().st_dev:
            found.append(DestinationWarning.SAME_DISK)
        if surroundings.is_synced(there):
            found.append(DestinationWarning.SYNCED)
        return CheckedPlace(path=there, warnings=tuple(found))


def _require_name(there: Path) -> None:
    """The register, certificates and exports are UTF-8: a name that is not would break them."""
    try:
        str(there).encode("utf-8")
    except UnicodeEncodeError as error:
        raise DestinationUnnameable() from error


def plan_check(session: Session, path: Path) -> PlaceCheck:
    """Return what looks whether a folder can be a place for backups."""
    return PlaceCheck(vault_folder=session.opened.folder, path=path)


def check_destination(session: Session, path: Path) -> tuple[DestinationWarning, ...]:
    """Return what a person should hear about a place for backups. Raises as ``PlaceCheck``."""
    return plan_check(session, path).look().warnings


def add_destination(session: Session, path: Path, label: str) -> Destination:
    """Add a place for backups; one that was there before is the same. Raises as
    ``check_destination`` does."""
    return enter_destination(session, plan_check(session, path).look(), label)


def enter_destination(session: Session, checked: CheckedPlace, label: str) -> Destination:
    """Add a place that was looked at; touches the register alone. Raises ``InvalidValue`` for a
    label that is no line."""
    check_line("label", label)
    for known in destinations(session):
        if known.path == checked.path:
            return known
    wanted = Destination(
        id=DestinationId(0),
        uid=new_uid(),
        instance_id=session.opened.header.instance_id,
        path=checked.path,
        label=label,
        is_synced=DestinationWarning.SYNCED in checked.warnings,
        added_at=session.now(),
    )
    with session.begin("backup.destination_add") as tx:
        made = replace(wanted, id=rows.add_destination(tx.rows, wanted))
        tx.audit(destination=made.uid, is_synced=made.is_synced)
        tx.changed(Kind.COPIES)
    return made


def remove_destination(session: Session, destination_id: DestinationId) -> None:
    """Make no more backups there; what lies there stays in the register. Raises ``NotFound``."""
    known = _destination(session, destination_id)
    with session.begin("backup.destination_remove") as tx:
        rows.end_destination(tx.rows, destination_id, tx.now)
        tx.audit(destination=known.uid)
        tx.changed(Kind.COPIES)


@dataclass(frozen=True, slots=True, kw_only=True)
class MoveCheck:
    """Looks whether a place's set of snapshots is where it is said to be now."""

    check: PlaceCheck
    place: Place
    set_name: str

    def look(self) -> CheckedPlace:
        """Look there, without the session. Raises as ``PlaceCheck``, or ``DestinationGone``
        where the set of snapshots is not there."""
        checked = self.check.look()
        moved = replace(
            self.place,
            destination=replace(self.place.destination, path=checked.path),
            backup_set=layout.BackupSet(folder=checked.path / self.set_name),
        )
        if not moved.is_there():
            raise DestinationGone()
        return checked


def plan_move(session: Session, destination_id: DestinationId, path: Path) -> MoveCheck:
    """Return what looks whether a place's set of snapshots is at ``path``. Raises ``NotFound``."""
    here = place(session, _destination(session, destination_id))
    return MoveCheck(
        check=plan_check(session, path), place=here, set_name=here.backup_set.folder.name
    )


def move_destination(session: Session, destination_id: DestinationId, path: Path) -> None:
    """Say where a place is now: a stick under another letter. Raises as ``MoveCheck``, or
    ``NotFound``."""
    enter_move(session, destination_id, plan_move(session, destination_id, path).look())


def enter_move(session: Session, destination_id: DestinationId, checked: CheckedPlace) -> None:
    """Write down where a place is now; touches the register alone. Raises ``NotFound``."""
    known = _destination(session, destination_id)
    with session.begin("backup.destination_move") as tx:
        rows.move_destination(tx.rows, destination_id, checked.path)
        tx.audit(destination=known.uid)
        tx.changed(Kind.COPIES)


def _destination(session: Session, destination_id: DestinationId) -> Destination:
    found = rows.destination(session.rows, destination_id)
    if found is None:
        raise NotFound()
    return found
