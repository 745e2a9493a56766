"""The anchor: how far the vault had come, kept outside its folder, in the keyring.

It is written after the commit, so a crash leaves the vault newer than its anchor, which is no
warning. An older vault, or another chain at the anchored place, is one: somebody put an old
file back. It warns, it does not prevent.
"""

from dataclasses import dataclass
from typing import Self

from vault.audit import rows as audit_rows
from vault.errors import KeyringError
from vault.keys.model import VaultWarning
from vault.keys.os_keyring import KeyStore
from vault.store import unit_of_work
from vault.store.connection import Connection

_PREFIX = "a1"
_MOST_DIGITS = 18


@dataclass(frozen=True, slots=True, kw_only=True)
class Anchor:
    """Commit counter, and the audit chain's newest sequence number and hash."""

    commits: int
    seq: int
    hash: bytes

    @classmethod
    def of(cls, rows: Connection) -> Self:
        """Return where the vault stands now."""
        head = audit_rows.head(rows)
        commits = unit_of_work.commits(rows)
        return cls(commits=commits, seq=head.seq, hash=head.hash)

    def to_line(self) -> str:
        """Return one ASCII line."""
        return f"{_PREFIX}.{self.commits}.{self.seq}.{self.hash.hex()}"

    @classmethod
    def from_line(cls, line: str) -> Self:
        """Read what ``to_line`` wrote. Raises ``ValueError``."""
        prefix, commits, seq, digest = line.split(".")
        if prefix != _PREFIX:
            raise ValueError("not an anchor")
        if max(len(commits), len(seq)) > _MOST_DIGITS:
            raise ValueError("not an anchor")
        return cls(commits=int(commits), seq=int(seq), hash=bytes.fromhex(digest))

    def is_ancestor_of(self, rows: Connection) -> bool:
        """Return whether the vault in ``rows`` has come at least this far, on this chain."""
        if Anchor.of(rows).commits < self.commits:
            return False
        found = audit_rows.hash_at(rows, self.seq)
        return self.seq == 0 or found == self.hash


def item_name(instance_id: str) -> str:
    """Return the keyring item of one copy of a vault."""
    return f"anchor-{instance_id}"


def drop(rows: Connection, instance_id: str, keyring: KeyStore) -> None:
    """Write down where the vault stands. Raises a ``KeyringError``."""
    keyring.put(item_name(instance_id), Anchor.of(rows).to_line())


def compare(rows: Connection, instance_id: str, keyring: KeyStore) -> VaultWarning | None:
    """Return the warning that the anchor gives, if any; no keyring or no anchor gives none."""
    try:
        line = keyring.get(item_name(instance_id))
    except KeyringError:
        return None
    try:
        is_sound = Anchor.from_line(line).is_ancestor_of(rows)
    except ValueError:
        return VaultWarning.ANCHOR_UNREADABLE
    return None if is_sound else VaultWarning.OLDER_THAN_ANCHOR
