"""Opening and closing an episode of care."""

from datetime import date

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from ui.clients.typed_fields import text_field
from ui.context import AppContext
from ui.widgets.form_dialog import FormDialog
from ui.widgets.layouts import field_row
from ui.widgets.typed_day import DayField
from vault.clients import episodes
from vault.clients.model import Episode
from vault.errors import InvalidValue
from vault.forms.model import FormKey
from vault.ids import ClientId


def _tr(text: str) -> str:
    return QCoreApplication.translate("clients", text)


def _filled_day(field: DayField, name: str) -> date:
    day = field.day
    if day is None:
        raise InvalidValue(name)
    return day


class OpenEpisodeDialog(FormDialog):
    """The day care began, and why."""

    def __init__(
        self, context: AppContext, parent: QWidget, client_id: ClientId, today: date
    ) -> None:
        title, act = _tr("Open an episode of care"), _tr("Open the episode")
        super().__init__(context, parent, title=title, act=act)
        self._client_id = client_id
        self.day = DayField("opened_on", today)
        self.reason = text_field("")
        self.content.addLayout(field_row(self.tr("&Opened on"), self.day))
        self.content.addLayout(field_row(self.tr("&Reason"), self.reason))
        self.fields = {"opened_on": self.day, "opening_reason": self.reason}
        self.draft_key = FormKey(form="episode.open", client_id=client_id)

    def submit(self) -> None:
        """Open the episode."""
        try:
            day = _filled_day(self.day, "opened_on")
        except InvalidValue as error:
            self.show_error(error)
            return
        client_id, reason = self._client_id, self.reason.text
        self.run(lambda session: episodes.open_episode(session, client_id, day, reason))


class CloseEpisodeDialog(FormDialog):
    """The day care ended, and why. Retention counts from here."""

    def __init__(self, context: AppContext, parent: QWidget, episode: Episode, today: date) -> None:
        title, act = _tr("Close the episode of care"), _tr("Close the episode")
        super().__init__(context, parent, title=title, act=act)
        self._episode_id = episode.id
        self.day = DayField("closed_on", today)
        self.reason = text_field("")
        hint = self.tr("The years that the record is kept count from this day.")
        self.content.addLayout(field_row(self.tr("&Closed on"), self.day, hint))
        self.content.addLayout(field_row(self.tr("&Reason"), self.reason))
        self.fields = {"closed_on": self.day, "closing_reason": self.reason}
        self.draft_key = FormKey(
            form="episode.close", client_id=episode.client_id, subject_id=episode.id
        )

    def submit(self) -> None:
        """Close the episode."""
        try:
            day = _filled_day(self.day, "closed_on")
        except InvalidValue as error:
            self.show_error(error)
            return
        episode_id, reason = self._episode_id, self.reason.text
        self.run(lambda session: episodes.close_episode(session, episode_id, day, reason))
