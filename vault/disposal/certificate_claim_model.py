"""How much a certificate may claim: it follows from its facts, and nobody types it."""

from datetime import datetime
from enum import StrEnum

from vault.disposal.certificate_model import (
    CertificateFacts,
    ResidualKind,
    TreatedCopy,
    TreatedFate,
)


class Method(StrEnum):
    """The two words of NIST SP 800-88 that apply. There is none for a medium destroyed here."""

    CLEAR = "clear"
    PURGE = "purge"


class NotPurge(StrEnum):
    """Why no more than *Clear* may be said."""

    NO_KEY_DESTROYED = "no_key_destroyed"
    NOT_VERIFIED = "not_verified"
    COPY_PENDING = "copy_pending"
    OUT_OF_HANDS = "out_of_hands"
    WAYS_NOT_REISSUED = "ways_not_reissued"
    WAYS_REISSUED_TOO_EARLY = "ways_reissued_too_early"
    OLD_SHEET_NOT_ATTESTED = "old_sheet_not_attested"


COPIES_OF_THE_VAULT = (ResidualKind.SNAPSHOT, ResidualKind.SEALED_EXPORT)
_NOT_ITS_OWN = (ResidualKind.INHERITED_EXPORT, ResidualKind.OTHER)
_LEAVES_REMNANTS = (TreatedFate.REWRITTEN, TreatedFate.PRUNED)


def method(facts: CertificateFacts) -> Method:
    """Return the most that may be claimed; deleting rows is at best *Clear*.

    *Purge* only for cryptographic erasure of copies whose every key is gone (NIST SP 800-88).
    """
    return Method.CLEAR if not_purge(facts) else Method.PURGE


def not_purge(facts: CertificateFacts) -> tuple[NotPurge, ...]:
    """Return all that forbids to say *Purge*.

    It takes a destroyed key; checks, all of them passed; no copy of the vault pending, and nothing
    out of its hands that keys still held would open; all ways in
    made anew after the records were gone and after the last copy was rewritten or pruned; and the
    older sheets, which opened what no program can reach, attested destroyed since. Paper, files
    exported on purpose and what somebody else received are other media: they are listed and change
    nothing here.
    """
    found = []
    if not facts.keys_destroyed:
        found.append(NotPurge.NO_KEY_DESTROYED)
    if not facts.is_verified:
        found.append(NotPurge.NOT_VERIFIED)
    if any(one.kind in COPIES_OF_THE_VAULT for one in facts.residual):
        found.append(NotPurge.COPY_PENDING)
    if any(one.kind in _NOT_ITS_OWN for one in facts.residual):
        found.append(NotPurge.OUT_OF_HANDS)
    return (*found, *_about_the_ways_in(facts))


def _about_the_ways_in(facts: CertificateFacts) -> tuple[NotPurge, ...]:
    reissued = facts.reissued
    if reissued is None:
        return (NotPurge.WAYS_NOT_REISSUED,)
    is_under_old = all(_is_under_old_ways(copy, reissued.at) for copy in facts.copies)
    if reissued.at < facts.erased_at or not is_under_old:
        return (NotPurge.WAYS_REISSUED_TOO_EARLY,)
    attested_at = reissued.old_sheet_destroyed_at
    if attested_at is None or attested_at < reissued.at:
        return (NotPurge.OLD_SHEET_NOT_ATTESTED,)
    return ()


def _is_under_old_ways(copy: TreatedCopy, reissued_at: datetime) -> bool:
    """Return whether what is left of a copy's old file opens with no way in of today.

    A copy that still held the record when the ways in were made anew may have been sealed to
    the new ones: remnants of it open with them.
    """
    if copy.fate not in _LEAVES_REMNANTS:
        return True
    return copy.at is not None and copy.at <= reissued_at
