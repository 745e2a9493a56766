"""The vaults that were opened on this computer, by the names that their own headers give."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QToolButton, QVBoxLayout, QWidget

from ui.context import AppContext
from ui.lock import opening
from ui.lock.opening import KnownVault
from ui.widgets.buttons import button, icon_button
from ui.widgets.elided import subtitle_label
from ui.widgets.layouts import column, holder, row


class KnownVaults(QWidget):
    """A button for each vault, with its folder below; one that is away can be taken off."""

    chosen = Signal(object)
    """The ``Path`` of a vault's folder."""

    def __init__(self, context: AppContext) -> None:
        super().__init__()
        self._context = context
        self.buttons: dict[Path, QPushButton] = {}
        self.forget_buttons: dict[Path, QToolButton] = {}
        self._rows: QVBoxLayout = column(gap=8)
        self.setLayout(self._rows)
        folders = context.preferences.known_vaults
        self.setVisible(bool(folders))
        # An answer of the vaults' own folders: a stick or a network drive may take its time.
        context.worker.ask(self, lambda: opening.name_vaults(folders), self._on_named)

    def _on_named(self, found: Sequence[KnownVault]) -> None:
        for one in found:
            self._rows.addWidget(self._row(one))

    def _row(self, one: KnownVault) -> QWidget:
        shown = one.name or one.folder.stem
        choose = button(shown, lambda: self.chosen.emit(one.folder))
        choose.setAccessibleName(self.tr("Open “%1”").replace("%1", shown))
        forget = icon_button(self._context.theme, "x", self._forget_words(shown))
        where = subtitle_label(self._where(one))
        top = row(choose, forget)
        top.setStretch(0, 1)
        result = holder(column(top, where, gap=2))
        forget.clicked.connect(lambda: self._on_forget(one.folder, result))
        self.buttons[one.folder], self.forget_buttons[one.folder] = choose, forget
        return result

    def _forget_words(self, shown: str) -> str:
        return self.tr("Take “%1” off this list; its files stay").replace("%1", shown)

    def _where(self, one: KnownVault) -> str:
        if one.name:
            return str(one.folder.parent)
        return self.tr("Not there, or not readable now: %1").replace("%1", str(one.folder.parent))

    def _on_forget(self, folder: Path, shown: QWidget) -> None:
        self._context.preferences.forget_vault(folder)
        del self.buttons[folder], self.forget_buttons[folder]
        shown.hide()
        shown.deleteLater()
        left = next(iter(self.buttons.values()), None)
        if left is not None:
            left.setFocus()
        else:
            self.hide()
