"""The proofs of the lock: that the vault is closed, seen from another process."""

from pathlib import Path

from tests.tour.tour import Tour
from vault.errors import VaultInUse
from vault.store.process_lock import ProcessLock


def is_released(folder: Path) -> bool:
    """Return whether another process (this one) can take the vault's lock."""
    try:
        lock = ProcessLock(folder / "lock")
    except VaultInUse:
        return False
    lock.release()
    return True


def needles(tour: Tour) -> list[str]:
    """Return what a locked program must not hold: texts of clients, secrets, sheet and cards."""
    cards = (line for card in tour.cards.values() for line in card)
    secrets = (tour.secret, tour.words.sealed_under, *cards)
    return [*tour.words.of_clients, *secrets, *tour.sheet.values()]
