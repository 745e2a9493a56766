"""The first run: from nothing to a vault and a recovery sheet in hand."""

from pathlib import Path

from ui.context import AppContext
from ui.dialogs import Question
from ui.first_run.answers import Answers
from ui.first_run.place import PlaceStep
from ui.first_run.practice import PracticeStep
from ui.first_run.receipt import ReceiptStep
from ui.first_run.secret import SecretStep
from ui.first_run.sheet import SheetStep
from ui.first_run.typed_back import TypedBackStep
from ui.first_run.welcome import WelcomeStep
from ui.wizard.vault_wizard import VaultWizard
from vault.keys.model import SlotKind

_STEPS = (
    WelcomeStep,
    PracticeStep,
    PlaceStep,
    SecretStep,
    SheetStep,
    TypedBackStep,
    ReceiptStep,
)


class FirstRunWizard(VaultWizard):
    """The vault is made on the last page, once the sheet is on paper."""

    def __init__(self, context: AppContext) -> None:
        self.answers = answers = Answers()
        super().__init__(context, [kind(context, answers) for kind in _STEPS])

    def opener(self) -> tuple[Path, SlotKind, list[str]]:
        """Return what the vault was just made with."""
        way = self.answers.way
        return self.answers.folder, way.kind, [way.typed]

    def ask_to_leave(self) -> None:
        """Ask, unless nothing was typed yet."""
        if self.step is self.steps[0]:
            self.leave()
            return
        question = Question(
            title=self.tr("Leave without a vault"),
            text=self.tr(
                "No vault was made, and what you typed here is forgotten. A sheet that you printed "
                "opens nothing; destroy it."
            ),
            act=self.tr("Leave"),
        )
        self._context.dialogs.confirm(self, question, self.leave)
