"""The process that looks at a document: it holds no key, opens no file and has no network.

Its bytes come through standard input, its answers go to standard output; both are pipes. What a
hostile file makes of it, the worst is that it dies, and the parent says so.
"""

import sys
from typing import IO

from vault.private_output import private_output
from vault.viewing import confinement
from vault.viewing.frames import BadFrame, Head, read_frame, write_frame
from vault.viewing.model import MOST_BYTES, PICTURE_READERS, WORD_TYPES, ViewKind, view_kind
from vault.viewing.pages import Pages, Protected, TooLarge, Unshowable
from vault.viewing.pdf_pages import PdfPages
from vault.viewing.picture_pages import PicturePages, load_readers
from vault.viewing.text_pages import TextPages, decoded, load_encodings
from vault.viewing.word_texts import word_text

_REFUSALS = {
    Unshowable: "unshowable",
    Protected: "protected",
    TooLarge: "too_large",
    MemoryError: "too_large",
    RecursionError: "unshowable",
}


def main(parent_pid: int) -> None:
    """Serve one document until standard input ends."""
    confinement.die_with(parent_pid)
    requests, answers = sys.stdin.buffer, private_output()
    load_readers()
    load_encodings()
    confinement.confine()
    try:
        _serve(requests, answers)
    except (BadFrame, OSError):
        return  # the parent is gone


def _serve(requests: IO[bytes], answers: IO[bytes]) -> None:
    head, data = read_frame(requests, MOST_BYTES)
    pages: Pages | None = None
    while True:
        confinement.grant_time()
        try:
            if pages is None:
                pages = _opened(str(head["media_type"]), data)
                write_frame(answers, {"kind": pages.kind.value, "pages": len(pages)})
            else:
                _answer(pages, head, answers)
        except tuple(_REFUSALS) as error:
            write_frame(answers, {"refused": _REFUSALS[type(error)]})
        head, _ = read_frame(requests, 0)


def _opened(media_type: str, data: bytes) -> Pages:
    kind = view_kind(media_type)
    if kind is None:
        raise Unshowable
    if kind is ViewKind.PDF:
        return PdfPages(data)
    if kind is ViewKind.PICTURE:
        return PicturePages(data, PICTURE_READERS[media_type])
    text = word_text(data, media_type) if media_type in WORD_TYPES else decoded(data)
    return TextPages(text, kind)


def _answer(pages: Pages, head: Head, answers: IO[bytes]) -> None:
    page = int(head["page"])
    if not 0 <= page < len(pages):
        raise Unshowable
    if head["ask"] == "size":
        size = pages.size(page)
        write_frame(answers, {"width": size.width, "height": size.height})
    elif head["ask"] == "text":
        write_frame(answers, {}, pages.text(page).encode("utf-8", "replace"))
    else:
        drawn = pages.draw(page, float(head["scale"]), int(head["rotation"]))
        write_frame(answers, {"width": drawn.width, "height": drawn.height}, drawn.data)
