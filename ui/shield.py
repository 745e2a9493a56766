"""The privacy shield over dialogs, and raised by itself when another program comes in front.

Pages shield themselves (``AppContext.shield_changed``): names become initials, bodies are covered.
"""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from ui import screen_capture
from ui.context import AppContext
from ui.preferences import IN_SCREENSHOTS, SHIELD_WHEN_LEFT
from ui.screen_capture import Screen
from ui.widgets.buttons import button
from ui.widgets.labels import muted, set_role
from ui.widgets.layouts import column, row

KEYS = "Ctrl+Shift+H"
SHIELDS_ITSELF = "shields_itself"
"""A dialog with this property hides what it must by itself and stays usable."""


class PrivacyShield(QObject):
    """Watches the main window of an unlocked vault and the dialogs over it."""

    def __init__(
        self,
        app: QApplication,
        context: AppContext,
        window: QWidget,
        screen: Screen | None = None,
    ) -> None:
        super().__init__(window)
        self._app = app
        self._window = window
        self._context = context
        self._screen = screen
        self._covers: dict[QWidget, Cover] = {}
        self._is_raised_by_leaving = False
        context.shield_changed.connect(self._on_shield_changed)
        context.privacy_changed.connect(self._on_privacy_changed)
        app.focusWindowChanged.connect(self._on_focus_window)
        app.applicationStateChanged.connect(self._on_state)
        self._guard(window)

    def _guard(self, window: QWidget) -> None:
        """Keep a window out of screenshots, unless the settings say otherwise."""
        is_kept_out = not self._context.preferences.flag(IN_SCREENSHOTS)
        screen_capture.keep_out(self._screen, window, is_kept_out)

    def _on_focus_window(self) -> None:
        for window in self._app.topLevelWidgets():
            is_open = isinstance(window, QDialog) and window.isVisible()
            if is_open and window not in self._covers and self._is_ours(window):
                self._adopt(window)

    def _is_ours(self, window: QWidget) -> bool:
        above = window.parentWidget()
        while above is not None and above is not self._window:
            above = above.parentWidget()
        return above is not None

    def _adopt(self, dialog: QWidget) -> None:
        """Cover a dialog that opened, now or later; modal, it keeps the main window's keys away."""
        self._guard(dialog)
        cover = Cover(dialog, self._toggle)
        self._covers[dialog] = cover
        dialog.destroyed.connect(lambda: self._covers.pop(dialog, None))
        shortcut = QShortcut(QKeySequence(KEYS), dialog)
        shortcut.activated.connect(self._toggle)
        if self._context.is_shielded:
            cover.put_on()

    def _toggle(self) -> None:
        self._context.set_shielded(not self._context.is_shielded)

    def _on_shield_changed(self, is_shielded: bool) -> None:
        self._is_raised_by_leaving = False
        for cover in self._covers.values():
            if is_shielded:
                cover.put_on()
            else:
                cover.take_off()

    def _on_privacy_changed(self) -> None:
        for window in (self._window, *self._covers):
            self._guard(window)

    def _on_state(self, state: Qt.ApplicationState) -> None:
        """Up when another program comes in front, if set; down again if that is why it was up."""
        is_active = state is Qt.ApplicationState.ApplicationActive
        if is_active and self._is_raised_by_leaving:
            self._context.set_shielded(False)
        is_wanted = self._context.preferences.flag(SHIELD_WHEN_LEFT)
        if not is_active and is_wanted and not self._context.is_shielded:
            self._context.set_shielded(True)
            self._is_raised_by_leaving = True


class Cover(QWidget):
    """Lies over a whole dialog; what is below can neither be read nor reached by Tab."""

    def __init__(self, dialog: QWidget, on_show: Callable[[], None]) -> None:
        super().__init__(dialog)
        self._dialog = dialog
        self._covered: list[QWidget] = []
        self._focused: QWidget | None = None
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAutoFillBackground(True)
        set_role(self, "page")
        words = muted(self.tr("The privacy shield is up."))
        self.show_button = button(self.tr("Show again   Ctrl+Shift+H"), on_show)
        self.show_button.setAutoDefault(False)
        self.setLayout(
            column(None, row(None, words, None), row(None, self.show_button, None), None)
        )
        self.hide()

    def put_on(self) -> None:
        """Cover the dialog."""
        if self._dialog.property(SHIELDS_ITSELF) or self.isVisibleTo(self._dialog):
            return
        self._focused = self._dialog.focusWidget()
        self._covered = [one for one in self._parts() if one.isEnabledTo(self._dialog)]
        for part in self._covered:
            part.setEnabled(False)
        self._dialog.installEventFilter(self)
        self.setGeometry(self._dialog.rect())
        self.raise_()
        self.show()
        self.show_button.setFocus()

    def take_off(self) -> None:
        """Give the dialog back as it was, the cursor where it stood."""
        if self.isHidden():
            return
        self.hide()
        self._dialog.removeEventFilter(self)
        for part in self._covered:
            part.setEnabled(True)
        self._covered = []
        if self._focused is not None:
            self._focused.setFocus()

    def _parts(self) -> list[QWidget]:
        direct = Qt.FindChildOption.FindDirectChildrenOnly
        found = self._dialog.findChildren(QWidget, options=direct)
        return [one for one in found if one is not self and not one.isWindow()]

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Grow with the dialog."""
        if event.type() == QEvent.Type.Resize:
            self.setGeometry(self._dialog.rect())
        return False
