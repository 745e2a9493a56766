"""What opens a snapshot: a header, a key bag and a passphrase slot of its own."""

from dataclasses import dataclass, field, replace
from typing import Self

from vault.keys.bag import KeyBag
from vault.store import bundle
from vault.store.bundle import SNAPSHOT_FORMAT, Header
from vault.store.opening import OpenedVault
from vault.store.switch import new_database_key


@dataclass(frozen=True, slots=True, kw_only=True)
class SnapshotKeys:
    """A snapshot's header and bag, and its small files by name; the header is the last."""

    header: Header
    bag: KeyBag = field(repr=False)
    small: dict[str, bytes] = field(repr=False)

    @classmethod
    def of(cls, opened: OpenedVault) -> Self:
        """Return new ones for the vault as it is now: the same ways in, another database key.

        Raises ``DamagedVault`` or ``StorageFailed`` for the passphrase slot.
        """
        bag, live = replace(opened.bag, database_key=new_database_key()), opened.header
        sealed = bag.seal()
        small = {bundle.keys_file(live.keys): sealed}
        if live.passphrase_sha256 is not None:
            name, digest = bundle.passphrase_file(live.keys), live.passphrase_sha256
            small[name] = bundle.read_part(opened.folder, name, digest, "passphrase slot")
        header = replace(live, form=SNAPSHOT_FORMAT, keys_sha256=bundle.sha256(sealed))
        small[bundle.HEADER_FILE] = header.signed(bag.signing_key)
        return cls(header=header, bag=bag, small=small)

    @property
    def records(self) -> str:
        """The name of the records' file."""
        return bundle.records_file(self.header.records)
