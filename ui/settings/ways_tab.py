"""The ways to open this vault: what there is, and how to change it."""

from functools import partial

from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from ui.backup.resealing import offer_reseal
from ui.bus import kinds
from ui.context import AppContext
from ui.settings.key_dialog import Change, KeyDialog, Report
from ui.settings.new_secret import NewSecret
from ui.settings.presenter import WayLine, way_lines
from ui.settings.sheet_dialog import NewSheetDialog
from ui.settings.tab import tab_layout
from ui.widgets.buttons import button, danger
from ui.widgets.labels import label, muted, section, strong
from ui.widgets.layouts import GAP, GROUP_GAP, card, column, holder, row
from ui.widgets.notice import Notice
from vault.changes import Kind
from vault.keys import service as keys
from vault.keys.creation import FirstWay
from vault.keys.model import Slot, SlotKind
from vault.session import Session


class WaysTab(QWidget):
    """Each change begins with a proof and ends with a receipt."""

    def __init__(self, context: AppContext) -> None:
        super().__init__()
        self._context = context
        self._slots: list[Slot] = []
        self.notice = Notice(context.theme, parent=self)
        self.cards: dict[SlotKind, QWidget] = {}
        self._list = column(gap=GAP)
        self.passphrase_button = button(self.tr("Add a passphrase…"), self._on_passphrase)
        self.keyring_button = button(self.tr("Use this computer's keyring…"), self._on_keyring)
        self.rotate_button = button(self.tr("Rotate keys…"), self._on_rotate)
        self.setLayout(self._build())
        context.bus.subscribe(self, kinds(Kind.SLOTS), self.refresh)
        self.refresh()

    def _build(self) -> QVBoxLayout:
        lead = muted(
            self.tr("A vault keeps at least two, and the recovery sheet is always one of them."),
            wrap=True,
        )
        ways = column(
            section(self.tr("Ways to open this vault")),
            lead,
            holder(self._list),
            row(self.passphrase_button, self.keyring_button, None),
        )
        text = self.tr(
            "Puts the records under a new key, in new files. Passphrase and sheet stay as they"
            " are. Copies of the vault that lie elsewhere keep the old key."
        )
        rotate = column(
            section(self.tr("Key of the records")),
            muted(text, wrap=True),
            row(self.rotate_button, None),
        )
        return tab_layout(column(self.notice, ways, rotate, None, gap=GROUP_GAP))

    def refresh(self) -> None:
        """Read the ways in."""
        self._context.ask(self, keys.slots, self._on_slots)

    def _on_slots(self, slots: list[Slot]) -> None:
        self._slots = slots
        while (item := self._list.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        self.cards = {line.kind: self._card(line) for line in way_lines(slots)}
        for made in self.cards.values():
            self._list.addWidget(made)
        found = {slot.kind for slot in slots}
        self.passphrase_button.setVisible(SlotKind.PASSPHRASE not in found)
        self.keyring_button.setVisible(not any(kind.needs_keyring for kind in found))

    def _card(self, line: WayLine) -> QWidget:
        change = button(line.change, partial(self.change, line.kind))
        change.setAccessibleName(f"{line.title}: {line.change}")
        words = column(strong(line.title), label(line.about, "muted", wrap=True), gap=2)
        inner = row(words, change)
        inner.setStretch(0, 1)
        if line.opt_out:
            alone = button(line.opt_out, self._on_keyring_alone)
            alone.setAccessibleName(f"{line.title}: {line.opt_out}")
            inner.addWidget(alone)
        if line.can_remove:
            remove = danger(self.tr("Remove…"), partial(self._on_remove, line))
            remove.setAccessibleName(self.tr("Remove: %1").replace("%1", line.title))
            inner.addWidget(remove)
        return card(inner)

    def change(self, kind: SlotKind) -> None:
        """Open the dialog that makes a way of this kind anew."""
        if kind is SlotKind.SHEET:
            dialog = NewSheetDialog(self._context, self, self._slots)
            receipt = self.tr("The new sheet counts from now on. Destroy the old one.")
            self._open(dialog, receipt)
        elif kind is SlotKind.PASSPHRASE:
            self._on_passphrase()
        else:
            self._on_keyring()

    def _on_passphrase(self) -> None:
        is_there = any(slot.kind is SlotKind.PASSPHRASE for slot in self._slots)
        title = self.tr("Change the passphrase") if is_there else self.tr("Add a passphrase")
        text = self.tr(
            "It opens the vault on any computer, without a keyring. It stands alone between a"
            " stolen folder and your records, so it must be strong."
        )

        def change(session: Session, typed: str, new: str, _: Report) -> None:
            keys.add_passphrase(session, typed, new, self._context.keyring)

        dialog = self._key_dialog(title, text, title, change, must_be_strong=True)
        self._open(dialog, self.tr("The new passphrase opens the vault from now on."))

    def _on_keyring(self) -> None:
        title = self.tr("New passphrase with the keyring")
        text = self.tr(
            "It may be short, four characters or more: the keyring of this computer holds the"
            " other half. The keyring gets a new secret, and the records new files."
        )

        def change(session: Session, typed: str, new: str, _: Report) -> None:
            way = FirstWay(kind=SlotKind.KEYRING_PASSPHRASE, typed=new)
            keys.set_keyring_way(session, typed, way, self._context.keyring)

        act = self.tr("Set this passphrase")
        dialog = self._key_dialog(title, text, act, change, must_be_strong=False)
        self._open(dialog, self.tr("The new passphrase opens the vault on this computer."))

    def _on_keyring_alone(self) -> None:
        text = self.tr(
            "The keyring of this computer then opens the vault by itself, and nothing is typed."
            " Whoever sits here while you are logged in can open it: locking protects the memory,"
            " not the chair. Grave acts ask for the recovery sheet, so keep it at hand."
        )

        def change(session: Session, typed: str, _: str, __: Report) -> None:
            way = FirstWay(kind=SlotKind.KEYRING)
            keys.set_keyring_way(session, typed, way, self._context.keyring)

        dialog = KeyDialog(
            self._context,
            self,
            title=self.tr("Open with the keyring alone"),
            text=text,
            act=self.tr("Use the keyring alone"),
            slots=self._slots,
            change=change,
        )
        self._open(dialog, self.tr("The keyring opens the vault from now on, without typing."))

    def _on_remove(self, line: WayLine) -> None:
        text = self.tr(
            "“%1” will open the vault no more. Prove with another way than this one that you can"
            " still get in. Old copies of the vault still open with it."
        )

        def change(session: Session, typed: str, _: str, __: Report) -> None:
            keys.remove_slot(session, typed, line.slot_id, self._context.keyring)

        dialog = KeyDialog(
            self._context,
            self,
            title=self.tr("Remove a way to open"),
            text=text.replace("%1", line.title),
            act=self.tr("Remove “%1”").replace("%1", line.title),
            slots=self._slots,
            change=change,
            is_destructive=True,
        )
        said = self.tr("“%1” was removed.").replace("%1", line.title)
        self._open(dialog, said)

    def _on_rotate(self) -> None:
        text = self.tr(
            "The records are copied under a new key, checked, and the old files removed. It takes"
            " from seconds to a minute, and the vault stays open."
        )

        def change(session: Session, typed: str, _: str, report: Report) -> None:
            keys.rotate_keys(session, typed, self._context.keyring, report)

        title = self.tr("Rotate keys")
        dialog = KeyDialog(
            self._context,
            self,
            title=title,
            text=text,
            act=title,
            slots=self._slots,
            change=change,
        )
        self._open(dialog, self.tr("The records lie under a new key. All was checked."))

    def _key_dialog(
        self, title: str, text: str, act: str, change: Change, *, must_be_strong: bool
    ) -> KeyDialog:
        return KeyDialog(
            self._context,
            self,
            title=title,
            text=text,
            act=act,
            slots=self._slots,
            change=change,
            new_secret=NewSecret(self._context, must_be_strong=must_be_strong),
        )

    def _open(self, dialog: QDialog, receipt: str) -> None:
        self.notice.say("")
        dialog.accepted.connect(lambda: self.notice.say(receipt, "good"))
        dialog.accepted.connect(lambda: offer_reseal(self._context, self))
        dialog.open()
