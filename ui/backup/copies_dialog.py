"""The copies register: every backup that was ever made, at any place, and what is known of it."""

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from ui.backup.attest_dialog import DestroyedDialog
from ui.backup.presenter import copy_cells
from ui.backup.register_dialog import Register, RegisterDialog
from ui.backup.snapshots_dialog import snapshot_headings
from ui.context import AppContext
from vault.backup import service as backup
from vault.backup.model import RegisteredCopy
from vault.changes import Kind


class CopiesDialog(RegisterDialog[RegisteredCopy]):
    """All backups."""

    def __init__(
        self, context: AppContext, parent: QWidget, copies: Sequence[RegisteredCopy]
    ) -> None:
        register = Register(
            heading=self.tr("All copies"),
            about=self.tr(
                "Every backup that was ever made, also at places that are no longer used. One that"
                " cannot be reached may still hold what was in the vault then. Choose one that no"
                " longer exists to say what became of it."
            ),
            columns=(*snapshot_headings(), self.tr("Disposed records"), self.tr("Place")),
            changed=Kind.COPIES,
            read=backup.register,
            cells=copy_cells,
            is_gone=lambda one: one.snapshot.is_gone,
            statement=lambda one: one.snapshot.statement,
            destroyed=DestroyedDialog,
        )
        super().__init__(context, parent, register, copies)
