"""What the succession plan inside an opened part says of psychotherapy notes."""

from collections.abc import Iterable

from vault.errors import ExportUnreadable, PartDamaged
from vault.succession import plan_text
from vault.succession.plan_model import Psychotherapy
from vault.unsealing.opened_part import OpenedPart

PLAN = "data/practice/plan.json"


def psychotherapy_wish(parts: Iterable[OpenedPart]) -> Psychotherapy | None:
    """Return what is to become of them; ``None`` where no part has a plan that can be read."""
    for one in parts:
        if PLAN in one.names:
            try:
                return plan_text.from_text(one.read(PLAN).decode("utf-8")).psychotherapy
            except (ExportUnreadable, PartDamaged, UnicodeDecodeError):
                continue
    return None
