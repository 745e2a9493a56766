"""Keeping a client's record from the successor, with the reason."""

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from ui.clients.typed_fields import choice_field, text_field
from ui.context import AppContext
from ui.succession.presenter import audience_words
from ui.widgets.form_dialog import FormDialog
from ui.widgets.labels import muted
from ui.widgets.layouts import field_row
from vault.forms.model import FormKey
from vault.ids import ClientId
from vault.succession import plan_service
from vault.succession.plan_model import Apart, Audience


def _tr(text: str) -> str:
    return QCoreApplication.translate("succession", text)


class ApartDialog(FormDialog):
    """For whom the record is instead, and why."""

    def __init__(
        self,
        context: AppContext,
        parent: QWidget,
        client_id: ClientId,
        number: str,
        kept: Apart | None = None,
    ) -> None:
        title = _tr("Keep record %1 from the successor").replace("%1", number)
        super().__init__(context, parent, title=title, act=_tr("&Keep apart"))
        self._client_id = client_id
        audience = kept.audience if kept else Audience.ALTERNATE
        self.audience = choice_field(Audience, audience_words, audience)
        self.reason = text_field(kept.reason if kept else "")
        for_whom = _tr(
            "The alternate's records are a part of their own. What is for nobody is in no export"
            " at all: nobody can look after that client."
        )
        reason = _tr("It stays in this vault and in that client's record; it is not printed.")
        self.content.addLayout(field_row(_tr("&For whom it is"), self.audience, for_whom))
        self.content.addLayout(field_row(_tr("&Reason"), self.reason, reason))
        said = _tr("It counts from the next sealing on; exports made before are as they were.")
        self.content.addWidget(muted(said, wrap=True))
        self.fields = {"audience": self.audience, "reason": self.reason}
        self.draft_key = FormKey(form="succession.apart", client_id=client_id)

    def submit(self) -> None:
        """Keep it apart."""
        client_id, reason = self._client_id, self.reason.text
        audience = Audience(self.audience.currentData())
        self.run(lambda session: plan_service.keep_apart(session, client_id, audience, reason))
