"""Which of the backups that lie in a place a restore begins with."""

from collections.abc import Sequence
from pathlib import Path

from vault.backup import finding
from vault.backup.model import SnapshotSummary
from vault.errors import NewerSnapshot, NoSnapshot, NoSoundSnapshot


def choose_snapshot(
    found: Sequence[SnapshotSummary], *, takes_older: bool = False
) -> SnapshotSummary:
    """Return the newest that is sound at first sight; ``found`` is newest first.

    One that a later Casekeep made is whole, and is not passed over for an older one unless
    ``takes_older``. Raises ``NewerSnapshot``, ``NoSoundSnapshot``, or ``NoSnapshot`` for nothing.
    """
    if not found:
        raise NoSnapshot()
    sound = [place for place, one in enumerate(found) if one.is_sound]
    newer = [one.number for one in (found[: sound[0]] if sound else found) if one.is_newer]
    if newer and not (sound and takes_older):
        older = found[sound[0]].number if sound else None
        raise NewerSnapshot(tuple(newer), older, damaged(found))
    if not sound:
        raise NoSoundSnapshot(damaged(found))
    return found[sound[0]]


def damaged(found: Sequence[SnapshotSummary]) -> tuple[tuple[int, str], ...]:
    """Return the number of each damaged one, and what of it is."""
    return tuple((one.number, one.damage) for one in found if not (one.is_sound or one.is_newer))


def first_sound(folders: Sequence[Path]) -> int | None:
    """Return the number of the first that is sound at first sight, if any is."""
    looked = (finding.look(folder) for folder in folders)
    return next((one.number for one in looked if one.is_sound), None)
