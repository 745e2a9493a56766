"""A long timeline is built in small steps, and stays right while it is."""

from datetime import timedelta
from itertools import pairwise

import pytest
from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from tests.ui.notes.bench import Bench, the
from tests.ui.unlocked import Desk, on_worker
from ui.notes.body_view import BodyView
from ui.notes.note_card import NoteCard
from ui.notes.timeline import PAGE, Timeline
from vault.clients import service as clients
from vault.clients.model import ClientDetails
from vault.ids import ClientId, NoteId
from vault.notes import service as notes
from vault.notes.model import Body, NoteHead, Section
from vault.session import Session

_MANY = PAGE + 10


@pytest.fixture
def bench(qtbot: QtBot, desk: Desk) -> Bench:
    """A client with many signed notes, whose page is not open yet."""
    bench = Bench(qtbot, desk)

    def job(session: Session) -> None:
        for back in range(_MANY):
            day = session.today() - timedelta(days=back)
            head = NoteHead(client_id=bench.client_id, occurred_on=day)
            text = f"note {back} " + "with words enough for some lines " * 12
            notes.sign(session, head.shelf, notes.start(session, head, _body(text)))

    on_worker(qtbot, desk, job)
    bench.settle()
    bench.panel.timeline.forget()
    return bench


def _body(text: str) -> Body:
    return Body.of((Section(heading="", text=text),))


def begin(bench: Bench) -> Timeline:
    """Open the page and return while its first cards stand there."""
    timeline = bench.panel.timeline
    bench.panel.open(bench.client_id)
    while not timeline.cards:
        QApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
    return timeline


def ids(bench: Bench) -> list[NoteId]:
    return on_worker(
        bench.qtbot, bench.desk, lambda session: notes.timeline_ids(session, bench.client_id)
    )


def test_the_window_lives_between_the_cards(bench: Bench) -> None:
    seen = [0]
    watch = QTimer(bench.panel, interval=0)
    watch.timeout.connect(lambda: seen.append(len(bench.panel.timeline.cards)))
    watch.start()
    bench.open()
    watch.stop()
    assert len(bench.panel.timeline.cards) == PAGE
    seen.append(PAGE)
    assert max(after - before for before, after in pairwise(seen)) < 10


def test_cards_stand_newest_first_down_the_page(bench: Bench) -> None:
    bench.open()
    cards = bench.panel.timeline.cards
    assert [card.note.id for card in cards] == ids(bench)[:PAGE]
    bench.qtbot.waitUntil(lambda: [card.y() for card in cards] == sorted({c.y() for c in cards}))


def _needed(body: BodyView) -> int:
    return int(body.document().size().height()) + 1


def test_each_text_has_the_height_it_needs(bench: Bench) -> None:
    bench.open()
    bodies = [the(card, BodyView) for card in bench.panel.timeline.cards]
    bench.qtbot.waitUntil(lambda: all(body.height() == _needed(body) for body in bodies))
    assert min(_needed(body) for body in bodies) > 3 * bodies[0].fontMetrics().height()


def test_a_note_that_does_not_stand_there_yet_is_gone_to(bench: Bench) -> None:
    far = ids(bench)[PAGE - 5]
    timeline = begin(bench)
    assert timeline.is_loading
    bench.panel.reveal(far)
    bench.settle()
    card = bench.panel.window().focusWidget()
    assert isinstance(card, NoteCard)
    assert card.note.id == far
    bench.qtbot.waitUntil(lambda: not card.visibleRegion().isEmpty())
    assert len(timeline.cards) == PAGE


def test_scrolling_while_cards_are_built_leaves_none_out(bench: Bench) -> None:
    timeline = begin(bench)
    timeline.load_more()
    bench.settle()
    assert len(timeline.cards) == PAGE
    timeline.load_more()
    bench.settle()
    assert [card.note.id for card in timeline.cards] == ids(bench)


def test_another_client_ends_the_building_of_the_first(bench: Bench) -> None:
    details = ClientDetails(legal_name="Ben Ito")
    other: ClientId = on_worker(
        bench.qtbot, bench.desk, lambda session: clients.add(session, details)
    )
    timeline = begin(bench)
    assert timeline.is_loading
    bench.panel.open(other)
    bench.settle()
    assert timeline.cards == []
    assert timeline.empty.isVisible()
    assert not timeline.is_loading


def test_the_cards_of_the_client_before_go_at_once_and_are_deleted(bench: Bench) -> None:
    bench.open()
    before = bench.panel.timeline.cards
    bench.panel.timeline.forget()
    assert not any(card.isVisible() for card in before)
    bench.qtbot.waitUntil(lambda: not any(map(isValid, before)))


def test_tab_goes_from_a_note_that_came_later_to_the_one_below(bench: Bench) -> None:
    bench.open()
    head = NoteHead(client_id=bench.client_id, occurred_on=bench.desk.session.today())
    on_worker(bench.qtbot, bench.desk, lambda session: notes.start(session, head, _body("new")))
    bench.qtbot.waitUntil(lambda: not bench.panel.timeline.cards[0].note.is_signed)
    cards = bench.panel.timeline.cards
    chain, at = list[NoteCard](), bench.panel.new_button.nextInFocusChain()
    while at is not None and at is not bench.panel.new_button:
        chain += [at] if isinstance(at, NoteCard) else []
        at = at.nextInFocusChain()
    assert chain == cards
