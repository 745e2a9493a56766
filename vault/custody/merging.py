"""Joining more parts, or another number, to the records in a custodial vault.

Files come first, named by an intent; then one transaction enters the rows. Whatever stops it in
between, the vault is as it was before.
"""

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from vault.changes import Kind
from vault.custody import files, intake_rows, joining, rows, taking
from vault.custody import opened as opened_parts
from vault.custody.files import Wanted
from vault.custody.joining import Joined
from vault.custody.model import Custody, MergeReport
from vault.custody.opened import Opened
from vault.custody.unread import MoreUnread, Unreads, of_table
from vault.errors import ExportUnreadable, NotInCustody, VaultError
from vault.progress import Progress
from vault.sealing.part_model import Part
from vault.session import Session
from vault.store import atomic, attachments, bundle, erasures, intents
from vault.store.unit_of_work import Transaction

ACTION = "custody.merge"
_CHANGED = tuple(Kind)
_REASON = "tombstone"
"""What the audit chain says of details that go because of the practitioner's tombstone."""


def merge(session: Session, opened: Sequence[Opened], progress: Progress) -> MergeReport:
    """Take more in; raises as ``service.merge`` says."""
    custody = require_custody(session)
    parts, unreads = joining.in_order(opened), Unreads()
    joining.require_one_practice(parts, custody.vault_id, custody.public_key)
    while True:
        with suppress(MoreUnread):
            return _merged(session, parts, unreads, progress)


def _merged(
    session: Session, parts: Sequence[Opened], unreads: Unreads, progress: Progress
) -> MergeReport:
    wanted = _missing(session, parts, unreads)
    unreads.require_no_more()
    files.require_room(session.opened.folder, parts, wanted)
    with _claimed(session, wanted) as claim:
        lost = files.copy_all(parts, session.opened.folder, wanted, _temporary_beside, progress)
        with session.begin(ACTION) as tx:
            joined, gone = _join(session, tx, parts, unreads, progress)
            counts = {**joined.counts, "lost": len(lost), "unread": len(unreads.all)}
            for one in parts:
                tx.audit(**taking.source_of(one), **counts)
            tx.changed(*_CHANGED)
            claim.end(tx)
    _unlink(session, gone)
    told = intake_rows.lost_files(session.rows, lost)
    return MergeReport(
        number=parts[0].statement.number,
        parts=tuple(one.part.value for one in parts),
        new=joined.new,
        changed=joined.changed,
        same=joined.same,
        older=joined.older,
        waiting=joined.waiting,
        dropped=len(joined.dropped),
        held=joined.held,
        documents=len(wanted) - len(lost),
        lost=tuple(told),
        unlisted=joined.unlisted,
        unread=unreads.all,
        is_chain_apart=joined.is_chain_apart,
    )


def require_custody(session: Session) -> Custody:
    """Return whose records are kept here. Raises ``NotInCustody``."""
    found = rows.found(session.rows)
    if found is None:
        raise NotInCustody()
    return found


def _missing(session: Session, parts: Sequence[Opened], unreads: Unreads) -> list[Wanted]:
    """Return the files of documents that the parts name and that are not here, or not whole."""
    folder, wanted = session.opened.folder, dict[str, Wanted]()
    gone = intake_rows.tombstoned(session.rows)
    for part in parts:
        if part.part.content is not Part.RECORDS:
            continue
        for name in opened_parts.clients(part):
            if not unreads.is_known(part, name):
                with unreads.noting(part, name):
                    uid, named = _named(part, name)
                    for one in named if uid not in gone else ():
                        path = folder / bundle.attachment_file(one.uid)
                        if attachments.size_of(path) != one.size:
                            wanted[one.uid] = one
    return list(wanted.values())


def _named(part: Opened, name: str) -> tuple[str | None, list[Wanted]]:
    """Return whose rows an entry holds, and which documents' files they name."""
    uid, found = opened_parts.rows(part, name)
    with of_table("document"):
        return uid, [
            _wanted(dict(zip(row.columns, row.values, strict=True)))
            for row in found
            if row.table == "document"
        ]


def _wanted(values: intake_rows.Values) -> Wanted:
    size, uid = values.get("sealed_size"), str(values.get("uid"))
    if bundle.attachment_uid(bundle.attachment_file(uid)) is None:
        raise ExportUnreadable("rows")
    return Wanted(
        uid=uid,
        size=size if isinstance(size, int) else 0,
        sha256=str(values.get("sealed_sha256")),
    )


@contextmanager
def _temporary_beside(path: Path) -> Iterator[BinaryIO]:
    """The temporary name is the one that an intent knows."""
    temporary = path.with_name(f".{path.name}{attachments.TEMPORARY_SUFFIX}")
    with atomic.replacing(path, temporary=temporary) as file:
        yield file


@dataclass(slots=True)
class _Claim:
    session: Session
    intent_id: int

    def end(self, tx: Transaction) -> None:
        """The rows name the files from now on."""
        intents.release(self.session.opened, tx.rows, self.intent_id)


@contextmanager
def _claimed(session: Session, wanted: Sequence[Wanted]) -> Iterator[_Claim]:
    names = [name for one in wanted for name in attachments.file_names(one.uid)]
    claim = _Claim(session, intents.claim(session.opened, ACTION, names, session.now))
    try:
        yield claim
    except BaseException:
        with suppress(VaultError):  # what cannot be removed now goes at the next unlock
            intents.abandon(session.opened, claim.intent_id, session.now)
        raise


def _join(
    session: Session,
    tx: Transaction,
    parts: Sequence[Opened],
    unreads: Unreads,
    progress: Progress,
) -> tuple[Joined, list[str]]:
    """Join the rows, and return which files no document names any more."""
    before = intake_rows.documents_here(tx.rows)
    rows.set_taking(tx.rows, is_taking=True)
    joined = joining.join(tx.rows, parts, tx.now, progress, unreads)
    rows.set_taking(tx.rows, is_taking=False)
    gone = before.keys() - intake_rows.documents_here(tx.rows).keys()
    if joined.dropped:
        dropped_files = intake_rows.files_of(tx.rows, json.dumps(joined.dropped))
        erasures.begin(tx, joined.dropped, dropped_files, _REASON, joined.first_tombstone)
    return joined, [bundle.attachment_file(uid) for uid in sorted(gone)]


def _unlink(session: Session, names: Sequence[str]) -> None:
    if names:
        intent = intents.claim(session.opened, ACTION, names, session.now)
        with suppress(VaultError):
            intents.abandon(session.opened, intent, session.now)
