"""The shipped rules with status and citation, which of them are used, and the practice's policy."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QHeaderView,
    QTableWidget,
    QTableWidgetItem,
    QWidget,
)

from ui.bus import kinds
from ui.context import AppContext
from ui.retention import rule_words
from ui.retention.decision_dialogs import RuleDialog
from ui.retention.policy_dialog import PolicyDialog
from ui.theme import grown
from ui.widgets.buttons import button, primary
from ui.widgets.labels import chip, label, muted, section, set_role, strong
from ui.widgets.layouts import PAGE_MARGIN, card, column, row
from vault.changes import Kind
from vault.retention import service as retention
from vault.retention.model import Policy, RuleLine
from vault.session import Session

_SIZE = (900, 640)
_AROUND_PX = 48
_ROW_PX = 28
_WIDTHS_PX = (56, 56, 184, 384)


class RulesDialog(QDialog):
    """A rule that was not verified is off until somebody checks it and says so."""

    def __init__(self, context: AppContext, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Rules"))
        self.setModal(True)
        self._context = context
        self._lines: tuple[RuleLine, ...] = ()
        self._policy = Policy()
        self.policy_text = label(wrap=True)
        self.policy_button = button(self.tr("Change…"), self._on_policy)
        self.policy_button.setAccessibleName(self.tr("Change the practice's own policy"))
        self.policy_button.setEnabled(False)
        self.table = self._build_table()
        self.about = label(wrap=True)
        self.citation = muted(wrap=True)
        self.choice = muted(wrap=True)
        self.status = chip("")
        self.switch_button = button(self.tr("Use this rule…"), self._on_switch)
        self._build(parent)
        context.bus.subscribe(self, kinds(Kind.RETENTION, Kind.PRACTICE), self.refresh)
        self.refresh()

    def _build(self, parent: QWidget) -> None:
        policy = row(self.policy_text, self.policy_button)
        policy.setStretch(0, 1)
        policy_card = card(strong(self.tr("The practice's own policy")), policy, gap=4)
        close = primary(self.tr("Close"), self.accept)
        text = self.tr(
            "Several rules may apply to one record; the longest wins. Rules that were read in full"
            " are used as they ship. The others wait until you checked them."
        )
        acts = row(self.status, None, self.switch_button)
        acts.setAlignment(self.status, Qt.AlignmentFlag.AlignVCenter)
        about = card(self.about, self.citation, self.choice, acts, gap=4)
        layout = column(
            section(self.tr("How long records are kept")),
            muted(text, wrap=True),
            policy_card,
            self.table,
            about,
            row(None, close),
            gap=12,
        )
        layout.setStretch(3, 1)
        layout.setContentsMargins(PAGE_MARGIN, PAGE_MARGIN, PAGE_MARGIN, PAGE_MARGIN)
        self.setLayout(layout)
        room = parent.window().size()
        self.resize(
            min(grown(_SIZE[0]), room.width() - _AROUND_PX),
            min(grown(_SIZE[1]), room.height() - _AROUND_PX),
        )
        self.table.setFocus()

    def _build_table(self) -> QTableWidget:
        headings = (
            self.tr("Used"),
            self.tr("Place"),
            self.tr("Who"),
            self.tr("Keeps the record"),
            self.tr("Status"),
        )
        table = QTableWidget(0, len(headings))
        table.setAccessibleName(self.tr("Rules"))
        table.setHorizontalHeaderLabels(headings)
        table.verticalHeader().hide()
        table.verticalHeader().setDefaultSectionSize(grown(_ROW_PX))
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        table.setTabKeyNavigation(False)
        table.setShowGrid(False)
        table.setWordWrap(False)
        header: QHeaderView = table.horizontalHeader()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setStretchLastSection(True)
        header.setHighlightSections(False)
        for place, width in enumerate(_WIDTHS_PX):
            header.resizeSection(place, grown(width))
        table.currentCellChanged.connect(lambda *_: self._show_rule())
        return table

    def refresh(self) -> None:
        """Read the rules and the policy."""

        def work(session: Session) -> tuple[Sequence[RuleLine], Policy]:
            return retention.rules(session), retention.policy(session)

        self._context.ask(self, work, lambda found: self._on_rules(*found))

    def _on_rules(self, lines: Sequence[RuleLine], policy: Policy) -> None:
        self._policy = policy
        self.policy_text.setText("\n".join(rule_words.policy_words(policy)))
        self.policy_button.setEnabled(True)
        at = max(0, self.table.currentRow())
        self._lines = tuple(lines)
        self.table.setRowCount(len(lines))
        for place, line in enumerate(lines):
            for column_, text in enumerate(rule_words.rule_cells(line)):
                self.table.setItem(place, column_, _item(text))
        if lines:
            self.table.setCurrentCell(min(at, len(lines) - 1), 0)
        self._show_rule()

    @property
    def chosen(self) -> RuleLine | None:
        """The rule that the row in front speaks of."""
        place = self.table.currentRow()
        return self._lines[place] if 0 <= place < len(self._lines) else None

    def _show_rule(self) -> None:
        line = self.chosen
        self.switch_button.setEnabled(line is not None)
        if line is None:
            return
        self.about.setText(rule_words.about_rule(line))
        self.citation.setText(line.rule.citation)
        self.choice.setText(rule_words.choice_words(line))
        self.status.setText(rule_words.status_words(line.rule.status))
        set_role(self.status, f"chip-{rule_words.status_kind(line.rule.status)}")
        words = self.tr("Stop using this rule…") if line.is_on else self.tr("Use this rule…")
        self.switch_button.setText(words)

    def _on_switch(self) -> None:
        line = self.chosen
        if line is not None:
            rule = line.rule
            RuleDialog(self._context, self, rule.id, rule.citation, is_on=not line.is_on).open()

    def _on_policy(self) -> None:
        PolicyDialog(self._context, self, self._policy).open()


def _item(text: str) -> QTableWidgetItem:
    item = QTableWidgetItem(text)
    item.setFlags(Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsEnabled)
    item.setToolTip(text)
    return item
