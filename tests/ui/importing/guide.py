"""Goes through the wizard as a person does, and the files that are brought along."""

from pathlib import Path
from typing import TypeVar

from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from tests.ui.unlocked import Desk, settle
from ui.importing.answers import Answers
from ui.importing.step import ImportStep
from ui.importing.wizard import ImportWizard, open_import
from vault.importers.batch_model import ImportKind

S = TypeVar("S", bound=ImportStep)

CLIENT_LIST = """First Name*,Last Name,DOB,Phone,Shoe size
Amara,Osei,,555 010 2030,38
Noor,Haddad,4/3/1990,555 010 2031,39
Bo,Lindqvist,13/30/1990,,
,,1/2/1991,,40
Wren,Ito,1995-06-07,555 010 2033,41
"""
REPORT = """Date of Service,Client,Status,Charge,Paid,Charge
03/04/2025 10:00,"Osei, Amara",Show,100,100,0
03/11/2025 10:00,"Osei, Amara",,100,0,100
03/12/2025 11:00,Bo L.,No show,0,0,0
31/31/2025,Bo L.,Show,0,0,0
"""
CARDS = """BEGIN:VCARD
VERSION:3.0
FN:Kofi Mensah
N:Mensah;Kofi;;;
TEL;TYPE=CELL:555 010 4040
END:VCARD
"""
CALENDAR = """BEGIN:VCALENDAR
VERSION:2.0
BEGIN:VEVENT
UID:1
DTSTART:20261201T100000
DTEND:20261201T105000
SUMMARY:Amara Osei
END:VEVENT
BEGIN:VEVENT
UID:2
DTSTART;VALUE=DATE:20261224
SUMMARY:Holiday
END:VEVENT
END:VCALENDAR
"""


def note_folder(parent: Path) -> Path:
    """Two folders of notes, one file beside them, one without text."""
    root = parent / "old notes"
    for name, text in (
        ("Amara/2024-03-05 session.txt", "A kingfisher at the weir."),
        ("Amara/2024-03-12.txt", "He slept; the letter was read aloud."),
        ("Lindqvist/undated.txt", "Panic on the bus."),
        ("loose.txt", "Whose is this?"),
        ("Lindqvist/scan.bin", "\x00\x01"),
    ):
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, encoding="utf-8")
    return root


class Guide:
    """The wizard, and hands."""

    def __init__(self, qtbot: QtBot, desk: Desk) -> None:
        self.qtbot, self.desk = qtbot, desk
        self.window = QWidget()
        qtbot.addWidget(self.window)
        self.window.resize(1280, 800)
        self.window.show()
        self.wizard: ImportWizard = open_import(desk.context, self.window)
        self.settle()

    @property
    def answers(self) -> Answers:
        return self.wizard.answers

    def settle(self) -> None:
        settle(self.qtbot, self.desk)

    def at(self, kind: type[S]) -> S:
        """Return the page in front, which must be of this kind."""
        step = self.wizard.step
        assert isinstance(step, kind), f"at {type(step).__name__}: {step.notice.text}"
        return step

    def next(self) -> None:
        assert self.wizard.next_button.isEnabled()
        self.wizard.next_button.click()
        self.settle()

    def back(self) -> None:
        self.wizard.back_button.click()
        self.settle()

    def bring(self, kind: ImportKind, path: Path) -> None:
        """Choose what and which, up to the page after reading."""
        self.wizard.steps[0].radios[kind].setChecked(True)  # type: ignore[attr-defined]  # the first
        self.next()
        self.desk.dialogs.chosen = [path]
        self.wizard.step.choose_button.click()  # type: ignore[attr-defined]  # the source page
        self.next()

    def bring_text(self, kind: ImportKind, folder: Path, text: str) -> Path:
        """The same with a file of this text."""
        path = folder / "brought along.txt"
        path.write_text(text, encoding="utf-8")
        self.bring(kind, path)
        return path
