"""How long a client's record is kept: its date, holds, notices, paper and transfers."""

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QFrame, QPushButton, QWidget

from ui.bus import kinds
from ui.clients.opened_client import OpenedClient
from ui.context import AppContext
from ui.keeping import kept, presenter
from ui.keeping.hold_dialogs import PlaceHoldDialog, ReleaseHoldDialog
from ui.keeping.kept import Kept
from ui.keeping.paper_dialogs import AddPaperDialog, DisposePaperDialog
from ui.keeping.parts import Part, entry_card
from ui.keeping.proof_dialogs import ProofDialog, ReceiveDialog, certificate_of, receipt_of
from ui.keeping.retention_cards import notice_cards, retention_cards
from ui.notes.body_view import reading_width
from ui.retention.decision_dialogs import NoticeDialog, OverrideDialog
from ui.widgets.buttons import button
from ui.widgets.layouts import GROUP_GAP, column, holder, scrolling
from ui.widgets.notice import Notice
from ui.worker import Token
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


class KeepingTab(QWidget):
    """Loaded when it is looked at; the client's page covers it while the shield is up."""

    def __init__(self, context: AppContext) -> None:
        super().__init__()
        self._context = context
        self._opened: OpenedClient | None = None
        self._kept: Kept | None = None
        self._token = Token()
        self.banner = Notice(context.theme, parent=self)
        self.date_button = button(self.tr("Decide the date…"), self._on_date)
        self.notice_button = button(self.tr("Notice sent…"), self._on_notice)
        self.hold_button = button(self.tr("Place a hold…"), self._on_hold)
        self.paper_button = button(self.tr("Enter paper…"), self._on_paper)
        self.packet_button = button(self.tr("Make a packet…"), self._on_packet)
        self._build()
        context.bus.subscribe(self, _SHOWN, self._on_changed)

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
        self.parts = (self.retention, self.holds, self.notices, self.paper, self.transfers)
        body = column(self.banner, *self.parts, None, gap=GROUP_GAP)
        body.setContentsMargins(0, 12, 12, 16)
        content = holder(body)
        content.setMaximumWidth(reading_width(self))
        self.setLayout(column(scrolling(content)))

    def show_client(self, opened: OpenedClient) -> None:
        """Show this client's; what stood here of another is forgotten at once."""
        if self._opened is None or self._opened.client.id != opened.client.id:
            self.forget()
        self._opened = opened
        self._reload()

    def forget(self) -> None:
        """Show nobody's."""
        self._token.cancel()
        self._opened = self._kept = None
        self.banner.say("")
        for part in self.parts:
            part.show_cards([])

    def _on_changed(self) -> None:
        if self.isVisible():  # else it is read when it is looked at
            self._reload()

    def _reload(self) -> None:
        if self._opened is None:
            return
        client_id = self._opened.client.id
        self._token.cancel()
        self._token = Token()
        self._context.ask(
            self, lambda session: kept.read(session, client_id), self._take, token=self._token
        )

    def _take(self, found: Kept) -> None:
        self._kept = found
        self.banner.say(presenter.banner_words(found.holds), "attention")
        self.retention.show_cards(retention_cards(found.line))
        self.holds.show_cards([self._hold_card(one) for one in found.holds])
        self.notices.show_cards(notice_cards(found.notices))
        self.paper.show_cards([self._paper_card(one) for one in found.papers])
        self.transfers.show_cards([self._transfer_card(one) for one in found.transfers])

    # --- cards ---

    def _hold_card(self, hold: Hold) -> QFrame:
        episodes = self._opened.episodes if self._opened else ()
        entry = presenter.hold_entry(hold, episodes)
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
            OverrideDialog(self._context, self, self._kept.line).open()

    def _on_notice(self) -> None:
        if self._kept is not None and self._opened is not None:
            NoticeDialog(self._context, self, self._kept.line, self._opened.today).open()

    def _on_hold(self) -> None:
        if self._opened is not None:
            PlaceHoldDialog(self._context, self, self._opened).open()

    def _on_paper(self) -> None:
        if self._opened is not None:
            AddPaperDialog(self._context, self, self._opened).open()

    def _on_packet(self) -> None:
        from ui.keeping.packet_dialog import PacketDialog  # loads what exports, for who does

        if self._opened is not None:
            PacketDialog(self._context, self, self._opened).open()

    def _on_release(self, hold: Hold) -> None:
        if self._opened is not None:
            number = self._opened.client.record_number
            ReleaseHoldDialog(self._context, self, hold, number).open()

    def _on_paper_gone(self, record: PaperRecord) -> None:
        if self._kept is not None:
            is_held = any(one.is_active for one in self._kept.holds)
            proofs = self._kept.proofs
            DisposePaperDialog(self._context, self, record, proofs, is_held=is_held).open()

    def _on_certificate(self, record: PaperRecord) -> None:
        if self._kept is not None:
            proof = certificate_of(record)
            ProofDialog(self._context, self, proof, self._kept.proofs).open()

    def _on_received(self, transfer: Transfer) -> None:
        if self._kept is not None:
            ReceiveDialog(self._context, self, transfer, self._kept.proofs).open()

    def _on_receipt(self, transfer: Transfer) -> None:
        if self._kept is not None:
            proof = receipt_of(transfer)
            ProofDialog(self._context, self, proof, self._kept.proofs).open()


def _act(text: str, entry: presenter.Entry, on_click: Callable[[], None]) -> QPushButton:
    result = button(text, on_click)
    result.setAccessibleName(f"{text.rstrip('…')}: {entry.heading}")
    return result
