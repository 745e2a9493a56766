"""Asks for the typed secret once more before a gated act."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from ui.context import AppContext
from ui.errors import words_for
from ui.theme import grown
from ui.widgets.buttons import button, link, primary
from ui.widgets.labels import label, section
from ui.widgets.layouts import GAP, PAGE_MARGIN, column, field_row, holder, row
from ui.widgets.notice import Notice
from ui.widgets.password import PasswordField
from ui.widgets.sheet_entry import SheetEntry
from vault.errors import SheetLineError, VaultError
from vault.keys import passphrases
from vault.keys import service as keys
from vault.keys.model import Slot, SlotKind
from vault.session import Session

_WIDTH = 460


class StepUpDialog(QDialog):
    """Passphrase, or the lines of the recovery sheet. ``accepted`` means it was right."""

    def __init__(self, context: AppContext, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._context = context
        self.setWindowTitle(self.tr("Once more, please"))
        self.setModal(True)
        self.notice = Notice(context.theme, parent=self)
        self.typed = PasswordField(context.theme, self.tr("Passphrase"))
        self.sheet = SheetEntry(context.theme)
        self._typed_way = holder(field_row(self.tr("Passphrase"), self.typed))
        self._is_sheet = False
        self.other_button = link("", self._on_other)
        self.go_button = primary(self.tr("Go on"), self._on_go)
        self.setLayout(self._build())
        self.setFixedWidth(grown(_WIDTH))
        self.typed.returnPressed.connect(self._on_go)
        self.sheet.submitted.connect(self._on_go)
        self._show_way(is_sheet=False)
        context.ask(self, keys.slots, self._on_slots)

    def _build(self) -> QVBoxLayout:
        why = self.tr("This needs proof that it is you who sits here. It holds for five minutes.")
        cancel = button(self.tr("Cancel"), self.reject)
        layout = column(
            section(self.tr("Once more, please")),
            label(why, wrap=True),
            self.notice,
            self._typed_way,
            self.sheet,
            self.other_button,
            row(None, cancel, self.go_button),
            gap=GAP + 4,
        )
        layout.setContentsMargins(PAGE_MARGIN, PAGE_MARGIN, PAGE_MARGIN, PAGE_MARGIN)
        return layout

    def _on_slots(self, slots: list[Slot]) -> None:
        typed_kinds = {SlotKind.KEYRING_PASSPHRASE, SlotKind.PASSPHRASE}
        if not any(slot.kind in typed_kinds for slot in slots):
            self._show_way(is_sheet=True)
            self.other_button.hide()

    def _on_other(self) -> None:
        self._show_way(is_sheet=not self._is_sheet)

    def _show_way(self, *, is_sheet: bool) -> None:
        self._is_sheet = is_sheet
        self._typed_way.setHidden(is_sheet)
        self.sheet.setHidden(not is_sheet)
        other = self.tr("Use the passphrase") if is_sheet else self.tr("Use the recovery sheet")
        self.other_button.setText(other)
        (self.sheet if is_sheet else self.typed).setFocus()
        self.adjustSize()

    def _on_go(self) -> None:
        typed = "\n".join(self.sheet.lines()) if self._is_sheet else self.typed.take()
        if not typed.strip():
            return
        self.go_button.setEnabled(False)

        def prove(session: Session) -> None:
            session.step_up(passphrases.normalize(typed))

        self._context.ask(self, prove, self._on_proven, self._on_error)

    def _on_proven(self, _: None) -> None:
        self.sheet.clear()
        self.accept()

    def _on_error(self, error: VaultError) -> None:
        self.go_button.setEnabled(True)
        self.notice.say(words_for(error).body, "danger")
        if isinstance(error, SheetLineError):
            self.sheet.show_wrong(error.line)
        elif not self._is_sheet:
            self.typed.setFocus()


def ask_step_up(context: AppContext, parent: QWidget, then: Callable[[], None]) -> None:
    """Open the dialog over ``parent``; ``then`` runs if the secret was right."""
    dialog = StepUpDialog(context, parent)
    dialog.accepted.connect(then)
    dialog.open()
