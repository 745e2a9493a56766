"""The card of a medium that holds copies: whether it is there, what is known, what can be done."""

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QPushButton, QWidget

from ui.backup.medium_words import MediumView
from ui.widgets.buttons import button, danger
from ui.widgets.elided import subtitle_label
from ui.widgets.flow import FlowLayout
from ui.widgets.labels import chip, label, set_role, strong
from ui.widgets.layouts import column, holder, row

Acts = dict[str, Callable[[], None]]


class MediumCard(QFrame):
    """Every medium can be moved and removed; subclasses make their own buttons, then ``fill``."""

    def __init__(self, view: MediumView, acts: Acts) -> None:
        super().__init__()
        set_role(self, "card")
        self._medium = view
        self.move_button = button(self.tr("It is somewhere else now…"), acts["move"])
        self.remove_button = danger(
            self.tr("Remove “%1”…").replace("%1", view.label), acts["remove"]
        )

    def fill(self, said: Sequence[tuple[str, str]], acts: Mapping[QPushButton, bool]) -> None:
        """Show lines, each with its kind, and the buttons that are for now."""
        view = self._medium
        reach = chip(view.reach, "good" if view.is_reachable else "attention")
        head = row(strong(view.label), reach, None, gap=12)
        about = column(head, subtitle_label(view.folder), gap=2)
        lines = column(gap=4)
        for text, kind in said:
            if text:
                lines.addWidget(label(text, kind, wrap=True))
        layout = column(about, lines, self._build_buttons(acts), gap=10)
        layout.setContentsMargins(16, 12, 16, 14)
        self.setLayout(layout)

    def _build_buttons(self, acts: Mapping[QPushButton, bool]) -> QWidget:
        is_there = self._medium.is_reachable
        shown = {**acts, self.move_button: not is_there, self.remove_button: True}
        flow = FlowLayout()
        for one, is_shown in shown.items():
            if is_shown:
                one.setAccessibleName(f"{one.text().rstrip('…')}: {self._medium.label}")
                flow.addWidget(one)
            else:
                one.setParent(self)
                one.hide()
        self.remove_button.setAccessibleName(self.remove_button.text())
        result = holder(flow)
        result.setAttribute(Qt.WidgetAttribute.WA_StyledBackground, False)
        return result
