"""A table as it was read, and what its columns may hold."""

from dataclasses import dataclass, field
from enum import StrEnum


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """The cells of a row as they stand in the file, from the line or row ``line`` on."""

    line: int
    cells: tuple[str, ...] = field(repr=False)


class TableForm(StrEnum):
    """What a table was read from."""

    CSV = "csv"
    XLSX = "xlsx"


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table: columns are places, for two may have one header.

    ``preamble`` holds the lines above the header. ``encoding`` is ``utf-8``, ``utf-16``,
    ``windows-1252`` or ``mixed`` (lines of both). ``unclosed_line`` is where a quote opens that
    never ends. No row is blank; a row may be shorter or longer than the headers.
    """

    headers: tuple[str, ...] = field(repr=False)
    rows: tuple[Row, ...] = field(repr=False)
    preamble: tuple[Row, ...] = field(default=(), repr=False)
    form: TableForm
    encoding: str = ""
    delimiter: str = ""
    sheet: str = field(default="", repr=False)
    other_sheets: tuple[str, ...] = field(default=(), repr=False)
    unclosed_line: int | None = None


class Field(StrEnum):
    """What a column may hold. The synonyms stand in ``resources/import/headers.toml``."""

    FULL_NAME = "full_name"
    FIRST_NAME = "first_name"
    MIDDLE_NAME = "middle_name"
    LAST_NAME = "last_name"
    SUFFIX = "suffix"
    PREFERRED_NAME = "preferred_name"
    PRONOUNS = "pronouns"
    BIRTH_DATE = "birth_date"
    DECEASED_ON = "deceased_on"
    STATUS = "status"
    RECORD_NUMBER = "record_number"
    JURISDICTION = "jurisdiction"
    RISK = "risk"
    RESTRICTIONS = "restrictions"
    CONTACT_RULE = "contact_rule"
    REFERRAL = "referral"
    PHONE = "phone"
    EMAIL = "email"
    ADDRESS = "address"
    STREET = "street"
    STREET_MORE = "street_more"
    CITY = "city"
    STATE = "state"
    ZIP = "zip"
    COUNTRY = "country"
    EMERGENCY_NAME = "emergency_name"
    EMERGENCY_RELATION = "emergency_relation"
    EMERGENCY_PHONE = "emergency_phone"
    EMERGENCY_EMAIL = "emergency_email"
    GUARDIAN_NAME = "guardian_name"
    GUARDIAN_RELATION = "guardian_relation"
    GUARDIAN_PHONE = "guardian_phone"
    GUARDIAN_EMAIL = "guardian_email"
    DIAGNOSIS_CODE = "diagnosis_code"
    DIAGNOSIS = "diagnosis"
    OPENED_ON = "opened_on"
    CLOSED_ON = "closed_on"
    CLOSING_REASON = "closing_reason"
    # of a session
    CLIENT = "client"
    STARTS = "starts"
    START_TIME = "start_time"
    ENDS = "ends"
    END_TIME = "end_time"
    MINUTES = "minutes"
    SESSION_STATUS = "session_status"
    SESSION_KIND = "session_kind"
    PLACE = "place"


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column: its place from 0, its header, and what it holds (``None``: kept for a note).

    ``number`` tells "Phone 2" from "Phone"; 0 where the header has none.
    """

    position: int
    header: str = field(repr=False)
    field: Field | None
    number: int = 0
