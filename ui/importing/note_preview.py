"""The dry run of a folder of notes: the day, the text and the client of each file."""

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QButtonGroup, QPlainTextEdit

from ui.context import AppContext
from ui.importing import fact_panel, presenter
from ui.importing.answers import Answers, Owner, folder_of
from ui.importing.client_field import ClientField
from ui.importing.planning import look_for_originals
from ui.importing.presenter import Cells
from ui.importing.preview_step import PreviewStep, Sieves
from ui.importing.words import day_from_words
from ui.widgets.buttons import button
from ui.widgets.labels import label, strong
from ui.widgets.layouts import Item, field_row
from ui.widgets.typed_day import DayField
from vault.errors import InvalidValue
from vault.importers.batch_model import FilesHad
from vault.importers.note_model import EARLIEST, NoteFile

_WIDTHS = (168, 108, 116, 130, 136)
_TEXT_PX = 150


class NotePreview(PreviewStep):
    """Nobody is guessed: a file is of whom its folder was said to be, or of whom is chosen here."""

    def __init__(self, context: AppContext, answers: Answers) -> None:
        headings = (
            self.tr("File"),
            self.tr("Day"),
            self.tr("Client"),
            self.tr("What comes of it"),
            self.tr("Day is from"),
            self.tr("Remarks"),
        )
        self._had = FilesHad()
        self._coming: frozenset[str] = frozenset()
        super().__init__(
            context, answers, self.tr("Are days and clients right?"), headings, _WIDTHS, 2
        )

    @property
    def is_wanted(self) -> bool:
        """For imports of notes."""
        return self.answers.brings_notes

    @property
    def count(self) -> int:
        """How many files there are."""
        return len(self.answers.files)

    def complete_plan(self, then: Callable[[], None]) -> None:
        """Ask the vault which of them are there already."""
        look_for_originals(self, then)

    def _sift(self) -> None:
        sifted = self.answers.sift_files()
        self._had = sifted.had
        self._coming = frozenset(file.name for file, _ in sifted.coming)
        super()._sift()

    def choices(self) -> Sieves:
        """By what comes in, and what there is to look at."""
        files, answers, had, coming = self.answers.files, self.answers, self._had, self._coming
        return (
            (self.tr("Coming in"), lambda key: files[key].name in coming),
            (self.tr("Without a client"), lambda key: answers.file_owner(files[key].name) is None),
            (self.tr("There already"), lambda key: files[key].name in had.there),
            (
                self.tr("With remarks"),
                lambda key: bool(files[key].findings) or files[key].name in had.alike,
            ),
            (self.tr("Without text"), lambda key: not files[key].text.strip()),
        )

    def cells_of(self, key: int) -> Cells:
        """Return what a row shows."""
        file = self.answers.files[key]
        return presenter.note_cells(file, self.answers, self._had)

    def show_entry(self, key: int) -> None:
        """Show a file: remarks, its day, whose it is, and how its text begins."""
        file = self.answers.files[key]
        said = [(words, "attention") for words in presenter.note_remarks(file, self._had)]
        folder = presenter.folder_name(folder_of(file.name), self.answers)
        items = [
            *fact_panel.heading(file.name.rpartition("/")[2], folder),
            *fact_panel.remarks(said),
            *self._again_items(file),
            *self._day_items(file),
            *self._owner_items(file),
            *self._text_items(file),
        ]
        self.panel.fill(items)

    def _again_items(self, file: NoteFile) -> list[Item]:
        if file.name not in self._had.there:
            return []
        group = QButtonGroup(self.panel)
        is_coming = file.name in self.answers.files_anyway
        bring = fact_panel.radio(group, 1, self.tr("Bring it in again"), is_on=is_coming)
        leave = fact_panel.radio(group, 0, self.tr("Leave it out"), is_on=not is_coming)
        group.idClicked.connect(lambda number: self._bring_again(file, is_coming=bool(number)))
        return [strong(self.tr("What shall happen")), bring, leave]

    def _bring_again(self, file: NoteFile, *, is_coming: bool) -> None:
        if is_coming:
            self.answers.files_anyway.add(file.name)
        else:
            self.answers.files_anyway.discard(file.name)
        self.refresh()

    def _day_items(self, file: NoteFile) -> list[Item]:
        day, day_from = self.answers.day_of(file)
        field = DayField("occurred_on", day)
        field.editingFinished.connect(partial(self._on_day, file, field))
        hint = self.tr("Now: %1. The note keeps where its day is from.")
        return [
            field_row(
                self.tr("Day of the note"), field, hint.replace("%1", day_from_words(day_from))
            )
        ]

    def _on_day(self, file: NoteFile, field: DayField) -> None:
        try:
            day = field.day
        except InvalidValue as error:
            self.say_error(error)
            return
        if day is None or not EARLIEST <= day <= self.answers.today:
            self.say_error(InvalidValue("day"))
        elif day != self.answers.day_of(file)[0]:
            self.notice.say("")
            was_there = file.name in self._had.there
            self.answers.days[file.name] = day
            self._sift()
            self.model.refresh()
            if was_there != (file.name in self._had.there):
                self._on_chosen(self.table.key)

    def _owner_items(self, file: NoteFile) -> list[Item]:
        owner = self.answers.file_owner(file.name)
        words = self.answers.name_of(owner) if owner is not None else self.tr("Nobody: left out")
        field = ClientField(self.context, self.tr("Another client"))
        field.picked.connect(partial(self._choose, file))
        items: list[Item] = [
            strong(self.tr("Whose note it is")),
            label(words, "" if owner is not None else "attention", wrap=True),
            field,
        ]
        if owner is not None:
            items.append(button(self.tr("Leave this file out"), partial(self._choose, file, None)))
        if file.name in self.answers.file_owners:
            items.append(button(self.tr("As said of its folder"), partial(self._as_folder, file)))
        return items

    def _choose(self, file: NoteFile, owner: Owner) -> None:
        self.answers.file_owners[file.name] = owner
        self.refresh()

    def _as_folder(self, file: NoteFile) -> None:
        self.answers.file_owners.pop(file.name, None)
        self.refresh()

    def _text_items(self, file: NoteFile) -> list[Item]:
        if not file.text.strip():
            return []
        text = QPlainTextEdit(presenter.snippet(file))
        text.setReadOnly(True)
        text.setTabChangesFocus(True)
        text.setAccessibleName(self.tr("How its text begins"))
        text.setMinimumHeight(_TEXT_PX)
        return [strong(self.tr("How its text begins")), text]
