"""What becomes of it now: take custody, or look around first."""

from PySide6.QtWidgets import QButtonGroup, QRadioButton, QWidget

from ui.context import AppContext
from ui.successor.answers import SuccessorAnswers, Way
from ui.successor.notes_apart import NotesApart
from ui.successor.presenter import part_line
from ui.successor.step import SuccessorStep
from ui.successor.verdict_words import is_sound, is_whole
from ui.widgets.layouts import column, holder
from ui.wizard.parts import choice, fact_card, filled_anew
from vault.sealing.part_model import Part


class ChoiceStep(SuccessorStep):
    """Both can be done later too: the export stays as it is."""

    def __init__(self, context: AppContext, answers: SuccessorAnswers) -> None:
        super().__init__(
            context,
            answers,
            self.tr("What would you like to do now?"),
            self.tr("The export stays as it is either way. You can come back with the same cards."),
        )
        self.take = QRadioButton(self.tr("Take &custody of the records"))
        self.look = QRadioButton(self.tr("&Look around first"))
        self.psychotherapy = NotesApart(context)
        self._group = QButtonGroup(self)
        self._facts = column(gap=8)
        self._build()
        self._group.buttonToggled.connect(lambda *_: self.changed.emit())

    def _build(self) -> None:
        about_taking = self.tr(
            "A vault of your own is made on this computer, which you open your own way. There you"
            " read the records, keep a list of what to do, note whom you reached, and write"
            " letters. You become the one who keeps them: do it when you have the authority."
        )
        about_looking = self.tr(
            "Read the records and documents as they are, and change nothing. Nothing is written"
            " to this computer; when you close it, nothing of it stays."
        )
        self.content.addLayout(choice(self.take, about_taking, self._group))
        self.content.addLayout(choice(self.look, about_looking, self._group))
        self.content.addWidget(self.psychotherapy)
        self.content.addWidget(holder(self._facts))
        self.content.addStretch(1)

    @property
    def is_complete(self) -> bool:
        """One was chosen."""
        return self._group.checkedButton() is not None

    @property
    def is_counted(self) -> bool:
        """How many pages there are depends on what is chosen."""
        return False

    def first_focus(self) -> QWidget | None:
        """What is chosen."""
        return self._group.checkedButton()

    def enter(self) -> None:
        """Offer what the cards opened."""
        opened = self.held.opened
        has_records = any(one.content is Part.RECORDS for one in opened)
        can_take = has_records and is_sound(self.held) and is_whole(self.held)
        self.take.setEnabled(can_take)
        self.look.setEnabled(self.answers.is_readable)
        self.psychotherapy.enter(self.held)
        if not can_take and self.take.isChecked():
            self._group.setExclusive(False)
            self.take.setChecked(False)
            self._group.setExclusive(True)
        if self._group.checkedButton() is None and self.look.isEnabled():
            self.look.setChecked(True)
        self.notice.say(*self._why_not(has_records, can_take))
        self._show_parts()

    def _show_parts(self) -> None:
        best = self.held.found.best
        holders = best.statement.holders if best and best.statement else ()
        states = map(self.held.state, self.held.parts)
        lines = [part_line(one, holders, self.held.cards)[0] for one in states]
        filled_anew(self._facts, [fact_card(self.tr("What your cards open"), *lines)])

    def _why_not(self, has_records: bool, can_take: bool) -> tuple[str, str]:
        if can_take:
            return "", "info"
        if has_records and is_sound(self.held):
            text = self.tr(
                "The records are damaged, so they are not taken into custody. You can look at what"
                " is whole of them; look for another copy, on another stick or with another holder."
            )
            return text, "attention"
        if has_records:
            text = self.tr(
                "The practice did not sign what is read here, so it is not taken into custody."
                " You can look at it; look for another copy as well."
            )
            return text, "danger"
        text = self.tr(
            "Your cards do not open the records. To read or keep them, go back and type all the"
            " cards that they want, those from before too. What is open already stays open."
        )
        return text, "attention"

    def write_down(self) -> None:
        """Keep the way on."""
        self.answers.way_on = Way.CUSTODY if self.take.isChecked() else Way.LOOK
        self.answers.with_psychotherapy = self.psychotherapy.is_wanted
