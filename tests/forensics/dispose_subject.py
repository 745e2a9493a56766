"""The program that disposes: ``python -m tests.forensics.dispose_subject BASE STAGES``.

Takes its words on standard input. Below STAGES it keeps a copy of every file of the vault and of
its backups at every stage, as somebody would who comes by again and again; they stay sealed.
"""

import json
import os
import shutil
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.faults.subject import sheet_texts
from tests.forensics import dispose_practice
from tests.store.drawer import DrawerKeyring
from tests.vault_fixtures import PRACTICE
from vault.backup import service as backup
from vault.clients import service as clients
from vault.disposal import service as disposal
from vault.disposal.model import Approval
from vault.dumps import forbid_dumps
from vault.ids import ClientId, DisposalId
from vault.keys import creation, passphrases, recovery_sheet
from vault.keys import service as keys
from vault.keys.creation import FirstWay, SheetPlan
from vault.keys.model import SlotKind, SwitchProgress
from vault.session import Session

FOLDER = "v.casekeep"
PLACES = ("east", "west")
GENERATIONS = 3


@dataclass(slots=True, kw_only=True)
class _Life:
    """One practice, its computer's keyring, and the one who comes by."""

    base: Path
    stages: Path
    given: dict[str, Any] = field(repr=False)
    keyring: DrawerKeyring = field(default_factory=DrawerKeyring)
    count: int = 0

    def session(self) -> Session:
        """Unlock with what is typed every day, and step up."""
        session = keys.unlock_with_keyring(self.base / FOLDER, self.given["typed"], self.keyring)
        session.step_up(passphrases.normalize(self.given["typed"]))
        return session

    def keep(self, name: str) -> None:
        """Keep a copy of all files as they are now."""
        self.count += 1
        stage = self.stages / f"{self.count:03d}-{name}"
        for top in (FOLDER, *PLACES):
            if (self.base / top).exists():
                shutil.copytree(self.base / top, stage / top)

    def watch(self) -> "_Watch":
        """Return what keeps a copy at each new stage of a long job."""
        return _Watch(self)


class _Watch:
    def __init__(self, life: _Life) -> None:
        self._life = life
        self._seen: set[str] = set()

    def __call__(self, told: SwitchProgress) -> None:
        if told.name not in self._seen:
            self._seen.add(told.name)
            self._life.keep(f"during-{told.name}")


def live(base: Path, stages: Path, given: dict[str, Any]) -> dict[str, Any]:
    """Keep a practice, back it up, dispose of one client, make the ways in anew."""
    life = _Life(base=base, stages=stages, given=given)
    sheet = _create(life)
    session = life.session()
    everybody, used = _fill(life, session)
    theirs = everybody[0]
    told: dict[str, Any] = {
        "used": used,
        "without_words": dispose_practice.without_words(session, theirs, given["clients"][0]),
        "marks": [mark.hex() for mark in dispose_practice.marks(session, theirs)],
        "names": [name.hex() for name in dispose_practice.names(session, theirs)],
    }
    shutil.rmtree(base / "sources")
    life.keep("before")
    told["before"] = _secrets(life, sheet, given["strong"])
    disposed = _dispose(life, session, theirs)
    told["first_method"] = _methods(session, disposed)
    life.keep("disposed")
    told["disposed"] = _secrets(life, sheet, given["strong"])
    sheet = _renew(life, session, disposed)
    told["last_method"] = _methods(session, disposed)
    keys.lock(session, life.keyring, "lock")
    life.session().close()  # whatever a next unlock would still end is ended
    life.keep("renewed")
    told["renewed"] = _secrets(life, sheet, given["new_strong"])
    return told


def _create(life: _Life) -> SheetPlan:
    plan = creation.plan_vault("Forensics")
    way = FirstWay(kind=SlotKind.KEYRING_PASSPHRASE, typed=life.given["typed"])
    creation.create_vault(plan, life.base / FOLDER, PRACTICE, way, life.keyring)
    session = life.session()
    keys.add_passphrase(session, life.given["typed"], life.given["strong"], life.keyring)
    session.close()
    return plan.recovery


def _fill(life: _Life, session: Session) -> tuple[list[ClientId], list[int]]:
    """Enter everybody, and go on writing from one backup to the next.

    Return them, and how many words each of them took.
    """
    words = [iter(one) for one in life.given["clients"]]
    sources = life.base / "sources"
    everybody = [dispose_practice.enter(session, one, sources) for one in words]
    places = []
    for name in PLACES:
        (life.base / name).mkdir()
        places.append(backup.add_destination(session, life.base / name, name))
    for generation in range(GENERATIONS):
        for client, one in zip(everybody, words, strict=True):
            dispose_practice.add_more(session, client, one)
        for place in places:
            backup.make_backup(session, place.id)
        life.keep(f"generation-{generation}")
    used = [dispose_practice.WORDS - len(list(one)) for one in words]
    return everybody, used


def _dispose(life: _Life, session: Session, client: ClientId) -> DisposalId:
    number = clients.get(session, client).record_number
    approval = Approval(confirmations={client: number}, approved_by=PRACTICE.practitioner)
    disposal_id = disposal.begin(session, [client], approval)
    life.keep("begun")
    disposal.erase(session, disposal_id, life.given["typed"], life.keyring, life.watch())
    life.keep("erased")
    for place in backup.all_destinations(session):
        backup.rewrite(session, place.id)
        life.keep("rewritten")
    return disposal_id


def _renew(life: _Life, session: Session, disposal_id: DisposalId) -> SheetPlan:
    """Make every way in anew, seal the backups to them, destroy the old sheet, certify."""
    plan = keys.plan_sheet(session)
    given = life.given
    keys.renew(
        session, given["typed"], plan, given["new_strong"], life.keyring, progress=life.watch()
    )
    for place in backup.all_destinations(session):
        backup.reseal(session, place.id)
    disposal.record_renewal(session, disposal_id, is_sheet_destroyed=True)
    return plan


def _methods(session: Session, disposal_id: DisposalId) -> str:
    """Issue what is due, and return what the newest certificate claims."""
    disposal.issue(session, disposal_id)
    newest = disposal.certificates(session, disposal_id)[-1]
    return str(json.loads(newest.document)["method"])


def _secrets(life: _Life, sheet: SheetPlan, strong: str) -> dict[str, list[str]]:
    """Return every secret that is valid now."""
    lines = sheet_texts(sheet.sheet)
    return {
        "identities": [recovery_sheet.read_sheet(lines).identity_text],
        "strong": [strong],
        "typed": [life.given["typed"]],
        "items": sorted(life.keyring.items.values()),
    }


if __name__ == "__main__":
    forbid_dumps()
    found = live(Path(sys.argv[1]), Path(sys.argv[2]), json.loads(sys.stdin.read()))
    print(json.dumps(found), flush=True)
    sys.stdout.close()
    os._exit(0)
