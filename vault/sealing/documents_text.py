"""``documents.json``: the documents of a part, where each lies sealed, and what opens it.

A line holds one document, so that a list of any length can be read in constant memory.
"""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from vault import plain_json
from vault.errors import ExportUnreadable, NewerExport

FORMAT = "casekeep-documents"
VERSION = 1
_OPENED = ',"documents":['
_HEAD = f'{{"format":"{FORMAT}","version":{VERSION}{_OPENED}'
_END = "]}"
_WRONG = (ValueError, KeyError, TypeError, AttributeError, RecursionError)


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentLine:
    """A document. Sizes in bytes, hashes as 64 hex digits; ``sealed_…`` are of ``file``.

    ``client`` is that record's uid. ``identity`` opens ``file``, and nothing else. ``path`` is
    where the pages look for the document, beside ``data/``.
    """

    id: str
    client: str
    title: str = field(repr=False)
    file_name: str = field(repr=False)
    media_type: str
    size: int
    sha256: str = field(repr=False)
    file: str
    sealed_size: int
    sealed_sha256: str = field(repr=False)
    identity: str = field(repr=False)
    path: str = field(repr=False)


def to_line(document: DocumentLine) -> bytes:
    """Return a document as ``to_pieces`` takes it: JSON on one line, without its end."""
    told = plain_json.plain(document)
    return json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode()


def to_pieces(lines: Iterable[bytes]) -> Iterator[bytes]:
    """Yield the whole file, from what ``to_line`` returned."""
    yield _HEAD.encode()
    before = b"\n"
    for line in lines:
        yield before + line
        before = b",\n"
    yield f"\n{_END}\n".encode()


def read(lines: Iterable[bytes]) -> Iterator[DocumentLine]:
    """Yield what was written, one by one. ``lines`` may be an opened file.

    Raises ``ExportUnreadable`` for anything that is never written, and ``NewerExport``.
    """
    texts = (line.rstrip(b"\n") for line in lines)
    _check_head(next(texts, b""))
    may_end = may_go_on = True
    for text in texts:
        is_end = text == _END.encode()
        if not (may_end if is_end else may_go_on):
            break
        if is_end:
            if next(texts, None) is None:
                return
            break
        may_go_on = text.endswith(b",")
        may_end = not may_go_on
        yield _document(text.removesuffix(b","))
    raise ExportUnreadable("documents")


def _check_head(text: bytes) -> None:
    try:
        told = json.loads(text + _END.encode())
        if told["format"] != FORMAT:
            raise ExportUnreadable("documents")
        if told["version"] > VERSION:
            raise NewerExport()
    except _WRONG as error:
        raise ExportUnreadable("documents") from error


def _document(text: bytes) -> DocumentLine:
    try:
        found = plain_json.parsed(DocumentLine, json.loads(text))
        is_as_written = to_line(found) == text
    except _WRONG as error:  # half a character (a lone surrogate) is a ValueError too
        raise ExportUnreadable("documents") from error
    if not is_as_written:
        raise ExportUnreadable("documents")
    return found
