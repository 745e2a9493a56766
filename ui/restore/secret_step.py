"""How the restored vault is opened from day to day: as in the first run, or as before."""

from PySide6.QtWidgets import QRadioButton, QWidget

from ui.context import AppContext
from ui.first_run.secret import SecretStep
from ui.restore.answers import RestoreAnswers
from vault.errors import VaultError
from vault.keys.model import SlotKind


class DailyStep(SecretStep):
    """The keyring's secret stays behind with the first computer; a passphrase may be kept."""

    def __init__(self, context: AppContext, answers: RestoreAnswers) -> None:
        super().__init__(context, answers)
        self.answers: RestoreAnswers = answers
        self.keep = QRadioButton(self.tr("The strong passphrase that it &has"))
        self.keep.setMinimumHeight(32)
        self._group.addButton(self.keep)
        self._ways.addWidget(self.keep)
        self.lead.setText(
            self.tr("This is for every day. The recovery sheet opens it as well, as before.")
        )
        self.keep.hide()

    @property
    def _keeps(self) -> bool:
        return self.keep.isChecked()

    @property
    def is_complete(self) -> bool:
        """Nothing is typed for the passphrase that the vault has."""
        if self._keeps:
            return self.answers.has_keyring is not None
        return super().is_complete

    def first_focus(self) -> QWidget | None:
        """Nothing is typed for the passphrase that is kept."""
        return self.keep if self._keeps else super().first_focus()

    def enter(self) -> None:
        """Offer to keep the passphrase where there is one."""
        has_passphrase = self.answers.chosen.has_passphrase
        self.keep.setVisible(has_passphrase)
        if self._keeps and not has_passphrase:
            self.passphrase.setChecked(True)
        super().enter()

    def _on_no_keyring(self, error: VaultError) -> None:
        super()._on_no_keyring(error)
        if self.answers.chosen.has_passphrase:
            self.keep.setChecked(True)

    def _on_way(self) -> None:
        super()._on_way()
        if self._keeps:
            self.hint.setText(
                self.tr("It opens the vault on any computer, as it did. You may change it later.")
            )
            self._fields.hide()
            self._words.hide()
            self.verdict.clear()
            self.keep.setFocus()

    def _verdict(self) -> str:
        return "" if self._keeps else super()._verdict()

    def write_down(self) -> None:
        """Keep the way."""
        self.answers.keeps_passphrase = self._keeps
        if self._keeps:
            self.forget()
        else:
            super().write_down()

    @property
    def kind(self) -> SlotKind:
        """What is typed for; the passphrase that is kept needs nothing."""
        return SlotKind.PASSPHRASE if self._keeps else super().kind
