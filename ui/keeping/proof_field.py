"""Choosing a document that proves something: a receipt, a certificate."""

from collections.abc import Sequence

from PySide6.QtWidgets import QComboBox

from ui.keeping.presenter import document_words
from vault.documents.model import Document
from vault.ids import DocumentId

_CHARACTERS = 32


class ProofField(QComboBox):
    """A client's documents, newest first; the first entry is none of them."""

    def __init__(self, documents: Sequence[Document], none: str) -> None:
        super().__init__()
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(_CHARACTERS)
        self.addItem(none, 0)
        for one in documents:
            self.addItem(document_words(one), int(one.id))

    @property
    def document_id(self) -> DocumentId | None:
        """What is chosen."""
        chosen = self.currentData()
        return DocumentId(chosen) if chosen else None
