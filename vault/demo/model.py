"""A made-up practice, planned before any of it is written."""

from dataclasses import dataclass, field
from datetime import date

from vault.clients.model import CareSessionDetails, ClientDetails
from vault.notes.model import NoteKind, Shelf


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoCounts:
    """What was written."""

    clients: int
    sessions: int
    notes: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Voice:
    """What every note of one client has in common: who is spoken of, and about what."""

    problem: str
    template_key: str
    pronoun: str
    fixed: dict[str, str] = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedEpisode:
    """An episode of care; open while ``closed_on`` is ``None``."""

    opened_on: date
    opening_reason: str
    closed_on: date | None
    closing_reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedClient:
    """A client and their episodes, oldest first."""

    details: ClientDetails = field(repr=False)
    voice: Voice
    episodes: tuple[PlannedEpisode, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedNote:
    """A note to write. Its text is composed from ``seed`` only when it is written."""

    kind: NoteKind
    template_key: str
    seed: str
    shelf: Shelf = Shelf.RECORD
    is_signed: bool = True
    is_typed_on: bool = False
    is_late: bool = False
    has_addendum: bool = False
    is_in_error: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What happened with one client at one time: a session, its notes, or a note alone."""

    client: int
    episode: int | None
    day: date
    session: CareSessionDetails | None = None
    notes: tuple[PlannedNote, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """The whole practice: clients in the order of their numbers, entries in that of time."""

    clients: tuple[PlannedClient, ...]
    entries: tuple[Entry, ...]

    @property
    def counts(self) -> DemoCounts:
        """How much there is to write."""
        return DemoCounts(
            clients=len(self.clients),
            sessions=sum(entry.session is not None for entry in self.entries),
            notes=sum(len(entry.notes) for entry in self.entries),
        )
