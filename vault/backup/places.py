"""Places for backups: whether a folder can be one, adding, moving and removing them.

What touches a place is looked at without the session: a network drive may hang.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from pathlib import Path

from vault.backup import files, layout, rows, whose
from vault.backup.freshness import place
from vault.backup.looking import Place, lying_elsewhere
from vault.backup.model import Destination, DestinationWarning
from vault.backup.whose import Mark, Owner
from vault.changes import Kind
from vault.clients.typed_text import check_line
from vault.errors import (
    DestinationCopied,
    DestinationGone,
    DestinationOther,
    DestinationUnfit,
    DestinationUnnameable,
    NotFound,
)
from vault.ids import DestinationId, new_uid
from vault.session import Session
from vault.store import surroundings
from vault.store.bundle import Header


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckedPlace:
    """A folder that was looked at: where it really is, and what a person should hear about it.

    ``numbers`` and ``marks`` are those of this copy's snapshots there, newest first; ``numbers`` is
    ``None`` where no set of it lies there.
    """

    path: Path = field(repr=False)
    warnings: tuple[DestinationWarning, ...]
    numbers: tuple[int, ...] | None = None
    marks: tuple[Mark, ...] = ()

    def is_of(self, owner: Owner) -> bool:
        """Whether what lies there may be this place's own set."""
        if self.numbers is None:
            return not owner.kept
        return not owner.disowns_marks(self.numbers, self.marks)


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceCheck:
    """Looks whether a folder can be a place for backups: ``look`` on any thread."""

    vault_folder: Path = field(repr=False)
    path: Path = field(repr=False)
    live: Header

    def look(self) -> CheckedPlace:
        """Look at it, without the session. Raises ``DestinationUnfit`` in or around the vault's
        folder, ``DestinationUnnameable``, ``DestinationGone``, ``DestinationReadOnly`` or
        ``DestinationFull``."""
        vault_folder, there = self.vault_folder.resolve(), self.path.resolve()
        if not files.is_there(there):
            raise DestinationGone()
        _require_name(there)
        if there.is_relative_to(vault_folder) or vault_folder.is_relative_to(there):
            raise DestinationUnfit()
        files.require_writable(there)
        found = []
        if _is_same_disk(there, vault_folder):
            found.append(DestinationWarning.SAME_DISK)
        if surroundings.is_synced(there):
            found.append(DestinationWarning.SYNCED)
        numbers, marks = self._lying(there)
        return CheckedPlace(path=there, warnings=tuple(found), numbers=numbers, marks=marks)

    def _lying(self, there: Path) -> tuple[tuple[int, ...] | None, tuple[Mark, ...]]:
        """Return numbers and marks of what lies there of this copy of the vault."""
        backup_set = layout.set_of(there, self.live.vault_id, self.live.instance_id)
        if not files.is_there(backup_set.folder):
            return None, ()
        with files.at(there):
            numbers = tuple(reversed(backup_set.numbers()))
            return numbers, tuple(
                whose.marks(backup_set, self.live, self.live.instance_id, numbers)
            )


def _is_same_disk(there: Path, vault_folder: Path) -> bool:
    with files.at(there):
        return there.stat().st_dev == vault_folder.stat().st_dev


def _require_name(there: Path) -> None:
    """The register, certificates and exports are UTF-8: a name that is not would break them."""
    try:
        str(there).encode("utf-8")
    except UnicodeEncodeError as error:
        raise DestinationUnnameable() from error


def plan_check(session: Session, path: Path) -> PlaceCheck:
    """Return what looks whether a folder can be a place for backups."""
    opened = session.opened
    return PlaceCheck(vault_folder=opened.folder, path=path, live=opened.header)


