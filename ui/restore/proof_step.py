"""The sheet, checked line by line, or the passphrase; proven before anything is asked on."""

from collections.abc import Callable

from PySide6.QtWidgets import QButtonGroup, QRadioButton, QStackedWidget, QWidget

from ui.context import AppContext
from ui.restore.answers import RestoreAnswers
from ui.restore.step import RestoreStep
from ui.widgets.labels import muted
from ui.widgets.layouts import column, field_row, holder, row
from ui.widgets.password import PasswordField
from ui.widgets.sheet_entry import SheetEntry
from vault.backup import service as backup
from vault.errors import NoSuchSlot, SecretError, SheetLineError, VaultError
from vault.keys.model import SlotKind
from vault.keys.recovery_sheet import PREFIX


class ProofStep(RestoreStep):
    """A backup is sealed to the recovery sheet always, and to the passphrase where there is one."""

    def __init__(self, context: AppContext, answers: RestoreAnswers) -> None:
        super().__init__(
            context,
            answers,
            self.tr("What opens the backup"),
            self.tr("The recovery sheet that was valid when the backup was made or last sealed."),
        )
        self.sheet = SheetEntry(context.theme)
        self.typed = PasswordField(context.theme, self.tr("The vault's strong passphrase"))
        self._is_proving = False
        self._build_ways()
        self.sheet_radio.toggled.connect(self._on_way)
        self.sheet.changed.connect(self.changed)
        self.typed.textChanged.connect(self.changed)

    def _build_ways(self) -> None:
        self.sheet_radio = QRadioButton(self.tr("Recovery &sheet"))
        self.passphrase_radio = QRadioButton(self.tr("&Passphrase"))
        group = QButtonGroup(self)
        for radio in (self.sheet_radio, self.passphrase_radio):
            radio.setMinimumHeight(32)
            group.addButton(radio)
        self.sheet_radio.setChecked(True)
        hint = self.tr(
            "Type lines 1 to 5, each with its two check characters. Spaces and capitals do not "
            "matter; the letters before line 1 are printed on every sheet and need no typing."
        )
        sheet_way = column(muted(hint, wrap=True), muted(f"{PREFIX}…"), self.sheet, None)
        passphrase_way = column(
            field_row(self.tr("The vault's strong passphrase"), self.typed), None
        )
        self._ways = QStackedWidget()
        self._ways.addWidget(holder(sheet_way))
        self._ways.addWidget(holder(passphrase_way))
        self._radios = holder(row(self.sheet_radio, self.passphrase_radio, None, gap=24))
        self.content.addWidget(self._radios)
        self.content.addWidget(self._ways)
        self.content.addStretch(1)

    @property
    def _is_sheet(self) -> bool:
        return self.sheet_radio.isChecked()

    @property
    def is_complete(self) -> bool:
        """Every line agrees with its check characters, or something was typed."""
        is_typed = self.sheet.is_right if self._is_sheet else bool(self.typed.text())
        return is_typed and not self._is_proving

    def enter(self) -> None:
        """Offer the passphrase where the backup has one."""
        has_passphrase = self.answers.chosen.has_passphrase
        self._radios.setVisible(has_passphrase)
        if not has_passphrase:
            self.sheet_radio.setChecked(True)
        self.notice.say("")

    def first_focus(self) -> QWidget | None:
        """The first field."""
        return self.sheet if self._is_sheet else self.typed

    def _on_way(self) -> None:
        self._ways.setCurrentIndex(0 if self._is_sheet else 1)
        (self.sheet if self._is_sheet else self.typed).setFocus()
        self.changed.emit()

    def proceed(self, then: Callable[[], None]) -> None:
        """Go on once the secret has opened the backup's keys."""
        way = SlotKind.SHEET if self._is_sheet else SlotKind.PASSPHRASE
        typed = "\n".join(self.sheet.lines()) if self._is_sheet else self.typed.text()
        folder = self.answers.chosen.folder
        self._set_proving(True)

        def proven(_: None) -> None:
            self._set_proving(False)
            self.notice.say("")
            self.answers.proof, self.answers.typed = way, typed
            then()

        def refused(error: VaultError) -> None:
            if isinstance(error, SecretError | NoSuchSlot):
                self._refuse(error)
            else:
                proven(None)  # a damaged backup: the one before it may be whole, and is tried

        self.context.files.ask(self, lambda: backup.prove(folder, way, typed), proven, refused)

    def _set_proving(self, is_proving: bool) -> None:
        self._is_proving = is_proving
        for widget in (self._ways, self._radios):
            widget.setDisabled(is_proving)
        if is_proving:
            self.notice.say(self.tr("Opening the backup's keys…"))
        self.changed.emit()

    def _refuse(self, error: VaultError) -> None:
        self._set_proving(False)
        self.say_error(error)
        if isinstance(error, SheetLineError):
            self.sheet.show_wrong(error.line)
        elif not self._is_sheet:
            self.typed.setFocus()

    def forget(self) -> None:
        """Empty the fields."""
        self.sheet.clear()
        self.typed.take()
