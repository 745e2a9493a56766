"""The plan to read: cards of facts, each changed in a dialog; and the will on paper."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial

from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from ui.bus import kinds
from ui.clients.facts_view import facts_card
from ui.clients.presenter import Fact
from ui.context import AppContext
from ui.succession import presenter
from ui.succession.letter_dialog import LetterDialog
from ui.succession.list_dialogs import ClientsDialog, ContactsDialog
from ui.succession.people_dialog import PeopleDialog
from ui.succession.plan_dialog import PlanDialog
from ui.succession.plan_dialogs import OutsideDialog, RecordsDialog, ReviewDialog
from ui.succession.will import print_will, save_will
from ui.turns import Steps, take_turns
from ui.widgets.buttons import button, primary, tinted
from ui.widgets.invitation import invitation
from ui.widgets.labels import label, muted, section
from ui.widgets.layouts import GAP, PAGE_MARGIN, card, column, holder, row, scrolling_column
from ui.widgets.notice import Notice
from ui.widgets.typed_day import DayField
from ui.worker import Token
from vault.changes import Kind
from vault.sealing.part_model import Part
from vault.session import Session
from vault.succession import letters, plan_service
from vault.succession import service as ceremonies
from vault.succession.plan_model import Letter, PlanVersion, SuccessionPlan

_COLUMN_PX = 760
PartDialog = Callable[[AppContext, QWidget, SuccessionPlan], PlanDialog]


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """The plan that counts, if there is one, and what its review is measured by."""

    version: PlanVersion | None
    next_review: date | None
    today: date
    is_part_missing: bool = False
    """Whether psychotherapy notes are to be sealed, and the last ceremony made no part for them."""


class PlanTab(QWidget):
    """Built anew for each version, a card in each turn."""

    def __init__(self, context: AppContext) -> None:
        super().__init__()
        self._context = context
        self._asked = Token()
        self._shown: Shown | None = None
        self.change_buttons: dict[str, QPushButton] = {}
        self.letter_buttons: dict[str, QPushButton] = {}
        self.notice = Notice(context.theme, parent=self)
        self.warning = Notice(context.theme, parent=self)
        self._cards = QVBoxLayout()
        self._cards.setSpacing(12)
        self._build()
        context.bus.subscribe(self, kinds(Kind.SUCCESSION), self.refresh)
        self.refresh()

    def _build(self) -> None:
        self.empty = self._build_empty()
        self.review = muted(wrap=True)
        self.review_button = button(self.tr("Reviewed…"), self._on_review)
        self.save_button = button(self.tr("Save the will as PDF…"), self._on_save)
        self.print_button = button(self.tr("Print the will…"), self._on_print)
        tinted(self.save_button, self._context.theme, "save")
        tinted(self.print_button, self._context.theme, "printer")
        acts = row(self.save_button, self.print_button, self.review_button, None)
        head = column(self.review, acts, gap=GAP)
        self.whole = holder(column(head, self._cards, gap=16))
        stack = column(self.notice, self.warning, self.empty, self.whole, None, gap=16)
        stack.setContentsMargins(0, 16, 12, PAGE_MARGIN)
        self.setLayout(column(scrolling_column(stack, _COLUMN_PX)))
        self.empty.hide()
        self.whole.hide()

    def _build_empty(self) -> QWidget:
        self.write_button = primary(self.tr("Write the plan…"), self._on_write)
        said = self.tr(
            "Your plan says who looks after your clients and their records when you no longer"
            " can: whom to call, what to keep, what to destroy. From it Casekeep writes the"
            " professional will, to be printed and signed. It never holds a secret."
        )
        return invitation(self.tr("There is no succession plan yet"), said, self.write_button)

    def refresh(self) -> None:
        """Ask for the plan again."""
        self._asked.cancel()
        self._asked = Token()
        self._context.ask(self, _ask, self._on_shown, token=self._asked)

    def _on_shown(self, shown: Shown) -> None:
        if shown == self._shown:
            return
        self._shown = shown
        version = shown.version
        self.empty.setVisible(version is None)
        if version is not None and shown.next_review is not None:
            line = presenter.review_line(version, shown.next_review, shown.today)
            self.review.setText("" if line.is_due else line.text)
            self.review.setVisible(not line.is_due)
            self.notice.say(line.text if line.is_due else "", "attention")
            self.warning.say(self._missing_words() if shown.is_part_missing else "", "attention")
            take_turns(self, self._fill(shown, version.plan))

    def _missing_words(self) -> str:
        return self.tr(
            "The last ceremony made no part for psychotherapy notes, so no export holds them. Hold"
            " a new ceremony, under Holders."
        )

    def _fill(self, shown: Shown, plan: SuccessionPlan) -> Steps:
        """Make the cards one in each turn, then put them in place of the old ones at once."""
        made, buttons = list[QWidget](), dict[str, QPushButton]()
        for name, heading, facts, empty, dialog in self._parts(plan):
            buttons[name] = self._change_button(heading, dialog)
            made.append(facts_card(heading, facts, empty, buttons[name]))
            yield
            if self._shown is not shown:
                return
        focused = self._focused  # its dialog may still be in front
        self.change_buttons = buttons
        self._swap((*made, self._letters(plan)))
        if focused:
            buttons[focused].setFocus()

    def _swap(self, cards: Sequence[QWidget]) -> None:
        while (item := self._cards.takeAt(0)) is not None:
            old = item.widget()
            if old is not None:
                old.hide()
                old.deleteLater()
        for one in cards:
            self._cards.addWidget(one)
        self.whole.show()

    def _parts(
        self, plan: SuccessionPlan
    ) -> tuple[tuple[str, str, list[Fact], str, PartDialog], ...]:
        return (
            (
                "people",
                self.tr("Who takes over, and when"),
                presenter.people_facts(plan),
                self.tr("No successor yet: a colleague who knows your work, and an alternate."),
                PeopleDialog,
            ),
            (
                "contacts",
                self.tr("Whom to call"),
                presenter.contact_facts(plan.contacts),
                self.tr("Nobody yet. Lawyer, insurer, board, landlord and executor belong here."),
                ContactsDialog,
            ),
            (
                "clients",
                self.tr("Clients"),
                presenter.client_facts(plan),
                self.tr("Not said yet: how clients are told, and to whom they may be referred."),
                ClientsDialog,
            ),
            (
                "records",
                self.tr("Records, and where things are"),
                presenter.record_facts(plan),
                "",
                RecordsDialog,
            ),
            (
                "outside",
                self.tr("What can be read, and by whom"),
                presenter.outside_facts(plan),
                "",
                OutsideDialog,
            ),
        )

    def _change_button(self, heading: str, dialog: PartDialog) -> QPushButton:
        change = button(self.tr("Change…"), partial(self._on_change, dialog))
        change.setAccessibleName(self.tr("Change: %1").replace("%1", heading))
        return change

    def _letters(self, plan: SuccessionPlan) -> QWidget:
        self.letter_buttons.clear()
        said = muted(
            self.tr("What a successor sends. They come with Casekeep; change what you like."),
            wrap=True,
        )
        own = {one.code for one in plan.letters}
        lines = []
        for letter in letters.of_plan(plan.letters):
            name = presenter.letter_words(letter.code)
            change = button(self.tr("Read, change…"), partial(self._on_letter, letter))
            change.setAccessibleName(self.tr("Read or change: %1").replace("%1", name))
            self.letter_buttons[letter.code] = change
            mark = muted(self.tr("your own words") if letter.code in own else "")
            lines.append(row(label(name), mark, None, change, gap=16))
        return card(section(self.tr("Letters")), said, *lines)

    @property
    def _focused(self) -> str:
        """The part whose button had the focus last in this window; the first before there was."""
        last = self.focusWidget()
        names = {one: name for name, one in self.change_buttons.items()}
        return names.get(last, "") if isinstance(last, QPushButton) else ""

    @property
    def _plan(self) -> SuccessionPlan:
        version = self._shown.version if self._shown else None
        return version.plan if version else SuccessionPlan()

    def _on_write(self) -> None:
        self._on_change(PeopleDialog)

    def _on_change(self, dialog: PartDialog) -> None:
        dialog(self._context, self, self._plan).open()

    def _on_letter(self, letter: Letter) -> None:
        LetterDialog(self._context, self, letter).open()

    def _on_review(self) -> None:
        if self._shown is not None:
            day = DayField("review_on", plan_service.a_year_after(self._shown.today))
            ReviewDialog(self._context, self, day).open()

    def _on_save(self) -> None:
        save_will(self._context, self, lambda said: self.notice.say(said, "good"))

    def _on_print(self) -> None:
        print_will(self._context, self, lambda said: self.notice.say(said, "good"))


def _ask(session: Session) -> Shown:
    """Read the plan; runs on the worker."""
    found, ceremony = plan_service.newest(session), ceremonies.current(session)
    notes = Part.PSYCHOTHERAPY
    is_wanted = notes in plan_service.parts_wanted(session)
    return Shown(
        version=found,
        next_review=plan_service.next_review(found) if found else None,
        today=session.today(),
        is_part_missing=is_wanted and ceremony is not None and ceremony.part(notes) is None,
    )
