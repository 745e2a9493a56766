"""Which backup still has a damaged document, and fetching it back from there.

A snapshot's attachments are the vault's own files byte for byte, so the hash in the document's
row says without any key whether one is whole.
"""

import os
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from vault.backup import files, finding, freshness, layout, not_restored, rows
from vault.backup.layout import BackupSet
from vault.backup.looking import Place
from vault.backup.model import Destination, HeldCopy, SealedDocument
from vault.backup.snapshot import Step
from vault.changes import Kind
from vault.documents import service as documents
from vault.documents.model import Document
from vault.errors import (
    CopyNotWhole,
    DestinationGone,
    DocumentDamaged,
    NotFound,
    StorageFailed,
    VaultError,
)
from vault.ids import DestinationId, DocumentId
from vault.progress import Progress
from vault.session import Session
from vault.store import atomic, attachments, intents

_ACTION = "document.recover"


class CopySearch:
    """Looks at every place of backups that is there: make it with the session, ``look`` anywhere.

    Places of a vault that this one was restored from are asked too. Raises ``NotFound``.
    """

    def __init__(self, session: Session, document_id: DocumentId, progress: Progress) -> None:
        document = documents.get(session, document_id)
        self._wanted = _sealed(document)
        self._live = session.opened.header
        self._places = [freshness.place(session, one) for one in rows.destinations(session.rows)]
        self._progress = progress

    def __repr__(self) -> str:
        return f"CopySearch({len(self._places)})"

    def look(self) -> tuple[HeldCopy, ...]:
        """Return who has it whole, without the session; raises what the progress raises."""
        total = self._wanted.size * len(self._places)
        found = []
        for number, place in enumerate(self._places):
            moved = _counting(self._progress, "look", number * self._wanted.size, total)
            if _is_whole(place.backup_set, self._wanted, moved) and self._is_its_own(place):
                numbers = tuple(self._naming(place.backup_set, place.destination.instance_id))
                found.append(HeldCopy(destination=place.destination, numbers=numbers))
        return tuple(found)

    def _is_its_own(self, place: Place) -> bool:
        """Whether it is this place that is here, where two sticks come up at one path.

        What neither knows any more can be fetched back all the same: the first is asked.
        """
        same = [one for one in self._places if one.backup_set == place.backup_set]
        if len(same) == 1:
            return True
        here = [one.key for one in same if not one.is_another()]
        return place.key in (here or [same[0].key])

    def _naming(self, backup_set: BackupSet, instance_id: str) -> Iterator[int]:
        """Yield the snapshots of ours that hold the document; a damaged one says nothing."""
        try:
            numbers = backup_set.numbers()
        except (OSError, VaultError):
            return
        for number in reversed(numbers):
            folder = backup_set.snapshot(number)
            try:
                _, found = finding.snapshot_header(folder, self._live, instance_id)
            except VaultError:
                continue
            if self._wanted in found.documents:
                yield number


def _sealed(document: Document) -> SealedDocument:
    return SealedDocument(
        uid=document.uid, size=document.sealed_size, sha256=document.sealed_sha256
    )


def _set_of(session: Session, place: Destination) -> BackupSet:
    return layout.set_of(place.path, session.vault_id, place.instance_id)


def _counting(progress: Progress, name: str, before: int, total: int) -> files.Moved:
    done = before

    def moved(size: int) -> None:
        nonlocal done
        done += size
        progress(name, min(done, total), total)

    return moved


def _is_whole(backup_set: BackupSet, wanted: SealedDocument, moved: files.Moved) -> bool:
    try:
        found = files.hash_of(backup_set.attachment(wanted.uid), moved, is_from_medium=True)
    except OSError:
        return False
    return found == (wanted.size, wanted.sha256)


class FetchRun:
    """Puts a document's file back from a backup: do its ``steps`` in their order.

    What lies in its place now is replaced by bytes whose hash is right, or stays. If a step
    raises, ``abandon`` the run with the session. Raises ``NotFound`` at once.
    """

    def __init__(
        self,
        session: Session,
        document_id: DocumentId,
        destination_id: DestinationId,
        progress: Progress,
    ) -> None:
        place = rows.destination(session.rows, destination_id)
        if place is None:
            raise NotFound()
        self._session = session
        self._document = documents.get(session, document_id)
        self._destination = place
        self._progress = progress
        self._set = _set_of(session, place)
        names = attachments.file_names(self._document.uid)
        self._target, self._temporary = (session.opened.folder / one for one in names)
        # the file itself stays as long as a row names it: the record may go for good meanwhile
        self._intent_id = intents.claim(session.opened, _ACTION, names, session.now)

    def __repr__(self) -> str:
        return f"FetchRun(document {self._document.id})"

    @property
    def steps(self) -> tuple[Step, ...]:
        """What is to be done, in this order."""
        return (
            Step(name="fetch", needs_session=False, work=self._fetch),
            Step(name="confirm", needs_session=True, work=self._confirm),
        )

    def abandon(self) -> None:
        """Remove what was half fetched; what cannot be removed now goes at the next unlock."""
        intents.abandon(self._session.opened, self._intent_id, self._session.now)

    def _fetch(self) -> None:
        """Raises ``DestinationGone``, ``CopyNotWhole``, ``DiskFull``, ``ReadOnlyFolder``,
        ``StorageFailed``, or ``DocumentDamaged`` where the vault's own disk damaged it again."""
        if not files.is_there(self._set.folder):
            raise DestinationGone()
        source, target = self._set.attachment(self._document.uid), self._target
        was_there = os.path.lexists(target)
        moved = _counting(self._progress, "fetch", 0, self._document.sealed_size)
        attachments.make_folder(target.parent)
        try:
            with atomic.replacing(target, temporary=self._temporary) as file:
                files.copy_into(file, source, _sealed(self._document), moved)
        except files.Unreadable as error:
            raise (
                CopyNotWhole if files.is_there(self._set.folder) else DestinationGone
            )() from error
        try:
            self._read_back(target)
        except (DocumentDamaged, StorageFailed):
            if not was_there:  # else it would pass for one that has come back
                with suppress(OSError):
                    target.unlink()
            raise

    def _read_back(self, target: Path) -> None:
        wanted = _sealed(self._document)
        try:
            found = files.hash_of(target, lambda size: None, is_from_medium=True)
        except OSError as error:
            raise atomic.storage_error(error) from error
        if found != (wanted.size, wanted.sha256):
            raise DocumentDamaged(self._document.id)

    def _confirm(self) -> None:
        """Raises ``NotFound`` where the record went meanwhile: ``abandon`` removes the file."""
        documents.get(self._session, self._document.id)
        with self._session.begin(_ACTION) as tx:
            intents.release(self._session.opened, tx.rows, self._intent_id)
            not_restored.found_again(tx.rows, self._document.client_id, self._document.uid)
            tx.audit(
                self._document.client_id,
                document=self._document.id,
                kind=self._document.kind.value,
                destination=self._destination.uid,
            )
            tx.changed(Kind.DOCUMENTS)
