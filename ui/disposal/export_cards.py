"""The sealed exports on the page of copies: each place that is there gets a new number."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QFrame, QPushButton, QWidget

from ui.clients.typed_fields import text_field
from ui.context import AppContext
from ui.disposal.export_words import ExportPlaceLine, export_words
from ui.widgets.buttons import button
from ui.widgets.form_dialog import FormDialog
from ui.widgets.labels import chip, label, strong
from ui.widgets.layouts import Item, card, field_row, row
from vault.sealing import service as sealing
from vault.session import Session


def _tr(text: str) -> str:
    return QCoreApplication.translate("disposal", text)


def export_card(
    line: ExportPlaceLine, *, is_over: bool, on_attest: Callable[[ExportPlaceLine], None]
) -> QFrame:
    """Return the card of a place; ``is_over`` says that nothing more is tried by itself."""
    head = row(strong(line.label), chip(line.state, line.kind), None, gap=12)
    items: list[Item] = [head, label(line.about, wrap=True)]
    if line.pending and (is_over or not line.is_reachable):
        items.append(row(_attest_button(line, on_attest), None))
    return card(*items, gap=6)


def _attest_button(
    line: ExportPlaceLine, on_attest: Callable[[ExportPlaceLine], None]
) -> QPushButton:
    attest = button(_tr("It no longer exists…"), partial(on_attest, line))
    attest.setAccessibleName(
        _tr("The sealed export at %1 no longer exists").replace("%1", line.label)
    )
    return attest


class ExportAttestDialog(FormDialog):
    """The statement is kept in the list of copies; nobody can check it but the person."""

    def __init__(self, context: AppContext, parent: QWidget, line: ExportPlaceLine) -> None:
        super().__init__(
            context,
            parent,
            title=_tr("The sealed export at “%1” no longer exists").replace("%1", line.label),
            act=_tr("I attest that it was destroyed"),
        )
        self._exports = tuple(one.export_id for one in line.pending)
        for one in line.pending:
            self.content.addWidget(label(export_words(one), wrap=True))
        self.statement = text_field("")
        hint = _tr("“Fetched back from Noor and cut in two on 3 May.”")
        self.content.addLayout(field_row(_tr("&What became of it"), self.statement, hint))
        self.fields = {"statement": self.statement}

    def submit(self) -> None:
        """Enter the statement for each number there."""
        exports, statement = self._exports, self.statement.text

        def work(session: Session) -> None:
            for one in exports:
                sealing.attest_destroyed(session, one, statement)

        self.run(work)
