"""The files in ``open/``: a part's identity, sealed once for each group of holders that suffices.

The outermost layer is the first holder's, the innermost the last one's.
"""

from collections.abc import Mapping
from itertools import combinations

from vault import age
from vault.succession.model import PartPlan, Places, SealedPart

Recipients = Mapping[int, age.Recipient]
"""By the holder's place."""


def sealed_part(plan: PartPlan, recipients: Recipients) -> SealedPart:
    """Make a part's identity, seal it to its holders, and keep nothing of it.

    For the ceremony's own process alone: the identity is in its memory.
    """
    identity = age.HybridIdentity.generate()
    text = f"{identity.to_text()}\n".encode("ascii")
    groups = combinations(plan.holders, plan.threshold)
    return SealedPart(
        part=plan.part,
        recipient=identity.recipient.to_text(),
        holders=plan.holders,
        threshold=plan.threshold,
        openings={group: _nested(text, group, recipients) for group in groups},
    )


def _nested(text: bytes, group: Places, recipients: Recipients) -> bytes:
    for place in reversed(group):
        text = age.seal_bytes([recipients[place]], text)
    return text
