"""Settings, Backup: the places, what lies there, and making more of it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.backup.adding import add_folder, add_place
from ui.backup.adopt_dialog import AdoptDialog
from ui.backup.copies_dialog import CopiesDialog
from ui.backup.moving import ask_where
from ui.backup.place_card import PlaceCard
from ui.backup.presenter import place_view
from ui.backup.progress_panel import ProgressPanel
from ui.backup.reseal_panel import ResealPanel
from ui.backup.resealing import plan_pending
from ui.backup.rewrite_panel import RewritePanel
from ui.backup.runner import Task
from ui.backup.snapshots_dialog import SnapshotsDialog
from ui.backup.task_words import result_words
from ui.bus import kinds
from ui.context import AppContext
from ui.dialogs import Question
from ui.settings.tab import tab_layout
from ui.widgets.buttons import button, primary
from ui.widgets.labels import muted, section
from ui.widgets.layouts import GAP, GROUP_GAP, column, holder, row
from ui.widgets.notice import Notice
from vault.backup import service as backup
from vault.backup.freshness import PendingCopies
from vault.backup.model import Destination, Freshness, RegisteredCopy, Snapshot
from vault.changes import Kind
from vault.keys import service as keys
from vault.keys.model import Slot
from vault.session import Session

_WIDTH_PX = 720


class BackupTab(QWidget):
    """Asks what is there each time it comes to the front: a stick may have been put in."""

    def __init__(self, context: AppContext) -> None:
        super().__init__()
        self._context = context
        self._places: list[Freshness] = []
        self.notice = Notice(context.theme, parent=self)
        self.panel = ProgressPanel(context)
        self.cards: list[PlaceCard] = []
        self._list = column(gap=GAP)
        self.none = muted(
            self.tr(
                "There is no place for backups yet. If this computer breaks or is stolen, your"
                " records are gone with it. Begin with a stick that you keep in a drawer."
            ),
            wrap=True,
        )
        self.add_button = button(self.tr("Add a place…"), self._on_add)
        self.back_up_button = primary(self.tr("Back up now"), self._on_back_up)
        self.look_button = button(self.tr("Look again"), self.refresh)
        self.copies_button = button(self.tr("All copies…"), self._on_copies)
        self.reseal = ResealPanel(context)
        self.rewrite = RewritePanel(context)
        self.setLayout(self._build())
        context.bus.subscribe(self, kinds(Kind.COPIES, Kind.SLOTS), self.refresh)
        context.backups.changed.connect(self._show_buttons)
        context.backups.ended.connect(self._on_ended)

    def _build(self) -> QVBoxLayout:
        lead = self.tr(
            "A backup is a copy of the whole vault, encrypted as the vault is; your recovery sheet"
            " or passphrase opens it on any computer. While the vault is open, one is made every"
            " day wherever a place is reachable."
        )
        head = column(section(self.tr("Backups")), muted(lead, wrap=True), self.none)
        acts = row(self.back_up_button, self.add_button, self.look_button, self.copies_button, None)
        places = column(head, holder(self._list), acts, gap=12)
        content = column(
            self.notice, self.panel, places, self.rewrite, self.reseal, None, gap=GROUP_GAP
        )
        return tab_layout(content, _WIDTH_PX)

    def showEvent(self, event: QShowEvent) -> None:
        """What is reachable may be other than before."""
        super().showEvent(event)
        self.refresh()

    def refresh(self) -> None:
        """Read the places, and look which are there."""
        if self.isVisible():
            look = self._context.backups.look
            look(self, backup.plan_freshness, self._on_places)
            look(self, plan_pending, self._on_pending)

    def _on_pending(self, found: PendingCopies) -> None:
        self.reseal.show_pending(found.reseals)
        self.rewrite.show_pending(found.rewrites)

    def _on_places(self, places: list[Freshness]) -> None:
        if [one.destination.id for one in places] and places == self._places:
            return
        focused = next(
            (n for n, card in enumerate(self.cards) if card.back_up_button.hasFocus()), None
        )
        self._places = places
        while (item := self._list.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        self.cards = [self._card(one) for one in places]
        for card in self.cards:
            self._list.addWidget(card)
        if focused is not None and focused < len(self.cards):
            self.cards[focused].back_up_button.setFocus()
        self.none.setVisible(not places)
        self._show_buttons()

    def _card(self, one: Freshness) -> PlaceCard:
        place, backups = one.destination, self._context.backups
        return PlaceCard(
            place_view(one),
            {
                "back_up": lambda: self._begin(lambda: backups.back_up([place])),
                "drill": lambda: self._begin(lambda: backups.drill(place)),
                "snapshots": partial(self._on_list, place),
                "adopt": partial(self._on_adopt, place),
                "add": partial(add_folder, self._context, self, place.path),
                "move": partial(ask_where, self._context, self, place),
                "remove": partial(self._on_remove, place),
            },
        )

    @property
    def _reachable(self) -> list[Destination]:
        return [one.destination for one in self._places if one.is_reachable]

    def _show_buttons(self) -> None:
        is_idle = self._context.backups.is_idle
        self.back_up_button.setVisible(bool(self._places))
        self.look_button.setVisible(bool(self._places))
        self.back_up_button.setEnabled(is_idle and bool(self._reachable))
        for card in self.cards:
            card.back_up_button.setEnabled(is_idle)
            card.drill_button.setEnabled(is_idle)
            card.remove_button.setEnabled(is_idle)

    def _begin(self, act: object) -> None:
        self.notice.say("")
        if callable(act):
            act()

    def _on_back_up(self) -> None:
        self._begin(lambda: self._context.backups.back_up(self._reachable))

    def _on_ended(self, task: Task) -> None:
        self.notice.say(*result_words(task))
        self.refresh()

    def _on_add(self) -> None:
        self.notice.say("")
        add_place(self._context, self)

    def _on_list(self, place: Destination) -> None:
        def show(found: Sequence[Snapshot]) -> None:
            SnapshotsDialog(self, place, found).open()

        self._context.ask(self, lambda session: backup.snapshots(session, place.id), show)

    def _on_copies(self) -> None:
        def show(found: list[RegisteredCopy]) -> None:
            CopiesDialog(self._context, self, found).open()

        self._context.ask(self, backup.register, show)

    def _on_adopt(self, place: Destination) -> None:
        def show(slots: list[Slot]) -> None:
            AdoptDialog(self._context, self, place, slots).open()

        self._context.ask(self, keys.slots, show)

    def _on_remove(self, place: Destination) -> None:
        text = self.tr(
            "No more backups are made there. Those that are there stay, and whoever has the"
            " recovery sheet or passphrase they were sealed to can open them. Casekeep keeps them"
            " in its list of copies. To be rid of them, erase the stick or folder yourself."
        )
        question = Question(
            title=self.tr("Remove “%1” from the places").replace("%1", place.label),
            text=text,
            act=self.tr("Remove “%1”").replace("%1", place.label),
            is_destructive=True,
        )

        def remove() -> None:
            def work(session: Session) -> None:
                backup.remove_destination(session, place.id)

            self._context.ask(self, work, lambda _: self.add_button.setFocus())

        self._context.dialogs.confirm(self, question, remove)
