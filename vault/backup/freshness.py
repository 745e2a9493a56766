"""How old the backups are, which places are there, and what waits there for them.

The register is read with the session; what touches a place's file system is looked at anywhere
else, for a network drive may hang. Home asks this alone: it loads little.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

from vault import clock
from vault.backup import layout, rewrite_rows, rows
from vault.backup.looking import Another, Place, another
from vault.backup.looking import Look as Look
from vault.backup.looking import Looker as Looker
from vault.backup.model import (
    Destination,
    Fate,
    Freshness,
    PendingReseal,
    PendingRewrite,
    Snapshot,
)
from vault.backup.whose import Owner
from vault.ids import DestinationId
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


def place(session: Session, destination: Destination) -> Place:
    """Return what is to be looked for at a destination."""
    return Place(
        destination=destination,
        backup_set=layout.set_of(destination.path, session.vault_id, destination.instance_id),
        owner=_owner(session, destination),
    )


def _owner(session: Session, destination: Destination) -> Owner:
    """Return what a place's snapshots are told by from those of the same copy's other places."""
    same = {
        one.id
        for one in rows.destinations(session.rows)
        if one.instance_id == destination.instance_id and one.id != destination.id
    }
    known = rows.snapshots(session.rows)
    mine = [one for one in known if one.destination_id == destination.id]
    return Owner(
        live=session.opened.header,
        instance_id=destination.instance_id,
        mine=frozenset((one.number, one.made_at) for one in mine),
        others=frozenset((one.number, one.made_at) for one in known if one.destination_id in same),
        kept=frozenset(one.number for one in mine if one.fate is Fate.KEPT),
    )


def plan_reach(session: Session) -> Look[frozenset[DestinationId]]:
    """Return what looks which of all the places that there ever were are there now."""
    every = rows.destinations(session.rows)
    return Look(places=tuple(place(session, one) for one in every), judge=lambda there: there)


def plan_freshness(session: Session) -> Look[list[Freshness]]:
    """Return what looks how old the newest verified snapshot of each destination is."""
    mine = destinations(session)
    found = [_freshness(session, one) for one in mine]

    def judge(there: frozenset[Any]) -> list[Freshness]:
        return [
            replace(
                one,
                is_reachable=one.destination.id in there,
                is_another=another(one.destination.id) in there,
            )
            for one in found
        ]

    places = tuple(place(session, one) for one in mine)
    return Look(places=(*places, *(Another(place=one) for one in places)), judge=judge)


def freshness(session: Session) -> list[Freshness]:
    """Return for each destination how old its newest verified snapshot is.

    This looks at the places; where one may hang, ask ``plan_freshness``.
    """
    return plan_freshness(session).look()


def _freshness(session: Session, destination: Destination) -> Freshness:
    kept = [s for s in rows.snapshots(session.rows, destination.id) if s.fate is Fate.KEPT]
    verified = [snapshot for snapshot in kept if snapshot.is_verified]
    newest, checked = max(verified, key=_number, default=None), _checked(kept)
    age = None
    if newest is not None:
        age = (session.today() - clock.local_day(newest.made_at)).days
    return Freshness(
        destination=destination,
        newest=newest,
        age_days=age,
        is_reachable=False,
        is_due=age is None or age != 0,  # a clock that ran ahead silences nothing
        is_drill_due=newest is not None and _is_drill_due(session, newest, checked),
        checked=checked,
    )


def _checked(kept: list[Snapshot]) -> Snapshot | None:
    """Return the newest that was judged: of a newer format nothing is known."""
    drilled = [one for one in kept if one.drill is not None and not one.drill.is_newer]
    return max(drilled, key=_number, default=None)


def _is_drill_due(session: Session, newest: Snapshot, checked: Snapshot | None) -> bool:
    """Whether a month has gone by since one was judged, or that one was not whole and another was
    made since, to which all was copied once more."""
    if checked is None or checked.drilled_at is None:
        return True
    if checked.would_lose and newest.number > checked.number:
        return True
    return abs(session.now() - checked.drilled_at) >= DRILL_EVERY


def _number(one: Snapshot) -> int:
    return one.number


def is_reachable(session: Session, destination: Destination) -> bool:
    """Return whether the place is there now, with the set that was begun in it."""
    return place(session, destination).is_there()


def unlike_today(session: Session, known: Iterable[Snapshot]) -> list[Snapshot]:
    """Return the snapshots that may exist and are sealed to other slots than the vault has now.

    One that is missing may lie in a drawer, and a damaged one may open all the same.
    """
    today = frozenset(slot.id for slot in session.opened.bag.slots)
    return [one for one in known if not one.is_gone and one.recipients != today]


@dataclass(frozen=True, slots=True, kw_only=True)
class PendingCopies:
    """What waits at the places: to be sealed anew, to be rewritten without who is gone."""

    reseals: tuple[PendingReseal, ...] = ()
    rewrites: tuple[PendingRewrite, ...] = ()


def pending_copies(session: Session) -> Look[PendingCopies]:
    """Return what looks which snapshots wait for something, and which of them are reachable."""
    every = {one.id: one for one in rows.destinations(session.rows)}
    known = rows.snapshots(session.rows)
    reseals = unlike_today(session, known)
    rewrites = rewrite_rows.unclean(session.rows, rewrite_rows.newest_tombstone(session.rows))
    wanted = {one.destination_id for one in (*reseals, *rewrites)}

    def judge(there: frozenset[DestinationId]) -> PendingCopies:
        def reachable(one: Snapshot) -> bool:
            return one.destination_id in there and one.fate is not Fate.MISSING

        return PendingCopies(
            reseals=tuple(
                PendingReseal(
                    snapshot=s, destination=every[s.destination_id], is_reachable=reachable(s)
                )
                for s in _by_place(reseals)
            ),
            rewrites=tuple(
                PendingRewrite(
                    snapshot=s, destination=every[s.destination_id], is_reachable=reachable(s)
                )
                for s in _by_place(rewrites)
            ),
        )

    places = tuple(place(session, one) for key, one in every.items() if key in wanted)
    return Look(places=places, judge=judge)


def _by_place(found: list[Snapshot]) -> list[Snapshot]:
    return sorted(found, key=lambda one: one.destination_id)
