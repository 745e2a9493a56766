"""Whose vault this is."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True)
class Practice:
    """The practice's profile. ``jurisdiction`` is a two-letter state, or empty while unknown."""

    practitioner: str = field(repr=False)
    practice_name: str = field(default="", repr=False)
    licenses: str = field(default="", repr=False)
    jurisdiction: str = ""
    phone: str = field(default="", repr=False)
    email: str = field(default="", repr=False)
    address: str = field(default="", repr=False)
    is_covered_entity: bool = True
    lock_after_minutes: int = 10
