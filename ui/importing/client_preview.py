"""The dry run of a client list or of contacts: new, merged or left out, entry by entry."""

from functools import partial

from PySide6.QtWidgets import QButtonGroup

from ui.clients.presenter import Fact
from ui.context import AppContext
from ui.importing import alike, fact_panel, presenter, reasons
from ui.importing.answers import Answers
from ui.importing.client_field import ClientField
from ui.importing.presenter import Cells
from ui.importing.preview_step import PreviewStep, Sieves
from ui.importing.words import choice_word, verdict_word
from ui.widgets.buttons import button
from ui.widgets.labels import muted, strong
from ui.widgets.layouts import Item
from vault.errors import InvalidValue
from vault.ids import ClientId
from vault.importers import choosing
from vault.importers.model import (
    Choice,
    ClientImport,
    Duplicate,
    Likeness,
    PlannedClient,
    Verdict,
)

_WIDTHS = (44, 140, 104, 140)
Option = tuple[str, Choice, Duplicate | None]


class ClientPreview(PreviewStep):
    """Held entries stay out until a person chooses."""

    def __init__(self, context: AppContext, answers: Answers) -> None:
        headings = (
            self.tr("Line"),
            self.tr("Name"),
            self.tr("Born"),
            self.tr("What will happen"),
            self.tr("Why"),
        )
        super().__init__(
            context, answers, self.tr("Is this what shall happen?"), headings, _WIDTHS, 3
        )

    @property
    def is_wanted(self) -> bool:
        """For imports of clients."""
        return self.answers.brings_clients

    @property
    def is_planned(self) -> bool:
        """Whether there is a plan."""
        return self.answers.clients is not None

    @property
    def plan(self) -> ClientImport:
        """The plan, with the choices so far."""
        return self.answers.clients or ClientImport(rows=())

    @property
    def count(self) -> int:
        """How many entries there are."""
        return len(self.plan.rows)

    def choices(self) -> Sieves:
        """By what comes in, and by verdict: an entry that was decided stays in sight."""
        rows = self.plan.rows
        return (
            (self.tr("Coming in"), lambda key: rows[key].fate is not Choice.SKIP),
            (verdict_word(Verdict.HELD), lambda key: rows[key].verdict is Verdict.HELD),
            (verdict_word(Verdict.REFUSED), lambda key: rows[key].verdict is Verdict.REFUSED),
        )

    def cells_of(self, key: int) -> Cells:
        """Return what a row shows."""
        return presenter.client_cells(self.plan.rows[key], self.answers)

    def show_entry(self, key: int) -> None:
        """Show an entry: why, what can be chosen, and all that would be entered."""
        row = self.plan.rows[key]
        details = row.details
        name = details.legal_name if details else self.tr("Line %1").replace("%1", str(row.line))
        said = [(reasons.finding_words(one), presenter.finding_tone(one)) for one in row.findings]
        alike_words = presenter.likeness_line(row, self.answers)
        extras = [Fact(name=one.header, text=one.value) for one in row.extras]
        items = [
            *fact_panel.heading(name, self.tr("Line %1").replace("%1", str(row.line))),
            *fact_panel.remarks(said),
            *fact_panel.remarks([(alike_words, "muted")] if alike_words else []),
            *self._choice_items(row),
            *fact_panel.facts(self._facts_title(row), presenter.client_facts(row)),
            *fact_panel.facts(self.tr("Kept in a note"), extras),
        ]
        self.panel.fill(items)

    def _facts_title(self, row: PlannedClient) -> str:
        is_merged = row.fate is Choice.MERGE
        return self.tr("What the file says") if is_merged else self.tr("What is entered")

    def _choice_items(self, row: PlannedClient) -> list[Item]:
        if row.details is None:
            words = self.tr("It cannot come in. Correct it in the file and read it again.")
            return [muted(words, wrap=True)]
        group = QButtonGroup(self.panel)
        options = self._options(row)
        radios: list[Item] = []
        for number, (words, choice, into) in enumerate(options):
            is_on = row.fate is choice and row.into == into and not self._is_open(row)
            one = fact_panel.radio(group, number, words, is_on=is_on)
            one.setEnabled(into is None or alike.can_merge(self.plan, row, into))
            radios.append(one)
        group.idClicked.connect(lambda number: self._choose(row, *options[number][1:]))
        field = ClientField(self.context, self.tr("Merge with another client"))
        field.setPlaceholderText(self.tr("Merge with another client…"))
        field.picked.connect(partial(self._merge_with, row))
        said = self.tr(
            "A merge fills empty fields and replaces nothing; what differs goes in a note."
        )
        hint = muted(said, wrap=True)
        return [strong(self.tr("What shall happen")), *radios, field, hint, *self._for_all(row)]

    def _is_open(self, row: PlannedClient) -> bool:
        return row.choice is None and row.verdict is not Verdict.TAKEN

    def _options(self, row: PlannedClient) -> list[Option]:
        found: list[Option] = [(choice_word(Choice.NEW), Choice.NEW, None)]
        targets = list(row.duplicates)
        if row.into is not None and row.into not in targets:
            targets.append(row.into)
        found += [(presenter.merge_words(one, self.answers), Choice.MERGE, one) for one in targets]
        return [*found, (self.tr("Leave it out"), Choice.SKIP, None)]

    def _for_all(self, row: PlannedClient) -> list[Item]:
        """Offer to do the same with all that are held for the same reasons."""
        if self._is_open(row):
            return []
        count = len(alike.alike(self.plan, row, self.answers.by_hand))
        if count < 2:
            return []
        words = self.tr("The same for all %1 like this").replace("%1", f"{count:,}")
        return [button(words, partial(self._choose_all, row))]

    def _choose(self, row: PlannedClient, choice: Choice, into: Duplicate | None) -> None:
        try:
            self.answers.clients = choosing.choose(self.plan, row.line, choice, into)
            self.answers.by_hand.add(row.line)
        except InvalidValue as error:
            self.say_error(error)
        self.refresh()

    def _merge_with(self, row: PlannedClient, client_id: ClientId) -> None:
        if client_id in self.answers.known:
            into = Duplicate(likeness=Likeness.NAME, client_id=client_id)
            self._choose(row, Choice.MERGE, into)

    def _choose_all(self, row: PlannedClient) -> None:
        plan, by_hand = self.plan, frozenset(self.answers.by_hand)

        def take(changed: ClientImport) -> None:
            if self.answers.clients is plan:
                self.answers.clients = changed
                self.refresh()

        self.context.files.ask(
            self, lambda: alike.choose_alike(plan, row, by_hand), take, self.say_error
        )
