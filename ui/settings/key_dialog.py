"""A change of keys: what will happen, what is new, the proof, the progress."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QWidget

from ui.context import AppContext
from ui.errors import words_for
from ui.settings.new_secret import NewSecret
from ui.settings.presenter import step_words
from ui.settings.proof import Proof
from ui.theme import grown
from ui.widgets.buttons import button, danger, primary
from ui.widgets.labels import label, section
from ui.widgets.layouts import GAP, PAGE_MARGIN, column, row
from ui.widgets.notice import Notice
from ui.widgets.progress import ProgressDialog
from vault.errors import SheetLineError, VaultError
from vault.keys.model import Slot, SwitchProgress
from vault.session import Session

_WIDTH = 480

Report = Callable[[SwitchProgress], None]
Change = Callable[[Session, str, str, Report], None]
"""Takes the session, the proof, the new secret (empty without one), and how to tell progress."""


class KeyDialog(QDialog):
    """``accepted`` means that the keys were changed; on any error all is as it was."""

    def __init__(
        self,
        context: AppContext,
        parent: QWidget,
        *,
        title: str,
        text: str,
        act: str,
        slots: Sequence[Slot],
        change: Change,
        new_secret: NewSecret | None = None,
        is_destructive: bool = False,
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)
        self.setModal(True)
        self._context = context
        self._change = change
        self._title = title
        self.new_secret = new_secret
        self.proof = Proof(context, slots)
        self.notice = Notice(context.theme, parent=self)
        self.act_button = (danger if is_destructive else primary)(act, self._on_act)
        self.cancel_button = button(self.tr("Cancel"), self.reject)
        self._build(title, text)
        self.proof.submitted.connect(self._on_act)
        if new_secret is not None:
            new_secret.changed.connect(self._judge)
            new_secret.submitted.connect(self.proof.focus)
        self._judge()
        self._focus_first()

    def _build(self, title: str, text: str) -> None:
        layout = column(section(title), label(text, wrap=True), self.notice, gap=12)
        if self.new_secret is not None:
            layout.addWidget(self.new_secret)
        layout.addWidget(self.proof)
        layout.addSpacing(GAP)
        layout.addLayout(row(None, self.cancel_button, self.act_button))
        layout.setContentsMargins(PAGE_MARGIN, PAGE_MARGIN, PAGE_MARGIN, PAGE_MARGIN)
        self.setLayout(layout)
        self.setMinimumWidth(grown(_WIDTH))

    def _focus_first(self) -> None:
        if self.new_secret is None:
            self.proof.focus()
        else:
            self.new_secret.typed.setFocus()

    @property
    def _is_ready(self) -> bool:
        return self.new_secret is None or self.new_secret.is_complete

    def _judge(self) -> None:
        self.act_button.setEnabled(self._is_ready)

    def _on_act(self) -> None:
        if not self._is_ready:
            return
        if self.proof.is_empty:
            self.proof.focus()
            return
        typed, new = self.proof.take(), self.new_secret.typed.text() if self.new_secret else ""
        self.act_button.setEnabled(False)
        progress = ProgressDialog(self, self._title)
        tell = self._context.worker.report_to(
            self, lambda one: progress.step(step_words(one), one.done, one.total)
        )

        def done(_: None) -> None:
            progress.end()
            self._forget()
            self.accept()

        def failed(error: VaultError) -> None:
            progress.end()
            self._judge()
            self._show_error(error)

        self._context.ask(
            self,
            lambda session: self._change(session, typed, new, tell),
            done,
            failed,
            is_alone=True,
        )

    def _show_error(self, error: VaultError) -> None:
        self.notice.say(words_for(error).body, "danger")
        if isinstance(error, SheetLineError):
            self.proof.sheet.show_wrong(error.line)
        else:
            self.proof.focus()

    def _forget(self) -> None:
        self.proof.clear()
        if self.new_secret is not None:
            self.new_secret.clear()

    def reject(self) -> None:
        """Leave, and keep nothing that was typed."""
        self._forget()
        super().reject()
