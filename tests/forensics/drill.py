"""Row ``drill``: the laptop is gone; what is left is a stick and the text of the sheet."""

import hashlib
import random
import shutil
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.faults.subject import sheet_texts
from tests.store.drawer import DrawerKeyring
from tests.suite import Row, Scale
from tests.vault_fixtures import PRACTICE
from vault.audit import service as audit
from vault.backup import service as backup
from vault.clients import service as clients
from vault.demo.service import import_demo
from vault.documents import service as documents
from vault.documents.model import DocumentFacts
from vault.keys import service as keys
from vault.keys.creation import FirstWay, create_vault, plan_vault
from vault.keys.model import SlotKind
from vault.notes import service as notes
from vault.session import Session
from vault.store import registry

_SEED = 11
_MOST_BYTES = 300_000
_WAY = FirstWay(kind=SlotKind.KEYRING_PASSPHRASE, typed="1234")
# To these the backup itself adds, and then the restore and the first unlocking.
_GROWING = ("audit_event", "audit_detail", "audit_checkpoint", "vault_copy")
_OF_ONE_VAULT = ("vault", "intent")

Tables = dict[str, list[object]]


def run(scale: Scale) -> Row:
    """Back a practice up, lose it with its keyring, and compare what comes back."""
    row = Row(name="drill")
    with TemporaryDirectory(prefix="drill-") as name:
        base = Path(name)
        sheet, before, contents = _live_and_lose(
            base, years=scale.pick(1, 5), papers=scale.pick(40, 500)
        )
        row.check(list(base.iterdir()) == [base / "stick"], "more is left than the stick")
        again = _from_the_sheet(row, base, sheet)
        try:
            _compare(row, before, _tables(again))
            _compare_documents(row, again, contents)
            _is_whole(row, again)
        finally:
            again.close()
    row.figures["rows"] = sum(len(rows) for rows in before.values())
    row.figures["documents"] = len(contents)
    return row


def _live_and_lose(base: Path, years: int, papers: int) -> tuple[str, Tables, dict[str, str]]:
    """Return the sheet's text, every row and every document's hash; then all but the stick goes."""
    folder, keyring, plan = base / "v.casekeep", DrawerKeyring(), plan_vault("Drill")
    create_vault(plan, folder, PRACTICE, _WAY, keyring)
    session = keys.unlock_with_keyring(folder, "1234", keyring)
    import_demo(session, years, _SEED)
    contents = _add_papers(session, papers)
    (stick := base / "stick").mkdir()
    place = backup.add_destination(session, stick, "Drill")
    before: Tables = {}
    run = backup.begin_backup(session, place.id)
    for step in run.steps:
        step.work()
        if step.name == "records":
            before = _tables(session)
    keys.lock(session, keyring, "lock")
    shutil.rmtree(folder)
    keyring.items.clear()
    return "\n".join(sheet_texts(plan.sheet)), before, contents


def _add_papers(session: Session, papers: int) -> dict[str, str]:
    """Add documents of all sizes to all clients; return uid and SHA-256 of each."""
    chance = random.Random(_SEED)
    ids = clients.list_ids(session)
    added = {}
    for number in range(papers):
        content = chance.randbytes(chance.randrange(_MOST_BYTES) if number else 0)
        facts = DocumentFacts(title=f"Paper {number}")
        source = BytesIO(content)
        made = documents.add_stream(session, ids[number % len(ids)], source, "paper.pdf", facts)
        added[made.uid] = hashlib.sha256(content).hexdigest()
    return added


def _from_the_sheet(row: Row, base: Path, sheet: str) -> Session:
    newest = backup.find_snapshots(base / "stick")[0]
    into, keyring = base / "again.casekeep", DrawerKeyring()
    report = backup.restore_vault(newest.folder, SlotKind.SHEET, sheet, into, _WAY, keyring)
    row.check(not report.lost and not report.skipped, "the restore tells of a loss")
    session = keys.unlock_with_keyring(into, "1234", keyring)
    row.check(session.warnings == (), f"the restored vault warns: {session.warnings}")
    return session


def _tables(session: Session) -> Tables:
    names = [table.name for table in registry.copied_tables()]
    return {n: [tuple(r) for r in session.rows.each(f'SELECT * FROM "{n}"')] for n in names}


def _compare(row: Row, before: Tables, after: Tables) -> None:
    """Every row of every table, in its place."""
    for name, rows in before.items():
        if name in _OF_ONE_VAULT:
            continue
        same = after[name][: len(rows)] if name in _GROWING else after[name]
        row.check(same == rows, f"{name} is not as it was")
        row.cases += len(rows)
    row.check(bool(before["note"]) and bool(before["document"]), "there was nothing to compare")


def _compare_documents(row: Row, again: Session, contents: dict[str, str]) -> None:
    """Every byte of every document."""
    found = {}
    for reading in documents.readings(again):
        content = documents.read_bytes(reading, _MOST_BYTES)
        found[reading.path.stem] = hashlib.sha256(content).hexdigest()
    for uid, digest in contents.items():
        row.check(found.get(uid) == digest, "a document is not as it was")
    row.check(len(found) == len(contents), "there are other documents than there were")


def _is_whole(row: Row, again: Session) -> None:
    again.rows.check()
    row.check(audit.verify(again).is_sound, "the audit chain is broken")
    row.check(not notes.check_all(again).broken, "a signature is broken")
