"""A card or a key for each holder. Cards are made in windows of a process of their own."""

from pathlib import Path

from PySide6.QtWidgets import QFrame, QLineEdit, QVBoxLayout, QWidget

from ui.ceremony.answers import Answers, Seat
from ui.ceremony.card_process import CardProcess
from ui.context import AppContext
from ui.widgets.buttons import button
from ui.widgets.labels import chip, muted, set_role, strong
from ui.widgets.layouts import card, column, holder, row
from ui.wizard.parts import filled_anew
from ui.wizard.step import WizardStep
from vault.errors import VaultError
from vault.succession import service
from vault.succession.card_service import CardRequest
from vault.succession.model import CardFacts, HolderKind, HolderPlan


class HolderCard(QFrame):
    """One holder: what there is so far, and what makes or takes the rest."""

    def __init__(self, place: int, seat: Seat, made: HolderPlan | None) -> None:
        super().__init__()
        self.place, self.seat, self.made = place, seat, made
        self.state = chip("")
        self.make_button = button("")
        self.recipient = QLineEdit()
        self.load_button = button(self.tr("Load…"))
        self._build()
        self.show_made(made)

    def _build(self) -> None:
        name = f"{self.place} – {self.seat.label}"
        head = row(strong(name), None, self.state)
        inner = card(head, gap=8)
        layout = inner.layout()
        assert isinstance(layout, QVBoxLayout)
        if self.seat.kind is HolderKind.CARD:
            self.make_button.setAccessibleName(self.tr("Card for %1").replace("%1", name))
            layout.addLayout(row(self.make_button, None))
        else:
            self._build_own_key(layout, name)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(inner)

    def _build_own_key(self, layout: QVBoxLayout, name: str) -> None:
        said = self.tr(
            "Ask for the recipient of their age key, which begins with “age1”. It is no secret;"
            " the key itself stays with them."
        )
        layout.addWidget(muted(said, wrap=True))
        self.recipient.setPlaceholderText("age1…")
        self.recipient.setAccessibleName(self.tr("Recipient of %1").replace("%1", name))
        self.load_button.setAccessibleName(self.tr("Load the recipient of %1").replace("%1", name))
        fields = row(self.recipient, self.load_button)
        fields.setStretch(0, 1)
        layout.addLayout(fields)

    def show_made(self, made: HolderPlan | None) -> None:
        """Say how far this holder is."""
        self.made = made
        is_card = self.seat.kind is HolderKind.CARD
        word, kind = self.tr("missing"), ""
        if made is not None:
            word, kind = self.tr("read back"), "good"
            if not made.is_proved:
                word = self.tr("made, shown later") if is_card else self.tr("known, asked later")
                kind = "attention"
        self.state.setText(word)
        set_role(self.state, f"chip-{kind}" if kind else "chip")
        self.make_button.setText(
            self.tr("Make another card…") if made is not None else self.tr("Make the card…")
        )
        if made is not None and not is_card:
            self.recipient.setText(made.recipient)
            self.recipient.setCursorPosition(0)


