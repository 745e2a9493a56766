"""A holder's answer: two lines of the card, or the code from a question's file."""

from collections.abc import Callable

from PySide6.QtWidgets import QDialog, QLineEdit, QWidget

from ui.context import AppContext
from ui.errors import words_for
from ui.theme import grown, mono
from ui.widgets.buttons import button, primary
from ui.widgets.labels import muted, section
from ui.widgets.layouts import GAP, PAGE_MARGIN, column, field_row, row
from ui.widgets.notice import Notice
from ui.widgets.sheet_entry import SheetEntry
from vault.errors import SheetLineError, VaultError
from vault.session import Session
from vault.succession import service
from vault.succession.model import Challenge, Holder

_WIDTH = 480
_LONGEST_CODE = 40


class AnswerDialog(QDialog):
    """What is typed here is kept nowhere: only whether it was right."""

    def __init__(
        self, context: AppContext, parent: QWidget, holder: Holder, asked: Challenge
    ) -> None:
        super().__init__(parent)
        self._context, self._holder, self._asked = context, holder, asked
        self.on_answered: Callable[[bool], None] = lambda _: None
        self.setWindowTitle(self.tr("A holder's answer"))
        self.setModal(True)
        self.setMinimumWidth(grown(_WIDTH))
        self.notice = Notice(context.theme, parent=self)
        self.entry = self._line_fields(asked.lines) if asked.lines else None
        self.code = QLineEdit()
        self.code.setMaxLength(_LONGEST_CODE)
        self.code.setFont(mono())
        self.go_button = primary(self.tr("Enter the answer"), self._on_go)
        self._build()
        self.finished.connect(self._on_finished)

    def _line_fields(self, numbers: tuple[int, ...]) -> SheetEntry:
        name = self.tr("Line %1 of the card")
        return SheetEntry(self._context.theme, numbers, line_name=name)

    def _build(self) -> None:
        heading = self.tr("Holder %1 – %2").replace("%1", str(self._holder.place))
        cancel = button(self.tr("Cancel"), self.reject)
        if self.entry is not None:
            self.entry.submitted.connect(self._on_go)
            said = self.tr(
                "Let the holder type these two lines from the card, or read them to you. Never ask"
                " for more than two."
            )
            body = column(muted(said, wrap=True), self.entry, gap=12)
        else:
            said = self.tr(
                "The holder finds the code in the file that you sent, and tells it to you. Spaces"
                " and capitals do not matter."
            )
            body = column(muted(said, wrap=True), field_row(self.tr("&Code"), self.code), gap=12)
        layout = column(
            section(heading.replace("%2", self._holder.label)),
            self.notice,
            body,
            row(None, cancel, self.go_button),
            gap=GAP + 8,
        )
        layout.setContentsMargins(PAGE_MARGIN, PAGE_MARGIN, PAGE_MARGIN, PAGE_MARGIN)
        self.setLayout(layout)
        (self.entry or self.code).setFocus()

    def _on_go(self) -> None:
        lines = self.entry.lines() if self.entry is not None else []
        typed = dict(zip(self._asked.lines, lines, strict=True))
        code, asked = self.code.text(), self._asked.id

        def job(session: Session) -> bool:
            return service.answer(session, asked, lines=typed, code=code)

        self.go_button.setEnabled(False)
        self._context.ask(self, job, self._on_told, self._on_error)

    def _on_told(self, is_right: bool) -> None:
        self.accept()
        self.on_answered(is_right)

    def _on_error(self, error: VaultError) -> None:
        self.go_button.setEnabled(True)
        self.notice.say(words_for(error).body, "danger")
        if isinstance(error, SheetLineError) and self.entry is not None:
            self.entry.show_wrong(error.line)

    def _on_finished(self) -> None:
        if self.entry is not None:
            self.entry.clear()
        self.code.clear()
        self.deleteLater()
