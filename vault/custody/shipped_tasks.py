"""The tasks of a successor that ship with the program, in the order in which they come."""

import tomllib
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

import resources
from vault.custody import rows
from vault.custody.model import Stage
from vault.store.connection import Connection

OWN = "own"


@dataclass(frozen=True, slots=True, kw_only=True)
class ShippedTask:
    """One of them. ``days`` counts from taking custody; ``None`` for what has no date."""

    code: str
    stage: Stage
    title: str
    explanation: str
    days: int | None


@cache
def shipped() -> tuple[ShippedTask, ...]:
    """Return them all, in their order."""
    told = tomllib.loads(resources.read("custody/tasks.toml").decode("utf-8"))
    return tuple(
        ShippedTask(
            code=one["code"],
            stage=Stage(one["stage"]),
            title=one["title"],
            explanation=one["explanation"],
            days=one.get("days"),
        )
        for one in told["task"]
    )


def with_code(code: str) -> ShippedTask | None:
    """Return the task of this code; ``None`` for one's own, or one that ships no longer."""
    return next((one for one in shipped() if one.code == code), None)


def install(connection: Connection, today: date) -> None:
    """Write down all that there is to do, from today on."""
    for one in shipped():
        due = None if one.days is None else today + timedelta(days=one.days)
        rows.add_task(connection, one.code, due_on=due)
