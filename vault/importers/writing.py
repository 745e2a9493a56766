"""Writing what was planned, inside the one transaction of an import."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from vault.clients import care_session_rows, episode_rows, rules
from vault.clients import rows as client_rows
from vault.clients.model import CareSessionDetails
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
        self._by_line: dict[int, ClientId] = {}
        self._told: dict[tuple[ClientId, str], date] = {}
        self.counts: dict[str, int] = {}

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
        while client_rows.is_number_taken(self._tx.rows, f"{self._next_number:04d}"):
            self._next_number += 1
        self._next_number += 1
        return f"{self._next_number - 1:04d}"

    def _merge(self, planned: PlannedClient) -> None:
        client_id = self._target(planned)
        before = client_rows.get(self._tx.rows, client_id)
        if planned.details is None:
            raise InvalidValue("details")
        merged = merging.merge(before.details, planned.details)
        rules.check_details(merged.details, self._today)
        client_rows.update(self._tx.rows, before, merged.details, self._tx.now)
        if merged.filled:
            rows.add_filled(self._tx.rows, self._batch_id, client_id, merged.filled)
        self._tx.audit(client_id, batch=self._batch_id, line=planned.line, is_merge=True)
        self._count("merged")
        if not episode_rows.of_client(self._tx.rows, client_id):
            self._episode(client_id, planned)
        self._extras(client_id, planned.line, (*merged.differing, *planned.extras))

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
        told = "\n".join(f"{extra.header}: {extra.value}" for extra in extras)
        if told:
            text = f"From the imported list, line {line}:\n\n{told}"
            self.note(client_id, NoteKind.CONTACT, text, self._today, DayFrom.CHOSEN, None)

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
        """Write a session, unless the client has one on that day at that time already."""
        starts_at = None if details.starts_at is None else details.starts_at.strftime("%H:%M")
        if rows.has_session(self._tx.rows, client_id, details.day.isoformat(), starts_at):
            self._count("skipped")
            return
        told = "\n".join(part for part in (details.remark, without_controls(extra)) if part)
        if len(told) > TEXT_LENGTH:
            told = self._beside(client_id, details.day, told)
        kept = replace(details, remark=told)
        client = client_rows.get(self._tx.rows, client_id)
        rules.check_care_session(client, kept, self._today)
        episode_id = episode_rows.covering(self._tx.rows, client_id, kept.day)
        new_id = care_session_rows.insert(self._tx.rows, client_id, episode_id, kept)
        self._made(client_id, "care_session", new_id)
        self._count("sessions")

    def _beside(self, client_id: ClientId, day: date, told: str) -> str:
        """Keep what is too long for a remark in a note, once; return the remark that says so."""
        if (client_id, told) not in self._told:
            self.note(client_id, NoteKind.CONTACT, told, day, DayFrom.CONTENT, None)
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
