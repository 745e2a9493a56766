"""Which places of copies are there, as somebody has looked."""

from dataclasses import dataclass

from vault.ids import DestinationId


@dataclass(frozen=True, slots=True, kw_only=True)
class Reach:
    """The places that are there: backups' by their ids, sealed exports' by their uids."""

    backups: frozenset[DestinationId] = frozenset()
    exports: frozenset[str] = frozenset()
