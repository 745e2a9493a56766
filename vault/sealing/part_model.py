"""The parts of a sealed export: each is opened by a group of holders of its own."""

from enum import StrEnum

MOST_HOLDERS = 7
MOST_NEEDED = 3


class Part(StrEnum):
    """What one group of holders opens; the parts apart are of clients kept from the successor."""

    CASELOAD = "caseload"
    RECORDS = "records"
    PSYCHOTHERAPY = "psychotherapy"
    APART_CASELOAD = "apart-caseload"
    APART_RECORDS = "apart-records"
    APART_PSYCHOTHERAPY = "apart-psychotherapy"

    @property
    def is_apart(self) -> bool:
        """Whether it is of the clients whom the successor must not see."""
        return self.value.startswith("apart-")

    @property
    def content(self) -> "Part":
        """What kind of part it is: the one of the same content that is not apart."""
        return Part(self.value.removeprefix("apart-"))
