"""Who holds: a label for each, and a printed card or a key of their own."""

from collections.abc import Sequence

from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from ui.ceremony import presenter
from ui.ceremony.answers import Answers, Seat
from ui.context import AppContext
from ui.widgets.buttons import icon_button, link
from ui.widgets.labels import label, muted
from ui.widgets.layouts import column, holder, row
from ui.wizard.step import WizardStep
from vault.sealing.part_model import MOST_HOLDERS
from vault.succession.model import HolderKind

_LONGEST_LABEL = 60


class SeatRow(QWidget):
    """One holder: number, label, card or key, and a button that takes it away."""

    def __init__(self, context: AppContext, seat: Seat) -> None:
        super().__init__()
        self.number = muted()
        self.number.setMinimumWidth(16)
        self.label = QLineEdit(seat.label)
        self.label.setMaxLength(_LONGEST_LABEL)
        self.kind = QComboBox()
        for kind in HolderKind:
            self.kind.addItem(presenter.kind_name(kind), kind)
        self.kind.setCurrentIndex(list(HolderKind).index(seat.kind))
        self.remove_button = icon_button(context.theme, "x", self.tr("Remove"))
        layout = row(self.number, self.label, self.kind, self.remove_button)
        layout.setStretch(1, 1)
        self.setLayout(layout)

    @property
    def seat(self) -> Seat:
        """What the row says now."""
        return Seat(label=self.label.text().strip(), kind=HolderKind(self.kind.currentData()))

    def set_place(self, place: int) -> None:
        """Say which card it is."""
        self.number.setText(str(place))
        name = self.tr("Holder %1").replace("%1", str(place))
        self.label.setAccessibleName(name)
        self.kind.setAccessibleName(self.tr("%1: card or key").replace("%1", name))
        self.remove_button.setAccessibleName(self.tr("Remove holder %1").replace("%1", str(place)))


class HoldersStep(WizardStep):
    """Two to seven holders, in the order of their places."""

    def __init__(self, context: AppContext, answers: Answers) -> None:
        super().__init__(
            context,
            self.tr("Who holds a card or a key?"),
            self.tr(
                "Together they open your sealed records, and nobody else. Three holders, of whom"
                " two are needed, is a good beginning: one may be away, none can read alone."
            ),
        )
        self._answers = answers
        self.rows: list[SeatRow] = []
        self._place = column(gap=8)
        self.content.addWidget(holder(self._place))
        self.add_button = link(self.tr("Add a holder"), self._on_add)
        self.content.addLayout(row(self.add_button, None))
        self.content.addWidget(
            label(
                self.tr(
                    "These words stand outside the seal: write what somebody is, such as “Lawyer”,"
                    " unless a name may be read by all."
                ),
                "muted",
                wrap=True,
            )
        )
        self.content.addWidget(
            label(
                self.tr(
                    "Only one colleague? Make two cards all the same. She keeps one; the other lies"
                    " with your will, with your lawyer or in a safe deposit box, where she is given"
                    " it when the day comes. The first in this list is the successor."
                ),
                "muted",
                wrap=True,
            )
        )
        self.content.addStretch(1)

    def enter(self) -> None:
        """Begin with those of the last ceremony, or with the usual three."""
        if not self.rows:
            self.put(self._answers.seats or self._suggested())

    def _suggested(self) -> Sequence[Seat]:
        words = (self.tr("Successor"), self.tr("Alternate"), self.tr("Lawyer"))
        return [Seat(label=one, kind=HolderKind.CARD) for one in words]

    def put(self, seats: Sequence[Seat]) -> None:
        """Show these holders and no others."""
        for one in list(self.rows):
            self._drop(one)
        for seat in seats:
            self._add(seat)

    def _add(self, seat: Seat) -> None:
        added = SeatRow(self.context, seat)
        added.label.textChanged.connect(lambda _: self.changed.emit())
        added.remove_button.clicked.connect(lambda: self._on_remove(added))
        self.rows.append(added)
        self._place.addWidget(added)
        self._renumber()

    def _drop(self, gone: SeatRow) -> None:
        self.rows.remove(gone)
        self._place.removeWidget(gone)
        gone.hide()
        gone.deleteLater()

    def _on_add(self) -> None:
        self._add(Seat(label="", kind=HolderKind.CARD))
        self.rows[-1].label.setFocus()

    def _on_remove(self, gone: SeatRow) -> None:
        self._drop(gone)
        self._renumber()

    def _renumber(self) -> None:
        for place, one in enumerate(self.rows, start=1):
            one.set_place(place)
            one.remove_button.setEnabled(len(self.rows) > 1)
        self.add_button.setEnabled(len(self.rows) < MOST_HOLDERS)
        QWidget.setTabOrder(self.rows[-1].remove_button, self.add_button)
        self.changed.emit()

    @property
    def is_complete(self) -> bool:
        """Every holder is called something, and no two the same."""
        labels = [one.seat.label for one in self.rows]
        return len(self.rows) > 1 and all(labels) and len(set(labels)) == len(labels)

    def first_focus(self) -> QWidget | None:
        """The first label."""
        return self.rows[0].label if self.rows else None

    def write_down(self) -> None:
        """Keep the holders; those who are gone open nothing any more."""
        self._answers.seats = tuple(one.seat for one in self.rows)
