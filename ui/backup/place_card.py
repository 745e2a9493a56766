"""A place for backups: whether it is there, how old its newest is, and what can be done there."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from ui.backup.presenter import PlaceView
from ui.widgets.buttons import button, danger
from ui.widgets.elided import subtitle_label
from ui.widgets.flow import FlowLayout
from ui.widgets.labels import chip, label, set_role, strong
from ui.widgets.layouts import column, holder, row

Acts = dict[str, Callable[[], None]]
"""What its buttons do: "back_up", "drill", "snapshots", "adopt", "move", "remove"."""


class PlaceCard(QFrame):
    """One card on the page."""

    def __init__(self, view: PlaceView, acts: Acts) -> None:
        super().__init__()
        set_role(self, "card")
        self.view = view
        self.back_up_button = button(self.tr("Back up now"), acts["back_up"])
        self.drill_button = button(self.tr("Check all documents"), acts["drill"])
        self.drill_button.setToolTip(
            self.tr("Opens every document of the newest backup, as a restore would")
        )
        self.list_button = button(self.tr("List of backups…"), acts["snapshots"])
        self.adopt_button = button(self.tr("Enter unknown backups…"), acts["adopt"])
        self.adopt_button.setToolTip(
            self.tr("For backups there that are not in this vault's list of copies")
        )
        self.move_button = button(self.tr("It is somewhere else now…"), acts["move"])
        self.remove_button = danger(
            self.tr("Remove “%1”…").replace("%1", view.label), acts["remove"]
        )
        self.setLayout(self._build())

    def _build(self) -> QVBoxLayout:
        view = self.view
        head = row(strong(view.label), chip(view.reach, view.reach_kind), None, gap=12)
        lines = column(head, subtitle_label(view.folder), gap=2)
        said = column(gap=4)
        for text, kind in (
            (view.newest, view.newest_kind),
            (view.drill, view.drill_kind),
            (view.synced, "muted"),
        ):
            if text:
                said.addWidget(label(text, kind, wrap=True))
        layout = column(lines, said, self._build_buttons(), gap=10)
        layout.setContentsMargins(16, 12, 16, 14)
        return layout

    def _build_buttons(self) -> QWidget:
        view, is_there = self.view, self.view.reach_kind == "good"
        shown = {
            self.back_up_button: is_there,
            self.drill_button: view.can_drill,
            self.list_button: True,
            self.adopt_button: is_there,
            self.move_button: not is_there,
            self.remove_button: True,
        }
        flow = FlowLayout()
        for one, is_shown in shown.items():
            if is_shown:
                one.setAccessibleName(f"{one.text().rstrip('…')}: {view.label}")
                flow.addWidget(one)
            else:
                one.setParent(self)
                one.hide()
        self.remove_button.setAccessibleName(self.remove_button.text())
        result = holder(flow)
        result.setAttribute(Qt.WidgetAttribute.WA_StyledBackground, False)
        return result
