"""Colors, fonts and icons: the only place that knows a color by its number.

Tokens have a light and a dark value. In the system's high-contrast mode the stylesheet is
dropped and the system's own palette stands.
"""

import math
from collections.abc import Callable
from dataclasses import dataclass, fields
from functools import cache, lru_cache

from PySide6.QtCore import QByteArray, QObject, QSize, Signal
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontDatabase,
    QGuiApplication,
    QIcon,
    QPainter,
    QPalette,
    QPixmap,
)
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QApplication

import resources
from ui.preferences import Preferences, ThemeChoice
from ui.stylesheet import stylesheet

STYLE = "fusion"
"""Qt's style that draws the same on every system and takes its colors from the palette.

The application is made with it: to ask for a style, or set one later, takes 5 ms in PySide.
"""
FAMILY = "Inter"
MONO_FAMILY = "IBM Plex Mono"
_FIRST_FACES = ("fonts/Inter-Regular.ttf", "fonts/Inter-SemiBold.ttf")
"""What the lock window shows: each face more would hold it up by a millisecond."""
_OTHER_FACES = ("fonts/Inter-Medium.ttf", "fonts/Inter-Bold.ttf")
_MONO_FACES = ("fonts/IBMPlexMono-Regular.ttf", "fonts/IBMPlexMono-Medium.ttf")
_SMALLEST_BASE_PX = 13
_POINTS_PER_INCH = 72


@dataclass(frozen=True, slots=True, kw_only=True)
class Tokens:
    """A color for each purpose, as ``#RRGGBB``."""

    surface: str
    raised: str
    line: str
    text: str
    muted: str
    accent: str
    on_accent: str
    accent_hover: str
    tint: str
    attention: str
    attention_bg: str
    danger: str
    danger_bg: str
    good: str
    good_bg: str


LIGHT = Tokens(
    surface="#F7F6F3",
    raised="#FFFFFF",
    line="#DEDBD3",
    text="#1F2A2E",
    muted="#5F6B6E",
    accent="#1F6F6B",
    on_accent="#FFFFFF",
    accent_hover="#195C58",
    tint="#E4EFED",
    attention="#8A5A00",
    attention_bg="#FBF1DC",
    danger="#A3342B",
    danger_bg="#FBEBE9",
    good="#2F6B3A",
    good_bg="#E6F1E6",
)
DARK = Tokens(
    surface="#171C1E",
    raised="#1F2628",
    line="#333D40",
    text="#E8ECEB",
    muted="#9CA8AA",
    accent="#6CC3BC",
    on_accent="#0F1A1A",
    accent_hover="#84D2CB",
    tint="#223435",
    attention="#E3B45C",
    attention_bg="#33291A",
    danger="#F0958B",
    danger_bg="#382422",
    good="#8FCB9B",
    good_bg="#1E2F23",
)
CONTRAST = Tokens(
    surface="#FFFFFF",
    raised="#FFFFFF",
    line="#000000",
    text="#000000",
    muted="#1F1F1F",
    accent="#003B38",
    on_accent="#FFFFFF",
    accent_hover="#000000",
    tint="#DCEFEC",
    attention="#5A3A00",
    attention_bg="#FFFFFF",
    danger="#7A0C04",
    danger_bg="#FFFFFF",
    good="#0B4A17",
    good_bg="#FFFFFF",
)
"""Where it is chosen here; where the system asks for contrast, the system's palette stands."""
PAIRS = (
    ("text", "surface"),
    ("text", "raised"),
    ("text", "tint"),
    ("muted", "surface"),
    ("muted", "raised"),
    ("muted", "tint"),
    ("accent", "surface"),
    ("accent", "raised"),
    ("accent", "tint"),
    ("on_accent", "accent"),
    ("on_accent", "accent_hover"),
    ("attention", "attention_bg"),
    ("text", "attention_bg"),
    ("attention", "surface"),
    ("attention", "raised"),
    ("danger", "surface"),
    ("danger", "raised"),
    ("danger", "danger_bg"),
    ("text", "danger_bg"),
    ("good", "good_bg"),
    ("text", "good_bg"),
    ("good", "raised"),
    ("good", "surface"),
)
"""Every text and the ground it stands on; a test measures them."""


