"""What will happen, and then the ceremony itself: the parts are made and their keys forgotten."""

from collections.abc import Callable, Sequence

from ui.ceremony import presenter
from ui.ceremony.answers import Answers
from ui.context import AppContext
from ui.widgets.labels import label
from ui.widgets.layouts import column, holder
from ui.wizard.parts import fact_card, filled_anew
from ui.wizard.step import WizardStep
from ui.wizard.work_panel import WorkPanel
from vault.errors import StepUpRequired, VaultError
from vault.session import Session
from vault.succession import service
from vault.succession.model import Ceremony, SealedPart


class HoldStep(WizardStep):
    """The last page on which one can turn back."""

    def __init__(self, context: AppContext, answers: Answers) -> None:
        super().__init__(
            context,
            self.tr("Hold the ceremony"),
            self.tr("From then on exports are sealed to these holders."),
        )
        self._answers = answers
        self._is_running = False
        self._facts = column(gap=12)
        self.content.addWidget(holder(self._facts))
        self.about = label(wrap=True)
        self.content.addWidget(self.about)
        self.work = WorkPanel(self.tr("Making the parts"))
        self.content.addWidget(self.work)
        self.content.addStretch(1)

    def enter(self) -> None:
        """Say who will open what."""
        answers = self._answers
        labels = [one.label for one in answers.seats]
        held = [
            f"{place} – {one.label}: {presenter.kind_name(one.kind)}"
            for place, one in enumerate(answers.seats, start=1)
        ]
        rules = [
            f"{presenter.part_name(one.part)}: "
            + presenter.rule(one.threshold, [labels[place - 1] for place in one.holders])
            for one in answers.part_plans
        ]
        cards = [
            fact_card(self.tr("Holders"), *held),
            fact_card(self.tr("Who opens what"), *rules),
        ]
        filled_anew(self._facts, cards)
        self.about.setText("\n\n".join(self._will_happen()))

    def _will_happen(self) -> Sequence[str]:
        said = [
            self.tr(
                "Casekeep makes a key for each part, seals it to the holders and forgets it. No"
                " card and no key stays on this computer."
            ),
            self.tr(
                "There is no time lock: whoever has enough cards and the export can open it, from"
                " today on. Choose people who would never do so early, and who do not live in one"
                " house."
            ),
        ]
        if self._answers.had_ceremony:
            said.append(
                self.tr(
                    "The cards used so far open the exports made so far, and nothing from now on."
                    " Fetch those exports back or destroy them, and collect the old cards."
                )
            )
        return said

    @property
    def next_text(self) -> str:
        """The act by its name."""
        return self.tr("Hold the ceremony")

    @property
    def is_complete(self) -> bool:
        """Nothing is under way."""
        return not self._is_running

    @property
    def is_busy(self) -> bool:
        """Whether the parts are being made."""
        return self._is_running

    def proceed(self, then: Callable[[], None]) -> None:
        """Ask who sits here, make the parts beside the vault, enter them."""
        if self._answers.held is not None:
            then()
            return
        self._set_running(True)
        self.context.ask(self, _prove, lambda _: self._make(then), self._unproven(then))

    def _unproven(self, then: Callable[[], None]) -> Callable[[VaultError], None]:
        def fail(error: VaultError) -> None:
            self._set_running(False)
            if isinstance(error, StepUpRequired):
                self.context.step_up(self, lambda: self.proceed(then))
            else:
                self.say_error(error)

        return fail

    def _make(self, then: Callable[[], None]) -> None:
        holders, parts = self._answers.holders, self._answers.part_plans
        self.context.files.ask(
            self,
            lambda: service.make(holders, parts),
            lambda made: self._enter(made, then),
            self._on_failed,
        )

    def _enter(self, made: Sequence[SealedPart], then: Callable[[], None]) -> None:
        answers = self._answers
        holders, parts = answers.holders, answers.part_plans
        uid = None if answers.facts is None else answers.facts.export_id

        def job(session: Session) -> Ceremony:
            return service.hold(session, holders, parts, uid=uid, made=made)

        def done(held: Ceremony) -> None:
            answers.held = held
            self._set_running(False)
            then()

        self.context.ask(self, job, done, self._on_failed)

    def _on_failed(self, error: VaultError) -> None:
        self._set_running(False)
        self.say_error(error)

    def _set_running(self, is_running: bool) -> None:
        self._is_running = is_running
        self.notice.say("")
        if is_running:
            self.work.begin(self.tr("Making the parts…"))
        else:
            self.work.end()
        self.changed.emit()


def _prove(session: Session) -> None:
    session.require_step_up()
