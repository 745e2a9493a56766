"""Pages that are pictures: laid out at once, drawn by the child as large as they are seen."""

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QImage

from ui.context import AppContext
from ui.documents.look import Drawing, Look
from ui.documents.viewer_page import PageGround
from ui.worker import Token
from vault.viewing.model import PageSize

STEPS = (0.1, 0.25, 0.33, 0.5, 0.67, 0.75, 0.9, 1.0, 1.25, 1.5, 2.0, 3.0, 4.0, 6.0, 8.0)
_SETTLED_MS = 120
"""A page is drawn anew when its size has stood that long."""


class PicturePane(PageGround):
    """Shows one page after the other of one look at a document."""

    shown = Signal()
    scaled = Signal(float, bool)
    """How large the page is, and whether it was fitted to the width."""
    failed = Signal(object)
    """The ``VaultError`` why this page is not shown."""

    def __init__(self, context: AppContext) -> None:
        super().__init__()
        self._context = context
        self._look = Look()
        self._page = 0
        self._turns = 0
        self._scale = 1.0
        self._is_fitted = True
        self._size: PageSize | None = None
        self._token = Token()
        self._settled = QTimer(self)
        self._settled.setSingleShot(True)
        self._settled.setInterval(_SETTLED_MS)
        self._settled.timeout.connect(self._draw)
        self.zoomed.connect(self.zoom)
        self.resized.connect(self._on_resized)

    def show_page(self, look: Look, page: int) -> None:
        """Show a page, as large and as turned as the one before."""
        self._forget()
        self._look, self._page = look, page
        self._context.views.ask(
            self, lambda: look.size(page), self._on_size, self.failed.emit, self._token
        )

    def clear(self) -> None:
        """Forget the document; the next begins upright and fitted."""
        self._forget()
        self._look, self._turns, self._is_fitted = Look(), 0, True

    def zoom(self, step: int) -> None:
        """Show the page a step larger (1) or smaller (-1), or as large as it is (0)."""
        self._is_fitted = False
        self._scale = stepped(self._scale, step)
        self._lay()

    def fit(self) -> None:
        """Show the page as wide as there is room."""
        self._is_fitted = True
        self._lay()

    def turn(self) -> None:
        """Turn the page clockwise by a quarter."""
        self._turns = (self._turns + 1) % 4
        self.sheet.show_image(None)
        self._lay()

    def _forget(self) -> None:
        self._token.cancel()
        self._token = Token()
        self._settled.stop()
        self._size = None
        self.sheet.show_image(None)

    def _on_size(self, size: PageSize) -> None:
        self._size = size
        self._lay()
        self.to_top()
        self.shown.emit()

    def _on_resized(self) -> None:
        if self._is_fitted:
            self._lay()

    def _lay(self) -> None:
        """Give the page its place at once, and draw it when its size has settled."""
        if self._size is None:
            return
        size = self._size.turned(90 * self._turns)
        if self._is_fitted:
            self._scale = min(self.room() / size.width, STEPS[-1])
        self.lay(size, self._scale)
        self.scaled.emit(self._scale, self._is_fitted)
        if self.sheet.has_image:
            self._settled.start()
        else:
            self._draw()

    def _draw(self) -> None:
        self._token.cancel()
        self._token = Token()
        look, scale = self._look, self._scale * self.devicePixelRatioF()
        wanted = Drawing(page=self._page, scale=scale, turns=self._turns)
        self._context.views.ask(
            self, lambda: look.draw(wanted), self._on_drawn, self.failed.emit, self._token
        )

    def _on_drawn(self, image: QImage) -> None:
        self.sheet.show_image(image)


def stepped(scale: float, step: int) -> float:
    """Return the next larger or smaller scale; 1 for step 0."""
    if step == 0:
        return 1.0
    if step > 0:
        return next((one for one in STEPS if one > scale * 1.01), STEPS[-1])
    return next((one for one in reversed(STEPS) if one < scale * 0.99), STEPS[0])
