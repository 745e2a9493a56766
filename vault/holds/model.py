"""A hold: while it is active, nothing of the record is disposed of."""

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from vault.ids import ClientId, EpisodeId, HoldId


class HoldKind(StrEnum):
    """What a hold is for."""

    LEGAL = "legal"
    COMPLAINT = "complaint"
    ACCESS = "access"
    OTHER = "other"


@dataclass(frozen=True, slots=True, kw_only=True)
class Hold:
    """A hold as it was placed. ``episode_id`` is ``None`` where it is on the whole record.

    ``placed_by`` is who; ``source`` the part of the program that placed it, empty by hand.
    A hold on one episode keeps the whole record from disposal too: a record goes whole or not.
    """

    id: HoldId
    client_id: ClientId
    episode_id: EpisodeId | None
    kind: HoldKind
    reason: str = field(repr=False)
    placed_by: str = field(repr=False)
    source: str
    starts_on: date
    placed_at: datetime
    released_at: datetime | None = None
    release_reason: str = field(default="", repr=False)

    @property
    def is_active(self) -> bool:
        """Whether it was not released yet."""
        return self.released_at is None
