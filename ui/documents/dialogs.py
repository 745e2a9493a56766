"""What is known of a document, and the mark that it was entered in error."""

from dataclasses import dataclass
from datetime import date, timedelta

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from ui import wording
from ui.clients.typed_fields import choice_field, line_field, text_field
from ui.context import AppContext
from ui.documents import presenter
from ui.widgets.form_dialog import FormDialog
from ui.widgets.labels import label
from ui.widgets.layouts import field_row, row
from ui.widgets.typed_day import DayField
from vault.documents import service as documents
from vault.documents.model import Document, DocumentFacts, DocumentKind, Source
from vault.errors import InvalidValue
from vault.forms.model import FormKey
from vault.notes.model import Privilege


def _tr(text: str) -> str:
    return QCoreApplication.translate("documents", text)


def _key(form: str, document: Document) -> FormKey:
    return FormKey(form=form, client_id=document.client_id, subject_id=document.id)


class FactsDialog(FormDialog):
    """The facts of a document that is there."""

    def __init__(self, context: AppContext, parent: QWidget, document: Document) -> None:
        super().__init__(
            context, parent, title=_tr("Facts of the document"), act=_tr("Save the facts")
        )
        self._document = document
        self.draft_key = _key("document.facts", document)
        self.form = FactsForm(self, document.facts, has_title=True)
        came = _tr("Came as “%1”, added on %2.")
        name, at = document.file_name, wording.instant(document.added_at)
        words = came.replace("%1", name).replace("%2", at)
        self.content.addWidget(label(words, "muted", wrap=True))

    def submit(self) -> None:
        """Keep what was chosen."""
        try:
            facts = self.form.read()
        except InvalidValue as error:
            self.show_error(error)
            return
        document_id = self._document.id
        self.run(lambda session: documents.change_facts(session, document_id, facts))


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """What is about to be added: how many files, and the facts that are likely."""

    count: int
    facts: DocumentFacts
    today: date


class AddDialog(FormDialog):
    """The facts of what is about to be added; of many files they hold for each.

    ``accepted`` means that ``facts`` shall be kept.
    """

    def __init__(self, context: AppContext, parent: QWidget, offer: Offer) -> None:
        act = _tr("Add the document") if offer.count == 1 else _tr("Add the documents")
        super().__init__(context, parent, title=_tr("Add to the record"), act=act)
        self._today = offer.today
        self.facts = offer.facts
        if offer.count > 1:
            words = _tr("%1 files. What is chosen here holds for each of them.")
            counted = words.replace("%1", f"{offer.count:,}")
            self.content.addWidget(label(counted, "muted", wrap=True))
        self.form = FactsForm(self, offer.facts, has_title=offer.count == 1)

    def submit(self) -> None:
        """Go on with what was chosen."""
        try:
            self.facts = self.form.read()
            if self.facts.dated_on and self.facts.dated_on > self._today + timedelta(days=1):
                raise InvalidValue("dated_on")
        except InvalidValue as error:
            self.show_error(error)
            return
        self.accept()


class FactsForm:
    """The fields of both dialogs."""

    def __init__(self, dialog: FormDialog, facts: DocumentFacts, *, has_title: bool) -> None:
        self.title = line_field(facts.title)
        self.dated_on = DayField("dated_on", facts.dated_on)
        self.kind = choice_field(DocumentKind, presenter.kind_name, facts.kind)
        self.source = choice_field(Source, presenter.source_name, facts.source)
        self.about_whom = line_field(facts.about_whom)
        self.privilege = choice_field(Privilege, wording.privilege, facts.privilege)
        if has_title:
            dialog.content.addLayout(field_row(_tr("&Title"), self.title))
        what = row(
            field_row(_tr("&Day that stands on it"), self.dated_on),
            field_row(_tr("&Kind"), self.kind),
            gap=12,
        )
        whose = row(
            field_row(_tr("&From"), self.source),
            field_row(_tr("&About whom, if not the client"), self.about_whom),
            gap=12,
        )
        dialog.content.addLayout(what)
        dialog.content.addLayout(whose)
        dialog.content.addLayout(field_row(_tr("Pri&vilege"), self.privilege))
        title = {"title": self.title} if has_title else {}
        dialog.fields = {
            **title,
            "dated_on": self.dated_on,
            "kind": self.kind,
            "source": self.source,
            "about_whom": self.about_whom,
            "privilege": self.privilege,
        }

    def read(self) -> DocumentFacts:
        """Return what was chosen. Raises ``InvalidValue``."""
        return DocumentFacts(
            kind=DocumentKind(self.kind.currentData()),
            title=self.title.text().strip(),
            dated_on=self.dated_on.day,
            source=Source(self.source.currentData()),
            about_whom=self.about_whom.text().strip(),
            privilege=Privilege(self.privilege.currentData()),
        )


class DocumentErrorDialog(FormDialog):
    """Marks a document as entered in error; it stays, and can still be opened."""

    def __init__(self, context: AppContext, parent: QWidget, document: Document) -> None:
        title = _tr("Mark “%1” as entered in error").replace("%1", document.title)
        act = _tr("Mark as entered in error")
        super().__init__(context, parent, title=title, act=act, is_destructive=True)
        self._document = document
        words = _tr(
            "The document stays in the record with your reason. This mark cannot be taken back."
        )
        self.content.addWidget(label(words, "muted", wrap=True))
        self.reason = text_field("", 3)
        hint = _tr("Such as: belongs to another client.")
        self.content.addLayout(field_row(_tr("&Reason"), self.reason, hint))
        self.fields = {"reason": self.reason}
        self.draft_key = _key("document.error", document)

    def submit(self) -> None:
        """Mark the document."""
        document_id, reason = self._document.id, self.reason.text
        self.run(lambda session: documents.mark_error(session, document_id, reason))
