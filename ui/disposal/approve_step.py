"""The approval: what will happen, the record's number typed, and proof of who sits here."""

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QCheckBox, QLineEdit, QVBoxLayout, QWidget

from ui.context import AppContext
from ui.disposal import presenter
from ui.disposal.answers import Answers
from ui.disposal.step import DisposalStep
from ui.settings.proof import Proof
from ui.widgets.labels import label, section
from ui.widgets.layouts import LABEL_GAP, card, column, field_row, holder
from ui.widgets.line_field import LineField
from ui.widgets.typed_day import DayField
from ui.wizard.parts import choice
from vault.disposal import service as disposal
from vault.disposal.model import Approval, ReviewLine
from vault.errors import InvalidValue, SheetLineError, VaultError
from vault.ids import ClientId, DisposalId
from vault.keys import passphrases
from vault.keys import service as keys
from vault.keys.model import Slot
from vault.practice import service as practice
from vault.session import Session


def _tr(text: str) -> str:
    return QCoreApplication.translate("disposal", text)


class ApproveStep(DisposalStep):
    """The last page on which one can turn back."""

    is_destructive = True

    def __init__(self, context: AppContext, answers: Answers) -> None:
        super().__init__(
            context,
            answers,
            _tr("Approve it"),
            _tr("From the next press on there is no way back."),
        )
        self.numbers: dict[ClientId, QLineEdit] = {}
        self.by = LineField()
        self.review_on = DayField("review_on")
        self.keep_names = QCheckBox(self.tr("Keep the &names with what stays"))
        self.proof: Proof | None = None
        self._is_busy = False
        self._what = QVBoxLayout()
        self._numbers = column(gap=12)
        self._proof = column()
        self._build()
        self.by.textChanged.connect(lambda _: self.changed.emit())
        context.ask(self, _read, lambda found: self._on_read(*found))

    def _build(self) -> None:
        self.content.addLayout(self._what)
        self.content.addWidget(holder(self._numbers))
        about = self.tr(
            "The record's number, its dates and the rule stay in any case, as the law wants. The"
            " name stays only if you need it to answer who asks."
        )
        self._names = holder(choice(self.keep_names, about))
        self._by = holder(field_row(self.tr("&Approved by"), self.by))
        hint = self.tr(
            "Copies that cannot be reached are looked for again by then: Home reminds you. Left"
            " empty, it is in 30 days."
        )
        self._review = holder(field_row(self.tr("&Look again by"), self.review_on, hint))
        for one in (self._names, self._by, self._review):
            one.setVisible(not self.answers.is_mistake)
            self.content.addWidget(one)
        self.content.addWidget(section(self.tr("Proof that it is you")))
        self.content.addWidget(holder(self._proof))
        self.content.addStretch(1)

    def _on_read(self, slots: Sequence[Slot], practitioner: str) -> None:
        self.by.setText(practitioner)
        self.proof = Proof(self.context, slots)
        self._proof.addWidget(self.proof)

    @property
    def _lines(self) -> Sequence[ReviewLine]:
        return self.answers.review.clients if self.answers.review is not None else ()

    @property
    def next_text(self) -> str:
        """The act by its object."""
        return presenter.act_words(self.answers.review)

    @property
    def is_complete(self) -> bool:
        """Every number is typed; the proof is looked at when the button is pressed."""
        if self._is_busy or not self.by.text().strip():
            return False
        return all(
            disposal.is_confirmed(self.numbers[one.client_id].text(), one.record_number)
            for one in self._lines
        )

    def first_focus(self) -> QWidget | None:
        """The first number to type."""
        return next(iter(self.numbers.values()), None)

    def enter(self) -> None:
        """Say what will happen, and ask for the numbers anew."""
        review = self.answers.review
        if review is None:
            return
        _empty(self._what)
        lines = presenter.will_happen(review, is_mistake=self.answers.is_mistake)
        said = column(*(label(one, wrap=True) for one in lines[:-1]), gap=8)
        said.addWidget(label(lines[-1], "danger", wrap=True))
        self._what.addWidget(card(holder(said)))
        _empty(self._numbers)
        self.numbers = {}
        for one in review.clients:
            self._numbers.addWidget(self._number_row(one))

    def _number_row(self, line: ReviewLine) -> QWidget:
        field = LineField()
        field.textChanged.connect(lambda _: self.changed.emit())
        self.numbers[line.client_id] = field
        said = self.tr("Type %1 to dispose of the record of %2")
        text = said.replace("%1", line.record_number).replace("%2", line.name)
        caption = label(text.replace("&", "&&"), wrap=True)  # a name may be longer than a line
        caption.setBuddy(field)
        field.setAccessibleName(text)
        return holder(column(caption, field, gap=LABEL_GAP))

    def proceed(self, then: Callable[[], None]) -> None:
        """Begin it: what comes after this has no way back."""
        proof = self.proof
        if proof is None:
            return
        if proof.is_empty:
            proof.focus()
            return
        try:
            review_on = self.review_on.day
        except InvalidValue as error:
            self.say_error(error)
            self.review_on.setFocus()
            return
        self._begin(proof.take(), review_on, then)

    def _begin(self, typed: str, review_on: date | None, then: Callable[[], None]) -> None:
        job = self._job(typed, review_on)

        def done(begun: DisposalId) -> None:
            self.answers.begun, self.answers.typed = begun, typed
            self._set_busy(False)
            then()

        def failed(error: VaultError) -> None:
            self._set_busy(False)
            self._show_error(error)

        self._set_busy(True)
        self.context.records_leaving.emit(tuple(self.numbers))
        self.context.ask(self, job, done, failed)

    def _set_busy(self, is_busy: bool) -> None:
        self._is_busy = is_busy
        self.changed.emit()

    def _job(self, typed: str, review_on: date | None) -> Callable[[Session], DisposalId]:
        clients = tuple(one.client_id for one in self._lines)
        confirmed = {one: field.text().strip() for one, field in self.numbers.items()}
        approval = Approval(
            confirmations=confirmed,
            acceptance=self.answers.acceptance,
            keep_names=self.keep_names.isChecked(),
            approved_by=self.by.text().strip(),
            review_on=review_on,
        )
        is_mistake = self.answers.is_mistake

        def job(session: Session) -> DisposalId:
            # Also where a proof is fresh: the erasure needs this one, and begins at once.
            session.step_up(passphrases.normalize(typed))
            if is_mistake:
                return disposal.begin_mistake(session, clients[0], confirmed[clients[0]])
            return disposal.begin(session, clients, approval)

        return job

    def _show_error(self, error: VaultError) -> None:
        self.say_error(error)
        if self.proof is not None and isinstance(error, SheetLineError):
            self.proof.sheet.show_wrong(error.line)
        elif self.proof is not None:
            self.proof.focus()

    def forget(self) -> None:
        """Empty the fields."""
        if self.proof is not None:
            self.proof.clear()


def _read(session: Session) -> tuple[list[Slot], str]:
    return keys.slots(session), practice.get(session).practitioner


def _empty(layout: QVBoxLayout) -> None:
    while (item := layout.takeAt(0)) is not None:
        if (old := item.widget()) is not None:
            old.hide()
            old.deleteLater()
