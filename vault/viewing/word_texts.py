"""The text of word processors' files. How they look is not shown: the file itself is kept whole."""

import re
from collections.abc import Iterator
from io import BytesIO
from zipfile import BadZipFile

from docx import Document
from docx.opc.exceptions import PackageNotFoundError
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from striprtf.striprtf import rtf_to_text

from vault.viewing.model import WORD_TYPES
from vault.viewing.pages import TooLarge, Unshowable

_DOCX, _ = WORD_TYPES

_MOST_CHARACTERS = 20_000_000
_BESIDE = ("/header", "/footer", "/footnotes", "/endnotes", "/comments")
# What stands beside the text in an RTF: its reader leaves it out, under these names.
_BESIDE_IN_RTF = re.compile(
    r"(?<!\\)(?:\\(?:(?:header|footer)[lrf]?|footnote)|\\\*\s*\\annotation)(?![A-Za-z])"
)
# An older reader's copy of what stands beside it.
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_BREAKS = {qn("w:tab"): "\t", qn("w:br"): "\n", qn("w:cr"): "\n", qn("w:noBreakHyphen"): "-"}
_BROKEN = (
    PackageNotFoundError,
    BadZipFile,
    SyntaxError,  # of XML, as lxml has it
    KeyError,
    ValueError,
    AttributeError,
    TypeError,
    IndexError,
    EOFError,
    OSError,
    NotImplementedError,
)


def word_text(data: bytes, media_type: str) -> str:
    """Return all that was written, a paragraph a line. Raises ``Unshowable``, ``TooLarge``."""
    try:
        text = _docx_text(data) if media_type == _DOCX else _rtf_text(data)
    except _BROKEN as error:
        raise Unshowable from error
    if len(text) > _MOST_CHARACTERS:
        raise TooLarge
    return text.replace("\0", "")


def _docx_text(data: bytes) -> str:
    document = Document(BytesIO(data))
    parts = [_told(document.element.body)]
    for relation in document.part.rels.values():
        if not relation.is_external and relation.reltype.endswith(_BESIDE):
            parts.append(_told(parse_xml(relation.target_part.blob)))
    # each section may have a header of its own that says the same
    return "\n".join(part for part in dict.fromkeys(parts) if part)


def _told(root: BaseOxmlElement) -> str:
    """Walk everything, inserted text, text boxes and tables too; deleted text has another name."""
    return "".join(_pieces(root)).strip("\n")


def _pieces(element: BaseOxmlElement) -> Iterator[str]:
    for child in element:
        if child.tag == _FALLBACK:
            continue
        if child.tag == qn("w:t"):
            yield child.text or ""
        elif child.tag in _BREAKS:
            yield _BREAKS[child.tag]
        else:
            yield from _pieces(child)
        if child.tag == qn("w:p"):
            yield "\n"
        elif child.tag == qn("w:tc"):
            yield "\t"


def _rtf_text(data: bytes) -> str:
    # RTF is ASCII; what is not, a program of another country left as it was
    text = _BESIDE_IN_RTF.sub(r"\\par", data.decode("cp1252", "replace"))
    told: str = rtf_to_text(text, errors="replace")  # type: ignore[no-untyped-call]  # has no types
    # a sign beyond 16 bits is written as two halves
    return told.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
