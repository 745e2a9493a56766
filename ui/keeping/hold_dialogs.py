"""Placing a hold, and releasing it with a reason."""

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QComboBox, QWidget

from ui import wording
from ui.clients.opened_client import OpenedClient
from ui.clients.typed_fields import choice_field, text_field
from ui.context import AppContext
from ui.keeping import presenter
from ui.widgets.form_dialog import FormDialog
from ui.widgets.labels import label
from ui.widgets.layouts import field_row, row
from ui.widgets.typed_day import DayField
from vault.errors import InvalidValue
from vault.forms.model import FormKey
from vault.holds import service as holds
from vault.holds.model import Hold, HoldKind
from vault.ids import EpisodeId


def _tr(text: str) -> str:
    return QCoreApplication.translate("keeping", text)


class PlaceHoldDialog(FormDialog):
    """What for, why, from when, and on the whole record or for one episode."""

    def __init__(self, context: AppContext, parent: QWidget, opened: OpenedClient) -> None:
        title = _tr("Place a hold on record %1").replace("%1", opened.client.record_number)
        super().__init__(context, parent, title=title, act=_tr("Place the hold"))
        self._client_id = opened.client.id
        self.kind = choice_field(HoldKind, wording.hold_kind, HoldKind.LEGAL)
        self.reason = text_field("")
        self.starts_on = DayField("starts_on", opened.today)
        self.scope = _scope_field(opened)
        words = _tr("While it is active, nothing of this record is disposed of, whatever its date.")
        self.content.addWidget(label(words, "muted", wrap=True))
        self.content.addLayout(field_row(_tr("&What for"), self.kind))
        hint = _tr("Such as: subpoena of the county court, case 24-0117.")
        self.content.addLayout(field_row(_tr("&Reason"), self.reason, hint))
        when = field_row(_tr("&From"), self.starts_on)
        where = row(when, field_row(_tr("&On"), self.scope), gap=12)
        where.setStretch(1, 1)
        self.content.addLayout(where)
        self.fields = {
            "kind": self.kind,
            "reason": self.reason,
            "starts_on": self.starts_on,
            "episode_id": self.scope,
        }
        self.draft_key = FormKey(form="hold.place", client_id=opened.client.id)

    def submit(self) -> None:
        """Place the hold."""
        try:
            day = self.starts_on.filled
        except InvalidValue as error:
            self.show_error(error)
            return
        client_id, reason = self._client_id, self.reason.text
        kind, chosen = HoldKind(self.kind.currentData()), self.scope.currentData()
        episode = EpisodeId(chosen) if chosen else None
        self.run(lambda session: holds.place(session, client_id, kind, reason, day, episode))


def _scope_field(opened: OpenedClient) -> QComboBox:
    field = QComboBox()
    field.addItem(_tr("the whole record"), 0)
    for episode in opened.episodes:
        field.addItem(presenter.scope_words(episode), int(episode.id))
    return field


class ReleaseHoldDialog(FormDialog):
    """A released hold stays released, so the reason has to be typed."""

    def __init__(self, context: AppContext, parent: QWidget, hold: Hold, number: str) -> None:
        title = _tr("Release the hold on record %1").replace("%1", number)
        super().__init__(context, parent, title=title, act=_tr("Release the hold"))
        self._hold_id = hold.id
        said = _tr(
            "From then on the record goes by its date again, unless another hold is active. This"
            " cannot be taken back; a new hold can be placed."
        )
        self.content.addWidget(label(said, "muted", wrap=True))
        self.reason = text_field("")
        hint = _tr("Such as: case closed, letter of counsel of 3 May.")
        self.content.addLayout(field_row(_tr("&Reason"), self.reason, hint))
        self.fields = {"release_reason": self.reason}
        self.draft_key = FormKey(form="hold.release", client_id=hold.client_id, subject_id=hold.id)

    def submit(self) -> None:
        """Release the hold."""
        hold_id, reason = self._hold_id, self.reason.text
        self.run(lambda session: holds.release(session, hold_id, reason))
