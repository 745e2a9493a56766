"""What is left of a record elsewhere: in words, on the page of copies, and on Home once late."""

import json
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

from PySide6.QtWidgets import QApplication, QFrame, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from tests.ui.accessibility import assert_accessible
from tests.ui.disposal.conftest import Open, approve, at, go_on, wait
from tests.ui.retention.closed_records import ClosedRecords
from tests.ui.unlocked import Desk, on_worker, settle
from tests.vault_fixtures import StoppedClock
from ui.disposal import certificate_words, copy_words, home_words, presenter
from ui.disposal.home_panel import DisposalPanel
from ui.disposal.paper_dialog import PaperLeftDialog
from vault.backup.model import Destination
from vault.clock import to_text as clock_text
from vault.custody import rows as custody_rows
from vault.disposal.model import Certificate, ExportFile, SourceLine
from vault.disposal.waiting import LateCopies
from vault.ids import CertificateId, DisposalId, TombstoneId
from vault.paper import service as paper
from vault.session import Session

SOURCE = SourceLine(number=4, month="2026-10", taken_on=date(2026, 11, 20))


def _certificate(**residual: Any) -> Certificate:
    told = {
        "method": "clear",
        "record": {"record_number": "0417"},
        "not_purge_because": ["out_of_hands"],
        "residual": [{"place": "", "number": 0, "until": None, **residual}],
    }
    return Certificate(
        id=CertificateId(1),
        number="2026-01",
        tombstone_id=TombstoneId(1),
        supplements="",
        at=datetime(2026, 11, 22, tzinfo=UTC),
        document=json.dumps(told),
        signature="",
    )


def test_an_export_from_which_records_came_is_never_called_done() -> None:
    said, kind = copy_words.summary_words((), (), (SOURCE,))
    assert (said, kind) == (
        "What Casekeep can treat is done. The export below holds them still.",
        "attention",
    )
    assert "Number 4 of the sealed export" in presenter.source_words(SOURCE)
    assert "20 November 2026" in presenter.source_words(SOURCE)
    view = certificate_words.certificate_view(
        _certificate(kind="inherited_export", number=4, plan="destroy_and_attest")
    )
    assert view.residual == (
        "Sealed export 4 from which the records came: to be destroyed by hand",
    )


def test_what_is_left_is_shown_with_its_day() -> None:
    view = certificate_words.certificate_view(
        _certificate(
            kind="snapshot",
            number=3,
            place="Blue",
            plan="rewrite_when_reached",
            until="2026-12-22",
        )
    )
    assert view.residual == (
        "Backup 3 on “Blue”: it is rewritten when it can be reached, looked at again by"
        " 22 December 2026",
    )


def test_an_exported_file_is_told_with_its_time_and_kind() -> None:
    made = datetime(2026, 3, 4, 10, 30, tzinfo=UTC)
    one = ExportFile(made_at=made, form="pdf", part="record", protection="passphrase")
    said = presenter.export_file_words(one)
    assert "4 March 2026" in said.replace("Mar ", "March ")
    assert "a file of the record (PDF), sealed by a passphrase" in said


def test_home_names_the_day_that_is_over() -> None:
    late = LateCopies(disposal_id=DisposalId(1), copies=2, papers=0, until=date(2026, 12, 22))
    line = home_words.late_words(late)
    assert line.text == "2 copies were to be treated by 22 December 2026"
    assert line.state == "Late"
    assert line.about.startswith("They may still hold")
    assert home_words.late_words(replace(late, copies=1)).about.startswith("It may still hold")


def test_home_names_paper_whose_day_is_over() -> None:
    late = LateCopies(disposal_id=DisposalId(1), copies=0, papers=2, until=date(2026, 12, 22))
    line = home_words.late_words(late)
    assert line.text == "2 records on paper were to be destroyed by 22 December 2026"
    assert line.state == "Late"
    both = home_words.late_words(replace(late, copies=1, papers=1))
    assert both.text.startswith("1 copy was to be treated")
    assert both.about.startswith("1 record on paper was to be destroyed by")


