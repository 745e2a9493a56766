"""What one sealing holds: the facts it starts from, and the account of each part."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from vault.audit.model import Checkpoint
from vault.ids import ClientId
from vault.practice.model import Practice
from vault.retention.model import Policy, Rule
from vault.sealing.part_model import Part
from vault.succession.plan_model import SuccessionPlan


@dataclass(frozen=True, slots=True, kw_only=True)
class SealFacts:
    """All that the parts of one number agree on; read in one job, before the first part.

    ``audit_seq`` and ``audit_head`` are the newest event: no part tells of a later one.
    ``checkpoint`` is the newest signed one. ``clean_to`` is the newest tombstone: nothing of a
    client disposed of up to there is inside. ``clients`` has every part, in the order of names.
    ``policy`` and ``rules`` say how long records are kept; the rules are those in use.
    ``today`` is the day here when the facts were read, from which sessions count as to come.
    """

    made_at: datetime
    today: date
    practice: Practice
    vault_id: str
    public_key: str
    schema: int
    commits: int
    audit_seq: int
    audit_head: bytes = field(repr=False)
    checkpoint: Checkpoint | None
    clean_to: int
    plan: SuccessionPlan | None = field(repr=False)
    policy: Policy
    rules: tuple[Rule, ...]
    clients: Mapping[Part, tuple[ClientId, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class SealedDocument:
    """A document that a part names. Size and SHA-256 (hex) are of its sealed file."""

    uid: str
    size: int
    sha256: str = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class PartAccount:
    """What went into a part. ``size`` counts the bytes of its padded ZIP archive.

    ``audit_events`` is 0 for a part without the audit chain. ``broken_signatures`` counts notes
    whose signature did not agree: they are inside, and marked. ``kept_until`` is the last day until
    which a record in it is to be kept, of those for which a day can be told.
    """

    part: Part
    clients: int
    notes: int
    broken_signatures: int
    audit_events: int
    documents: tuple[SealedDocument, ...]
    size: int
    kept_until: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Preflight:
    """What a successor would stumble on; nothing of it hinders the seal.

    ``contactless`` are active clients without a phone, an email or an address, ``ruleless`` those
    without any safe-contact rule, ``nobodys`` those whom nobody is to see. ``unsealed`` are parts
    that the plan wants and that nobody's card opens, for they were not in the ceremony;
    ``partless`` are clients whose records are in no export for that. ``drafts`` counts unsigned
    notes, ``unproven_holders`` are the holders' places.
    """

    drafts: int
    contactless: tuple[ClientId, ...]
    ruleless: tuple[ClientId, ...]
    nobodys: tuple[ClientId, ...]
    unsealed: tuple[Part, ...]
    partless: tuple[ClientId, ...]
    has_holders: bool
    unproven_holders: tuple[int, ...]
    has_plan: bool
    has_successor: bool
    review_due_on: date | None

    @property
    def is_clear(self) -> bool:
        """Whether there is nothing to say."""
        return (
            self.has_plan
            and self.has_successor
            and self.has_holders
            and self.review_due_on is None
            and not (self.drafts or self.contactless or self.ruleless)
            and not (self.nobodys or self.unproven_holders or self.unsealed)
        )
