"""The copies: backups within reach are rewritten without the records, exports sealed anew."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QFrame, QVBoxLayout

from ui.backup.progress_panel import ProgressPanel
from ui.backup.runner import Task, Work
from ui.backup.task_words import result_words
from ui.bus import kinds
from ui.context import AppContext
from ui.disposal import copy_words, export_words, presenter
from ui.disposal.answers import Answers
from ui.disposal.attest_dialog import AttestDialog, ExportAttestDialog
from ui.disposal.paper_dialog import PaperLeftDialog
from ui.disposal.place_card import place_card
from ui.disposal.place_words import PlaceLine
from ui.disposal.step import DisposalStep
from ui.widgets.buttons import button
from ui.widgets.labels import chip, label, strong
from ui.widgets.layouts import card, row
from ui.widgets.notice import Notice
from ui.wizard.parts import filled_anew
from ui.worker import Token
from vault.backup import service as backup
from vault.backup.model import Destination
from vault.changes import Kind
from vault.disposal import service as disposal
from vault.disposal.model import CopyLine, ExportLine, SourceLine, Tombstone
from vault.disposal.reach_model import Reach
from vault.sealing import service as sealing
from vault.sealing.places_model import ExportPlace
from vault.session import Session


def _tr(text: str) -> str:
    return QCoreApplication.translate("disposal", text)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Found:
    """The copies as they are now, and the places where they lie."""

    copies: tuple[CopyLine, ...]
    exports: tuple[ExportLine, ...]
    places: list[Destination]
    export_places: list[ExportPlace]
    sources: tuple[SourceLine, ...]
    papers: tuple[Tombstone, ...]


class CopiesStep(DisposalStep):
    """Rewrites once by itself; what cannot be reached stays listed with what to do about it."""

    def __init__(self, context: AppContext, answers: Answers) -> None:
        super().__init__(
            context,
            answers,
            _tr("The backups and the sealed export"),
            _tr(
                "A backup is opened, copied without the records under a new key, checked, and"
                " takes the old one's place. Nothing else in it changes. The export for those who"
                " come after you is sealed anew, and the numbers before it are removed. Paper is"
                " yours to destroy."
            ),
        )
        self._asked = Token()
        self._is_known = False
        self._is_tried = False
        self._is_awaited = False
        """Whether the page came to the front and has not yet done what it does by itself."""
        self._sources: tuple[SourceLine, ...] = ()
        self._places: dict[int, Destination] = {}
        self._export_places: dict[int, ExportPlace] = {}
        self.panel = ProgressPanel(context)
        self.result = Notice(context.theme, parent=self)
        self.cards: list[QFrame] = []
        self._list = QVBoxLayout()
        self._list.setSpacing(8)
        self.look_button = button(self.tr("Look again"), self._on_look)
        self.content.addWidget(self.panel)
        self.content.addWidget(self.result)
        self.content.addLayout(self._list)
        self.content.addLayout(row(self.look_button, None))
        self.content.addStretch(1)
        context.backups.changed.connect(self._on_backups)
        context.backups.ended.connect(self._on_ended)
        heard = kinds(Kind.COPIES, Kind.SEALED_EXPORTS, Kind.DISPOSALS)
        context.bus.subscribe(self, heard, self._on_changed)

    @property
    def is_last(self) -> bool:  # type: ignore[override]  # a mistake has no certificate
        """Where the client was entered by mistake, nothing comes after."""
        return self.answers.is_mistake

    @property
    def can_leave(self) -> bool:
        """At any time: what is left is done later."""
        return True

    @property
    def can_go_back(self) -> bool:
        """There is no way back from an erasure."""
        return False

    @property
    def is_complete(self) -> bool:
        """Known, and nothing under way."""
        return self._is_known and self.context.backups.is_idle

    @property
    def next_text(self) -> str:
        """Whether something stays pending is said on the button."""
        if self.is_last:
            return self.tr("Done")
        return self.tr("Go on; the rest later") if self._is_pending else self.tr("Next")

    def enter(self) -> None:
        """Look where copies are, and begin."""
        self._is_tried = False
        self._is_awaited = True
        self._look()

    def _on_look(self) -> None:
        self._is_tried = False
        self.result.say("")
        self._look()

    def _on_changed(self) -> None:
        if self.isVisible():
            self._look()

    def _look(self) -> None:
        self._asked.cancel()
        self._asked = Token()
        look = self.context.backups.look
        look(self, disposal.plan_reach, self._on_reach, self.say_error, self._asked)

    def _on_reach(self, reach: Reach) -> None:
        disposal_id = self.answers.disposal_id

        def work(session: Session) -> _Found:
            return _Found(
                copies=disposal.copies(session, disposal_id, reach),
                exports=disposal.exports(session, disposal_id, reach),
                places=backup.all_destinations(session),
                export_places=sealing.places(session),
                sources=disposal.sources(session),
                papers=disposal.left_on_paper(session, disposal_id),
            )

        self.context.ask(self, work, self._on_copies, token=self._asked)

    def _on_copies(self, found: _Found) -> None:
        self._is_known = True
        self.answers.copies, self.answers.exports = found.copies, found.exports
        self._sources = found.sources
        self._places = {one.id: one for one in found.places}
        self._export_places = {one.id: one for one in found.export_places}
        is_over = self._is_tried and self.context.backups.is_idle
        lines = copy_words.place_lines(found.copies, is_tried=is_over)
        exports = export_words.place_lines(found.exports, is_tried=is_over)
        self.cards = [self._card(one, is_over=is_over) for one in lines]
        self.cards += [self._export_card(one, is_over=is_over) for one in exports]
        self.cards += [_source_card(one) for one in found.sources]
        self.cards += [self._paper_card(one) for one in found.papers]
        filled_anew(self._list, self.cards, self.panel.stop_button)
        self._say_summary()
        self._rewrite(lines, exports)
        self._tell()

    def _tell(self) -> None:
        if self._is_awaited and self.is_complete:
            self._is_awaited = False
            self.answered.emit()
        else:
            self.changed.emit()

    def _say_summary(self) -> None:
        if self.context.backups.is_idle:
            copies, exports = self.answers.copies, self.answers.exports
            self.notice.say(*copy_words.summary_words(copies, exports, self._sources))
        else:
            self.notice.say("")
        self.look_button.setVisible(self._is_pending)

    @property
    def _is_pending(self) -> bool:
        return bool(self.answers.pending or self.answers.pending_exports)

    def _rewrite(
        self, lines: Sequence[PlaceLine[CopyLine]], exports: Sequence[PlaceLine[ExportLine]]
    ) -> None:
        if self._is_tried or not self.context.backups.is_idle:
            return
        self._is_tried = True
        found = [
            self._places[one.place_id]
            for one in lines
            if one.pending and one.is_reachable and one.place_id in self._places
        ]
        if found:
            self.context.backups.rewrite(found)
        self.context.backups.seal(
            [
                self._export_places[one.place_id]
                for one in exports
                if one.pending and one.is_reachable and one.place_id in self._export_places
            ]
        )

    def _card(self, line: PlaceLine[CopyLine], *, is_over: bool) -> QFrame:
        gone = self.tr("%1 no longer exists").replace("%1", line.label)
        return place_card(line, gone, self._on_attest, is_over=is_over)

    def _export_card(self, line: PlaceLine[ExportLine], *, is_over: bool) -> QFrame:
        gone = self.tr("The sealed export at %1 no longer exists").replace("%1", line.label)
        return place_card(line, gone, self._on_attest_export, is_over=is_over)

    def _paper_card(self, one: Tombstone) -> QFrame:
        title = presenter.paper_title(one)
        head = row(strong(title), chip(self.tr("Left"), "attention"), None)
        act = button(self.tr("It was destroyed…"), partial(self._on_paper, one))
        act.setAccessibleName(self.tr("%1 was destroyed").replace("%1", title))
        return card(head, label(presenter.paper_words(one), wrap=True), row(act, None), gap=6)

    def _on_paper(self, one: Tombstone) -> None:
        PaperLeftDialog(self.context, self, one).open()

    def _on_attest(self, line: PlaceLine[CopyLine]) -> None:
        AttestDialog(self.context, self, line).open()

    def _on_attest_export(self, line: PlaceLine[ExportLine]) -> None:
        ExportAttestDialog(self.context, self, line).open()

    def _on_backups(self) -> None:
        self._say_summary()
        self.changed.emit()

    def _on_ended(self, task: Task) -> None:
        if task.work in (Work.REWRITE, Work.SEAL) and self.isVisible():
            self.result.say(*result_words(task))
            self._look()

    def write_down(self) -> None:
        """What was entered by mistake is over with this; there is no certificate to end it."""
        disposal_id = self.answers.disposal_id
        if self.answers.is_mistake:
            self.context.ask(self, lambda session: disposal.issue(session, disposal_id))

    def proceed(self, then: Callable[[], None]) -> None:
        """Go on; Home reminds of what is pending."""
        then()


def _source_card(one: SourceLine) -> QFrame:
    """The export from which a custodian's records came: another's, and out of reach for good."""
    head = row(strong(_tr("Where the records came from")), chip(_tr("Stays"), "attention"), None)
    return card(head, label(presenter.source_words(one), wrap=True), gap=6)
