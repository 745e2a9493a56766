"""Records past, or near, the last day that a rule allows: in the table, and on Home."""

from datetime import date

from pytestqt.qtbot import QtBot

from tests.retention.facts import decide, facts, rule
from tests.ui.accessibility import assert_accessible
from tests.ui.unlocked import Desk, on_worker, settle
from ui.retention import presenter
from ui.retention.home_panel import OverduePanel
from ui.retention.presenter import Haste, Row, Segment
from ui.retention.table import RetentionModel
from vault.clients.model import ClientStatus
from vault.ids import ClientId
from vault.retention import service as retention
from vault.retention.model import Anchor, License, Policy, RetentionLine, Rule
from vault.session import Session

LONGEST = rule(id="longest", is_maximum=True, years=9, anchors=(Anchor.LAST_SERVICE,))
LAST = date(2035, 9, 1)


def _line(number: str, ended: date, *more: Rule) -> RetentionLine:
    outcome = decide(
        facts(
            "UT",
            birth_date=date(1980, 1, 1),
            last_service=ended,
            termination=ended,
            client_id=ClientId(int(number)),
        ),
        rule(),
        *more,
    )
    return RetentionLine(
        client_id=ClientId(int(number)),
        record_number=number,
        name="Ana Ortiz",
        status=ClientStatus.CLOSED,
        outcome=outcome,
        verdict=outcome.verdict_on(LAST, is_held=False),
        holds=0,
        notice=None,
    )


def _rows(today: date) -> list[Row]:
    ends = {"0001": date(2026, 9, 1), "0002": date(2027, 2, 1), "0003": date(2030, 1, 1)}
    return [presenter.row(_line(number, ended, LONGEST), today) for number, ended in ends.items()]


def test_a_record_past_its_last_day_says_so_and_one_near_it_too() -> None:
    past, near, far = _rows(date(2036, 1, 1))
    assert (past.haste, near.haste, far.haste) == (Haste.PAST, Haste.NEAR, Haste.NONE)
    assert past.about.startswith("Overdue: to go by ")
    assert near.about.startswith("To go by ")
    assert "to go by" not in far.about.casefold()
    said = presenter.overdue_words([past, near, far])
    assert "1 record is past the last day" in said
    assert "first" not in said, "the table may be in another order"
    assert presenter.overdue_words([near, far]) == ""
    (on_the_day, *_) = _rows(LAST)
    assert on_the_day.haste is Haste.NEAR


def test_what_is_overdue_stands_first(desk: Desk) -> None:
    model = RetentionModel(desk.context)
    today = date(2036, 1, 1)
    without = presenter.row(_line("0009", date(2020, 1, 1)), today)  # free to go the longest
    model.show_rows([without, *_rows(today)[::-1]], Segment.ELIGIBLE)
    assert [one.record_number for one in model.rows] == ["0001", "0002", "0009", "0003"]


def _enter(session: Session) -> None:
    from tests.ui.retention.closed_records import ClosedRecords

    records = ClosedRecords(session)
    child = records.add("Kit Doe", date(2012, 3, 1), date(2004, 5, 6))
    from dataclasses import replace

    from vault.clients import service as clients

    details = replace(clients.get(session, child).details, jurisdiction="CO")
    clients.change(session, child, details)


def test_home_says_that_a_record_is_overdue(qtbot: QtBot, desk: Desk) -> None:
    on_worker(qtbot, desk, _enter)
    panel = OverduePanel(desk.context)
    qtbot.addWidget(panel)
    panel.refresh()
    settle(qtbot, desk)
    assert panel.isHidden()

    def license(session: Session) -> None:
        retention.set_policy(session, Policy(licenses=frozenset({License.LPC})))

    on_worker(qtbot, desk, license)
    settle(qtbot, desk)
    assert not panel.isHidden()
    assert panel.text.text() == "1 record is past the last day that a rule allows"
    assert_accessible(panel)
    with qtbot.waitSignal(desk.context.page_requested) as asked:
        panel.act_button.click()
    assert asked.args == ["retention"]
