"""The notes of a client: what can be done, the editor when one is open, the timeline."""

from collections.abc import Callable

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QLayout, QMenu, QScrollBar, QToolButton, QVBoxLayout, QWidget

from ui.bus import kinds
from ui.context import AppContext
from ui.notes.dialogs import AddendumDialog, ErrorDialog
from ui.notes.editor import NoteEditor
from ui.notes.held_line import HeldLine
from ui.notes.note_card import NoteCard
from ui.notes.quick_dialogs import NoShowDialog, PhoneCallDialog
from ui.notes.starting import Opened, Opening, note_of_session, open_draft, open_shelf, start_note
from ui.notes.timeline import Timeline
from ui.theme import grown
from ui.widgets.buttons import button, icon_button, link, primary, tinted
from ui.widgets.flow import FlowLayout
from ui.widgets.labels import muted, set_role
from ui.widgets.layouts import column, holder, row, scrolling_column
from ui.widgets.notice import Notice
from ui.worker import Token
from vault.changes import Kind
from vault.clients.model import CareSession, CareSessionStatus
from vault.errors import VaultError
from vault.ids import ClientId, NoteId
from vault.notes import service as notes
from vault.notes.model import DraftLine, Note, Shelf

_COLUMN_PX = 760
_NEAR_END_PX = 600
_REFRESH_AFTER_MS = 60


