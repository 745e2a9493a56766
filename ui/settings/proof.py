"""The proof that begins every change of keys: the passphrase, or the lines of the sheet."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ui.context import AppContext
from ui.widgets.buttons import link
from ui.widgets.layouts import column, field_row, holder, row
from ui.widgets.password import PasswordField
from ui.widgets.sheet_entry import SheetEntry
from vault.keys.model import Slot, SlotKind

_TYPED_KINDS = frozenset({SlotKind.KEYRING_PASSPHRASE, SlotKind.PASSPHRASE})


class Proof(QWidget):
    """``take`` gives what was typed and empties the fields."""

    submitted = Signal()

    def __init__(self, context: AppContext, slots: Sequence[Slot]) -> None:
        super().__init__()
        self.typed = PasswordField(context.theme, self.tr("Passphrase as it is now"))
        self.sheet = SheetEntry(context.theme)
        field = field_row(self.tr("Passphrase as it is &now"), self.typed)
        self._passphrase = holder(field)
        self._is_sheet = False
        self.other_button = link("", self._on_other)
        ways = column(self._passphrase, self.sheet, row(self.other_button, None), gap=4)
        self.setLayout(ways)
        self.typed.returnPressed.connect(self.submitted)
        self.sheet.submitted.connect(self.submitted)
        has_typed = any(slot.kind in _TYPED_KINDS for slot in slots)
        self.other_button.setVisible(has_typed)
        self.show_way(is_sheet=not has_typed)

    @property
    def is_sheet(self) -> bool:
        """Whether the sheet's lines are asked for."""
        return self._is_sheet

    def show_way(self, *, is_sheet: bool) -> None:
        """Ask for the sheet's lines, or for the passphrase."""
        self._is_sheet = is_sheet
        self.sheet.setVisible(is_sheet)
        self._passphrase.setVisible(not is_sheet)
        other = self.tr("Use the passphrase") if is_sheet else self.tr("Use the recovery sheet")
        self.other_button.setText(other)

    @property
    def first_field(self) -> QWidget:
        """Where one begins to type."""
        return self.sheet if self.is_sheet else self.typed

    def focus(self) -> None:
        """Go to the first field."""
        self.first_field.setFocus()

    def take(self) -> str:
        """Return the passphrase, or the sheet's lines with line ends between."""
        if self.is_sheet:
            return "\n".join(self.sheet.lines())
        return self.typed.take()

    @property
    def is_empty(self) -> bool:
        """Whether nothing was typed."""
        return not "".join([self.typed.text(), *self.sheet.lines()]).strip()

    def clear(self) -> None:
        """Empty every field."""
        self.typed.clear()
        self.sheet.clear()

    def _on_other(self) -> None:
        self.show_way(is_sheet=not self.is_sheet)
        self.focus()
