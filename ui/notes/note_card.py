"""One note in the timeline: its day, its state, its text, its addenda below it."""

from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal, SignalInstance
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QFrame, QMenu, QToolButton, QVBoxLayout, QWidget

from ui.notes import presenter
from ui.notes.body_view import BodyView, reading_width
from ui.notes.presenter import Surroundings
from ui.theme import Theme
from ui.widgets.buttons import icon_button, link
from ui.widgets.elided import ElidedLabel, subtitle_label
from ui.widgets.labels import SECTION, aside, chip, muted, set_role
from ui.widgets.layouts import LABEL_GAP, column, row
from vault.notes.model import Addendum, Note


@dataclass(frozen=True, slots=True, kw_only=True)
class CardLook:
    """What a card is drawn with."""

    theme: Theme
    around: Surroundings
    is_inherited: bool = False
    """In custody a note is read, and nothing is added to it."""


class NoteCard(QFrame):
    """Signals say what the person wants with this note."""

    edit_requested = Signal(object)
    addendum_requested = Signal(object)
    error_requested = Signal(object)
    check_requested = Signal(object)
    original_requested = Signal(object)
    """The ``DocumentId`` of what an imported note came from."""

    def __init__(self, note: Note, look: CardLook, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.note = note
        self._theme, self._around = look.theme, look.around
        self._is_inherited = look.is_inherited
        self._bodies: list[BodyView] = []
        self._is_whole = False
        set_role(self, "card")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(presenter.spoken(note, look.around))
        self.setLayout(self._build())
        self._theme.changed.connect(self._show_body)

    def _build(self) -> QVBoxLayout:
        layout = column(self._build_heading(), gap=6)
        layout.setContentsMargins(16, 12, 16, 12)
        self._origin = self._around.origins.get(self.note.id)
        origin = presenter.origin_words(self._origin)
        for text in [*([origin] if origin else []), *presenter.asides(self.note)]:
            layout.addWidget(self._narrow(muted(text, wrap=True)))
        self._body = self._add_body(layout)
        self._show_body()
        if presenter.is_long(self.note):
            self.more_button = link(self.tr("Show the whole note"), self._show_whole)
            layout.addLayout(row(self.more_button, None))
        for addendum in self.note.addenda:
            layout.addLayout(self._build_addendum(addendum))
        if not self.note.is_final:
            self._add_continue(layout)
        self._add_original(layout)
        return layout

    def _build_heading(self) -> QWidget:
        heading = QWidget()
        day = ElidedLabel(SECTION)
        set_role(day, "section")
        day.say(presenter.day_heading(self.note.head.occurred_on, self._around.today))
        about = subtitle_label(presenter.subtitle(self.note, self._around))
        about.give_way()
        text, kind = presenter.state(self.note)
        self._state = chip(text, kind)
        self._state.setToolTip(presenter.signed_by(self.note))
        layout = row(day, about)
        layout.setStretch(1, 1)
        layout.addWidget(self._state, 0, Qt.AlignmentFlag.AlignVCenter)
        layout.setContentsMargins(0, 0, 0, 0)
        if self._has_acts:
            layout.addWidget(self._build_menu())
        heading.setLayout(layout)
        return heading

    @property
    def _has_acts(self) -> bool:
        return self.note.is_signed or self._may_be_marked

    @property
    def _may_be_marked(self) -> bool:
        return self.note.is_final and self.note.error is None and not self._is_inherited

    def _build_menu(self) -> QToolButton:
        """An imported note has no signature: it is not checked, and takes no addendum."""
        self.menu_button = icon_button(self._theme, "chevron-down", self.tr("Acts on this note"))
        self.menu_button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        menu = QMenu(self.menu_button)
        if self.note.is_signed and not self._is_inherited:
            menu.addAction(self._act(self.tr("Add an addendum…"), self.addendum_requested))
        if self.note.is_signed:
            menu.addAction(self._act(self.tr("Check the signature"), self.check_requested))
        if self._may_be_marked:
            if self.note.is_signed:
                menu.addSeparator()
            menu.addAction(self._act(self.tr("Mark as entered in error…"), self.error_requested))
        self.menu_button.setMenu(menu)
        return self.menu_button

    def _act(self, text: str, wanted: SignalInstance) -> QAction:
        action = QAction(text, self)
        action.triggered.connect(lambda: wanted.emit(self.note))
        return action

    def _add_body(self, layout: QVBoxLayout) -> BodyView:
        body = BodyView()
        body.setAccessibleName(self.tr("Text of the note"))
        layout.addWidget(body)
        self._bodies.append(body)
        return body

    def _show_body(self) -> None:
        sections = presenter.shown_sections(self.note, self._is_whole)
        is_struck = self.note.error is not None
        color = self._theme.color("muted")
        self._body.show_sections(sections, color, is_struck=is_struck)
        if not sections:
            self._body.hide()

    def _show_whole(self) -> None:
        self._is_whole = True
        self.more_button.hide()
        self._show_body()

    def _build_addendum(self, addendum: Addendum) -> QVBoxLayout:
        signed_on = addendum.signing.at.astimezone().date()
        layout = QVBoxLayout()
        layout.setContentsMargins(16, LABEL_GAP, 0, 0)
        layout.setSpacing(2)
        layout.addWidget(aside(presenter.addendum_heading(signed_on)))
        self._add_body(layout).show_sections([("", addendum.text)], self._theme.color("muted"))
        return layout

    def _add_continue(self, layout: QVBoxLayout) -> None:
        self.continue_button = link(self.tr("Continue this draft"), self._on_continue)
        # Never setHidden(False) here: without a parent yet, it would flash as a window.
        if self._is_inherited:
            self.continue_button.hide()
        layout.addLayout(row(self.continue_button, None, aside(presenter.saved(self.note))))

    def _add_original(self, layout: QVBoxLayout) -> None:
        if self._origin is not None and self._origin.document_id is not None:
            self.original_button = link(self.tr("Open the original"), self._on_original)
            layout.addLayout(row(self.original_button, None))

    def _on_original(self) -> None:
        if self._origin is not None and self._origin.document_id is not None:
            self.original_requested.emit(self._origin.document_id)

    def _narrow(self, widget: QWidget) -> QWidget:
        widget.setMaximumWidth(reading_width(self))
        return widget

    def _on_continue(self) -> None:
        self.edit_requested.emit(self.note)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Return goes on with a draft, opens an imported note's original, else a note's menu."""
        has_original = self._origin is not None and self._origin.document_id is not None
        if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            super().keyPressEvent(event)
        elif has_original:
            self._on_original()
        elif self._has_acts:
            self.menu_button.showMenu()
        elif not self.note.is_final and not self._is_inherited:
            self._on_continue()
