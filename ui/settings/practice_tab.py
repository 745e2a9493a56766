"""The practice's profile."""

from dataclasses import replace

from PySide6.QtWidgets import QCheckBox, QComboBox, QPlainTextEdit, QVBoxLayout, QWidget

from ui.bus import kinds
from ui.context import AppContext
from ui.errors import words_for
from ui.first_run.practice import STATES
from ui.settings.tab import focus_if, tab_layout
from ui.widgets.buttons import primary
from ui.widgets.labels import muted
from ui.widgets.layouts import column, field_row, row
from ui.widgets.line_field import LineField
from ui.widgets.notice import Notice
from vault.changes import Kind
from vault.errors import InvalidValue, VaultError
from vault.practice import service as practices
from vault.practice.model import Practice

_TEXT_PX = 72


class PracticeTab(QWidget):
    """What stands on notes and letters."""

    def __init__(self, context: AppContext) -> None:
        super().__init__()
        self._context = context
        self._kept: Practice | None = None
        self._build_fields()
        self.notice = Notice(context.theme, parent=self)
        self.save_button = primary(self.tr("Save the profile"), self._on_save)
        self.save_button.setEnabled(False)
        self.saved = muted()
        self.setLayout(self._build())
        context.bus.subscribe(self, kinds(Kind.PRACTICE), self.refresh)
        self.refresh()

    def _build_fields(self) -> None:
        self.practitioner, self.practice_name = LineField(), LineField()
        self.licenses, self.address = QPlainTextEdit(), QPlainTextEdit()
        self.phone, self.email = LineField(), LineField()
        self.state = QComboBox()
        self.state.addItem(self.tr("Not set"), "")
        for code in STATES:
            self.state.addItem(code, code)
        self.is_covered = QCheckBox(self.tr("My practice is a HIPAA &covered entity"))
        self.is_covered.setMinimumHeight(32)
        self._lines = {
            "practitioner": self.practitioner,
            "practice_name": self.practice_name,
            "phone": self.phone,
            "email": self.email,
        }
        self._texts = {"licenses": self.licenses, "address": self.address}
        for line in self._lines.values():
            line.textChanged.connect(self._on_typed)
        for text in self._texts.values():
            text.setFixedHeight(_TEXT_PX)
            text.setTabChangesFocus(True)
            text.textChanged.connect(self._on_typed)
        self.state.currentIndexChanged.connect(self._on_typed)
        self.is_covered.toggled.connect(self._on_typed)

    def _build(self) -> QVBoxLayout:
        place = row(
            field_row(self.tr("P&hone"), self.phone), field_row(self.tr("&E-mail"), self.email)
        )
        hint = self.tr("If you are not sure, leave it ticked: the stricter rules then apply.")
        content = column(
            self.notice,
            field_row(self.tr("Your &name, as it stands on what you sign"), self.practitioner),
            field_row(self.tr("Name of the &practice, if it has one"), self.practice_name),
            field_row(self.tr("&Licenses"), self.licenses),
            field_row(self.tr("&State of practice"), self.state),
            place,
            field_row(self.tr("&Address"), self.address),
            column(self.is_covered, muted(hint, wrap=True), gap=4),
            row(self.save_button, self.saved, None),
            None,
            gap=16,
        )
        return tab_layout(content)

    def refresh(self) -> None:
        """Read the profile; what is being typed and not saved yet stays."""
        self._context.ask(self, practices.get, self._on_read)

    def _on_read(self, practice: Practice) -> None:
        is_typing = self._kept is not None and self._typed() != self._kept
        if self._kept is not None:
            # What this tab does not show is always as it is kept.
            minutes = practice.lock_after_minutes
            self._kept = replace(self._kept, lock_after_minutes=minutes)
        if not is_typing:
            self._kept = practice
            self._fill(practice)
        self._on_typed()

    def _fill(self, practice: Practice) -> None:
        for name, line in self._lines.items():
            line.setText(getattr(practice, name))
        for name, text in self._texts.items():
            text.setPlainText(getattr(practice, name))
        if self.state.findData(practice.jurisdiction) < 0:
            self.state.addItem(practice.jurisdiction, practice.jurisdiction)
        self.state.setCurrentIndex(self.state.findData(practice.jurisdiction))
        self.is_covered.setChecked(practice.is_covered_entity)

    def _typed(self) -> Practice:
        if self._kept is None:
            raise RuntimeError("nothing can be typed before the profile was read")
        return replace(
            self._kept,
            practitioner=self.practitioner.text(),
            practice_name=self.practice_name.text(),
            phone=self.phone.text(),
            email=self.email.text(),
            licenses=self.licenses.toPlainText(),
            address=self.address.toPlainText(),
            jurisdiction=str(self.state.currentData()),
            is_covered_entity=self.is_covered.isChecked(),
        )

    def _on_typed(self) -> None:
        is_changed = self._kept is not None and self._typed() != self._kept
        self.save_button.setEnabled(is_changed)
        if is_changed:
            self.saved.setText("")

    def _on_save(self) -> None:
        practice = self._typed()
        self._context.ask(
            self,
            lambda session: practices.save(session, practice),
            lambda _: self._on_saved(practice),
            self._on_failed,
        )

    def _on_saved(self, practice: Practice) -> None:
        self._kept = practice
        self.notice.say("")
        self._on_typed()
        self.saved.setText(self.tr("Saved"))

    def _on_failed(self, error: VaultError) -> None:
        self.notice.say(words_for(error).body, "danger")
        if isinstance(error, InvalidValue):
            focus_if((self._lines | self._texts).get(error.field))
