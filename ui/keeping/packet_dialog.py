"""Making the packet for a colleague: to whom, by what right, what goes, and what seals it."""

from pathlib import Path

from PySide6.QtCore import QCoreApplication, QStandardPaths
from PySide6.QtWidgets import QCheckBox, QStackedWidget, QVBoxLayout, QWidget

from ui.clients.opened_client import OpenedClient
from ui.clients.typed_fields import choice_field, line_field, text_field
from ui.context import AppContext
from ui.exporting.answers import Place
from ui.exporting.bridge import OnWorker
from ui.exporting.planning import look_at
from ui.exporting.presenter import heed_lines, step_words
from ui.keeping import presenter
from ui.keeping.seal_field import SealField
from ui.widgets.buttons import button
from ui.widgets.form_dialog import FormDialog
from ui.widgets.labels import label, muted
from ui.widgets.layouts import column, field_row, holder, row
from ui.wizard.watched import Watched
from ui.wording import size_words
from vault.errors import Cancelled, InvalidValue, StepUpRequired, VaultError
from vault.exports.model import Part
from vault.forms.model import FormKey
from vault.progress import Progress
from vault.transfers import service as transfers
from vault.transfers.model import Packed, TransferPlan, TransferRequest

_WIDTH = 560
_RESTRICTIONS_SHOWN = 400


def _tr(text: str) -> str:
    return QCoreApplication.translate("keeping", text)


