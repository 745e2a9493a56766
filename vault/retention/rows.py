"""What the practice decided about retention: rules on and off, its policy, clients' own days."""

import json
from collections.abc import Iterable
from datetime import date, datetime

from vault import clock
from vault.ids import ClientId
from vault.retention.model import License, Notice, Override, Policy, RuleChoice
from vault.store import hidden
from vault.store.connection import Connection, Row


def insert_choice(connection: Connection, choice: RuleChoice) -> None:
    """Write that a rule was switched on or off."""
    connection.run(
        "INSERT INTO retention_choice (rule_id, is_on, reason, at) VALUES (?, ?, ?, ?)",
        (choice.rule_id, choice.is_on, choice.reason, clock.to_text(choice.at)),
    )


def choices(connection: Connection) -> dict[str, RuleChoice]:
    """Return the newest choice of each rule that was ever switched."""
    return {row["rule_id"]: _choice(row) for row in connection.all(_CHOICES)}


_CHOICES = "SELECT rule_id, is_on, reason, at FROM retention_choice ORDER BY id"


def _choice(row: Row) -> RuleChoice:
    return RuleChoice(
        rule_id=row["rule_id"],
        is_on=bool(row["is_on"]),
        reason=row["reason"],
        at=clock.from_text(row["at"]),
    )


def insert_policy(connection: Connection, policy: Policy, at: datetime) -> None:
    """Write the policy that counts from now on."""
    connection.run(
        "INSERT INTO retention_policy (licenses, years, minor_years, is_instead, reason, at)"
        " VALUES (?, ?, ?, ?, ?, ?)",
        (
            json.dumps(sorted(policy.licenses)),
            policy.years,
            policy.minor_years,
            policy.is_instead,
            policy.reason,
            clock.to_text(at),
        ),
    )


def policy(connection: Connection) -> Policy | None:
    """Return the newest policy, or ``None`` before there was one."""
    row = connection.one("SELECT * FROM retention_policy ORDER BY id DESC LIMIT 1")
    if row is None:
        return None
    return Policy(
        licenses=frozenset(License(one) for one in json.loads(row["licenses"])),
        years=row["years"],
        minor_years=row["minor_years"],
        is_instead=bool(row["is_instead"]),
        reason=row["reason"],
        is_chosen=True,
    )


def insert_override(
    connection: Connection, client_id: ClientId, until: date, reason: str, at: datetime
) -> int:
    """Write a day decided for a client; return its id."""
    return connection.run(
        "INSERT INTO retention_override (client_id, until, reason, at) VALUES (?, ?, ?, ?)",
        (client_id, until.isoformat(), reason, clock.to_text(at)),
    )


def end_overrides(connection: Connection, client_id: ClientId, at: datetime) -> int:
    """End what was decided for a client; return how many days that were."""
    return connection.count(
        "UPDATE retention_override SET ended_at = ? WHERE client_id = ? AND ended_at IS NULL",
        (clock.to_text(at), client_id),
    )


def overrides(connection: Connection, ids: Iterable[ClientId]) -> dict[ClientId, Override]:
    """Return the days decided for these clients that still stand."""
    rows = connection.all(
        "SELECT id, client_id, until, reason, at FROM retention_override"
        " WHERE ended_at IS NULL AND client_id IN (SELECT value FROM json_each(?)) ORDER BY id",
        (json.dumps(list(ids)),),
    )
    return {ClientId(row["client_id"]): _override(row) for row in rows}


def _override(row: Row) -> Override:
    return Override(
        id=row["id"],
        until=date.fromisoformat(row["until"]),
        reason=row["reason"],
        at=clock.from_text(row["at"]),
    )


def insert_notice(connection: Connection, notice: Notice, at: datetime) -> int:
    """Write that a client was told; return the notice's id, whatever its own says."""
    return connection.run(
        "INSERT INTO disposal_notice (client_id, method, sent_on, wait_until, remark, at)"
        " VALUES (?, ?, ?, ?, ?, ?)",
        (
            notice.client_id,
            notice.method,
            notice.sent_on.isoformat(),
            notice.wait_until.isoformat(),
            notice.remark,
            clock.to_text(at),
        ),
    )


def notices(connection: Connection, ids: Iterable[ClientId]) -> list[Notice]:
    """Return what these clients were told, the newest letter last."""
    rows = connection.all(
        "SELECT id, client_id, method, sent_on, wait_until, remark FROM disposal_notice"
        " WHERE client_id IN (SELECT value FROM json_each(?))"
        f" AND {hidden.shown('client_id')} ORDER BY sent_on, id",
        (json.dumps(list(ids)),),
    )
    return [_notice(row) for row in rows]


def _notice(row: Row) -> Notice:
    return Notice(
        id=row["id"],
        client_id=ClientId(row["client_id"]),
        method=row["method"],
        sent_on=date.fromisoformat(row["sent_on"]),
        wait_until=date.fromisoformat(row["wait_until"]),
        remark=row["remark"],
    )
