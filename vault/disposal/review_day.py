"""By when what is left of a disposal is looked at again: no plan without a date."""

from datetime import date, timedelta

from vault import clock
from vault.disposal.model import Disposal

REVIEW_AFTER = timedelta(days=30)
"""Where nobody chose a day."""


def of(disposal: Disposal, today: date) -> date:
    """Return the day that was chosen or the usual one; once it is past, as long again from today.

    A certificate that is issued later promises nothing for a day that is over.
    """
    approved = disposal.approved
    chosen = None if approved is None else approved.review_on
    first = chosen or clock.local_day(disposal.begun_at) + REVIEW_AFTER
    return first if first > today else today + REVIEW_AFTER
