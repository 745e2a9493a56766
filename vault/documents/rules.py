"""What must be true of a document's facts. Errors name the field, never its value."""

from datetime import date, timedelta

from vault.clients.typed_text import check_filled_line, check_line, check_text, is_blank
from vault.documents.model import DocumentFacts
from vault.errors import InvalidValue

EARLIEST = date(1850, 1, 1)
TITLE_LENGTH = 255
# A laptop that travels may stand a day behind the place where the document was written.
_TIME_ZONES = timedelta(days=1)


def check_facts(facts: DocumentFacts, today: date) -> None:
    """Raise ``InvalidValue`` for a title or person that is no line, or a day to come."""
    check_filled_line("title", facts.title, TITLE_LENGTH)
    check_line("about_whom", facts.about_whom)
    if facts.dated_on is not None and not EARLIEST <= facts.dated_on <= today + _TIME_ZONES:
        raise InvalidValue("dated_on")


def check_reason(reason: str) -> None:
    """Raise ``InvalidValue`` for a reason without any words."""
    check_text("reason", reason)
    if is_blank(reason):
        raise InvalidValue("reason")
