"""The texts of letters that a successor sends: those that ship, and filling in their fields."""

import re
from collections.abc import Mapping

import resources
from vault.succession.plan_model import Letter, LetterCode

# What may stand in braces, and what it stands for.
FIELDS = {
    "date": "the day of the letter",
    "client": "the client's name",
    "recipient": "to whom the letter goes, where that is no client",
    "practitioner": "your name",
    "practice": "the practice's name",
    "licenses": "your licenses",
    "event": "what happened, such as “has died” or “has closed the practice”",
    "custodian": "the name of whoever keeps the records then",
    "custodian_contact": "how the custodian can be reached",
    "kept_until": "the day until which the record is kept",
    "referrals": "the colleagues of your referral list",
}
_FIELD = re.compile(r"\{([a-z_]+)\}")


def shipped() -> tuple[Letter, ...]:
    """Return the letters that ship, in the order in which a successor needs them."""
    return tuple(_shipped(code) for code in LetterCode)


def _shipped(code: LetterCode) -> Letter:
    text = resources.read(f"letters/{code}.txt").decode("utf-8")
    title, _, body = text.partition("\n")
    return Letter(code=code, title=title, body=body)


def of_plan(letters: tuple[Letter, ...]) -> tuple[Letter, ...]:
    """Return a plan's letters, and the one that ships wherever the plan has none of a kind."""
    own = {one.code: one for one in letters}
    return tuple(own.get(one.code, one) for one in shipped())


def unknown_fields(body: str) -> tuple[str, ...]:
    """Return what stands in braces and is no field, in its order."""
    return tuple(name for name in _FIELD.findall(body) if name not in FIELDS)


def merged(body: str, values: Mapping[str, str]) -> str:
    """Return ``body`` with its fields filled in.

    A field without a value becomes a line to write on, so that nobody sends braces; what is no
    field stays as it was typed.
    """
    return _FIELD.sub(lambda found: _value(found, values), body)


def _value(found: re.Match[str], values: Mapping[str, str]) -> str:
    if found[1] not in FIELDS:
        return found[0]
    return values.get(found[1]) or "______________"
