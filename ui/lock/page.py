"""The lock page: the vault's given name, the keyring's state, one field, one button."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from ui.context import AppContext
from ui.widgets.buttons import button, link, primary
from ui.widgets.centered import centered
from ui.widgets.labels import muted, title
from ui.widgets.notice import Notice
from ui.widgets.password import PasswordField
from ui.widgets.properties import set_named
from vault.errors import KeyringError

# What speaks to the vault, and of it, loads on the worker with the first answer.
if TYPE_CHECKING:
    from datetime import datetime

    from ui.lock.opening import Door, Opened
    from ui.lock.presenter import Face
    from vault.errors import VaultError


class LockPage(QWidget):
    """Unlocks ``folder``. Nothing opens by itself: the person types or presses the button."""

    unlocked = Signal(object)
    recover_requested = Signal(object)
    """The vault's ``Door``."""
    restore_requested = Signal()
    successor_requested = Signal()
    other_requested = Signal()

    def __init__(
        self, context: AppContext, folder: Path, locked_at: datetime | None = None
    ) -> None:
        super().__init__()
        self._context = context
        self._folder = folder
        self._locked_at = locked_at
        self._face: Face | None = None
        self.has_asked = False
        """Whether the vault and its keyring were asked for; not before the page was painted."""
        self._build()
        self._tint()
        context.theme.changed.connect(self._tint)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Ask the keyring once the page is seen: before, the worker would hold up the painting."""
        super().paintEvent(event)
        if not self.has_asked:
            QTimer.singleShot(0, self, self._ask_once)

    def _ask_once(self) -> None:
        if not self.has_asked:
            self.ask_keyring()

    def _build(self) -> None:
        self._mark = QLabel()
        self._name = title(self._folder.stem)
        self.state = muted(self.tr("Asking your computer's keyring…"), wrap=True)
        for widget in (self._mark, self._name, self.state):
            set_named(widget, alignment="AlignCenter")
        self._name.setWordWrap(True)
        self.notice = Notice(self._context.theme, parent=self)
        self.typed = PasswordField(self._context.theme, self.tr("Passphrase"))
        self.typed.setMinimumHeight(36)
        self.typed.returnPressed.connect(self._on_unlock)
        self.unlock_button = primary(self.tr("Unlock"), self._on_unlock)
        self.unlock_button.setMinimumHeight(36)
        self._build_other_ways()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(centered(*self._column()))
        self._show_form(can_type=True, can_unlock=False)

    def _build_other_ways(self) -> None:
        self.again_button = button(self.tr("Ask the keyring again"), self.ask_keyring)
        self.again_button.hide()
        self.recover_button = link(
            self.tr("Recover with the sheet or passphrase…"), self._on_recover
        )
        self.recover_button.setEnabled(False)
        self.restore_button = link(self.tr("Restore from a backup…"), self.restore_requested.emit)
        self.successor_button = link(
            self.tr("I am a successor custodian…"), self.successor_requested.emit
        )
        self.other_button = link(self.tr("Another vault, or a new one…"), self.other_requested.emit)

    def _column(self) -> tuple[QWidget, ...]:
        return (
            self._mark,
            self._name,
            self.state,
            self.notice,
            self.typed,
            self.unlock_button,
            self.again_button,
            self.recover_button,
            self.restore_button,
            self.successor_button,
            self.other_button,
        )

    def _tint(self) -> None:
        self._mark.setPixmap(self._context.theme.picture("lock-keyhole", "accent", 44))

    def ask_keyring(self) -> None:
        """Look at the vault and its keyring, on the worker."""
        self.has_asked = True
        self.again_button.setEnabled(False)
        self.notice.say("")
        self._context.worker.ask(
            self,
            self._look,
            self._on_looked,
            self._on_not_a_vault,
        )

    def _look(self) -> Face:
        """On the worker."""
        from ui.lock import opening, presenter

        return presenter.face(opening.look(self._folder, self._context), self._locked_at)

    def _on_looked(self, face: Face) -> None:
        self._face = face
        self._name.setText(face.vault_name)
        self._say_state(face.state)
        self.recover_button.setEnabled(True)
        self.again_button.setEnabled(True)
        self.again_button.setVisible(face.can_ask_again)
        self._show_form(can_type=face.has_field, can_unlock=face.can_unlock)
        self.typed.setAccessibleName(face.field_name)
        self.typed.setPlaceholderText(face.field_name)
        self._focus_first()

    def _say_state(self, text: str) -> None:
        self.state.setText(text)
        self.state.setVisible(bool(text))

    def _focus_first(self) -> None:
        for widget in (self.typed, self.unlock_button, self.recover_button):
            if widget.isVisibleTo(self):
                widget.setFocus()
                return

    def _on_not_a_vault(self, error: VaultError) -> None:
        self._say_state("")
        self._show_form(can_type=False, can_unlock=False)
        self._say_refusal(error)
        self.other_button.setFocus()

    def _show_form(self, *, can_type: bool, can_unlock: bool) -> None:
        self.typed.setVisible(can_type)
        self.unlock_button.setVisible(can_type or can_unlock)
        self.unlock_button.setEnabled(can_unlock)

    def _on_recover(self) -> None:
        if self._face is not None:
            self.recover_requested.emit(self._face.door)

    def _on_unlock(self) -> None:
        if self._face is None or not self.unlock_button.isEnabled():
            return
        door = self._face.door
        typed = [self.typed.take()] if self._face.has_field else []
        if typed == [""]:
            self.typed.setFocus()
            return
        self._set_busy(True)
        self._context.worker.ask(
            self,
            lambda: self._unlock(door, typed),
            self.unlocked.emit,
            self._on_refused,
        )

    def _unlock(self, door: Door, typed: list[str]) -> Opened:
        """On the worker."""
        from ui.lock import opening

        return opening.unlock(self._context, self._folder, door.way, typed)

    def _set_busy(self, is_busy: bool) -> None:
        for widget in (
            self.typed,
            self.unlock_button,
            self.recover_button,
            self.restore_button,
            self.successor_button,
            self.other_button,
        ):
            widget.setDisabled(is_busy)
        self.unlock_button.setText(self.tr("Unlocking…") if is_busy else self.tr("Unlock"))
        if is_busy:
            self.notice.say("")

    def _on_refused(self, error: VaultError) -> None:
        self._set_busy(False)
        if isinstance(error, KeyringError):
            self.again_button.show()
        self._say_refusal(error)
        self._focus_first()

    def _say_refusal(self, error: VaultError) -> None:
        from ui.errors import words_for

        self.notice.say(words_for(error).body, "danger")
