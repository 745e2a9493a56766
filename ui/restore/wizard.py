"""From a backup to an open vault. Leaving it before the end leaves nothing behind."""

from pathlib import Path

from ui.context import AppContext
from ui.restore.answers import RestoreAnswers
from ui.restore.place_step import PlaceStep
from ui.restore.proof_step import ProofStep
from ui.restore.run_step import RunStep
from ui.restore.secret_step import DailyStep
from ui.restore.source_step import SourceStep
from ui.restore.summary_step import SummaryStep
from ui.wizard.vault_wizard import VaultWizard
from vault.keys.model import SlotKind


class RestoreWizard(VaultWizard):
    """The last page restores, and is the receipt."""

    def __init__(self, context: AppContext) -> None:
        self.answers = answers = RestoreAnswers()
        self.source = SourceStep(context, answers)
        self.proof = ProofStep(context, answers)
        self.place = PlaceStep(context, answers)
        self.daily = DailyStep(context, answers)
        self.summary = SummaryStep(context, answers)
        self.run = RunStep(context, answers)
        steps = (self.source, self.proof, self.place, self.daily, self.summary, self.run)
        super().__init__(context, steps)
        self.source.list.itemActivated.connect(lambda _: self.go_on())
        self.proof.sheet.submitted.connect(self.go_on)
        for field in (self.proof.typed, self.place.name, self.daily.typed, self.daily.again):
            field.returnPressed.connect(self.go_on)

    def opener(self) -> tuple[Path, SlotKind, list[str]]:
        """Return what the restored vault opens with."""
        way, typed = self.answers.opener
        return self.answers.folder, way, typed

    def forget(self) -> None:
        """Drop the sheet and the passphrases."""
        super().forget()
        self.answers.forget()
