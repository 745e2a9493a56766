"""The dry run of a report or a calendar: sessions, whose they are, and what stays out."""

from collections.abc import Callable

from PySide6.QtWidgets import QButtonGroup

from ui.clients.presenter import Fact
from ui.context import AppContext
from ui.importing import fact_panel, presenter, reasons
from ui.importing.answers import Answers
from ui.importing.planning import judge_sessions
from ui.importing.presenter import Cells
from ui.importing.preview_step import PreviewStep, Sieves
from ui.importing.words import verdict_word
from ui.widgets.buttons import button
from ui.widgets.labels import muted, strong
from ui.widgets.layouts import Item
from vault.importers.model import CONSEQUENCES, PlannedSession, Reason, Verdict

_WIDTHS = (44, 144, 110, 110, 140)


class SessionPreview(PreviewStep):
    """A session that is held comes in only if a person says so."""

    def __init__(self, context: AppContext, answers: Answers) -> None:
        headings = (
            self.tr("Line"),
            self.tr("When"),
            self.tr("In the file"),
            self.tr("Client"),
            self.tr("What will happen"),
            self.tr("Why"),
        )
        super().__init__(
            context, answers, self.tr("Is this what shall happen?"), headings, _WIDTHS, 4
        )

    @property
    def is_wanted(self) -> bool:
        """For imports of sessions."""
        return self.answers.brings_sessions

    @property
    def is_planned(self) -> bool:
        """Whether there is a plan."""
        return self.answers.sessions is not None

    @property
    def rows(self) -> tuple[PlannedSession, ...]:
        """The sessions of the plan."""
        return self.answers.sessions.rows if self.answers.sessions else ()

    @property
    def count(self) -> int:
        """How many sessions there are."""
        return len(self.rows)

    def complete_plan(self, then: Callable[[], None]) -> None:
        """Ask the vault which of them are there already, or cannot be."""
        judge_sessions(self, then)

    def choices(self) -> Sieves:
        """By what comes in, by verdict, and what nobody said a client for."""
        rows, answers = self.rows, self.answers
        return (
            (self.tr("Coming in"), lambda key: answers.is_session_coming(rows[key])),
            (verdict_word(Verdict.HELD), lambda key: rows[key].verdict is Verdict.HELD),
            (verdict_word(Verdict.REFUSED), lambda key: rows[key].verdict is Verdict.REFUSED),
            (
                self.tr("Without a client"),
                lambda key: answers.owner_of_session(rows[key]) is None,
            ),
        )

    def cells_of(self, key: int) -> Cells:
        """Return what a row shows."""
        return presenter.session_cells(self.rows[key], self.answers)

    def show_entry(self, key: int) -> None:
        """Show a session: why, what can be chosen, and all that would be entered."""
        row = self.rows[key]
        said = [(reasons.finding_words(one), presenter.finding_tone(one)) for one in row.findings]
        extras = [Fact(name=one.header, text=one.value) for one in row.extras]
        name = row.client_text or self.tr("No name")
        place = self.tr("Line %1 · %2").replace("%1", str(row.line))
        items = [
            *fact_panel.heading(name, place.replace("%2", presenter.when(row))),
            *fact_panel.remarks(said),
            *self._choice_items(row),
            *fact_panel.facts(self.tr("What is entered"), presenter.session_facts(row)),
            *fact_panel.facts(self.tr("Kept with the session"), extras),
        ]
        self.panel.fill(items)

    def _choice_items(self, row: PlannedSession) -> list[Item]:
        if self.answers.owner_of_session(row) is None:
            words = self.tr("It stays out: no client was chosen for its name.")
            return [muted(words, wrap=True)]
        if row.verdict is not Verdict.HELD or row.details is None:
            return []
        group = QButtonGroup(self.panel)
        is_taken = row.key in self.answers.taken_anyway
        bring = fact_panel.radio(group, 1, self.tr("Bring it in"), is_on=is_taken)
        leave = fact_panel.radio(group, 0, self.tr("Leave it out"), is_on=not is_taken)
        group.idClicked.connect(lambda number: self._choose([row], is_taken=bool(number)))
        items: list[Item] = [strong(self.tr("What shall happen")), bring, leave]
        same = self._alike(row)
        if len(same) > 1:
            words = self.tr("The same for all %1 like this").replace("%1", f"{len(same):,}")
            items.append(button(words, lambda: self._choose(same, is_taken=is_taken)))
        return items

    def _alike(self, row: PlannedSession) -> list[PlannedSession]:
        wanted = _why(row)
        held = [one for one in self.rows if one.verdict is Verdict.HELD]
        return [one for one in held if one.details is not None and _why(one) == wanted]

    def _choose(self, rows: list[PlannedSession], *, is_taken: bool) -> None:
        keys = {one.key for one in rows}
        if is_taken:
            self.answers.taken_anyway |= keys
        else:
            self.answers.taken_anyway -= keys
        self.refresh()


def _why(row: PlannedSession) -> frozenset[Reason]:
    return frozenset(one.reason for one in row.findings if one.reason in CONSEQUENCES)
