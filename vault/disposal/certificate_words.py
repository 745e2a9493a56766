"""What a certificate says to people: the words for its codes, and its lines."""

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from itertools import groupby

from vault.disposal.certificate_claim_model import Method, NotPurge, method, not_purge
from vault.disposal.certificate_model import (
    CertificateFacts,
    CheckKind,
    CheckResult,
    DestroyedKey,
    KeyPlace,
    KeyProof,
    Residual,
    ResidualCause,
    ResidualKind,
    ResidualPlan,
    TraceLine,
    TreatedCopy,
    TreatedFate,
)
from vault.exports import wording
from vault.retention.model import DEFAULT_RULE, NOTICE_RULE, OVERRIDE_RULE, Anchor, RecordClass

CLAIMS = {
    Method.CLEAR: "Method: Clear (NIST SP 800-88), and no more is claimed:",
    Method.PURGE: "Method: Purge (NIST SP 800-88) by cryptographic erasure: every key that opened "
    "a copy of this record within the vault’s reach is gone.",
}
NOT_PURGE = {
    NotPurge.NO_KEY_DESTROYED: "no key was destroyed",
    NotPurge.NOT_VERIFIED: "not every check was done and passed",
    NotPurge.COPY_PENDING: "at least one copy of the vault is still to be treated (see Residual "
    "copies)",
    NotPurge.OUT_OF_HANDS: "what is not the vault’s to treat, or what a medium, a keyring or a "
    "sync service may have kept, opens with keys that somebody still holds (see Residual copies)",
    NotPurge.WAYS_NOT_REISSUED: "the ways into the vault were not made anew, so an old copy of its "
    "files would open",
    NotPurge.WAYS_REISSUED_TOO_EARLY: "the ways into the vault were made anew before the last copy "
    "was treated",
    NotPurge.OLD_SHEET_NOT_ATTESTED: "nobody has attested that every older recovery sheet is "
    "destroyed",
}
KEY_PLACES = {
    KeyPlace.KEY_BAG: "in the vault’s key bag, sealed to its ways in",
    KeyPlace.COPIES_REGISTER: "in the vault’s register of copies",
    KeyPlace.DOCUMENT_ROW: "in the vault’s records, beside each document",
}
KEY_PROOFS = {
    KeyProof.NEW_BAG_HOLDS_ANOTHER: "the new key bag was opened from scratch and holds another "
    "key; the old one was overwritten and unlinked",
    KeyProof.REGISTER_HOLDS_ANOTHER: "the rewritten copy was opened with another key, which took "
    "its place in the register",
    KeyProof.ROW_IS_GONE: "the new records were read and hold none of them",
}
CHECKS = {
    CheckKind.RECORDS_INTEGRITY: "every page, row and index of the new records",
    CheckKind.CLIENT_ABSENT: "no table holds a row of this client",
    CheckKind.INDEX_REBUILT: "the search index was made anew without them",
    CheckKind.OLD_RECORDS_GONE: "the old records were overwritten and unlinked",
    CheckKind.DOCUMENTS_GONE: "the documents’ sealed files were overwritten and unlinked",
    CheckKind.COPIES_READ_BACK: "each rewritten copy was read back and opened",
}
RESULTS = {
    CheckResult.PASSED: "passed",
    CheckResult.FAILED: "FAILED",
    CheckResult.NOT_DONE: "not done",
}
FATES = {
    TreatedFate.REWRITTEN: "rewritten without the record, under a new key",
    TreatedFate.MADE_LATER: "made after the record was gone",
    TreatedFate.PRUNED: "removed",
    TreatedFate.ATTESTED_DESTROYED: "attested to be destroyed",
}
RESIDUALS = {
    ResidualKind.SNAPSHOT: "Backup",
    ResidualKind.SEALED_EXPORT: "Sealed export",
    ResidualKind.INHERITED_EXPORT: "Sealed export from which the records came",
    ResidualKind.EXPORT_FILE: "Exported file",
    ResidualKind.PAPER: "Paper",
    ResidualKind.TRANSFER: "Packet handed on",
    ResidualKind.OTHER: "Other copy",
}
CAUSES = {
    ResidualCause.UNREACHABLE: "could not be reached",
    ResidualCause.MISSING: "is missing from its place",
    ResidualCause.DAMAGED: "is damaged",
    ResidualCause.GIVEN_UP: "lies where no backups are kept any more",
    ResidualCause.NOT_TREATED: "is not treated yet",
    ResidualCause.OUT_OF_HANDS: "is in somebody else’s hands",
}
PLANS = {
    ResidualPlan.REWRITE_WHEN_REACHED: "to be rewritten as soon as it is within reach",
    ResidualPlan.DESTROY_AND_ATTEST: "to be found, destroyed and attested",
    ResidualPlan.DISPOSE_OF_PAPER: "to be destroyed as paper, and registered",
    ResidualPlan.RECIPIENT_KEEPS: "stays with whoever received it, who answers for it",
}
CLASSES = {RecordClass.RECORD: "record", RecordClass.SUMMARY: "summary"}
ANCHORS = {
    Anchor.LAST_ENTRY: "the last entry",
    Anchor.LAST_CONTACT: "the last contact",
    Anchor.TERMINATION: "termination",
    Anchor.LAST_SERVICE: "the last service",
    Anchor.DEATH: "death",
    Anchor.MAJORITY: "the birthday that ended childhood",
    Anchor.BIRTH: "birth",
    Anchor.OVERRIDE: "a day decided for this client",
    Anchor.NOTICE: "the notice to the client",
    Anchor.PRACTICE_ENDED: "the end of the practice, care being open (the latest day it can have "
    "been)",
}
OWN_RULES = {
    DEFAULT_RULE: "The practice’s own policy",
    OVERRIDE_RULE: "The practice’s decision",
    NOTICE_RULE: "What the client was told",
}
WAYS = {
    "keyring_passphrase": "the computer’s keyring with a typed secret",
    "keyring": "the computer’s keyring",
    "passphrase": "the passphrase",
    "sheet": "the recovery sheet",
}
LIMITS = (
    "Copies that the vault never knew of: a folder copied by hand, a sync service’s history, a "
    "snapshot of the file system. They are sealed, and open only with a way in that was valid when "
    "they were made; an old passphrase that somebody remembers is one.",
    "Exports and releases of this record made earlier, and what other clients’ records say of this "
    "person: that is theirs.",
    "Overwriting on flash memory is best effort; what may be left there is encrypted.",
)


