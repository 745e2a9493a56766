"""A page's surroundings in tests: the real worker with a real vault, dialogs that keep score.

``Desk`` needs no pytest; the fixtures below are taken over by the folders' ``conftest.py``.
"""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.small_practice import SmallPractice
from tests.vault_fixtures import STEP_UP_SECRET, NoKeyring, StoppedClock, open_session
from ui.bus import Bus
from ui.context import AppContext
from ui.dialogs import Question
from ui.preferences import Preferences
from ui.theme import Theme
from ui.turns import all_are_taken
from ui.worker import JobThread, Worker
from vault.clock import Clock
from vault.errors import VaultError
from vault.session import Session

T = TypeVar("T")


class KeepsScore:
    """Dialogs that answer at once: yes, and the place in ``save_to``. They keep what was said."""

    def __init__(self) -> None:
        self.told: list[tuple[str, str]] = []
        self.errors: list[VaultError] = []
        self.questions: list[Question] = []
        self.printed: list[bytes] = []
        self.says_yes = True
        self.save_to: Path | None = None
        self.chosen: list[Path] = []

    def tell(self, parent: QWidget, title: str, text: str) -> None:
        self.told.append((title, text))

    def show_error(self, parent: QWidget, error: VaultError) -> None:
        self.errors.append(error)

    def confirm(self, parent: QWidget, question: Question, on_yes: Callable[[], None]) -> None:
        self.questions.append(question)
        if self.says_yes:
            on_yes()

    def choose_folder(
        self, parent: QWidget, title: str, start: Path, on_chosen: Callable[[Path], None]
    ) -> None:
        if self.chosen:
            on_chosen(self.chosen[0])

    def choose_files(
        self, parent: QWidget, title: str, start: Path, on_chosen: Callable[[list[Path]], None]
    ) -> None:
        if self.chosen:
            on_chosen(self.chosen)

    def choose_save(
        self,
        parent: QWidget,
        title: str,
        start: Path,
        kind: str,
        on_chosen: Callable[[Path], None],
    ) -> None:
        if self.save_to is not None:
            on_chosen(self.save_to)

    def print_pdf(self, parent: QWidget, pdf: bytes, on_printed: Callable[[], None]) -> None:
        self.printed.append(pdf)
        on_printed()


class Desk:
    """An unlocked vault behind a worker, and the context that pages are given."""

    def __init__(self, app: QApplication, tmp_path: Path, clock: Clock | None = None) -> None:
        preferences = Preferences(tmp_path / "window.ini")
        self.dialogs = KeepsScore()
        self.step_up_asked = 0
        self.step_up_secret: bytes | None = STEP_UP_SECRET
        self.context = AppContext(
            worker=Worker(),
            bus=Bus(),
            preferences=preferences,
            theme=Theme(app, preferences),
            dialogs=self.dialogs,
            keyring=NoKeyring(),
            step_up=self._step_up,
        )
        session = open_session(tmp_path, clock)
        session.on_change.append(self.context.bus.publish)
        self.session = session
        self.context.worker.session = session

    def _step_up(self, parent: QWidget, then: Callable[[], None]) -> None:
        self.step_up_asked += 1
        secret = self.step_up_secret
        if secret is not None:
            self.context.ask(parent, lambda session: session.step_up(secret), lambda _: then())

    @property
    def worker(self) -> Worker:
        return self.context.worker

    @property
    def threads(self) -> tuple[JobThread, ...]:
        context = self.context
        return self.worker, context.files, context.copies, context.views, context.places

    def close(self) -> None:
        for thread in self.threads:
            thread.stop()
        self.session.close()


def settle(qtbot: QtBot, desk: Desk) -> None:
    """Wait until the worker has nothing to do, everybody has heard and all is made."""

    def is_settled() -> bool:
        return all_are_taken() and all(thread.is_idle for thread in desk.threads)

    for _ in range(2):
        qtbot.waitUntil(is_settled)
        QApplication.processEvents()
    qtbot.waitUntil(is_settled)


def on_worker(qtbot: QtBot, desk: Desk, job: Callable[[Session], T]) -> T:
    """Run a job where the session belongs and return what it returned."""
    answers: list[T] = []
    owner = QWidget()
    desk.context.ask(owner, job, answers.append)
    qtbot.waitUntil(lambda: bool(answers))
    settle(qtbot, desk)
    return answers[0]


@pytest.fixture
def clock() -> StoppedClock:
    """24 November 2026, noon UTC."""
    return StoppedClock()


@pytest.fixture
def desk(qapp: QApplication, tmp_path: Path, clock: StoppedClock) -> Iterator[Desk]:
    """An empty vault, unlocked."""
    made = Desk(qapp, tmp_path, clock)
    yield made
    made.close()


@pytest.fixture
def practice(desk: Desk, qtbot: QtBot) -> SmallPractice:
    """A week of a small practice in the vault of ``desk``."""
    return on_worker(qtbot, desk, lambda session: SmallPractice(session).fill())
