"""A document that is looked at, under its title, with what can be done about it."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.context import AppContext
from ui.documents import presenter
from ui.documents.recovery_panel import RecoveryPanel
from ui.documents.viewer import DocumentViewer
from ui.widgets.buttons import button, icon_button, open_or_shut, tinted
from ui.widgets.elided import ElidedLabel, subtitle_label
from ui.widgets.layouts import column, row
from ui.widgets.notice import Notice
from vault.documents import service as documents
from vault.documents.model import Document, Reading
from vault.errors import DocumentDamaged, DocumentMissing, DocumentUnshowable, VaultError
from vault.viewing import service as viewing
from vault.viewing.model import MOST_BYTES


class LookPage(QWidget):
    """Opening a document is audited, each time; one of a kind that is not shown is not opened."""

    left = Signal()
    copy_requested = Signal()
    facts_requested = Signal()
    damage_found = Signal()
    """The file of the document that is looked at is damaged or missing."""
    recovered = Signal(object)
    """The ``Document`` that is looked at was fetched back whole."""

    def __init__(self, context: AppContext) -> None:
        super().__init__()
        self._context = context
        self._document: Document | None = None
        back = self.tr("Back to the documents")
        self.back_button = icon_button(context.theme, "arrow-left", back, self.left.emit)
        self.back_button.setToolTip(f"{back}  Esc")
        self.title = ElidedLabel(1.15)
        self.beside = subtitle_label("")
        self.facts_button = button(self.tr("Facts…"), self.facts_requested.emit)
        self.copy_button = button(self.tr("Save a copy…"), self.copy_requested.emit)
        tinted(self.copy_button, context.theme, "download")
        self.notice = Notice(context.theme, parent=self)
        self.recovery = RecoveryPanel(context)
        self.recovery.fetched.connect(self._on_fetched)
        self.viewer = DocumentViewer(context)
        self.viewer.copy_requested.connect(self.copy_requested)
        self.viewer.failed.connect(self._on_failed)
        self._build()

    def _build(self) -> None:
        for line in (self.title, self.beside):
            line.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        words = column(self.title, self.beside, gap=0)
        head = row(self.back_button, words, self.facts_button, self.copy_button)
        head.setStretch(1, 1)
        layout = column(head, self.notice, self.recovery, self.viewer)
        layout.setStretch(3, 1)
        layout.setContentsMargins(0, 12, 0, 16)
        self.setLayout(layout)
        escape = QShortcut(QKeySequence("Esc"), self)
        escape.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        escape.activated.connect(self.left)

    def look_at(self, document: Document) -> None:
        """Show a document."""
        self.viewer.clear()
        self.recovery.forget()
        self.show_facts(document)
        self.viewer.pane.setFocus()
        if not viewing.can_show(document.media_type, document.size):
            self.viewer.show_failure(DocumentUnshowable())
            return
        self._context.ask(
            self,
            lambda session: documents.open_reading(session, document.id),
            lambda reading: self._show(document, reading),
            self.viewer.show_failure,
        )

    def _show(self, document: Document, reading: Reading) -> None:
        if self._document is None or self._document.id != document.id:
            return
        name, media_type = document.title, document.media_type
        self.viewer.show_document(
            name, media_type, lambda: documents.read_bytes(reading, MOST_BYTES)
        )

    def show_facts(self, document: Document) -> None:
        """Show a document's facts as they are now."""
        self._document = document
        self.title.say(document.title)
        self.beside.say(presenter.beside_title(document))
        open_or_shut(self.facts_button, presenter.why_unchangeable(document))
        self.notice.say(presenter.error_words(document), "attention")

    def forget(self) -> None:
        """Forget the document that was looked at."""
        self._document = None
        self.viewer.clear()
        self.recovery.forget()
        for words in (self.title, self.beside, self.notice):
            words.say("")

    @property
    def document(self) -> Document | None:
        """What is looked at."""
        return self._document

    def _on_failed(self, error: VaultError) -> None:
        if isinstance(error, DocumentDamaged | DocumentMissing):
            self.damage_found.emit()
            self.offer_recovery()

    def offer_recovery(self) -> None:
        """Look which backup still has the document: its file is damaged or missing."""
        if self._document is not None:
            self.recovery.search(self._document)

    def _on_fetched(self) -> None:
        if self._document is not None:
            self.recovered.emit(self._document)
            self.look_at(self._document)
