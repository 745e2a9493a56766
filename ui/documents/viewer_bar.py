"""The row above a document: which page, how large, how turned."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QIntValidator, QKeySequence, QShortcut
from PySide6.QtWidgets import QLineEdit, QWidget

from ui.theme import Theme
from ui.widgets.buttons import icon_button
from ui.widgets.labels import muted
from ui.widgets.layouts import row


class ViewerBar(QWidget):
    """Buttons and keys; the viewer says what can be done. Pages count from 0 in the signals."""

    page_wanted = Signal(int)
    step_wanted = Signal(int)
    """1 for the next page, -1 for the one before."""
    zoom_wanted = Signal(int)
    """1 for larger, -1 for smaller, 0 for 100 %."""
    fit_wanted = Signal()
    turn_wanted = Signal()

    def __init__(self, theme: Theme, keys_of: QWidget) -> None:
        super().__init__()
        self._page = 0
        step, zoom = self.step_wanted.emit, self.zoom_wanted.emit
        before, after = self.tr("Page before"), self.tr("Next page")
        self.before = icon_button(theme, "chevron-left", before, lambda: step(-1))
        self.after = icon_button(theme, "chevron-right", after, lambda: step(1))
        self.smaller = icon_button(theme, "zoom-out", self.tr("Smaller"), lambda: zoom(-1))
        self.larger = icon_button(theme, "zoom-in", self.tr("Larger"), lambda: zoom(1))
        fit, turn = self.tr("Fit the width"), self.tr("Turn clockwise")
        self.fit = icon_button(theme, "move-horizontal", fit, self.fit_wanted.emit)
        self.turn = icon_button(theme, "rotate-cw", turn, self.turn_wanted.emit)
        self.fit.setCheckable(True)
        self.scale = muted()
        self.scale.setMinimumWidth(44)
        self.scale.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._build()
        self._bind_keys(keys_of)

    def _build(self) -> None:
        self.number = QLineEdit()
        self.number.setAccessibleName(self.tr("Page"))
        self.number.setFixedWidth(52)
        self.number.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.number.returnPressed.connect(self._on_number)
        self.of = muted()
        pages = (self.before, self.number, self.of, self.after)
        sizes = (self.smaller, self.scale, self.larger, self.fit, self.turn)
        self.setLayout(row(*pages, None, *sizes, gap=4))

    def _bind_keys(self, keys_of: QWidget) -> None:
        """A button's own shortcut waits a tenth of a second; these answer at once."""
        keys = {
            "Alt+Left": self.before,
            "Alt+Right": self.after,
            "Ctrl+-": self.smaller,
            "Ctrl++": self.larger,
            "Ctrl+2": self.fit,
            "Ctrl+R": self.turn,
        }
        for key, target in keys.items():
            target.setToolTip(f"{target.accessibleName()}  {key}")
            _bind(keys_of, key, target.click)
        _bind(keys_of, "Ctrl+=", self.larger.click)  # the same key without Shift
        _bind(keys_of, "Ctrl+0", lambda: self.zoom_wanted.emit(0))

    def show_pages(self, page: int, pages: int) -> None:
        """Say which page is shown, of how many."""
        self._page = page
        self.number.setValidator(QIntValidator(1, max(1, pages), self.number))
        self.number.setText(str(page + 1))
        self.of.setText(self.tr("of %1").replace("%1", f"{pages:,}"))
        self.before.setEnabled(page > 0)
        self.after.setEnabled(page + 1 < pages)
        for part in (self.before, self.number, self.of, self.after):
            part.setVisible(pages > 1)

    def show_scale(self, scale: float, is_fitted: bool) -> None:
        """Say how large the page is shown."""
        self.scale.setText(f"{round(scale * 100)} %")
        self.fit.setChecked(is_fitted)

    def allow(self, *, is_picture: bool) -> None:
        """Offer what a picture has, or a text."""
        self.fit.setVisible(is_picture)
        self.turn.setVisible(is_picture)

    def _on_number(self) -> None:
        if self.number.hasAcceptableInput():
            self.page_wanted.emit(int(self.number.text()) - 1)
        else:
            self.number.setText(str(self._page + 1))


def _bind(widget: QWidget, key: str, act: Callable[[], object]) -> None:
    shortcut = QShortcut(QKeySequence(key), widget)
    shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
    shortcut.activated.connect(lambda: act())
