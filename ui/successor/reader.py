"""Reads an opened part: pages come from inside the export alone, never from disk or a network."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtGui import QKeySequence, QShortcut, QTextDocument
from PySide6.QtWidgets import QTextBrowser, QWidget

from ui.blank_resource import blank
from ui.context import AppContext
from ui.errors import words_for
from ui.successor.held_export import HeldExport
from ui.successor.page_text import Place, on_paper, on_screen, place_of, shown
from ui.widgets.buttons import button, icon_button, tinted
from ui.widgets.labels import muted
from ui.widgets.layouts import column, holder, row
from ui.widgets.notice import Notice
from ui.worker import Token
from ui.written_pdf import page_pdf
from vault.errors import VaultError
from vault.sealing.part_model import Part
from vault.unsealing.model import DocumentEntry

_MARGIN = 20


class PageBrowser(QTextBrowser):
    """Shows one page; what a page asks for is never loaded."""

    def __init__(self) -> None:
        super().__init__()
        self.setOpenLinks(False)
        self.setReadOnly(True)
        self.setUndoRedoEnabled(False)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setTextInteractionFlags(Qt.TextInteractionFlag.TextBrowserInteraction)
        self.document().setDocumentMargin(_MARGIN)

    def loadResource(self, kind: int, name: QUrl | str) -> object:
        """Load nothing, whatever a page may ask for."""
        return blank(kind)


@dataclass(slots=True)
class _Visit:
    place: Place
    scrolled: int = 0


class PartReader(QWidget):
    """A part's pages with the way back; ``document_wanted`` is for what is no page."""

    document_wanted = Signal(object)
    """A ``DocumentEntry``."""

    def __init__(self, context: AppContext, held: HeldExport) -> None:
        super().__init__()
        self._context = context
        self._held = held
        self._part: Part | None = None
        self._home = Place(name="")
        self._visits: list[_Visit] = []
        self._at = -1
        self._token = Token()
        self._documents: dict[str, DocumentEntry] = {}
        self._page, self._text = "", ""
        self.browser = PageBrowser()
        self.notice = Notice(context.theme, parent=self)
        self._build()
        self.browser.anchorClicked.connect(self._on_link)
        context.theme.changed.connect(self._dress)

    def _build(self) -> None:
        theme = self._context.theme
        back, forward = self.tr("Back"), self.tr("Forward")
        self.back_button = icon_button(theme, "chevron-left", back, self.go_back, "Alt+Left")
        self.forward_button = icon_button(
            theme, "chevron-right", forward, self.go_forward, "Alt+Right"
        )
        self.home_button = button(self.tr("First page"), self.go_home)
        self.where = muted()
        self.ways = holder(row(self.back_button, self.forward_button, self.home_button))
        self.print_button = button(self.tr("&Print this page…"), self._on_print)
        tinted(self.print_button, theme, "printer")
        self.bar = row(self.ways, self.where, None, self.print_button)
        layout = column(self.bar, self.notice, self.browser)
        layout.setStretch(2, 1)
        self.setLayout(layout)
        backspace = QShortcut(QKeySequence("Backspace"), self)
        backspace.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        backspace.activated.connect(self.go_back)

    def show_part(self, part: Part, home: str, name: str) -> None:
        """Begin at a part's first page; ``name`` says aloud what is read."""
        self._part, self._home = part, Place(name=home)
        self.browser.setAccessibleName(name)
        # Every part has a page of the same name to begin with.
        self._visits, self._at, self._page = [], -1, ""
        self._context.files.ask(
            self, lambda: self._held.documents(part), self._on_documents, self._on_failed
        )
        self._visit(self._home)

    def _on_documents(self, found: dict[str, DocumentEntry]) -> None:
        self._documents = found

    def go_home(self) -> None:
        """Show the first page."""
        self._visit(self._home)

    def go_back(self) -> None:
        """Show the page before."""
        self._go(self._at - 1)

    def go_forward(self) -> None:
        """Show the page that one came back from."""
        self._go(self._at + 1)

    def _visit(self, place: Place) -> None:
        self._keep_scroll()
        del self._visits[self._at + 1 :]
        self._visits.append(_Visit(place))
        self._at = len(self._visits) - 1
        self._load()

    def _go(self, at: int) -> None:
        if 0 <= at < len(self._visits):
            self._keep_scroll()
            self._at = at
            self._load()

    def _keep_scroll(self) -> None:
        if self._at >= 0:
            self._visits[self._at].scrolled = self.browser.verticalScrollBar().value()

    def _load(self) -> None:
        place, part = self._visits[self._at].place, self._part
        if part is None:
            return
        self._token.cancel()
        self._token = Token()
        self._show_ways()
        self.notice.say("")
        if place.name == self._page:
            self._scroll()
            return
        self._context.files.ask(
            self,
            lambda: shown(self._held.read(part, place.name)),
            lambda text: self._on_page(place.name, text),
            self._on_failed,
            self._token,
        )

    def _on_page(self, name: str, text: str) -> None:
        self._page, self._text = name, text
        self._write()
        title = QTextDocument.MetaInformation.DocumentTitle
        self.where.setText(self.browser.document().metaInformation(title))
        self._scroll()

    def _write(self) -> None:
        self.browser.document().setDefaultStyleSheet(on_screen(self._context.theme))
        self.browser.setHtml(self._text)

    def _scroll(self) -> None:
        visit = self._visits[self._at]
        if visit.place.anchor and not visit.scrolled:
            self.browser.scrollToAnchor(visit.place.anchor)
        else:
            self.browser.verticalScrollBar().setValue(visit.scrolled)

    def _dress(self) -> None:
        """Show the page in the colors that the theme has now."""
        if self._page:
            self._keep_scroll()
            self._write()
            self._scroll()

    def _show_ways(self) -> None:
        self.back_button.setEnabled(self._at > 0)
        self.forward_button.setEnabled(self._at + 1 < len(self._visits))
        self.home_button.setEnabled(self._visits[self._at].place != self._home)

    def _on_link(self, link: QUrl) -> None:
        place = place_of(link.toString(), self._visits[self._at].place.name)
        if place is not None and place.is_page and place.name not in self._documents:
            self._visit(place)
        elif place is not None and place.name in self._documents:
            self.document_wanted.emit(self._documents[place.name])
        else:
            text = self.tr("This leads out of the pages that can be read here.")
            self.notice.say(text, "attention")

    def _on_print(self) -> None:
        pdf = page_pdf(self._text, on_paper(self._context.theme.base_px))
        self._context.dialogs.print_pdf(self, pdf, lambda: None)

    def _on_failed(self, error: VaultError) -> None:
        self.notice.say(words_for(error).body, "danger")

    def clear(self) -> None:
        """Show nothing, and remember nothing."""
        self._token.cancel()
        self._visits, self._at, self._documents = [], -1, {}
        self._page, self._text = "", ""
        self.where.clear()
        self.browser.clear()
