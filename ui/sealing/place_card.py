"""A place for sealed exports: whether it is there, how old its newest is, what can be done."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from ui.sealing.presenter import PlaceView
from ui.widgets.buttons import button, danger
from ui.widgets.elided import subtitle_label
from ui.widgets.flow import FlowLayout
from ui.widgets.labels import chip, label, set_role, strong
from ui.widgets.layouts import column, holder, row

Acts = dict[str, Callable[[], None]]
"""What its buttons do: "seal", "take_over", "zip", "standing", "move", "remove"."""


class PlaceCard(QFrame):
    """One card on the page. ``is_foreign``: another copy of this vault sealed something there."""

    def __init__(self, view: PlaceView, acts: Acts, *, is_foreign: bool) -> None:
        super().__init__()
        set_role(self, "card")
        self.view = view
        self._is_foreign = is_foreign
        standing = self.tr("Only when I say so") if view.is_standing else self.tr("Keep it current")
        self.seal_button = button(self.tr("Seal now"), acts["seal"])
        self.take_over_button = button(self.tr("This vault counts: replace it…"), acts["take_over"])
        self.zip_button = button(self.tr("One ZIP file…"), acts["zip"])
        self.standing_button = button(standing, acts["standing"])
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
            (view.unclean, "attention"),
            (view.kept, "muted"),
        ):
            if text:
                said.addWidget(label(text, kind, wrap=True))
        layout = column(lines, said, self._build_buttons(), gap=10)
        layout.setContentsMargins(16, 12, 16, 14)
        return layout

    def _build_buttons(self) -> QWidget:
        view, is_there = self.view, self.view.reach_kind == "good"
        shown = {
            self.seal_button: is_there and not self._is_foreign,
            self.take_over_button: is_there and self._is_foreign,
            self.zip_button: is_there and view.has_newest,
            self.standing_button: True,
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
