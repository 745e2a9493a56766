"""First of all whom to call: who is at risk, who is booked, how each may be contacted."""

from pathlib import Path

from ui.context import AppContext
from ui.successor.answers import SuccessorAnswers
from ui.successor.presenter import part_name
from ui.successor.reader import PartReader
from ui.successor.step import SuccessorStep
from vault.sealing.part_model import Part

PAGE = "caseload.html"


class CaseloadStep(SuccessorStep):
    """One caseload as it was sealed, before any question is asked; each has a page of its own."""

    is_wide = True

    def __init__(self, context: AppContext, answers: SuccessorAnswers, part: Part) -> None:
        super().__init__(
            context,
            answers,
            part_name(part),
            self.tr(
                "You can come back to this page at any time, and nothing has to be decided today."
                " It can be marked and copied; nothing of it is written to this computer."
            ),
        )
        self.part = part
        self.reader = PartReader(context, answers.held)
        self.reader.ways.hide()
        self.reader.where.hide()
        self.content.addWidget(self.reader, 1)
        self._shown: tuple[Path | None, int] | None = None

    @property
    def is_wanted(self) -> bool:
        """Whether this caseload is open."""
        return self.part in self.held.opened

    @property
    def is_counted(self) -> bool:
        """How many pages there are depends on what is chosen next."""
        return False

    def enter(self) -> None:
        """Show it, where it was left, and say what stands elsewhere."""
        seen = (self.held.path, self.held.opened[self.part].number.number)
        if seen != self._shown:
            self._shown = seen
            self.reader.show_part(self.part, PAGE, self.head.text())
        self.notice.say(*self._elsewhere())
        self.reader.browser.setFocus()

    def _elsewhere(self) -> tuple[str, str]:
        """Nobody at risk is missed for standing in the other caseload."""
        others = (one for one in self.held.parts if one.content is Part.CASELOAD)
        other = next((one for one in others if one is not self.part), None)
        if other is None:
            return "", "info"
        if other not in self.held.opened:
            text = self.tr(
                "These are not all: “%1” stayed shut, and somebody at risk may stand there. The"
                " next page says why, and who holds its cards."
            )
            return text.replace("%1", part_name(other)), "attention"
        text = self.tr("These are not all: “%1” is open too, on a page of its own.")
        return text.replace("%1", part_name(other)), "info"

    def forget(self) -> None:
        """Show nothing."""
        self._shown = None
        self.reader.clear()
