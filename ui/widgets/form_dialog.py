"""A dialog with fields and one act. It stays, with all that was typed, until the act is done."""

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import QSize
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QLineEdit,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from ui.context import AppContext
from ui.dialogs import Question
from ui.errors import words_for
from ui.widgets.buttons import button, danger, primary
from ui.widgets.labels import section
from ui.widgets.layouts import GAP, PAGE_MARGIN, column, row
from ui.widgets.notice import Notice
from vault.errors import InvalidValue, StepUpRequired, VaultError
from vault.session import Session

T = TypeVar("T")


class FormDialog(QDialog):
    """Subclasses fill ``content``, name their fields in ``fields`` and write ``submit``."""

    def __init__(
        self,
        context: AppContext,
        parent: QWidget,
        *,
        title: str,
        act: str,
        is_destructive: bool = False,
        width: int = 480,
    ) -> None:
        super().__init__(parent)
        self.context = context
        self.fields: dict[str, QWidget] = {}
        """A field for each name that an ``InvalidValue`` may carry."""
        self.setWindowTitle(title)
        self.setModal(True)
        self.setMinimumWidth(width)
        self.content = QVBoxLayout()
        self.content.setSpacing(12)
        self.notice = Notice(context.theme)
        self.act_button = (danger if is_destructive else primary)(act, self.submit)
        self.cancel_button = button(self.tr("Cancel"), self.reject)
        self.buttons = row(None, self.cancel_button, self.act_button)
        layout = column(section(title), self.notice, self.content, gap=GAP)
        layout.addSpacing(GAP)
        layout.addLayout(self.buttons)
        layout.setContentsMargins(PAGE_MARGIN, PAGE_MARGIN, PAGE_MARGIN, PAGE_MARGIN)
        self.setLayout(layout)
        self._before: tuple[str, ...] | None = None
        self.finished.connect(self.deleteLater)

    def open(self) -> None:
        """Show the dialog at its first field; what stands in the fields now counts as untouched."""
        self._before = self._typed()
        super().open()
        first = next(iter(self.fields.values()), None)
        if first is not None:
            first.setFocus()

    def submit(self) -> None:
        """Do what the dialog is for; subclasses call ``run``."""
        raise NotImplementedError

    def run(self, job: Callable[[Session], T], then: Callable[[T], None] | None = None) -> None:
        """Run ``job`` on the worker and close, or say what is wrong and stay."""

        def done(result: T) -> None:
            self.accept()
            if then is not None:
                then(result)

        def failed(error: VaultError) -> None:
            self.act_button.setEnabled(True)
            if isinstance(error, StepUpRequired):
                self.context.step_up(self, lambda: self.run(job, then))
            else:
                self.show_error(error)

        self.act_button.setEnabled(False)
        self.context.ask(self, job, done, failed)

    def show_error(self, error: VaultError) -> None:
        """Say it above the fields, and go to the field it is about."""
        self.notice.say(words_for(error).body, "danger")
        if isinstance(error, InvalidValue):
            field = self.field_of(error.field)
            if field is not None:
                field.setFocus()

    def field_of(self, name: str) -> QWidget | None:
        """Return the field for a name such as ``people.2.authority_to``."""
        return self.fields.get(name)

    def reject(self) -> None:
        """Leave; ask first if something was typed."""
        if self._before is None or self._typed() == self._before:
            super().reject()
            return
        question = Question(
            title=self.tr("Leave without saving?"),
            text=self.tr("What you typed here is not saved yet. The record is as it was."),
            act=self.tr("Leave without saving"),
            is_destructive=True,
        )
        self.context.dialogs.confirm(self, question, super().reject)

    def _typed(self) -> tuple[str, ...]:
        lines = [field.text() for field in self.findChildren(QLineEdit)]
        texts = [field.toPlainText() for field in self.findChildren(QPlainTextEdit)]
        chosen = [field.currentText() for field in self.findChildren(QComboBox)]
        return (*lines, *texts, *chosen)

    def sizeHint(self) -> QSize:
        """Never higher than a small laptop's screen."""
        return super().sizeHint().boundedTo(QSize(900, 640))
