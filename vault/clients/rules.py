"""What a client's record, an episode and a session may say. Pure; the caller gives the day."""

from datetime import date

from vault.clients.model import (
    CareSessionDetails,
    CareSessionStatus,
    Client,
    ClientDetails,
    ClientStatus,
    ContactMethod,
    Diagnosis,
    Episode,
    RelatedPerson,
)
from vault.clients.typed_text import (
    LINE_LENGTH,
    NAME_LENGTH,
    check_filled_line,
    check_line,
    check_state,
    check_text,
    is_blank,
)
from vault.errors import InvalidValue

EARLIEST = date(1850, 1, 1)
LIST_LENGTH = 100
RECORD_NUMBER_LENGTH = 40
MINUTES = range(1, 24 * 60 + 1)
_PAST_OR_NOW = frozenset({CareSessionStatus.HELD, CareSessionStatus.NO_SHOW})


def check_details(details: ClientDetails, today: date) -> None:
    """Raise ``InvalidValue`` with the first field that cannot be kept.

    A field of a list is named with its place, counted from 0: ``people.2.authority_to``.
    """
    check_filled_line("legal_name", details.legal_name, NAME_LENGTH)
    check_line("preferred_name", details.preferred_name, NAME_LENGTH)
    check_line("pronouns", details.pronouns, NAME_LENGTH)
    check_state("jurisdiction", details.jurisdiction)
    _check_life(details, today)
    for field in ("risk_flag", "restrictions", "privilege_holders", "referral"):
        check_text(field, getattr(details, field))
    _check_lists(details)


def _check_life(details: ClientDetails, today: date) -> None:
    _check_past("birth_date", details.birth_date, EARLIEST, today)
    if details.status is ClientStatus.DISPOSED:
        raise InvalidValue("status")  # disposal has a way of its own
    if details.deceased_on is not None and details.status is not ClientStatus.DECEASED:
        raise InvalidValue("deceased_on")
    _check_past("deceased_on", details.deceased_on, details.birth_date or EARLIEST, today)


def _check_lists(details: ClientDetails) -> None:
    for field in ("contact_rules", "contacts", "people", "diagnoses"):
        if len(getattr(details, field)) > LIST_LENGTH:
            raise InvalidValue(field)
    for place, rule in enumerate(details.contact_rules):
        check_filled_line(f"contact_rules.{place}", rule)
    for place, contact in enumerate(details.contacts):
        _check_contact(f"contacts.{place}", contact)
    for place, person in enumerate(details.people):
        _check_person(f"people.{place}", person)
    for place, diagnosis in enumerate(details.diagnoses):
        _check_diagnosis(f"diagnoses.{place}", diagnosis)


def _check_contact(at: str, contact: ContactMethod) -> None:
    # a postal address has lines
    check_text(f"{at}.value", contact.value)
    if is_blank(contact.value) or len(contact.value) > LINE_LENGTH:
        raise InvalidValue(f"{at}.value")
    check_line(f"{at}.label", contact.label)
    check_line(f"{at}.rule", contact.rule)


def _check_person(at: str, person: RelatedPerson) -> None:
    check_filled_line(f"{at}.name", person.name, NAME_LENGTH)
    for field in ("relation", "phone", "email", "authority"):
        check_line(f"{at}.{field}", getattr(person, field))
    check_text(f"{at}.remark", person.remark)
    _check_span(f"{at}.authority", person.authority_from, person.authority_to)


def _check_diagnosis(at: str, diagnosis: Diagnosis) -> None:
    check_filled_line(f"{at}.description", diagnosis.description)
    check_line(f"{at}.code", diagnosis.code)
    _check_early(f"{at}.since", diagnosis.since)
    _check_early(f"{at}.until", diagnosis.until)
    _check_order(f"{at}.until", diagnosis.since, diagnosis.until)


def _check_span(at: str, start: date | None, end: date | None) -> None:
    _check_early(f"{at}_from", start)
    _check_early(f"{at}_to", end)
    _check_order(f"{at}_to", start, end)


def _check_order(field: str, start: date | None, end: date | None) -> None:
    if start is not None and end is not None and end < start:
        raise InvalidValue(field)


def _check_early(field: str, day: date | None) -> None:
    if day is not None and day < EARLIEST:
        raise InvalidValue(field)


def _check_past(field: str, day: date | None, earliest: date, today: date) -> None:
    if day is not None and not earliest <= day <= today:
        raise InvalidValue(field)


def check_record_number(number: str) -> None:
    """Raise ``InvalidValue`` unless ``number`` is one short line without spaces around it."""
    check_filled_line("record_number", number, RECORD_NUMBER_LENGTH)
    if number != number.strip():
        raise InvalidValue("record_number")


def check_opening(client: Client, opened_on: date, reason: str, today: date) -> None:
    """Raise ``InvalidValue`` for an opening before birth or in the future."""
    _check_past("opened_on", opened_on, client.details.birth_date or EARLIEST, today)
    check_text("opening_reason", reason)


def check_closing(episode: Episode, closed_on: date, reason: str, today: date) -> None:
    """Raise ``InvalidValue`` for a second closing, one before the opening or in the future."""
    if episode.closed_on is not None:
        raise InvalidValue("closed_on")
    _check_past("closed_on", closed_on, episode.opened_on, today)
    check_text("closing_reason", reason)


def check_care_session(born: date | None, details: CareSessionDetails, today: date) -> None:
    """Raise ``InvalidValue`` with the first field that cannot be kept.

    ``born`` is the client's birth date. Nobody was met, or stayed away, on a day to come; times
    are local, to the minute.
    """
    if details.day < (born or EARLIEST):
        raise InvalidValue("day")
    if details.status in _PAST_OR_NOW and details.day > today:
        raise InvalidValue("status")
    start = details.starts_at
    if start is not None and (start.second or start.microsecond or start.tzinfo):
        raise InvalidValue("starts_at")
    if details.minutes is not None and details.minutes not in MINUTES:
        raise InvalidValue("minutes")
    check_filled_line("kind", details.kind)
    check_text("remark", details.remark)
