"""What stands now, and who has still to show a card or key."""

from functools import partial

from PySide6.QtWidgets import QFrame

from ui.ceremony import presenter
from ui.ceremony.answers import Answers
from ui.ceremony.questions import save_question
from ui.context import AppContext
from ui.widgets.buttons import button
from ui.widgets.labels import label, muted, strong
from ui.widgets.layouts import card, column, holder, row
from ui.wizard.parts import fact_card, filled_anew
from ui.wizard.step import WizardStep
from vault.succession.model import Ceremony, Holder, HolderKind


class ReceiptStep(WizardStep):
    """The ceremony was held; there is no way back from here."""

    is_last = True

    def __init__(self, context: AppContext, answers: Answers) -> None:
        super().__init__(
            context,
            self.tr("The holders are set"),
            self.tr("Exports are sealed to them from now on."),
        )
        self._answers = answers
        self._facts = column(gap=12)
        self.content.addWidget(holder(self._facts))
        self.about = label(wrap=True)
        self.content.addWidget(self.about)
        self.content.addStretch(1)

    @property
    def next_text(self) -> str:
        """It closes the wizard."""
        return self.tr("Done")

    def enter(self) -> None:
        """Say who is pending, and offer the files of questions."""
        ceremony = self._answers.held
        if ceremony is None:
            return
        cards = [fact_card(self.tr("Who opens what"), *presenter.part_rules(ceremony))]
        pending = [one for one in ceremony.holders if not one.is_proved]
        cards += [self._pending_card(ceremony, one) for one in pending]
        filled_anew(self._facts, cards)
        ready = self.tr("Enough holders have shown their card or key: sealing can start.")
        self.about.setText(presenter.waiting_words(ceremony) or ready)

    def _pending_card(self, ceremony: Ceremony, one: Holder) -> QFrame:
        said = strong(f"{one.place} – {one.label}")
        if one.kind is HolderKind.CARD:
            later = self.tr(
                "Has not read the card back yet. Hand it over; “Ask now…” under Holders asks for"
                " two of its lines."
            )
            return card(said, muted(later, wrap=True), gap=4)
        save = button(self.tr("Save the question…"), partial(self._on_save, ceremony, one))
        save.setAccessibleName(self.tr("Save the question for %1").replace("%1", one.label))
        told = self.tr(
            "Has not shown yet that the key works. Send them this file: they open it with the key"
            " and tell you the code, which you enter under Holders."
        )
        return card(said, muted(told, wrap=True), row(save, None), gap=8)

    def _on_save(self, ceremony: Ceremony, one: Holder) -> None:
        save_question(self.context, self, ceremony, one, self._on_saved)

    def _on_saved(self) -> None:
        self.notice.say(self.tr("Saved. Send it to its holder, who tells you the code."), "good")
