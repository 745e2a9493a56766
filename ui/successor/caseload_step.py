"""First of all whom to call: who is at risk, who is booked, how each may be contacted."""

from ui.context import AppContext
from ui.successor.answers import SuccessorAnswers
from ui.successor.reader import PartReader
from ui.successor.step import SuccessorStep
from vault.sealing.part_model import Part

PAGE = "caseload.html"


class CaseloadStep(SuccessorStep):
    """The caseload as it was sealed, before any question is asked."""

    is_wide = True

    def __init__(self, context: AppContext, answers: SuccessorAnswers) -> None:
        super().__init__(
            context,
            answers,
            self.tr("Whom to call first"),
            self.tr(
                "You can come back to this page at any time, and nothing has to be decided today."
                " It can be marked and copied; nothing of it is written to this computer."
            ),
        )
        self.reader = PartReader(context, answers.held)
        self.reader.ways.hide()
        self.reader.where.hide()
        self.content.addWidget(self.reader, 1)
        self._shown: tuple[Part, int] | None = None

    @property
    def is_wanted(self) -> bool:
        """Whether a caseload is open."""
        return self._part is not None

    @property
    def is_counted(self) -> bool:
        """How many pages there are depends on what is chosen next."""
        return False

    @property
    def _part(self) -> Part | None:
        parts = (Part.CASELOAD, Part.APART_CASELOAD)
        return next((one for one in parts if one in self.held.opened), None)

    def enter(self) -> None:
        """Show it, where it was left."""
        part = self._part
        if part is None:
            return
        seen = (part, self.held.opened[part].number.number)
        if seen != self._shown:
            self._shown = seen
            self.reader.show_part(part, PAGE, self.head.text())
        self.reader.browser.setFocus()

    def forget(self) -> None:
        """Show nothing."""
        self._shown = None
        self.reader.clear()
