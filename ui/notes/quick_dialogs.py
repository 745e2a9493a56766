"""A phone call or a no-show: one small dialog, signed at once or kept as a draft."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date

from PySide6.QtCore import QCoreApplication, QDate
from PySide6.QtWidgets import QComboBox, QDateEdit, QWidget

from ui.context import AppContext
from ui.notes.section_field import SectionField
from ui.notes.starting import open_episode, start_with
from ui.widgets.buttons import button
from ui.widgets.form_dialog import FormDialog
from ui.widgets.layouts import field_row, row
from ui.widgets.line_field import LineField
from ui.widgets.number_field import number_field
from ui.widgets.typed_day import short_pattern
from ui.wording import clock_time, short_day
from vault.clients import care_sessions
from vault.clients.model import CareSession, CareSessionStatus
from vault.errors import EmptyNote
from vault.forms.model import FormKey
from vault.ids import ClientId
from vault.notes.model import Body, NoteHead, NoteKind, Section
from vault.session import Session


class QuickNoteDialog(FormDialog):
    """Subclasses give the head and the body; nothing typed is lost when the vault locks."""

    def __init__(
        self, context: AppContext, parent: QWidget, *, title: str, client_id: ClientId, today: date
    ) -> None:
        super().__init__(context, parent, title=title, act=_tr("Sign"), width=520)
        self.client_id = client_id
        self.day = QDateEdit(QDate(today.year, today.month, today.day))
        self.day.setCalendarPopup(True)
        self.day.setDisplayFormat(short_pattern())
        self.day.setMaximumDate(self.day.date())
        self.draft_button = button(self.tr("Keep as draft"), lambda: self._write(False))
        self.buttons.insertWidget(2, self.draft_button)
        context.about_to_lock.connect(self._on_about_to_lock)

    @property
    def occurred_on(self) -> date:
        """The day in the field."""
        day = self.day.date()
        return date(day.year(), day.month(), day.day())

    def submit(self) -> None:
        """Write the note and sign it."""
        self._write(True)

    def head(self) -> NoteHead:
        """Return the head without its episode."""
        raise NotImplementedError

    def body(self) -> Body:
        """Return what was typed, under the template's headings."""
        raise NotImplementedError

    def preparation(self) -> Callable[[Session], None]:
        """Return what a job does before the note is started; read no field in it."""
        return lambda session: None

    def _write(self, is_signed_at_once: bool) -> None:
        head, body, prepare = self.head(), self.body(), self.preparation()
        if body.is_empty:
            self.show_error(EmptyNote())
            return

        def job(session: Session) -> None:
            prepare(session)
            start_with(
                session,
                _in_episode(session, head),
                body,
                is_signed_at_once=is_signed_at_once,
            )

        self.run(job)

    def _on_about_to_lock(self) -> None:
        if self.isVisible() and not self.body().is_empty:
            self._write(False)


def _tr(text: str) -> str:
    return QCoreApplication.translate("notes", text)


def _in_episode(session: Session, head: NoteHead) -> NoteHead:
    return replace(head, episode_id=open_episode(session, head.client_id))


