"""One snapshot written anew without some clients, beside itself, until its header says so."""

from dataclasses import dataclass, field, replace
from pathlib import Path

from vault import clock
from vault.audit import rows as audit_rows
from vault.backup import files, finding, kept_keys, layout, leftovers, manifest, rows
from vault.backup.manifest import Manifest
from vault.backup.refilling import ERASED, Stone
from vault.errors import DamagedSnapshot, DamagedVault
from vault.keys.anchor import Anchor
from vault.keys.bag import KeyBag
from vault.progress import Progress
from vault.store import atomic, bundle, copying, intents, opening, schema
from vault.store.bundle import SNAPSHOT_FORMAT, Header
from vault.store.connection import Connection
from vault.store.copying import LeftOut
from vault.store.database_key import DatabaseKey


@dataclass(frozen=True, slots=True, kw_only=True)
class Ways:
    """What a rewritten snapshot is sealed to, and whose tombstones it carries from now on.

    ``instance_id`` is that of the copy of the vault whose set it is in.
    """

    bag: KeyBag = field(repr=False)
    live: Header
    instance_id: str
    passphrase: bytes | None = field(repr=False)
    stones: tuple[Stone, ...] = field(repr=False)
    now: clock.Clock

    @property
    def gone(self) -> list[str]:
        """The uids of the clients who are to be gone."""
        return [stone[0] for stone in self.stones]


@dataclass(frozen=True, slots=True, kw_only=True)
class Emptied:
    """A rewritten snapshot: its manifest, and the uids of the documents that went."""

    manifest: Manifest
    left_out: frozenset[str]


def rewrite(
    folder: Path,
    ways: Ways,
    key: DatabaseKey,
    new_key: DatabaseKey,
    clients: frozenset[int],
    progress: Progress,
) -> Emptied:
    """Rewrite a snapshot, which ``key`` opens, without ``clients``, under ``new_key``.

    The header's replacement is the commit point. Raises a ``VaultFileError``,
    ``DamagedSnapshot``, ``OSError``, ``DiskFull``, ``ReadOnlyFolder``, ``StorageFailed`` or what
    ``progress`` raises; on which side the snapshot stands then, its header says.
    """
    old, found = finding.snapshot_header(folder, ways.live, ways.instance_id)
    number = bundle.next_number(folder, max(old.keys, old.records) + 1)
    records, _ = kept_keys.open_records(folder, old, ways.bag, (key,))
    try:
        _copy(records, folder, ways, new_key, number, clients, progress)
    finally:
        records.close()
    header = _write_keys(folder, ways, new_key, number)
    bag = replace(ways.bag, database_key=new_key, records=number, keys=number)
    new = _read_back(folder, header, bag, found, ways)
    atomic.write_whole(folder / layout.rewritten_manifest(number), new.signed(ways.bag.signing_key))
    if manifest.read(folder, header) != new:
        raise DamagedSnapshot("manifest")
    bundle.write_header(folder, header, ways.bag.signing_key)
    leftovers.remove_stale(folder, header)
    kept = {document.uid for document in new.documents}
    left_out = frozenset(d.uid for d in found.documents) - kept
    return Emptied(manifest=new, left_out=left_out)


def _copy(
    records: Connection,
    folder: Path,
    ways: Ways,
    key: DatabaseKey,
    number: int,
    clients: frozenset[int],
    progress: Progress,
) -> None:
    def finish(copy: Connection) -> None:
        schema.migrate(copy)
        schema.number_records(copy, number)
        intents.leave_behind(copy)
        rows.forget_keys(copy)
        audit_rows.explain_erasures(copy, ways.now(), ERASED)
        for stone in ways.stones:
            rows.add_tombstone(copy, stone)

    target = folder / bundle.records_file(number)
    copying.copy_records(records, target, key, progress, finish, LeftOut(clients=clients))


def _write_keys(folder: Path, ways: Ways, key: DatabaseKey, number: int) -> Header:
    """Write bag and passphrase slot; return the header that names them, which is not written."""
    sealed = replace(ways.bag, database_key=key, records=number, keys=number).seal()
    passphrase = ways.passphrase
    atomic.write_whole(folder / bundle.keys_file(number), sealed)
    if passphrase is not None:
        atomic.write_whole(folder / bundle.passphrase_file(number), passphrase)
    header = replace(
        ways.live,
        form=SNAPSHOT_FORMAT,
        instance_id=ways.instance_id,
        records=number,
        keys=number,
        keys_sha256=bundle.sha256(sealed),
        passphrase_sha256=None if passphrase is None else bundle.sha256(passphrase),
    )
    bundle.read_part(folder, bundle.keys_file(number), header.keys_sha256, "key bag")
    return header


def _read_back(folder: Path, header: Header, bag: KeyBag, old: Manifest, ways: Ways) -> Manifest:
    """Open the new records from their medium as a restore would; return their manifest.

    Raises ``DamagedVault`` where they are not whole, are of another moment, or hold one of those
    who are to be gone.
    """
    path = folder / bundle.records_file(header.records)
    files.forget_cached(path)
    copy = opening.open_records(folder, header, bag)
    try:
        copy.check()
        if Anchor.of(copy) != old.anchor or rows.client_ids(copy, ways.gone):
            raise DamagedVault("records")
        named = {document.uid for document in rows.sealed_documents(copy)}
    finally:
        copy.close()
    size, digest = files.hash_of(path, lambda moved: None)
    return replace(
        old,
        records=path.name,
        records_size=size,
        records_sha256=digest,
        documents=tuple(document for document in old.documents if document.uid in named),
        missing=tuple(uid for uid in old.missing if uid in named),
    )