class Theme(QObject):
    """The look of the whole program. ``changed`` fires when its colors did."""

    changed = Signal()

    def __init__(
        self,
        app: QApplication,
        preferences: Preferences,
        wants_contrast: Callable[[], bool] | None = None,
        *,
        as_last_time: bool = False,
    ) -> None:
        """``as_last_time`` begins with what the system said last, until ``ask_system``."""
        super().__init__(app)
        self._app = app
        self._preferences = preferences
        self.tokens = LIGHT
        self.is_high_contrast = False
        self.base_px = _set_fonts(app)
        # Both are kept: asked for anew, PySide hands out a wrapper whose object it holds deleted.
        self._hints = QGuiApplication.styleHints()
        self._contrast = self._hints.accessibility()
        self._wants_contrast = wants_contrast or self._system_wants_contrast
        self._has_asked = not as_last_time
        self._hints.colorSchemeChanged.connect(self.ask_system)
        self._contrast.contrastPreferenceChanged.connect(self.ask_system)
        app.screenAdded.connect(self.apply)  # a sharper one asks for sharper icons
        self.apply()

    def ask_system(self) -> None:
        """Look at the system again; what it says is kept for the next start."""
        self._has_asked = True
        if self._look() != (self.is_high_contrast, self.tokens):
            self.apply()

    def load_every_face(self) -> None:
        """Load the weights of the font that pages show and the lock window does not."""
        _load(_OTHER_FACES)

    def choose(self, choice: ThemeChoice) -> None:
        """Keep a theme and show it."""
        self._preferences.theme = choice
        self.apply()

    def apply(self) -> None:
        """Look at the system and the choice again, and dress the program."""
        self.is_high_contrast, self.tokens = self._look()
        if self.is_high_contrast:
            self._app.setStyleSheet("")
            self._app.setPalette(QPalette())
        else:
            self._app.setPalette(palette(self.tokens))
            for kind in ("QCheckBox", "QRadioButton"):
                outlined = _outlined(self.tokens)
                self._app.setPalette(outlined, kind)  # type: ignore[arg-type]  # no bytes, a str
            self._app.setStyleSheet(stylesheet(_values(self.tokens), self.base_px))
        self.changed.emit()

    def _look(self) -> tuple[bool, Tokens]:
        """Return whether the system's high contrast stands, and the colors."""
        return self._wants_contrast(), self._chosen_tokens()

    def _system_wants_contrast(self) -> bool:
        def ask() -> bool:
            from PySide6.QtCore import Qt

            return self._contrast.contrastPreference() is Qt.ContrastPreference.HighContrast

        return self._asked("system_wants_contrast", ask)

    def _asked(self, name: str, ask: Callable[[], bool]) -> bool:
        """Return what the system says, or said last: to hear it costs all of ``Qt``'s names."""
        if not self._has_asked:
            return self._preferences.flag(name)
        answer = ask()
        if answer != self._preferences.flag(name):
            self._preferences.set_flag(name, answer)
        return answer

    def _chosen_tokens(self) -> Tokens:
        if self._preferences.theme is ThemeChoice.HIGH_CONTRAST:
            return CONTRAST
        return DARK if self._is_dark() else LIGHT

    def _is_dark(self) -> bool:
        if self._preferences.theme is not ThemeChoice.SYSTEM:
            return self._preferences.theme is ThemeChoice.DARK
        return self._asked("system_is_dark", self._system_is_dark)

    def _system_is_dark(self) -> bool:
        from PySide6.QtCore import Qt

        return self._hints.colorScheme() is Qt.ColorScheme.Dark

    def color(self, token: str) -> QColor:
        """Return a token's color; in high contrast the system's nearest role."""
        if self.is_high_contrast:
            role = _SYSTEM_ROLES.get(token, QPalette.ColorRole.WindowText)
            return self._app.palette().color(role)
        return QColor(getattr(self.tokens, token))

    def icon(self, name: str, token: str = "muted") -> QIcon:
        """Return the line icon ``name`` in a token's color."""
        return _icon(name, self.color(token).name(), math.ceil(self._app.devicePixelRatio()))

    def picture(self, name: str, token: str, size_px: int) -> QPixmap:
        """Return the line icon ``name`` as a picture, for a label; larger than in a button."""
        scale = math.ceil(self._app.devicePixelRatio())
        renderer = QSvgRenderer(QByteArray(_svg(name, self.color(token).name())))
        return _pixmap(renderer, QSize(size_px, size_px) * scale, scale)


_SYSTEM_ROLES = {
    "surface": QPalette.ColorRole.Window,
    "raised": QPalette.ColorRole.Base,
    "tint": QPalette.ColorRole.Highlight,
    "on_accent": QPalette.ColorRole.ButtonText,
}


def scaled(factor: float, weight: QFont.Weight = QFont.Weight.Normal) -> QFont:
    """Return the program's font at ``factor`` of its size: 1.5 for titles, 0.9 for asides."""
    font = QFont(QApplication.font())
    font.setPixelSize(round(_pixel_size(font) * factor))
    font.setWeight(weight)
    return font


