"""How long a record has to be kept: rules, what is known of a client, and dates with reasons."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from vault.clients.model import ClientStatus
from vault.ids import ClientId

DEFAULT_RULE = "practice-policy"
"""The id of the rule that the practice's own policy makes."""
OVERRIDE_RULE = "override"
"""What a step of an override names in place of a rule."""
NOTICE_RULE = "notice"
"""What a step of a notice names where no rule asks for it."""
NOTICE_METHODS = ("first_class_mail", "certified_mail", "email", "in_person", "other")
"""How a client can be told; a rule names one of them."""


class License(StrEnum):
    """What a practitioner is licensed as. A counselor is LPC, LPCC or LMHC."""

    SOCIAL_WORKER = "social_worker"
    LMFT = "lmft"
    LPC = "lpc"
    PSYCHOLOGIST = "psychologist"


class RecordClass(StrEnum):
    """What of a record a rule speaks of."""

    RECORD = "record"
    SUMMARY = "summary"


class Anchor(StrEnum):
    """The day that years are counted from."""

    LAST_ENTRY = "last_entry"
    LAST_CONTACT = "last_contact"
    TERMINATION = "termination"
    LAST_SERVICE = "last_service"
    DEATH = "death"
    MAJORITY = "majority"  # the birthday on which ``Step.age`` was reached
    BIRTH = "birth"
    OVERRIDE = "override"  # a day decided for this client
    NOTICE = "notice"  # the day on which the client was told
    PRACTICE_ENDED = "practice_ended"  # care was open, and its practitioner is no longer there


class Verdict(StrEnum):
    """What may be done with a record on a day."""

    ELIGIBLE = "eligible"
    LATER = "later"
    ASK = "ask"
    HELD = "held"


class Question(StrEnum):
    """Why no date can be told: what is missing, or contradicts itself."""

    STILL_ACTIVE = "still_active"  # an open episode, or the status says so
    NO_BIRTH_DATE = "no_birth_date"
    NO_CLOSING_DATE = "no_closing_date"
    NO_CONTACT = "no_contact"
    NO_SERVICE = "no_service"
    NO_ENTRY = "no_entry"
    NO_DEATH_DATE = "no_death_date"
    SERVICE_AFTER_CLOSING = "service_after_closing"
    SERVICE_AFTER_DEATH = "service_after_death"
    BORN_AFTER_CARE = "born_after_care"
    MINIMUM_AFTER_MAXIMUM = "minimum_after_maximum"
    MAXIMUM_UNCLEAR = "maximum_unclear"  # the rule does not say from when its maximum counts
    ENTRIES_UNDER_WRONG_CLOCK = "entries_under_wrong_clock"
    DECIDED_BEFORE_CARE = "decided_before_care"  # the override: it was of another record
    NOTICE_NOT_SENT = "notice_not_sent"  # earlier than a rule that wants the client told first
    NOTICE_TOO_EARLY = "notice_too_early"  # sent before what the rule counts from
    NOTICE_ANOTHER_WAY = "notice_another_way"  # not sent as the rule wants it
    NOTICE_UNDER_WRONG_CLOCK = "notice_under_wrong_clock"  # when its time is over is not known
    NOTICE_AFTER_MAXIMUM = "notice_after_maximum"  # more time was promised than a rule allows


class RuleStatus(StrEnum):
    """How well a rule is known. Only verified ones are on unless the practitioner says so."""

    VERIFIED = "verified"
    SECONDARY = "secondary"
    PARTLY_SEEN = "partly_seen"
    UNVERIFIED = "unverified"


class ClockState(StrEnum):
    """Whether the computer's date can be believed."""

    OK = "ok"
    ASK = "ask"  # it jumped: somebody has to type what day it is
    WRONG = "wrong"  # the day typed is another one


