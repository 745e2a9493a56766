"""A sealed export that no longer exists: what became of it, in the person's own words."""

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from ui.clients.typed_fields import text_field
from ui.context import AppContext
from ui.sealing.presenter import copy_words
from ui.widgets.form_dialog import FormDialog
from ui.widgets.labels import label
from ui.widgets.layouts import field_row
from ui.wording import counted
from vault.sealing import service as sealing
from vault.sealing.places_model import RegisteredExport
from vault.session import Session


class DestroyedDialog(FormDialog):
    """The statement is kept; nobody can check it but the person."""

    def __init__(
        self, context: AppContext, parent: QWidget, copies: Sequence[RegisteredExport]
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
        self._copies = tuple(one.export.id for one in copies)
        said = self.tr(
            "Casekeep counts it as gone. Should it be seen again at its place, it counts again."
        )
        self.content.addWidget(label("\n".join(map(copy_words, copies)), wrap=True))
        self.content.addWidget(label(said, wrap=True))
        self.statement = text_field("")
        hint = self.tr("“Fetched back from Noor and cut in two on 3 May.”")
        self.content.addLayout(field_row(self.tr("&What became of it"), self.statement, hint))
        self.fields = {"statement": self.statement}

    def submit(self) -> None:
        """Enter the statement for each."""
        copies, statement = self._copies, self.statement.text

        def work(session: Session) -> None:
            for one in copies:
                sealing.attest_destroyed(session, one, statement)

        self.run(work)
