"""What the previews share: which rows are shown, the table, the entry the cursor stands on."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtWidgets import QWidget

from ui.context import AppContext
from ui.importing import presenter
from ui.importing.answers import Answers
from ui.importing.entry_table import EntryModel, EntryTable
from ui.importing.fact_panel import FactPanel
from ui.importing.planning import make_plan
from ui.importing.presenter import Cells
from ui.importing.sieve_bar import SieveBar
from ui.importing.step import ImportStep
from ui.widgets.labels import muted
from ui.widgets.layouts import GAP, row

Sieves = Sequence[tuple[str, Callable[[int], bool]]]


class PreviewStep(ImportStep):
    """Subclasses say how many rows there are, what they show, and what the panel shows of one."""

    is_wide = True

    def __init__(
        self,
        context: AppContext,
        answers: Answers,
        heading: str,
        headings: Sequence[str],
        widths: Sequence[int],
        toned: int,
    ) -> None:
        super().__init__(
            context,
            answers,
            heading,
            self.tr("This is a dry run: nothing is written yet."),
        )
        self.remarks = muted("", wrap=True)
        self.sieves = SieveBar()
        self.model = EntryModel(context.theme, headings, self.cells_of, toned)
        self.table = EntryTable(self.model, self.tr("What would come in"), widths)
        self.panel = FactPanel()
        both = row(self.table, self.panel, gap=2 * GAP)
        both.setStretch(0, 1)
        self.content.addWidget(self.remarks)
        self.content.addWidget(self.sieves)
        self.content.addLayout(both, 1)
        self.sieves.changed.connect(lambda: self.table.show_keys(self.sieves.keys))
        self.table.chosen.connect(self._on_chosen)
        self.table.activated.connect(lambda _: self.panel.focusNextChild())

    # --- what subclasses say ---

    @property
    def count(self) -> int:
        """How many rows there are."""
        raise NotImplementedError

    @property
    def is_planned(self) -> bool:
        """Whether there is a plan to be shown."""
        return True

    def choices(self) -> Sieves:
        """Return the names of the sieves, and which rows each lets through."""
        raise NotImplementedError

    def cells_of(self, key: int) -> Cells:
        """Return what a row shows."""
        raise NotImplementedError

    def show_entry(self, key: int) -> None:
        """Fill the panel."""
        raise NotImplementedError

    def complete_plan(self, then: Callable[[], None]) -> None:
        """Add to a plan what it cannot know without the answers since."""
        then()

    # --- what is shared ---

    def first_focus(self) -> QWidget:
        """The table."""
        return self.table

    def enter(self) -> None:
        """Show the plan as it is; make it anew if what it stood on changed."""
        self.notice.say("")
        if self.is_planned:
            self.complete_plan(self._show)
        else:
            then = partial(self.complete_plan, self._show)
            make_plan(self, then)

    def _show(self) -> None:
        said = presenter.remark_lines(self.answers)
        self.remarks.setText("\n".join(said))
        self.remarks.setVisible(bool(said))
        self._sift()
        self.table.show_keys(self.sieves.keys)
        self.changed.emit()

    def _sift(self) -> None:
        self.sieves.show_sieves(presenter.sieves(self.count, self.choices()))

    def refresh(self) -> None:
        """A choice changed what rows say; the cursor and the sieve stay."""
        self._sift()
        self.model.refresh()
        self._on_chosen(self.table.key)
        self.changed.emit()

    def _on_chosen(self, key: int | None) -> None:
        if key is None:
            self.panel.empty()
        else:
            self.show_entry(key)
