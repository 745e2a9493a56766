"""What was answered on the pages so far. Nothing of it is in the vault before the act."""

from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from vault.clients.model import CareSessionStatus
from vault.ids import ClientId
from vault.importers.batch_model import Batch, FilesHad, ImportKind, NoteChoice, Original
from vault.importers.model import (
    Candidate,
    ClientImport,
    KnownClient,
    PlannedSession,
    SessionImport,
    SessionKey,
    Verdict,
)
from vault.importers.note_model import DayFrom, NoteFile
from vault.importers.preview_service import Content, files_had
from vault.importers.table_model import Column

Owner = ClientId | None
"""Whose something is; ``None`` means that a person said it is nobody's here."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SiftedFiles:
    """Which note files their client has, and which come in for whom, as the choices stand."""

    had: FilesHad
    coming: tuple[tuple[NoteFile, ClientId], ...] = field(repr=False)


@dataclass(slots=True, kw_only=True)
class Answers:
    """Filled page by page. ``plan`` is made anew when what it depends on changed."""

    kind: ImportKind | None = None
    path: Path | None = field(default=None, repr=False)
    today: date = date.min
    known: dict[ClientId, KnownClient] = field(default_factory=dict, repr=False)
    gone_numbers: frozenset[str] = frozenset()
    content: Content | None = None
    columns: tuple[Column, ...] = ()
    day_first: dict[int, bool] = field(default_factory=dict)
    past: CareSessionStatus = CareSessionStatus.PLANNED
    clients: ClientImport | None = None
    sessions: SessionImport | None = None
    candidates: dict[str, tuple[Candidate, ...]] = field(default_factory=dict, repr=False)
    owners: dict[str, Owner] = field(default_factory=dict, repr=False)
    """Whose the sessions under a text, or the notes in a folder, are; undecided ones are not here.
    """
    file_owners: dict[str, Owner] = field(default_factory=dict, repr=False)
    """Whose a file is, where that was said of the file by itself."""
    days: dict[str, date] = field(default_factory=dict, repr=False)
    originals: frozenset[Original] = field(default=frozenset(), repr=False)
    """Who has which of the note files already."""
    files_anyway: set[str] = field(default_factory=set, repr=False)
    """Those that come in although their client has them."""
    taken_anyway: set[SessionKey] = field(default_factory=set)
    by_hand: set[int] = field(default_factory=set)
    """The lines of clients that were decided each by itself."""
    batch: Batch | None = None

    @property
    def brings_clients(self) -> bool:
        """Whether clients come in."""
        return self.kind in (ImportKind.CLIENTS, ImportKind.CONTACTS)

    @property
    def brings_sessions(self) -> bool:
        """Whether sessions come in."""
        return self.kind in (ImportKind.APPOINTMENTS, ImportKind.CALENDAR)

    @property
    def brings_notes(self) -> bool:
        """Whether note files come in."""
        return self.kind is ImportKind.NOTES

    @property
    def is_table(self) -> bool:
        """Whether it is read from a table."""
        return self.kind in (ImportKind.CLIENTS, ImportKind.APPOINTMENTS)

    def take_content(self, content: Content, columns: tuple[Column, ...]) -> None:
        """Begin with another source, or another sheet; what was chosen for the last is gone."""
        self.content, self.columns = content, columns
        self.day_first, self.owners, self.file_owners, self.days = {}, {}, {}, {}
        self.files_anyway = set()
        self.forget_plan()

    def forget_plan(self) -> None:
        """The plan has to be made anew: what it was made from changed."""
        self.clients, self.sessions = None, None
        self.taken_anyway, self.by_hand = set(), set()

    def name_of(self, client_id: ClientId) -> str:
        """Return what a client of the vault is called."""
        one = self.known.get(client_id)
        return (one.preferred_name or one.legal_name) if one else ""

    def number_of(self, client_id: ClientId) -> str:
        """Return a client's record number."""
        one = self.known.get(client_id)
        return one.record_number if one else ""

    # --- sessions ---

    @property
    def matches(self) -> dict[str, ClientId]:
        """Whose the sessions under each text are, where that is somebody."""
        return {text: one for text, one in self.owners.items() if one is not None}

    def take_judged(self, plan: SessionImport) -> None:
        """Keep the plan as the vault judged it; where that says something new, it is asked anew."""
        before = self.sessions.rows if self.sessions else plan.rows
        self.sessions = plan
        self.taken_anyway -= {
            new.key
            for old, new in zip(before, plan.rows, strict=True)
            if old.findings != new.findings
        }

    def owner_of_session(self, row: PlannedSession) -> Owner:
        """Return whose session it is, ``None`` where nobody said so."""
        return self.owners.get(row.client_text)

    def is_session_coming(self, row: PlannedSession) -> bool:
        """Whether a session will be brought in."""
        if self.owner_of_session(row) is None or row.details is None:
            return False
        is_held_back = row.verdict is not Verdict.TAKEN and row.key not in self.taken_anyway
        return row.verdict is not Verdict.REFUSED and not is_held_back

    # --- notes ---

    @property
    def files(self) -> tuple[NoteFile, ...]:
        """The note files, in order."""
        return self.content.files if self.content else ()

    def file_owner(self, name: str) -> Owner:
        """Return whose a file is: as said of it, of its folder, or of the next one above."""
        if name in self.file_owners:
            return self.file_owners[name]
        folder = name
        while folder:
            folder = folder.rpartition("/")[0]
            if folder in self.owners:
                return self.owners[folder]
        return None

    def sift_files(self) -> SiftedFiles:
        """Go through all files once: there may be tens of thousands."""
        owned = [
            (file, owner)
            for file in self.files
            if (owner := self.file_owner(file.name)) is not None and not file.is_refused
        ]
        would_be = (
            (file.name, (owner, file.sha256, self.day_of(file)[0])) for file, owner in owned
        )
        had = files_had(self.originals, would_be)
        left = had.there - self.files_anyway
        coming = tuple(one for one in owned if one[0].name not in left)
        return SiftedFiles(had=had, coming=coming)

    def note_choices(self) -> list[NoteChoice]:
        """Return the files that come in, with the days as they were changed."""
        if self.content is None:
            return []
        folder = self.content.path
        return [
            NoteChoice(file=self._with_day(file), client_id=owner, path=folder / file.name)
            for file, owner in self.sift_files().coming
        ]

    def day_of(self, file: NoteFile) -> tuple[date, DayFrom]:
        """Return the day a note will have, and where it comes from."""
        chosen = self.days.get(file.name)
        return (file.day, file.day_from) if chosen is None else (chosen, DayFrom.CHOSEN)

    def _with_day(self, file: NoteFile) -> NoteFile:
        day, day_from = self.day_of(file)
        return replace(file, day=day, day_from=day_from)


def folder_of(name: str) -> str:
    """Return the folder a file lies in; empty for the one that was chosen."""
    return name.rpartition("/")[0]
