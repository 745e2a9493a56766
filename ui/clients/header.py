"""The head of a client's page, which stays: who it is, and what to know before one calls."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QWidget

from ui.clients import presenter
from ui.context import AppContext
from ui.widgets.buttons import button, icon_button, tinted
from ui.widgets.elided import ElidedLabel, subtitle_label
from ui.widgets.flow import FlowLayout
from ui.widgets.labels import TITLE, chip, muted
from ui.widgets.layouts import column, holder, row
from ui.wording import shown_name
from vault.clients.model import Client, Episode


class ClientHeader(QWidget):
    """Names become initials while the privacy shield is up."""

    export_requested = Signal()

    def __init__(self, context: AppContext) -> None:
        super().__init__()
        self._context = context
        self._client: Client | None = None
        self.name = ElidedLabel(TITLE)
        self._beside = subtitle_label("")
        self._chips = FlowLayout()
        self.find_button = button(self.tr("Find…   Ctrl+K"), context.find)
        self.find_button.setAccessibleName(self.tr("Find"))
        tinted(self.find_button, context.theme, "search")
        self.export_button = icon_button(
            context.theme,
            "download",
            self.tr("Export this record…"),
            self.export_requested.emit,
            "Ctrl+Shift+E",
        )
        top = row(self.name, self._beside, self.export_button, self.find_button, gap=10)
        self._beside.give_way()
        top.setStretch(1, 1)
        self._facts = holder(self._chips)
        """Risk, safe contact, restrictions: hidden with the names."""
        self.setLayout(column(top, self._facts, gap=8))
        context.shield_changed.connect(lambda _: self._show_name())

    def show_client(self, client: Client, episodes: Sequence[Episode], today: date) -> None:
        """Show this client."""
        self._client = client
        self._show_name()
        while (item := self._chips.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        if self._context.is_in_custody:
            inherited = self.tr(
                "Inherited: the practitioner who wrote this record is not there to change it."
            )
            self._add(chip(self.tr("Inherited"), "attention"), inherited)
        for one in presenter.chips(client, today):
            self._add(chip(one.text, one.kind), one.full)
        self._add(muted(presenter.episode_words(episodes)), "")

    def _add(self, label: QLabel, full: str) -> None:
        label.setToolTip(full)
        label.setAccessibleName(full or label.text())
        self._chips.addWidget(label)
        label.show()

    def _show_name(self) -> None:
        client, is_shielded = self._client, self._context.is_shielded
        self._facts.setVisible(not is_shielded)
        self.export_button.setEnabled(not is_shielded)
        if client is not None:
            self.name.say(shown_name(client.name, is_shielded))
            self._beside.say(client.record_number if is_shielded else presenter.beside_name(client))
