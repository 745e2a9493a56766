"""A client and what belongs to them, in four tables."""

import json
import secrets
from collections.abc import Iterable
from datetime import date, datetime

from vault import clock
from vault.clients.model import (
    Client,
    ClientDetails,
    ClientStatus,
    ContactKind,
    ContactMethod,
    Diagnosis,
    PersonRole,
    RelatedPerson,
)
from vault.errors import NotFound, RecordClosed
from vault.ids import ClientId, new_uid
from vault.store import hidden
from vault.store.connection import Connection, Row, Value

AUDIT_KEY_BYTES = 32


def insert(
    connection: Connection, details: ClientDetails, record_number: str, at: datetime
) -> ClientId:
    """Write a new client. The caller has checked ``details`` and the number."""
    values = _columns(details) | {
        "id": _unused_id(connection),
        "uid": new_uid(),
        "record_number": record_number,
        "audit_key": secrets.token_bytes(AUDIT_KEY_BYTES),
        "created_at": clock.to_text(at),
        "changed_at": clock.to_text(at),
    }
    client_id = ClientId(connection.run(_insert_sql("client", values), values))
    _insert_contacts(connection, client_id, details.contacts)
    _insert_people(connection, client_id, details.people)
    _insert_diagnoses(connection, client_id, details.diagnoses)
    return client_id


def _unused_id(connection: Connection) -> int:
    """Return an id that no client has or had: what comes late for a record that is gone reaches
    no other.

    Every client is entered with an event, after the one of the vault's making, and events stay:
    the number of the newest is above every id that was given.
    """
    next_row = "SELECT coalesce(max(id), 0) + 1 FROM client"
    newest = "SELECT coalesce(max(seq), 0) FROM audit_event"
    return int(connection.value(f"SELECT max(({next_row}), ({newest}))"))


def update(connection: Connection, before: Client, details: ClientDetails, at: datetime) -> None:
    """Write what changed since ``before``; lists that did not change keep their rows."""
    values = _columns(details) | {"changed_at": clock.to_text(at)}
    pairs = ", ".join(f"{name} = :{name}" for name in values)
    connection.run(f"UPDATE client SET {pairs} WHERE id = :id", values | {"id": before.id})
    if details.contacts != before.details.contacts:
        _clear(connection, "contact_method", before.id)
        _insert_contacts(connection, before.id, details.contacts)
    if details.people != before.details.people:
        _clear(connection, "related_person", before.id)
        _insert_people(connection, before.id, details.people)
    if details.diagnoses != before.details.diagnoses:
        _clear(connection, "diagnosis", before.id)
        _insert_diagnoses(connection, before.id, details.diagnoses)


def get(connection: Connection, client_id: ClientId) -> Client:
    """Return a client whole. Raises ``NotFound``, of which ``RecordClosed`` (disposed) is one."""
    row = connection.one("SELECT * FROM client WHERE id = ?", (client_id,))
    if row is None:
        raise NotFound()
    if row["status"] == ClientStatus.DISPOSED:
        raise RecordClosed()
    return Client(
        id=client_id,
        uid=row["uid"],
        record_number=row["record_number"],
        details=_details(connection, row),
        created_at=clock.from_text(row["created_at"]),
        changed_at=clock.from_text(row["changed_at"]),
    )


def id_of_number(connection: Connection, record_number: str) -> ClientId | None:
    """Return whose record has this number; ``None`` where nobody's has."""
    sql = f"SELECT id FROM client WHERE record_number = ? AND {hidden.shown('id')}"
    found: ClientId | None = connection.value(sql, (record_number,))
    return found


def numbers(connection: Connection) -> list[tuple[ClientId, str]]:
    """Return whose record has which number, in the order of their entry."""
    sql = f"SELECT id, record_number FROM client WHERE {hidden.shown('id')} ORDER BY id"
    return [(ClientId(row["id"]), row["record_number"]) for row in connection.all(sql)]


def is_number_taken(connection: Connection, record_number: str) -> bool:
    """Return whether a client has this record number, or a record that is gone had it."""
    sql = (
        "SELECT 1 FROM client WHERE record_number = :number"
        " UNION ALL SELECT 1 FROM tombstone WHERE record_number = :number"
    )
    return connection.one(sql, {"number": record_number}) is not None


def highest_number(connection: Connection) -> int:
    """Return the highest record number of digits alone, also of a record that is gone; else 0.

    Longer ones than nine digits were not counted up here and are left aside.
    """
    return int(
        connection.value(
            "SELECT coalesce(max(CAST(record_number AS INTEGER)), 0) FROM"
            " (SELECT record_number FROM client UNION ALL SELECT record_number FROM tombstone)"
            " WHERE record_number NOT GLOB '*[^0-9]*' AND length(record_number) <= 9"
        )
    )


