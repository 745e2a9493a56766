"""Row ``memory``: after a lock the same process, with its new image, holds no word and no key."""

import os
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.forensics import canary_words, process_memory, session_keys
from tests.suite import Row, Scale
from tests.tour import leaving, story, surroundings
from tests.tour.driver import Gone, Program
from tests.tour.report import Report
from tests.tour.tour import Tour
from vault.keys import proof
from vault.keys.bag import KeyBag
from vault.keys.os_keyring import OsKeyring
from vault.keys.secret import PinnedSecret
from vault.store import bundle, opening
from vault.store.bundle import Header

_BEFORE_LOCK: tuple[story.Stage, ...] = (
    *story.FIRST_DAY,
    *story.WORK,
    *story.DOCUMENTS,
    *story.LOOKING[:1],
    *story.BACKUPS,
)


def run(scale: Scale) -> Row:
    """Work, look into the memory, lock, look again; at full scale three times in one process."""
    row = Row(name="memory")
    if os.geteuid() != 0:
        row.figures["skipped"] = 1
        row.check(os.environ.get("CI") != "true", "only root can read the program's memory")
        print("memory: left out, for only root can read the memory of the program")
        return row
    with (
        TemporaryDirectory(prefix="memory-") as out,
        surroundings.prepared() as place,
        Program(place.base, place.environment) as program,
    ):
        report = Report(out=Path(out))
        words = canary_words.canary_words()
        tour = Tour(program=program, place=place, report=report, words=words, takes_pictures=False)
        _look(row, tour, locks=scale.pick(1, 3))
    return row


def _look(row: Row, tour: Tour, locks: int) -> None:
    if not _played(row, tour, _BEFORE_LOCK):
        return
    words = canary_words.single(tour.words)
    keys = {**_keys(tour), **_kept(row, tour)}
    row.figures["needles"] = len(words) + len(keys)
    for number in range(locks):
        if number and not _played(row, tour, (("return", leaving.come_back),)):
            return
        _check_open(row, tour, words, keys)
        row.figures["lock_s"] = round(tour.program.lock(), 2)
        tour.program.order("see", name="Unlock", enabled=True)
        _check_locked(row, tour, words, keys)


def _played(row: Row, tour: Tour, stages: Sequence[story.Stage]) -> bool:
    try:
        is_played = story.play(tour, stages)
    except Gone as error:
        tour.report.check("program", False, error)
        is_played = False
    for check in tour.report.failed:
        row.check(False, f"{check.name}: {check.detail}")
    return is_played


def _check_open(row: Row, tour: Tour, words: list[str], keys: dict[str, bytes]) -> None:
    """The control: before the lock the search finds what it looks for."""
    found = process_memory.found(tour.program.pid, words)
    row.figures["found_open"] = len(found or ())
    row.check(bool(found), "control: no word in the memory of the open program")
    of_keys = process_memory.found(tour.program.pid, keys.values())
    row.figures["keys_found_open"] = len(of_keys or ())
    row.check(bool(of_keys), "control: no key in the memory of the open program")


def _check_locked(row: Row, tour: Tour, words: list[str], keys: dict[str, bytes]) -> None:
    needles: list[str | bytes] = [*words, *keys.values()]
    names = [f"word {word[:4]}…" for word in words] + list(keys)
    found = process_memory.found(tour.program.pid, needles)
    row.check(found is not None, "the locked program's memory cannot be read")
    children = process_memory.family(tour.program.pid)
    row.figures["children_locked"] = len(children)
    for child in children:
        found = (found or set()) | (process_memory.found(child, needles) or set())
    for place, name in enumerate(names):
        traces = [said for said in found or () if said.startswith(f"needle {place} ")]
        row.check(not traces, f"after the lock: {name}: {traces}")


def _opened(tour: Tour) -> tuple[Header, PinnedSecret, KeyBag]:
    """Open the key bag beside the running program by the sheet."""
    header = bundle.read_header(tour.vault)
    sheet = proof.from_sheet(header, [tour.sheet[number] for number in sorted(tour.sheet)])
    return header, sheet, opening.open_bag(tour.vault, header, sheet)


def _kept(row: Row, tour: Tour) -> dict[str, bytes]:
    """Return every key that the records hold, by name; of each kind there is one at least.

    They are read from a copy: the running program lets nobody else at its database.
    """
    header, _, bag = _opened(tour)
    with TemporaryDirectory(prefix="memory-copy-") as copy:
        shutil.copy(tour.vault / bundle.records_file(header.records), copy)
        records = opening.open_records(Path(copy), header, bag)
        try:
            kinds = {
                "documents": session_keys.of_documents(records),
                "clients": session_keys.of_clients(records),
                "snapshots": session_keys.of_snapshots(records),
            }
        finally:
            records.close()
    for kind, found in kinds.items():
        row.figures[f"needles_of_{kind}"] = len(found)
        row.check(bool(found), f"control: the session has no {kind} whose keys to look for")
    return {name: key for found in kinds.values() for name, key in found.items()}


def _keys(tour: Tour) -> dict[str, bytes]:
    """Return every key that opens the vault or signs for it, by name."""
    header, sheet, bag = _opened(tour)
    keys = {
        **session_keys.forms("the database key", bag.database_key.key),
        **session_keys.forms("the signing key", bag.signing_key.seed),
        **session_keys.identity_forms("the sheet's identity", sheet.identity),
    }
    for number, line in tour.sheet.items():
        keys[f"line {number} of the sheet"] = line.encode()
        keys[f"line {number} of the sheet in UTF-16"] = line.encode("utf-16-le")
    if tour.place.has_keyring:
        with _environment(tour.place.environment):
            daily = proof.from_keyring(header, tour.secret, OsKeyring())
        keys |= session_keys.identity_forms("the daily identity", daily.identity)
    return keys


@contextmanager
def _environment(wanted: dict[str, str]) -> Iterator[None]:
    """Go to the tour's private bus for a moment."""
    before = dict(os.environ)
    os.environ.update(wanted)
    try:
        yield
    finally:
        os.environ.clear()
        os.environ.update(before)
