"""The tables of the succession plan: its versions, and the clients kept apart."""

from datetime import datetime

from vault import clock
from vault.ids import ClientId
from vault.store import hidden
from vault.store.connection import Connection, Row
from vault.succession import plan_text
from vault.succession.plan_model import Apart, Audience, PlanVersion, SuccessionPlan

_SHOWN = f"SELECT * FROM kept_apart WHERE {hidden.shown('client_id')}"


def insert(connection: Connection, plan: SuccessionPlan, at: datetime) -> int:
    """Write the plan that counts from now on; return its version's id."""
    return connection.run(
        "INSERT INTO succession_plan (document, at) VALUES (?, ?)",
        (plan_text.to_text(plan), clock.to_text(at)),
    )


def newest(connection: Connection) -> PlanVersion | None:
    """Return the plan that counts, or ``None`` before there was one."""
    row = connection.one("SELECT * FROM succession_plan ORDER BY id DESC LIMIT 1")
    return None if row is None else _version(row)


def versions(connection: Connection) -> list[PlanVersion]:
    """Return every plan that was ever kept, the newest first."""
    found = connection.all("SELECT * FROM succession_plan ORDER BY id DESC")
    return [_version(row) for row in found]


def put_apart(connection: Connection, apart: Apart) -> None:
    """Write that a client is kept apart, in place of what was said of her before."""
    connection.run(
        "INSERT INTO kept_apart (client_id, audience, reason, at) VALUES (?, ?, ?, ?)"
        " ON CONFLICT (client_id) DO UPDATE SET audience = excluded.audience,"
        " reason = excluded.reason, at = excluded.at",
        (apart.client_id, apart.audience, apart.reason, clock.to_text(apart.at)),
    )


def delete_apart(connection: Connection, client_id: ClientId) -> None:
    """Remove what was said of a client."""
    connection.run("DELETE FROM kept_apart WHERE client_id = ?", (client_id,))


def apart(connection: Connection, client_id: ClientId | None = None) -> list[Apart]:
    """Return the clients kept apart, or one, in the order in which it was said of them first."""
    chosen = f"{_SHOWN} AND (:client IS NULL OR client_id = :client) ORDER BY id"
    return [_apart(row) for row in connection.all(chosen, {"client": client_id})]


def _version(row: Row) -> PlanVersion:
    plan = plan_text.from_text(row["document"])
    return PlanVersion(id=row["id"], plan=plan, at=clock.from_text(row["at"]))


def _apart(row: Row) -> Apart:
    return Apart(
        client_id=row["client_id"],
        audience=Audience(row["audience"]),
        reason=row["reason"],
        at=clock.from_text(row["at"]),
    )
