"""Writing what was planned, inside the one transaction of an import."""

from collections.abc import Collection, Iterable
from dataclasses import replace
from datetime import date

from vault.clients import care_session_rows, episode_rows, rules
from vault.clients import rows as client_rows
from vault.clients.model import CareSessionDetails, Client
from vault.clients.typed_text import TEXT_LENGTH, without_controls
from vault.errors import ImportStale, InvalidValue, RecordNumberTaken
from vault.ids import ClientId, ImportId, NoteId, new_uid
from vault.importers import merging, rows
from vault.importers.model import Choice, Extra, PlannedClient
from vault.importers.note_model import DayFrom
from vault.importers.rows import Made
from vault.notes import rows as note_rows
from vault.notes.model import ORIGIN_IMPORTED, Body, Note, NoteHead, NoteKind, Section
from vault.store.unit_of_work import Transaction

_COURSE = ("opened_on", "closed_on", "closing_reason")
"""What a planned client and an episode both say."""


def storable(text: str) -> str:
    """Return ``text`` without what a database's text can't hold: NUL and lone surrogates."""
    return text.replace("\0", "").encode("utf-8", "ignore").decode("utf-8")


def empty_filled(tx: Transaction, batch_id: ImportId) -> None:
    """Empty the fields that an import filled, where they still stand as it filled them."""
    for one in rows.made_by(tx.rows, batch_id):
        if one.filled:
            before = client_rows.get(tx.rows, one.client_id)
            details = merging.unmerge(before.details, one.filled)
            client_rows.update(tx.rows, before, details, tx.now)
            tx.audit(one.client_id, batch=batch_id)


