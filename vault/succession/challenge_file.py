"""What stands in a challenge file: a short code that only the holder's own key brings to light."""

from datetime import date

from vault.succession.model import Ceremony, Holder

_TEXT = """\
A question from Casekeep
========================

You opened this file with your key, so your key works. That is all we wanted to know.

Please give this code back to whoever sent you the file, by telephone or in writing:

    {code}

The code opens nothing. It shows that holder {place} of the sealed export {export} can still
use the key whose recipient was given to us. Asked on {day}.

Keep your key where you can find it in many years, and tell us if it is lost or was seen.
"""


def text(ceremony: Ceremony, holder: Holder, code: str, day: date) -> str:
    """Return the text that is sealed to the holder. It names nobody."""
    return _TEXT.format(code=code, place=holder.place, export=ceremony.uid[:8], day=day.isoformat())


def name(ceremony: Ceremony, holder: Holder) -> str:
    """Return a name for the file: ``casekeep-question-1f9c03aa-2.txt.age``."""
    return f"casekeep-question-{ceremony.uid[:8]}-{holder.place}.txt.age"
