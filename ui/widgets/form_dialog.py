"""A dialog with fields and one act. It stays, with all that was typed, until the act is done."""

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from ui.context import AppContext
from ui.dialogs import Question
from ui.errors import words_for
from ui.theme import grown
from ui.widgets.buttons import button, danger, primary
from ui.widgets.draft_offer import DraftOffer
from ui.widgets.form_keeper import FormKeeper
from ui.widgets.form_state import put_back, values_of
from ui.widgets.labels import section
from ui.widgets.layouts import GAP, PAGE_MARGIN, column, row
from ui.widgets.notice import Notice
from vault.errors import InvalidValue, StepUpRequired, VaultError
from vault.forms import service as forms
from vault.forms.model import Field, Fields, FormDraft, FormKey
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
        self.draft_key: FormKey | None = None
        """With it, what was typed is kept, and offered at the next opening if it got nowhere."""
        self._draft: FormDraft | None = None
        self.setWindowTitle(title)
        self.setModal(True)
        self.setMinimumWidth(grown(width))
        self.content = QVBoxLayout()
        self.content.setSpacing(12)
        self.notice = Notice(context.theme)
        self.offer = DraftOffer(context, self._on_take, self._on_discard)
        self.act_button = (danger if is_destructive else primary)(act, self.submit)
        self.cancel_button = button(self.tr("Cancel"), self.reject)
        self.buttons = row(None, self.cancel_button, self.act_button)
        layout = column(section(title), self.offer, self.notice, self.content, gap=GAP)
        layout.addSpacing(GAP)
        layout.addLayout(self.buttons)
        layout.setContentsMargins(PAGE_MARGIN, PAGE_MARGIN, PAGE_MARGIN, PAGE_MARGIN)
        self.setLayout(layout)
        self._before: Fields | None = None
        self.keeper = FormKeeper(context, self, self.typed)
        context.about_to_lock.connect(self.keeper.keep)
        context.about_to_back_up.connect(self.keeper.keep)
        self.finished.connect(self.keeper.end)
        self.finished.connect(self.deleteLater)

    def open(self) -> None:
        """Show the dialog at its first field; what stands in the fields now counts as untouched."""
        self._before = self.typed()
        super().open()
        self._focus_first()
        key = self.draft_key
        if key is not None:
            self.context.ask(self, lambda session: forms.newest(session, key), self._on_draft)
            self.keeper.begin(key, self._before)

    def _focus_first(self) -> None:
        first = next(iter(self.fields.values()), None)
        if first is not None:
            first.setFocus()

    def submit(self) -> None:
        """Do what the dialog is for; subclasses call ``run``."""
        raise NotImplementedError

    def run(self, job: Callable[[Session], T], then: Callable[[T], None] | None = None) -> None:
        """Run ``job`` on the worker and close, or say what is wrong and stay."""

        def work(session: Session) -> T:
            result = job(session)
            self.keeper.forget(session)
            return result

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
        self.context.ask(self, work, done, failed)

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
        if self._before is None or self.typed() == self._before:
            super().reject()
            return
        question = Question(
            title=self.tr("Leave without saving?"),
            text=self.tr("What you typed here is not saved yet. The record is as it was."),
            act=self.tr("Leave without saving"),
            is_destructive=True,
        )
        self.context.dialogs.confirm(self, question, self._leave)

    def _leave(self) -> None:
        self.context.ask(self, self.keeper.forget)
        super().reject()

    def typed(self) -> dict[str, Field]:
        """Return what stands in the fields now; subclasses add what is not in ``fields``."""
        return {**values_of(self.fields)}

    def put_back(self, fields: Fields) -> None:
        """Write what ``typed`` returned once into the fields."""
        put_back(self.fields, fields)

    # --- what was typed before and got nowhere ---

    def _on_draft(self, draft: FormDraft | None) -> None:
        if draft is not None:
            self._draft = draft
            self.offer.offer(draft)

    def _on_take(self) -> None:
        if self._draft is not None:
            self.keeper.go_on_from(self._draft.id)
            self.offer.hide()
            self.put_back(self._draft.fields)
            self._focus_first()

    def _on_discard(self) -> None:
        draft, self._draft = self._draft, None
        if draft is not None:
            self.context.ask(self, lambda session: forms.forget(session, draft.id))
        self.offer.hide()
        self._focus_first()

    def sizeHint(self) -> QSize:
        """Never higher than a small laptop's screen."""
        return super().sizeHint().boundedTo(QSize(grown(900), 640))
