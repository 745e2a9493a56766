"""A wizard in the lock window: its last page opens the vault that it made."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Signal

from ui.context import AppContext
from ui.lock import opening
from ui.wizard.frame import WizardFrame
from ui.wizard.step import WizardStep
from vault.errors import VaultError
from vault.keys.model import SlotKind


class VaultWizard(WizardFrame):
    """Leaving it before the end leaves nothing behind. Subclasses say ``opener``."""

    unlocked = Signal(object)
    """An ``Opened``."""
    left = Signal()

    def __init__(self, context: AppContext, steps: Sequence[WizardStep]) -> None:
        super().__init__(steps)
        self._context = context
        self.finished.connect(self._open)
        self.leaving.connect(self.ask_to_leave)

    def opener(self) -> tuple[Path, SlotKind, list[str]]:
        """Return the vault's folder, the way that opens it, and what is typed for that."""
        raise NotImplementedError

    def ask_to_leave(self) -> None:
        """The person wants to leave; ask first where something would be lost."""
        self.leave()

    def leave(self) -> None:
        """Leave, with every secret gone from its field."""
        self.forget()
        self.left.emit()

    def _open(self) -> None:
        self.say_wait(self.tr("Opening…"))
        folder, way, typed = self.opener()
        self._context.worker.ask(
            self,
            lambda: opening.unlock(self._context, folder, way, typed),
            self.take_opened,
            self._on_not_opened,
        )

    def take_opened(self, opened: opening.Opened) -> None:
        """The vault is open: nothing that was typed here is needed any more."""
        self.forget()
        self.unlocked.emit(opened)

    def _on_not_opened(self, error: VaultError) -> None:
        self.refresh()
        self._context.show_error(self, error)
