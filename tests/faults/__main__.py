"""Faults: ``python packaging/dev.py faults``. A writing program is killed, starved and lied to."""

import json
import random
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import date
from functools import cache, partial
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

from tests import suite
from tests.faults import (
    backup_rows,
    custody_rows,
    dispose_rows,
    import_rows,
    injection,
    seal_rows,
    slot_rows,
    verdict,
)
from tests.faults.injection import Fault, Outcome
from tests.faults.subject import ROWS, body, sheet_texts
from tests.suite import Row, RowProgram, Scale
from tests.vault_fixtures import PRACTICE, STRONG, NoKeyring
from vault.clients import service as clients
from vault.clients.model import ClientDetails
from vault.documents import service as documents
from vault.documents.model import DocumentFacts
from vault.keys import service as keys
from vault.keys.creation import FirstWay, create_vault, plan_vault
from vault.keys.model import SlotKind
from vault.notes import service as notes
from vault.notes.model import NoteHead, Shelf

POINTS_SMALL = 4
RANDOM_KILLS_SMALL = 1
RANDOM_KILLS_FULL = 60
MISSED_SHARE = 20
"""One fault of so many may strike elsewhere: imports open files, and not always as many."""


@cache
def _first_template() -> TemporaryDirectory[str]:
    """Make the vault that every case copies: a client, a signed note, a document."""
    made = TemporaryDirectory(prefix="faults-template-")
    parent, plan = Path(made.name), plan_vault("Fault")
    folder = parent / "template.casekeep"
    create_vault(
        plan, folder, PRACTICE, FirstWay(kind=SlotKind.PASSPHRASE, typed=STRONG), NoKeyring()
    )
    lines = sheet_texts(plan.sheet)
    secrets = {"sheet": lines, "passphrase": STRONG}
    (parent / "secrets.json").write_text(json.dumps(secrets), encoding="utf-8")
    session = keys.unlock_with_sheet(folder, lines, NoKeyring())
    client = clients.add(session, ClientDetails(legal_name="Kept"))
    head = NoteHead(client_id=client, occurred_on=date(2026, 10, 1))
    note = notes.start(session, head, body(verdict.MARKER))
    notes.sign(session, Shelf.RECORD, note)
    kept = BytesIO(verdict.KEPT_DOCUMENT)
    documents.add_stream(session, client, kept, "kept.txt", DocumentFacts(title="Kept"))
    keys.lock(session, NoKeyring(), "lock")
    return made


@contextmanager
def _case(parent: Path, row: str) -> Iterator[Path]:
    """Give the path of a fresh copy of the template, or of a vault yet to be created."""
    with TemporaryDirectory(prefix="case-", dir=parent) as name:
        folder = Path(name) / "v.casekeep"
        if row != "create":
            shutil.copytree(parent / "template.casekeep", folder)
        if row in backup_rows.ROWS:
            backup_rows.lay_out(parent, row, folder)
        if row in dispose_rows.ROWS:
            dispose_rows.lay_out(parent, folder)
        if row in custody_rows.ROWS:
            custody_rows.lay_out(parent, folder)
        if row in seal_rows.ROWS:
            seal_rows.lay_out(parent, folder)
        if row in import_rows.ROWS:
            import_rows.lay_out(folder)
        yield folder


def _problems(row: str, folder: Path, secrets: Path, outcome: Outcome) -> list[str]:
    return [*outcome.misbehavior(), *_problems_left(row, folder, secrets, outcome)]


def _problems_left(row: str, folder: Path, secrets: Path, outcome: Outcome) -> list[str]:
    if row in dispose_rows.ROWS:
        return dispose_rows.problems(folder, secrets, outcome)
    if row in custody_rows.ROWS:
        return custody_rows.problems(secrets.parent, folder, outcome)
    found = []
    if row in slot_rows.ROWS:  # first: it has the keyring, and the unlock ends what was begun
        found += slot_rows.problems(row, folder, secrets, outcome)
    if row != "restore":
        found += verdict.problems(row, folder, secrets, outcome)
    if row in backup_rows.ROWS:
        found += backup_rows.problems(row, folder, secrets, outcome)
    if row in seal_rows.ROWS:
        found += seal_rows.problems(folder, secrets, outcome)
    if row in import_rows.ROWS:
        found += import_rows.problems(folder, secrets, outcome)
    return found


