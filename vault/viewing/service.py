"""Looking at a document: its bytes go to a child process, pictures and texts come back.

A document lies in memory alone, here and there; no file is made. Nothing that the child says is
believed beyond its bounds.
"""

from __future__ import annotations

import math
import threading
from collections.abc import Sequence
from typing import Any

from vault.errors import DocumentProtected, DocumentTooLarge, DocumentUnshowable, VaultError
from vault.viewing.child_process import FLAG, ChildProcess, Gone
from vault.viewing.frames import Head
from vault.viewing.model import (
    MOST_BYTES,
    MOST_PAGES,
    MOST_PDF_CHARACTERS,
    MOST_SHOWN_PIXELS,
    PageSize,
    Pixels,
    ViewKind,
    view_kind,
)

OPENING_S, ANSWERING_S = 20.0, 20.0
_MOST_DEATHS = 3
_REFUSALS: dict[str, type[VaultError]] = {
    "unshowable": DocumentUnshowable,
    "protected": DocumentProtected,
    "too_large": DocumentTooLarge,
}
# A scaled page rounds up by less than a row and a column.
_MOST_PICTURE = 4 * (MOST_SHOWN_PIXELS + 100_000)
_MOST_TEXT = 4 * MOST_PDF_CHARACTERS


class ViewedDocument:
    """One document that is looked at. Any thread may ask; the child answers one at a time.

    Every question raises ``DocumentUnshowable``, ``DocumentProtected`` or ``DocumentTooLarge``
    where there is nothing to show. A page on which the child dies does not take the others along.
    """

    def __init__(self, data: bytes, media_type: str) -> None:
        self._data = data
        self._media_type = media_type
        self._lock = threading.Lock()
        self._deaths = 0
        self._is_closed = False
        self._child: ChildProcess | None = None
        try:
            head = self._start()
        except VaultError:
            self.close()
            raise
        self.kind = ViewKind(head["kind"])
        self.pages: int = head["pages"]
        """How many pages there are to show, at least 1; they count from 0."""

    def size(self, page: int) -> PageSize:
        """Return a page's size at scale 1, unturned. Texts have none."""
        head, _ = self._ask({"ask": "size", "page": page}, 0)
        return PageSize(width=_length(head.get("width")), height=_length(head.get("height")))

    def page(self, page: int, scale: float, rotation: int = 0) -> Pixels:
        """Draw a page; smaller than asked for where it would be larger than is granted.

        ``rotation`` is clockwise, 0, 90, 180 or 270 degrees.
        """
        question = {"ask": "draw", "page": page, "scale": scale, "rotation": rotation}
        head, data = self._ask(question, _MOST_PICTURE)
        width, height = head.get("width"), head.get("height")
        if not isinstance(width, int) or not isinstance(height, int):
            raise DocumentUnshowable
        if width < 1 or height < 1 or width * height * 4 != len(data):
            raise DocumentUnshowable
        return Pixels(width=width, height=height, data=data)

    def thumbnail(self, page: int, longest: int) -> Pixels:
        """Draw a page so that its longer side has ``longest`` pixels at most."""
        size = self.size(page)
        return self.page(page, min(1.0, longest / max(size.width, size.height)))

    def text(self, page: int) -> str:
        """Return a page's text: of a PDF what stands in it, of a picture nothing."""
        _, data = self._ask({"ask": "text", "page": page}, _MOST_TEXT)
        return data.decode("utf-8", "replace")

    def close(self) -> None:
        """End the child at once and forget the document. A question under way ends with it."""
        self._is_closed = True
        child = self._child
        if child is not None:
            child.kill()
        # Who holds the lock comes here after the question has ended.
        if self._lock.acquire(blocking=False):
            self._forget_child()
            self._data = b""
            self._lock.release()

    def __enter__(self) -> ViewedDocument:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _ask(self, question: dict[str, Any], most: int) -> tuple[Head, bytes]:
        try:
            with self._lock:
                if self._child is None:
                    self._start()
                return self._exchanged(question, b"", most, ANSWERING_S)
        finally:
            if self._is_closed:
                self.close()

    def _start(self) -> Head:
        if self._is_closed or self._deaths >= _MOST_DEATHS:
            raise DocumentUnshowable
        try:
            self._child = ChildProcess()
        except Gone as error:
            raise DocumentUnshowable from error
        head, _ = self._exchanged({"media_type": self._media_type}, self._data, 0, OPENING_S)
        pages, kind = head.get("pages"), view_kind(self._media_type)
        if not isinstance(pages, int) or not 1 <= pages <= MOST_PAGES or head.get("kind") != kind:
            self._mourn()
            raise DocumentUnshowable
        return head

    def _exchanged(
        self, question: dict[str, Any], body: bytes, most: int, seconds: float
    ) -> tuple[Head, bytes]:
        assert self._child is not None
        try:
            head, data = self._child.exchange(question, body, most, seconds)
        except Gone as error:
            self._mourn()
            raise DocumentUnshowable from error
        refused = head.get("refused")
        if refused is not None:
            raise _REFUSALS.get(str(refused), DocumentUnshowable)
        return head, data

    def _mourn(self) -> None:
        self._deaths += 1
        self._forget_child()

    def _forget_child(self) -> None:
        if self._child is not None:
            self._child.close()
            self._child = None


def _length(value: object) -> float:
    if not isinstance(value, int | float) or not math.isfinite(value) or not 0 < value < 1e9:
        raise DocumentUnshowable
    return value


def can_show(media_type: str, size: int) -> bool:
    """Return whether a document of this type and of ``size`` bytes can be looked at."""
    return view_kind(media_type) is not None and size <= MOST_BYTES


def has_text(media_type: str) -> bool:
    """Return whether text can be taken from documents of this type."""
    return view_kind(media_type) not in (None, ViewKind.PICTURE)


def open_document(data: bytes, media_type: str) -> ViewedDocument:
    """Look at a document; close it afterwards, and when the vault is locked.

    Raises ``DocumentUnshowable``, ``DocumentProtected`` or ``DocumentTooLarge``.
    """
    if view_kind(media_type) is None:
        raise DocumentUnshowable
    if len(data) > MOST_BYTES:
        raise DocumentTooLarge
    return ViewedDocument(data, media_type)


def serve_if_child(argv: Sequence[str]) -> bool:
    """Be the child if a frozen program was started as one; return whether that was so.

    Elsewhere the child is started as a Python of its own.
    """
    if len(argv) != 2 or argv[0] != FLAG:
        return False
    from vault.viewing import child  # loads what reads pictures: never in the program itself

    child.main(int(argv[1]))
    return True
