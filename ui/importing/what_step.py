"""What is being brought along."""

from PySide6.QtWidgets import QButtonGroup, QRadioButton, QWidget

from ui.context import AppContext
from ui.importing.answers import Answers
from ui.importing.step import ImportStep
from ui.importing.words import kind_about, kind_name
from ui.wizard.parts import choice
from vault.importers.batch_model import ImportKind


class WhatStep(ImportStep):
    """A radio button for each kind, with what a person has in hand for it."""

    def __init__(self, context: AppContext, answers: Answers) -> None:
        super().__init__(
            context,
            answers,
            self.tr("What do you bring in?"),
            self.tr(
                "Casekeep first shows what would happen with each entry. Nothing is written before"
                " you say so, and an import can be taken back whole."
            ),
        )
        self._group = QButtonGroup(self)
        self.radios: dict[ImportKind, QRadioButton] = {}
        for number, kind in enumerate(ImportKind):
            self.radios[kind] = QRadioButton(kind_name(kind))
            self.content.addLayout(choice(self.radios[kind], kind_about(kind)))
            self._group.addButton(self.radios[kind], number)
        self.content.addStretch(1)
        self._group.idToggled.connect(self._on_toggled)

    @property
    def is_counted(self) -> bool:
        """Each kind has pages of its own."""
        return self.answers.kind is not None

    @property
    def is_complete(self) -> bool:
        """Whether something was chosen."""
        return self.answers.kind is not None

    def first_focus(self) -> QWidget:
        """The first kind, or the one that was chosen."""
        return self.radios[self.answers.kind or ImportKind.CLIENTS]

    def _on_toggled(self, number: int, is_on: bool) -> None:
        if not is_on:
            return
        kind = list(ImportKind)[number]
        if kind is not self.answers.kind:
            self.answers.kind, self.answers.path, self.answers.content = kind, None, None
            self.answers.forget_plan()
        self.changed.emit()