class NotesPanel(QWidget):
    """Shows one client's notes on one shelf. ``flush`` before it shows another's."""

    original_requested = Signal(object)
    """The ``DocumentId`` of what an imported note came from."""
    export_requested = Signal()
    """The psychotherapy notes shall be exported: from here and from nowhere else."""

    def __init__(self, context: AppContext) -> None:
        super().__init__()
        self._context = context
        self._client_id: ClientId | None = None
        self.shelf = Shelf.RECORD
        self._opened: Opened | None = None
        self._token = Token()
        self._on_loaded: Callable[[], None] | None = None
        self.editor: NoteEditor | None = None
        self._held_before: CareSession | None = None
        self._refreshing = QTimer(self, singleShot=True, interval=_REFRESH_AFTER_MS)
        self._build()
        self._connect()

    # --- building ---

    def _build(self) -> None:
        self.notice = Notice(self._context.theme)
        self.timeline = Timeline(self._context)
        self._editor_place = QVBoxLayout()
        stack = column(self._editor_place, self.timeline, None, gap=12)
        stack.setContentsMargins(0, 4, 12, 24)
        self._area = scrolling_column(stack, _COLUMN_PX)
        self.held_line = HeldLine(self._context)
        layout = column(self._build_acts(), self.notice, self.held_line, self._area, gap=8)
        layout.setContentsMargins(0, 12, 0, 0)
        self.setLayout(layout)
        self._show_shelf()

    def _build_acts(self) -> QWidget:
        theme = self._context.theme
        self.new_button = primary(self.tr("New note"), self.new_note)
        self.new_button.setToolTip(self.tr("New note  (Ctrl+N)"))
        tinted(self.new_button, theme, "plus", "on_accent")
        self.template_button = icon_button(
            theme, "chevron-down", self.tr("New note from a template")
        )
        self.template_button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.call_button = button(self.tr("Phone call"), self._on_call)
        self.no_show_button = button(self.tr("No-show"), self._on_no_show)
        self.export_button = link(self.tr("Export these…"), self.export_requested.emit)
        self.shelf_button = link(self.tr("Psychotherapy notes"), self._on_other_shelf)
        tinted(self.shelf_button, theme, "file-lock", "accent")
        acts = holder(self._act_row())
        acts.setMaximumWidth(grown(_COLUMN_PX) - 12)
        return acts

    def _act_row(self) -> QLayout:
        beside = holder(row(self.export_button, self.shelf_button))
        if self._context.is_in_custody:
            words = self.tr("Inherited notes are read. Yours stand under “Custody”.")
            acts = row(muted(words, wrap=True), beside)
            acts.setStretch(0, 1)
            return acts
        new = holder(row(self.new_button, self.template_button, gap=2))
        writing = FlowLayout(last_at_end=True)
        for one in (new, self.call_button, self.no_show_button, beside):
            writing.addWidget(one)
        return writing

    def _connect(self) -> None:
        line = self.timeline
        line.edit_requested.connect(lambda note: self.edit(note.head.shelf, note.id))
        line.addendum_requested.connect(self._on_addendum)
        line.error_requested.connect(self._on_error)
        line.check_requested.connect(self._on_check)
        line.original_requested.connect(self.original_requested)
        line.loaded.connect(self._on_timeline_loaded)
        line.closed_for_want_of_step_up.connect(lambda: self._go_to(Shelf.RECORD))
        bar = self._area.verticalScrollBar()
        bar.valueChanged.connect(self._on_scrolled)
        self._refreshing.timeout.connect(self._refresh)
        watched = kinds(Kind.NOTES, Kind.PSYCHOTHERAPY_NOTES, Kind.CARE_SESSIONS, Kind.TEMPLATES)
        self._context.bus.subscribe(self, watched, self._refreshing.start)
        self._context.about_to_lock.connect(self._on_about_to_lock)
        self._context.about_to_back_up.connect(self.save_now)
        self._context.session_held.connect(self._on_session_held)

    # --- which client, which shelf ---

    @property
    def scroll_bar(self) -> QScrollBar:
        """What moves through the notes."""
        return self._area.verticalScrollBar()

    def open(self, client_id: ClientId, then: Callable[[], None] | None = None) -> None:
        """Show a client's record notes; ``then`` runs when the first of them stand there."""
        self._client_id = client_id
        self.timeline.forget()
        self._leave_editor()
        self.notice.say("")
        self._area.verticalScrollBar().setValue(0)
        self._go_to(Shelf.RECORD, then)

    def _go_to(self, shelf: Shelf, then: Callable[[], None] | None = None) -> None:
        client_id = self._client_id
        if client_id is None:
            return
        self._token.cancel()
        self._token = Token()

        def take(opened: Opened) -> None:
            self.shelf, self._opened, self._on_loaded = shelf, opened, then
            self._show_shelf()
            self.timeline.show_ids(shelf, opened.ids, opened.around)

        self._context.ask(
            self, lambda session: open_shelf(session, client_id, shelf), take, token=self._token
        )

    def _show_shelf(self) -> None:
        is_record = self.shelf is Shelf.RECORD
        words = self.tr("Psychotherapy notes") if is_record else self.tr("Back to the record")
        self.shelf_button.setText(words)
        for quick in (self.call_button, self.no_show_button):
            quick.setVisible(is_record and not self._context.is_in_custody)
        self.export_button.setHidden(is_record)
        if not is_record:
            self.notice.say(
                self.tr(
                    "Psychotherapy notes stand apart from the record and are never part of an "
                    "ordinary release. The access log has kept that they were opened."
                )
            )
        elif self.notice.text:
            self.notice.say("")
        self._fill_menu()

    def _fill_menu(self) -> None:
        menu = QMenu(self.template_button)
        for template in self._opened.templates if self._opened else ():
            action = menu.addAction(template.name)
            action.triggered.connect(lambda _=False, key=template.key: self.new_note(key))
        old = self.template_button.menu()
        self.template_button.setMenu(menu)
        if old is not None:
            old.deleteLater()

    def _on_other_shelf(self) -> None:
        is_record = self.shelf is Shelf.RECORD
        other = Shelf.PSYCHOTHERAPY if is_record else Shelf.RECORD

        def go() -> None:
            self.timeline.forget()
            self._go_to(other)

        self.flush(go)

    def _refresh(self) -> None:
        """Something changed: take the list anew; cards that did not change stay."""
        client_id, shelf = self._client_id, self.shelf
        if client_id is None or (shelf is not Shelf.RECORD and not self.timeline.isVisible()):
            return

        def take(opened: Opened) -> None:
            if client_id == self._client_id and shelf is self.shelf:
                self._opened = opened
                self._fill_menu()
                self.timeline.show_ids(shelf, opened.ids, opened.around)

        def failed(error: VaultError) -> None:
            self.timeline.on_failed(error)

        self._context.ask(self, lambda session: open_shelf(session, client_id, shelf), take, failed)

    def _on_timeline_loaded(self) -> None:
        then, self._on_loaded = self._on_loaded, None
        if then is not None:
            then()

    def _on_scrolled(self, value: int) -> None:
        if value > self._area.verticalScrollBar().maximum() - _NEAR_END_PX:
            self.timeline.load_more()

    # --- the editor ---

    def new_note(self, template_key: str | None = None) -> None:
        """Start a note, with the template of the last progress note unless one is chosen."""
        client_id, shelf = self._client_id, self.shelf
        if client_id is None or self._context.is_in_custody:
            return

        def start() -> None:
            self._context.ask(
                self,
                lambda session: start_note(session, client_id, shelf, template_key),
                self._show_editor,
            )

        self.flush(start)

    def write_note_of(self, care_session: CareSession) -> None:
        """Open the note of a session, or start it."""
        self.flush(
            lambda: self._context.ask(
                self, lambda session: note_of_session(session, care_session), self._on_note_of
            )
        )

    def _on_note_of(self, opening: Opening) -> None:
        if opening.note.is_final:
            self.show_note(opening.note.id, Shelf.RECORD)
        else:
            self._show_editor(opening)

    def edit(self, shelf: Shelf, note_id: NoteId) -> None:
        """Open a draft in the editor."""
        if self.editor is not None and self.editor.note.id == note_id:
            self.editor.begin()
            return

        def open_it() -> None:
            self._context.ask(
                self, lambda session: open_draft(session, shelf, note_id), self._show_editor
            )

        self.flush(open_it)

    def _show_editor(self, opening: Opening) -> None:
        if opening.note.head.client_id != self._client_id:
            return
        self._leave_editor()
        self.editor = NoteEditor(self._context, opening)
        self.editor.signed.connect(self._on_signed)
        self.editor.closed.connect(self._on_editor_closed)
        self._editor_place.addWidget(self.editor)
        self._say_held(opening)
        self.timeline.hide_note(opening.note.id)
        set_role(self.new_button, "")
        tinted(self.new_button, self._context.theme, "plus")
        self._area.verticalScrollBar().setValue(0)
        self.editor.begin()

    def _on_session_held(self, before: CareSession) -> None:
        """Home started a note; its editor opens here in a moment."""
        self._held_before = before

    def _say_held(self, opening: Opening) -> None:
        before, self._held_before = opening.held or self._held_before, None
        is_of_note = before is not None and before.id == opening.note.head.care_session_id
        self.held_line.say(before if is_of_note else None)

    def _leave_editor(self) -> None:
        if self.editor is None:
            return
        self.held_line.say(None)
        self.editor.saver.stop()
        self.editor.hide()
        self.editor.setParent(None)
        self.editor.deleteLater()
        self.editor = None
        self.timeline.hide_note(None)
        set_role(self.new_button, "primary")
        tinted(self.new_button, self._context.theme, "plus", "on_accent")

    def _on_editor_closed(self) -> None:
        self._leave_editor()
        self.new_button.setFocus()

    def flush(self, then: Callable[[], None]) -> None:
        """Save what is typed and close the editor, then go on. Stays where saving failed."""
        if self.editor is None:
            then()
        else:
            self.editor.close_editor(then)

    def save_now(self) -> None:
        """Ctrl+S: harmless, for all is saved as it is typed."""
        if self.editor is not None:
            self.editor.save_now()

    def _on_about_to_lock(self) -> None:
        if self.editor is not None:
            self.editor.fold()

    def _on_signed(self, note: Note, wants_next: bool) -> None:
        self._leave_editor()
        if wants_next:
            self._context.ask(
                self, lambda session: notes.next_draft(session, note.id), self._on_next
            )
        else:
            self._on_loaded = lambda: self.reveal(note.id)

    def _on_next(self, line: DraftLine | None) -> None:
        if line is None:
            self.notice.say(self.tr("Signed. No other draft waits."), "good")
        else:
            self._context.open_client(line.client_id, line.note_id, line.shelf)

    # --- going to a note ---

    def show_note(self, note_id: NoteId, shelf: Shelf) -> None:
        """Go to a note of this client: a draft opens in the editor, a signed one is focused."""
        if shelf is self.shelf:
            self.reveal(note_id)
        else:
            self.timeline.forget()
            self._go_to(shelf, lambda: self.reveal(note_id))

    def reveal(self, note_id: NoteId) -> None:
        """Scroll to a note that is on the shelf shown."""
        self.timeline.reveal(note_id, self._reveal_card)

    def _reveal_card(self, card: NoteCard) -> None:
        if not card.note.is_final and not self._context.is_in_custody:
            self.edit(card.note.head.shelf, card.note.id)
            return
        card.setFocus()
        # The card gets its place when the layout has run.
        QTimer.singleShot(0, card, lambda: self._area.ensureWidgetVisible(card, 0, 24))

    # --- dialogs ---

    def _on_call(self) -> None:
        if self._client_id is not None and self._opened is not None:
            today = self._opened.around.today
            PhoneCallDialog(self._context, self, self._client_id, today).open()

    def _on_no_show(self) -> None:
        if self._client_id is None or self._opened is None:
            return
        missed = (CareSessionStatus.PLANNED, CareSessionStatus.NO_SHOW)
        around = self._opened.around
        sessions = [one for one in around.sessions.values() if one.details.status in missed]
        NoShowDialog(self._context, self, self._client_id, around.today, sessions).open()

    def _on_addendum(self, note: Note) -> None:
        self._open_about(note, AddendumDialog(self._context, self, note))

    def _on_error(self, note: Note) -> None:
        self._open_about(note, ErrorDialog(self._context, self, note))

    def _open_about(self, note: Note, dialog: AddendumDialog | ErrorDialog) -> None:
        """The note's card is made anew, and the focus would go with the old one."""

        def come_back() -> None:
            self._on_loaded = lambda: self.reveal(note.id)

        dialog.accepted.connect(come_back)
        dialog.open()

    def _on_check(self, note: Note) -> None:
        shelf, note_id = note.head.shelf, note.id
        title = self.tr("The signature holds")
        text = self.tr(
            "The note and its addenda are, letter for letter, what was signed. Nothing was changed "
            "since."
        )
        self._context.ask(
            self,
            lambda session: notes.check_signature(session, shelf, note_id),
            lambda _: self._context.dialogs.tell(self, title, text),
        )
