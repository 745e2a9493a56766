"""What goes into the file."""

from PySide6.QtWidgets import QButtonGroup, QCheckBox, QRadioButton, QVBoxLayout, QWidget

from ui.context import AppContext
from ui.exporting import presenter
from ui.exporting.answers import Answers
from ui.exporting.step import ExportStep
from ui.widgets.layouts import column, holder
from ui.wizard.parts import INDENT_PX, choice


class WhatStep(ExportStep):
    """Of one record: what goes with it. Of many: the list alone, or the records."""

    def __init__(self, context: AppContext, answers: Answers) -> None:
        scope = answers.scope
        super().__init__(context, answers, presenter.heading(scope), presenter.about_scope(scope))
        self._group = QButtonGroup(self)
        self.list_alone = QRadioButton(self.tr("The &list alone"))
        self.records = QRadioButton(self.tr("Their &records"))
        self.documents = QCheckBox(self.tr("Enclose the &documents"))
        self.drafts = QCheckBox(self.tr("&Unsigned drafts too"))
        self.access_log = QCheckBox(self.tr("The &access log"))
        self._parts = holder(self._build_parts())
        if scope.is_of_many:
            self._build_kinds()
        self.content.addWidget(self._parts)
        self.content.addStretch(1)
        self._connect()
        self._on_changed()

    def _build_parts(self) -> QVBoxLayout:
        documents = self.tr("The file is then a ZIP archive. Without them they are listed.")
        drafts = self.tr("A draft is marked as one on every page that shows it.")
        log = self.tr("Who opened and changed the record, and when.")
        layout = column(gap=8)
        if not self.answers.scope.is_apart:
            layout.addLayout(choice(self.documents, documents))
        layout.addLayout(choice(self.drafts, drafts))
        if not self.answers.scope.is_apart:
            layout.addLayout(choice(self.access_log, log))
        return layout

    def _build_kinds(self) -> None:
        alone = self.tr("A table for a spreadsheet (CSV), one line a client, no notes.")
        whole = self.tr("An archive with a folder for each, psychotherapy notes never among them.")
        self.content.addLayout(choice(self.list_alone, alone, self._group))
        self.content.addLayout(choice(self.records, whole, self._group))
        layout = self._parts.layout()
        assert layout is not None
        layout.setContentsMargins(INDENT_PX, 0, 0, 0)
        self.list_alone.setChecked(True)

    def _connect(self) -> None:
        for box in (self.documents, self.drafts, self.access_log):
            box.toggled.connect(self._on_changed)
        self._group.buttonToggled.connect(self._on_changed)

    def first_focus(self) -> QWidget:
        """The first choice there is."""
        if self.answers.scope.is_of_many:
            return self.list_alone if self.answers.is_list else self.records
        return self.drafts if self.answers.scope.is_apart else self.documents

    def _on_changed(self) -> None:
        answers = self.answers
        answers.is_list = answers.scope.is_of_many and self.list_alone.isChecked()
        answers.with_documents = self.documents.isChecked()
        answers.with_drafts = self.drafts.isChecked()
        answers.with_access_log = self.access_log.isChecked()
        self._parts.setEnabled(not answers.is_list)
        self.changed.emit()
