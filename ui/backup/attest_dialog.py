"""A copy that no longer exists: what became of it, in the person's own words."""

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from ui.context import AppContext
from ui.widgets.statement_dialog import StatementDialog
from ui.wording import counted
from vault.backup import service as backup
from vault.backup.model import RegisteredCopy


class DestroyedDialog(StatementDialog):
    """The statement is kept; nobody can check it but the person. The copy's key is forgotten."""

    def __init__(
        self, context: AppContext, parent: QWidget, copies: Sequence[RegisteredCopy]
    ) -> None:
        said = self.tr(
            "Casekeep forgets the key it keeps of it, and counts it as gone. Should it be seen"
            " again at its place, it counts again, and that is said."
        )
        super().__init__(
            context,
            parent,
            title=counted(
                len(copies), self.tr("That copy is destroyed"), self.tr("%1 copies are destroyed")
            ),
            act=self.tr("I attest that"),
            about=("\n".join(map(self._line, copies)), said),
            hint=self.tr("“Lost on the train on 3 May, reported.” “Cut in two and thrown away.”"),
            gone=[one.snapshot.id for one in copies],
            attest=backup.attest_destroyed,
            is_destructive=True,
        )

    def _line(self, one: RegisteredCopy) -> str:
        said = self.tr("“%1”: backup %2").replace("%1", one.destination.label)
        return said.replace("%2", str(one.snapshot.number))
