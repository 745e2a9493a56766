"""A card stays legible when the colors change under it."""

import pytest
from pytestqt.qtbot import QtBot

from tests.ui.notes.bench import Bench, the
from tests.ui.unlocked import Desk, on_worker
from ui.notes.body_view import BodyView
from ui.preferences import ThemeChoice
from vault.notes import service as notes
from vault.notes.model import Body, NoteHead, Section
from vault.session import Session


@pytest.fixture
def bench(qtbot: QtBot, desk: Desk) -> Bench:
    """A client with one signed note of one section."""
    bench = Bench(qtbot, desk)

    def job(session: Session) -> None:
        head = NoteHead(client_id=bench.client_id, occurred_on=session.today())
        body = Body.of((Section(heading="Plan", text="Keep the sleep diary."),))
        notes.sign(session, head.shelf, notes.start(session, head, body))

    on_worker(qtbot, desk, job)
    bench.settle()
    return bench


@pytest.mark.parametrize("choice", [ThemeChoice.DARK, ThemeChoice.LIGHT])
def test_headings_take_the_color_of_the_theme(bench: Bench, choice: ThemeChoice) -> None:
    bench.qtbot.waitUntil(lambda: len(bench.panel.timeline.cards) == 1)
    theme = bench.desk.context.theme
    for one in (ThemeChoice.DARK, ThemeChoice.LIGHT, choice):
        theme.choose(one)
    html = the(bench.panel.timeline.cards[0], BodyView).toHtml()
    assert theme.color("muted").name() in html
