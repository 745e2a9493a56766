"""How old the sealed exports are, which places are there, and where a new number is wanted.

The register is read with the session; what touches a place's file system is looked at anywhere
else, for a network drive may hang. Home asks this alone: it loads little.
"""

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from vault import clock
from vault.backup.looking import Look
from vault.sealing import closing, register_rows
from vault.sealing.places_model import ExportFreshness, ExportPlace, SealedExport
from vault.session import Session

SHOWN = 8
"""Of the export's id, in the name of its folder."""


def folder_of(place: Path, export_id: str) -> Path:
    """Return the folder of an export at a place."""
    return place / f"casekeep-export-{export_id[:SHOWN]}"


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportSpot:
    """A place, and the folder of what was announced in it, if anything was."""

    place: ExportPlace
    begun: Path | None

    @property
    def key(self) -> str:
        """What names it among all places that are looked at together."""
        return self.place.uid

    @property
    def path(self) -> Path:
        """Where it is."""
        return self.place.path

    def is_there(self) -> bool:
        """Return whether the place is there now, with the export that was begun in it."""
        try:
            if not self.place.path.is_dir():
                return False
            # an empty folder, where the stick is put otherwise, is not the stick
            return self.begun is None or self.begun.is_dir()
        except OSError:
            return False

    def is_bare(self) -> bool:
        """Return whether its folder is there now, and the export that was begun in it is not."""
        try:
            return self.begun is not None and self.place.path.is_dir() and not self.begun.is_dir()
        except OSError:
            return False


@dataclass(frozen=True, slots=True, kw_only=True)
class BareSpot:
    """A place whose folder may lack the export that was begun in it: there if it does."""

    spot: ExportSpot

    @property
    def key(self) -> tuple[str, str]:
        """What names it beside the place itself."""
        return _bare(self.spot.place)

    @property
    def path(self) -> Path:
        """Where the place is."""
        return self.spot.path

    def is_there(self) -> bool:
        """Return whether the folder is there now without the export. It may hang."""
        return self.spot.is_bare()


def _bare(place: ExportPlace) -> tuple[str, str]:
    return "bare", place.uid


def places(session: Session) -> list[ExportPlace]:
    """Return the places where exports are sealed."""
    return [one for one in register_rows.places(session.rows) if one.removed_at is None]


def spot(session: Session, place: ExportPlace) -> ExportSpot:
    """Return what is to be looked for at a place."""
    known = register_rows.exports(session.rows, place.id)
    return ExportSpot(place=place, begun=_begun(place, known))


def _begun(place: ExportPlace, known: list[SealedExport]) -> Path | None:
    newest = next((one for one in known if one.is_awaited), None)
    return None if newest is None else folder_of(place.path, newest.export_id)


def plan_reach(session: Session) -> Look[frozenset[str]]:
    """Return what looks which of all the places that there ever were are there, by their uid."""
    every = register_rows.places(session.rows)
    return Look(places=tuple(spot(session, one) for one in every), judge=lambda there: there)


def plan_freshness(session: Session) -> Look[list[ExportFreshness]]:
    """Return what looks how old the newest announced number at each place is."""
    mine, stone = places(session), register_rows.newest_tombstone(session.rows)
    apart = register_rows.newest_apart(session.rows)
    is_ready = bool(mine) and _is_ready(session)
    found = [_freshness(session, one, stone, apart, is_ready) for one in mine]

    def judge(there: frozenset[Any]) -> list[ExportFreshness]:
        return [
            replace(one, is_reachable=one.place.uid in there, is_bare=_bare(one.place) in there)
            for one in found
        ]

    spots = tuple(spot(session, one) for one in mine)
    return Look(places=(*spots, *(BareSpot(spot=one) for one in spots)), judge=judge)


def freshness(session: Session) -> list[ExportFreshness]:
    """Return for each place how old its newest announced number is; this looks at the places."""
    return plan_freshness(session).look()


def due(session: Session) -> list[ExportPlace]:
    """Return the places that want a new number and are there now; this looks at them."""
    return [one.place for one in freshness(session) if one.is_due and one.is_reachable]


def _is_ready(session: Session) -> bool:
    from vault.succession import service  # a vault without a place for exports needs none of it

    return service.is_ready(session)


def _freshness(
    session: Session, place: ExportPlace, stone: int, apart: int, is_ready: bool
) -> ExportFreshness:
    known = register_rows.exports(session.rows, place.id)
    newest = closing.newest(known)
    age = None if newest is None else (session.today() - clock.local_day(newest.begun_at)).days
    is_closed = bool(closing.last_numbers(place, known))
    is_asked_for = closing.is_asked_for(known, stone, apart)
    # where a closing export can be replaced for what it may not hold, it was sealed before
    is_kept = place.is_standing and is_ready and not is_closed
    is_renewed = place.is_standing and is_closed and (is_ready or newest is not None)
    return ExportFreshness(
        place=place,
        newest=newest,
        age_days=age,
        is_reachable=False,
        is_bare=False,
        is_kept=is_kept,
        # a clock that ran ahead silences nothing
        is_due=(is_kept and (age != 0 or is_asked_for)) or (is_renewed and is_asked_for),
        is_unclean=any(one.clean_to < stone and not one.is_gone for one in known),
        can_be_cleaned=closing.can_be_cleaned(known, stone),
        is_closed=is_closed,
        is_final=is_closed and not is_asked_for,
    )
