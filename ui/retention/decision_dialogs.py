"""What is decided or entered by hand: an override, a notice that was sent, today's date."""

from datetime import date

from PySide6.QtWidgets import QCheckBox, QComboBox, QWidget

from ui.clients.typed_fields import text_field
from ui.context import AppContext
from ui.retention import trace_words
from ui.retention.notice_words import method_words
from ui.widgets.form_dialog import FormDialog
from ui.widgets.labels import label
from ui.widgets.layouts import field_row
from ui.widgets.typed_day import DayField
from vault.errors import InvalidValue
from vault.forms.model import FormKey
from vault.retention import service as retention
from vault.retention.model import NOTICE_METHODS, RetentionLine, Verdict


def _filled(field: DayField, name: str) -> date:
    day = field.day
    if day is None:
        raise InvalidValue(name)
    return day


def _method_field(chosen: str) -> QComboBox:
    field = QComboBox()
    for one in dict.fromkeys((*NOTICE_METHODS, chosen)):
        field.addItem(method_words(one), one)
    field.setCurrentIndex(field.findData(chosen))
    return field


class OverrideDialog(FormDialog):
    """A day for one record, in place of what the rules say, with the reason for it."""

    def __init__(self, context: AppContext, parent: QWidget, line: RetentionLine) -> None:
        super().__init__(
            context,
            parent,
            title=self.tr("Decide the date for record %1").replace("%1", line.record_number),
            act=self.tr("Set this date"),
        )
        self._client_id = line.client_id
        self.until = DayField("until", line.outcome.eligible_on)
        self.reason = text_field("")
        said = self.tr(
            "It stands in place of every rule, and on the certificate. The reason goes with the"
            " record."
        )
        by_rules = trace_words.day_words(line.outcome)
        self.content.addWidget(label(f"{by_rules} {said}", wrap=True))
        if line.verdict is Verdict.HELD:
            held = self.tr("A hold keeps the record: it stays whatever date you set.")
            self.content.addWidget(label(held, "attention", wrap=True))
        hint = self.tr("The first day on which the record may be disposed of.")
        self.content.addLayout(field_row(self.tr("&Not before"), self.until, hint))
        self.content.addLayout(field_row(self.tr("&Reason"), self.reason))
        self.fields = {"until": self.until, "reason": self.reason}
        self.draft_key = FormKey(form="retention.override", client_id=line.client_id)

    def submit(self) -> None:
        """Keep the day and its reason."""
        try:
            until = _filled(self.until, "until")
        except InvalidValue as error:
            self.show_error(error)
            return
        client_id, reason = self._client_id, self.reason.text
        self.run(lambda session: retention.override(session, client_id, until, reason))


class NoticeDialog(FormDialog):
    """How and when the client was told that the record will be disposed of."""

    def __init__(
        self, context: AppContext, parent: QWidget, line: RetentionLine, today: date
    ) -> None:
        super().__init__(
            context,
            parent,
            title=self.tr("Notice to the client of record %1").replace("%1", line.record_number),
            act=self.tr("Enter the notice"),
        )
        self._client_id = line.client_id
        rule = line.outcome.notice
        self.method = _method_field(rule.method if rule else NOTICE_METHODS[0])
        self.sent_on = DayField("sent_on", today)
        self.remark = text_field("")
        days = str(rule.days if rule else 30)
        said = self.tr(
            "The client may fetch the record or a copy of it until %1 days have passed. Nothing of"
            " it is disposed of before."
        )
        self.content.addWidget(label(said.replace("%1", days), wrap=True))
        self.content.addLayout(field_row(self.tr("&Sent by"), self.method))
        self.content.addLayout(field_row(self.tr("Sent &on"), self.sent_on))
        self.content.addLayout(field_row(self.tr("&Remark"), self.remark))
        self.fields = {"method": self.method, "sent_on": self.sent_on, "remark": self.remark}
        self.draft_key = FormKey(form="retention.notice", client_id=line.client_id)

    def submit(self) -> None:
        """Enter it; the waiting time counts from that day."""
        try:
            sent_on = _filled(self.sent_on, "sent_on")
        except InvalidValue as error:
            self.show_error(error)
            return
        client_id, remark = self._client_id, self.remark.text
        method = str(self.method.currentData())
        self.run(lambda session: retention.add_notice(session, client_id, method, sent_on, remark))


class TodayDialog(FormDialog):
    """The computer's date is in doubt: what day is it?"""

    def __init__(self, context: AppContext, parent: QWidget) -> None:
        super().__init__(
            context,
            parent,
            title=self.tr("What day is it?"),
            act=self.tr("That is today"),
        )
        text = self.tr(
            "Look at a calendar or a phone, not at this computer. If its clock is wrong, correct"
            " it in the system's settings afterwards; what was entered meanwhile then counts for"
            " no date."
        )
        self.content.addWidget(label(text, wrap=True))
        self.day = DayField("today")
        self.content.addLayout(field_row(self.tr("&Today's date"), self.day))
        self.fields = {"today": self.day}

    def submit(self) -> None:
        """Compare the day typed with the computer's."""
        try:
            day = _filled(self.day, "today")
        except InvalidValue as error:
            self.show_error(error)
            return
        self.run(lambda session: retention.type_today(session, day))


class RuleDialog(FormDialog):
    """Switches a shipped rule on or off, with the reason typed."""

    def __init__(
        self, context: AppContext, parent: QWidget, rule_id: str, citation: str, *, is_on: bool
    ) -> None:
        title = self.tr("Use this rule") if is_on else self.tr("Stop using this rule")
        super().__init__(context, parent, title=title, act=title)
        self._rule_id, self._is_on = rule_id, is_on
        self.checked = QCheckBox(self.tr("I checked the text of this rule myself"))
        self.checked.setMinimumHeight(32)
        self.checked.setVisible(is_on)
        self.reason = text_field("")
        self.content.addWidget(label(citation, wrap=True))
        self.content.addWidget(self.checked)
        hint = (
            self.tr("Where and when you read it.")
            if is_on
            else self.tr("Why it does not bind this practice.")
        )
        self.content.addLayout(field_row(self.tr("&Reason"), self.reason, hint))
        self.fields = {"reason": self.reason}
        self.checked.toggled.connect(lambda _: self._judge())
        self._judge()

    def _judge(self) -> None:
        self.act_button.setEnabled(not self._is_on or self.checked.isChecked())

    def submit(self) -> None:
        """Keep the choice."""
        rule_id, is_on, reason = self._rule_id, self._is_on, self.reason.text
        self.run(lambda session: retention.switch_rule(session, rule_id, is_on, reason))
