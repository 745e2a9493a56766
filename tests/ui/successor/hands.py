"""What a successor does, step by step."""

import threading
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QUrl
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.strangers import Stranger
from ui.successor.reader import PartReader
from ui.successor.wizard import SuccessorWizard


class Hands:
    """Presses and types, and waits until everything has answered."""

    def __init__(self, qtbot: QtBot, stranger: Stranger, wizard: SuccessorWizard) -> None:
        self.qtbot = qtbot
        self.stranger = stranger
        self.wizard = wizard

    def settle(self) -> None:
        context = self.stranger.context
        threads = (context.files, context.views, context.worker)
        self.qtbot.waitUntil(lambda: all(one.is_idle for one in threads), timeout=20_000)
        self.stranger.settle(self.qtbot)
        self.qtbot.waitUntil(lambda: all(one.is_idle for one in threads), timeout=20_000)

    def choose(self, path: Path, *, is_zip: bool = False) -> None:
        self.stranger.dialogs.chosen = [path]
        source = self.wizard.source
        (source.zip_button if is_zip else source.folder_button).click()
        self.settle()

    def go_on(self) -> None:
        self.wizard.next_button.click()
        self.settle()

    def type_card(self, lines: list[str]) -> None:
        entry = self.wizard.cards.entry
        for number, line in enumerate(lines, start=1):
            QTest.keyClicks(entry.fields[number], line.lower())
        self.wizard.cards.add_button.click()
        self.settle()

    def to_cards(self, path: Path) -> None:
        self.choose(path)
        self.go_on()
        assert self.wizard.step is self.wizard.cards

    def to_verdict(self, path: Path, *cards: list[str]) -> None:
        self.to_cards(path)
        for card in cards:
            self.type_card(card)
        self.go_on()
        assert self.wizard.step is self.wizard.verdict

    def to_choice(self, path: Path, *cards: list[str]) -> None:
        self.to_verdict(path, *cards)
        if self.wizard.verdict.understood.isVisible():
            self.wizard.verdict.understood.click()
        while self.wizard.step is not self.wizard.choice:
            self.go_on()

    def to_look(self, path: Path, *cards: list[str]) -> PartReader:
        self.to_choice(path, *cards)
        self.wizard.choice.look.click()
        self.go_on()
        assert self.wizard.step is self.wizard.look
        return self.wizard.look.reader

    def follow(self, reader: PartReader, link: str) -> None:
        reader.browser.anchorClicked.emit(QUrl(link))
        self.settle()

    def stop_at(self, enter: Callable[[], None], stop: Callable[[], None]) -> None:
        """Begin long work that waits behind another job, and stop it before it begins."""
        held = threading.Event()
        self.stranger.context.files.ask(self.wizard, lambda: held.wait(20))
        enter()
        stop()
        held.set()
        self.settle()

    def to_receipt(self, home: Path) -> None:
        self.to_summary(home)
        self.go_on()

    def to_summary(self, home: Path) -> None:
        wizard = self.wizard
        wizard.choice.take.click()
        self.go_on()
        QTest.keyClicks(wizard.custodian.practitioner, "Imke Vandermeer")
        self.go_on()
        self.stranger.dialogs.chosen = [home]
        wizard.place.choose_button.click()
        self.settle()
        self.go_on()
        for field in (wizard.daily.typed, wizard.daily.again):
            QTest.keyClicks(field, "5678")
        self.go_on()
        wizard.sheet.has_it.click()
        self.go_on()
        self._type_sheet_back()
        self.go_on()
        assert wizard.step is wizard.summary

    def _type_sheet_back(self) -> None:
        back, plan = self.wizard.typed_back, self.wizard.answers.plan
        assert back.entry is not None
        assert plan is not None
        for number in back.numbers:
            QTest.keyClicks(back.entry.fields[number], plan.sheet.lines[number - 1].text)


W = TypeVar("W", bound=QWidget)


def found(owner: QWidget, kind: type[W]) -> W:
    """Return the one of a kind that belongs to ``owner``, such as the dialog it opened."""
    return owner.findChildren(kind)[-1]


def said(widget: QWidget) -> str:
    """Return every word that is seen on a widget's labels."""
    return "\n".join(one.text() for one in widget.findChildren(QLabel) if one.isVisible())
