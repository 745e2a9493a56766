"""A succession plan as JSON: what the vault keeps, and what goes into a sealed export."""

import json

from vault import plain_json
from vault.errors import ExportUnreadable
from vault.succession.plan_model import SuccessionPlan

FORMAT = "casekeep-succession-plan"
VERSION = 1


def to_text(plan: SuccessionPlan) -> str:
    """Return the JSON text of ``plan``."""
    told = {"format": FORMAT, "version": VERSION, **plain_json.plain(plan)}
    return json.dumps(told, ensure_ascii=False, indent=1) + "\n"


def from_text(text: str) -> SuccessionPlan:
    """Return what ``to_text`` wrote; fields of a later version are passed over.

    Raises ``ExportUnreadable``.
    """
    try:
        told = json.loads(text)
        if told["format"] != FORMAT:
            raise ExportUnreadable("plan")
        return plain_json.parsed(SuccessionPlan, told)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise ExportUnreadable("plan") from error