@dataclass(frozen=True, slots=True, kw_only=True)
class MinorRule:
    """What a rule asks for somebody who was under age when care began.

    ``years`` after the birthday that ends childhood: ``age`` years, or, where ``None``, the
    majority of the rule's jurisdiction. ``anchors`` replace the rule's own where there are any.
    """

    years: int
    age: int | None = None
    anchors: tuple[Anchor, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeRule:
    """The client is told ``days`` before a record goes earlier than its rule says."""

    method: str
    days: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """The client was told; ``wait_until`` is the first day after the waiting time.

    ``method`` is one of ``NOTICE_METHODS`` or, in an older vault, words.
    """

    id: int
    client_id: ClientId
    method: str
    sent_on: date
    wait_until: date
    remark: str = field(default="", repr=False)
    is_under_wrong_clock: bool = False
    """Whether it was entered while the clock is known to be wrong: its days are nobody's word."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One rule: ``years`` after the latest of ``anchors``.

    Without ``anchors`` it binds for minors alone. A rule counts where the day of its latest anchor
    lies from ``effective_from`` to ``effective_to``. ``is_unclear`` marks a maximum that may count
    from each of its anchors.
    """

    id: str
    jurisdiction: str
    licenses: frozenset[License]
    record_class: RecordClass
    anchors: tuple[Anchor, ...]
    years: int
    minor: MinorRule | None
    is_maximum: bool
    is_unclear: bool
    effective_from: date | None
    effective_to: date | None
    citation: str
    status: RuleStatus
    remark: str
    notice: NoticeRule | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Places:
    """The states whose rules bind: where care was given and, in custody, where records are kept."""

    care: str
    kept: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What is known of a client that a date can depend on.

    ``first_day`` is the first day of care (of an episode, a session held, a note); without it a
    client counts as one who may have been a minor then. ``jurisdictions`` are the client's and the
    practice's; in custody the custodian's too, which is ``kept_in`` where it is another one.
    ``has_come`` is false for a prospective client who was never seen.
    ``last_note`` is the newest day that a note is about or was begun on: of entries, those of care.
    ``practice_ended`` is set where a custodian keeps the record of a practitioner who is no longer
    there: the latest day to which the practice can have gone on; an entry may be later. ``notices``
    are the newest last.
    """

    client_id: ClientId
    jurisdictions: frozenset[str]
    birth_date: date | None = field(default=None, repr=False)
    is_active: bool = False
    is_deceased: bool = False
    has_come: bool = True
    first_day: date | None = None
    last_entry: date | None = None
    last_note: date | None = None
    last_contact: date | None = None
    last_service: date | None = None
    termination: date | None = None
    death: date | None = None
    has_entries_under_wrong_clock: bool = False
    practice_ended: date | None = None
    kept_in: str = ""
    notices: tuple[Notice, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One line of the arithmetic: ``years`` after ``anchor_day`` is ``day``.

    ``days`` stands in place of years for a notice's waiting time. ``age`` is the birthday that a
    MAJORITY anchor means. ``is_moved`` says that the sum fell on a 29 February that does not exist,
    and 1 March stands for it. A step that is not ``is_counted`` is shown and decides nothing: an
    override or the practice's own policy stands in its place, or it is an override that does not
    count any more.
    """

    rule_id: str
    record_class: RecordClass
    is_maximum: bool
    anchor: Anchor
    anchor_day: date
    years: int
    day: date
    citation: str
    age: int | None = None
    days: int = 0
    is_moved: bool = False
    is_counted: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Override:
    """A day decided for one client, with its reason, in place of what the rules say."""

    id: int
    until: date
    reason: str = field(repr=False)
    at: datetime
    is_under_wrong_clock: bool = False
    """Whether it was decided while the clock is known to be wrong: ``at`` does not say when."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """The dates of one client and how they came about.

    ``eligible_on`` is the first day on which disposal is allowed, the latest of all classes; it is
    ``None`` while ``questions`` stand. ``by_class`` has what is known all the same.
    """

    client_id: ClientId
    by_class: Mapping[RecordClass, date | None]
    eligible_on: date | None
    no_later_than: date | None
    steps: tuple[Step, ...]
    questions: tuple[Question, ...]
    override: Override | None
    notice: NoticeRule | None = None
    """What a rule wants the client told first, where the day is earlier than its own."""

    def verdict_on(self, day: date, is_held: bool) -> Verdict:
        """Return what may be done on ``day``. A hold wins over any date."""
        if is_held:
            return Verdict.HELD
        if self.questions or self.eligible_on is None:
            return Verdict.ASK
        return Verdict.ELIGIBLE if self.eligible_on <= day else Verdict.LATER


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """The practice's own rule: ``years`` after closing, ``minor_years`` after majority.

    It holds where no rule that is on applies. One that the practice chose (``is_chosen``) is a
    further minimum beside them, the latest of which wins; with ``is_instead``, for which a
    ``reason`` is given, it stands in place of all of them.
    """

    licenses: frozenset[License] = frozenset({License.SOCIAL_WORKER})
    years: int = 7
    minor_years: int = 7
    is_instead: bool = False
    reason: str = ""
    is_chosen: bool = field(default=False, compare=False)
    """Whether it was ever saved: the one that ships is nobody's decision."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleChoice:
    """That somebody switched a rule on or off, and why."""

    rule_id: str
    is_on: bool
    reason: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleLine:
    """A rule as the settings list it. ``choice`` is ``None`` while it is as it ships."""

    rule: Rule
    is_on: bool
    choice: RuleChoice | None


@dataclass(frozen=True, slots=True, kw_only=True)
class RetentionLine:
    """A client as the retention page lists them."""

    client_id: ClientId
    record_number: str
    name: str = field(repr=False)
    status: ClientStatus
    outcome: Outcome
    verdict: Verdict
    holds: int
    notice: Notice | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Overview:
    """All clients whose records are here, in the order of their record numbers."""

    lines: tuple[RetentionLine, ...]
    clock: ClockState
