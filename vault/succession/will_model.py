"""What a professional will says: the plan, and what the vault knows around it."""

from dataclasses import dataclass, field
from datetime import date

from vault.practice.model import Practice
from vault.retention.model import Policy
from vault.sealing.part_model import Part
from vault.succession.model import HolderKind, Places
from vault.succession.plan_model import SuccessionPlan


@dataclass(frozen=True, slots=True, kw_only=True)
class WillHolder:
    """Who holds a card or a key: its number and the holder's label, never the secret."""

    place: int
    label: str = field(repr=False)
    kind: HolderKind


@dataclass(frozen=True, slots=True, kw_only=True)
class WillPart:
    """How many of which holders open a part of the sealed export."""

    part: Part
    holders: Places
    threshold: int


@dataclass(frozen=True, slots=True, kw_only=True)
class WillFacts:
    """All that a will says. Clients kept apart are counted, and named nowhere.

    ``kept_on`` is the day on which the plan was kept, ``made_on`` that of the paper. ``export_id``
    is empty before there was a ceremony.
    """

    practice: Practice
    plan: SuccessionPlan
    policy: Policy
    made_on: date
    kept_on: date
    next_review: date
    fingerprint: str
    export_id: str
    for_alternate: int
    for_nobody: int
    holders: tuple[WillHolder, ...] = ()
    parts: tuple[WillPart, ...] = ()
