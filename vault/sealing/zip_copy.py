"""The newest number of an export as one ZIP file, stored: for those who carry one file.

It is a copy that no refresh reaches: the register lists it, as a place of its own.
"""

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import BinaryIO
from zipfile import ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from vault import digests
from vault.backup import files
from vault.backup.snapshot import Step
from vault.changes import Kind
from vault.errors import (
    DestinationGone,
    ExportUnreadable,
    FileNameTaken,
    NotAnExport,
)
from vault.ids import ExportPlaceId, SealedExportId, new_uid
from vault.progress import Progress
from vault.sealing import freshness, layout, register_rows
from vault.sealing.export_folder import ExportFolder, SoundNumber
from vault.sealing.places_model import ExportPlace, SealedExport
from vault.session import Session
from vault.store import atomic, surroundings

_PRIVATE = 0o100600 << 16


class ZipRun:
    """One ZIP file being made: do its ``steps`` in their order; ``abandon`` it if one raises."""

    def __init__(
        self, session: Session, place: ExportPlace, target: Path, progress: Progress
    ) -> None:
        known = register_rows.exports(session.rows, place.id)
        newest = next((one for one in known if one.is_announced and one.is_of_now), None)
        if newest is None:
            raise NotAnExport()
        self._session = session
        self._key = session.public_key
        self._source = ExportFolder(folder=freshness.folder_of(place.path, newest.export_id))
        self._root = place.path
        self._newest: SealedExport = newest
        self._target = target
        self._building = target.with_name(f".{target.name}.{secrets.token_hex(8)}.part")
        self._progress = progress
        self.export_id: SealedExportId | None = None

    def __repr__(self) -> str:
        return f"ZipRun({self._newest.number})"

    @property
    def steps(self) -> tuple[Step, ...]:
        """What is to be done, in this order."""
        return (
            Step(name="zip", needs_session=False, work=self._write),
            Step(name="register", needs_session=True, work=self._register),
            Step(name="announce", needs_session=False, work=self._appear),
        )

    def abandon(self) -> None:
        """Remove what was written; on the thread for files."""
        with _at_target():
            self._building.unlink(missing_ok=True)

    def _write(self) -> None:
        surroundings.require_outside(self._target.parent)
        with _at_target():
            if self._target.exists():
                raise FileNameTaken()
        with files.at(self._root):
            found = self._sound()
        with _at_target():
            with self._building.open("xb") as file:
                hashes = self._fill(file, found)
                atomic.sync_file(file)
            self._require_same(hashes)

    def _sound(self) -> SoundNumber:
        wanted = self._newest.manifest_sha256
        sound = self._source.sound(self._key)
        found = next((one for one in sound if one.manifest_sha256 == wanted), None)
        if found is None:
            raise DestinationGone()
        return found

    def _fill(self, file: BinaryIO, found: SoundNumber) -> dict[str, str]:
        """Write the ZIP file; return the hash of each entry. Raises ``DestinationGone`` where
        the export itself is not as it was signed."""
        number, hashes = found.statement.number, {}
        own = (layout.manifest_name(number), layout.signature_name(number))
        names = [*sorted(found.hashes), *own]
        here = self._newest.begun_at.astimezone().timetuple()[:6]
        with ZipFile(file, "w", ZIP_STORED) as archive:
            for done, name in enumerate(names):
                self._progress("zip", done, len(names))
                info = ZipInfo(name, here)
                info.external_attr = _PRIVATE
                hashes[name] = self._add(archive, info)
                if name in found.hashes and hashes[name] != found.hashes[name]:
                    raise DestinationGone()
        return hashes

    def _add(self, archive: ZipFile, info: ZipInfo) -> str:
        digest = digests.sha256()
        path = self._source.path(info.filename)
        info.file_size = path.lstat().st_size  # or the archive could not hold four GB of it
        with files.open_plain(path) as source, archive.open(info, "w") as entry:
            for block in files.blocks(source, lambda _: None):
                digest.update(block)
                entry.write(block)
        return digest.hexdigest()

    def _require_same(self, hashes: dict[str, str]) -> None:
        """Read the ZIP file back from its medium, as whoever opens it will."""
        files.forget_cached(self._building)
        try:
            with ZipFile(self._building) as archive:
                found = {one.filename: _hash_in(archive, one) for one in archive.infolist()}
        except BadZipFile as error:
            raise ExportUnreadable("zip") from error
        if found != hashes:
            raise ExportUnreadable("zip")

    def _register(self) -> None:
        """Say where the copy is before anybody can find it."""
        with self._session.begin("seal.zip") as tx:
            made = register_rows.add_place(tx.rows, self._as_place(tx.now))
            self.export_id = register_rows.copy_of(tx.rows, self._newest.id, made, tx.now)
            register_rows.mark_verified(tx.rows, self.export_id, tx.now)
            # nothing more is sealed there: it is a file
            register_rows.end_place(tx.rows, made, tx.now)
            tx.audit(number=self._newest.number)
            tx.changed(Kind.SEALED_EXPORTS)

    def _as_place(self, now: datetime) -> ExportPlace:
        return ExportPlace(
            id=ExportPlaceId(0),
            uid=new_uid(),
            path=self._target,
            label=self._target.name,
            is_synced=surroundings.is_synced(self._target.parent),
            is_standing=False,
            added_at=now,
        )

    def _appear(self) -> None:
        atomic.appear(self._building, self._target)


@contextmanager
def _at_target() -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise atomic.storage_error(error) from error


def _hash_in(archive: ZipFile, one: ZipInfo) -> str:
    digest = digests.sha256()
    with archive.open(one) as entry:
        while block := entry.read(files.BLOCK):
            digest.update(block)
    return digest.hexdigest()
