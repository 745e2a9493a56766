"""What past sessions were that do not say it themselves."""

from collections.abc import Callable

from PySide6.QtWidgets import QButtonGroup, QRadioButton, QWidget

from ui.context import AppContext
from ui.importing.answers import Answers
from ui.importing.planning import make_plan
from ui.importing.step import ImportStep
from ui.widgets.layouts import row
from vault.clients.model import CareSessionStatus

_OFFERED = (CareSessionStatus.PLANNED, CareSessionStatus.HELD)


class PastStep(ImportStep):
    """Asked once for all; what the file says of a session itself counts more."""

    def __init__(self, context: AppContext, answers: Answers) -> None:
        super().__init__(
            context,
            answers,
            self.tr("What became of past sessions?"),
            self.tr(
                "Some say it themselves, and that is kept. This is about the past ones that do not."
            ),
        )
        words = {
            CareSessionStatus.PLANNED: self.tr("I do not know: enter them as planned"),
            CareSessionStatus.HELD: self.tr("They were held"),
        }
        self._group = QButtonGroup(self)
        self.radios: dict[CareSessionStatus, QRadioButton] = {}
        for number, status in enumerate(_OFFERED):
            radio = QRadioButton(words[status])
            radio.setMinimumHeight(32)
            self._group.addButton(radio, number)
            self.radios[status] = radio
            self.content.addLayout(row(radio, None))
        self.content.addStretch(1)
        self.radios[answers.past].setChecked(True)
        self._group.idToggled.connect(self._on_toggled)

    @property
    def is_wanted(self) -> bool:
        """Sessions alone have a past."""
        return self.answers.brings_sessions

    def first_focus(self) -> QWidget:
        """What is chosen now."""
        return self.radios[self.answers.past]

    def _on_toggled(self, number: int, is_on: bool) -> None:
        if is_on:
            self.answers.past = _OFFERED[number]
            self.answers.forget_plan()

    def proceed(self, then: Callable[[], None]) -> None:
        """Plan by the answer."""
        self.notice.say("")
        if self.answers.sessions is None:
            make_plan(self, then)
        else:
            then()
