"""For whom the file is: people or programs."""

from PySide6.QtWidgets import QButtonGroup, QRadioButton, QWidget

from ui.context import AppContext
from ui.exporting import presenter
from ui.exporting.answers import Answers
from ui.exporting.step import ExportStep
from ui.wizard.parts import choice
from vault.exports.model import Form

_FORMS = (Form.PDF, Form.HTML, Form.JSON)


class FormStep(ExportStep):
    """A list of clients is a table, and has no such question."""

    def __init__(self, context: AppContext, answers: Answers) -> None:
        super().__init__(
            context,
            answers,
            self.tr("Who shall read it?"),
            self.tr("Each of them says at its beginning what is not in it."),
        )
        group = QButtonGroup(self)
        self.radios = {form: QRadioButton(presenter.form_name(form)) for form in _FORMS}
        for form, radio in self.radios.items():
            self.content.addLayout(choice(radio, presenter.form_about(form), group))
        self.radios[answers.form].setChecked(True)
        self.content.addStretch(1)
        group.buttonToggled.connect(self._on_chosen)

    @property
    def is_wanted(self) -> bool:
        """Whether there is anything but a list."""
        return not self.answers.is_list

    def first_focus(self) -> QWidget:
        """The one that is chosen."""
        return self.radios[self.answers.form]

    def _on_chosen(self) -> None:
        [self.answers.form] = [form for form, radio in self.radios.items() if radio.isChecked()]
        self.changed.emit()
