"""A field that finds one client of the vault, for an import: chosen once, then empty again."""

from PySide6.QtCore import Signal

from ui.audit.client_picker import ClientPicker
from ui.context import AppContext
from vault.ids import ClientId


class ClientField(ClientPicker):
    """``picked`` gives the client; the field is then ready for the next one."""

    picked = Signal(object)
    """A ``ClientId``."""

    def __init__(self, context: AppContext, name: str) -> None:
        super().__init__(context)
        self.setAccessibleName(name)
        self.setPlaceholderText(self.tr("Another client: type a name or number"))
        self.chosen.connect(self._on_chosen)

    def _on_chosen(self) -> None:
        client_id: ClientId | None = self.client_id
        if client_id is not None:
            self.picked.emit(client_id)
            self.clear()
