"""Cards of tasks: each with what can be done about it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial

from PySide6.QtWidgets import QFrame, QPushButton, QWidget

from ui.context import AppContext
from ui.custody import presenter
from ui.custody.dialogs import DoneDialog
from ui.keeping.parts import entry_card
from ui.widgets.buttons import button, link
from vault.custody import service as custody
from vault.custody.model import CustodyTask


class TaskCards:
    """Makes the cards for a page, and does what their buttons say."""

    def __init__(self, context: AppContext, page: QWidget) -> None:
        self._context = context
        self._page = page

    def of(self, tasks: Sequence[CustodyTask], today: date) -> list[QFrame]:
        """Return a card for each task."""
        return [self._card(one, today) for one in tasks]

    def _card(self, task: CustodyTask, today: date) -> QFrame:
        entry = presenter.task_entry(task, today)
        if task.is_done:
            again = self._page.tr("Not done yet")
            return entry_card(entry, self._act(link, again, task, partial(self._reopen, task)))
        done = self._act(button, self._page.tr("Done"), task, partial(self._complete, task))
        told = self._page.tr("Done, with a remark…")
        remark = self._act(link, told, task, partial(self._on_remark, task))
        return entry_card(entry, done, remark)

    def _act(
        self,
        make: Callable[[str, Callable[[], None]], QPushButton],
        text: str,
        task: CustodyTask,
        on_click: Callable[[], None],
    ) -> QPushButton:
        made = make(text, on_click)
        made.setAccessibleName(f"{text.rstrip('…')}: {task.title}")
        return made

    def _complete(self, task: CustodyTask) -> None:
        self._context.ask(
            self._page, lambda session: custody.complete_task(session, task.id, task.remark)
        )

    def _reopen(self, task: CustodyTask) -> None:
        self._context.ask(self._page, lambda session: custody.reopen_task(session, task.id))

    def _on_remark(self, task: CustodyTask) -> None:
        DoneDialog(self._context, self._page, task).open()
