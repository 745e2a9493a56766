"""The two pages of a card's window: the card itself, and two lines of it typed back."""

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QLayout, QWidget

from ui.dialogs import Dialogs, Question
from ui.theme import Theme
from ui.widgets.buttons import button, link, primary, tinted
from ui.widgets.labels import label, muted, set_role, title
from ui.widgets.layouts import PAGE_MARGIN, Item, column, holder, row, scrolling
from ui.widgets.notice import Notice
from ui.widgets.sheet_entry import SheetEntry
from ui.widgets.sheet_view import SheetView
from vault.errors import SheetLineError, VaultError
from vault.succession import card_service
from vault.succession.card_service import Card


class CardPage(QWidget):
    """Print it, write it down, or (with a warning) save it; then say that it is on paper."""

    kept = Signal()
    thrown_away = Signal()

    def __init__(self, theme: Theme, card: Card, dialogs: Dialogs) -> None:
        super().__init__()
        self._card = card
        self._dialogs = dialogs
        self.notice = Notice(theme, parent=self)
        self.print_button = button(self.tr("&Print…"), self._on_print)
        tinted(self.print_button, theme, "printer")
        self.save_button = button(self.tr("&Save as PDF…"), self._on_save)
        tinted(self.save_button, theme, "save")
        self.has_it = QCheckBox(self.tr("The card &is on paper, printed or written by hand"))
        self.has_it.setMinimumHeight(32)
        self.leave_button = link(self.tr("Throw this card away"), self._on_leave)
        self.next_button = primary(self.tr("Next"), self.kept.emit)
        self.next_button.setEnabled(False)
        self.has_it.toggled.connect(self._on_has_it)
        self.setLayout(self._build())

    def _build(self) -> QLayout:
        heading = self.tr("Card %1 – %2").replace("%1", str(self._card.place))
        lead = self.tr(
            "Print it, or write it down by hand, and give it to its holder. Once this window is"
            " closed nobody can show the card again: Casekeep does not keep it."
        )
        acts = row(self.print_button, self.save_button, None)
        items: tuple[Item, ...] = (
            _heading(heading.replace("%2", self._card.label)),
            muted(lead, wrap=True),
            self.notice,
            SheetView(self._card.secret),
            acts,
            self.has_it,
            None,
        )
        return _page(items, self.leave_button, None, self.next_button)

    def begin(self) -> None:
        """The page came to the front."""
        self.print_button.setFocus()

    def _on_has_it(self, has_it: bool) -> None:
        self.next_button.setEnabled(has_it)
        if has_it:
            self.next_button.setFocus()

    def _on_leave(self) -> None:
        """Once it is on paper, that paper is worth a question."""
        if not self.has_it.isChecked():
            self.thrown_away.emit()
            return
        act = self.tr("Throw this card away")
        text = self.tr("It would open nothing, now or later. Destroy the paper then.")
        question = Question(title=act, text=text, act=act, is_destructive=True)
        self._dialogs.confirm(self, question, self.thrown_away.emit)

    def _on_print(self) -> None:
        self._dialogs.print_pdf(self, card_service.pdf(self._card), self._on_printed)

    def _on_printed(self) -> None:
        said = self.tr("Sent to the printer. Compare the paper with the lines below.")
        self.notice.say(said, "good")
        self.has_it.setFocus()

    def _on_save(self) -> None:
        question = Question(
            title=self.tr("Save the card as a file"),
            text=self.tr(
                "Whoever finds a file of this card has the card. Backups, sync services and"
                " printers' queues keep copies. Save it only to a stick that you hand over or lock"
                " away, never beside the vault."
            ),
            act=self.tr("Save the card…"),
        )
        self._dialogs.confirm(self, question, self._on_save_anyway)

    def _on_save_anyway(self) -> None:
        start = Path.home() / f"casekeep-card-{self._card.place}.pdf"
        kind = self.tr("PDF file (*.pdf)")
        self._dialogs.choose_save(self, self.tr("Save the card"), start, kind, self._on_place)

    def _on_place(self, target: Path) -> None:
        try:
            card_service.save(self._card, target)
        except VaultError as error:
            self._dialogs.show_error(self, error)
        else:
            said = self.tr("Saved. Print it, then destroy the file or hand over the stick.")
            self.notice.say(said, "attention")


class ReadBackPage(QWidget):
    """``answered`` says whether both lines were right; ``False`` is "later"."""

    answered = Signal(bool)
    returned = Signal()

    def __init__(self, theme: Theme, card: Card, numbers: tuple[int, ...]) -> None:
        super().__init__()
        self._card = card
        self.numbers = numbers
        self.notice = Notice(theme, parent=self)
        self.entry = SheetEntry(theme, numbers, line_name=self.tr("Line %1 of the card"))
        self.entry.changed.connect(self._on_changed)
        self.back_button = button(self.tr("&Back"), self.returned.emit)
        self.later_button = button(self.tr("&Later"), lambda: self.answered.emit(False))
        self.done_button = primary(self.tr("Done"), self._on_done)
        self.done_button.setEnabled(False)
        self.entry.submitted.connect(self._on_done)
        self.setLayout(self._build())

    def _build(self) -> QLayout:
        lead = self.tr(
            "Best by the holder, from the paper, with the two check characters at their end. It"
            " shows that the card can be read. Whoever is not here can do it later."
        )
        later = self.tr("With “Later” the card counts as “not shown yet” until then.")
        items: tuple[Item, ...] = (
            _heading(self.tr("Read two lines back")),
            muted(lead, wrap=True),
            self.notice,
            self.entry,
            label(later, "muted", wrap=True),
            None,
        )
        return _page(items, self.back_button, None, self.later_button, self.done_button)

    def begin(self) -> None:
        """The page came to the front: the fields are empty, for the other page showed them all."""
        self.entry.clear()
        self.notice.say("")
        self.entry.setFocus()

    def _is_right(self) -> bool:
        typed = dict(zip(self.numbers, self.entry.lines(), strict=True))
        try:
            return card_service.knows(self._card, self.numbers, typed)
        except SheetLineError:
            return False

    def _on_changed(self) -> None:
        self.notice.say("")
        self.done_button.setEnabled(self.entry.is_right)

    def _on_done(self) -> None:
        if not self.entry.is_right:
            return
        if self._is_right():
            self.answered.emit(True)
        else:
            said = self.tr("These are lines of another card. Take the one that was just made.")
            self.notice.say(said, "attention")


def _heading(text: str) -> QWidget:
    heading = title(text)
    heading.setWordWrap(True)
    return heading


def _page(items: tuple[Item, ...], *buttons: Item) -> QLayout:
    content = column(*items, gap=16)
    content.setContentsMargins(PAGE_MARGIN, PAGE_MARGIN, PAGE_MARGIN, PAGE_MARGIN)
    foot_row = row(*buttons)
    foot_row.setContentsMargins(PAGE_MARGIN, 12, PAGE_MARGIN, 12)
    foot = holder(foot_row)
    set_role(foot, "foot")
    whole = column(scrolling(holder(content)), foot, gap=0)
    whole.setStretch(0, 1)
    return whole
