"""What keeps the file from others. On the way on, the vault is asked what it would hold."""

from collections.abc import Callable

from PySide6.QtWidgets import QButtonGroup, QRadioButton, QWidget

from ui.context import AppContext
from ui.exporting import presenter
from ui.exporting.answers import Answers, Way
from ui.exporting.key_field import KeyField
from ui.exporting.planning import plan
from ui.exporting.step import ExportStep
from ui.settings.new_secret import NewSecret
from ui.widgets.layouts import column
from ui.wizard.parts import INDENT_PX, choice


class ProtectionStep(ExportStep):
    """A passphrase or somebody's public key; without either, a warning."""

    def __init__(self, context: AppContext, answers: Answers) -> None:
        super().__init__(context, answers, self.tr("What protects the file?"), "")
        self.lead.hide()
        self._group = QButtonGroup(self)
        self.radios = {way: QRadioButton(presenter.way_name(way)) for way in Way}
        self.secret = NewSecret(context, must_be_strong=True)
        self.key_field = KeyField(context)
        self._below = {Way.PASSPHRASE: self.secret, Way.RECIPIENT: self.key_field}
        self._build()
        self.secret.changed.connect(self.changed)
        self.key_field.changed.connect(self.changed)

    def _build(self) -> None:
        for way, radio in self.radios.items():
            self.content.addLayout(choice(radio, presenter.way_about(way), self._group))
            if way in self._below:
                below = column(self._below[way])
                below.setContentsMargins(INDENT_PX, 0, 0, 0)
                self.content.addLayout(below)
        self.content.addStretch(1)
        self._group.buttonToggled.connect(self._on_way)
        self.radios[self.answers.way].setChecked(True)

    @property
    def way(self) -> Way:
        """What is chosen."""
        [chosen] = [way for way, radio in self.radios.items() if radio.isChecked()]
        return chosen

    @property
    def is_complete(self) -> bool:
        """Whether what was chosen can protect."""
        if self.way is Way.PASSPHRASE:
            return self.secret.is_complete
        return self.way is Way.PLAIN or self.key_field.is_good

    def first_focus(self) -> QWidget:
        """The way that is chosen."""
        return self.radios[self.way]

    def _on_way(self) -> None:
        self.answers.way = self.way
        for way, below in self._below.items():
            below.setVisible(way is self.way)
        self.notice.say("")
        self.changed.emit()

    def proceed(self, then: Callable[[], None]) -> None:
        """Prove who sits here if that is due, and ask what the file would hold."""
        answers = self.answers
        answers.passphrase = self.secret.typed.text() if self.way is Way.PASSPHRASE else ""
        answers.recipient = self.key_field.text if self.way is Way.RECIPIENT else ""
        self.notice.say("")
        plan(self.context, self, answers, then, self.say_error)

    def forget(self) -> None:
        """Empty the fields of the passphrase."""
        self.secret.clear()
