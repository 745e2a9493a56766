"""Row ``dispose``: a whole disposal, and what must be true wherever it was stopped.

Two sticks lie beside the vault, each with two snapshots that hold the client who goes.
"""

import json
import shutil
from dataclasses import replace
from datetime import date
from io import BytesIO
from pathlib import Path

from tests.faults import injection, ways
from tests.faults.injection import Fault, Outcome
from tests.faults.telling import opened, sheet_of, tell
from tests.faults.ways import Ways
from tests.suite import Scale
from tests.vault_fixtures import NoKeyring
from vault.audit import service as audit
from vault.backup import rows as backup_rows
from vault.backup import service as backup
from vault.backup.model import Destination, Snapshot
from vault.clients import episodes
from vault.clients import service as clients
from vault.clients.model import ClientDetails, ClientStatus
from vault.disposal import service as disposal
from vault.disposal.model import Approval, DisposalState
from vault.documents import service as documents
from vault.documents.model import DocumentFacts
from vault.errors import SecretError, VaultError
from vault.ids import NoteId
from vault.keys import service as keys
from vault.notes import service as notes
from vault.notes.model import Body, NoteHead, Section, Shelf
from vault.session import Session
from vault.store import bundle, erasures, intents, opening
from vault.store.bundle import SNAPSHOT_FORMAT

STICKS = ("blue", "red")
_MADE = "made"
"""The folder where the sticks wait for their cases: a copy is not taken for one that is there."""
GONE, CANARY = "0002", "quinquereme"
GONE_DOCUMENT = f"{CANARY} ".encode() * 9000
POINTS_SMALL, POINTS_FULL = 4, 480
POINTS_LEAST = 400
"""At full scale. A subject that makes fewer calls than that is no whole disposal any more."""
_COMMON = ("pwrite64", "fsync", "fdatasync")
_FILES = 5
"""Of a snapshot: header, key bag, passphrase slot, records, manifest."""
_NEW_PASSPHRASE = "copper lantern willow thirteen harbors"


def prepare(parent: Path) -> None:
    """Put a client whose time is over into the template, and two snapshots on each stick."""
    session = opened(parent / "template.casekeep", parent / "secrets.json")
    _add_old_client(session)
    for name in STICKS:
        (parent / name).mkdir()
        place = backup.add_destination(session, parent / name, name)
        for _ in range(2):
            backup.make_backup(session, place.id)
    keys.lock(session, NoKeyring(), "lock")
    (parent / _MADE).mkdir()
    for name in STICKS:
        (parent / name).rename(parent / _MADE / name)


def _add_old_client(session: Session) -> None:
    details = ClientDetails(
        legal_name=f"{CANARY} Vale", birth_date=date(1970, 3, 9), jurisdiction="CA"
    )
    client, began = clients.add(session, details), date(2008, 2, 4)
    episode = episodes.open_episode(session, client, began)
    head = NoteHead(client_id=client, occurred_on=began, episode_id=episode)
    body = Body.of((Section(heading="", text=f"A {CANARY} went by."),))
    notes.sign(session, Shelf.RECORD, notes.start(session, head, body))
    facts = DocumentFacts(title=CANARY)
    documents.add_stream(session, client, BytesIO(GONE_DOCUMENT), "x.txt", facts)
    episodes.close_episode(session, episode, date(2010, 6, 1), "moved away")
    clients.change(session, client, replace(details, status=ClientStatus.CLOSED))


def lay_out(parent: Path, folder: Path) -> None:
    """Give a case its sticks."""
    for name in STICKS:
        shutil.copytree(parent / _MADE / name, folder.parent / name)


def _places(session: Session, folder: Path) -> list[Destination]:
    """Say where the sticks are now, and return them as places for backups."""
    for place in backup.destinations(session):
        if place.path.parent != folder.parent:
            backup.move_destination(session, place.id, folder.parent / place.path.name)
    return backup.destinations(session)


