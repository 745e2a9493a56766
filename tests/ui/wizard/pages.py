"""Pages that do nothing but what a wizard asks of them."""

from collections.abc import Callable

from PySide6.QtWidgets import QLineEdit, QPushButton, QWidget

from ui.context import AppContext
from ui.wizard.step import WizardStep


class Plain(WizardStep):
    """One field; the test says what the page is ready for."""

    is_ready = True
    is_asked = True
    is_known = True
    waits = False
    works = False

    def __init__(self, context: AppContext) -> None:
        super().__init__(context, "A question", "What will happen.")
        self.field = QLineEdit()
        self.field.setAccessibleName("The answer")
        self.inner_button = QPushButton("Choose")
        self.inner_button.setAutoDefault(False)
        for widget in (self.field, self.inner_button):
            self.content.addWidget(widget)
        self.waiting: list[Callable[[], None]] = []
        self.said: list[str] = []

    @property
    def is_wanted(self) -> bool:
        return self.is_asked

    @property
    def is_counted(self) -> bool:
        return self.is_known

    @property
    def is_complete(self) -> bool:
        return self.is_ready

    @property
    def is_busy(self) -> bool:
        return self.works

    def first_focus(self) -> QWidget | None:
        return self.field

    def enter(self) -> None:
        self.said.append("enter")

    def write_down(self) -> None:
        self.said.append("write_down")

    def proceed(self, then: Callable[[], None]) -> None:
        if self.waits:
            self.waiting.append(then)
        else:
            super().proceed(then)

    def call_off(self) -> None:
        self.said.append("call_off")

    def forget(self) -> None:
        self.said.append("forget")


class Wide(Plain):
    """A page for a table."""

    is_wide = True


class Last(Plain):
    """A receipt."""

    is_last = True

    def first_focus(self) -> QWidget | None:
        return None
