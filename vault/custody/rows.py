"""The custody's own tables: whose records these are, what came when, what the custodian adds."""

import json
from collections.abc import Mapping
from datetime import date, datetime

from vault import clock
from vault.custody.model import (
    ContactAttempt,
    ContactOutcome,
    ContactWay,
    CustodianNote,
    Custody,
    CustodySource,
)
from vault.errors import NotFound
from vault.ids import ClientId, CustodyTaskId
from vault.keys.signing import PublicKey
from vault.practice.model import Practice
from vault.sealing.part_model import Part
from vault.sealing.statement_model import StatementFacts
from vault.store import hidden
from vault.store.connection import Connection, Row, Value

CHAINED = "chained"
"""In the account of a source: whether its audit chain is the one that is kept here."""
_OF = "(:client IS NULL OR client_id = :client)"
_SHOWN = f"(client_id IS NULL OR {hidden.shown('client_id')})"


def found(connection: Connection) -> Custody | None:
    """Return whose records are kept here; ``None`` in a practitioner's own vault."""
    row = connection.one("SELECT * FROM custody WHERE id = 1")
    if row is None:
        return None
    return Custody(
        vault_id=row["vault_id"],
        public_key=row["public_key"],
        fingerprint=PublicKey.from_text(row["public_key"]).fingerprint,
        practice=practice_of(json.loads(row["practice"])),
        began_at=clock.from_text(row["began_at"]),
        sources=tuple(sources(connection)),
    )


def practice_of(told: Mapping[str, Value]) -> Practice:
    """Return the profile that a row of the table practice holds."""

    def text_of(name: str) -> str:
        return str(told.get(name, ""))

    return Practice(
        practitioner=text_of("practitioner"),
        practice_name=text_of("practice_name"),
        licenses=text_of("licenses"),
        jurisdiction=text_of("jurisdiction"),
        phone=text_of("phone"),
        email=text_of("email"),
        address=text_of("address"),
        is_covered_entity=bool(told.get("is_covered_entity", True)),
    )


def begin(
    connection: Connection, vault_id: str, public_key: str, at: datetime, is_taking: bool
) -> None:
    """Write whose records this vault keeps from now on."""
    connection.run(
        "INSERT INTO custody (id, vault_id, public_key, practice, began_at, is_taking)"
        " VALUES (1, ?, ?, '{}', ?, ?)",
        (vault_id, public_key, clock.to_text(at), is_taking),
    )


def set_taking(connection: Connection, is_taking: bool) -> None:
    """Let inherited records be written, or no longer; both within one transaction."""
    connection.run("UPDATE custody SET is_taking = ? WHERE id = 1", (is_taking,))


def set_practice(connection: Connection, told: Mapping[str, Value]) -> None:
    """Write the practitioner's profile: a row of the table practice."""
    connection.run("UPDATE custody SET practice = ?", (json.dumps(told, ensure_ascii=False),))


def sources(connection: Connection) -> list[CustodySource]:
    """Return the exports that were taken in, oldest first."""
    return [_source(row) for row in connection.all("SELECT * FROM custody_source ORDER BY id")]


def newest_intake(connection: Connection) -> datetime:
    """Return when something last came in, by the custodian's clock; a custody was begun."""
    newest = connection.value(
        "SELECT max(began_at, coalesce((SELECT max(taken_at) FROM custody_source), began_at))"
        " FROM custody WHERE id = 1"
    )
    return clock.from_text(newest)


def _source(row: Row) -> CustodySource:
    return CustodySource(
        id=row["id"],
        export_id=row["export_id"],
        number=row["number"],
        month=row["month"],
        manifest_sha256=row["manifest_sha256"],
        parts=tuple(json.loads(row["parts"])),
        audit_seq=row["audit_seq"],
        audit_head=row["audit_head"].hex(),
        counts=json.loads(row["account"]),
        taken_at=clock.from_text(row["taken_at"]),
    )