def instant(value: datetime) -> str:
    """Return an instant as ``22 November 2026, 10:23 UTC``, wherever it is printed."""
    there = value.astimezone(UTC)
    return f"{wording.day(there.date())}, {there:%H:%M} UTC"


def claimed(facts: CertificateFacts) -> str:
    """Return what is claimed, and for *Clear* why it is no more."""
    said = "; ".join(NOT_PURGE[one] for one in not_purge(facts))
    claimed = CLAIMS[method(facts)]
    return f"{claimed} {said}." if said else claimed


def trace(line: TraceLine) -> str:
    """Return one line of the arithmetic as a sentence."""
    after = f"{line.days} days" if line.days else f"{line.years} years"
    anchor = ANCHORS[line.anchor] + (f" at {line.age}" if line.age is not None else "")
    sum_ = f"{after} after {anchor} ({wording.day(line.anchor_day)})"
    if line.anchor is Anchor.OVERRIDE:
        sum_ = anchor
    what = "no later than" if line.is_maximum else "from"
    told = f"{CLASSES[line.record_class]}, {sum_}: {what} {wording.day(line.day)}"
    told += ", in place of 29 February" if line.is_moved else ""
    told += "" if line.is_counted else "; shown, not counted"
    return f"{line.citation or OWN_RULES.get(line.rule_id, line.rule_id)}: {told}."


def key(one: DestroyedKey) -> str:
    """Return what a destroyed key was and how that is known."""
    named = f"Key {one.key_id}" if one.key_id else f"{one.count} key{'s' if one.count > 1 else ''}"
    return (
        f"{named} ({one.algorithm}), {KEY_PLACES[one.place]}; destroyed "
        f"{instant(one.destroyed_at)}; verified: {KEY_PROOFS[one.proof]}."
    )


def copies(treated: Iterable[TreatedCopy]) -> Iterator[str]:
    """Yield a line for each place and fate; the JSON lists each copy by itself."""
    ordered = sorted(treated, key=lambda one: (one.place, one.fate, one.number))
    for (place, fate), group in groupby(ordered, key=lambda one: (one.place, one.fate)):
        found = list(group)
        moments = [one.at for one in found if one.at is not None]
        last = f", the last on {instant(max(moments))}" if moments else ""
        numbers = _ranges([one.number for one in found])
        yield f"{place}: {numbers} {FATES[fate]}{last}."


def residual(one: Residual) -> str:
    """Return what may still hold the record, why, and what becomes of it."""
    numbered = f" no. {one.number}" if one.number else ""
    made = f", made {instant(one.made_at)}" if one.made_at is not None else ""
    by = f", by {wording.day(one.until)}" if one.until is not None else ", no date can be given"
    what = f"{RESIDUALS[one.kind]}{numbered}{f' ({one.place})' if one.place else ''}{made}"
    return f"{what}: {CAUSES[one.cause]}; {PLANS[one.plan]}{by}."


def _ranges(numbers: list[int]) -> str:
    """Return ``1–3, 5`` for 1, 2, 3, 5."""
    told = []
    for _, group in groupby(enumerate(numbers), key=lambda pair: pair[1] - pair[0]):
        run = [number for _, number in group]
        told.append(str(run[0]) if len(run) == 1 else f"{run[0]}–{run[-1]}")
    return ("nos. " if len(numbers) > 1 else "no. ") + ", ".join(told)
