"""Every page at 1024×700, as on a small laptop: nothing covered, cut or out of sight."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QTabBar, QTabWidget, QWidget
from pytestqt.qtbot import QtBot

from tests.exports.samples import add_document
from tests.succession_fixtures import hold_ceremony
from tests.ui.custody.conftest import keeping, kept_folder, stick
from tests.ui.retention.closed_records import ClosedRecords
from tests.ui.small_practice import SmallPractice
from tests.ui.small_window import SMALL, faults
from tests.ui.unlocked import Desk, clock, desk, settle
from ui.audit.page import AuditPage
from ui.clients.page import ClientsPage
from ui.composition import PAGES, open_find
from ui.main_window import MainWindow
from ui.widgets.layouts import row
from vault.backup import service as backup
from vault.ids import ClientId
from vault.session import Session
from vault.succession import plan_service
from vault.succession.plan_model import Audience, ContactRole, Person, SuccessionPlan

__all__ = ["clock", "desk", "keeping", "kept_folder", "stick"]

PLAN = SuccessionPlan(
    successor=Person(name="Imke Vandermeer, LCSW", role=ContactRole.SUCCESSOR, phone="555 0188"),
    contacts=(Person(name="Ines Calder", role=ContactRole.LAWYER, phone="555 0177"),),
    notification_wishes="Call first; write to the others.",
)


def fill(session: Session, folder: Path) -> None:
    """A practice with something on every page."""
    practice = SmallPractice(session).fill()
    ClosedRecords(session)
    title = "A report of the county hospital's emergency department, second page only.txt"
    add_document(session, practice.clients[0], b"words of it " * 40, title)
    plan_service.save(session, PLAN)
    plan_service.keep_apart(session, practice.clients[3], Audience.ALTERNATE, "Her sister.")
    hold_ceremony(session)
    folder.mkdir()
    backup.add_destination(session, folder, "Red stick on the key ring")


class Walk:
    """Goes to every page and tab, and keeps what is wrong there."""

    def __init__(self, qtbot: QtBot, desk: Desk, size: tuple[int, int] = SMALL) -> None:
        self.qtbot, self.desk = qtbot, desk
        self.window = MainWindow(desk.context, PAGES, open_find)
        qtbot.addWidget(self.window)
        self.window.resize(*size)
        self.window.show()
        self.seen: list[str] = []
        self.found: dict[str, list[str]] = {}

    def look(self, name: str, window: QWidget | None = None) -> None:
        settle(self.qtbot, self.desk)
        QApplication.processEvents()
        self.seen.append(name)
        wrong = faults(window or self.window)
        if wrong:
            self.found[name] = wrong

    def go(self) -> None:
        for name in PAGES:
            self.window.show_page(name)
            self.look(name)
            page = self.window.page(name)
            tabs = page.findChild(QTabWidget)
            if name == "clients":
                self._go_to_client()
            elif tabs is not None:
                self._turn(name, tabs)
            if isinstance(page, AuditPage):
                page.table.selectRow(0)
                page.entry.technical_button.click()
                self.look("audit, an entry")
        self._find()

    def _turn(self, name: str, tabs: QTabBar | QTabWidget) -> None:
        for at in range(tabs.count()):
            tabs.setCurrentIndex(at)
            self.look(f"{name}, {tabs.tabText(at)}")

    def _go_to_client(self) -> None:
        page = self.window.page("clients")
        assert isinstance(page, ClientsPage)
        page.open_client(ClientId(1))
        self.look("a client")
        self._turn("client", page.view.tabs)

    def _find(self) -> None:
        dialog = open_find(self.desk.context, self.window)
        dialog.show()
        self.look("find", dialog)
        dialog.close()


@pytest.fixture
def window(qtbot: QtBot) -> Iterator[QWidget]:
    made = QWidget()
    qtbot.addWidget(made)
    yield made


def test_no_page_of_a_practice_hides_or_cuts_anything(
    qtbot: QtBot, desk: Desk, tmp_path: Path
) -> None:
    fill(desk.session, tmp_path / "stick")
    walk = Walk(qtbot, desk)
    walk.go()
    assert {"home", "client, Keeping", "settings, Backup", "succession, Holders"} < set(walk.seen)
    assert walk.found == {}


def test_no_page_of_a_custodian_hides_or_cuts_anything(qtbot: QtBot, keeping: Desk) -> None:
    walk = Walk(qtbot, keeping)
    walk.go()
    assert {"client, Custody", "audit, an entry", "find"} < set(walk.seen)
    assert walk.found == {}


def test_what_is_covered_or_cut_is_seen(qtbot: QtBot, window: QWidget) -> None:
    cut, under, over = QPushButton("Check all signatures"), QPushButton("a"), QLabel("b")
    window.setLayout(row(cut, None))
    cut.setFixedWidth(40)
    for one in (under, over):
        one.setParent(window)
        one.setGeometry(60, 40, 80, 30)
    window.resize(200, 120)
    window.show()
    QApplication.processEvents()
    said = "\n".join(faults(window))
    assert "“Check all signatures” in QWidget is cut" in said
    assert "“a” in QWidget lies under QLabel “b”" in said
