"""What the records themselves say of a client: the days that retention counts from.

- *Service*: a session held, or a note of one (progress, psychotherapy, intake), for practices that
  write notes without sessions. *Contact*: service, a contact note or a risk assessment. Notes
  entered in error are neither.
- *Last entry*: the newest of the days that notes and documents are about, of contact, and of the
  days on which somebody began a note, signed an addendum or added a document. An import is no
  entry: it brings what was entered elsewhere, and its own note of what no field takes has the day
  of the import. Without any it is the day the record was begun.
  Of these the days that notes are about or were begun on are *last note*: days of care, which what
  was added or filed later is not.
- *Termination*: the newest closing while no episode is open.
"""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from vault import clock
from vault.clients.model import ClientStatus
from vault.clients.rows import to_day
from vault.ids import ClientId
from vault.retention.clock_rows import WrongEntries
from vault.retention.model import Facts, Notice, Places
from vault.store import hidden
from vault.store.connection import Connection, Row


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A client as a list shows them, and their facts."""

    record_number: str
    name: str = field(repr=False)
    status: ClientStatus
    facts: Facts


_SERVICE = "('progress', 'psychotherapy', 'intake')"
_CONTACT = "('progress', 'psychotherapy', 'intake', 'contact', 'risk')"


def _right(column: str, wrong: str) -> str:
    return f"{column} NOT IN (SELECT value FROM json_each(:{wrong}))"


def _newest_note(table: str, error: str, kinds: str) -> str:
    return f"""(
        SELECT n.occurred_on FROM {table} AS n WHERE n.client_id = c.id AND n.kind IN {kinds}
        AND n.id NOT IN (SELECT note_id FROM {error}) AND {_right("n.id", "notes")}
        ORDER BY n.occurred_on DESC LIMIT 1)"""


def _held(direction: str) -> str:
    return f"""(
        SELECT s.day FROM care_session AS s WHERE s.client_id = c.id AND s.status = 'held'
        AND {_right("s.id", "care_sessions")} ORDER BY s.day {direction} LIMIT 1)"""


def _note_day(table: str, function: str) -> str:
    return f"""(
        SELECT {function}(n.occurred_on) FROM {table} AS n
        WHERE n.client_id = c.id AND n.kind <> 'imported_details' AND {_right("n.id", "notes")})"""


def _episode(column: str, function: str) -> str:
    return f"""(
        SELECT {function}(e.{column}) FROM episode AS e
        WHERE e.client_id = c.id AND {_right("e.id", "episodes")})"""


# Ids only grow, so that the newest one is the note written last; an index finds it.
def _written(table: str) -> str:
    return f"""(
        SELECT n.created_at FROM {table} AS n WHERE n.id = (
            SELECT max(m.id) FROM {table} AS m WHERE m.client_id = c.id
            AND {_right("m.id", "notes")} AND m.id NOT IN (SELECT note_id FROM imported_note)
        ))"""


def _addendum(table: str, addendum: str) -> str:
    return f"""(
        SELECT max(a.signed_at) FROM {table} AS n JOIN {addendum} AS a ON a.note_id = n.id
        WHERE n.client_id = c.id AND {_right("n.id", "amended")})"""


_ADDED = f"""(
        SELECT max(f.added_at) FROM document AS f
        WHERE f.client_id = c.id AND {_right("f.id", "documents")} AND f.id NOT IN (
            SELECT m.row_id FROM import_made AS m
            WHERE m.client_id = c.id AND m.table_name = 'document'
        ))"""

_FACTS = f"""
    SELECT c.id, c.record_number, coalesce(nullif(c.preferred_name, ''), c.legal_name) AS name,
        c.status, c.birth_date, c.deceased_on, c.jurisdiction, c.created_at,
        EXISTS (SELECT 1 FROM episode AS e WHERE e.client_id = c.id) AS has_episode,
        EXISTS (SELECT 1 FROM episode AS e WHERE e.client_id = c.id AND e.closed_on IS NULL)
            AS is_open,
        {_episode("opened_on", "min")} AS opened_on, {_episode("closed_on", "max")} AS closed_on,
        {_held("DESC")} AS last_held, {_held("ASC")} AS first_held,
        {_note_day("note", "max")} AS last_note, {_note_day("note", "min")} AS first_note,
        {_note_day("psychotherapy_note", "max")} AS last_psychotherapy,
        {_note_day("psychotherapy_note", "min")} AS first_psychotherapy,
        {_newest_note("note", "note_error", _SERVICE)} AS service_note,
        {_newest_note("note", "note_error", _CONTACT)} AS contact_note,
        {_newest_note("psychotherapy_note", "psychotherapy_error", _SERVICE)}
            AS psychotherapy_service,
        (SELECT max(f.dated_on) FROM document AS f
            WHERE f.client_id = c.id AND {_right("f.id", "documents")}) AS document_day,
        {_written("note")} AS written, {_written("psychotherapy_note")} AS written_apart,
        {_addendum("note", "note_addendum")} AS amended,
        {_addendum("psychotherapy_note", "psychotherapy_addendum")} AS amended_apart,
        {_ADDED} AS added
    FROM json_each(:ids) AS page JOIN client AS c ON c.id = page.value
    WHERE {hidden.shown("c.id")} ORDER BY page.key
