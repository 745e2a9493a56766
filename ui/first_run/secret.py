"""The typed secret: short beside a keyring, strong without one."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QButtonGroup, QRadioButton, QWidget

from ui.context import AppContext
from ui.errors import words_for
from ui.first_run.answers import Answers
from ui.first_run.step import Step
from ui.theme import mono
from ui.widgets.buttons import button
from ui.widgets.labels import label, muted, set_role
from ui.widgets.layouts import column, field_row, holder, row
from ui.widgets.password import PasswordField
from vault.errors import VaultError
from vault.keys import passphrases
from vault.keys.creation import SHORTEST_TYPED, FirstWay
from vault.keys.model import SlotKind


class SecretStep(Step):
    """Three ways; which are offered depends on whether a keyring answers."""

    def __init__(self, context: AppContext, answers: Answers) -> None:
        super().__init__(
            context,
            answers,
            self.tr("How you unlock it"),
            self.tr("This is for every day. The recovery sheet comes next."),
        )
        self.words = label("", wrap=True)
        self.words.setFont(mono())
        set_role(self.words, "mono")
        self.words.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.words.setAccessibleName(self.tr("Six random words"))
        self.typed = PasswordField(context.theme, self.tr("Passphrase"))
        self.again = PasswordField(context.theme, self.tr("The same once more"))
        self.hint = muted("", wrap=True)
        self._strength = 0
        self._build_ways()
        self._build()
        for field in (self.typed, self.again):
            field.textChanged.connect(self._on_typed)

    def _build_ways(self) -> None:
        self.keyring_and_typed = QRadioButton(
            self.tr("&Keyring and a short passphrase (recommended)")
        )
        self.passphrase = QRadioButton(self.tr("A &strong passphrase, no keyring"))
        self.keyring_alone = QRadioButton(self.tr("Keyring &alone, nothing to type"))
        self._group = QButtonGroup(self)
        for radio in (self.keyring_and_typed, self.passphrase, self.keyring_alone):
            radio.setMinimumHeight(32)
            self._group.addButton(radio)
        self._group.buttonToggled.connect(self._on_way)

    def _build(self) -> None:
        self._ways = column(self.keyring_and_typed, self.passphrase, self.keyring_alone, gap=0)
        self.content.addLayout(self._ways)
        self.content.addWidget(self.hint)
        self.words_button = button(self.tr("Offer six &words"), self._on_words)
        self._words = holder(column(row(self.words_button, None), self.words))
        self.content.addWidget(self._words)
        fields = column(
            field_row(self.tr("&Passphrase"), self.typed),
            field_row(self.tr("The same &once more"), self.again),
            gap=12,
        )
        self._fields = holder(fields)
        self.content.addWidget(self._fields)
        self.verdict = muted("", wrap=True)
        self.content.addWidget(self.verdict)
        self.content.addStretch(1)

    @property
    def kind(self) -> SlotKind:
        """The way that is ticked."""
        if self.passphrase.isChecked():
            return SlotKind.PASSPHRASE
        return SlotKind.KEYRING if self.keyring_alone.isChecked() else SlotKind.KEYRING_PASSPHRASE

    @property
    def is_complete(self) -> bool:
        """Good enough for its way, and typed twice the same."""
        if self.answers.has_keyring is None:
            return False
        if self.kind is SlotKind.KEYRING:
            return True
        return self._is_good and self.typed.text() == self.again.text()

    @property
    def _is_good(self) -> bool:
        if self.kind is SlotKind.PASSPHRASE:
            return self._strength >= passphrases.STRONG
        return len(self.typed.text().strip()) >= SHORTEST_TYPED

    def first_focus(self) -> QWidget | None:
        """The field, where there is something to type."""
        return None if self.kind is SlotKind.KEYRING else self.typed

    def enter(self) -> None:
        """Ask the keyring whether it can be counted on."""
        if self.answers.has_keyring is None:
            self.notice.say(self.tr("Asking your computer's keyring…"))
            self.context.worker.ask(
                self, self.context.keyring.probe, self._on_keyring, self._on_no_keyring
            )
        self._on_way()

    def _on_keyring(self, _: None) -> None:
        self.answers.has_keyring = True
        self.notice.say("")
        self.keyring_and_typed.setChecked(True)
        self._on_way()

    def _on_no_keyring(self, error: VaultError) -> None:
        self.answers.has_keyring = False
        why = words_for(error).text
        text = self.tr("%1 So the vault gets a strong passphrase of its own, which needs none.")
        self.notice.say(text.replace("%1", why), "attention")
        for radio in (self.keyring_and_typed, self.keyring_alone):
            radio.setEnabled(False)
        self.passphrase.setChecked(True)
        # Qt took Tab from this one when the first of the group, disabled now, had focus.
        self.passphrase.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._on_way()

    def _on_way(self) -> None:
        hints = {
            SlotKind.KEYRING_PASSPHRASE: self.tr(
                "It may be short, four characters or more: the keyring of this computer holds the "
                "other half. A thief of the folder alone can do nothing with it."
            ),
            SlotKind.PASSPHRASE: self.tr(
                "It stands alone between a stolen folder and your records, so it must be strong. "
                "Six random words are easy to type and hard to guess."
            ),
            SlotKind.KEYRING: self.tr(
                "Whoever sits at this computer while you are logged in can open the vault. Locking "
                "then protects the memory, not the chair. Grave acts ask for the recovery sheet."
            ),
        }
        self.hint.setText(hints[self.kind])
        self._fields.setVisible(self.kind is not SlotKind.KEYRING)
        self._words.setVisible(self.kind is SlotKind.PASSPHRASE)
        self._on_typed()
        if self.kind is not SlotKind.KEYRING:
            self.typed.setFocus()

    def _on_words(self) -> None:
        self.context.worker.ask(self, passphrases.generate_words, self.words.setText)

    def _on_typed(self) -> None:
        if self.kind is SlotKind.PASSPHRASE:
            typed = self.typed.text()
            self._strength = 0
            self.context.worker.ask(
                self, lambda: (typed, passphrases.strength(typed)), self._on_strength
            )
        self._judge()

    def _on_strength(self, found: tuple[str, int]) -> None:
        typed, strength = found
        if typed == self.typed.text():
            self._strength = strength
            self._judge()

    def _judge(self) -> None:
        self.verdict.setText(self._verdict())
        self.changed.emit()

    def _verdict(self) -> str:
        if self.kind is SlotKind.KEYRING or not self.typed.text():
            return ""
        if not self._is_good:
            return self.tr("Not enough yet: make it longer.")
        if not self.again.text():
            return self.tr("Good. Type it once more below.")
        if self.typed.text() != self.again.text():
            return self.tr("The two are not the same yet.")
        return self.tr("Good. Both are the same.")

    def write_down(self) -> None:
        """Keep the way and what was typed."""
        typed = "" if self.kind is SlotKind.KEYRING else self.typed.text()
        self.answers.way = FirstWay(kind=self.kind, typed=typed)

    def forget(self) -> None:
        """Empty the fields."""
        self.typed.clear()
        self.again.clear()
        self.words.clear()
