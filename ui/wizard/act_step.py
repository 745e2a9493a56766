"""The last page of a wizard whose act takes long: it is watched there, and its receipt follows."""

from collections.abc import Callable, Iterable
from typing import TypeVar

from PySide6.QtWidgets import QWidget

from ui.context import AppContext
from ui.widgets.layouts import column, holder
from ui.wizard.parts import copied_card
from ui.wizard.step import WizardStep
from ui.wizard.work_panel import WorkPanel
from ui.worker import Token
from vault.errors import Cancelled, VaultError
from vault.progress import Progress

T = TypeVar("T")


class ActStep(WizardStep):
    """Subclasses begin in ``enter``. ``is_running`` until it ended, well or not."""

    is_last = True

    def __init__(
        self,
        context: AppContext,
        heading: str,
        lead: str,
        step_words: Callable[[str, int, int], str],
    ) -> None:
        super().__init__(context, heading, lead)
        self._step_words = step_words
        self._is_done = False
        self.token = Token()
        self.is_running = False
        self.stopped = self.tr("Stopped. Nothing of it was left.")
        self.work = WorkPanel(heading, self.call_off)
        self.facts = column(gap=8)
        self.content.addWidget(self.work)
        self.content.addWidget(holder(self.facts))
        self.content.addStretch(1)

    @property
    def is_complete(self) -> bool:
        """Whether it was done."""
        return self._is_done

    @property
    def is_busy(self) -> bool:
        """Whether it is under way."""
        return self.is_running

    @property
    def can_leave(self) -> bool:
        """Whether it failed or was stopped."""
        return not self.is_running and not self.is_complete

    def first_focus(self) -> QWidget | None:
        """The way to give it up: what was made is removed then."""
        return self.work.stop_button if self.is_running else None

    def begin(self) -> None:
        """Show that it is under way; ``token`` is a new one."""
        self.token, self.is_running = Token(), True
        self.notice.say("")
        self.work.begin(self.tr("Beginning…"))
        self.changed.emit()

    def run(self, act: Callable[[Progress], T], then: Callable[[T], None]) -> None:
        """Run ``act`` on the thread for files: it needs no session."""
        self.begin()
        files = self.context.files
        progress = files.progress(self.token, files.report_to(self, self.on_progress))
        files.ask(self, lambda: act(progress), then, self.on_failed)

    def on_progress(self, name: str, done: int, total: int) -> None:
        """Say how far it is."""
        self.work.step(self._step_words(name, done, total), done, total)

    def end_well(self, heading: str, lead: str, facts: Iterable[tuple[str, str]]) -> None:
        """It is done: show its receipt, facts under their headings."""
        self.is_running, self._is_done = False, True
        self.work.end()
        self.head.setText(heading)
        self.lead.setText(lead)
        self.lead.setVisible(bool(lead))
        for head, said in facts:
            self.facts.addWidget(copied_card(head, said))
        self.changed.emit()

    def on_failed(self, error: VaultError) -> None:
        """It was stopped, or went wrong: say so."""
        self.is_running = False
        self.work.end()
        if isinstance(error, Cancelled):
            self.notice.say(self.stopped)
        else:
            self.say_error(error)
        self.changed.emit()

    def call_off(self) -> None:
        """End it; nothing of it is left."""
        self.token.cancel()

    def forget(self) -> None:
        """Nobody waits for it any more."""
        self.token.cancel()
