"""The register of sealed exports: every number that was ever sealed, at any place."""

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from ui.backup.register_dialog import Register, RegisterDialog
from ui.context import AppContext
from ui.sealing.attest_dialog import DestroyedDialog
from ui.sealing.presenter import copy_cells, copy_headings
from vault.changes import Kind
from vault.sealing import service as sealing
from vault.sealing.places_model import RegisteredExport


class CopiesDialog(RegisterDialog[RegisteredExport]):
    """All sealed exports."""

    def __init__(
        self, context: AppContext, parent: QWidget, copies: Sequence[RegisteredExport]
    ) -> None:
        register = Register(
            heading=self.tr("All sealed exports"),
            about=self.tr(
                "Every number that was ever sealed. One for earlier cards still opens with those:"
                " fetch the stick back and erase it, or say that it is destroyed. What a sync"
                " service or a holder copied further, Casekeep does not know."
            ),
            columns=copy_headings(),
            changed=Kind.SEALED_EXPORTS,
            read=sealing.register,
            cells=copy_cells,
            is_gone=lambda one: one.export.is_gone,
            statement=lambda one: one.export.statement,
            destroyed=DestroyedDialog,
        )
        super().__init__(context, parent, register, copies)
