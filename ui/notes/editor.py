"""The editor of a draft: a field for each section, saved as it is typed."""

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from ui.context import AppContext
from ui.dialogs import Question
from ui.errors import words_for
from ui.notes import presenter
from ui.notes.autosaver import Autosaver
from ui.notes.format_bar import FormatBar
from ui.notes.head_form import HeadForm
from ui.notes.section_field import SectionField
from ui.notes.starting import Opening
from ui.widgets.buttons import button, link, primary
from ui.widgets.elided import ElidedLabel, subtitle_label
from ui.widgets.flow import FlowLayout
from ui.widgets.labels import SECTION, chip, label, muted, set_role
from ui.widgets.layouts import column, holder, row
from ui.widgets.notice import Notice
from vault.errors import VaultError
from vault.notes import service as notes
from vault.notes.model import Body, Note, Section

_COUNT_AFTER_MS = 400


class NoteEditor(QFrame):
    """Edits one draft. Whoever removes it calls ``close_editor`` first."""

    signed = Signal(object, bool)
    """The signed ``Note``, and whether the person wants the next draft."""
    closed = Signal()

    def __init__(self, context: AppContext, opening: Opening) -> None:
        super().__init__()
        self._context = context
        self.note, self._around = opening.note, opening.around
        set_role(self, "card")
        self.setAccessibleName(self.tr("Note being written"))
        self._build_fields()
        self.saver = Autosaver(context, self, self.note, lambda: self.body)
        self._counting = QTimer(self, singleShot=True, interval=_COUNT_AFTER_MS)
        self.setLayout(self._build(opening.plan))
        self._connect()
        self._count()

    def _build_fields(self) -> None:
        sections = self.note.latest.sections
        # A narrative is one section without a heading, and starts with room to write.
        lines = 2 if len(sections) > 1 else 8
        self.fields = [
            SectionField(one.heading or self.tr("Note"), one.text, lines) for one in sections
        ]
        self.head_form = HeadForm(self.note.head, self._around.today)

    def _build(self, plan: str) -> QVBoxLayout:
        self.notice = Notice(self._context.theme)
        self.bar = FormatBar(self._context.theme, self.fields)
        layout = column(self._build_heading(), self.head_form, self.notice, gap=8)
        layout.setContentsMargins(16, 12, 16, 12)
        layout.addLayout(self._build_tools(plan))
        for one, field in zip(self.note.latest.sections, self.fields, strict=True):
            layout.addWidget(self._heading_of(one, field))
            layout.addWidget(field)
        layout.addSpacing(4)
        layout.addLayout(self._build_footer())
        return layout

    def _build_heading(self) -> QWidget:
        heading = QWidget()
        day = self.note.head.occurred_on
        self._title = ElidedLabel(SECTION)
        set_role(self._title, "section")
        self._title.say(presenter.day_heading(day, self._around.today))
        kind = subtitle_label(presenter.subtitle(self.note, self._around))
        kind.give_way()
        line = row(self._title, kind, chip(self.tr("Draft"), "attention"))
        line.setStretch(1, 1)
        heading.setLayout(line)
        return heading

    def _build_tools(self, plan: str) -> FlowLayout:
        self.plan_button = link(self.tr("Start from the last plan"), lambda: self._insert(plan))
        # Never setVisible(True) here: without a parent yet, it would flash as a window.
        if not plan or not self.note.latest.is_empty:
            self.plan_button.hide()
        self.words_label = muted()
        self.saved_label = muted(presenter.saved(self.note))
        said = row(self.words_label, self.saved_label, gap=12)
        return _flow(self.bar, self.plan_button, holder(said))

    def _heading_of(self, one: Section, field: SectionField) -> QWidget:
        caption = label(one.heading, "muted")
        caption.setBuddy(field)
        if not one.heading:
            caption.hide()
        return caption

    def _build_footer(self) -> FlowLayout:
        self.discard_button = button(self.tr("Discard…"), self._on_discard)
        self.close_button = button(self.tr("Close"), self.close_editor)
        self.next_button = button(self.tr("Sign and next"), lambda: self._sign(True))
        self.sign_button = primary(self.tr("Sign") + "   Ctrl+Return", lambda: self._sign(False))
        self.sign_button.setAccessibleName(self.tr("Sign"))
        self.sign_button.setToolTip(self.tr("Makes the note final  (Ctrl+Return)"))
        leaving = row(self.discard_button, self.close_button)
        signing = row(self.next_button, self.sign_button)
        return _flow(holder(leaving), holder(signing))

    def _connect(self) -> None:
        for field in self.fields:
            field.textChanged.connect(self._on_typed)
            field.paste_refused.connect(self._on_paste_refused)
        self.head_form.changed.connect(self._on_head_changed)
        self.saver.saved.connect(self._on_saved)
        self.saver.failed.connect(self._on_save_failed)
        self._counting.timeout.connect(self._count)
        self._on_keys("Ctrl+Return", lambda: self._sign(False))
        self._on_keys("Ctrl+Enter", lambda: self._sign(False))
        self._on_keys("Ctrl+Shift+Return", lambda: self._sign(True))
        self._on_keys("Escape", self.close_editor)

    def _on_keys(self, keys: str, act: Callable[[], None]) -> None:
        shortcut = QShortcut(QKeySequence(keys), self)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(act)

    @property
    def body(self) -> Body:
        """What stands in the fields now."""
        sections = zip(self.note.latest.sections, self.fields, strict=True)
        return Body.of(
            tuple(Section(heading=one.heading, text=field.text) for one, field in sections)
        )

    def begin(self) -> None:
        """Put the cursor where one goes on writing."""
        empty = [field for field in self.fields if not field.text]
        field = (empty or self.fields[-1:])[0]
        field.setFocus()
        field.moveCursor(field.textCursor().MoveOperation.End)

    def save_now(self) -> None:
        """Save at once: the vault is about to lock, or somebody pressed Ctrl+S."""
        self.saver.save()

    def close_editor(self, then: Callable[[], None] | None = None) -> None:
        """Save, take the draft into the note and leave; ``then`` runs if all is safe."""

        def gone() -> None:
            self.closed.emit()
            if then is not None:
                then()

        self.saver.close(self.head_form.head, gone)

    def fold(self) -> None:
        """Save and take the draft into the note at once; nobody waits for the answer."""
        self.saver.close(self.head_form.head, lambda: None)

    def _insert(self, plan: str) -> None:
        named = [one for one in self.fields if one.accessibleName().casefold().startswith("plan")]
        field = (named or self.fields)[0]
        field.insertPlainText(plan)
        self.plan_button.hide()
        field.setFocus()

    def _sign(self, wants_next: bool) -> None:
        self.saver.sign(self.head_form.head, lambda note: self._on_signed(note, wants_next))

    def _on_signed(self, note: Note, wants_next: bool) -> None:
        self.saver.stop()
        self.signed.emit(note, wants_next)

    def _on_discard(self) -> None:
        question = Question(
            title=self.tr("Discard this draft?"),
            text=self.tr(
                "What was typed in it is removed for good. The audit keeps that a draft was "
                "discarded, not what it said."
            ),
            act=self.tr("Discard this draft"),
            is_destructive=True,
        )
        self._context.dialogs.confirm(self, question, self._discard)

    def _discard(self) -> None:
        self.saver.stop()
        shelf, note_id = self.note.head.shelf, self.note.id
        self._context.ask(
            self,
            lambda session: notes.discard(session, shelf, note_id),
            lambda _: self.closed.emit(),
        )

    def _on_typed(self) -> None:
        self.saver.touch()
        self._counting.start()
        self.plan_button.hide()

    def _count(self) -> None:
        self.words_label.setText(presenter.word_count(self.body.word_count))

    def _on_head_changed(self) -> None:
        head, shelf, note_id = self.head_form.head, self.note.head.shelf, self.note.id
        self._title.say(presenter.day_heading(head.occurred_on, self._around.today))
        self._context.ask(self, lambda session: notes.change_head(session, shelf, note_id, head))

    def _on_saved(self, saved_at: datetime) -> None:
        self.saved_label.setText(presenter.saved_at(saved_at))
        self.notice.say("")

    def _on_save_failed(self, error: VaultError) -> None:
        words = words_for(error)
        kept = self.tr("What you typed is not saved yet; it stays here and is tried again.")
        self.notice.say(f"{words.text} {kept}", "danger")

    def _on_paste_refused(self, words: int) -> None:
        text = self.tr(
            "What you pasted has about %1 words, too much for one field of a note. Nothing was "
            "pasted and nothing was changed. Paste a part of it, or keep it as a document."
        )
        self.notice.say(text.replace("%1", f"{words:,}"), "attention")


def _flow(*items: QWidget) -> FlowLayout:
    layout = FlowLayout(last_at_end=True)
    for one in items:
        layout.addWidget(one)
    return layout
