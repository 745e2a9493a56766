"""Having the parts made, by a process of its own, and checking that its answer is whole."""

import base64
import json
from collections.abc import Mapping, Sequence
from itertools import combinations
from typing import Any

from vault import plain_json
from vault.age import HybridRecipient
from vault.errors import CeremonyFailed
from vault.succession import child_process
from vault.succession.model import HolderPlan, PartPlan, SealedPart

_WRONG = (ValueError, KeyError, TypeError, AttributeError)
_AGE_FILE = b"age-encryption.org/v1\n"


def made(holders: Sequence[HolderPlan], parts: Sequence[PartPlan]) -> tuple[SealedPart, ...]:
    """Return the parts; their identities were in the child alone. Raises ``CeremonyFailed``."""
    request = {
        "recipients": {str(one.place): one.recipient for one in holders},
        "parts": [plain_json.plain(one) for one in parts],
    }
    answer = child_process.ask(json.dumps(request).encode("ascii"))
    try:
        told = {one["part"]: one for one in json.loads(answer)}
        return tuple(_checked(plan, told[plan.part.value]) for plan in parts)
    except _WRONG as error:
        raise CeremonyFailed() from error


def _checked(plan: PartPlan, told: Mapping[str, Any]) -> SealedPart:
    HybridRecipient.from_text(told["recipient"])
    groups = combinations(plan.holders, plan.threshold)
    files = {group: _file(told, "-".join(map(str, group))) for group in groups}
    if len(files) != len(told["openings"]):
        raise ValueError("another number of files")
    return SealedPart(
        part=plan.part,
        recipient=told["recipient"],
        holders=plan.holders,
        threshold=plan.threshold,
        openings=files,
    )


def _file(told: Mapping[str, Any], name: str) -> bytes:
    content = base64.b64decode(told["openings"][name], validate=True)
    if not content.startswith(_AGE_FILE):
        raise ValueError("no age file")
    return content
