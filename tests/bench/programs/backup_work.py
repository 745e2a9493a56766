"""Makes a backup and says how long it took and how much memory it had at most.

``python -m tests.bench.programs.backup_work ACT FOLDER SHEET STICK``; with ``type`` as the act
somebody types meanwhile, a draft and an indexed save in turns, and before it without any backup.
"""

import json
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor, wait
from datetime import date
from pathlib import Path

from tests.bench.measuring import percentile
from tests.vault_fixtures import NoKeyring
from vault.backup import service as backup
from vault.clients import service as clients
from vault.ids import NoteId
from vault.keys import service as keys
from vault.notes import drafting
from vault.notes import service as notes
from vault.notes.model import Body, NoteHead, Section, Shelf
from vault.session import Session

_KIB = 1024
_EVERY_S = 0.02
_ALONE = 60
_LOOK_S = 0.002
_ROUNDS = 20
"""The index merges at every eightieth save or so (60 ms): of few saves the 99th in a hundred is
such a one on one side and none on the other."""
_SWITCH_S = 0.0005
"""As the program has it (``ui.worker``)."""


class Typist:
    """Saves when it is time to: each job waits from then on, and takes what it takes."""

    def __init__(self, session: Session) -> None:
        self._session = session
        client = clients.list_ids(session)[0]
        head = NoteHead(client_id=client, occurred_on=date(2026, 11, 2))
        self._note = NoteId(notes.start(session, head))
        self._due = time.perf_counter()
        self._count = 0
        self.drafts: list[float] = []
        self.saves: list[float] = []

    def serve(self) -> None:
        """Do one job if it is time."""
        if time.perf_counter() < self._due:
            return
        began, self._count = time.perf_counter(), self._count + 1
        text = f"Sentence {self._count}. " * 40
        body = Body.of((Section(heading="", text=text),))
        drafting.autosave(self._session, Shelf.RECORD, self._note, body)
        self.drafts.append(time.perf_counter() - self._due)
        indexed = time.perf_counter()
        drafting.close_editor(self._session, Shelf.RECORD, self._note)
        self.saves.append(time.perf_counter() - indexed)
        self._due = max(began + _EVERY_S, time.perf_counter())

    def begin_again(self) -> None:
        """Forget what was due while nobody could save."""
        self._due = time.perf_counter()


def _back_up(session: Session, stick: Path, serve: Callable[[], None]) -> float:
    """Make a backup as the window does: what needs no session on a thread of its own."""
    known = backup.destinations(session)
    place = known[0] if known else backup.add_destination(session, stick, "Bench")
    began = time.perf_counter()
    run = backup.begin_backup(session, place.id, serve)
    for step in run.steps:
        if step.needs_session:
            step.work()
        else:
            _beside(step.work, serve)
    return time.perf_counter() - began


def _beside(work: Callable[[], None], serve: Callable[[], None]) -> None:
    with ThreadPoolExecutor(1) as files:
        done = files.submit(work)
        while not done.done():
            serve()
            wait([done], _LOOK_S)
        done.result()


def _type(session: Session, stick: Path) -> dict[str, float]:
    typist, alone = Typist(session), Typist(session)
    for _ in range(_ROUNDS):  # in turns: the machine does other things as well
        until = len(alone.saves) + _ALONE
        while len(alone.saves) < until:
            alone.begin_again()
            alone.serve()
        typist.begin_again()
        _back_up(session, stick, typist.serve)
    return {
        "alone_p50": percentile(alone.saves, 0.5),
        "alone_p90": percentile(alone.saves, 0.9),
        "alone_p99": percentile(alone.saves, 0.99),
        "alone_draft_p99": percentile(alone.drafts, 0.99),
        "save_p50": percentile(typist.saves, 0.5),
        "save_p90": percentile(typist.saves, 0.9),
        "save_p99": percentile(typist.saves, 0.99),
        "draft_p99": percentile(typist.drafts, 0.99),
        "draft_worst": max(typist.drafts),
        "keystrokes": len(typist.drafts),
    }


def main() -> None:
    """Do what the arguments say."""
    act, folder, sheet, stick = sys.argv[1:]
    sys.setswitchinterval(_SWITCH_S)
    session = keys.unlock_with_sheet(Path(folder), json.loads(sheet), NoKeyring())
    if act == "type":
        said = _type(session, Path(stick))
    else:
        said = {"seconds": _back_up(session, Path(stick), lambda: None)}
    session.close()
    print(json.dumps({**said, "peak": peak_bytes()}))


def peak_bytes() -> int:
    """Return the most memory this program ever held; ``getrusage`` counts its parent's too."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return int(status.split("VmHWM:")[1].split()[0]) * _KIB


if __name__ == "__main__":
    main()
