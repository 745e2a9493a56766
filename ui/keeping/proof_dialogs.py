"""What comes later: word that a packet arrived, a signed receipt, a vendor's certificate."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from ui.context import AppContext
from ui.keeping.proof_field import ProofField
from ui.widgets.form_dialog import FormDialog
from ui.widgets.labels import label
from ui.widgets.layouts import field_row
from ui.widgets.typed_day import DayField
from vault.documents.model import Document
from vault.errors import InvalidValue
from vault.forms.model import FormKey
from vault.ids import DocumentId
from vault.paper import service as paper
from vault.paper.model import PaperRecord
from vault.session import Session
from vault.transfers import service as transfers
from vault.transfers.model import Transfer


def _tr(text: str) -> str:
    return QCoreApplication.translate("keeping", text)


class ReceiveDialog(FormDialog):
    """The day a packet came, and the signed receipt if it is here already."""

    def __init__(
        self,
        context: AppContext,
        parent: QWidget,
        transfer: Transfer,
        proofs: Sequence[Document],
    ) -> None:
        title, act = _tr("The packet was received"), _tr("Write it down")
        super().__init__(context, parent, title=title, act=act)
        self._transfer_id = transfer.id
        self.content.addWidget(label(transfer.recipient, wrap=True))
        self.received_on = DayField("received_on")
        self.document = ProofField(proofs, _tr("none yet"))
        self.content.addLayout(field_row(_tr("Received &on"), self.received_on))
        hint = _tr("One of this client's documents. It can be named later, too.")
        self.content.addLayout(field_row(_tr("The signed &receipt"), self.document, hint))
        self.fields = {"received_on": self.received_on, "document_id": self.document}
        self.draft_key = FormKey(
            form="transfer.receive", client_id=transfer.client_id, subject_id=transfer.id
        )

    def submit(self) -> None:
        """Write it down."""
        try:
            day = self.received_on.filled
        except InvalidValue as error:
            self.show_error(error)
            return
        transfer_id, proof = self._transfer_id, self.document.document_id
        self.run(lambda session: transfers.receive(session, transfer_id, day, proof))


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """What a document is wanted for, and what is done with it."""

    title: str
    caption: str
    about: str = field(repr=False)
    key: FormKey
    keep: Callable[[Session, DocumentId], object]


def receipt_of(transfer: Transfer) -> Proof:
    """Return what asks for the signed receipt of a packet that came."""
    return Proof(
        title=_tr("The signed receipt"),
        caption=_tr("The signed &receipt"),
        about=transfer.recipient,
        key=FormKey(form="transfer.receipt", client_id=transfer.client_id, subject_id=transfer.id),
        keep=lambda session, proof: transfers.add_receipt(session, transfer.id, proof),
    )


def certificate_of(record: PaperRecord) -> Proof:
    """Return what asks for the vendor's certificate about paper that is gone."""
    return Proof(
        title=_tr("The vendor's certificate"),
        caption=_tr("The vendor's &certificate"),
        about=record.description,
        key=FormKey(form="paper.certificate", client_id=record.client_id, subject_id=record.id),
        keep=lambda session, proof: paper.add_certificate(session, record.id, proof),
    )


class ProofDialog(FormDialog):
    """Chooses one of the client's documents."""

    def __init__(
        self, context: AppContext, parent: QWidget, proof: Proof, proofs: Sequence[Document]
    ) -> None:
        super().__init__(context, parent, title=proof.title, act=_tr("Name this document"))
        self._proof = proof
        self.content.addWidget(label(proof.about, wrap=True))
        self.document = ProofField(proofs, _tr("Choose a document"))
        hint = "" if proofs else _tr("There are none yet: add it under Documents first.")
        self.content.addLayout(field_row(proof.caption, self.document, hint))
        self.fields = {"document_id": self.document}
        self.draft_key = proof.key
        self.document.currentIndexChanged.connect(lambda _: self._judge())
        self._judge()

    def _judge(self) -> None:
        self.act_button.setEnabled(self.document.document_id is not None)

    def submit(self) -> None:
        """Keep what was chosen."""
        chosen, keep = self.document.document_id, self._proof.keep
        if chosen is not None:
            self.run(lambda session: keep(session, chosen))