"""


def read(
    connection: Connection,
    ids: Iterable[ClientId],
    places: Places,
    wrong: WrongEntries,
    told: Iterable[Notice],
) -> list[Found]:
    """Return the clients in the order of ``ids``; disposed and unknown ones are left out.

    ``told`` has their notices, the newest last.
    """
    parameters = {
        "ids": json.dumps(list(ids)),
        "notes": json.dumps(list(wrong.notes)),
        "amended": json.dumps(list(wrong.amended)),
        "care_sessions": json.dumps(list(wrong.care_sessions)),
        "episodes": json.dumps(list(wrong.episodes)),
        "documents": json.dumps(list(wrong.documents)),
    }
    notices: dict[ClientId, list[Notice]] = {}
    for one in told:
        notices.setdefault(one.client_id, []).append(one)
    ended = _practice_ended(connection)
    return [
        _found(row, places, wrong, notices.get(row["id"], ()), ended)
        for row in connection.all(_FACTS, parameters)
    ]


_ENDED = """
    SELECT began_at, (SELECT max(month) FROM custody_source) AS month FROM custody WHERE id = 1
"""


def _practice_ended(connection: Connection) -> date | None:
    """Return the day on which custody was taken, where this is a custodian's vault.

    Nobody tells when the practice ended; it was before. But an export that came in later may have
    been sealed later: the practice was there in that month.
    """
    row = connection.one(_ENDED)
    if row is None:
        return None
    taken = clock.local_day(clock.from_text(row["began_at"]))
    return taken if row["month"] is None else max(taken, date.fromisoformat(f"{row['month']}-01"))


def _found(
    row: Row, places: Places, wrong: WrongEntries, told: Sequence[Notice], ended: date | None
) -> Found:
    client_id = ClientId(row["id"])
    status = ClientStatus(row["status"])
    service = _newest(row, "last_held", "service_note", "psychotherapy_service")
    contact = _newest(row, "last_held", "contact_note", "psychotherapy_service")
    entry = _last_entry(row, contact)
    facts = Facts(
        client_id=client_id,
        jurisdictions=frozenset({row["jurisdiction"], places.care, places.kept} - {""}),
        birth_date=to_day(row["birth_date"]),
        is_active=status is ClientStatus.ACTIVE or bool(row["is_open"]),
        is_deceased=status is ClientStatus.DECEASED,
        has_come=status is not ClientStatus.PROSPECTIVE
        or bool(row["has_episode"])
        or service is not None,
        first_day=_oldest(row, "opened_on", "first_held", "first_note", "first_psychotherapy"),
        last_entry=entry,
        last_note=_last_note(row),
        last_contact=contact,
        last_service=service,
        termination=None if row["is_open"] else to_day(row["closed_on"]),
        death=to_day(row["deceased_on"]) if status is ClientStatus.DECEASED else None,
        has_entries_under_wrong_clock=client_id in wrong.clients,
        practice_ended=ended,
        kept_in="" if places.kept in (row["jurisdiction"], places.care) else places.kept,
        notices=tuple(told),
    )
    return Found(record_number=row["record_number"], name=row["name"], status=status, facts=facts)


def _last_entry(row: Row, contact: date | None) -> date:
    written = max((row[one] for one in _ACTS if row[one] is not None), default=row["created_at"])
    about = _newest(row, "last_note", "last_psychotherapy", "document_day")
    known = [day for day in (about, contact) if day is not None]
    if known and all(row[one] is None for one in _ACTS):
        return max(known)  # the day the record was begun counts only where nothing else does
    return max([*known, clock.local_day(clock.from_text(written))])


def _last_note(row: Row) -> date | None:
    begun = [row[one] for one in _BEGUN if row[one] is not None]
    about = _newest(row, "last_note", "last_psychotherapy")
    days = [*(clock.local_day(clock.from_text(one)) for one in begun), *([about] if about else [])]
    return max(days, default=None)


_BEGUN = ("written", "written_apart")
_ACTS = (*_BEGUN, "amended", "amended_apart", "added")


def _newest(row: Row, *columns: str) -> date | None:
    return to_day(max((row[one] for one in columns if row[one] is not None), default=None))


def _oldest(row: Row, *columns: str) -> date | None:
    return to_day(min((row[one] for one in columns if row[one] is not None), default=None))


def jurisdictions(connection: Connection) -> frozenset[str]:
    """Return where the practice's clients live, as far as that is known."""
    sql = f"SELECT DISTINCT jurisdiction FROM client WHERE {hidden.shown('id')}"
    return frozenset(row[0] for row in connection.all(sql)) - {""}


def all_ids(connection: Connection) -> list[ClientId]:
    """Return every client that is shown, by record number."""
    sql = f"SELECT id FROM client WHERE {hidden.shown('id')} ORDER BY record_number, id"
    return [ClientId(row[0]) for row in connection.all(sql)]
