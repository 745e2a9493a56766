"""A place for copies that no longer exists: what became of it, in the person's own words."""

from PySide6.QtWidgets import QWidget

from ui.context import AppContext
from ui.disposal.copy_words import copy_words
from ui.disposal.export_words import export_words
from ui.disposal.place_words import PlaceLine
from ui.widgets.statement_dialog import StatementDialog
from vault.backup import service as backup
from vault.disposal.model import CopyLine, ExportLine
from vault.sealing import service as sealing


class AttestDialog(StatementDialog):
    """The statement is kept in the list of copies; nobody can check it but the person."""

    def __init__(self, context: AppContext, parent: QWidget, line: PlaceLine[CopyLine]) -> None:
        super().__init__(
            context,
            parent,
            title=self.tr("“%1” no longer exists").replace("%1", line.label),
            act=self.tr("I attest that it was destroyed"),
            about=[copy_words(one) for one in line.pending],
            hint=self.tr(
                "“Stick cut in two and thrown away on 3 May.” It is kept in the list of copies."
            ),
            gone=[one.copy_id for one in line.pending],
            attest=backup.attest_destroyed,
        )


class ExportAttestDialog(StatementDialog):
    """The statement is kept in the list of copies; nobody can check it but the person."""

    def __init__(self, context: AppContext, parent: QWidget, line: PlaceLine[ExportLine]) -> None:
        super().__init__(
            context,
            parent,
            title=self.tr("The sealed export at “%1” no longer exists").replace("%1", line.label),
            act=self.tr("I attest that it was destroyed"),
            about=[export_words(one) for one in line.pending],
            hint=self.tr("“Fetched back from Noor and cut in two on 3 May.”"),
            gone=[one.export_id for one in line.pending],
            attest=sealing.attest_destroyed,
        )
