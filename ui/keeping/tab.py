"""How long a client's record is kept: its date, holds, notices, paper and transfers."""

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QFrame, QPushButton

from ui.bus import kinds
from ui.clients.opened_client import OpenedClient
from ui.context import AppContext
from ui.keeping import kept, presenter
from ui.keeping.hold_dialogs import PlaceHoldDialog, ReleaseHoldDialog
from ui.keeping.kept import Kept
from ui.keeping.paper_dialogs import AddPaperDialog, DisposePaperDialog
from ui.keeping.parts import Part, entry_card
from ui.keeping.parts_tab import PartsTab
from ui.keeping.proof_dialogs import ProofDialog, ReceiveDialog, certificate_of, receipt_of
from ui.keeping.retention_cards import notice_cards, retention_cards
from ui.retention.decision_dialogs import NoticeDialog, OverrideDialog
from ui.widgets.buttons import button
from ui.widgets.notice import Notice
from vault.changes import Kind
from vault.holds.model import Hold
from vault.paper.model import PaperRecord
from vault.transfers.model import Transfer

_SHOWN = kinds(
    Kind.HOLDS,
    Kind.PAPER_RECORDS,
    Kind.TRANSFERS,
    Kind.RETENTION,
    Kind.DOCUMENTS,
    Kind.CARE_SESSIONS,
    Kind.NOTES,
    Kind.PSYCHOTHERAPY_NOTES,
    Kind.PRACTICE,
)


class KeepingTab(PartsTab[Kept]):
    """Each part has the button that begins what its cards then show."""

    def __init__(self, context: AppContext) -> None:
        super().__init__(context, kept.read)
        self._kept: Kept | None = None
        self.banner = Notice(context.theme, parent=self)
        self.date_button = button(self.tr("Decide the date…"), self._on_date)
        self.notice_button = button(self.tr("Notice sent…"), self._on_notice)
        self.hold_button = button(self.tr("Place a hold…"), self._on_hold)
        self.paper_button = button(self.tr("Enter paper…"), self._on_paper)
        self.packet_button = button(self.tr("Make a packet…"), self._on_packet)
        self._build()
        context.bus.subscribe(self, _SHOWN, self.on_changed)

    def _build(self) -> None:
        self.retention = Part(self.tr("How long it is kept"), "", self.date_button)
        self.holds = Part(
            self.tr("Holds"),
            self.tr(
                "No hold. A hold keeps the record from disposal, whatever its date: for a"
                " subpoena, a complaint, an open request."
            ),
            self.hold_button,
        )
        self.notices = Part(
            self.tr("Notices to the client"),
            self.tr("No notice. A rule may ask that the client is told before a record goes."),
            self.notice_button,
        )
        self.paper = Part(
            self.tr("On paper"),
            self.tr("Nothing on paper is entered: folders, drawings, old notebooks belong here."),
            self.paper_button,
        )
        self.transfers = Part(
            self.tr("Transfers"),
            self.tr(
                "No transfer. A packet for a colleague is a sealed copy of the record; the"
                " originals stay."
            ),
            self.packet_button,
        )
        parts = (self.retention, self.holds, self.notices, self.paper, self.transfers)
        self.arrange(parts, self.banner)

    def forget(self) -> None:
        """Show nobody's."""
        super().forget()
        self._kept = None
        self.banner.say("")

    def take(self, found: Kept, opened: OpenedClient) -> None:
        """Show what was read."""
        self._kept = found
        self.banner.say(presenter.banner_words(found.holds), "attention")
        self.retention.show_cards(retention_cards(found.line))
        self.holds.show_cards([self._hold_card(one, opened) for one in found.holds])
        self.notices.show_cards(notice_cards(found.notices))
        self.paper.show_cards([self._paper_card(one) for one in found.papers])
        self.transfers.show_cards([self._transfer_card(one) for one in found.transfers])

    # --- cards ---

    def _hold_card(self, hold: Hold, opened: OpenedClient) -> QFrame:
        entry = presenter.hold_entry(hold, opened.episodes)
        if not hold.is_active:
            return entry_card(entry)
        return entry_card(entry, _act(self.tr("Release…"), entry, partial(self._on_release, hold)))

    def _paper_card(self, record: PaperRecord) -> QFrame:
        entry = presenter.paper_entry(record, self._kept.titles if self._kept else {})
        if not record.is_disposed:
            gone = partial(self._on_paper_gone, record)
            return entry_card(entry, _act(self.tr("It was destroyed…"), entry, gone))
        if record.document_id is not None:
            return entry_card(entry)
        came = partial(self._on_certificate, record)
        return entry_card(entry, _act(self.tr("Certificate came…"), entry, came))

    def _transfer_card(self, transfer: Transfer) -> QFrame:
        entry = presenter.transfer_entry(transfer, self._kept.titles if self._kept else {})
        if not transfer.is_received:
            came = partial(self._on_received, transfer)
            return entry_card(entry, _act(self.tr("It was received…"), entry, came))
        if transfer.document_id is not None:
            return entry_card(entry)
        signed = partial(self._on_receipt, transfer)
        return entry_card(entry, _act(self.tr("Receipt came…"), entry, signed))

    # --- acts ---

    def _on_date(self) -> None:
        if self._kept is not None:
            OverrideDialog(self.context, self, self._kept.line).open()

    def _on_notice(self) -> None:
        if self._kept is not None and self.opened is not None:
            NoticeDialog(self.context, self, self._kept.line, self.opened.today).open()

    def _on_hold(self) -> None:
        if self.opened is not None:
            PlaceHoldDialog(self.context, self, self.opened).open()

    def _on_paper(self) -> None:
        if self.opened is not None:
            AddPaperDialog(self.context, self, self.opened).open()

    def _on_packet(self) -> None:
        from ui.keeping.packet_dialog import PacketDialog  # loads what exports, for who does

        if self.opened is not None:
            PacketDialog(self.context, self, self.opened).open()

    def _on_release(self, hold: Hold) -> None:
        if self.opened is not None:
            number = self.opened.client.record_number
            ReleaseHoldDialog(self.context, self, hold, number).open()

    def _on_paper_gone(self, record: PaperRecord) -> None:
        if self._kept is not None:
            is_held = any(one.is_active for one in self._kept.holds)
            proofs = self._kept.proofs
            DisposePaperDialog(self.context, self, record, proofs, is_held=is_held).open()

    def _on_certificate(self, record: PaperRecord) -> None:
        if self._kept is not None:
            proof = certificate_of(record)
            ProofDialog(self.context, self, proof, self._kept.proofs).open()

    def _on_received(self, transfer: Transfer) -> None:
        if self._kept is not None:
            ReceiveDialog(self.context, self, transfer, self._kept.proofs).open()

    def _on_receipt(self, transfer: Transfer) -> None:
        if self._kept is not None:
            proof = receipt_of(transfer)
            ProofDialog(self.context, self, proof, self._kept.proofs).open()


def _act(text: str, entry: presenter.Entry, on_click: Callable[[], None]) -> QPushButton:
    result = button(text, on_click)
    result.setAccessibleName(f"{text.rstrip('…')}: {entry.heading}")
    return result
