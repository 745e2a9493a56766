"""What is being brought along."""

from PySide6.QtWidgets import QButtonGroup, QRadioButton, QVBoxLayout, QWidget

from ui.context import AppContext
from ui.importing.answers import Answers
from ui.importing.step import ImportStep
from ui.importing.words import kind_about, kind_name
from ui.widgets.labels import muted
from ui.widgets.layouts import column, row
from vault.importers.batch_model import ImportKind

_INDENT = 24


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
            self.content.addLayout(self._build_kind(number, kind))
        self.content.addStretch(1)
        self._group.idToggled.connect(self._on_toggled)

    def _build_kind(self, number: int, kind: ImportKind) -> QVBoxLayout:
        radio = QRadioButton(kind_name(kind))
        radio.setMinimumHeight(32)
        radio.setAccessibleDescription(kind_about(kind))
        self._group.addButton(radio, number)
        self.radios[kind] = radio
        about = muted(kind_about(kind), wrap=True)
        about.setContentsMargins(_INDENT, 0, 0, 0)
        return column(row(radio, None), about, gap=0)

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
