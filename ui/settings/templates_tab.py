"""Note templates: change, add, archive. Notes already written keep their headings."""

from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QListWidget,
    QListWidgetItem,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from ui import wording
from ui.bus import kinds
from ui.context import AppContext
from ui.dialogs import Question
from ui.errors import words_for
from ui.settings.presenter import headings, new_key, template_about
from ui.settings.tab import focus_if
from ui.theme import grown
from ui.widgets.buttons import button, primary, tinted
from ui.widgets.flow import FlowLayout
from ui.widgets.labels import muted, set_role
from ui.widgets.layouts import GAP, PAGE_MARGIN, column, field_row, row
from ui.widgets.line_field import LineField
from ui.widgets.notice import Notice
from vault.changes import Kind
from vault.errors import InvalidValue, VaultError
from vault.notes import templates
from vault.notes.model import WRITTEN_KINDS, NoteKind, Template

_KEY = Qt.ItemDataRole.UserRole
_LEAST_LIST_PX, _LIST_PX, _EDITOR_PX = 200, 264, 520


class TemplatesTab(QWidget):
    """The list at the left, the chosen template at the right."""

    def __init__(self, context: AppContext) -> None:
        super().__init__()
        self._context = context
        self._all: dict[str, Template] = {}
        self._shown: Template | None = None
        """As it is kept; ``None`` for one that is not saved yet."""
        self._build_fields()
        self.setLayout(self._build())
        context.bus.subscribe(self, kinds(Kind.TEMPLATES), self.refresh)
        self.refresh()

    def _build_fields(self) -> None:
        self.list = QListWidget()
        self.list.setAccessibleName(self.tr("Note templates"))
        self.list.setMinimumWidth(_LEAST_LIST_PX)
        self.list.setMaximumWidth(grown(_LIST_PX))
        set_role(self.list, "results")
        self.list.currentItemChanged.connect(self._on_chosen)
        self.with_archived = QCheckBox(self.tr("Show &archived ones"))
        self.with_archived.setMinimumHeight(32)
        self.with_archived.toggled.connect(self._fill_list)
        self.add_button = button(self.tr("New template"), self._on_new)
        tinted(self.add_button, self._context.theme, "plus")
        self.name = LineField()
        self.kind = QComboBox()
        for kind in WRITTEN_KINDS:
            self.kind.addItem(wording.note_kind(kind), kind)
        self.sections = QPlainTextEdit()
        self.sections.setTabChangesFocus(True)
        self.notice = Notice(self._context.theme, parent=self)
        self.save_button = primary(self.tr("Save the template"), self._on_save)
        self.archive_button = button("", self._on_archive)
        self.saved = muted()
        self.name.textChanged.connect(self._on_typed)
        self.kind.currentIndexChanged.connect(self._on_typed)
        self.sections.textChanged.connect(self._on_typed)

    def _build(self) -> QVBoxLayout:
        lists = column(self.list, self.with_archived, row(self.add_button, None))
        lists.setStretch(0, 1)
        hint = self.tr(
            "One heading a line, in the order of the page. Without any, the note is one text."
            " Notes already written keep their headings."
        )
        head_fields = row(
            field_row(self.tr("&Name"), self.name), field_row(self.tr("&Kind of note"), self.kind)
        )
        head_fields.setStretch(0, 2)
        head_fields.setStretch(1, 1)
        acts = FlowLayout(last_at_end=True)
        for one in (self.save_button, self.saved, self.archive_button):
            acts.addWidget(one)
        editor = column(
            self.notice,
            head_fields,
            field_row(self.tr("&Headings"), self.sections, hint),
            acts,
            gap=12,
        )
        editor.setStretch(2, 1)
        right = QWidget()
        right.setLayout(editor)
        right.setMaximumWidth(grown(_EDITOR_PX))
        both = row(lists, right, gap=3 * GAP)
        both.addStretch(0)
        both.setStretch(1, 1)
        outer = column(both)
        outer.setContentsMargins(0, 20, 12, PAGE_MARGIN)
        return outer

    def refresh(self) -> None:
        """Read all templates; the one being changed stays in front."""
        self._context.ask(
            self, lambda session: templates.all(session, include_archived=True), self._on_read
        )

    def _on_read(self, found: list[Template]) -> None:
        self._all = {template.key: template for template in found}
        self._fill_list()

    def _fill_list(self) -> None:
        wanted = None if self._shown is None else self._shown.key
        self.list.blockSignals(True)
        self.list.clear()
        for template in self._all.values():
            if not template.is_archived or self.with_archived.isChecked():
                self._add_item(template, wanted)
        self.list.blockSignals(False)
        if self.list.currentItem() is None and not self._is_changed and wanted is None:
            self.list.setCurrentRow(0)

    def _add_item(self, template: Template, wanted: str | None) -> None:
        item = QListWidgetItem(template.name)
        item.setData(_KEY, template.key)
        item.setToolTip(template_about(template))
        item.setData(
            Qt.ItemDataRole.AccessibleTextRole, f"{template.name}. {template_about(template)}"
        )
        if template.is_archived:
            item.setText(self.tr("%1 (archived)").replace("%1", template.name))
        self.list.addItem(item)
        if template.key == wanted:
            self.list.setCurrentItem(item)

    def _on_chosen(self, item: QListWidgetItem | None, _: QListWidgetItem | None) -> None:
        if item is None:
            return
        if self._is_changed:
            self._ask_to_leave(item)
        else:
            self._show(self._all[item.data(_KEY)])

    def _ask_to_leave(self, item: QListWidgetItem) -> None:
        """Stay with what is being typed until the person lets it go."""
        key = item.data(_KEY)
        self._fill_list()
        question = Question(
            title=self.tr("Leave this template unsaved?"),
            text=self.tr("What you changed here is not saved yet. The template is as it was."),
            act=self.tr("Leave it unsaved"),
            is_destructive=True,
        )
        self._context.dialogs.confirm(self, question, lambda: self._leave_for(key))

    def _leave_for(self, key: str) -> None:
        self._show(self._all[key])
        self._fill_list()

    def _show(self, template: Template | None) -> None:
        self._shown = template
        shown = template or Template(key="", name="", kind=NoteKind.PROGRESS)
        for field in (self.name, self.kind, self.sections):
            field.blockSignals(True)
        self.name.setText(shown.name)
        self.kind.setCurrentIndex(WRITTEN_KINDS.index(shown.kind))
        self.sections.setPlainText("\n".join(shown.sections))
        for field in (self.name, self.kind, self.sections):
            field.blockSignals(False)
        self.notice.say("")
        self._on_typed()

    def _typed(self) -> Template:
        name = self.name.text().strip()
        kept = self._shown or Template(
            key=new_key(name, self._all), name="", kind=NoteKind.PROGRESS
        )
        kind, sections = self.kind.currentData(), headings(self.sections.toPlainText())
        return replace(kept, name=name, kind=NoteKind(kind), sections=sections)

    @property
    def _is_changed(self) -> bool:
        if self._shown is None:
            return bool(self.name.text().strip() or headings(self.sections.toPlainText()))
        return self._typed() != self._shown

    def _on_typed(self) -> None:
        self.save_button.setEnabled(self._is_changed)
        is_archived = self._shown is not None and self._shown.is_archived
        self.archive_button.setText(
            self.tr("Offer it again") if is_archived else self.tr("Archive this template")
        )
        self.archive_button.setEnabled(self._shown is not None)
        if self._is_changed:
            self.saved.setText("")

    def _on_new(self) -> None:
        self.list.setCurrentRow(-1)
        self._show(None)
        self.name.setFocus()

    def _on_save(self) -> None:
        self._save(self._typed(), self.tr("Saved"))

    def _on_archive(self) -> None:
        if self._shown is None:
            return
        is_archived = not self._shown.is_archived
        said = self.tr("Archived") if is_archived else self.tr("Offered again")
        self._save(replace(self._shown, is_archived=is_archived), said)

    def _save(self, template: Template, said: str) -> None:
        self._context.ask(
            self,
            lambda session: templates.save(session, template),
            lambda _: self._on_saved(template, said),
            self._on_failed,
        )

    def _on_saved(self, template: Template, said: str) -> None:
        self._all[template.key] = template
        self._show(template)
        self._fill_list()
        self.saved.setText(said)

    def _on_failed(self, error: VaultError) -> None:
        self.notice.say(words_for(error).body, "danger")
        if isinstance(error, InvalidValue):
            focus_if({"name": self.name, "sections": self.sections}.get(error.field))
