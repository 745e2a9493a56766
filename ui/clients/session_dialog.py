"""A session of a client: planned, held, cancelled, or not come to."""

from dataclasses import dataclass
from datetime import date, time

from PySide6.QtCore import QCoreApplication, QTime
from PySide6.QtWidgets import QCheckBox, QTimeEdit, QWidget

from ui.clients.typed_fields import choice_field, line_field, text_field
from ui.context import AppContext
from ui.widgets.form_dialog import FormDialog
from ui.widgets.layouts import column, field_row, row
from ui.widgets.number_field import inset, number_field
from ui.widgets.typed_day import DayField
from ui.wording import care_session_status, modality
from vault.clients import care_sessions
from vault.clients.model import CareSession, CareSessionDetails, CareSessionStatus, Modality
from vault.errors import InvalidValue
from vault.forms.model import FormKey
from vault.ids import ClientId

_USUAL = CareSessionDetails(day=date.min, starts_at=time(10), minutes=50)


def _tr(text: str) -> str:
    return QCoreApplication.translate("clients", text)


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionPlace:
    """Whose session it is; ``given`` is the one to change, ``None`` for a new one."""

    client_id: ClientId
    today: date
    given: CareSession | None = None


class SessionDialog(FormDialog):
    """One dialog for planning a session and for saying what became of it."""

    def __init__(self, context: AppContext, parent: QWidget, place: SessionPlace) -> None:
        title = _tr("Change the session") if place.given else _tr("Enter a session")
        super().__init__(context, parent, title=title, act=_tr("Save the session"), width=520)
        self._place = place
        one = place.given.details if place.given else _USUAL
        self.day = DayField("day", one.day if place.given else place.today)
        start = one.starts_at or time(10)
        self.starts_at = inset(QTimeEdit(QTime(start.hour, start.minute)))
        self.has_time = QCheckBox(self.tr("At a set time"))
        self.has_time.setChecked(one.starts_at is not None)
        self.has_time.toggled.connect(self.starts_at.setEnabled)
        self.starts_at.setEnabled(self.has_time.isChecked())
        self.minutes = number_field(0, 24 * 60)
        self.minutes.setSingleStep(5)
        self.minutes.setSpecialValueText("–")
        self.minutes.setSuffix(self.tr(" min"))
        self.minutes.setValue(one.minutes or 0)
        self.status = choice_field(CareSessionStatus, care_session_status, one.status)
        self.modality = choice_field(Modality, modality, one.modality)
        self.kind = line_field(one.kind)
        self.remark = text_field(one.remark, 2)
        self._build()

    def _build(self) -> None:
        when = row(
            field_row(self.tr("&Day"), self.day),
            column(self.has_time, self.starts_at, gap=4),
            field_row(self.tr("&Length"), self.minutes),
            gap=12,
        )
        when.setStretch(0, 1)
        what = row(
            field_row(self.tr("&What became of it"), self.status),
            field_row(self.tr("&How"), self.modality),
            field_row(self.tr("&Kind"), self.kind),
            gap=12,
        )
        self.content.addLayout(when)
        self.content.addLayout(what)
        self.content.addLayout(field_row(self.tr("&Remark"), self.remark))
        self.starts_at.setAccessibleName(self.tr("Starts at"))
        self.fields = {
            "day": self.day,
            "starts_at": self.starts_at,
            "minutes": self.minutes,
            "status": self.status,
            "kind": self.kind,
            "remark": self.remark,
            "modality": self.modality,
            "has_time": self.has_time,
        }
        given = self._place.given
        self.draft_key = FormKey(
            form="session", client_id=self._place.client_id, subject_id=given.id if given else 0
        )

    def _read(self) -> CareSessionDetails:
        day = self.day.day
        if day is None:
            raise InvalidValue("day")
        at = self.starts_at.time()
        return CareSessionDetails(
            day=day,
            starts_at=time(at.hour(), at.minute()) if self.has_time.isChecked() else None,
            minutes=self.minutes.value() or None,
            status=CareSessionStatus(self.status.currentData()),
            modality=Modality(self.modality.currentData()),
            kind=self.kind.text().strip(),
            remark=self.remark.text,
        )

    def submit(self) -> None:
        """Keep the session."""
        try:
            details = self._read()
        except InvalidValue as error:
            self.show_error(error)
            return
        client_id, given = self._place.client_id, self._place.given
        if given is None:
            self.run(lambda session: care_sessions.add(session, client_id, details))
        else:
            self.run(lambda session: care_sessions.change(session, given.id, details))
