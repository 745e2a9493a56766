"""The sidebar: where one can go, with words or, collapsed, icons; counts where something waits."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QKeySequence, QResizeEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QHBoxLayout,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from ui.context import AppContext
from ui.theme import scaled
from ui.widgets.buttons import icon_button, tinted
from ui.widgets.labels import aside, label, set_role

_WIDE, _NARROW = 212, 60
_MARGIN_PX, _SIDE_PX, _AROUND_WORDS_PX = 12, 10, 60
_WIDEST_COUNT = " 999"
_COLLAPSED = "sidebar_collapsed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A line of the sidebar; ``shortcut`` is shown and, for acts, bound by the window."""

    name: str
    text: str
    icon: str
    shortcut: str = ""
    is_switch: bool = False
    """An act that is on or off."""


class EntryButton(QToolButton):
    """Icon and words at the left, count or shortcut at the right."""

    def __init__(self, context: AppContext, entry: Entry) -> None:
        super().__init__()
        self.entry = entry
        self._context = context
        self._shortcut = QKeySequence(entry.shortcut).toString(
            QKeySequence.SequenceFormat.NativeText
        )
        self._is_narrow = False
        self._side = aside()
        set_role(self, "nav")
        self.setMinimumHeight(36)
        self.setIconSize(QSize(18, 18))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, _SIDE_PX, 0)
        layout.addStretch(1)
        layout.addWidget(self._side)
        self._side.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        tinted(self, context.theme, entry.icon)
        self.toggled.connect(self._on_toggled)
        self.show_count(0)

    def show_count(self, count: int) -> None:
        """Say how many things wait there."""
        shortcut = self._shortcut
        self._side.setText(f"{count:,}" if count else shortcut)
        self._make_room()
        waiting = self.tr("%1 waiting").replace("%1", str(count))
        self.setAccessibleName(f"{self.entry.text}, {waiting}" if count else self.entry.text)
        self.setToolTip(f"{self.entry.text}  {shortcut}" if shortcut else self.entry.text)

    def set_narrow(self, is_narrow: bool) -> None:
        """Show the icon alone, or the words too."""
        styles = Qt.ToolButtonStyle
        self.setToolButtonStyle(
            styles.ToolButtonIconOnly if is_narrow else styles.ToolButtonTextBesideIcon
        )
        self.setText("" if is_narrow else f"  {self.entry.text}")
        self._is_narrow = is_narrow
        self._make_room()

    @property
    def side_width(self) -> int:
        """The width in pixels of what stands at the right; none where it gave way."""
        return 0 if self._side.isHidden() else self._side.width() + _SIDE_PX

    def words_width(self) -> int:
        """Return the width in pixels that its words need, chosen or not, with a count beside."""
        words = QFontMetrics(scaled(1.0, QFont.Weight.DemiBold))
        count = 0 if self.entry.shortcut else words.horizontalAdvance(_WIDEST_COUNT)
        return _AROUND_WORDS_PX + words.horizontalAdvance(f"  {self.entry.text}") + count

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A shortcut gives way to the words; the tooltip says it too."""
        super().resizeEvent(event)
        self._make_room()

    def _make_room(self) -> None:
        needed = self.sizeHint().width() + self._side.sizeHint().width() + _SIDE_PX
        is_shortcut = self._side.text() == self._shortcut
        is_there = not self._is_narrow and (not is_shortcut or needed <= self.width())
        self._side.setVisible(is_there)

    def _on_toggled(self, is_checked: bool) -> None:
        tinted(self, self._context.theme, self.entry.icon, "accent" if is_checked else "muted")


class Sidebar(QWidget):
    """Emits ``page_chosen`` and ``act_chosen`` with an entry's name.

    What can be checked is heard by ``toggled``: a screen reader toggles it without a click.
    """

    page_chosen = Signal(str)
    act_chosen = Signal(str)
    switched = Signal(str, bool)

    def __init__(self, context: AppContext, pages: Sequence[Entry], acts: Sequence[Entry]) -> None:
        super().__init__()
        self._context = context
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        set_role(self, "side")
        self.buttons = {entry.name: EntryButton(context, entry) for entry in (*pages, *acts)}
        self._group = QButtonGroup(self)
        self._shown = ""
        self._brand = label(self.tr("Casekeep"), "brand")
        self._brand.setFont(scaled(1.15, self._brand.font().Weight.DemiBold))
        self.fold_button = icon_button(context.theme, "panel-left-close", "", self._on_fold)
        self._build(pages, acts)
        self._fold_to(context.preferences.flag(_COLLAPSED))

    def _build(self, pages: Sequence[Entry], acts: Sequence[Entry]) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(_MARGIN_PX, 14, _MARGIN_PX, 14)
        layout.setSpacing(2)
        head = QHBoxLayout()
        head.setContentsMargins(8, 0, 0, 8)
        head.addWidget(self._brand)
        head.addStretch(1)
        head.addWidget(self.fold_button)
        self._head = head
        layout.addLayout(head)
        for entry in pages:
            layout.addWidget(self._page_button(entry))
        layout.addStretch(1)
        for entry in acts:
            layout.addWidget(self._act_button(entry))

    def _page_button(self, entry: Entry) -> EntryButton:
        result = self.buttons[entry.name]
        result.setCheckable(True)
        self._group.addButton(result)
        result.toggled.connect(lambda is_on: self._on_page_toggled(entry.name, is_on))
        return result

    def _on_page_toggled(self, name: str, is_on: bool) -> None:
        if is_on and name != self._shown:
            self.page_chosen.emit(name)

    def _act_button(self, entry: Entry) -> EntryButton:
        result = self.buttons[entry.name]
        if entry.is_switch:
            result.setCheckable(True)
            result.toggled.connect(lambda is_on: self.switched.emit(entry.name, is_on))
        else:
            result.clicked.connect(lambda: self.act_chosen.emit(entry.name))
        return result

    def show_page(self, name: str) -> None:
        """Mark the page that is in front."""
        self._shown = name
        self.buttons[name].setChecked(True)

    def show_count(self, page: str, count: int) -> None:
        """Show how many things wait on a page."""
        if page in self.buttons:
            self.buttons[page].show_count(count)

    @property
    def is_folded(self) -> bool:
        """Whether only icons are shown."""
        return self._is_folded

    def _wide(self) -> int:
        """Return the usual width, or with large letters what the longest words need."""
        longest = max(one.words_width() for one in self.buttons.values())
        return max(_WIDE, longest + 2 * _MARGIN_PX)

    def _on_fold(self) -> None:
        is_folded = not self.is_folded
        self._context.preferences.set_flag(_COLLAPSED, is_folded)
        self._fold_to(is_folded)

    def _fold_to(self, is_folded: bool) -> None:
        self._is_folded = is_folded
        self.setFixedWidth(_NARROW if is_folded else self._wide())
        self._brand.setVisible(not is_folded)
        self._head.setContentsMargins(2 if is_folded else 8, 0, 0, 8)
        name = self.tr("Show the sidebar's words") if is_folded else self.tr("Fold the sidebar")
        self.fold_button.setAccessibleName(name)
        self.fold_button.setToolTip(name)
        icon = "panel-left-open" if is_folded else "panel-left-close"
        tinted(self.fold_button, self._context.theme, icon)
        for entry_button in self.buttons.values():
            entry_button.set_narrow(is_folded)