@dataclass(frozen=True, slots=True, kw_only=True)
class AddCheck:
    """Looks whether a folder can become a place for backups, beside the ``places`` that there are.

    A copy of a stick is none: two sets would pass for one, and what is done at one of them would be
    said of both.
    """

    check: PlaceCheck
    places: tuple[Place, ...]

    def look(self) -> CheckedPlace:
        """Look there, without the session. Raises as ``PlaceCheck``, or ``DestinationCopied`` where
        the snapshots there are those of a place that is somewhere else."""
        checked = self.check.look()
        if owners := _owners(self.places, checked):
            first = owners[0]
            if lying_elsewhere([first], checked.path):
                raise DestinationCopied(first.destination.label)
        return checked


def plan_add(session: Session, path: Path) -> AddCheck:
    """Return what looks whether a folder can become a place for backups."""
    return AddCheck(check=plan_check(session, path), places=_same_copy(session))


def check_destination(session: Session, path: Path) -> tuple[DestinationWarning, ...]:
    """Return what a person should hear about a place for backups. Raises as ``PlaceCheck``."""
    return plan_check(session, path).look().warnings


def add_destination(session: Session, path: Path, label: str) -> Destination:
    """Add a place for backups; one whose snapshots lie there is the same. Raises as ``AddCheck``
    does."""
    return enter_destination(session, plan_add(session, path).look(), label)


def enter_destination(session: Session, checked: CheckedPlace, label: str) -> Destination:
    """Add a place that ``AddCheck`` looked at; touches the register alone.

    What was a place before goes on under its old entry, with the snapshots that are entered there,
    wherever it is now. Raises ``InvalidValue`` for a label that is no line.
    """
    check_line("label", label)
    known = _known(session, checked)
    if known is None:
        return _add(session, checked, label)
    if known.removed_at is not None:
        return _revive(session, known, checked, label)
    if known.path != checked.path:
        enter_move(session, known.id, checked)
    return replace(known, path=checked.path)


def _known(session: Session, checked: CheckedPlace) -> Destination | None:
    """Return the place that has a snapshot of those there, or was at this path with that set."""
    same = _same_copy(session)
    if owners := _owners(same, checked):
        return owners[0].destination
    here = (one for one in same if one.path == checked.path and checked.is_of(one.owner))
    return next((one.destination for one in here), None)


def _same_copy(session: Session) -> tuple[Place, ...]:
    """Return every place of this copy of the vault, those in use first."""
    mine = session.opened.header.instance_id
    same = [one for one in rows.destinations(session.rows) if one.instance_id == mine]
    same.sort(key=lambda one: one.removed_at is not None)
    return tuple(place(session, one) for one in same)


def _owners(places: Iterable[Place], checked: CheckedPlace) -> list[Place]:
    """Return the places of whose snapshots some lie there: the one that has most of them first.

    Somebody may have copied one by hand from one stick to another.
    """

    def shared(one: Place) -> int:
        return len(one.owner.mine.intersection(checked.marks))

    found = [one for one in places if shared(one)]
    return sorted(found, key=lambda one: (-shared(one), one.path != checked.path))


def _revive(session: Session, known: Destination, checked: CheckedPlace, label: str) -> Destination:
    revived = replace(
        known,
        path=checked.path,
        label=label,
        is_synced=DestinationWarning.SYNCED in checked.warnings,
        removed_at=None,
    )
    with session.begin("backup.destination_add") as tx:
        rows.revive_destination(tx.rows, revived)
        tx.audit(destination=revived.uid, is_synced=revived.is_synced)
        tx.changed(Kind.COPIES)
    return revived


def _add(session: Session, checked: CheckedPlace, label: str) -> Destination:
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
        """Look there, without the session. Raises as ``PlaceCheck``, ``DestinationGone`` where the
        set of snapshots is not there, ``DestinationOther`` where another place's is, or
        ``DestinationCopied`` where it is still where it was."""
        checked = self.check.look()
        moved = replace(
            self.place,
            destination=replace(self.place.destination, path=checked.path),
            backup_set=layout.BackupSet(folder=checked.path / self.set_name),
        )
        moved.require()
        if self.place.owner.holds_mostly_others(checked.marks):
            raise DestinationOther()
        if lying_elsewhere([self.place], checked.path):
            raise DestinationCopied(self.place.destination.label)
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