class Writer:
    """Writes one import. ``today`` is the day of the import."""

    def __init__(self, tx: Transaction, batch_id: ImportId, today: date) -> None:
        self._tx = self.transaction = tx
        self._batch_id = batch_id
        self._today = today
        self._next_number = client_rows.highest_number(tx.rows) + 1
        self._reserved: frozenset[str] = frozenset()
        self._by_line: dict[int, ClientId] = {}
        self._told: dict[tuple[ClientId, str], date] = {}
        self.counts: dict[str, int] = {}

    def reserve(self, plan: Collection[PlannedClient]) -> None:
        """Keep the record numbers that come with new clients from those who are given the next."""
        coming = [one for one in plan if one.fate is Choice.NEW]
        self._reserved = frozenset(one.record_number for one in coming if one.record_number)

    def client(self, planned: PlannedClient) -> None:
        """Write one planned client by its fate.

        Raises ``InvalidValue``, ``RecordNumberTaken``, and ``ImportStale`` where the client to
        merge with is not there any more.
        """
        if planned.fate is Choice.SKIP or planned.details is None:
            self._count("skipped")
        elif planned.fate is Choice.MERGE:
            self._merge(planned)
        else:
            self._add(planned)

    def _add(self, planned: PlannedClient) -> None:
        details = planned.details
        if details is None:
            raise InvalidValue("details")
        rules.check_details(details, self._today)
        client_id = client_rows.insert(
            self._tx.rows, details, self._number(planned.record_number), self._tx.now
        )
        self._by_line[planned.line] = client_id
        self._made(client_id, "client", client_id)
        self._tx.audit(client_id, batch=self._batch_id, line=planned.line)
        self._count("clients")
        self._episode(client_id, planned)
        self._extras(client_id, planned.line, planned.extras)

    def _number(self, wanted: str) -> str:
        if wanted:
            rules.check_record_number(wanted)
            if client_rows.is_number_taken(self._tx.rows, wanted):
                raise RecordNumberTaken()
            return wanted
        while self._is_taken(f"{self._next_number:04d}"):
            self._next_number += 1
        self._next_number += 1
        return f"{self._next_number - 1:04d}"

    def _is_taken(self, number: str) -> bool:
        return number in self._reserved or client_rows.is_number_taken(self._tx.rows, number)

    def _merge(self, planned: PlannedClient) -> None:
        client_id = self._target(planned)
        before = client_rows.get(self._tx.rows, client_id)
        if planned.details is None:
            raise InvalidValue("details")
        merged = merging.merge(
            before.details, planned.details, self._today, says_status=planned.says_status
        )
        client_rows.update(self._tx.rows, before, merged.details, self._tx.now)
        if merged.filled:
            rows.add_filled(self._tx.rows, self._batch_id, client_id, merged.filled)
        self._tx.audit(client_id, batch=self._batch_id, line=planned.line, is_merge=True)
        self._count("merged")
        number = _number_beside(before, planned)
        course = self._course(replace(before, details=merged.details), planned)
        told = (*merged.differing, *number, *course, *planned.extras)
        self._extras(client_id, planned.line, told)

    def _course(self, client: Client, planned: PlannedClient) -> list[Extra]:
        """Enter the episode where the client has none; else return what theirs do not say."""
        had = episode_rows.of_client(self._tx.rows, client.id)
        if not had and _can_open(client, planned, self._today):
            self._episode(client.id, planned)
            return []
        same = next((one for one in had if one.opened_on == planned.opened_on), None)
        said = [(part, getattr(planned, part)) for part in _COURSE]
        return [
            Extra(header=part, value=str(value))
            for part, value in said
            if value and value != getattr(same, part, None)
        ]

    def _target(self, planned: PlannedClient) -> ClientId:
        into = planned.into
        if into is None:
            raise InvalidValue("into")
        if into.client_id is not None:
            return into.client_id
        found = self._by_line.get(into.line or 0)
        if found is None:
            raise ImportStale()
        return found

    def _episode(self, client_id: ClientId, planned: PlannedClient) -> None:
        if planned.opened_on is None:
            return
        episode_id = episode_rows.insert(self._tx.rows, client_id, planned.opened_on, "")
        if planned.closed_on is not None:
            episode_rows.close(self._tx.rows, episode_id, planned.closed_on, planned.closing_reason)
        self._made(client_id, "episode", episode_id)
        self._count("episodes")

    def _extras(self, client_id: ClientId, line: int, extras: Iterable[Extra]) -> None:
        told = "\n".join(extra.text for extra in extras)
        if told:
            text = f"From the imported list, line {line}:\n\n{told}"
            self.note(client_id, NoteKind.IMPORTED_DETAILS, text, self._today, DayFrom.CHOSEN, None)

    def note(
        self,
        client_id: ClientId,
        kind: NoteKind,
        text: str,
        day: date,
        day_from: DayFrom,
        document_id: int | None,
    ) -> NoteId:
        """Write an imported note: final, and not signed here."""
        note_id = note_rows.next_id(self._tx.rows)
        head = NoteHead(
            client_id=client_id,
            kind=kind,
            occurred_on=day,
            episode_id=episode_rows.covering(self._tx.rows, client_id, day),
            origin=ORIGIN_IMPORTED,
        )
        note_rows.insert(
            self._tx.rows,
            Note(
                id=note_id,
                uid=new_uid(),
                head=head,
                body=Body.of((Section(heading="", text=storable(text)),)),
                created_at=self._tx.now,
                edited_at=self._tx.now,
            ),
        )
        rows.add_imported_note(self._tx.rows, note_id, document_id, day_from.value)
        self._made(client_id, "note", note_id)
        self._count("notes")
        return note_id

    def care_session(self, client_id: ClientId, details: CareSessionDetails, extra: str) -> None:
        """Write a session."""
        told = "\n".join(part for part in (details.remark, without_controls(extra)) if part)
        if len(told) > TEXT_LENGTH:
            told = self._beside(client_id, details.day, told)
        kept = replace(details, remark=told)
        client = client_rows.get(self._tx.rows, client_id)
        rules.check_care_session(client.details.birth_date, kept, self._today)
        episode_id = episode_rows.covering(self._tx.rows, client_id, kept.day)
        new_id = care_session_rows.insert(self._tx.rows, client_id, episode_id, kept)
        self._made(client_id, "care_session", new_id)
        self._count("sessions")

    def _beside(self, client_id: ClientId, day: date, told: str) -> str:
        """Keep what is too long for a remark in a note, once; return the remark that says so."""
        if (client_id, told) not in self._told:
            self.note(client_id, NoteKind.IMPORTED_DETAILS, told, day, DayFrom.CONTENT, None)
            self._told[client_id, told] = day
        return f"What came with it stands in the imported note of {self._told[client_id, told]}."

    def document(self, client_id: ClientId, document_id: int) -> None:
        """Say of a document that this import added it."""
        self._made(client_id, "document", document_id)
        self._count("documents")

    def skip(self) -> None:
        """Count an entry that is not taken."""
        self._count("skipped")

    def _made(self, client_id: ClientId, table: str, row_id: int) -> None:
        rows.add_made(
            self._tx.rows, self._batch_id, Made(client_id=client_id, table=table, row_id=row_id)
        )

    def _count(self, what: str) -> None:
        self.counts[what] = self.counts.get(what, 0) + 1


def _number_beside(client: Client, planned: PlannedClient) -> list[Extra]:
    number = planned.record_number
    if not number or number == client.record_number:
        return []
    return [Extra(header="record_number", value=number)]


def _can_open(client: Client, planned: PlannedClient, today: date) -> bool:
    if planned.opened_on is None:
        return False
    try:
        rules.check_opening(client, planned.opened_on, "", today)
    except InvalidValue:
        return False
    return True
