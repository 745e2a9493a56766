"""Two short dialogs about a signed note: an addendum, and "entered in error"."""

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from ui.context import AppContext
from ui.notes.section_field import SectionField
from ui.widgets.form_dialog import FormDialog
from ui.widgets.labels import label
from ui.widgets.layouts import field_row
from ui.wording import long_day
from vault.forms.model import FormKey
from vault.notes import service as notes
from vault.notes.model import Body, Note, NoteHead, NoteKind, Section, Shelf
from vault.session import Session


def _tr(text: str) -> str:
    return QCoreApplication.translate("notes", text)


def _key(form: str, note: Note) -> FormKey:
    return FormKey(form=form, client_id=note.head.client_id, subject_id=note.id)


class AddendumDialog(FormDialog):
    """Adds a signed addendum to a signed note."""

    def __init__(self, context: AppContext, parent: QWidget, note: Note) -> None:
        super().__init__(
            context,
            parent,
            title=_tr("Addendum to the note of %1").replace("%1", long_day(note.head.occurred_on)),
            act=_tr("Sign the addendum"),
            width=560,
        )
        self._note = note
        words = self.tr("The note stays as it was signed; the addendum stands below it.")
        self.content.addWidget(label(words, "muted", wrap=True))
        self.field = SectionField(self.tr("Addendum"), "", 5)
        self.content.addLayout(field_row(self.tr("&Text"), self.field))
        self.fields = {"text": self.field}
        self.draft_key = _key("addendum", note)
        context.about_to_lock.connect(self._keep)

    def submit(self) -> None:
        """Sign what was typed."""
        shelf, note_id, text = self._note.head.shelf, self._note.id, self.field.text
        self.run(lambda session: notes.add_addendum(session, shelf, note_id, text))

    def _keep(self) -> None:
        """The vault locks: what was typed becomes a draft, so that it is seen.

        What stands apart does not become a draft of the record: the dialog offers it again.
        """
        text = self.field.text
        if not (self.isVisible() and text.strip()) or self._note.head.shelf is not Shelf.RECORD:
            return
        about = self.tr("Addendum, not signed, to the note of %1").replace(
            "%1", self._note.head.occurred_on.isoformat()
        )
        body = Body.of((Section(heading=about, text=text),))
        client_id = self._note.head.client_id

        def job(session: Session) -> None:
            head = NoteHead(
                client_id=client_id, kind=NoteKind.PROGRESS, occurred_on=session.today()
            )
            notes.start(session, head, body)
            self.keeper.forget(session)

        self.context.ask(self, job)


class ErrorDialog(FormDialog):
    """Marks a signed or imported note as entered in error; its text stays, struck through."""

    def __init__(self, context: AppContext, parent: QWidget, note: Note) -> None:
        super().__init__(
            context,
            parent,
            title=_tr("Mark the note of %1 as entered in error").replace(
                "%1", long_day(note.head.occurred_on)
            ),
            act=_tr("Mark as entered in error"),
            is_destructive=True,
        )
        self._note = note
        words = self.tr(
            "Its text stays in the record, struck through, with your reason. This mark cannot be "
            "taken back."
        )
        self.content.addWidget(label(words, "muted", wrap=True))
        self.field = SectionField(self.tr("Reason"), "", 3)
        hint = self.tr("Such as: written in the wrong client's record.")
        self.content.addLayout(field_row(self.tr("&Reason"), self.field, hint))
        self.fields = {"reason": self.field}
        self.draft_key = _key("note.error", note)

    def submit(self) -> None:
        """Mark the note."""
        shelf, note_id, reason = self._note.head.shelf, self._note.id, self.field.text
        self.run(lambda session: notes.mark_error(session, shelf, note_id, reason))
