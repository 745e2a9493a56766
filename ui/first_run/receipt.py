"""The vault is made; what there is now, and where."""

from ui import wording
from ui.context import AppContext
from ui.errors import words_for
from ui.first_run.answers import Answers
from ui.first_run.step import Step
from ui.widgets.notice import Notice
from ui.wizard.parts import copied_card
from ui.wizard.work_panel import WorkPanel
from vault.errors import VaultError
from vault.keys.creation import create_vault
from vault.keys.model import VaultSummary


class ReceiptStep(Step):
    """Creates on entering, then says what was made."""

    is_last = True

    def __init__(self, context: AppContext, answers: Answers) -> None:
        super().__init__(
            context,
            answers,
            self.tr("The vault"),
            self.tr("Keys are made, and everything is opened once to prove that it opens."),
        )
        self.summary: VaultSummary | None = None
        self.failed: VaultError | None = None
        self._work = WorkPanel(self.tr("Creating the vault"))
        self.content.addWidget(self._work)
        self.content.addWidget(self.notice)
        self.content.addStretch(1)

    @property
    def is_complete(self) -> bool:
        """Whether there is a vault."""
        return self.summary is not None

    @property
    def can_leave(self) -> bool:
        """Whether there is none."""
        return self.failed is not None

    @property
    def next_text(self) -> str:
        """On to the work."""
        return self.tr("Open the vault")

    def enter(self) -> None:
        """Create the vault, on the worker."""
        self.failed = None
        self.notice.say("")
        self._work.begin(self.tr("Creating the vault…"))
        answers, keyring = self.answers, self.context.keyring
        plan = answers.plan
        if plan is None:
            raise RuntimeError("the sheet comes before the vault")
        folder, practice, way = answers.folder, answers.practice, answers.way
        self.context.worker.ask(
            self,
            lambda: create_vault(plan, folder, practice, way, keyring),
            self._on_created,
            self._on_failed,
        )

    def _on_created(self, summary: VaultSummary) -> None:
        self.summary = summary
        self._work.end()
        self.content.insertWidget(2, self._good_news())
        for place, (head, text) in enumerate(self._facts(summary), start=3):
            self.content.insertWidget(place, copied_card(head, text))
        self.changed.emit()

    def _good_news(self) -> Notice:
        text = self.tr("The vault is made. It was opened once with its key, and it holds.")
        return Notice(self.context.theme, text, "good", self)

    def _facts(self, summary: VaultSummary) -> tuple[tuple[str, str], ...]:
        daily = wording.new_way(self.answers.way.kind)
        sheet = self.tr("%1; if all else is gone, the recovery sheet").replace("%1", daily)
        return (
            (self.tr("Folder"), str(summary.folder)),
            (self.tr("What opens it"), sheet),
            (self.tr("Vault id, as on the sheet"), summary.vault_id),
        )

    def _on_failed(self, error: VaultError) -> None:
        self.failed = error
        self._work.end()
        self.notice.say(words_for(error).body, "danger")
        self.changed.emit()