def put_source(
    connection: Connection,
    statement: StatementFacts,
    manifest_sha256: str,
    part: Part,
    at: datetime,
) -> int:
    """Write that a part of an export comes in; return the export's row."""
    before = connection.one(
        "SELECT id, parts FROM custody_source WHERE manifest_sha256 = ?", (manifest_sha256,)
    )
    if before is not None:
        parts = sorted({*json.loads(before["parts"]), part.value})
        connection.run(
            "UPDATE custody_source SET parts = ? WHERE id = ?", (json.dumps(parts), before["id"])
        )
        return int(before["id"])
    return connection.run(
        "INSERT INTO custody_source (export_id, number, month, manifest_sha256, parts, audit_seq,"
        " audit_head, taken_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        (
            statement.export_id,
            statement.number,
            statement.month,
            manifest_sha256,
            json.dumps([part.value]),
            statement.checkpoint.seq,
            bytes.fromhex(statement.checkpoint.head),
            clock.to_text(at),
        ),
    )


def add_account(
    connection: Connection, source_id: int, counts: Mapping[str, int], *, is_chained: bool
) -> None:
    """Add what came of a source: counts alone, so that nothing of a client stays in them.

    A part of it that comes later may be without the chain: what is kept of that stays to be proven.
    """
    sql = "SELECT account FROM custody_source WHERE id = ?"
    told: dict[str, int] = json.loads(connection.value(sql, (source_id,)))
    account = {name: told.get(name, 0) + count for name, count in counts.items()}
    account[CHAINED] = max(told.get(CHAINED, 0), int(is_chained))
    connection.run(
        "UPDATE custody_source SET account = ? WHERE id = ?", (json.dumps(account), source_id)
    )


def held_seq(connection: Connection, uid: str, is_psychotherapy: bool) -> int | None:
    """Return how far the practitioner's chain had come when a client's state here was sealed."""
    column = "psychotherapy_source_id" if is_psychotherapy else "source_id"
    found_seq: int | None = connection.value(
        "SELECT s.audit_seq FROM client AS c JOIN inherited_client AS i ON i.client_id = c.id"
        f" JOIN custody_source AS s ON s.id = i.{column} WHERE c.uid = ?",
        (uid,),
    )
    return found_seq


def psychotherapy_seqs(connection: Connection) -> dict[str, int]:
    """Return whose psychotherapy notes are kept, by uid, and how far the chain had come then."""
    found_seqs = connection.all(
        "SELECT c.uid, s.audit_seq FROM inherited_client AS i JOIN client AS c"
        " ON c.id = i.client_id JOIN custody_source AS s ON s.id = i.psychotherapy_source_id"
        f" WHERE {hidden.shown('c.id')}"
    )
    return {row["uid"]: row["audit_seq"] for row in found_seqs}


def set_source(
    connection: Connection, client_id: ClientId, source_id: int, is_psychotherapy: bool
) -> None:
    """Write from which export a client's state is."""
    if is_psychotherapy:
        connection.run(
            "UPDATE inherited_client SET psychotherapy_source_id = ? WHERE client_id = ?",
            (source_id, client_id),
        )
        return
    connection.run(
        "INSERT INTO inherited_client (client_id, source_id) VALUES (?, ?)"
        " ON CONFLICT (client_id) DO UPDATE SET source_id = excluded.source_id",
        (client_id, source_id),
    )


def is_inherited(connection: Connection, client_id: ClientId) -> bool:
    """Return whether a client's record came from the practitioner."""
    sql = f"SELECT 1 FROM inherited_client WHERE client_id = ? AND {_SHOWN}"
    return connection.value(sql, (client_id,)) is not None


def put_text(connection: Connection, name: str, document: str) -> None:
    """Keep a text of the practice's as it came, in place of the one before."""
    connection.run(
        "INSERT INTO inherited_text (name, document) VALUES (?, ?)"
        " ON CONFLICT (name) DO UPDATE SET document = excluded.document",
        (name, document),
    )


def text(connection: Connection, name: str) -> str | None:
    """Return a text of the practice's."""
    found_text: str | None = connection.value(
        "SELECT document FROM inherited_text WHERE name = ?", (name,)
    )
    return found_text