def dispose(folder: Path, secrets: Path) -> None:
    """Dispose of one client: vault, copies, ways in, certificate."""
    session = opened(folder, secrets)
    typed, client = "\n".join(sheet_of(secrets)), clients.with_number(session, GONE)
    session.step_up(typed.encode())
    approval = Approval(
        confirmations={client: GONE}, acceptance="as agreed", approved_by="Robin Keller"
    )
    disposal_id = disposal.begin(session, [client], approval)
    tell(begun=True)
    disposal.erase(session, disposal_id, typed, NoKeyring())
    tell(erased=True)
    places = _places(session, folder)
    for place in places:
        report = backup.rewrite(session, place.id)
        tell(**{place.label: report.is_complete})
    plan = keys.plan_sheet(session)
    tell(new_sheet=[line.text for line in plan.sheet.lines])
    keys.renew(session, typed, plan, _NEW_PASSPHRASE, NoKeyring())
    tell(renewed=True)
    for place in places:
        backup.reseal(session, place.id)
    disposal.record_renewal(session, disposal_id, is_sheet_destroyed=True)
    tell(issued=len(disposal.issue(session, disposal_id)))
    keys.lock(session, NoKeyring(), "lock")


ROWS = {"dispose": dispose}


def chosen(every: list[Fault], most: int) -> list[Fault]:
    """Return at most ``most`` faults: half of them at calls that make, name or remove a file.

    Those are where one side becomes the other; they are few among the thousands that write pages.
    """
    rare = [fault for fault in every if fault.syscall not in _COMMON]
    half = injection.sample(rare, most // 2)
    common = [fault for fault in every if fault.syscall in _COMMON]
    return [*half, *injection.sample(common, most - len(half))]


def shortfall(chosen: int, scale: Scale) -> list[str]:
    """Return, in words, that a full run would stop the disposal at too few of its calls."""
    least = scale.pick(min(POINTS_SMALL, POINTS_LEAST), POINTS_LEAST)
    return [f"{chosen} points, fewer than {least}"] if chosen < least else []


def problems(folder: Path, secrets: Path, outcome: Outcome) -> list[str]:
    """Return, in words, everything that a fault must not have done to vault and sticks."""
    found: list[str] = []
    try:
        session = _reopened(folder, secrets, outcome)
    except VaultError as error:
        return [*found, f"does not open: {type(error).__name__} {error}"]
    try:
        is_begun = bool(disposal.list_disposals(session))
        found += _of_others(session, folder)
        found += ways.problems(session, _ways(outcome), ways.EMPTY)
        found += _of_gone(session) if is_begun else _of_present(session)
        if outcome.told.get("begun") and not is_begun:
            found.append("an acknowledged beginning is lost")
        found += _of_copies(session, folder, is_begun=is_begun)
        return found + (_goes_on(session, outcome) if is_begun else [])
    finally:
        session.close()


def _ways(outcome: Outcome) -> list[Ways]:
    """Return the ways in that may be there: the new ones, and until they were told the old."""
    new = Ways(passphrase=_NEW_PASSPHRASE)
    return [new] if outcome.told.get("renewed") else [ways.FIRST, new]


def _reopened(folder: Path, secrets: Path, outcome: Outcome) -> Session:
    new = outcome.told.get("new_sheet")
    if outcome.told.get("renewed"):
        return keys.unlock_with_sheet(folder, new or [], NoKeyring())
    try:
        return opened(folder, secrets)
    except SecretError:
        if not new:
            raise
        return keys.unlock_with_sheet(folder, new, NoKeyring())


def _of_others(session: Session, folder: Path) -> list[str]:
    """Everybody else is complete, and nothing lies about."""
    found = []
    session.rows.check()
    if not audit.verify(session).is_sound:
        found.append("the audit chain is broken")
    if notes.check_all(session).broken:
        found.append("a signature is broken")
    if bundle.unknown_files(folder, session.opened.header, frozenset()):
        found.append("left behind in the vault")
    if intents.pending(session.rows):
        found.append("an intent that the unlock did not end")
    if (
        documents.check_files(session).strays
        or not documents.verify(documents.readings(session)).is_sound
    ):
        found.append("a document is lost or left behind")
    if not notes.get(session, Shelf.RECORD, NoteId(1)).is_signed:
        found.append("a note of somebody else is lost")
    return found


def _everything(session: Session) -> str:
    """Return the text of every row: full-text indexes hide nothing, for they are rows as well."""
    tables = session.rows.all("SELECT name FROM sqlite_schema WHERE type = 'table'")
    every = [session.rows.all(f'SELECT * FROM "{table["name"]}"') for table in tables]
    return json.dumps([[str(value) for row in table for value in row] for table in every])


def _of_gone(session: Session) -> list[str]:
    """Begun, it is over once the vault was unlocked."""
    found = []
    if not erasures.pending(session.rows).is_nothing:
        found.append("the unlock did not end the erasure")
    if CANARY in _everything(session):
        found.append("something of the client is left in the vault")
    if len(documents.readings(session)) != 1:
        found.append("a document of the client is left")
    if any(one.state is DisposalState.PENDING for one in disposal.list_disposals(session)):
        found.append("the disposal says that it is not over")
    return found


def _of_present(session: Session) -> list[str]:
    client = clients.with_number(session, GONE)
    found = notes.get(session, Shelf.RECORD, NoteId(2))
    is_whole = found.is_signed and found.head.client_id == client and CANARY in found.body.text
    return (
        [] if is_whole and len(documents.readings(session)) == 2 else ["not begun, and not whole"]
    )


def _of_copies(session: Session, folder: Path, *, is_begun: bool) -> list[str]:
    """Whole as they lie there; once what was left is done, nothing of the client is in any."""
    found = []
    for place in _places(session, folder):
        summaries = backup.find_snapshots(place.path)
        if [one.number for one in summaries if one.is_sound] != [2, 1]:
            found.append(f"{place.label}: a snapshot is damaged or lost")
        if is_begun and not backup.rewrite(session, place.id).is_complete:
            found.append(f"{place.label}: one could not be rewritten")
        if not backup.reseal(session, place.id).is_complete:
            found.append(f"{place.label}: one could not be sealed anew")
        for one in backup.snapshots(session, place.id):
            found += _of_copy(session, place, one, is_begun=is_begun)
        if is_begun and len(list(place.path.glob("*/attachments/*/*"))) != 1:
            found.append(f"{place.label}: a document of the client is left")
        if not backup.drill(session, place.id).is_sound:
            found.append(f"{place.label}: the newest would not come back")
    return found


def _of_copy(session: Session, place: Destination, one: Snapshot, *, is_begun: bool) -> list[str]:
    [folder] = place.path.glob(f"*/snapshots/{one.number}")
    header = bundle.read_header(folder, SNAPSHOT_FORMAT)
    found = []
    for key in backup_rows.database_keys(session.rows, one.id):
        try:
            records = opening.open_records(
                folder, header, replace(session.opened.bag, database_key=key)
            )
        except VaultError:
            continue
        try:
            records.check()
            names = [row[0] for row in records.all("SELECT legal_name FROM client ORDER BY id")]
        finally:
            records.close()
        if names != ["Kept", *([] if is_begun else [f"{CANARY} Vale"])]:
            found.append(f"{place.label} {one.number}: holds other clients than it should")
        break
    else:
        found.append(f"{place.label} {one.number}: no key of the register opens it")
    if is_begun and len(list(folder.iterdir())) != _FILES:
        found.append(f"{place.label} {one.number}: left behind in a snapshot")
    return found


def _goes_on(session: Session, outcome: Outcome) -> list[str]:
    """What was left of the disposal can be done, and what was told of it holds."""
    found = []
    newest = max(one.last_tombstone for one in disposal.list_disposals(session))
    if backup.unclean(session, newest):
        found.append("the register has a copy that is not clean")
    if not outcome.told.get("issued"):
        for one in disposal.pending(session):
            disposal.issue(session, one.id)
    if not disposal.certificates(session, None):
        found.append("no certificate")
    if disposal.pending(session):
        found.append("it cannot be finished")
    return found
