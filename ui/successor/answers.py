"""What a successor told so far. Lives as long as the wizard and is never written anywhere."""

from dataclasses import dataclass, field
from enum import StrEnum

from ui.first_run.answers import Answers
from ui.successor.held_export import HeldExport
from vault.custody.model import CustodyReport
from vault.keys.creation import FirstWay
from vault.keys.model import SlotKind
from vault.sealing.part_model import Part


class Way(StrEnum):
    """What becomes of an opened export."""

    CUSTODY = "custody"
    LOOK = "look"


@dataclass(slots=True, kw_only=True, repr=False)
class SuccessorAnswers(Answers):
    """Filled in page by page; practice, place and the daily way are as in the first run."""

    held: HeldExport = field(default_factory=HeldExport)
    way_on: Way = Way.CUSTODY
    with_psychotherapy: bool = False
    report: CustodyReport | None = None

    @property
    def taken(self) -> tuple[Part, ...]:
        """The opened parts that go into custody: the caseload is told again in the records."""
        wanted = {Part.RECORDS}
        if self.with_psychotherapy:
            wanted.add(Part.PSYCHOTHERAPY)
        return tuple(one for one in Part if one in self.held.opened and one.content in wanted)

    @property
    def is_readable(self) -> bool:
        """Whether anything more than a caseload is open."""
        return any(one.content is not Part.CASELOAD for one in self.held.opened)

    def forget(self) -> None:
        """Drop what is secret."""
        self.way = FirstWay(kind=SlotKind.KEYRING_PASSPHRASE)
        self.plan = None

    def __repr__(self) -> str:
        return "SuccessorAnswers()"
