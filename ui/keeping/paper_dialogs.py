"""Entering what there is on paper, and how it was destroyed."""

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from ui.clients.opened_client import OpenedClient
from ui.clients.typed_fields import line_field
from ui.context import AppContext
from ui.keeping.destruction_fields import DestructionFields
from ui.keeping.proof_field import ProofField
from ui.widgets.form_dialog import FormDialog
from ui.widgets.labels import label
from ui.widgets.layouts import field_row
from vault.documents.model import Document
from vault.errors import InvalidValue
from vault.forms.model import FormKey
from vault.paper import service as paper
from vault.paper.model import PaperRecord


def _tr(text: str) -> str:
    return QCoreApplication.translate("keeping", text)


class AddPaperDialog(FormDialog):
    """What there is on paper, and where it lies."""

    def __init__(self, context: AppContext, parent: QWidget, opened: OpenedClient) -> None:
        title = _tr("Paper of record %1").replace("%1", opened.client.record_number)
        super().__init__(context, parent, title=title, act=_tr("Enter the paper"))
        self._client_id = opened.client.id
        self.description = line_field("", _tr("Folder of intake forms, 2019 to 2021 …"))
        self.place = line_field("", _tr("Cabinet 2, office …"))
        self.content.addLayout(field_row(_tr("&What it is"), self.description))
        self.content.addLayout(field_row(_tr("Where it &lies"), self.place))
        self.fields = {"description": self.description, "place": self.place}
        self.draft_key = FormKey(form="paper.add", client_id=opened.client.id)

    def submit(self) -> None:
        """Enter the paper."""
        client_id = self._client_id
        description, place = self.description.text().strip(), self.place.text().strip()
        self.run(lambda session: paper.add(session, client_id, description, place))


class DisposePaperDialog(FormDialog):
    """The day, how, by whom, and the vendor's certificate if it is here already."""

    def __init__(
        self,
        context: AppContext,
        parent: QWidget,
        record: PaperRecord,
        proofs: Sequence[Document],
        *,
        is_held: bool = False,
    ) -> None:
        title, act = _tr("This paper was destroyed"), _tr("Write it down")
        super().__init__(context, parent, title=title, act=act)
        self._paper_id = record.id
        self.content.addWidget(label(record.description, wrap=True))
        if is_held:
            held = _tr("A hold keeps this record, and with it what is on paper.")
            self.content.addWidget(label(held, "attention", wrap=True))
        self.destruction = DestructionFields()
        self.document = ProofField(proofs, _tr("none yet"))
        self.destruction.add_to(self.content)
        hint = _tr("One of this client's documents. It can be named later, too.")
        certificate = field_row(_tr("The vendor's &certificate"), self.document, hint)
        self.content.addLayout(certificate)
        self.fields = {**self.destruction.fields, "document_id": self.document}
        self.draft_key = FormKey(
            form="paper.dispose", client_id=record.client_id, subject_id=record.id
        )

    def submit(self) -> None:
        """Write it down."""
        try:
            day = self.destruction.disposed_on.filled
        except InvalidValue as error:
            self.show_error(error)
            return
        paper_id, proof = self._paper_id, self.document.document_id
        method, vendor = self.destruction.typed()
        self.run(lambda session: paper.dispose(session, paper_id, day, method, vendor, proof))
