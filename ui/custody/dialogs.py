"""What a custodian enters: a task, what came of one, an attempt to reach a client, a note."""

from PySide6.QtWidgets import QWidget

from ui.clients.typed_fields import choice_field, line_field, text_field
from ui.context import AppContext
from ui.custody import presenter
from ui.widgets.form_dialog import FormDialog
from ui.widgets.labels import muted
from ui.widgets.layouts import field_row
from ui.widgets.typed_day import DayField
from vault.custody import service as custody
from vault.custody.model import ContactOutcome, ContactWay, CustodyTask
from vault.errors import InvalidValue
from vault.forms.model import FormKey
from vault.ids import ClientId

_NOTE_LINES = 8


class TaskDialog(FormDialog):
    """A task of one's own, about a client or about all of it."""

    def __init__(
        self, context: AppContext, parent: QWidget, client_id: ClientId | None = None
    ) -> None:
        super().__init__(
            context, parent, title=self.tr("A task of your own"), act=self.tr("Add the task")
        )
        self._client_id = client_id
        self.what = line_field("")
        self.due_on = DayField("due_on")
        self.remark = text_field("")
        hint = self.tr("Leave it empty if there is no day.")
        self.content.addLayout(field_row(self.tr("&What is to be done"), self.what))
        self.content.addLayout(field_row(self.tr("&Until"), self.due_on, hint))
        self.content.addLayout(field_row(self.tr("&Remark"), self.remark))
        self.fields = {"title": self.what, "due_on": self.due_on, "remark": self.remark}
        self.draft_key = FormKey(form="custody.task", client_id=client_id)

    def submit(self) -> None:
        """Keep it."""
        try:
            due_on = self.due_on.day
        except InvalidValue as error:
            self.show_error(error)
            return
        title, remark, client_id = self.what.text(), self.remark.text, self._client_id
        self.run(
            lambda session: custody.add_task(
                session, title, client_id=client_id, due_on=due_on, remark=remark
            )
        )


class DoneDialog(FormDialog):
    """What came of a task, as it shall stand beside it."""

    def __init__(self, context: AppContext, parent: QWidget, task: CustodyTask) -> None:
        super().__init__(context, parent, title=task.title, act=self.tr("It is done"))
        self._task = task
        self.remark = text_field(task.remark)
        hint = self.tr("With whom you spoke, a number of theirs, what was agreed.")
        self.content.addLayout(field_row(self.tr("&What came of it"), self.remark, hint))
        self.fields = {"remark": self.remark}
        self.draft_key = FormKey(form="custody.done", client_id=task.client_id, subject_id=task.id)

    def submit(self) -> None:
        """Tick it off."""
        task_id, remark = self._task.id, self.remark.text
        self.run(lambda session: custody.complete_task(session, task_id, remark))


class ContactDialog(FormDialog):
    """An attempt to reach a client, also one that failed."""

    def __init__(self, context: AppContext, parent: QWidget, client_id: ClientId) -> None:
        super().__init__(
            context, parent, title=self.tr("You tried to reach the client"), act=self.tr("Log it")
        )
        self._client_id = client_id
        self.way = choice_field(ContactWay, presenter.way_words, ContactWay.PHONE)
        self.outcome = choice_field(ContactOutcome, presenter.outcome_words, ContactOutcome.REACHED)
        self.remark = text_field("")
        said = self.tr("It is logged with this minute. Log the attempts that failed as well.")
        self.content.addWidget(muted(said, wrap=True))
        self.content.addLayout(field_row(self.tr("&How"), self.way))
        self.content.addLayout(field_row(self.tr("What &came of it"), self.outcome))
        self.content.addLayout(field_row(self.tr("&Remark"), self.remark))
        self.fields = {"way": self.way, "outcome": self.outcome, "remark": self.remark}
        self.draft_key = FormKey(form="custody.contact", client_id=client_id)

    def submit(self) -> None:
        """Log it, with the time it is now."""
        client_id, remark = self._client_id, self.remark.text
        way = ContactWay(self.way.currentData())
        outcome = ContactOutcome(self.outcome.currentData())
        self.run(lambda session: custody.log_contact(session, client_id, way, outcome, remark))


class NoteDialog(FormDialog):
    """A custodian's note: it stays as it was written."""

    def __init__(
        self, context: AppContext, parent: QWidget, client_id: ClientId | None = None
    ) -> None:
        super().__init__(
            context,
            parent,
            title=self.tr("A custodian's note"),
            act=self.tr("Keep the note"),
            width=560,
        )
        self._client_id = client_id
        self.body = text_field("", _NOTE_LINES)
        said = self.tr(
            "It stands in your name beside the inherited record, never in it, and stays as it is"
            " written."
        )
        self.content.addWidget(muted(said, wrap=True))
        self.content.addLayout(field_row(self.tr("&Note"), self.body))
        self.fields = {"body": self.body}
        self.draft_key = FormKey(form="custody.note", client_id=client_id)

    def submit(self) -> None:
        """Keep it."""
        client_id, body = self._client_id, self.body.text
        self.run(lambda session: custody.add_note(session, body, client_id))