class PhoneCallDialog(QuickNoteDialog):
    """A telephone contact."""

    def __init__(
        self, context: AppContext, parent: QWidget, client_id: ClientId, today: date
    ) -> None:
        title = _tr("Phone call")
        super().__init__(context, parent, title=title, client_id=client_id, today=today)
        self.whom = LineField()
        self.whom.setPlaceholderText(self.tr("the client"))
        self.minutes = number_field(0, 24 * 60)
        self.minutes.setSpecialValueText("–")
        self.minutes.setSuffix(self.tr(" min"))
        self.said = SectionField(self.tr("What was said"), "", 4)
        self.follow_up = SectionField(self.tr("Follow-up"), "")
        top = row(
            field_row(self.tr("&Date"), self.day),
            field_row(self.tr("&With"), self.whom),
            field_row(self.tr("&Length"), self.minutes),
            gap=12,
        )
        top.setStretch(1, 1)
        self.content.addLayout(top)
        self.content.addLayout(field_row(self.tr("What was &said"), self.said))
        self.content.addLayout(field_row(self.tr("&Follow-up"), self.follow_up))
        self.fields = {
            "body": self.said,
            "occurred_on": self.day,
            "whom": self.whom,
            "minutes": self.minutes,
            "follow_up": self.follow_up,
        }
        self.draft_key = FormKey(form="quick.call", client_id=client_id)

    def head(self) -> NoteHead:
        """Return the head of a contact note."""
        return NoteHead(
            client_id=self.client_id,
            kind=NoteKind.CONTACT,
            template_key="contact",
            occurred_on=self.occurred_on,
        )

    def body(self) -> Body:
        """Return the call; "Phone, 12 min" alone is no note."""
        said, follow_up = self.said.text, self.follow_up.text
        is_empty = not (said.strip() or follow_up.strip())
        return Body.of(
            (
                Section(heading="Who and how", text="" if is_empty else self._how()),
                Section(heading="What was said", text=said),
                Section(heading="Follow-up", text=follow_up),
            )
        )

    def _how(self) -> str:
        parts = [self.tr("Phone")]
        if self.minutes.value():
            parts.append(self.minutes.text())
        if self.whom.text().strip():
            parts.append(self.tr("with %1").replace("%1", self.whom.text().strip()))
        return ", ".join(parts)


class NoShowDialog(QuickNoteDialog):
    """A session that the client did not come to; its state is kept with the note."""

    def __init__(
        self,
        context: AppContext,
        parent: QWidget,
        client_id: ClientId,
        today: date,
        sessions: Sequence[CareSession],
    ) -> None:
        title = _tr("No-show")
        super().__init__(context, parent, title=title, client_id=client_id, today=today)
        self._sessions = [one for one in sessions if one.details.day <= today]
        self.session = QComboBox()
        for one in self._sessions:
            self.session.addItem(_session_words(one), one.id)
        self.session.addItem(self.tr("None in the record"), None)
        self.session.activated.connect(self._follow_session)
        self.happened = SectionField(
            self.tr("What happened"), self.tr("Did not come to the session.")
        )
        self.attempts = SectionField(self.tr("Attempts to reach the client"), "")
        which = field_row(self.tr("S&ession"), self.session)
        top = row(which, field_row(self.tr("&Date"), self.day), gap=12)
        top.setStretch(0, 1)
        self.content.addLayout(top)
        self.content.addLayout(field_row(self.tr("What &happened"), self.happened))
        self.content.addLayout(field_row(self.tr("&Attempts to reach the client"), self.attempts))
        self.fields = {
            "body": self.happened,
            "occurred_on": self.day,
            "session": self.session,
            "attempts": self.attempts,
        }
        self.draft_key = FormKey(form="quick.no_show", client_id=client_id)
        self._follow_session()

    def _follow_session(self) -> None:
        chosen = self._chosen()
        self.day.setEnabled(chosen is None)
        if chosen is not None:
            day = chosen.details.day
            self.day.setDate(QDate(day.year, day.month, day.day))

    def _chosen(self) -> CareSession | None:
        place = self.session.currentIndex()
        return self._sessions[place] if place < len(self._sessions) else None

    def head(self) -> NoteHead:
        """Return the head of a no-show note."""
        chosen = self._chosen()
        return NoteHead(
            client_id=self.client_id,
            kind=NoteKind.NO_SHOW,
            template_key="no-show",
            occurred_on=self.occurred_on,
            care_session_id=chosen.id if chosen else None,
        )

    def body(self) -> Body:
        """Return what was typed."""
        return Body.of(
            (
                Section(heading="What happened", text=self.happened.text),
                Section(heading="Attempts to reach the client", text=self.attempts.text),
                Section(heading="Follow-up", text=""),
            )
        )

    def preparation(self) -> Callable[[Session], None]:
        """Say of the session what became of it."""
        chosen = self._chosen()
        if chosen is None:
            return super().preparation()
        details = replace(chosen.details, status=CareSessionStatus.NO_SHOW)
        return lambda session: care_sessions.change(session, chosen.id, details)


def _session_words(one: CareSession) -> str:
    day = short_day(one.details.day)
    return f"{day}, {clock_time(one.details.starts_at)}" if one.details.starts_at else day
