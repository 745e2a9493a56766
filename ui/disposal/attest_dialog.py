"""A place for backups that no longer exists: what became of it, in the person's own words."""

from PySide6.QtWidgets import QWidget

from ui.clients.typed_fields import text_field
from ui.context import AppContext
from ui.disposal.copy_words import PlaceLine, copy_words
from ui.widgets.form_dialog import FormDialog
from ui.widgets.labels import label
from ui.widgets.layouts import field_row
from vault.backup import service as backup
from vault.session import Session


class AttestDialog(FormDialog):
    """The statement stands on the certificate; nobody can check it but the person."""

    def __init__(self, context: AppContext, parent: QWidget, line: PlaceLine) -> None:
        super().__init__(
            context,
            parent,
            title=self.tr("“%1” no longer exists").replace("%1", line.label),
            act=self.tr("I attest that it was destroyed"),
        )
        self._copies = tuple(one.copy_id for one in line.pending)
        for one in line.pending:
            self.content.addWidget(label(copy_words(one), wrap=True))
        self.statement = text_field("")
        hint = self.tr("“Stick cut in two and thrown away on 3 May.” It stands on the certificate.")
        self.content.addLayout(field_row(self.tr("&What became of it"), self.statement, hint))
        self.fields = {"statement": self.statement}

    def submit(self) -> None:
        """Enter the statement for each copy there."""
        copies, statement = self._copies, self.statement.text

        def work(session: Session) -> None:
            for one in copies:
                backup.attest_destroyed(session, one, statement)

        self.run(work)
