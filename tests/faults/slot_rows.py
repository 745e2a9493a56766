"""Rows ``slot``, ``slot-passphrase``, ``slot-keyring``: ways in are added, replaced and removed."""

import json
from collections.abc import Callable
from pathlib import Path

from tests.faults import ways
from tests.faults.injection import Outcome
from tests.faults.telling import ToldKeyring, sheet_of, tell
from tests.faults.ways import FIRST, Ways
from tests.store.drawer import DrawerKeyring
from tests.vault_fixtures import STRONG
from vault.errors import SecretError, VaultError
from vault.keys import service as keys
from vault.keys.creation import FirstWay
from vault.keys.model import SlotKind
from vault.session import Session

_PIN, _NEW_STRONG, _NEWEST_STRONG = (
    "2741",
    "copper lantern willow thirteen harbors",
    "granite thistle seven paper orchards",
)
_BY_KEYRING = FirstWay(kind=SlotKind.KEYRING_PASSPHRASE, typed=_PIN)

STATES = {
    "slot": [FIRST, FIRST],
    "slot-passphrase": [
        Ways(passphrase=STRONG, keyring=_PIN),
        Ways(keyring=_PIN),
        Ways(passphrase=_NEW_STRONG, keyring=_PIN),
        Ways(passphrase=_NEWEST_STRONG, keyring=_PIN),
    ],
    "slot-keyring": [
        FIRST,
        Ways(passphrase=STRONG, keyring=_PIN),
        Ways(passphrase=STRONG, keyring=""),
        FIRST,
    ],
}
"""The ways in before the first step of a row and after each."""

SAMPLED, POINTS_FULL = ("slot-passphrase", "slot-keyring"), 480
"""Three switches each, and each makes the calls of row ``slot``, which has them all."""


def prepare(parent: Path, row: str) -> None:
    """Give the template a keyring's slot where a row needs one to begin with."""
    if row != "slot-passphrase":
        return
    path, keyring = parent / "secrets.json", DrawerKeyring()
    secrets = json.loads(path.read_text(encoding="utf-8"))
    lines = secrets["sheet"]
    session = keys.unlock_with_sheet(parent / "template.casekeep", lines, keyring)
    keys.set_keyring_way(session, "\n".join(lines), _BY_KEYRING, keyring)
    keys.lock(session, keyring, "lock")
    path.write_text(json.dumps({**secrets, "keyring": keyring.items}), encoding="utf-8")


def _opened(folder: Path, secrets: Path) -> tuple[Session, ToldKeyring, str]:
    keyring, lines = ToldKeyring(secrets), sheet_of(secrets)
    return keys.unlock_with_sheet(folder, lines, keyring), keyring, "\n".join(lines)


def _id(session: Session, *kinds: SlotKind) -> str:
    (found,) = (slot.id for slot in keys.slots(session) if slot.kind in kinds)
    return found


def sheet(folder: Path, secrets: Path) -> None:
    """Replace the recovery sheet."""
    session, keyring, typed = _opened(folder, secrets)
    plan = keys.plan_sheet(session)
    tell(new_sheet=[line.text for line in plan.sheet.lines])
    keys.replace_sheet(session, typed, plan, keyring)
    tell(replaced=True, steps=1)
    keys.lock(session, keyring, "lock")


def passphrase(folder: Path, secrets: Path) -> None:
    """Remove the passphrase, add one, replace it."""
    session, keyring, typed = _opened(folder, secrets)
    keys.remove_slot(session, typed, _id(session, SlotKind.PASSPHRASE), keyring)
    tell(steps=1)
    keys.add_passphrase(session, typed, _NEW_STRONG, keyring)
    tell(steps=2)
    keys.add_passphrase(session, typed, _NEWEST_STRONG, keyring)
    tell(steps=3)
    keys.lock(session, keyring, "lock")


def by_keyring(folder: Path, secrets: Path) -> None:
    """Add the keyring with a typed secret, replace it by one without, remove it."""
    session, keyring, typed = _opened(folder, secrets)
    keys.set_keyring_way(session, typed, _BY_KEYRING, keyring)
    tell(steps=1)
    keys.set_keyring_way(session, typed, FirstWay(kind=SlotKind.KEYRING), keyring)
    tell(steps=2)
    keys.remove_slot(session, typed, _id(session, SlotKind.KEYRING), keyring)
    tell(steps=3)
    keys.lock(session, keyring, "lock")


ROWS: dict[str, Callable[[Path, Path], None]] = {
    "slot": sheet,
    "slot-passphrase": passphrase,
    "slot-keyring": by_keyring,
}


def problems(row: str, folder: Path, secrets: Path, outcome: Outcome) -> list[str]:
    """Return, in words, everything that a fault must not have done to the ways in."""
    keyring = DrawerKeyring()
    given = json.loads(secrets.read_text(encoding="utf-8")).get("keyring", {})
    keyring.items |= outcome.told.get("keyring", given)
    try:
        session = _reopened(folder, secrets, outcome, keyring)
    except VaultError as error:
        return [f"does not open: {type(error).__name__} {error}"]
    try:
        done = outcome.told.get("steps", 0)
        found = ways.problems(session, STATES[row][done : done + 2], keyring)
        return found + [f"warns: {one}" for one in session.warnings if one in keys.FROM_ANCHOR]
    finally:
        session.close()


def _reopened(folder: Path, secrets: Path, outcome: Outcome, keyring: DrawerKeyring) -> Session:
    """Open by the new sheet once it was acknowledged, else by the one that does."""
    new = outcome.told.get("new_sheet")
    if outcome.told.get("replaced"):
        return keys.unlock_with_sheet(folder, new or [], keyring)
    try:
        return keys.unlock_with_sheet(folder, sheet_of(secrets), keyring)
    except SecretError:
        if not new:
            raise
        return keys.unlock_with_sheet(folder, new, keyring)