def test_once_its_day_is_over_home_leads_to_the_copy_that_is_left(
    qtbot: QtBot,
    desk: Desk,
    clock: StoppedClock,
    records: ClosedRecords,
    backed_up: list[Destination],
    open_wizard: Open,
) -> None:
    wizard = open_wizard([records.old])
    approve(qtbot, desk, wizard)
    blue = backed_up[0].path
    blue.rename(blue.with_name("away"))
    go_on(qtbot, desk, wizard)
    assert at(wizard, wizard.copies)
    go_on(qtbot, desk, wizard)
    wizard.secrets.no.click()
    go_on(qtbot, desk, wizard)
    assert at(wizard, wizard.certificate)
    shown = "\n".join(one.text() for one in wizard.certificate.findChildren(QLabel))
    assert "looked at again by" in shown
    clock.advance(timedelta(days=31))
    on_worker(qtbot, desk, lambda session: session.today())
    panel = DisposalPanel(desk.context)
    qtbot.addWidget(panel)
    panel.refresh()
    settle(qtbot, desk)
    assert panel.state.text() == "Late"
    assert "1 copy was to be treated by" in panel.text.text()


def test_the_export_from_which_records_came_is_shown_before_and_after(
    qtbot: QtBot,
    desk: Desk,
    records: ClosedRecords,
    backed_up: list[Destination],
    open_wizard: Open,
) -> None:
    on_worker(qtbot, desk, _come_from_an_export)
    wizard = open_wizard([records.old])
    assert wizard.review is not None
    assert "Number 4 of the sealed export" in wizard.review.sources.text()
    assert wizard.review.sources.isVisibleTo(wizard.review)
    approve(qtbot, desk, wizard)
    go_on(qtbot, desk, wizard)
    assert at(wizard, wizard.copies)
    shown = "\n".join(
        one.text() for card in wizard.copies.cards for one in card.findChildren(QLabel)
    )
    assert "Where the records came from" in shown
    assert "The export below holds them still" in wizard.copies.notice.text
    assert_accessible(wizard)


def _come_from_an_export(session: Session) -> None:
    """Enter the rows that a custodian's vault has; the pages ask for nothing else of it."""
    key = session.public_key.to_text()
    custody_rows.begin(session.rows, "theirs", key, session.now(), is_taking=False)
    session.rows.run(
        "INSERT INTO custody_source (export_id, number, month, manifest_sha256, parts, audit_seq,"
        " audit_head, taken_at) VALUES ('e', 4, '2026-10', 'm', '[]', 1, x'00', ?)",
        (clock_text(session.now()),),
    )


def test_a_day_for_looking_again_is_chosen_or_refused(
    qtbot: QtBot,
    desk: Desk,
    records: ClosedRecords,
    backed_up: list[Destination],
    open_wizard: Open,
) -> None:
    wizard = open_wizard([records.old])
    step = wizard.approve
    assert step is not None
    step.review_on.setText("nonsense")
    approve(qtbot, desk, wizard)
    assert at(wizard, step)
    assert wizard.answers.begun is None


def test_paper_that_is_left_is_stated_as_gone_and_the_certificate_follows(
    qtbot: QtBot,
    desk: Desk,
    records: ClosedRecords,
    backed_up: list[Destination],
    open_wizard: Open,
) -> None:
    on_worker(
        qtbot, desk, lambda session: [paper.add(session, records.old, one) for one in ("a", "b")]
    )
    wizard = open_wizard([records.old])
    approve(qtbot, desk, wizard)
    go_on(qtbot, desk, wizard)
    assert at(wizard, wizard.copies)
    assert "2 records on paper are left" in _words(wizard.copies.cards[-1])
    dialog = _open_paper(qtbot, desk, wizard.copies.cards[-1])
    assert_accessible(dialog)
    assert dialog.count.value() == 2
    dialog.count.setValue(1)
    dialog.act_button.click()
    settle(qtbot, desk)
    assert dialog.isVisible()  # without a day
    dialog.destruction.disposed_on.setText("2026-11-20")
    dialog.destruction.method.setText("pulped")
    dialog.act_button.click()
    wait(qtbot, desk)
    assert "1 record on paper is left" in _words(wizard.copies.cards[-1])
    go_on(qtbot, desk, wizard)
    wizard.secrets.no.click()
    go_on(qtbot, desk, wizard)
    assert at(wizard, wizard.certificate)
    told = json.loads(wizard.certificate.certificates[0].document)
    assert [one["method"] for one in told["paper"]] == ["pulped"]
    assert [one["kind"] for one in told["residual"]] == ["paper"]


def _words(card: QFrame) -> str:
    return "\n".join(one.text() for one in card.findChildren(QLabel))


def _open_paper(qtbot: QtBot, desk: Desk, card: QFrame) -> PaperLeftDialog:
    (opening,) = card.findChildren(QPushButton)
    opening.click()
    settle(qtbot, desk)
    (dialog,) = [one for one in QApplication.topLevelWidgets() if isinstance(one, PaperLeftDialog)]
    return dialog
