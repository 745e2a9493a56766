"""A ceremony in the vault's own process: ``python -m tests.forensics.ceremony_subject FOLDER``.

Orders and answers are lines of JSON on standard input and output. Cards are made by the real
children; what stands on them goes to ``ASKED_FOR``, which is the paper.
"""

import base64
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from tests.forensics.subject import ASKED_FOR
from tests.ui.ceremony import card_robot
from tests.vault_fixtures import NoKeyring
from vault.backup import service as backup
from vault.dumps import forbid_dumps
from vault.keys import creation, passphrases
from vault.keys import service as keys
from vault.keys.creation import FirstWay
from vault.keys.model import SlotKind
from vault.practice import service as practice
from vault.practice.model import Practice
from vault.sealing.part_model import Part
from vault.session import Session
from vault.succession import card_service, service
from vault.succession.card_service import CardRequest
from vault.succession.model import Ceremony, HolderKind, HolderPlan, PartPlan

STICK = "stick"
LEFT_BEHIND = "left-behind"
_PRACTICE = Practice(practitioner="Robin Keller", jurisdiction="CA")
PARTS = (
    PartPlan(part=Part.CASELOAD, holders=(1, 2, 3), threshold=1),
    PartPlan(part=Part.RECORDS, holders=(1, 2, 3), threshold=2),
    PartPlan(part=Part.PSYCHOTHERAPY, holders=(1, 2, 3), threshold=3),
    PartPlan(part=Part.APART_RECORDS, holders=(2, 3), threshold=2),
)


def card_path(base: Path, place: int) -> Path:
    """Return where the card of a place is "on paper"."""
    return base / ASKED_FOR / f"card-{place}.pdf"


def _opened(folder: Path, secret: str) -> Session:
    plan = creation.plan_vault("Forensics")
    way = FirstWay(kind=SlotKind.PASSPHRASE, typed=secret)
    creation.create_vault(plan, folder, _PRACTICE, way, NoKeyring())
    session = keys.unlock_with_passphrase(folder, secret, NoKeyring())
    session.step_up(passphrases.normalize(secret))
    return session


def _card(request: CardRequest, command: list[str]) -> HolderPlan:
    done = subprocess.run(
        command, input=request.to_text().encode(), stdout=subprocess.PIPE, check=True
    )
    return card_service.card_holder(request, card_service.read_report(done.stdout))


def _hold(session: Session, base: Path, own: str) -> Ceremony:
    """Two cards, one with its window and one without, and a key of somebody's own."""
    (base / ASKED_FOR).mkdir()
    facts = service.card_facts(session)
    first, second = (
        CardRequest(facts=facts, place=place, label=f"Holder {place}") for place in (1, 2)
    )
    child = [sys.executable, "-m", "vault.succession.card_child", "--pdf"]
    holders = [
        _card(first, [*child, str(card_path(base, 1))]),
        _card(second, card_robot.command("proved", card_path(base, 2))),
        HolderPlan(place=3, label="Holder 3", kind=HolderKind.OWN_KEY, recipient=own),
    ]
    made = service.make(holders, PARTS)
    _tell(pid=os.getpid())  # its memory is copied now, before much is written over
    _read()
    return service.hold(session, holders, PARTS, uid=facts.export_id, made=made)


def _back_up(session: Session, base: Path) -> None:
    stick = base / STICK
    stick.mkdir(exist_ok=True)
    known = backup.destinations(session)
    place = known[0] if known else backup.add_destination(session, stick, "Stick")
    backup.make_backup(session, place.id)


def main(base: Path) -> None:
    """Hold it, let a card be shown, back up; then wait to be searched."""
    given = _read()
    session = _opened(base / "f.casekeep", given["secret"])
    ceremony = _hold(session, base, given["own"])
    asked = service.ask(session, ceremony.holder(1).id)
    _tell(asked=asked.lines, openings=_openings(ceremony))
    lines = {int(number): line for number, line in _read()["lines"].items()}
    is_right = service.answer(session, asked.id, lines=lines)
    keys.rotate_keys(session, given["secret"], NoKeyring())
    _back_up(session, base)
    _tell(is_right=is_right)
    leaked = _read()["leak"]
    _leak(session, base, leaked)
    _tell(leaked=len(leaked))
    _read()
    keys.lock(session, NoKeyring(), "lock")


def _leak(session: Session, base: Path, leaked: str) -> None:
    """Do what must be found: keep it in memory, in a row, in a backup, in a file."""
    changed = Practice(practitioner="Robin Keller", jurisdiction="CA", address=leaked)
    practice.save(session, changed)
    _back_up(session, base)
    (base / LEFT_BEHIND).write_text(leaked, "utf-8")


def _openings(ceremony: Ceremony) -> list[dict[str, Any]]:
    return [
        {
            "part": part.part.value,
            "recipient": part.recipient,
            "holders": group,
            "content": base64.b64encode(content).decode("ascii"),
        }
        for part in ceremony.parts
        for group, content in part.openings.items()
    ]


def _read() -> dict[str, Any]:
    found: dict[str, Any] = json.loads(sys.stdin.readline())
    return found


def _tell(**facts: object) -> None:
    print(json.dumps(facts), flush=True)


if __name__ == "__main__":
    forbid_dumps()
    main(Path(sys.argv[1]))