def last_opened(connection: Connection, client_id: ClientId) -> datetime | None:
    """Return when the record was opened last."""
    at = connection.value(
        "SELECT e.at FROM audit_detail AS d JOIN audit_event AS e ON e.seq = d.seq"
        f" WHERE d.client_id = ? AND e.action = 'client.open' AND {hidden.shown('d.client_id')}"
        " ORDER BY d.seq DESC LIMIT 1",
        (client_id,),
    )
    return None if at is None else clock.from_text(at)


def day_text(day: date | None) -> str | None:
    """Return ``day`` as it is stored."""
    return None if day is None else day.isoformat()


def to_day(text: str | None) -> date | None:
    """Return the day that ``day_text`` wrote."""
    return None if text is None else date.fromisoformat(text)


def _columns(details: ClientDetails) -> dict[str, Value]:
    return {
        "legal_name": details.legal_name,
        "preferred_name": details.preferred_name,
        "pronouns": details.pronouns,
        "birth_date": day_text(details.birth_date),
        "status": details.status.value,
        "deceased_on": day_text(details.deceased_on),
        "jurisdiction": details.jurisdiction,
        "risk_flag": details.risk_flag,
        "restrictions": details.restrictions,
        "privilege_holders": details.privilege_holders,
        "contact_rules": json.dumps(details.contact_rules, ensure_ascii=False),
        "referral": details.referral,
    }


def _insert_sql(table: str, values: Iterable[str]) -> str:
    names = list(values)
    places = ", ".join(f":{name}" for name in names)
    return f"INSERT INTO {table} ({', '.join(names)}) VALUES ({places})"


def _clear(connection: Connection, table: str, client_id: ClientId) -> None:
    connection.run(f"DELETE FROM {table} WHERE client_id = ?", (client_id,))


def _insert_contacts(
    connection: Connection, client_id: ClientId, contacts: Iterable[ContactMethod]
) -> None:
    connection.many(
        "INSERT INTO contact_method (client_id, kind, value, label, rule, is_preferred)"
        " VALUES (?, ?, ?, ?, ?, ?)",
        [(client_id, c.kind.value, c.value, c.label, c.rule, c.is_preferred) for c in contacts],
    )


def _insert_people(
    connection: Connection, client_id: ClientId, people: Iterable[RelatedPerson]
) -> None:
    connection.many(
        "INSERT INTO related_person (client_id, role, name, relation, phone, email, authority,"
        " authority_from, authority_to, remark) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [
            (
                client_id,
                person.role.value,
                person.name,
                person.relation,
                person.phone,
                person.email,
                person.authority,
                day_text(person.authority_from),
                day_text(person.authority_to),
                person.remark,
            )
            for person in people
        ],
    )


def _insert_diagnoses(
    connection: Connection, client_id: ClientId, diagnoses: Iterable[Diagnosis]
) -> None:
    connection.many(
        "INSERT INTO diagnosis (client_id, code, description, since, until) VALUES (?, ?, ?, ?, ?)",
        [
            (client_id, d.code, d.description, day_text(d.since), day_text(d.until))
            for d in diagnoses
        ],
    )


def _details(connection: Connection, row: Row) -> ClientDetails:
    return ClientDetails(
        legal_name=row["legal_name"],
        preferred_name=row["preferred_name"],
        pronouns=row["pronouns"],
        birth_date=to_day(row["birth_date"]),
        status=ClientStatus(row["status"]),
        deceased_on=to_day(row["deceased_on"]),
        jurisdiction=row["jurisdiction"],
        risk_flag=row["risk_flag"],
        restrictions=row["restrictions"],
        privilege_holders=row["privilege_holders"],
        contact_rules=tuple(json.loads(row["contact_rules"])),
        referral=row["referral"],
        contacts=tuple(map(_contact, _of(connection, "contact_method", row["id"]))),
        people=tuple(map(_person, _of(connection, "related_person", row["id"]))),
        diagnoses=tuple(map(_diagnosis, _of(connection, "diagnosis", row["id"]))),
    )


def _of(connection: Connection, table: str, client_id: ClientId) -> list[Row]:
    return connection.all(f"SELECT * FROM {table} WHERE client_id = ? ORDER BY id", (client_id,))


def _contact(row: Row) -> ContactMethod:
    return ContactMethod(
        kind=ContactKind(row["kind"]),
        value=row["value"],
        label=row["label"],
        rule=row["rule"],
        is_preferred=bool(row["is_preferred"]),
    )


def _person(row: Row) -> RelatedPerson:
    return RelatedPerson(
        role=PersonRole(row["role"]),
        name=row["name"],
        relation=row["relation"],
        phone=row["phone"],
        email=row["email"],
        authority=row["authority"],
        authority_from=to_day(row["authority_from"]),
        authority_to=to_day(row["authority_to"]),
        remark=row["remark"],
    )


def _diagnosis(row: Row) -> Diagnosis:
    return Diagnosis(
        code=row["code"],
        description=row["description"],
        since=to_day(row["since"]),
        until=to_day(row["until"]),
    )