def _one(parent: Path, row: str, fault: Fault) -> list[str] | None:
    """Return what a fault did that it must not do; ``None`` where it struck elsewhere."""
    with _case(parent, row) as folder:
        secrets = parent / "secrets.json"
        outcome = injection.run_with(fault, row, folder, secrets)
        if not outcome.is_hit:
            return None
        return [f"{fault}: {p}" for p in _problems(row, folder, secrets, outcome)]


def _points(parent: Path, row: str) -> list[Fault]:
    with _case(parent, row) as folder:
        log = parent / f"{row}.trace"
        outcome = injection.trace(row, folder, parent / "secrets.json", log)
        if outcome.code != 0:
            raise RuntimeError(f"{row} fails without any fault: {outcome.stderr}")
        return injection.points(log, folder.parent)


def _random_kill(parent: Path, row: str, seed: int) -> list[str]:
    """Kill the subject after a random number of the lines it tells, plus a random instant."""
    with _case(parent, row) as folder:
        chance = random.Random(seed)  # which instant, not a secret
        secrets = parent / "secrets.json"
        command = [sys.executable, "-B", "-m", "tests.faults.subject", row]
        process = subprocess.Popen(
            [*command, str(folder), str(secrets)],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        try:
            out, err = process.communicate(timeout=chance.uniform(0.15, 0.9))
        except subprocess.TimeoutExpired:
            process.send_signal(signal.SIGKILL)
            out, err = process.communicate()
        told: dict[str, object] = {}
        for line in out.splitlines():
            told |= json.loads(line) if line.endswith("}") else {}
        outcome = Outcome(told, process.returncode, err)
        return [f"kill {seed}: {p}" for p in _problems(row, folder, secrets, outcome)]


def _chosen(name: str, every: list[Fault], scale: Scale) -> list[Fault]:
    if name in dispose_rows.ROWS:  # a whole disposal makes thousands of calls
        most = scale.pick(dispose_rows.POINTS_SMALL, dispose_rows.POINTS_FULL)
        return dispose_rows.chosen(every, most)
    if name in custody_rows.ROWS:
        most = scale.pick(custody_rows.POINTS_SMALL, custody_rows.POINTS_FULL)
        return dispose_rows.chosen(every, most)
    if name in seal_rows.ROWS:
        most = scale.pick(seal_rows.POINTS_SMALL, seal_rows.POINTS_FULL)
        return dispose_rows.chosen(every, most)
    if name in slot_rows.SAMPLED:
        return dispose_rows.chosen(every, scale.pick(POINTS_SMALL, slot_rows.POINTS_FULL))
    return every if scale.is_full else injection.sample(every, POINTS_SMALL)


def _row(name: str, scale: Scale) -> Row:
    row = Row(name=name)
    with TemporaryDirectory(prefix="faults-") as parent_name, ThreadPoolExecutor(2) as pool:
        parent = Path(parent_name)
        shutil.copytree(_first_template().name, parent, dirs_exist_ok=True)
        if name in backup_rows.ROWS:
            backup_rows.prepare(parent)
        if name in dispose_rows.ROWS:
            dispose_rows.prepare(parent)
        if name in custody_rows.ROWS:
            custody_rows.prepare(parent)
        if name in seal_rows.ROWS:
            seal_rows.prepare(parent)
        if name in slot_rows.ROWS:
            slot_rows.prepare(parent, name)
        every = _points(parent, name)
        chosen = _chosen(name, every, scale)
        kills = range(scale.pick(RANDOM_KILLS_SMALL, RANDOM_KILLS_FULL))
        every_found = list(pool.map(partial(_one, parent, name), chosen))
        _judge(row, every_found)
        for found in pool.map(partial(_random_kill, parent, name), kills):
            row.check(not found, "; ".join(found))
        if name in dispose_rows.ROWS:
            short = dispose_rows.shortfall(len(chosen), scale)
            row.check(not short, "; ".join(short))
        row.figures["points"] = len(every)
    return row


def _judge(row: Row, every_found: Sequence[list[str] | None]) -> None:
    """Count the cases; of the faults a few may strike elsewhere, and show nothing."""
    missed = every_found.count(None)
    for found in every_found:
        if found is not None:
            row.check(not found, "; ".join(found))
    row.figures["missed"] = missed
    most = max(1, len(every_found) // MISSED_SHARE)
    row.check(missed <= most, f"{missed} faults struck elsewhere, more than {most}")


PROGRAMS: dict[str, RowProgram] = {name: partial(_row, name) for name in ROWS}

if __name__ == "__main__":
    sys.exit(suite.run("faults", PROGRAMS))
