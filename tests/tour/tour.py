"""What the stages of the tour share."""

from dataclasses import dataclass, field
from pathlib import Path

from tests.tour.driver import Program
from tests.tour.papers import Papers
from tests.tour.report import Report
from tests.tour.surroundings import Surroundings
from tests.tour.words import Words

LOCK_LIMIT_S = 1.0


@dataclass(slots=True, kw_only=True)
class Tour:
    """What the stages share. ``sheet`` is what was read from the screen, by number of line;
    ``vault`` its folder once it exists, ``papers`` what the client brought. ``cards`` are the
    lines of the holders' cards by place, ``own_key`` is the key of one who needs no card, and
    ``export`` the folder of the sealed export.
    """

    program: Program
    place: Surroundings
    report: Report
    words: Words = field(default_factory=Words)
    takes_pictures: bool = True
    sheet: dict[int, str] = field(default_factory=dict)
    vault: Path = Path()
    papers: Papers | None = None
    cards: dict[int, list[str]] = field(default_factory=dict)
    own_key: str = ""
    export: Path = Path()

    @property
    def secret(self) -> str:
        """What unlocks the vault from day to day here."""
        return self.words.typed if self.place.has_keyring else self.words.strong

    def picture(self, stage: str) -> None:
        """Take a picture, light and dark."""
        if self.takes_pictures:
            light, dark = self.report.picture(stage)
            self.program.order("picture", light=light, dark=dark)
