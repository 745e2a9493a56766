"""Looks at one document inside the program: nothing of it ever lies on disk in plaintext."""

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from ui.context import AppContext
from ui.documents.look import Look, Opened
from ui.documents.viewer_bar import ViewerBar
from ui.documents.viewer_picture import PicturePane
from ui.documents.viewer_strip import LONGEST_PX, PageStrip
from ui.documents.viewer_text import TextPane
from ui.errors import words_for
from ui.widgets.buttons import button, tinted
from ui.widgets.labels import muted, section
from ui.widgets.layouts import column, holder, row
from ui.worker import Token
from vault.errors import VaultError


class DocumentViewer(QWidget):
    """Shows what is given to ``show_document`` until ``clear``, or until the vault is locked."""

    copy_requested = Signal()
    """The person wants a copy, for the document cannot be shown here."""
    failed = Signal(object)
    """The ``VaultError`` why nothing is shown, once it is said."""

    def __init__(self, context: AppContext) -> None:
        super().__init__()
        self._context = context
        self._look = Look()
        self._token = Token()
        self._opened: Opened | None = None
        self._page = 0
        self.bar = ViewerBar(context.theme, self)
        self.strip = PageStrip()
        self.picture = PicturePane(context)
        self.text = TextPane(context)
        self._build()
        self._connect()
        self.clear()

    def _build(self) -> None:
        self._shown = QStackedWidget()
        self._words_pane = holder(self._build_words())
        for part in (self._words_pane, self.picture, self.text):
            self._shown.addWidget(part)
        body = row(self.strip, self._shown)
        body.setStretch(1, 1)
        layout = column(self.bar, body)
        layout.setStretch(1, 1)
        self.setLayout(layout)

    def _build_words(self) -> QVBoxLayout:
        self.heading = section()
        self.words = muted(wrap=True)
        self.copy_button = button(self.tr("Save a copy…"), self.copy_requested.emit)
        tinted(self.copy_button, self._context.theme, "download")
        stack = column(self.heading, self.words, row(self.copy_button, None))
        stack.setContentsMargins(32, 0, 32, 0)
        return column(None, stack, None, None)

    def _connect(self) -> None:
        self.bar.page_wanted.connect(self.go_to)
        self.bar.step_wanted.connect(self._on_step)
        self.bar.zoom_wanted.connect(self._on_zoom)
        self.bar.fit_wanted.connect(self.picture.fit)
        self.bar.turn_wanted.connect(self.picture.turn)
        self.strip.chosen.connect(self.go_to)
        self.strip.pages.wanted.connect(self._on_thumbnail_wanted)
        self.picture.turned.connect(self._on_step)
        for pane in (self.picture, self.text):
            pane.shown.connect(self._on_shown)
            pane.scaled.connect(self.bar.show_scale)
            pane.failed.connect(self.show_failure)
        self._context.about_to_lock.connect(self.clear)

    def show_document(self, name: str, media_type: str, load: Callable[[], bytes]) -> None:
        """Show a document; ``load`` gives its bytes, on another thread. ``name`` is spoken."""
        self.clear()
        for pane in (self.picture, self.text):
            pane.setAccessibleName(name)
        look = self._look
        # A viewer that goes without a word takes its child along.
        self.destroyed.connect(look.end)
        self._context.views.ask(
            self,
            lambda: look.open(load, media_type),
            self._on_opened,
            self.show_failure,
            self._token,
        )

    def clear(self) -> None:
        """Forget the document that is shown and end its child."""
        self._token.cancel()
        self._look.end()
        self._look, self._token = Look(), Token()
        self._opened, self._page = None, 0
        self.picture.clear()
        self.text.forget()
        self.strip.pages.show_pages(0)
        self.strip.hide()
        self.bar.hide()
        self._say(self.tr("Opening…"), "")

    def show_failure(self, error: VaultError) -> None:
        """Say why there is nothing to see, and offer a copy; other pages can be gone to."""
        words = words_for(error)
        self._say(words.title, words.body)
        self.copy_button.show()
        self.failed.emit(error)

    def _say(self, heading: str, words: str) -> None:
        self.heading.setText(heading)
        self.words.setText(words)
        self.copy_button.hide()
        self._shown.setCurrentWidget(self._words_pane)

    @property
    def pages(self) -> int:
        """How many pages the document has; 0 until it is open."""
        return self._opened.pages if self._opened else 0

    @property
    def page(self) -> int:
        """The page that is shown, counted from 0."""
        return self._page

    @property
    def pane(self) -> QWidget:
        """What is in front: the picture, the text, or words that say why there is none."""
        return self._shown.currentWidget() or self._words_pane

    def _on_opened(self, opened: Opened) -> None:
        self._opened = opened
        self.bar.allow(is_picture=not opened.kind.is_text)
        self.bar.show()
        if opened.pages > 1 and not opened.kind.is_text:
            self.strip.pages.show_pages(opened.pages)
            self.strip.show()
        self._show_page()

    def go_to(self, page: int) -> None:
        """Show another page."""
        if 0 <= page < self.pages and page != self._page:
            self._page = page
            self._show_page()

    def _show_page(self) -> None:
        if self._opened is None:
            return
        self.bar.show_pages(self._page, self.pages)
        if self.strip.isVisibleTo(self):
            self.strip.show_page(self._page)
        if self._opened.kind.is_text:
            self.text.show_page(self._look, self._page, self._opened.kind)
        else:
            self.picture.show_page(self._look, self._page)

    def _on_shown(self) -> None:
        if self._opened is None:
            return
        had_focus = self._shown.isAncestorOf(self.focusWidget() or self)
        pane = self.text if self._opened.kind.is_text else self.picture
        self._shown.setCurrentWidget(pane)
        if had_focus:
            pane.setFocus()

    def _on_step(self, step: int) -> None:
        self.go_to(self._page + step)

    def _on_zoom(self, step: int) -> None:
        if self.pane is self.text:
            self.text.zoom(step)
        elif self.pane is self.picture:
            self.picture.zoom(step)

    def _on_thumbnail_wanted(self, page: int) -> None:
        look, pages = self._look, self.strip.pages
        self._context.views.ask(
            self,
            lambda: look.thumbnail(page, LONGEST_PX),
            lambda image: pages.take(page, image),
            lambda _: pages.take(page, None),
            self._token,
        )
