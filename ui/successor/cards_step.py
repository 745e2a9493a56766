"""The cards: typed line by line, or loaded from a file; what they open is said at once."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QLabel, QWidget

from ui.context import AppContext
from ui.successor.answers import SuccessorAnswers
from ui.successor.presenter import part_line, which_card
from ui.successor.step import SuccessorStep
from ui.widgets.buttons import button, link
from ui.widgets.labels import label, muted, strong
from ui.widgets.layouts import card, column, holder, row
from ui.widgets.sheet_entry import SheetEntry
from ui.wizard.parts import filled_anew
from vault.errors import SheetLineError, VaultError
from vault.keys.recovery_sheet import PREFIX
from vault.unsealing import service as unsealing
from vault.unsealing.model import Card, SignatureState

_ICONS = {"good": ("circle-check", "good"), "danger": ("circle-alert", "danger")}
_CLOSED = ("lock-keyhole", "muted")
_ICON_PX = 18


class CardsStep(SuccessorStep):
    """Goes on as soon as one part is open; more cards may open more."""

    def __init__(self, context: AppContext, answers: SuccessorAnswers) -> None:
        super().__init__(
            context,
            answers,
            self.tr("The cards"),
            self.tr(
                "Each card has five lines. Type one card after the other; every line says at once"
                " whether it fits. It does not matter which card comes first."
            ),
        )
        self._is_opening = False
        self._names: list[str] = []
        self.entry = SheetEntry(context.theme)
        for number, field in self.entry.fields.items():
            field.setAccessibleName(self.tr("Line %1 of the card").replace("%1", str(number)))
        self.add_button = button(self.tr("&Use this card"), self._on_typed)
        self.load_button = button(self.tr("Load a card or key from a &file…"), self._on_load)
        self._heading = strong("")
        self._parts = column(gap=4)
        self._cards = column(gap=4)
        self._build()
        self.entry.changed.connect(self._on_changed)
        self.entry.submitted.connect(self._on_typed)

    def _build(self) -> None:
        hint = self.tr(
            "Spaces and capitals do not matter. The letters above line 1 are printed already."
        )
        buttons = row(self.add_button, self.load_button, None)
        self._hint = muted(hint, wrap=True)
        self._typing = holder(
            column(self._heading, self._hint, muted(f"{PREFIX}…"), self.entry, buttons)
        )
        self._at_hand = card(strong(self.tr("Cards at hand")), holder(self._cards), gap=4)
        opens = card(strong(self.tr("What they open")), holder(self._parts), gap=4)
        for widget in (self._at_hand, self._typing, opens):
            self.content.addWidget(widget)
        self.content.addStretch(1)

    @property
    def is_complete(self) -> bool:
        """At least one part is open."""
        return bool(self.held.opened) and not self._is_opening

    @property
    def is_counted(self) -> bool:
        """How many pages there are depends on what the cards open."""
        return False

    def first_focus(self) -> QWidget | None:
        """The first line, while a card is wanted."""
        return None if self.is_complete else self.entry

    def enter(self) -> None:
        """Say how far the cards got; they are forgotten once one went on and read."""
        self._names = self._names[: self.held.cards]
        self._show()
        self.notice.say(self._what_was_let_go())

    def _what_was_let_go(self) -> str:
        if not self.held.opened or self.held.cards or self._is_all_open:
            return ""
        return self.tr(
            "The cards that were typed are no longer at hand. What they opened stays open; to open"
            " more, type each card again, together with those that were missing."
        )

    @property
    def _is_all_open(self) -> bool:
        return bool(self.held.parts) and all(
            self.held.state(one).is_open for one in self.held.parts
        )

    def _on_changed(self) -> None:
        self.add_button.setEnabled(self.entry.is_right and not self._is_opening)

    def _on_typed(self) -> None:
        if not self.add_button.isEnabled():
            return
        try:
            typed = unsealing.read_card(self.entry.lines())
        except SheetLineError as error:
            self.say_error(error)
            self.entry.show_wrong(error.line)
        except VaultError as error:
            self.say_error(error)
        else:
            self._add(typed, self.tr("typed"))

    def _on_load(self) -> None:
        title = self.tr("Choose the file with a card or an age identity")
        self.context.dialogs.choose_files(
            self, title, Path.home(), lambda chosen: self._load(chosen[0])
        )

    def _load(self, path: Path) -> None:
        self.context.files.ask(
            self,
            lambda: unsealing.load_card(path),
            lambda loaded: self._add(loaded, path.name),
            self._on_refused,
        )

    def _add(self, given: Card, name: str) -> None:
        if self.held.has(given):
            self.notice.say(self.tr("This card is at hand already. Take another one."), "attention")
            self.entry.clear()
            self.entry.setFocus()
            return
        self._names.append(name)
        self._open(lambda: self.held.add(given))

    def _drop(self, place: int) -> None:
        del self._names[place]
        self._open(lambda: self.held.drop(place))

    def _open(self, work: Callable[[], None]) -> None:
        self._is_opening = True
        self.entry.clear()
        self._typing.setDisabled(True)
        self._at_hand.setDisabled(True)  # a second click would take another card off
        self.notice.say(self.tr("Trying what it opens…"))
        self.context.files.ask(self, work, self._on_opened, self._on_refused)
        self.changed.emit()

    def _on_opened(self, _: None) -> None:
        self._end()
        self._show()
        self.notice.say(*self._outcome())
        if self.is_complete:
            self.answered.emit()
        else:
            self.entry.setFocus()

    def _outcome(self) -> tuple[str, str]:
        best = self.held.found.best
        if best is not None and best.signature is SignatureState.OTHER_KEY:
            return self.tr(
                "The fingerprint on a card is not that of the key which signed this export. Look"
                " whether the card belongs to another export, and take it off the list then."
            ), "attention"
        if not self.held.opened:
            return self.tr("This card fits. Now the next one."), "good"
        if self._is_all_open:
            return self.tr("These cards open all there is."), "good"
        return self.tr("You can go on now, or add a card that opens more."), "good"

    def _on_refused(self, error: VaultError) -> None:
        self._end()
        self._names = self._names[: self.held.cards]
        self._show()
        self.say_error(error)
        if isinstance(error, SheetLineError):
            self.entry.show_wrong(error.line)

    def _end(self) -> None:
        self._is_opening = False
        self._typing.setEnabled(True)
        self._at_hand.setEnabled(True)

    def _show(self) -> None:
        verdict, held = self.held.found, self.held
        told = verdict.best.statement if verdict.best else None
        holders = told.holders if told else ()
        filled_anew(
            self._parts,
            [self._line(*part_line(held.state(one), holders, held.cards)) for one in held.parts],
        )
        filled_anew(self._cards, [self._card_row(*one) for one in enumerate(self._names)])
        self._at_hand.setVisible(bool(self._names))
        self._typing.setVisible(not self._is_all_open)
        self._hint.setVisible(not self._names)
        self._heading.setText(which_card(len(self._names)))
        self._on_changed()
        self.changed.emit()

    def _line(self, text: str, kind: str) -> QFrame:
        mark = QLabel()
        mark.setPixmap(self.context.theme.picture(*_ICONS.get(kind, _CLOSED), _ICON_PX))
        mark.setAlignment(Qt.AlignmentFlag.AlignTop)
        return _framed(mark, label(text, wrap=True))

    def _card_row(self, place: int, name: str) -> QFrame:
        said = f"{which_card(place)}: {name}"
        off = link(self.tr("Take it off"), partial(self._drop, place))
        off.setAccessibleName(f"{off.text()}: {said}")
        return _framed(label(said), off)

    def forget(self) -> None:
        """Empty the fields."""
        self.entry.clear()


def _framed(first: QWidget, second: QWidget) -> QFrame:
    frame = QFrame()
    line = row(first, second)
    line.setStretch(0 if isinstance(first, QLabel) and first.text() else 1, 1)
    frame.setLayout(line)
    return frame
