"""Two lines of the sheet, chosen at random, typed back: the proof that it is on paper."""

import secrets

from PySide6.QtWidgets import QWidget

from ui.context import AppContext
from ui.first_run.answers import Answers
from ui.first_run.step import Step
from ui.widgets.sheet_entry import SheetEntry
from vault.keys import recovery_sheet
from vault.keys.creation import VaultPlan

_ASKED = 2


class TypedBackStep(Step):
    """A line must be sound and the very one of this sheet."""

    def __init__(self, context: AppContext, answers: Answers) -> None:
        super().__init__(
            context,
            answers,
            self.tr("Read two lines back"),
            self.tr("Type them from the paper, with the two check characters at their end."),
        )
        self.entry: SheetEntry | None = None
        self.content.addWidget(self.notice)
        self.content.addStretch(1)
        self._asked_of: VaultPlan | None = None
        self.numbers: tuple[int, ...] = ()

    @property
    def is_complete(self) -> bool:
        """Whether both lines are those of the sheet."""
        if self.entry is None or not self.entry.is_right:
            return False
        return all(map(self._is_ours, self.numbers, self.entry.lines()))

    @property
    def next_text(self) -> str:
        """What comes next makes the vault."""
        return self.tr("Create the vault")

    def _is_ours(self, number: int, typed: str) -> bool:
        """Compare a sound line with the sheet's, by what both mean and not how they are typed."""
        plan = self._asked_of
        if plan is None:
            return False
        ours = [line.text for line in plan.sheet.lines]
        with_typed = [*ours[: number - 1], typed, *ours[number:]]
        return recovery_sheet.read_sheet(with_typed) == recovery_sheet.read_sheet(ours)

    def first_focus(self) -> QWidget | None:
        """The first of the two lines."""
        return self.entry

    def enter(self) -> None:
        """Choose two lines anew, and empty fields: the screen before showed them all."""
        self._asked_of = self.answers.plan
        chosen = secrets.SystemRandom().sample(range(1, recovery_sheet.LINE_COUNT + 1), _ASKED)
        self.numbers = tuple(sorted(chosen))
        self._drop_entry()
        self.entry = SheetEntry(self.context.theme, self.numbers)
        self.entry.changed.connect(self._on_changed)
        self.content.insertWidget(2, self.entry)
        self.notice.say("")

    def _on_changed(self) -> None:
        is_other = self.entry is not None and self.entry.is_right and not self.is_complete
        text = self.tr("These are lines of another sheet. Take the one that was just made.")
        self.notice.say(text if is_other else "", "attention")
        self.changed.emit()

    def _drop_entry(self) -> None:
        if self.entry is not None:
            self.content.removeWidget(self.entry)
            self.entry.deleteLater()
            self.entry = None

    def forget(self) -> None:
        """Empty the fields."""
        self._drop_entry()
        self._asked_of = None
