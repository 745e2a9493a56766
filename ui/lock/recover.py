"""Recovery: the sheet typed line by line, or the strong passphrase."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QRadioButton, QStackedWidget, QVBoxLayout, QWidget

from ui.context import AppContext
from ui.errors import words_for
from ui.lock import opening
from ui.lock.opening import Door
from ui.widgets.buttons import button, primary
from ui.widgets.centered import centered
from ui.widgets.labels import muted, title
from ui.widgets.layouts import column, field_row, holder, row
from ui.widgets.notice import Notice
from ui.widgets.password import PasswordField
from ui.widgets.sheet_entry import SheetEntry
from vault.errors import SheetLineError, VaultError
from vault.keys.model import SlotKind
from vault.keys.recovery_sheet import PREFIX


class RecoverPage(QWidget):
    """Needs no keyring. The sheet always works; the passphrase where the vault has one."""

    unlocked = Signal(object)
    back_requested = Signal()

    def __init__(self, context: AppContext, door: Door) -> None:
        super().__init__()
        self._context = context
        self._door = door
        self.notice = Notice(context.theme, parent=self)
        self.sheet = SheetEntry(context.theme)
        self.typed = PasswordField(context.theme, self.tr("The vault's strong passphrase"))
        self._build_ways()
        self._build_buttons()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(centered(*self._column(), width=460))
        self._connect()
        self._on_way()

    def _build_ways(self) -> None:
        self.sheet_radio = QRadioButton(self.tr("Recovery &sheet"))
        self.passphrase_radio = QRadioButton(self.tr("&Passphrase"))
        self._group = QButtonGroup(self)
        for radio in (self.sheet_radio, self.passphrase_radio):
            radio.setMinimumHeight(32)
            self._group.addButton(radio)
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

    def _build_buttons(self) -> None:
        self.unlock_button = primary(self.tr("Unlock"), self._on_unlock)
        self.back_button = button(self.tr("Back"), self.back_requested.emit)

    def _column(self) -> tuple[QWidget, ...]:
        heading = title(self.tr("Recover “%1”").replace("%1", self._door.summary.name))
        heading.setWordWrap(True)
        ways = holder(row(self.sheet_radio, self.passphrase_radio, None, gap=24))
        ways.setVisible(self._has_passphrase)
        vault_id = muted(self.tr("Vault id") + f" {self._door.summary.vault_id}")
        buttons = holder(row(self.back_button, None, self.unlock_button))
        return (heading, vault_id, ways, self._ways, self.notice, buttons)

    @property
    def _has_passphrase(self) -> bool:
        return self._door.summary.has(SlotKind.PASSPHRASE)

    @property
    def _is_sheet(self) -> bool:
        return self.sheet_radio.isChecked()

    def _connect(self) -> None:
        self.sheet_radio.toggled.connect(self._on_way)
        self.sheet.changed.connect(self._on_typed)
        self.typed.textChanged.connect(self._on_typed)
        self.sheet.submitted.connect(self._on_unlock)
        self.typed.returnPressed.connect(self._on_unlock)

    def _on_way(self) -> None:
        self._ways.setCurrentIndex(0 if self._is_sheet else 1)
        (self.sheet if self._is_sheet else self.typed).setFocus()
        self._on_typed()

    def _on_typed(self) -> None:
        is_ready = self.sheet.is_right if self._is_sheet else bool(self.typed.text())
        self.unlock_button.setEnabled(is_ready)

    def _on_unlock(self) -> None:
        if not self.unlock_button.isEnabled():
            return
        way = SlotKind.SHEET if self._is_sheet else SlotKind.PASSPHRASE
        typed = self.sheet.lines() if self._is_sheet else [self.typed.take()]
        folder = self._door.summary.folder
        self._set_busy(True)
        self._context.worker.ask(
            self,
            lambda: opening.unlock(self._context, folder, way, typed),
            self._on_unlocked,
            self._on_refused,
        )

    def _on_unlocked(self, opened: opening.Opened) -> None:
        self.sheet.clear()
        self.unlocked.emit(opened)

    def _set_busy(self, is_busy: bool) -> None:
        for widget in (self._ways, self.unlock_button, self.back_button):
            widget.setDisabled(is_busy)
        self.unlock_button.setText(self.tr("Unlocking…") if is_busy else self.tr("Unlock"))

    def _on_refused(self, error: VaultError) -> None:
        self._set_busy(False)
        self._on_typed()
        self.notice.say(words_for(error).body, "danger")
        if isinstance(error, SheetLineError):
            self.sheet.show_wrong(error.line)