class PacketDialog(FormDialog):
    """Restrictions stand above all, and want a tick before anything goes."""

    def __init__(self, context: AppContext, parent: QWidget, opened: OpenedClient) -> None:
        title = _tr("Transfer record %1").replace("%1", opened.client.record_number)
        super().__init__(context, parent, title=title, act=_tr("Next"), width=_WIDTH)
        self._client_id = opened.client.id
        self._watched: Watched | None = None
        self.recipient = line_field("", _tr("Name, license, practice, place …"))
        self.basis = text_field("")
        self.part = choice_field(Part, presenter.part_words, Part.RECORD)
        self.seal = SealField(context)
        self.has_read = QCheckBox(_tr("I have rea&d the restrictions"))
        self._about_part = muted(wrap=True)
        self.back_button = button(_tr("&Back"), self._on_back)
        self.pages = QStackedWidget()
        self._build(opened.client.details.restrictions.strip())
        self.fields = {"recipient": self.recipient, "basis": self.basis, "part": self.part}
        self.draft_key = FormKey(form="transfer.make", client_id=opened.client.id)
        self._connect()

    def _build(self, restrictions: str) -> None:
        for page in (self._build_what(restrictions), column(self.seal, None)):
            self.pages.addWidget(holder(page))
        self.content.addWidget(self.pages)
        self.buttons.insertWidget(1, self.back_button)

    def _build_what(self, restrictions: str) -> QVBoxLayout:
        said = _tr(
            "A sealed file with the record, a manifest and a receipt to sign. The originals stay"
            " here until their retention ends."
        )
        layout = column(muted(said, wrap=True), gap=12)
        self._needs_reading = bool(restrictions)
        if restrictions:
            shown = restrictions[:_RESTRICTIONS_SHOWN]
            more = _tr(" … The rest stands under Details.") if shown != restrictions else ""
            words = _tr("Restrictions on this record: %1").replace("%1", shown + more)
            layout.addWidget(label(words, "attention", wrap=True))
            self.has_read.setMinimumHeight(32)
            layout.addLayout(row(self.has_read, None))
        layout.addLayout(field_row(_tr("&To whom"), self.recipient))
        hint = _tr("Such as: authorization of 3 May. It stands on the receipt; name nobody in it.")
        layout.addLayout(field_row(_tr("&On what basis"), self.basis, hint))
        what = field_row(_tr("&What goes"), self.part)
        what.addWidget(self._about_part)
        layout.addLayout(what)
        layout.addStretch(1)
        return layout

    def _connect(self) -> None:
        self.part.currentIndexChanged.connect(lambda _: self._judge())
        self.seal.changed.connect(self._judge)
        self.has_read.toggled.connect(lambda _: self._judge())
        self.recipient.textChanged.connect(lambda _: self._judge())
        self.basis.textChanged.connect(self._judge)
        self.finished.connect(lambda _: self.seal.forget())
        self._judge()

    @property
    def is_busy(self) -> bool:
        """Whether the packet is being written."""
        return self._watched is not None

    @property
    def is_sealing(self) -> bool:
        """Whether the page that asks what seals it is in front."""
        return self.pages.currentIndex() == 1

    def _show_page(self, at: int, focused: QWidget) -> None:
        self.pages.setCurrentIndex(at)
        self.notice.say("")
        self._judge()
        focused.setFocus()

    def _on_back(self) -> None:
        self._show_page(0, self.recipient)

    def _judge(self) -> None:
        part = Part(self.part.currentData())
        self._about_part.setText(presenter.part_about(part))
        is_filled = bool(self.recipient.text().strip()) and not self.basis.document().isEmpty()
        may_go = self.has_read.isChecked() or not self._needs_reading
        is_sealed = self.seal.is_complete or not self.is_sealing
        self.act_button.setText(_tr("Choose where and &seal…") if self.is_sealing else _tr("&Next"))
        self.act_button.setEnabled(is_filled and may_go and is_sealed and not self.is_busy)
        self.back_button.setVisible(self.is_sealing)
        for one in (self.cancel_button, self.back_button):
            one.setEnabled(not self.is_busy)

    def submit(self) -> None:
        """Go on to the second page; from there prove who sits here if that is due, and plan."""
        if not self.is_sealing:
            self._show_page(1, self.seal.way_field)
            return
        request = TransferRequest(
            client_id=self._client_id,
            recipient=self.recipient.text().strip(),
            basis=self.basis.text,
            protection=self.seal.protection,
            part=Part(self.part.currentData()),
        )
        self.notice.say("")
        if request.part is Part.PSYCHOTHERAPY:
            # Notes kept apart want a proof of their own, however recent the last one is.
            self.context.step_up(self, lambda: self._plan(request))
        else:
            self._plan(request)

    def _plan(self, request: TransferRequest) -> None:
        def failed(error: VaultError) -> None:
            if isinstance(error, StepUpRequired):
                self.context.step_up(self, lambda: self._plan(request))
            else:
                self.show_error(error)

        if self.is_busy:
            return
        self.context.ask(
            self, lambda session: transfers.plan(session, request), self._choose, failed
        )

    def _choose(self, plan: TransferPlan) -> None:
        places = QStandardPaths.StandardLocation.DocumentsLocation
        start = Path(QStandardPaths.writableLocation(places)) / transfers.suggested_name(plan)
        self.context.dialogs.choose_save(
            self,
            self.windowTitle(),
            start,
            _tr("Sealed packet (*.age)"),
            lambda chosen: look_at(
                self.context, self, plan.export, chosen, lambda place: self._write(plan, place)
            ),
        )

    def _write(self, plan: TransferPlan, place: Place) -> None:
        title = _tr("Sealing record %1").replace("%1", plan.export.record_number)
        watched = Watched(self.context, self, title, step_words, ("documents", "check"))
        run = OnWorker(self.context.worker, watched.token)
        self._watched = watched
        self._judge()

        def work(report: Progress) -> Packed:
            return transfers.write(plan, place.path, run, report, is_replacing=place.is_replacing)

        watched.on_files(
            work,
            lambda packed: self._on_packed(packed, place),
            lambda error: self._on_failed(error, plan, place),
        )

    def _end(self) -> None:
        watched, self._watched = self._watched, None
        if watched is not None:
            watched.end()
        self._judge()

    def _on_packed(self, packed: Packed, place: Place) -> None:
        self._end()
        self.context.ask(self, self.keeper.forget)
        self.accept()
        heed = heed_lines(packed.written)
        words = presenter.packed_words(place.path.name, size_words(packed.written.size), heed)
        parent = self.parentWidget()
        self.context.dialogs.tell(parent or self, _tr("The packet is made"), words)

    def _on_failed(self, error: VaultError, plan: TransferPlan, place: Place) -> None:
        self._end()
        if isinstance(error, StepUpRequired):
            self.context.step_up(self, lambda: self._write(plan, place))
        elif isinstance(error, Cancelled):
            self.notice.say(
                _tr("Cancelled. Nothing was left behind. The audit log has that it began.")
            )
        else:
            self.show_error(error)

    def show_error(self, error: VaultError) -> None:
        """Say it on the page whose field it is about."""
        if isinstance(error, InvalidValue) and self.field_of(error.field) is not None:
            self._show_page(0, self.recipient)
        super().show_error(error)

    def reject(self) -> None:
        """Leave, but not while the packet is being written: that is called off first."""
        if self._watched is not None:
            self._watched.call_off()
        else:
            super().reject()
