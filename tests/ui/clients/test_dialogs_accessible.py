"""Each dialog about a client: names for a screen reader, Tab reaches all, with a draft offered."""

from collections.abc import Callable
from datetime import date

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from tests.ui.accessibility import assert_accessible
from tests.ui.small_practice import SmallPractice
from tests.ui.unlocked import Desk, on_worker, settle
from ui.clients.client_form import ClientForm
from ui.clients.episode_dialog import CloseEpisodeDialog, OpenEpisodeDialog
from ui.clients.session_dialog import SessionDialog, SessionPlace
from ui.context import AppContext
from ui.notes.dialogs import AddendumDialog, ErrorDialog
from ui.notes.quick_dialogs import NoShowDialog, PhoneCallDialog
from ui.widgets.form_dialog import FormDialog
from vault.clients.model import Episode
from vault.forms import service as forms
from vault.ids import EpisodeId
from vault.notes import service as notes
from vault.notes.model import Note, Shelf
from vault.session import Session

Make = Callable[[AppContext, QWidget, SmallPractice, Note], FormDialog]

DIALOGS: dict[str, Make] = {
    "client": lambda context, window, practice, note: ClientForm(context, window),
    "open episode": lambda context, window, practice, note: OpenEpisodeDialog(
        context, window, practice.clients[0], practice.today
    ),
    "close episode": lambda context, window, practice, note: CloseEpisodeDialog(
        context,
        window,
        Episode(id=EpisodeId(1), client_id=practice.clients[0], opened_on=date(2026, 1, 1)),
        practice.today,
    ),
    "session": lambda context, window, practice, note: SessionDialog(
        context, window, SessionPlace(client_id=practice.clients[0], today=practice.today)
    ),
    "addendum": lambda context, window, practice, note: AddendumDialog(context, window, note),
    "error": lambda context, window, practice, note: ErrorDialog(context, window, note),
    "call": lambda context, window, practice, note: PhoneCallDialog(
        context, window, practice.clients[0], practice.today
    ),
    "no-show": lambda context, window, practice, note: NoShowDialog(
        context, window, practice.clients[0], practice.today, []
    ),
}


def _signed(session: Session, practice: SmallPractice) -> Note:
    ids = notes.timeline_ids(session, practice.clients[0])
    return next(one for one in notes.notes(session, Shelf.RECORD, ids) if one.is_signed)


@pytest.mark.parametrize("name", DIALOGS)
def test_a_dialog_has_names_and_a_way_by_keyboard(
    qtbot: QtBot, desk: Desk, practice: SmallPractice, name: str
) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    note = on_worker(qtbot, desk, lambda session: _signed(session, practice))
    dialog = DIALOGS[name](desk.context, window, practice, note)
    key = dialog.draft_key
    if key is not None:
        on_worker(qtbot, desk, lambda session: forms.keep(session, key, {"reason": "typed"}))
    dialog.open()
    settle(qtbot, desk)
    assert dialog.offer.isVisible() == (key is not None)
    assert_accessible(dialog)