def counts(connection: Connection) -> dict[str, int]:
    """Return how many clients, notes and documents there are."""
    row = connection.one(
        f"SELECT (SELECT count(*) FROM client WHERE {hidden.shown('id')}) AS clients,"
        " (SELECT count(*) FROM note) + (SELECT count(*) FROM psychotherapy_note) AS notes,"
        " (SELECT count(*) FROM document) AS documents"
    )
    return {"clients": row[0], "notes": row[1], "documents": row[2]} if row else {}


# --- what the custodian adds ---


def add_note(connection: Connection, client_id: ClientId | None, body: str, at: datetime) -> int:
    """Write a custodian's note."""
    return connection.run(
        "INSERT INTO custodian_note (client_id, body, at) VALUES (?, ?, ?)",
        (client_id, body, clock.to_text(at)),
    )


def notes(connection: Connection, client_id: ClientId | None) -> list[CustodianNote]:
    """Return the notes about a client, or those about none; newest first."""
    found_rows = connection.all(
        f"SELECT * FROM custodian_note WHERE client_id IS ? AND {_SHOWN} ORDER BY id DESC",
        (client_id,),
    )
    return [
        CustodianNote(
            id=row["id"],
            client_id=row["client_id"],
            body=row["body"],
            at=clock.from_text(row["at"]),
        )
        for row in found_rows
    ]


def add_contact(
    connection: Connection,
    client_id: ClientId,
    way: ContactWay,
    outcome: ContactOutcome,
    remark: str,
    at: datetime,
) -> int:
    """Write an attempt to reach a client."""
    return connection.run(
        "INSERT INTO contact_attempt (client_id, at, method, outcome, remark)"
        " VALUES (?, ?, ?, ?, ?)",
        (client_id, clock.to_text(at), way.value, outcome.value, remark),
    )


def contacts(connection: Connection, client_id: ClientId | None) -> list[ContactAttempt]:
    """Return the attempts to reach a client, or any; newest first."""
    found_rows = connection.all(
        f"SELECT * FROM contact_attempt WHERE {_OF} AND {_SHOWN} ORDER BY id DESC",
        {"client": client_id},
    )
    return [
        ContactAttempt(
            id=row["id"],
            client_id=row["client_id"],
            at=clock.from_text(row["at"]),
            way=ContactWay(row["method"]),
            outcome=ContactOutcome(row["outcome"]),
            remark=row["remark"],
        )
        for row in found_rows
    ]


def add_task(
    connection: Connection,
    code: str,
    title: str = "",
    client_id: ClientId | None = None,
    due_on: date | None = None,
    remark: str = "",
) -> CustodyTaskId:
    """Write something to be done."""
    return CustodyTaskId(
        connection.run(
            "INSERT INTO custodian_task (client_id, code, title, due_on, remark)"
            " VALUES (?, ?, ?, ?, ?)",
            (client_id, code, title, None if due_on is None else due_on.isoformat(), remark),
        )
    )


def tasks(connection: Connection, client_id: ClientId | None) -> list[Row]:
    """Return the rows of tasks, of a client or of all, in the order in which they were written."""
    return connection.all(
        f"SELECT * FROM custodian_task WHERE {_OF} AND {_SHOWN} ORDER BY id", {"client": client_id}
    )


def task(connection: Connection, task_id: CustodyTaskId) -> Row:
    """Return the row of a task. Raises ``NotFound``."""
    row = connection.one(f"SELECT * FROM custodian_task WHERE id = ? AND {_SHOWN}", (task_id,))
    if row is None:
        raise NotFound("task")
    return row


def set_done(
    connection: Connection, task_id: CustodyTaskId, at: datetime | None, remark: str
) -> None:
    """Write when a task was done, or that it is not."""
    connection.run(
        "UPDATE custodian_task SET done_at = ?, remark = ? WHERE id = ?",
        (None if at is None else clock.to_text(at), remark, task_id),
    )
