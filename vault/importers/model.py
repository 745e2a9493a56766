"""What an import would do, entry by entry, before anything is done.

Nothing of a file is dropped: what has no field of its own is an ``Extra``, kept for a note.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, time
from enum import StrEnum
from types import MappingProxyType

from vault.clients.model import CareSessionDetails, CareSessionStatus, ClientDetails
from vault.ids import ClientId
from vault.importers.table_model import Column


class Verdict(StrEnum):
    """What becomes of an entry unless a person chooses otherwise."""

    TAKEN = "taken"
    HELD = "held"
    REFUSED = "refused"


class Choice(StrEnum):
    """What a person chose for an entry."""

    NEW = "new"
    MERGE = "merge"
    SKIP = "skip"


class Reason(StrEnum):
    """What there is to say about an entry; ``CONSEQUENCES`` has what follows from it."""

    NO_NAME = "no_name"
    NAME_TOO_LONG = "name_too_long"
    NAME_TURNED = "name_turned"  # "Last, First" became "First Last"
    DATE_IMPOSSIBLE = "date_impossible"  # 30 February
    DATE_UNREADABLE = "date_unreadable"
    DATE_INCOMPLETE = "date_incomplete"  # a year, or a day without one
    DATE_OUT_OF_RANGE = "date_out_of_range"  # to come, or before 1850
    DATE_AMBIGUOUS = "date_ambiguous"  # read as month/day; no value of the column proves it
    DATE_CONTRADICTED = "date_contradicted"  # some values prove day/month, others month/day
    DATE_SERIAL = "date_serial"  # a spreadsheet's number of days
    DATE_SHORT_YEAR = "date_short_year"
    DATES_OUT_OF_ORDER = "dates_out_of_order"
    STATUS_UNKNOWN = "status_unknown"
    STATE_UNKNOWN = "state_unknown"
    RECORD_NUMBER_TAKEN = "record_number_taken"
    RECORD_NUMBER_UNUSABLE = "record_number_unusable"
    VALUE_TOO_LONG = "value_too_long"
    VALUE_CLEANED = "value_cleaned"  # control characters, or line breaks in a one-line field
    VALUE_DISTORTED = "value_distorted"  # 5.55E+09: a spreadsheet shortened a number
    PERSON_WITHOUT_NAME = "person_without_name"
    CLOSED_WITHOUT_START = "closed_without_start"
    CANNOT_BE_KEPT = "cannot_be_kept"
    POSSIBLE_DUPLICATE = "possible_duplicate"
    ROW_LONGER = "row_longer"  # more cells than headers: a comma without quotes?
    ROW_SHORTER = "row_shorter"  # fewer, where the others are full: a line break?
    QUOTE_UNCLOSED = "quote_unclosed"
    NO_CLIENT = "no_client"
    NO_DAY = "no_day"
    TIME_UNREADABLE = "time_unreadable"
    LENGTH_UNREADABLE = "length_unreadable"
    SESSION_THERE = "session_there"  # the client has it already
    SESSION_DIFFERS = "session_differs"  # one at its time, with another status
    SESSION_REPEATED = "session_repeated"  # an earlier row has its client, day and time
    BEFORE_BIRTH = "before_birth"
    STATUS_TOO_EARLY = "status_too_early"  # held or missed on a day to come
    PAST_WITHOUT_STATUS = "past_without_status"
    ALL_DAY = "all_day"
    RULE_NOT_UNDERSTOOD = "rule_not_understood"
    TOO_MANY_OCCURRENCES = "too_many_occurrences"
    TIME_ZONE_UNKNOWN = "time_zone_unknown"  # taken as it stands
    EVENT_REPEATED = "event_repeated"
    MANNER_NOT_SAID = "manner_not_said"  # of some sessions, whether they meet in person
    OUTSIDE = "outside"  # above the header of a table, or between the entries
    CUT_OFF = "cut_off"  # an event or a card without its end
    DAMAGED = "damaged"  # lines of an event or a card that are no property
    NOT_A_SESSION = "not_a_session"  # a task or a journal of a calendar
    NOT_A_PERSON = "not_a_person"  # a card of a group or an organization
    BINARY_LEFT_OUT = "binary_left_out"  # a picture or a sound within a card


_REFUSING = (
    Reason.NO_NAME,
    Reason.NAME_TOO_LONG,
    Reason.DATE_IMPOSSIBLE,
    Reason.CANNOT_BE_KEPT,
    Reason.NO_DAY,
    Reason.EVENT_REPEATED,
    Reason.BEFORE_BIRTH,
)
_HOLDING = (
    Reason.DATE_UNREADABLE,
    Reason.DATE_INCOMPLETE,
    Reason.DATE_OUT_OF_RANGE,
    Reason.DATE_CONTRADICTED,
    Reason.DATES_OUT_OF_ORDER,
    Reason.RECORD_NUMBER_TAKEN,
    Reason.POSSIBLE_DUPLICATE,
    Reason.ROW_LONGER,
    Reason.ROW_SHORTER,
    Reason.QUOTE_UNCLOSED,
    Reason.NO_CLIENT,
    Reason.TIME_UNREADABLE,
    Reason.SESSION_THERE,
    Reason.SESSION_DIFFERS,
    Reason.SESSION_REPEATED,
    Reason.STATUS_TOO_EARLY,
    Reason.ALL_DAY,
    Reason.RULE_NOT_UNDERSTOOD,
    Reason.TOO_MANY_OCCURRENCES,
    Reason.CUT_OFF,
    Reason.DAMAGED,
    Reason.NOT_A_PERSON,
)
# A reason that is not here is a remark: the entry is taken.
CONSEQUENCES: Mapping[Reason, Verdict] = MappingProxyType(
    dict.fromkeys(_HOLDING, Verdict.HELD) | dict.fromkeys(_REFUSING, Verdict.REFUSED)
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """A reason, the header of its column ('' for the whole entry) and the value as it stood."""

    reason: Reason
    header: str = field(default="", repr=False)
    value: str = field(default="", repr=False)


def verdict_of(findings: tuple[Finding, ...]) -> Verdict:
    """Return the hardest consequence of ``findings``."""
    found = {CONSEQUENCES.get(finding.reason, Verdict.TAKEN) for finding in findings}
    for verdict in (Verdict.REFUSED, Verdict.HELD):
        if verdict in found:
            return verdict
    return Verdict.TAKEN


@dataclass(frozen=True, slots=True, kw_only=True)
class Extra:
    """A value without a field of its own, under its header if it has one, kept for a note."""

    header: str = field(repr=False)
    value: str = field(repr=False)

    @property
    def text(self) -> str:
        """Header and value as they stand in a note."""
        return f"{self.header}: {self.value}" if self.header else self.value


class Likeness(StrEnum):
    """By what two entries may be one person."""

    NAME_AND_BIRTH_DATE = "name_and_birth_date"
    NAME = "name"  # one of the two has no birth date
    RECORD_NUMBER = "record_number"


@dataclass(frozen=True, slots=True, kw_only=True)
class Duplicate:
    """Who an entry may be: a client of the vault, or an earlier ``line`` of the file."""

    likeness: Likeness
    client_id: ClientId | None = None
    line: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownClient:
    """What finding a client again needs to know of one in the vault."""

    id: ClientId
    record_number: str
    legal_name: str = field(repr=False)
    preferred_name: str = field(default="", repr=False)
    birth_date: date | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedClient:
    """A client as an import would enter them. ``details`` is ``None`` where that is impossible.

    ``record_number`` is '' where the vault shall give the next one; ``says_status`` whether the
    status stands in the file. ``into`` is who to merge with, ``chosen`` by way of whom: who was
    chosen, and may be merged itself.
    """

    line: int
    verdict: Verdict
    findings: tuple[Finding, ...]
    details: ClientDetails | None
    record_number: str = ""
    says_status: bool = False
    opened_on: date | None = None
    closed_on: date | None = None
    closing_reason: str = field(default="", repr=False)
    extras: tuple[Extra, ...] = field(default=(), repr=False)
    cells: tuple[str, ...] = field(default=(), repr=False)
    duplicates: tuple[Duplicate, ...] = ()
    choice: Choice | None = None
    into: Duplicate | None = None
    chosen: Duplicate | None = None

    @property
    def fate(self) -> Choice:
        """What will be done: the person's choice, or else new if taken and skipped if not."""
        if self.choice is not None:
            return self.choice
        return Choice.NEW if self.verdict is Verdict.TAKEN else Choice.SKIP