def grown(length_px: int) -> int:
    """Return a length, drawn for letters of 13 px, for the letters there are, in pixels.

    For what has to hold words: a column, a row, a frame. Where the system asks for large letters
    a length of its own would cut them (``tests/ui/test_large_letters.py``).
    """
    return round(length_px * max(1.0, _pixel_size(QApplication.font()) / _SMALLEST_BASE_PX))


def grown_size(size: QSize) -> QSize:
    """Return the size of a window, drawn for letters of 13 px, for the letters there are."""
    return QSize(grown(size.width()), grown(size.height()))


def mono(factor: float = 1.0) -> QFont:
    """Return the font for keys and fingerprints, where every letter has one width."""
    _load(_MONO_FACES)
    font = scaled(factor, QFont.Weight.Medium)
    font.setFamilies([MONO_FAMILY, "monospace"])
    font.setStyleHint(QFont.StyleHint.Monospace)
    return font


def palette(tokens: Tokens) -> QPalette:
    """Return the palette of ``tokens``, for what no stylesheet reaches."""
    result = QPalette()
    for role, token in _PALETTE.items():
        result.setColor(role, QColor(getattr(tokens, token)))
    disabled = QColor(tokens.muted)
    for role in (
        QPalette.ColorRole.Text,
        QPalette.ColorRole.WindowText,
        QPalette.ColorRole.ButtonText,
    ):
        result.setColor(QPalette.ColorGroup.Disabled, role, disabled)
    return result


def _outlined(tokens: Tokens) -> QPalette:
    """Fusion outlines a box in its ground's color made 1.4 times darker: too faint on ours."""
    result = palette(tokens)
    result.setColor(QPalette.ColorRole.Window, QColor(tokens.muted).lighter(140))
    return result


_PALETTE = {
    QPalette.ColorRole.Window: "surface",
    QPalette.ColorRole.WindowText: "text",
    QPalette.ColorRole.Base: "raised",
    QPalette.ColorRole.AlternateBase: "surface",
    QPalette.ColorRole.Text: "text",
    QPalette.ColorRole.PlaceholderText: "muted",
    QPalette.ColorRole.Button: "raised",
    QPalette.ColorRole.ButtonText: "text",
    QPalette.ColorRole.Highlight: "accent",
    QPalette.ColorRole.HighlightedText: "on_accent",
    QPalette.ColorRole.Link: "accent",
    QPalette.ColorRole.ToolTipBase: "raised",
    QPalette.ColorRole.ToolTipText: "text",
    QPalette.ColorRole.Mid: "line",
    QPalette.ColorRole.Accent: "accent",
}


def _values(tokens: Tokens) -> dict[str, str]:
    return {field.name: getattr(tokens, field.name) for field in fields(tokens)}


def _set_fonts(app: QApplication) -> int:
    """Put Inter before the system's font, at least at 13 px, and return that size."""
    system = app.font()
    base_px = max(_SMALLEST_BASE_PX, _pixel_size(system))
    _load(_FIRST_FACES)
    font = QFont()
    font.setFamilies([FAMILY, *system.families()])
    font.setPixelSize(base_px)
    app.setFont(font)
    return base_px


def _pixel_size(font: QFont) -> int:
    """Return what the system asks for, without looking for the face that would be used."""
    if font.pixelSize() > 0:
        return font.pixelSize()
    dots_per_inch = QGuiApplication.primaryScreen().logicalDotsPerInchY()
    return round(font.pointSizeF() * dots_per_inch / _POINTS_PER_INCH)


@cache
def _load(faces: tuple[str, ...]) -> None:
    for face in faces:
        # By its path it is mapped, not held: Qt would keep the bytes of every face.
        QFontDatabase.addApplicationFont(str(resources.path(face)))


@lru_cache(maxsize=256)
def _icon(name: str, color: str, sharpest: int) -> QIcon:
    icon = QIcon()
    renderer = QSvgRenderer(QByteArray(_svg(name, color)))
    for scale in range(1, sharpest + 1):
        icon.addPixmap(_pixmap(renderer, QSize(20, 20) * scale, scale))
    return icon


def _svg(name: str, color: str) -> bytes:
    return resources.read(f"icons/{name}.svg").replace(b"currentColor", color.encode())


def _pixmap(renderer: QSvgRenderer, size: QSize, scale: int) -> QPixmap:
    pixmap = QPixmap(size)
    pixmap.fill(QColor(0, 0, 0, 0))
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    renderer.render(painter)
    painter.end()
    pixmap.setDevicePixelRatio(scale)
    return pixmap
