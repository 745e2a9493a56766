"""How it looks, when it locks by itself, and what others may see of it."""

from dataclasses import replace

from PySide6.QtWidgets import QButtonGroup, QCheckBox, QRadioButton, QWidget

from ui.bus import kinds
from ui.context import AppContext
from ui.preferences import IN_SCREENSHOTS, SHIELD_WHEN_LEFT, ThemeChoice
from ui.screen_capture import screen_of_this_system
from ui.settings.presenter import theme_words
from ui.settings.tab import tab_layout
from ui.widgets.labels import muted, section
from ui.widgets.layouts import GROUP_GAP, column, field_row, row
from ui.widgets.number_field import number_field
from vault.changes import Kind
from vault.practice import service as practices
from vault.practice.model import Practice
from vault.session import Session


class LookTab(QWidget):
    """The theme holds for this computer, the minutes for this vault."""

    def __init__(self, context: AppContext) -> None:
        super().__init__()
        self._context = context
        self._themes = QButtonGroup(self)
        self.themes = {choice: self._theme(choice) for choice in ThemeChoice}
        self.themes[context.preferences.theme].setChecked(True)
        lengths = practices.LOCK_MINUTES
        self.minutes = number_field(lengths.start, lengths.stop - 1)
        self.minutes.setSuffix(self.tr(" min"))
        # Saved when the number stands, not at each digit of it.
        self.minutes.setKeyboardTracking(False)
        self.minutes.setMinimumSize(120, 32)
        self.minutes.setToolTip(self.tr("Arrow keys change it by one"))
        self.minutes.setEnabled(False)
        self.minutes.valueChanged.connect(self._on_minutes)
        self.saved = muted()
        self._build_privacy()
        self._build()
        context.bus.subscribe(self, kinds(Kind.PRACTICE), self.refresh)
        self.refresh()

    def _theme(self, choice: ThemeChoice) -> QRadioButton:
        result = QRadioButton(theme_words(choice))
        result.setMinimumHeight(32)
        result.toggled.connect(lambda is_on: self._on_theme(choice, is_on))
        self._themes.addButton(result)
        return result

    def _build_privacy(self) -> None:
        self.shield_when_left = self._flag(
            self.tr("Raise the privacy shield when another program comes in front"),
            SHIELD_WHEN_LEFT,
        )
        self.in_screenshots = self._flag(
            self.tr("Let screenshots and screen sharing show Casekeep"), IN_SCREENSHOTS
        )
        is_offered = screen_of_this_system() is not None
        self.in_screenshots.setVisible(is_offered)
        shield = self.tr(
            "Ctrl+Shift+H raises and lowers it at any time: names become initials, what is written"
            " is covered."
        )
        captured = (
            self.tr("Otherwise the system is asked to leave Casekeep's windows out of them.")
            if is_offered
            else self.tr(
                "This system has no way to keep windows out of screenshots or screen sharing: raise"
                " the shield before you share the screen."
            )
        )
        self._privacy = column(
            section(self.tr("Privacy")),
            self.shield_when_left,
            muted(shield, wrap=True),
            self.in_screenshots,
            muted(captured, wrap=True),
        )

    def _flag(self, text: str, name: str) -> QCheckBox:
        result = QCheckBox(text)
        result.setMinimumHeight(32)
        result.setChecked(self._context.preferences.flag(name))
        result.toggled.connect(lambda is_on: self._on_flag(name, is_on))
        return result

    def _on_flag(self, name: str, is_on: bool) -> None:
        self._context.preferences.set_flag(name, is_on)
        self._context.privacy_changed.emit()

    def _build(self) -> None:
        contrast = self.tr(
            "Where your system is set to high contrast, Casekeep follows it, whatever is chosen."
        )
        look = column(
            section(self.tr("Look")), *self.themes.values(), muted(contrast, wrap=True), gap=4
        )
        hint = self.tr(
            "Without a key pressed or the mouse moved for this long, the vault locks. It also"
            " locks when the screen does, and when the computer sleeps."
        )
        minutes = field_row(self.tr("Lock after"), self.minutes)
        lock = column(
            section(self.tr("Locking")),
            row(minutes, self.saved, None),
            muted(hint, wrap=True),
        )
        self.setLayout(tab_layout(column(look, lock, self._privacy, None, gap=GROUP_GAP)))

    def refresh(self) -> None:
        """Read the minutes."""
        self._context.ask(self, practices.get, self._on_read)

    def _on_read(self, practice: Practice) -> None:
        self.minutes.blockSignals(True)
        self.minutes.setValue(practice.lock_after_minutes)
        self.minutes.blockSignals(False)
        self.minutes.setEnabled(True)

    def _on_theme(self, choice: ThemeChoice, is_on: bool) -> None:
        if is_on and choice is not self._context.preferences.theme:
            self._context.theme.choose(choice)

    def _on_minutes(self, minutes: int) -> None:
        self.saved.setText("")

        def work(session: Session) -> None:
            kept = practices.get(session)
            practices.save(session, replace(kept, lock_after_minutes=minutes))

        self._context.ask(self, work, lambda _: self.saved.setText(self.tr("Saved")))
