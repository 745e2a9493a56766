"""The process that makes the parts' identities, uses them once, and forgets them by its end.

It takes recipients and the parts to be on standard input and tells recipients and sealed files on
standard output; both are pipes. It can open and write no file: see ``viewing/confinement.py``.
"""

import base64
import json
import sys
from collections.abc import Mapping
from typing import Any

from vault import age, plain_json
from vault.private_output import private_output
from vault.sealing.part_model import Part
from vault.succession import opening_files, recipients
from vault.succession.model import PartPlan, SealedPart
from vault.viewing import confinement


def main(parent_pid: int) -> None:
    """Answer one request and end."""
    confinement.die_with(parent_pid)
    answers = private_output()
    asked = json.loads(sys.stdin.buffer.read())
    _load_libraries()
    confinement.confine()
    answers.write(json.dumps(answered(asked)).encode("ascii"))
    answers.close()


def _load_libraries() -> None:
    """Seal once to keys that nobody has: no library can be loaded after this."""
    mine: opening_files.Recipients = {
        1: age.HybridIdentity.generate().recipient,
        2: age.X25519Identity.generate().recipient,
    }
    part = PartPlan(part=Part.CASELOAD, holders=(1, 2), threshold=2)
    _told(opening_files.sealed_part(part, mine))


def answered(asked: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Return the parts as JSON has them."""
    known = {int(place): recipients.parsed(text) for place, text in asked["recipients"].items()}
    plans = [plain_json.parsed(PartPlan, one) for one in asked["parts"]]
    return [_told(opening_files.sealed_part(plan, known)) for plan in plans]


def _told(part: SealedPart) -> dict[str, Any]:
    files = {"-".join(map(str, group)): content for group, content in part.openings.items()}
    return {
        "part": part.part.value,
        "recipient": part.recipient,
        "openings": {name: base64.b64encode(one).decode() for name, one in files.items()},
    }