@dataclass(frozen=True, slots=True, kw_only=True)
class ClientImport:
    """What a list of clients or contacts would bring; ``remarks`` are about no entry alone."""

    rows: tuple[PlannedClient, ...]
    columns: tuple[Column, ...] = ()
    remarks: tuple[Finding, ...] = ()


SessionKey = tuple[int, date | None, time | None]
"""Line, day and time of a planned session."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedSession:
    """A session of somebody the file calls ``client_text``; a person says who that is.

    ``details`` is ``None`` where no day could be read.
    """

    line: int
    verdict: Verdict
    findings: tuple[Finding, ...]
    client_text: str = field(repr=False)
    details: CareSessionDetails | None
    status_text: str = field(default="", repr=False)
    uid: str = field(default="", repr=False)
    extras: tuple[Extra, ...] = field(default=(), repr=False)
    cells: tuple[str, ...] = field(default=(), repr=False)

    @property
    def key(self) -> SessionKey:
        """Which session it is: all those of an event that repeats stand on one line."""
        if self.details is None:
            return self.line, None, None
        return self.line, self.details.day, self.details.starts_at


@dataclass(frozen=True, slots=True, kw_only=True)
class ClientText:
    """A name as the file has it, and how many sessions stand under it: matched once for all."""

    text: str = field(repr=False)
    sessions: int


SessionAt = tuple[date, time | None]
"""The day and the time of a session; no time is a time of its own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionOwner:
    """A client whom sessions were matched with: birth date, and when they have which sessions."""

    born: date | None = field(repr=False)
    had: frozenset[tuple[SessionAt, CareSessionStatus]] = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionImport:
    """What an appointments report or a calendar would bring; ``remarks`` as with clients."""

    rows: tuple[PlannedSession, ...]
    columns: tuple[Column, ...] = ()
    remarks: tuple[Finding, ...] = ()

    @property
    def client_texts(self) -> tuple[ClientText, ...]:
        """The different names, in the order in which they first stand in the file."""
        counts: dict[str, int] = {}
        for row in self.rows:
            if row.client_text:
                counts[row.client_text] = counts.get(row.client_text, 0) + 1
        return tuple(ClientText(text=text, sessions=count) for text, count in counts.items())


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A client whom a text may mean; ``likeness`` from 0 (nothing in common) to 100."""

    client_id: ClientId
    likeness: int
