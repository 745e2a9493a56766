"""Opening a vault with a secret: header's signature, pinned fingerprint, bag, database row."""

from dataclasses import dataclass, field
from pathlib import Path

from vault.errors import DamagedVault, NoMatchingIdentity, NoSuchSlot, UntrustedVault
from vault.keys.bag import KeyBag
from vault.keys.secret import PinnedSecret
from vault.keys.signing import SigningKey
from vault.store import bundle, schema
from vault.store.bundle import Header
from vault.store.connection import Connection, open_database, open_unchanging
from vault.store.process_lock import ProcessLock


@dataclass(slots=True, kw_only=True)
class OpenedVault:
    """The files of an unlocked vault. A switch replaces all but the folder, lock and claims.

    ``claims`` are the intents whose files this process is making right now.
    """

    folder: Path = field(repr=False)
    lock: ProcessLock = field(repr=False)
    header: Header
    bag: KeyBag
    rows: Connection = field(repr=False)
    is_closed: bool = False
    claims: set[int] = field(default_factory=set)

    @property
    def signing_key(self) -> SigningKey:
        """The practice's key."""
        return self.bag.signing_key

    def close(self) -> None:
        """Close the database, then let another process in."""
        self.is_closed = True
        try:
            self.rows.close()
        finally:
            self.lock.release()


def open_bag(folder: Path, header: Header, secret: PinnedSecret) -> KeyBag:
    """Check the pin and open the key bag that the header names.

    Raises ``UntrustedVault`` for a key that was not pinned or a bag that is not the header's,
    ``NoSuchSlot`` for a secret that opens it no longer, ``DamagedVault`` for a wrong hash.
    """
    secret.require(header.public_key)
    sealed = bundle.read_part(folder, bundle.keys_file(header.keys), header.keys_sha256, "key bag")
    try:
        bag = KeyBag.unseal(sealed, [secret.identity])
    except NoMatchingIdentity as error:
        raise NoSuchSlot() from error
    _require_same(header, bag, secret)
    return bag


def _require_same(header: Header, bag: KeyBag, secret: PinnedSecret) -> None:
    same = (
        bag.vault_id == header.vault_id
        and bag.keys == header.keys
        and bag.records == header.records
        and bag.signing_key.public == header.public_key
    )
    mine = secret.identity.recipient.to_text()
    if not same or all(slot.recipient != mine for slot in bag.slots):
        raise UntrustedVault("key bag")


def open_records(folder: Path, header: Header, bag: KeyBag) -> Connection:
    """Open the database and check that it is the one the header names, under the contract.

    A snapshot's is opened for reading, and never changed. Raises ``DamagedVault`` (missing,
    empty, unreadable, another vault's or an older file) or ``NewerVault``.
    """
    path = folder / bundle.records_file(header.records)
    open_file = open_unchanging if header.form == bundle.SNAPSHOT_FORMAT else open_database
    rows = open_file(path, bag.database_key)
    try:
        schema.version(rows)
        row = rows.one("SELECT vault_id, records FROM vault WHERE id = 1")
        if row is None or tuple(row) != (header.vault_id, header.records):
            raise DamagedVault("records")
    except BaseException:
        rows.close()
        raise
    return rows


def open_vault(folder: Path, secret: PinnedSecret) -> OpenedVault:
    """Open the vault in ``folder``. Raises what ``open_bag`` and ``open_records`` raise, or
    ``VaultInUse``. Creates, resets and deletes nothing."""
    bundle.read_header(folder)
    lock = ProcessLock(folder / bundle.LOCK_FILE)
    try:
        header = bundle.read_header(folder)  # again, now that nobody else writes
        bag = open_bag(folder, header, secret)
        rows = open_records(folder, header, bag)
    except BaseException:
        lock.release()
        raise
    return OpenedVault(folder=folder, lock=lock, header=header, bag=bag, rows=rows)