class KeysStep(WizardStep):
    """One card at a time; the person may go back, and cards made stay good."""

    def __init__(self, context: AppContext, answers: Answers) -> None:
        super().__init__(
            context,
            self.tr("Cards and keys"),
            self.tr(
                "Each card opens in a window of its own. Casekeep never keeps it: print it or"
                " write it down, then hand it over."
            ),
        )
        self._answers = answers
        self.cards: list[HolderCard] = []
        self.process: CardProcess | None = None
        self._place = column(gap=12)
        self.content.addWidget(holder(self._place))
        self.content.addStretch(1)

    def enter(self) -> None:
        """Show every holder; the cards' number is drawn the first time."""
        self.cards = [
            HolderCard(place, seat, self._answers.holder(place))
            for place, seat in enumerate(self._answers.seats, start=1)
        ]
        filled_anew(self._place, self.cards)
        for one in self.cards:
            self._connect(one)
        if self._answers.facts is None:
            self.context.ask(self, service.card_facts, self._on_facts)
        self._refresh()

    def _connect(self, one: HolderCard) -> None:
        one.make_button.clicked.connect(lambda: self._on_make(one))
        one.recipient.editingFinished.connect(lambda: self._on_typed(one))
        one.load_button.clicked.connect(lambda: self._on_load(one))

    def _on_facts(self, facts: CardFacts) -> None:
        self._answers.facts = facts
        self._refresh()
        self._go_to_missing()

    def _refresh(self) -> None:
        is_free = self._answers.facts is not None and self.process is None
        for one in self.cards:
            one.make_button.setEnabled(is_free)
        self.changed.emit()

    # --- a card ---

    def _on_make(self, one: HolderCard) -> None:
        facts = self._answers.facts
        if facts is None or self.process is not None:
            return
        request = CardRequest(facts=facts, place=one.place, label=one.seat.label)
        self.process = CardProcess(self.context, self, request)
        self.process.made.connect(self._on_made)
        self.process.thrown_away.connect(self._on_thrown_away)
        self.process.failed.connect(self._on_failed)
        self.notice.say(self.tr("The card opens in a window of its own."), "info")
        self.process.start()
        self._refresh()

    def _on_made(self, made: HolderPlan) -> None:
        had_one = self._answers.holder(made.place) is not None
        self._keep(made)
        self.notice.say(self.tr("Destroy the card made before.") if had_one else "", "attention")
        self._end_process()

    def _on_thrown_away(self) -> None:
        said = self.tr("That card counts for nothing. If it is on paper already, destroy it.")
        self.notice.say(said, "attention")
        self._end_process()

    def _on_failed(self, error: VaultError) -> None:
        self._end_process()
        self.say_error(error)

    def _end_process(self) -> None:
        process, self.process = self.process, None
        if process is not None:
            process.deleteLater()
        self._refresh()
        self._go_to_missing()

    def _go_to_missing(self) -> None:
        """Its button could not take the focus until now; without any, one goes on."""
        missing = self.first_focus()
        if missing is None:
            self.answered.emit()
        else:
            missing.setFocus()

    def _keep(self, made: HolderPlan) -> None:
        self._answers.made[made.place] = made
        self.cards[made.place - 1].show_made(made)

    # --- a key of their own ---

    def _on_typed(self, one: HolderCard) -> None:
        typed = one.recipient.text()
        if one.made is not None and typed == one.made.recipient:
            return
        self._answers.made.pop(one.place, None)
        one.show_made(None)
        if typed.strip():
            self._take(one, typed)
        self._refresh()

    def _take(self, one: HolderCard, typed: str) -> None:
        try:
            recipient = service.recipient_of(typed)
        except VaultError as error:
            self.say_error(error)
            return
        self._on_recipient(one, recipient)

    def _on_load(self, one: HolderCard) -> None:
        def chosen(files: list[Path]) -> None:
            self.context.files.ask(
                self,
                lambda: service.read_recipient(files[0]),
                lambda recipient: self._on_recipient(one, recipient),
                self.say_error,
            )

        title = self.tr("Load a recipient")
        self.context.dialogs.choose_files(self, title, Path.home(), chosen)

    def _on_recipient(self, one: HolderCard, recipient: str) -> None:
        others = (made for place, made in self._answers.made.items() if place != one.place)
        if recipient in [made.recipient for made in others]:
            said = self.tr("Another holder has this key already. Each needs one of their own.")
            self.notice.say(said, "danger")
            return
        self.notice.say("")
        self._keep(
            HolderPlan(
                place=one.place,
                label=one.seat.label,
                kind=HolderKind.OWN_KEY,
                recipient=recipient,
            )
        )
        self.changed.emit()

    @property
    def is_busy(self) -> bool:
        """Whether a card is open in its window."""
        return self.process is not None

    def call_off(self) -> None:
        """Close the card's window; its card is gone."""
        process = self.process
        if process is not None:
            process.end()
            self._on_thrown_away()

    def forget(self) -> None:
        """No card outlives the wizard."""
        if self.process is not None:
            self.process.end()

    @property
    def is_complete(self) -> bool:
        """Every holder has a card or a key, and no card is open."""
        return self.process is None and bool(self.cards) and self._answers.is_whole

    def first_focus(self) -> QWidget | None:
        """The first that is missing."""
        missing = [one for one in self.cards if one.made is None]
        if not missing:
            return None
        one = missing[0]
        return one.make_button if one.seat.kind is HolderKind.CARD else one.recipient
