"""Whose set of snapshots lies in a folder: two sticks may come up at one path.

A path says little. The numbers and the instants in the signed manifests say which place's snapshots
they are, also of sets made before anybody asked.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from vault.errors import VaultError

if TYPE_CHECKING:
    from vault.backup.layout import BackupSet
    from vault.store.bundle import Header

Mark = tuple[int, datetime]
"""A snapshot's number and when it was made."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Owner:
    """A place as the register knows it.

    ``mine`` are all snapshots ever made there, ``others`` those of the other places of the same
    copy of the vault; ``kept`` are the numbers that should lie there now.
    """

    live: Header
    instance_id: str
    mine: frozenset[Mark]
    others: frozenset[Mark]
    kept: frozenset[int]

    def disowns(self, backup_set: BackupSet) -> bool:
        """Whether another place's snapshots lie in this set; where nothing can be told, not.

        Raises ``OSError``, or ``DestinationUnfit`` for a link.
        """
        there = backup_set.numbers()
        return self.disowns_marks(there, marks(backup_set, self.live, self.instance_id, there))

    def disowns_marks(self, there: Collection[int], found: Iterable[Mark]) -> bool:
        """As ``disowns``, of a set with the numbers ``there``; ``found`` is newest first."""
        numbers, is_others, is_strange = {number for number, _ in self.mine}, False, False
        for mark in found:
            if mark in self.mine:
                return False
            if mark[0] in numbers:
                return True  # another snapshot has this number
            is_others |= mark in self.others
            is_strange = True
        return is_others or (is_strange and bool(self.kept) and self.kept.isdisjoint(there))

    def holds_mostly_others(self, found: Collection[Mark]) -> bool:
        """Whether more of these snapshots are of the other places than of this one."""
        return len(self.others.intersection(found)) > len(self.mine.intersection(found))


def marks(
    backup_set: BackupSet, live: Header, instance_id: str, there: Collection[int]
) -> Iterator[Mark]:
    """Yield the marks of a set's snapshots that this practice made, newest first; of one that is
    damaged, or of a later Casekeep, there is none."""
    from vault.backup import finding  # loads with the first look: Home stands before it

    for number in sorted(there, reverse=True):
        try:
            _, found = finding.snapshot_header(backup_set.snapshot(number), live, instance_id)
        except VaultError:
            continue
        yield found.number, found.made_at
