"""The sealed export on the page Succession: where it is kept, how old it is, and sealing it now."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from ui.backup.adding import media_folder
from ui.backup.progress_panel import ProgressPanel
from ui.backup.task_words import result_words
from ui.backup.tasks import Task, Work
from ui.bus import kinds
from ui.context import AppContext
from ui.dialogs import Question
from ui.sealing.adding import add_place
from ui.sealing.copies_dialog import CopiesDialog
from ui.sealing.place_card import PlaceCard
from ui.sealing.presenter import place_view, preflight_lines
from ui.settings.tab import tab_layout
from ui.widgets.buttons import button, primary
from ui.widgets.labels import label, muted, section, set_role, strong
from ui.widgets.layouts import GAP, GROUP_GAP, card, column, holder, row
from ui.widgets.notice import Notice
from ui.wizard.parts import filled_anew
from vault.backup import service as backup
from vault.backup.service import CheckedPlace, PlaceCheck
from vault.changes import Kind
from vault.errors import ForeignExport, VaultError
from vault.sealing import service as sealing
from vault.sealing.model import Preflight
from vault.sealing.places_model import ExportFreshness, ExportPlace, RegisteredExport
from vault.session import Session

_WIDTH_PX = 720
_ZIP_NAME = "sealed-export.zip"


class SealingPanel(QWidget):
    """Asks what is there each time it comes to the front: a stick may have been put in."""

    def __init__(self, context: AppContext) -> None:
        super().__init__()
        self._context = context
        self._places: list[ExportFreshness] = []
        self._stumbles: tuple[str, ...] = ()
        self.notice = Notice(context.theme, parent=self)
        self.progress = ProgressPanel(context)
        self.cards: list[PlaceCard] = []
        self._list = column(gap=GAP)
        self.none = muted(
            self.tr(
                "There is no place for the sealed export yet. A stick that lies with your will, or"
                " a synced folder that your successor can reach, or both."
            ),
            wrap=True,
        )
        self.preflight = self._preflight_card()
        self.add_button = button(self.tr("Add a place…"), self._on_add)
        self.seal_button = primary(self.tr("Seal now"), self._on_seal)
        self.closure_button = button(self.tr("Practice closure…"), self._on_closure)
        self.look_button = button(self.tr("Look again"), self.refresh)
        self.copies_button = button(self.tr("All copies…"), self._on_copies)
        self._is_closing = False
        self.setLayout(self._build())
        heard = kinds(Kind.SEALED_EXPORTS, Kind.SUCCESSION, Kind.DISPOSALS)
        context.bus.subscribe(self, heard, self.refresh)
        context.backups.changed.connect(self._show_buttons)
        context.backups.ended.connect(self._on_ended)

    def _preflight_card(self) -> QFrame:
        self.stumbles = label("", wrap=True)
        head = strong(self.tr("What a successor would stumble on"))
        return card(head, self.stumbles, gap=4)

    def _build(self) -> QVBoxLayout:
        lead = self.tr(
            "The sealed export opens with the cards and keys of your holders, and with nothing"
            " else: not with your passphrase, and not with one card alone where two are needed."
            " There is no server, hence no waiting time: whoever has enough cards can open it."
        )
        head = column(section(self.tr("Sealed export")), muted(lead, wrap=True), self.none)
        acts = row(self.seal_button, self.add_button, self.look_button, self.copies_button, None)
        places = column(head, holder(self._list), acts, gap=12)
        content = column(
            self.notice,
            self.progress,
            self.preflight,
            places,
            column(section(self.tr("When you close the practice")), self._closure(), gap=12),
            None,
            gap=GROUP_GAP,
        )
        self.preflight.hide()
        return tab_layout(content, _WIDTH_PX)

    def _closure(self) -> QVBoxLayout:
        said = self.tr(
            "A closing export is sealed at every place that is reachable. It is the last there:"
            " nothing is sealed over it by itself, until you say that the practice goes on."
        )
        return column(muted(said, wrap=True), row(self.closure_button, None), gap=GAP)

    def showEvent(self, event: QShowEvent) -> None:
        """What is reachable may be other than before."""
        super().showEvent(event)
        self.refresh()

    def refresh(self) -> None:
        """Read the places, look which are there, and what a successor would stumble on."""
        if self.isVisible():
            self._context.backups.look(self, sealing.plan_freshness, self._on_places)
            self._context.ask(self, sealing.preflight, self._on_preflight)

    def _on_preflight(self, found: Preflight) -> None:
        self._stumbles = preflight_lines(found)
        self.stumbles.setText("\n".join(f"• {line}" for line in self._stumbles))
        self.preflight.setVisible(bool(self._stumbles))

    def _on_places(self, places: list[ExportFreshness]) -> None:
        self._places = places
        self.cards = [self._card(one) for one in places]
        filled_anew(self._list, self.cards)
        self.none.setVisible(not places)
        self._show_buttons()

    def _card(self, one: ExportFreshness) -> PlaceCard:
        place = one.place
        last = self._context.backups.last_sealed.get(place.id)
        is_foreign = last is not None and isinstance(last.error, ForeignExport)
        acts: dict[str, Callable[[], None]] = {
            "seal": lambda: self._seal([place]),
            "take_over": partial(self._on_take_over, place),
            "anew": partial(self._on_anew, place),
            "go_on": partial(self._on_go_on, place),
            "zip": partial(self._on_zip, place),
            "standing": partial(self._on_standing, place),
            "move": partial(self._on_move, place),
            "remove": partial(self._on_remove, place),
        }
        return PlaceCard(place_view(one), acts, is_foreign=is_foreign)

    @property
    def _reachable(self) -> list[ExportPlace]:
        return [one.place for one in self._places if one.is_reachable]

    @property
    def _open(self) -> list[ExportPlace]:
        """Those that are reachable, without those where a closing export is the last."""
        return [one.place for one in self._places if one.is_reachable and not one.is_final]

    def _show_buttons(self) -> None:
        is_idle = self._context.backups.is_idle
        set_role(self.add_button, "" if self._places else "primary")
        self.seal_button.setVisible(bool(self._places))
        self.look_button.setVisible(bool(self._places))
        self.seal_button.setEnabled(is_idle and bool(self._open))
        self.closure_button.setEnabled(is_idle and bool(self._reachable))
        for one in self.cards:
            for act in (one.seal_button, one.take_over_button, one.zip_button, one.remove_button):
                act.setEnabled(is_idle)
        if is_idle and self._is_closing:
            self._is_closing = False
            self._go_back_to_closure()

    def _go_back_to_closure(self) -> None:
        """The last button of the page lost the focus out of the page while it could do nothing."""
        focus = self.window().focusWidget()
        if self.isVisible() and not (focus and self.isAncestorOf(focus)):
            self.closure_button.setFocus()

    def _seal(self, places: list[ExportPlace]) -> None:
        self.notice.say("")
        self._context.backups.seal(places)

    def _on_seal(self) -> None:
        self._seal(self._open)

    def _on_closure(self) -> None:
        text = self.tr(
            "Sign what can be signed before. The export is sealed to the holders of today and is"
            " the last there: the daily sealing stops. Your vault stays as it is. If the practice"
            " goes on after all, you say so at each place."
        )
        stumbles = "".join(f"\n• {line}" for line in self._stumbles)
        question = Question(
            title=self.tr("Seal the closing export"),
            text=text + (f"\n{stumbles}" if stumbles else ""),
            act=self.tr("Seal the closing export"),
        )

        def begin() -> None:
            self.notice.say("")
            self._context.backups.seal(self._reachable, is_closure=True)
            self._is_closing = True

        self._context.dialogs.confirm(self, question, begin)

    def _on_ended(self, task: Task) -> None:
        if task.work in (Work.SEAL, Work.ZIP):
            self.notice.say(*result_words(task))
            self.refresh()

    def _on_add(self) -> None:
        self.notice.say("")
        add_place(self._context, self)

    def _on_copies(self) -> None:
        def show(found: list[RegisteredExport]) -> None:
            CopiesDialog(self._context, self, found).open()

        self._context.ask(self, sealing.register, show)

    def _on_take_over(self, place: ExportPlace) -> None:
        text = self.tr(
            "What lies on “%1” was sealed by another copy of this vault and may hold records that"
            " this one does not have. Go on only if this vault is the one that you work in. What"
            " lies there is removed once the new export is whole."
        ).replace("%1", place.label)
        question = Question(
            title=self.tr("Replace the export on “%1”").replace("%1", place.label),
            text=text,
            act=self.tr("This vault counts: replace it"),
            is_destructive=True,
        )

        def begin() -> None:
            self.notice.say("")
            self._context.backups.seal([place], is_taking_over=True)

        self._context.dialogs.confirm(self, question, begin)

    def _on_go_on(self, place: ExportPlace) -> None:
        text = self.tr(
            "The closing export on “%1” becomes a number like any other: the next ones are sealed"
            " after it, and in time it is removed. That you said so stands in the audit log."
        ).replace("%1", place.label)
        question = Question(
            title=self.tr("The practice goes on"), text=text, act=self.tr("It goes on")
        )

        def go_on() -> None:
            self.notice.say("")
            self._context.ask(self, lambda session: sealing.go_on(session, place.id))

        self._context.dialogs.confirm(self, question, go_on)

    def _on_anew(self, place: ExportPlace) -> None:
        text = self.tr(
            "Only if the stick or folder that was “%1” is lost or was erased. If you still have it,"
            " connect it instead. The next number is sealed in the folder as it is now, for the"
            " same cards and keys. The numbers before count as missing from now on: whoever finds"
            " them and has enough cards can open them."
        ).replace("%1", place.label)
        title = self.tr("Begin anew in this folder")
        question = Question(title=title, text=text, act=self.tr("Begin anew"))

        def begin() -> None:
            self.notice.say("")
            self._context.ask(self, lambda session: sealing.begin_anew(session, place.id))

        self._context.dialogs.confirm(self, question, begin)

    def _on_zip(self, place: ExportPlace) -> None:
        title, start = self.tr("Where to put the ZIP file"), media_folder() / _ZIP_NAME
        kind = self.tr("ZIP file (*.zip)")

        def begin(target: Path) -> None:
            self.notice.say("")
            self._context.backups.zip_export(place, target)

        self._context.dialogs.choose_save(self, title, start, kind, begin)

    def _on_standing(self, place: ExportPlace) -> None:
        def work(session: Session) -> None:
            sealing.set_standing(session, place.id, is_standing=not place.is_standing)

        self._context.ask(self, work)

    def _on_move(self, place: ExportPlace) -> None:
        title = self.tr("Where is “%1” now?").replace("%1", place.label)
        context = self._context

        def move(folder: Path) -> None:
            context.ask(self, lambda session: backup.plan_check(session, folder), planned)

        def planned(check: PlaceCheck) -> None:
            context.places.ask(self, check.look, looked, failed)

        def looked(checked: CheckedPlace) -> None:
            context.ask(self, lambda session: sealing.enter_move(session, place.id, checked))

        def failed(error: VaultError) -> None:
            context.show_error(self, error)

        context.dialogs.choose_folder(self, title, media_folder(), move)

    def _on_remove(self, place: ExportPlace) -> None:
        text = self.tr(
            "Nothing more is sealed there. What is there stays, and whoever has enough cards can"
            " open it. Casekeep keeps it in its list of copies. To be rid of it, erase the stick"
            " or folder yourself."
        )
        said = self.tr("Remove “%1”").replace("%1", place.label)
        question = Question(title=said, text=text, act=said, is_destructive=True)

        def remove() -> None:
            def work(session: Session) -> None:
                sealing.remove_place(session, place.id)

            self._context.ask(self, work, lambda _: self.add_button.setFocus())

        self._context.dialogs.confirm(self, question, remove)
