"""The newest number of an export as one ZIP file, stored: for those who carry one file.

It is a copy that no refresh reaches: the register lists it, as a place of its own.
"""

from datetime import datetime
from functools import partial
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
    VaultError,
)
from vault.exports.appearing import appearing
from vault.exports.gathering import OnSession
from vault.ids import ExportPlaceId, SealedExportId, new_uid
from vault.progress import Progress
from vault.sealing import closing, freshness, layout, register_rows
from vault.sealing.export_folder import ExportFolder, SoundNumber
from vault.sealing.places_model import ExportFate, ExportPlace, SealedExport
from vault.session import Session
from vault.store import atomic, surroundings

_PRIVATE = 0o100600 << 16


class ZipRun:
    """One ZIP file being made: do its ``steps``. Where one raises, nothing is left."""

    def __init__(
        self,
        session: Session,
        place: ExportPlace,
        target: Path,
        run: OnSession,
        progress: Progress,
    ) -> None:
        newest = closing.newest(register_rows.exports(session.rows, place.id))
        if newest is None:
            raise NotAnExport()
        self._key = session.public_key
        self._source = ExportFolder(folder=freshness.folder_of(place.path, newest.export_id))
        self._root = place.path
        self._newest: SealedExport = newest
        self._target = target
        self._run_job = run
        self._progress = progress
        self.export_id: SealedExportId | None = None

    def __repr__(self) -> str:
        return f"ZipRun({self._newest.number})"

    @property
    def steps(self) -> tuple[Step, ...]:
        """What is to be done: what needs the session in between is asked of it."""
        return (Step(name="zip", needs_session=False, work=self._make),)

    def _make(self) -> None:
        """Make the file; the register says where it is before anybody can find it."""
        surroundings.require_outside(self._target.parent)
        with files.at(self._root):
            found = self._sound()
        is_synced = surroundings.is_synced(self._target.parent)
        try:
            with appearing(self._target, self._run_job, is_replacing=False) as file:
                self._require_same(file, self._fill(file, found))
                self.export_id = self._run_job(partial(self._register, is_synced=is_synced))
        except VaultError as error:
            if self.export_id is not None and self._is_nowhere(error):
                self._run_job(partial(self._give_up, export_id=self.export_id))
            raise

    def _is_nowhere(self, error: VaultError) -> bool:
        """Whether the file did not get its name: it may have, and the disk failed after that.

        Of a folder that is gone, or cannot be looked at, nobody knows what is in it.
        """
        if isinstance(error, FileNameTaken):
            return True
        try:
            self._target.lstat()
        except FileNotFoundError:
            return files.is_there(self._target.parent)
        except OSError:
            return False
        return False

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
        self._progress("zip", len(names), len(names))
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

    def _require_same(self, file: BinaryIO, hashes: dict[str, str]) -> None:
        """Read the ZIP file back from its medium, as whoever opens it will."""
        atomic.sync_file(file)
        files.forget(file)
        try:
            with ZipFile(file) as archive:
                found = {one.filename: _hash_in(archive, one) for one in archive.infolist()}
        except BadZipFile as error:
            raise ExportUnreadable("zip") from error
        if found != hashes:
            raise ExportUnreadable("zip")

    def _register(self, session: Session, is_synced: bool) -> SealedExportId:
        with session.begin("seal.zip") as tx:
            made = register_rows.add_place(tx.rows, self._as_place(tx.now, is_synced))
            export_id = register_rows.copy_of(tx.rows, self._newest.id, made, tx.now)
            register_rows.mark_verified(tx.rows, export_id, tx.now)
            # nothing more is sealed there: it is a file
            register_rows.end_place(tx.rows, made, tx.now)
            tx.audit(number=self._newest.number)
            tx.changed(Kind.SEALED_EXPORTS)
        return export_id

    def _give_up(self, session: Session, export_id: SealedExportId) -> None:
        """Write down that there is no such file: at the last its name was taken."""
        with session.begin("seal.zip_undone") as tx:
            register_rows.mark_fate(tx.rows, export_id, ExportFate.REMOVED, tx.now)
            tx.audit(number=self._newest.number)
            tx.changed(Kind.SEALED_EXPORTS)

    def _as_place(self, now: datetime, is_synced: bool) -> ExportPlace:
        return ExportPlace(
            id=ExportPlaceId(0),
            uid=new_uid(),
            path=self._target,
            label=self._target.name,
            is_synced=is_synced,
            is_standing=False,
            added_at=now,
        )


def _hash_in(archive: ZipFile, one: ZipInfo) -> str:
    digest = digests.sha256()
    with archive.open(one) as entry:
        while block := entry.read(files.BLOCK):
            digest.update(block)
    return digest.hexdigest()
