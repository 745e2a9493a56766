"""What changed in the vault, told to the screens that show it."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from vault.changes import Changes, Kind


class Bus(QObject):
    """Takes changes from the worker's thread and tells them in the GUI thread."""

    changed = Signal(object)
    """A ``Changes``: the kinds of thing that a transaction changed."""
    _published = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        # Queued by itself, since the worker's thread is another.
        self._published.connect(self._on_published)

    def publish(self, changes: Changes) -> None:
        """Tell the screens; the session calls this after each commit, on the worker's thread."""
        self._published.emit(changes)

    def subscribe(self, widget: QWidget, kinds: Changes, refresh: Callable[[], None]) -> None:
        """Call ``refresh`` when one of ``kinds`` changed, for as long as ``widget`` lives."""
        listener = _Listener(widget, kinds, refresh)
        self.changed.connect(listener.hear)

    def _on_published(self, changes: Changes) -> None:
        self.changed.emit(changes)


class _Listener(QObject):
    """A child of the widget, so that Qt forgets the connection with it."""

    def __init__(self, widget: QWidget, kinds: Changes, refresh: Callable[[], None]) -> None:
        super().__init__(widget)
        self._kinds = kinds
        self._refresh = refresh

    def hear(self, changes: Changes) -> None:
        if changes & self._kinds:
            self._refresh()


def kinds(*members: Kind) -> Changes:
    """Return a set of kinds, for ``subscribe``."""
    return frozenset(members)
