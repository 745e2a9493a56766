"""Looking around: the records as pages, documents in the program's own viewer; all of it reads."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QComboBox, QSizePolicy, QStackedWidget, QWidget

from ui.context import AppContext
from ui.documents.viewer import DocumentViewer
from ui.successor.answers import SuccessorAnswers, Way
from ui.successor.presenter import part_name
from ui.successor.reader import PartReader
from ui.successor.step import SuccessorStep
from ui.widgets.buttons import icon_button
from ui.widgets.elided import ElidedLabel
from ui.widgets.layouts import column, holder, row
from vault.errors import DocumentUnshowable, VaultError
from vault.sealing.part_model import Part
from vault.unsealing.model import DocumentEntry
from vault.viewing import service as viewing

_INDEX = "data/index.html"


class LookStep(SuccessorStep):
    """The last page of whoever only looks; the way to custody is the page before."""

    is_wide = True
    is_last = True

    def __init__(self, context: AppContext, answers: SuccessorAnswers) -> None:
        super().__init__(
            context,
            answers,
            self.tr("Looking around"),
            self.tr(
                "A name opens that record, a document's title the document. Nothing here can be"
                " changed, and nothing is written to this computer."
            ),
        )
        self._parts: list[Part] = []
        self._seen: list[tuple[Path | None, Part, int]] = []
        self.which = QComboBox()
        self.which.setAccessibleName(self.tr("Part that is read"))
        self.which.setMinimumHeight(32)
        self.reader = PartReader(context, answers.held)
        self.viewer = DocumentViewer(context)
        self.title = ElidedLabel(1.15)
        back = self.tr("Back to the record")
        self.back_button = icon_button(context.theme, "arrow-left", back, self.show_pages, "Esc")
        self._pages = QStackedWidget()
        self._build()
        self.which.currentIndexChanged.connect(self._on_which)
        self.reader.document_wanted.connect(self.show_document)
        self.viewer.failed.connect(self._on_not_shown)

    def _build(self) -> None:
        self.title.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        head = row(self.back_button, self.title)
        head.setStretch(1, 1)
        look = column(head, self.viewer)
        look.setStretch(1, 1)
        self._pages.addWidget(self.reader)
        self._pages.addWidget(holder(look))
        self.reader.bar.addWidget(self.which)
        self.content.addWidget(self._pages, 1)

    @property
    def is_wanted(self) -> bool:
        """Whether that was chosen."""
        return self.answers.way_on is Way.LOOK

    @property
    def can_leave(self) -> bool:
        """Leaving and going back are as free as on every other page."""
        return True

    @property
    def is_counted(self) -> bool:
        """It is not a row of questions."""
        return False

    @property
    def next_text(self) -> str:
        """Looking around ends."""
        return self.tr("Close the export")

    def enter(self) -> None:
        """Show the records, or the first part that is open."""
        content = {Part.RECORDS}
        if self.answers.with_psychotherapy or not self._has(Part.RECORDS):
            content.add(Part.PSYCHOTHERAPY)
        parts = [one for one in Part if one in self.held.opened and one.content in content]
        seen = [(self.held.path, one, self.held.opened[one].number.number) for one in parts]
        self.show_pages()
        if seen == self._seen:
            return
        self._parts, self._seen = parts, seen
        self.which.blockSignals(True)
        self.which.clear()
        self.which.addItems([part_name(one) for one in parts])
        self.which.blockSignals(False)
        self.which.setVisible(len(parts) > 1)
        self._on_which(0)

    def _has(self, content: Part) -> bool:
        return any(one.content is content for one in self.held.opened)

    def first_focus(self) -> QWidget | None:
        """The page."""
        return self.reader.browser

    def _on_which(self, place: int) -> None:
        if 0 <= place < len(self._parts):
            part = self._parts[place]
            self.reader.show_part(part, _INDEX, part_name(part))

    def show_pages(self) -> None:
        """Show the page that one was on."""
        self.viewer.clear()
        self._pages.setCurrentIndex(0)
        self.reader.browser.setFocus()

    def show_document(self, entry: DocumentEntry) -> None:
        """Show a document, opened in memory and nowhere else."""
        part = self._parts[self.which.currentIndex()]
        self.title.say(entry.title)
        self.viewer.clear()
        self._pages.setCurrentIndex(1)
        self.viewer.pane.setFocus()
        if not viewing.can_show(entry.media_type, entry.size):
            self.viewer.show_failure(DocumentUnshowable())
            return
        load = partial(self.held.document, part, entry)
        self.viewer.show_document(entry.title, entry.media_type, load)

    def _on_not_shown(self, _: VaultError) -> None:
        # A copy would lie there for anybody; the custodian's own vault saves copies.
        self.viewer.copy_button.hide()

    def forget(self) -> None:
        """Show nothing, and end the child that draws documents."""
        self.viewer.clear()
        self.reader.clear()
