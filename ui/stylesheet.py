"""The stylesheet, made from tokens. Widgets say what they are by the property ``role``."""

from collections.abc import Mapping


def stylesheet(tokens: Mapping[str, str], base_px: int) -> str:
    """Return the style of every widget; ``base_px`` is the size of body text."""
    sizes = {"chip": 0.92, "title": 1.5, "heading": 1.15, "small": 0.9, "secret": 1.25}
    values = dict(tokens) | {name: str(round(base_px * factor)) for name, factor in sizes.items()}
    # It is the least height even where a widget would ask for more.
    values["field"] = str(max(18, round(base_px * 1.25)))
    return "".join(part % values for part in (_GROUNDS, _LABELS, _BUTTONS, _FIELDS, _LISTS, _REST))


_GROUNDS = """
QMainWindow, QDialog, QWizard, QWidget[role=page] { background: %(surface)s; }
QWidget[role=side] { background: %(raised)s; border-right: 1px solid %(line)s; }
QWidget[role=foot] { background: %(raised)s; border-top: 1px solid %(line)s; }
QFrame[role=card] { background: %(raised)s; border: 1px solid %(line)s; border-radius: 8px; }
QFrame[role=rule] { background: %(line)s; border: 0; max-height: 1px; min-height: 1px; }
QFrame[role=notice-info] { background: %(tint)s; border: 0; border-radius: 8px; }
QFrame[role=notice-attention] { background: %(attention_bg)s; border: 0; border-radius: 8px; }
QFrame[role=notice-danger] { background: %(danger_bg)s; border: 0; border-radius: 8px; }
QFrame[role=notice-good] { background: %(good_bg)s; border: 0; border-radius: 8px; }
QScrollArea { background: transparent; border: 0; }
QScrollArea[role=desk], QListView[role=desk] { background: %(line)s; border: 2px solid %(line)s;
  border-radius: 6px; }
QScrollArea[role=desk]:focus, QListView[role=desk]:focus { border: 2px solid %(accent)s; }
QScrollArea[role=desk] QScrollBar::handle, QListView[role=desk] QScrollBar::handle {
  background: %(muted)s; }
QScrollArea > QWidget > QWidget[role=plain] { background: transparent; }
QToolTip { background: %(raised)s; color: %(text)s; border: 1px solid %(line)s; padding: 4px; }
"""
# Where a stylesheet is, a label's own font does not outlive its being placed in a window.
_LABELS = """
QLabel[role=title] { font-size: %(title)spx; font-weight: 600; }
QLabel[role=section] { font-size: %(heading)spx; font-weight: 600; }
QLabel[role=strong] { font-weight: 600; }
QLabel[role=aside] { font-size: %(small)spx; }
QLabel[role=brand] { font-size: %(heading)spx; font-weight: 600; }
QLabel[role=mono], QLabel[role=secret] { font-family: "IBM Plex Mono"; font-weight: 500; }
QLabel[role=secret] { font-size: %(secret)spx; }
QLabel[role=muted], QLabel[role=aside] { color: %(muted)s; }
QLabel[role=brand], QLabel[role=accent] { color: %(accent)s; }
QLabel[role=danger] { color: %(danger)s; }
QLabel[role=attention] { color: %(attention)s; }
QLabel[role=good] { color: %(good)s; }
QLabel[role=chip], QLabel[role=chip-attention], QLabel[role=chip-good], QLabel[role=chip-danger] {
  border-radius: 9px; padding: 2px 9px; font-size: %(chip)spx; }
QLabel[role=chip] { background: %(tint)s; color: %(accent)s; }
QLabel[role=chip-attention] { background: %(attention_bg)s; color: %(attention)s; }
QLabel[role=chip-good] { background: %(good_bg)s; color: %(good)s; }
QLabel[role=chip-danger] { background: %(danger_bg)s; color: %(danger)s; }
"""
_BUTTONS = """
QPushButton { background: %(raised)s; border: 1px solid %(line)s; border-radius: 6px;
  padding: 6px 14px; min-height: %(field)spx; color: %(text)s; outline: 0; }
QPushButton:hover { border-color: %(muted)s; }
QPushButton:focus { border: 2px solid %(accent)s; padding: 5px 13px; }
QPushButton:pressed { background: %(tint)s; }
QPushButton:disabled { color: %(muted)s; background: %(surface)s; }
QPushButton[role=primary] { background: %(accent)s; color: %(on_accent)s;
  border: 1px solid %(accent)s; font-weight: 600; }
QPushButton[role=primary]:hover, QPushButton[role=primary]:pressed {
  background: %(accent_hover)s; border-color: %(accent_hover)s; }
QPushButton[role=primary]:focus { border: 2px solid %(text)s; }
QPushButton[role=primary]:disabled { background: %(tint)s; color: %(muted)s;
  border-color: %(tint)s; }
QPushButton[role=danger] { background: transparent; color: %(danger)s;
  border: 1px solid %(danger)s; }
QPushButton[role=danger]:focus { border: 2px solid %(danger)s; }
QPushButton[role=danger]:hover { background: %(danger_bg)s; }
QPushButton[role=danger]:disabled { color: %(muted)s; border-color: %(line)s; }
QPushButton[role=link] { border: 1px solid transparent; background: transparent;
  color: %(accent)s; padding: 6px 4px; text-align: left; }
QPushButton[role=link]:hover { text-decoration: underline; }
QPushButton[role=link]:focus { border: 2px solid %(accent)s; padding: 5px 3px; }
QPushButton[role=link]:disabled { color: %(muted)s; }
QToolButton { border: 1px solid transparent; border-radius: 6px; padding: 5px; color: %(text)s;
  background: transparent; outline: 0; }
QToolButton:hover { background: %(tint)s; }
QToolButton:focus { border: 2px solid %(accent)s; padding: 4px; }
QToolButton:checked { background: %(tint)s; color: %(accent)s; }
QToolButton[role=nav] { padding: 7px 10px; text-align: left; }
QToolButton[role=nav]:focus { border: 2px solid %(accent)s; padding: 6px 9px; }
QToolButton[role=nav]:checked { font-weight: 600; }
QToolButton::menu-indicator { image: none; }
"""
_FIELDS = """
QLineEdit, QTextEdit, QPlainTextEdit, QComboBox, QDateEdit, QTimeEdit, QDateTimeEdit, QSpinBox {
  background: %(raised)s; border: 1px solid %(line)s; border-radius: 6px; padding: 6px 9px;
  color: %(text)s; selection-background-color: %(accent)s;
  selection-color: %(on_accent)s; }
QLineEdit, QTextEdit, QPlainTextEdit { placeholder-text-color: %(muted)s; }
QLineEdit, QComboBox, QDateEdit, QTimeEdit, QDateTimeEdit, QSpinBox { min-height: %(field)spx; }
QLineEdit:focus, QTextEdit:focus, QPlainTextEdit:focus, QComboBox:focus, QDateEdit:focus,
QTimeEdit:focus, QDateTimeEdit:focus, QSpinBox:focus {
  border: 2px solid %(accent)s; padding: 5px 8px; }
QLineEdit#qt_spinbox_lineedit, QLineEdit#qt_spinbox_lineedit:focus { border: 0; padding: 0;
  min-height: 0; background: transparent; }
QLineEdit[state=wrong] { border: 2px solid %(danger)s; padding: 5px 8px; }
QLineEdit[state=right] { border: 2px solid %(good)s; padding: 5px 8px; }
QLineEdit:disabled, QTextEdit:disabled, QLineEdit[readOnly=true] { background: %(surface)s; }
QComboBox::drop-down, QDateEdit::drop-down { border: 0; width: 26px; }
QComboBox::down-arrow, QDateEdit::down-arrow { image: none; width: 0; height: 0; margin-right: 10px;
  border-left: 4px solid %(raised)s; border-right: 4px solid %(raised)s;
  border-top: 5px solid %(muted)s; }
QSpinBox::up-button, QSpinBox::down-button, QTimeEdit::up-button, QTimeEdit::down-button {
  width: 1px; border: 0; }
QComboBox QAbstractItemView { background: %(raised)s; border: 1px solid %(line)s;
  selection-background-color: %(tint)s; selection-color: %(text)s; outline: 0; }
QTextBrowser[role=body], QTextBrowser[role=body]:focus { background: transparent; border: 0;
  padding: 0; }
QCheckBox:focus, QRadioButton:focus { color: %(accent)s; }
"""
_LISTS = """
QAbstractItemView { background: %(raised)s; border: 0; outline: 0; color: %(text)s;
  selection-background-color: %(tint)s; selection-color: %(text)s;
  alternate-background-color: %(surface)s; }
QAbstractItemView:focus { border: 1px solid %(accent)s; }
QListView[role=results], QListWidget[role=results] { border: 1px solid %(line)s;
  border-radius: 6px; }
QListWidget[role=results]::item { padding: 8px 12px; }
QListWidget[role=results]::item:selected { background: %(tint)s; color: %(text)s; }
QListView[role=results]:focus, QListWidget[role=results]:focus { border: 1px solid %(accent)s; }
QTableView { gridline-color: %(line)s; border: 1px solid %(line)s; border-radius: 6px; }
QTableView::item { padding: 0 8px; }
QHeaderView::section { background: %(surface)s; color: %(muted)s; border: 0;
  border-bottom: 1px solid %(line)s; padding: 6px 8px; text-align: left; }
QHeaderView { background: %(surface)s; border: 0; }
QTabBar::tab { padding: 8px 2px; margin-right: 22px; border: 0; background: transparent;
  color: %(muted)s; border-bottom: 2px solid transparent; }
QTabBar::scroller { width: 48px; }
QTabBar QToolButton { padding: 0; border: 1px solid transparent; }
QTabBar[role=close]::tab { margin-right: 12px; }
QTabBar::tab:selected { color: %(text)s; border-bottom: 2px solid %(accent)s; }
QTabBar::tab:hover, QTabBar::tab:focus { color: %(accent)s; }
QTabBar { border: 0; }
QTabWidget::pane { border: 0; border-top: 1px solid %(line)s; }
"""
_REST = """
QMenu { background: %(raised)s; border: 1px solid %(line)s; padding: 4px; }
QMenu::item { padding: 6px 24px 6px 12px; border-radius: 4px; color: %(text)s; }
QMenu::item:selected { background: %(tint)s; }
QMenu::item:disabled { color: %(muted)s; }
QMenu::separator { height: 1px; background: %(line)s; margin: 4px 8px; }
QProgressBar { background: %(tint)s; border: 0; border-radius: 3px; max-height: 6px;
  min-height: 6px; }
QProgressBar::chunk { background: %(accent)s; border-radius: 3px; }
QSplitter::handle { background: %(line)s; }
QSplitter::handle:horizontal { width: 1px; }
QSplitter::handle:vertical { height: 1px; }
QScrollBar:vertical { background: transparent; width: 12px; margin: 2px; }
QScrollBar:horizontal { background: transparent; height: 12px; margin: 2px; }
QScrollBar::handle { background: %(line)s; border-radius: 4px; min-height: 32px;
  min-width: 32px; }
QScrollBar::handle:hover { background: %(muted)s; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
"""
