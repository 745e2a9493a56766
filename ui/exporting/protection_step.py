"""What keeps the file from others. On the way on, the vault is asked what it would hold."""

from collections.abc import Callable

from PySide6.QtWidgets import QButtonGroup, QPlainTextEdit, QRadioButton, QWidget

from ui.context import AppContext
from ui.errors import words_for
from ui.exporting import presenter
from ui.exporting.answers import Answers, Way
from ui.exporting.planning import plan
from ui.exporting.step import ExportStep, choice
from ui.settings.new_secret import NewSecret
from ui.theme import mono
from ui.widgets.labels import muted
from ui.widgets.layouts import column, field_row, holder
from ui.worker import Token
from vault.errors import VaultError
from vault.exports import service
from vault.exports.model import ToRecipient

_INDENT_PX = 24
_KEY_LINES = 3


class ProtectionStep(ExportStep):
    """A passphrase or somebody's public key; without either, a warning."""

    def __init__(self, context: AppContext, answers: Answers) -> None:
        super().__init__(context, answers, self.tr("What protects the file?"), "")
        self.lead.hide()
        self._group = QButtonGroup(self)
        self.radios = {way: QRadioButton(presenter.way_name(way)) for way in Way}
        self.secret = NewSecret(context, must_be_strong=True)
        self.key = QPlainTextEdit()
        self.verdict = muted(" ", wrap=True)
        self._is_key_good = False
        self._asked = Token()
        self._is_planning = False
        self._below = {Way.PASSPHRASE: self.secret, Way.RECIPIENT: self._build_key()}
        self._build()
        self.secret.changed.connect(self.changed)
        self.key.textChanged.connect(self._on_key)

    def _build(self) -> None:
        for way, radio in self.radios.items():
            self.content.addLayout(choice(radio, presenter.way_about(way), self._group))
            if way in self._below:
                below = column(self._below[way])
                below.setContentsMargins(_INDENT_PX, 0, 0, 0)
                self.content.addLayout(below)
        self.content.addStretch(1)
        self._group.buttonToggled.connect(self._on_way)
        self.radios[self.answers.way].setChecked(True)

    def _build_key(self) -> QWidget:
        self.key.setFont(mono())
        self.key.setTabChangesFocus(True)
        self.key.setPlaceholderText("age1…")
        metrics = self.key.fontMetrics()
        self.key.setFixedHeight(_KEY_LINES * metrics.lineSpacing() + 2 * _INDENT_PX // 2)
        return holder(column(field_row(self.tr("The public ke&y"), self.key), self.verdict))

    @property
    def way(self) -> Way:
        """What is chosen."""
        [chosen] = [way for way, radio in self.radios.items() if radio.isChecked()]
        return chosen

    @property
    def is_complete(self) -> bool:
        """Whether what was chosen can protect; and not twice while the vault is asked."""
        if self._is_planning:
            return False
        if self.way is Way.PASSPHRASE:
            return self.secret.is_complete
        return self.way is Way.PLAIN or self._is_key_good

    def first_focus(self) -> QWidget:
        """The way that is chosen."""
        return self.radios[self.way]

    def _on_way(self) -> None:
        self.answers.way = self.way
        for way, below in self._below.items():
            below.setVisible(way is self.way)
        self.notice.say("")
        self.changed.emit()

    def _on_key(self) -> None:
        """A key is checked as it is typed; one pasted with line breaks is as good."""
        self._is_key_good = False
        self._asked.cancel()
        self._asked = Token()
        self.verdict.setText(" ")
        typed = ToRecipient(self.key.toPlainText())
        if typed.text.strip():
            self.context.worker.ask(
                self,
                lambda: service.check_protection(typed),
                lambda _: self._on_key_checked(None),
                self._on_key_checked,
                self._asked,
            )
        self.changed.emit()

    def _on_key_checked(self, error: VaultError | None) -> None:
        self._is_key_good = error is None
        good = self.tr("A whole public key, with no letter mistyped.")
        self.verdict.setText(good if error is None else words_for(error).text)
        self.changed.emit()

    def proceed(self, then: Callable[[], None]) -> None:
        """Prove who sits here if that is due, and ask what the file would hold."""
        answers = self.answers
        answers.passphrase = self.secret.typed.text() if self.way is Way.PASSPHRASE else ""
        answers.recipient = self.key.toPlainText() if self.way is Way.RECIPIENT else ""
        self.notice.say("")
        plan(self.context, self, answers, then, self.say_error)

    def forget(self) -> None:
        """Empty the fields of the passphrase."""
        self.secret.clear()
