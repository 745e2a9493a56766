"""All that goes and all that stays, to be read before anything is approved."""

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.backup.adding import add_place
from ui.bus import kinds
from ui.context import AppContext
from ui.disposal import presenter
from ui.disposal.answers import Answers
from ui.disposal.review_card import CardActs, ReviewCard
from ui.disposal.step import DisposalStep
from ui.widgets.buttons import button, link
from ui.widgets.labels import label, section
from ui.widgets.layouts import column, field_row, holder, row
from ui.widgets.line_field import LineField
from ui.widgets.notice import Notice
from ui.wizard.parts import filled_anew
from ui.worker import Token
from vault.backup.freshness import plan_freshness
from vault.backup.model import Freshness
from vault.changes import Kind
from vault.disposal import service as disposal
from vault.disposal.model import Review, ReviewLine


def _tr(text: str) -> str:
    return QCoreApplication.translate("disposal", text)


class ReviewStep(DisposalStep):
    """Nothing is changed by it. Blocked records have to be left out before one goes on."""

    mention_opened = Signal(object)
    """A ``Mention`` that the person wants to see."""

    def __init__(self, context: AppContext, answers: Answers) -> None:
        super().__init__(
            context,
            answers,
            _heading(answers),
            _tr("Read it through. Nothing is changed on this page."),
        )
        self._asked = Token()
        self._is_read = False
        self.cards: list[ReviewCard] = []
        self._list = QVBoxLayout()
        self._list.setSpacing(12)
        self.search_link = link(
            self.tr("Look through psychotherapy notes for the name, too…"), self._on_search
        )
        self.search_link.hide()
        self.sources = label("", "attention", wrap=True)
        self.copies = Notice(context.theme, parent=self)
        self.back_up_button = button(self.tr("Back up now"), self._on_back_up)
        self.acceptance = LineField()
        self.accepting = self._build_accepting()
        self._build()
        self.acceptance.textChanged.connect(lambda _: self.changed.emit())
        context.backups.changed.connect(self._show_copies)
        context.bus.subscribe(self, kinds(Kind.COPIES, Kind.HOLDS), self._on_changed)

    def _build_accepting(self) -> QWidget:
        hint = self.tr("Or say why you go on with fewer. The certificate keeps that you did.")
        return holder(field_row(self.tr("&Why fewer backups are enough"), self.acceptance, hint))

    def _build(self) -> None:
        self.content.addLayout(row(self.search_link, None))
        self.content.addLayout(self._list)
        copies = column(
            self.sources,
            section(self.tr("Backups")),
            self.copies,
            row(self.back_up_button, None),
            self.accepting,
            gap=12,
        )
        self._copies = holder(copies)
        self._copies.hide()
        self.content.addWidget(self._copies)
        self.content.addStretch(1)

    @property
    def is_complete(self) -> bool:
        """Nothing stands in the way, and the other records are sure or it was accepted."""
        review = self.answers.review
        if review is None or not self._can_begin(review):
            return False
        is_sure = self.answers.is_mistake or review.copies.is_enough
        return is_sure or bool(self.acceptance.text().strip())

    def _can_begin(self, review: Review) -> bool:
        return bool(review.clients) if self.answers.is_mistake else review.can_begin

    def first_focus(self) -> QWidget | None:
        """The links of the page, as it is read from the top."""
        return self.search_link if self.search_link.isVisible() else None

    def enter(self) -> None:
        """Look at everything anew."""
        self._look()

    def write_down(self) -> None:
        """Keep the acceptance, where one is needed."""
        review = self.answers.review
        is_enough = review is None or review.copies.is_enough
        self.answers.acceptance = "" if is_enough else self.acceptance.text().strip()

    def _on_changed(self) -> None:
        if self.isVisible():
            self._look()

    def _look(self) -> None:
        self._asked.cancel()
        self._asked = Token()
        clients = self.answers.client_ids
        self.context.ask(
            self,
            lambda session: disposal.review(session, clients),
            self._on_review,
            self.say_error,
            token=self._asked,
        )

    def _on_review(self, review: Review) -> None:
        self.answers.review = review
        acts = CardActs(
            on_mention=self.mention_opened.emit,
            on_leave_out=self._leave_out if len(review.clients) > 1 else None,
        )
        is_mistake = self.answers.is_mistake
        # What stands in the way comes first: below fifty others nobody would find it.
        lines = sorted(review.clients, key=lambda one: not one.obstacles)
        self.cards = [ReviewCard(one, acts, is_mistake=is_mistake) for one in lines]
        filled_anew(self._list, self.cards, self.search_link)
        are_searched = all(one.is_psychotherapy_searched for one in review.clients)
        self.search_link.setVisible(bool(review.clients) and not are_searched)
        self._say_blocked(review)
        self.sources.setText("\n".join(map(presenter.source_words, review.sources)))
        self.sources.setVisible(bool(review.sources))
        self._show_copies()
        self.changed.emit()
        if not self._is_read and self.search_link.isVisible():
            self.search_link.setFocus()
        self._is_read = True

    def _say_blocked(self, review: Review) -> None:
        numbers = [one.record_number for one in review.blocked]
        if not numbers or self.answers.is_mistake:
            self.notice.say("")
            return
        said = self.tr("%1 cannot go now. Leave it out, or see below what stands in the way.")
        if len(review.clients) == 1:
            said = self.tr("%1 cannot go now. Below stands why.")
        words = presenter.numbers_words(numbers)
        self.notice.say(said.replace("%1", words[0].upper() + words[1:]), "danger")

    def _show_copies(self) -> None:
        review = self.answers.review
        if review is None:
            return
        self._copies.show()
        backups = self.context.backups
        words, kind = presenter.copies_words(review.copies)
        if backups.now is not None:
            words, kind = self.tr("A backup is being made. This page waits for it."), "info"
        self.copies.say(words, kind)
        is_enough = review.copies.is_enough
        self.back_up_button.setVisible(not is_enough)
        self.back_up_button.setEnabled(backups.is_idle)
        self.accepting.setVisible(not is_enough and not self.answers.is_mistake)

    def _leave_out(self, line: ReviewLine) -> None:
        left = tuple(one for one in self.answers.client_ids if one != line.client_id)
        self.answers.client_ids = left
        self._look()

    def _on_search(self) -> None:
        """Psychotherapy notes are behind a proof; once it is given they are looked through."""
        self.context.step_up(self, self._look)

    def _on_back_up(self) -> None:
        def begin(places: list[Freshness]) -> None:
            there = [one.destination for one in places if one.is_reachable]
            if there:
                self.context.backups.back_up(there)
            elif not places:
                add_place(self.context, self)
            else:
                said = self.tr("No place for backups can be reached. Connect one and try again.")
                self.copies.say(said, "attention")

        self.context.backups.look(self, plan_freshness, begin)


def _heading(answers: Answers) -> str:
    return _tr("Entered by mistake") if answers.is_mistake else _tr("What goes")
