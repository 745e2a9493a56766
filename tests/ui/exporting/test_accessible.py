"""Every page of the wizard has names for screen readers and a way by Tab."""

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from tests.exports.samples import Record
from tests.ui.accessibility import assert_accessible
from tests.ui.exporting.conftest import (
    STRONG,
    Open,
    choose_place,
    go_on,
    protect,
    scope_of,
)
from tests.ui.unlocked import Desk
from ui.exporting.answers import ExportScope, Way
from ui.exporting.wizard import ExportWizard


def test_each_page_of_a_record(
    qtbot: QtBot, desk: Desk, record: Record, open_wizard: Open, out: Path
) -> None:
    wizard = open_wizard(scope_of(record))
    assert_accessible(wizard)
    go_on(qtbot, desk, wizard)
    assert_accessible(wizard)
    go_on(qtbot, desk, wizard)
    for way in Way:
        wizard.protection.radios[way].setChecked(True)
        assert_accessible(wizard)
    protect(qtbot, desk, wizard, Way.PASSPHRASE, STRONG)
    assert_accessible(wizard)
    choose_place(qtbot, desk, wizard, out / "r.pdf.age")
    assert_accessible(wizard)
    go_on(qtbot, desk, wizard)
    assert wizard.step.is_last
    assert_accessible(wizard)


def test_the_first_page_of_a_list(qtbot: QtBot, desk: Desk, open_wizard: Open) -> None:
    wizard = open_wizard(ExportScope())
    assert_accessible(wizard)
    wizard.what.records.setChecked(True)
    assert_accessible(wizard)


@pytest.mark.parametrize("size", [(1280, 800), (1024, 700)])
def test_it_fits_the_window_below(
    qtbot: QtBot, desk: Desk, record: Record, open_wizard: Open, size: tuple[int, int]
) -> None:
    wizard: ExportWizard = open_wizard(scope_of(record))
    assert wizard.width() <= size[0] and wizard.height() <= size[1] - 32
    # The buttons stand below whatever scrolls, so that they are always in sight.
    assert wizard.next_button.isVisible()
