"""From an export to a custodial vault: in a new folder, under new keys, never over anything.

The folder is built under a hidden name, opened once from scratch, and appears whole or not at
all. The export is not touched.
"""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path

from vault import clock
from vault.custody import files, intake_rows, joining, rows, shipped_tasks
from vault.custody import opened as opened_parts
from vault.custody.files import Wanted
from vault.custody.joining import Joined
from vault.custody.model import CustodyReport
from vault.custody.opened import Opened
from vault.custody.unread import MoreUnread, Unreads
from vault.errors import ExportUnreadable, FolderExists
from vault.keys import creation
from vault.keys.bag import KeyBag
from vault.keys.creation import FirstWay, VaultPlan
from vault.keys.os_keyring import KeyStore
from vault.practice import rows as practice_rows
from vault.practice.model import Practice
from vault.progress import Progress
from vault.sealing.part_model import Part
from vault.store import bundle, schema, surroundings, unit_of_work
from vault.store.atomic import Batch, storage_error
from vault.store.building import building
from vault.store.connection import Connection, open_database
from vault.store.filling import filling

ACTION = "custody.take"


@dataclass(slots=True, kw_only=True)
class _Filled:
    """What came into the folder so far."""

    joined: Joined = field(default_factory=Joined)
    counts: dict[str, int] = field(default_factory=dict)
    lost: dict[str, bool] = field(default_factory=dict)
    report: CustodyReport | None = None


def take(
    opened: Sequence[Opened],
    into: Path,
    plan: VaultPlan,
    custodian: Practice,
    way: FirstWay,
    keyring: KeyStore,
    *,
    now: clock.Clock,
    progress: Progress,
) -> CustodyReport:
    """Make a custodial vault in ``into``; raises as ``service.take`` says."""
    creation.require_usable(way)
    parts = joining.in_order(opened)
    opened_parts.require_vouched_for(parts[0])
    first = parts[0].statement
    joining.require_one_practice(parts, first.vault_id, first.public_key)
    if parts[0].part.content is not Part.RECORDS:
        raise ExportUnreadable("records")  # nobody's psychotherapy notes can be told whose they are
    if into.exists():
        raise FolderExists()
    surroundings.require_outside(into.absolute().parent)
    with building(into) as built:
        filler = _Filler(built, parts, custodian, now, progress)
        creation.build_vault(built, into, plan, way, keyring, filler.fill, now=now)
    return filler.report(into)


class _Filler:
    def __init__(
        self,
        built: Path,
        parts: Sequence[Opened],
        custodian: Practice,
        now: clock.Clock,
        progress: Progress,
    ) -> None:
        self._built = built
        self._parts = parts
        self._custodian = custodian
        self._now = now
        self._progress = progress
        self._unreads = Unreads()
        self._report: CustodyReport | None = None

    def fill(self, bag: KeyBag) -> None:
        """Write the records and documents of the vault whose keys are in ``bag``."""
        path, joined = self._built / bundle.records_file(bag.records), None
        while joined is None:
            with suppress(MoreUnread):
                joined = self._filled(path, bag)
        records = open_database(path, bag.database_key)
        try:
            lost = self._copy_documents(records)
            self._begin_chain(records, joined, lost)
            self._report = self._told(records, joined, lost)
        finally:
            records.close()

    def _filled(self, path: Path, bag: KeyBag) -> Joined:
        _remove(path)  # of an attempt that met something it could not read
        with filling(path, bag.database_key, self._progress, schema.custodial_triggers()) as new:
            schema.name_vault(new, bag.vault_id, bag.records)
            return self._join(new)

    def _join(self, new: Connection) -> Joined:
        first = self._parts[0].statement
        rows.begin(new, first.vault_id, first.public_key, self._now(), is_taking=False)
        joined = joining.join(new, self._parts, self._now(), self._progress, self._unreads)
        practice_rows.write(new, self._profile(new))
        shipped_tasks.install(new, clock.local_day(self._now()))
        return joined

    def _profile(self, new: Connection) -> Practice:
        """The custodian's own; but these are the records of a covered entity, or of none."""
        custody = rows.found(new)
        if custody is None:
            raise RuntimeError("a custody was just begun")
        return replace(self._custodian, is_covered_entity=custody.practice.is_covered_entity)

    def _copy_documents(self, records: Connection) -> dict[str, bool]:
        wanted = [
            Wanted(uid=uid, size=size, sha256=sha256)
            for uid, size, sha256 in intake_rows.sealed_files(records)
        ]
        files.require_room(self._built, self._parts, wanted)
        with Batch() as batch:
            return files.copy_all(self._parts, self._built, wanted, batch.replacing, self._progress)

    def _begin_chain(self, records: Connection, joined: Joined, lost: dict[str, bool]) -> None:
        """The new chain begins with the checkpoint up to which the old one was verified."""
        with unit_of_work.transaction(ACTION, records, self._now) as tx:
            for one in self._parts:
                unread = len(self._unreads.all)
                tx.audit(**source_of(one), clients=joined.new, lost=len(lost), unread=unread)

    def _told(self, records: Connection, joined: Joined, lost: dict[str, bool]) -> CustodyReport:
        counts = rows.counts(records)
        return CustodyReport(
            folder=self._built,
            number=self._parts[0].statement.number,
            parts=tuple(one.part.value for one in self._parts),
            clients=counts["clients"],
            notes=counts["notes"],
            documents=counts["documents"] - len(lost),
            left_out=joined.left_out,
            lost=tuple(intake_rows.lost_files(records, lost)),
            unread=self._unreads.all,
        )

    def report(self, folder: Path) -> CustodyReport:
        """Return what was taken into ``folder``."""
        if self._report is None:
            raise RuntimeError("nothing was filled")
        return replace(self._report, folder=folder)


def source_of(one: Opened) -> dict[str, str | int]:
    """Return what the audit chain says of a part that came in: nobody's name."""
    told = one.statement
    return {
        "practice": told.vault_id,
        "export": told.export_id,
        "number": told.number,
        "part": one.part.value,
        "manifest": one.manifest_sha256,
        "checkpoint_seq": told.checkpoint.seq,
        "checkpoint_head": told.checkpoint.head,
        "checkpoint_signature": told.checkpoint.signature,
    }


def _remove(path: Path) -> None:
    try:
        path.unlink(missing_ok=True)
    except OSError as error:
        raise storage_error(error) from error
