"""A copy that no longer exists: what became of it, in the person's own words."""

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from ui.clients.typed_fields import text_field
from ui.context import AppContext
from ui.widgets.form_dialog import FormDialog
from ui.widgets.labels import label
from ui.widgets.layouts import field_row
from ui.wording import counted
from vault.backup import service as backup
from vault.backup.model import RegisteredCopy
from vault.session import Session


class DestroyedDialog(FormDialog):
    """The statement is kept; nobody can check it but the person. The copy's key is forgotten."""

    def __init__(
        self, context: AppContext, parent: QWidget, copies: Sequence[RegisteredCopy]
    ) -> None:
        super().__init__(
            context,
            parent,
            title=counted(
                len(copies), self.tr("That copy is destroyed"), self.tr("%1 copies are destroyed")
            ),
            act=self.tr("I attest that"),
            is_destructive=True,
        )
        self._copies = tuple(one.snapshot.id for one in copies)
        said = self.tr(
            "Casekeep forgets the key it keeps of it, and counts it as gone. Should it be seen"
            " again at its place, it counts again, and that is said."
        )
        self.content.addWidget(label("\n".join(map(self._line, copies)), wrap=True))
        self.content.addWidget(label(said, wrap=True))
        self.statement = text_field("")
        hint = self.tr("“Lost on the train on 3 May, reported.” “Cut in two and thrown away.”")
        self.content.addLayout(field_row(self.tr("&What became of it"), self.statement, hint))
        self.fields = {"statement": self.statement}

    def _line(self, one: RegisteredCopy) -> str:
        said = self.tr("“%1”: backup %2").replace("%1", one.destination.label)
        return said.replace("%2", str(one.snapshot.number))

    def submit(self) -> None:
        """Enter the statement for each."""
        copies, statement = self._copies, self.statement.text

        def work(session: Session) -> None:
            for one in copies:
                backup.attest_destroyed(session, one, statement)

        self.run(work)
