"""How old the backups are, and which places are there. Home asks this alone: it loads little."""

from datetime import timedelta

from vault import clock
from vault.backup import layout, rows
from vault.backup.model import Destination, Fate, Freshness, Snapshot
from vault.session import Session

DRILL_EVERY = timedelta(days=30)


def destinations(session: Session) -> list[Destination]:
    """Return the places where this copy of the vault makes its backups."""
    mine = session.opened.header.instance_id
    return [
        one
        for one in rows.destinations(session.rows)
        if one.removed_at is None and one.instance_id == mine
    ]


def freshness(session: Session) -> list[Freshness]:
    """Return for each destination how old its newest verified snapshot is."""
    return [_freshness(session, one) for one in destinations(session)]


def _freshness(session: Session, destination: Destination) -> Freshness:
    kept = [s for s in rows.snapshots(session.rows, destination.id) if s.fate is Fate.KEPT]
    verified = [snapshot for snapshot in kept if snapshot.is_verified]
    newest = max(verified, key=_number, default=None)
    age = None
    if newest is not None:
        age = (session.today() - clock.local_day(newest.made_at)).days
    return Freshness(
        destination=destination,
        newest=newest,
        age_days=age,
        is_reachable=is_reachable(session, destination),
        is_due=age is None or age != 0,  # a clock that ran ahead silences nothing
        is_drill_due=newest is not None and _is_drill_due(session, kept),
    )


def _is_drill_due(session: Session, kept: list[Snapshot]) -> bool:
    drilled = [one for one in kept if one.drilled_at is not None]
    last = max(drilled, key=_number, default=None)
    if last is None or last.drilled_at is None:
        return True
    return abs(session.now() - last.drilled_at) >= DRILL_EVERY


def _number(one: Snapshot) -> int:
    return one.number


def is_reachable(session: Session, destination: Destination) -> bool:
    """Return whether the place is there now, with the set that was begun in it."""
    try:
        if not destination.path.is_dir():
            return False
        backup_set = layout.set_of(destination.path, session.vault_id, destination.instance_id)
        kept = [s for s in rows.snapshots(session.rows, destination.id) if s.fate is Fate.KEPT]
        # an empty folder, where the stick is put otherwise, is not the stick
        return not kept or backup_set.folder.is_dir()
    except OSError:
        return False
