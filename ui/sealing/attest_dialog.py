"""A sealed export that no longer exists: what became of it, in the person's own words."""

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from ui.context import AppContext
from ui.sealing.presenter import copy_words
from ui.widgets.statement_dialog import StatementDialog
from ui.wording import counted
from vault.sealing import service as sealing
from vault.sealing.places_model import RegisteredExport


class DestroyedDialog(StatementDialog):
    """The statement is kept; nobody can check it but the person."""

    def __init__(
        self, context: AppContext, parent: QWidget, copies: Sequence[RegisteredExport]
    ) -> None:
        said = self.tr(
            "Casekeep counts it as gone. Should it be seen again at its place, it counts again."
        )
        super().__init__(
            context,
            parent,
            title=counted(
                len(copies), self.tr("That copy is destroyed"), self.tr("%1 copies are destroyed")
            ),
            act=self.tr("I attest that"),
            about=("\n".join(map(copy_words, copies)), said),
            hint=self.tr("“Fetched back from Noor and cut in two on 3 May.”"),
            gone=[one.export.id for one in copies],
            attest=sealing.attest_destroyed,
            is_destructive=True,
        )
