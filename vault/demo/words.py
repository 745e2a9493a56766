"""The word lists of the demo, read once."""

import tomllib
from functools import cache
from importlib.resources import files
from random import Random
from typing import Any


@cache
def table(name: str) -> dict[str, Any]:
    """Return one of ``people``, ``phrases``, ``problems``."""
    text = files("vault.demo").joinpath("data", f"{name}.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


@cache
def pools() -> dict[str, list[str]]:
    """Return the sentences that fit any client, by what they are for."""
    return {name: text.strip().splitlines() for name, text in table("phrases")["pools"].items()}


def recipe(kind: str, heading: str) -> list[str]:
    """Return the pools that a section under ``heading`` is made of."""
    phrases = table("phrases")
    found: list[str] = phrases.get(kind, {}).get(heading) or phrases["recipes"][heading]
    return found


def pick(rng: Random, name: str) -> str:
    """Return one of a list of ``people.toml``."""
    found: str = rng.choice(table("people")["lists"][name])
    return found


def weighted(rng: Random, tables: dict[str, dict[str, Any]]) -> str:
    """Return the name of one table, the likelier the greater its weight."""
    return rng.choices(list(tables), [one["weight"] for one in tables.values()])[0]
