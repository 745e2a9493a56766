"""Whose sessions stand under a name, or whose notes lie in a folder: a person says it, each time.

Candidates are offered in order of likeness; none is ever chosen beforehand.
"""

from PySide6.QtWidgets import QListWidgetItem, QWidget

from ui.context import AppContext
from ui.importing import presenter
from ui.importing.answers import Answers, Owner
from ui.importing.candidate_list import CandidateList, owner_of
from ui.importing.client_field import ClientField
from ui.importing.entry_table import EntryModel, EntryTable
from ui.importing.presenter import Cells
from ui.importing.step import ImportStep
from ui.widgets.labels import label, muted, section
from ui.widgets.layouts import GAP, column, holder, row
from vault.ids import ClientId

_PANEL_PX = 360
_LIST_PX = 300


class MatchingStep(ImportStep):
    """The names on the left, who may be meant on the right. Return decides and goes on."""

    is_wide = True

    def __init__(self, context: AppContext, answers: Answers) -> None:
        super().__init__(context, answers, "", "")
        self._texts: list[tuple[str, str, int]] = []
        """Key, what it is called, and how many stand under it."""
        headings = (self.tr("In the file"), self.tr("How many"), self.tr("Client"))
        model = EntryModel(context.theme, headings, self._cells, toned=2)
        self.table = EntryTable(model, self.tr("Names to be matched"), (300, 88))
        self.who = section("")
        self.who.setWordWrap(True)
        self.list = CandidateList(self.tr("Who is meant"))
        self.list.setMaximumHeight(_LIST_PX)
        self.field = ClientField(context, self.tr("Another client"))
        self.rest = label("", "muted", wrap=True)
        self._build()
        self.table.chosen.connect(self._show_text)
        self.table.activated.connect(lambda _: self.list.setFocus())
        self.list.itemActivated.connect(self._on_item)
        self.list.itemClicked.connect(self._on_item)
        self.field.picked.connect(self._decide)

    def _build(self) -> None:
        hint = muted(self.tr("Return chooses, and goes on to the next name."), wrap=True)
        panel = holder(column(self.who, self.list, self.field, hint, None, gap=GAP))
        panel.setFixedWidth(_PANEL_PX)
        both = row(self.table, panel, gap=2 * GAP)
        both.setStretch(0, 1)
        self.content.addLayout(both, 1)
        self.content.addWidget(self.rest)

    @property
    def is_wanted(self) -> bool:
        """Sessions and notes need somebody whose they are."""
        return self.answers.brings_sessions or self.answers.brings_notes

    def first_focus(self) -> QWidget:
        """The candidates of the first name."""
        return self.list

    def enter(self) -> None:
        """Show the names of the plan as it is now."""
        self._texts = self._wanted_texts()
        is_notes = self.answers.brings_notes
        self.head.setText(
            self.tr("Whose notes lie in each folder?") if is_notes else self.tr("Who is meant?")
        )
        self.lead.setText(
            self.tr("A file that belongs to somebody else can be changed on the next page.")
            if is_notes
            else self.tr("What has no client chosen is left out. Names are never matched for you.")
        )
        self.table.show_keys(range(len(self._texts)))
        self._show_rest()

    def _wanted_texts(self) -> list[tuple[str, str, int]]:
        if self.answers.sessions is not None:
            return [
                (one.text, one.text, one.sessions) for one in self.answers.sessions.client_texts
            ]
        found = presenter.folders(self.answers)
        return [(key, presenter.folder_name(key, self.answers), found[key]) for key in found]

    def _cells(self, key: int) -> Cells:
        text, shown, count = self._texts[key]
        words = presenter.owner_words(text, self.answers)
        tone = "" if text in self.answers.owners else "attention"
        return Cells(texts=(shown, f"{count:,}", words), tone=tone)

    def _show_text(self, key: int | None) -> None:
        self.list.clear()
        if key is None:
            self.who.setText("")
            return
        text, shown, _ = self._texts[key]
        self.who.setText(self.tr("Who is “%1”?").replace("%1", shown))
        decided = self.answers.owners.get(text)
        for one in self._offered(text):
            self.list.add(presenter.known_words(self.answers.known[one]), one)
        self.list.add(self.tr("Nobody here: leave these out"), None)
        if text in self.answers.owners:
            self.list.mark(decided)

    def _offered(self, text: str) -> list[ClientId]:
        """Return the candidates, and whom a person chose beside them."""
        found = [one.client_id for one in self.answers.candidates.get(text, ())]
        chosen = self.answers.owners.get(text)
        known = [one for one in found if one in self.answers.known]
        return known if chosen is None or chosen in known else [chosen, *known]

    def _on_item(self, item: QListWidgetItem) -> None:
        self._decide(owner_of(item))

    def _decide(self, owner: Owner) -> None:
        """Keep whose it is, and go to the next name that nobody decided yet."""
        key = self.table.key
        if key is None:
            return
        self.answers.owners[self._texts[key][0]] = owner
        self.table.entries.refresh()
        self._show_rest()
        self.changed.emit()
        following = self._next_open(key)
        if following is None:
            self._show_text(key)
        else:
            self.table.go_to(following)
        self.list.setFocus()

    def _next_open(self, key: int) -> int | None:
        order = [*range(key + 1, len(self._texts)), *range(key)]
        decided = self.answers.owners
        return next((one for one in order if self._texts[one][0] not in decided), None)

    def _show_rest(self) -> None:
        left = [count for text, _, count in self._texts if text not in self.answers.owners]
        words = self.tr("%1 of %2 are not decided yet.")
        said = words.replace("%1", f"{len(left):,}").replace("%2", f"{len(self._texts):,}")
        self.rest.setText(said if left else self.tr("All are decided."))
