"""The holders as they are: who has shown a card or key, who is asked, when the drill is due."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import partial

from PySide6.QtWidgets import QFrame, QPushButton, QWidget

from ui.bus import kinds
from ui.ceremony import presenter
from ui.ceremony.answer_dialog import AnswerDialog
from ui.ceremony.questions import save_question
from ui.ceremony.wizard import open_ceremony
from ui.context import AppContext
from ui.widgets.buttons import button, primary
from ui.widgets.invitation import invitation
from ui.widgets.labels import chip, muted, strong
from ui.widgets.layouts import PAGE_MARGIN, card, column, holder, row, scrolling_column
from ui.widgets.notice import Notice
from ui.wizard.parts import fact_card, filled_anew
from ui.worker import Token
from vault.changes import Kind
from vault.ids import ChallengeId
from vault.sealing.part_model import Part
from vault.session import Session
from vault.succession import plan_service, service
from vault.succession.model import Answer, Ceremony, Challenge, Holder, HolderKind

_COLUMN_PX = 760


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """The ceremony that counts, and what its drill is measured by."""

    ceremony: Ceremony | None
    drill_due: date | None
    today: date
    wanted: tuple[Part, ...] = ()
    caseload_alone: bool = False
    drills: tuple[Answer, ...] = ()


class HoldersPanel(QWidget):
    """Built anew whenever something of succession changed."""

    def __init__(self, context: AppContext) -> None:
        super().__init__()
        self._context = context
        self._asked = Token()
        self._shown: Shown | None = None
        self.ask_buttons: dict[int, QPushButton] = {}
        self.answer_buttons: dict[int, QPushButton] = {}
        self.notice = Notice(context.theme, parent=self)
        self.drill = muted(wrap=True)
        self.renew_button = button(self.tr("Make new cards…"), self._on_hold)
        self.waiting = Notice(context.theme, parent=self)
        self.outdated = Notice(context.theme, parent=self)
        self._cards = column(gap=12)
        self._build()
        context.bus.subscribe(self, kinds(Kind.SUCCESSION), self.refresh)
        self.refresh()

    def _build(self) -> None:
        self.empty = self._build_empty()
        about = muted(
            self.tr(
                "Somebody else, a lost card, or another number needed: that takes new cards for"
                " all, and the old ones open only what was sealed before."
            ),
            wrap=True,
        )
        foot = row(about, self.renew_button, gap=24)
        foot.setStretch(0, 1)
        self.whole = holder(column(self.drill, holder(self._cards), foot, gap=16))
        notices = (self.notice, self.outdated, self.waiting)
        stack = column(*notices, self.empty, self.whole, None, gap=16)
        stack.setContentsMargins(0, 16, 12, PAGE_MARGIN)
        self._area = scrolling_column(stack, _COLUMN_PX)
        self.setLayout(column(self._area))
        self.empty.hide()
        self.whole.hide()

    def _build_empty(self) -> QWidget:
        self.hold_button = primary(self.tr("Choose holders…"), self._on_hold)
        said = self.tr(
            "A sealed export is opened by people you trust, two of them or more together. Each"
            " gets a printed card, or uses a key of their own. Set aside a quarter of an hour"
            " and a printer; cards can be handed over later."
        )
        return invitation(self.tr("Nobody can open a sealed export yet"), said, self.hold_button)

    def refresh(self) -> None:
        """Ask for the holders again."""
        self._asked.cancel()
        self._asked = Token()
        self._context.ask(self, _read, self._on_shown, token=self._asked)

    def _on_shown(self, shown: Shown) -> None:
        if shown == self._shown:
            return
        self._shown = shown
        focused = self._focused(shown.ceremony)  # before the button that has it goes
        self.empty.setVisible(shown.ceremony is None)
        self.whole.setVisible(shown.ceremony is not None)
        if shown.ceremony is not None:
            self.waiting.say(presenter.waiting_words(shown.ceremony), "attention")
            self._say_outdated(shown.ceremony, shown)
            self._say_drill(shown)
            self._fill(shown.ceremony, shown, focused)

    def _say_outdated(self, ceremony: Ceremony, shown: Shown) -> None:
        alone = shown.caseload_alone
        said = presenter.outdated_words(ceremony, shown.wanted, caseload_alone=alone)
        if said != self.outdated.text:
            self.outdated.say(said, "attention")
            self._area.verticalScrollBar().setValue(0)

    def _say_drill(self, shown: Shown) -> None:
        if shown.drill_due is None:
            return
        said, is_due = presenter.drill_words(shown.drill_due, shown.today)
        self.drill.setText("" if is_due else said)
        self.drill.setVisible(not is_due)
        self.notice.say(said if is_due else "", "attention")

    def _fill(self, ceremony: Ceremony, shown: Shown, focused: int) -> None:
        self.ask_buttons.clear()
        self.answer_buttons.clear()
        rules = fact_card(self.tr("Who opens what"), *presenter.part_rules(ceremony))
        year_ago = shown.today - service.DRILL_EVERY
        cards = [self._holder_card(ceremony, one, year_ago) for one in ceremony.holders]
        drills = presenter.drill_history(shown.drills)
        if drills:
            cards.append(fact_card(self.tr("Drills so far"), *drills))
        filled_anew(self._cards, [rules, *cards])
        again = self.answer_buttons.get(focused) or self.ask_buttons.get(focused)
        if again is not None:
            again.setFocus()

    def _focused(self, ceremony: Ceremony | None) -> int:
        """Return the place whose button has the window's focus, also below a dialog; 0 for none.

        After the first ceremony it is the place of the first who is still to be asked.
        """
        focus = self.window().focusWidget()
        if focus is self.hold_button and ceremony is not None:
            return next((one.place for one in ceremony.holders if not one.is_proved), 1)
        acts = (*self.ask_buttons.items(), *self.answer_buttons.items())
        return next((place for place, one in acts if one is focus), 0)

    def _holder_card(self, ceremony: Ceremony, one: Holder, year_ago: date) -> QFrame:
        state = presenter.holder_state(one, year_ago)
        name = f"{one.place} – {one.label}"
        head = row(
            strong(name), muted(presenter.kind_name(one.kind)), None, chip(state.word, state.kind)
        )
        acts = row(None)
        for place, act in enumerate(self._acts(ceremony, one, name, state.act)):
            acts.insertWidget(place, act)
        return card(head, muted(state.text, wrap=True), acts, gap=8)

    def _acts(self, ceremony: Ceremony, one: Holder, name: str, act: str) -> Iterator[QPushButton]:
        """A card's open question is asked again by its answer; a file may be sent anew."""
        if one.open_challenge is not None:
            answer = button(self.tr("Answer…"), partial(self._on_answer, one, one.open_challenge))
            answer.setAccessibleName(self.tr("Answer: %1").replace("%1", name))
            self.answer_buttons[one.place] = answer
            yield answer
        if one.open_challenge is None or one.kind is HolderKind.OWN_KEY:
            ask = button(act, partial(self._on_ask, ceremony, one))
            ask.setAccessibleName(f"{act.rstrip('…')}: {name}")
            self.ask_buttons[one.place] = ask
            yield ask

    # --- acts ---

    def _on_hold(self) -> None:
        open_ceremony(self._context, self)

    def _on_ask(self, ceremony: Ceremony, one: Holder) -> None:
        is_drill = not one.is_pending
        if one.kind is HolderKind.OWN_KEY:
            save_question(self._context, self, ceremony, one, self._on_saved, is_drill=is_drill)
            return
        self._context.ask(
            self,
            lambda session: service.ask(session, one.id, is_drill=is_drill),
            lambda asked: self._open_answer(one, asked),
        )

    def _on_saved(self) -> None:
        said = self.tr("Saved. Send the file to its holder; enter the code with “Answer…”.")
        self._context.dialogs.tell(self, self.tr("The question is saved"), said)

    def _on_answer(self, one: Holder, asked: ChallengeId) -> None:
        self._context.ask(
            self,
            lambda session: service.open_challenge(session, asked),
            lambda found: self._open_answer(one, found),
        )

    def _open_answer(self, one: Holder, asked: Challenge) -> None:
        dialog = AnswerDialog(self._context, self, one, asked)
        dialog.on_answered = lambda is_right: self._on_answered(one, is_right=is_right)
        dialog.open()

    def _on_answered(self, one: Holder, *, is_right: bool) -> None:
        if is_right:
            return  # the card of this holder says so
        said = self.tr(
            "What was typed for %1 is of another card or key. Ask again; if the right one is lost,"
            " make new cards."
        )
        title = self.tr("This did not fit")
        self._context.dialogs.tell(self, title, said.replace("%1", one.label))


def _read(session: Session) -> Shown:
    """Read the holders; runs on the worker."""
    plan = plan_service.current(session)
    return Shown(
        ceremony=service.current(session),
        drill_due=service.drill_due(session),
        today=session.today(),
        wanted=plan_service.parts_wanted(session),
        caseload_alone=plan is not None and plan.caseload_alone,
        drills=tuple(service.drills(session)),
    )
