"""A new typed secret, twice the same: short beside a keyring, strong without one."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QProgressBar, QWidget

from ui.context import AppContext
from ui.settings.presenter import strength_words
from ui.theme import mono
from ui.widgets.buttons import button
from ui.widgets.labels import label, muted, set_role
from ui.widgets.layouts import GAP, column, field_row, row
from ui.widgets.password import PasswordField
from ui.worker import Token
from vault.keys import passphrases
from vault.keys.creation import SHORTEST_TYPED


class NewSecret(QWidget):
    """``must_be_strong`` adds a meter and six random words to choose."""

    changed = Signal()
    submitted = Signal()

    def __init__(self, context: AppContext, *, must_be_strong: bool) -> None:
        super().__init__()
        self._context = context
        self._must_be_strong = must_be_strong
        self._strength = 0
        self._asked = Token()
        self.typed = PasswordField(context.theme, self.tr("New passphrase"))
        self.again = PasswordField(context.theme, self.tr("The same once more"))
        self.meter = QProgressBar()
        self.meter.setRange(0, passphrases.STRONG)
        self.meter.setTextVisible(False)
        self.meter.setAccessibleName(self.tr("Strength"))
        self.verdict = muted(" ")
        self.verdict.setMinimumHeight(self.verdict.fontMetrics().height() + GAP // 2)
        self.words = label("", "mono", wrap=True)
        self.words.setFont(mono())
        self.words.setAccessibleName(self.tr("Six random words"))
        self.words.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        set_role(self.words, "mono")
        self.words_button = button(self.tr("Offer six &words"), self._on_words)
        self._build()
        for field in (self.typed, self.again):
            field.textChanged.connect(self._on_typed)
        self.again.returnPressed.connect(self.submitted)

    def _build(self) -> None:
        strong = (self.words_button, self.words, self.meter)
        layout = column(row(self.words_button, None), self.words, gap=8)
        layout.addLayout(field_row(self.tr("New &passphrase"), self.typed))
        layout.addWidget(self.meter)
        layout.addLayout(field_row(self.tr("The same &once more"), self.again))
        layout.addWidget(self.verdict)
        self.setLayout(layout)
        for widget in strong:
            widget.setVisible(self._must_be_strong)
        self.words.hide()

    @property
    def is_complete(self) -> bool:
        """Good enough, and typed twice the same."""
        return self._is_good and self.typed.text() == self.again.text()

    @property
    def _is_good(self) -> bool:
        if self._must_be_strong:
            return self._strength >= passphrases.STRONG
        return len(self.typed.text().strip()) >= SHORTEST_TYPED

    def clear(self) -> None:
        """Empty every field."""
        for field in (self.typed, self.again):
            field.clear()
        self.words.clear()

    def _on_words(self) -> None:
        self._context.worker.ask(self, passphrases.generate_words, self._on_offered)

    def _on_offered(self, words: str) -> None:
        self.words.setText(words)
        self.words.show()
        self.typed.setFocus()

    def _on_typed(self) -> None:
        if self._must_be_strong:
            self._measure(self.typed.text())
        self._judge()

    def _measure(self, typed: str) -> None:
        self._strength = 0
        self._asked.cancel()
        self._asked = Token()
        self._context.worker.ask(
            self, lambda: passphrases.strength(typed), self._on_strength, token=self._asked
        )

    def _on_strength(self, strength: int) -> None:
        self._strength = strength
        self.meter.setValue(strength)
        self._judge()

    def _judge(self) -> None:
        self.verdict.setText(self._verdict())
        self.changed.emit()

    def _verdict(self) -> str:
        if not self.typed.text():
            return " "
        if not self._is_good and self._must_be_strong:
            return strength_words(self._strength)
        if not self._is_good:
            least = self.tr("At least %1 characters.")
            return least.replace("%1", str(SHORTEST_TYPED))
        if not self.again.text():
            return self.tr("Good. Type it once more.")
        if self.typed.text() != self.again.text():
            return self.tr("The two are not the same yet.")
        return self.tr("Good. Both are the same.")
